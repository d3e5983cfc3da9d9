"""What a person decides enters the case here: each decision is an activity with the reviewer's name, and one entry.

Nothing is replaced or deleted. Of several decisions about one thing the latest stands, and :func:`withdraw` takes one
back by an entry of its own (:class:`provenance.chain.Standing` reads them). Each function wants the reviewer's name
(``by``) and takes a reason (``note``).
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from provenance import platforms
from provenance.chain import Standing
from provenance.chain.archived import archive_claims
from provenance.errors import InputError, UsageError
from provenance.geolocations import EXCHANGES, Item
from provenance.model import (
    ActivityKind,
    CategoryDecision,
    ClaimEntry,
    ClaimId,
    ClaimStance,
    Digest,
    Geolocation,
    GeolocationEntry,
    GeolocationId,
    MatchDecision,
    MatchRelation,
    MatchVerdict,
    Matter,
    MediaCategory,
    ReferenceDecision,
    ReferenceId,
    ReferenceVerdict,
    Review,
    ReviewId,
    Stance,
    TimeRange,
    Withdrawal,
    stable_id,
)
from provenance.pipeline.claiming import NewClaim, claim_of
from provenance.pipeline.run import Run, new_activity_id, now
from provenance.pipeline.single import require_file
from provenance.pipeline.snapshot import reference_records
from provenance.store.case import Case
from provenance.store.scene import scene_now

__all__ = [
    "account_name",
    "add_claim",
    "categorise",
    "decide_match",
    "decide_reference",
    "decisions",
    "find_claim",
    "find_subject",
    "import_geolocations",
    "locate",
    "take_stance",
    "withdraw",
]

T = TypeVar("T")
MAX_LIST = 100_000_000
"""Bytes of a list of geolocations."""


def decide_match(
    run: Run,
    one: str,
    other: str,
    verdict: MatchVerdict,
    *,
    by: str,
    relation: MatchRelation | None = None,
    note: str = "",
) -> Review:
    """Confirm or reject a match between two files (digests or their beginnings), or say that they show but the same scene.

    ``relation`` names the finding where there are several between the two.

    Raises:
        UsageError: no such match, or several; no name.
    """
    ends = _matched(run, one), _matched(run, other)
    found = {match.relation: match for match in run.case.matches_between(*ends)}
    kept = [match for kind, match in found.items() if relation in {None, kind}]
    if len(kept) != 1:
        listed = ", ".join(found) or "none"
        raise UsageError(f"{ends[0].short} and {ends[1].short}: expected one match between them, found {listed}")
    return _record(run, MatchDecision.of(kept[0], verdict), by=by, note=note)


def decide_reference(
    run: Run, reference: str, verdict: ReferenceVerdict, *, by: str, same_as: str | None = None, note: str = ""
) -> Review:
    """Say whether words mean a video at all, or that they mean the same video as the reference ``same_as``.

    Raises:
        UsageError: no such reference; ``same_as`` without its verdict, or the verdict without it; no name.
    """
    name, other = _reference(run, reference), _reference(run, same_as) if same_as else None
    matter = _valid(lambda: ReferenceDecision(reference=name, verdict=verdict, same_as=other))
    return _record(run, matter, by=by, note=note)


def add_claim(run: Run, new: NewClaim, *, about: str | None, by: str, note: str = "") -> Review:
    """Write down what somebody said about a reference, a file or a stretch of a file.

    Raises:
        UsageError: nothing such in the case; a stretch outside the file; a hedge without its level; no name.
    """
    subject = find_subject(run, about) if about else None
    _check_segment(run, subject, new.segment)
    claim = claim_of(new, about=subject)
    return _record(run, ClaimEntry(claim=claim), by=by, note=note)


def take_stance(run: Run, claim: str, stance: Stance, *, by: str, grounds: tuple[str, ...] = (), note: str = "") -> Review:
    """Support or dispute a claim; ``grounds`` are ids, digests and addresses that it rests on.

    Raises:
        UsageError: no such claim; no name; neither a reason nor grounds.
    """
    if not note and not grounds:
        raise UsageError(f"{claim}: expected a reason (a note) or grounds for what you say of the claim, found neither")
    matter = ClaimStance(claim=find_claim(run, claim), stance=stance, grounds=grounds)
    return _record(run, matter, by=by, note=note)


def categorise(
    run: Run,
    about: str,
    category: MediaCategory,
    *,
    by: str,
    original_url: str = "",
    original_context: str = "",
    note: str = "",
) -> Review:
    """Set the MediaReview category of a reference or file; no program ever does.

    Raises:
        UsageError: nothing such in the case; no name.
    """
    matter = CategoryDecision(
        about=find_subject(run, about), category=category, original_url=original_url, original_context=original_context
    )
    return _record(run, matter, by=by, note=note)


def locate(run: Run, geolocation: Geolocation, *, about: str | None = None, by: str, note: str = "") -> Review:
    """Keep a geolocation record. Its id is given here, from what it is about and who claims it; what it had is not used.

    ``about`` is the reference or file (an id or its beginning); ``None`` keeps the record's own.

    Raises:
        UsageError: nothing such in the case; a stretch outside the file; no name.
    """
    subject = find_subject(run, about or str(geolocation.about)) if about or geolocation.about else None
    _check_segment(run, subject, geolocation.segment)
    return _keep(run, replace(geolocation, about=subject), by=by, note=note)


def _keep(run: Run, record: Geolocation, *, by: str, note: str) -> Review:
    return _record(run, GeolocationEntry(geolocation=replace(record, id=geolocation_id(record))), by=by, note=note)


def import_geolocations(
    run: Run, path: Path, *, about: str | None = None, camera: bool = False, by: str, note: str = ""
) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    """Keep every record of a list (CSV, GeoJSON, KML); what was kept, and why the rest was not.

    A record is about ``about``, or the reference that has its media's address, or what the list itself names of this
    case, or nothing in it. A record that stands already is not kept twice.

    Raises:
        InputError: no such list.
        UsageError: nothing such in the case; no name.
    """
    subject = find_subject(run, about) if about else None
    known = {found.id for found in Standing.of(run.case.reviews()).located}
    posts = run.case.addresses()
    kept, problems = [], []
    for item in _items(path, camera=camera):
        if item.record is None:
            problems.append(f"{path}: {item.where}: {item.problem}")
            continue
        named = item.record.about if item.record.about and run.case.names_like(str(item.record.about)) else None
        record = replace(item.record, about=subject or named or posts.get(_canonical(item.record.media_url)))
        if geolocation_id(record) not in known:
            kept.append(_keep(run, record, by=by, note=note or f"from {path.name}, {item.where}"))
            known.add(geolocation_id(record))
    return tuple(kept), tuple(problems)


def _items(path: Path, *, camera: bool) -> tuple[Item, ...]:
    form = next((each for each in EXCHANGES if path.suffix.lower() in each.suffixes), None)
    if form is None:
        known = ", ".join(suffix for each in EXCHANGES for suffix in each.suffixes)
        raise InputError(f"{path}: expected a list of geolocations ({known})")
    require_file(path)
    if path.stat().st_size > MAX_LIST:
        raise InputError(f"{path}: expected at most {MAX_LIST} bytes, found {path.stat().st_size}")
    try:
        return tuple(form.read(path.read_bytes(), camera))
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error


def _canonical(url: str) -> str:
    known = platforms.recognise(url) if url else None
    return known.url if known else url


def geolocation_id(value: Geolocation) -> GeolocationId:
    """The same record told again has the same id: of its subject, claimant, points and address."""
    parts = (value.about, value.claimant, value.camera, value.subject, value.claim_url, value.media_url)
    return GeolocationId(stable_id("g", *parts))


def withdraw(run: Run, review: str, *, by: str, note: str = "") -> Review:
    """Take a decision back: what stood before it stands again. Both stay in the case.

    Raises:
        UsageError: no such decision, or already taken back; no name.
    """
    reviews = run.case.reviews()
    found = [each for each in reviews if each.id.startswith(review) and not isinstance(each.matter, Withdrawal)]
    if not review or len(found) != 1:
        raise UsageError(f"{review}: expected the id of one decision of this case, found {len(found)}")
    if found[0].id in Standing.of(reviews).withdrawn:
        raise UsageError(f"{found[0].id}: expected a decision that stands, found one that was taken back already")
    return _record(run, Withdrawal(review=found[0].id), by=by, note=note)


def decisions(case: Path) -> tuple[tuple[Review, ...], Standing]:
    """Every decision in ``case``, oldest first, and what stands of them.

    Raises:
        CaseError: no case.
    """
    with Case.consult(case) as opened:
        reviews = opened.reviews()
    return reviews, Standing.of(reviews)


def account_name() -> str:
    """The name of whoever works on this machine, as the custody log has it."""
    return scene_now().actor


def find_subject(run: Run, start: str) -> ReferenceId | Digest:
    """The reference or media file whose id or digest begins with ``start``.

    Raises:
        UsageError: none or several do.
    """
    found = run.case.names_like(start) if start else ()
    if len(found) != 1:
        listed = "".join(f"\n  {each}" for each in found[:20])
        raise UsageError(f"{start}: expected a reference or media file of this case, found {len(found) or 'none'}{listed}")
    return found[0]


def find_claim(run: Run, start: str) -> ClaimId:
    """The claim whose id begins with ``start``, whether it was read, written down or follows from an archive's word.

    Raises:
        UsageError: none or several do.
    """
    entered = [claim.id for claim in Standing.of(run.case.reviews()).entered if claim.id.startswith(start)]
    archived = [claim.id for claim in archive_claims(reference_records(run.case)) if claim.id.startswith(start)]
    found = dict.fromkeys((*run.case.claims_like(start), *entered, *archived)) if start else {}
    if len(found) != 1:
        raise UsageError(f"{start}: expected the id of one claim of this case, found {len(found) or 'none'}")
    return next(iter(found))


def _record(run: Run, matter: Matter, *, by: str, note: str) -> Review:
    name = " ".join(by.split())
    if not name:
        raise UsageError("expected the reviewer's name: every decision stands in the case with who took it")
    started, activity_id = now(), new_activity_id()
    review = Review(id=ReviewId(stable_id("d", activity_id)), activity=activity_id, by=name, at=started, matter=matter, note=note)
    message = f"{matter.words} ({note})" if note else matter.words
    activity = run.activity(ActivityKind.REVIEW, review.slot, started, message=message, by=name, name=activity_id)
    with run.case.commit(activity) as write:
        write.review(review)
    return review


def _reference(run: Run, start: str) -> ReferenceId:
    found = find_subject(run, start)
    if isinstance(found, Digest):
        raise UsageError(f"{start}: expected a reference, found a media file")
    return found


def _matched(run: Run, start: str) -> Digest:
    found = run.case.matched_like(start) if start else ()
    if len(found) != 1:
        listed = "".join(f"\n  {each}" for each in found[:20])
        raise UsageError(f"{start}: expected the digest of a file that was matched, found {len(found) or 'none'}{listed}")
    return found[0]


def _check_segment(run: Run, about: ReferenceId | Digest | None, segment: TimeRange | None) -> None:
    if segment is None:
        return
    if about is None:
        raise UsageError("expected a reference or media file with the stretch, found none")
    if not Fraction(0) <= segment.start < segment.end:
        raise UsageError(f"{float(segment.start):g}-{float(segment.end):g}: expected a start and a later end in seconds")
    probe = run.case.probes().get(about) if isinstance(about, Digest) else None
    if probe and probe.duration is not None and segment.end > probe.duration + 1:
        raise UsageError(
            f"{float(segment.end):g} s: expected a stretch inside the file, which lasts {float(probe.duration):.1f} s"
        )


def _valid(make: Callable[[], T]) -> T:
    try:
        return make()
    except ValueError as error:
        raise UsageError(str(error)) from error
