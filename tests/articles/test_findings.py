"""What several sentences of an article say together: places refuted by the next, found later, and which footage they speak of."""

import pytest

from provenance.articles.document import parse
from provenance.articles.reading import passages
from provenance.model import SOCIAL, AgentKind, ClaimKind, ClaimStatus, HedgeScope, ReferenceKind, Role
from provenance.store import lexicons
from tests.articles.test_reading import reading

PLACES = (ClaimKind.FILMED_AT, ClaimKind.HAPPENED)


def article(*paragraphs):
    return reading("\n\n".join(("An article", "By NN", *paragraphs)), media_type="text/plain")


def statuses(found):
    return {c.value: c.status for c in found.claims if c.kind in PLACES}


def mentions(found):
    return [r for r in found.references if r.kind is ReferenceKind.MENTION and r.role is Role.ARTICLE]


@pytest.mark.parametrize("verdict", ["That is false.", "It is nothing of the kind.", "But that was not true: the tram is a set."])
def test_a_place_is_denied_by_the_verdict_of_the_next_sentence(verdict):
    found = article(f"A video posted on TikTok was passed off as a strike in Kursk. {verdict} The police were told.")
    assert statuses(found)["Kursk"] is ClaimStatus.DENIED


def test_what_somebody_else_claimed_stays_theirs_beside_the_verdict():
    found = article("Ada Brook said the video posted on TikTok was filmed in Kursk. That is false.")
    said = [(c.asserted_by.kind, c.status, c.quote) for c in found.claims if c.kind in PLACES]
    sentence = "Ada Brook said the video posted on TikTok was filmed in Kursk."
    assert said == [
        (AgentKind.PERSON, ClaimStatus.ATTRIBUTED, sentence),
        (AgentKind.ARTICLE, ClaimStatus.DENIED, f"{sentence} That is false."),
    ]


def test_a_word_for_a_drill_in_the_posters_name_stages_nothing():
    found = reading("Прес-служба\n\nПресслужба навчань оприлюднила відео у Telegram наступного дня.", media_type="text/plain")
    kinds = {c.kind: c.value for c in found.claims}
    assert kinds[ClaimKind.POSTED_BY] == "Пресслужба навчань"
    assert ClaimKind.STAGED not in kinds


def test_this_claim_is_the_last_that_was_told_of():
    found = article(
        "A video posted on TikTok was passed off as a strike in Kursk. The post has 2,000 views. But this claim is false."
    )
    assert statuses(found)["Kursk"] is ClaimStatus.DENIED


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Volunteers of Northlight Geo have confirmed that location.", ClaimStatus.CONFIRMED),
        ("Where exactly it was filmed could not be established.", ClaimStatus.UNVERIFIED),
        ("Volunteers of Northlight Geo have confirmed its date.", ClaimStatus.ATTRIBUTED),
    ],
)
def test_a_place_that_a_later_sentence_checked(sentence, status):
    found = article(f"Ada Brook said the video posted on TikTok was filmed in Kursk. The clip shows a tram. {sentence}")
    assert statuses(found)["Kursk"] is status


@pytest.mark.parametrize(
    ("found_instead", "status"),
    [
        ("In fact it was filmed in Lviv.", ClaimStatus.DENIED),
        ("It was filmed in Lviv.", None),
        ("In fact it was filmed at Kursk railway station.", None),
    ],
)
def test_a_place_found_far_from_the_one_claimed_denies_it(found_instead, status):
    found = article(f"Ada Brook said the video posted on TikTok was filmed in Kursk. {found_instead}")
    said = [c.status for c in found.claims if c.kind in PLACES and c.value == "Kursk"]
    assert (ClaimStatus.DENIED in said) is (status is ClaimStatus.DENIED)
    assert ClaimStatus.ATTRIBUTED in said


def test_a_verdict_further_on_denies_nothing():
    found = article(
        "A video posted on TikTok was passed off as a strike in Kursk.", "The video has 2,000 views.", "That is false."
    )
    assert statuses(found)["Kursk"] is ClaimStatus.CLAIMED


def test_the_place_stated_after_a_refuted_one_is_confirmed():
    found = article("The video posted on TikTok does not come from Kursk.", "It was filmed in Lviv, where a tram burnt.")
    assert statuses(found) == {"Kursk": ClaimStatus.DENIED, "Lviv": ClaimStatus.CONFIRMED}


def test_where_nothing_is_refuted_a_flat_statement_stays_claimed():
    found = article("The video was posted on TikTok.", "It was filmed in Lviv, where a tram burnt.")
    assert statuses(found) == {"Lviv": ClaimStatus.CLAIMED}


def test_a_reserve_stays_one_after_a_refutation():
    found = article("The video posted on TikTok does not come from Kursk.", "It was probably filmed in Lviv, where a tram burnt.")
    assert statuses(found)["Lviv"] is ClaimStatus.HEDGED


