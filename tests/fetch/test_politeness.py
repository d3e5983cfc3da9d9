"""How often and how long a server is asked: by the rules alone, and by yt-dlp's real code against a real server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, Failed
from provenance.fetch.politeness import PATIENCE, TRIES, BusyError, Politeness, seconds_of
from provenance.fetch.ytdlp import YtDlp
from provenance.model import Availability
from tests.fetch.servers import Route, Server, body, serving, status

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
POST = "https://video.example/a"


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def polite(clock: Clock) -> Politeness:
    return Politeness(clock=clock, sleep=clock.sleep)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [("7", 7), (" 0 ", 0), ("Fri, 27 Nov 2026 10:01:00 GMT", 60), ("Fri, 27 Nov 2026 09:00:00 GMT", 0), ("-1", None)]
    + [(text, None) for text in ("", None, "soon", "1.5", "²", "Fri, 99 Nov 2026 10:00:00 GMT")],
)
def test_retry_after_is_a_number_or_a_date(stated: str | None, seconds: float | None) -> None:
    assert seconds_of(stated, NOW) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_read(stated: str) -> None:
    found = seconds_of(stated, NOW)
    assert found is None or found >= 0


@given(st.integers(0, 10**6))
def test_a_date_says_the_same_as_a_number(seconds: int) -> None:
    then = (NOW + timedelta(seconds=seconds)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert seconds_of(then, NOW) == seconds_of(str(seconds), NOW)


def test_a_host_that_wants_peace_is_left_alone(clock: Clock) -> None:
    manners = polite(clock)
    assert not manners.again(POST, 429, {"Retry-After": f"{PATIENCE + 1:.0f}"}, tries=1, now=NOW)
    with pytest.raises(BusyError, match=rf"before {NOW + timedelta(seconds=PATIENCE + 1):%Y-%m-%d %H:%M} UTC; nothing was sent"):
        manners.before(POST)
    manners.before("https://other.example/")
    clock.time += 30
    manners.before(POST)  # the rest is short enough to be waited out
    assert clock.waits == [pytest.approx(PATIENCE + 1 - 30)]


def later(times: int, then: Route, stated: str, code: int = 429) -> Route:
    asked = [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked[0] += 1
        if asked[0] > times:
            return then(handler)
        handler.send_response(code)
        handler.send_header("Retry-After", stated)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return None

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def acquire(server: Server, manners: Politeness, folder: Path, path: str = "/a.mp4") -> Downloaded | Failed:
    tool = YtDlp(Guard(allow_hosts=frozenset({server.host})), polite=manners)
    return tool.acquire(server.url(path), folder=folder, progress=lambda *_: None)


@pytest.mark.parametrize("code", [429, 503])
def test_a_short_wait_is_waited_out(server: Server, tmp_path: Path, clock: Clock, code: int) -> None:
    server.routes["/a.mp4"] = later(2, body(b"\0\0\0\x18ftypisom", "video/mp4"), "7", code)
    assert isinstance(acquire(server, polite(clock), tmp_path), Downloaded)
    assert clock.waits == [7, 7]


def test_a_server_that_never_has_time_is_given_up(server: Server, tmp_path: Path, clock: Clock) -> None:
    server.routes["/a.mp4"] = later(99, status(200), "7")
    result = acquire(server, polite(clock), tmp_path)
    assert isinstance(result, Failed)
    assert (result.outcome, len(server.seen)) == (Availability.RATE_LIMITED, TRIES)


def test_a_long_wait_is_left_to_another_run_and_the_next_post_of_that_host_is_not_asked(
    server: Server, tmp_path: Path, clock: Clock
) -> None:
    manners = polite(clock)
    server.routes["/a.mp4"] = later(99, status(200), "3600")
    for folder, path in (("a", "/a.mp4"), ("b", "/b.mp4")):
        result = acquire(server, manners, tmp_path / folder, path)
        assert isinstance(result, Failed)
        assert result.outcome is Availability.RATE_LIMITED, result.message
    assert (server.seen, clock.waits) == (["/a.mp4"], [])


def test_a_fault_that_passes_costs_one_wait(server: Server, tmp_path: Path, clock: Clock) -> None:
    whole = body(b"\0\0\0\x18ftypisom", "video/mp4")

    def busy_once(handler: BaseHTTPRequestHandler) -> None:
        server.routes["/a.mp4"] = whole
        status(502)(handler)

    server.routes["/a.mp4"] = busy_once
    assert isinstance(acquire(server, polite(clock), tmp_path), Downloaded)
    assert clock.waits == [1.0]


def test_the_time_for_one_post_is_limited(server: Server, tmp_path: Path) -> None:
    server.routes["/a.mp4"] = body(b"\0\0\0\x18ftypisom", "video/mp4")
    tool = YtDlp(Guard(allow_hosts=frozenset({server.host})), max_seconds=1e-9)
    result = tool.acquire(server.url("/a.mp4"), folder=tmp_path, progress=lambda *_: None)
    assert isinstance(result, Failed)
    assert result.outcome is Availability.REFUSED
    assert "expected the media within 1e-09 s" in result.message
