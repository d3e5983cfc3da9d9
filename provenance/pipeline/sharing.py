"""Libraries between people: verify one that was handed over, take another's into ours, write and read other programs' hashes."""

import re
from collections.abc import Iterator
from pathlib import Path

from provenance.errors import InputError, LibraryError, ProvenanceError, StorageError
from provenance.fingerprints.exchange import Format, recognised
from provenance.pipeline.telling import Progress, now
from provenance.store.library import open_library

__all__ = ["export_hashes", "import_hashes", "merge_libraries", "verify_library"]

MAX_HASHES = 500_000_000
"""Bytes of a file of hashes."""


def verify_library(library: Path) -> Iterator[str]:
    """One line for each thing in ``library`` that is damaged.

    Raises:
        LibraryError: it cannot be opened at all.
    """
    with open_library(library) as opened:
        yield from opened.verify()


def export_hashes(library: Path, folder: Path, *, form: Format, progress: Progress) -> tuple[int, tuple[ProvenanceError, ...]]:
    """Write the hashes of every entry into ``folder``, a file each; how many were, and the errors of the rest.

    Raises:
        LibraryError: the library cannot be opened.
        StorageError: the folder cannot be written to.
    """
    problems: list[ProvenanceError] = []
    written = 0
    with open_library(library) as opened:
        entries = tuple(opened.entries())
        progress.stage("export", len(entries))
        for entry in entries:
            progress.item(entry.name)
            try:
                text = form.write(opened.features(entry.digest))
            except LibraryError as error:
                problems.append(error)
                continue
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{_file_name(entry.name)}.{entry.digest.value[:12]}{form.suffix}").write_text(text, "utf-8")
            except OSError as error:
                raise StorageError(f"{folder}: expected a folder that can be written to, found: {error}") from error
            written += 1
        problems += [LibraryError(f"{library}: {problem}") for problem in opened.problems]
    return written, tuple(problems)


def import_hashes(library: Path, files: tuple[Path, ...], *, note: str) -> tuple[int, int, tuple[ProvenanceError, ...]]:
    """Take files of hashes into ``library``; how many were added, known already, and the errors of the rest."""
    added = known = 0
    problems: list[ProvenanceError] = []
    with open_library(library, create=True) as opened:
        for path in files:
            try:
                text = _text(path)
                footage = recognised(text, where=str(path)).footage(text, where=str(path))
            except InputError as error:
                problems.append(error)
                continue
            if opened.known(footage.digest):
                known += 1
                continue
            said = "hashes only, from a file of them" if not note else f"{note} (hashes only, from a file of them)"
            opened.add(footage, name=path.name, note=said, added=now())
            added += 1
    return added, known, tuple(problems)


def merge_libraries(
    library: Path, others: tuple[Path, ...], *, progress: Progress
) -> tuple[int, int, tuple[ProvenanceError, ...]]:
    """Take what ``others`` hold into ``library``: how many entries were added, known already, and what could not be read.

    Names, notes and days stay theirs; so does the version of local features, so that nothing is compared that cannot be.
    """
    added = known = 0
    problems: list[ProvenanceError] = []
    with open_library(library, create=True) as opened:
        for path in others:
            try:
                with open_library(path) as other:
                    entries = tuple(other.entries())
                    progress.stage(f"merge {path.name}", len(entries))
                    problems += [LibraryError(f"{path}: {problem}") for problem in other.damaged]
                    for entry in entries:
                        progress.item(entry.name)
                        if opened.known(entry.digest):
                            known += 1
                            continue
                        try:
                            record = other.record(entry.digest)
                        except LibraryError as error:
                            problems.append(error)
                            continue
                        opened.add(
                            record.footage, name=entry.name, note=entry.note, added=entry.added or now(), features=record.features
                        )
                        added += 1
            except LibraryError as error:
                problems.append(error)
    return added, known, tuple(problems)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_HASHES:
            raise InputError(f"{path}: expected at most {MAX_HASHES} bytes of hashes, found {path.stat().st_size}")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: expected a text file of hashes, found: {error}") from error


def _file_name(name: str) -> str:
    """Of a hostile name, what is safe in any file system."""
    return re.sub(r"[^\w.-]+", "_", name, flags=re.ASCII).lstrip(".-_")[:80] or "video"
