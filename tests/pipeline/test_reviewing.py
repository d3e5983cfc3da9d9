"""Decisions of people: each kept with its name, the latest stands, and what is taken back gives way to what was before."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from provenance import chain
from provenance import model as m
from provenance.errors import UsageError
from provenance.pipeline import reviewing
from provenance.pipeline.claiming import NewClaim
from provenance.pipeline.custody import log
from provenance.pipeline.run import Run
from provenance.pipeline.snapshot import take
from provenance.store.case import Case
from provenance.store.verifying import verify_case
from tests.store import values

FILM, OLDER = m.Digest.of(b"film"), m.Digest.of(b"older")
REFERENCE = m.ReferenceId("r00000001")
WITNESS = m.Agent(kind=m.AgentKind.PERSON, name="A. Witness")


def found(relation: m.MatchRelation) -> m.Match:
    stretch = m.TimeRange(start=Fraction(0), end=Fraction(4))
    return m.Match(
        query=FILM,
        compared=m.Compared(digest=OLDER, name="older.mp4", library="archive"),
        relation=relation,
        score=0.9,
        threshold=0.5,
        algorithm="test",
        version="1",
        segments=(m.Segment(query=stretch, compared=stretch),),
    )


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with Case.open(tmp_path / "case", create=True) as case, case.exclusive():
        with case.commit(values.activity()) as write:
            write.reading(values.reading())
        file = m.KeptFile(digest=FILM, role=m.FileRole.MEDIA, size=4, name="film.mp4", suffix=".mp4")
        probe = m.Probe(digest=FILM, container="mp4", duration=Fraction(9), streams=())
        with case.commit(values.activity(m.ActivityKind.ACQUIRE, number=2)) as write:
            write.acquisition(m.Acquisition(reference=REFERENCE, files=(file,), at=values.NOW), (file,))
            write.probe(probe)
        with case.commit(values.activity(m.ActivityKind.MATCH, number=3)) as write:
            write.comparison(FILM, "archive", "1", (found(m.MatchRelation.SAME_FOOTAGE), found(m.MatchRelation.SAME_SOUND)))
        yield Run(case=case)


def standing(run: Run) -> chain.Standing:
    return chain.Standing.of(take(run.case, at=values.NOW).reviews)


def verdict(run: Run) -> m.MatchVerdict | None:
    return standing(run).verdict(found(m.MatchRelation.SAME_FOOTAGE))


def test_the_latest_verdict_stands_and_undo_brings_back_the_one_before(run: Run) -> None:
    footage = m.MatchRelation.SAME_FOOTAGE
    reviewing.decide_match(run, str(FILM), str(OLDER), m.MatchVerdict.CONFIRMED, relation=footage, by="Ana")
    # From the other side it is the same finding.
    second = reviewing.decide_match(run, OLDER.value, FILM.value, m.MatchVerdict.REJECTED, relation=footage, by="Bo", note="logo")
    assert verdict(run) is m.MatchVerdict.REJECTED
    reviewing.withdraw(run, second.id, by="Bo")
    assert verdict(run) is m.MatchVerdict.CONFIRMED
    assert [(r.by, type(r.matter).__name__) for r in run.case.reviews()] == [
        ("Ana", "MatchDecision"),
        ("Bo", "MatchDecision"),
        ("Bo", "Withdrawal"),
    ]
    with pytest.raises(UsageError, match="taken back already"):
        reviewing.withdraw(run, second.id, by="Ana")


def test_of_several_findings_one_has_to_be_named(run: Run) -> None:
    with pytest.raises(UsageError, match="found same_footage, same_sound"):
        reviewing.decide_match(run, str(FILM), str(OLDER), m.MatchVerdict.CONFIRMED, by="Ana")


def test_files_are_found_by_the_beginning_of_their_digests(run: Run) -> None:
    ends = FILM.value[:10], f"sha256:{OLDER.value[:10]}"
    reviewing.decide_match(run, *ends, m.MatchVerdict.CONFIRMED, relation=m.MatchRelation.SAME_FOOTAGE, by="Ana")
    assert verdict(run) is m.MatchVerdict.CONFIRMED
    with pytest.raises(UsageError, match="found none"):
        reviewing.decide_match(run, "0000000", str(OLDER), m.MatchVerdict.CONFIRMED, by="Ana")


def test_a_rejected_match_makes_no_edge_and_one_of_the_scene_neither(run: Run) -> None:
    def edges() -> set[str]:
        return {e.relation.value for e in take(run.case, at=values.NOW).derivations if str(FILM) in {e.child, e.parent}}

    assert "alternateOf" in edges()
    for each in (m.MatchVerdict.REJECTED, m.MatchVerdict.SAME_SCENE):
        reviewing.decide_match(run, str(FILM), str(OLDER), each, relation=m.MatchRelation.SAME_FOOTAGE, by="Ana")
        assert "alternateOf" not in edges()
    snapshot = take(run.case, at=values.NOW)
    assert [match.relation.value for match in snapshot.matches] == ["same_footage", "same_sound"]
    assert [match.relation.value for match in chain.as_reviewed(snapshot).matches] == ["same_scene", "same_sound"]


def test_a_claim_about_a_stretch_of_a_file(run: Run) -> None:
    new = NewClaim(
        kind=m.ClaimKind.FILMED_AT,
        value="the old bridge",
        speaker=WITNESS,
        quote="I think it is the old bridge",
        hedge="I think",
        level=m.HedgeLevel.PROBABLE,
        url="https://example.invalid/post",
        segment=m.TimeRange(start=Fraction(1), end=Fraction(3)),
    )
    one = reviewing.add_claim(run, new, about=FILM.value[:8], by="Ana")
    two = reviewing.add_claim(run, new, about=str(FILM), by="Ana")
    (claim,) = standing(run).entered
    assert (claim.about, claim.status, claim.hedges[0].scope) == (FILM, m.ClaimStatus.HEDGED, m.HedgeScope.PLACE)
    assert claim.segment == new.segment
    assert claim in chain.all_claims(take(run.case, at=values.NOW))
    reviewing.withdraw(run, two.id, by="Ana")
    reviewing.withdraw(run, one.id, by="Ana")
    assert standing(run).entered == ()


def test_what_cannot_be_is_refused_and_nothing_is_written(run: Run) -> None:
    before = len(run.case.activities())
    new = NewClaim(kind=m.ClaimKind.SHOWS, value="a fire", speaker=WITNESS)
    late = NewClaim(
        kind=m.ClaimKind.SHOWS, value="a fire", speaker=WITNESS, segment=m.TimeRange(start=Fraction(8), end=Fraction(20))
    )
    bare = NewClaim(kind=m.ClaimKind.SHOWS, value="a fire", speaker=WITNESS, hedge="maybe")
    for wrong, match in (
        (lambda: reviewing.add_claim(run, new, about="r9", by="Ana"), "found none"),
        (lambda: reviewing.add_claim(run, new, about="r0", by="  "), "the reviewer's name"),
        (lambda: reviewing.add_claim(run, late, about=str(FILM), by="Ana"), r"lasts 9\.0 s"),
        (lambda: reviewing.add_claim(run, bare, about="r0", by="Ana"), "taken for"),
        (lambda: reviewing.take_stance(run, "c00000001", m.Stance.SUPPORTS, by="Ana"), "a reason"),
        (lambda: reviewing.take_stance(run, "cffffffff", m.Stance.SUPPORTS, by="Ana", note="x"), "one claim"),
        (lambda: reviewing.withdraw(run, "d0", by="Ana"), "found 0"),
        (lambda: reviewing.decide_reference(run, "r0", m.ReferenceVerdict.SAME_AS, by="Ana"), "same_as"),
    ):
        with pytest.raises(UsageError, match=match):
            wrong()
    assert len(run.case.activities()) == before


def test_stances_of_several_reviewers_stand_side_by_side(run: Run) -> None:
    reviewing.take_stance(run, "c00000001", m.Stance.SUPPORTS, by="Ana", grounds=("https://example.invalid/a",))
    reviewing.take_stance(run, "c00000001", m.Stance.DISPUTES, by="Bo", note="the account is newer than the clip")
    reviewing.take_stance(run, "c0000", m.Stance.DISPUTES, by="Ana", note="seen again")
    stances = standing(run).stances[m.ClaimId("c00000001")]
    assert [(r.by, r.matter.stance.value) for r in stances if isinstance(r.matter, m.ClaimStance)] == [
        ("Bo", "disputes"),
        ("Ana", "disputes"),
    ]


def test_mention_category_and_geolocation(run: Run) -> None:
    reviewing.decide_reference(run, "r0000", m.ReferenceVerdict.REJECTED, by="Ana", note="a painting is meant")
    reviewing.categorise(run, "r0000", m.MediaCategory.DECONTEXTUALIZED, by="Ana", original_url="https://example.invalid/first")
    place = m.Geolocation(
        id=m.GeolocationId(""), about=None, claimant=WITNESS, camera=m.Point(lat=44.1, lon=28.6), radius_m=20.0, place="quay 5"
    )
    reviewing.locate(run, place, about=FILM.value[:6], by="Ana")
    reviewing.locate(run, place, about=str(FILM), by="Bo")
    now = standing(run)
    assert now.rejected(REFERENCE)
    assert [r.by for r in now.categories.values()] == ["Ana"]
    assert [(g.about, r.by) for g, r in zip(now.located, now.geolocations, strict=True)] == [(FILM, "Bo")]


def test_the_log_names_who_decided_and_the_case_verifies(tmp_path: Path, run: Run) -> None:
    folder = run.case.folder
    reviewing.decide_reference(run, "r0000", m.ReferenceVerdict.CONFIRMED, by="Ana  Petrova")
    with run.case.commit(values.activity(number=9)):
        pass
    lines = log(folder)
    assert [entry.line.by for entry in lines[-2:]] == ["Ana Petrova", ""]
    assert lines[-2].line.subject == "reference r00000001"
    assert not verify_case(folder).findings
