"""Names by a spaCy pipeline (https://spacy.io) that is installed as a package or lies in a folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provenance.articles.names import NamedSpan, NameKind, pieces
from provenance.errors import InputError
from provenance.namefinders.interface import Backend, not_installed

__all__ = ["LABELS", "SPACY", "SpacyNames", "load"]

ANY_LANGUAGE = "xx"
"""spaCy's code for pipelines of many languages."""
MOST = 10_000
"""Characters at a time: the parser and the entity recogniser take about 1 GB for 100,000 (https://spacy.io/api/language)."""
_PLACE, _PERSON, _ORGANISATION = NameKind.PLACE, NameKind.PERSON, NameKind.ORGANISATION
LABELS: Mapping[str, NameKind] = {
    "GPE": _PLACE,
    "LOC": _PLACE,
    "GPE_LOC": _PLACE,
    "placeName": _PLACE,
    "geogName": _PLACE,
    "PERSON": _PERSON,
    "PER": _PERSON,
    "PRS": _PERSON,
    "persName": _PERSON,
    "ORG": _ORGANISATION,
    "GPE_ORG": _ORGANISATION,
    "ORGANIZATION": _ORGANISATION,
    "orgName": _ORGANISATION,
}
"""Of the corpora that spaCy's pipelines are trained on: OntoNotes, WikiNER, NorNE, RONEC, NKJP, SUC. Others are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacyNames:
    """See :class:`~provenance.articles.names.NameFinder`."""

    name: str
    version: str
    languages: frozenset[str]
    pipeline: Any = field(repr=False)
    """A ``spacy.language.Language``, run as it is."""

    def find(self, text: str, *, language: str) -> tuple[NamedSpan, ...]:  # noqa: ARG002 - one pipeline, whatever the language
        """See :class:`~provenance.articles.names.NameFinder`."""
        cuts = tuple(pieces(text, most=MOST))
        try:
            read = tuple(self.pipeline.pipe(text[start:end] for start, end in cuts))
        except Exception as error:
            raise InputError(f"{self.name}: {type(error).__name__}: {error}") from error
        return tuple(
            NamedSpan(start=start + entity.start_char, end=start + entity.end_char, kind=LABELS[entity.label_])
            for (start, _), document in zip(cuts, read, strict=True)
            for entity in document.ents
            if entity.label_ in LABELS
        )


def load(model: str) -> SpacyNames:
    """The pipeline of that name or in that folder. Makes no request.

    Raises:
        MissingExtraError: spaCy is not installed.
        InputError: there is no such pipeline, or spaCy cannot load it.
    """
    try:
        import spacy  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise not_installed("spacy", error) from error
    folder = Path(model).expanduser()
    wanted = f"--names spacy:{model}: expected an installed spaCy pipeline or a folder with one"
    try:
        pipeline = spacy.load(folder if folder.is_dir() else model)
    except OSError as error:
        advice = "nothing is downloaded: get one by hand (https://spacy.io/models)"
        raise InputError(f"{wanted}, found none ({str(error).partition('.')[0]}); {advice}") from error
    except Exception as error:
        raise InputError(f"{wanted}, found one that does not load: {type(error).__name__}: {error}") from error
    code = str(pipeline.lang)
    return SpacyNames(
        name=f"spacy:{code}_{pipeline.meta['name']}",
        version=f"{pipeline.meta['version']}, spaCy {spacy.__version__}",
        languages=frozenset() if code == ANY_LANGUAGE else frozenset({code}),
        pipeline=pipeline,
    )


SPACY = Backend(scheme="spacy", wanted="MODEL", load=load)
