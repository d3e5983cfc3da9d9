"""A case as a W3C PROV graph: entities, activities, agents and their relations, as plain values.

For drawing and for exporters. What somebody says stands in a bundle of its speaker's own, so that contradicting
statements never merge (PROV-DM, https://www.w3.org/TR/prov-dm/).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from provenance.chain.subjects import all_claims
from provenance.model import (
    Activity,
    ActivityKind,
    Agent,
    Availability,
    Claim,
    ClaimKind,
    ReferenceRecord,
    Snapshot,
    stable_id,
)

__all__ = ["Graph", "Node", "NodeKind", "Relation", "provenance_graph"]


class NodeKind(StrEnum):
    """What a node is, finer than PROV's three types."""

    ARTICLE = "article"
    POST = "post"
    MEDIA = "media"
    FOOTAGE = "footage"
    """Known from a library only."""
    STATEMENT = "statement"
    ACTIVITY = "activity"
    SOFTWARE = "software"
    SPEAKER = "speaker"


AGENTS = frozenset({NodeKind.SOFTWARE, NodeKind.SPEAKER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity, activity or agent."""

    id: str
    kind: NodeKind
    label: str
    """For people; may hold hostile text."""

    @property
    def prov_type(self) -> str:
        """``Entity``, ``Activity`` or ``Agent``."""
        return "Agent" if self.kind in AGENTS else "Activity" if self.kind is NodeKind.ACTIVITY else "Entity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``subject`` *name* ``object``, named as in PROV-DM."""

    name: str
    subject: str
    object: str
    bundle: str | None = None
    """The speaker in whose bundle it stands; ``None`` for what the program did or found itself."""
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes with unique ids, in a stable order, and the relations between them."""

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]


def provenance_graph(snapshot: Snapshot) -> Graph:
    """Everything in ``snapshot`` as a PROV graph; relations to things that are not in it are left out."""
    nodes = {node.id: node for node in (*_entities(snapshot), *_doers(snapshot))}
    for claim in all_claims(snapshot):
        speaker = _speaker(claim.asserted_by)
        nodes.setdefault(speaker.id, speaker)
        nodes[str(claim.id)] = Node(id=str(claim.id), kind=NodeKind.STATEMENT, label=claim.value)
        if claim.kind is ClaimKind.POSTED_BY:
            poster = Node(id=stable_id("p", claim.value), kind=NodeKind.SPEAKER, label=claim.value)
            nodes.setdefault(poster.id, poster)
    relations = (*_links(snapshot), *(link for claim in all_claims(snapshot) for link in _said(claim)))
    known = dict.fromkeys(r for r in relations if r.subject in nodes and r.object in nodes)
    return Graph(nodes=tuple(nodes.values()), relations=tuple(known))


def _entities(snapshot: Snapshot) -> Iterator[Node]:
    for article in snapshot.articles:
        page = article.reading.article
        yield Node(id=str(page.digest), kind=NodeKind.ARTICLE, label=page.title or page.source)
        for record in article.references:
            yield Node(id=str(record.reference.id), kind=NodeKind.POST, label=_post_label(record))
    held = {media.file.digest for media in snapshot.media}
    for media in snapshot.media:
        yield Node(id=str(media.file.digest), kind=NodeKind.MEDIA, label=media.file.name)
    for match in snapshot.matches:
        if match.compared.digest not in held:
            yield Node(id=str(match.compared.digest), kind=NodeKind.FOOTAGE, label=match.compared.name)


def _post_label(record: ReferenceRecord) -> str:
    account = f" @{record.reference.account}" if record.reference.account else ""
    name = record.resolution.platform_id if record.resolution else record.reference.platform_id
    return f"{record.platform}{account} {name or record.url or record.reference.quote}"


def _software(activity: Activity) -> Node:
    name = f"{activity.tool} {activity.version}".strip()
    return Node(id=stable_id("t", name), kind=NodeKind.SOFTWARE, label=name)


def _speaker(agent: Agent) -> Node:
    return Node(id=stable_id("s", agent.kind, agent.name, agent.description), kind=NodeKind.SPEAKER, label=str(agent))


def _doers(snapshot: Snapshot) -> Iterator[Node]:
    for activity in snapshot.activities:
        yield Node(id=str(activity.id), kind=NodeKind.ACTIVITY, label=f"{activity.kind.value} {activity.subject}")
        yield _software(activity)


def _links(snapshot: Snapshot) -> Iterator[Relation]:
    for activity in snapshot.activities:
        yield Relation(name="wasAssociatedWith", subject=str(activity.id), object=_software(activity).id)
        if activity.kind not in {ActivityKind.ACQUIRE, ActivityKind.ATTACH}:
            yield Relation(name="used", subject=str(activity.id), object=activity.subject)
    made = {a.subject: str(a.id) for a in snapshot.activities if a.ok and a.kind in {ActivityKind.ACQUIRE, ActivityKind.ATTACH}}
    for media in snapshot.media:
        for reference in media.references:
            if reference in made:
                yield Relation(name="wasGeneratedBy", subject=str(media.file.digest), object=made[reference])
    for edge in snapshot.derivations:
        yield Relation(name=edge.relation.value, subject=edge.child, object=edge.parent, confidence=edge.confidence)
    yield from _takedowns(snapshot)


def _takedowns(snapshot: Snapshot) -> Iterator[Relation]:
    """A post that the platform says is deleted was invalidated; by whom is not known: the attempt that saw it stands in."""
    tried = {a.subject: str(a.id) for a in snapshot.activities if a.kind is ActivityKind.ACQUIRE}
    for article in snapshot.articles:
        for record in article.references:
            gone = record.attempts and record.attempts[-1].outcome is Availability.DELETED
            if gone and record.reference.id in tried:
                yield Relation(name="wasInvalidatedBy", subject=str(record.reference.id), object=tried[record.reference.id])


def _said(claim: Claim) -> Iterator[Relation]:
    speaker = _speaker(claim.asserted_by).id
    yield Relation(name="wasAttributedTo", subject=str(claim.id), object=speaker, bundle=speaker)
    if claim.about is None:
        return
    yield Relation(name="wasInfluencedBy", subject=str(claim.id), object=str(claim.about), bundle=speaker)
    if claim.kind is ClaimKind.POSTED_BY:
        poster = stable_id("p", claim.value)
        yield Relation(name="wasAttributedTo", subject=str(claim.about), object=poster, bundle=speaker)
