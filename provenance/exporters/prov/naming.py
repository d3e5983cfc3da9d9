"""Names and attributes in a PROV document: every thing of a case has one identifier, whatever speaks of it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from prov.identifier import Identifier, Namespace, QualifiedName
from prov.model import ProvDocument

from provenance.exporters.text import visible
from provenance.model import Agent, Instant, Snapshot, stable_id

__all__ = ["VOCABULARY", "Attributes", "Names", "agent_id", "attributes", "begin", "moment"]

VOCABULARY = "urn:provenance:ns:"
"""Of our own types and attributes (prefix ``pv``), beside PROV's."""
OURS = Namespace("pv", VOCABULARY)
Value = str | int | float | bool | QualifiedName | Instant | None
Attributes = dict[QualifiedName | str | Identifier, Any]


def begin(snapshot: Snapshot) -> ProvDocument:
    """An empty document with the namespaces of this case."""
    document = ProvDocument()
    document.add_namespace("case", f"urn:provenance:case:{quote(visible(snapshot.case), safe='')}:")
    document.add_namespace(OURS)
    return document


def attributes(*, kind: str | QualifiedName = "", label: str = "", **more: Value) -> Attributes:
    """PROV's type and label and our own attributes; what is unknown is left out."""
    found: Attributes = {"prov:label": visible(label)} if label else {}
    if kind:
        found["prov:type"] = kind if isinstance(kind, QualifiedName) else OURS[kind]
    for name, value in more.items():
        if value not in {None, ""}:
            found[f"pv:{name}"] = visible(str(value)) if isinstance(value, (str, Instant)) else value
    return found


def moment(when: object) -> str | None:
    """A time that PROV can hold: only one that is known with its zone."""
    return str(when) if isinstance(when, Instant) else None


def agent_id(agent: Agent) -> str:
    """The same speaker in the same words is one agent; nobody is taken for somebody else."""
    return f"case:agent_{stable_id('', agent.kind, agent.name, agent.description)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Printed id (digest, reference id) to identifier."""

    known: dict[str, str]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Names":
        """Articles, posts, media, and footage known from a library only."""
        known: dict[str, str] = {}
        for match in snapshot.matches:
            known[str(match.compared.digest)] = f"case:footage_{match.compared.digest.value}"
        for media in snapshot.media:
            known[str(media.file.digest)] = f"case:media_{media.file.digest.value}"
        for article in snapshot.articles:
            known[str(article.reading.article.digest)] = f"case:article_{article.reading.article.digest.value}"
            known.update({str(r.reference.id): f"case:post_{r.reference.id}" for r in article.references})
        return cls(known=known)

    def __getitem__(self, name: object) -> str:
        """The identifier of something that the case certainly holds."""
        return self.known[str(name)]

    def get(self, name: object) -> str | None:
        """Its identifier; ``None`` for what the document does not hold."""
        return self.known.get(str(name))
