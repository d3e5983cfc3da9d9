"""``--names``: refused before any work begins."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from provenance.cli import app

REFUSED = [
    ("nothing", 2, "expected spacy:MODEL or gliner:FOLDER"),
    ("spacy:en_core_web_sm", 7, "pip install 'provenance-osint[spacy]'"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current one, with an article in it; spaCy is not there, whether or not it is installed here."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text("A video posted on Telegram on Monday shows a fire.", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["read", "trace"])
@pytest.mark.parametrize(("option", "code", "words"), REFUSED)
def test_what_cannot_be_loaded_ends_the_command(name: str, option: str, code: int, words: str, folder: Path) -> None:
    done = CliRunner().invoke(app, [name, "story.txt", "--names", option])
    assert done.exit_code == code
    assert words in " ".join(done.stderr.split())
    assert [path.name for path in folder.iterdir()] == ["story.txt"]
