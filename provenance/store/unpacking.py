"""Open a bundle that a stranger sent: its names, sizes and kinds are judged before a byte is written, and while it is."""

import contextlib
import errno
import hashlib
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.custody.bag import ALGORITHMS, DECLARATION, read_manifest
from provenance.custody.findings import Finding, FindingKind
from provenance.errors import CaseError, ProvenanceError
from provenance.store.blobs import storage_errors

__all__ = ["Limits", "check_bag", "unfit", "unpack", "zip_damage"]

_CHUNK = 1 << 20
_FORBIDDEN = frozenset('\\:*?"<>|')
_LONGEST_NAME, _LONGEST_PATH = 240, 2000
"""Bytes that any file system takes, the folder that it is unpacked into included."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
    *(NotImplementedError, EOFError, RuntimeError, ValueError, OverflowError),
)


@contextlib.contextmanager
def zip_damage(expected: str, error: type[ProvenanceError]) -> Iterator[None]:
    """Whatever zipfile lets through on a damaged archive, as ``error`` in the words of ``expected``.

    Raises:
        ProvenanceError: as said.
    """
    try:
        yield
    except _DAMAGE as damage:
        raise error(f"{expected} ({damage})") from damage
    except OSError as damage:
        # A header that stands before the beginning of the file.
        if damage.errno != errno.EINVAL:
            raise
        raise error(f"{expected} ({damage.strerror})") from damage


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a bundle may ask of this machine."""

    total: int = 100_000_000_000
    """Bytes, unpacked."""
    files: int = 1_000_000
    ratio: int = 200
    """Unpacked to packed, of each file over :attr:`small` and of the whole."""
    small: int = 1_000_000
    """Bytes; below them a ratio says nothing."""


def unpack(bundle: Path, into: Path, limits: Limits) -> Path:
    """Unpack ``bundle`` into the empty folder ``into``; returns the bag's folder.

    Raises:
        CaseError: no zip file, no bag, or one that asks for what it must not.
        StorageError: no space or no permission.
    """
    damaged = f"{bundle}: expected a bundle (a zip file), found something else or a damaged one"
    with zip_damage(damaged, CaseError), zipfile.ZipFile(bundle) as archive:
        entries = archive.infolist()
        roots = {_judged(entry, limits, where=bundle) for entry in entries}
        _judge_all(entries, limits, where=bundle)
        if len(roots) != 1:
            raise CaseError(f"{bundle}: expected one folder in it, found {len(roots)}")
        with storage_errors(into), zip_damage(damaged, CaseError):
            _write(archive, entries, into, limits, where=bundle)
    root = into / roots.pop()
    declaration = root / "bagit.txt"
    if not declaration.is_file() or declaration.read_bytes() != DECLARATION or not (root / "data").is_dir():
        raise CaseError(f"{bundle}: expected a BagIt 1.0 bag (bagit.txt, data/), found none")
    return root


def _judged(entry: zipfile.ZipInfo, limits: Limits, *, where: Path) -> str:
    """The first part of an entry's path, once its name, kind and sizes are allowed."""
    name = entry.filename
    parts = name.removesuffix("/").split("/")
    strange = any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in _FORBIDDEN for char in entry.orig_filename)
    unknown = any(part in {"", ".", ".."} or part.endswith((".", " ")) or len(part.encode()) > _LONGEST_NAME for part in parts)
    if name.startswith("/") or strange or unknown or len(name.encode()) > _LONGEST_PATH:
        raise CaseError(f"{where}: refused an entry: expected a plain path inside the bundle, got {entry.orig_filename[:200]!r}")
    if problem := unfit(entry, ratio=limits.ratio, small=limits.small):
        raise CaseError(f"{where}: refused {name!r}: {problem}")
    return parts[0]


