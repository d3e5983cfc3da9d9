"""Tables of figures go between their markers and nowhere else."""

from pathlib import Path

import pytest

from bench.tables import markdown, write_between


def test_a_table_replaces_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "b.md"
    page.write_text("# A\n<!-- x: begin -->\nold\n<!-- x: end -->\nrest\n<!-- y: begin -->\nkept\n<!-- y: end -->\n", "utf-8")
    for _ in range(2):
        write_between(page, "x", markdown(("tool", "recall"), [("a", "0.9")]))
    assert page.read_text("utf-8") == (
        "# A\n<!-- x: begin -->\n| tool | recall |\n| --- | ---: |\n| a | 0.9 |\n<!-- x: end -->\nrest\n"
        "<!-- y: begin -->\nkept\n<!-- y: end -->\n"
    )


@pytest.mark.parametrize("text", ["", "<!-- x: begin -->", "<!-- x: end --><!-- x: begin -->"])
def test_missing_markers_are_an_error_and_change_nothing(tmp_path: Path, text: str) -> None:
    page = tmp_path / "b.md"
    page.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="expected <!-- x: begin -->"):
        write_between(page, "x", "new")
    assert page.read_text("utf-8") == text
