"""Questions to the Wayback Machine: its documented answers read, and a server on loopback that gives them."""

import contextlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import ArticleError, GuardError, NetworkError
from provenance.fetch.archives import Archivist
from provenance.fetch.guard import Guard
from provenance.fetch.politeness import Politeness
from provenance.fetch.turns import Turns
from provenance.fetch.wayback import MOST, WAYBACK, read_closest, read_index, stamp_of
from provenance.model import Instant
from provenance.platforms import recognise
from provenance.platforms.spellings import spellings
from tests.fetch.servers import body, redirect, serving, status
from tests.fetch.test_politeness import Clock
from tests.fetch.waybackmachine import Held, Machine, machine

POST = "https://video.example/watch/7"
AT = Instant(value=datetime(2026, 11, 27, 12, tzinfo=UTC))
CLOSEST = {
    "archived_snapshots": {
        "closest": {
            "available": True,
            "url": "http://web.archive.org/web/20130919044612/http://example.com/",
            "timestamp": "20130919044612",
            "status": "200",
        }
    }
}
"""The example of https://archive.org/help/wayback_api.php."""
NAMES = ["timestamp", "original", "mimetype", "statuscode", "digest"]
ROW = ["20130919044612", "http://example.com:80/", "text/html", "200", "B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A"]


def read(rows: object) -> tuple[object, ...]:
    return read_index(json.dumps(rows).encode(), archive=WAYBACK)


def test_the_documented_answers() -> None:
    closest = read_closest(json.dumps(CLOSEST).encode(), archive=WAYBACK)
    assert closest is not None
    assert (closest.original, closest.status, str(closest.captured)) == ("http://example.com/", 200, "2013-09-19T04:46:12Z")
    assert closest.raw == "https://web.archive.org/web/20130919044612id_/http://example.com/"
    (listed,) = read_index(json.dumps([NAMES, ROW]).encode(), archive=WAYBACK)
    assert (listed.original, listed.media_type, listed.digest) == (ROW[1], "text/html", ROW[4])
    assert listed.url == "https://web.archive.org/web/20130919044612/http://example.com:80/"
    assert read_closest(b'{"archived_snapshots":{}}', archive=WAYBACK) is None
    assert read([]) == ()


def test_captures_of_errors_and_redirects_hold_nothing_and_repeated_ones_do() -> None:
    rows = [[*ROW[:3], code, ROW[4]] for code in ("404", "302", "-", "200")]
    assert [each.whole for each in read_index(json.dumps([NAMES, *rows]).encode(), archive=WAYBACK)] == [False, False, True, True]


@pytest.mark.parametrize(
    "row",
    [
        ["2013", *ROW[1:]],
        ["20139919044612", *ROW[1:]],
        ["٢٠١٣٠٩١٩٠٤٤٦١٢", *ROW[1:]],
        [ROW[0], "javascript:alert(1)", *ROW[2:]],
        [ROW[0], "http://x/" + "a" * 5000, *ROW[2:]],
        [],
    ],
)
def test_a_row_that_names_no_capture_is_left_out_and_the_others_stay(row: list[str]) -> None:
    assert len(read([NAMES, row, ROW])) == 1


@pytest.mark.parametrize(
    "data", [b"", b"<html>Too Many Requests</html>", b"null", b"{}", b'["a"]', b"[" * 100_000, b'[["urlkey"],["a"]]']
)
def test_what_is_no_such_answer_is_named(data: bytes) -> None:
    with pytest.raises(NetworkError, match="expected"):
        read_index(data, archive=WAYBACK)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from([*NAMES, *ROW]),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from([*NAMES, "archived_snapshots", "closest"]), inner)
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_is_an_answer_or_named(value: object) -> None:
    for reader in (read_index, read_closest):
        with contextlib.suppress(NetworkError):
            reader(json.dumps(value).encode(), archive=WAYBACK)


@pytest.mark.parametrize(
    ("url", "others"),
    [
        ("https://x.com/quay/status/77", 1),
        ("https://www.youtube.com/watch?v=abcdefghijk", 1),
        ("https://www.instagram.com/p/AbC_1-/", 1),
        ("https://t.me/quaywatch/77", 1),
        ("https://vk.com/video-1_2", 1),
        (POST, 0),
    ],
)
def test_each_spelling_means_the_same_post(url: str, others: int) -> None:
    found = spellings(url)
    assert (found[0], len(found)) == (url, 1 + others)
    if others:
        named = {known.platform_id if (known := recognise(spelling)) else None for spelling in found}
        assert len(named) == 1
        assert None not in named


