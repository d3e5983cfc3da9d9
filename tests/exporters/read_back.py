"""Reads ``report.json`` back into a snapshot: the proof that the document holds whatever it is made from.

What the document leaves out is named in :func:`lasting`; what follows from the rest (contradictions, next steps, who supports
whom) is passed over, since the exporter computes it again.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timezone
from enum import EnumType
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from provenance import model as m

__all__ = ["lasting", "snapshot_of"]

Found = dict[str, Any]
STATED = {
    "captured": m.StatedKind.CAPTURED,
    "created": m.StatedKind.CREATED,
    "modified": m.StatedKind.MODIFIED,
    "places": m.StatedKind.PLACE,
    "devices": m.StatedKind.DEVICE,
    "coders": m.StatedKind.CODER,
    "writers": m.StatedKind.SOFTWARE,
}
LOST: dict[type[Any], dict[str, Any]] = {
    m.Article: {"blocks": ()},
    m.KeptFile: {"suffix": "", "by_hand": False},
    m.Acquisition: {"url": None},
    m.Match: {"pictures": (), "traces": None},
    m.Activity: {"error": ""},
    m.Snapshot: {"pictures": {}, "towns": ()},
}
"""What ``report.json`` leaves out on purpose: how the text was cut, where the case keeps a file, small pictures, workings."""
MATTERS: dict[str, type[Any]] = {
    "match": m.MatchDecision,
    "reference": m.ReferenceDecision,
    "stance": m.ClaimStance,
    "category": m.CategoryDecision,
    "withdrawal": m.Withdrawal,
}


def snapshot_of(document: bytes) -> m.Snapshot:
    """The case that ``document`` tells of."""
    found = json.loads(document)
    custody = found["custody"]
    return m.Snapshot(
        case=found["case"],
        taken_at=read(m.Instant, found["taken_at"]),
        program_version=found["program"]["version"],
        articles=tuple(_article(each) for each in found["articles"]),
        media=tuple(_media(each) for each in found["media"]),
        claims=tuple(_claim(each) for each in found["claims"]),
        matches=tuple(_match(each) for each in found["matches"]),
        derivations=tuple(_derivation(each) for each in found["derivations"]),
        activities=tuple(_activity(each) for each in found["activities"]),
        failures=tuple(_activity(each) for each in found["failures"]),
        reviews=tuple(_review(each) for each in found["reviews"]),
        custody=read(m.LogState, custody | {"count": custody["lines"]}) if custody else None,
    )


def lasting(case: m.Snapshot) -> m.Snapshot:
    """``case`` without what its document leaves out, in the document's order, times to the millisecond."""
    kept: m.Snapshot = changed(case, _kept)
    return replace(
        kept,
        claims=tuple(sorted(kept.claims, key=lambda claim: (str(claim.about), claim.id))),
        media=tuple(sorted(kept.media, key=lambda media: media.file.digest)),
        matches=tuple(sorted(kept.matches, key=lambda match: (match.query, -match.score, match.compared.digest))),
    )


