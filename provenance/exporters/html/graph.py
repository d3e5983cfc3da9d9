"""The chain as a layered drawing: articles, then what they cite, then files, then earlier footage.

Positions only; the template draws. Folds to stay readable: a column shows at most :data:`ROWS` things, those with
a known copy first.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.words import EDGE_LABELS, STATES, written_platform
from provenance.exporters.text import shortened, visible
from provenance.model import Derivation, DerivationRelation, Snapshot

__all__ = ["Box", "Drawing", "Wire", "draw", "wrapped"]

ROWS = 14
BOX_WIDTH, LINE, PAD = 192, 16, 11
GAP_X, GAP_Y, MARGIN, HEAD = 112, 26, 2, 34
WIDTH_IN_CELLS = 24
LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node; ``y`` is its upper edge, in user units."""

    x: int
    y: int
    height: int
    kind: str
    link: Link
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """An edge, as an SVG path from child to parent."""

    path: str
    label: str
    x: int
    y: int
    kind: str
    directed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything the template needs."""

    width: int
    height: int
    box_width: int
    columns: tuple[tuple[int, str], ...]
    """(x, title)."""
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    left_out: int
    """Things that are not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    name: str
    column: int
    kind: str
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return 2 * PAD + LINE * (1 + len(self.lines))


def draw(snapshot: Snapshot, names: Names) -> Drawing:
    """Place every node that has an edge."""
    edges = snapshot.derivations
    columns = _columns(snapshot, names, edges)
    order = _ordered(columns, edges)
    shown = [column[:ROWS] for column in order]
    boxes = _boxes(shown, names)
    wires = tuple(wire for edge in edges if (wire := _wire(edge, boxes)))
    height = max((box.y + box.height for box in boxes.values()), default=0) + MARGIN
    return Drawing(
        width=len(shown) * (BOX_WIDTH + GAP_X) - GAP_X + 2 * MARGIN,
        height=height,
        box_width=BOX_WIDTH,
        columns=tuple((_x(index), title) for index, title in enumerate(_titles(len(shown)))),
        boxes=tuple(boxes.values()),
        wires=wires,
        left_out=sum(len(column) - len(kept) for column, kept in zip(order, shown, strict=True)),
    )


def _titles(count: int) -> list[str]:
    return ["Article", "What it cites", "File in the case", *["Known elsewhere"] * (count - 3)][:count]


def _x(column: int) -> int:
    return MARGIN + column * (BOX_WIDTH + GAP_X)


# ── columns ─────────────────────────────────────────────────────────────────────────────────────


def _columns(snapshot: Snapshot, names: Names, edges: Iterable[Derivation]) -> list[list[_Node]]:
    ends = list(dict.fromkeys(name for edge in edges for name in (edge.child, edge.parent)))
    depth = _depths(edges, held={str(digest) for digest in names.files})
    articles = {str(article.reading.article.digest) for article in snapshot.articles}
    columns: dict[int, list[_Node]] = {}
    for name in ends:
        column = 0 if name in articles else 1 if name in names.records else depth.get(name, 3)
        columns.setdefault(column, []).append(_node(name, column, names))
    used = sorted(columns)
    return [columns.get(column, []) for column in range(max(used, default=-1) + 1)]


def _depths(edges: Iterable[Derivation], held: set[str]) -> dict[str, int]:
    """Column of each file: the case's own from 2, others from 3; a parent stands right of its copies (longest path)."""
    copies = [e for e in edges if e.relation in {DerivationRelation.WAS_DERIVED_FROM, DerivationRelation.ALTERNATE_OF}]
    names = {name for edge in copies for name in (edge.child, edge.parent)} | held
    depth = {name: 2 if name in held else 3 for name in names}
    parents: dict[str, list[str]] = {}
    waiting_for = dict.fromkeys(names, 0)
    for edge in copies:
        if edge.relation is DerivationRelation.WAS_DERIVED_FROM:
            parents.setdefault(edge.child, []).append(edge.parent)
            waiting_for[edge.parent] += 1
    ready = [name for name in sorted(names) if not waiting_for[name]]
    while ready:
        name = ready.pop()
        for parent in parents.get(name, ()):
            depth[parent] = max(depth[parent], depth[name] + 1)
            waiting_for[parent] -= 1
            if not waiting_for[parent]:
                ready.append(parent)
    return depth


def _node(name: str, column: int, names: Names) -> _Node:
    link, record = names.link(name), names.records.get(name)
    if record:
        where, state = written_platform(record.platform), STATES[record.state]
        both = f"{where} · {state}"
        head = (both,) if _cells(both) <= WIDTH_IN_CELLS else (*wrapped(where, lines=1), state)
        about = record.reference.account or record.url or record.reference.quote
        lines = (*head, *wrapped(about, lines=1))
    else:
        lines = wrapped(link.title)
    kind = "article" if column == 0 else f"post {record.state.value}" if record else "media" if column == 2 else "footage"
    return _Node(name=name, column=column, kind=kind, lines=lines)