@given(
    st.integers(0, 10**9).map(lambda seconds: datetime(1996, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    st.from_regex(r"https?://[a-z]{1,9}\.example(:8080)?(/[!-~]{0,20})?", fullmatch=True),
)
def test_the_address_of_a_capture_is_read_as_it_was_written(moment: datetime, original: str) -> None:
    memento = WAYBACK.memento(stamp_of(Instant(value=moment)), original)
    assert memento.captured.value == moment
    for address in (memento.url, memento.raw):
        found = WAYBACK.capture(address)
        assert found is not None
        assert (found.captured, found.url, found.raw) == (memento.captured, memento.url, memento.raw)


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/2019/https://a.example/",
        "https://web.archive.org/web/20199999999999/https://a.example/",
        "https://web.archive.org/web/20190504030201/javascript:alert(1)",
        "https://evil.example/web/20190504030201/https://a.example/",
        "https://web.archive.org/save/20190504030201/https://a.example/",
        "",
    ],
)
def test_what_is_no_capture_is_none(address: str) -> None:
    assert WAYBACK.capture(address) is None


# ── asking ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def archive():
    with machine() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


def archivist(archive: Machine, clock: Clock) -> Archivist:
    polite = Politeness(clock=clock, sleep=clock.sleep, own=frozenset({archive.host}))
    return Archivist(
        archive=archive.archive,
        guard=Guard(allow_hosts=frozenset({archive.host})),
        polite=polite,
        turns=Turns(2.5, clock=clock, sleep=clock.sleep),
    )


def test_both_interfaces_are_asked_and_each_capture_stands_once(archive: Machine, clock: Clock) -> None:
    archive.held = [
        Held("20200102030405", POST, b"a"),
        Held("20190102030405", POST, code=404),
        Held("20210102030405", "http://x/"),
    ]
    client = archivist(archive, clock)
    found = client.look_up(POST, at=AT)
    assert [str(each.captured)[:4] for each in found.mementos] == ["2019", "2020"]
    assert [each.digest != "" for each in found.mementos] == [True, True], "the index tells more than the other"
    assert (found.asked, found.problems, found.more) == ((POST,), (), False)
    assert [path.partition("?")[0] for path in archive.seen] == ["/wayback/available", "/cdx/search/cdx"]
    assert client.guard.sent == [archive.url(path) for path in archive.seen]
    assert clock.waits == [2.5], "one host is not asked twice at once"


@pytest.mark.parametrize(("silent", "answered"), [("/wayback", True), ("/cdx", False)])
def test_what_one_interface_does_not_tell_the_other_does_and_the_index_alone_lists_it(
    archive: Machine, clock: Clock, silent: str, answered: bool
) -> None:
    archive.held = [Held("20200102030405", POST, b"a")]
    archive.instead[silent] = body(b"<html>sorry</html>")
    found = archivist(archive, clock).look_up(POST, at=AT)
    assert (len(found.mementos), found.answered, len(found.problems)) == (1, answered, 1)
    assert "expected JSON" in found.problems[0]


def test_an_index_that_tells_of_one_spelling_alone_has_not_answered(archive: Machine, clock: Clock) -> None:
    url = "https://www.youtube.com/watch?v=abcdefghijk"
    archive.instead[archive.archive.index_query(spellings(url)[1]).removeprefix(archive.url(""))] = status(404)
    assert not archivist(archive, clock).look_up(url, at=AT).answered


def test_an_archive_that_does_not_answer_is_an_answer_too(archive: Machine, clock: Clock) -> None:
    archive.instead["/"] = status(503)
    found = archivist(archive, clock).look_up(POST, at=AT)
    assert (found.answered, found.mementos, len(found.problems)) == (False, (), 2)
    assert len(archive.seen) == 4, "each once more: a fault may pass"


