"""Whether a library is whole: the file's own pages, every record's checksum and form, and the index against both."""

import sqlite3
from collections.abc import Iterator
from typing import Protocol

from provenance.errors import ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.model import Digest
from provenance.store.library.index import LibraryIndex
from provenance.store.library.schema import DAMAGE

__all__ = ["problems"]

MOST = 20
"""Lines of SQLite's own check."""


class Checked(Protocol):
    """What is asked of a library."""

    @property
    def database(self) -> sqlite3.Connection:
        """See :class:`Library`."""
        ...

    @property
    def format(self) -> int:
        """See :class:`Library`."""
        ...

    def entry(self, digest: Digest) -> object:
        """See :class:`Library`."""
        ...

    def footage(self, digest: Digest) -> Footage:
        """See :class:`Library`."""
        ...


def problems(library: Checked, index: LibraryIndex) -> Iterator[str]:
    """One line for each thing that is damaged; nothing, when all is well."""
    yield from _pages(library)
    yield from _entries(library)
    yield from _orphans(library)
    yield from _segments(index)


def _pages(library: Checked) -> Iterator[str]:
    try:
        for (line,) in library.database.execute(f"PRAGMA integrity_check({MOST})"):
            if line != "ok":
                yield f"file: {line}"
    except DAMAGE as error:
        yield f"file: {error}"


def _entries(library: Checked) -> Iterator[str]:
    # One by one: a damaged page in the middle must not end the check.
    try:
        (last,) = library.database.execute("SELECT coalesce(max(sequence), 0) FROM video").fetchone()
    except DAMAGE as error:
        yield f"entries: {error}"
        return
    at = 0
    while at < last:
        try:
            row = library.database.execute(
                "SELECT sequence, digest, name FROM video WHERE sequence > ? ORDER BY sequence LIMIT 1", (at,)
            ).fetchone()
        except DAMAGE as error:
            yield f"entry {at + 1}: {error}"
            at += 1
            continue
        if row is None:
            return
        at = row[0]
        yield from _entry(library, *row)


def _entry(library: Checked, sequence: int, digest: str, name: str) -> Iterator[str]:
    try:
        parsed = Digest.parse(digest)
        library.entry(parsed)
        footage = library.footage(parsed)
    except ProvenanceError as error:
        yield f"entry {sequence} ({name}): {error}"
        return
    if library.format > 1:
        try:
            (keyframes, pieces) = library.database.execute(
                "SELECT keyframes, pieces FROM video WHERE sequence = ?", (sequence,)
            ).fetchone()
        except DAMAGE as error:
            yield f"entry {sequence} ({name}): {error}"
            return
        if pieces and keyframes != len(footage.keyframes):
            yield f"entry {sequence} ({name}): expected {keyframes} keyframes, found {len(footage.keyframes)}"


def _orphans(library: Checked) -> Iterator[str]:
    tables = ["SELECT count(*) FROM footage WHERE digest NOT IN (SELECT digest FROM video)"]
    if library.format > 1:
        tables.append("SELECT count(*) FROM piece WHERE sequence NOT IN (SELECT sequence FROM video)")
    try:
        count = sum(library.database.execute(sql).fetchone()[0] for sql in tables)
    except DAMAGE as error:
        yield f"records: {error}"
        return
    if count:
        yield f"records: {count} belong to no entry"


def _segments(index: LibraryIndex) -> Iterator[str]:
    try:
        rows = index.rows()
    except ProvenanceError as error:
        yield f"index: {error}"
        return
    for segment in index.segments():
        if isinstance(segment, str):
            yield f"index: {segment} (it is made again when needed)"
        elif (name := segment.damaged()) is not None:
            yield f"index: {segment.path}: {name} is not what was written (delete the file: it is made again when needed)"
        elif not index.fits(segment, rows):
            yield f"index: {segment.path}: it was made of other entries (it is made again when needed)"
