"""What a file says about itself, as claims with the file as speaker."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from provenance.media.probe import probe
from provenance.media.said import by_file
from provenance.model import AgentKind, ClaimKind, ClaimStatus, Digest, Probe
from tests.media.small import film, photo


def test_a_silent_file_claims_nothing() -> None:
    assert by_file(Probe(digest=Digest.of(b"x"), container="mp4", duration=None, streams=())) == ()


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_chapters_are_claimed_by_the_file_of_their_stretches(tmp_path: Path, suffix: str) -> None:
    path = film(tmp_path / f"a.{suffix}", chapters=((0, 400, "Smoke over the port"), (400, 1000, "")))
    measured = probe(path, digest=Digest.of(path.read_bytes()))
    assert [(each.range.start, each.range.end, each.title) for each in measured.chapters] == [
        (0, Fraction(2, 5), "Smoke over the port"),
        (Fraction(2, 5), 1, ""),
    ]
    (claim,) = [claim for claim in by_file(measured) if claim.kind is ClaimKind.SHOWS]
    assert (claim.value, claim.segment, claim.about) == ("Smoke over the port", measured.chapters[0].range, measured.digest)
    assert claim.asserted_by.kind is AgentKind.FILE


def test_place_and_times_are_claimed_by_the_file(tmp_path: Path) -> None:
    keys = {
        "com.apple.quicktime.location.ISO6709": "+48.9483+038.4917/",
        "com.apple.quicktime.creationdate": "2022-06-20T01:30:00+0300",
    }
    path = film(tmp_path / "a.mov", options={"movflags": "use_metadata_tags"}, creation_time="2022-06-19T22:30:00Z", **keys)
    digest = Digest.of(path.read_bytes())
    where, when, *written = by_file(probe(path, digest=digest))
    assert {claim.asserted_by.kind for claim in (where, when, *written)} == {AgentKind.FILE}
    assert where.asserted_by.description == f"metadata of {digest}"
    assert {claim.about for claim in (where, when, *written)} == {digest}
    assert {claim.status for claim in (where, when, *written)} == {ClaimStatus.CLAIMED}
    assert where.kind is ClaimKind.FILMED_AT
    assert where.place is not None
    assert (where.place.name, where.place.lat, where.place.lon) == ("GPS in the file", 48.9483, 38.4917)
    assert where.quote.startswith("com.apple.quicktime.location.ISO6709=+48.9483+038.4917/")
    assert (when.kind, when.value, when.quote) == (
        ClaimKind.FILMED_ON,
        "2022-06-19T22:30:00Z",
        "com.apple.quicktime.creationdate=2022-06-20T01:30:00+0300",
    )
    assert when.date is not None
    assert (when.date.start, when.date.end, when.date.words) == (date(2022, 6, 19), date(2022, 6, 19), "2022-06-19T22:30:00Z")
    assert {(claim.kind, claim.value, claim.quote) for claim in written} == {
        (ClaimKind.CREATED_ON, "2022-06-19T22:30:00", "creation_time=2022-06-19T22:30:00"),  # mvhd
        (ClaimKind.CREATED_ON, "2022-06-19T22:30:00Z", "creation_time=2022-06-19T22:30:00Z"),  # a key of that name
    }


def test_exif_states_the_zone_beside_the_time(tmp_path: Path) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(photo(taken="2022:06:19 14:05:07", offset="+03:00"))
    (claim,) = by_file(probe(path, digest=Digest.of(b"p")))
    assert claim.value == str(datetime(2022, 6, 19, 11, 5, 7, tzinfo=UTC).isoformat()).replace("+00:00", "Z")
    assert "EXIF DateTimeOriginal=2022:06:19 14:05:07" in claim.quote
    assert "EXIF OffsetTimeOriginal=+03:00" in claim.quote


def test_ids_are_stable_and_distinct(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", creation_time="2022-06-19T22:30:00Z", date="2022-06-19")
    once, again = (by_file(probe(path, digest=Digest.of(b"p"))) for _ in range(2))
    assert once == again
    assert len({claim.id for claim in once}) == len(once) == 2
    assert all(claim.id.startswith("c") and len(claim.id) == 9 for claim in once)
