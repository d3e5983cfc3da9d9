"""The domain types keep their promises."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from provenance import model as m
from provenance.errors import InputError
from tests.store import values

REFERENCE = values.reading().references[0]
POST = m.Resolution(
    reference=REFERENCE.id, platform=m.Slug("instagram"), platform_id="A", url="https://x/1", note="", at=values.NOW
)
FILES = m.Acquisition(reference=REFERENCE.id, files=(), at=values.NOW)


def tried(url: str, outcome: m.Availability) -> m.Attempt:
    return m.Attempt(
        reference=REFERENCE.id, url=url, tool="t", version="1", outcome=outcome, message="", started=values.NOW, ended=values.NOW
    )


@pytest.mark.parametrize(
    ("resolution", "attempts", "acquisition", "state"),
    [
        (None, (), None, m.ReferenceState.UNRESOLVED),
        (POST, (), None, m.ReferenceState.PENDING),
        (POST, (tried("https://x/1", m.Availability.DELETED),), None, m.ReferenceState.UNAVAILABLE),
        (POST, (tried("https://x/old", m.Availability.DELETED),), None, m.ReferenceState.PENDING),
        (
            POST,
            (tried("https://x/1", m.Availability.DELETED), tried("https://x/1", m.Availability.AVAILABLE)),
            FILES,
            m.ReferenceState.ACQUIRED,
        ),
        (None, (), m.Acquisition(reference=REFERENCE.id, files=(), at=values.NOW, by_hand=True), m.ReferenceState.ATTACHED),
    ],
)
def test_state(resolution, attempts, acquisition, state) -> None:
    assert m.state_of(REFERENCE, resolution=resolution, attempts=attempts, acquisition=acquisition) is state


@pytest.mark.parametrize("text", ["", "sha256:", "md5:" + "0" * 64, "sha256:" + "A" * 64, "sha256:" + "0" * 63])
def test_a_digest_is_sha256_in_lower_case(text: str) -> None:
    with pytest.raises(InputError, match="64 lower-case hex digits"):
        m.Digest.parse(text)


def test_a_digest_round_trips_through_its_name() -> None:
    assert m.Digest.parse(str(m.Digest.of(b"x"))) == m.Digest.of(b"x")


def test_a_time_with_a_zone_and_one_without_are_different_types() -> None:
    aware = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="aware"):
        m.Instant(value=aware.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a zone"):
        m.ZonelessTime(value=aware)
    assert str(m.Instant(value=datetime.fromisoformat("2026-01-01T02:00:00+02:00"))) == "2026-01-01T00:00:00Z"


def test_a_place_has_coordinates_on_earth_and_no_zero_radius() -> None:
    with pytest.raises(ValueError, match="latitude"):
        m.Place(name="x", lat=91, lon=0)
    with pytest.raises(ValueError, match="radius"):
        m.Place(name="x", lat=0, lon=0, radius_m=0)


def test_an_interval_prints_as_iso_8601() -> None:
    day = date(2026, 1, 1)
    assert str(m.DateInterval(words="hier")) == ""
    assert str(m.DateInterval(words="x", start=day, end=day)) == "2026-01-01"
    assert str(m.DateInterval(words="x", start=day, end=date(2026, 1, 31))) == "2026-01-01/2026-01-31"


def test_ids_depend_on_every_part_and_its_place() -> None:
    assert m.stable_id("r", "a", "b") == m.stable_id("r", "a", "b")
    assert len({m.stable_id("r", *parts) for parts in (("a", "b"), ("ab",), ("b", "a"), ("a", None, "b"))}) == 4
    m.stable_id("r", "\ud800")


def test_length_of_a_range_is_exact() -> None:
    assert m.TimeRange(start=Fraction(1, 3), end=Fraction(1)).length == Fraction(2, 3)
