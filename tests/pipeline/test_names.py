"""A model for names in the pipeline: what the record says of it."""

from pathlib import Path

from provenance.articles.names import NameFinder, NameKind
from provenance.model import ActivityKind, Snapshot
from provenance.pipeline import jobs
from provenance.pipeline.run import Settings, Silent
from tests.namefinders.contract import ByHeart
from tests.pipeline.hearing import Hearing

MODEL = ByHeart(names=(("Zarnograd", NameKind.PLACE),))
OPTION = ("names", "fake:by-heart (1)")
TEXT = """Fire at the depot

The fire broke out on Monday evening, and the crews had it out by midnight, the mayor told reporters at the scene.

A video posted on Telegram on Monday shows the fire in Zarnograd, near the depot that had been closed for years.
"""


def story(folder: Path) -> str:
    path = folder / "story.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def read_only(source: str, *, names: NameFinder | None) -> Snapshot:
    [(snapshot, error)] = jobs.read_only((source,), settings=Settings(names=names), progress=Silent())
    assert error is None
    return snapshot


def test_the_record_names_the_model(tmp_path: Path) -> None:
    source = story(tmp_path)
    with_model, without = (read_only(source, names=names) for names in (MODEL, None))
    assert [OPTION in a.options for a in with_model.activities if a.kind is ActivityKind.READ] == [True]
    assert [a.options for a in without.activities if a.kind is ActivityKind.READ] == [(("page_limit", "50000000"),)]
    reading = with_model.articles[0].reading
    assert "fake:by-heart (1) found place 1" in " ".join(reading.notes)
    assert "Zarnograd" in [claim.value for claim in reading.claims]
    assert "Zarnograd" not in [claim.value for claim in without.articles[0].reading.claims]


def test_an_article_that_was_read_without_the_model_is_not_read_again_in_silence(tmp_path: Path) -> None:
    source, heard = story(tmp_path), {}
    for run, names in (("first", None), ("second", MODEL)):
        progress = Hearing()
        jobs.trace((source,), case=tmp_path / "case", settings=Settings(names=names, offline=True), progress=progress)
        heard[run] = [note for note in progress.notes if "model" in note]
    assert heard == {"first": [], "second": [f"{source}: read before, not again with this model (give another --case)"]}


def test_a_run_that_goes_on_with_the_same_model_says_nothing(tmp_path: Path) -> None:
    source = story(tmp_path)
    for _ in range(2):
        progress = Hearing()
        jobs.trace((source,), case=tmp_path / "case", settings=Settings(names=MODEL, offline=True), progress=progress)
    assert not [note for note in progress.notes if "model" in note]
