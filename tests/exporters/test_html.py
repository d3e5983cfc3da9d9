"""The HTML report as text: nothing to load, nothing to run, everything that a reader needs."""

import base64
import hashlib
import re
import time
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import takewhile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from provenance import model as m
from provenance.exporters.html import render, render_reading
from provenance.exporters.html.page import environment
from tests.exporters import sample
from tests.exporters.hostile import poisoned
from tests.exporters.large import large_case

TAGS = """
a abbr article bdi blockquote body br circle code dd defs details div dl dt ellipse em figcaption figure footer g
h1 h2 h3 h4 h5 head header html img li main marker meta nav ol p path polygon pre q rect section small span strong style summary
sup svg table tbody td text th thead title tr ul video
"""
ELEMENTS = frozenset(TAGS.split())
ADDRESSES = {"href", "src"}


def page(case: m.Snapshot) -> html.HtmlElement:
    return html.document_fromstring(render(case))


def harmless(root: html.HtmlElement) -> None:
    for element in root.iter(etree.Element):
        assert element.tag in ELEMENTS, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name != "style", "the content security policy refuses it"
            if name in ADDRESSES:
                allowed = {"img": r"data:image/jpeg;base64,.*", "video": r"media/[0-9a-f]{2}/[0-9a-f]{64}[^/:?#\s]*"}
                assert re.fullmatch(allowed.get(str(element.tag), "(?:#|https?://).*"), value, re.DOTALL), value


def test_nothing_is_loaded_and_nothing_runs() -> None:
    harmless(page(sample.snapshot()))


def test_hostile_text_in_every_field_stays_text() -> None:
    root = page(poisoned(sample.snapshot(), sample.HOSTILE))
    harmless(root)
    text = root.text_content()
    assert "<script>window.hacked=1</script>" in text
    assert "{{ 7 * 7 }}" in text
    assert "⟦U+202E⟧" in text
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", render(poisoned(sample.snapshot(), sample.HOSTILE)).decode()
    )


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.one_of(st.text(max_size=25), st.sampled_from(sample.HOSTILE)), min_size=1, max_size=6))
def test_any_text_stays_text(texts: list[str]) -> None:
    harmless(page(poisoned(sample.snapshot(), tuple(texts))))


def test_the_policy_names_the_style_sheet_and_forbids_the_rest() -> None:
    root = page(sample.snapshot())
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = root.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:; media-src 'self';")
    assert b"media-src" not in render_reading(sample.snapshot())
    assert not re.search(r"url\((?!#)|@import|expression", style)


def test_every_link_inside_the_page_leads_somewhere() -> None:
    root = page(sample.snapshot())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")}
    assert targets <= set(ids)
    assert {f"ref-{sample.TELEGRAM}", f"media-{sample.CLIP.short}", "claim-c00000003", "footage-A"} <= targets


def test_links_out_tell_nothing_about_the_reader() -> None:
    root = page(sample.snapshot())
    links = [a for a in root.iter("a") if a.get("href", "").startswith("http")]
    assert links
    assert all(a.get("rel") == "noreferrer" and a.get("target") is None for a in links)
    assert root.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


def test_the_first_screen_answers_the_four_questions() -> None:
    (summary,) = page(sample.snapshot()).xpath("//section[@id='summary']")
    assert [h.text_content() for h in summary.iter("h3")] == [
        "What was asked",
        "What was found",
        "How sure it is",
        "What is missing",
    ]
    text = " ".join(summary.text_content().split())
    assert "5 videos cited: 1 acquired, 1 attached by hand, 1 not fetched yet, 1 unavailable and 1 without a post yet." in text
    assert "shows the same footage as “Fire at the grain quay (full).mp4” (0:17.0–0:28.5)" in text
    assert "5 contradictions" in text
    assert "original" not in text.lower()


def test_chapters_stand_with_what_is_said_of_a_file_and_name_their_stretch() -> None:
    (media,) = page(sample.snapshot()).xpath(f"//article[@id='media-{sample.CLIP.short}']")
    told = [" ".join(dd.text_content().split()) for dd in media.iter("dd")]
    assert any(words.startswith("0:03.5–0:12.0 The cranes (statement") for words in told)


def test_the_next_step_of_a_mention_is_spelled_out() -> None:
    (section,) = page(sample.snapshot()).xpath("//section[@id='next']")
    commands = [pre.text_content() for pre in section.iter("pre")]
    assert f"provenance resolve 'harbour fire' {sample.INSTAGRAM} URL" in commands
    assert f"provenance attach 'harbour fire' {sample.INSTAGRAM} FILE" in commands
    assert f"provenance attach 'harbour fire' {sample.GONE} FILE" in commands
    searches = section.xpath(".//details//a/@href")
    assert any("site%3Ainstagram.com" in url and "smoke+above+cranes" in url for url in searches)


