"""Edited copies of footage with the truth about them: of the clips of any folder, by seed.

    python -m bench.footage_edits [--clips DIR] [--seed N] [--copies M] [--kinds K…] [--groups F.csv] --out DIR

Writes ``refs/`` (the originals), ``queries/`` (M copies), ``ground_truth.csv`` (one row per copied segment; a query of footage
that is not among the originals has a row without one, role ``distractor``) and ``manifest.csv``. The clips must be different
footage. A clip of a camera that stands still is cut into stretches a second apart: one ``group``, the same scene at another
moment, never the same footage. ``--groups`` (columns file, group) names more of these among the clips given.
``python -m bench.footage_takes`` makes clips of our own. The same seed gives the same bytes with the same libraries.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from random import Random

from bench.edits.originals import Original, cut
from bench.edits.recipes import KINDS, LAYOUTS, Recipe, drawn
from bench.edits.rendering import Copied, Stretch, render
from provenance.errors import MediaError
from provenance.store.library import media_files

__all__ = ["MANIFEST", "TRUTH", "main", "make"]

TRUTH = ("query_file", "query_start", "query_end", "ref_file", "ref_start", "ref_end", "transforms", "role", "params")
MANIFEST = ("file", "sha256", "duration_s", "width", "height", "fps", "group", "note")
CLIPS = Path(__file__).parent.parent / "samples" / "library"
SAMPLE_GROUPS = {f"2019-09-14_{name}-constanta.mp4": "quay" for name in ("exercice-incendie", "quai-le-soir")}
KEPT_OUT = 0.15
"""Share of the originals whose copies are distractors."""
SHORTEST = 2.5
"""Seconds that a copied stretch has at least, where its clip is that long."""


def make(
    clips: Iterable[Path],
    out: Path,
    *,
    seed: int,
    copies: int,
    groups: dict[str, str] | None = None,
    kinds: Sequence[str] = KINDS,
) -> None:
    """Write originals, copies and the truth about them into ``out``; the ``kinds`` of copy are made in turn.

    Raises:
        ValueError: fewer than three originals.
    """
    for folder in ("refs", "queries", "kept_out"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    originals = tuple(_cut(clips, out / "refs", groups or {}))
    if len(originals) < 3:
        raise ValueError(f"{out}: expected clips for at least three originals, found {len(originals)}")
    known, unknown = _kept_out(originals, Random(f"{seed}:kept out"))
    _write(out / "manifest.csv", MANIFEST, (_described(original) for original in known))
    _write(out / "ground_truth.csv", TRUTH, _copies(known, unknown, out, seed=seed, copies=copies, kinds=kinds))
    for original in unknown:
        original.clip.path.rename(out / "kept_out" / original.clip.path.name)


def _cut(clips: Iterable[Path], folder: Path, groups: dict[str, str]) -> Iterator[Original]:
    for path in clips:
        try:
            yield from cut(path, folder, group=groups.get(path.name, ""))
        except MediaError as error:
            sys.stderr.write(f"left out: {error}\n")


def _kept_out(originals: tuple[Original, ...], random: Random) -> tuple[list[Original], list[Original]]:
    """What the references hold and what they do not; at least two stay, and one is kept out of more than three."""
    number = min(len(originals) - 2, max(1, round(KEPT_OUT * len(originals)))) if len(originals) > 3 else 0
    out = set(random.sample([o.clip.path.name for o in originals], k=number))
    return [o for o in originals if o.clip.path.name not in out], [o for o in originals if o.clip.path.name in out]


def _described(original: Original) -> tuple[object, ...]:
    clip = original.clip
    digest = hashlib.sha256(clip.path.read_bytes()).hexdigest()
    return (
        clip.path.name,
        digest,
        f"{clip.seconds:.2f}",
        clip.width,
        clip.height,
        f"{clip.fps:.2f}",
        original.group,
        original.note,
    )


def _copies(
    known: list[Original], unknown: list[Original], out: Path, *, seed: int, copies: int, kinds: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    turns, order = cycle(Random(f"{seed}:kinds").sample(kinds, k=len(kinds))), _rounds(known, Random(f"{seed}:originals"))
    for number in range(copies):
        random, kind = Random(f"{seed}:{number}"), next(turns)
        name = f"q{number:04d}.mp4"
        distracts = bool(unknown) and kind not in LAYOUTS and random.random() < KEPT_OUT
        recipe = drawn(kind, random)
        chosen = [random.choice(unknown)] if distracts else [next(order)]
        chosen += _others(chosen[0], known, random, number=_parts(kind) - 1)
        stretches = [_stretch(original, recipe, random, parts=_parts(kind)) for original in chosen]
        yield from _rows(name, recipe, render(out / "queries" / name, recipe, stretches, random), distracts=distracts)


def _rounds(known: list[Original], random: Random) -> Iterator[Original]:
    """Every original in turn, in another order each round."""
    while True:
        yield from random.sample(known, k=len(known))


def _parts(kind: str) -> int:
    if kind.startswith("compilation_"):
        return int(kind.removeprefix("compilation_"))
    return 2 if kind in LAYOUTS else 1


def _others(first: Original, known: list[Original], random: Random, *, number: int) -> list[Original]:
    """Originals of other scenes; fewer where there are not so many."""
    others: list[Original] = []
    for original in random.sample(known, k=len(known)):
        scenes = {o.group or o.clip.path.name for o in (first, *others)}
        if len(others) < number and (original.group or original.clip.path.name) not in scenes:
            others.append(original)
    return others


def _stretch(original: Original, recipe: Recipe, random: Random, *, parts: int) -> Stretch:
    longest = min(recipe.longest, 5.0) if parts > 2 else recipe.longest
    whole = original.clip.seconds
    length = min(whole, max(SHORTEST * recipe.speed, random.uniform(0.4, 1) * min(whole, longest)))
    length = min(length, longest) if recipe.names[0] != "excerpt" else min(whole, longest)
    start = random.uniform(0, whole - length)
    return Stretch(clip=original.clip, start=start, end=start + length)


def _rows(name: str, recipe: Recipe, copied: tuple[Copied, ...], *, distracts: bool) -> Iterator[tuple[object, ...]]:
    transforms, params = "+".join(recipe.names), json.dumps({**recipe.params, "sound": recipe.sound})
    for part in copied:
        start, seconds = part.stretch.start, (part.end - part.start) * recipe.speed
        ends = ("", "", "") if distracts else (part.stretch.clip.path.name, f"{start:.3f}", f"{start + seconds:.3f}")
        yield name, f"{part.start:.3f}", f"{part.end:.3f}", *ends, transforms, "distractor" if distracts else part.role, params


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            file.flush()  # what was made when it is stopped can be used


def main() -> None:
    """Read the command line and make the set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=Path, default=CLIPS, help="folder of footage; the samples' library by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=2 * len(KINDS))
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help="kinds of copy, made in turn")
    parser.add_argument("--groups", type=Path, help="CSV with the columns file and group")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    groups = SAMPLE_GROUPS if given.clips == CLIPS else {}
    if given.groups:
        with given.groups.open(newline="", encoding="utf-8") as file:
            groups = {row["file"]: row["group"] for row in csv.DictReader(file)}
    make(sorted(media_files(given.clips)), given.out, seed=given.seed, copies=given.copies, groups=groups, kinds=given.kinds)


if __name__ == "__main__":
    main()
