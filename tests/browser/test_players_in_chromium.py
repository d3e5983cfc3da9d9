"""Players of the report: the case's own file where the report lies in the case, nothing elsewhere, no request before a press."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from provenance import model as m
from provenance.exporters.html import render
from provenance.exporters.html.keeping import beside_report
from tests.browser.test_report_in_chromium import browser, contexts, pytestmark
from tests.exporters.sample import snapshot
from tests.media.test_playable import encoded

__all__ = ["browser", "contexts", "pytestmark"]


@pytest.fixture
def film(tmp_path: Path) -> bytes:
    return encoded(tmp_path / "film.webm", "libvpx").read_bytes()


def case_of(film: bytes) -> tuple[m.Snapshot, m.KeptFile]:
    """The sample case, its first file being ``film``."""
    case = snapshot()
    first = case.media[0]
    file = replace(first.file, digest=m.Digest.of(film), suffix=".webm")
    record = replace(first, file=file, probe=replace(first.probe, digest=file.digest) if first.probe else None)
    return replace(case, media=(record, *case.media[1:])), file


def opened(browser: Browser, contexts: list[BrowserContext], path: Path) -> tuple[Page, list[str]]:
    contexts.append(browser.new_context())
    page = contexts[-1].new_page()
    asked: list[str] = []
    page.on("request", lambda request: request.url.startswith("data:") or asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    return page, asked


PLAYED = """async () => { const film = document.querySelector('video')
    try { await film.play() } catch (error) { return error.name }
    await new Promise(done => film.addEventListener('timeupdate', done, { once: true }))
    return film.videoWidth }"""


def test_it_plays_the_cases_file_and_asks_for_nothing_before(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, film: bytes
) -> None:
    case, file = case_of(film)
    kept = tmp_path / "case" / beside_report(file)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(film)
    report = tmp_path / "case" / "report.html"
    report.write_bytes(render(case))
    page, asked = opened(browser, contexts, report)
    assert asked == [report.as_uri()]
    assert page.evaluate(PLAYED) == 96
    assert set(asked) == {report.as_uri(), kept.as_uri()}


def test_elsewhere_the_keyframes_still_tell(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, film: bytes
) -> None:
    case, _ = case_of(film)
    report = tmp_path / "report.html"
    report.write_bytes(render(case))
    page, _ = opened(browser, contexts, report)
    assert page.evaluate(PLAYED) == "NotSupportedError"
    strip = page.locator(".strip").first
    assert strip.locator("img").count() == 6
    assert "0:00.3" in (strip.text_content() or "")


def test_films_of_other_places_are_refused(browser: Browser, contexts: list[BrowserContext], tmp_path: Path, film: bytes) -> None:
    case, _ = case_of(film)
    report = tmp_path / "report.html"
    report.write_bytes(render(case))
    page, _ = opened(browser, contexts, report)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.evaluate("document.querySelector('video').src = 'https://tracker.invalid/x.webm'")
    assert page.evaluate(PLAYED) == "NotSupportedError"
    assert any("Content Security Policy" in text for text in refused)
