"""A second reader of metadata where it is on the machine: exiftool (``-j -G1 -n``), in a confined process of its own.

Its answer stands beside the program's own reading, never in its place; each value names exiftool, its version and the group
that it was read from. Groups that speak of the file system or of exiftool itself are left out, and so is what it computes
(``Composite``).
"""

import functools
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.confinement import Limits
from provenance.media.found import Found, clean
from provenance.metadata.values import decimal, device, exif_moment, moment, place_at
from provenance.model import Stated, StatedKind, Tag
from provenance.programs import run

__all__ = ["VARIABLE", "ExifTool", "installed", "read_document", "read_exiftool"]

VARIABLE = "PROVENANCE_EXIFTOOL"
"""Environment: the program's path, or empty for none at all."""
SECONDS = 120.0
LIMITS = Limits(memory=2 << 30)
MAX_BYTES = 8 << 20
MAX_TAGS = 600
MAX_TEXT = 1_000
SKIPPED = frozenset({"ExifTool", "System", "File", "Composite", "SourceFile"})
TIMES = {
    "DateTimeOriginal": StatedKind.CAPTURED,
    "CreationDate": StatedKind.CAPTURED,
    "ContentCreateDate": StatedKind.CAPTURED,
    "DateCreated": StatedKind.CAPTURED,
    "CreateDate": StatedKind.CREATED,
    "TrackCreateDate": StatedKind.CREATED,
    "MediaCreateDate": StatedKind.CREATED,
    "ModifyDate": StatedKind.MODIFIED,
    "TrackModifyDate": StatedKind.MODIFIED,
    "MediaModifyDate": StatedKind.MODIFIED,
}
KINDS = {"ExifIFD:CreateDate": StatedKind.CAPTURED, "Info:DateTimeOriginal": StatedKind.CREATED}
"""Where the group gives the name another meaning: EXIF's digitising, Matroska's DateUTC."""
OFFSETS = {
    "ExifIFD:DateTimeOriginal": "ExifIFD:OffsetTimeOriginal",
    "ExifIFD:CreateDate": "ExifIFD:OffsetTimeDigitized",
    "IFD0:ModifyDate": "ExifIFD:OffsetTime",
}
MAKES, MODELS = ("Make", "AndroidManufacturer"), ("Model", "AndroidModel", "CameraModelName")
SOFTWARE = frozenset(
    {
        "Software",
        "CreatorTool",
        "Encoder",
        "WritingApp",
        "MuxingApp",
        "AndroidVersion",
        "FirmwareVersion",
        "OriginatingProgram",
        "HostComputer",
    }
)
CODERS = frozenset({"CompressorName"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExifTool:
    """The program on this machine."""

    path: str
    version: str


def installed() -> ExifTool | None:
    """The program where it is on PATH (or where :data:`VARIABLE` says); ``None`` where it is not, or does not run."""
    named = os.environ.get(VARIABLE)
    path = shutil.which("exiftool") if named is None else named
    return _examined(path) if path else None


@functools.lru_cache(maxsize=4)
def _examined(path: str) -> ExifTool | None:
    try:
        version = _run([path, "-ver"]).decode("ascii", "replace").strip()
    except OSError:
        return None
    return ExifTool(path=path, version=clean(version, 20)) if decimal(version) else None


def _run(command: list[str]) -> bytes:
    return run(command, limits=LIMITS, seconds=SECONDS, printed=MAX_BYTES).printed


def read_exiftool(tool: ExifTool, path: Path) -> Found:
    """What exiftool finds in ``path``; a warning where it finds nothing or does not end."""
    try:
        # No configuration file: it is a program. An absolute path can be no option.
        answer = _run([tool.path, "-config", "", "-j", "-G1", "-n", "-charset", "utf8", str(path.absolute())])
        documents = json.loads(answer)
    except (OSError, ValueError, RecursionError) as error:
        return Found(warnings=(f"exiftool {tool.version} gave no answer: {type(error).__name__}",))
    found = documents[0] if isinstance(documents, list) and documents and isinstance(documents[0], dict) else {}
    return read_document(found, version=tool.version)


def read_document(document: Mapping[str, object], *, version: str) -> Found:
    """One object of ``exiftool -j -G1 -n`` as tags and statements."""
    values = {str(name): _text(value) for name, value in list(document.items())[: MAX_TAGS * 2]}
    kept = {name: value for name, value in values.items() if name.partition(":")[0] not in SKIPPED and value}
    tags = [_tag(name, value, version) for name, value in list(kept.items())[:MAX_TAGS]]
    return Found(tags=tuple(tags), stated=tuple(_stated(kept, version)))


def _text(value: object) -> str:
    if isinstance(value, list):
        return clean("; ".join(map(str, value[:100])), MAX_TEXT)
    return clean(value, MAX_TEXT) if isinstance(value, str | int | float) else ""


def _tag(name: str, value: str, version: str) -> Tag:
    group, _, key = name.partition(":")
    return Tag(source=_source(group, version), key=clean(key, 200), value=value)


def _source(group: str, version: str) -> str:
    return f"exiftool {version} [{clean(group, 60)}]"


def _stated(values: Mapping[str, str], version: str) -> Iterator[Stated]:
    for name, value in values.items():
        group, _, key = name.partition(":")
        source = _source(group, version)
        kind = KINDS.get(name) or TIMES.get(key)
        zone = values.get(OFFSETS.get(name, ""), "")
        when = exif_moment(value, zone) or moment(value) if kind else None
        if kind and when is not None:
            yield Stated(kind=kind, source=source, key=key, quote=f"{key}={value} {zone}".strip(), when=when)
        elif key in SOFTWARE or key in CODERS:
            made = StatedKind.CODER if key in CODERS else StatedKind.SOFTWARE
            yield Stated(kind=made, source=source, key=key, quote=f"{key}={value}", text=value)
    for group in dict.fromkeys(name.partition(":")[0] for name in values):
        yield from _device(values, group, version)
        yield from _place(values, group, version)


def _device(values: Mapping[str, str], group: str, version: str) -> Iterator[Stated]:
    make, model = _first(values, group, MAKES), _first(values, group, MODELS)
    name = device(make, model)
    if name:
        quote = "; ".join(f"{key}={value}" for key, value in (("Make", make), ("Model", model)) if value)
        yield Stated(kind=StatedKind.DEVICE, source=_source(group, version), key="Model", quote=quote, text=name)


def _first(values: Mapping[str, str], group: str, keys: Iterable[str]) -> str:
    return next((values[f"{group}:{key}"] for key in keys if values.get(f"{group}:{key}")), "")


def _place(values: Mapping[str, str], group: str, version: str) -> Iterator[Stated]:
    """Signed numbers but for EXIF's own group, whose hemispheres are values of their own."""
    given = values.get(f"{group}:GPSCoordinates", "")
    parts, quote = given.split(), f"GPSCoordinates={given}"
    if not given and f"{group}:GPSLatitude" in values:
        parts = [_signed(values, group, "GPSLatitude", "S"), _signed(values, group, "GPSLongitude", "W")]
        quote = f"GPSLatitude={parts[0]}; GPSLongitude={parts[1]}"
    place = place_at(decimal(parts[0]), decimal(parts[1])) if len(parts) >= 2 else None
    if place is not None:
        yield Stated(kind=StatedKind.PLACE, source=_source(group, version), key="GPS", quote=quote, place=place)


def _signed(values: Mapping[str, str], group: str, key: str, negative: str) -> str:
    """EXIF without a hemisphere is no position: a guess would cross the equator."""
    number, hemisphere = values.get(f"{group}:{key}", ""), values.get(f"{group}:{key}Ref", "")
    if group == "GPS" and not hemisphere:
        return "?"
    return f"-{number}" if hemisphere[:1].upper() == negative and not number.startswith("-") else number
