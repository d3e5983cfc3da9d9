"""exiftool's document (``-j -G1 -n``) as tags and statements; the program itself where it is installed."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.media.exiftool import VARIABLE, ExifTool, installed, read_document, read_exiftool
from provenance.model import Instant, StatedKind
from tests.fetch.servers import serving
from tests.media.small import photo

DOCUMENT: dict[str, object] = {
    "SourceFile": "/home/name/a.mov",
    "ExifTool:ExifToolVersion": 12.57,
    "System:FileModifyDate": "2026:01:01 00:00:00+00:00",
    "Composite:GPSPosition": "1 2",
    "IFD0:Make": "Acme",
    "IFD0:Model": "Acme One",
    "ExifIFD:DateTimeOriginal": "2022:06:19 14:05:07",
    "ExifIFD:OffsetTimeOriginal": "+03:00",
    "GPS:GPSLatitude": 33.5,
    "GPS:GPSLatitudeRef": "S",
    "GPS:GPSLongitude": 70.25,
    "GPS:GPSLongitudeRef": "W",
    "Keys:Software": "16.2",
    "Keys:GPSCoordinates": "48.9483 38.4917 70",
    "Track1:CompressorName": "HEVC",
    "IPTC:Keywords": ["a", "b"],
}


def test_groups_become_statements_of_exiftools() -> None:
    found = read_document(DOCUMENT, version="12.57")
    assert {tag.source for tag in found.tags} == {
        f"exiftool 12.57 [{group}]" for group in ("IFD0", "ExifIFD", "GPS", "Keys", "Track1", "IPTC")
    }
    (when,) = (each.when for each in found.stated if each.kind is StatedKind.CAPTURED)
    assert isinstance(when, Instant)
    assert when.value == datetime(2022, 6, 19, 11, 5, 7, tzinfo=UTC)
    places = [each.place for each in found.stated if each.place]
    assert {(place.lat, place.lon) for place in places} == {(-33.5, -70.25), (48.9483, 38.4917)}
    assert [each.text for each in found.stated if each.kind is StatedKind.DEVICE] == ["Acme One"]
    assert {each.text for each in found.stated if each.kind in {StatedKind.SOFTWARE, StatedKind.CODER}} == {"16.2", "HEVC"}
    assert ("Keywords", "a; b") in {(tag.key, tag.value) for tag in found.tags}


def test_a_position_without_hemisphere_is_none() -> None:
    document = {key: value for key, value in DOCUMENT.items() if not key.endswith("Ref") and not key.startswith("Keys")}
    assert [each for each in read_document(document, version="1").stated if each.place] == []


def program(path: Path, script: str) -> ExifTool:
    path.write_text(f"#!/bin/sh\n{script}\n", "ascii")
    path.chmod(0o755)
    return ExifTool(path=str(path), version="1.0")


@pytest.mark.parametrize("answer", ["not json", "[]", "[3]", "{}", '[{"IFD0:Make": {"a": [1]}}]'])
def test_odd_answers_are_no_crash(tmp_path: Path, answer: str) -> None:
    found = read_exiftool(program(tmp_path / "tool", f"echo '{answer}'"), tmp_path / "a.jpg")
    assert found.stated == ()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses these")
def test_one_that_is_taken_over_reaches_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVENANCE_PASSPHRASE", "open sesame")
    (tmp_path / "a.jpg").write_bytes(b"kept")
    with serving() as server:
        attempts = {
            "tcp": f"bash -c 'exec 3<>/dev/tcp/{server.host.replace(':', '/')}'",
            "write": f"touch '{tmp_path}/written'",
            "change": f"echo x >> '{tmp_path}/a.jpg'",
            "remove": f"rm '{tmp_path}/a.jpg'",
            "secret": 'test -n "$PROVENANCE_PASSPHRASE"',
            "read": f"cat '{tmp_path}/a.jpg'",
        }
        script = "\n".join(f'({code}) >/dev/null 2>&1 && can="$can {name}"' for name, code in attempts.items())
        tool = program(tmp_path / "tool", f'{script}\necho \'[{{"IFD0:Software": "\'"$can"\'"}}]\'')
        (found,) = read_exiftool(tool, tmp_path / "a.jpg").stated
    assert found.text == "read"
    assert {path.name for path in tmp_path.iterdir()} == {"a.jpg", "tool"}
    assert (tmp_path / "a.jpg").read_bytes() == b"kept"


def test_the_program_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    tool = installed()
    if tool is None:
        pytest.skip("exiftool is not installed")
    (tmp_path / "-a.jpg").write_bytes(photo(make="Acme", model="Acme One"))
    found = read_exiftool(tool, Path(os.path.relpath(tmp_path)) / "-a.jpg")
    assert [each.text for each in found.stated if each.kind is StatedKind.DEVICE] == ["Acme One"]
