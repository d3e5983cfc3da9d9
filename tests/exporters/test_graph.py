"""The drawing of the chain: time runs down, links run beside it, what is too much folds."""

import itertools
import re
from dataclasses import replace

import pytest

from provenance import model as m
from provenance.exporters.html.graph import ROWS, Drawing, draw
from provenance.exporters.html.names import Names
from provenance.exporters.wording import wording
from tests.exporters import sample
from tests.exporters.large import large_case

PATH = re.compile(r"M\d+,(?P<start>\d+) H(?P<lane>\d+) .+,(?P<end>\d+) H\d+")
COPY, SAME = m.DerivationRelation.WAS_DERIVED_FROM, m.DerivationRelation.ALTERNATE_OF


def edge(child: str, parent: str, relation: m.DerivationRelation = COPY) -> m.Derivation:
    return m.Derivation(child=child, parent=parent, relation=relation, evidence=(), confidence=0.8)


def drawn(*edges: m.Derivation) -> Drawing:
    case = replace(sample.snapshot(), derivations=edges)
    return draw(case, Names.of(case))[0]


def names(drawing: Drawing) -> list[str]:
    return [row.name.partition(" · ")[0] for row in drawing.rows]


def test_the_earliest_known_stands_on_top_and_the_undated_below() -> None:
    case = sample.snapshot()
    drawing = draw(case, Names.of(case))[0]
    assert names(drawing)[:6] == ["Footage A", "Video 5", "Video 1", "File 1", "Video 3", "Article"]
    assert sorted(names(drawing)[6:]) == ["File 2", "Ingredient 1", "Video 2", "Video 4"]
    assert drawing.undated is not None
    assert drawing.rows[5].y < drawing.undated < drawing.rows[6].y
    assert [words for _, words in drawing.rows[0].dates] == ["14 August 2023"]
    assert [words for _, words in drawing.gaps] == ["2 years, 7 months later"]


def test_every_row_says_what_it_came_from_and_by_whose_word_its_time_is_known() -> None:
    case = sample.snapshot()
    rows = {row.name: " ".join(words for _, words in row.lines) for row in draw(case, Names.of(case))[0].rows}
    assert "is the file of Video 1; is a copy of Footage A (0.95)" in rows["File 1"]
    assert "library “harbour archive” notes “2023-08-14”" in rows["Footage A"]
    assert "time: the page states it" in rows["Article"]


@pytest.mark.parametrize("relation", [COPY, SAME])
def test_a_circle_in_old_records_does_not_stop_the_drawing(relation: m.DerivationRelation) -> None:
    one, other = str(sample.CLIP), str(sample.ATTACHED)
    drawing = drawn(edge(one, other, relation), edge(other, one, relation))
    assert len(drawing.rows) == 2
    assert [wire.directed for wire in drawing.wires] == [relation is COPY] * 2


def test_links_end_at_the_dots_and_never_share_a_lane_where_they_pass() -> None:
    case = large_case(references=6, files=4, statements=10)
    for drawing in draw(case, Names.of(case)):
        dots = {row.y for row in drawing.rows}
        taken: dict[str, list[tuple[int, int]]] = {}
        for wire in drawing.wires:
            found = [PATH.fullmatch(path) for path in wire.paths]
            ends = [int(each[name]) for each in found if each for name in ("start", "end")]
            assert len(ends) == 2 * len(wire.paths)
            assert {*ends} <= {y + off for y in dots for off in (-2, 2)}
            taken.setdefault(str(found[0] and found[0]["lane"]), []).append((min(ends), max(ends)))
        for stretches in taken.values():
            assert all(upper[1] < lower[0] for upper, lower in itertools.pairwise(sorted(stretches)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_rows_never_overlap_and_stay_inside(language: str) -> None:
    case = large_case(references=40, files=30, statements=10)
    for drawing in draw(case, Names.of(case, wording(language))):
        for upper, lower in itertools.pairwise(drawing.rows):
            assert (upper.lines[-1][0] if upper.lines else upper.y) < lower.y - 8
        assert drawing.rows[-1].lines[-1][0] < drawing.height
        assert drawing.text < drawing.width / 2


def test_a_large_chain_is_folded_and_says_so() -> None:
    case = large_case(references=60, files=20, statements=0)
    drawing = draw(case, Names.of(case))[0]
    assert len(drawing.rows) == ROWS
    ends = {name for each in case.derivations for name in (each.child, each.parent)}
    assert drawing.left_out == len(ends) - ROWS
    assert any(name.startswith("Footage ") for name in names(drawing)), "things with a known copy come first"
    assert "Article" in names(drawing)


def test_nothing_linked_nothing_drawn() -> None:
    case = replace(sample.snapshot(), derivations=())
    assert draw(case, Names.of(case)) == ()
