"""Tampering with a sealed case at random: is each change found, and named for what it is?

Each trial changes one thing, checks, and puts everything back.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from provenance.custody.findings import Finding, FindingKind, Verdict
from provenance.custody.signing import Ed25519PrivateKey
from provenance.model import Activity, ActivityId, ActivityKind, Instant
from provenance.store.case import Case
from provenance.store.rows import primary_keys
from provenance.store.sealing import seal_case
from provenance.store.verifying import verify_case

__all__ = ["KINDS", "Score", "trials"]

LOG, DATABASE = "custody.jsonl", "case.sqlite"
Named = Callable[[tuple[Finding, ...]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of one kind of change."""

    tried: int
    found: int
    named: int
    """The findings name what was changed and nothing else."""


def _activity(number: int) -> Activity:
    moment = Instant(value=datetime.now(UTC))
    return Activity(
        id=ActivityId(f"a{number}"),
        kind=ActivityKind.INSPECT,
        subject=f"subject {number}",
        tool="bench",
        version="1",
        options=(("number", str(number)),),
        started=moment,
        ended=moment,
        ok=True,
    )


def small_case(folder: Path, generator: random.Random, *, lines: int = 40) -> None:
    """A case with files and rows in each line, sealed three times."""
    key = Ed25519PrivateKey.generate()
    with Case.open(folder, create=True) as case, case.exclusive():
        for number in range(1, lines + 1):
            data = generator.randbytes(generator.randrange(50, 3000))
            digest = case.media.put(data, suffix=".mp4")
            case.stage("report.json", b'{"lines": %d}' % number)
            with case.commit(_activity(number)) as write:
                write._put("media", digest=str(digest), data=f'{{"name": "{number}.mp4"}}')  # noqa: SLF001 - rows without an article
                write.footage(digest, generator.randbytes(300), ())
                write.comparison(digest, f"library {number}", "state", ())
            if number in {lines // 3, lines // 2, lines}:
                seal_case(case, key)


def trials(folder: Path, *, count: int, seed: int = 1) -> dict[str, Score]:
    """``count`` trials, spread evenly over the kinds."""
    generator = random.Random(seed)
    small_case(folder, generator)
    if verify_case(folder).verdict is not Verdict.VERIFIED:
        raise AssertionError(f"expected an honest case to verify: {verify_case(folder).findings}")
    tried, found, named = Counter[str](), Counter[str](), Counter[str]()
    for number in range(count):
        kind = tuple(KINDS)[number % len(KINDS)]
        with _restored(folder):
            judge = KINDS[kind](folder, generator)
            findings = verify_case(folder).findings
        tried[kind] += 1
        found[kind] += bool(findings)
        named[kind] += judge(findings)
    return {kind: Score(tried=tried[kind], found=found[kind], named=named[kind]) for kind in KINDS}


@contextmanager
def _restored(folder: Path) -> Iterator[None]:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield
    for path in [path for path in folder.rglob("*") if path.is_file() and path not in before]:
        path.unlink()
    for path, data in before.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


def _only(file: str) -> Named:
    def judge(findings: tuple[Finding, ...]) -> bool:
        return bool(findings) and {each.file.partition(",")[0] for each in findings} == {file}

    return judge


def _byte(folder: Path, generator: random.Random) -> Named:
    path = generator.choice(_files(folder))
    data = bytearray(path.read_bytes())
    data[generator.randrange(len(data))] ^= generator.randrange(1, 256)
    path.chmod(0o644)
    path.write_bytes(data)
    return _only(path.relative_to(folder).as_posix())


def _lines(folder: Path) -> list[bytes]:
    return (folder / LOG).read_bytes().splitlines(keepends=True)


def _in_log(kinds: set[FindingKind], lines: set[int]) -> Named:
    """Lines are named, all of one of these kinds and all among these; the log file besides may be named as a whole."""

    def judge(findings: tuple[Finding, ...]) -> bool:
        about = {(each.kind, each.line) for each in findings if each.file == LOG and each.line is not None}
        return bool(about) and all(k in kinds and n in lines for k, n in about) and {each.file for each in findings} == {LOG}

    return judge


def _dropped(folder: Path, generator: random.Random) -> Named:
    lines = _lines(folder)
    number = generator.randrange(len(lines))
    last = number == len(lines) - 1
    del lines[number]
    (folder / LOG).write_bytes(b"".join(lines))
    return _in_log({FindingKind.TRUNCATED if last else FindingKind.MISSING}, {number + 1})


def _swapped(folder: Path, generator: random.Random) -> Named:
    lines = _lines(folder)
    first, second = sorted(generator.sample(range(len(lines)), 2))
    lines[first], lines[second] = lines[second], lines[first]
    (folder / LOG).write_bytes(b"".join(lines))
    return _in_log({FindingKind.REORDERED}, {first + 1, second + 1})


def _cut(folder: Path, generator: random.Random) -> Named:
    data = (folder / LOG).read_bytes()
    kept = generator.randrange(len(data))
    (folder / LOG).write_bytes(data[:kept])
    return _in_log({FindingKind.TRUNCATED}, {data[:kept].count(b"\n") + 1})


def _added(folder: Path, generator: random.Random) -> Named:
    place = generator.choice(["", "articles/", "media/", "media/ab/", "pictures/", "custody/", "notes/", "work/", "work/zz/"])
    path = folder / f"{place}{generator.randbytes(4).hex()}{generator.choice(['.txt', '.mp4', '.seal', '.sig', '.pem', ''])}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(generator.randbytes(20))
    return lambda findings: (
        {(each.kind, each.file) for each in findings} == {(FindingKind.UNEXPECTED, path.relative_to(folder).as_posix())}
    )


def _removed(folder: Path, generator: random.Random) -> Named:
    path = generator.choice(_files(folder))
    path.unlink()
    name = path.relative_to(folder).as_posix()
    return _only(name)


def _row(folder: Path, generator: random.Random) -> Named:
    """One cell of one row, edited, or the row deleted or copied under another key."""
    database = sqlite3.connect(folder / DATABASE, isolation_level=None)
    keys = primary_keys(database)
    filled = [table for table in keys if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]]  # noqa: S608
    table = generator.choice(filled)
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    row = dict(zip(columns, generator.choice(database.execute(f"SELECT * FROM {table}").fetchall()), strict=True))  # noqa: S608
    where = " AND ".join(f"{column} = ?" for column in keys[table])
    key = [row[column] for column in keys[table]]
    column = generator.choice([each for each in columns if each not in keys[table] and row[each] is not None] or [""])
    if column and generator.random() < 0.7:
        value = row[column]
        other = value + 1 if isinstance(value, int) else value + (b"x" if isinstance(value, bytes) else "x")
        database.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (other, *key))  # noqa: S608
    else:
        database.execute(f"DELETE FROM {table} WHERE {where}", key)  # noqa: S608
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    name = f"{table} ["

    def judge(findings: tuple[Finding, ...]) -> bool:
        about = [each.record for each in findings if each.record]
        return len(about) == 1 and about[0].startswith(name) and all(str(part) in about[0] for part in key)

    return judge


KINDS: dict[str, Callable[[Path, random.Random], Named]] = {
    "one byte of any file": _byte,
    "a line of the log dropped": _dropped,
    "two lines swapped": _swapped,
    "the log cut off anywhere": _cut,
    "a file added": _added,
    "a file taken away": _removed,
    "a row edited or deleted": _row,
}
"""Name → change, which returns how its findings are judged."""
