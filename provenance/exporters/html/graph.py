"""The chain as a drawing on a time axis: what is known earliest on top, links drawn beside it as on a line map.

Positions only; the template draws. Folds to stay readable: at most :data:`ROWS` things, those with a known copy first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from provenance.chain.dates import Known
from provenance.exporters.html.drawntext import wrapped
from provenance.exporters.html.moments import known_moments, spelled_known
from provenance.exporters.html.names import Link, Names
from provenance.exporters.text import shortened
from provenance.exporters.told import told
from provenance.exporters.vocabulary import EDGE_LABELS, STATES, platform_name
from provenance.exporters.wording import Wording
from provenance.model import Derivation, DerivationRelation, Snapshot

__all__ = ["Drawing", "Row", "Wire", "draw"]

ROWS = 24
ARTICLES = 4
"""Drawn in any case."""
LINE, PAD, GAP = 17, 12, 26
LANE, LANES = 15, 7
"""Width of a lane, and how many there are; more links share the last."""
FAR = timedelta(days=45)
"""Between two things, from which the time that passed is written between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Sizes of one drawing, in user units (pixels at full size)."""

    name: str
    width: int
    dates: int
    """Width of the column of dates; 0: dates stand above the names."""
    cells: int
    """Letters in a line."""


WIDE = Layout(name="wide", width=1000, dates=150, cells=92)
NARROW = Layout(name="narrow", width=356, dates=0, cells=38)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing; ``y`` is its dot's height."""

    y: int
    kind: str
    link: Link
    dates: tuple[tuple[int, str], ...]
    """(baseline, words): beside the dot, or above the name."""
    name: str
    lines: tuple[tuple[int, str], ...]
    """(baseline, words)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """Links that share a trunk: SVG paths from children to parents."""

    paths: tuple[str, ...]
    kind: str
    directed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything the template needs."""

    name: str
    width: int
    height: int
    axis: int
    """x of the axis and the dots."""
    text: int
    """x of the words."""
    dated_to: int
    """y at which the axis ends; what follows has no known time."""
    rows: tuple[Row, ...]
    gaps: tuple[tuple[int, str], ...]
    """(y, time that passed)."""
    undated: int | None
    """y of the heading over what has no known time."""
    wires: tuple[Wire, ...]
    left_out: int
    """Things that are not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    name: str
    kind: str
    link: Link
    known: Known | None
    words: tuple[str, ...]


def draw(snapshot: Snapshot, names: Names) -> tuple[Drawing, ...]:
    """Every thing that has a link, for a wide page and for a phone; nothing where there is no link."""
    edges = [edge for edge in snapshot.derivations if edge.child != edge.parent]
    ends = list(dict.fromkeys(name for edge in edges for name in (edge.parent, edge.child)))
    if not ends:
        return ()
    shown = _chosen(ends, edges)
    things = _things(shown, edges, names, known_moments(snapshot))
    return tuple(_drawing(things, edges, len(ends) - len(shown), layout, names.say) for layout in (WIDE, NARROW))


def _chosen(ends: list[str], edges: Sequence[Derivation]) -> set[str]:
    """Some articles, then copies with their sources and posts, the surest first, then the other files, then the rest."""
    cited = dict.fromkeys(edge.child for edge in edges if edge.relation is DerivationRelation.WAS_QUOTED_FROM)
    posts = {edge.child: edge.parent for edge in edges if _of_post(edge)}
    copied = sorted((edge for edge in edges if _copied(edge)), key=lambda edge: -(edge.confidence or 0))
    ranked = [
        *list(cited)[:ARTICLES],
        *(name for edge in copied for name in (edge.parent, edge.child, posts.get(edge.child), posts.get(edge.parent))),
        *(name for pair in posts.items() for name in pair),
        *ends,
    ]
    return set(list(dict.fromkeys(name for name in ranked if name is not None))[:ROWS])


def _of_post(edge: Derivation) -> bool:
    """Whether a file hangs on a post: its own file, or an archive's copy."""
    archived = edge.relation is DerivationRelation.WAS_DERIVED_FROM and not edge.between_files
    return archived or edge.relation is DerivationRelation.SPECIALIZATION_OF


