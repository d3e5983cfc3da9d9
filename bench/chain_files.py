"""A set of repost trees as files: each copy rendered from its parent's encoded file, kept for the next run.

A folder holds one set: ``set.json`` names its seed and clips, ``trees/NNNN/C.mp4`` is copy C of tree NNNN, ``truth.csv`` says
who came from whom. Rendering is deterministic, so what is there already is not made again.
"""

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

from bench.chain_trees import Copy, Stamp, Tree, drawn_tree, edges_of
from bench.edits.files import Clip, looked_at
from bench.edits.rendering import Stretch, render
from provenance.errors import MediaError
from provenance.store.library import media_files

__all__ = ["COLUMNS", "RepostSet", "write_truth"]

COLUMNS = ("tree", "clip", "copy", "parent", "nearest_kept", "lost", "kinds", "params", "time", "time_where_some_lie")
VERSION = 2
"""Of the generator: another number makes another set of the same seed."""
MOST_FPS = 25.0
SHORTEST = 4.0
"""Seconds of a clip that trees are made of."""


class RepostSet:
    """The trees of one seed over the clips of one folder, rendered into ``out`` when asked for."""

    def __init__(self, refs: Path, out: Path, *, seed: int) -> None:
        """Look at the clips; claim ``out`` for this set.

        Raises:
            ValueError: ``out`` holds another set, or no clip is long enough.
        """
        self.out, self.seed = out, seed
        out.mkdir(parents=True, exist_ok=True)
        self._clips = _usable(media_files(refs), out / "clips.json")
        if not self._clips:
            raise ValueError(f"{refs}: expected clips of at least {SHORTEST} s, found none")
        listing = hashlib.sha256(json.dumps([(c.path.name, c.seconds) for c in self._clips.values()]).encode()).hexdigest()
        _claimed(out / "set.json", {"version": VERSION, "seed": seed, "clips": listing})

    def tree(self, number: int) -> tuple[Tree, dict[int, Path]]:
        """Tree ``number`` and the files of its copies, lost ones too."""
        tree = drawn_tree(self.seed, number, list(self._clips))
        folder = self.out / "trees" / f"{number:04d}"
        folder.mkdir(parents=True, exist_ok=True)
        files: dict[int, Path] = {}
        made: dict[int, Clip] = {}
        for copy in tree.copies:
            files[copy.number] = folder / f"{copy.number}.mp4"
            made[copy.number] = self._rendered(tree, copy, files[copy.number], made, f"{self.seed}:{number}:{copy.number}")
        return tree, files

    def _rendered(self, tree: Tree, copy: Copy, path: Path, made: dict[int, Clip], seed: str) -> Clip:
        parent = self._clips[tree.clip] if copy.parent is None else made[copy.parent]
        start, end = copy.part
        if copy.parent is None:
            length = min(tree.seconds, parent.seconds)
            first = tree.begins * (parent.seconds - length)
            start, end = first / parent.seconds, (first + length) / parent.seconds
        stretch = Stretch(clip=parent, start=start * parent.seconds, end=end * parent.seconds)
        fps = copy.recipe.fps or min(MOST_FPS, parent.fps)
        if not path.exists():
            half = path.with_suffix(".part.mp4")
            render(half, copy.recipe, [stretch], Random(seed))
            half.rename(path)
        seconds = (stretch.end - stretch.start) / copy.recipe.speed
        return Clip(path=path, seconds=seconds, width=0, height=0, fps=fps)


def _rows(number: int, tree: Tree) -> list[tuple[object, ...]]:
    """The rows of one tree (:data:`COLUMNS`)."""
    kept = edges_of(tree)
    return [
        (
            number,
            tree.clip,
            copy.number,
            _told(copy.parent),
            _told(kept.get(copy.number)),
            int(copy.lost),
            "+".join(copy.kinds),
            json.dumps(copy.recipe.params),
            _time(copy.honest),
            _time(copy.lying),
        )
        for copy in tree.copies
    ]


def write_truth(path: Path, trees: Sequence[tuple[int, Tree]]) -> None:
    """All the trees as one table."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, tree in trees:
            writer.writerows(_rows(number, tree))


def _told(number: int | None) -> str:
    return "" if number is None else str(number)


def _time(stamp: Stamp | None) -> str:
    if stamp is None:
        return ""
    return stamp.start.isoformat() if stamp.start == stamp.end else f"{stamp.start:%Y-%m-%d}"


def _usable(paths: Sequence[Path], memory: Path) -> dict[str, Clip]:
    """Clips that are long enough, by name; each is decoded once and remembered."""
    known: dict[str, list[float]] = json.loads(memory.read_text("utf-8")) if memory.exists() else {}
    found: dict[str, Clip] = {}
    for path in sorted(paths):
        key = f"{path.name}:{path.stat().st_size}"
        if key not in known:
            try:
                clip = looked_at(path)
                known[key] = [clip.seconds, clip.width, clip.height, clip.fps]
            except MediaError:
                known[key] = [0, 0, 0, 0]
        seconds, width, height, fps = known[key]
        if seconds >= SHORTEST:
            found[path.name] = Clip(path=path, seconds=seconds, width=int(width), height=int(height), fps=fps)
    memory.write_text(json.dumps(known), "utf-8")
    return found


def _claimed(path: Path, this: dict[str, object]) -> None:
    there = json.loads(path.read_text("utf-8")) if path.exists() else this
    if there != this:
        raise ValueError(f"{path.parent}: expected {this} or an empty folder, found {there}; name another --out")
    path.write_text(json.dumps(this), "utf-8")
