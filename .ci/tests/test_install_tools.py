import shutil
import subprocess
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parent.parent
FAKE_PYTHON = r"""#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\nexit ${PIP_EXIT:-0}\n' > "$3/bin/pip"
printf '#!/bin/sh\necho "$@" >> calls; exit ${UV_EXIT:-0}\n' > "$3/bin/uv"
chmod +x "$3/bin/pip" "$3/bin/uv"
"""


@pytest.fixture
def folder(tmp_path):
    """A copy of the script with a python3 that creates an environment whose installer records its calls."""
    shutil.copy(CI / "install-tools", tmp_path)
    (tmp_path / "requirements.txt").write_text("tool==1\n")
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(FAKE_PYTHON)
    python.chmod(0o755)
    return tmp_path


def install(folder, *arguments, **variables):
    subprocess.run([folder / "install-tools", *arguments], check=True, capture_output=True,
                   env={"PATH": f"{folder / 'bin'}:/usr/bin:/bin"} | variables)
    return (folder / "calls").read_text().count("-r")


def test_packages_are_installed_once_for_each_version_of_the_file(folder):
    assert [install(folder, "requirements.txt", "venv") for _ in range(2)] == [1, 1]
    (folder / "requirements.txt").write_text("tool==2\n")
    assert install(folder, "requirements.txt", "venv") == 2


@pytest.mark.parametrize(("failure", "calls"), [("PIP_EXIT", 1), ("UV_EXIT", 2)])
def test_an_installation_that_fails_is_repeated(folder, failure, calls):
    with pytest.raises(subprocess.CalledProcessError):
        install(folder, "requirements.txt", "venv", **{failure: "1"})
    assert install(folder, "requirements.txt", "venv") == calls
