"""Check a case's custody: seals, log, rows and files, each against the others. Nothing in the folder is written.

The log exists twice, in ``custody.jsonl`` and in ``case.sqlite``. The copy whose chain holds and leads to what the seals
signed is believed, and the other one measured against it. Rows and files are then measured against the log, and
everything in the folder against the list that the newest seal signs.
"""

import contextlib
import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from cryptography.x509 import Certificate

from provenance.custody.compare import break_of, compare_lines, compare_rows, latest_rows, read_log
from provenance.custody.findings import Finding, FindingKind, Pending, Proof, Stamp, Verification
from provenance.custody.log import Line
from provenance.custody.redaction import Redaction
from provenance.custody.seal import Seal
from provenance.errors import CaseError, MissingExtraError
from provenance.model import ActivityKind, Digest
from provenance.store.custody import LOG_FILE
from provenance.store.database import distrust
from provenance.store.filecheck import BESIDE, DATABASE, check_files
from provenance.store.migrations import APPLICATION_ID, MIGRATIONS
from provenance.store.rows import every_row
from provenance.store.sealcheck import check_redaction, check_seals, interrupted, lost
from provenance.store.sealing import SEALS
from provenance.store.stamps import proofs_of, stamps_of

__all__ = ["verify_case"]

T = TypeVar("T", Stamp, Proof)

TABLE = f"{DATABASE}, table custody"


def verify_case(
    folder: Path, *, keys: Collection[Digest] = (), roots: Collection[Certificate] = (), headers: Collection[bytes] = ()
) -> Verification:
    """Everything that is not as it should be in the case in ``folder``.

    Args:
        folder: the case.
        keys: fingerprints that may have sealed it; any key may where none is given.
        roots: certificates of authorities; a time-stamp that leads to none of them is then a finding.
        headers: headers of Bitcoin blocks (80 bytes each), whose times OpenTimestamps proofs that lead there then have.

    Raises:
        CaseError: there is no case, or none with a custody log.
    """
    if not (folder / DATABASE).is_file() and not (folder / LOG_FILE).is_file():
        raise CaseError(f"{folder}: expected a case folder (with {DATABASE}), found none")
    if _only_begun(folder):
        raise CaseError(f"{folder}: expected a case, found one that a run had only begun to make: run the same command again")
    seals = check_seals(folder, keys)
    good = [each.seal for each in seals if each.seal is not None and each.holds]
    redaction, findings = check_redaction(folder, frozenset(keys) or {each.key for each in good})
    found = [*findings, *(finding for each in seals for finding in each.findings)]
    found += lost(folder)
    pending = list(interrupted(folder))
    lines = _check_log(folder, good, redaction, found, pending)
    if not seals:
        signer = f" by {' or '.join(map(str, keys))}" if keys else ""
        detail = f"expected a seal{signer}, found none: nobody has signed for this case, or the seals were taken away"
        if keys:
            found.append(Finding(kind=FindingKind.MISSING, file=SEALS, detail=detail))
        else:
            pending.append(Pending(file=SEALS, detail=detail))
    files = check_files(folder, seals=seals, lines=lines, redaction=redaction)
    found += files.findings
    pending += files.pending
    stamps, doubts, unread = _read("time-stamps", stamps_of(folder, roots))
    proofs, questions, unknown = _read("OpenTimestamps proofs", proofs_of(folder, headers))
    return Verification(
        lines=len(lines),
        seal=good[-1] if good else None,
        findings=tuple(dict.fromkeys([*found, *doubts, *questions])),
        pending=tuple(pending),
        notes=(*_notes(lines, good, redaction), *_partial(files.partial), *unread, *unknown),
        stamps=stamps,
        proofs=proofs,
        keys=tuple(dict.fromkeys(each.key for each in good)),
    )


def _only_begun(folder: Path) -> bool:
    """Whether the run that made the case ended, on a full disk or by a kill, before the database had its tables."""
    if any(each.name not in {DATABASE, *BESIDE} for each in folder.iterdir()):
        return False
    with contextlib.suppress(sqlite3.Error, CaseError), _database(folder) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0]) < len(MIGRATIONS)
    return False


def _read(what: str, every: Iterator[T | Finding]) -> tuple[tuple[T, ...], tuple[Finding, ...], tuple[str, ...]]:
    """Time-stamps or proofs, what is wrong with them, and why they were not read."""
    try:
        read = tuple(every)
    except MissingExtraError as error:
        return (), (), (f"{what} were not checked: {error}",)
    return tuple(x for x in read if not isinstance(x, Finding)), tuple(x for x in read if isinstance(x, Finding)), ()


# ── the log and the rows ────────────────────────────────────────────────────────────────────────


