"""The report on paper, as WeasyPrint lays it out: drawn, numbered, inside the sheet, broken where a reader would."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from provenance.exporters.html import render
from provenance.exporters.html.graph import draw
from provenance.exporters.html.names import Names
from provenance.exporters.html.page import drawing_rules
from provenance.exporters.pdf import ON_PAPER, styled_drawings
from provenance.exporters.told import told
from provenance.exporters.wording import wording
from provenance.metadata.signatures import SIGNATURES
from tests.exporters.sample import snapshot

Box = Any
"""A box of WeasyPrint's layout; the package has no types for them."""
laid_out = pytest.mark.slow
"""Laying out the report takes seconds."""


@pytest.fixture(scope="module")
def pages() -> list[Box]:
    weasyprint = pytest.importorskip("weasyprint")
    document = weasyprint.HTML(string=styled_drawings(render(snapshot(), "fr").decode())).render()
    return [page._page_box for page in document.pages]


def words(box: Box) -> str:
    return "".join(each.text for each in box.descendants() if hasattr(each, "text"))


def lines(page: Box) -> Iterator[Box]:
    """Lines of the page's own text, margins left out; not those that hold blocks with lines of their own."""
    found = (each for each in page.children[0].descendants() if is_line(each) and words(each).strip())
    yield from (each for each in found if not any(is_line(inner) for inner in each.descendants() if inner is not each))


def shown(page: Box) -> list[Box]:
    """Lines, pictures and drawings."""
    replaced = (each for each in page.children[0].descendants() if type(each).__name__.endswith("ReplacedBox"))
    return [*lines(page), *replaced]


def is_line(box: Box) -> bool:
    return type(box).__name__ == "LineBox"


def test_rules_for_drawings_stand_in_each_drawing_with_every_colour_spelled_out() -> None:
    page = styled_drawings(render(snapshot()).decode())
    drawings = re.findall(r"<svg\b[^>]*>(.{7})", page)
    assert len(drawings) > 8
    assert set(drawings) == {"<style>"}
    assert "var(" not in drawing_rules() + ON_PAPER
    assert "fill: #0b5a6e" in drawing_rules(), "light colours, also where the reader's screen is dark"


@laid_out
def test_every_sheet_has_its_number_in_the_readers_language_and_the_cases_name(pages: list[Box]) -> None:
    feet = ["".join(words(each) for each in page.children[1:]) for page in pages]
    assert feet == [f"harbour firepage {number} sur {len(pages)}" for number in range(1, len(pages) + 1)]


@laid_out
def test_nothing_reaches_beyond_the_sheet(pages: list[Box]) -> None:
    beyond = [
        (number, words(line)[:60])
        for number, page in enumerate(pages, start=1)
        for line in lines(page)
        if line.position_x + line.width > page.margin_left + page.width + 1
        or line.position_y + line.height > page.margin_top + page.height + 1
    ]
    assert beyond == []


@laid_out
def test_no_heading_is_left_alone_at_the_foot_of_a_sheet(pages: list[Box]) -> None:
    def last_of(page: Box) -> str:
        lowest = max(shown(page), key=lambda each: each.position_y)
        return str(lowest.element_tag)

    assert [number for number, page in enumerate(pages, start=1) if last_of(page)[:2] in {"h1", "h2", "h3", "h4", "h5"}] == []


@laid_out
def test_no_two_lines_of_text_lie_over_each_other(pages: list[Box]) -> None:
    for number, page in enumerate(pages, start=1):
        spots = [(line.position_x, line.position_y, line.width, line.height, words(line)) for line in lines(page)]
        over = [
            (one[4][:40], other[4][:40])
            for i, one in enumerate(spots)
            for other in spots[i + 1 :]
            if one[0] + 1 < other[0] + other[2]
            and other[0] + 1 < one[0] + one[2]
            and one[1] + 0.3 * one[3] < other[1] + other[3] * 0.7
            and other[1] + 0.3 * other[3] < one[1] + one[3] * 0.7
        ]
        assert over == [], number


@laid_out
def test_sheets_are_filled(pages: list[Box]) -> None:
    """A drawing or an entry that does not fit may leave a gap; most sheets have none."""
    ends = [max(each.position_y + each.height for each in shown(page)) - page.margin_top for page in pages[:-1]]
    filled = [end / page.height for end, page in zip(ends, pages, strict=False)]
    assert sum(share < 0.6 for share in filled) <= len(filled) / 6, filled


def test_long_stretches_of_days_stand_whole_beside_the_chain() -> None:
    case = snapshot()
    for drawing in draw(case, Names.of(case)):
        assert all(not words.endswith("…") for row in drawing.rows for _, words in row.dates)


def test_signs_of_programs_are_told_in_the_readers_language() -> None:
    """But for names alone."""
    names = re.compile(r"[A-Z][\w()]*(?: \([\w, ]+\))?")
    say = wording("fr")
    left = {text for row in SIGNATURES for text in (row.name, row.mark) if told(text, say) == text and not names.fullmatch(text)}
    assert left == set()
