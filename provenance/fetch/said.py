"""What a platform says about its post, as claims with the platform as speaker."""

from provenance.fetch.platform_info import PlatformInfo
from provenance.model import (
    Agent,
    AgentKind,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Digest,
    ReferenceId,
    Timestamp,
    stable_id,
)

__all__ = ["by_platform"]


def by_platform(info: PlatformInfo, *, about: Digest | ReferenceId, said_at: Timestamp | None) -> tuple[Claim, ...]:
    """The platform's word on who posted ``about``, when, and what its caption and its chapters say it shows.

    Args:
        info: yt-dlp's values.
        about: the reference or the media.
        said_at: when the platform was asked.
    """
    speaker = Agent(kind=AgentKind.PLATFORM, name=info.extractor)
    found = (_posted_by(info), _posted_on(info), _shows(info, "title", info.title), _shows(info, "description", info.description))
    chapters = ((ClaimKind.SHOWS, each.title, each.words, None, each.range) for each in info.chapters)
    return tuple(
        Claim(
            id=ClaimId(stable_id("c", speaker, about, kind, quote)),
            kind=kind,
            value=value,
            asserted_by=speaker,
            status=ClaimStatus.CLAIMED,
            quote=quote,
            about=about,
            date=date,
            said_at=said_at,
            segment=segment,
        )
        for kind, value, quote, date, segment in (*((*each, None) for each in found if each is not None), *chapters)
    )


Part = tuple[ClaimKind, str, str, DateInterval | None]
"""Kind, value, quote ("key=value"), date."""


def _posted_by(info: PlatformInfo) -> Part | None:
    for key, value in (("uploader", info.uploader), ("channel", info.channel), ("uploader_id", info.uploader_id)):
        if value:
            others = (("uploader_id", info.uploader_id), ("uploader_url", info.uploader_url))
            more = "".join(f"; {name}={other}" for name, other in others if other and name != key)
            return ClaimKind.POSTED_BY, value, f"{key}={value}{more}", None
    return None


def _posted_on(info: PlatformInfo) -> Part | None:
    """The time where one is stated, else the day (in UTC, as yt-dlp gives it)."""
    if info.timestamp:
        words, day, key = str(info.timestamp), info.timestamp.value.date(), "timestamp"
    elif info.upload_date:
        words, day, key = str(info.upload_date), info.upload_date.value, "upload_date"
    else:
        return None
    return ClaimKind.POSTED_ON, words, f"{key}={words}", DateInterval(words=words, start=day, end=day)


def _shows(info: PlatformInfo, key: str, value: str | None) -> Part | None:
    """A caption verbatim. A direct file has none: its "title" is yt-dlp's own making from the file name."""
    if not value or info.extractor == "generic" or (key == "description" and value == info.title):
        return None
    return ClaimKind.SHOWS, value, f"{key}={value}", None
