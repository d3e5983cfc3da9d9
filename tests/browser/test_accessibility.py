"""The report and its kin, looked over by axe-core: nothing serious, in either language, by day and by night."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from provenance.exporters.html import render, render_duplicates, render_pair, render_reading, render_search
from tests.browser.axe import barriers
from tests.browser.test_report_in_chromium import browser, contexts, opened, pytestmark, unfolded
from tests.exporters import comparisons
from tests.exporters.sample import snapshot

__all__ = ["browser", "contexts", "pytestmark"]

SLOW = [pytest.param(*each, marks=pytest.mark.slow) for each in (("en", "light"), ("en", "dark"), ("fr", "light"))]
"""Some two seconds each."""


@pytest.mark.parametrize(("language", "scheme"), [("fr", "dark"), *SLOW])
def test_the_report_has_no_serious_barrier(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, language: str, scheme: str
) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot(), scheme=scheme, made_by=lambda case: render(case, language))
    unfolded(page)
    assert barriers(page) == []


@pytest.mark.slow
def test_neither_has_it_on_a_phone(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot(), width=390)
    unfolded(page)
    assert barriers(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["reading", "pair", "search", "duplicates"])
def test_nor_have_the_other_pages(browser: Browser, contexts: list[BrowserContext], tmp_path: Path, kind: str) -> None:
    values = {"pair": comparisons.pair, "search": comparisons.search, "duplicates": comparisons.duplicates}
    renders = {"pair": render_pair, "search": render_search, "duplicates": render_duplicates}
    made = (lambda _: render_reading(snapshot())) if kind == "reading" else (lambda _: renders[kind](values[kind]()))
    page, _ = opened(browser, contexts, tmp_path, snapshot(), made_by=made)
    unfolded(page)
    assert barriers(page) == []


def test_a_barrier_would_be_found(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot())
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any(each.startswith("html-has-lang") for each in barriers(page))
