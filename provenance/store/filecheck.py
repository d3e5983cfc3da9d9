"""The files of a case against the log and the list that the newest seal signs."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.custody.compare import latest_files, latest_rows
from provenance.custody.findings import Finding, FindingKind, Pending
from provenance.custody.log import Line
from provenance.custody.redaction import Redaction
from provenance.model import Digest
from provenance.store.adopting import EVIDENCE
from provenance.store.blobs import digest_of
from provenance.store.custody import LOG_FILE
from provenance.store.rows import read_key
from provenance.store.sealcheck import REDACTED, CheckedSeal, listed_files, lost
from provenance.store.sealing import SEALS, key_file
from provenance.store.staging import STAGED

__all__ = ["BESIDE", "DATABASE", "FileCheck", "check_files"]

DATABASE = "case.sqlite"
WORK = "work"
"""Where downloads and dropped files arrive: below it a folder for each reference, or one that a review made."""
DROPPED = "dropped-"
BESIDE = frozenset({"case.lock", f"{DATABASE}-wal", f"{DATABASE}-shm"})
"""Files that hold nothing while nobody works on the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """What the folder shows."""

    findings: tuple[Finding, ...]
    pending: tuple[Pending, ...]
    partial: tuple[str, ...]
    """Downloads that broke off, kept to go on from: no record names them, and nothing vouches for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What should lie at a path."""

    digest: Digest
    line: int | None = None
    """That put it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Paths that may be there though nothing measures their bytes here."""

    paths: frozenset[str]
    at_rest: bool
    """Whether the case is sealed as it is: then nothing is under way."""
    references: frozenset[str]
    """Ids of the case's references, by the log."""


def check_files(folder: Path, *, seals: tuple[CheckedSeal, ...], lines: tuple[Line, ...], redaction: Redaction) -> FileCheck:
    """Every file that is altered, missing or unexpected, and every one that an interrupted run left."""
    expected = {path: Expected(digest=digest, line=line) for path, (digest, line) in latest_files(lines).items()}
    last = seals[-1] if seals else None
    listed, problem = listed_files(last) if last is not None and last.holds else ({}, None)
    at_rest = last is not None and last.seal is not None and len(lines) == last.seal.count
    expected |= {
        path: Expected(digest=digest)
        for path, digest in listed.items()
        if path not in expected and (at_rest or path not in {DATABASE, LOG_FILE})
    }
    if last is not None and redaction.seal == Digest.of(last.files.path(".seal").read_bytes()):
        expected |= {each.path: Expected(digest=each.digest) for each in redaction.replaced}
    signatures = {each.file.removesuffix(".seal") + ".sig" for each in lost(folder)}
    references = frozenset(str(read_key(key)[0]) for table, key in latest_rows(lines) if table == "reference")
    known = Known(paths=_own(seals, trusted=bool(listed)) | signatures, at_rest=at_rest, references=references)
    there = dict(_walk(folder))
    findings, pending, partial = [problem] if problem else [], list[Pending](), list[str]()
    homes = {each.digest: path for path, each in expected.items()}
    for path, wanted in sorted(expected.items()):
        findings += _measured(folder, path, wanted, mode=there.get(path), stubs=redaction, homes=homes)
    for path in sorted(there.keys() - expected.keys()):
        stranger = _stranger(folder, path, there[path], known)
        findings += [stranger] if isinstance(stranger, Finding) else []
        pending += [stranger] if isinstance(stranger, Pending) else []
        partial += [stranger] if isinstance(stranger, str) else []
    return FileCheck(findings=tuple(findings), pending=tuple(pending), partial=tuple(partial))


def _own(seals: tuple[CheckedSeal, ...], *, trusted: bool) -> frozenset[str]:
    """Custody's own files: with a list that can be ``trusted``, all but the newest seal's stand in it."""
    own = {DATABASE, LOG_FILE, f"{SEALS}/{REDACTED}.json", f"{SEALS}/{REDACTED}.signature"}
    for each in seals[-1:] if trusted else seals:
        own |= {f"{SEALS}/{each.files.name}{suffix}" for suffix in (".seal", ".sig", ".sha256")}
    if not trusted:
        own |= {f"{SEALS}/{key_file(each.seal.key)}" for each in seals if each.seal is not None}
    return frozenset(own)


def _walk(folder: Path) -> Iterator[tuple[str, int]]:
    """Everything below ``folder`` but folders, with its mode; links are not followed."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(folder / above) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{above}{entry.name}/")
                else:
                    yield f"{above}{entry.name}", entry.stat(follow_symlinks=False).st_mode


def _measured(
    folder: Path, path: str, wanted: Expected, *, mode: int | None, stubs: Redaction, homes: Mapping[Digest, str]
) -> Iterator[Finding]:
    """What is wrong with the file that should lie at ``path``; ``homes`` tells where bytes belong that were put there instead."""
    if mode is None:
        if not any(each.path == path and each.digest == wanted.digest for each in stubs.files):
            detail = f"expected a file with {wanted.digest}, found none"
            yield Finding(kind=FindingKind.MISSING, file=path, line=wanted.line, detail=detail)
    elif not stat.S_ISREG(mode):
        yield Finding(kind=FindingKind.ALTERED, file=path, line=wanted.line, detail="expected a file, found a link or the like")
    elif (digest := digest_of(folder / path)) != wanted.digest:
        other = f", the bytes of {homes[digest]}" if digest in homes else ""
        detail = f"expected {wanted.digest}, found {digest}{other}"
        yield Finding(kind=FindingKind.ALTERED, file=path, line=wanted.line, detail=detail)
    elif path.partition("/")[0] in EVIDENCE and path.rpartition("/")[2].partition(".")[0] != digest.value:
        yield Finding(
            kind=FindingKind.ALTERED, file=path, line=wanted.line, detail=f"named for other bytes than it has ({digest})"
        )


def _stranger(folder: Path, path: str, mode: int, known: Known) -> Finding | Pending | str | None:
    """A file that neither the log nor the list names: one of custody's own, one of a run that broke off, a download that did
    (its path), or one that should not be there.
    """
    if stat.S_ISREG(mode):
        size = (folder / path).stat().st_size
        if path in known.paths or (path in BESIDE and (path.endswith("-shm") or not size)):
            return None
        top, suffix = path.partition("/")[0], Path(path).suffix
        if not known.at_rest and (path == f"{DATABASE}-wal" or (top == SEALS and suffix in {".seal", ".sha256", ".pem"})):
            return Pending(file=path, detail="of a run or seal that was interrupted")
        inside = path.split("/")[1] if top == WORK and path.count("/") > 1 else ""
        if inside.partition("-")[0] in known.references:
            return path
        if top == STAGED or inside.startswith(DROPPED) or Path(path).name.startswith(".partial-"):
            return Pending(file=path, detail="left by a run that was interrupted; no record names it")
    return Finding(kind=FindingKind.UNEXPECTED, file=path, detail="neither the log nor the seal knows it")
