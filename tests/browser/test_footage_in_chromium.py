"""Pages of ``match``, ``search`` and ``duplicates`` in a real browser: no request, no complaint, a phone, print."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from provenance.exporters.html import render_duplicates, render_pair, render_search
from tests.browser.test_report_in_chromium import browser, contexts, opened, pytestmark, unfolded
from tests.exporters import comparisons
from tests.exporters.hostile import poisoned
from tests.exporters.sample import HOSTILE

__all__ = ["browser", "contexts", "pytestmark"]

PAGES = pytest.mark.parametrize(
    "made",
    [
        (render_pair, comparisons.pair()),
        (render_search, comparisons.search()),
        (render_duplicates, comparisons.duplicates()),
    ],
    ids=["pair", "search", "duplicates"],
)
Made = tuple[Callable[[Any], bytes], Any]
"""How the page is rendered, and of what."""


@PAGES
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("hostile", [False, True])
def test_it_opens_without_a_request_a_complaint_or_scrolling_sideways(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, made: Made, width: int, *, hostile: bool
) -> None:
    render, value = made
    shown = poisoned(value, (*HOSTILE, "x" * 300)) if hostile else value
    page, watch = opened(browser, contexts, tmp_path, shown, width=width, made_by=render)
    unfolded(page)
    page.mouse.move(200, 300)
    assert (watch.requests, watch.complaints) == ([], [])
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert (
        page.evaluate("document.scripts.length + document.querySelectorAll('iframe, object, embed, form, base, link').length")
        == 0
    )
    assert page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@PAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_against_its_ground(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, made: Made, scheme: str
) -> None:
    page, _ = opened(browser, contexts, tmp_path, made[1], scheme=scheme, made_by=made[0])
    unfolded(page)
    assert page.evaluate((Path(__file__).parent / "contrast.js").read_text("utf-8")) == []


def test_the_drawing_lies_exactly_on_its_picture(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    for width in (390, 1280):
        page, _ = opened(browser, contexts, tmp_path, comparisons.pair(), width=width, made_by=render_pair)
        off = page.evaluate(
            """[...document.querySelectorAll('.laid')].filter(e => e.querySelector('svg.over')).map(e => {
                const [a, b] = ['img', 'svg.over'].map(q => e.querySelector(q).getBoundingClientRect());
                return Math.max(...['x', 'y', 'width', 'height'].map(k => Math.abs(a[k] - b[k])));
            })"""
        )
        assert off
        assert max(off) < 1


@PAGES
def test_it_prints(browser: Browser, contexts: list[BrowserContext], tmp_path: Path, made: Made) -> None:
    page, _ = opened(browser, contexts, tmp_path, made[1], made_by=made[0])
    page.emulate_media(media="print")
    assert all(page.evaluate("[...document.querySelectorAll('details')].map(d => d.lastElementChild.checkVisibility())"))
    assert page.pdf(format="A4").startswith(b"%PDF")
