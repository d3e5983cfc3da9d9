"""PROV, CASE, MediaReview, TimeMap, Markdown and PDF: read back or validated by somebody else's program."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from prov.model import ProvDocument

import provenance.exporters
from provenance import model as m
from provenance.chain.located import geolocations
from provenance.exporters import case_uco, mediareview, missing, timemap
from provenance.exporters.markdown import escaped
from provenance.exporters.markdown import render as markdown
from provenance.exporters.pdf import printed
from provenance.exporters.prov import JSON, NOTATION, prov_document
from tests.exporters import sample
from tests.exporters.hostile import poisoned
from tests.fetch.servers import serving

HOSTILE = poisoned(sample.snapshot(), sample.HOSTILE)
CASES = pytest.mark.parametrize(
    "case", [sample.snapshot(), HOSTILE, m.Snapshot(case="", taken_at=sample.READ, program_version="")]
)


# ── PROV ────────────────────────────────────────────────────────────────────────────────────────


@CASES
@pytest.mark.parametrize(("exporter", "form"), [(JSON, "json"), (NOTATION, "provn")])
def test_prov_reads_back_as_it_was(case: m.Snapshot, exporter: provenance.exporters.Exporter, form: str) -> None:
    assert ProvDocument.deserialize(content=exporter.render(case).decode(), format=form) == prov_document(case)


def prov_json(case: m.Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(JSON.render(case))
    return found


def test_every_relation_joins_things_that_are_declared() -> None:
    document = prov_json(sample.snapshot())
    declared = {name for kind in ("entity", "activity", "agent") for name in document[kind]}
    for bundle in document["bundle"].values():
        inside = declared | {name for kind in ("entity", "activity", "agent") for name in bundle.get(kind, {})}
        for kind, relations in bundle.items():
            if kind not in {"entity", "activity", "agent", "prefix"}:
                assert {
                    v for r in relations.values() for k, v in r.items() if k.startswith("prov:") and isinstance(v, str)
                } <= inside
    for kind, relations in document.items():
        if kind.startswith(("was", "used", "special", "alter", "had")):
            assert _ends(relations) <= declared, kind


def _ends(relations: dict[str, Any]) -> set[str]:
    return {v for r in relations.values() for k, v in r.items() if k.startswith("prov:") and str(v).startswith("case:")}


def test_each_speaker_has_a_bundle_and_contradicting_claims_never_meet() -> None:
    document = prov_json(sample.snapshot())
    said = {name: {v["prov:label"] for v in b["entity"].values() if "prov:label" in v} for name, b in document["bundle"].items()}
    port = next(name for name, labels in said.items() if any("port of Novi Brod" in label for label in labels))
    mayor = next(
        name for name, labels in said.items() if any("insists that it was filmed in Tarnovo" in label for label in labels)
    )
    assert port != mayor
    speakers = {r["prov:entity"]: r["prov:agent"] for r in document["wasAttributedTo"].values()}
    assert document["agent"][speakers[mayor]]["prov:label"] == "The mayor"
    assert all(document["entity"][name]["prov:type"]["$"] == "prov:Bundle" for name in document["bundle"])


def test_the_fields_mapping_of_posts_files_quotations_and_takedowns() -> None:
    document = prov_json(sample.snapshot())
    article, clip = f"case:article_{sample.ARTICLE.value}", f"case:media_{sample.CLIP.value}"
    footage = f"case:footage_{sample.EARLIER.value}"
    derived = {
        (r["prov:generatedEntity"], r["prov:usedEntity"], r.get("prov:type", {}).get("$"))
        for r in document["wasDerivedFrom"].values()
    }
    post = f"case:post_{sample.TELEGRAM}"
    assert {(article, post, "prov:Quotation"), (article, footage, "prov:PrimarySource"), (clip, footage, None)} <= derived
    assert {"prov:specificEntity": clip, "prov:generalEntity": post} in document["specializationOf"].values()
    gone = {(r["prov:entity"], r["prov:activity"]) for r in document["wasInvalidatedBy"].values()}
    taken_back = ("case:review_d00000020", "case:activity_a21")
    since = (f"case:post_{sample.TELEGRAM}", "case:activity_a12")
    assert gone == {(f"case:post_{sample.GONE}", "case:activity_a3"), since, taken_back}
    kinds = {activity["prov:type"]["$"] for activity in document["activity"].values()}
    assert kinds >= {f"pv:{each}" for each in ("Upload", "Repost", "Embed", "Acquire", "Match", "Geolocating", "Review")}


# ── CASE ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("case", [sample.snapshot(), HOSTILE])
def test_case_conforms_without_a_warning(case: m.Snapshot, tmp_path: Path) -> None:
    from case_utils.case_validate import validate  # noqa: PLC0415 - slow to load

    path = tmp_path / "case.jsonld"
    path.write_bytes(case_uco.render(case))
    result = validate(str(path), case_version="case-1.4.0", allow_warnings=False)
    assert result.conforms, result.text
    assert result.undefined_concepts == set()


def test_case_holds_files_actions_people_and_exhibits() -> None:
    graph = {node["@id"]: node for node in json.loads(case_uco.render(sample.snapshot()))["@graph"]}
    kinds = [node["@type"] for node in graph.values()]
    assert kinds.count("uco-observable:File") == 3
    assert kinds.count("case-investigation:ProvenanceRecord") == 2
    assert kinds.count("case-investigation:InvestigativeAction") == len(sample.activities())
    people = {node["uco-core:name"] for node in graph.values() if node["@type"] == "uco-identity:Person"}
    assert {"Ines Examiner", "The mayor", "@cranespotter"} <= people
    download = next(node for node in graph.values() if node.get("uco-core:name") == "acquire: https://t.me/quaywatch/77")
    assert [graph[link["@id"]]["@type"] for link in download["uco-action:result"]] == [
        "uco-observable:File",
        "case-investigation:ProvenanceRecord",
    ]


# ── MediaReview ─────────────────────────────────────────────────────────────────────────────────

SCHEMA = json.loads((Path(provenance.exporters.__file__).parent / "mediareview.schema.json").read_text("utf-8"))


@CASES
def test_mediareview_is_as_our_schema_has_it(case: m.Snapshot) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(mediareview.document(case))


def test_only_what_a_person_set_and_did_not_take_back() -> None:
    (review,) = json.loads(mediareview.render(sample.snapshot()))["@graph"]
    assert review["mediaAuthenticityCategory"] == "DecontextualizedContent"
    assert review["author"]["name"] == "Ines Examiner"
    (video,) = review["itemReviewed"]["mediaItemAppearance"]
    assert (video["contentUrl"], video["sha256"]) == ("https://t.me/quaywatch/77", sample.CLIP.value)
    nobody = replace(sample.snapshot(), reviews=())
    assert mediareview.document(nobody)["@graph"] == []


# ── TimeMap ─────────────────────────────────────────────────────────────────────────────────────

EVENT = {"id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category"} | {
    "associations",
    "sources",
    "comments",
}


@CASES
def test_timemap_gets_strings_and_days(case: m.Snapshot) -> None:
    document: Any = json.loads(timemap.render(case))
    for event in document["events"]:
        assert event.keys() == EVENT
        assert all(isinstance(value, str) for key, value in event.items() if key not in {"associations", "sources"})
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", event["date"])
        assert re.fullmatch(r"(\d\d:\d\d)?", event["time"])
        assert set(event["sources"]) <= document["sources"].keys()
        assert set(event["associations"]) <= {a["id"] for a in document["associations"]}


def test_timemap_tells_where_by_whom_and_when() -> None:
    events: Any = timemap.document(sample.snapshot())["events"]
    assert (events[0]["date"], events[0]["time"], events[0]["latitude"]) == ("03/07/2026", "22:30", "44.1002")
    assert events[0]["sources"] == [sample.TELEGRAM]
    assert events[-1]["category"] == "posted"


def test_every_point_has_its_speaker_and_a_denied_one_is_refuted() -> None:
    case = sample.snapshot()
    denied = replace(sample.entered(), status=m.ClaimStatus.DENIED)
    found = geolocations(replace(case, reviews=(sample.review(16, m.ClaimEntry(claim=denied)),)))
    assert [str(each.claimant) for each in found] == ["Our colleagues", "The mayor", "Y. Bystander"]
    assert found[-1].status is m.GeolocationStatus.REFUTED


# ── Markdown and PDF ────────────────────────────────────────────────────────────────────────────


def test_hostile_text_has_no_power_in_markdown() -> None:
    text = markdown(HOSTILE).decode()
    assert "<" not in text.replace("&lt;", "")
    assert not re.search(r"(?<!\\)\]\(|(?<!\\)!\[", text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    tables = [part.splitlines() for part in text.split("\n\n") if part.startswith("| ")]
    cells = [[len(re.findall(r"(?<!\\)\|", row)) for row in rows if row.startswith("| ")] for rows in tables]
    assert sum(map(len, cells)) > 20
    assert all(set(counts) == {counts[0]} for counts in cells)
    assert "a cell \\| and another" in text
    assert escaped(r"\(x\) $y$ https://a.invalid www.a.invalid a@b") == (
        r"&#92;(x&#92;) &#36;y&#36; https:\/\/a.invalid www\.a.invalid a\@b"
    )


def test_markdown_tells_what_to_type_and_where_to_look() -> None:
    text = markdown(sample.snapshot()).decode()
    assert f"  - `provenance resolve 'harbour fire' {sample.INSTAGRAM} URL`" in text
    assert re.search(r"^  - Wayback Machine, .*web\.archive\.org", text, re.MULTILINE)


def test_markdown_speaks_the_readers_language_and_leaves_quoted_words_alone() -> None:
    english, french = (markdown(sample.snapshot(), language).decode() for language in ("en", "fr"))
    heads = [[line for line in text.splitlines() if line.startswith("## ")] for text in (english, french)]
    same = [line for line in heads[0] if line in heads[1]]
    assert same == ["## Contradictions", "## Flood or fireworks? The harbour video that nobody can place"]
    rows = [[line for line in text.splitlines() if line.startswith("| ")] for text in (english, french)]
    assert len(rows[0]) == len(rows[1])
    for words in ("Mots de réserve", "« reportedly » (probable)", "confiance 0,95", "lue dans le texte de l’article"):
        assert words.replace(" »", "\u202f»").replace("« ", "«\u202f") in french
    assert "It reportedly shows at least four people leaving the quay" in french


def test_a_pdf_is_made_and_nothing_is_fetched() -> None:
    pytest.importorskip("weasyprint")
    with serving() as server:
        page = f"<p>x<img src='{server.url('/spy.png')}'><img src='file:///etc/passwd'>"
        page += f"<link rel=stylesheet href='{server.url('/x')}'>"
        assert printed(page.encode()).startswith(b"%PDF-")
        assert server.seen == []


def test_no_cell_of_the_table_of_what_is_missing_is_a_formula() -> None:
    words = ('=HYPERLINK("https://tracker.invalid")', "@SUM(1)", "|cmd", "＝1", " =1", "-1+1")
    table = missing.CSV.render(poisoned(sample.snapshot(), words)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert sum(cell.startswith("'") for cell in cells) > 3
    assert [cell for cell in cells if cell.strip().startswith(("=", "@", "|", "＝", "-", "+"))] == []