def _kept(value: Any) -> Any:
    """Of who speaks for a link the document has the name alone."""
    if isinstance(value, m.Derivation) and value.by:
        return replace(value, by=m.Agent(kind=m.AgentKind.SIGNER, name=str(value.by)))
    return replace(value, **LOST.get(type(value), {}))


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """``value`` with each dataclass in it changed, the innermost first; fractions to three digits, as the document has them."""
    if isinstance(value, Fraction):
        return round(value, 3)
    if isinstance(value, tuple):
        return tuple(changed(item, change) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return change(replace(value, **{each.name: changed(getattr(value, each.name), change) for each in fields(value)}))


# ── values ──────────────────────────────────────────────────────────────────────────────────────


def read(kind: Any, value: Any) -> Any:  # noqa: PLR0911 - one for each sort of type
    """``value`` as a ``kind``, field by field where both have the same names."""
    if isinstance(kind, NewType):
        return value
    options = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        return _one_of([each for each in options if each is not NoneType], value)
    if get_origin(kind) is tuple:
        kinds = [options[0]] * len(value) if options[-1] is ... else options
        return tuple(read(each, item) for each, item in zip(kinds, value, strict=True))
    if simple := SIMPLE.get(kind):
        return simple(value)
    if kind in {str, int, float, bool}:
        # ``null`` is what is not known: the model's empty text.
        return "" if kind is str and value is None else value
    if isinstance(kind, EnumType):
        return kind(value)
    hints = get_type_hints(kind)
    return kind(**{each.name: read(hints[each.name], value[each.name]) for each in fields(kind) if each.name in value})


def _one_of(kinds: list[Any], value: Any) -> Any:
    if value is None or len(kinds) == 1:
        return None if value is None else read(kinds[0], value)
    return _about(value) if m.Digest in kinds else _timestamp(value)


def _about(value: str) -> m.ReferenceId | m.Digest:
    return m.Digest.parse(value) if value.startswith("sha256:") else m.ReferenceId(value)


def _timestamp(value: str) -> m.Timestamp:
    if len(value) == len("2026-11-27"):
        return m.CalendarDay(value=date.fromisoformat(value))
    when = datetime.fromisoformat(value)
    return m.Instant(value=when) if when.tzinfo else m.ZonelessTime(value=when)


def _seconds(value: float) -> Fraction:
    return Fraction(str(value))


def _range(value: list[float]) -> m.TimeRange:
    return m.TimeRange(start=_seconds(value[0]), end=_seconds(value[1]))


SIMPLE: dict[Any, Any] = {
    Fraction: _seconds,
    bytes: bytes.fromhex,
    m.Digest: m.Digest.parse,
    m.Instant: lambda value: m.Instant(value=datetime.fromisoformat(value)),
    m.TimeRange: _range,
    m.Point: lambda value: m.Point(lat=value[0], lon=value[1]),
    m.Box: lambda value: m.Box(left=value[0], top=value[1], right=value[2], bottom=value[3]),
    m.Span: lambda value: m.Span(start=value[0], end=value[1], quote=""),
}


# ── articles ────────────────────────────────────────────────────────────────────────────────────


def _article(found: Found) -> m.ArticleRecord:
    digest, text = m.Digest.parse(found["digest"]), found["text"]
    records = tuple(_reference(each, digest) for each in found["references"])
    record = m.ArticleRecord(
        reading=m.Reading(
            article=read(m.Article, found | {"blocks": ()}),
            references=tuple(record.reference for record in records),
            claims=tuple(_claim(each) for each in found["claims"]),
            dates=tuple(_dated(each) for each in found["dates"]),
            notes=tuple(found["notes"]),
        ),
        references=records,
        read_at=read(m.Instant, found["read_at"]),
        sources=tuple(found["sources"]),
        captures=tuple(read(m.Capture, each | {"article": str(digest)}) for each in found["captures"]),
        picture=read(m.PagePicture, found["picture"] | {"article": str(digest)}) if found["picture"] else None,
        lookups=_lookups(found["archives"]),
    )
    quoted: m.ArticleRecord = changed(
        record, lambda each: replace(each, quote=text[each.start : each.end]) if isinstance(each, m.Span) else each
    )
    return quoted


def _lookups(found: list[Found]) -> tuple[m.Lookup, ...]:
    return tuple(read(m.Lookup, each | {"mementos": each["captures"]}) for each in found)


def _reference(found: Found, article: m.Digest) -> m.ReferenceRecord:
    own = {"reference": found["id"]}
    post, had, sources = found["resolution"], found["acquisition"], found["hint_sources"]
    hints = [{"text": text} | source for text, source in zip(found["hints"], sources, strict=True)]
    # With a resolution the article's own address is not told: the post's stands in its place.
    cited = {"article": str(article), "hints": hints} | ({"url": None} if post else {})
    files = [each | {"suffix": ""} for each in had["files"]] if had else []
    of_post = {key: found[key] for key in ("platform", "platform_id")}
    return m.ReferenceRecord(
        reference=read(m.VideoReference, found | cited),
        state=m.ReferenceState(found["state"]),
        resolution=read(m.Resolution, post | own | of_post) if post else None,
        attempts=tuple(read(m.Attempt, each | own) for each in found["attempts"]),
        acquisition=read(m.Acquisition, had | own | {"files": files}) if had else None,
        lookups=_lookups(found["archives"]),
    )


# ── statements ──────────────────────────────────────────────────────────────────────────────────


def _claim(found: Found) -> m.Claim:
    speaker = {part: found[f"asserted_by_{part}"] for part in ("kind", "name", "description")}
    claim: m.Claim = read(m.Claim, found | {"asserted_by": speaker, "date": None})
    words = found["date_words"]
    return claim if words is None else replace(claim, date=_days(words, found["date"], found["date_relative"]))


def _dated(found: Found) -> m.DatedWords:
    (start, end), words = found["span"], found["words"]
    return m.DatedWords(span=m.Span(start=start, end=end, quote=words), date=_days(words, found["date"], found["relative"]))


def _days(words: str, days: str | None, relative: Found | None) -> m.DateInterval:
    ends = [date.fromisoformat(each) for each in days.split("/")] if days else [None]
    counted = m.RelativeDays(**relative) if relative else None
    return m.DateInterval(words=words, start=ends[0], end=ends[-1], relative=counted)


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def _media(found: Found) -> m.MediaRecord:
    return m.MediaRecord(
        file=_file(found),
        references=tuple(found["references"]),
        probe=_probe(found),
        keyframes=tuple(_keyframe(each, found["digest"]) for each in found["keyframes"]),
        problem=found["problem"],
        companions=tuple((_file(each), _probe(each)) for each in found["companions"]),
    )


def _file(found: Found) -> m.KeptFile:
    file: m.KeptFile = read(m.KeptFile, found | {"suffix": ""})
    return file


def _probe(found: Found) -> m.Probe | None:
    probe = found["probe"]
    if probe is None:
        return None
    created = [each["value"] for each in probe["created"]]
    hidden = [each | {"media": each["range"]} for each in probe["hidden"]]
    embedded = [each | {"version": each["algorithm"]} for each in probe["embedded"]]
    kept = {"digest": found["digest"], "created": created, "hidden": hidden, "embedded": embedded, "stated": ()}
    measured: m.Probe = read(m.Probe, probe | kept)
    return replace(measured, stated=tuple(_stated(probe["metadata"])))


def _stated(view: Found) -> Iterator[m.Stated]:
    for name, kind in STATED.items():
        for value in view[name]:
            when, place = value.get("value"), value.get("place")
            told = m.Stated(
                kind=kind,
                source="",
                key="",
                quote="",
                when=_zoned(when, value["words"]) if when else None,
                place=read(m.Place, place) if place else None,
                text="" if when or place else value["words"],
            )
            yield from (replace(told, **each) for each in value["stated"])


def _zoned(value: str, words: str) -> m.Timestamp:
    """The zone in which a moment was stated stands in its words."""
    when, zone = _timestamp(value), re.search(r" at UTC(.+)$", words)
    if not isinstance(when, m.Instant) or not zone:
        return when
    offset = datetime.fromisoformat(f"2000-01-01T00:00{zone[1]}").utcoffset()
    return replace(when, value=when.value.astimezone(timezone(offset))) if offset else when


def _keyframe(found: Found, media: str) -> m.Keyframe:
    prints = [each | {"time": found["time"]} for each in found["fingerprints"]]
    frame: m.Keyframe = read(m.Keyframe, found | {"media": media, "fingerprints": prints})
    return frame


def _match(found: Found) -> m.Match:
    compared = {each: found[f"compared_{each}"] for each in ("name", "duration")}
    compared |= {each: found[each] for each in ("library", "added", "note")} | {"digest": found["compared"]}
    match: m.Match = read(m.Match, found | {"compared": compared})
    return match


def _derivation(found: Found) -> m.Derivation:
    who = found["claimed_by"]
    edge: m.Derivation = read(m.Derivation, found)
    return replace(edge, by=m.Agent(kind=m.AgentKind.SIGNER, name=who)) if who else edge


# ── the record ──────────────────────────────────────────────────────────────────────────────────


def _activity(found: Found) -> m.Activity:
    activity: m.Activity = read(m.Activity, found | {"options": list(found["options"].items())})
    return activity


def _review(found: Found) -> m.Review:
    kind, decided = found["kind"], found["decided"]
    matter: m.Matter
    if kind == "claim":
        matter = m.ClaimEntry(claim=_claim(decided))
    elif kind == "geolocation":
        matter = m.GeolocationEntry(geolocation=read(m.Geolocation, decided))
    else:
        matter = read(MATTERS[kind], decided)
    return m.Review(
        id=found["id"],
        activity=found["activity"],
        by=found["by"],
        at=read(m.Instant, found["at"]),
        matter=matter,
        note=found["note"],
    )