def test_later_means_later(archive: Machine, clock: Clock) -> None:
    def busy(seconds: str):
        def answer(handler) -> None:
            handler.send_response(429)
            handler.send_header("Retry-After", seconds)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        return answer

    archive.instead["/wayback"] = busy("7")
    found = archivist(archive, clock).look_up(POST, at=AT)
    assert found.answered
    assert clock.waits.count(7.0) == 3, "twice for another try, once before the next question to that host"
    archive.seen.clear()
    archive.instead["/wayback"] = busy("3600")
    found = archivist(archive, clock).look_up(POST, at=AT)
    assert not found.answered
    assert len(archive.seen) == 1, "nothing more is sent to a host that wants to be left alone"
    assert "rate-limited" in found.problems[1]


def test_a_long_list_is_cut_and_said_so(archive: Machine, clock: Clock) -> None:
    hours = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(MOST + 5)]
    archive.held = [Held(f"{hour:%Y%m%d%H%M%S}", POST, b"%d" % n) for n, hour in enumerate(hours)]
    found = archivist(archive, clock).look_up(POST, at=AT)
    assert found.more
    listed = [each.captured.value for each in found.mementos]
    assert listed == [*hours[:MOST], hours[-1]], "the oldest, by the index, and the newest, which the other interface names"


def test_a_private_address_in_the_archives_place_is_refused(archive: Machine, clock: Clock) -> None:
    client = archivist(archive, clock)
    refusing = Archivist(archive=client.archive, guard=Guard(), polite=client.polite, turns=client.turns)
    found = refusing.look_up(POST, at=AT)
    assert not found.answered
    assert archive.seen == []


# ── a captured page ─────────────────────────────────────────────────────────────────────────────


def test_a_page_that_another_capture_gives_is_told_as_that_one(archive: Machine, clock: Clock) -> None:
    archive.held = [Held("20190504030201", POST, b"<p>then</p>")]
    page, gave = archivist(archive, clock).page(archive.archive.memento("20230101000000", POST))
    assert (page.data, str(gave.captured), gave.original) == (b"<p>then</p>", "2019-05-04T03:02:01Z", POST)
    assert (gave.whole, gave.raw) == (True, page.url)
    listed = archive.archive.memento("20190504030201", POST, digest="A")
    assert archivist(archive, clock).page(listed)[1] == listed, "with all that the archive told of it before"


@pytest.mark.parametrize(
    "other", ["http://video.example/watch/7", "https://www.video.example/watch/7/", "http://video.example:80/watch/7"]
)
def test_the_archive_spells_an_address_as_it_likes(archive: Machine, clock: Clock, other: str) -> None:
    asked = archive.archive.memento("20230101000000", POST)
    archive.held = [Held("20190504030201", other, b"<p>then</p>")]
    archive.routes[asked.raw.removeprefix(archive.url(""))] = redirect(f"/web/20190504030201id_/{other}")
    assert archivist(archive, clock).page(asked)[1].original == other


@pytest.mark.parametrize("other", ["https://video.example/", "https://video.example/watch/8", "https://video.example/Watch/7"])
def test_the_page_of_another_address_is_not_taken_for_it(archive: Machine, clock: Clock, other: str) -> None:
    asked = archive.archive.memento("20230101000000", POST)
    archive.held = [Held("20190504030201", other, b"<p>home</p>")]
    archive.routes[asked.raw.removeprefix(archive.url(""))] = redirect(f"/web/20190504030201id_/{other}")
    with pytest.raises(ArticleError, match=rf"expected a capture of {POST}, got .*20190504030201id_/{other}$"):
        archivist(archive, clock).page(asked)
    assert len(archive.seen) == 1, "and not asked for"


def test_nothing_is_asked_outside_the_archive(archive: Machine, clock: Clock) -> None:
    with serving() as live:
        live.routes["/watch/7"] = body(b"<p>now</p>")
        archive.instead["/web/"] = redirect(live.url("/watch/7"))
        client = archivist(archive, clock)
        hosts = frozenset({archive.host, live.host})
        client = Archivist(archive=client.archive, guard=Guard(allow_hosts=hosts), polite=client.polite, turns=client.turns)
        with pytest.raises(GuardError, match="expected an address of the archive"):
            client.page(archive.archive.memento("20230101000000", POST))
        assert live.seen == []