def test_contradictions_stand_before_the_text_with_both_speakers() -> None:
    root = page(sample.snapshot())
    order = root.xpath("//section/@id")
    assert order.index("contradictions") < order.index("articles")
    (section,) = root.xpath("//section[@id='contradictions']")
    speakers = [p.text_content() for p in section.xpath(".//p[@class='speaker']")]
    outlet = "The Quay Observer"
    assert speakers == [
        outlet,
        "Library “harbour archive”",
        outlet,
        "The identifier of Video 5",
        "Our colleagues",
        "Y. Bystander",
        "@cranespotter",
        "The mayor",
        "The file: cover",
        "Measured",
        "The file: edit list",
        "Measured",
    ]


def test_a_file_that_speaks_is_called_by_its_name() -> None:
    case = sample.snapshot()
    speaker = m.Agent(kind=m.AgentKind.FILE, name=f"metadata of {sample.CLIP}")
    root = page(replace(case, claims=(replace(case.claims[2], asserted_by=speaker),)))
    (row,) = root.xpath("//tr[@id='claim-c00000103']")
    assert "metadata of File 1" in row.text_content()
    assert "sha256:" not in row.text_content()


def test_the_text_is_whole_and_its_passages_lead_to_what_rests_on_them() -> None:
    (text,) = page(sample.snapshot()).xpath("//div[@class='text']")
    for note in text.xpath(".//a[contains(@class, 'note')]"):
        note.drop_tree()
    assert [" ".join(block.text_content().split()) for block in text] == sample.TEXT.split("\n\n")
    (mark,) = [a for a in text.iter("a") if a.text_content().startswith("The sequence")]
    assert mark.get("href") == f"#ref-{sample.INSTAGRAM}"
    assert text.xpath(".//p[@class='chrome']")[0].text_content().startswith("Read also")


def test_overlapping_passages_are_all_marked() -> None:
    case = sample.snapshot()
    root = page(case)
    (video,) = [a for a in root.xpath("//div[@class='text']//a[contains(@class, 'mark')]") if a.text_content() == "видео"]
    assert set(video.get("class").split()) == {"mark", "ref", "claim"}
    assert video.get("href") == f"#ref-{sample.BY_HAND}"


def test_a_passage_that_cites_a_video_twice_leads_to_it_once() -> None:
    case = sample.snapshot()
    (article,) = case.articles
    twice = replace(article.references[0].reference, citations=article.references[0].reference.citations * 2)
    records = (replace(article.references[0], reference=twice), *article.references[1:])
    root = page(replace(case, articles=(replace(article, references=records),)))
    marks = root.xpath("//div[@class='text']//a[contains(@class, 'mark')]")
    notes = [[n.get("href") for n in takewhile(lambda n: "note" in n.get("class", ""), mark.itersiblings())] for mark in marks]
    assert any(notes)
    assert all(len(leads) == len(set(leads)) for leads in notes), notes


def test_the_log_gives_addresses_whole_and_files_by_name() -> None:
    case, url = sample.snapshot(), "https://platform.invalid/a/rather/long/address/of/a/post/77"
    step = case.activities[0]
    searched = (f"{sample.CLIP} in samples/library", f"{sample.CLIP} in this case")
    done = (replace(step, subject=url), *(replace(step, subject=subject) for subject in searched))
    (section,) = page(replace(case, activities=done)).xpath("//section[@id='log']")
    about = [
        row.xpath("string(td[2])").partition(": ")[2] for row in section.xpath(".//table[contains(@class, 'done')]/tbody/tr")
    ]
    assert about == [url, "File 1 in library “samples/library”", "File 1 in this case"]


def test_right_to_left_and_languages() -> None:
    root = page(sample.snapshot())
    (text,) = root.xpath("//div[@class='text']")
    assert text.get("lang") == "en"
    assert all(block.get("dir") == "auto" for block in text)
    assert root.get("lang") == "en"


def test_an_empty_case_and_a_case_without_pictures_are_shown() -> None:
    empty = m.Snapshot(case="empty", taken_at=sample.READ, program_version="0")
    assert "No video is cited." in page(empty).text_content()
    case = sample.snapshot()
    bare = replace(case, pictures={})
    assert "no picture kept" in page(bare).text_content()
    harmless(page(replace(bare, pictures=dict.fromkeys(case.pictures, b"<svg onload=alert(1)>"))))


def test_a_large_case_is_written_in_proportion_and_small() -> None:
    half, whole = (large_case(references=500 * n, files=100 * n, statements=2500 * n) for n in (1, 2))
    seconds = []
    for case in (half, whole):
        started = time.process_time()
        data = render(case)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 3 * seconds[0], "twice the case takes twice the time; quadratic work would take four times"
    assert len(data) < 30e6


