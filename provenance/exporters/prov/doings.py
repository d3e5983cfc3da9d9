"""What was done: the log's steps, embeds, reposts and takedowns as activities, and the relations that they make."""

from collections.abc import Iterator

from prov.constants import PROV
from prov.model import ProvDocument

from provenance.chain.history import history
from provenance.exporters.prov.archives import identifier, memento_of
from provenance.exporters.prov.naming import Names, attributes, moment
from provenance.exporters.prov.things import add_agent, outlet
from provenance.model import (
    Activity,
    ActivityKind,
    Agent,
    AgentKind,
    Availability,
    Derivation,
    DerivationRelation,
    Match,
    MediaRecord,
    ReferenceId,
    ReferenceRecord,
    Snapshot,
    stable_id,
)

__all__ = ["activity_id", "add_doings", "add_reviewer"]


def add_doings(document: ProvDocument, snapshot: Snapshot, names: Names) -> None:
    """Every step and what it used and made, then the chain; what signers claim of it stands in their bundles."""
    for activity in snapshot.activities:
        _step(document, activity, names)
    _made(document, snapshot, names)
    for edge in snapshot.derivations:
        _edge(document, edge, snapshot, names)
    for match in snapshot.matches:
        _match(document, match, snapshot, names)
    for entity, seen in _takedowns(snapshot, names):
        document.invalidation(entity, activity_id(seen), moment(seen.ended), None, attributes(kind="SeenDeleted"))


def activity_id(activity: Activity) -> str:
    """Of a step of the log."""
    return f"case:activity_{activity.id}"


def add_reviewer(document: ProvDocument, name: str) -> str:
    """The person who decides."""
    return add_agent(document, Agent(kind=AgentKind.PERSON, name=name))


def _step(document: ProvDocument, activity: Activity, names: Names) -> None:
    name = activity_id(activity)
    document.activity(
        name,
        moment(activity.started),
        moment(activity.ended),
        attributes(
            kind=activity.kind.value.capitalize(), label=activity.message, subject=activity.subject, ok=activity.ok,
            error=activity.error,
        ),
    )  # fmt: skip
    document.association(name, _tool(document, activity))
    if activity.by:
        document.association(name, add_reviewer(document, activity.by))
    used = names.get(activity.subject)
    if used and activity.kind is not ActivityKind.READ:
        document.usage(name, used)


def _tool(document: ProvDocument, activity: Activity) -> str:
    words = f"{activity.tool} {activity.version}".strip()
    name = f"case:tool_{stable_id('', words)}"
    if not document.get_record(name):
        document.agent(name, attributes(kind=PROV["SoftwareAgent"], label=words, version=activity.version))
    return name


def _made(document: ProvDocument, snapshot: Snapshot, names: Names) -> None:
    """Articles by reading, media by downloads and by hand, keyframes by fingerprinting; the last that went well."""
    by = {(activity.kind, activity.subject): activity for activity in snapshot.activities if activity.ok}
    for article in snapshot.articles:
        for source in (str(article.reading.article.digest), *(article.sources or (article.reading.article.source,))):
            if step := by.get((ActivityKind.READ, source)):
                document.generation(names[article.reading.article.digest], activity_id(step), moment(article.read_at))
                break
    # What was fetched is filed by its address, what was attached by its reference, an archive's copy by its own.
    records = {r.reference.id: r for a in snapshot.articles for r in a.references}
    for media in snapshot.media:
        entity = names[media.file.digest]
        for reference in media.references:
            for kind, subject in (
                (ActivityKind.ACQUIRE, _address(records[reference], media)),
                (ActivityKind.ATTACH, str(reference)),
            ):
                if step := by.get((kind, str(subject))):
                    document.generation(entity, activity_id(step), moment(step.ended))
        if step := by.get((ActivityKind.FINGERPRINT, str(media.file.digest))):
            for number in range(len(media.keyframes)):
                document.generation(f"case:keyframe_{media.file.digest.value[:16]}_{number}", activity_id(step))


def _address(record: ReferenceRecord, media: MediaRecord) -> str | None:
    """What the step that fetched ``media`` is filed by."""
    if memento_of(record, str(media.file.digest)):
        copies = (each.url for each in record.attempts if each.archive and each.outcome is Availability.AVAILABLE)
        return next(copies, None)
    return record.acquisition.url if record.acquisition else None


# ── the chain ───────────────────────────────────────────────────────────────────────────────────


