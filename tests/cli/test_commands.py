"""The commands' face: help, options, the documentation page, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from provenance import errors
from provenance.cli.common import command, parse_size
from provenance.cli.console import safe, shorten
from provenance.cli.doctor import confined
from provenance.cli.document import document
from provenance.cli.progress import Display
from provenance.cli.trace import default_case

ROOT = Path(__file__).parents[2]


def test_every_command_is_documented_as_it_is() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == document(), "run make docs"


def test_what_is_said_again_and_again_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    with Display(quiet=False) as display:
        for words in ("busy", "busy", "busy", "other", "other"):
            display.note(words, problem=True)
    assert capsys.readouterr().err.splitlines() == ["! busy", "· the same 2 more times", "! other", "· the same 1 more time"]


def test_every_command_has_an_example() -> None:
    sections = document().split("\n## ")[1:]
    assert len(sections) >= 12
    assert [
        section.partition("\n")[0] for section in sections if "```console" not in section and "library list" not in section
    ] == []


def test_help_does_not_load_what_is_heavy() -> None:
    script = (
        "import sys, provenance.cli; print([m for m in ('numpy', 'cv2', 'yt_dlp', 'av', 'lxml', 'faiss') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == b"[]"


def test_commands_on_footage_load_neither_readers_of_articles_nor_reports() -> None:
    stages = ("single", "adding", "sharing")
    heavy = ("articles", "chain", "exporters", "fetch", "pipeline.jobs", "pipeline.run", "places", "platforms", "store.case")
    script = (
        f"import sys, {', '.join(f'provenance.pipeline.{stage}' for stage in stages)}; "
        f"print([m for m in {heavy!r} if f'provenance.{{m}}' in sys.modules], 'httpx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == b"[] False"


def test_exit_codes_are_as_documented() -> None:
    tree = errors.__doc__ or ""
    for name in errors.__all__:
        kind = getattr(errors, name)
        line = next(line for line in tree.splitlines() if name in line)
        assert str(kind.exit_code) in line, f"{name} is documented with another exit code"
    assert {kind.exit_code for kind in map(errors.__dict__.get, errors.__all__)} == {70, 2, 3, 4, 5, 6, 7}


@pytest.mark.parametrize(("text", "size"), [("50MB", 50_000_000), ("1.5 gb", 1_500_000_000), ("2000", 2000), ("7k", 7000)])
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "MB", "-5MB", "0", "5 furlongs", "1e9"])
def test_what_is_no_size_is_named(text: str) -> None:
    with pytest.raises(errors.UsageError, match="expected a size"):
        parse_size(text)


@pytest.mark.parametrize(
    ("source", "case"),
    [
        ("pages/storm.fr.html", "cases/storm.fr"),
        ("https://www.example.org/2026/storm/", "cases/example.org-2026-storm"),
        ("-", "cases/case"),
        ("../..", "cases/case"),
        ("https://example.org/?q=../../etc", "cases/example.org-q-..-..-etc"),
    ],
)
def test_a_case_is_named_after_the_first_article(source: str, case: str) -> None:
    assert default_case(source) == Path(case)


@given(st.text())
def test_no_source_names_a_case_outside_the_cases(source: str) -> None:
    path = default_case(source)
    assert path.parent == Path("cases")
    assert path.name not in {"", ".", ".."}


@given(st.text())
def test_hostile_text_has_no_power_over_the_terminal(text: str) -> None:
    shown = safe(text).plain
    assert not any(char in shown for char in "\x1b\x07\x00\x9b\u202e\u2066")
    assert len(shown) == len(text)


@given(st.text(), st.integers(2, 40))
def test_shortened_text_fits_on_its_line(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
    assert "\n" not in shorten(text, width)


def test_an_unknown_format_is_a_usage_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "provenance", "report", "x", "--format", "papyrus"],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert b"expected one of" in done.stderr


def test_doctor_says_what_is_not_refused() -> None:
    lacking = confined(("network: not refused by seccomp", "writing: not refused"))
    assert (lacking.state, lacking.detail) == ("warning", "network: not refused by seccomp; writing: not refused")
    assert "virtual machine" in lacking.remedy
    assert (confined(()).state, confined(()).remedy) == ("ok", "")


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (ImportError("libGL.so.1: cannot open shared object file"), 7, "apt-get install libgl1"),
        (ImportError("No module named 'av'"), 7, "provenance doctor"),
        (PermissionError(13, "Permission denied", "x.html"), 6, "x.html"),
        (ZeroDivisionError("nobody foresaw this"), 70, "nobody foresaw this"),
        (KeyboardInterrupt(), 130, "run the same command again"),
        (errors.NetworkError("http://x: no answer"), 4, "no answer"),
    ],
)
def test_every_way_to_fail_ends_in_words_and_its_code(raised, code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    @command
    def failing() -> int:
        raise raised

    with pytest.raises(typer.Exit) as left:
        failing()
    assert left.value.exit_code == code
    assert words in " ".join(capsys.readouterr().err.split())
