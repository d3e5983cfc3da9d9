"""An OpenTimestamps calendar behind a real server on loopback: it promises, and later leads to a block made here."""

import hashlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp

from tests.fetch.servers import Server

HEIGHT = 123_456
TIME = 1_700_000_000


@dataclass(kw_only=True)
class Calendar:
    """Answers below ``/calendar`` of ``server``; nothing is in a block before :meth:`mine`."""

    server: Server
    uri: str = ""
    seen: list[bytes] = field(default_factory=list)
    header: bytes = b""

    def __post_init__(self) -> None:
        self.uri = self.uri or self.server.url("/calendar")
        self.server.routes["/calendar/digest"] = self._promise

    def _promise(self, handler: BaseHTTPRequestHandler) -> None:
        digest = handler.rfile.read(int(handler.headers["Content-Length"]))
        self.seen.append(digest)
        promise = Timestamp(digest)
        kept = promise.ops.add(OpAppend(b"with others")).ops.add(OpSHA256())
        kept.attestations.add(PendingAttestation(self.uri))
        answer(handler, written(promise))
        self.server.routes[f"/calendar/timestamp/{kept.msg.hex()}"] = lambda other: self._finished(other, kept.msg)

    def _finished(self, handler: BaseHTTPRequestHandler, commitment: bytes) -> None:
        if not self.header:
            handler.send_error(404)
            return
        answer(handler, written(self._led(commitment)))

    def _led(self, commitment: bytes) -> Timestamp:
        tree = Timestamp(commitment)
        tree.ops.add(OpAppend(b"the block")).ops.add(OpSHA256()).attestations.add(BitcoinBlockHeaderAttestation(HEIGHT))
        return tree

    def mine(self) -> bytes:
        """Put the last digest into a block; returns the block's header."""
        kept = hashlib.sha256(self.seen[-1] + b"with others").digest()
        root = hashlib.sha256(kept + b"the block").digest()
        self.header = bytes(4) + bytes(32) + root + TIME.to_bytes(4, "little") + bytes(8)
        return self.header


def written(tree: Timestamp) -> bytes:
    context = BytesSerializationContext()
    tree.serialize(context)
    return bytes(context.getbytes())


def answer(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)
