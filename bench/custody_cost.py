"""What custody costs: processor time of its own code while a case is written, beside one SHA-256 pass over the same bytes."""

import hashlib
import resource
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from unittest.mock import patch

from provenance.custody.findings import Verdict
from provenance.custody.signing import Ed25519PrivateKey
from provenance.model import (
    Activity,
    ActivityId,
    ActivityKind,
    Digest,
    Fingerprint,
    Instant,
    Keyframe,
)
from provenance.pipeline.run import now
from provenance.store import custody, sealing, staging
from provenance.store.case import Case
from provenance.store.custody import Custody
from provenance.store.staging import Staging
from provenance.store.verifying import verify_case
from provenance.store.writing import Writer

__all__ = ["cost"]

FILE = 20_000_000
"""Bytes of one media file."""
ROUNDS = 3
WRITES, RENAMES, DIGESTED = "write_flushed", "_move", "digest_of"
"""What custody's code calls and is not custody's own cost: writing and renaming a file, which a store without custody does too,
and digesting the database and the log at the seal, whose bytes the one pass counts."""
WAKING = "waking"
METERED: tuple[tuple[object, tuple[str, ...]], ...] = (
    (Staging, ("_open", "keep", "take", "seen", "find", "outputs", "place")),
    (Custody, ("watch", "begin", "record", "export")),
    (sealing, ("seal_case", DIGESTED)),
    (staging, (WRITES, RENAMES)),
)
"""Custody's own code, by where it hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What is kept with each media file."""

    words: str
    pictures: int
    """Small files."""
    size: int
    """Bytes of each, about."""
    keyframes: int
    """Rows of them."""


COMPOSITIONS = (
    Composition(words="30 pictures of 4 KB each", pictures=30, size=4_000, keyframes=0),
    Composition(words="as `trace` writes them", pictures=56, size=1_700, keyframes=56),
)
"""The second: a video of 20 MB is 40 s at the 4 Mbit/s in which platforms hand out 1080p. Of 9.2 s of the demo's footage
``trace`` keeps 13 keyframes (so 56), each with a picture of some 1.7 KB, a row of some 550 bytes and 9.4 KB of packed
fingerprints."""
PACKED = 9_400


