"""Searches by picture, prepared for the analyst: keyframes of the case to be uploaded, and pictures that platforms show.

Nothing is sent: a keyframe leaves the machine when the analyst gives it to an engine, and is then in that engine's hands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote

from provenance.exporters.engines import picture_engines
from provenance.exporters.searches import Search
from provenance.exporters.wording import ENGLISH, Wording
from provenance.model import Keyframe, MediaRecord, ReferenceRecord, Snapshot
from provenance.platforms.thumbnails import pictures_of

__all__ = ["PictureUpload", "by_address", "language_of", "languages_of", "uploads"]

MOST = 4
"""Keyframes of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureUpload:
    """A keyframe that an engine can be given."""

    time: Fraction
    path: str
    """From the case's folder."""


def uploads(media: MediaRecord) -> tuple[PictureUpload, ...]:
    """A few keyframes of a file from its beginning to its end, as they lie in the case."""
    return tuple(PictureUpload(time=frame.time, path=_path(frame)) for frame in _spread(media.keyframes))


def _spread(frames: Sequence[Keyframe]) -> Sequence[Keyframe]:
    if len(frames) <= MOST:
        return frames
    return [frames[round(number * (len(frames) - 1) / (MOST - 1))] for number in range(MOST)]


def _path(frame: Keyframe) -> str:
    """As ``store/blobs.py`` lays pictures."""
    return f"pictures/{frame.picture.place('.webp')}"


def by_address(record: ReferenceRecord, language: str | None, say: Wording = ENGLISH) -> Iterator[Search]:
    """Searches for the pictures that a platform shows of a post to everyone; often still there when the video is gone."""
    found = record.resolution.platform_id if record.resolution else record.reference.platform_id
    for number, picture in enumerate(pictures_of(record.platform, found or ""), start=1):
        for engine in picture_engines(language):
            if engine.by_address:
                label = say("{engine}, the platform’s picture {number}", engine=engine.name, number=number)
                yield Search(label=label, url=engine.by_address.format(quote(picture, safe="")))


def languages_of(snapshot: Snapshot) -> dict[str, str | None]:
    """Reference id to the language of the article that cites it."""
    return {str(r.reference.id): a.reading.article.language for a in snapshot.articles for r in a.references}


def language_of(media: MediaRecord, languages: Mapping[str, str | None]) -> str | None:
    """That of the first article that cites ``media``."""
    return next((languages[name] for name in media.references if name in languages), None)
