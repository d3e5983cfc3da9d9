"""A page's exchanges as one WARC file (WARC 1.1, https://iipc.github.io/warc-specifications/), each record a gzip member.

The blocks are the bytes of the wire. warcio writes them; it would print parsed headers anew, so it is given the raw
ones. Payload digests cover the body as it was sent, chunks and compression included, as warcio and its kin reckon them.
"""

import io
from importlib import metadata

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from provenance._version import __version__
from provenance.fetch.tape import Exchange
from provenance.model import Instant

__all__ = ["write_warc"]

VERSION = "WARC/1.1"
SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def write_warc(exchanges: tuple[Exchange, ...], *, at: Instant, source: str, agent: str) -> bytes:
    """The file: warcinfo, then response, request and metadata of each exchange.

    Args:
        exchanges: in the order in which they took place; all but the last are redirects.
        at: when the first began.
        source: what the analyst asked for.
        agent: the User-Agent header.
    """
    out = io.BytesIO()
    writer = _Writer(out, gzip=True, warc_version="1.1")
    date = at.value.isoformat(timespec="microseconds").replace("+00:00", "Z")
    info = {
        "software": f"provenance/{__version__} warcio/{metadata.version('warcio')}",
        "format": "WARC File Format 1.1",
        "conformsTo": SPECIFICATION,
        "http-header-user-agent": agent,
        "description": _field(f"one page, fetched on an analyst's order: {source}"),
    }
    first = writer.create_warcinfo_record("", info)
    first.rec_headers.replace_header("WARC-Date", date)
    writer.write_record(first)
    known = first.rec_headers.get_header("WARC-Record-ID")
    via = ""
    for number, exchange in enumerate(exchanges):
        response = _record(exchange, "response", exchange.response, date=date, info=known)
        concurrent = response.rec_headers.get_header("WARC-Record-ID")
        request = _record(exchange, "request", exchange.request, date=date, info=known, concurrent=concurrent)
        fields = {"seed": source} if not number else {"via": via, "hopsFromSeed": "R" * number}
        if exchange.cleaned:
            fields["note"] = "the body said the analyst's session back; that was taken out of it"
        words = "".join(f"{name}: {_field(value)}\r\n" for name, value in fields.items()).encode()
        more = _record(exchange, "metadata", words, date=date, info=known, concurrent=concurrent)
        for record in (response, request, more):
            writer.write_record(record)
        via = exchange.url
    return out.getvalue()


def _field(text: str) -> str:
    return " ".join(text.split())


class _Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    """Digests by SHA-256."""

    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """The head of a message, written as it came."""

    def __init__(self, raw: bytes) -> None:
        super().__init__("as sent", [])  # warcio passes over a head without words
        self.raw = raw

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002 - warcio's own signature
        self.headers_buff = self.raw


_TYPES = {
    "response": "application/http;msgtype=response",
    "request": "application/http;msgtype=request",
    "metadata": "application/warc-fields",
}


def _record(exchange: Exchange, kind: str, block: bytes, *, date: str, info: str, concurrent: str = "") -> ArcWarcRecord:
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _Writer._make_warc_id()),  # noqa: SLF001 - where warcio makes its own
        ("WARC-Target-URI", exchange.url),
        ("WARC-Date", date),
        ("WARC-Warcinfo-ID", info),
        ("WARC-IP-Address", exchange.address if kind != "metadata" else ""),
        ("WARC-Concurrent-To", concurrent),
        ("WARC-Truncated", "length" if exchange.truncated and kind == "response" else ""),
    ]
    head, body = _head_and_body(block) if kind != "metadata" else (b"", block)
    record = ArcWarcRecord(
        "warc",
        kind,
        StatusAndHeaders("", [(name, value) for name, value in fields if value], protocol=VERSION),
        io.BytesIO(body),
        _AsSent(head) if head else None,
        _TYPES[kind],
        len(body),
    )
    record.payload_length = len(body)
    return record


def _head_and_body(message: bytes) -> tuple[bytes, bytes]:
    end = message.find(b"\r\n\r\n")
    return (message, b"") if end < 0 else (message[: end + 4], message[end + 4 :])
