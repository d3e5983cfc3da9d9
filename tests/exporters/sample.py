"""A made-up case that has one of everything: what the exporters' golden files show. No text here is from anywhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from provenance import model as m
from provenance.chain import derive
from provenance.chain.archived import archive_claims

PICTURES = Path(__file__).parent / "pictures"
HOSTILE = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "javascript:window.hacked=1",
    "</style><script>window.hacked=1</script>",
    "]]><svg onload=window.hacked=1>",
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x1b[0m \x07 \x00 \x9b",
    "safe\u202egpj.exe\u2066x\u2069 \u200bend",
    "\ud800 lone",
    "' onmouseover='window.hacked=1",
    "<!-- --><iframe src=https://tracker.invalid/></iframe>",
    "url(https://tracker.invalid/a.png)",
    "a cell | and another |",
)

TITLE = "Flood or fireworks? The harbour video that nobody can place"
BODY = "\n\n".join(
    (
        (
            "A short clip of a burning warehouse has been shared widely since Sunday. "
            "It was first posted on Telegram by a man who calls himself “a retired ferry captain”."
        ),
        (
            "Our colleagues say the film shows the port of Novi Brod. "
            "The mayor, however, insists that it was filmed in Tarnovo, some 600 kilometres away."
        ),
        "السيناريو نفسه تكرر على منصات أخرى، حيث نشر حساب مجهول المقطع ذاته.",
        "По словам очевидца, видео, возможно, снято в порту.",
        (
            "The sequence was also passed around on Instagram, but the post can no longer be seen on this page. "
            "It reportedly shows at least four people leaving the quay."
        ),
        "Screenshot of a video showing smoke above cranes",
        "Read also: Ten ferries you must ride",
    )
)
TEXT = f"{TITLE}\n\n{BODY}"
READ = m.Instant(value=datetime(2026, 3, 9, 8, 30, tzinfo=UTC))


def instant(minutes: int) -> m.Instant:
    return m.Instant(value=READ.value + timedelta(minutes=minutes))


def span(words: str) -> m.Span:
    start = TEXT.index(words)
    return m.Span(start=start, end=start + len(words), quote=words)


def picture(number: int) -> m.Digest:
    return m.Digest.of((PICTURES / f"{number}.jpg").read_bytes())


ARTICLE = m.Digest.of(b"article")
CLIP, ATTACHED, EARLIER = m.Digest.of(b"clip"), m.Digest.of(b"attached"), m.Digest.of(b"earlier")
TELEGRAM, INSTAGRAM, GONE, BY_HAND, HEADER, DATED = (m.ReferenceId(f"r0000000{n}") for n in range(1, 7))
TIKTOK_ID = str(int(datetime(2026, 3, 5, 18, 22, 5, tzinfo=UTC).timestamp()) << 32 | 0x5EA)
"""Made up; by its rule the upload of 5 March 2026."""
OUTLET = m.Agent(kind=m.AgentKind.ARTICLE, name="The Quay Observer")
MAYOR = m.Agent(kind=m.AgentKind.PERSON, description="The mayor")
COLLEAGUES = m.Agent(kind=m.AgentKind.UNNAMED, description="Our colleagues")
PLATFORM = m.Agent(kind=m.AgentKind.PLATFORM, name="telegram")
FILE = m.Agent(kind=m.AgentKind.FILE, name="harbour.mp4")
NOVI = m.Place(
    name="Novi Brod",
    lat=44.10,
    lon=17.20,
    country="BA",
    radius_m=6000.0,
    resolved_name="Novi Brod na Moru",
    gazetteer_id="test:1",
    score=0.8,
    alternatives=("Novi Brod, Zadar, HR (44.20, 15.30)",),
)
TARNOVO = m.Place(name="Tarnovo", lat=43.08, lon=25.63, country="BG", radius_m=9000.0)


def blocks() -> tuple[m.Block, ...]:
    kinds = ["title", *["paragraph"] * 5, "caption", "chrome"]
    found, start = [], 0
    for kind, part in zip(kinds, TEXT.split("\n\n"), strict=True):
        found.append(m.Block(kind=m.BlockKind(kind), start=start, end=start + len(part)))
        start += len(part) + 2
    return tuple(found)


def references() -> tuple[m.VideoReference, ...]:
    first = "A short clip of a burning warehouse has been shared widely since Sunday."
    posted = "It was first posted on Telegram by a man who calls himself “a retired ferry captain”."
    instagram = "The sequence was also passed around on Instagram, but the post can no longer be seen on this page."
    return (
        m.VideoReference(
            id=TELEGRAM,
            article=ARTICLE,
            platform=m.Slug("telegram"),
            kind=m.ReferenceKind.EMBED,
            platform_id="quaywatch/77",
            url="https://t.me/quaywatch/77",
            account="quaywatch",
            citations=(
                m.Citation(
                    kind=m.ReferenceKind.EMBED, quote=first, span=span(first), element="/html/body/main/div[2]", where="iframe"
                ),
                m.Citation(kind=m.ReferenceKind.MENTION, quote=posted, span=span(posted), where="sentence"),
            ),
        ),
        m.VideoReference(
            id=INSTAGRAM,
            article=ARTICLE,
            platform=m.Slug("instagram"),
            kind=m.ReferenceKind.MENTION,
            citations=(m.Citation(kind=m.ReferenceKind.MENTION, quote=instagram, span=span(instagram), where="sentence"),),
            hints=(
                m.Hint(
                    text="Screenshot of a video showing smoke above cranes",
                    origin=m.HintOrigin.CAPTION,
                    span=span("Screenshot of a video showing smoke above cranes"),
                ),
                m.Hint(text="port-video-still-instagram.jpg", origin=m.HintOrigin.FILE_NAME, element="//img[3]"),
            ),
        ),
        m.VideoReference(
            id=GONE,
            article=ARTICLE,
            platform=m.Slug("youtube"),
            kind=m.ReferenceKind.LINK,
            platform_id="abcdefghijk",
            url="https://www.youtube.com/watch?v=abcdefghijk",
            citations=(m.Citation(kind=m.ReferenceKind.LINK, quote="منصات أخرى", span=span("منصات أخرى"), where="a"),),
        ),
        m.VideoReference(
            id=BY_HAND,
            article=ARTICLE,
            platform=m.Slug("vk"),
            kind=m.ReferenceKind.LINK,
            platform_id="-1_2",
            url="https://vk.com/video-1_2",
            citations=(m.Citation(kind=m.ReferenceKind.LINK, quote="видео", span=span("видео"), where="a"),),
        ),
        m.VideoReference(
            id=DATED,
            article=ARTICLE,
            platform=m.Slug("tiktok"),
            kind=m.ReferenceKind.EMBED,
            platform_id=TIKTOK_ID,
            url=f"https://www.tiktok.com/@quaywatch/video/{TIKTOK_ID}",
            account="quaywatch",
            citations=(
                m.Citation(kind=m.ReferenceKind.EMBED, quote="", element="/html/body/main/blockquote", where="blockquote"),
            ),
            media=m.MediaKnown.VIDEO,
        ),
        m.VideoReference(
            id=HEADER,
            article=ARTICLE,
            platform=m.Slug("youtube"),
            kind=m.ReferenceKind.LINK,
            url="https://www.youtube.com/@quayobserver",
            role=m.Role.CHROME,
            role_reason="follow link in the page's foot",
            citations=(m.Citation(kind=m.ReferenceKind.LINK, quote="Follow us", element="/html/body/footer/a", where="a"),),
        ),
    )


def claim(number: int, kind: m.ClaimKind, value: str, words: str, **more: object) -> m.Claim:
    values: dict[str, object] = {"asserted_by": OUTLET, "status": m.ClaimStatus.CLAIMED, "about": TELEGRAM} | more
    return m.Claim(
        id=m.ClaimId(f"c{number:08d}"), kind=kind, value=value, quote=words, article=ARTICLE, span=span(words), **values
    )  # type: ignore[arg-type]


def claims() -> tuple[m.Claim, ...]:
    kinds, status = m.ClaimKind, m.ClaimStatus
    shared = "A short clip of a burning warehouse has been shared widely since Sunday."
    captain = "It was first posted on Telegram by a man who calls himself “a retired ferry captain”."
    port = "Our colleagues say the film shows the port of Novi Brod."
    mayor = "The mayor, however, insists that it was filmed in Tarnovo, some 600 kilometres away."
    witness = "По словам очевидца, видео, возможно, снято в порту."
    people = "It reportedly shows at least four people leaving the quay."
    sunday = m.DateInterval(words="since Sunday", start=date(2026, 3, 8), end=date(2026, 3, 8))
    return (
        claim(1, kinds.HAPPENED, "since Sunday", shared, date=sunday),
        claim(2, kinds.POSTED_BY, "a man who calls himself “a retired ferry captain”", captain),
        claim(3, kinds.FILMED_AT, "the port of Novi Brod", port, asserted_by=COLLEAGUES, status=status.ATTRIBUTED, place=NOVI),
        claim(4, kinds.FILMED_AT, "Tarnovo", mayor, asserted_by=MAYOR, status=status.ATTRIBUTED, place=TARNOVO),
        claim(
            5,
            kinds.FILMED_AT,
            "в порту",
            witness,
            about=BY_HAND,
            asserted_by=m.Agent(kind=m.AgentKind.UNNAMED, description="очевидец"),
            status=status.HEDGED,
            hedges=(m.Hedge(words="возможно", level=m.HedgeLevel.POSSIBLE, scope=m.HedgeScope.PLACE),),
        ),
        claim(
            6,
            kinds.SHOWS,
            "at least four people leaving the quay",
            people,
            about=INSTAGRAM,
            status=status.HEDGED,
            hedges=(m.Hedge(words="reportedly", level=m.HedgeLevel.PROBABLE, scope=m.HedgeScope.CONTENT),),
        ),
        claim(7, kinds.HAPPENED, "since Sunday", shared, date=sunday, about=DATED),
    )


def dated(words: str, relative: m.RelativeDays) -> m.DatedWords:
    sunday = date(2026, 3, 8)
    return m.DatedWords(span=span(words), date=m.DateInterval(words=words, start=sunday, end=sunday, relative=relative))


def kept(digest: m.Digest, name: str, size: int) -> m.KeptFile:
    return m.KeptFile(digest=digest, role=m.FileRole.MEDIA, size=size, name=name, suffix=".mp4")


def thumbnail() -> m.KeptFile:
    return m.KeptFile(digest=m.Digest.of(b"thumbnail"), role=m.FileRole.THUMBNAIL, size=9_113, name="thumb.jpg", suffix=".jpg")


def attempt(
    reference: m.ReferenceId, url: str, outcome: m.Availability, message: str = "", *, began: int = 2, checked: bool = False
) -> m.Attempt:
    return m.Attempt(
        reference=reference,
        url=url,
        tool="yt-dlp",
        version="2026.02.20",
        outcome=outcome,
        message=message,
        started=instant(began),
        ended=instant(began + 1),
        checked=checked,
    )


def memento(stamp: str, original: str, status: int) -> m.Memento:
    moment = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return m.Memento(
        archive="Wayback Machine", original=original, captured=m.Instant(value=moment), status=status, media_type="text/html",
        digest="B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A", url=f"https://web.archive.org/web/{stamp}/{original}",
        raw=f"https://web.archive.org/web/{stamp}id_/{original}",
    )  # fmt: skip


def lookup() -> m.Lookup:
    url = "https://www.youtube.com/watch?v=abcdefghijk"
    return m.Lookup(
        archive="Wayback Machine",
        url=url,
        asked=(url, "https://youtu.be/abcdefghijk"),
        at=instant(4),
        mementos=(
            memento("20260307230000", url, 302),
            memento("20260308101500", url, 200),
            memento("20260308120000", f"{url}&q={HOSTILE[0]}|`", 200),
        ),
        problems=("https://archive.org/wayback/available: expected JSON, got '<html>'",),
    )


def records() -> tuple[m.ReferenceRecord, ...]:
    telegram, instagram, gone, by_hand, dated, header = references()
    return (
        m.ReferenceRecord(
            reference=telegram,
            state=m.ReferenceState.ACQUIRED,
            attempts=(
                attempt(TELEGRAM, "https://t.me/quaywatch/77", m.Availability.AVAILABLE),
                attempt(TELEGRAM, "https://t.me/quaywatch/77", m.Availability.DELETED, "HTTP Error 410", began=12, checked=True),
            ),
            acquisition=m.Acquisition(
                reference=TELEGRAM,
                files=(kept(CLIP, "quaywatch_77.mp4", 2_412_331),),
                at=instant(3),
                url="https://t.me/quaywatch/77",
            ),
        ),
        m.ReferenceRecord(reference=instagram, state=m.ReferenceState.UNRESOLVED),
        m.ReferenceRecord(
            reference=gone,
            state=m.ReferenceState.UNAVAILABLE,
            attempts=(
                attempt(
                    GONE,
                    "https://www.youtube.com/watch?v=abcdefghijk",
                    m.Availability.DELETED,
                    "\x1b[0;31mERROR:\x1b[0m [youtube] abcdefghijk: This video has been removed by the uploader",
                    began=3,
                ),
                replace(
                    attempt(GONE, lookup().mementos[1].url, m.Availability.UNSUPPORTED, "HTTP Error 404: Not Found", began=5),
                    archive="Wayback Machine",
                ),
            ),
            lookups=(lookup(),),
        ),
        m.ReferenceRecord(
            reference=by_hand,
            state=m.ReferenceState.ATTACHED,
            acquisition=m.Acquisition(
                reference=BY_HAND,
                files=(kept(ATTACHED, "from a reader <b>.mp4", 811_040),),
                at=instant(9),
                by_hand=True,
                note="sent by a reader over Signal, who says he saved it in the morning",
            ),
        ),
        m.ReferenceRecord(reference=dated, state=m.ReferenceState.PENDING),
        m.ReferenceRecord(reference=header, state=m.ReferenceState.PENDING),
    )


def keyframe(media: m.Digest, time: Fraction, number: int) -> m.Keyframe:
    value = m.Fingerprint(algorithm="pdq", version="1", value=bytes(range(32)), quality=92, time=time)
    return m.Keyframe(media=media, time=time, width=240, height=135, fingerprints=(value,), picture=picture(number))


def probe(digest: m.Digest, *, width: int, height: int, seconds: Fraction, tags: tuple[m.Tag, ...] = ()) -> m.Probe:
    video = m.Stream(
        index=0, kind="video", codec="h264", width=width, height=height, frame_rate=Fraction(30000, 1001), bit_rate=900_000
    )
    sound = m.Stream(index=1, kind="audio", codec="aac", sample_rate=44_100, channels=2)
    return m.Probe(
        digest=digest, container="mov,mp4", duration=seconds, streams=(video, sound), tags=tags, encoders=("Lavf60.16.100",)
    )


MADE = m.ZonelessTime(value=datetime(2026, 3, 8, 19, 4, 11))  # noqa: DTZ001 - without a zone on purpose


def stated() -> tuple[m.Stated, ...]:
    made = "creation_time=2026-03-08T19:04:11"
    return (
        m.Stated(kind=m.StatedKind.CREATED, source="QuickTime mvhd", key="creation_time", quote=made, when=MADE),
        m.Stated(kind=m.StatedKind.CREATED, source="QuickTime tkhd", key="creation_time", quote=made, when=MADE),
        m.Stated(kind=m.StatedKind.SOFTWARE, source="container", key="encoder", quote=f"encoder={HOSTILE[0]}", text=HOSTILE[0]),
    )


def inside() -> dict[str, object]:
    """A cover of something else, frames that are hidden, credentials of an unknown signer."""
    first, second = "urn:c2pa:00000000-0000-4000-8000-000000000001", "urn:c2pa:00000000-0000-4000-8000-000000000002"
    stretch = m.TimeRange(start=Fraction(0), end=Fraction(7, 2))
    return {
        "chapters": (m.Chapter(range=stretch, title="Smoke over the cranes"), m.Chapter(range=stretch, title=HOSTILE[0])),
        "hidden": (m.HiddenStretch(stream=0, media=m.TimeRange(start=Fraction(0), end=Fraction(3, 2)), frames=45),),
        "embedded": (
            m.EmbeddedPicture(
                source="cover",
                width=160,
                height=120,
                likeness=m.Likeness.OTHER,
                score=0.21,
                version="correlation-1",
                compared=9,
                time=Fraction(4),
            ),
        ),
        "credentials": m.Credentials(
            state=m.CredentialsState.UNTRUSTED,
            tool="c2pa-python 0.38.1",
            active=second,
            manifests=(
                m.Manifest(
                    label=second,
                    signer=f"Quay Pictures {HOSTILE[1]}",
                    title="edited.mp4",
                    generator="cutter 2",
                    actions=(
                        m.SignedAction(action="c2pa.opened"),
                        m.SignedAction(action="c2pa.cropped", description="left half", when="2026-03-08T20:00:00Z"),
                    ),
                    ingredients=(m.Ingredient(relationship="parentOf", title="raw.mp4", manifest=first),),
                ),
                m.Manifest(
                    label=first,
                    signer="Quay Pictures",
                    actions=(m.SignedAction(action="c2pa.created", source_type="digitalCapture"),),
                ),
            ),
            codes=(
                m.ValidationCode(code="signingCredential.untrusted", success=False, explanation="signing certificate untrusted"),
                m.ValidationCode(code="claimSignature.validated", success=True),
            ),
        ),
    }


def media() -> tuple[m.MediaRecord, ...]:
    tags = (m.Tag(source="container", key="title", value=HOSTILE[0]), m.Tag(source="container", key="comment", value=HOSTILE[7]))
    clip = replace(
        probe(CLIP, width=640, height=360, seconds=Fraction(12), tags=tags),
        created=(MADE,),
        stated=stated(),
        brands=("mp42", "isom"),
        layout=("ftyp", "beam", "moov", "mdat"),
    )
    exif = m.Tag(source="EXIF", key="Image Software", value="Snapper 3")
    frames = tuple(keyframe(CLIP, Fraction(n * 2) + Fraction(1, 3), n % 4) for n in range(6))
    return (
        m.MediaRecord(file=kept(CLIP, "quaywatch_77.mp4", 2_412_331), references=(TELEGRAM,), probe=clip, keyframes=frames),
        m.MediaRecord(
            file=kept(ATTACHED, "from a reader <b>.mp4", 811_040),
            references=(BY_HAND,),
            probe=replace(
                probe(ATTACHED, width=480, height=270, seconds=Fraction(9)), warnings=("the last packet is cut off",), **inside()
            ),
            keyframes=(keyframe(ATTACHED, Fraction(1), 1),),
            companions=(
                (thumbnail(), replace(probe(thumbnail().digest, width=480, height=270, seconds=Fraction(0)), tags=(exif,))),
            ),
        ),
    )


def match() -> m.Match:
    return m.Match(
        query=CLIP,
        compared=m.Compared(
            digest=EARLIER,
            name="Fire at the grain quay (full).mp4",
            library="harbour archive",
            duration=Fraction(41),
            added=m.Instant(value=datetime(2024, 7, 2, 12, 0, tzinfo=UTC)),
            note="Shown 2023-08-14 as a fire in a grain store at Varna; source: station archive.",
        ),
        relation=m.MatchRelation.SAME_FOOTAGE,
        score=0.912,
        threshold=0.6,
        algorithm="pdq-align",
        version="1",
        probability=0.97,
        segments=(
            m.Segment(
                query=m.TimeRange(start=Fraction(0), end=Fraction(23, 2)),
                compared=m.TimeRange(start=Fraction(17), end=Fraction(57, 2)),
                placement=(-0.8, 0.0, 0.8, 0.0, 1.0, 0.0),
            ),
        ),
        edits=(
            m.Edit(action="c2pa.orientation", description="mirrored left–right"),
            m.Edit(action="c2pa.cropped", description="cropped to the left 80 %", on_query=True),
            m.Edit(action="c2pa.placed", description="a caption laid over the lower fifth", on_query=True),
        ),
        pairs=((Fraction(2), Fraction(19)), (Fraction(8), Fraction(25))),
        pictures=((picture(0), picture(4)), (picture(2), picture(5))),
    )


def activity(number: int, kind: m.ActivityKind, subject: str, **more: object) -> m.Activity:
    values: dict[str, object] = {"tool": "provenance", "version": "0.1.0", "ok": True, "options": ()} | more
    return m.Activity(
        id=m.ActivityId(f"a{number}"),
        kind=kind,
        subject=subject,
        started=instant(number),
        ended=instant(number),
        **values,  # type: ignore[arg-type]
    )


def activities() -> tuple[m.Activity, ...]:
    kinds = m.ActivityKind
    tool = {"tool": "yt-dlp", "version": "2026.02.20"}
    return (
        activity(1, kinds.READ, str(ARTICLE), message="5 references, 6 claims"),
        activity(
            2,
            kinds.ACQUIRE,
            "https://t.me/quaywatch/77",
            **tool,
            requests=("https://t.me/quaywatch/77", "https://cdn.invalid/77.mp4"),
        ),
        activity(
            3,
            kinds.ACQUIRE,
            "https://www.youtube.com/watch?v=abcdefghijk",
            **tool,
            ok=False,
            message="This video has been removed by the uploader",
            requests=("https://www.youtube.com/watch?v=abcdefghijk",),
        ),
        activity(
            4,
            kinds.LOOK_UP,
            "https://www.youtube.com/watch?v=abcdefghijk",
            message="3 captures",
            requests=("https://archive.org/wayback/available?url=x", "https://web.archive.org/cdx/search/cdx?url=x"),
        ),
        activity(9, kinds.ATTACH, BY_HAND, message="sent by a reader"),
        activity(10, kinds.INSPECT, str(CLIP), tool="PyAV", version="14.0"),
        activity(11, kinds.MATCH, str(CLIP), options=(("library", "harbour archive"),), message="1 match"),
        activity(12, kinds.RECHECK, "https://t.me/quaywatch/77", **tool, message="deleted: HTTP Error 410"),
        *(
            activity(number, kinds.REVIEW, each.slot, by=each.by, message=each.matter.words)
            for number, each in enumerate(reviews(), start=13)
        ),
    )


def platform_claims() -> tuple[m.Claim, ...]:
    day = m.DateInterval(words="20260308", start=date(2026, 3, 8), end=date(2026, 3, 8))
    status, kinds = m.ClaimStatus.CLAIMED, m.ClaimKind
    return (
        m.Claim(
            id=m.ClaimId("c00000101"), kind=kinds.POSTED_ON, value="20260308", asserted_by=PLATFORM, status=status,
            quote="upload_date: 20260308", about=TELEGRAM, date=day,
        ),
        m.Claim(
            id=m.ClaimId("c00000102"), kind=kinds.POSTED_BY, value="Quay Watch \u202e⚓", asserted_by=PLATFORM, status=status,
            quote="uploader: Quay Watch", about=TELEGRAM,
        ),
        m.Claim(
            id=m.ClaimId("c00000103"), kind=kinds.SHOWS, value=HOSTILE[1], asserted_by=FILE, status=status,
            quote="description", about=CLIP,
        ),
        m.Claim(
            id=m.ClaimId("c00000104"), kind=kinds.SHOWS, value="The cranes", asserted_by=PLATFORM, status=status,
            quote="chapter 3.5–12 s=The cranes", about=TELEGRAM, segment=m.TimeRange(start=Fraction(7, 2), end=Fraction(12)),
        ),
    )  # fmt: skip


WITNESS = m.Agent(kind=m.AgentKind.PERSON, name="Y. Bystander")


def review(number: int, matter: m.Matter, *, by: str = "Ines Examiner", note: str = "") -> m.Review:
    return m.Review(
        id=m.ReviewId(f"d{number:08d}"),
        activity=m.ActivityId(f"a{number}"),
        by=by,
        at=instant(number),
        matter=matter,
        note=note,
    )


def entered() -> m.Claim:
    """What a reviewer wrote down: somebody on the spot, about a stretch of a file."""
    stretch = m.TimeRange(start=Fraction(2), end=Fraction(7, 2))
    return m.Claim(
        id=m.ClaimId("c00000201"), kind=m.ClaimKind.FILMED_AT, value="the quay of Novi Brod", asserted_by=WITNESS,
        status=m.ClaimStatus.HEDGED, quote="I think that is the quay of Novi Brod, I know the cranes", about=CLIP,
        place=replace(NOVI, name="the quay of Novi Brod", radius_m=50.0), segment=stretch, url="https://forum.invalid/t/12",
        hedges=(m.Hedge(words="I think", level=m.HedgeLevel.PROBABLE, scope=m.HedgeScope.PLACE),),
        said_at=m.Instant(value=datetime(2026, 3, 10, 7, 0, tzinfo=UTC)),
    )  # fmt: skip


def geolocation() -> m.Geolocation:
    night = m.Instant(value=datetime(2026, 3, 7, 22, 30, tzinfo=UTC))
    return m.Geolocation(
        id=m.GeolocationId("g00000001"),
        about=CLIP,
        claimant=m.Agent(kind=m.AgentKind.ACCOUNT, name="@cranespotter"),
        camera=m.Point(lat=44.1002, lon=17.2011),
        subject=m.Point(lat=44.1013, lon=17.2035),
        bearing=m.Bearing(degrees=57.0, tolerance=8.0),
        radius_m=15.0,
        place="quay 4 of Novi Brod",
        gazetteer_id="test:1",
        features=(
            m.Feature(
                note="the crane with two arms",
                time=Fraction(10, 3),
                region=m.Box(left=0.1, top=0.2, right=0.4, bottom=0.7),
                image_url="https://maps.invalid/quay",
            ),
        ),
        chronolocation=m.Chronolocation(
            interval=m.InstantInterval(start=night, end=instant(-1920), zone="Europe/Sarajevo"),
            method="the shop's clock",
            light=m.Light.NIGHT,
        ),
        claimed_at=m.CalendarDay(value=date(2026, 3, 9)),
        claim_url="https://x.invalid/cranespotter/status/1",
        media_url="https://t.me/quaywatch/77",
        hedge=m.Hedge(words="pretty sure", level=m.HedgeLevel.PROBABLE, scope=m.HedgeScope.PLACE),
    )


def reviews() -> tuple[m.Review, ...]:
    """One of each sort of decision, one of them replaced and one taken back."""
    rejected = m.MatchDecision.of(match(), m.MatchVerdict.REJECTED)
    return (
        review(13, rejected, by="Otto Novice", note="another warehouse"),
        review(14, m.MatchDecision.of(match(), m.MatchVerdict.CONFIRMED), note="the same smoke, frame by frame"),
        review(15, m.ReferenceDecision(reference=INSTAGRAM, verdict=m.ReferenceVerdict.CONFIRMED)),
        review(16, m.ClaimEntry(claim=entered())),
        review(
            17,
            m.ClaimStance(
                claim=m.ClaimId("c00000004"), stance=m.Stance.DISPUTES, grounds=("g00000001", "https://maps.invalid/quay")
            ),
            note="no such cranes in Tarnovo",
        ),
        review(18, m.GeolocationEntry(geolocation=geolocation())),
        review(
            19,
            m.CategoryDecision(
                about=TELEGRAM,
                category=m.MediaCategory.DECONTEXTUALIZED,
                original_url="https://archive.invalid/drill",
                original_context="A fire drill of 2019",
            ),
        ),
        review(20, m.CategoryDecision(about=BY_HAND, category=m.MediaCategory.STAGED), by="Otto Novice"),
        review(21, m.Withdrawal(review=m.ReviewId("d00000020")), note="that is not ours to say"),
    )


def capture() -> m.Capture:
    return m.Capture(
        article=ARTICLE,
        requested="https://observer.example/?p=7",
        url="https://observer.example/world/flood-or-fireworks",
        hops=("https://observer.example/?p=7", "https://observer.example/world/flood-or-fireworks"),
        status=200,
        headers=(("content-type", "text/html"), ("x-note", HOSTILE[0])),
        at=READ,
        warc=m.Digest.of(b"warc"),
        size=20_412,
        address="192.0.2.7",
    )


def page_picture() -> m.PagePicture:
    return m.PagePicture(
        article=ARTICLE, picture=picture(3), width=1280, height=9000, cut=True, tool="Chromium", version="143.0.7499.40"
    )


def snapshot() -> m.Snapshot:
    article = m.Article(
        digest=ARTICLE,
        source="articles/harbour.html",
        media_type="text/html",
        text=TEXT,
        blocks=blocks(),
        title=TITLE,
        authors=("R. Onlooker",),
        site="The Quay Observer",
        url="https://quay-observer.invalid/harbour-video",
        language="en",
        published=m.Instant(value=datetime(2026, 3, 9, 6, 0, tzinfo=UTC)),
    )
    reading = m.Reading(
        article=article,
        references=references(),
        claims=claims(),
        dates=(dated("Sunday", m.RelativeDays(first=-6, last=0, form="XXXX-WXX-7")),),
        notes=("Two sentences are in another language.",),
    )
    bare = m.Snapshot(
        case="harbour fire",
        taken_at=instant(12),
        program_version="0.1.0",
        articles=(
            m.ArticleRecord(reading=reading, references=records(), read_at=READ, captures=(capture(),), picture=page_picture()),
        ),
        media=media(),
        claims=(*platform_claims(), *archive_claims(records())),
        matches=(match(),),
        activities=activities(),
        failures=(activities()[2],),
        custody=m.LogState(count=7, head=m.Digest.of(b"line"), key=m.Digest.of(b"key")),
        reviews=reviews(),
        pictures={picture(n): (PICTURES / f"{n}.jpg").read_bytes() for n in range(6)},
    )
    return replace(bare, derivations=derive(bare))


def two_articles() -> m.Snapshot:
    """The case with a second article of the same words, both of outlets without a name, and a site without one."""
    case, agent = snapshot(), m.Agent(kind=m.AgentKind.ARTICLE)
    (first,) = case.articles
    second = m.Digest.of(b"second")

    def said(claim: m.Claim, article: m.Digest, name: str) -> m.Claim:
        own = replace(claim, id=m.ClaimId(f"{claim.id}{name}"), article=article)
        return replace(own, asserted_by=agent) if claim.asserted_by == OUTLET else own

    claims = first.reading.claims
    one = replace(first.reading, claims=tuple(said(claim, ARTICLE, "") for claim in claims))
    page = replace(first.reading.article, digest=second, source="articles/second.html")
    other = replace(one, article=page, references=(), claims=tuple(said(claim, second, "b") for claim in claims))
    pair = (replace(first, reading=one), replace(first, reading=other, references=(), captures=(), picture=None))
    site = tuple(
        replace(each, asserted_by=replace(PLATFORM, name="generic")) if each.asserted_by == PLATFORM else each
        for each in case.claims
    )
    return replace(case, articles=pair, claims=site)
