"""What the report looks like on a desk, on a phone and on paper: nothing cut off, nothing over anything else.

Pictures that must be equal to the last pixel would change with each machine's typefaces; these rules hold with all of them.
"""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext

from provenance.exporters.html import render
from tests.browser.test_report_in_chromium import browser, contexts, opened, pytestmark, unfolded
from tests.exporters.hostile import poisoned
from tests.exporters.sample import HOSTILE, snapshot

__all__ = ["browser", "contexts", "pytestmark"]

LAYOUT = (Path(__file__).parent / "layout.js").read_text("utf-8")
View = tuple[int, Literal["screen", "print"]]
DESK: View = (1280, "screen")
PHONE: View = (390, "screen")
PAPER: View = (688, "print")
"""Pixels between the margins of an A4 sheet: 182 mm."""
LONG = (*HOSTILE, "W" * 90, "漢" * 60, "слово за словом " * 9)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("seen_on", [DESK, PHONE, PAPER], ids=["desk", "phone", "paper"])
def test_nothing_is_cut_off_and_nothing_lies_over_anything_else(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, seen_on: View, language: str
) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot(), width=seen_on[0], made_by=lambda case: render(case, language))
    unfolded(page)
    page.emulate_media(media=seen_on[1])
    assert page.evaluate(LAYOUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= seen_on[0]
    assert page.locator(".graph svg:visible").count() == 1
    assert page.locator("svg.map:visible").count() >= 1


@pytest.mark.parametrize("seen_on", [PHONE, PAPER], ids=["phone", "paper"])
def test_long_words_of_others_change_nothing_about_that(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, seen_on: View
) -> None:
    page, _ = opened(browser, contexts, tmp_path, poisoned(snapshot(), LONG), width=seen_on[0])
    unfolded(page)
    page.emulate_media(media=seen_on[1])
    assert page.evaluate(LAYOUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= seen_on[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_stands_out_from_its_ground(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, scheme: str
) -> None:
    """WCAG 2.2: 4.5 to 1 for words, 3 to 1 for the lines that carry meaning."""
    page, _ = opened(browser, contexts, tmp_path, snapshot(), scheme=scheme)
    faint = page.evaluate(
        """() => {
        const lum = (c) => {
            const f = c.match(/[\\d.]+/g).slice(0, 3).map(Number).map((v) => {
                v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 })
            return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2] }
        const ratio = (a, b) => { const [x, y] = [lum(a), lum(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05) }
        const paper = getComputedStyle(document.body).backgroundColor
        const found = []
        for (const e of document.querySelectorAll(".graph.wide text, svg.timeline text, svg.map > text, svg.map .bar text"))
            if (ratio(getComputedStyle(e).fill, paper) < 4.5) found.push(e.textContent)
        const lines = ".graph.wide .dot, .graph.wide .axis-line, svg.map .coast, svg.timeline .track"
        for (const e of document.querySelectorAll(lines))
            if (ratio(getComputedStyle(e).stroke, paper) < 3) found.push(e.outerHTML)
        return found }"""
    )
    assert faint == []


def test_paper_is_white_where_the_screen_is_dark(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot(), scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 27)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.graph .name')).fill") == "rgb(11, 90, 110)"
