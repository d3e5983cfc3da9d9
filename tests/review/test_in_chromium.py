"""The review page in a real browser, served by the real program."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from provenance.chain import Standing
from provenance.model import GeolocationStatus, MatchVerdict, ReferenceVerdict, Review
from provenance.store.case import Case
from tests.browser.axe import barriers
from tests.browser.test_report_in_chromium import browser, pytestmark
from tests.command import provenance
from tests.exporters.hostile import poisoned
from tests.exporters.large import large_case
from tests.exporters.sample import HOSTILE, snapshot
from tests.media.test_playable import encoded
from tests.review.cases import REVIEWER, ROOT, Served, copied, served, written

__all__ = ["browser", "pytestmark"]

expect.set_options(timeout=20_000)  # a busy machine is no failure
CONTRAST = (ROOT / "tests" / "browser" / "contrast.js").read_text("utf-8")


@dataclass
class Watch:
    """What the page tried, and what the browser complained of."""

    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened(
    browser: Browser, program: Served, *, width: int = 1280, scheme: str = "light"
) -> Iterator[tuple[BrowserContext, Page, Watch]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    watch = Watch()
    try:
        page = context.new_page()
        watched(page, program, watch)
        page.goto(program.address)
        page.wait_for_selector("#entry h2, #entry .empty")
        yield context, page, watch
    finally:
        context.close()


def watched(page: Page, program: Served, watch: Watch) -> None:
    page.on("console", lambda message: watch.complaints.append(message.text))
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    page.on("request", lambda request: request.url.startswith(program.base) or watch.outside.append(request.url))


def until(page: Page, condition: str, arg: object = None, *, seconds: float = 20) -> None:
    """Wait for an expression or a function of ``arg``; Playwright's own waiting needs what the page's policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(40)


def shown(page: Page, kind: str, *, number: str) -> None:
    """Go to a part of the queue."""
    page.keyboard.press(number)
    expect(page.locator(f"#part-{kind}")).to_have_attribute("aria-selected", "true")
    until(page, "document.querySelector('#entry h2, #entry .empty')")


def reviews(folder: Path) -> tuple[Review, ...]:
    with Case.consult(folder / "case") as case:
        return case.reviews()


def filled(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        box = page.locator(f"dialog [name={name}]")
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)


def sent(page: Page) -> None:
    page.locator("dialog button.main").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_a_whole_review_from_an_article_to_a_signed_report(browser: Browser, traced_case: Path, tmp_path: Path) -> None:
    folder = copied(traced_case, tmp_path)
    odd = encoded(tmp_path / "sent by a reader.avi", "mpeg4")
    with served(folder, "--library", "earlier") as program, opened(browser, program) as (_, page, watch):
        assert program.token not in page.url
        expect(page.locator("#who")).to_contain_text(REVIEWER)

        decide_about_the_match(page, folder)
        attach_what_the_words_speak_of(page, odd)
        dispute_a_statement(page)
        look_through_a_copy(page)
        record_place_statement_and_category(page)
        take_back_one_decision(page)
        shown(page, "decisions", number="5")
        expect(page.locator("table.decisions")).to_contain_text("statement disputed: unnamed, filmed at Odesa")
        expect(page.locator("table.decisions")).to_contain_text("the same stripes")
        expect(page.locator("#find")).to_be_hidden()  # nothing to find here
        page.keyboard.press("w")
        expect(page.locator("#jobs .done").last).to_contain_text("signed by", timeout=60_000)
        refused = [text for text in watch.complaints if "400" in text]  # what was no address and no place
        assert (watch.outside, len(refused), len(watch.complaints)) == ([], 2, 2)
        program.end()
    standing = Standing.of(reviews(folder))
    assert [getattr(r.matter, "verdict", None) for r in standing.matches.values()] == [MatchVerdict.CONFIRMED]
    assert len(standing.withdrawn) == len(standing.categories) == len(standing.geolocations) == len(standing.claims) == 1
    (place,) = standing.located
    assert place.bearing is not None
    assert place.bearing.degrees == pytest.approx(55.1, abs=0.2)
    assert (place.status, place.hedge and place.hedge.words) == (GeolocationStatus.CONFIRMED, "perhaps")
    assert place.chronolocation is not None
    assert place.chronolocation.interval is not None
    assert place.features[0].region is not None
    assert place.features[0].region.left == pytest.approx(0.25, abs=0.02)
    assert {review.by for review in reviews(folder)} == {REVIEWER}
    lines = [json.loads(line) for line in (folder / "case" / "custody.jsonl").read_text("utf-8").splitlines()]
    decided = [line["activity"] for line in lines if line["activity"]["kind"] in {"review", "attach"}]
    assert len(decided) == len(reviews(folder)) + 1
    assert {activity["by"] for activity in decided} == {REVIEWER}
    checked = provenance("verify", "case", cwd=folder)
    assert checked.returncode == 0, checked.stdout.decode()
    assert b"VERIFIED" in checked.stdout
    assert "the old mole" in (folder / "case" / "report.json").read_text("utf-8")


