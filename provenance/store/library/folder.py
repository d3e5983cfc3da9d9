"""Folders of footage: measured once, into a library of their own in the user's cache; and what lies beside their files."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from provenance.errors import LibraryError, MediaError
from provenance.fingerprints.interface import Footage
from provenance.matching.interface import Entry, Stretch
from provenance.media.footage import measure
from provenance.media.sandbox import shared
from provenance.model import Digest, Instant
from provenance.store.blobs import digest_of
from provenance.store.library.library import Library, clean, open_library

__all__ = ["SUFFIXES", "folder_library", "media_files", "note_beside"]

SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".flv", ".wmv", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".3gp", ".ogv"}
    | {".gif", ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}
)
"""Files of a folder that are taken for footage."""
MAX_NOTE = 2000
"""Characters of a note; sidecar files are hostile."""
MAX_SIDECAR = 1_000_000
"""Bytes."""


def folder_library(
    folder: Path,
    *,
    cache: Path,
    progress: Callable[[str], None] | None = None,
    added: Instant,
    problems: list[str] | None = None,
    digests: Mapping[Path, Digest] | None = None,
) -> Library:
    """``folder`` as a library: each file is measured once, into a library file in ``cache``; the folder stays untouched.

    Files that cannot be read are named in ``problems``. ``progress`` is told the file at hand. ``digests``, by resolved path,
    spare reading the files again for those; a file that is not among them is left out.

    Raises:
        LibraryError: no such folder, or the cache cannot be written.
    """
    if not folder.is_dir():
        raise LibraryError(f"{folder}: expected a folder of footage, found none")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{cache}: expected a folder that can be written, found: {error}") from error
    library = open_library(cache / f"{_folder_key(folder)}.lib", create=True)
    present = set()
    for path in media_files(folder):
        if digests is not None and path.resolve() not in digests:
            continue
        if progress:
            progress(path.name)
        try:
            digest = digest_of(path) if digests is None else digests[path.resolve()]
            _take_in(library, path, digest, added=added)
            present.add(digest)
        except (MediaError, OSError) as error:
            if problems is not None:
                problems.append(f"{path}: {error}" if str(path) not in str(error) else str(error))
    return _Folder(library, folder, frozenset(present))


class _Folder(Library):
    """The cached library of a folder, showing only what is in the folder now."""

    def __init__(self, library: Library, folder: Path, present: frozenset[Digest]) -> None:
        super().__init__(library._database, library.path, label=str(folder))  # noqa: SLF001 - the same class
        self._present = present

    def entry(self, digest: Digest) -> Entry | None:
        """One of them, if it is still in the folder."""
        return super().entry(digest) if digest in self._present else None

    def candidates(self, query: Footage) -> tuple[Stretch, ...]:
        """Stretches of what is in the folder now."""
        return tuple(stretch for stretch in super().candidates(query) if stretch.digest in self._present)

    def entries(self) -> Iterator[Entry]:
        """What the folder holds; files that have gone since they were measured are left out."""
        return (entry for entry in super().entries() if entry.digest in self._present)


def media_files(folder: Path) -> list[Path]:
    """Files below ``folder`` that look like footage by their suffix, in a stable order; links out of it are not followed."""
    root = folder.resolve()
    found = (p for p in sorted(folder.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file())
    return [p for p in found if p.resolve().is_relative_to(root)]


def note_beside(path: Path) -> str:
    """What a text or JSON file beside ``path`` says of it (``clip.mp4.json``, ``clip.info.json``, ``clip.txt``…); hostile."""
    names = (f"{path.name}.json", f"{path.stem}.info.json", f"{path.stem}.json", f"{path.name}.txt", f"{path.stem}.txt")
    for beside in (path.with_name(name) for name in names):
        if beside.is_file() and beside.stat().st_size <= MAX_SIDECAR:
            text = beside.read_text("utf-8", "replace")
            return clean(_from_json(text) if beside.suffix == ".json" else text)[:MAX_NOTE]
    return ""


def _from_json(text: str) -> str:
    """Title, uploader and description; nothing, when it is no such object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(value, dict):
        return ""
    words = [value.get(key) for key in ("title", "uploader", "upload_date", "note", "description", "webpage_url", "url")]
    return " · ".join(dict.fromkeys(w.strip() for w in words if isinstance(w, str) and w.strip()))


def _take_in(library: Library, path: Path, digest: Digest, *, added: Instant) -> None:
    if not library.known(digest):
        library.add(shared().call(measure, path, digest=digest), name=path.name, note=note_beside(path), added=added)


def _folder_key(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
