"""The analyst's session is used and never kept, even where a server says it back."""

import gzip
import io
import json
import sqlite3
from collections.abc import Iterator
from http.cookiejar import Cookie
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from provenance.errors import InputError
from provenance.fetch.session import Secrets, browser_cookies, proxy_secrets
from tests.command import provenance
from tests.fetch.servers import Server, body, echo_cookies, serving
from tests.pipeline.pages import clip, page

SECRET = "s3cret-0f-the-analyst"  # noqa: S105 - what must not be found anywhere
RENEWED = "an0ther-that-replaces-it"


def cookie(value: str, domain: str) -> Cookie:
    return Cookie(0, "session", value, None, False, domain, True, False, "/", True, False, None, False, None, None, {})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("firefox", ("firefox", None, None, None)),
        ("Chromium+gnomekeyring:Profile 1", ("chromium", "Profile 1", "GNOMEKEYRING", None)),
        ("firefox:work::banking", ("firefox", "work", None, "banking")),
    ],
)
def test_browsers_are_written_as_yt_dlp_writes_them(text: str, parts: tuple[str | None, ...]) -> None:
    assert browser_cookies(text) == parts


@pytest.mark.parametrize("text", ["", "netscape", "firefox+safe", ":x"])
def test_what_is_no_browser_is_named(text: str) -> None:
    with pytest.raises(InputError, match="cookies-from-browser"):
        browser_cookies(text)


def test_only_the_session_with_the_hosts_that_were_asked_is_secret() -> None:
    jar = [cookie("s3cret-1", ".video.example"), cookie("s3cret-2", "elsewhere.example"), cookie("en", "video.example")]
    secrets = Secrets.of(jar, hosts=frozenset({"www.video.example"}), more=proxy_secrets("http://me:pa55word@proxy:1"))
    assert secrets.scrub("s3cret-1 s3cret-2 en pa55word") == "[removed: session] s3cret-2 en [removed: session]"


@given(st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_nothing_of_it_is_left_in_any_answer(answer: object) -> None:
    secrets = Secrets(frozenset({SECRET}))
    planted = {"cookies": SECRET, f"key {SECRET}": [answer, f"x{SECRET}y"]}
    assert SECRET not in json.dumps(secrets.scrub_values(planted))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def firefox(folder: Path, domain: str) -> Path:
    """A profile with one cookie, in the tables that Firefox has."""
    folder.mkdir()
    with sqlite3.connect(folder / "cookies.sqlite") as database:
        database.execute(
            "CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT,"
            " host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER, isSecure, isHttpOnly)"
        )
        database.execute("PRAGMA user_version = 12")
        columns = ("session", SECRET, domain, "/", 4102444800, 0, 0, 0, 1)
        database.execute(
            "INSERT INTO moz_cookies (name, value, host, path, expiry, lastAccessed, creationTime, isSecure, isHttpOnly)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            columns,
        )
    database.close()
    return folder


def subscribers(handler: BaseHTTPRequestHandler) -> None:
    """A story for those who are logged in: a redirect that says the session back, then a packed page that does, and renews it."""
    known = SECRET in handler.headers.get("Cookie", "")
    if handler.path == "/story":
        handler.send_response(302 if known else 403)
        handler.send_header("Location", f"/story/{SECRET}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return
    token = f"<script>state = {{token: '{SECRET}', next: '{RENEWED}'}}</script>"
    data = gzip.compress(f"<html><head><title>For subscribers</title></head><body><p>News.</p>{token}</body></html>".encode())
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Set-Cookie", f"session={RENEWED}; Path=/")
    handler.end_headers()
    for piece in (data[:50], data[50:]):
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    handler.wfile.write(b"0\r\n\r\n")


@pytest.mark.parametrize("source", ["file", "browser"])
def test_a_session_is_sent_and_no_byte_of_it_is_in_the_case(server: Server, tmp_path: Path, source: str) -> None:
    """The server writes the cookie into its page, into the title, and into the reason of a refusal."""
    sent: list[str] = []
    server.routes["/post"] = echo_cookies(
        sent, "<title>{0}</title><video src='/clip.mp4'></video><meta name=description content='{0}'>"
    )
    server.routes["/clip.mp4"] = body(clip(1, seconds=1), "video/mp4")
    server.routes["/refused"] = echo_cookies(sent, "{0}", code=403, reason="not for {0}")
    server.routes |= {"/story": subscribers, f"/story/{SECRET}": subscribers}
    (tmp_path / "a.html").write_text(page(server, "/post", "/refused"), "utf-8")
    jar = tmp_path / "cookies.txt"
    jar.write_text(f"# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t4102444800\tsession\t{SECRET}\n")
    option = (
        ["--cookies", jar] if source == "file" else ["--cookies-from-browser", f"firefox:{firefox(tmp_path / 'p', '127.0.0.1')}"]
    )
    articles = ("a.html", server.url("/refused"), server.url("/story"))
    done = provenance("trace", *articles, "--case", "case", "--allow-host", server.host, *option, "--json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr.decode()
    first, second = json.loads(done.stdout)["articles"]
    assert [state["state"] for state in first["references"]] == ["acquired", "unavailable"]
    assert second["title"] == "For subscribers"
    assert sent
    assert all(SECRET in cookies for cookies in sent)
    kept = [file for file in (tmp_path / "case").rglob("*") if file.is_file()]
    assert len(kept) > 5
    words = {file: file.read_bytes() for file in kept} | {file: warc(file) for file in kept if file.suffix == ".gz"}
    secrets = (SECRET.encode(), RENEWED.encode())
    assert [file for file, data in words.items() if any(secret in data for secret in secrets)] == []
    assert all(secret not in done.stdout + done.stderr for secret in secrets)
    said = b"".join(data for file, data in words.items() if file.suffix == ".gz")
    assert (said.count(b"\r\nCookie: [removed: session]\r\n"), said.count(b"\r\nSet-Cookie: [removed: session]\r\n")) == (3, 1)
    assert said.count(b"note: the body said the analyst's session back") == 2


def warc(file: Path) -> bytes:
    """What is in it, by warcio, which finds each digest right; bodies beside it as a replay shows them."""
    data = file.read_bytes()
    records = ArchiveIterator(io.BytesIO(data), check_digests="raise")
    bodies = [each.content_stream().read() for each in records if each.rec_type == "response"]
    return gzip.decompress(data) + b"".join(bodies)
