"""Trees of reposts, drawn by seed: who copied whom and how, which copies are lost, what each says of its time.

Pure: nothing is rendered here. Seeds come in two ranges that never mix: :data:`BUILDING` for whatever is looked at or learnt
from while the method is made, :data:`MEASURING` for the figures that are told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import exp, log
from random import Random

from bench.edits.framing import scaled
from bench.edits.interface import Filter, Frame
from bench.edits.recipes import PICTURE_EDITS, Recipe

__all__ = ["BUILDING", "KINDS", "MEASURING", "Copy", "Stamp", "Tree", "drawn_tree", "edges_of", "is_measuring"]

BUILDING = range(1000)
MEASURING = range(1000, 2000)
COPIES = 10
DEPTH = 5
"""Copies from the first one down, at most."""
LOST = 0.2
"""Share of the copies that nobody finds."""
UNDATED = 0.2
"""Share of the copies whose time is not known."""
LYING = 0.2
"""Share of the dated copies whose time is false, where times lie."""
BY_DAY = 0.3
"""Share of the times that are known to the day only."""
BEGINS = datetime(2025, 3, 1, 6, tzinfo=UTC)
LAG = (timedelta(minutes=5), timedelta(days=5))
"""Between a copy and its parent, evenly in its logarithm."""

CUTS = ("crop_center", "crop_random", "crop_strip")
SURROUNDS = (
    "letterbox",
    "letterbox_blurred",
    "pillarbox",
    "border",
    "caption_added",
    "phone_ui",
    "app_frame",
    "screen_recording",
)
LAID_OVER = ("caption_overlay", "subtitles", "logo_watermark", "watermark_tiled", "emoji_sticker")
TURNED = ("hflip", "stretch")
COLOURS = ("color_jitter", "gamma", "tint", "grayscale")
GRAIN = ("blur", "sharpen", "noise")
SIZES = ("resize_small", "recompress_low")
SPEEDS = ("speed_slower", "speed_faster")
TIMES = ("fps_change", "excerpt")
SOUNDS = ("sound_replaced", "sound_removed")
GROUPS = (CUTS, SURROUNDS, LAID_OVER, TURNED, COLOURS, GRAIN, SIZES, SPEEDS, TIMES, SOUNDS)
WEIGHTS = (3, 3, 5, 1.5, 2, 1.5, 2, 1, 2.5, 1)
KINDS = tuple(kind for group in GROUPS for kind in group)
"""What a repost may do besides coding the film anew."""
EDITS = (0.3, 0.5, 0.2)
"""How often one repost does none of them, one, two."""
MOST = {CUTS: 2, SURROUNDS: 2, LAID_OVER: 3, TURNED: 2, COLOURS: 2, GRAIN: 2, SIZES: 2, SPEEDS: 1, TIMES: 2, SOUNDS: 1}
"""Of one group from the first copy down: a picture cropped four times is nobody's copy any more."""
PLATFORMS = ((360, 0.11), (360, 0.075), (320, 0.09), (288, 0.06), (270, 0.05), (240, 0.08))
"""Shorter side and bits for each pixel that a platform grants (some 150 to 600 kbit/s here)."""
VARIES = (0.85, 1.15)
"""Times the bits: two reposts of one file through one platform would else be the same bytes, which no method tells apart."""
FPS = (10.0, 12.0, 15.0)
LONGER = 640
"""Pixels of the longer side, at most."""
LENGTH = (4.0, 6.5)
"""Seconds of the first copy."""
SHORTEST = 2.5
"""Seconds that an excerpt keeps, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a copy says of its time: the first and the last moment that it may mean."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of a tree."""

    number: int
    parent: int | None
    """``None`` for the first one, which is made of the clip itself."""
    kinds: tuple[str, ...]
    recipe: Recipe
    part: tuple[float, float]
    """Stretch of the parent, shares of its length."""
    lost: bool
    honest: Stamp | None
    lying: Stamp | None
    """The same where some lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Copies in the order they were made: parents before children."""

    clip: str
    """Name of the footage that all come from."""
    begins: float
    """Share of the clip's spare length before the first copy's stretch."""
    seconds: float
    copies: tuple[Copy, ...]

    @property
    def kept(self) -> tuple[Copy, ...]:
        """The copies that are found."""
        return tuple(copy for copy in self.copies if not copy.lost)


def is_measuring(seed: int) -> bool:
    """Which range a seed is of.

    Raises:
        ValueError: of neither.
    """
    if seed not in BUILDING and seed not in MEASURING:
        raise ValueError(f"seed {seed}: expected one of {BUILDING} (building) or {MEASURING} (measuring)")
    return seed in MEASURING


def drawn_tree(seed: int, number: int, clips: Sequence[str]) -> Tree:
    """Tree ``number`` of the set of ``seed``: the clips take turns, in an order of that seed's own."""
    order = Random(f"{seed}:clips").sample(list(clips), k=len(clips))
    random = Random(f"{seed}:{number}")
    lost = set(random.sample(range(COPIES), k=round(LOST * COPIES)))
    copies: list[Copy] = []
    for at in range(COPIES):
        parent = _parent(copies, random)
        copies.append(replace(_copy(at, parent, copies, random), lost=at in lost))
    told = _told(_made(copies, random), random)
    stamped = tuple(replace(copy, honest=honest, lying=lying) for copy, (honest, lying) in zip(copies, told, strict=True))
    return Tree(clip=order[number % len(order)], begins=random.random(), seconds=random.uniform(*LENGTH), copies=stamped)


