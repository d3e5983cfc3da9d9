"""Articles, posts, media, keyframes and library footage as entities; accounts, outlets and tools as agents."""

from collections.abc import Iterator

from prov.constants import PROV
from prov.model import ProvDocument

from provenance.chain.uploads import uploads
from provenance.exporters.prov.naming import Names, agent_id, attributes, moment
from provenance.model import (
    Agent,
    AgentKind,
    Article,
    ArticleRecord,
    FileRole,
    IdentifierDate,
    Match,
    MediaRecord,
    ReferenceKind,
    ReferenceRecord,
    Snapshot,
)

__all__ = ["add_agent", "add_things", "outlet"]


def add_things(document: ProvDocument, snapshot: Snapshot, names: Names) -> None:
    """Everything that the case is about."""
    for article in snapshot.articles:
        _article(document, article, names)
    dated = uploads(snapshot)
    for record in (record for article in snapshot.articles for record in article.references):
        when = dated.get(record.reference.id)
        _post(document, record, names, when if isinstance(when, IdentifierDate) else None)
    for media in snapshot.media:
        _media(document, media, names)
    for match in _elsewhere(snapshot):
        document.entity(
            names[match.compared.digest],
            attributes(
                kind="Footage", label=match.compared.name, sha256=match.compared.digest.value, library=match.compared.library,
                libraryNote=match.compared.note, added=match.compared.added,
            ),
        )  # fmt: skip


def add_agent(document: ProvDocument, agent: Agent) -> str:
    """Declare ``agent`` and return its identifier; declared again, it stays one."""
    name = agent_id(agent)
    kinds = {
        AgentKind.ORGANISATION: PROV["Organization"],
        AgentKind.ARTICLE: PROV["Organization"],
        AgentKind.PERSON: PROV["Person"],
    }
    if not document.get_record(name):
        document.agent(
            name,
            attributes(
                kind=kinds.get(agent.kind, agent.kind.value.capitalize()), label=str(agent), description=agent.description
            ),
        )
    return name


def outlet(article: Article) -> Agent:
    """Who publishes it: the site by its name, or the page itself."""
    return Agent(kind=AgentKind.ARTICLE, name=article.site or article.title or article.source)


def _article(document: ProvDocument, record: ArticleRecord, names: Names) -> None:
    article = record.reading.article
    entity = document.entity(
        names[article.digest],
        attributes(
            kind="Article", label=article.title or article.source, sha256=article.digest.value, source=article.source,
            url=article.url, language=article.language, published=str(article.published or ""),
            mediaType=article.media_type,
        ),
    )  # fmt: skip
    document.attribution(entity, add_agent(document, outlet(article)))
    for author in article.authors:
        document.attribution(entity, add_agent(document, Agent(kind=AgentKind.PERSON, name=author)))


def _post(document: ProvDocument, record: ReferenceRecord, names: Names, uploaded: IdentifierDate | None) -> None:
    reference = record.reference
    entity = names[reference.id]
    kind = "Mention" if record.url is None and reference.kind is ReferenceKind.MENTION else "Post"
    document.entity(
        entity,
        attributes(
            kind=kind, label=reference.quote, platform=record.platform, url=record.url, account=reference.account,
            platformId=record.resolution.platform_id if record.resolution else reference.platform_id,
            role=reference.role.value, state=record.state.value,
        ),
    )  # fmt: skip
    account = _account(record)
    if account:
        document.attribution(entity, add_agent(document, account))
    if account or uploaded:
        upload = f"case:upload_{reference.id}"
        time = moment(uploaded.at) if uploaded else None
        known = attributes(kind="Upload", timeFrom=uploaded.rule if uploaded else None, weak=uploaded.weak if uploaded else None)
        document.activity(upload, time, time, known)
        document.generation(entity, upload, time)
        if account:
            document.association(upload, add_agent(document, account))


def _account(record: ReferenceRecord) -> Agent | None:
    name = record.reference.account
    return Agent(kind=AgentKind.ACCOUNT, name=f"{record.platform}:{name}") if name else None


def _media(document: ProvDocument, media: MediaRecord, names: Names) -> None:
    file, entity = media.file, names[media.file.digest]
    document.entity(
        entity,
        attributes(
            kind="Media", label=file.name, sha256=file.digest.value, bytes=file.size,
            seconds=float(media.probe.duration) if media.probe and media.probe.duration else None,
            namedBy=file.note if file.role is FileRole.PICTURE else None,
        ),
    )  # fmt: skip
    for number, frame in enumerate(media.keyframes):
        name = f"case:keyframe_{file.digest.value[:16]}_{number}"
        document.entity(name, attributes(kind="Keyframe", sha256=frame.picture.value, seconds=float(frame.time)))
        document.derivation(name, entity)


def _elsewhere(snapshot: Snapshot) -> Iterator[Match]:
    held = {media.file.digest for media in snapshot.media}
    once = {match.compared.digest: match for match in reversed(snapshot.matches) if match.compared.digest not in held}
    yield from reversed(once.values())
