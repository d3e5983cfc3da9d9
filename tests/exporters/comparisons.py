"""Made-up answers of ``match``, ``search`` and ``duplicates`` with one of everything: what their golden files show."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from provenance import model as m
from tests.exporters.sample import ATTACHED, CLIP, EARLIER, HOSTILE, PICTURES, READ, kept, match, probe

__all__ = ["duplicates", "pair", "search"]

CREATED = m.ZonelessTime(value=datetime(2023, 8, 14, 9, 0, 0))  # noqa: DTZ001 - without a zone on purpose
PHOTO, TAKE = m.Digest.of(b"photo"), m.Digest.of(b"take")


def picture(number: int) -> bytes:
    return (PICTURES / f"{number}.jpg").read_bytes()


def file(digest: m.Digest, name: str, *, seconds: int = 12, width: int = 640, at_hand: bool = True) -> m.FootageFile:
    measured = replace(probe(digest, width=width, height=360, seconds=Fraction(seconds)), created=(CREATED,))
    return m.FootageFile(
        digest=digest,
        name=name,
        where=f"footage/{name}" if at_hand else "harbour archive",
        duration=Fraction(seconds),
        width=width,
        height=360,
        size=kept(digest, name, 812_345).size if at_hand else None,
        probe=measured if at_hand else None,
    )


CLIP_FILE = file(CLIP, "quaywatch_77.mp4")
EARLIER_FILE = file(EARLIER, "Fire at the grain quay (full).mp4", seconds=41, width=960, at_hand=False)


def aligned(number: int, *, own: bool = False) -> m.AlignedPair:
    return m.AlignedPair(
        times=(Fraction(2 + 6 * number), Fraction(19 + 6 * number)),
        pictures=(picture(2 * number), picture(4 + number)),
        from_media=(True, own),
        differing=(m.Box(left=0.0, top=0.8, right=1.0, bottom=1.0), m.Box(left=0.7, top=0.1, right=0.8, bottom=0.2)),
        likeness=0.94,
    )


def same() -> m.Comparison:
    evidence = (
        m.Evidence(words=f"the query bears an edit: cropped; metadata of {CLIP}"),
        m.Evidence(words="resolution of the query and the compared footage", supports=False),
    )
    return m.Comparison(
        match=match(),
        compared=EARLIER_FILE,
        pairs=(aligned(0), aligned(1)),
        derivation=m.Derivation(
            child=str(CLIP),
            parent=str(EARLIER),
            relation=m.DerivationRelation.WAS_DERIVED_FROM,
            evidence=evidence,
            confidence=0.86,
        ),
    )


def lead(query: m.Digest = CLIP, other: m.FootageFile | None = None) -> m.Comparison:
    compared = other or file(TAKE, "another take.mp4", at_hand=False)
    found = replace(
        match(),
        query=query,
        compared=replace(match().compared, digest=compared.digest, name=compared.name),
        relation=m.MatchRelation.SAME_SCENE,
        score=0.21,
        probability=None,
        edits=(),
        segments=(replace(match().segments[0], placement=(1.2, 0.1, -0.1, -0.1, 1.2, 0.0)),),
    )
    return m.Comparison(match=found, compared=compared, pairs=(aligned(0),))


def heard() -> m.Comparison:
    compared = file(ATTACHED, "a song.mp4")
    found = replace(
        lead().match,
        compared=replace(match().compared, digest=compared.digest, name=compared.name),
        relation=m.MatchRelation.SAME_SOUND,
        segments=(replace(match().segments[0], placement=None),),
        sound=0.8,
        pairs=(),
    )
    return m.Comparison(match=found, compared=compared)


def pair() -> m.PairComparison:
    whole = replace(EARLIER_FILE, size=9_800_000, where="footage/full <i>.mp4")
    return m.PairComparison(
        query=CLIP_FILE,
        compared=whole,
        found=(replace(same(), compared=whole, pairs=(aligned(0, own=True), aligned(1, own=True))),),
        program_version="0.1.0",
        taken_at=READ,
    )


def search() -> m.FootageSearch:
    return m.FootageSearch(
        query=CLIP_FILE,
        libraries=("harbour archive", "old/"),
        found=(same(), lead()),
        problems=(f"old/: not searched: {HOSTILE[0]}",),
        program_version="0.1.0",
        taken_at=READ,
    )


def duplicates() -> m.Duplicates:
    members = (
        m.ClusterMember(
            file=replace(EARLIER_FILE, size=9_800_000), paths=("footage/full.mp4", "backup/full (1).mp4"), created=CREATED
        ),
        m.ClusterMember(file=CLIP_FILE, paths=("footage/quaywatch_77.mp4",), link=same(), tied_to=EARLIER),
    )
    edge = same().derivation
    assert edge is not None
    copies = m.ClusterMember(file=file(ATTACHED, "a.mp4"), paths=("a.mp4", f"b/{HOSTILE[1]}.mp4"))
    photo = replace(file(PHOTO, "photo.jpg"), duration=Fraction(0))
    return m.Duplicates(
        folders=("footage", "backup"),
        libraries=("harbour archive",),
        files=9,
        clusters=(
            m.Cluster(
                reference=EARLIER,
                members=members,
                earliest=EARLIER,
                longest=EARLIER,
                largest=EARLIER,
                matches=1,
                earliest_known=EARLIER,
                derivations=(edge,),
            ),
            m.Cluster(reference=ATTACHED, members=(copies,), earliest=None, longest=None, largest=None, matches=0),
        ),
        scenes=((CLIP_FILE, lead()), (photo, lead(PHOTO, CLIP_FILE))),
        sounds=((CLIP_FILE, heard()),),
        problems=("footage/broken.mp4: expected a video or picture, found 12 bytes",),
        program_version="0.1.0",
        taken_at=READ,
    )
