"""Broken and hostile files through the program's own commands: does it crash, hang, write elsewhere, or lose its words?

Whole files of every kind it reads (``bench/seeds.py``) are broken by code (``bench/mutations``); the same seed makes the same
files. Each goes through the commands that an analyst would use on it, run in a process that notes every write and every error
that is not the program's own (``bench/hostile_worker.py``).
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from itertools import cycle, islice
from pathlib import Path

import platformdirs

from bench import seeds
from bench.hostile_worker import Done, Job, serve
from bench.mutations import mutated
from bench.mutations.texts import JSON, WORDS
from bench.tables import DOCS, markdown, write_between
from provenance.fingerprints.modes import Mode
from provenance.media.executor import LocalProcesses
from provenance.pipeline import jobs
from provenance.pipeline.adding import add_to_library
from provenance.pipeline.bundling import bundle
from provenance.pipeline.run import Settings, Silent

__all__ = ["main"]

LIMIT = 120.0
"""Seconds by the clock that the commands of one file may take; beyond, it is a hang."""
WHOLE = "whole"
"""In place of a salt: the file as it is. A command that complains about it would tell nothing by refusing a broken one."""
COUNTS = {
    "media": 900,
    "articles": 350,
    "exports": 200,
    "archives": 60,
    "lists": 120,
    "geolocations": 120,
    "hashes": 40,
    "bundles": 120,
    "cases": 110,
    "libraries": 60,
}
"""How many files of each area."""


@dataclass(slots=True)
class Score:
    """Of one area."""

    files: int = 0
    commands: int = 0
    read: int = 0
    """Files of which every command ended well."""
    crashes: int = 0
    hangs: int = 0
    outside: int = 0
    foreign: int = 0
    refused: int = 0
    deaths: int = 0
    worst: float = 0.0
    """Seconds for one file."""
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Whole things that the commands need beside the broken file."""

    case: Path
    bundle: Path
    library: Path
    film: Path
    reference: str

    @classmethod
    def made(cls, folder: Path) -> "World":
        """A case with an article and an attached film, sealed, bundled, and a library that knows the film."""
        quiet, offline = Silent(), Settings(offline=True)
        page, film = folder / "page.html", folder / "a.mp4"
        page.write_bytes(seeds.PAGE)
        film.write_bytes(seeds.film("a.mp4"))
        case = folder / "whole"
        read = jobs.trace((str(page),), case=case, settings=offline, progress=quiet)
        reference = next(each.reference.id for each in read.snapshot.articles[0].references)
        jobs.attach_file(case, reference, film, obtained=jobs.Obtained(), settings=offline, progress=quiet)
        library = folder / "whole.lib"
        add_to_library(library, (film,), note="", mode=Mode.DEFAULT, executor=LocalProcesses(jobs=1), progress=quiet)
        made = bundle(case, out=folder / "whole.zip", reason="", settings=offline, progress=quiet)
        return cls(case=case, bundle=made.path, library=library, film=film, reference=reference)


# ── jobs ────────────────────────────────────────────────────────────────────────────────────────


