"""``--archives`` on the commands, and what the terminal says about how to go on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from provenance import model as m
from provenance.cli import app
from provenance.cli.outcome import next_steps
from provenance.errors import UsageError
from provenance.exporters.picture_searches import uploads
from provenance.fetch.wayback import WAYBACK
from provenance.pipeline import jobs
from tests.exporters import sample


@pytest.mark.parametrize(
    ("command", "job"),
    [
        (("trace", "a.html"), "trace"),
        (("fetch", "https://a.example/v", "--case", "c"), "fetch_urls"),
        (("fetch", "c"), "resume"),
        (("recheck", "c"), "recheck"),
    ],
)
def test_an_archive_is_asked_only_where_the_analyst_says_so(
    command: tuple[str, ...], job: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[Any] = []

    def called(*_: object, settings: Any, **__: object) -> None:
        seen.append(settings.archive)
        raise UsageError("far enough")

    monkeypatch.setattr(jobs, job, called)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PROVENANCE_ARCHIVES", raising=False)
    run = CliRunner().invoke
    run(app, command)
    run(app, [*command, "--archives"])
    run(app, command, env={"PROVENANCE_ARCHIVES": "1"})
    assert seen == [None, WAYBACK, WAYBACK]


def test_the_terminal_names_commands_searches_and_pictures(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    case = sample.snapshot()
    for frame in (each for media in case.media for each in uploads(media)):
        Path("cases/fire", frame.path).parent.mkdir(parents=True, exist_ok=True)
        Path("cases/fire", frame.path).touch()
    (article,) = case.articles
    records = tuple(replace(record, lookups=()) for record in article.references)
    next_steps(replace(case, articles=(replace(article, references=records),)), "cases/fire")
    shown = capsys.readouterr().out
    assert f"provenance fetch cases/fire {sample.GONE} --archives" in shown
    assert "https://web.archive.org/web/*/https://www.youtube.com/watch?v=abcdefghijk" in shown
    assert "more searches are prepared in the report" in shown
    assert "cases/fire/pictures/" in shown
    assert "https://lens.google.com/" in shown
    next_steps(case, "cases/fire")
    assert "--archives" not in capsys.readouterr().out, "it was asked"


def test_the_terminal_offers_nothing_for_what_a_person_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    case = sample.snapshot()
    about = m.ReferenceDecision(reference=sample.GONE, verdict=m.ReferenceVerdict.REJECTED)
    next_steps(replace(case, reviews=(sample.review(9, about),)), "cases/fire")
    shown = capsys.readouterr().out
    assert sample.INSTAGRAM in shown
    assert sample.GONE not in shown


def test_hostile_accounts_have_no_power_over_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    case = sample.snapshot()
    (article,) = case.articles

    def hostile(record: m.ReferenceRecord) -> m.ReferenceRecord:
        return replace(record, reference=replace(record.reference, account="\x1b[31m\u202e[bold]x"))

    records = tuple(map(hostile, article.references))
    next_steps(replace(case, articles=(replace(article, references=records),)), "cases/fire")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
