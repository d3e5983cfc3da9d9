"""Lines on the terminal: never wider than it, never an identifier over several lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from provenance.cli.layout import Column, Record, cut, fold, show

WORDS = st.text(alphabet=st.sampled_from("ab Zé 東京🎥ش-/\u0301"), max_size=120)


@given(WORDS, st.integers(2, 60), st.booleans())
def test_what_is_cut_fits_and_says_so(text: str, width: int, ends: bool) -> None:
    line = " ".join(text.split())
    found = cut(text, width, ends=ends)
    assert cell_len(found) <= width
    assert found == line if cell_len(line) <= width else "…" in found


def test_an_identifier_keeps_both_ends() -> None:
    assert cut("1541815603606036480", 11, ends=True) == "15418…36480"


@given(WORDS, st.integers(4, 60))
def test_what_is_folded_loses_nothing_but_its_end(text: str, width: int) -> None:
    found = fold(text, width, lines=3)
    assert len(found) <= 3
    assert all(cell_len(line) <= width for line in found)
    whole, shown = "".join(text.split()), "".join("".join(found).split())
    assert whole.startswith(shown.removesuffix("…"))
    assert shown == whole or shown.endswith("…")


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_columns_give_way_in_their_order(width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.cli.layout.room", lambda: width)
    columns = (
        Column(name="id", least=9),
        Column(name="post", least=11, gives=2, ends=True),
        Column(name="when", least=10, gives=3, first=True),
        Column(name="what", least=12, most=80, gives=1),
    )
    cells = ("r1234abcd", "1541815603606036480", "2022-06-28 16:07", "a harbour at night with many ships " * 2)
    show("Things", columns, [Record(cells=cells, address="https://x.com/i/status/1541815603606036480", below=(("w " * 90, ""),))])
    title, head, line, address, *below = capsys.readouterr().out.splitlines()
    assert title == "Things"
    assert head.split() == ["id", "post", "when", "what"]
    assert line.startswith("r1234abcd  ")
    assert all(cell_len(each) <= width for each in (head, line, *below))
    assert address.strip() == "https://x.com/i/status/1541815603606036480", "an address is never broken"
    assert "2022-06-28" in line
    assert "2022-06-28…" not in line
    assert ("16:07" in line) == (width >= 140), "the hour goes first"
    assert ("1541815603606036480" in line) == (width >= 140)
    assert len(below) == (2 if width >= 100 else 3)
