"""Contradictions that people's records make: the sun against a stated light, geolocations, the same footage under two stories."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from provenance import model as m
from provenance.chain import Contradiction, ContradictionKind, contradictions
from provenance.cli.tables import print_snapshot
from provenance.exporters.json_report import render
from tests.exporters import sample

NIGHT = m.Instant(value=datetime(2026, 3, 7, 22, 30, tzinfo=UTC))


def found(kind: ContradictionKind, *reviews: m.Review, case: m.Snapshot | None = None) -> list[Contradiction]:
    case = replace(case or sample.snapshot(), reviews=reviews)
    return [each for each in contradictions(case) if each.kind is kind]


def located(**more: object) -> m.Review:
    return sample.review(18, m.GeolocationEntry(geolocation=replace(sample.geolocation(), **more)))  # type: ignore[arg-type]


def filmed(start: m.Instant, **more: object) -> m.Review:
    moments = m.InstantInterval(start=start, end=start)
    claim = replace(sample.entered(), kind=m.ClaimKind.FILMED_ON, place=None, moments=moments, **more)  # type: ignore[arg-type]
    return sample.review(16, m.ClaimEntry(claim=claim))


def test_day_at_night_is_a_contradiction_with_both_sides_and_the_sun() -> None:
    seen = replace(sample.geolocation().chronolocation or m.Chronolocation(), light=m.Light.DAY)
    (collision,) = found(ContradictionKind.SUN, located(chronolocation=seen))
    assert [side.speaker for side in collision.sides] == ["@cranespotter", "@cranespotter", "computed"]
    assert "below the horizon, yet it is filmed by day" in collision.statement
    assert "elevation -50" in collision.sides[2].statement


def test_only_if_a_person_states_the_light() -> None:
    silent = replace(sample.geolocation().chronolocation or m.Chronolocation(), light=None)
    assert found(ContradictionKind.SUN, located()) == [], "by night, at night"
    assert found(ContradictionKind.SUN, located(chronolocation=silent)) == []
    assert found(ContradictionKind.SUN, located(chronolocation=None)) == []
    day = replace(silent, light=m.Light.DAY)
    assert found(ContradictionKind.SUN, located(chronolocation=day, status=m.GeolocationStatus.REFUTED)) == []


def test_another_speakers_time_is_held_against_the_stated_light() -> None:
    seen = located(chronolocation=m.Chronolocation(light=m.Light.DAY))
    (collision,) = found(ContradictionKind.SUN, seen, filmed(NIGHT))
    assert (collision.sides[0].speaker, collision.sides[0].claim) == ("Y. Bystander", "c00000201")
    assert collision.sides[1].speaker == "@cranespotter"
    noon = m.Instant(value=NIGHT.value + timedelta(hours=12))
    assert found(ContradictionKind.SUN, seen, filmed(noon)) == []
    assert found(ContradictionKind.SUN, seen, filmed(NIGHT, status=m.ClaimStatus.DENIED)) == []


def test_a_geolocation_stands_against_a_place_that_is_claimed() -> None:
    (collision,) = found(ContradictionKind.PLACES, located())
    assert "geolocated at quay 4 of Novi Brod (44.100200, 17.201100)" in {side.statement for side in collision.sides}
    far = located(camera=m.Point(lat=10.0, lon=10.0), subject=None)
    (collision,) = found(ContradictionKind.PLACES, far)
    assert "10.000000, 10.000000" in collision.statement


def test_the_same_footage_under_two_stories() -> None:
    clip = sample.match()
    other = replace(clip, compared=replace(clip.compared, digest=sample.ATTACHED))
    case = replace(sample.snapshot(), matches=(other, replace(other, query=sample.ATTACHED)))
    days = m.DateInterval(words="in 2019", start=date(2019, 5, 1), end=date(2019, 5, 2))
    old = replace(
        sample.entered(), id=m.ClaimId("c00000301"), kind=m.ClaimKind.HAPPENED, about=sample.ATTACHED, place=None, date=days
    )
    (collision,) = found(ContradictionKind.ANOTHER_STORY, sample.review(30, m.ClaimEntry(claim=old)), case=case)
    assert {side.claim for side in collision.sides} == {"c00000001", "c00000301"}
    rejected = sample.review(31, m.MatchDecision.of(other, m.MatchVerdict.REJECTED))
    assert found(ContradictionKind.ANOTHER_STORY, sample.review(30, m.ClaimEntry(claim=old)), rejected, case=case) == []


def test_old_footage_under_a_new_story_is_told_first_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    case = sample.snapshot()
    assert [each["kind"] for each in json.loads(render(case))["reused"]] == ["earlier_footage", "posted_before"]
    print_snapshot(case)
    first = " ".join(capsys.readouterr().out.split())
    assert first.startswith("Old footage, new story: r00000001: The same footage was known by 14 August 2023")
