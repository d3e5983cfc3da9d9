"""The drawing of the chain: columns, folding, links that bend the right way."""

import itertools
from dataclasses import replace

import pytest

from provenance import model as m
from provenance.exporters.html.graph import ROWS, Drawing, draw
from provenance.exporters.html.names import Names
from tests.exporters import sample
from tests.exporters.large import large_case

COPY, SAME = m.DerivationRelation.WAS_DERIVED_FROM, m.DerivationRelation.ALTERNATE_OF


def edge(child: str, parent: str, relation: m.DerivationRelation = COPY) -> m.Derivation:
    return m.Derivation(child=child, parent=parent, relation=relation, evidence=(), confidence=0.8)


def drawn(*edges: m.Derivation) -> Drawing:
    case = replace(sample.snapshot(), derivations=edges)
    return draw(case, Names.of(case))


def columns(drawing: Drawing) -> dict[str, int]:
    places = sorted({box.x for box in drawing.boxes} | {x for x, _ in drawing.columns})
    return {box.name: places.index(box.x) for box in drawing.boxes}


def test_things_stand_in_the_column_of_their_kind() -> None:
    case = sample.snapshot()
    found = columns(draw(case, Names.of(case)))
    assert found == {
        "Article": 0,
        "Video 1": 1,
        "Video 2": 1,
        "Video 3": 1,
        "Video 4": 1,
        "Video 5": 1,
        "File 1": 2,
        "File 2": 2,
        "Footage A": 3,
    }


def test_a_parent_stands_right_of_its_copies() -> None:
    found = columns(drawn(edge(str(sample.CLIP), str(sample.ATTACHED)), edge(str(sample.ATTACHED), str(sample.EARLIER))))
    assert found == {"File 1": 2, "File 2": 3, "Footage A": 4}


@pytest.mark.parametrize("relation", [COPY, SAME])
def test_a_circle_in_old_records_does_not_stop_the_drawing(relation: m.DerivationRelation) -> None:
    one, other = str(sample.CLIP), str(sample.ATTACHED)
    drawing = drawn(edge(one, other, relation), edge(other, one, relation))
    assert len(drawing.boxes) == 2
    assert [wire.directed for wire in drawing.wires] == [relation is COPY] * 2


def test_boxes_never_overlap() -> None:
    case = large_case(references=40, files=30, statements=10)
    boxes = draw(case, Names.of(case)).boxes
    for column in {box.x for box in boxes}:
        stack = sorted((box for box in boxes if box.x == column), key=lambda box: box.y)
        assert all(upper.y + upper.height < lower.y for upper, lower in itertools.pairwise(stack))


def test_a_large_chain_is_folded_and_says_so() -> None:
    case = large_case(references=60, files=20, statements=0)
    drawing = draw(case, Names.of(case))
    assert max(sum(box.x == x for box in drawing.boxes) for x, _ in drawing.columns) == ROWS
    assert drawing.left_out == (60 - ROWS) + (20 - ROWS)
    assert drawing.boxes[1].name == "Video 1", "things with a file come first"
