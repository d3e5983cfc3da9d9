"""Pages are kept as they came over the wire, in files that other programs of the trade read."""

import gzip
import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import fastwarc
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_cli

from provenance.fetch.guard import Guard
from provenance.fetch.pages import USER_AGENT, FetchedPage, fetch
from provenance.fetch.warc import write_warc
from provenance.model import Instant

BODY = gzip.compress(b"<html><p>Waves \xe9 over the mole</p></html>", mtime=0)
CHUNKS = b"".join(b"%X;odd=1\r\n%b\r\n" % (len(part), part) for part in (BODY[:9], BODY[9:])) + b"0\r\nTrailer: x\r\n\r\n"
ODD = (
    b"HTTP/1.1 200  Fine\r\ncontent-TYPE:text/html ;charset=latin-1\r\nX-Odd:   two  blanks\r\nX-Odd: again \xff\r\n"
    b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS
)
MOVED = b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 6\r\n\r\nmoved\n"


@contextmanager
def wire(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that sends these very bytes, one answer a connection; what it was sent is listed."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                connection, _ = listening.accept()
                with connection:
                    data = b""
                    while not data.endswith(b"\r\n\r\n"):
                        data += connection.recv(4096)
                    asked.append(data)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", asked
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def kept() -> tuple[FetchedPage, list[bytes], bytes]:
    with wire(MOVED, ODD) as (host, asked):
        page = fetch(f"http://{host}/here", guard=Guard(allow_hosts=frozenset({host})))
    at = Instant(value=datetime(2026, 11, 27, 10, 0, 0, 5, UTC))
    return page, asked, write_warc(page.exchanges, at=at, source="http://x/\r\nWARC-Type: forged", agent=USER_AGENT)


def test_what_went_over_the_wire_is_in_it_byte_for_byte(kept: tuple[FetchedPage, list[bytes], bytes]) -> None:
    page, asked, data = kept
    assert b"Waves" in page.data
    blocks = gzip.decompress(data)
    for expected in (*asked, MOVED, ODD):
        assert blocks.count(b"\r\n\r\n" + expected + b"\r\n\r\n") == 1
    assert [(e.url, e.request, e.response, e.address) for e in page.exchanges] == [
        (page.requested, asked[0], MOVED, "127.0.0.1"),
        (page.url, asked[1], ODD, "127.0.0.1"),
    ]


def test_its_records(kept: tuple[FetchedPage, list[bytes], bytes]) -> None:
    page, _, data = kept
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        fields = record.rec_headers
        assert fields.protocol == "WARC/1.1"
        found.append((record.rec_type, fields.get_header("WARC-Target-URI"), record.content_stream().read()))
        if record.rec_type != "warcinfo":
            assert fields.get_header("WARC-Date") == "2026-11-27T10:00:00.000005Z"
            assert fields.get_header("WARC-Block-Digest").startswith("sha256:")
    assert [(kind, url) for kind, url, _ in found] == [
        ("warcinfo", None),
        *((kind, url) for url in (page.requested, page.url) for kind in ("response", "request", "metadata")),
    ]
    assert found[4][2] == page.data, "decoded by warcio"
    assert found[6][2] == f"via: {page.requested}\r\nhopsFromSeed: R\r\n".encode()
    assert b"\nWARC-Type: forged" not in gzip.decompress(data)


def test_warcio_itself_finds_it_in_order(
    kept: tuple[FetchedPage, list[bytes], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.warc.gz"
    path.write_bytes(kept[2])
    with pytest.raises(SystemExit) as ended:
        warcio_cli(["check", "-v", str(path)])
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert shown.count("digest pass") == 7
    warcio_cli(["index", "-f", "warc-type,http:status", str(path)])
    assert [line.count("302") for line in capsys.readouterr().out.splitlines() if "response" in line] == [1, 0]


def test_another_implementation_reads_it_and_finds_each_digest_right(kept: tuple[FetchedPage, list[bytes], bytes]) -> None:
    """FastWARC shares no line with warcio, which wrote the file."""
    _, asked, data = kept
    records = fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False, strict_mode=True)
    blocks = [(record.headers["WARC-Type"], record.verify_block_digest(), record.reader.read()) for record in records]
    assert all(right for _, right, _ in blocks)
    assert [block for kind, _, block in blocks if kind == "response"] == [MOVED, ODD]
    assert [block for kind, _, block in blocks if kind == "request"] == asked
    assert [kind for kind, *_ in blocks] == ["warcinfo", *["response", "request", "metadata"] * 2]
    for record in fastwarc.ArchiveIterator(io.BytesIO(data), record_types=fastwarc.WarcRecordType.response):
        assert record.verify_payload_digest()
    altered = bytearray(gzip.decompress(data))
    altered[altered.index(b"moved")] ^= 1
    wrong = [each.verify_block_digest() for each in fastwarc.ArchiveIterator(io.BytesIO(bytes(altered)), parse_http=False)]
    assert wrong.count(False) == 1


def test_a_redirect_whose_body_never_ends_is_cut_and_said() -> None:
    endless = MOVED.replace(b"Content-Length: 6", b"Content-Length: 3000000") + b"x" * 2_000_000
    with wire(endless, ODD) as (host, _):
        page = fetch(f"http://{host}/here", guard=Guard(allow_hosts=frozenset({host})))
    assert [exchange.truncated for exchange in page.exchanges] == [True, False]
    assert len(page.exchanges[0].response) < 1_500_000