def _copied(edge: Derivation) -> bool:
    return edge.relation in {DerivationRelation.WAS_DERIVED_FROM, DerivationRelation.ALTERNATE_OF}


def _things(shown: set[str], edges: Iterable[Derivation], names: Names, moments: Mapping[str, Known]) -> list[_Thing]:
    """The earliest first, a file after its post; what has no time stands last."""
    links: dict[str, list[Derivation]] = {}
    for edge in edges:
        links.setdefault(edge.child, []).append(edge)
    held = {str(digest) for digest in names.files}
    things = [_thing(name, links.get(name, []), names, moments, held=held) for name in names.links if name in shown]
    order = {"footage": 0, "post": 1, "media": 1, "article": 2}
    places = {thing.name: number for number, thing in enumerate(things)}

    def when(thing: _Thing) -> tuple[bool, date, int, int, bool]:
        post = next((e.parent for e in links.get(thing.name, ()) if _of_post(e)), "")
        beside = places.get(post, places[thing.name])
        day = thing.known.end if thing.known else date.max
        return thing.known is None, day, order[thing.kind.split()[0]], beside, thing.name in held

    return sorted(things, key=when)


def _thing(name: str, links: Sequence[Derivation], names: Names, moments: Mapping[str, Known], *, held: set[str]) -> _Thing:
    link, record, say = names.link(name), names.records.get(name), names.say
    known = moments.get(name)
    title = record.reference.account or record.url or record.reference.quote if record else link.title
    head = f"{say(platform_name(record.platform))}, {say(STATES[record.state])}" if record else ""
    words = (
        shortened(title, 200),
        *([_linked(links, names)] if links else []),
        *([say("time: {words}", words=names.named(told(known.words, say)))] if known else []),
    )
    kind = f"post {record.state.value}" if record else "media" if name in held else "footage"
    kind = "article" if link.anchor.startswith("article") else kind
    text = Link(text=f"{link.text} · {head}" if head else link.text, anchor=link.anchor, title=link.title)
    return _Thing(name=name, kind=kind, link=text, known=known, words=tuple(word for word in words if word))


def _linked(links: Iterable[Derivation], names: Names) -> str:
    """``is a copy of Footage A (0.95); is the file of Video 1, Video 4``."""
    say = names.say
    grouped: dict[str, list[str]] = {}
    for edge in links:
        sure = f" ({say.number(edge.confidence)})" if _copied(edge) and edge.confidence is not None else ""
        grouped.setdefault(say(EDGE_LABELS[edge.relation]), []).append(names.link(edge.parent).text + sure)
    shown = ((label, ends[:6] + ([f"+{len(ends) - 6}"] if len(ends) > 6 else [])) for label, ends in grouped.items())
    return say("; ").join(f"{label} {', '.join(ends)}" for label, ends in shown)


# ── positions ───────────────────────────────────────────────────────────────────────────────────


def _drawing(things: list[_Thing], edges: Sequence[Derivation], left_out: int, layout: Layout, say: Wording) -> Drawing:
    order = {thing.name: row for row, thing in enumerate(things)}
    trunks = _trunks(edges, order)
    lanes = max((lane for _, lane in trunks), default=-1) + 1
    axis = layout.dates + 16 if layout.dates else 12
    text = axis + 22 + LANE * lanes
    rows, gaps, undated, height = _rows(things, layout, say, text)
    heights = [row.y for row in rows]
    dated = [row.y for row, thing in zip(rows, things, strict=True) if thing.known]
    return Drawing(
        name=layout.name,
        width=layout.width,
        height=height,
        axis=axis,
        text=text,
        dated_to=max(dated, default=0),
        rows=tuple(rows),
        gaps=tuple(gaps),
        undated=undated,
        wires=tuple(_wire(group, lane, order, heights, axis) for group, lane in trunks),
        left_out=left_out,
    )


