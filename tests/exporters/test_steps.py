"""Next steps: commands that a shell takes as they stand, and searches in the article's own words."""

import shlex
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.exporters.engines import picture_engines
from provenance.exporters.picture_searches import by_address, uploads
from provenance.exporters.searches import OWN_SEARCH, SITES, Search, searches_for
from provenance.exporters.steps import next_steps
from provenance.exporters.text import plain, web_address
from provenance.store.case import Case
from tests.exporters import sample
from tests.store import values


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


@pytest.mark.parametrize(
    ("platform", "tool", "told"), [("twitter", "yt-dlp", True), ("twitter", "gallery-dl", False), ("file", "yt-dlp", False)]
)
def test_a_post_that_may_hold_pictures_names_what_gets_them(platform: str, tool: str, told: bool) -> None:
    snapshot = sample.snapshot()
    (article, *_) = snapshot.articles
    tried = m.Availability.UNSUPPORTED
    changed = [
        replace(
            record,
            reference=replace(record.reference, platform=m.Slug(platform)),
            attempts=tuple(replace(each, outcome=tried, tool=tool) for each in record.attempts),
        )
        if record.reference.id == sample.GONE
        else record
        for record in article.references
    ]
    steps = next_steps(replace(snapshot, articles=(replace(article, references=tuple(changed)),)))
    (step,) = [step for step in steps if step.reference == sample.GONE]
    assert ("pip install 'provenance-osint[pictures]'" in step.why) is told


def test_a_place_is_sought_as_the_article_spells_it_in_its_language() -> None:
    place = m.Place(name="Одесі", lat=46.5, lon=30.7, resolved_name="Odesa")
    claim = replace(sample.claims()[2], about=sample.INSTAGRAM, place=place)
    found = list(searches_for(mention(), [claim], "uk"))
    assert "Одесі відео Instagram" in queries(found, "duckduckgo.com")
    assert "Одесі відео" in queries(found, "www.instagram.com")


def test_what_is_seen_is_sought_and_chapters_are_not() -> None:
    chapter = sample.platform_claims()[-1]
    for claim, sought in ((replace(chapter, segment=None), True), (chapter, False)):
        found = queries(list(searches_for(mention(), [claim], "en")), "www.instagram.com")
        assert (f"{chapter.value} video" in found) is sought


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


# ── the address, other languages ────────────────────────────────────────────────────────────────


def gone() -> m.ReferenceRecord:
    return next(record for record in sample.records() if record.reference.id == sample.GONE)


def test_an_address_is_looked_for_in_archives_under_each_spelling() -> None:
    found = {search.url for search in searches_for(gone(), [], "en")}
    url = "https://www.youtube.com/watch?v=abcdefghijk"
    assert f"https://web.archive.org/web/*/{url}" in found
    assert f"https://archive.ph/{url}" in found
    assert "https://web.archive.org/web/*/https://youtu.be/abcdefghijk" in found
    assert "https://ghostarchive.org/search?term=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk" in found
    assert '"www.youtube.com/watch?v=abcdefghijk"' in queries(list(searches_for(gone(), [], "en")), "duckduckgo.com")


def test_an_address_within_an_address_stays_whole() -> None:
    record = replace(gone(), reference=replace(gone().reference, url="https://a.example/#!/vidéo?a=1"))
    found = [search.url for search in searches_for(record, [], "en")]
    assert "https://web.archive.org/web/*/https://a.example/%23!/vid%C3%A9o?a=1" in found


def test_an_account_is_looked_for_in_archives() -> None:
    telegram = sample.records()[0]
    found = {search.url for search in searches_for(telegram, [], "en")}
    assert "https://web.archive.org/web/*/https://t.me/s/quaywatch" in found


@pytest.mark.parametrize(
    ("words", "language", "host"),
    [
        ("дым над портом", "en", "yandex.com"),
        ("smoke above cranes", "uk", "yandex.com"),
        ("港口上空的烟", "en", "www.baidu.com"),
        ("港の上のけむり", "zh", "search.yahoo.co.jp"),
        ("항구 위 연기", None, "search.naver.com"),
    ],
)
def test_the_engine_of_the_words_script_else_of_the_article(words: str, language: str | None, host: str) -> None:
    record = mention("vk", m.Hint(text=words, origin=m.HintOrigin.CAPTION))
    record = replace(record, reference=replace(record.reference, citations=()))
    hosts = [urlsplit(search.url).hostname for search in searches_for(record, [], language)]
    assert host in hosts
    assert hosts.index("duckduckgo.com") < hosts.index(host)
    assert {host} == set(hosts) - {"duckduckgo.com", "vk.com"}


def test_where_no_archive_was_asked_that_is_the_first_thing_to_do() -> None:
    case = sample.snapshot()
    (article,) = case.articles
    records = tuple(replace(record, lookups=()) for record in article.references)
    steps = next_steps(replace(case, articles=(replace(article, references=records),)))
    (step,) = (step for step in steps if step.reference == sample.GONE)
    assert step.commands[0] == f"provenance fetch 'harbour fire' {sample.GONE} --archives"


@given(st.text(max_size=40), st.text(max_size=40))
def test_every_prepared_link_is_one_that_a_reader_may_be_given(account: str, tail: str) -> None:
    telegram = sample.records()[0]
    reference = replace(telegram.reference, account=account, url=f"https://t.me/{tail}")
    for search in searches_for(replace(telegram, reference=reference), [], "ru"):
        assert web_address(search.url), search


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def test_the_platforms_own_pictures_are_searched_by_their_address() -> None:
    found = [search.url for search in by_address(gone(), "ru")]
    picture = "https%3A%2F%2Fi.ytimg.com%2Fvi%2Fabcdefghijk%2Fhqdefault.jpg"
    assert found[0] == f"https://yandex.com/images/search?rpt=imageview&url={picture}", "the best for the language first"
    assert f"https://lens.google.com/uploadbyurl?url={picture}" in found
    assert f"https://tineye.com/search?url={picture}" in found
    assert not any("baidu" in url for url in found)
    assert list(by_address(sample.records()[0], "en")) == [], "no picture is known by the id alone"


def test_keyframes_are_to_be_uploaded_from_where_they_lie(tmp_path: Path) -> None:
    media = sample.media()[0]
    shown = [media.keyframes[number].time for number in (0, 2, 3, 5)]
    assert [each.time for each in uploads(media)] == shown, "of six the first, the last and two between"
    with Case.open(tmp_path / "case", create=True) as case:
        data = b"a picture"
        digest = case.pictures.put(data, suffix=".webp")
        with case.commit(values.activity()):
            pass
    (one,) = uploads(replace(media, keyframes=(replace(media.keyframes[0], picture=digest),)))
    assert (tmp_path / "case" / one.path).read_bytes() == data


def test_picture_engines_by_language() -> None:
    assert next(picture_engines("zh")).name == "Baidu"
    assert "Baidu" not in [engine.name for engine in picture_engines("en")]
    assert next(picture_engines(None)).name == "Google Lens"
