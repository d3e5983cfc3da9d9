"""Who is let in: nobody but the page itself, in the browser that opened the secret address first."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from provenance.model import Digest
from provenance.store.case import Case
from tests.review.cases import Served, copied, served

DECISION = json.dumps({"do": "withdraw", "review": "d00000000"}).encode()
ADDRESSES = ("/", "/page/main.js", "/api/queue", "/api/news", "/api/entry/x", "/media/" + 64 * "0", "/nothing")


@pytest.fixture(scope="module")
def running(traced_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = copied(traced_case, tmp_path_factory.mktemp("gate"))
    (folder / "case" / "secret.txt").write_text("not yours")
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def cookie(running: Served) -> str:
    """What the first visit gives out."""
    answer = httpx.get(running.address)
    assert answer.status_code == 200
    given = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in given.split(";")}
    assert running.token not in given
    return str(given.partition(";")[0])


def head(running: Served, cookie: str, **more: str) -> dict[str, str]:
    return {"Cookie": cookie, "Origin": running.base, "Content-Type": "application/json", **more}


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_the_cookie_nothing_is_told(running: Served, cookie: str, path: str) -> None:
    for headers in ({}, {"Cookie": f"{cookie}x"}, {"Cookie": cookie.partition("=")[0] + "="}):
        answer = httpx.get(running.base + path, headers=headers)
        assert answer.status_code == 403
        assert "Ada" not in answer.text


def test_the_secret_address_works_once(running: Served, cookie: str) -> None:
    again = httpx.get(running.address)
    assert again.status_code == 403
    assert "set-cookie" not in again.headers
    assert "once" in again.text
    assert httpx.get(running.address, headers={"Cookie": cookie}).status_code == 200  # the browser that has it


@pytest.mark.parametrize("host", ["localhost:{}", "evil.example", "127.0.0.1", "127.0.0.1.evil.example:{}", "[::1]:{}", ""])
def test_a_name_that_was_rebound_is_refused(running: Served, cookie: str, host: str) -> None:
    headers = head(running, cookie, Host=host.format(urlsplit(running.base).port))
    assert httpx.get(running.base + "/api/queue", headers=headers).status_code in {400, 421}
    assert httpx.post(running.base + "/api/report", headers=headers, content=b"{}").status_code in {400, 421}


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1", "http://localhost:{}"]
)
def test_another_site_is_refused(running: Served, cookie: str, origin: str) -> None:
    headers = head(running, cookie, Origin=origin.format(urlsplit(running.base).port))
    for method, path in (("POST", "/api/decide"), ("POST", "/api/report"), ("GET", "/api/queue"), ("GET", "/")):
        assert httpx.request(method, running.base + path, headers=headers, content=DECISION).status_code == 403


def test_a_decision_without_an_origin_or_as_a_form_is_refused(running: Served, cookie: str) -> None:
    bare = {"Cookie": cookie, "Content-Type": "application/json"}
    assert httpx.post(running.base + "/api/decide", headers=bare, content=DECISION).status_code == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        headers = head(running, cookie, **{"Content-Type": kind})
        answer = httpx.post(running.base + "/api/decide", headers=headers, content=DECISION)
        assert (answer.status_code, "application/json" in answer.text) == (400, True)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_loads_is_refused_even_with_the_cookie(running: Served, cookie: str, site: str) -> None:
    headers = {"Cookie": cookie, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    assert httpx.get(running.base + "/api/queue", headers=headers).status_code == 403
    assert httpx.get(running.base + "/", headers=headers).status_code == 403
    followed = {**headers, "Sec-Fetch-Mode": "navigate"}
    assert httpx.get(running.base + "/", headers=followed).status_code == 200


@pytest.mark.parametrize("path", [*ADDRESSES, "/api/decide"])
def test_every_answer_bears_the_policy(running: Served, cookie: str, path: str) -> None:
    for headers in ({}, {"Cookie": cookie}):
        answer = httpx.get(running.base + path, headers=headers)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


def raw(running: Served, cookie: str, path: str) -> bytes:
    """The answer to a path that no client would send."""
    host = urlsplit(running.base)
    with socket.create_connection((host.hostname or "", host.port or 0), timeout=10) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: wire.recv(65536), b""))


@pytest.mark.parametrize(
    "path",
    [
        "/page/../details.py",
        "/page/..%2f..%2freview%2fgate.py",
        "/page/%2e%2e/gate.py",
        "/media/../secret.txt",
        "/media/..%2fsecret.txt",
        "/media/%00",
        "/picture/../../case.sqlite",
        "/picture/..%2f..%2fcase.sqlite",
        "/copy/..%2f..%2f..%2fetc%2fpasswd",
        "/frame//etc/passwd",
        "//etc/passwd",
        "/media/" + "A" * 64,
        "/media/" + "0" * 64,
    ],
)
def test_no_path_leads_out(running: Served, cookie: str, path: str) -> None:
    answer = raw(running, cookie, path)
    assert answer.split(b" ", 2)[1] in {b"400", b"404"}
    assert b"not yours" not in answer
    assert b"import" not in answer


def test_only_files_of_this_case_are_served(running: Served, cookie: str, traced_case: Path) -> None:
    original = Digest.of((traced_case / "earlier" / "original.mp4").read_bytes())
    article = Digest.of((traced_case / "article.html").read_bytes())
    with Case.consult(traced_case / "case") as case:
        kept = {file.digest: file.role.value for file in case.media_files()}
    for digest in (original, article):  # in a library that was not named; the case's own, but no footage
        assert httpx.get(f"{running.base}/media/{digest.value}", headers={"Cookie": cookie}).status_code == 404
    for digest in kept:
        answer = httpx.get(f"{running.base}/media/{digest.value}", headers={"Cookie": cookie, "Range": "bytes=0-99"})
        assert (answer.status_code, len(answer.content), answer.headers["content-type"]) == (206, 100, "video/mp4")
        assert "sandbox" in answer.headers["content-security-policy"]
        beyond = httpx.get(f"{running.base}/media/{digest.value}", headers={"Cookie": cookie, "Range": "bytes=99999999-"})
        assert beyond.status_code == 416


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "JSON"),
        (b"[]", "object"),
        (b"{" * 5000, "JSON"),
        (b'{"do": "drop table"}', "do:"),
        (b'{"do": "match"}', "query"),
        (b'{"do": "withdraw", "review": "d00000000"}', "d00000000"),
        (b'{"do": "category", "about": "r", "category": "True"}', "category"),
        (b'{"x": "' + b"a" * 300_000 + b'"}', "256000"),
    ],
)
def test_bad_requests_are_told_and_change_nothing(running: Served, cookie: str, content: bytes, said: str) -> None:
    headers = head(running, cookie)
    before = httpx.get(running.base + "/api/news", headers=headers).json()["version"]
    answer = httpx.post(running.base + "/api/decide", headers=headers, content=content)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert httpx.get(running.base + "/api/news", headers=headers).json()["version"] == before
