"""Captures and copies from web archives in every report: whose word it is, and that the post itself stays what it was."""

import json
from dataclasses import replace

from lxml import html

from provenance import model as m
from provenance.exporters.html import render as render_html
from provenance.exporters.json_report import document, render
from provenance.exporters.markdown import EXPORTER as MARKDOWN
from provenance.exporters.mediareview import EXPORTER as MEDIA_REVIEW
from provenance.exporters.missing import missing
from provenance.exporters.prov import prov_document
from provenance.exporters.steps import next_steps
from tests.exporters import sample
from tests.test_archived import CAPTURE, COPY, archived


def partly(snapshot: m.Snapshot) -> m.Snapshot:
    """The sample, where the archive named captures and did not list them all."""
    (found,) = snapshot.articles
    records = tuple(
        replace(record, lookups=tuple(replace(each, answered=False) for each in record.lookups)) for record in found.references
    )
    return replace(snapshot, articles=(replace(found, references=records),))


SNAPSHOT = partly(archived(sample.snapshot()))


def article(language: str = "en") -> html.HtmlElement:
    root = html.document_fromstring(render_html(SNAPSHOT, language))
    (found,) = root.xpath(f"//article[@id='ref-{sample.GONE}']")
    return found


def test_the_page_shows_captures_the_copy_and_that_the_post_is_deleted() -> None:
    words = " ".join(article().text_content().split())
    assert "had from a web archive" in words
    assert "deleted on 9 Mar 2026" in words
    assert "available on" not in words
    assert "Wayback Machine: 3 captures; the first that holds something is of 8 Mar 2026, 10:15 UTC" in words
    assert "from Wayback Machine, captured on 8 Mar 2026, 10:15 UTC" in words
    assert "looked up in a web archive: 3 captures" in words
    assert "a copy was taken from a web archive" in words
    assert "a web archive gave no copy" in words
    links = article().xpath(f".//a[@href='{CAPTURE.url}']")
    assert links
    assert {link.get("rel") for link in links} == {"noreferrer"}
    hostile = article().xpath(".//a[contains(@href, 'script')]/@href")
    assert all("<" not in href for href in hostile)


def test_the_page_in_french() -> None:
    words = " ".join(article("fr").text_content().split())
    assert "obtenue d’une archive du web" in words
    assert "Wayback Machine : 3 captures" in words.replace("\u00a0", " ")
    assert "une copie a été prise dans une archive du web" in words


def test_json() -> None:
    report = json.loads(render(SNAPSHOT))
    (reference,) = (r for r in report["articles"][0]["references"] if r["id"] == sample.GONE)
    assert reference["state"] == "archived"
    assert [period["outcome"] for period in reference["availability"]] == ["deleted"]
    assert [attempt["archive"] for attempt in reference["attempts"]] == [None, "Wayback Machine", "Wayback Machine"]
    (file,) = reference["acquisition"]["files"]
    assert file["memento"]["captured"] == "2026-03-08T10:15:00Z"
    (lookup,) = reference["archives"]
    assert [capture["status"] for capture in lookup["captures"]] == [302, 200, 200]
    assert lookup["problems"]
    assert sample.GONE not in {each["reference"] for each in report["unavailable"]}
    assert {claim["asserted_by_kind"] for claim in report["claims"] if claim["kind"] == "archived_on"} == {"archive"}
    assert document(SNAPSHOT) is not None


def test_markdown() -> None:
    written = MARKDOWN.render(SNAPSHOT).decode()
    assert "## In web archives" in written
    assert f"| Video 3 `{sample.GONE}` | Wayback Machine | 9 Mar 2026, 08:34 UTC | 3 |" in written
    assert f"`{COPY.short}`, Video 3 `{sample.GONE}`: from Wayback Machine, captured on 8 Mar 2026, 10:15 UTC" in written
    assert "<script" not in written


def test_prov_derives_the_copy_from_the_post_by_the_archives_capture() -> None:
    document = json.loads(prov_document(SNAPSHOT).serialize(format="json"))
    mementos = {name: value for name, value in document["entity"].items() if "pv:captured" in value}
    (memento,) = (name for name, value in mementos.items() if value["pv:url"] == CAPTURE.url)
    file, post = f"case:media_{COPY.value}", f"case:post_{sample.GONE}"
    special = [(each["prov:specificEntity"], each["prov:generalEntity"]) for each in document["specializationOf"].values()]
    assert (file, memento) in special
    assert (file, post) not in special
    derived = [(each["prov:generatedEntity"], each["prov:usedEntity"]) for each in document["wasDerivedFrom"].values()]
    assert derived.count((memento, post)) == 1
    assert (file, post) not in derived
    sources = [each["prov:usedEntity"] for each in document["wasDerivedFrom"].values() if "PrimarySource" in str(each)]
    assert sources
    assert post not in sources, "the post is what is cited, not an earlier copy of its footage"
    assert [each["prov:entity"] for each in document["wasInvalidatedBy"].values()].count(post) <= 1
    made = [each["prov:activity"] for each in document["wasGeneratedBy"].values() if each["prov:entity"] == file]
    assert made == ["case:activity_a6"]


def test_the_first_screen_says_that_it_is_an_archives_copy() -> None:
    root = html.document_fromstring(render_html(SNAPSHOT))
    (sure,) = root.xpath("//div[contains(@class, 'card') and contains(@class, 'sure')]")
    assert "1 video had from a web archive only: the post itself could not be had." in sure.text_content()


def test_media_review_names_the_archives_copy() -> None:
    decision = m.CategoryDecision(about=sample.GONE, category=m.MediaCategory.ORIGINAL)
    case = replace(SNAPSHOT, reviews=(*SNAPSHOT.reviews, sample.review(40, decision)))
    graph = json.loads(MEDIA_REVIEW.render(case))["@graph"]
    (video,) = (v for each in graph for v in each["itemReviewed"]["mediaItemAppearance"] if v.get("sha256") == COPY.value)
    assert video["archivedAt"] == CAPTURE.url


def test_nothing_more_is_to_be_done_about_a_post_with_a_copy() -> None:
    assert sample.GONE not in {step.reference for step in next_steps(SNAPSHOT)}
    assert sample.GONE not in {each.which for each in missing(SNAPSHOT)}
    assert m.ReferenceState.ARCHIVED in {r.state for r in SNAPSHOT.articles[0].references}
