"""What reading the sample articles must give: the same constructions that articles on the web use."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from provenance import articles
from provenance.model import Claim, ClaimKind, ClaimStatus, Reading, ReferenceKind, Role, VideoReference
from provenance.store import lexicons
from provenance.store.gazetteer import SqliteGazetteer, open_gazetteer

ARTICLES = Path(__file__).parent.parent / "samples" / "articles"
PIVDENNE, IZMAIL, TRIPOLI = (46.62, 31.10), (45.35, 28.84), (34.43, 35.84)
"""The port near Odesa, the port on the Danube, the Lebanese city."""


@cache
def gazetteer() -> SqliteGazetteer:
    return open_gazetteer()


@pytest.fixture(scope="module")
def reading() -> Callable[[str], Reading]:
    @cache
    def read(name: str) -> Reading:
        data = (ARTICLES / name).read_bytes()
        return articles.read(data, source=name, lexicons=lexicons.load(), gazetteer=gazetteer())

    return read


def cited(reading: Reading) -> tuple[VideoReference, ...]:
    return tuple(r for r in reading.references if r.role is Role.ARTICLE)


def places(reading: Reading, reference: VideoReference) -> dict[tuple[float, float], Claim]:
    filmed = [c for c in reading.claims if c.kind is ClaimKind.FILMED_AT and c.about == reference.id and c.place]
    return {(round(c.place.lat, 2), round(c.place.lon, 2)): c for c in filmed if c.place}


def test_the_french_page_cites_three_videos(reading: Callable[[str], Reading]) -> None:
    clip, removed, mention = cited(reading("fr.html"))
    assert (clip.kind, clip.url) == (ReferenceKind.FILE, "http://127.0.0.1:8765/media/port-en-feu.mp4")
    assert {c.where for c in clip.citations} >= {"og:video", "source", "JSON-LD contentUrl"}
    assert removed.url == "http://127.0.0.1:8765/removed/vigie-quai-nord.mp4"
    assert (mention.kind, mention.platform, mention.url) == (ReferenceKind.MENTION, "instagram", None)
    assert "partagée sur Instagram par une ancienne employée" in mention.quote


def test_the_french_page_places_the_clip(reading: Callable[[str], Reading]) -> None:
    page = reading("fr.html")
    claim = places(page, cited(page)[0])[PIVDENNE]
    assert (claim.status, str(claim.asserted_by)) == (ClaimStatus.ATTRIBUTED, "Taras Holovko")
    assert ClaimStatus.UNVERIFIED in {c.status for c in page.claims if c.about == cited(page)[0].id}


def test_the_english_page_names_another_place(reading: Callable[[str], Reading]) -> None:
    page = reading("en.html")
    (clip,) = cited(page)
    assert clip.url == "http://127.0.0.1:8765/embed/port-en-feu"
    assert {IZMAIL, PIVDENNE} <= set(places(page, clip))


@pytest.mark.parametrize("name", ["uk.html", "ar.html"])
def test_other_scripts_cite_the_clip_once(reading: Callable[[str], Reading], name: str) -> None:
    (clip,) = cited(reading(name))
    assert clip.url == "http://127.0.0.1:8765/media/port-en-feu.mp4"


def test_the_saved_page_is_one_mention_with_lost_embeds(reading: Callable[[str], Reading]) -> None:
    (mention,) = reading("fr-tripoli.txt").references
    assert (mention.kind, mention.platform, mention.url) == (ReferenceKind.MENTION, "instagram", None)
    assert mention.quote.startswith("La vidéo a été diffusée sur Instagram")
    assert [hint.text for hint in mention.hints] == [
        "video incendie tripoli liban marin",
        "warehouse fire first person video tripoli",
        "image incendie quai tripoli video",
    ]


def test_the_saved_page_says_who_posted_it_and_with_what_reserve(reading: Callable[[str], Reading]) -> None:
    claims = {claim.kind: claim for claim in reading("fr-tripoli.txt").claims}
    assert claims[ClaimKind.POSTED_BY].value == "un ancien mécanicien de la marine marchande grecque"
    background = claims[ClaimKind.POSTER_BACKGROUND]
    assert background.status is ClaimStatus.HEDGED
    assert "se serait engagé" in background.value
    assert [hedge.words for hedge in background.hedges]


def test_the_saved_page_was_placed_by_somebody_unnamed(reading: Callable[[str], Reading]) -> None:
    page = reading("fr-tripoli.txt")
    found = places(page, page.references[0])
    assert set(found) == {TRIPOLI}, "Tripoli in Lebanon: not Libya's, not Greece's, and no place from the other paragraphs"
    assert found[TRIPOLI].status is ClaimStatus.CONFIRMED


def test_the_saved_page_says_what_is_seen(reading: Callable[[str], Reading]) -> None:
    shown = [claim.quote for claim in reading("fr-tripoli.txt").claims if claim.kind is ClaimKind.SHOWS]
    assert any("cinq hommes" in quote for quote in shown)
    assert not any("district" in quote or "Saïda" in quote or "silos" in quote for quote in shown)
