"""The JSON report: the promised keys, its schema, the same bytes each time."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from enum import EnumType
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import provenance.exporters
from provenance import model as m
from provenance.chain import ContradictionKind
from provenance.exporters.json_report import SCHEMA, render, stream
from provenance.exporters.obtained import Obtained
from tests.exporters.hostile import poisoned
from tests.exporters.read_back import lasting, snapshot_of
from tests.exporters.sample import CLIP, EARLIER, GONE, HOSTILE, INSTAGRAM, snapshot

DOCS = Path(__file__).parents[2] / "docs" / "report.md"
SCHEMA_FILE = Path(provenance.exporters.__file__).parent / "report.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))
PROMISED = {
    "": {"schema", "case", "report", "articles", "media", "matches", "derivations", "unavailable", "claims"},
    "articles": {"source", "title", "language", "published", "references", "claims"},
    "references": {"id", "platform", "platform_id", "kind", "role", "url", "state", "quote", "hints"},
    "claims": {"id", "about", "kind", "value", "place", "date", "asserted_by", "hedges", "status", "quote"},
    "place": {"name", "lat", "lon", "country", "radius_m"},
    "hedges": {"words", "level", "scope"},
    "media": {"digest", "references", "probe"},
    "matches": {"query", "compared", "relation", "score", "probability", "segments", "edits"},
    "derivations": {"child", "parent", "relation", "evidence", "confidence"},
    "unavailable": {"reference", "reason", "message"},
}


def report(case: m.Snapshot) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render(case))
    return document


def places_of(node: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """(key under which it stands, object) of every object in a document."""
    if isinstance(node, dict):
        yield key, node
        for name, value in node.items():
            yield from places_of(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from places_of(value, key)


def test_the_promised_keys_are_there() -> None:
    seen: Counter[str] = Counter()
    for key, node in places_of(report(snapshot())):
        if key in PROMISED and "failures" not in key:
            assert node.keys() >= PROMISED[key], key
            seen[key] += 1
    assert seen.keys() == PROMISED.keys()


def test_it_follows_its_schema() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    VALIDATOR.validate(report(snapshot()))
    assert VALIDATOR.schema["$id"] == report(snapshot())["schema"] == SCHEMA


def test_the_schema_refuses_what_is_not_a_report() -> None:
    document = report(snapshot())
    document["articles"][0]["references"][0]["state"] = "lost"
    assert not VALIDATOR.is_valid(document)
    assert not VALIDATOR.is_valid({key: value for key, value in report(snapshot()).items() if key != "unavailable"})


@pytest.mark.parametrize(
    ("definition", "field", "values"),
    [
        ("reference", "kind", m.ReferenceKind),
        ("reference", "role", m.Role),
        ("claim", "kind", m.ClaimKind),
        ("claim", "status", m.ClaimStatus),
        ("claim", "asserted_by_kind", m.AgentKind),
        ("match", "relation", m.MatchRelation),
        ("derivation", "relation", m.DerivationRelation),
        ("contradiction", "kind", ContradictionKind),
        ("activity", "kind", m.ActivityKind),
    ],
)
def test_the_schema_knows_every_value(definition: str, field: str, values: EnumType) -> None:
    assert VALIDATOR.schema["$defs"][definition]["properties"][field]["enum"] == [value.value for value in values]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("kind", m.ClaimKind),
        ("status", m.ClaimStatus),
        ("hedges", m.HedgeLevel),
        ("hedges", m.HedgeScope),
        ("asserted_by_kind", m.AgentKind),
        ("obtained", Obtained),
    ],
)
def test_the_documentation_names_every_value_of_a_claim(row: str, values: EnumType) -> None:
    (claims,) = re.findall(r"### claims\[\].*?\n(.*?)\n### ", DOCS.read_text("utf-8"), re.DOTALL)
    (told,) = [line for line in claims.splitlines() if line.startswith("| `") and f"`{row}`" in line.split("|")[1]]
    assert {value.value for value in values} <= set(re.findall(r"[`*]([a-z_]+)[`*]", told))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("definition", "values"), [("availability", m.Availability), ("state", m.ReferenceState)])
def test_the_schema_knows_every_outcome(definition: str, values: EnumType) -> None:
    assert VALIDATOR.schema["$defs"][definition]["enum"] == [value.value for value in values]  # type: ignore[attr-defined]


def test_values_are_written_as_promised() -> None:
    document = report(snapshot())
    (match,) = document["matches"]
    assert match["query"] == str(CLIP)
    assert match["compared"] == str(EARLIER)
    placement = [-0.8, 0.0, 0.8, 0.0, 1.0, 0.0]
    assert match["segments"] == [{"query": [0.0, 11.5], "compared": [17.0, 28.5], "placement": placement}]
    assert document["unavailable"] == [
        {
            "reference": GONE,
            "reason": "deleted",
            "message": "ERROR: [youtube] abcdefghijk: This video has been removed by the uploader",
        }
    ]
    (mention,) = [r for r in document["articles"][0]["references"] if r["id"] == INSTAGRAM]
    assert mention["state"] == "unresolved"
    assert mention["hints"] == ["Screenshot of a video showing smoke above cranes", "port-video-still-instagram.jpg"]
    assert [source["origin"] for source in mention["hint_sources"]] == ["caption", "file-name"]
    happened = document["articles"][0]["claims"][0]
    assert (happened["date"], happened["date_words"]) == ("2026-03-08", "since Sunday")
    assert document["media"][0]["probe"] is not None


def test_unresolved_dates_and_empty_cases() -> None:
    claim = replace(snapshot().claims[0], date=m.DateInterval(words="lately"))
    document = report(m.Snapshot(case="", taken_at=snapshot().taken_at, program_version="0", claims=(claim,)))
    VALIDATOR.validate(document)
    assert (document["claims"][0]["date"], document["claims"][0]["date_words"]) == (None, "lately")


def test_order_without_meaning_changes_no_byte() -> None:
    case = snapshot()
    turned = replace(case, media=case.media[::-1], claims=case.claims[::-1], matches=case.matches[::-1])
    assert render(turned) == render(case)


def test_the_document_reads_back_into_the_case_that_it_tells_of() -> None:
    (article,) = snapshot().articles
    case = replace(snapshot(), articles=(replace(article, sources=(article.reading.article.source, "copy.html")),))
    assert snapshot_of(render(case)) == lasting(case)
    assert render(snapshot_of(render(case))) == render(case)


def test_what_json_cannot_hold_becomes_null() -> None:
    (match,) = snapshot().matches
    document = report(replace(snapshot(), matches=(replace(match, score=float("nan"), probability=None),)))
    assert document["matches"][0]["score"] is None


def test_nothing_in_the_bytes_steers_a_terminal_or_the_text() -> None:
    text = render(poisoned(snapshot(), HOSTILE)).decode()
    assert not [c for c in text if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u2069\u200b"]
    assert "gpj.exe" in text


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_any_text_survives_the_round_trip(texts: list[str]) -> None:
    case = poisoned(snapshot(), tuple(texts))
    document = report(case)
    VALIDATOR_ANY_NAME.validate(document)
    assert document["case"] == case.case
    for given_claim, written in zip(case.articles[0].reading.claims, document["articles"][0]["claims"], strict=True):
        assert (written["value"], written["quote"]) == (given_claim.value, given_claim.quote)
    assert [h["words"] for h in document["articles"][0]["claims"][4]["hedges"]] == [
        hedge.words for hedge in case.articles[0].reading.claims[4].hedges
    ]


def _any_names() -> Draft202012Validator:
    """Platform names and kinds of places are the program's own; the poison replaces them too."""
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    del schema["$defs"]["reference"]["properties"]["platform"]["pattern"]
    del schema["$defs"]["place"]["properties"]["kind"]
    return Draft202012Validator(schema)