def edges_of(tree: Tree) -> dict[int, int | None]:
    """Each kept copy's parent: the nearest ancestor that is kept, ``None`` where none is.

    So the children of a lost copy become children of the one before it; those of a lost first copy are roots of their own, since
    no picture that is left made them (NIST MediFor's provenance graphs hold nothing but what can be found, too).
    """
    above = {copy.number: copy.parent for copy in tree.copies}
    lost = {copy.number for copy in tree.copies if copy.lost}
    found = {}
    for copy in tree.kept:
        parent = copy.parent
        while parent is not None and parent in lost:
            parent = above[parent]
        found[copy.number] = parent
    return found


def _parent(copies: Sequence[Copy], random: Random) -> int | None:
    """Now and then the newest, else anyone: trees both deep and broad."""
    open_to = [copy.number for copy in copies if len(_line(copies, copy.number)) < DEPTH]
    if not open_to:
        return None
    return open_to[-1] if random.random() < 0.3 else random.choice(open_to)


def _line(copies: Sequence[Copy], number: int | None) -> list[Copy]:
    """The copy and those above it."""
    line = []
    while number is not None:
        line.append(copies[number])
        number = copies[number].parent
    return line


def _copy(number: int, parent: int | None, copies: Sequence[Copy], random: Random) -> Copy:
    taken = [kind for copy in _line(copies, parent) for kind in copy.kinds]
    kinds: list[str] = []
    for _ in range(random.choices(range(len(EDITS)), EDITS)[0] if parent is not None else 0):
        kinds.append(_kind([*taken, *kinds], random))
    short, bits = random.choice(PLATFORMS[:2] if parent is None else PLATFORMS)
    recipe, part = _recipe(kinds, random, bits * random.uniform(*VARIES)), (0.0, 1.0)
    if "excerpt" in kinds:
        share = random.uniform(0.5, 0.85)
        start = random.uniform(0, 1 - share)
        part = start, start + share
    recipe = replace(recipe, filters=(*recipe.filters, _fitted(short)))
    return Copy(number=number, parent=parent, kinds=tuple(kinds), recipe=recipe, part=part, lost=False, honest=None, lying=None)


def _kind(taken: Sequence[str], random: Random) -> str:
    """Any that the line of copies bears once more."""
    left = [
        (group, weight)
        for group, weight in zip(GROUPS, WEIGHTS, strict=True)
        if sum(kind in group for kind in taken) < MOST[group] and set(group) - set(taken)
    ]
    (group,) = random.choices([g for g, _ in left], [w for _, w in left])
    return random.choice([kind for kind in group if kind not in taken])


def _recipe(kinds: Sequence[str], random: Random, bits: float) -> Recipe:
    recipe = Recipe(names=("repost", *kinds), params={}, bits=bits)
    for kind in kinds:
        if kind in PICTURE_EDITS:
            edit = PICTURE_EDITS[kind](random)
            told = {f"{kind}.{key}": value for key, value in edit.params.items()}
            recipe = replace(recipe, filters=(*recipe.filters, edit.filter), params={**recipe.params, **told})
        elif kind in SPEEDS:
            recipe = replace(recipe, speed=random.uniform(*((0.8, 0.92) if kind == "speed_slower" else (1.08, 1.4))))
        elif kind == "fps_change":
            recipe = replace(recipe, fps=random.choice(FPS))
        elif kind == "recompress_low":
            recipe = replace(recipe, bits=random.uniform(0.015, 0.03))
        elif kind in SOUNDS:
            recipe = replace(recipe, sound=kind.removeprefix("sound_"))
    return recipe


def _fitted(short: int) -> Filter:
    """The last filter: no larger than the platform shows it; never enlarged."""

    def fitted(frame: Frame, _: float) -> Frame:
        height, width = frame.shape[:2]
        ratio = min(1.0, short / min(width, height), LONGER / max(width, height))
        return scaled(frame, width * ratio, height * ratio) if ratio < 1 else frame

    return fitted


def _made(copies: Sequence[Copy], random: Random) -> list[datetime]:
    """When each was put up."""
    times: list[datetime] = []
    low, high = (log(lag.total_seconds()) for lag in LAG)
    for copy in copies:
        lag = timedelta(seconds=round(exp(random.uniform(low, high))))
        times.append(BEGINS + lag if copy.parent is None else times[copy.parent] + lag)
    return times


def _told(times: Sequence[datetime], random: Random) -> Iterator[tuple[Stamp | None, Stamp | None]]:
    """What each says where all are honest, and where some lie: to have been first, or anything at all."""
    for time in times:
        dated, by_day, lies = random.random() >= UNDATED, random.random() < BY_DAY, random.random() < LYING
        first = min(times) - timedelta(seconds=random.randint(60, 200_000))
        anything = min(times) + random.random() * (max(times) - min(times))
        false = first if random.random() < 0.5 else anything
        honest = _stamp(time, by_day=by_day)
        yield (honest, _stamp(false, by_day=by_day) if lies else honest) if dated else (None, None)


def _stamp(time: datetime, *, by_day: bool) -> Stamp:
    if not by_day:
        return Stamp(start=time, end=time)
    day = time.replace(hour=0, minute=0, second=0, microsecond=0)
    return Stamp(start=day, end=day + timedelta(days=1) - timedelta(seconds=1))
