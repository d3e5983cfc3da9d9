"""The HTML report in a real browser: no request leaves, nothing runs, it fits a phone, it prints."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from provenance import model as m
from provenance.exporters.html import render, render_reading
from tests.exporters.hostile import poisoned
from tests.exporters.large import large_case
from tests.exporters.sample import HOSTILE, snapshot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@dataclass
class Watch:
    """What a page tried to do."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, chromium_sandbox=False)
        yield launched
        launched.close()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


def opened(
    browser: Browser,
    contexts: list[BrowserContext],
    tmp_path: Path,
    case: m.Snapshot,
    *,
    width: int = 1280,
    scheme: str = "light",
    made_by: Callable[[m.Snapshot], bytes] = render,
) -> tuple[Page, Watch]:
    """The report of ``case`` as a file in a fresh profile; all but the file itself is stopped and noted."""
    path = tmp_path / "report.html"
    path.write_bytes(made_by(case))
    watch = Watch()

    def decide(route: Route) -> None:
        if route.request.url == path.as_uri() or route.request.url.startswith("data:"):
            route.continue_()
        else:
            watch.requests.append(route.request.url)
            route.abort()

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    contexts.append(context)
    page = context.new_page()
    page.route("**/*", decide)
    page.on("console", lambda message: watch.complaints.append(message.text))
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (watch.complaints.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri(), timeout=300_000)  # a busy machine is no failure
    return page, watch


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_without_a_request_or_a_complaint(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, scheme: str
) -> None:
    page, watch = opened(browser, contexts, tmp_path, snapshot(), scheme=scheme)
    unfolded(page)
    assert page.title() == "harbour fire – provenance report"
    assert (watch.requests, watch.complaints) == ([], [])
    broken = page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).length")
    assert broken == 0
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px", "the style sheet was refused"