def _check_log(
    folder: Path, seals: list[Seal], redaction: Redaction, found: list[Finding], pending: list[Pending]
) -> tuple[Line, ...]:
    """The lines that are believed, after both copies and the rows were measured against them."""
    exported = _lines_of(folder / LOG_FILE)
    try:
        with _database(folder) as database:
            kept = [
                line.encode("utf-8", "surrogateescape")
                for (line,) in database.execute("SELECT line FROM custody ORDER BY sequence")
            ]
            lines = _believed(exported, kept, seals, found, pending)
            stubs = frozenset(redaction.records)
            found += compare_rows(every_row(database), latest_rows(lines), file=DATABASE, stubs=stubs)
    except (sqlite3.Error, CaseError, TypeError, AttributeError, ValueError) as error:
        found.append(Finding(kind=FindingKind.ALTERED, file=DATABASE, detail=f"cannot be read as a case: {error}"))
        lines = _believed(exported, None, seals, found, pending)
    if seals and len(lines) > seals[-1].count:
        pending.append(Pending(file=LOG_FILE, detail=f"lines after {seals[-1].count} are not sealed: a run was interrupted"))
    return lines


def _lines_of(path: Path) -> list[bytes]:
    if not path.is_file():
        return []
    with path.open("rb") as file:
        return file.readlines()


def _believed(
    exported: list[bytes], kept: list[bytes] | None, seals: list[Seal], found: list[Finding], pending: list[Pending]
) -> tuple[Line, ...]:
    """The copy of the log that can be believed; how the other one differs is added to ``found`` or ``pending``."""
    if kept is not None and break_of(kept, seals, file=TABLE) is None:
        for finding in compare_lines(exported, kept, file=LOG_FILE):
            if finding.kind is FindingKind.TRUNCATED and (finding.line or 0) > (seals[-1].count if seals else 0):
                pending.append(
                    Pending(file=LOG_FILE, detail="lines not exported yet, or one of them in part: a run was interrupted")
                )
            else:
                found.append(finding)
        return read_log(kept, where=TABLE)
    broken = break_of(exported, seals, file=LOG_FILE)
    if broken is None:
        if kept is not None:
            found += compare_lines(kept, exported, file=TABLE)
        return read_log(exported, where=LOG_FILE)
    also = None if kept is None else break_of(kept, seals, file=TABLE)
    found += [each for each in (broken, also) if each is not None]
    return _readable(exported if kept is None else kept)


def _readable(stored: list[bytes]) -> tuple[Line, ...]:
    """What can be read of a damaged log, so that the rest of the case is checked all the same."""
    found: list[Line] = []
    for number, line in enumerate(stored, start=1):
        with contextlib.suppress(CaseError):
            found += read_log([line], where=str(number))
    return tuple(found)


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    """The case's database, read where it lies; with a journal beside it, a copy of both, as reading would write there."""
    path, journal = folder / DATABASE, folder / f"{DATABASE}-wal"
    with contextlib.ExitStack() as stack:
        options = "immutable=1"
        if journal.is_file() and journal.stat().st_size:
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="provenance-")))
            for each in (path, journal):
                (copy / each.name).write_bytes(each.read_bytes())
            path, options = copy / DATABASE, "mode=rw"
        database = sqlite3.connect(f"file:{quote(str(path.resolve()))}?{options}", uri=True, isolation_level=None)
        stack.callback(database.close)
        distrust(database, where=path)
        if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise CaseError(f"{path}: expected a Provenance case, found another program's database")
        yield database


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def _partial(paths: tuple[str, ...]) -> Iterator[str]:
    if paths:
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        yield f"{paths[0]}{more}: downloads that broke off, kept to go on from; no record names them and no seal covers them"


def _notes(lines: tuple[Line, ...], seals: list[Seal], redaction: Redaction) -> Iterator[str]:
    if lines and lines[0].kind == ActivityKind.ADOPT and lines[0].scene:
        yield f"the log counts from {lines[0].scene.time}: what lay in the case before is listed as it was found then"
    known = list(dict.fromkeys(each.key for each in seals))
    if len(known) > 1:
        yield f"sealed by {len(known)} keys one after the other: {', '.join(map(str, known))}"
    dated = [line for line in lines if line.scene is not None]
    for before, after in pairwise(dated):
        if before.scene and after.scene and after.scene.time < before.scene.time:
            yield f"line {after.sequence} is dated before line {before.sequence}: the clock was set back"
    left = len(redaction.files) + len(redaction.records) + sum(bool(line.redacted) for line in lines)
    if left:
        reasons = "; ".join(dict.fromkeys(redaction.reasons))
        yield f"{left} files, records and lines were left out of this copy and stand as stubs: {reasons}"
