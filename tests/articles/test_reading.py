"""Whole articles: which sentences speak of the same footage, and what is claimed of it."""

from datetime import date
from pathlib import Path

import pytest

from provenance.articles import read
from provenance.model import AgentKind, ClaimKind, ClaimStatus, HedgeLevel, HedgeScope, ReferenceKind, Role
from provenance.places.interface import Toponym
from provenance.store import lexicons
from provenance.store.gazetteer import open_gazetteer

SEED = Path(__file__).resolve().parents[2] / ".." / "shared" / "seed" / "severodonetsk.fr.txt"


class SmallGazetteer:
    """A dozen places, two of them namesakes."""

    entries = (
        ("Tripoli", "LY", 32.88, 13.19, 1_150_000, "city"),
        ("Tripoli", "LB", 34.43, 35.85, 230_000, "city"),
        ("Beyrouth", "LB", 33.89, 35.50, 1_900_000, "city"),
        ("Saïda", "LB", 33.56, 35.37, 160_000, "city"),
        ("Liban", "LB", 33.8, 35.8, 6_000_000, "country"),
        ("Lviv", "UA", 49.84, 24.02, 720_000, "city"),
        ("Istanbul", "TR", 41.01, 28.95, 15_000_000, "city"),
        ("Kursk", "RU", 51.73, 36.19, 440_000, "city"),
    )

    def lookup(self, name, *, language=None):  # noqa: ARG002  # the interface's
        key = name.casefold()
        found = [e for e in self.entries if e[0].casefold() == key]
        return tuple(
            Toponym(id=f"geonames:{lat}", name=n, kind=kind, lat=lat, lon=lon, country=country, population=population)
            for n, country, lat, lon, population, kind in sorted(found, key=lambda e: -e[4])
        )


def reading(text, **options):
    return read(text.encode(), source="article", lexicons=lexicons.load(), gazetteer=SmallGazetteer(), **options)


def page(body, language="en", published="2024-05-17"):
    head = f'<html lang="{language}"><head><meta charset="utf-8"><title>Night fire at the harbour</title>'
    meta = f'<meta property="article:published_time" content="{published}T10:00:00Z">'
    filler = (
        "<p>Officials met on Tuesday to discuss the state of the harbour and of the roads that lead to it from the hills.</p>"
    )
    return f"{head}{meta}</head><body><article><h1>Night fire at the harbour</h1>{body}{filler}</article></body></html>"


def tweet(number):
    link = f"https://twitter.com/someone/status/{number}"
    return f'<blockquote class="twitter-tweet"><p>post</p><a href="{link}">May 16, 2024</a></blockquote>'


LOST_EMBED = """Des images filmées depuis un balcon montrent la violence des affrontements dans les ruelles du Liban

Dans les images diffusées en plus, on aperçoit au moins quatre pompiers sortir d'un garage \
avant que l'un d'eux ne revienne sur ses pas pour aider un blessé.

On peut voir les autres courir derrière lui jusqu'à une ambulance.

La séquence a été publiée sur TikTok par une ancienne ambulancière de Beyrouth \
qui aurait rejoint une brigade de volontaires au printemps.

La vidéo a depuis été géolocalisée et il a été établi qu'elle avait été tournée à Tripoli, où les heurts se poursuivent.

liban tripoli affrontements video

Le maire a déclaré samedi que le port restait ouvert et que des familles y avaient trouvé refuge.

Les médias locaux ont rapporté qu'une épaisse colonne de fumée était visible près de Saïda après une explosion.

Articles similaires
"""


@pytest.fixture(scope="module")
def lost():
    return reading(LOST_EMBED)


def of(found, kind):
    return [c for c in found.claims if c.kind is kind]


def test_a_lost_embed_is_one_mention_cited_by_every_sentence_about_it(lost):
    (reference,) = lost.references
    assert (reference.kind, reference.platform, reference.platform_id, reference.url) == (
        ReferenceKind.MENTION,
        "tiktok",
        None,
        None,
    )
    assert reference.quote.startswith("La séquence a été publiée sur TikTok")
    others = [c.quote for c in reference.citations[1:]]
    assert [q[:20] for q in others] == ["Des images filmées d", "Dans les images diff", "La vidéo a depuis ét"]
    assert [h.text for h in reference.hints] == ["liban tripoli affrontements video"]


