"""Words with power elsewhere, from a file's name and from what is written in it: shown as they are, and powerless."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from provenance.cli import app
from tests.media.small import film
from tests.pipeline.pages import NOTE

EVIL = "\x1b]0;owned\x07\x1b[31m[bold red]{{7*7}}[/]<script>x</script>\u202e"


def run(*arguments: str | Path) -> tuple[int, str]:
    """Exit code, and all that was printed with the terminal's line breaks taken out."""
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    return done.exit_code, " ".join(done.output.split())


def powerless(text: str) -> bool:
    return not any(char in text for char in "\x1b\x07\u202e")


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return film(
        tmp_path / f"{EVIL.replace('/', '_')}.mp4",
        title=EVIL,
        comment="[link=https://tracker.invalid]x[/link]",
        chapters=((0, 400, EVIL),),
    )


def test_metadata_and_the_name_of_a_file_on_the_terminal(evil: Path) -> None:
    code, said = run("inspect", evil)
    assert code == 0
    assert powerless(said)
    assert "[bold red]{{7*7}}[/]<script>x</script>" in said
    assert "[link=https://tracker.invalid]x[/link]" in said
    assert re.search(r"chapters 0:00\.0–0:00\.4 .*\[bold red\]", said)


def test_the_same_in_the_message_of_an_error(evil: Path) -> None:
    evil.write_bytes(b"no film at all")
    code, said = run("inspect", evil)
    assert code == 3
    assert powerless(said)
    assert "[boldred]" in said.replace(" ", "")


def test_a_hostile_name_names_no_file_of_the_case(evil: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    case = tmp_path / "case"
    done = CliRunner().invoke(app, ["trace", "note.txt", "--case", str(case), "--offline", "--json"])
    (reference,) = json.loads(done.stdout)["articles"][0]["references"]
    other = shutil.copy(evil, tmp_path / "=cmd|'..'.mp4;x\n.$(x)")
    for path in (evil, other):
        assert run("attach", case, reference["id"], path)[0] == 0
    names = {each.name for each in case.rglob("*")}
    assert names.isdisjoint({evil.name, Path(other).name})
    assert not [name for name in names if set(name) & set("[]<>{}$'\n\x1b\u202e")]
    page = (case / "report.html").read_text("utf-8")
    assert "<script>x" not in page
    assert powerless(page)


@pytest.mark.parametrize("name", ["a.info.json", "result.json"])
def test_json_of_a_hundred_thousand_levels_is_no_fault_of_ours(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(("[" * 100_000, '{"messages": ' + "[" * 100_000 + "]" * 100_000 + "}")):
        (tmp_path / name).write_text(text, "utf-8")
        code, said = run("import", f"case{number}", name, "--by", "me")
        assert code in {0, 3}
        assert "Our fault" not in said
