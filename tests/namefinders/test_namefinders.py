"""The registry, its messages, and the finders as far as they run without their libraries."""

import hashlib
import json
import sys
import types

import pytest

from provenance.articles.names import NameKind
from provenance.errors import InputError, MissingExtraError, UsageError
from provenance.namefinders import BACKENDS, gliner, open_finder, spacy
from provenance.namefinders.gliner import GlinerNames
from tests.namefinders.contract import ByHeart, keeps_contract

WORDS_READ = 384
"""What a GLiNER model reads of a text; the rest is dropped."""
GLINER_LABELS = {kind: label for label, kind in gliner.LABELS.items()}


def like_gliner(text):
    heard = " ".join(text.split(" ")[:WORDS_READ])
    spans = ByHeart().find(heard, language="en")
    return [{"start": s.start, "end": s.end, "label": GLINER_LABELS[s.kind], "score": 0.9} for s in spans]


def test_schemes_are_unique_and_in_order():
    schemes = [backend.scheme for backend in BACKENDS]
    assert schemes == ["spacy", "gliner"]
    assert len(set(schemes)) == len(schemes)


def test_the_fake_keeps_the_contract():
    keeps_contract(ByHeart())


def test_gliner_keeps_the_contract_on_texts_longer_than_it_reads():
    keeps_contract(GlinerNames(name="gliner:fake", version="1", predict=like_gliner))


@pytest.mark.parametrize("labels", [spacy.LABELS, gliner.LABELS])
def test_every_kind_has_a_label(labels):
    assert set(labels.values()) == set(NameKind)


@pytest.mark.parametrize("option", ["", "spacy", "spacy:", "spacy: ", "en_core_web_sm", "bert:model", ":x", "SPACY:x"])
def test_other_forms_are_refused_with_the_right_one(option):
    with pytest.raises(UsageError, match=r"expected spacy:MODEL or gliner:FOLDER"):
        open_finder(option)


@pytest.mark.parametrize("scheme", ["spacy", "gliner"])
def test_a_missing_program_names_the_command_that_installs_it(scheme, monkeypatch):
    monkeypatch.setitem(sys.modules, scheme, None)  # whether or not it is installed here
    with pytest.raises(MissingExtraError) as caught:
        open_finder(f"{scheme}:anything")
    assert f"pip install 'provenance-osint[{scheme}]'" in str(caught.value)


@pytest.fixture
def asked(monkeypatch):
    """A stand-in for the gliner package; the list holds what it was asked to load, and under what environment."""
    calls = []

    class GLiNER:
        @classmethod
        def from_pretrained(cls, path, **options):
            calls.append((path, options, gliner.os.environ.get("HF_HUB_OFFLINE")))
            return cls()

        def predict_entities(self, text, labels, *, threshold):
            return [entity for entity in like_gliner(text) if entity["label"] in labels and entity["score"] >= threshold]

    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "0")
    monkeypatch.setitem(sys.modules, "gliner", types.SimpleNamespace(GLiNER=GLiNER, __version__="0.2.99"))
    return calls


def test_gliner_is_loaded_from_a_folder_and_never_from_the_network(asked, tmp_path):
    folder = tmp_path / "multi"
    folder.mkdir()
    (folder / "gliner_config.json").write_text(json.dumps({}), "utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")
    finder = open_finder(f"gliner:{folder}")
    assert asked == [(str(folder), {"local_files_only": True}, "1")]
    assert finder.name == "gliner:multi"
    assert finder.version == f"sha256:{hashlib.sha256(b'weights').hexdigest()[:16]}, gliner 0.2.99, threshold 0.5"
    keeps_contract(finder)


@pytest.mark.parametrize("model", ["urchade/gliner_multi-v2.1", "no/such/folder", "."])
def test_gliner_is_not_asked_for_a_model_that_is_not_here(asked, model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"expected a folder with gliner_config\.json.*nothing is downloaded"):
        open_finder(f"gliner:{model}")
    assert asked == []


def test_a_model_that_fails_is_an_error_of_ours():
    def broken(text):
        raise RuntimeError("out of memory")

    with pytest.raises(InputError, match=r"gliner:x: RuntimeError: out of memory"):
        GlinerNames(name="gliner:x", version="1", predict=broken).find("Words.", language="en")
