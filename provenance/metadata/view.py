"""An investigator's view of one file: when, where, with what, through which programs, and what was taken out of it.

Values that several places state alike are told once with all their places; values that differ stand side by side.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from provenance.metadata.described import described
from provenance.metadata.signatures import Sign, missing, signs
from provenance.model import CalendarDay, Instant, Probe, Stated, StatedKind, Timestamp

__all__ = ["Value", "View", "spelled_time", "view_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value with every place that states it."""

    words: str
    stated: tuple[Stated, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """``QuickTime mvhd: creation_time``, each once."""
        return tuple(dict.fromkeys(f"{each.source}: {each.key}" for each in self.stated))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the metadata comes to. All of it is the file's word, but for ``missing`` and the signs."""

    captured: tuple[Value, ...]
    created: tuple[Value, ...]
    """When containers were written."""
    modified: tuple[Value, ...]
    places: tuple[Value, ...]
    named_places: tuple[Value, ...]
    """By name only."""
    devices: tuple[Value, ...]
    authors: tuple[Value, ...]
    captions: tuple[Value, ...]
    first_written: tuple[Value, ...]
    """Coders of pictures and sound: the trace that survives a new container."""
    last_written: tuple[Value, ...]
    """Programs that wrote the container or its tags."""
    signs: tuple[Sign, ...]
    """Signatures that the file is consistent with."""
    missing: tuple[str, ...]
    """What a camera usually writes and is not there."""
    stripped: str
    """What the two together come to, in words; empty where nothing is missing."""


def view_of(probe: Probe, name: str = "") -> View:
    """The view of ``probe``; ``name`` is the one that the file came with."""
    found, absent = signs(probe, name), missing(probe)
    stated = (*probe.stated, *described(probe.tags))

    def values(kind: StatedKind) -> tuple[Value, ...]:
        return _values(each for each in stated if each.kind is kind)

    return View(
        captured=values(StatedKind.CAPTURED),
        created=values(StatedKind.CREATED),
        modified=values(StatedKind.MODIFIED),
        places=values(StatedKind.PLACE),
        named_places=values(StatedKind.PLACE_NAME),
        devices=values(StatedKind.DEVICE),
        authors=values(StatedKind.AUTHOR),
        captions=values(StatedKind.CAPTION),
        first_written=values(StatedKind.CODER),
        last_written=values(StatedKind.SOFTWARE),
        signs=found,
        missing=absent,
        stripped=_stripped(found, absent),
    )


def _values(stated: Iterable[Stated]) -> tuple[Value, ...]:
    groups: dict[str, list[Stated]] = {}
    words: dict[str, str] = {}
    for each in stated:
        spelled = _spelled(each)
        if spelled:
            key = spelled.casefold()
            words.setdefault(key, spelled)
            groups.setdefault(key, []).append(each)
    return tuple(Value(words=words[key], stated=tuple(group)) for key, group in groups.items())


def _spelled(stated: Stated) -> str:
    if stated.place is not None:
        radius = f" ± {stated.place.radius_m:.0f} m" if stated.place.radius_m else ""
        return f"{stated.place.lat:.5f}, {stated.place.lon:.5f}{radius}"
    return spelled_time(stated.when) if stated.when is not None else stated.text


def spelled_time(when: Timestamp) -> str:
    """With what is known of the zone, in words."""
    if isinstance(when, CalendarDay):
        return f"{when.value.isoformat()}, the day only"
    if not isinstance(when, Instant):
        return f"{when.value.isoformat(' ', 'seconds')}, no zone stated"
    hours = when.stated.strftime("%z")
    here = f", stated as {when.stated.strftime('%H:%M')} at UTC{hours[:3]}:{hours[3:]}" if when.offset else ""
    return f"{when.value.replace(tzinfo=None).isoformat(' ', 'seconds')} UTC{here}"


def _stripped(found: tuple[Sign, ...], absent: tuple[str, ...]) -> str:
    if not absent:
        return ""
    platforms = tuple(dict.fromkeys(sign.signature.name for sign in found if sign.signature.platform))
    what = ", ".join(absent)
    if not platforms:
        return f"no {what}: stripped, as platforms and messengers do, or never written; nothing tells by whom"
    weak = all(sign.signature.weak for sign in found if sign.signature.platform)
    how = "by its name only, " if weak else ""
    return f"no {what}: stripped, {how}consistent with {' or '.join(platforms)}"
