"""The released archives, as MiniStack can run them, and what Lambda's Java runtime adds to them."""
import platform
import shutil
import subprocess
import zipfile
from pathlib import Path

from tokenry import ROOT

HERE = Path(__file__).resolve().parent
NATIVE_NAMES = {"x86_64": "x86_64", "aarch64": "aarch_64"}


def with_bootstrap(archive, target):
    """Copies the archive and adds the entry point that a custom runtime needs."""
    shutil.copyfile(archive, target)
    with zipfile.ZipFile(target, "a") as content:
        content.write(HERE / "bootstrap", "bootstrap")


def lambda_runtime():
    """Returns the folder with the jars of Lambda's Java runtime and its native library."""
    folder = ROOT / "target" / "lambda-runtime"
    # Jars of another version could be there.
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["mvn", "-q", "-B", "-ntp", "-N", "-Plambda-runtime", "dependency:copy-dependencies",
                    "-DincludeScope=runtime", f"-DoutputDirectory={folder}"], cwd=ROOT, check=True)
    # Each process of a function would unpack it to one file in /tmp, which fails if two start at the same time.
    [client] = folder.glob("aws-lambda-java-runtime-interface-client-*.jar")
    library = f"jni/libaws-lambda-jni.linux-{NATIVE_NAMES[platform.machine()]}.so"
    with zipfile.ZipFile(client) as content:
        (folder / "libaws-lambda-jni.so").write_bytes(content.read(library))
    return folder


def java_home():
    return subprocess.run([ROOT / ".ci" / "jdk25"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
