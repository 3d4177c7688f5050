"""moto server, an emulator of AWS, on this machine."""
import contextlib
import socket
import subprocess
import time

import tokenry

PROGRAM = tokenry.ROOT / ".venv" / "bin" / "moto_server"
START_SECONDS = 60


@contextlib.contextmanager
def running():
    """Yields the URL of an emulated AWS."""
    port = tokenry.free_port()
    server = subprocess.Popen([PROGRAM, "-H", "127.0.0.1", "-p", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_listening(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_until_listening(port):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
