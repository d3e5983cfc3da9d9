"""Next steps: commands that a shell takes as they stand, and searches in the article's own words."""

import shlex
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.exporters.searches import OWN_SEARCH, SITES, Search, searches_for
from provenance.exporters.steps import next_steps
from provenance.exporters.text import plain
from tests.exporters import sample


def mention(platform: str = "instagram", *hints: m.Hint) -> m.ReferenceRecord:
    _, record, *_ = sample.records()
    return replace(record, reference=replace(record.reference, platform=m.Slug(platform), hints=hints or record.reference.hints))


def queries(searches: list[Search], host: str) -> list[str]:
    return [parse_qs(urlsplit(s.url).query)["q"][0] for s in searches if urlsplit(s.url).hostname == host]


@given(st.text(min_size=1, max_size=30))
def test_a_shell_reads_each_command_as_words(name: str) -> None:
    kept = plain(name)
    for step in next_steps(replace(sample.snapshot(), case=name)):
        for command in step.commands:
            case = shlex.split(command)[2]
            assert case in {kept, f"./{kept}"}
            assert not case.startswith("-")


def test_an_unavailable_video_can_be_tried_again_or_attached() -> None:
    (gone,) = [step for step in next_steps(sample.snapshot()) if step.reference == sample.GONE]
    assert gone.commands == (
        f"provenance attach 'harbour fire' {sample.GONE} FILE",
        f"provenance fetch 'harbour fire' {sample.GONE} --retry",
    )


def test_a_place_is_sought_as_the_article_spells_it_in_its_language() -> None:
    place = m.Place(name="Одесі", lat=46.5, lon=30.7, resolved_name="Odesa")
    claim = replace(sample.claims()[2], about=sample.INSTAGRAM, place=place)
    found = list(searches_for(mention(), [claim], "uk"))
    assert "Одесі відео Instagram" in queries(found, "duckduckgo.com")
    assert "Одесі відео" in queries(found, "www.instagram.com")


def test_every_caption_is_offered_before_other_hints() -> None:
    hints = [m.Hint(text=f"caption {n}", origin=m.HintOrigin.CAPTION) for n in range(4)]
    found = queries(
        list(searches_for(mention("vk", m.Hint(text="a.jpg", origin=m.HintOrigin.FILE_NAME), *hints), [], "en")), "vk.com"
    )
    assert found[:5] == ["caption 0", "caption 1", "caption 2", "caption 3", "a.jpg"]


@pytest.mark.parametrize("platform", sorted(SITES))
def test_both_an_engine_and_the_platform_are_offered(platform: str) -> None:
    found = list(searches_for(mention(platform), [], "en"))
    hosts = {urlsplit(search.url).hostname for search in found}
    assert hosts == {"duckduckgo.com", urlsplit(OWN_SEARCH[platform]).hostname}


def test_where_no_network_is_named_only_the_engine_is_offered() -> None:
    assert {urlsplit(s.url).hostname for s in searches_for(mention("social"), [], None)} == {"duckduckgo.com"}


def test_nothing_is_to_be_done_about_words_that_mean_no_video_or_one_that_is_there() -> None:
    def left(verdict: m.ReferenceVerdict, same_as: m.ReferenceId | None = None) -> set[str]:
        decision = m.ReferenceDecision(reference=sample.INSTAGRAM, verdict=verdict, same_as=same_as)
        return {step.reference for step in next_steps(replace(sample.snapshot(), reviews=(sample.review(30, decision),)))}

    assert sample.INSTAGRAM in left(m.ReferenceVerdict.CONFIRMED)
    assert sample.INSTAGRAM not in left(m.ReferenceVerdict.REJECTED)
    assert sample.INSTAGRAM not in left(m.ReferenceVerdict.SAME_AS, sample.TELEGRAM)