class Meter:
    """Processor seconds of functions: each without the metered ones that it calls, and without the metering."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = defaultdict(float)
        self._calls: Counter[str] = Counter()
        self._inner: list[float] = []

    def over(self, name: str, function: Callable[..., object]) -> Callable[..., object]:
        """``function``, metered."""

        def metering(*args: object, **kwargs: object) -> object:
            outer = time.thread_time()
            self._inner.append(0.0)
            began = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._spent[name] += time.thread_time() - began - self._inner.pop()
                self._calls[name] += 1
                if self._inner:
                    self._inner[-1] += time.thread_time() - outer

        return metering

    def spent(self) -> dict[str, float]:
        """By name; what reading the clock takes is subtracted."""
        empty = Meter()
        nothing = empty.over("", lambda: None)
        for _ in range(1000):
            nothing()
        reading = empty._spent[""] / 1000
        return {name: seconds - reading * self._calls[name] for name, seconds in self._spent.items()}


@contextmanager
def metered() -> Iterator[Meter]:
    """Custody's own code metered while a case is worked on: lines, waiting files, export, seal.

    The kernel's time for writing hundreds of megabytes differs from run to run by more than all of these take together,
    so a difference of two whole runs would measure the kernel.
    """
    meter = Meter()
    with ExitStack() as stack:
        for owner, names in METERED:
            for name in names:
                function = meter.over(name, getattr(owner, name))
                if name == WRITES:
                    # The processor has slept on the flush and its caches are cold: the next to read the clock would be charged
                    # for that, up to 11 µs a file. An empty function around the write is.
                    function = meter.over(WAKING, function)
                stack.enter_context(patch.object(owner, name, function))
        yield meter


def cost(folder: Path, size: int) -> list[list[str]]:
    """Rows of the table: processor seconds, and in parts of one SHA-256 pass over the same bytes."""
    sources = _sources(folder / "sources", size)
    return [row for composition in COMPOSITIONS for row in _cost(folder / "case", sources, composition)]


def _cost(case: Path, sources: list[Path], composition: Composition) -> list[list[str]]:
    kept, own, renames, plain, checked = [], [], [], [], []
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows all alike; the least of each counts
        shutil.rmtree(case, ignore_errors=True)
        with metered() as meter:
            kept.append(_timed(partial(_kept, case, sources, composition)))
        spent = meter.spent()
        for apart in (WRITES, WAKING, DIGESTED):
            del spent[apart]
        renames.append(spent.pop(RENAMES))
        own.append(sum(spent.values()) + _noting(case.with_name("rows"), len(sources), composition))
        files = [path for path in case.rglob("*") if path.is_file()]
        plain.append(_timed(partial(_digest_all, files)))
        checked.append(_timed(partial(_verified, case)))
    total, pass_ = sum(path.stat().st_size for path in files), min(plain)
    measured = (
        (f"one SHA-256 pass over {len(files):,} files, {total / 1e9:.2f} GB: {composition.words}", plain),
        ("the files kept: copied, digested on the way, flushed, with rows, log and seal", kept),
        ("of that, custody's own beyond digesting each file: lines, rows noted and digested, waiting, export, seal", own),
        ("and the one rename of each file into its place, which a store without custody makes too", renames),
        ("`verify`, that pass included", checked),
    )
    return [[words, f"{min(seconds):.2f}", f"{min(seconds) / pass_:.2f}"] for words, seconds in measured]


def _noting(folder: Path, videos: int, composition: Composition) -> float:
    """Seconds that the triggers take which note every row: the same rows written with them and without."""
    spent = []
    for trigger in (custody._trigger, lambda *_: "SELECT 1"):  # noqa: SLF001
        meter = Meter()
        shutil.rmtree(folder, ignore_errors=True)
        with ExitStack() as stack:
            stack.enter_context(patch.object(custody, "_trigger", trigger))
            stack.enter_context(patch.object(Writer, "_put", meter.over("", Writer._put)))  # noqa: SLF001
            with Case.open(folder, create=True) as case, case.exclusive():
                for number in range(videos):
                    _write_rows(case, number, composition, Digest.of(b"%d" % number), [Digest.of(b"")] * composition.keyframes)
        spent.append(sum(meter.spent().values()))
    return max(0.0, spent[0] - spent[1])


def _kept(folder: Path, sources: list[Path], composition: Composition) -> None:
    """A case of ``sources``, with a seal at the end."""
    key = Ed25519PrivateKey.generate()
    with Case.open(folder, create=True) as case, case.exclusive():
        for number, path in enumerate(sources):
            digest, _ = case.media.put_file(path, suffix=".mp4")
            pictures = [
                case.pictures.put((b"%d.%d" % (number, each)).ljust(composition.size, b"."), suffix=".webp")
                for each in range(composition.pictures)
            ]
            _write_rows(case, number, composition, digest, pictures[: composition.keyframes])
        sealing.seal_case(case, key)


def _write_rows(case: Case, number: int, composition: Composition, digest: Digest, pictures: list[Digest]) -> None:
    fingerprint = Fingerprint(algorithm="pdq", version="1", value=bytes(32), quality=100, time=Fraction(0))
    keyframes = tuple(
        Keyframe(media=digest, time=Fraction(each, 2), width=1920, height=1080, fingerprints=(fingerprint,) * 2, picture=picture)
        for each, picture in enumerate(pictures)
    )
    with case.commit(_activity(number, now())) as write:
        if composition.keyframes:
            write._put("media", digest=str(digest), data="{}" * 200)  # noqa: SLF001 - rows without an article
            write.footage(digest, bytes(PACKED * composition.keyframes), keyframes)


def _activity(number: int, moment: Instant) -> Activity:
    return Activity(
        id=ActivityId(str(number)),
        kind=ActivityKind.ACQUIRE,
        subject=f"https://example.org/{number}",
        tool="bench",
        version="1",
        options=(),
        started=moment,
        ended=moment,
        ok=True,
    )


def _sources(folder: Path, size: int) -> list[Path]:
    """Files of random bytes, ``size`` bytes in all."""
    folder.mkdir()
    found = []
    with Path("/dev/urandom").open("rb") as noise:
        for number in range(max(1, size // FILE)):
            found.append(folder / f"{number}.mp4")
            found[-1].write_bytes(noise.read(FILE))
    return found


def _digest_all(files: list[Path]) -> None:
    for path in files:
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")


def _verified(case: Path) -> None:
    if (result := verify_case(case)).verdict is not Verdict.VERIFIED:
        raise AssertionError(f"expected an honest case to verify, got {result.findings}")


def _timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, user and system, that ``work`` takes in this process."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
