"""Runs over lists: resumed, complete, and with an account of what was not had."""

import csv
import io
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from provenance.cli.outcome import conclude
from provenance.custody.findings import Verdict
from provenance.errors import InputError
from provenance.exporters.missing import missing
from provenance.model import ActivityKind
from provenance.pipeline import custody, jobs
from provenance.pipeline.run import Run
from provenance.pipeline.sealing import working
from provenance.store.verifying import verify_case
from tests.command import provenance
from tests.fetch.servers import Route, Server, body, cut_off, redirect, serving, status
from tests.pipeline.hearing import Hearing
from tests.pipeline.pages import page

NAMES = ("/a0", "/a1", "/a2", "/a3")
REASONS = {
    401: "login-required",
    403: "login-required",
    410: "deleted",
    418: "unknown",
    429: "rate-limited",
    451: "geo-blocked",
    500: "network-error",
}
"""Why an article was not had, by status: what is said of clips too (``tests/fetch/test_ytdlp.py``)."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        for name in NAMES:
            running.routes[name] = body(page(running, title=f"Waves over the mole {name}").encode())
        yield running


def run(server: Server, folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    return provenance("trace", *options, "--case", "case", "--allow-host", server.host, cwd=folder)


def test_a_list_is_read_and_what_was_not_had_is_listed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    gone = {"/not-there": "deleted", "/loop": "network-error", "/nobody": "network-error"}
    gone |= {f"/{code}": why for code, why in REASONS.items()}
    server.routes |= {f"/{code}": status(code) for code in REASONS} | {"/loop": redirect("/loop"), "/nobody": cut_off(b"<p>", 9)}
    rows = [server.url("/a0"), "htp:/nope", *map(server.url, gone), "http://10.0.0.1/", server.url("/a1")]
    Path("urls.csv").write_text("n,link\n" + "".join(f"{n},{url}\n" for n, url in enumerate(rows)), "utf-8")
    settings, lists = jobs.Settings(allow_hosts=frozenset({server.host})), jobs.Lists(sources=("urls.csv",))
    case = Path("case")
    outcome = jobs.trace((), lists=lists, case=case, settings=settings, progress=jobs.Silent())
    assert conclude(outcome, case, json=False, quiet=False) == 1
    missing = json.loads((case / "report.missing.json").read_bytes())["missing"]
    assert [(each["what"], each["which"], each["reason"]) for each in missing] == [
        ("list", "urls.csv, row 3", "unusable"),
        *(("read", server.url(path), why) for path, why in gone.items()),
        ("read", "http://10.0.0.1/", "refused"),
    ]
    again = {each["which"]: each["next"] for each in missing if each["what"] == "read"}
    assert again[server.url("/410")] == f"provenance trace {server.url('/410')} --case case --archives"
    assert again[server.url("/401")] == "provenance trace SAVED.html --case case"
    assert again[server.url("/429")] == f"provenance trace {server.url('/429')} --case case"
    failures = json.loads((case / "report.json").read_bytes())["failures"]
    assert [each["reason"] for each in failures] == [None, *gone.values(), "refused"]
    with (case / "report.missing.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["which"] for row in csv.DictReader(file)] == [each["which"] for each in missing]
    assert [path.read_bytes() for path in (case / "intake").rglob("*.csv")] == [Path("urls.csv").read_bytes()]
    shown = capsysbinary.readouterr().out
    assert b"articles  2" in shown
    assert b"urls.csv, row 3" in shown
    assert verify_case(case).verdict is Verdict.VERIFIED


def test_a_page_is_kept_as_it_came(server: Server, tmp_path: Path) -> None:
    settings = jobs.Settings(allow_hosts=frozenset({server.host}))
    jobs.trace((server.url("/a0"),), case=tmp_path / "case", settings=settings, progress=jobs.Silent())
    (kept,) = json.loads((tmp_path / "case" / "report.json").read_bytes())["articles"][0]["captures"]
    warc = next((tmp_path / "case" / "pages").rglob(f"{kept['warc'].removeprefix('sha256:')}.warc.gz"))
    records = ArchiveIterator(io.BytesIO(warc.read_bytes()), check_digests="raise")
    blocks = {record.rec_type: record.content_stream().read() for record in records}
    assert blocks["response"] == page(server, title="Waves over the mole /a0").encode()
    assert ["content-type", "text/html; charset=utf-8"] in [[name.lower(), value] for name, value in kept["headers"]]
    assert (kept["requested"], kept["status"], kept["address"]) == (server.url("/a0"), 200, "127.0.0.1")


def test_a_refusal_is_kept_as_it_came_and_named_by_the_log(server: Server, tmp_path: Path) -> None:
    server.routes["/moved"] = redirect("/gone")
    server.routes["/gone"] = gone
    settings, case = jobs.Settings(allow_hosts=frozenset({server.host})), tmp_path / "case"
    jobs.trace((server.url("/moved"),), case=case, settings=settings, progress=jobs.Silent())
    (warc,) = (case / "pages").rglob("*.warc.gz")
    records = ArchiveIterator(io.BytesIO(warc.read_bytes()), check_digests="raise")
    answers = [(r.http_headers.get_statuscode(), r.content_stream().read()) for r in records if r.rec_type == "response"]
    assert [status for status, _ in answers] == ["302", "410"]
    assert answers[1][1] == b"taken down at the owner's request"
    (entry,) = [each for each in custody.log(case) if each.activity and not each.activity.ok]
    assert [output.path for output in entry.line.outputs] == [warc.relative_to(case).as_posix()]
    assert verify_case(case).verdict is Verdict.VERIFIED


def test_a_server_is_asked_again_when_it_says_and_left_alone_when_it_wants(server: Server, tmp_path: Path) -> None:
    whole = server.routes["/a0"]

    def busy_once(handler: BaseHTTPRequestHandler) -> None:
        (later("0") if server.seen.count("/a0") == 1 else whole)(handler)

    server.routes["/a0"] = busy_once
    with serving("127.0.0.2") as weary:
        weary.routes |= {"/one": later("3600"), "/two": body(page(server).encode())}
        addresses = (server.url("/a0"), weary.url("/one"), weary.url("/two"))
        settings = jobs.Settings(allow_hosts=frozenset({server.host, weary.host}))
        outcome = jobs.trace(addresses, case=tmp_path / "case", settings=settings, progress=jobs.Silent())
    assert [article.reading.article.source for article in outcome.snapshot.articles] == [server.url("/a0")]
    assert [(each.which, each.reason) for each in missing(outcome.snapshot)] == [
        (weary.url("/one"), "rate-limited"),
        (weary.url("/two"), "rate-limited"),
    ]
    assert (server.seen, weary.seen) == (["/a0", "/a0"], ["/one"])
    sent = [url for entry in custody.log(tmp_path / "case") for url in (entry.activity.requests if entry.activity else ())]
    assert sent == [server.url("/a0"), server.url("/a0"), weary.url("/one")], "every request is logged, repeated ones too"


def later(seconds: str) -> Route:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(429)
        handler.send_header("Retry-After", seconds)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def gone(handler: BaseHTTPRequestHandler) -> None:
    said = b"taken down at the owner's request"
    handler.send_response(410)
    handler.send_header("Content-Length", str(len(said)))
    handler.end_headers()
    handler.wfile.write(said)


def test_killed_and_run_again_asks_for_the_rest_only(server: Server, tmp_path: Path) -> None:
    sitemap = "".join(f"<url><loc>{server.url(name)}</loc></url>" for name in NAMES)
    inner = "".join(f"<sitemap><loc>{where}</loc></sitemap>" for where in (server.url("/deep.xml"), "/map.xml", "/more.xml"))
    index = f"<sitemapindex>{inner}</sitemapindex>"
    server.routes["/map.xml"] = body(index.encode(), "application/xml")  # names itself too
    server.routes["/more.xml"] = body(b"<sitemapindex><sitemap><loc>/deep.xml</loc></sitemap></sitemapindex>", "application/xml")
    server.routes["/deep.xml"] = body(f"<urlset>{sitemap}</urlset>".encode(), "text/xml")
    command = [sys.executable, "-m", "provenance", "trace", "--from", server.url("/map.xml"), "--case", "case"]
    victim = subprocess.Popen([*command, "--allow-host", server.host], cwd=tmp_path, stderr=subprocess.DEVNULL)
    whole = server.routes["/a2"]
    server.routes["/a2"] = lambda _: victim.send_signal(signal.SIGKILL)
    assert victim.wait(timeout=120) == -signal.SIGKILL
    server.routes["/a2"] = whole
    server.seen.clear()
    done = run(server, tmp_path, "--from", server.url("/map.xml"), "--quiet")
    assert done.returncode == 0, done.stderr.decode()
    assert [path for path in server.seen if path in NAMES] == ["/a2", "/a3"]
    assert [server.seen.count(path) for path in ("/map.xml", "/more.xml", "/deep.xml")] == [1, 1, 1]
    report = json.loads((tmp_path / "case" / "report.json").read_bytes())
    assert sorted(article["source"] for article in report["articles"]) == [server.url(name) for name in NAMES]


def stopped_behind(running: Run, url: str) -> None:
    with running.item(ActivityKind.READ, "x", label=""):
        running.tools.page(url)
        raise KeyboardInterrupt


def test_the_log_names_every_request_also_of_lists_asked_again_and_of_what_was_stopped(server: Server, tmp_path: Path) -> None:
    inner = "".join(f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in ("/gone.xml", "/some.xml"))
    server.routes["/map.xml"] = body(f"<sitemapindex>{inner}</sitemapindex>".encode(), "application/xml")
    server.routes["/some.xml"] = body(f"<urlset><url><loc>{server.url('/a0')}</loc></url></urlset>".encode(), "text/xml")
    settings, case = jobs.Settings(allow_hosts=frozenset({server.host})), tmp_path / "case"
    for _ in range(2):
        lists = jobs.Lists(sources=(server.url("/map.xml"),))
        jobs.trace((), lists=lists, case=case, settings=settings, progress=jobs.Silent())
    with working(case, settings=settings, progress=jobs.Silent()) as running, pytest.raises(KeyboardInterrupt):
        stopped_behind(running, server.url("/a1"))
    steps = [entry.activity for entry in custody.log(case) if entry.activity]
    asked = [url for step in steps for url in step.requests]
    assert asked == [server.url(path) for path in server.seen]
    assert server.seen.count("/gone.xml") == 2
    assert [each.reason for each in missing(jobs.look(case)) if each.which == "x"] == ["interrupted"]


def test_a_list_that_cannot_be_read_is_said(server: Server, tmp_path: Path) -> None:
    server.routes["/page"] = body(page(server).encode())
    server.routes["/busy"] = status(503)
    settings = jobs.Settings(allow_hosts=frozenset({server.host}))
    lists = jobs.Lists(sources=(server.url("/page"), server.url("/busy"), "no.csv"))
    outcome = jobs.trace((), lists=lists, case=tmp_path / "case", settings=settings, progress=jobs.Silent())
    expected = ((3, "found a web page"), (4, "503"), (3, "no.csv"))
    for failure, (code, words) in zip(outcome.failures, expected, strict=True):
        assert failure.error.exit_code == code
        assert words in str(failure.error)
    for nothing in (("no.csv",), ("no.csv", "nor.txt")):
        with pytest.raises(InputError, match=f"{', '.join(nothing)}: expected a list"):
            jobs.trace((), lists=jobs.Lists(sources=nothing), case=tmp_path / "none", settings=settings, progress=jobs.Silent())
    assert not (tmp_path / "none").exists(), "no case is made for nothing"


def test_a_page_that_was_read_without_a_session_is_not_read_again_in_silence(server: Server, tmp_path: Path) -> None:
    (jar := tmp_path / "cookies.txt").write_text("# Netscape HTTP Cookie File\n")
    pages, said = tuple(map(server.url, NAMES[:2])), []
    for sources, cookies in ((pages[:1], None), (pages, jar), (pages, jar)):
        heard = Hearing()
        settings = jobs.Settings(allow_hosts=frozenset({server.host}), cookies=cookies)
        jobs.trace(sources, case=tmp_path / "case", settings=settings, progress=heard)
        said.append([note for note in heard.notes if "read before" in note])
    bare = f"{pages[0]}: read before without your session, not again with it (give another --case)"
    assert said == [[], [bare], [f"{pages[1]}: read before, not fetched again", bare]]


def test_one_address_is_told_of_in_the_singular(tmp_path: Path) -> None:
    settings, heard = jobs.Settings(offline=True), Hearing()
    jobs.fetch_urls(("https://t.me/harbourwatch/1",), case=tmp_path / "case", settings=settings, progress=heard)
    (listed := tmp_path / "one.txt").write_text("https://quay.invalid/a\n", "utf-8")
    lists = jobs.Lists(sources=(str(listed),))
    outcome = jobs.trace((), lists=lists, case=tmp_path / "case", settings=settings, progress=heard)
    assert outcome.snapshot.activities[0].message == "1 address"
    assert [each.rpartition(": ")[2].split(" ")[:3] for each in heard.notes if "1 address" in each] == [
        ["1", "address", "not"],
        ["1", "address;", "text,"],
        ["1", "address", "not"],
    ]


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed (apt-get install chromium)")
def test_a_picture_of_the_page_is_kept_when_asked_for(server: Server, tmp_path: Path) -> None:
    settings = jobs.Settings(allow_hosts=frozenset({server.host}), page_picture=True)
    for _ in range(2):
        outcome = jobs.trace((server.url("/a0"),), case=tmp_path / "case", settings=settings, progress=jobs.Silent())
    picture = outcome.snapshot.articles[0].picture
    assert picture is not None
    assert (picture.width, picture.cut, picture.tool) == (1280, False, "chromium")
    drawn = list((tmp_path / "case" / "pages").rglob("*.png"))
    assert [path.stem for path in drawn] == [picture.picture.value]
    # On a busy machine the browser may not be done in time, which is recorded, and tried again.
    assert [each.ok for each in outcome.snapshot.activities if each.kind is ActivityKind.PICTURE].count(True) == 1, "drawn once"
