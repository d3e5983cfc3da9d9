"""Soundtracks: how many edited excerpts are found by their sound alone, how well placed, and what is found falsely.

    python -m bench.sound [--refs DIR] [--hours 100] [--each 16] [--every 1]

First on sounds made by code (``bench/sounds.py``), then, with ``--refs``, on the soundtracks of real clips edited the same way,
with what listening costs beside bare decoding of the pictures. ``--hours`` searches in an index of made-up landmarks of that
length. Every pair that is not the query's own source counts as false.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from bench import sounds
from bench.sounds import EDITS, KINDS, RATE, Edit
from provenance.errors import ProvenanceError
from provenance.fingerprints.interface import Sound, SoundState
from provenance.fingerprints.sound import FRAME, PITCHES, encoded
from provenance.matching.sound import SoundLine, score
from provenance.matching.sound_index import SoundIndex
from provenance.media.decode import raw_frames
from provenance.media.sound import listen
from provenance.store.library import media_files

Samples = npt.NDArray[np.float64]
LENGTHS = (10.0, 4.0)
"""Seconds of an excerpt after the edit."""


@dataclass(slots=True)
class _Row:
    """What became of one edit."""

    tried: int = 0
    found: int = 0
    false: list[float] = field(default_factory=list)
    """Scores."""
    off: list[float] = field(default_factory=list)
    """Seconds by which the middle of the excerpt is misplaced."""
    covered: list[float] = field(default_factory=list)
    """Share of the excerpt inside the segments found."""


def main() -> None:
    """Read the command line, run, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refs", type=Path, help="a folder of real clips")
    parser.add_argument("--hours", type=int, default=0, help="length of the made-up index")
    parser.add_argument("--each", type=int, default=16, help="sounds of each kind")
    parser.add_argument("--every", type=int, default=1, help="each edit on every so-manieth sound only: quicker")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "query.mka"
        if given.each:
            _made_up(path, given.each, every=given.every)
        if given.refs:
            _real(path, media_files(given.refs), every=given.every)
    if given.hours:
        _scale(given.hours)


def _made_up(path: Path, each: int, *, every: int) -> None:
    known = [kind(seed, 40) for kind in KINDS for seed in range(each)]
    index = SoundIndex([_heard(path, samples, "aac", 96000) for samples in known])
    for length in LENGTHS:
        _say(f"\n{len(known)} sounds of 40 s made by code, excerpts of {length:g} s, edited")
        _table(path, index, known, length=length, every=every)
    strangers: list[Samples] = [kind(1000 + seed, 12) for kind in KINDS for seed in range(each)]
    strangers += [sounds.noise(seed, 12) for seed in range(4)] + [sounds.tone(hertz, 12) for hertz in (100, 440, 1000)]
    false = [
        line for samples in strangers for lines in index.search(_heard(path, samples, "aac", 48000)).values() for line in lines
    ]
    _say(f"{len(strangers)} unknown sounds against all: {len(false)} false{_scores([score(line) for line in false])}")


def _real(path: Path, files: list[Path], *, every: int) -> None:
    heard = [(file, sound) for file in files if (sound := _listened(file)) and sound.state is SoundState.HEARD]
    index = SoundIndex([sound for _, sound in heard])
    false = [
        (heard[i][0].name, heard[j][0].name, max(map(score, lines)))
        for i, (_, sound) in enumerate(heard)
        for j, lines in index.search(sound).items()
        if i != j
    ]
    _say(f"\n{len(heard)} real clips with sound, every pair: {len(false)} found alike {false}")
    known = [_samples(file) for file, _ in heard]
    _say("their excerpts of 4 s (the whole, where shorter), edited")
    _table(path, index, known, length=4.0, every=every)
    _cost([file for file, _ in heard], [sound for _, sound in heard])


def _cost(files: list[Path], found: list[Sound]) -> None:
    seconds, begun = 0.0, _cpu()
    for file in files:
        for raw in raw_frames(file):
            last = float(raw.time)
        seconds += last
    pictures, begun = _cpu() - begun, _cpu()
    for file in files:
        listen(file, warnings=[])
    own = _cpu() - begun
    size = sum(len(sound.landmarks) for sound in found) / seconds * 3600
    _say(
        f"listening: {own:.2f} s of CPU for {seconds:.0f} s ({1000 * own / seconds:.1f} ms a second), decoding their pictures"
        f" {pictures:.2f} s: {own / pictures:.1%}; {size / 1e6:.2f} MB an hour"
    )