VALIDATOR_ANY_NAME = _any_names()


def test_spans_quote_the_text() -> None:
    (article,) = report(snapshot())["articles"]
    text, checked = article["text"], Counter[str]()
    for claim in article["claims"]:
        pairs = [("span", claim["quote"]), ("value_span", claim["value"]), ("date_span", claim["date_words"])]
        pairs += [("place_span", (claim["place"] or {}).get("name"))]
        for name, words in pairs:
            if claim[name]:
                assert text[slice(*claim[name])] == words
                checked[name] += 1
        for hedge in claim["hedges"]:
            assert text[slice(*hedge["span"])] == hedge["words"]
    assert [text[slice(*d["span"])] for d in article["dates"]] == [d["words"] for d in article["dates"]] == ["Sunday"]
    assert article["dates"][0]["relative"] == {"first": -6, "last": 0, "form": "XXXX-WXX-7"}
    assert checked.keys() == {"span", "value_span", "date_span", "place_span"}
    assert all(text[slice(*c["span"])] == c["quote"] for r in article["references"] for c in r["citations"] if c["span"])


def test_a_stream_of_one_is_the_report() -> None:
    assert b"".join(stream([snapshot()])) == render(snapshot())
    empty = replace(snapshot(), articles=(), media=(), claims=(), matches=(), derivations=())
    assert b"".join(stream([empty])) == render(empty)
    assert b"".join(stream([])) == b""


def test_a_stream_of_many_is_the_report_of_all_and_holds_no_article() -> None:
    def numbered(number: int) -> m.Snapshot:
        case = snapshot()
        article = replace(case.articles[0].reading.article, digest=m.Digest.of(str(number).encode()), source=f"{number}.html")
        record = replace(case.articles[0], reading=replace(case.articles[0].reading, article=article), sources=(article.source,))
        return replace(case, articles=(record,), media=(), claims=(), matches=(), derivations=())

    pieces, given = [], 0

    def parts() -> Iterator[m.Snapshot]:
        nonlocal given
        for number in range(3):
            given += 1
            yield numbered(number)

    seen = []
    for piece in stream(parts()):
        pieces.append(piece)
        seen.append(given)
    assert seen[:2] == [1, 1], "an article is written before the next is asked for"
    document = json.loads(b"".join(pieces))
    VALIDATOR.validate(document)
    assert [article["source"] for article in document["articles"]] == ["0.html", "1.html", "2.html"]
    assert len(document["activities"]) == 3 * len(snapshot().activities)
    kinds = [ContradictionKind(found["kind"]) for found in document["contradictions"]]
    assert kinds == sorted(kinds, key=list(ContradictionKind).index)
    assert len(kinds) >= 6