def test_the_poster_is_described_and_the_hearsay_about_her_hedged(lost):
    (posted,) = of(lost, ClaimKind.POSTED_BY)
    assert (posted.value, posted.status) == ("une ancienne ambulancière de Beyrouth", ClaimStatus.CLAIMED)
    assert posted.asserted_by.kind is AgentKind.ARTICLE
    (background,) = of(lost, ClaimKind.POSTER_BACKGROUND)
    assert background.status is ClaimStatus.HEDGED
    (hedge,) = background.hedges
    assert (hedge.words, hedge.scope, hedge.level) == ("aurait rejoint", HedgeScope.POSTER, HedgeLevel.POSSIBLE)


def test_the_passive_geolocation_has_an_unnamed_verifier_and_means_the_namesake_of_the_article(lost):
    (filmed,) = of(lost, ClaimKind.FILMED_AT)
    assert (filmed.value, filmed.status, filmed.asserted_by.kind) == ("Tripoli", ClaimStatus.CONFIRMED, AgentKind.UNNAMED)
    assert filmed.place is not None
    assert (filmed.place.country, round(filmed.place.lat, 1)) == ("LB", 34.4)


def test_nothing_else_is_said_of_the_video(lost):
    kinds = {ClaimKind.POSTED_BY, ClaimKind.POSTER_BACKGROUND, ClaimKind.FILMED_AT, ClaimKind.VERIFIED_BY, ClaimKind.SHOWS}
    assert {c.kind for c in lost.claims} == kinds
    assert {c.about for c in lost.claims} == {lost.references[0].id}
    shown = [c.value for c in of(lost, ClaimKind.SHOWS)]
    assert any("depuis un balcon" in s for s in shown)
    assert any("quatre pompiers" in s and "aider un blessé" in s for s in shown)
    said = " ".join(c.quote for c in lost.claims)
    assert "maire" not in said
    assert "fumée" not in said


def test_quotes_are_the_article_s_own_words(lost):
    for claim in lost.claims:
        assert claim.span is not None
        assert lost.article.text[claim.span.start : claim.span.end] == claim.quote == claim.span.quote
        assert claim.value in claim.quote
    for citation in lost.references[0].citations:
        assert citation.span is not None
        assert lost.article.text[citation.span.start : citation.span.end] == citation.quote


def test_reading_again_names_everything_alike(lost):
    again = reading(LOST_EMBED)
    assert again == lost
    assert len({c.id for c in lost.claims}) == len(lost.claims)


def test_a_sentence_beside_an_embed_joins_it():
    lead = "<p>A video posted on X by a fisherman shows the harbour on fire.</p>"
    body = f"{lead}{tweet(1790000000000000001)}<p>The video was filmed in Lviv.</p>"
    found = reading(page(body))
    (reference,) = found.references
    assert reference.kind is ReferenceKind.EMBED
    assert [c.kind for c in reference.citations[1:]] == [ReferenceKind.MENTION] * (len(reference.citations) - 1)
    assert len([c for c in reference.citations if c.where == "sentence"]) == 2
    assert {c.about for c in found.claims} == {reference.id}
    assert [c.value for c in of(found, ClaimKind.POSTED_BY)] == ["a fisherman"]


def test_another_network_is_another_video():
    first = "<p>A video posted on X by a fisherman shows the harbour on fire.</p>"
    second = "<p>Another video, posted on TikTok by a nurse, was filmed in Istanbul.</p>"
    gap = "<p>The mayor spoke to reporters at length about the harbour and its future.</p>" * 3
    found = reading(page(f"{first}{tweet(1790000000000000001)}{gap}{second}"))
    assert [(r.kind, r.platform) for r in found.references] == [
        (ReferenceKind.EMBED, "twitter"),
        (ReferenceKind.MENTION, "tiktok"),
    ]
    place = next(c for c in of(found, ClaimKind.FILMED_AT) if c.value == "Istanbul")
    assert place.about == found.references[1].id


def test_ordinal_words_tell_two_embeds_apart():
    gap = "<p>The mayor spoke to reporters at length about the harbour and its future.</p>" * 3
    embeds = f"{tweet(1790000000000000001)}{gap}{tweet(1790000000000000002)}"
    found = reading(page(f"{embeds}{gap}<p>The first video was filmed in Lviv.</p><p>The second video was filmed in Kursk.</p>"))
    about = {c.value: c.about for c in of(found, ClaimKind.FILMED_AT)}
    ids = {r.platform_id: r.id for r in found.references}
    assert about == {"Lviv": ids["1790000000000000001"], "Kursk": ids["1790000000000000002"]}