def _scale(hours: int) -> None:
    """Landmarks as dense as real ones, in pieces of six minutes; a query that is none of them."""
    rng = np.random.default_rng(1)
    tracks = [_random(rng, 360.0) for _ in range(hours * 10)]
    begun = _cpu()
    index = SoundIndex(tracks)
    built = _cpu() - begun
    query = _random(rng, 60.0)
    begun = _cpu()
    found = index.search(query)
    _say(
        f"\n{hours} hours of made-up landmarks: index built in {built:.1f} s of CPU, a query of 60 s searched in"
        f" {_cpu() - begun:.2f} s; {len(found)} false; peak memory"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
    )


def _random(rng: np.random.Generator, seconds: float) -> Sound:
    count = int(seconds * 20)
    frames = np.sort(rng.integers(0, int(seconds / FRAME), count))
    # Lower pitches are commoner, as in real sound.
    pitches = (PITCHES * rng.beta(1.5, 2.5, count)).astype(np.int64)
    return Sound(state=SoundState.HEARD, landmarks=encoded(frames, pitches))


def _table(path: Path, index: SoundIndex, known: Sequence[Samples], *, length: float, every: int) -> None:
    total, spent = _Row(), 0.0
    for number, edit in enumerate(EDITS):
        row, begun = _Row(), time.perf_counter()
        for position, samples in [*enumerate(known)][number % every :: every]:
            _try(path, index, (position, samples), edit, length=length, row=row)
        spent += time.perf_counter() - begun
        _say(f"  {edit[0]:28} {_words(row)}")
        total.tried, total.found = total.tried + row.tried, total.found + row.found
        total.off, total.false, total.covered = total.off + row.off, total.false + row.false, total.covered + row.covered
    _say(f"  {'all':28} {_words(total)}; {spent / max(1, total.tried):.2f} s a query, coding included")


def _try(path: Path, index: SoundIndex, item: tuple[int, Samples], edit: Edit, *, length: float, row: _Row) -> None:
    position, samples = item
    _, change, codec, bit_rate, rate = edit
    whole = len(samples) / RATE
    taken = min(length * rate, whole)
    start = (whole - taken) * ((position * 0.37) % 1)
    cut = samples[int(start * RATE) : int((start + taken) * RATE)]
    found = index.search(_heard(path, change(cut), codec, bit_rate))
    row.tried += 1
    row.false += [max(map(score, lines)) for other, lines in found.items() if other != position]
    if position in found:
        line = max(found[position], key=lambda each: each.nats)
        middle = (line.start + line.end) / 2
        row.found += 1
        row.off.append(abs(line.at(middle) - start - rate * middle))
        row.covered.append(_covered(found[position], taken / rate))


def _covered(lines: Sequence[SoundLine], length: float) -> float:
    moments = np.arange(0, length, 0.05)
    inside = np.any([(moments >= line.start) & (moments <= line.end) for line in lines], axis=0)
    return float(inside.mean())


def _words(row: _Row) -> str:
    off = f"off by {np.median(row.off):.3f} s (95 %: {np.quantile(row.off, 0.95):.3f})" if row.off else ""
    covered = f", {np.mean(row.covered):.0%} of the excerpt covered" if row.covered else ""
    share = row.found / max(1, row.tried)
    return f"{row.found}/{row.tried} ({share:.2f}) {off}{covered}; false {len(row.false)}{_scores(row.false)}"


def _scores(values: Sequence[float]) -> str:
    return f" (scores {', '.join(f'{v:.2f}' for v in sorted(values, reverse=True)[:5])})" if values else ""


def _heard(path: Path, samples: Samples, codec: str, bit_rate: int) -> Sound:
    return listen(sounds.write(path, samples, codec=codec, bit_rate=bit_rate), warnings=[])


def _listened(path: Path) -> Sound | None:
    try:
        return listen(path, warnings=[])
    except ProvenanceError as error:
        _say(f"left out: {error}")
        return None


def _samples(path: Path) -> Samples:
    """The whole soundtrack at :data:`RATE`."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(str(path)) as container:
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)] + list(resampler.resample(None))
    return np.concatenate([np.asarray(f.to_ndarray(), np.float64)[0] for f in frames])


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
