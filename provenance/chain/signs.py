"""Signs that one copy was made from another, and what each weighs.

A sign is a number from one way of copying (:class:`~provenance.chain.ways.Way`); the weights are fitted on built repost trees
(``bench/chain_fit.py``), each held to the side on which it makes sense: what a parent bears and its child lacks can never
speak for the way. Used where the files themselves were laid over each other.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from provenance.chain.ways import Way
from provenance.chain.weights import WEIGHTS
from provenance.model import Stream, Traces

__all__ = ["SIGNS", "Sign", "read", "score", "telling"]

NEARER = 0.1
"""Of :attr:`Traces.apart`: by so much it is off where the fit of two pictures is, so a copy nearer by less may be no nearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One kind of sign."""

    name: str
    side: int
    """1: it can only speak for the way; −1: only against it; 0: either."""
    of: Callable[[Way, Traces], float]
    words: str
    """For people, of a value above zero; ``{child}`` and ``{parent}`` change places where it is told of the way back."""


def _ramp(value: float, width: float) -> float:
    """−1…1: nearly the sign of ``value``, from some ``width`` on."""
    return math.tanh(value / width)


def _nearest(beyond: float) -> float:
    """1 where no copy is nearer, 0 where one is by :data:`NEARER`: two that are as near must not be told apart by noise."""
    return max(0.0, 1.0 - beyond / NEARER)


def _kept(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _rates(way: Way) -> float:
    """Ln of the parent's pictures a second by the child's; 0 where unknown."""
    streams = way.pictures
    if streams is None or not streams[0].frame_rate or not streams[1].frame_rate:
        return 0.0
    return _kept(math.log(float(streams[1].frame_rate) / float(streams[0].frame_rate)), 1.0)


def _size(stream: Stream) -> float:
    return float((stream.width or 1) * (stream.height or 1))


def _larger(way: Way) -> float:
    streams = way.pictures
    return 0.0 if streams is None else 0.5 * math.log(_size(streams[1]) / _size(streams[0]))


def _loses_sound(way: Way) -> float:
    return float(way.heard == (False, True))


def _gains_sound(way: Way) -> float:
    return float(way.heard == (True, False))


def _other_sound(way: Way) -> float:
    return float(way.heard == (True, True) and (way.sound is None or way.sound < 0.2))


def _unclear(way: Way) -> float:
    return float(any(way.bears(action, child=None) for action in ("cropped", "placed", "edited")))


def _has(way: Way, action: str) -> float:
    return float(any(edit.action == f"c2pa.{action}" for edit in way.edits))


SIGNS = (
    Sign(name="apart", side=-1, of=lambda _, t: max(t.apart, -6.0), words="their fine structure differs"),
    Sign(
        name="nearer_to_child",
        side=-1,
        of=lambda w, _: min(w.near.beyond_child, 3.0),
        words="another copy is nearer to the {child}",
    ),
    Sign(
        name="nearer_to_parent",
        side=-1,
        of=lambda w, _: min(w.near.beyond_parent, 3.0),
        words="another copy is nearer to the {parent}",
    ),
    Sign(
        name="nearest_to_child",
        side=1,
        of=lambda w, _: _nearest(w.near.beyond_child),
        words="no copy is clearly nearer to the {child}",
    ),
    Sign(
        name="nearest_to_parent",
        side=1,
        of=lambda w, _: _nearest(w.near.beyond_parent),
        words="no copy is clearly nearer to the {parent}",
    ),
    Sign(
        name="detour", side=-1, of=lambda w, _: min(w.near.detour, 3.0), words="a way round over other copies has shorter steps"
    ),
    Sign(
        name="less_detail",
        side=1,
        of=lambda _, t: _ramp(-t.detail, 0.03),
        words="the {child} has less fine detail than the {parent}",
    ),
    Sign(name="much_less_detail", side=1, of=lambda _, t: _kept(-t.detail, 1.0), words="the {child} has lost much fine detail"),
    Sign(name="softer_edges", side=1, of=lambda _, t: _ramp(-t.edges, 0.05), words="the {child}'s edges are softer"),
    Sign(name="less_grain", side=0, of=lambda _, t: _ramp(-t.grain, 0.05), words="the {child} has less grain in flat parts"),
    Sign(
        name="much_less_grain",
        side=0,
        of=lambda _, t: _kept(-t.grain, 1.5),
        words="the {child} has much less grain in flat parts",
    ),
    Sign(
        name="coarser",
        side=1,
        of=lambda _, t: _ramp(t.scale, 0.1),
        words="the {child} shows the common picture with fewer pixels",
    ),
    Sign(name="smaller", side=1, of=lambda w, _: _ramp(_larger(w), 0.1), words="the {child}'s picture is smaller"),
    Sign(
        name="parent_bears",
        side=-1,
        of=lambda _, t: min(t.compared_bears, 2.0),
        words="something is laid over the {parent} that the {child} lacks",
    ),
    Sign(
        name="child_bears",
        side=1,
        of=lambda _, t: min(t.query_bears, 2.0),
        words="something is laid over the {child} that the {parent} lacks",
    ),
    Sign(name="laid_over", side=-1, of=lambda _, t: min(t.laid_over, 3.0), words="something is laid over one of the two alone"),
    Sign(
        name="parent_cropped",
        side=-1,
        of=lambda w, _: float(w.bears("cropped", child=False)),
        words="the {child} shows more of the scene",
    ),
    Sign(
        name="parent_placed",
        side=-1,
        of=lambda w, _: float(w.bears("placed", child=False)),
        words="the {parent} bears an overlay or a frame",
    ),
    Sign(
        name="parent_barred",
        side=-1,
        of=lambda w, _: float(w.bears("edited", child=False)),
        words="the {parent} has bars, the {child} has none",
    ),
    Sign(name="child_cropped", side=0, of=lambda w, _: float(w.bears("cropped", child=True)), words="the {child} is cropped"),
    Sign(
        name="child_placed",
        side=0,
        of=lambda w, _: float(w.bears("placed", child=True)),
        words="the {child} bears an overlay or a frame",
    ),
    Sign(name="child_barred", side=0, of=lambda w, _: float(w.bears("edited", child=True)), words="the {child} has bars"),
    Sign(name="unclear", side=-1, of=lambda w, _: _unclear(w), words="one of the two is a part of the other's picture"),
    Sign(
        name="parent_shows_more",
        side=-1,
        of=lambda _, t: 1 - t.compared_common,
        words="the {parent}'s picture reaches beyond the {child}'s",
    ),
    Sign(
        name="child_shows_more",
        side=-1,
        of=lambda _, t: 1 - t.query_common,
        words="the {child}'s picture reaches beyond the {parent}'s",
    ),
    Sign(
        name="grey",
        side=1,
        of=lambda _, t: _kept(-t.colour, 1.5) if abs(t.colour) > 0.25 else 0.0,
        words="the {child} has lost colour",
    ),
    Sign(
        name="clipped", side=1, of=lambda _, t: _ramp(t.clipped, 0.02), words="more of the {child} is black or white all through"
    ),
    Sign(name="recoloured", side=-1, of=lambda _, t: min(abs(t.colour), 1.5), words="their colours differ"),
    Sign(name="contrast", side=-1, of=lambda _, t: min(abs(t.contrast), 1.0), words="their contrast differs"),
    Sign(name="fewer_pictures", side=1, of=lambda w, _: _rates(w), words="the {child} has fewer pictures a second"),
    Sign(name="other_rate", side=-1, of=lambda w, _: abs(_rates(w)), words="their pictures a second differ"),
    Sign(
        name="child_longer",
        side=-1,
        of=lambda w, _: float(w.child_beyond > 0),
        words="the {child} shows moments that the {parent} lacks",
    ),
    Sign(
        name="child_much_longer",
        side=-1,
        of=lambda w, _: min(w.child_beyond, 2.0),
        words="the {child} shows moments that the {parent} lacks",
    ),
    Sign(
        name="parent_longer",
        side=-1,
        of=lambda w, _: float(w.parent_beyond > 0),
        words="the {parent} shows moments that the {child} lacks",
    ),
    Sign(name="gains_sound", side=-1, of=lambda w, _: _gains_sound(w), words="the {child} has sound, the {parent} has none"),
    Sign(name="loses_sound", side=-1, of=lambda w, _: _loses_sound(w), words="the {parent} has sound, the {child} has none"),
    Sign(name="other_sound", side=-1, of=lambda w, _: _other_sound(w), words="their soundtracks differ"),
    Sign(name="speed", side=-1, of=lambda w, _: _has(w, "changedSpeed"), words="their speeds differ"),
    Sign(name="turned", side=-1, of=lambda w, _: _has(w, "orientation"), words="one is the other's mirror image or turned"),
)
"""Every sign, names unique."""


def read(way: Way, traces: Traces) -> dict[str, float]:
    """The value of every sign, by name."""
    return {sign.name: sign.of(way, traces) for sign in SIGNS}


def score(values: dict[str, float]) -> float:
    """Log-odds of the way, against the child being nobody's copy, up to what all its ways have in common."""
    return WEIGHTS["ways"] + sum(WEIGHTS[name] * value for name, value in values.items())


def telling(forward: dict[str, float], back: dict[str, float]) -> Iterator[tuple[float, str]]:
    """(log-odds, words) of what tells a way from the same one the other way round, the weightiest first."""
    found = []
    for sign in SIGNS:
        amount = WEIGHTS[sign.name] * (forward[sign.name] - back[sign.name])
        names = ("child", "parent") if forward[sign.name] > back[sign.name] else ("parent", "child")
        if amount:
            found.append((amount, sign.words.format(child=names[0], parent=names[1])))
    return iter(sorted(found, key=lambda each: -abs(each[0])))
