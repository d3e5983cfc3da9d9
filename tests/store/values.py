"""Values of the model for the store's tests, and strategies that draw them."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from provenance import model as m

NOW = m.Instant(value=datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC))
DIGEST = m.Digest.of(b"article")


def activity(
    kind: m.ActivityKind = m.ActivityKind.READ, *, subject: str = "a.html", number: int = 1, ok: bool = True
) -> m.Activity:
    return m.Activity(
        id=m.ActivityId(f"a{number}"),
        kind=kind,
        subject=subject,
        tool="test",
        version="1",
        options=(("limit", "5"),),
        started=NOW,
        ended=NOW,
        ok=ok,
    )


def reading() -> m.Reading:
    text = "A title\n\nThe clip was shared on Instagram."
    article = m.Article(
        digest=DIGEST,
        source="a.html",
        media_type="text/html",
        text=text,
        blocks=(m.Block(kind=m.BlockKind.TITLE, start=0, end=7),),
        title="A title",
        published=m.CalendarDay(value=date(2026, 1, 2)),
    )
    span = article.span(9, len(text))
    reference = m.VideoReference(
        id=m.ReferenceId("r00000001"),
        article=DIGEST,
        platform=m.Slug("instagram"),
        kind=m.ReferenceKind.MENTION,
        citations=(m.Citation(kind=m.ReferenceKind.MENTION, quote=span.quote, span=span, where="sentence"),),
    )
    claim = m.Claim(
        id=m.ClaimId("c00000001"),
        kind=m.ClaimKind.POSTED_BY,
        value="somebody",
        asserted_by=m.Agent(kind=m.AgentKind.ARTICLE),
        status=m.ClaimStatus.CLAIMED,
        quote=span.quote,
        about=reference.id,
        article=DIGEST,
        span=span,
    )
    return m.Reading(article=article, references=(reference,), claims=(claim,), notes=("a note",))


texts = st.text(max_size=30)
digests = st.binary(max_size=4).map(m.Digest.of)
instants = st.datetimes(timezones=st.just(UTC)).map(lambda value: m.Instant(value=value))
timestamps = st.one_of(
    instants,
    st.datetimes().map(lambda value: m.ZonelessTime(value=value)),
    st.dates().map(lambda value: m.CalendarDay(value=value)),
)
moments = st.tuples(instants, instants).map(lambda pair: m.InstantInterval(start=min(pair), end=max(pair)))
places = st.builds(
    m.Place,
    name=texts,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    radius_m=st.none() | st.floats(1, 1e6),
    alternatives=st.lists(texts, max_size=2).map(tuple),
)
spans = st.builds(m.Span, start=st.integers(0, 99), end=st.integers(0, 99), quote=texts)
agents = st.builds(m.Agent, kind=st.sampled_from(m.AgentKind), name=st.none() | texts, description=st.none() | texts)
hedges = st.builds(m.Hedge, words=texts, level=st.sampled_from(m.HedgeLevel), scope=st.sampled_from(m.HedgeScope))
claims = st.builds(
    m.Claim,
    id=texts.map(m.ClaimId),
    kind=st.sampled_from(m.ClaimKind),
    value=texts,
    asserted_by=agents,
    status=st.sampled_from(m.ClaimStatus),
    quote=texts,
    about=st.none() | st.just(m.ReferenceId("r1")) | digests,
    article=st.none() | digests,
    span=st.none() | spans,
    place=st.none() | places,
    date=st.none() | st.builds(m.DateInterval, words=texts, start=st.none() | st.dates(), end=st.none() | st.dates()),
    hedges=st.lists(hedges, max_size=2).map(tuple),
    said_at=st.none() | timestamps,
    segment=st.none() | st.builds(m.TimeRange, start=st.fractions(), end=st.fractions()),
    moments=st.none() | moments,
    url=texts,
)
points = st.builds(m.Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
bearings = st.builds(m.Bearing, degrees=st.floats(0, 359.9), tolerance=st.none() | st.floats(0.1, 180))
features = st.builds(
    m.Feature,
    note=texts,
    time=st.none() | st.fractions(),
    region=st.none() | st.builds(m.Box, **dict.fromkeys(("left", "top", "right", "bottom"), st.floats(0, 1))),
    image=st.none() | digests,
    image_url=texts,
)
chronolocations = st.builds(
    m.Chronolocation,
    interval=st.none() | moments,
    method=texts,
    light=st.none() | st.sampled_from(m.Light),
    shadow=st.none() | bearings,
)
geolocations = st.builds(
    m.Geolocation,
    id=texts.map(m.GeolocationId),
    about=st.none() | st.just(m.ReferenceId("r1")) | digests,
    claimant=agents,
    camera=points,
    subject=st.none() | points,
    bearing=st.none() | bearings,
    radius_m=st.none() | st.floats(0.1, 1e6),
    place=texts,
    gazetteer_id=texts,
    features=st.lists(features, max_size=2).map(tuple),
    chronolocation=st.none() | chronolocations,
    claimed_at=st.none() | timestamps,
    claim_url=texts,
    media_url=texts,
    hedge=st.none() | hedges,
    status=st.sampled_from(m.GeolocationStatus),
)
matters = st.one_of(
    st.builds(
        m.MatchDecision,
        query=digests,
        compared=digests,
        relation=st.sampled_from(m.MatchRelation),
        verdict=st.sampled_from(m.MatchVerdict),
    ),
    st.builds(
        m.ReferenceDecision,
        reference=st.just(m.ReferenceId("r1")),
        verdict=st.sampled_from([m.ReferenceVerdict.CONFIRMED, m.ReferenceVerdict.REJECTED]),
    ),
    st.builds(m.ClaimEntry, claim=claims),
    st.builds(
        m.ClaimStance,
        claim=texts.map(m.ClaimId),
        stance=st.sampled_from(m.Stance),
        grounds=st.lists(texts, max_size=2).map(tuple),
    ),
    st.builds(
        m.CategoryDecision,
        about=digests | st.just(m.ReferenceId("r1")),
        category=st.sampled_from(m.MediaCategory),
        original_url=texts,
    ),
    st.builds(m.GeolocationEntry, geolocation=geolocations),
    st.builds(m.Withdrawal, review=texts.map(m.ReviewId)),
)
reviews = st.builds(
    m.Review, id=texts.map(m.ReviewId), activity=texts.map(m.ActivityId), by=texts, at=instants, matter=matters, note=texts
)
probes = st.builds(
    m.Probe,
    digest=digests,
    container=texts,
    duration=st.none() | st.fractions(),
    streams=st.lists(
        st.builds(m.Stream, index=st.integers(0, 9), kind=texts, codec=texts, frame_rate=st.none() | st.fractions()), max_size=2
    ).map(tuple),
    tags=st.lists(st.builds(m.Tag, source=texts, key=texts, value=texts), max_size=2).map(tuple),
    created=st.lists(timestamps, max_size=3).map(tuple),
    location=st.none() | places,
)
fingerprints = st.builds(
    m.Fingerprint, algorithm=texts, version=texts, value=st.binary(max_size=8), quality=st.integers(0, 100), time=st.fractions()
)
keyframes = st.builds(
    m.Keyframe,
    media=digests,
    time=st.fractions(),
    width=st.integers(1, 9),
    height=st.integers(1, 9),
    fingerprints=st.lists(fingerprints, max_size=2).map(tuple),
    picture=digests,
)
ranges = st.builds(m.TimeRange, start=st.fractions(), end=st.fractions())
segments = st.builds(
    m.Segment,
    query=ranges,
    compared=ranges,
    placement=st.none() | st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 6),
)
matches = st.builds(
    m.Match,
    query=digests,
    compared=st.builds(m.Compared, digest=digests, name=texts, library=texts, added=st.none() | instants),
    relation=st.sampled_from(m.MatchRelation),
    score=st.floats(0, 1),
    threshold=st.floats(0, 1),
    algorithm=texts,
    version=texts,
    segments=st.lists(segments, max_size=2).map(tuple),
)
