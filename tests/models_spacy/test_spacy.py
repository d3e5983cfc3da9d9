"""The spaCy finder over real pipelines, made here without training. Run by ``make test-models``."""

from importlib import metadata

import pytest

from provenance.errors import InputError
from provenance.namefinders import open_finder
from tests.namefinders.contract import NAMES, PERSON, PLACE, keeps_contract

pytestmark = pytest.mark.models
LABELS = {"place": "GPE", "person": "PERSON", "organisation": "ORG"}


def saved(folder, language, patterns):
    import spacy  # noqa: PLC0415 - so that a checkout without it can collect this file

    pipeline = spacy.blank(language)
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": words} for label, words in patterns])
    pipeline.meta["name"], pipeline.meta["version"] = "by_rule", "1.2.3"
    pipeline.to_disk(folder)
    return f"spacy:{folder}"


def test_a_pipeline_in_a_folder_keeps_the_contract(tmp_path):
    finder = open_finder(saved(tmp_path, "en", [(LABELS[kind], words) for words, kind in NAMES.items()]))
    assert finder.name == "spacy:en_by_rule"
    assert finder.version == f"1.2.3, spaCy {metadata.version('spacy')}"
    assert finder.languages == {"en"}
    keeps_contract(finder)


def test_a_pipeline_of_many_languages_takes_any(tmp_path):
    assert open_finder(saved(tmp_path, "xx", [("LOC", "Zarnograd")])).languages == frozenset()


def test_labels_that_tell_no_place_or_party_are_left_alone(tmp_path):
    patterns = [("FAC", "Azot"), ("NORP", "French"), ("LOC", "Ormel"), ("PER", "Ada Brook")]
    finder = open_finder(saved(tmp_path, "fr", patterns))
    found = finder.find("French crews at Azot near Ormel, Ada Brook said.", language="fr")
    assert [span.kind for span in found] == [PLACE, PERSON]


@pytest.mark.parametrize("model", ["no_such_pipeline", "en", "no/such/folder"])
def test_what_is_not_here_is_not_fetched(model):
    with pytest.raises(InputError, match=r"expected an installed spaCy pipeline or a folder.*nothing is downloaded"):
        open_finder(f"spacy:{model}")


def test_a_folder_that_is_no_pipeline(tmp_path):
    with pytest.raises(InputError, match="expected an installed spaCy pipeline or a folder"):
        open_finder(f"spacy:{tmp_path}")


def test_a_pipeline_whose_parts_are_missing(tmp_path):
    option = saved(tmp_path, "en", [("GPE", "Zarnograd")])
    config = tmp_path / "config.cfg"
    config.write_text(config.read_text("utf-8").replace('factory = "entity_ruler"', 'factory = "no_such_part"'), "utf-8")
    with pytest.raises(InputError, match="found one that does not load"):
        open_finder(option)