def test_general_talk_of_video_makes_no_reference():
    body = "<p>The company makes videos. She plays video games. Users can upload videos to YouTube.</p>"
    found = reading(page(body))
    assert found.references == ()
    assert found.claims == ()


def test_a_denied_place_stands_beside_the_asserted_one():
    found = reading(page("<p>The video was not filmed in Lviv but in Istanbul.</p>"))
    assert {(c.value, c.status) for c in of(found, ClaimKind.FILMED_AT)} == {
        ("Lviv", ClaimStatus.DENIED),
        ("Istanbul", ClaimStatus.CONFIRMED),
    }


def test_days_are_counted_from_publication_and_words_kept():
    found = reading(page("<p>The video was posted on Telegram on Wednesday and was filmed three weeks ago in Lviv.</p>"))
    (posted,) = of(found, ClaimKind.POSTED_ON)
    assert posted.date is not None
    assert (posted.date.words, posted.date.start, posted.date.end) == ("on Wednesday", date(2024, 5, 15), date(2024, 5, 15))
    (filmed,) = of(found, ClaimKind.FILMED_ON)
    assert filmed.date is not None
    assert (filmed.date.words, str(filmed.date)) == ("three weeks ago", "2024-04-23/2024-04-29"), "in weeks: not the very day"


def test_without_a_publication_day_only_full_dates_are_resolved():
    text = "The harbour fire\n\nThe video was posted on Telegram on Wednesday by a fisherman who lives there.\n\n"
    text += "The video was filmed in Lviv on 3 May 2022, the officials who had seen it in the morning told us at the harbour.\n"
    found = reading(text)
    (posted,) = of(found, ClaimKind.POSTED_ON)
    assert posted.date is not None
    assert (posted.date.words, posted.date.start, posted.date.end) == ("on Wednesday", None, None)
    (filmed,) = of(found, ClaimKind.FILMED_ON)
    assert filmed.date is not None
    assert filmed.date.start == date(2022, 5, 3)


def test_in_a_language_without_a_lexicon_embeds_are_still_found():
    found = reading(page(tweet(1790000000000000001), language="ja"))
    assert found.article.language == "ja"
    assert [r.platform for r in found.references] == ["twitter"]
    assert found.claims == ()
    assert "'ja'" in found.notes[0]


def test_site_furniture_takes_no_sentence():
    found = reading(page(f"<p>The video was filmed in Lviv.</p>{tweet(1790000000000000001)}"))
    assert all(r.role is Role.ARTICLE for r in found.references if len(r.citations) > 1)


@pytest.mark.shared
@pytest.mark.skipif(not SEED.is_file(), reason="needs ../shared beside the repository")
def test_the_seed_article():
    found = read(SEED.read_bytes(), source=str(SEED), lexicons=lexicons.load(), gazetteer=open_gazetteer())
    (reference,) = found.references
    assert (reference.kind, reference.platform, reference.platform_id, reference.url) == (
        ReferenceKind.MENTION,
        "instagram",
        None,
        None,
    )
    starts = (
        "La séquence a été partagée sur Instagram",
        "Des images prises à la première personne",
        "Dans les images suppl",
        "La vidéo a ensuite",
    )
    assert len(reference.citations) == len(starts)
    assert all(c.quote.startswith(s) for c, s in zip(reference.citations, starts, strict=True))
    assert len(reference.hints) == 3
    assert {c.about for c in found.claims} == {reference.id}
    kinds = {ClaimKind.POSTED_BY, ClaimKind.POSTER_BACKGROUND, ClaimKind.FILMED_AT, ClaimKind.VERIFIED_BY, ClaimKind.SHOWS}
    assert {c.kind for c in found.claims} == kinds
    (posted,), (background,), (filmed,) = (
        of(found, k) for k in (ClaimKind.POSTED_BY, ClaimKind.POSTER_BACKGROUND, ClaimKind.FILMED_AT)
    )
    assert (posted.value, posted.asserted_by.kind) == ("un ancien membre de l’armée canadienne", AgentKind.ARTICLE)
    assert [(h.words, h.scope) for h in background.hedges] == [("aurait rejoint", HedgeScope.POSTER)]
    assert background.status is ClaimStatus.HEDGED
    assert (filmed.value, filmed.status, filmed.asserted_by.kind) == ("Severodonetsk", ClaimStatus.CONFIRMED, AgentKind.UNNAMED)
    assert filmed.place is not None
    assert filmed.place.country == "UA"
    assert abs(filmed.place.lat - 48.95) < 0.05
    assert abs(filmed.place.lon - 38.49) < 0.05
    shown = " ".join(c.value for c in of(found, ClaimKind.SHOWS))
    assert all(part in shown for part in ("première personne", "au moins six personnes", "sorte de son abri", "protection"))