def decide_about_the_match(page: Page, folder: Path) -> None:
    """Both films at the same moment, one over the other, confirmed by a key."""
    until(page, "[...document.querySelectorAll('.stage video')].filter(v => v.readyState > 1).length === 2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".time").first).to_contain_text("frame 2")
    (segment,) = json.loads((folder / "case" / "report.json").read_text())["matches"][0]["segments"]
    # A frame lasts 0.1 s; the other film follows when the browser comes to it.
    together = "o => (([a, b]) => !a.seeking && !b.seeking && Math.abs(b.currentTime - a.currentTime - o) < 0.11)"
    films = "([...document.querySelectorAll('video')])"
    until(page, together + films, segment["compared"][0] - segment["query"][0])
    page.keyboard.press("b")
    assert page.locator(".stage").first.locator("video").count() == 2
    assert "matrix(-" in page.locator("video.other").evaluate("e => getComputedStyle(e).transform")  # it is mirrored
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("the same stripes")
    page.keyboard.press("Escape")  # out of the field: what is typed now are keys again
    page.keyboard.press("c")
    expect(page.locator("#part-match .number")).to_have_text("0")


def attach_what_the_words_speak_of(page: Page, file: Path) -> None:
    """The file is given to the page, kept and measured."""
    shown(page, "mention", number="2")
    expect(page.locator(".context mark")).to_contain_text("retired fisherman")
    page.fill("#resolve-url", "https://not an address")
    page.keyboard.press("Enter")
    expect(page.locator("#said .bad")).to_contain_text("without spaces")
    expect(page.locator("#resolve-url")).to_have_value("https://not an address")  # to be mended
    page.fill("#resolve-url", "")
    page.fill("#attach-note", "by e-mail")
    page.set_input_files("#file", file)
    expect(page.locator("#part-mention .number")).to_have_text("0", timeout=60_000)
    expect(page.locator("#part-video .number")).to_have_text("2", timeout=60_000)
    until(page, "document.querySelector('#jobs .done')", seconds=60)


def dispute_a_statement(page: Page) -> None:
    shown(page, "contradiction", number="3")
    line = page.locator(".claims-list li", has_text="Odesa")
    expect(line).to_contain_text("Smoke over the old harbour")
    expect(line).to_contain_text("read in the article’s text")
    line.get_by_role("button", name="Dispute").click()
    filled(page, {"note": "the quay is not there"})
    sent(page)
    expect(page.locator(".stance.disputes")).to_contain_text(REVIEWER)


def look_through_a_copy(page: Page) -> None:
    """The film that the browser cannot play."""
    shown(page, "video", number="4")
    page.locator(".line", has_text="sent by a reader.avi").click()
    until(
        page,
        "document.querySelector('.stage video')?.readyState > 1 && document.querySelector('.stage video').videoWidth === 96",
        seconds=60,
    )
    expect(page.locator(".copy").first).to_contain_text("the evidence is as it was")


def record_place_statement_and_category(page: Page) -> None:
    page.locator(".line", has_text="clip").click()
    until(page, "document.querySelector('.stage video')?.videoWidth === 160")
    page.keyboard.press("g")
    marked(page)
    filled(page, {"camera": "nowhere"})
    page.locator("dialog button.main").click()
    expect(page.locator("dialog [name=camera]")).to_be_focused()
    expect(page.locator("dialog .field", has=page.locator("[name=camera]"))).to_contain_text("expected latitude and longitude")
    filled(page, {"camera": "44.1021, 28.6503", "subject": "44.1040, 28.6541", "radius": "30", "place": "the old mole"})
    page.get_by_role("button", name="from both points").click()
    filled(page, {"filmed": "2024-05-03T09:00", "zone": "Europe/Bucharest", "method": "length of a shadow", "light": "day"})
    filled(page, {"hedge": "perhaps", "level": "possible", "status": "confirmed", "shadow": "300±10"})
    sent(page)
    expect(page.locator("#entry")).to_contain_text("the white blob")
    expect(page.locator("#entry")).to_contain_text(
        "06:00 UTC (Europe/Bucharest); by day; shadows point to 300°; length of a shadow"
    )
    expect(page.locator("#entry")).to_contain_text("“perhaps” (possible)")
    page.keyboard.press("a")
    filled(page, {"kind": "filmed_at", "speaker": "The harbour master", "value": "the old mole"})
    sent(page)
    expect(page.locator(".claims-list")).to_contain_text("The harbour master")
    page.keyboard.press("m")
    filled(page, {"category": "DecontextualizedContent", "original_context": "an earlier storm", "note": "seen before"})
    sent(page)
    expect(page.locator(".standing").first).to_contain_text("Missing or false context")


def take_back_one_decision(page: Page) -> None:
    page.keyboard.press("u")
    expect(page.locator(".standing")).to_have_count(0)
    page.keyboard.press("m")
    filled(page, {"category": "DecontextualizedContent"})
    sent(page)
    expect(page.locator(".standing").first).to_contain_text("Missing or false context")


def marked(page: Page) -> None:
    """Draw a box on the frame, and name it."""
    stage = page.locator("dialog .stage")
    expect(stage.locator("img")).to_have_js_property("naturalWidth", 160)
    box = stage.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    page.locator(".features input").fill("the white blob")


def test_two_tabs_agree_and_neither_overwrites_the_other(browser: Browser, traced_case: Path, tmp_path: Path) -> None:
    folder = copied(traced_case, tmp_path)
    with served(folder) as program, opened(browser, program) as (context, page, _):
        other = context.new_page()
        other.goto(program.base)
        other.wait_for_selector("[data-verdict=rejected]")
        other.route("**/api/news", lambda route: route.abort())  # it does not hear of what the first decides
        page.keyboard.press("c")
        expect(page.locator("#part-match .number")).to_have_text("0")
        other.locator("[data-verdict=rejected]").click()
        expect(other.locator("#said .bad")).to_contain_text("decided meanwhile: confirmed by")
        expect(other.locator(".standing")).to_contain_text("confirmed")
        assert len(reviews(folder)) == 1
        other.locator("[data-verdict=rejected]").click()  # now that it was seen
        expect(page.locator(".standing")).to_contain_text("rejected", timeout=15_000)
        assert len(reviews(folder)) == 2


def test_a_killed_server_loses_nothing(browser: Browser, traced_case: Path, tmp_path: Path) -> None:
    folder = copied(traced_case, tmp_path)
    with served(folder) as program, opened(browser, program) as (_, page, _):
        page.keyboard.press("c")
        expect(page.locator("#said")).to_contain_text("confirmed")
        program.kill()
        expect(page.locator("#lost")).to_contain_text("does not answer", timeout=15_000)
    assert len(reviews(folder)) == 1
    with served(folder) as program, opened(browser, program) as (_, page, _):
        shown(page, "decisions", number="5")
        expect(page.locator("tbody tr")).to_have_count(1)
        program.end()
    checked = provenance("verify", "case", cwd=folder)
    assert checked.returncode == 0, checked.stdout.decode()


def test_hostile_text_everywhere_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    folder = written(poisoned(snapshot(), (*HOSTILE, "x" * 300)), tmp_path)
    with served(folder) as program, opened(browser, program) as (_, page, watch):
        for number, kind in enumerate(("match", "mention", "contradiction", "video", "decisions"), start=1):
            shown(page, kind, number=str(number))
            for line in page.locator(".line").all():
                line.click()
                until(page, "key => document.querySelector('#entry').dataset.key === key", line.get_attribute("data-key"))
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        page.keyboard.press("1")
        page.keyboard.press("a")
        expect(page.locator("dialog")).to_be_visible()
        assert page.evaluate("typeof window.hacked") == "undefined"
        assert page.evaluate("document.querySelectorAll('iframe, object, embed, base, script:not([src])').length") == 0
        assert page.evaluate(
            "[...document.querySelectorAll('a[href]')].every(a => /^(https?:|#|http:)/.test(a.getAttribute('href')))"
        )
        assert watch.outside == []
        assert [text for text in watch.complaints if "404" not in text] == []  # the files of this case are not there


def test_a_thousand_entries_stay_quick(browser: Browser, tmp_path: Path) -> None:
    folder = written(large_case(references=1200, files=1000, statements=1500), tmp_path)
    with served(folder) as program, opened(browser, program) as (_, page, _):
        expect(page.locator("#count")).to_have_text("1000 of 1000 undecided")
        assert page.evaluate("document.querySelectorAll('.line').length") < 60
        assert page.evaluate("document.querySelectorAll('*').length") < 1500
        for _ in range(12):
            page.keyboard.press("j")
        # An entry that opens scrolls into view: the list is pulled down until it stays there.
        page.wait_for_function(
            "() => { const e = document.querySelector('#list'); e.scrollTop = e.scrollHeight;"
            " return [...document.querySelectorAll('.line')].at(-1)?.getAttribute('aria-posinset') === '1000' }"
        )
        assert page.evaluate("document.querySelectorAll('.line').length") < 60
        page.locator(".line").last.click()
        until(page, "!document.querySelector('#entry').inert")
        page.keyboard.press("x")
        expect(page.locator("#count")).to_have_text("999 of 1000 undecided")
        page.keyboard.press("/")
        page.keyboard.type("r00")
        assert page.evaluate("document.querySelectorAll('.line').length") < 60


def test_keys_act_on_what_is_shown(browser: Browser, tmp_path: Path) -> None:
    """However fast they come: a decision whose entry is not in sight yet is none, and every other key takes its turn."""
    folder = written(large_case(references=30, files=30, statements=5), tmp_path)
    held: list[Route] = []
    with served(folder) as program, opened(browser, program) as (_, page, _):
        until(page, "!document.querySelector('#entry').inert")
        keys = "[...document.querySelectorAll('.line')].slice(0, 4).map(line => line.dataset.key)"
        first, second, third, fourth = page.evaluate(keys)
        page.route("**/api/entry/*", lambda route: route.continue_() if held else held.append(route))  # one is long in coming
        for key in "jjcx":
            page.keyboard.press(key)
        until(page, "document.querySelector('#said .bad')?.textContent.startsWith('Not recorded')")
        page.keyboard.type("ra cuw")  # why, which is no command however early it is typed
        held[0].continue_()
        until(page, "key => document.querySelector('#entry').dataset.key === key", third)
        expect(page.locator("#note")).to_have_value("a cuw")
        expect(page.locator("#note")).to_be_focused()
        assert reviews(folder) == ()
        page.keyboard.press("Escape")
        page.keyboard.press("c")
        expect(page.locator("#count")).to_have_text("29 of 30 undecided")
        until(page, "key => document.querySelector('#entry').dataset.key === key", fourth)
        expect(page.locator(f".line[data-key='{third}']")).to_contain_text("confirmed")
        assert [key for key in page.evaluate(keys) if key != third] == [first, second, fourth]
        assert page.locator("#jobs li, dialog").count() == 0
    assert [review.note for review in reviews(folder)] == ["a cuw"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_serious_barrier(browser: Browser, traced_case: Path, tmp_path: Path, scheme: str) -> None:
    """As axe-core finds them, in every part and in each dialog."""
    folder = copied(traced_case, tmp_path)
    with served(folder) as program, opened(browser, program, scheme=scheme) as (_, page, _):
        for number, kind in enumerate(("match", "mention", "contradiction", "video", "decisions"), start=1):
            shown(page, kind, number=str(number))
            assert barriers(page) == [], kind
        shown(page, "video", number="4")
        for key in ("g", "a", "m", "?"):
            page.keyboard.press(key)
            expect(page.locator("dialog")).to_be_visible()
            assert barriers(page) == [], key
            page.keyboard.press("Escape")
            expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("light", 800), ("dark", 1280)])
