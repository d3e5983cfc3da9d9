"""Names by a GLiNER model (https://github.com/urchade/GLiNER, arXiv:2311.08526) that lies in a folder."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provenance.articles.names import NamedSpan, NameKind, pieces
from provenance.errors import InputError
from provenance.namefinders.interface import Backend, not_installed

__all__ = ["GLINER", "LABELS", "GlinerNames", "load"]

MOST = 1_200
"""Characters at a time: models read 384 words and drop the rest."""
THRESHOLD = 0.5
LABELS: Mapping[str, NameKind] = {
    "location": NameKind.PLACE,
    "person": NameKind.PERSON,
    "organization": NameKind.ORGANISATION,
}
"""The words that the model is asked for, as most are trained on them."""
CONFIG = "gliner_config.json"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
"""Variables under which Hugging Face's libraries make no request."""

Predict = Callable[[str], list[dict[str, Any]]]
"""A text to GLiNER's entities: ``start``, ``end`` (characters), ``label``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlinerNames:
    """See :class:`~provenance.articles.names.NameFinder`."""

    name: str
    version: str
    predict: Predict = field(repr=False)
    languages: frozenset[str] = frozenset()
    """The folder does not say; most are multilingual."""

    def find(self, text: str, *, language: str) -> tuple[NamedSpan, ...]:  # noqa: ARG002 - one model, whatever the language
        """See :class:`~provenance.articles.names.NameFinder`."""
        try:
            found = [
                NamedSpan(start=start + entity["start"], end=start + entity["end"], kind=LABELS[entity["label"]])
                for start, end in pieces(text, most=MOST)
                for entity in self.predict(text[start:end])
            ]
        except Exception as error:
            raise InputError(f"{self.name}: {type(error).__name__}: {error}") from error
        return tuple(sorted(found))


def load(folder: str) -> GlinerNames:
    """The model in ``folder``, with its tokenizer beside it. Makes no request, whatever the environment says.

    Raises:
        MissingExtraError: GLiNER is not installed.
        InputError: no model in the folder, or GLiNER cannot load it.
    """
    path = Path(folder).expanduser()
    weights = next((path / name for name in WEIGHTS if (path / name).is_file()), None)
    wanted = f"--names gliner:{folder}: expected a folder with {CONFIG}, the tokenizer and {' or '.join(WEIGHTS)}"
    # Read when Hugging Face's libraries are imported: without them a folder that lacks its tokenizer makes them ask for it.
    os.environ.update(dict.fromkeys(OFFLINE, "1"))
    try:
        import gliner  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise not_installed("gliner", error) from error
    if weights is None or not (path / CONFIG).is_file():
        raise InputError(f"{wanted}, found no such folder; nothing is downloaded: get a model by hand")
    try:
        model = gliner.GLiNER.from_pretrained(str(path), local_files_only=True)
    except Exception as error:
        raise InputError(f"{wanted}, found one that does not load: {type(error).__name__}: {error}") from error
    return GlinerNames(
        name=f"gliner:{path.resolve().name}", version=_version(weights, str(gliner.__version__)), predict=_asking(model)
    )


def _asking(model: Any) -> Predict:  # noqa: ANN401 - gliner.GLiNER
    def predict(text: str) -> list[dict[str, Any]]:
        return list(model.predict_entities(text, list(LABELS), threshold=THRESHOLD))

    return predict


def _version(weights: Path, program: str) -> str:
    """Models state no version: the digest of the weights says which one it was."""
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"sha256:{digest[:16]}, gliner {program}, threshold {THRESHOLD}"


GLINER = Backend(scheme="gliner", wanted="FOLDER", load=load)
