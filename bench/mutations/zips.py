"""Changes to zip files: names that lead out, links, names twice, entries that swell, and broken entries in a whole archive."""

import io
import random
import stat
import warnings
import zipfile
from collections.abc import Callable

from bench.mutations import raw

__all__ = ["MUTATIONS"]

Entries = list[tuple[zipfile.ZipInfo, bytes]]

NAMES = (
    "../outside.txt",
    "/tmp/outside.txt",  # noqa: S108 - a name in a zip file
    "..\\outside.txt",
    "a/../../outside.txt",
    "C:outside.txt",
    "a\x1b[31m.txt",
    "nul\0byte.txt",
    "x" * 300,
    "a/" * 300 + "x",
    "",
    ".",
    "\u202etxt.exe",
    "con",
)


def _entries(data: bytes) -> Entries:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(entry, archive.read(entry)) for entry in archive.infolist()]
    except Exception:  # noqa: BLE001 - it was broken before
        return []


def _packed(entries: Entries, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")  # names twice are what is wanted
        for entry, content in entries:
            archive.writestr(entry, content, compress_type=method)
    return out.getvalue()


def _with(
    change: Callable[[random.Random, Entries], object],
) -> Callable[[random.Random, bytes], bytes]:
    def changed(generator: random.Random, data: bytes) -> bytes:
        entries = _entries(data)
        if not entries:
            return data
        change(generator, entries)
        return _packed(entries)

    return changed


def _named(generator: random.Random, entries: Entries) -> None:
    """An entry of another name."""
    at = generator.randrange(len(entries))
    entries[at] = (zipfile.ZipInfo(generator.choice(NAMES)), entries[at][1])


def _added(generator: random.Random, entries: Entries) -> None:
    """One more entry, of a name that leads out or that is there already."""
    first = entries[0][0].filename.partition("/")[0]
    name = generator.choice((*NAMES, *(f"{first}/data/{each}" for each in NAMES), generator.choice(entries)[0].filename))
    entries.append((zipfile.ZipInfo(name), b"x"))


def _linked(generator: random.Random, entries: Entries) -> None:
    """An entry that is a link or a device."""
    entry, _ = entries[at := generator.randrange(len(entries))]
    link = zipfile.ZipInfo(entry.filename)
    link.create_system = 3
    link.external_attr = (generator.choice((stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO)) | 0o777) << 16
    entries[at] = (link, b"/etc/passwd")


def _swollen(generator: random.Random, entries: Entries) -> None:
    """An entry of twenty million zeros."""
    at = generator.randrange(len(entries))
    entries[at] = (entries[at][0], bytes(20_000_000))


def _broken(generator: random.Random, entries: Entries) -> None:
    """An entry whose content is broken, packed as if it were whole."""
    at = generator.randrange(len(entries))
    entries[at] = (entries[at][0], generator.choice(raw.MUTATIONS)(generator, entries[at][1]))


def _gone(generator: random.Random, entries: Entries) -> None:
    entries.pop(generator.randrange(len(entries)))


def _many(_: random.Random, entries: Entries) -> None:
    """Some thousand entries more."""
    folder = entries[0][0].filename.partition("/")[0]
    entries += [(zipfile.ZipInfo(f"{folder}/{number}"), b"") for number in range(3000)]


def flagged(generator: random.Random, data: bytes) -> bytes:
    """A header that says it is encrypted, or packed in a way that nobody knows."""
    place = data.rfind(b"PK\x01\x02", 0, generator.randrange(len(data)) if data else 0)
    if place < 0:
        return data
    at, value = generator.choice(((8, b"\x01\x00"), (10, b"\x63\x00"), (10, b"\x0c\x00"), (10, b"\x0e\x00"), (6, b"\xff\xff")))
    return data[: place + at] + value + data[place + at + 2 :]


MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(_with(change) for change in (_named, _added, _linked, _swollen, _broken, _broken, _gone, _many)),
    flagged,
)
