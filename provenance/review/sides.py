"""What is shown of a file: how the browser gets it, and what the players need to know of it."""

from fractions import Fraction

from provenance.exporters.json_values import Json, Object, seconds
from provenance.exporters.wording import ENGLISH
from provenance.media.playable import browser_type
from provenance.model import Compared, Digest, Keyframe, MediaRecord, Probe

__all__ = ["case_side", "library_side", "picture_address", "shown_by"]

DEFAULT_RATE = Fraction(25)
QUARTER = frozenset({90, 270})


def picture_address(digest: Digest) -> str:
    """Where the page finds a small picture of the case."""
    return f"/picture/{digest.value}"


def case_side(media: MediaRecord) -> Object:
    """A file of the case."""
    cited = f"cited as {', '.join(media.references)}" if media.references else "no reference"
    where = f"{ENGLISH.size(media.file.size)}, {cited}"
    return _side(media.file.digest, media.file.name, where=where, probe=media.probe, pictures=media.keyframes, at_hand=True)


def library_side(compared: Compared, probe: Probe | None) -> Object:
    """Footage seen before; ``probe`` where its file is at hand."""
    side = _side(
        compared.digest,
        compared.name,
        where=f"library {compared.library}",
        probe=probe,
        pictures=(),
        at_hand=probe is not None,
    )
    duration = seconds(compared.duration)
    return {**side, "note": compared.note, "duration": side["duration"] or duration}


def shown_by(probe: Probe | None) -> str:
    """``film`` (as it is), ``copy`` (a copy is made for the browser), ``picture`` or ``none`` (no picture in it)."""
    if probe is None or not any(stream.kind == "video" for stream in probe.streams):
        return "none"
    kind = browser_type(probe)
    if probe.still:
        return "picture" if kind else "frame"
    return "film" if kind and kind.startswith("video/") else "copy"


def _side(digest: Digest, name: str, *, where: str, probe: Probe | None, pictures: tuple[Keyframe, ...], at_hand: bool) -> Object:
    video = probe.video if probe else None
    turned = video is not None and video.rotation in QUARTER
    sides = (video.width or 0, video.height or 0) if video else (0, 0)
    width, height = reversed(sides) if turned else sides
    rate = (video.frame_rate if video else None) or DEFAULT_RATE
    strip: list[Json] = [{"time": seconds(frame.time), "picture": picture_address(frame.picture)} for frame in pictures]
    return {
        "digest": str(digest),
        "name": name or digest.short,
        "where": where,
        "show": shown_by(probe) if at_hand else "none",
        "media": f"/media/{digest.value}",
        "copy": f"/copy/{digest.value}",
        "frame": f"/frame/{digest.value}",
        "duration": seconds(probe.duration) if probe else None,
        "rate": [rate.numerator, rate.denominator],
        "width": width,
        "height": height,
        "codec": video.codec if video else "",
        "strip": strip,
        "warnings": list(probe.warnings) if probe else [],
    }
