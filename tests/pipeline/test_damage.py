"""Damaged and hostile input: a clear error for that item, a finished report for the rest."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import provenance
from tests.fetch.servers import Server, body, serving
from tests.pipeline.pages import NOTE, ROOT, clip, page, states


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.routes["/clip.mp4"] = body(clip(1), "video/mp4")
        running.routes["/half.mp4"] = body(clip(1)[:900], "video/mp4")
        yield running


def test_one_bad_item_never_stops_the_others(server: Server, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(page(server, "/clip.mp4"), "utf-8")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "large.html").write_bytes(b"<p>x</p>" * 1000)
    (tmp_path / "truncated.html").write_text(page(server, "/half.mp4", title="Half a film"), "utf-8")
    (tmp_path / "dead.html").write_text(
        page(server).replace("<p>Nobody", '<video src="http://127.0.0.1:9/none.mp4"></video><p>Nobody'), "utf-8"
    )
    names = ["good.html", "empty.html", "absent.html", "large.html", "truncated.html", "dead.html"]
    options = ["--case", "case", "--allow-host", server.host, "--allow-host", "127.0.0.1:9", "--max-page-size", "5kB", "--json"]
    done = provenance("trace", *names, *options, cwd=tmp_path)
    assert done.returncode == 1
    said = done.stderr.decode()
    for name in ("empty.html", "absent.html", "large.html"):
        assert name in said
    assert "5,000 bytes" in said
    report = json.loads(done.stdout)
    assert len(report["articles"]) == 3
    found = states(done.stdout)
    assert found["clip.mp4"] == "acquired"
    assert found["none.mp4"] == "unavailable"
    assert (tmp_path / "case" / "report.html").is_file()


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("empty.html", b"", 3, "empty"),
        ("blank.txt", b" \n\n", 3, "white space"),
        ("absent.html", None, 3, "found nothing"),
        ("large.html", b"x" * 3000, 3, "--max-page-size"),
    ],
)
def test_an_article_that_cannot_be_read(tmp_path: Path, name: str, data: bytes | None, code: int, words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = provenance("trace", name, "--case", "case", "--max-page-size", "2kB", cwd=tmp_path)
    assert done.returncode == code
    assert name.encode() in done.stderr
    assert words in done.stderr.decode()
    # A typo leaves no case behind; an unreadable article leaves one that says so.
    assert (tmp_path / "case" / "report.html").is_file() == (data is not None)


def test_charsets(tmp_path: Path) -> None:
    sentence = "La vidéo a été partagée sur Telegram par un pêcheur."
    text = f"<html lang='fr'><body><article><h1>Une tempête</h1><p>{sentence}</p></article></body></html>"
    (tmp_path / "latin.html").write_bytes(
        text.replace("<html lang='fr'>", "<html lang='fr'><meta charset='iso-8859-1'>").encode("latin-1")
    )
    (tmp_path / "wide.html").write_bytes(text.encode("utf-16"))
    (tmp_path / "lying.html").write_bytes(
        text.replace("<html lang='fr'>", "<html lang='fr'><meta charset='utf-8'>").encode("cp1252")
    )
    done = provenance("trace", "latin.html", "wide.html", "lying.html", "--case", "case", "--json", cwd=tmp_path)
    titles = [article["title"] for article in json.loads(done.stdout)["articles"]]
    assert titles == ["Une tempête"] * 3


def test_terminal_escapes_and_scripts_have_no_power(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[31m<script>alert(1)</script>[bold red]\u202e"
    (tmp_path / "evil.txt").write_text(
        f"Storm {evil}\n\nThe footage was shared on Telegram by a fisherman {evil} of the coast.\n", "utf-8"
    )
    done = provenance("trace", "evil.txt", "--case", "case", cwd=tmp_path)
    assert done.returncode == 0
    assert b"\x1b]0" not in done.stdout + done.stderr
    assert "\u202e".encode() not in done.stdout
    html = (tmp_path / "case" / "report.html").read_text("utf-8")
    assert "<script>alert" not in html
    assert "\x1b" not in html


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """A file system of one megabyte is a real full disk; where none can be mounted, a file-size limit stands in."""
    (tmp_path / "a.html").write_text(
        "<article><h1>Storm</h1><p>" + "The footage was shared on Telegram. " * 3000 + "</p></article>", "utf-8"
    )
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "from provenance.cli import main\n"
        "sys.argv = ['provenance', 'trace', 'a.html', '--case', 'case']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": os.environ["XDG_CONFIG_HOME"]},
    )
    assert done.returncode in {1, 6}
    assert b"Traceback" not in done.stderr


def test_a_folder_without_articles_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    done = provenance("trace", "pages", "--case", "case", cwd=tmp_path)
    assert done.returncode == 2
    assert b"expected a folder with articles" in done.stderr


def test_standard_input(tmp_path: Path) -> None:
    done = provenance(
        "trace",
        "-",
        "--case",
        "case",
        "--json",
        cwd=tmp_path,
        stdin=b"The footage was shared on Telegram by a retired fisherman.\n",
    )
    assert done.returncode == 0
    (article,) = json.loads(done.stdout)["articles"]
    assert article["references"][0]["platform"] == "telegram"


def test_not_a_case(tmp_path: Path) -> None:
    done = provenance("report", "nowhere", cwd=tmp_path)
    assert done.returncode == 5
    assert b"nowhere" in done.stderr


def test_a_folder_is_read_without_its_cases_and_without_what_its_links_lead_to(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_text(NOTE, "utf-8")
    (tmp_path / "secret.txt").write_text("The secret video was shared on Telegram by nobody you know.", "utf-8")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "loop").symlink_to(inside)
    for _ in range(2):
        done = provenance("trace", ".", "--case", "mine", "--json", cwd=inside)
        assert [article["source"] for article in json.loads(done.stdout)["articles"]] == ["a.txt"]


def test_random_bytes_are_no_article(tmp_path: Path) -> None:
    (tmp_path / "noise.html").write_bytes(bytes(range(256)) * 16)
    done = provenance("trace", "noise.html", "--case", "case", cwd=tmp_path)
    assert done.returncode == 3
    assert b"noise.html" in done.stderr


def test_a_library_that_was_not_wholly_searched_is_never_a_quiet_no(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(clip(1))
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "long.mp4").write_bytes(clip(1, seconds=6))
    assert provenance("library", "add", "a.lib", "old", cwd=tmp_path).returncode == 0
    database = sqlite3.connect(tmp_path / "a.lib")
    with database:
        database.execute("UPDATE piece SET packed = x'00112233'")
    database.close()
    done = provenance("search", "clip.mp4", "--library", "a.lib", cwd=tmp_path)
    assert done.returncode != 0
    assert b"Nothing like" not in done.stdout
    assert b"a.lib" in done.stderr
    absent = provenance("search", "clip.mp4", "--library", "absent.lib", "--json", cwd=tmp_path)
    assert absent.returncode == 5
    assert json.loads(absent.stdout)["problems"]


def test_an_unreadable_attachment_is_told_again_at_every_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE, "utf-8")
    (tmp_path / "page.mp4").write_text("<!DOCTYPE html><p>Log in to see this video</p>", "utf-8")
    first = provenance("trace", "a.txt", "--case", "case", "--json", cwd=tmp_path)
    (reference,) = json.loads(first.stdout)["articles"][0]["references"]
    attached = provenance("attach", "case", reference["id"], "page.mp4", cwd=tmp_path)
    assert attached.returncode == 1
    assert b"page.mp4" in attached.stderr
    assert provenance("trace", "a.txt", "--case", "case", cwd=tmp_path).returncode == 1


def test_an_error_that_nobody_foresaw_has_its_exit_code(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTE, "utf-8")
    provenance("trace", "a.txt", "--case", "case", cwd=tmp_path)
    done = provenance("report", "case", "--out", "a.txt/x.html", cwd=tmp_path)
    assert done.returncode == 6
    assert b"Traceback" not in done.stderr


def test_a_folder_with_a_broken_page_is_read_all_the_same(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(NOTE, "utf-8")
    (pages / "b.html").write_bytes(b"%PDF-1.7 saved under a wrong name")
    (pages / "c.html").write_bytes(b"<html><body><p><iframe src='https://youtu.be/abcdefghijk'></iframe><p>cut off in the mid")
    done = provenance("read", "pages", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert [article["source"] for article in json.loads(done.stdout)["articles"]] == ["pages/a.txt", "pages/c.html"]
    assert b"pages/b.html: expected HTML or plain text, got a PDF" in done.stderr
    alone = provenance("read", "pages/b.html", cwd=tmp_path)
    assert (alone.returncode, alone.stdout) == (3, b"")


def test_a_page_at_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>" + b"x" * 1997)
    assert provenance("read", "page.html", "--max-page-size", "2kB", cwd=tmp_path).returncode == 0
    (tmp_path / "page.html").write_bytes(b"<p>" + b"x" * 1998)
    over = provenance("read", "page.html", "--max-page-size", "2kB", cwd=tmp_path)
    assert over.returncode == 3
    assert b"expected at most 2,000 bytes" in over.stderr
