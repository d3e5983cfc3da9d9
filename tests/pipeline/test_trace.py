"""The whole job as a process, against a real server on loopback."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.model import Digest
from tests.command import provenance
from tests.fetch.servers import Server, body, serving
from tests.pipeline.pages import NOTE, ROOT, busy_world, clip, page, states

VOLATILE = {"companions", "files", "taken_at", "started", "ended", "at", "read_at", "id", "activities", "custody"} | {
    "message",
    "said_at",
    "attempts",
}
"""Times, random ids, and the platform's answer as a file (yt-dlp writes the time into it)."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        busy_world(running)
        yield running


@pytest.fixture
def article(server: Server, tmp_path: Path) -> Path:
    path = tmp_path / "story.html"
    path.write_text(page(server, "/clip.mp4", "/gone.mp4", "/busy.mp4"), "utf-8")
    path.with_name("note.txt").write_text(NOTE, "utf-8")
    return path


def trace(article: Path, server: Server, *options: str | Path) -> subprocess.CompletedProcess[bytes]:
    return provenance("trace", article, "note.txt", "--case", "case", "--allow-host", server.host, *options, cwd=article.parent)


def test_from_article_to_report(article: Path, server: Server) -> None:
    done = trace(article, server, "--json")
    assert done.returncode == 1, done.stderr.decode()  # two posts could not be had
    report = json.loads(done.stdout)
    assert states(done.stdout) == {
        "clip.mp4": "acquired",
        "gone.mp4": "unavailable",
        "busy.mp4": "unavailable",
        "telegram": "unresolved",
    }
    assert sorted(each["reason"] for each in report["unavailable"]) == ["deleted", "network-error"]
    assert len(report["media"]) == 1
    assert report["media"][0]["probe"]["streams"][0]["width"] == 160
    case = article.parent / "case"
    assert (case / "report.html").read_bytes().startswith(b"<!doctype html>")
    assert (case / "report.json").read_bytes() == done.stdout
    kept = next((case / "media").rglob("*.mp4"))
    assert kept.read_bytes() == clip(1)


def test_run_again_does_nothing_twice_and_retries_only_what_may_pass(article: Path, server: Server) -> None:
    trace(article, server)
    before = list(server.seen)
    again = trace(article, server, "--json")
    asked = server.seen[len(before) :]
    assert set(asked) == {"/busy.mp4"}, "only the server that was busy is asked again"
    server.routes["/busy.mp4"] = body(clip(2), "video/mp4")
    assert states(trace(article, server, "--json").stdout)["busy.mp4"] == "acquired"
    assert states(again.stdout)["gone.mp4"] == "unavailable"
    server.seen.clear()
    trace(article, server)
    assert server.seen == []


def test_retry_also_asks_for_what_is_gone(article: Path, server: Server) -> None:
    trace(article, server)
    server.seen.clear()
    trace(article, server, "--retry")
    assert "/gone.mp4" in server.seen


def test_offline_makes_no_request(article: Path, server: Server) -> None:
    done = trace(article, server, "--offline", "--json")
    assert server.seen == []
    assert states(done.stdout)["clip.mp4"] == "pending"


def test_a_private_address_is_refused_unless_allowed(article: Path, server: Server) -> None:
    done = provenance("trace", article, "--case", "case", "--json", cwd=article.parent)
    assert server.seen == []
    assert {each["reason"] for each in json.loads(done.stdout)["unavailable"]} == {"refused"}


