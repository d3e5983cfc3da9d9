"""The commands, as programs of their own, on files that are odd or broken (``tests/media/odd.py``)."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.command import provenance
from tests.media import odd


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = provenance(*arguments)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def words(text: str) -> str:
    """Without the terminal's line breaks."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name, make in odd.READABLE.items():
        make(folder / name)
    for name, (make, _) in odd.BROKEN.items():
        make(folder / name)
    odd.whole(folder / "whole.mp4")
    return folder


@pytest.fixture(scope="module")
def added(folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    library = folder.parent / "odd.lib"
    return library, run("library", "add", library, folder)


def test_a_folder_with_broken_files_is_added_but_for_these(added: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = added
    assert done.returncode == 1
    good, bad = len(odd.READABLE) + 1, len(odd.BROKEN)
    assert f"{good} added, 0 known already, {bad} could not be added" in words(done.stdout)
    for name, (_, found) in odd.BROKEN.items():
        assert name in words(done.stderr)
        assert found in words(done.stderr)
    for name in ("truncated.mp4", "corrupted.mp4"):
        assert f"/{name}: " in words(done.stdout), "damage of what was added is part of the result"
    assert "Traceback" not in done.stderr


def test_a_damaged_clip_is_searched_by_what_is_left_of_it(
    folder: Path, added: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    clip = tmp_path / "again.mp4"
    clip.write_bytes((folder / "truncated.mp4").read_bytes()[:-900])
    done = run("search", clip, "--library", added[0], "--json", "--quiet")
    assert done.returncode == 0, done.stderr
    found = {m["compared_name"] for m in json.loads(done.stdout)["matches"] if m["relation"] == "same_footage"}
    assert {"whole.mp4", "rotated.mp4", "hdr.mp4", "odd-size.mp4", "variable-rate.mp4", "cover.mp4"} <= found
    assert json.loads(done.stdout)["file"]["warnings"], "the damage is part of the answer"


@pytest.mark.parametrize("name", odd.BROKEN)
@pytest.mark.parametrize("command", ["search", "match"])
def test_a_broken_clip_is_an_error_in_words(
    command: str, name: str, folder: Path, added: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    other = ("--library", added[0]) if command == "search" else (folder / "whole.mp4",)
    done = run(command, folder / name, *other)
    assert done.returncode == 3
    assert odd.BROKEN[name][1] in words(done.stderr)
    assert "Errno" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["corrupted.mp4", "hdr.mp4", "one-frame.mp4"])
def test_an_odd_file_is_matched(name: str, folder: Path) -> None:
    done = run("match", folder / name, folder / "whole.mp4", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["matches"][0]["relation"] in {"same_footage", "same_scene"}


def test_a_library_cut_off_in_the_middle_is_said_and_others_are_searched(
    folder: Path, added: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    cut = tmp_path / "cut.lib"
    data = added[0].read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    done = run("search", folder / "whole.mp4", "-l", cut, "-l", added[0], "--json")
    assert done.returncode == 5, done.stderr
    assert "cut.lib" in done.stderr
    assert "Traceback" not in done.stderr
    assert any(m["relation"] == "same_footage" for m in json.loads(done.stdout)["matches"])
