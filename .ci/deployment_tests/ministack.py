"""MiniStack, an emulator of AWS, on this machine."""
import contextlib
import os
import subprocess
import time
import urllib.request
from pathlib import Path

import tokenry

PYTHON = Path(__file__).resolve().parent / ".venv" / "ministack" / "bin" / "python"
# Ends the emulator and the processes of its functions, which are in one process group, as soon as standard input is
# closed. That happens even if the tests are killed. On SIGTERM, MiniStack stops listening but does not exit.
UNTIL_INPUT_CLOSES = '"$@" & read -r _; kill -KILL 0'
START_SECONDS = 120


@contextlib.contextmanager
def running(folder, **variables):
    """Yields the URL of an emulated AWS that writes to the folder only. Its functions get the variables."""
    port = tokenry.free_port()
    endpoint = f"http://127.0.0.1:{port}"
    log = tokenry.LOGS / "ministack.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    # Functions inherit these variables, so a developer's AWS settings must not be among them.
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder),
        "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "IOT_MTLS_ENABLED": "0", "AWS_ENDPOINT_URL": endpoint,
        # Where functions send the results of custom resources. MiniStack writes this host name into the URLs.
        "AWS_ENDPOINT_URL_CLOUDFORMATION": f"http://localhost:{port}",
        "PYTHONDONTWRITEBYTECODE": "1"} | variables
    with log.open("w") as output, subprocess.Popen(
            ["sh", "-c", UNTIL_INPUT_CLOSES, "sh", PYTHON, "-m", "ministack"], env=environment, cwd=folder,
            stdin=subprocess.PIPE, stdout=output, stderr=output, start_new_session=True):
        wait_until_healthy(endpoint, log)
        yield endpoint


def wait_until_healthy(endpoint, log):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=5).close()
            return
        except OSError as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"MiniStack does not answer:\n{log.read_text()}") from error
            time.sleep(0.2)