def unfit(entry: zipfile.ZipInfo, *, ratio: int, small: int) -> str:
    """Why the kind, the packing or the size of an entry is refused, whatever its name; empty where it is not.

    ``ratio``: unpacked to packed, at most, of a file of more than ``small`` bytes.
    """
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR} or (kind == stat.S_IFDIR) > entry.is_dir():
        return "expected a file, got a link or a device"
    if entry.flag_bits & 0x1 or entry.compress_type not in _METHODS:
        return "expected it stored or deflated and not encrypted"
    if entry.file_size > small and entry.file_size > ratio * max(entry.compress_size, 1):
        return f"expected at most {ratio} times its packed size, got {entry.file_size:,} bytes out of {entry.compress_size:,}"
    return ""


def _judge_all(entries: list[zipfile.ZipInfo], limits: Limits, *, where: Path) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.files or total > limits.total:
        raise CaseError(
            f"{where}: refused: expected at most {limits.files:,} files and {limits.total:,} bytes, "
            f"got {len(entries):,} and {total:,}"
        )
    files, folders = _names(entries)
    if len(files) != sum(not entry.is_dir() for entry in entries) or files & folders:
        raise CaseError(f"{where}: refused: expected each path once, found one twice (or as a file and a folder)")
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise CaseError(f"{where}: refused {entry.filename!r}: expected bytes of its own, found those of another entry")
        end = entry.header_offset + entry.compress_size


def _names(entries: list[zipfile.ZipInfo]) -> tuple[set[str], set[str]]:
    """Files and folders as a file system that ignores case and spelling of accents sees them."""
    files, folders = set[str](), set[str]()
    for entry in entries:
        folded = unicodedata.normalize("NFC", entry.filename.removesuffix("/")).casefold()
        (folders if entry.is_dir() else files).add(folded)
        above = folded.split("/")[:-1]
        folders |= {"/".join(above[:depth]) for depth in range(1, len(above) + 1)}
    return files, folders


def _write(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], into: Path, limits: Limits, *, where: Path) -> None:
    left = limits.total
    for entry in entries:
        target = into / entry.filename
        if entry.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with archive.open(entry) as packed, target.open("xb") as file:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                left -= len(chunk)
                if left < 0 or size > entry.file_size:
                    raise CaseError(f"{where}: refused {entry.filename!r}: it holds more than it says")
                file.write(chunk)


def check_bag(root: Path) -> tuple[Finding, ...]:
    """What in the bag is not as its manifests say; paths are those in the bag."""
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    payload = frozenset(path for path in there if path.startswith("data/"))
    tags = frozenset(path for path in there - payload if not path.startswith("tagmanifest-"))
    found: list[Finding] = []
    for algorithm in ALGORITHMS:
        found += _against(root, f"manifest-{algorithm}.txt", algorithm, payload)
        found += _against(root, f"tagmanifest-{algorithm}.txt", algorithm, tags)
    found += [
        Finding(kind=FindingKind.UNEXPECTED, file=path, detail="a manifest of a kind that is not read")
        for path in sorted(there)
        if path.startswith(("tagmanifest-", "manifest-")) and path.partition("-")[2].removesuffix(".txt") not in ALGORITHMS
    ]
    once: dict[tuple[FindingKind, str], Finding] = {}
    for each in found:
        once.setdefault((each.kind, each.file), each)
    return tuple(once.values())


def _against(root: Path, name: str, algorithm: str, there: frozenset[str]) -> Iterator[Finding]:
    path = root / name
    if not path.is_file():
        yield Finding(kind=FindingKind.MISSING, file=name, detail="the manifest")
        return
    try:
        listed = read_manifest(path.read_bytes(), where=name)
    except CaseError as error:
        yield Finding(kind=FindingKind.ALTERED, file=name, detail=str(error))
        return
    for each in sorted(there - listed.keys()):
        yield Finding(kind=FindingKind.UNEXPECTED, file=each, detail=f"{name} does not list it")
    for each in sorted(listed.keys() - there):
        yield Finding(kind=FindingKind.MISSING, file=each, detail=f"{name} lists it")
    for each in sorted(there & listed.keys()):
        with (root / each).open("rb") as file:
            if hashlib.file_digest(file, algorithm).hexdigest() != listed[each]:
                yield Finding(kind=FindingKind.ALTERED, file=each, detail=f"not what {name} lists")