def _name(name: str, number: int) -> str:
    """Every fifth file has a name with power elsewhere; its ending stays."""
    if number % 5:
        return name
    stem = WORDS[number // 5 % len(WORDS)].replace("/", "_").replace("\0", "_")
    return f"{stem.encode()[:200].decode('utf-8', 'ignore')}{Path(name).suffix}"


def _file(seed: seeds.Seed, folder: Path, number: int, salt: str, *, name: str | None = None) -> Path:
    path = folder / (name or _name(seed.name, number))
    path.write_bytes(mutated(seed.data, seed.family, seed=f"{salt}/{number}") if salt != WHOLE else seed.data)
    return path


def _copy(world: World, folder: Path) -> Path:
    return Path(shutil.copytree(world.case, folder / "case"))


def _media(seed: seeds.Seed, world: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    path = str(_file(seed, folder, number, salt))
    library = str(shutil.copy(world.library, folder / "case.lib"))
    commands: list[tuple[str, ...]] = [
        ("inspect", "--json", "--", path),
        ("search", "--library", library, "--json", "--quiet", "--", path),
    ]
    if number % 8 == 1:
        _copy(world, folder)
        commands.append(("attach", "--quiet", "--", str(folder / "case"), world.reference, path))
    elif number % 8 == 3:
        commands.append(("library", "add", "--jobs", "1", "--quiet", "--", library, path))
    return tuple(commands)


def _articles(seed: seeds.Seed, _: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    path = str(_file(seed, folder, number, salt))
    commands: list[tuple[str, ...]] = [("read", "--json", "--", path)]
    if number % 4 == 1:
        commands.append(("trace", "--case", str(folder / "case"), "--offline", "--quiet", "--", path))
    return tuple(commands)


def _lists(seed: seeds.Seed, _: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    path = str(_file(seed, folder, number, salt))
    return (("trace", "--from", path, "--case", str(folder / "case"), "--offline", "--quiet"),)


def _exports(seed: seeds.Seed, world: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    given = folder / "export"
    (given / "video_files").mkdir(parents=True)
    for place in ("a.mp4", "video_files/a.mp4", "VID-20240503-WA0001.mp4"):
        shutil.copy(world.film, given / place)
    _file(seed, given, number, salt, name=seed.name)
    return (("import", "--by", "bench", "--quiet", "--", str(folder / "case"), str(given)),)


def _archives(seed: seeds.Seed, _: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    return (("import", "--by", "bench", "--quiet", "--", str(folder / "case"), str(_file(seed, folder, number, salt))),)


def _geolocations(seed: seeds.Seed, world: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    return (("locate", str(_copy(world, folder)), "--from", str(_file(seed, folder, number, salt)), "--by", "bench", "--quiet"),)


def _hashes(seed: seeds.Seed, world: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    library = str(shutil.copy(world.library, folder / "case.lib"))
    return (("library", "import", "--", library, str(_file(seed, folder, number, salt))), ("library", "verify", library))


def _bundles(seed: seeds.Seed, _: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    path = str(_file(seed, folder, number, salt))
    (folder / "case").mkdir()
    return (("verify", "--json", "--", path), ("open", "--json", "--", path, str(folder / "case" / "opened")))


def _cases(_: seeds.Seed, world: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    case = _copy(world, folder)
    if salt != WHOLE:
        _break_case(case, random.Random(f"{salt}/{number}"))
    return (
        ("verify", str(case), "--json"),
        ("log", str(case), "--network"),
        ("status", str(case)),
        ("report", str(case), "--format", "json", "--out", str(case / "again.json")),
        ("trace", "--case", str(folder / "case"), "--offline", "--quiet", "--", str(world.case.parent / "page.html")),
    )


def _libraries(seed: seeds.Seed, world: World, folder: Path, number: int, salt: str) -> tuple[tuple[str, ...], ...]:
    library = str(_file(seed, folder, number, salt, name="case.lib"))
    return (
        ("library", "list", library, "--json"),
        ("library", "verify", library, "--json"),
        ("search", "--library", library, "--json", "--quiet", "--", str(world.film)),
    )


def _break_case(case: Path, generator: random.Random) -> None:
    """One file of the case broken, or the text of one row of its database."""
    if generator.random() < 0.4:
        _break_row(case / "case.sqlite", generator)
        return
    kinds = {"custody.jsonl": "json", "case.sqlite": "chunks", "report.json": "json"}
    files = sorted(path for path in case.rglob("*") if path.is_file() and path.stat().st_size)
    chosen = generator.choice([case / generator.choice(tuple(kinds)), generator.choice(files)])
    data = mutated(chosen.read_bytes(), kinds.get(chosen.name, "text"), seed=str(generator.random()))
    chosen.chmod(0o644)
    chosen.write_bytes(data)


def _break_row(path: Path, generator: random.Random) -> None:
    with closing(sqlite3.connect(path)) as database, database, suppress(sqlite3.DatabaseError):
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        filled = [table for table in tables if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]]  # noqa: S608
        table = generator.choice(filled)
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        column = "data" if "data" in columns and generator.random() < 0.8 else generator.choice(columns)
        number, value = generator.choice(database.execute(f"SELECT rowid, {column} FROM {table}").fetchall())  # noqa: S608
        text = value if isinstance(value, bytes) else str(value).encode()
        changed = generator.choice(JSON)(generator, text) if text[:1] in b"{[" else mutated(text, "text", seed=str(number))
        word = changed if isinstance(value, bytes) else changed.decode("utf-8", "replace")
        database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (word, number))  # noqa: S608


Commands = Callable[[seeds.Seed, World, Path, int, str], tuple[tuple[str, ...], ...]]
AREAS: dict[str, tuple[Callable[[World], tuple[seeds.Seed, ...]], Commands]] = {
    "media": (lambda _: seeds.media(), _media),
    "articles": (lambda _: seeds.articles(), _articles),
    "exports": (lambda _: seeds.exports(), _exports),
    "archives": (lambda _: seeds.archives(), _archives),
    "lists": (lambda _: seeds.lists(), _lists),
    "geolocations": (lambda _: seeds.geolocations(), _geolocations),
    "hashes": (lambda _: seeds.hashes(), _hashes),
    "bundles": (lambda w: (seeds.Seed(name="b.zip", data=w.bundle.read_bytes(), family="zip"),), _bundles),
    "cases": (lambda _: (seeds.Seed(name="", data=b"", family="text"),), _cases),
    "libraries": (lambda w: (seeds.Seed(name="a.lib", data=w.library.read_bytes(), family="chunks"),), _libraries),
}
"""Area → the whole files, and the commands over a broken one."""


KEPT = ("case", "case.lib", "case.lib.index")
"""What commands may write in the folder of a file."""
ANSWERS = {"search": 3, "status": 1, "trace": 3}
"""The highest exit codes that are no complaints about a whole file: not found, not had offline, sound without a picture."""


# ── running ─────────────────────────────────────────────────────────────────────────────────────


class Runner:
    """One process for jobs, started anew when a file has ended or outlasted it."""

    def __init__(self, folder: Path) -> None:
        self._temporary = folder
        self._own = (Path(os.environ["XDG_CONFIG_HOME"]), Path(platformdirs.user_cache_dir("provenance")))
        self._process: multiprocessing.process.BaseProcess | None = None

    def run(self, job: Job) -> Done | str:
        """What came of the job, or ``"crash"`` or ``"hang"``."""
        if self._process is None:
            self._start()
        self._connection.send(job)
        try:
            if self._connection.poll(LIMIT):
                done: Done = self._connection.recv()
                return done
            found = "hang"
        except (EOFError, OSError):
            found = "crash"
        self.stop()
        return found

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._connection.close()
            self._process.join(5)
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        shutil.rmtree(self._temporary, ignore_errors=True)
        self._temporary.mkdir()
        self._process = context.Process(target=serve, args=(theirs, self._own, self._temporary), daemon=True)
        self._process.start()
        theirs.close()


def _score(area: str, world: World, folder: Path, *, count: int, seed: int, keep: Path | None) -> Score:
    """``count`` broken files of an area, one after another."""
    score, salt = Score(), f"{seed}/{area}"
    wholes, commands = AREAS[area]
    runner = Runner(folder / f"{area}-tmp")
    try:
        files = wholes(world)
        rounds = ((WHOLE, enumerate(files[:count])), (salt, enumerate(islice(cycle(files), count))))
        for tried, (number, whole) in ((tried, each) for tried, numbered in rounds for each in numbered):
            at = folder / f"{area}-{number}"
            at.mkdir()
            job = Job(commands=commands(whole, world, at, number, tried), folder=at, allowed=tuple(at / name for name in KEPT))
            done, label = runner.run(job), f"{area}/{number} ({whole.name})"
            wrong = _complaints(score, done, label, job) if tried == WHOLE else _counted(score, done, label, job.commands)
            if wrong and keep is not None:
                shutil.copytree(at, keep / f"{area}-{number}", symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(at)
    finally:
        runner.stop()
    return score


def _complaints(score: Score, done: Done | str, label: str, job: Job) -> bool:
    """Whether a file as it is was refused by any command, which is then a problem of the bench or of the program."""
    if isinstance(done, str):
        found = [done]
    else:
        answers = zip(job.commands, done.codes, strict=True)
        found = [f"{command[0]} ended with {code}" for command, code in answers if code > ANSWERS.get(command[0], 0)]
    score.problems += [f"{label}, unbroken: {each}" for each in found]
    for each in found:
        print(f"{label}, unbroken: {each}", file=sys.stderr, flush=True)
    return bool(found)


def _counted(score: Score, done: Done | str, label: str, asked: tuple[tuple[str, ...], ...]) -> bool:
    """Add a file to the score; whether something was wrong with how it was taken."""
    score.files += 1
    score.commands += len(asked)
    if isinstance(done, str):
        score.crashes += done == "crash"
        score.hangs += done == "hang"
        found = [done]
    else:
        score.read += not any(done.codes)
        score.outside += bool(done.outside)
        score.foreign += bool(done.foreign)
        score.refused += done.refused
        score.deaths += done.deaths
        score.worst = max(score.worst, done.seconds)
        found = [*(f"outside: {each}" for each in done.outside), *(f"foreign: {each}" for each in done.foreign)]
    score.problems += [f"{label}: {each}" for each in found]
    for each in found:
        print(f"{label}: {each}", file=sys.stderr, flush=True)
    return bool(found)


def _rows(scores: dict[str, Score]) -> Iterator[list[str]]:
    total = Counter[str]()
    for area, score in scores.items():
        numbers = {name: getattr(score, name) for name in COLUMNS}
        total.update(numbers)
        yield [area, *(f"{number:,}" for number in numbers.values()), f"{score.worst:.1f}"]
    yield ["all", *(f"{total[name]:,}" for name in COLUMNS), f"{max(score.worst for score in scores.values()):.1f}"]


def _earlier(rows: Path | None) -> dict[str, Score]:
    """What other runs kept, in the order of the areas."""
    kept = json.loads(rows.read_text("utf-8")) if rows is not None and rows.is_file() else {}
    return {area: Score(**kept[area]) for area in AREAS if area in kept}


def _kept(area: str, score: Score, rows: Path | None) -> Score:
    if rows is not None:
        rows.write_text(json.dumps({name: asdict(each) for name, each in (_earlier(rows) | {area: score}).items()}), "utf-8")
    return score


COLUMNS = {
    "files": "files",
    "commands": "commands",
    "read": "read without complaint",
    "crashes": "crashes",
    "hangs": f"hangs (over {LIMIT:g} s)",
    "outside": "wrote elsewhere",
    "foreign": "errors not ours",
    "refused": "exceptions of libraries, contained",
    "deaths": "decoders that died, contained",
}


def main() -> None:
    """Break files, run the commands, print the table; the exit code says whether anything was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="of the number of files")
    parser.add_argument("--area", action="append", choices=tuple(AREAS), help="only these; repeatable")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that something is wrong with")
    parser.add_argument("--rows", type=Path, help="a file for the rows, kept as they come; the table is of all that it holds")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/benchmarks.md")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="provenance-hostile-") as name, ThreadPoolExecutor(given.jobs) as pool:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        world = World.made(folder)
        counts = {area: max(1, round(COUNTS[area] * given.share)) for area in given.area or AREAS}
        running = {
            area: pool.submit(_score, area, world, folder, count=count, seed=given.seed, keep=given.keep)
            for area, count in counts.items()
        }
        scores = {area: _kept(area, each.result(), given.rows) for area, each in running.items()}
    scores = _earlier(given.rows) | scores
    text = markdown(("area", *COLUMNS.values(), "slowest file, s"), list(_rows(scores)))
    print(text, f"\n{time.monotonic() - began:,.0f} s", sep="\n")
    if given.docs:
        write_between(DOCS, "hostile", text)
    sys.exit(any(score.problems for score in scores.values()))


if __name__ == "__main__":
    main()
