"""Custody from outside a run: check a case, tell its log, name the analyst's key."""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from provenance.custody.compare import read_log
from provenance.custody.findings import Verification
from provenance.custody.log import Line
from provenance.custody.redaction import NOTHING, read_redaction
from provenance.custody.signing import fingerprint, public_pem, read_public_key
from provenance.errors import CaseError, UsageError
from provenance.model import Activity, Digest
from provenance.pipeline.anchoring import finish_proofs
from provenance.pipeline.bundling import verify_bundle
from provenance.pipeline.run import Progress, Settings
from provenance.pipeline.sealing import seal_now, working
from provenance.pipeline.stamping import Stamped, queued, stamp_seal
from provenance.store.case import Case
from provenance.store.keys import is_locked, key_path, lock, signing_key
from provenance.store.sealcheck import REDACTED
from provenance.store.sealing import SEALS
from provenance.store.stamps import read_headers, read_roots
from provenance.store.verifying import verify_case

__all__ = ["Entry", "KeyFacts", "LeftOut", "is_locked", "key_of", "left_out", "lock", "log", "own_key", "timestamp", "verify"]


def verify(
    case: Path, *, keys: tuple[str, ...] = (), roots: tuple[Path, ...] = (), headers: tuple[Path, ...] = ()
) -> Verification:
    """Check ``case``, a folder or a bundle; each of ``keys`` is a fingerprint or a file with a public key, each of
    ``roots`` a file with certificates of time-stamping authorities, each of ``headers`` one with headers of Bitcoin blocks.

    Raises:
        CaseError: no case.
        UsageError: a key that is neither.
    """
    known = tuple(key_of(each) for each in keys)
    trusted = read_roots(roots)
    check = verify_bundle if case.is_file() else verify_case
    return check(case, keys=known, roots=trusted, headers=read_headers(headers))


def key_of(text: str) -> Digest:
    """The fingerprint that the analyst gave, or that of the public key in a file.

    Raises:
        UsageError: neither.
        CaseError: the file holds something else.
    """
    value = text.lower().removeprefix("sha256:").replace(":", "")
    if re.fullmatch(r"[0-9a-f]{64}", value):
        return Digest(value=value)
    path = Path(text)
    if path.is_file():
        return fingerprint(read_public_key(path.read_bytes(), where=text))
    raise UsageError(
        f"--key {text}: expected a fingerprint (sha256: and 64 hex digits) or a file with a public key, found neither"
    )


def timestamp(
    case: Path, urls: tuple[str, ...], *, settings: Settings, progress: Progress, upgrade: bool = False
) -> tuple[Stamped, ...]:
    """Have the case's seal stamped by ``urls``, or by those that are queued; it is sealed before and after.

    With ``upgrade`` calendars are asked for the proofs that they promised, and nothing is stamped; beyond the public ones only
    those in ``urls``.

    Raises:
        CaseError: no case.
        UsageError: nobody named, and none queued.
    """
    with working(case, settings=settings, progress=progress) as run:
        if upgrade:
            return finish_proofs(run, urls)
        wanted = urls or queued(run)
        if not wanted:
            raise UsageError("expected --url URL of a time-stamping authority: none is queued")
        seal_now(run)
        return stamp_seal(run, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the log and the activity that it is about."""

    line: Line
    activity: Activity | None
    """``None`` where it was left out of this copy."""


def log(case: Path) -> tuple[Entry, ...]:
    """What was done, line by line, as ``case`` tells it; nothing is checked, see :func:`verify`.

    Raises:
        CaseError: no case, or an older one without a log.
    """
    with Case.consult(case) as opened:
        known = {str(activity.id): activity for activity in opened.activities()}
        lines = read_log(opened.custody.lines(), where=f"{case}, table custody")
    return tuple(Entry(line=line, activity=known.get(line.activity)) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the stubs of a copy tell; all of it empty of a whole case."""

    reasons: tuple[str, ...] = ()
    files: int = 0
    posts: bool = False
    """Whether posts are among it. Which ones is not told: that is what was left out."""


def left_out(case: Path) -> LeftOut:
    """What was left out of ``case``, a copy that was handed on, and why."""
    stubs = case / SEALS / f"{REDACTED}.json"
    with suppress(CaseError):  # whether they are sound is for ``verify`` to say
        redaction = read_redaction(stubs.read_bytes(), where=str(stubs)) if stubs.is_file() else NOTHING
        posts = any(entry.line.redacted for entry in log(case))
        return LeftOut(reasons=redaction.reasons, files=len(redaction.files), posts=posts)
    return LeftOut()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """The analyst's own key."""

    fingerprint: Digest
    path: Path
    locked: bool
    public: bytes
    """PEM."""


def own_key(passphrase: str | None) -> KeyFacts:
    """The key that seals cases on this machine; made now where there is none.

    Raises:
        CaseError: it cannot be unlocked.
        StorageError: it cannot be read or written.
    """
    key = signing_key(passphrase).public_key()
    return KeyFacts(fingerprint=fingerprint(key), path=key_path(), locked=is_locked(), public=public_pem(key))
