"""``provenance read`` as a process: tables, JSON, the marked page, exit codes."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from tests.command import provenance
from tests.fetch.servers import body, serving

TIKTOK = "6854717870488702213"
PAGE = f"""<html lang="fr"><head><title>Incendie au port</title>
<meta property="article:published_time" content="2024-05-06T09:40:00+02:00"></head><body><article><h1>Incendie au port</h1>
<p>Une vidéo partagée sur TikTok par un docker montrerait un incendie. Elle aurait été filmée dimanche 5 mai, selon le maire.</p>
<iframe src="https://www.tiktok.com/embed/v2/{TIKTOK}"></iframe>
<p>La gare a rouvert et les trains circulent de nouveau normalement dans toute la région, assure la compagnie.</p>
</article><footer><a href="https://www.youtube.com/watch?v=aaaaaaaaaaa">notre vidéo</a></footer></body></html>"""
SCHEMA = json.loads(resources.files("provenance.exporters").joinpath("report.schema.json").read_bytes())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story.html"
    path.write_text(PAGE, "utf-8")
    return path


def at_width(width: int, article: Path, *options: str) -> list[str]:
    done = provenance("read", article, *options, environment={"COLUMNS": str(width)})
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize("width", [80, 100])
def test_the_tables_fit_their_terminal(article: Path, width: int) -> None:
    lines = at_width(width, article)
    assert [line for line in lines if cell_len(line) > width and "http" not in line] == []
    head = next(line for line in lines if line.startswith("id "))
    assert head.split() == ["id", "platform", "account", "post", "uploaded", "kind", "where", "role"]
    (row,) = (line for line in lines if re.match(r"r[0-9a-f]{8}  tiktok ", line))
    assert "2020-07-29" in row
    assert "iframe" in row
    assert "article" in row
    assert any("“Elle aurait été filmée dimanche 5 mai, selon le maire.”" in line for line in lines)
    assert any("5 May 2024" in line and "filmed on" in line for line in lines)
    assert any("Posted by 29 July 2020, before the event" in line for line in lines)
    assert "aaaaaaaaaaa" not in "\n".join(lines)


def test_explained(article: Path) -> None:
    text = " ".join("\n".join(at_width(200, article, "--explain")).split())
    assert "set aside: navigation, header or footer of the site" in text
    assert "https://www.youtube.com/watch?v=aaaaaaaaaaa" in text
    assert "taken for the article's own: in the article's body" in text
    assert "uploaded 2020-07-29 02:06:13 UTC by its own identifier: TikTok number: id >> 32 s; filmed no later than that" in text
    assert re.search(r"characters \d+–\d+", text)


def test_json_is_one_document_whose_spans_quote_the_text(article: Path) -> None:
    (article.parent / "note.txt").write_text("Sturm\n\nThe footage was shared on Telegram by a retired fisherman.\n", "utf-8")
    done = provenance("read", article.parent, "--json", "--quiet", cwd=article.parent)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(report)
    assert [Path(each["source"]).name for each in report["articles"]] == ["note.txt", "story.html"]
    spans = 0
    for each in report["articles"]:
        for cited in (*each["claims"], *(c for r in each["references"] for c in r["citations"])):
            if cited["span"]:
                spans += 1
                assert each["text"][slice(*cited["span"])] == cited["quote"]
    assert spans >= 5
    (tiktok,) = (r for each in report["articles"] for r in each["references"] if r["platform"] == "tiktok")
    assert tiktok["uploaded"]["at"] == "2020-07-29T02:06:13Z"
    assert [found["kind"] for found in report["contradictions"]] == ["posted_before"]
    assert len(report["activities"]) == 2


def test_the_marked_page(article: Path) -> None:
    done = provenance("read", article, "--html", "marked.html", cwd=article.parent)
    assert done.returncode == 0
    page = (article.parent / "marked.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|iframe|img|link)\b", page)
    assert re.search(r'<a class="mark[^"]*" href="#[^"]+" title="[^"]*filmed on: dimanche 5 mai[^"]*">', page)
    assert re.search(r"Uploaded</dt><dd>[^<]*2020[^<]*02:06:13 UTC", page)
    assert b"References" in done.stdout, "the tables are printed as well"
    piped = provenance("read", "-", "--html", "-", cwd=article.parent, stdin=PAGE.encode())
    assert piped.stdout.startswith(b"<!doctype html>")
    assert piped.stdout.rstrip().endswith(b"</html>")


def test_an_article_is_never_written_over(article: Path) -> None:
    done = provenance("read", article, "--html", article, cwd=article.parent)
    assert done.returncode == 2
    assert article.read_text("utf-8") == PAGE
    assert provenance("read", article, "--html", "-", "--json", cwd=article.parent).returncode == 2


def test_exit_codes(article: Path) -> None:
    folder = article.parent
    (folder / "empty.html").write_bytes(b"")
    partly = provenance("read", "story.html", "empty.html", "--json", cwd=folder)
    assert partly.returncode == 1
    report = json.loads(partly.stdout)
    assert len(report["articles"]) == 1
    assert [failed["subject"] for failed in report["failures"]] == ["empty.html"]
    assert b"empty file" in partly.stderr
    assert provenance("read", "empty.html", cwd=folder).returncode == 3
    assert provenance("read", "nowhere.html", cwd=folder).returncode == 3
    (folder / "hollow").mkdir()
    assert provenance("read", "hollow", cwd=folder).returncode == 2
    assert provenance("read", "http://127.0.0.1:9/x", "--offline", cwd=folder).returncode == 3
    assert provenance("read", "http://127.0.0.1:9/x", cwd=folder).returncode == 4


def test_an_address_is_read(article: Path) -> None:
    with serving() as server:
        server.routes["/story"] = body(PAGE.encode(), "text/html; charset=utf-8")
        done = provenance("read", server.url("/story"), "--allow-host", server.host, "--json", cwd=article.parent)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["articles"][0]["references"][0]["platform_id"] == TIKTOK


def test_the_same_bytes_are_read_once(article: Path) -> None:
    (article.parent / "copy.html").write_text(PAGE, "utf-8")
    done = provenance("read", article.parent, "--json", cwd=article.parent)
    assert len(json.loads(done.stdout)["articles"]) == 1
    assert b"the same bytes as" in b" ".join(done.stderr.split())
