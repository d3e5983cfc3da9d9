"""``claim``, ``locate`` and ``decide`` as commands."""

import json
import os
import subprocess
import sys
from pathlib import Path

from provenance import model as m
from tests.command import provenance
from tests.store.tampering import sealed_case
from tests.store.values import reading

GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [28.65, 44.17]},
            "properties": {"name": "quay", "source": "https://t.me/nobody/1"},
        },
        {"type": "Feature", "geometry": None, "properties": {}},
    ],
}


def test_a_claim_is_written_down_disputed_and_taken_back(tmp_path: Path) -> None:
    sealed_case(tmp_path / "case")
    reference = reading().references[0].id
    words = ("--speaker", "A. Witness", "--hedge", "I think", "--level", "probable", "--at", "44.17,28.65", "--by", "Ana")
    done = provenance("claim", "case", reference, "filmed-at", "the quay", *words, "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert (told["kind"], told["by"], told["decided"]["status"]) == ("claim", "Ana", "hedged")
    claim = told["decided"]["id"]
    assert (
        provenance("decide", "claim", "case", claim, "disputes", "-n", "no quay there", "--by", "Bo", cwd=tmp_path).returncode
        == 0
    )
    undone = provenance("decide", "undo", "case", told["id"], "--by", "Ana", cwd=tmp_path)
    assert undone.returncode == 0
    listed = json.loads(provenance("decide", "list", "case", "--json", cwd=tmp_path).stdout)["reviews"]
    assert [(each["kind"], each["by"], each["stands"]) for each in listed] == [
        ("claim", "Ana", False),
        ("stance", "Bo", True),
        ("withdrawal", "Ana", False),
    ]
    report = json.loads((tmp_path / "case" / "report.json").read_text("utf-8"))
    assert [each["words"] for each in report["reviews"]] == [each["words"] for each in listed]
    assert provenance("verify", "case", cwd=tmp_path).returncode == 0


def test_geolocations_of_a_list_are_kept_once_and_the_rest_is_told(tmp_path: Path) -> None:
    sealed_case(tmp_path / "case")
    (tmp_path / "map.geojson").write_text(json.dumps(GEOJSON))
    first = provenance("locate", "case", "--from", "map.geojson", "--by", "Ana", cwd=tmp_path)
    assert first.returncode == 1
    assert b"1 geolocations kept, 0 of them about videos of this case" in first.stdout
    assert b"map.geojson: feature 2: expected a point" in first.stderr
    again = json.loads(provenance("locate", "case", "--from", "map.geojson", "--json", cwd=tmp_path).stdout)
    assert again["reviews"] == []


def test_what_cannot_be_read_is_named_with_its_option(tmp_path: Path) -> None:
    sealed_case(tmp_path / "case")
    reference = str(reading().references[0].id)
    for arguments, words in (
        (("locate", "case", reference, "--camera", "91,0"), b"--camera: expected latitude"),
        (("locate", "case", "--from", "list.doc"), b"expected a list of geolocations"),
        (("claim", "case", reference, "filmed", "x", "-s", "A"), b"KIND filmed: expected one of"),
    ):
        done = provenance(*arguments, cwd=tmp_path)
        assert done.returncode in {2, 3}, arguments
        assert words in b" ".join(done.stderr.split())
    assert m.ActivityKind.REVIEW.value.encode() not in provenance("log", "case", cwd=tmp_path).stdout


def test_reports_in_several_formats_into_a_folder(tmp_path: Path) -> None:
    case = sealed_case(tmp_path / "case")
    done = provenance("report", "case", "-f", "md", "-f", "prov-n", "-f", "kml", "--out", "given", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "given").iterdir()) == ["report.kml", "report.md", "report.provn"]
    before = {path.name for path in case.iterdir()}
    assert not before & {"report.kml", "report.md"}
    assert provenance("report", "case", "-f", "md", "-f", "kml", "--out", "-", cwd=tmp_path).returncode == 2


def test_without_weasyprint_the_other_formats_are_written_and_the_command_is_told(tmp_path: Path) -> None:
    sealed_case(tmp_path / "case")
    start = "import sys; sys.modules['weasyprint'] = None; from provenance.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "report", "case", "-f", "pdf", "-f", "kml", "-o", "given"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode == 1, done.stderr
    assert b"pip install 'provenance-osint[pdf]'" in b" ".join(done.stderr.split())
    assert [path.name for path in (tmp_path / "given").iterdir()] == ["report.kml"]