def test_hostile_text_in_every_field_runs_nothing(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, watch = opened(browser, contexts, tmp_path, poisoned(snapshot(), HOSTILE))
    unfolded(page)
    page.mouse.move(300, 400)
    assert page.evaluate("window.hacked") is None
    assert (
        page.evaluate("document.scripts.length + document.querySelectorAll('iframe, object, embed, form, base, link').length")
        == 0
    )
    assert (watch.requests, watch.complaints) == ([], [])


def test_the_policy_would_stop_what_slipped_through(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, watch = opened(browser, contexts, tmp_path, snapshot())
    page.evaluate(
        """() => {
            const box = document.createElement('div');
            box.innerHTML = '<img src="https://tracker.invalid/x.png" onerror="window.hacked=1">';
            document.body.append(box);
        }"""
    )
    page.wait_for_function("document.images[document.images.length - 1].complete")
    assert page.evaluate("window.hacked") is None
    assert watch.requests == []
    assert any("Content Security Policy" in complaint for complaint in watch.complaints)


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("hostile", [False, True])
def test_the_page_itself_never_scrolls_sideways(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, width: int, *, hostile: bool
) -> None:
    case = poisoned(snapshot(), ("x" * 400,)) if hostile else snapshot()
    page, _ = opened(browser, contexts, tmp_path, case, width=width)
    unfolded(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_screen_shows_all_four_answers(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot())
    bottom = page.locator(".cards").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 900


def test_marks_lead_to_what_rests_on_them(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot())
    page.locator(".text a.mark").first.click()
    assert page.locator(":target").get_attribute("id") == "ref-r00000001"


def test_a_link_into_the_page_lands_where_it_leads(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot(), width=390)
    for section in ("claims", "log"):
        page.evaluate("section => { window.scrollTo(0, 0); location.hash = section }", section)
        page.wait_for_function("Math.abs(document.querySelector(':target').getBoundingClientRect().top) < innerHeight")


LANDED = """link => new Promise(done => {
    const target = document.getElementById(link.slice(1)), seen = []
    document.querySelector(`a[href="${link}"]`).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))
    const look = () => {
        seen.push(Math.round(target.getBoundingClientRect().top))
        if (seen.length < 8) return requestAnimationFrame(look)
        const last = scrollY + innerHeight >= document.documentElement.scrollHeight - 2
        done(seen.at(-1) >= -1 && seen.at(-1) <= (last ? innerHeight : 60) ? null : [link, ...seen])
    }
    look()
})"""
"""Follows a link; after some frames, in which all parts near the window were laid out: ``null``, or where the target went."""


@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_large_case_too_a_link_lands_where_it_leads(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, width: int
) -> None:
    """Parts of the page that were not laid out yet have heights that are guessed; nothing of that may move the target."""
    case = large_case(references=30, files=10, statements=1000)
    page, _ = opened(browser, contexts, tmp_path, replace(case, activities=case.activities[:50]), width=width)
    links = page.evaluate(
        "[...new Set([...document.querySelectorAll('a[href*=\"-\"][href^=\"#\"]')].map(e => e.getAttribute('href')))]"
    )
    followed = ["#places", "#matches", "#next", "#log", *links[:: len(links) // 5]]
    assert [astray for link in followed if (astray := page.evaluate(LANDED, link))] == []
    page.reload(timeout=300_000)  # again nothing is laid out, and nothing was scrolled
    assert page.evaluate(LANDED, "#media") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_against_its_ground(
    browser: Browser, contexts: list[BrowserContext], tmp_path: Path, scheme: str
) -> None:
    """WCAG 2.2 AA: 4.5 to 1, for every text of the page."""
    page, _ = opened(browser, contexts, tmp_path, snapshot(), scheme=scheme)
    unfolded(page)
    assert page.evaluate((Path(__file__).parent / "contrast.js").read_text("utf-8")) == []


def test_it_prints_everything_that_is_folded(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot())
    printed = "details:not(.searches, .player, .drawn)"
    folded = f"[...document.querySelectorAll('{printed}')].map(d => d.lastElementChild.checkVisibility())"
    before = page.evaluate(folded)
    page.emulate_media(media="print")
    shown = page.evaluate(folded)
    assert False in before
    assert all(shown)
    assert not page.locator(".searches").first.is_visible(), "links cannot be followed on paper"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_statements_become_cards_on_a_phone(browser: Browser, contexts: list[BrowserContext], tmp_path: Path) -> None:
    page, _ = opened(browser, contexts, tmp_path, snapshot(), width=390)
    row = page.locator("table.claims tbody tr").first
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    assert box["width"] <= 390
    label = "cell => getComputedStyle(cell, '::before').content.slice(1, -1)"
    tops = {cell.evaluate(label): cell.bounding_box()["y"] for cell in row.locator("td").all()}  # type: ignore[index]
    order = sorted(tops, key=lambda label: tops[label])
    assert order == [
        "Statement",
        "Who says it",
        "Words of reserve",
        "Status",
        "About",
        "What is said",
        "The words",
        "For and against",
    ]
    smallest = "Math.min(...[...map.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize)))"
    for drawing in page.locator("svg.map").all():
        assert drawing.evaluate(f"map => map.getScreenCTM().a * {smallest}") >= 8.5, (
            "the words of a map can be read; it is pushed aside for the rest of it"
        )
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    digests = page.locator("#digests .scroll").all()
    assert all(each.evaluate("e => e.scrollWidth <= e.clientWidth") for each in digests), "digests are whole"


@pytest.mark.parametrize("width", [400, 1200])
def test_the_marked_articles_open_alone(browser: Browser, contexts: list[BrowserContext], tmp_path: Path, width: int) -> None:
    case = poisoned(snapshot(), HOSTILE)
    page, watch = opened(browser, contexts, tmp_path, case, width=width, made_by=render_reading)
    unfolded(page)
    assert (watch.requests, watch.complaints) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("typeof window.hacked") == "undefined"
    whole, _ = opened(browser, contexts, tmp_path, snapshot(), width=width, made_by=render_reading)
    mark = whole.locator(".text a.mark.claim").first
    assert "says" in (mark.get_attribute("title") or "")
    mark.click()
    whole.locator(":target").wait_for(state="attached")
