"""One file of the candidate index: arrays behind a checked header, mapped into memory, never changed once written.

    8 bytes magic · 4 length of the header · header (JSON) · 4 CRC-32 of all before · arrays, each at a multiple of 64

The header names the library and the entries (first and last sequence, a digest over their digests) that the file was made
of, so one that is stale or belongs to another library is noticed. Names, types and order of the arrays are fixed here, never
taken from the file, and nothing in it can point outside of it: a file made by someone else can mislead a vote, not more.
"""

import json
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError
from provenance.fingerprints.local import VERSION as FEATURES
from provenance.matching.compact import Table
from provenance.matching.lists import Lists

__all__ = ["ALGORITHM", "Covers", "Segment", "open_segment", "write_segment"]

MAGIC = b"PVINDEX\x01"
ALGORITHM = f"thinned 1, {FEATURES}"
"""Of what is kept and how; a segment of another algorithm is made again."""
MAX_HEADER = 1_000_000
_ALIGN = 64
_ARRAYS: tuple[tuple[str, str, int], ...] = (
    ("videos", "<i8", 1),
    ("frame_video", "<u4", 1),
    ("frame_time", "<u4", 1),
    ("centres", "|u1", 32),
    ("starts", "<i8", 1),
    ("descriptors", "|u1", 32),
    ("feature_frame", "<u4", 1),
    ("feature_shape", "|u1", 2),
    ("pdq_centres", "|u1", 32),
    ("pdq_starts", "<i8", 1),
    ("pdq", "|u1", 32),
    ("pdq_video", "<u4", 1),
    ("pdq_time", "<u4", 1),
)
"""Name, type, columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """Which entries of which library a segment was made of."""

    library: str
    first: int
    last: int
    check: str
    """Over the sequences and digests of the entries."""
    left_out: tuple[int, ...] = ()
    """Entries whose records were damaged."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segment:
    """An index file, open."""

    path: Path
    covers: Covers
    table: Table
    checks: tuple[int, ...]
    """CRC-32 of each array, as the header has it."""
    arrays: tuple[npt.NDArray[Any], ...]

    @property
    def keyframes(self) -> int:
        """Keyframes whose PDQ it holds: its size, about."""
        return len(self.table.pdq_time)

    def damaged(self) -> str | None:
        """Reads everything; the name of an array that is not what was written."""
        for (name, _, _), array, check in zip(_ARRAYS, self.arrays, self.checks, strict=True):
            if zlib.crc32(array.view(np.uint8).reshape(-1).data) != check:
                return name
        return None


def write_segment(path: Path, table: Table, covers: Covers) -> None:
    """Write ``table`` whole or not at all: under another name first, then renamed.

    Raises:
        OSError: no space, or not writable.
    """
    arrays = [np.ascontiguousarray(array, kind) for (_, kind, _), array in zip(_ARRAYS, _flat(table), strict=True)]
    header = {
        "algorithm": ALGORITHM,
        "library": covers.library,
        "first": covers.first,
        "last": covers.last,
        "check": covers.check,
        "left_out": covers.left_out,
        "rows": [len(array) for array in arrays],
        "checks": [zlib.crc32(array.tobytes()) for array in arrays],
    }
    text = json.dumps(header).encode("ascii")
    begin = MAGIC + struct.pack("<I", len(text)) + text
    begin += struct.pack("<I", zlib.crc32(begin))
    written = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with written.open("wb") as file:
        file.write(begin)
        for array in arrays:
            file.write(b"\0" * (-file.tell() % _ALIGN))
            file.write(array.tobytes())
        file.flush()
        os.fsync(file.fileno())
    written.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the file system remember a rename."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_segment(path: Path) -> Segment:
    """The segment at ``path``, mapped.

    Raises:
        LibraryError: no such file, damaged in what can be seen without reading it all, or of another version.
    """
    try:
        with path.open("rb") as file:
            header, begin = _header(file.read(12 + MAX_HEADER + 4), path)
        data = np.memmap(path, np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path}: expected a segment of an index, found none that can be read ({error})") from error
    try:
        if header["algorithm"] != ALGORITHM:
            raise LibraryError(f"{path}: expected a segment by {ALGORITHM!r}, found {header['algorithm']!r}")
        arrays = _arrays(data, begin, [int(n) for n in header["rows"]], path)
        covers = Covers(
            library=str(header["library"]),
            first=int(header["first"]),
            last=int(header["last"]),
            check=str(header["check"]),
            left_out=tuple(int(n) for n in header["left_out"]),
        )
        checks = tuple(int(n) for n in header["checks"])
    except (TypeError, ValueError, LookupError, OverflowError) as error:
        raise LibraryError(f"{path}: expected a segment of an index, found a damaged one ({error})") from error
    table = _table(arrays)
    _consistent(table, path)
    if len(checks) != len(_ARRAYS):
        raise LibraryError(f"{path}: expected {len(_ARRAYS)} checksums, found {len(checks)}")
    return Segment(path=path, covers=covers, table=table, checks=checks, arrays=arrays)