def test_a_sentence_in_the_same_paragraph_goes_on_about_the_footage_and_general_talk_does_not():
    found = article(
        "A video of a burning tram was posted on TikTok on Monday. Experts concluded that the scene is in Lviv. "
        "Such things are shared every day without permission."
    )
    (reference,) = mentions(found)
    quoted = {c.span.quote for c in found.claims if c.about == reference.id and c.span}
    assert any("scene is in Lviv" in q for q in quoted)
    assert not any("every day" in q for q in quoted)


def test_one_of_them_is_footage_of_its_own():
    found = article(
        "A video of a burning tram was posted on TikTok on Monday.",
        "Real clips exist as well. One of them, filmed by a nurse in Lviv, shows a burnt bus.",
    )
    assert len(mentions(found)) == 2


def test_a_new_indefinite_clip_in_a_new_paragraph_is_footage_of_its_own_and_what_it_is_a_video_of_is_not():
    first = "A video of a burning tram was posted on TikTok on Monday."
    assert len(mentions(article(first, "There is also a clip of a few seconds that shows a bridge in Lviv."))) == 2
    assert len(mentions(article(first, "It is a video of a film set in Lviv, as its director told us."))) == 1


def test_the_network_that_footage_was_taken_from_is_not_where_it_is():
    found = article(
        "A video of a burning tram was posted on TikTok by Ada Brook on Monday. "
        "She said she had taken it from a Telegram channel."
    )
    assert [r.platform for r in mentions(found)] == ["tiktok"]


def test_a_headline_that_hardly_speaks_of_footage_is_not_tied_to_it():
    found = reading(
        "A tram that burns on camera\n\nA video of a burning tram was posted on TikTok on Monday.", media_type="text/plain"
    )
    (reference,) = mentions(found)
    assert reference.platform != SOCIAL
    assert [c.where for c in reference.citations] == ["sentence"]


@pytest.mark.parametrize(
    ("first", "verdict"),
    [
        ("A video posted on TikTok was filmed in Kursk.", "It is false that the mayor of the town has resigned."),
        ("A video posted on TikTok was filmed in Kursk.", "The police denied that anybody was hurt in the clip."),
        ("A video posted on TikTok was filmed in Kursk.", "It is not from Istanbul, as users wrote."),
        ("A video posted on TikTok was filmed in Kursk.", "False rumours about the mayor were debunked by the video agency."),
    ],
)
def test_a_verdict_with_a_clause_or_a_place_of_its_own_is_not_on_the_sentence_before(first, verdict):
    assert statuses(article(f"{first} {verdict}"))["Kursk"] is ClaimStatus.CLAIMED


@pytest.mark.parametrize("denial", ["Ada Brook denied this.", "Ada Brook dismissed the claim.", "That was denied by Ada Brook."])
def test_what_somebody_denies_the_article_still_says(denial):
    found = article(f"A video posted on TikTok was filmed in Kursk. {denial}")
    said = [(str(c.asserted_by), c.status) for c in found.claims if c.kind in PLACES]
    assert said == [("article", ClaimStatus.CLAIMED), ("Ada Brook", ClaimStatus.DENIED)]


def test_a_place_stated_after_what_somebody_else_denies_is_not_confirmed():
    found = article("Ada Brook denied the video was filmed in Kursk.", "It was filmed in Lviv, where a tram burnt.")
    assert statuses(found) == {"Kursk": ClaimStatus.DENIED, "Lviv": ClaimStatus.CLAIMED}


def test_a_place_beside_the_verdict_in_one_sentence_is_not_put_in_place_of_another():
    assert statuses(article("The video posted on TikTok, filmed in Lviv, is misleading."))["Lviv"] is ClaimStatus.CLAIMED


PARAGRAPH = "A video of a burning tram was posted on TikTok by Ada Brook on Monday."


@pytest.mark.parametrize(
    ("sentence", "within", "behind"),
    [
        ("Flames rise from the roof while passengers run.", True, False),
        ("The trams will be replaced in Lviv next year.", False, False),
    ],
)
def test_within_a_paragraph_less_will_do_to_go_on_about_the_footage_but_not_to_talk(sentence, within, behind):
    lexicon = lexicons.load()["en"]

    def spoken(text):
        page = parse(text.encode(), source="x", media_type="text/plain")
        return [p.reading.scan.text for p in passages(page.article, lexicon, known=lambda _: False)]

    assert (sentence in spoken(f"Title\n\n{PARAGRAPH} {sentence}")) is within
    assert (sentence in spoken(f"Title\n\n{PARAGRAPH}\n\n{sentence}")) is behind


