"""What the tests that run Tokenry share."""
import pytest

import tokenry
from upload_client import UploadClient


@pytest.fixture(scope="session")
def service(tmp_path_factory):
    """Starts Tokenry once for all tests; they use projects and tokens of their own."""
    data, port = tmp_path_factory.mktemp("tokenry") / "data", tokenry.free_port()
    with tokenry.running(tokenry.START_COMMAND, "upload-client.log", port,
                         TOKENRY_PORT=str(port), TOKENRY_DATA=str(data)) as administrator:
        yield {"url": f"http://localhost:{port}/api", "administrator": administrator, "data": data}


@pytest.fixture
def tokenry_client(service, tmp_path):
    return UploadClient(tmp_path, **service)