def test_statements_are_numbered_through_the_whole_report() -> None:
    case = sample.snapshot()
    (first,) = case.articles
    other = tuple(replace(c, id=m.ClaimId(f"c9{n:07d}")) for n, c in enumerate(first.reading.claims))
    digest = m.Digest.of(b"second")
    reading = replace(first.reading, article=replace(first.reading.article, digest=digest, source="second"), claims=other)
    root = page(replace(case, articles=(first, replace(first, reading=reading, references=()))))
    rows = root.xpath("//table[@class='claims']/tbody/tr")
    assert [row[0].text_content() for row in rows] == [str(n) for n in range(1, 21)]
    marks = root.xpath("//article[@id='article-2']//a[@class='note claim']/text()")
    assert sorted(marks, key=lambda m: int(m[1:-1])) == [f"[{n}]" for n in range(8, 15)]
    assert "statement 3" in root.xpath("string(//section[@id='contradictions'])")


def test_a_lead_is_not_said_to_pass_a_threshold() -> None:
    (match,) = sample.snapshot().matches
    scene = replace(match, relation=m.MatchRelation.SAME_SCENE, score=0.0899, threshold=0.36)
    (section,) = page(replace(sample.snapshot(), matches=(scene,))).xpath("//section[@id='matches']")
    text = " ".join(section.text_content().split())
    assert "A lead, not a copy" in text
    assert "0.09, is below the threshold for the same footage, 0.36" in text
    assert "threshold 0.36" not in text


def test_the_same_sound_is_told_apart_from_the_same_pictures() -> None:
    (match,) = sample.snapshot().matches
    sound = replace(match, relation=m.MatchRelation.SAME_SOUND, sound=0.71, edits=(), pairs=(), pictures=())
    root = page(replace(sample.snapshot(), matches=(sound,)))
    (section,) = root.xpath("//section[@id='matches']")
    text = " ".join(section.text_content().split())
    assert "Which says nothing of the pictures" in text
    assert "the soundtracks agree by 0.71" in text
    assert "sounds like" in text
    assert "not judged: only the sounds were compared" in text
    first = " ".join(root.text_content().split())
    assert "1 video with the same sound, which says nothing of the pictures" in first
    assert "shows the same footage" not in first
    assert "to the same scene" not in first


def test_digests_hold_what_came_with_a_file_and_every_source() -> None:
    case = sample.snapshot()
    sources = ("articles/harbour.html", "https://quay-observer.invalid/copy")
    root = page(replace(case, articles=(replace(case.articles[0], sources=sources),)))
    (section,) = root.xpath("//section[@id='digests']")
    assert sample.thumbnail().digest.value in section.text_content()
    assert "thumbnail" in section.text_content()
    for part in (section, root.xpath("//section[@id='articles']")[0]):
        assert all(source in part.text_content() for source in sources)


def test_pictures_are_rationed_and_what_is_left_out_is_told() -> None:
    case = sample.snapshot()
    clip, *others = case.media
    many = tuple(sample.keyframe(sample.CLIP, Fraction(n), n % 4) for n in range(30))
    (match,) = case.matches
    pairs = replace(match, pairs=match.pairs * 5, pictures=match.pictures * 5)
    text = page(replace(case, media=(replace(clip, keyframes=many), *others), matches=(pairs,))).text_content()
    assert "12 of 30 keyframes shown" in text
    assert "4 of 10 aligned pairs shown" in text
    unseen = replace(case, pictures={**case.pictures, m.Digest.of(b"unseen"): b"\xff\xd8\xff" + bytes(100_000)})
    assert render(unseen) == render(case), "only pictures that are shown are embedded"


def test_days_are_spelled_out_for_people() -> None:
    case = sample.snapshot()
    claim = replace(case.claims[0], date=m.DateInterval(words="September", start=date(2019, 9, 1), end=date(2019, 9, 30)))
    text = page(replace(case, claims=(claim,))).text_content()
    assert "September 2019" in text
    assert "2019-09-01/2019-09-30" not in text


def test_what_is_not_laid_out_far_from_the_window_is_printed() -> None:
    """Without it a browser takes 16 s over 1,000 videos; what is left out of the layout must be back on paper."""
    style = environment("en").get_template("style.css").render(far={})
    screen, _, paper = style.partition("@media print")
    left_out, printed = (
        set(re.findall(rf"^ *([^{{}}]*) {{ content-visibility: {value}", part, re.MULTILINE)[0].split(", "))
        for part, value in ((screen, "auto"), (paper, "visible"))
    )
    assert left_out == printed
    assert {"section + section", "article.video", ".far"} <= left_out
    assert b"content-visibility: auto" not in render(sample.snapshot()), "a small page is laid out whole"