def test_the_footage_of_another_poster_on_another_network_is_another():
    second = "The footage of the supposed blast was shared on Telegram by Ben Hale."
    assert [r.platform for r in mentions(article(PARAGRAPH, second))] == ["tiktok", "telegram"]
    assert len(mentions(article(PARAGRAPH, second.replace("Ben Hale", "Ada Brook")))) == 1
    assert len(mentions(article(PARAGRAPH, second.replace("Telegram", "TikTok")))) == 1


@pytest.mark.parametrize("verdict", ["We could not confirm this.", "It could not be verified."])
def test_a_place_that_the_next_sentence_cannot_confirm_is_unverified(verdict):
    found = article(f"Ada Brook said the video posted on TikTok was filmed in Kursk. {verdict}")
    (place,) = [c for c in found.claims if c.kind in PLACES]
    assert (place.status, place.asserted_by.description or place.asserted_by.name) == (ClaimStatus.UNVERIFIED, "Ada Brook")
    ((words, scope),) = [(h.words, h.scope) for h in place.hedges]
    assert words in verdict
    assert scope is HedgeScope.PLACE
    assert place.quote.endswith(verdict)


@pytest.mark.parametrize(
    "verdict",
    [
        "The date could not be verified.",
        "We could not confirm that she was there.",
        "It could not be verified who posted it on Monday.",
    ],
)
def test_what_else_could_not_be_confirmed_leaves_the_place_as_it_was(verdict):
    found = article(f"Ada Brook said the video posted on TikTok was filmed in Kursk. {verdict}")
    assert [c.status for c in found.claims if c.kind in PLACES] == [ClaimStatus.ATTRIBUTED]


def test_who_confirms_that_it_was_made_by_a_machine_confirms_no_video():
    found = article("The video posted on TikTok was generated by artificial intelligence, two experts confirmed.")
    kinds = {c.kind for c in found.claims}
    assert ClaimKind.GENERATED_BY_AI in kinds
    assert ClaimKind.VERIFIED_BY not in kinds


def test_a_verdict_without_a_subject_is_on_the_last_sentence():
    found = reading(
        "Un bulo\n\nPor NN\n\nEl vídeo se difundió en TikTok y fue grabado en Aldaia, según la cuenta.\n\nEs un bulo.",
        media_type="text/plain",
    )
    assert [c.quote for c in found.claims if c.kind is ClaimKind.DENIED_BY] == ["Es un bulo."]


def test_a_day_behind_its_month_ends_a_sentence_and_an_ordinal_does_not():
    found = article("Ada Brook shared the video on Facebook on July 4. Police in Kursk opened a case.")
    assert [c.value for c in found.claims if c.kind is ClaimKind.POSTED_BY] == ["Ada Brook"]
    assert all("Police" not in c.quote for c in found.claims if c.kind is ClaimKind.POSTED_ON)
    text = "Das Video wurde am 4. Juli auf Telegram geteilt, sagte die Polizei."
    (mention,) = mentions(reading(f"Ein Video\n\nVon NN\n\n{text}", media_type="text/plain"))
    assert mention.quote == text


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("A video posted on TikTok was apparently filmed by a passenger on a bus.", ClaimKind.FILMED_BY, "apparently"),
        ("Apparently, Ada Brook posted the video on TikTok.", ClaimKind.POSTED_BY, "Apparently"),
        ("The video posted on TikTok was possibly taken from a student's channel.", ClaimKind.REPOSTED_FROM, "possibly"),
    ],
)
def test_a_reserve_about_somebody_is_kept_with_them(sentence, kind, words):
    (claim,) = [c for c in article(sentence).claims if c.kind is kind]
    assert claim.status is ClaimStatus.HEDGED
    assert [(h.words, h.scope) for h in claim.hedges] == [(words, HedgeScope.POSTER)]


@pytest.mark.parametrize(
    ("text", "poster"),
    [
        ("Un vídeo muestra una calle inundada. La colgó en Instagram la panadera Amparo Soler.", "la panadera Amparo Soler"),
        ("Анна Брук выложила в своём телеграм-канале минутную запись.", "Анна Брук"),
    ],
)
def test_who_posted_it_behind_its_verb_or_before_a_channel_of_their_own(text, poster):
    found = reading(f"News\n\nNN\n\n{text}", media_type="text/plain")
    assert [c.value for c in found.claims if c.kind is ClaimKind.POSTED_BY] == [poster]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (
            "Ada Brook shared a video on X; it was taken from an account on TikTok named @abu.",
            ["an account on TikTok named @abu"],
        ),
        ("A video shared on X shows children being pulled from a flooded camp.", []),
        ("A video shared on X by Ada Brook was taken from a student's channel.", ["a student's channel"]),
    ],
)
def test_whom_the_footage_was_taken_from_and_not_what_is_taken_in_it(sentence, source):
    assert [c.value for c in article(sentence).claims if c.kind is ClaimKind.REPOSTED_FROM] == source
