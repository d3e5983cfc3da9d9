"""Models on this machine that find names in a text: none is needed, and none is ever downloaded.

One file per program that runs models; each is loaded when the analyst asks for it, not before.
"""

from provenance.articles.names import NameFinder
from provenance.errors import UsageError
from provenance.namefinders.gliner import GLINER
from provenance.namefinders.interface import Backend
from provenance.namefinders.spacy import SPACY

__all__ = ["BACKENDS", "open_finder"]

BACKENDS: tuple[Backend, ...] = (SPACY, GLINER)


def open_finder(option: str) -> NameFinder:
    """The finder that ``option`` asks for: ``spacy:MODEL`` or ``gliner:FOLDER``.

    Raises:
        UsageError: of another form.
        MissingExtraError: the program that runs the model is not installed.
        InputError: the model is not there, or cannot be loaded.
    """
    scheme, colon, model = option.partition(":")
    backend = next((each for each in BACKENDS if each.scheme == scheme), None)
    if backend is None or not colon or not model.strip():
        forms = " or ".join(f"{each.scheme}:{each.wanted}" for each in BACKENDS)
        raise UsageError(f"--names {option}: expected {forms}")
    return backend.load(model.strip())