def test_it_can_be_read_and_used_without_a_mouse(
    browser: Browser, traced_case: Path, tmp_path: Path, scheme: str, width: int
) -> None:
    folder = copied(traced_case, tmp_path)
    with served(folder) as program, opened(browser, program, width=width, scheme=scheme) as (_, page, watch):
        for number, kind in enumerate(("match", "mention", "contradiction", "video", "decisions"), start=1):
            shown(page, kind, number=str(number))
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(CONTRAST) == []
            assert page.evaluate(UNNAMED) == []
        page.keyboard.press("?")
        expect(page.locator("dialog.help")).to_contain_text("same scene only")
        assert page.evaluate(CONTRAST) == []
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": width, "height": 320})
        page.keyboard.press("?")
        expect(page.get_by_role("heading", name="Keys", exact=True)).to_be_in_viewport()
        page.keyboard.press("Escape")
        page.keyboard.press("2")
        page.locator("[data-verdict=rejected]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#part-mention .number")).to_have_text("0")
        assert watch.complaints == []
    (review,) = reviews(folder)
    assert getattr(review.matter, "verdict", None) is ReferenceVerdict.REJECTED


UNNAMED = """[...document.querySelectorAll('button, input, select, textarea, a, img, video, [role]')].filter(e =>
    e.checkVisibility() && !['status', 'alert'].includes(e.getAttribute('role')) && !(e.labels?.length || e.textContent.trim()
    || ['alt', 'aria-label', 'aria-labelledby'].some(name => e.hasAttribute(name)))).map(e => e.outerHTML.slice(0, 120))"""
"""What a screen reader could not name."""