def _ordered(columns: list[list[_Node]], edges: Iterable[Derivation]) -> list[list[_Node]]:
    """Things with a known copy first, then near their neighbours in the column before (barycentre, one sweep)."""
    neighbours: dict[str, list[str]] = {}
    lively: set[str] = set()
    for edge in edges:
        neighbours.setdefault(edge.child, []).append(edge.parent)
        neighbours.setdefault(edge.parent, []).append(edge.child)
        if edge.relation is not DerivationRelation.WAS_QUOTED_FROM:
            lively.update((edge.child, edge.parent))
    place: dict[str, float] = {}
    result = []
    for column in columns:
        ranks = {node.name: [place[n] for n in neighbours.get(node.name, ()) if n in place] for node in column}
        column_order = sorted(
            column,
            key=lambda node: (
                node.name not in lively,
                sum(ranks[node.name]) / len(ranks[node.name]) if ranks[node.name] else 0.0,
            ),
        )
        place.update({node.name: float(row) for row, node in enumerate(column_order)})
        result.append(column_order)
    return result


# ── positions ───────────────────────────────────────────────────────────────────────────────────


def _boxes(columns: list[list[_Node]], names: Names) -> dict[str, Box]:
    """Each column centred against the tallest."""
    heights = [sum(node.height + GAP_Y for node in column) - GAP_Y for column in columns]
    tallest = max(heights, default=0)
    boxes: dict[str, Box] = {}
    for index, (column, height) in enumerate(zip(columns, heights, strict=True)):
        y = HEAD + (tallest - height) // 2
        for node in column:
            link = names.link(node.name)
            name = "".join(wrapped(link.text, width=19, lines=1))
            boxes[node.name] = Box(x=_x(index), y=y, height=node.height, kind=node.kind, link=link, name=name, lines=node.lines)
            y += node.height + GAP_Y
    return boxes


def _wire(edge: Derivation, boxes: dict[str, Box]) -> Wire | None:
    """A curve between facing sides; within one column, around the right."""
    child, parent = boxes.get(edge.child), boxes.get(edge.parent)
    if not child or not parent:
        return None
    start, end = child.y + child.height // 2, parent.y + parent.height // 2
    directed = edge.relation is not DerivationRelation.ALTERNATE_OF
    label = EDGE_LABELS[edge.relation]
    if edge.relation is DerivationRelation.WAS_DERIVED_FROM:
        label = f"copy of · {edge.confidence:.2f}"
    if child.x == parent.x:
        side = child.x + BOX_WIDTH
        path = f"M{side},{start} C{side + 70},{start} {side + 70},{end} {side},{end}"
        return Wire(path=path, label=label, x=side + 52, y=(start + end) // 2, kind=edge.relation.value, directed=directed)
    left_first = child.x < parent.x
    x1, x2 = (child.x + BOX_WIDTH, parent.x) if left_first else (child.x, parent.x + BOX_WIDTH)
    middle = (x1 + x2) // 2
    return Wire(
        path=f"M{x1},{start} C{middle},{start} {middle},{end} {x2},{end}",
        label=label,
        x=middle,
        y=(start + end) // 2 - 6,
        kind=edge.relation.value,
        directed=directed,
    )


# ── text ────────────────────────────────────────────────────────────────────────────────────────


def _cells(text: str) -> float:
    """Rough width in a sans-serif face, in units of a small Latin letter; on the safe side, as the face is the reader's."""
    return sum(_cell(character) for character in text)


def _cell(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA" or character in "mwMW@%⟦⟧—…":
        return 1.8
    return 1.3 if character.isupper() or not character.isascii() else 1.1 if character.isdigit() else 1.0


def wrapped(text: str, *, width: int = WIDTH_IN_CELLS, lines: int = LINES) -> tuple[str, ...]:
    """``text`` broken into at most ``lines`` lines of ``width`` cells, at spaces where there are any; cut with ``…``."""
    result = [""]
    for word in visible(shortened(text, width * lines * 2)).split(" "):
        for part in _parts(word, width):
            joined = f"{result[-1]} {part}".strip()
            if _cells(joined) <= width:
                result[-1] = joined
            else:
                result.append(part)
    kept = [line for line in result if line][:lines]
    if len([line for line in result if line]) > lines:
        kept[-1] = _parts(kept[-1], width - 2)[0].rstrip() + "…"
    return tuple(kept)


def _parts(word: str, width: int) -> list[str]:
    """A word that is wider than a line, in pieces that fit."""
    pieces, room = [""], float(width)
    for character in word:
        room -= _cell(character)
        if room < 0:
            pieces.append("")
            room = width - _cell(character)
        pieces[-1] += character
    return pieces
