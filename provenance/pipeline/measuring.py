"""One media file read by every program that is there: this one, and exiftool where it is installed; also without a case."""

from dataclasses import replace
from pathlib import Path

from provenance import __version__
from provenance.errors import UsageError
from provenance.media import exiftool, said
from provenance.media.found import with_found
from provenance.media.inspection import inspected
from provenance.media.sandbox import Decoders, shared
from provenance.media.trustlist import Trust
from provenance.metadata.values import moment
from provenance.model import (
    Agent,
    AgentKind,
    CalendarDay,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Digest,
    FileRole,
    KeptFile,
    MediaRecord,
    Place,
    Probe,
    Snapshot,
    stable_id,
)
from provenance.pipeline.single import file_digest
from provenance.pipeline.telling import now

__all__ = ["inspect_file", "measured", "readers", "said_place", "said_published"]

STATED_RADIUS = 1_000.0
"""Metres within which a place given as two numbers is meant."""


def measured(decoders: Decoders, path: Path, *, digest: Digest, trust: Trust | None = None) -> Probe:
    """All that can be told of ``path`` without decoding more than a few pictures.

    Raises:
        MediaError: it is no media file, or damaged beyond reading.
    """
    found = decoders.call(inspected, path, digest=digest, trust=trust)
    tool = exiftool.installed()
    return found if tool is None else with_found(found, exiftool.read_exiftool(tool, path))


def readers(found: Probe) -> tuple[tuple[str, str], ...]:
    """The other programs whose answer is in ``found``, with their versions: for the record of the step."""
    tool = exiftool.installed()
    names = (("exiftool", tool.version),) if tool else ()
    return (*names, ("credentials", found.credentials.tool)) if found.credentials else names


def inspect_file(path: Path, *, claims: tuple[Claim, ...] = (), trust: Trust | None = None) -> Snapshot:
    """One file as a case of its own; ``claims`` are what the analyst says of it, about whatever they are.

    Raises:
        MediaError: it is no media file, or damaged beyond reading.
    """
    digest = file_digest(path)
    probe = measured(shared(), path, digest=digest, trust=trust)
    file = KeptFile(digest=digest, role=FileRole.MEDIA, size=path.stat().st_size, name=path.name, suffix=path.suffix)
    return Snapshot(
        case=path.name,
        taken_at=now(),
        program_version=__version__,
        media=(MediaRecord(file=file, references=(), probe=probe),),
        claims=(*said.by_file(probe), *said.by_signer(probe), *(replace(claim, about=digest) for claim in claims)),
    )


def said_published(words: str) -> Claim:
    """The analyst's word for the day of publication.

    Raises:
        UsageError: it is no day.
    """
    when = moment(words)
    if when is None:
        raise UsageError(f"{words!r}: expected a day or time such as 2024-01-31 or 2024-01-31T10:00:00Z")
    day = when.value if isinstance(when, CalendarDay) else when.value.date()
    return _said(ClaimKind.POSTED_ON, words, date=DateInterval(words=words, start=day, end=day))


def said_place(lat: float, lon: float) -> Claim:
    """The analyst's word for the place.

    Raises:
        UsageError: it is no place on Earth.
    """
    try:
        place = Place(name=f"{lat}, {lon}", lat=lat, lon=lon, radius_m=STATED_RADIUS)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return _said(ClaimKind.FILMED_AT, place.name, place=place)


def _said(kind: ClaimKind, words: str, *, date: DateInterval | None = None, place: Place | None = None) -> Claim:
    speaker = Agent(kind=AgentKind.PERSON, name="the analyst")
    name = ClaimId(stable_id("c", speaker, kind, words))
    return Claim(
        id=name, kind=kind, value=words, asserted_by=speaker, status=ClaimStatus.CLAIMED, quote=words, date=date, place=place
    )