def test_two_articles_one_post_one_download(server: Server, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.html").write_text(page(server, "/clip.mp4", title=f"Story {name}"), "utf-8")
    done = provenance("trace", "a.html", "b.html", "--case", "case", "--allow-host", server.host, "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert [len(each["references"]) for each in report["media"]] == [2]
    assert len(report["articles"]) == 2
    fetched = [path for path in server.seen if path == "/clip.mp4"]
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "a.html").write_text(page(server, "/clip.mp4", title="Story a"), "utf-8")
    server.seen.clear()
    provenance("trace", "a.html", "--case", "case", "--allow-host", server.host, cwd=alone)
    assert len(fetched) == len(server.seen), "the second article cost no request"


def test_an_article_added_later_shares_the_post_and_what_the_platform_said(server: Server, tmp_path: Path) -> None:
    video = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": "Boats adrift",
        "contentUrl": server.url("/clip.mp4"),
        "uploadDate": "2026-03-01T08:00:00Z",
    }
    server.routes["/post"] = body(f'<html><script type="application/ld+json">{json.dumps(video)}</script></html>'.encode())

    def said(name: str) -> list[list[str]]:
        (tmp_path / f"{name}.html").write_text(page(server, "/post", title=f"Story {name}"), "utf-8")
        done = provenance("trace", f"{name}.html", "--case", "case", "--allow-host", server.host, "--json", cwd=tmp_path)
        report = json.loads(done.stdout)
        ids = [reference["id"] for article in report["articles"] for reference in article["references"]]
        return [sorted(claim["kind"] for claim in report["claims"] if claim["about"] == each) for each in ids]

    (first,) = said("a")
    assert first
    server.seen.clear()
    assert said("b") == [first, first]
    assert server.seen == []


