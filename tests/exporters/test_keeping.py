"""Where a report looks for the case's files, and the pictures of pages that it shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from provenance import model as m
from provenance.exporters.html import render
from provenance.exporters.html.keeping import beside_report
from provenance.store.blobs import Blobs
from provenance.store.staging import Staging
from tests.exporters.sample import kept, snapshot


def test_a_file_is_looked_for_where_the_case_keeps_it(tmp_path: Path) -> None:
    room = Staging(tmp_path)
    digest = Blobs(tmp_path / "media", room=room).put(b"film", suffix=".mp4")
    room.place()
    assert (tmp_path / beside_report(kept(digest, "film.mp4", 4))).read_bytes() == b"film"


@pytest.mark.parametrize("role", [role for role in m.FileRole if role is not m.FileRole.MEDIA])
def test_nothing_else_is_played(role: m.FileRole) -> None:
    assert beside_report(replace(kept(m.Digest.of(b"x"), "x", 1), role=role)) == ""


def test_no_suffix_leads_out_of_the_case() -> None:
    odd = replace(kept(m.Digest.of(b"x"), "x", 1), suffix='.m"p?4#\n')
    assert beside_report(odd).endswith(".m%22p%3F4%23%0A")


def test_the_picture_of_a_page_is_shown_or_said_to_be_kept() -> None:
    case = snapshot()
    drawn = case.articles[0].picture
    assert drawn is not None
    page = render(case).decode()
    assert 'alt="Picture of the page Article"' in page
    assert "not what visitors saw" in page
    gone = replace(case, pictures={digest: data for digest, data in case.pictures.items() if digest != drawn.picture})
    assert "Too large to be shown here" in render(gone).decode()


def test_fetches_of_the_page_are_told() -> None:
    page = render(snapshot()).decode()
    (told,) = (line for line in page.splitlines() if "<dt>Fetched</dt>" in line)
    for words in ("9 Mar 2026", "answered 200", "192.0.2.7", "after 1 redirect", str(m.Digest.of(b"warc"))):
        assert words in told