def _header(data: bytes, path: Path) -> tuple[dict[str, Any], int]:
    """The header, and where the arrays begin."""
    if data[:8] != MAGIC or len(data) < 16:
        raise LibraryError(f"{path}: expected a segment of an index, found a file that begins {data[:8]!r}")
    (length,) = struct.unpack_from("<I", data, 8)
    end = 12 + length
    if length > MAX_HEADER or len(data) < end + 4 or zlib.crc32(data[:end]) != struct.unpack_from("<I", data, end)[0]:
        raise LibraryError(f"{path}: expected a segment of an index, found one with a damaged header")
    header = json.loads(data[12:end])
    if not isinstance(header, dict):
        raise LibraryError(f"{path}: expected a header of a segment, found {type(header).__name__}")
    return header, end + 4


def _arrays(data: npt.NDArray[np.uint8], begin: int, rows: list[int], path: Path) -> tuple[npt.NDArray[Any], ...]:
    if len(rows) != len(_ARRAYS) or min(rows) < 0:
        raise LibraryError(f"{path}: expected the lengths of {len(_ARRAYS)} arrays, found {rows[:20]}")
    out, at = [], begin
    for (_, kind, columns), count in zip(_ARRAYS, rows, strict=True):
        at += -at % _ALIGN
        size = count * columns * np.dtype(kind).itemsize
        if at + size > len(data):
            raise LibraryError(f"{path}: expected {at + size} bytes of an index or more, found {len(data)}: it is cut off")
        array = np.asarray(data[at : at + size]).view(kind)
        out.append(array.reshape(count, columns) if columns > 1 else array)
        at += size
    return tuple(out)


def _table(arrays: tuple[npt.NDArray[Any], ...]) -> Table:
    a = dict(zip((name for name, _, _ in _ARRAYS), arrays, strict=True))
    return Table(
        videos=a["videos"],
        frame_video=a["frame_video"],
        frame_time=a["frame_time"],
        features=Lists(centres=a["centres"], starts=a["starts"], values=a["descriptors"]),
        feature_frame=a["feature_frame"],
        feature_shape=a["feature_shape"],
        pdq=Lists(centres=a["pdq_centres"], starts=a["pdq_starts"], values=a["pdq"]),
        pdq_video=a["pdq_video"],
        pdq_time=a["pdq_time"],
    )


def _flat(table: Table) -> tuple[npt.NDArray[Any], ...]:
    t = table
    return (
        t.videos, t.frame_video, t.frame_time, t.features.centres, t.features.starts, t.features.values, t.feature_frame,
        t.feature_shape, t.pdq.centres, t.pdq.starts, t.pdq.values, t.pdq_video, t.pdq_time,
    )  # fmt: skip


def _consistent(table: Table, path: Path) -> None:
    """Lengths agree and lists lie inside their values; numbers of keyframes and videos are held to their bounds where used."""
    pairs = (
        (len(table.frame_video), len(table.frame_time)),
        (len(table.features.values), len(table.feature_frame)),
        (len(table.features.values), len(table.feature_shape)),
        (len(table.pdq.values), len(table.pdq_video)),
        (len(table.pdq.values), len(table.pdq_time)),
    )
    whole = all(a == b for a, b in pairs) and all(_ordered(lists) for lists in (table.features, table.pdq))
    owned = len(table.videos) > 0 or not (len(table.frame_video) or len(table.pdq_video))
    if not whole or not owned or (len(table.features.values) and not len(table.frame_time)):
        raise LibraryError(f"{path}: expected arrays of a segment that fit together, found others")


def _ordered(lists: Lists) -> bool:
    starts = lists.starts
    if not len(starts) or int(starts[0]) != 0 or int(starts[-1]) != len(lists.values) or bool((np.diff(starts) < 0).any()):
        return False
    return len(lists.centres) == (0 if len(starts) == 2 else len(starts) - 1)
