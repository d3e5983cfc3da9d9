"""A time-stamping authority made with openssl, behind a real server on loopback."""

import subprocess
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.fetch.servers import Route
from tests.programs import require

CONFIG = """[tsa]
default_tsa = authority
[authority]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_authority(folder: Path, *, name: str = "Authority of the tests") -> Path:
    """Root and signer in ``folder``; returns the root's certificate. The test is skipped without openssl."""
    require("openssl")
    folder.mkdir(parents=True)
    new = ("-newkey", "rsa:2048", "-nodes")
    _openssl(folder, "req", "-x509", *new, "-keyout", "root.key", "-out", "root.pem", "-days", "2", "-subj", f"/CN={name}")
    _openssl(folder, "req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}: signer")
    (folder / "ext.cnf").write_text("extendedKeyUsage=critical,timeStamping\nbasicConstraints=CA:FALSE\n")
    issue = ("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "2")
    _openssl(folder, *issue, "-out", "tsa.pem", "-extfile", "ext.cnf")
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    return folder / "root.pem"


def stamp(folder: Path, request: bytes) -> bytes:
    """The authority's reply to ``request``."""
    (folder / "query.tsq").write_bytes(request)
    _openssl(
        folder, "ts", "-reply", "-config", "tsa.cnf", "-section", "authority", "-queryfile", "query.tsq", "-out", "reply.tsr"
    )
    return (folder / "reply.tsr").read_bytes()


def answering(folder: Path) -> Route:
    """A route that stamps what is posted to it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        request = handler.rfile.read(int(handler.headers["Content-Length"]))
        reply(handler, stamp(folder, request))

    return answer


def reply(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/timestamp-reply")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)
