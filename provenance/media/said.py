"""What a media file says about itself, as claims with the file as speaker.

Metadata is easily written and as easily lost; it is somebody's word, and stays one.
"""

from provenance.media.stated import created
from provenance.model import (
    Agent,
    AgentKind,
    CalendarDay,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Instant,
    Place,
    Probe,
    Tag,
    Timestamp,
    stable_id,
)

__all__ = ["by_file"]

PLACE_KEYS = ("location", "xyz", "gpslatitude", "gpslongitude")
TIME_KEYS = ("creat", "date", "day")


def by_file(probe: Probe) -> tuple[Claim, ...]:
    """The file's word on where and when it was filmed."""
    speaker = Agent(kind=AgentKind.FILE, description=f"metadata of {probe.digest}")
    claims = [
        _claim(probe, speaker, ClaimKind.FILMED_ON, str(time), _time_quote(probe, time), when=time) for time in probe.created
    ]
    place = probe.location
    if place is not None:
        words = f"{place.lat:.6f}, {place.lon:.6f}"
        claims.insert(0, _claim(probe, speaker, ClaimKind.FILMED_AT, words, _place_quote(probe, words), place=place))
    return tuple({claim.id: claim for claim in claims}.values())


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


def _place_quote(probe: Probe, words: str) -> str:
    parts = [_shown(tag) for tag in probe.tags if any(key in tag.key.lower() for key in PLACE_KEYS) and "accuracy" not in tag.key]
    return "; ".join(list(dict.fromkeys(parts))[:4]) or f"location={words}"


def _time_quote(probe: Probe, time: Timestamp) -> str:
    """The first tag that states this very time, as "key=value"; EXIF states the zone in a tag of its own."""
    stating = [tag for tag in probe.tags if any(key in tag.key.lower() for key in TIME_KEYS)]
    stating.sort(key=lambda tag: "creationdate" not in tag.key.lower())  # the camera's own key before FFmpeg's reading
    exact = next((tag for tag in stating if time in created((tag,), mp4=False)), None)
    if exact is None and not isinstance(time, Instant):
        exact = next((tag for tag in stating if _digits(tag.value) == _digits(str(time))), None)
    if exact is not None:
        return _shown(exact)
    exif = (tag for tag in probe.tags if tag.source == "EXIF" and any(key in tag.key for key in ("DateTime", "OffsetTime")))
    return "; ".join(_shown(tag) for tag in exif) or f"creation_time={time}"


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _shown(tag: Tag) -> str:
    return f"{tag.key}={tag.value}"
