"""A small sealed case, and ways to tamper with it that leave everything else as it was."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

from provenance.custody.signing import Ed25519PrivateKey
from provenance.store.case import Case
from provenance.store.sealing import seal_case

from . import values

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def sealed_case(folder: Path, *, key: Ed25519PrivateKey = KEY) -> Path:
    """Six lines, two seals, an article, two films, a report."""
    with Case.open(folder, create=True) as case, case.exclusive():
        case.articles.put(b"article", suffix=".html")
        with case.commit(values.activity()) as write:
            write.reading(values.reading())
            write.source("a.html", values.DIGEST)
        for number in (2, 3):
            case.media.put(b"film %d" % number * 50, suffix=".mp4")
            with case.commit(values.activity(number=number)):
                pass
        seal_case(case, key)
        for number in (4, 5):
            with case.commit(values.activity(number=number)) as write:
                write.source(f"{number}.html", values.DIGEST)
        case.stage("report.html", b"<p>report</p>")
        with case.commit(values.activity(number=6)):
            pass
        seal_case(case, key)
    return folder


def flip(path: Path, generator: random.Random) -> None:
    """Change one random byte."""
    data = bytearray(path.read_bytes())
    data[generator.randrange(len(data))] ^= generator.randrange(1, 256)
    path.chmod(0o644)
    path.write_bytes(data)


def edit_log(folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of ``custody.jsonl``."""
    path = folder / "custody.jsonl"
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def edit_database(folder: Path, *statements: str) -> None:
    """Change ``case.sqlite`` as any SQLite shell does, journal folded in."""
    database = sqlite3.connect(folder / "case.sqlite", isolation_level=None)
    for statement in statements:
        database.execute(statement)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