def test_a_text_beyond_any_article_is_read_to_the_limit_and_says_so():
    lines = "\n\n".join(["The council met about the harbour on Tuesday and went home."] * 4000)
    found = reading(
        f"Harbour news\n\nThe video was filmed in Lviv by a nurse of the town.\n\n{lines}\n\nThe clip was filmed in Kursk.\n"
    )
    assert {c.value for c in found.claims if c.kind is ClaimKind.FILMED_AT} == {"Lviv"}
    assert any("were not read" in note for note in found.notes)


def test_another_clip_is_another_reference_even_without_a_network():
    found = reading(page("<p>A clip posted on Telegram was filmed in Lviv.</p><p>Another clip was filmed in Istanbul.</p>"))
    assert [r.kind for r in found.references] == [ReferenceKind.MENTION] * 2
    assert [c.about for c in of(found, ClaimKind.FILMED_AT)] == [r.id for r in found.references]


def test_the_same_clip_named_again_is_the_same_reference():
    found = reading(page("<p>A clip posted on Telegram was filmed in Lviv.</p><p>The clip was also shared on TikTok.</p>"))
    (reference,) = found.references
    assert len(reference.citations) == 2


PLAYER = '<figure><video src="https://news.example/media/one.mp4"></video><figcaption>A still of the video.</figcaption></figure>'


def test_another_video_after_a_player_is_not_the_player_s():
    bare = '<video src="https://news.example/media/one.mp4"></video>'
    body = f"<p>The harbour was calm on Friday.</p>{bare}<p>Another video was shared on Instagram by a diver.</p>"
    player, mention = reading(page(body)).references
    assert (player.kind, mention.kind, mention.platform) == (ReferenceKind.FILE, ReferenceKind.MENTION, "instagram")


def test_a_player_right_after_the_sentence_is_a_copy_of_the_post():
    body = f"<p>This video was shared on Instagram by a diver.</p>{PLAYER}"
    (player,) = reading(page(body)).references
    assert player.kind is ReferenceKind.FILE


def test_a_headline_speaks_of_the_first_video():
    calm = "<p>The harbour was calm on Friday.</p>" * 2 + "<p>The mayor had gone home early.</p>"
    body = f"{calm}{PLAYER}<p>The video was filmed in Lviv.</p><p>Another video was shared on Instagram by a diver.</p>"
    found = reading(page(body).replace("Night fire at the harbour", "Video shows a night fire at the harbour"))
    assert [c.about for c in of(found, ClaimKind.SHOWS)] == [found.references[0].id]


def test_a_player_s_caption_is_no_hint_of_a_lost_one():
    body = f"{PLAYER}<p>Another video was shared on Instagram by a diver.</p>"
    assert all(not r.hints for r in reading(page(body)).references)


def test_hints_that_no_reference_takes_are_told():
    found = reading(page("<figure><img src='a.jpg'><figcaption>Video of the night fire</figcaption></figure>"))
    assert found.references == ()
    (note,) = found.notes
    assert "Video of the night fire" in note


def test_a_denial_that_the_headline_repeats_is_claimed_once():
    body = "<p>Harbour master Ada Brook said the video was not filmed in Lviv.</p>"
    found = reading(page(body).replace("Night fire at the harbour", "Port video not filmed in Lviv"))
    (denied,) = of(found, ClaimKind.FILMED_AT)
    assert (denied.status, str(denied.asserted_by)) == (ClaimStatus.DENIED, "Harbour master Ada Brook")


def test_a_shortened_link_is_left_unresolved_and_said():
    found = reading(page("<p>The clip was shared <a href='https://t.co/AbC123'>here</a> on Friday.</p>"))
    assert any("t.co/AbC123" in note for note in found.notes)
    assert all("t.co" not in (reference.url or "") for reference in found.references)
