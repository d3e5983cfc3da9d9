"""Scores of footage matching: claims of sameness against the truth, pair by pair and segment by segment.

A pair (query, reference) is scored by its best claim. Pairs and segments are ranked over all queries together (micro-averaged),
and equal scores form one group, so that no order within them flatters. Segments follow the matching track of VSC2022 (Pizzi et
al., "The 2023 Video Similarity Dataset and Challenge", 2023, section 4.2): precision and recall are the geometric means, over
both time axes, of the lengths that claims and truth have in common. Claims of the same *scene* are counted apart.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

__all__ = [
    "Box",
    "Claim",
    "Curve",
    "Scores",
    "Truth",
    "average_precision",
    "family",
    "read_claims",
    "read_truth",
    "score",
    "segment_precision",
]

Pair = tuple[str, str]
"""File names of the query and of the reference."""
PRECISION = 0.99
FAMILIES = {
    "crop": ("crop_", "repost_crop"),
    "bars": ("letterbox", "pillarbox", "border"),
    "overlay": ("caption_", "logo_", "emoji_", "phone_", "app_", "subtitles", "watermark_"),
    "mirror": ("hflip",),
    "rotation": ("rotate_",),
    "time": ("speed_", "fps_change", "excerpt", "fade_"),
    "quality": ("recompress_", "resize_", "blur", "sharpen", "noise"),
    "colour": ("color_", "grayscale", "gamma", "tint"),
    "inset": ("picture_in_picture", "side_by_side", "stack"),
    "screen": ("screen_",),
    "sound": ("sound_",),
}
"""Beginnings of the names of edits, pooled because single ones are rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A stretch of the query that shows a stretch of a reference; seconds."""

    query: tuple[float, float]
    ref: tuple[float, float]

    def meets(self, other: "Box") -> bool:
        """Whether both stretches overlap."""
        return all(min(a[1], b[1]) > max(a[0], b[0]) for a, b in ((self.query, other.query), (self.ref, other.ref)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row of predictions."""

    pair: Pair
    score: float
    box: Box | None
    same_scene: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the queries were made of."""

    pairs: Mapping[Pair, tuple[Box, ...]]
    edits: Mapping[Pair, tuple[str, ...]]
    roles: Mapping[Pair, str]
    queries: frozenset[str]
    distractors: frozenset[str]
    groups: Mapping[str, str]
    """Reference to its camera or place, where another shows the same; empty: a manifest was not given."""

    def hard(self, pair: Pair) -> bool:
        """Whether the reference shows a scene that the query shows too, at another moment."""
        group = self.groups.get(pair[1])
        shown = {self.groups.get(ref) for query, ref in self.pairs if query == pair[0]}
        return pair not in self.pairs and bool(group) and group in shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A ranking: its average precision, and its best point at a precision."""

    average: float
    points: tuple[tuple[float, float, float], ...]
    """Score, precision, recall when everything from this score on is believed."""

    def best(self, precision: float) -> tuple[float, float]:
        """Largest recall at that precision or better, and the score it takes; (0, inf) where there is none."""
        good = [(recall, score) for score, p, recall in self.points if p >= precision]
        return max(good, key=lambda point: point[0], default=(0.0, math.inf))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well a set of claims did."""

    pairs: int
    average: float
    """Pairwise micro-average precision."""
    recall: float
    """At 99 % precision."""
    threshold: float
    recall_without_false: float
    segments: float | None
    """Segment micro-average precision; none where no claim has a segment."""
    false: Mapping[str, int]
    """False pairs at the threshold, by kind: same group, distractor query, unrelated."""
    scenes_right: int
    scenes: int
    """Pairs of one group."""
    scenes_lost: int
    """True pairs called same scene."""
    by_edit: Mapping[str, tuple[float, int]]
    """Recall at the threshold and number of pairs: of each edit, role (``role:…``), family of single edits (``single:…``)."""


def family(edit: str) -> str:
    """The family of a single edit; its own name where it has none."""
    return next((name for name, starts in FAMILIES.items() if edit.startswith(starts)), edit)


def read_truth(path: Path, manifest: Path | None = None) -> Truth:
    """Read a ground truth and the manifest of the references."""
    rows = list(_rows(path))
    boxes: defaultdict[Pair, list[Box]] = defaultdict(list)
    edits, roles = {}, {}
    for row in rows:
        if row["ref_file"]:
            pair = row["query_file"], row["ref_file"]
            box = _box(row)
            if box is None:
                raise ValueError(f"{path}: expected a segment for {pair}, found none")
            boxes[pair].append(box)
            edits[pair], roles[pair] = tuple(row["transforms"].split("+")), row["role"]
    return Truth(
        pairs={pair: tuple(found) for pair, found in boxes.items()},
        edits=edits,
        roles=roles,
        queries=frozenset(row["query_file"] for row in rows),
        distractors=frozenset(row["query_file"] for row in rows if not row["ref_file"]),
        groups={row["file"]: row["group"] for row in _rows(manifest)} if manifest else {},
    )


def read_claims(path: Path, truth: Truth) -> tuple[Claim, ...]:
    """Read predictions.

    Raises:
        ValueError: a file that the truth does not know, or a number that is none.
    """
    claims = []
    for number, row in enumerate(_rows(path), 2):
        claim = Claim(
            pair=(row["query_file"], row["ref_file"]),
            score=float(row["score"]),
            box=_box(row),
            same_scene=row.get("relation") == "same_scene",
        )
        if row.get("relation") == "same_sound":
            continue  # a finding of its own: nothing is said of the pictures
        known = claim.pair[0] in truth.queries and (not truth.groups or claim.pair[1] in truth.groups)
        if not known or not math.isfinite(claim.score):
            raise ValueError(f"{path}:{number}: expected known files and a finite score, found {claim.pair} and {row['score']}")
        claims.append(claim)
    return tuple(claims)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _box(row: Mapping[str, str]) -> Box | None:
    if not row.get("query_end"):
        return None
    box = Box(query=(float(row["query_start"]), float(row["query_end"])), ref=(float(row["ref_start"]), float(row["ref_end"])))
    ends = (*box.query, *box.ref)
    if not all(map(math.isfinite, ends)) or box.query[1] <= box.query[0] or box.ref[1] <= box.ref[0]:
        raise ValueError(f"expected a finite start before its end on both sides, found {ends}")
    return box


def score(truth: Truth, claims: Iterable[Claim]) -> Scores:
    """Hold ``claims`` against ``truth``."""
    claims = tuple(claims)
    same = [claim for claim in claims if not claim.same_scene]
    best: dict[Pair, float] = {}
    for claim in same:
        best[claim.pair] = max(claim.score, best.get(claim.pair, -math.inf))
    curve = average_precision([(value, pair in truth.pairs) for pair, value in best.items()], len(truth.pairs))
    recall, threshold = curve.best(PRECISION)
    placed = [(claim.score, claim.pair, claim.box) for claim in same if claim.box]
    scenes = Counter(_scene(truth, claim.pair) for claim in claims if claim.same_scene)
    return Scores(
        pairs=len(truth.pairs),
        average=curve.average,
        recall=recall,
        threshold=threshold,
        recall_without_false=curve.best(1.0)[0],
        segments=segment_precision(truth.pairs, placed) if placed else None,
        false=_false(truth, best, threshold),
        scenes_right=scenes["right"],
        scenes=sum(truth.hard((query, ref)) for query in truth.queries for ref in truth.groups),
        scenes_lost=scenes["same footage"],
        by_edit=_by_edit(truth, {pair for pair, value in best.items() if value >= threshold}),
    )


def _scene(truth: Truth, pair: Pair) -> str:
    return "right" if truth.hard(pair) else "same footage" if pair in truth.pairs else "wrong"


def _false(truth: Truth, best: Mapping[Pair, float], threshold: float) -> dict[str, int]:
    wrong = [pair for pair, value in best.items() if pair not in truth.pairs and value >= threshold]
    kinds = ("same group" if truth.hard(p) else "distractor query" if p[0] in truth.distractors else "unrelated" for p in wrong)
    return dict(Counter(kinds))


def _by_edit(truth: Truth, found: set[Pair]) -> dict[str, tuple[float, int]]:
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for pair, names in truth.edits.items():
        single = (f"single:{family(names[0])}",) if len(names) == 1 else ()
        for name in (*names, f"role:{truth.roles[pair]}", *single):
            hits[name].append(pair in found)
    return {name: (sum(values) / len(values), len(values)) for name, values in hits.items()}


def average_precision(ranked: Sequence[tuple[float, bool]], positives: int) -> Curve:
    """The area under precision over recall of (score, is true) rows, in any order."""
    right = believed = 0
    area = recall = 0.0
    points = []
    for value, group in groupby(sorted(ranked, key=lambda row: -row[0]), key=lambda row: row[0]):
        hits = [true for _, true in group]
        right, believed = right + sum(hits), believed + len(hits)
        precision, before, recall = right / believed, recall, right / positives
        area += precision * (recall - before)
        points.append((value, precision, recall))
    return Curve(average=area, points=tuple(points))


def segment_precision(truth: Mapping[Pair, Sequence[Box]], claims: Iterable[tuple[float, Pair, Box]]) -> float:
    """Micro-average precision over the lengths of segments (VSC2022's matching track)."""
    whole = [
        sum(_union(box.query for box in boxes) for boxes in truth.values()),
        sum(_union(b.ref for b in bs) for bs in truth.values()),
    ]
    seen: defaultdict[Pair, list[Box]] = defaultdict(list)
    lengths: dict[Pair, tuple[float, ...]] = {}
    area = recall = 0.0
    for _, group in groupby(sorted(claims, key=lambda claim: -claim[0]), key=lambda claim: claim[0]):
        touched = set()
        for _, pair, box in group:
            seen[pair].append(box)
            touched.add(pair)
        lengths |= {pair: _lengths(seen[pair], truth.get(pair, ())) for pair in touched}
        claimed_q, common_q, claimed_r, common_r = map(sum, zip(*lengths.values(), strict=True))
        precision = math.sqrt(max(0.0, common_q / claimed_q) * max(0.0, common_r / claimed_r))
        before, recall = recall, math.sqrt(max(0.0, common_q / whole[0]) * max(0.0, common_r / whole[1]))
        area += precision * (recall - before)
    return area


def _lengths(claimed: Sequence[Box], true: Sequence[Box]) -> tuple[float, ...]:
    """Seconds claimed and of these in common with the truth that is met, on the query's axis and on the reference's."""
    met = [box for box in true if any(box.meets(claim) for claim in claimed)]
    out: list[float] = []
    for a, b in (([c.query for c in claimed], [m.query for m in met]), ([c.ref for c in claimed], [m.ref for m in met])):
        out += [_union(a), _union(a) + _union(b) - _union([*a, *b])]
    return tuple(out)


def _union(stretches: Iterable[tuple[float, float]]) -> float:
    """Seconds that at least one stretch covers."""
    covered, reach = 0.0, -math.inf
    for start, end in sorted(stretches):
        covered += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return covered
