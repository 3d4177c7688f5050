"""Installs pinned npm packages."""
import shutil
import subprocess

INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def install(home):
    """Installs what the folder's package-lock.json pins, unless it is there."""
    lock, stamp = home / "package-lock.json", home / "node_modules" / "package-lock.json"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        subprocess.run(INSTALL, cwd=home, check=True)
        # Copied last: an interrupted installation is repeated.
        shutil.copy(lock, stamp)
