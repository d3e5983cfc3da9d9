"""A reader of the report alone can tell for every statement who said it, where, and how it was obtained."""

import json
from dataclasses import replace

import pytest
from lxml import html

from provenance import model as m
from provenance.chain import all_claims
from provenance.exporters.html import render
from provenance.exporters.json_report import render as as_json
from provenance.exporters.markdown import render as as_markdown
from provenance.exporters.obtained import Obtained, obtained
from tests.exporters.sample import ARTICLE, CLIP, TELEGRAM, snapshot, two_articles

CASE = snapshot()
RECORDS = ("harbour archive", "Measured", "identifier of", "geolocated at", "The file: ")
"""Sides that are no statement: a library's note, a measurement, a post's own number, a geolocation, a part of the file."""
CLAIMS = tuple({claim.id: claim for claim in all_claims(CASE)}.values())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_row_of_the_page_says_who_where_and_how(language: str) -> None:
    page = html.fromstring(render(CASE, language))
    targets = set(page.xpath("//@id"))
    rows = page.xpath("//table[@class='claims']/tbody/tr")
    assert [row.get("id") for row in rows] == [f"claim-{claim.id}" for claim in CLAIMS]
    for row in rows:
        cells = row.xpath("td")
        who, words = cells[3], cells[7]
        assert who.xpath("string(bdi[1])").strip(), row.get("id")
        where = [href for cell in (cells[1], who) for href in cell.xpath(".//a/@href")]
        assert where, row.get("id")
        assert all(href[1:] in targets for href in where if href.startswith("#")), where
        assert (words.get("dir"), bool(words.text_content().strip())) == ("auto", True), row.get("id")
        assert who.xpath("string(small[@class='obtained'])").strip(), row.get("id")


def test_each_statement_of_an_article_is_marked_in_its_text() -> None:
    page = html.fromstring(render(CASE))
    marked = set(page.xpath("//div[@class='text']//a/@href"))
    assert {f"#claim-{claim.id}" for claim in CLAIMS if claim.span} <= marked


def test_each_side_of_a_contradiction_names_its_speaker_and_what_it_rests_on() -> None:
    page = html.fromstring(render(CASE))
    sides = page.xpath("//div[@class='side']")
    assert sides
    for side in sides:
        text = side.text_content()
        rests = side.xpath(".//a[starts-with(@href, '#claim-')]") or any(name in text for name in RECORDS)
        assert side.xpath("string(p[@class='speaker'])").strip()
        assert rests, text


def test_of_several_articles_it_is_told_which_one_speaks() -> None:
    case = two_articles()
    page = html.fromstring(render(case))
    speakers = page.xpath("//div[@class='side']/p[@class='speaker']/bdi/text()")
    assert {"Article 1", "Article 2"} <= set(speakers)
    assert not {"The article", "Generic"} & set(speakers)
    drawn = " ".join(page.xpath("//section[@id='chain']//text()"))
    assert "the article says" not in drawn
    written = as_markdown(case).decode()
    rows = {
        row.split("`")[1]: row.split(" | ")
        for row in written.splitlines()
        if row.startswith("| ") and "`c0000" in row.split(" | ")[0]
    }
    for claim in (claim for article in case.articles for claim in article.reading.claims):
        number = 1 if claim.article == ARTICLE else 2
        assert rows[claim.id][-1].endswith(f"(Article {number}) |")
        assert claim.asserted_by.kind is not m.AgentKind.ARTICLE or rows[claim.id][3] == f"Article {number}"
    sides = [line for line in written.splitlines() if line.startswith("  - ") and "(statement " in line]
    assert any(line.startswith("  - Article 2, happened on 8 March 2026 or later (statement ") for line in sides)
    assert "generic" not in written
    assert "the site that served the video" in page.text_content()


def test_each_statement_of_the_json_says_who_where_and_how() -> None:
    report = json.loads(as_json(CASE))
    written = [claim for article in report["articles"] for claim in article["claims"]]
    written += [*report["claims"], *(each["decided"] for each in report["reviews"] if each["kind"] == "claim")]
    assert {claim["id"] for claim in written} == {claim.id for claim in CLAIMS}
    digests = {article["digest"] for article in report["articles"]}
    known = {str(reference["id"]) for article in report["articles"] for reference in article["references"]}
    known |= {media["digest"] for media in report["media"]}
    for claim in written:
        assert claim["asserted_by"].strip()
        assert claim["quote"].strip()
        assert claim["obtained"] in set(Obtained)
        assert (claim["article"] in digests and claim["span"]) or claim["about"] in known or claim["url"]


def test_statements_of_the_json_name_those_for_and_against_them() -> None:
    report = json.loads(as_json(CASE))
    written = {claim["id"]: claim for article in report["articles"] for claim in article["claims"]}
    ids = {claim.id for claim in CLAIMS}
    places = {claim.id: claim for claim in CLAIMS if claim.kind is m.ClaimKind.FILMED_AT}
    novi, tarnovo = (next(i for i, c in places.items() if c.value == words) for words in ("the port of Novi Brod", "Tarnovo"))
    assert tarnovo in written[novi]["contradicted_by"]
    assert novi in written[tarnovo]["contradicted_by"]
    for claim in written.values():
        assert {*claim["supported_by"], *claim["contradicted_by"]} <= ids - {claim["id"]}
    assert any(claim["supported_by"] for claim in written.values())


def test_the_ways_are_told_apart() -> None:
    said = replace(CLAIMS[0], article=None, span=None)
    ways = {
        m.AgentKind.PLATFORM: Obtained.PLATFORM,
        m.AgentKind.ACCOUNT: Obtained.PLATFORM,
        m.AgentKind.FILE: Obtained.FILE,
        m.AgentKind.SIGNER: Obtained.FILE,
        m.AgentKind.ARCHIVE: Obtained.ARCHIVE,
    }
    for kind, way in ways.items():
        claim = replace(said, asserted_by=m.Agent(kind=kind, name="x"), about=CLIP if way is Obtained.FILE else TELEGRAM)
        assert obtained(claim, entered=False) is way
        assert obtained(replace(claim, article=ARTICLE), entered=False) is Obtained.ARTICLE
        assert obtained(claim, entered=True) is Obtained.REVIEWER
