"""What a media file says about itself, as claims with the file, or whoever signed its credentials, as speaker.

Metadata is easily written and as easily lost; it is somebody's word, and stays one. A signature shows whose word it is and
that it was not changed, not that it is true.
"""

from collections.abc import Iterator
from dataclasses import replace

from provenance.model import (
    Agent,
    AgentKind,
    CalendarDay,
    Chapter,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Manifest,
    Place,
    Probe,
    Stated,
    StatedKind,
    Timestamp,
    stable_id,
)

__all__ = ["by_file", "by_signer"]

KINDS = {
    StatedKind.PLACE: ClaimKind.FILMED_AT,
    StatedKind.CAPTURED: ClaimKind.FILMED_ON,
    StatedKind.CREATED: ClaimKind.CREATED_ON,
}
"""In the order in which they are told."""
MADE_BY_MACHINE = frozenset({"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia"})
"""IPTC digital source types of generated pictures."""


def by_file(probe: Probe) -> tuple[Claim, ...]:
    """The file's word on where and when it was filmed, and when it was written, each once, by the first place that says so; and
    on what its chapters show.
    """
    speaker = Agent(kind=AgentKind.FILE, description=f"metadata of {probe.digest}")
    claims: dict[tuple[ClaimKind, str], Claim] = {}
    for kind, claimed in KINDS.items():
        for each in probe.stated:
            words = _words(each) if each.kind is kind else ""
            if words and (claimed, words) not in claims:
                claims[claimed, words] = _claim(probe, speaker, claimed, words, each.quote, place=each.place, when=each.when)
    return (*claims.values(), *(_chapter(probe, speaker, each) for each in probe.chapters if each.title))


def _chapter(probe: Probe, speaker: Agent, chapter: Chapter) -> Claim:
    return replace(_claim(probe, speaker, ClaimKind.SHOWS, chapter.title, chapter.words), segment=chapter.range)


def _words(stated: Stated) -> str:
    if stated.place is not None:
        return f"{stated.place.lat:.6f}, {stated.place.lon:.6f}"
    return str(stated.when) if stated.when is not None else ""


def by_signer(probe: Probe) -> tuple[Claim, ...]:
    """What the file's signed manifest says was done and what it was made from; nothing where the signature does not hold."""
    credentials = probe.credentials
    manifest = credentials.manifest if credentials and credentials.holds else None
    if credentials is None or manifest is None:
        return ()
    speaker = credentials.signer_of(manifest)
    claims = (_claim(probe, speaker, kind, value, quote) for kind, value, quote in _signed(manifest))
    return tuple({claim.id: claim for claim in claims}.values())


def _signed(manifest: Manifest) -> Iterator[tuple[ClaimKind, str, str]]:
    for action in manifest.actions:
        details = (action.description, action.software, action.when, action.source_type)
        quote = "; ".join((action.action, *filter(None, details)))
        kind = ClaimKind.GENERATED_BY_AI if action.source_type in MADE_BY_MACHINE else ClaimKind.EDITED
        yield kind, action.action if kind is ClaimKind.EDITED else action.source_type, quote
    for ingredient in manifest.ingredients:
        quote = "; ".join(filter(None, (ingredient.relationship, ingredient.title, ingredient.instance, ingredient.manifest)))
        yield ClaimKind.MADE_FROM, ingredient.manifest or ingredient.instance or ingredient.title, quote


def _claim(
    probe: Probe,
    speaker: Agent,
    kind: ClaimKind,
    value: str,
    quote: str,
    *,
    place: Place | None = None,
    when: Timestamp | None = None,
) -> Claim:
    return Claim(
        id=ClaimId(stable_id("c", speaker, kind, value, quote)),
        kind=kind,
        value=value,
        asserted_by=speaker,
        status=ClaimStatus.CLAIMED,
        quote=quote,
        about=probe.digest,
        place=place,
        date=_interval(when, value) if when is not None else None,
    )


def _interval(time: Timestamp, words: str) -> DateInterval:
    """The day as written. An instant's day is that of UTC, as the model prints it."""
    day = time.value if isinstance(time, CalendarDay) else time.value.date()
    return DateInterval(words=words, start=day, end=day)
