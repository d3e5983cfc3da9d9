"""What somebody says: one bundle for each speaker, so that claims which contradict each other never merge."""

from prov.constants import PROV
from prov.model import ProvBundle, ProvDocument

from provenance.chain import Standing, all_claims
from provenance.chain.makings import PREFIX, Making, makings
from provenance.exporters.prov.naming import Attributes, Names, agent_id, attributes, moment
from provenance.exporters.prov.things import add_agent
from provenance.model import Agent, AgentKind, Claim, ClaimKind, Geolocation, Review, Snapshot, stable_id

__all__ = ["add_reviews", "add_speakers"]


def add_speakers(document: ProvDocument, snapshot: Snapshot, names: Names) -> None:
    """Every claim and geolocation in its speaker's bundle; a claim entered twice stands once."""
    bundles: dict[str, ProvBundle] = {}
    for claim in {claim.id: claim for claim in all_claims(snapshot)}.values():
        _claim(_bundle(document, bundles, claim.asserted_by), claim, names)
    for making in makings(snapshot):
        _making(_bundle(document, bundles, making.by), making, names)
    for found in Standing.of(snapshot.reviews).located:
        bundle = _bundle(document, bundles, found.claimant)
        _geolocation(document, bundle, found, names)


def _bundle(document: ProvDocument, bundles: dict[str, ProvBundle], speaker: Agent) -> ProvBundle:
    """A bundle is an entity too, attributed to the one who says what is in it (PROV-DM 5.4.2)."""
    agent = add_agent(document, speaker)
    name = agent.replace("agent_", "said_by_")
    if name not in bundles:
        document.entity(name, attributes(kind=PROV["Bundle"], label=f"said by {speaker}"))
        document.attribution(name, agent)
        bundles[name] = document.bundle(name)
    return bundles[name]


def _claim(bundle: ProvBundle, claim: Claim, names: Names) -> None:
    entity, place = f"case:claim_{claim.id}", claim.place
    hedge = claim.hedges[0] if claim.hedges else None
    bundle.entity(
        entity,
        {
            **attributes(
                kind="Claim", label=claim.quote, claims=claim.kind.value, status=claim.status.value,
                hedge=hedge.words if hedge else None, level=hedge.level.value if hedge else None,
                latitude=place.lat if place else None, longitude=place.lon if place else None,
                radius=place.radius_m if place else None, days=str(claim.date or ""), moments=str(claim.moments or ""),
                fromSecond=float(claim.segment.start) if claim.segment else None,
                toSecond=float(claim.segment.end) if claim.segment else None,
                url=claim.url, saidAt=str(claim.said_at or ""),
            ),
            **_value(claim.value),
        },
    )  # fmt: skip
    bundle.attribution(entity, agent_id(claim.asserted_by))
    about, article = names.get(claim.about), names.get(claim.article)
    if article:
        bundle.derivation(entity, article, other_attributes=attributes(kind=PROV["Quotation"]))
    if about is None:
        return
    bundle.influence(entity, about, other_attributes=attributes(kind="About"))
    if claim.kind in {ClaimKind.POSTED_BY, ClaimKind.FILMED_BY}:
        poster = Agent(kind=AgentKind.UNNAMED, description=claim.value)
        bundle.agent(agent_id(poster), attributes(kind="Described", label=claim.value))
        bundle.attribution(about, agent_id(poster), other_attributes=attributes(kind=claim.kind.value))
    elif claim.kind is ClaimKind.REPOSTED_FROM:
        source = f"case:source_of_{claim.id}"
        bundle.entity(source, attributes(kind="Described", label=claim.value))
        bundle.derivation(about, source)


def _making(bundle: ProvBundle, making: Making, names: Names) -> None:
    """What was done, and from what, as one activity; ingredients that the case does not hold are entities of this bundle."""
    if not (making.parents or making.manifest.actions):
        return
    child, doing = _end(bundle, making.child, names), f"case:signed_{stable_id('', making.child, making.manifest.label)}"
    actions = "; ".join(filter(None, (each.action for each in making.manifest.actions)))
    bundle.activity(doing, None, None, attributes(kind="SignedEdit", label=actions, manifest=making.manifest.label))
    bundle.generation(child, doing)
    for name, ingredient in making.parents:
        parent = _end(bundle, name, names, label=ingredient.title)
        bundle.usage(doing, parent)
        bundle.derivation(child, parent, doing, other_attributes=attributes(relationship=ingredient.relationship))


def _end(bundle: ProvBundle, name: str, names: Names, *, label: str = "") -> str:
    known = names.get(name)
    if known:
        return known
    entity = f"case:ingredient_{stable_id('', name)}"
    if not bundle.get_record(entity):
        bundle.entity(entity, attributes(kind="Ingredient", label=label, manifest=name.removeprefix(PREFIX)))
    return entity


def _value(text: str) -> Attributes:
    """PROV's own attribute for what an entity holds."""
    found = attributes(label=text)
    return {"prov:value": found["prov:label"]} if found else {}


def _geolocation(document: ProvDocument, bundle: ProvBundle, found: Geolocation, names: Names) -> None:
    """The record in its claimant's bundle; the geolocating, which he did, outside of it."""
    entity, doing = f"case:geolocation_{found.id}", f"case:geolocating_{found.id}"
    bearing, chrono = found.bearing, found.chronolocation
    bundle.entity(
        entity,
        attributes(
            kind="Geolocation", label=found.place,
            cameraLatitude=found.camera.lat if found.camera else None,
            cameraLongitude=found.camera.lon if found.camera else None,
            subjectLatitude=found.subject.lat if found.subject else None,
            subjectLongitude=found.subject.lon if found.subject else None,
            bearing=bearing.degrees if bearing else None, bearingTolerance=bearing.tolerance if bearing else None,
            radius=found.radius_m, gazetteerId=found.gazetteer_id, status=found.status.value,
            filmed=str(chrono.interval or "") if chrono else None, method=chrono.method if chrono else None,
            url=found.claim_url, mediaUrl=found.media_url,
        ),
    )  # fmt: skip
    agent = agent_id(found.claimant)
    bundle.attribution(entity, agent)
    time = moment(found.claimed_at)
    document.activity(doing, None, time, attributes(kind="Geolocating"))
    document.association(doing, agent)
    bundle.generation(entity, doing, time)
    if about := names.get(found.about):
        document.usage(doing, about)
        bundle.influence(entity, about, other_attributes=attributes(kind="About"))


def add_reviews(document: ProvDocument, snapshot: Snapshot) -> None:
    """Every decision of a person, made by its step of the log; one taken back was invalidated by the withdrawal's."""
    standing = Standing.of(snapshot.reviews)
    steps = {activity.id for activity in snapshot.activities}
    for review in snapshot.reviews:
        entity = f"case:review_{review.id}"
        document.entity(entity, attributes(kind="Review", label=review.matter.words, about=review.slot, note=review.note))
        document.attribution(entity, add_agent(document, Agent(kind=AgentKind.PERSON, name=review.by)))
        if review.activity in steps:
            document.generation(entity, f"case:activity_{review.activity}", moment(review.at))
        later = standing.replaced.get(review.id)
        if later:
            document.derivation(f"case:review_{later}", entity, other_attributes=attributes(kind=PROV["Revision"]))
        back: Review | None = standing.withdrawn.get(review.id)
        if back and back.activity in steps:
            document.invalidation(entity, f"case:activity_{back.activity}", moment(back.at))