def test_fetch_takes_addresses_whatever_the_site(server: Server, tmp_path: Path) -> None:
    server.routes["/watch"] = body(f'<html><video src="{server.url("/clip.mp4")}"></video></html>'.encode())
    urls = [server.url("/clip.mp4"), server.url("/watch"), server.url("/gone.mp4")]
    done = provenance("fetch", *urls, "--case", "case", "--allow-host", server.host, "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert states(done.stdout) == {"clip.mp4": "acquired", "watch": "acquired", "gone.mp4": "unavailable"}
    assert provenance("fetch", *urls, cwd=tmp_path).returncode == 2, "URLs need a case to be kept in"


def test_fetch_narrowed_to_one_reference(article: Path, server: Server, tmp_path: Path) -> None:
    report = json.loads(trace(article, server, "--offline", "--json").stdout)
    (clip_id,) = (r["id"] for a in report["articles"] for r in a["references"] if (r["url"] or "").endswith("/clip.mp4"))
    done = provenance("fetch", "case", clip_id[:5], "--allow-host", server.host, "--json", cwd=tmp_path)
    assert states(done.stdout) == {"clip.mp4": "acquired", "gone.mp4": "pending", "busy.mp4": "pending", "telegram": "unresolved"}


def test_resolve_then_attach(article: Path, server: Server, tmp_path: Path) -> None:
    report = json.loads(trace(article, server, "--json").stdout)
    mention = next(r["id"] for a in report["articles"] for r in a["references"] if r["kind"] == "mention")
    server.routes["/found.mp4"] = body(clip(3), "video/mp4")
    url = server.url("/found.mp4")
    done = provenance(
        "resolve", "case", mention[:6], url, "--note", "same boat", "--allow-host", server.host, "--json", cwd=tmp_path
    )
    records = {r["id"]: r for a in json.loads(done.stdout)["articles"] for r in a["references"]}
    assert records[mention]["state"] == "acquired"
    (tmp_path / "mine.mp4").write_bytes(clip(4))
    done = provenance("attach", "case", mention, "mine.mp4", "--note", "by e-mail", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    records = {r["id"]: r for a in report["articles"] for r in a["references"]}
    assert records[mention]["state"] == "attached"
    assert sum(mention in media["references"] for media in report["media"]) == 2, "what was had before stays"


def test_a_reference_that_is_not_there_is_named(article: Path, server: Server, tmp_path: Path) -> None:
    trace(article, server, "--offline")
    done = provenance("resolve", "case", "r0bad", "https://example.org/", cwd=tmp_path)
    assert done.returncode == 2
    assert b"r0bad" in done.stderr


def test_earlier_footage_is_found_with_its_segment(server: Server, tmp_path: Path) -> None:
    (tmp_path / "earlier").mkdir()
    (tmp_path / "earlier" / "original.mp4").write_bytes(clip(1, seconds=8))
    (tmp_path / "earlier" / "other.mp4").write_bytes(clip(9))
    (tmp_path / "a.html").write_text(page(server, "/clip.mp4"), "utf-8")
    done = provenance(
        "trace", "a.html", "--case", "case", "--library", "earlier", "--allow-host", server.host, "--json", cwd=tmp_path
    )
    report = json.loads(done.stdout)
    assert [(m["compared_name"], m["relation"]) for m in report["matches"]] == [("original.mp4", "same_footage")]
    (segment,) = report["matches"][0]["segments"]
    assert segment["query"] == pytest.approx([0, 4], abs=1)
    assert segment["compared"] == pytest.approx([0, 4], abs=1)


def test_a_wrong_resolution_is_put_right_by_a_later_one(article: Path, server: Server, tmp_path: Path) -> None:
    report = json.loads(trace(article, server, "--offline", "--json").stdout)
    mention = next(r["id"] for a in report["articles"] for r in a["references"] if r["kind"] == "mention")
    digests = []
    for seed in (5, 6):
        server.routes[f"/{seed}.mp4"] = body(clip(seed), "video/mp4")
        url = server.url(f"/{seed}.mp4")
        done = provenance("resolve", "case", mention, url, "--allow-host", server.host, "--json", cwd=tmp_path)
        report = json.loads(done.stdout)
        digests.append([media["digest"] for media in report["media"] if mention in media["references"]])
    assert digests == [[str(Digest.of(clip(5)))], [str(Digest.of(clip(6)))]]


def test_a_wrong_attachment_is_replaced(article: Path, server: Server, tmp_path: Path) -> None:
    report = json.loads(trace(article, server, "--offline", "--json").stdout)
    mention = next(r["id"] for a in report["articles"] for r in a["references"] if r["kind"] == "mention")
    for seed in (5, 6):
        (tmp_path / f"{seed}.mp4").write_bytes(clip(seed))
    provenance("attach", "case", mention, "5.mp4", "--note", "wrong one", cwd=tmp_path)
    done = provenance("attach", "case", mention, "6.mp4", "--note", "right one", "--replace", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert [media["digest"] for media in report["media"] if mention in media["references"]] == [str(Digest.of(clip(6)))]


def test_two_libraries_of_one_name_and_the_case_itself(server: Server, tmp_path: Path) -> None:
    for folder, seed in (("a", 1), ("b", 9)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{seed}.mp4").write_bytes(clip(seed, seconds=6))
        provenance("library", "add", f"{folder}/x.lib", folder, cwd=tmp_path)
    (tmp_path / "s.html").write_text(page(server, "/clip.mp4"), "utf-8")
    options = ["--case", "case", "--allow-host", server.host, "--json"]
    for libraries in ([], ["--library", "a/x.lib", "--library", "b/x.lib", "--library", "case"]):
        done = provenance("trace", "s.html", *options, *libraries, cwd=tmp_path)
    (match,) = json.loads(done.stdout)["matches"]
    assert (match["compared_name"], match["library"]) == ("1.mp4", "a/x.lib")


def test_another_case_is_searched_and_left_untouched(server: Server, tmp_path: Path) -> None:
    server.routes["/long.mp4"] = body(clip(1, seconds=7), "video/mp4")
    (tmp_path / "first.html").write_text(page(server, "/long.mp4"), "utf-8")
    (tmp_path / "second.html").write_text(page(server, "/clip.mp4"), "utf-8")
    provenance("trace", "first.html", "--case", "one", "--allow-host", server.host, cwd=tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "one").rglob("*") if path.is_file()}
    done = provenance("trace", "second.html", "--case", "two", "-l", "one", "--allow-host", server.host, "--json", cwd=tmp_path)
    assert [match["library"] for match in json.loads(done.stdout)["matches"]] == ["one"]
    after = {path: path.read_bytes() for path in (tmp_path / "one").rglob("*") if path.is_file() and "sqlite-" not in path.name}
    assert after == {path: data for path, data in before.items() if "sqlite-" not in path.name}


def test_footage_twice_in_one_case_is_one_match(server: Server, tmp_path: Path) -> None:
    server.routes["/long.mp4"] = body(clip(1, seconds=7), "video/mp4")
    (tmp_path / "s.html").write_text(page(server, "/clip.mp4", "/long.mp4"), "utf-8")
    done = provenance("trace", "s.html", "--case", "case", "--allow-host", server.host, "--json", cwd=tmp_path)
    (match,) = json.loads(done.stdout)["matches"]
    assert {match["query"], match["compared"]} == {str(Digest.of(clip(1))), str(Digest.of(clip(1, seconds=7)))}


def test_articles_of_one_name_get_a_case_each(tmp_path: Path) -> None:
    for folder in ("s1", "s2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.txt").write_text(f"{folder}: {NOTE}", "utf-8")
        provenance("trace", f"{folder}/index.txt", cwd=tmp_path)
    provenance("trace", "./s1/../s1/index.txt", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "cases").iterdir()) == ["index", "index-2"]


def comparable(value: object) -> object:
    """A report without times, random ids and the log."""
    if isinstance(value, dict):
        return {key: comparable(each) for key, each in value.items() if key not in VOLATILE}
    if isinstance(value, str):
        return re.sub(r"20\d\d-\d\d-\d\dT[\d:.]+Z", "THEN", value)
    return [comparable(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("moment", ["/clip.mp4", "/second.mp4"])
def test_killed_while_fetching_then_run_again(server: Server, tmp_path: Path, moment: str) -> None:
    """kill -9 at the moment of a request; the next run ends where an undisturbed one does."""
    server.routes["/second.mp4"] = body(clip(2), "video/mp4")
    for name in ("disturbed", "calm"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_text(page(server, "/clip.mp4", "/second.mp4"), "utf-8")
    honest = server.routes[moment]
    command = [sys.executable, "-m", "provenance", "trace", "a.html", "--case", "case", "--allow-host", server.host, "--quiet"]
    with subprocess.Popen(command, cwd=tmp_path / "disturbed", env={**os.environ, "PYTHONPATH": str(ROOT)}) as victim:
        server.routes[moment] = lambda _: victim.send_signal(signal.SIGKILL)
        assert victim.wait(timeout=120) == -signal.SIGKILL
    server.routes[moment] = honest
    resumed = provenance(*command[3:-1], "--json", cwd=tmp_path / "disturbed")
    calm = provenance(*command[3:-1], "--json", cwd=tmp_path / "calm")
    assert resumed.returncode == calm.returncode == 0
    assert comparable(json.loads(resumed.stdout)) == comparable(json.loads(calm.stdout))
    assert not list((tmp_path / "disturbed" / "case").rglob(".partial-*"))


def test_ctrl_c_says_how_to_go_on(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(server, "/clip.mp4"), "utf-8")
    command = [sys.executable, "-m", "provenance", "trace", "a.html", "--case", "case", "--allow-host", server.host]
    with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE) as victim:
        server.routes["/clip.mp4"] = lambda _: victim.send_signal(signal.SIGINT)
        _, said = victim.communicate(timeout=120)
    assert victim.returncode == 130
    assert b"run the same command again" in said
    busy_world(server)
    assert provenance(*command[3:], cwd=tmp_path).returncode == 0


def test_library_by_command(tmp_path: Path) -> None:
    (tmp_path / "footage").mkdir()
    (tmp_path / "footage" / "long.mp4").write_bytes(clip(1, seconds=6))
    (tmp_path / "footage" / "broken.mp4").write_bytes(clip(2)[:400])
    (tmp_path / "clip.mp4").write_bytes(clip(1))
    added = provenance("library", "add", "archive.lib", "footage", cwd=tmp_path)
    assert added.returncode == 1
    assert b"broken.mp4" in added.stderr
    assert b"1 added" in added.stdout
    assert b"1 known already" in provenance("library", "add", "archive.lib", "footage", cwd=tmp_path).stdout
    listed = json.loads(provenance("library", "list", "archive.lib", "--json", cwd=tmp_path).stdout)
    assert [entry["name"] for entry in listed["entries"]] == ["long.mp4"]
    found = json.loads(provenance("search", "clip.mp4", "--library", "archive.lib", "--json", cwd=tmp_path).stdout)
    assert [match["compared_name"] for match in found["matches"]] == ["long.mp4"]
    pair = json.loads(provenance("match", "clip.mp4", "footage/long.mp4", "--json", cwd=tmp_path).stdout)
    assert pair["matches"][0]["relation"] == "same_footage"
