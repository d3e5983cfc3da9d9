"""Pages over real sockets: what is had, and the words for what is not."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from provenance.errors import ArticleError, GuardError, NetworkError, ProvenanceError
from provenance.fetch.guard import Guard
from provenance.fetch.pages import STEP, USER_AGENT, FetchedPage, fetch, inflate
from tests.fetch.servers import Server, body, cut_off, redirect, serving, status

PAGE = "<p>Гроза над рекой</p>".encode("cp1251")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def get(server: Server, path: str, *, limit: int = 50_000_000, timeout: float = 5.0) -> FetchedPage:
    return fetch(server.url(path), guard=Guard(allow_hosts=frozenset({server.host})), limit=limit, timeout=timeout)


def test_a_page_is_had_with_what_the_server_says_of_it(server: Server) -> None:
    server.routes["/a"] = body(PAGE, "text/html; charset=windows-1251", X_Seen="1")
    page = get(server, "/a")
    assert (page.data, page.status, page.content_type, page.charset) == (PAGE, 200, "text/html", "windows-1251")
    assert page.url == page.requested == server.url("/a")
    assert ("x-seen", "1") in page.headers
    assert server.agents == [USER_AGENT]


def test_redirects_are_followed_and_noted(server: Server) -> None:
    server.routes |= {"/a": redirect("/b"), "/b": redirect(server.url("/c#there"), 308), "/c": body(PAGE)}
    page = get(server, "/a")
    assert page.data == PAGE
    assert page.hops == tuple(server.url(path) for path in ("/a", "/b", "/c"))
    assert page.url == server.url("/c")


def test_a_compressed_page_is_unpacked(server: Server) -> None:
    server.routes["/z"] = body(gzip.compress(PAGE * 5000), Content_Encoding="gzip")
    assert get(server, "/z").data == PAGE * 5000


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 429, 451, 500, 503])
def test_another_status_is_named(server: Server, code: int) -> None:
    server.routes["/a"] = status(code)
    with pytest.raises(NetworkError, match=rf"HTTP Error {code}.*/a"):
        get(server, "/a")


def test_without_permission_loopback_is_refused(server: Server) -> None:
    server.routes["/a"] = body(PAGE)
    with pytest.raises(GuardError):
        fetch(server.url("/a"), guard=Guard())
    assert server.seen == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/secret",
        "http://2130706434:{port}/secret",
        "http://0x7f.2:{port}/secret",
        "http://[::1]:{port}/secret",
        "http://localhost:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://user@127.0.0.1:{port}/secret",
    ],
)
def test_a_redirect_from_an_allowed_host_gets_no_further(server: Server, target: str) -> None:
    server.routes["/a"] = redirect(target.format(port=server.server_address[1]))
    with pytest.raises(GuardError):
        get(server, "/a")
    assert server.seen == ["/a"]


def test_a_name_that_resolves_to_loopback_is_refused_at_connect_time(server: Server) -> None:
    port = server.server_address[1]
    Guard().check_url(f"http://localhost:{port}/a")  # the text alone says nothing
    with pytest.raises(GuardError, match="public address"):
        fetch(f"http://localhost:{port}/a", guard=Guard())
    assert server.seen == []


def test_a_loop_of_redirects_ends(server: Server) -> None:
    server.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(NetworkError, match="loop of redirects"):
        get(server, "/a")
    assert len(server.seen) == 11


def test_the_announced_size_is_judged_before_reading(server: Server) -> None:
    server.routes["/a"] = body(b"x" * 2001)
    with pytest.raises(ArticleError, match=r"at most 2000 bytes, got 2001"):
        get(server, "/a", limit=2000)
    assert get(server, "/a", limit=2001).data == b"x" * 2001


def test_the_size_is_judged_while_reading(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        piece = b"10000\r\n" + b"y" * 0x10000 + b"\r\n"
        try:
            while True:
                handler.wfile.write(piece)
        except OSError:
            ended.set()

    ended = threading.Event()
    server.routes["/a"] = endless
    with pytest.raises(ArticleError, match="at most 300000 bytes"):
        get(server, "/a", limit=300_000)
    assert ended.wait(5), "the connection was not closed"


def test_a_bomb_stops_at_the_limit(server: Server) -> None:
    server.routes["/a"] = body(gzip.compress(b"\0" * 60_000_000, 9), Content_Encoding="gzip")
    with pytest.raises(ArticleError, match="decompressed"):
        get(server, "/a", limit=1_000_000)


def test_unpacking_goes_in_steps() -> None:
    pieces = list(inflate([gzip.compress(bytes(10_000_000))]))
    assert max(map(len, pieces)) <= STEP
    assert b"".join(pieces) == bytes(10_000_000)


@pytest.mark.parametrize(
    ("data", "coding", "words"),
    [
        (gzip.compress(PAGE * 99, mtime=0)[:-20], "gzip", "cut off"),
        (b"not gzip at all", "gzip", "damaged"),
        (b"x", "br", "gzip, deflate or no compression"),
    ],
    ids=("cut off", "damaged", "unknown"),  # the bytes in an id would differ between workers
)
def test_damaged_compression_is_named(server: Server, data: bytes, coding: str, words: str) -> None:
    server.routes["/a"] = body(data, Content_Encoding=coding)
    with pytest.raises(NetworkError, match=words):
        get(server, "/a")


def test_an_answer_cut_off_in_the_middle_is_no_page(server: Server) -> None:
    server.routes["/a"] = cut_off(PAGE, promised=9999)
    with pytest.raises(NetworkError, match="/a"):
        get(server, "/a")


def test_a_server_that_drips_does_not_outlast_the_time_limit(server: Server) -> None:
    release = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            while not release.wait(0.05):
                handler.wfile.write(b".")
                handler.wfile.flush()
        except OSError:
            return

    server.routes["/a"] = drip
    try:
        with pytest.raises(NetworkError, match=r"within 0\.5 s"):
            get(server, "/a", timeout=0.5)
    finally:
        release.set()


@pytest.mark.parametrize("kind", ["video/mp4", "image/png", "application/pdf", "application/zip"])
def test_what_is_no_text_is_named(server: Server, kind: str) -> None:
    server.routes["/a"] = body(b"\0\1\2", kind)
    with pytest.raises(ArticleError, match=f"got {kind}"):
        get(server, "/a")


def test_an_empty_answer_is_named(server: Server) -> None:
    server.routes["/a"] = body(b"")
    with pytest.raises(ArticleError, match="empty"):
        get(server, "/a")


def test_a_dead_host_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NetworkError, match=f"127.0.0.1:{port}/a"):
        fetch(f"http://127.0.0.1:{port}/a", guard=Guard(allow_hosts=frozenset({"127.0.0.1"})), timeout=5)


def test_a_server_that_talks_nonsense_is_a_network_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            with door.accept()[0] as peer:
                peer.recv(4096)
                peer.sendall(b"\xff\xfe no http here\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(NetworkError):
            fetch(f"http://127.0.0.1:{door.getsockname()[1]}/", guard=Guard(allow_hosts=frozenset({"127.0.0.1"})), timeout=5)
        thread.join()


def test_proxies_of_the_environment_are_ignored(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    server.routes["/a"] = body(PAGE)
    assert get(server, "/a").data == PAGE


@pytest.mark.parametrize("location", ["http://[::1", "http://exa mple/", "\x01", "http://:80/", "http://a:b:c/"])
def test_a_nonsense_redirect_is_our_error(server: Server, location: str) -> None:
    server.routes["/a"] = redirect(location)
    with pytest.raises(ProvenanceError):
        get(server, "/a")


def test_a_given_proxy_carries_the_page(server: Server) -> None:
    """An HTTP proxy is asked for the whole address; the page's own server (which does not exist) never is."""
    server.routes["http://page.invalid/a"] = body(PAGE)
    page = fetch("http://page.invalid/a", guard=Guard(), proxy=f"http://{server.host}", timeout=5.0)
    assert page.data == PAGE
    assert server.seen == ["http://page.invalid/a"]


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "socks5h://127.0.0.1:9"])
def test_a_dead_proxy_is_never_gone_around(server: Server, proxy: str) -> None:
    server.routes["/a"] = body(PAGE)
    with pytest.raises(NetworkError):
        fetch(server.url("/a"), guard=Guard(allow_hosts=frozenset({server.host})), proxy=proxy, timeout=5.0)
    assert server.seen == []


def test_a_password_of_a_proxy_is_not_told() -> None:
    with pytest.raises(NetworkError) as caught:
        fetch("http://page.invalid/", guard=Guard(), proxy="ftp://me:hush@127.0.0.1:9", timeout=5.0)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("proxy", ["nonsense", "ftp://127.0.0.1:9", "socks5://"])
def test_what_is_no_proxy_is_named(proxy: str) -> None:
    with pytest.raises(NetworkError, match="expected http://, https://, socks5"):
        fetch("http://page.invalid/", guard=Guard(), proxy=proxy, timeout=5.0)


def test_a_proxy_does_not_open_forbidden_addresses(server: Server) -> None:
    with pytest.raises(GuardError):
        fetch("http://127.0.0.2/", guard=Guard(), proxy=f"http://{server.host}", timeout=5.0)
    assert server.seen == []