def _edge(document: ProvDocument, edge: Derivation, snapshot: Snapshot, names: Names) -> None:
    child, parent = names.get(edge.child), names.get(edge.parent)
    if child is None or parent is None:
        return
    known = attributes(
        confidence=edge.confidence, evidence="; ".join(reason.words for reason in edge.evidence if reason.supports)
    )
    match edge.relation:
        case DerivationRelation.WAS_QUOTED_FROM:
            _embed(document, edge, snapshot, names)
        case DerivationRelation.SPECIALIZATION_OF:
            document.specialization(child, parent)
        case DerivationRelation.ALTERNATE_OF:
            document.alternate(child, parent)
        case DerivationRelation.WAS_DERIVED_FROM if not edge.between_files:
            _from_archive(document, edge, snapshot, names)
        case DerivationRelation.WAS_DERIVED_FROM:
            repost = f"case:repost_{stable_id('', edge.child, edge.parent)}"
            document.activity(repost, None, None, attributes(kind="Repost", label="a copy was made of it, or of its source"))
            document.usage(repost, parent)
            document.generation(child, repost)
            document.derivation(child, parent, repost, other_attributes=known)


def _from_archive(document: ProvDocument, edge: Derivation, snapshot: Snapshot, names: Names) -> None:
    """The file is what the archive's capture holds, and the capture was made of the post."""
    record = next(r for a in snapshot.articles for r in a.references if str(r.reference.id) == edge.parent)
    if memento := memento_of(record, edge.child):
        document.specialization(names[edge.child], identifier(memento))


def _embed(document: ProvDocument, edge: Derivation, snapshot: Snapshot, names: Names) -> None:
    """The article quotes the post; the earliest known copy of its footage is its primary source."""
    article, post = names[edge.child], names[edge.parent]
    embed = f"case:embed_{stable_id('', edge.child, edge.parent)}"
    document.activity(embed, None, None, attributes(kind="Embed"))
    document.usage(embed, post)
    page = next((a.reading.article for a in snapshot.articles if str(a.reading.article.digest) == edge.child), None)
    if page:
        document.association(embed, add_agent(document, outlet(page)))
    document.derivation(article, post, embed, other_attributes=attributes(kind=PROV["Quotation"], confidence=edge.confidence))
    for source in _earliest(edge.parent, snapshot):
        if name := names.get(source):
            document.derivation(
                article, name, other_attributes=attributes(kind=PROV["PrimarySource"], label="earliest known copy")
            )


def _earliest(post: str, snapshot: Snapshot) -> list[str]:
    """What the post's files were copied from, at the far end; nothing where they were copied from nothing known."""
    derived = DerivationRelation.WAS_DERIVED_FROM
    parents: dict[str, list[str]] = {}
    for edge in snapshot.derivations:
        if edge.relation is derived and edge.between_files:
            parents.setdefault(edge.child, []).append(edge.parent)
    files = [str(media.file.digest) for media in snapshot.media if ReferenceId(post) in media.posted_in]
    reached = dict.fromkeys(files)
    for name in (waiting := list(files)):
        fresh = [parent for parent in parents.get(name, ()) if parent not in reached]
        reached.update(dict.fromkeys(fresh))
        waiting += fresh
    return [name for name in reached if name not in files and not parents.get(name)]


def _match(document: ProvDocument, match: Match, snapshot: Snapshot, names: Names) -> None:
    """A finding of its own; what follows from it about who copied whom stands in the chain."""
    ends = [end for end in (names.get(match.query), names.get(match.compared.digest)) if end]
    name = f"case:match_{stable_id('', match.query, match.compared.digest, match.relation, match.compared.library)}"
    if document.get_record(name):
        return
    document.entity(
        name,
        attributes(
            kind="Match", relation=match.relation.value, score=match.score, threshold=match.threshold,
            algorithm=match.algorithm, version=match.version, probability=match.probability,
            edits="; ".join(f"{edit.action}: {edit.description}" for edit in match.edits),
        ),
    )  # fmt: skip
    for end in ends:
        document.derivation(name, end)
    steps = [a for a in snapshot.activities if a.kind is ActivityKind.MATCH and a.subject == str(match.query) and a.ok]
    if steps:
        document.generation(name, activity_id(steps[-1]))


def _takedowns(snapshot: Snapshot, names: Names) -> Iterator[tuple[str, Activity]]:
    """A post found deleted was invalidated; by whom is not known: the step that saw it first stands in."""
    asking = {ActivityKind.ACQUIRE, ActivityKind.RECHECK}
    asked = {(step.subject, step.started): step for step in snapshot.activities if step.kind in asking}
    for record in (record for article in snapshot.articles for record in article.references):
        for period in history(record)[-1:]:
            seen, entity = asked.get((period.attempt.url, period.attempt.started)), names.get(record.reference.id)
            if period.outcome is Availability.DELETED and seen and entity:
                yield entity, seen