def _rows(
    things: list[_Thing], layout: Layout, say: Wording, text: int
) -> tuple[list[Row], list[tuple[int, str]], int | None, int]:
    """Rows from the top down, the times between them, where the undated begin, and the whole height."""
    rows, gaps, undated, y = [], list[tuple[int, str]](), None, PAD
    before: Known | None = None
    cells = layout.cells if layout.dates else max(20, layout.cells - (text - 60) // 7)
    for thing in things:
        if before and thing.known and thing.known.end - before.end > FAR:
            gaps.append((y + GAP // 2 + 4, _passed(thing.known.end - before.end, say)))
            y += GAP + 8
        if thing.known is None and undated is None and before is not None:
            undated = y + 14
            y += GAP + 8
        before = thing.known or before
        date = spelled_known(thing.known, say) if thing.known else ""
        row = _row(thing, wrapped(date, width=20 if layout.dates else cells), y, cells, above=not layout.dates)
        rows.append(row)
        y = (row.lines[-1][0] if row.lines else row.y) + PAD + 8
    return rows, gaps, undated, y + 2


def _row(thing: _Thing, dates: Sequence[str], y: int, cells: int, *, above: bool) -> Row:
    """The date stands beside the name, or above it."""
    head = y + LINE + (LINE * len(dates) if above else 0)
    first = head - LINE * len(dates) if above else head
    lines = [line for words in thing.words for line in wrapped(words, width=cells, lines=2)]
    name = "".join(wrapped(thing.link.text, width=cells - 2, lines=1))
    return Row(
        y=head - 5,
        kind=thing.kind,
        link=thing.link,
        dates=tuple((first + LINE * number, words) for number, words in enumerate(dates)),
        name=name,
        lines=tuple((head + LINE * number, line) for number, line in enumerate(lines, start=1)),
    )


def _passed(time: timedelta, say: Wording) -> str:
    """In years and months where it is long, else in the unit that fits."""
    return say("{time} later", time=say.duration(time))


# ── links ───────────────────────────────────────────────────────────────────────────────────────

Trunk = tuple[Derivation, ...]


def _trunks(edges: Sequence[Derivation], order: Mapping[str, int]) -> list[tuple[Trunk, int]]:
    """Links with their lanes: those that share an end run together, the shortest stretches nearest to the axis."""
    groups: dict[tuple[str, str], list[Derivation]] = {}
    for edge in edges:
        if edge.child in order and edge.parent in order:
            shared = edge.parent if _copied(edge) else edge.child
            groups.setdefault((edge.relation.value, shared), []).append(edge)
    spans = [(sorted(order[n] for e in group for n in (e.child, e.parent)), tuple(group)) for group in groups.values()]
    taken: list[list[tuple[int, int]]] = []
    placed = []
    for rows, group in sorted(spans, key=lambda span: (span[0][-1] - span[0][0], span[0][0])):
        low, high = rows[0], rows[-1]
        free = (lane for lane, spans in enumerate(taken) if all(high < a or low > b for a, b in spans))
        lane = min(next(free, len(taken)), LANES - 1)
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        placed.append((group, lane))
    return placed


def _wire(group: Trunk, lane: int, order: Mapping[str, int], heights: Sequence[int], axis: int) -> Wire:
    x = axis + 18 + LANE * lane
    relation = group[0].relation
    paths = tuple(_path(heights[order[e.child]], heights[order[e.parent]], axis, x) for e in group)
    return Wire(paths=paths, kind=relation.value, directed=relation is not DerivationRelation.ALTERNATE_OF)


def _path(child: int, parent: int, axis: int, x: int) -> str:
    """Out of the child's dot, along the lane, into the parent's dot; a little apart from what leaves the dot otherwise."""
    start, end = child - 2, parent + 2
    bend = 7 if end > start else -7
    return f"M{axis + 7},{start} H{x - 7} Q{x},{start} {x},{start + bend} V{end - bend} Q{x},{end} {x - 7},{end} H{axis + 8}"
