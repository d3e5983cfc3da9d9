"""Pages and JSON of ``match``, ``search`` and ``duplicates``: nothing to load, nothing to run, the same bytes each time."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html

from provenance import model as m
from provenance.exporters.answers import answer, direction, reasons
from provenance.exporters.html import render_duplicates, render_pair, render_search
from provenance.exporters.json_footage import comparison_object, duplicates_object, search_object
from tests.exporters import comparisons
from tests.exporters.hostile import poisoned
from tests.exporters.regenerate import GOLDEN, PAGES
from tests.exporters.sample import CLIP, EARLIER, HOSTILE
from tests.exporters.test_html import ADDRESSES, harmless
from tests.exporters.test_json_report import SCHEMA_FILE, VALIDATOR

RENDERERS: tuple[tuple[Callable[[Any], bytes], Any], ...] = (
    (render_pair, comparisons.pair()),
    (render_search, comparisons.search()),
    (render_duplicates, comparisons.duplicates()),
)
SCHEMA = Draft202012Validator(json.loads(SCHEMA_FILE.with_name("footage.schema.json").read_text("utf-8")))
OBJECTS: tuple[tuple[Callable[[Any], Any], Any], ...] = (
    (comparison_object, comparisons.pair()),
    (search_object, comparisons.search()),
    (duplicates_object, comparisons.duplicates()),
)


def root(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", PAGES)
def test_the_golden_file(name: str) -> None:
    """Regenerate with ``make golden`` and read the difference."""
    assert PAGES[name]() == (GOLDEN / name).read_bytes()


def test_a_damaged_file_is_told_on_the_page_and_in_json() -> None:
    damage = "3 packets could not be decoded"
    pair, search, found = comparisons.pair(), comparisons.search(), comparisons.duplicates()
    file = replace(pair.query, warnings=(damage,))
    member = replace(found.clusters[0].members[0], file=replace(found.clusters[0].members[0].file, warnings=(damage,)))
    cluster = replace(found.clusters[0], members=(member, *found.clusters[0].members[1:]))
    pair, search = replace(pair, query=file), replace(search, query=file)
    found = replace(found, clusters=(cluster, *found.clusters[1:]))
    for page in (render_pair(pair), render_search(search), render_duplicates(found)):
        assert f": {damage}" in words(root(page))
    assert comparison_object(pair)["files"][0]["warnings"] == [damage]
    assert search_object(search)["file"]["warnings"] == [damage]
    assert duplicates_object(found)["clusters"][0]["members"][0]["warnings"] == [damage]


@pytest.mark.parametrize(("render", "value"), RENDERERS)
def test_nothing_is_loaded_and_nothing_runs(render: Callable[[Any], bytes], value: Any) -> None:
    page = root(render(value))
    harmless(page)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert not [a for e in page.iter() for n, a in e.attrib.items() if n in ADDRESSES and a.startswith("http")]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href")} <= set(ids)


@pytest.mark.parametrize(("render", "value"), RENDERERS)
def test_hostile_text_in_every_field_stays_text(render: Callable[[Any], bytes], value: Any) -> None:
    data = render(poisoned(value, HOSTILE))
    harmless(root(data))
    assert "window.hacked=1" in words(root(data))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data.decode())


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.one_of(st.text(max_size=25), st.sampled_from(HOSTILE)), min_size=1, max_size=6))
def test_any_text_stays_text(texts: list[str]) -> None:
    for render, value in RENDERERS:
        harmless(root(render(poisoned(value, tuple(texts)))))


@pytest.mark.parametrize(("made", "value"), OBJECTS)
def test_every_answer_follows_its_schema(made: Callable[[Any], Any], value: Any) -> None:
    document = json.loads(json.dumps(made(value), allow_nan=False))
    SCHEMA.validate(document)
    found = [*document.get("matches", ()), *document.get("scenes", ()), *document.get("sounds", ())]
    found += [x["match"] for c in document.get("clusters", ()) for x in c["members"] if x["match"]]
    assert found
    for each in (*found, *([document] if "answer" in document else [])):
        assert each["answer"]


def test_the_schema_is_one_with_the_reports() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    shared = SCHEMA.schema["$defs"].keys() & VALIDATOR.schema["$defs"].keys()  # type: ignore[index]
    assert shared >= {"match", "derivation", "digest", "timestamp"}
    for name in shared:
        assert SCHEMA.schema["$defs"][name] == VALIDATOR.schema["$defs"][name], name  # type: ignore[index]


def test_the_schema_describes_every_key() -> None:
    """A key that is written and not described is found here, not by who relies on it."""
    definitions: Any = SCHEMA.schema["$defs"]  # type: ignore[index]
    for made, value in OBJECTS:
        document = made(value)
        command = document["schema"].split(":")[2]
        assert document.keys() == definitions[f"{command}_answer"]["properties"].keys()
    (cluster, *_) = duplicates_object(comparisons.duplicates())["clusters"]
    assert cluster.keys() == definitions["cluster"]["properties"].keys()
    own = [definitions["member"]["allOf"][1], definitions["file"]]
    assert cluster["members"][0].keys() == {key for part in own for key in part["properties"]}
    own = [definitions["comparison"]["allOf"][1], definitions["match"]]
    match = cluster["members"][1]["match"]
    assert match.keys() == {key for part in own for key in part["properties"]}
    assert match["frames"][0].keys() == definitions["frames"]["properties"].keys()


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.pop("problems"),
        lambda document: document["clusters"][0].pop("derivations"),
        lambda document: document["clusters"][0]["members"][1]["match"].update(relation="alike"),
        lambda document: document["clusters"][0]["members"][0].update(duration="long"),
        lambda document: document.update(schema="urn:provenance:search:1"),
    ],
)
def test_the_schema_refuses_what_is_no_answer(change: Callable[[Any], Any]) -> None:
    document = json.loads(json.dumps(duplicates_object(comparisons.duplicates())))
    change(document)
    assert not SCHEMA.is_valid(document)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.one_of(st.text(max_size=25), st.sampled_from(HOSTILE)), min_size=1, max_size=6))
def test_any_text_follows_the_schema(texts: list[str]) -> None:
    for made, value in OBJECTS:
        SCHEMA.validate(json.loads(json.dumps(made(poisoned(value, tuple(texts))), allow_nan=False)))


def test_the_answer_is_a_sentence() -> None:
    found = comparisons.same()
    assert answer(comparisons.CLIP_FILE, found) == (
        "quaywatch_77.mp4 0:00–0:11.5 is Fire at the grain quay (full).mp4 0:17–0:28.5: "
        "mirrored left–right, cropped to the left 80 %, a caption laid over the lower fifth"
    )
    trimmed = m.Edit(action="c2pa.trimmed", description="excerpt", on_query=True)
    only = replace(found, match=replace(found.match, edits=(trimmed,)))
    assert answer(comparisons.CLIP_FILE, only).endswith("0:17–0:28.5")
    several = replace(found, match=replace(found.match, segments=found.match.segments * 9, edits=()))
    assert answer(comparisons.CLIP_FILE, several).endswith("0:17–0:28.5 and 3 more stretches")


def test_a_lead_is_never_called_a_copy() -> None:
    assert answer(comparisons.CLIP_FILE, comparisons.lead()).endswith(": a lead, not a copy")
    photo = replace(comparisons.CLIP_FILE, duration=Fraction(0))
    told = answer(photo, comparisons.lead())
    assert told.startswith("quaywatch_77.mp4 looks like another take.mp4 0:17–0:28.5, 0.94 alike")
    assert "no movement" in told


def test_the_same_bytes_are_said_to_be() -> None:
    found = replace(comparisons.same(), compared=replace(comparisons.EARLIER_FILE, digest=CLIP, name="b.mp4"))
    assert answer(comparisons.CLIP_FILE, found) == "quaywatch_77.mp4 and b.mp4 are the same bytes"


def test_reasons_name_files_and_not_digests() -> None:
    edge = comparisons.same().derivation
    names = {str(CLIP): "clip", str(EARLIER): "full"}
    assert direction(edge, names).startswith("clip is the copy, full is nearer to the source")
    assert reasons(edge, names)[0] == (True, "the query bears an edit: cropped; metadata of clip")
    assert direction(None, names) == ""


def test_the_crop_is_drawn_on_the_original_and_what_differs_on_both() -> None:
    page = root(render_pair(comparisons.pair()))
    (query, compared), _ = (moment.xpath(".//figure") for moment in page.xpath("//div[@class='moment']"))
    assert query.xpath(".//polygon[@class='edge']") == []
    (edge,) = compared.xpath(".//polygon[@class='edge']/@points")
    assert edge == "800.0,0.0 0.0,0.0 0.0,1000.0 800.0,1000.0"
    assert len(query.xpath(".//polygon[@class='differs']")) == 2
    boxes = compared.xpath(".//polygon[@class='differs']/@points")
    assert boxes[0] == "800.0,800.0 0.0,800.0 0.0,1000.0 800.0,1000.0"
    assert len(page.xpath("//svg[contains(@class, 'timeline')]")) == 1


def test_a_search_ranks_and_names_what_was_not_searched() -> None:
    page = root(render_search(comparisons.search()))
    rows = [words(row) for row in page.xpath("//table[contains(@class, 'ranked')]/tbody/tr")]
    assert rows[0].startswith("same footage")
    assert rows[1].startswith("same scene, a lead")
    assert "Not searched" in words(page)
    assert "small picture kept by the library" in words(page)


def test_duplicates_name_copies_references_and_leads_apart() -> None:
    page = root(render_duplicates(comparisons.duplicates()))
    first, second = page.xpath("//section[starts-with(@id, 'cluster-')]")
    assert "3 files of the same footage" in words(first)
    assert "The same bytes: backup/full (1).mp4" in words(first)
    assert "Copy footage/quaywatch_77.mp4" in words(first)
    assert "longest" in words(first)
    assert "2 files with the same bytes" in words(second)
    (scenes,) = page.xpath("//section[@id='scenes']")
    assert "a lead" in words(scenes)
    assert "broken.mp4" in words(page.xpath("//section[@id='unread']")[0])


def test_nothing_found_says_what_may_be_missed() -> None:
    page = root(render_pair(replace(comparisons.pair(), found=())))
    assert "No common footage found between" in words(page)
    assert "no proof" in words(page)
    assert "nothing found" in words(root(render_search(replace(comparisons.search(), found=(), problems=()))))
    none = replace(comparisons.duplicates(), clusters=(), scenes=(), problems=())
    assert "No two of the files" in words(root(render_duplicates(none)))


def test_a_map_that_leads_far_away_draws_nothing_wild() -> None:
    pair = comparisons.pair()
    for placement in ((1e9, 0.0, 0.0, 0.0, 1e9, 0.0), (0.0,) * 6, (1.0, 0.0, 7.0, 0.0, 1.0, 7.0)):
        segments = tuple(replace(s, placement=placement) for s in pair.found[0].match.segments)
        found = replace(pair.found[0], match=replace(pair.found[0].match, segments=segments))
        numbers = re.findall(r'points="([^"]*)"', render_pair(replace(pair, found=(found,))).decode())
        assert all(abs(float(n)) <= 3000 for points in numbers for n in re.split("[ ,]", points))
