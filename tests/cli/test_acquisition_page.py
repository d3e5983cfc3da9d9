"""docs/acquisition.md says what the program does: its examples parse, and its tables know every value."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from provenance.cli import app
from provenance.fetch.archives import PAUSE as ARCHIVE_PAUSE
from provenance.fetch.turns import PAUSE
from provenance.fetch.wayback import MOST
from provenance.fetch.ytdlp import MAX_VIDEOS
from provenance.model import TRANSIENT, Availability, FileRole

PAGE = (Path(__file__).parents[2] / "docs" / "acquisition.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\$ (provenance .*)$", PAGE, re.MULTILINE)
FIRST_CELLS = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood(example: str) -> None:
    _, name, *arguments = shlex.split(example, comments=True)
    group = get_command(app)
    with typer.Context(group, info_name="provenance") as parent:
        command = group.get_command(parent, name)  # type: ignore[attr-defined]
        assert command is not None
        command.make_context(name, arguments, parent=parent)


def test_there_is_an_example_of_each_way() -> None:
    words = " ".join(EXAMPLES)
    hand = ("attach", "resolve", "import", "recheck")
    for each in ("--archives", "--cookies ", "--cookies-from-browser", "--proxy", "--retry", *hand):
        assert each in words


def test_every_state_and_role_is_explained() -> None:
    assert [*(role.value for role in ROLES), *(state.value for state in Availability)] == FIRST_CELLS


ROLES = (
    FileRole.MEDIA,
    FileRole.PART,
    FileRole.PICTURE,
    FileRole.PAGE,
    FileRole.THUMBNAIL,
    FileRole.SUBTITLES,
    FileRole.INFO,
    FileRole.DESCRIPTION,
)


def test_what_the_next_run_tries_again() -> None:
    assert set(ROLES) == set(FileRole)
    sentence = next(line for line in PAGE.splitlines() if "are tried again by the next run" in line)
    assert set(re.findall(r"`([a-z-]+)`", sentence)) - {"--retry"} == {state.value for state in TRANSIENT}


def test_the_numbers_are_the_programs() -> None:
    assert PAUSE == 1.0
    assert "a page a second" in PAGE
    assert ARCHIVE_PAUSE == 2.5
    assert "every two and a half" in PAGE
    assert f"Up to {MAX_VIDEOS} files" in PAGE
    assert f"Up to {MOST} captures" in PAGE
