"""A server whose responses a test writes down, in the place of Tokenry and of S3."""
import contextlib
import http.server
import json
import ssl
import threading

STORED = 200, {}, b""
LOST = None, {}, b""
BEFORE_BODY = "before the body is read"


class ScriptedHandler(http.server.BaseHTTPRequestHandler):
    """Sends the next response of the script, and records the request and its body."""

    protocol_version = "HTTP/1.1"

    def respond(self):
        status, headers, body, *when = self.server.responses.pop(0)
        self.server.requests.append((self.command, self.path, dict(self.headers)))
        if when != [BEFORE_BODY]:
            self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.close_connection = True
        if status is None:
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = respond

    def log_message(self, *_):
        """Logs nothing: requests are recorded."""


@contextlib.contextmanager
def scripted_server(*responses, certificate=None):
    """Yields a server that sends these responses in order, over TLS if it has a certificate.

    A response is (status, headers, body), or a function that creates one from the server. Fails unless all are sent.
    """
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), ScriptedHandler) as server:
        server.url = f"http{'s' if certificate else ''}://localhost:{server.server_port}"
        if certificate:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate)
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            # A client that closes the connection is expected here.
            server.handle_error = lambda *_: None
        server.requests, server.bodies = [], []
        server.responses = [each(server) if callable(each) else each for each in responses]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
        assert not server.responses, f"no request for {server.responses}"


def presigned_response(server):
    """Tokenry's response to a request for an upload, with an upload URL on the same server."""
    return 201, {}, json.dumps({
        "id": "0" * 32, "uploadUrl": server.url + "/object?X-Amz-Signature=0", "method": "PUT", "headers": {
            "Content-Type": "application/gzip", "Content-Length": "7", "If-None-Match": "*",
            "x-amz-checksum-sha256": "c3Vt"}}).encode()


def error(status, message, **headers):
    return status, headers, json.dumps({"error": {"code": status, "message": message}}).encode()


def s3_error(status, code, message, *when):
    xml = f'<?xml version="1.0"?>\n<Error><Code>{code}</Code><Message>{message}</Message><Key>k</Key></Error>'
    return status, {}, xml.encode(), *when
