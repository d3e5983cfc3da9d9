"""What web archives hold: each capture an entity that the archive made of the post or page, each copy a file of a capture."""

from collections.abc import Iterable, Iterator

from prov.model import ProvDocument

from provenance.exporters.prov.naming import Names, attributes, moment
from provenance.exporters.prov.things import add_agent
from provenance.model import Agent, AgentKind, Digest, Lookup, Memento, ReferenceRecord, Snapshot, stable_id

__all__ = ["add_archives", "identifier", "memento_of"]

SHOWN = 20
"""Captures of one address: the oldest that hold something."""


def add_archives(document: ProvDocument, snapshot: Snapshot, names: Names) -> None:
    """The captures that archives list of posts and pages, and those that files and pages were had from."""
    for article in snapshot.articles:
        page = names[article.reading.article.digest]
        for capture in article.captures:
            if capture.memento:
                document.specialization(page, _capture(document, capture.memento))
        for memento in _listed(article.lookups):
            _capture(document, memento)
        for record in article.references:
            post = names[record.reference.id]
            for memento in (*_listed(record.lookups), *_given(record)):
                _derived(document, _capture(document, memento), post)


def memento_of(record: ReferenceRecord, digest: str) -> Memento | None:
    """The capture that gave a file of a post; ``None`` where the post itself did."""
    files = record.acquisition.files if record.acquisition else ()
    return next((file.memento for file in files if file.digest == Digest.parse(digest)), None)


def identifier(memento: Memento) -> str:
    """One capture is one entity, whoever lists it."""
    return f"case:memento_{stable_id('', memento.url)}"


def _listed(lookups: Iterable[Lookup]) -> Iterator[Memento]:
    for lookup in list(lookups)[-1:]:
        yield from lookup.whole[:SHOWN]


def _given(record: ReferenceRecord) -> Iterator[Memento]:
    for file in record.acquisition.files if record.acquisition else ():
        if file.memento:
            yield file.memento


def _capture(document: ProvDocument, memento: Memento) -> str:
    name = identifier(memento)
    if not document.get_record(name):
        document.entity(
            name,
            attributes(
                kind="Memento", label=memento.original, archive=memento.archive, url=memento.url, captured=str(memento.captured),
                status=memento.status, mediaType=memento.media_type, digest=memento.digest,
            ),
        )  # fmt: skip
        archive = add_agent(document, Agent(kind=AgentKind.ARCHIVE, name=memento.archive))
        document.attribution(name, archive)
        archiving = name.replace("memento_", "archiving_")
        when = moment(memento.captured)
        document.activity(archiving, when, when, attributes(kind="Archiving"))
        document.association(archiving, archive)
        document.generation(name, archiving, when)
    return name


def _derived(document: ProvDocument, memento: str, post: str) -> None:
    link = f"{memento.replace('memento_', 'archived_')}_{stable_id('', post)}"
    if not document.get_record(link):
        document.derivation(memento, post, identifier=link)
