"""The recipe for checking by hand is run as it stands in the document."""

import random
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pytest

from tests.programs import needs

from .tampering import edit_database, edit_log, flip, sealed_case

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "verify-by-hand.md").read_text("utf-8")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_case(tmp_path_factory.mktemp("sealed") / "case")


@pytest.fixture
def case(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "case"))


def shell(case: Path) -> subprocess.CompletedProcess[str]:
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(blocks) == 3
    script = "set -e\n" + "".join(blocks)  # in whatever shell a stranger has
    return subprocess.run(["sh", "-c", script], cwd=case, capture_output=True, text=True, errors="replace", check=False)


def python(case: Path) -> subprocess.CompletedProcess[str]:
    (block,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(block.splitlines()) <= 30
    assert max(map(len, block.splitlines())) <= 120
    return subprocess.run(["python3", "-I", "-c", block], cwd=case, capture_output=True, text=True, errors="replace", check=False)


def test_the_program_carries_the_same_recipe() -> None:
    assert resources.files("provenance.store").joinpath("verify-by-hand.md").read_text("utf-8") == DOCUMENT


@needs("openssl")
def test_an_honest_case(case: Path) -> None:
    done = shell(case)
    assert done.returncode == 0, done.stderr
    assert "Signature Verified Successfully" in done.stdout
    done = python(case)
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout == "6 lines, 4 files: all as the log says\n"


@needs("openssl")
def test_every_altered_file_fails_a_step_of_the_shell(case: Path) -> None:
    generator = random.Random(3)
    for path in sorted(path for path in case.rglob("*") if path.is_file() and path.stat().st_size):
        before = path.read_bytes()
        flip(path, generator)
        assert shell(case).returncode != 0, path
        path.write_bytes(before)
    (case / "added.txt").write_text("x")
    assert "added.txt" in shell(case).stdout


def test_the_script_names_lines_rows_and_files(case: Path) -> None:
    edit_log(case, lambda lines: [*lines[:2], *lines[3:]])
    said = python(case).stdout
    assert "line 3: breaks the chain" in said
    assert "line 6 is not the one sealed" in said


def test_the_script_names_the_seal_of_a_log_that_was_cut(case: Path) -> None:
    edit_log(case, lambda lines: lines[:-1])
    done = python(case)
    assert "line 6 is not the one sealed" in done.stdout
    assert done.returncode == 1


def test_the_script_names_rows(case: Path) -> None:
    edit_database(case, "UPDATE claim SET data = '{}'", "DELETE FROM source WHERE source = '4.html'")
    said = python(case).stdout
    assert 'case.sqlite: claim ["c00000001"]: not what the log says' in said
    assert 'case.sqlite: source ["4.html"]: missing' in said


def test_the_script_names_files(case: Path) -> None:
    film = next(case.glob("media/*/*.mp4"))
    film.unlink()
    assert f"{film.relative_to(case)}: not what the log says" in python(case).stdout
