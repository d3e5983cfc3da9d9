"""Which edits make a copy: single ones, several at once, chains of reposts, and copies of more than one clip."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from bench.edits.framing import FRAMING
from bench.edits.interface import Edit, Filter, Value
from bench.edits.overlays import OVERLAYS
from bench.edits.pixels import PIXELS

__all__ = ["KINDS", "LAYOUTS", "PICTURE_EDITS", "Recipe", "drawn"]

PICTURE_EDITS: Mapping[str, Edit] = {**FRAMING, **PIXELS, **OVERLAYS}
"""Edits of single pictures by name."""
TIMES = ("speed_slower", "speed_faster", "speed_double", "fps_change", "excerpt")
OTHERS = ("recompress_low", "repost_chain", "repost_crop", "sound_replaced", "sound_removed", "heavy_combo")
LAYOUTS = ("compilation_2", "compilation_3", "compilation_4", "picture_in_picture", "side_by_side", "stack")
"""Copies of several clips."""
KINDS = (*PICTURE_EDITS, *TIMES, *OTHERS, *LAYOUTS)
"""Every kind of copy."""
CUTS = frozenset({"crop_center", "crop_random", "crop_tight", "crop_strip"})
SURROUNDS = frozenset(
    {"letterbox", "letterbox_blurred", "pillarbox", "pillarbox_blurred", "phone_ui", "app_frame", "border", "caption_added"}
)
FPS = (10.0, 12.0, 15.0, 20.0, 24.0, 30.0, 50.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one copy is made of one stretch of footage."""

    names: tuple[str, ...]
    params: Mapping[str, Value]
    filters: tuple[Filter, ...] = ()
    speed: float = 1.0
    fps: float | None = None
    """Pictures a second; the original's where None."""
    longest: float = 9.0
    """Seconds of the original at most."""
    crf: int = 23
    generations: tuple[tuple[int, int], ...] = ()
    """Encodings before the last: shorter side in pixels, constant rate factor."""
    bits: float | None = None
    """Bits for each pixel of each picture, as platforms allow them; ``crf`` counts where None."""
    sound: str = "kept"


def drawn(kind: str, random: Random) -> Recipe:
    """A recipe of that kind (for a layout: what is done to the whole, besides).

    Raises:
        KeyError: no such kind.
    """
    plain = Recipe(
        names=(kind,), params={}, crf=random.randint(20, 28), sound=random.choice(("kept", "kept", "kept", "replaced", "removed"))
    )
    if kind in PICTURE_EDITS:
        return _with(plain, kind, random)
    if kind in LAYOUTS:
        extra = [random.choice(_combinable(()))] if random.random() < 0.4 else []
        for name in extra:
            plain = replace(_with(plain, name, random), names=(*plain.names, name))
        return plain
    if kind == "heavy_combo":
        return _combined(plain, random)
    return _changed(plain, kind, random)


def _with(recipe: Recipe, name: str, random: Random) -> Recipe:
    edit = PICTURE_EDITS[name](random)
    told = {f"{name}.{key}": value for key, value in edit.params.items()}
    return replace(recipe, filters=(*recipe.filters, edit.filter), params={**recipe.params, **told})


def _combinable(taken: tuple[str, ...]) -> list[str]:
    """Edits that make sense after ``taken``: one cut, one surround, no fade that eats a short piece."""
    barred = {name for group in (CUTS, SURROUNDS) if group & set(taken) for name in group}
    return [name for name in PICTURE_EDITS if name not in {*taken, *barred, "fade_in_out"}]


def _combined(recipe: Recipe, random: Random) -> Recipe:
    """Three to five edits of pictures, at times also another speed and a poor encoding."""
    for _ in range(random.randint(3, 5)):
        name = random.choice(_combinable(recipe.names))
        recipe = replace(_with(recipe, name, random), names=(*recipe.names, name))
    for name in random.sample(("speed_slower", "speed_faster", "fps_change", "recompress_low"), k=random.choice((0, 1, 1, 2))):
        recipe = replace(_changed(recipe, name, random), names=(*recipe.names, name))
    return recipe


def _changed(recipe: Recipe, kind: str, random: Random) -> Recipe:
    """Edits of time, encoding and sound."""
    if kind == "excerpt":
        return replace(recipe, longest=random.uniform(3, 4))
    if kind == "fps_change":
        fps = random.choice(FPS)
        return replace(recipe, fps=fps, params={**recipe.params, "fps_change.fps": fps})
    if kind.startswith("speed"):
        low, high = {"speed_slower": (0.8, 0.95), "speed_faster": (1.05, 1.6), "speed_double": (1.6, 2.0)}[kind]
        speed = random.uniform(low, high)
        return replace(recipe, speed=speed, params={**recipe.params, f"{kind}.speed": speed})
    if kind == "recompress_low":
        crf = random.randint(36, 45)
        return replace(recipe, crf=crf, params={**recipe.params, "recompress_low.crf": crf})
    if kind.startswith("sound"):
        return replace(recipe, sound=kind.removeprefix("sound_"))
    return _reposted(recipe, kind, random)


def _reposted(recipe: Recipe, kind: str, random: Random) -> Recipe:
    """Uploaded again and again: each time another size and a poorer encoding; ``repost_crop`` is cut and marked on the way."""
    generations = tuple((random.randrange(180, 481, 2), random.randint(26, 36)) for _ in range(random.randint(2, 4)))
    for name in ("crop_center", "logo_watermark") if kind == "repost_crop" else ():
        recipe = _with(recipe, name, random)
    told = {"generations": len(generations), "smallest": min(short for short, _ in generations)}
    return replace(recipe, generations=generations, crf=random.randint(26, 34), params={**recipe.params, **told})
