"""Single sentences of our own, per language, and what must be read in them (tests/articles/gold)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.articles.languages import LANGUAGES
from provenance.articles.mentions import Determiner, Grip
from provenance.articles.sentences import read_sentence
from provenance.articles.tokens import MAX_SENTENCE
from provenance.store import lexicons

GOLD = Path(__file__).parent / "gold"
ROWS = [
    pytest.param(path.stem, json.loads(line), id=f"{path.stem}-{number}")
    for path in sorted(GOLD.glob("*.jsonl"))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
]
PLACES = {row.values[1].get("place") for row in ROWS} - {None} | {
    "Gaza",
    "Syrian",
    "Lviv",
    "Israel",
    "București",
    "Beyrouth",
    "Суми",
    "Дон",
    "Beirut",
    "Sopotu",
}


def read(language, text):
    return read_sentence(text, lexicons.load()[language], known=lambda name: name in PLACES)


def test_every_language_has_gold_sentences_of_both_kinds():
    for language in LANGUAGES:
        rows = [r.values[1]["reference"] for r in ROWS if r.values[0] == language]
        assert len(rows) >= 5, language
        assert any(rows), language
        assert not all(rows), language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bill would fine anyone who posts footage of an arrest without consent."),
        ("en", "Thousands of clips made with AI tools are shared on TikTok every week."),
        ("fr", "De plus en plus de vidéos truquées circulent sur Facebook avant chaque élection."),
        ("de", "Solche Videos werden in jedem Krieg tausendfach auf Telegram geteilt."),
        ("es", "Los expertos recomiendan comprobar los vídeos antes de compartirlos en WhatsApp."),
        ("it", "Ogni settimana migliaia di filmati vengono pubblicati su YouTube senza permesso."),
        ("pt", "A nova lei proíbe publicar imagens de menores nas redes sociais sem autorização."),
        ("nl", "Deskundigen waarschuwen dat dergelijke filmpjes steeds vaker op TikTok worden gedeeld."),
        ("pl", "Co tydzień w serwisie YouTube publikowane są tysiące filmów bez zgody autorów."),
        ("ro", "Specialiștii recomandă verificarea clipurilor înainte de a fi distribuite pe Facebook."),
        ("ru", "Каждую неделю в TikTok публикуют тысячи роликов, созданных нейросетями."),
        ("uk", "Щотижня в TikTok публікують тисячі роликів, створених нейромережами."),
        ("tr", "Uzmanlar bu tür videoların her kriz döneminde binlerce kez paylaşıldığını söylüyor."),
        ("en", "His first video got forty views and he nearly gave up making them."),
        ("it", "Il suo primo video ebbe quaranta visualizzazioni e stava per smettere."),
        ("pt", "O primeiro vídeo dele teve quarenta visualizações e quase desistiu."),
        ("ar", "تنتشر آلاف المقاطع المصنوعة بالذكاء الاصطناعي على تيك توك كل أسبوع."),
        ("pt", "Para denunciar um vídeo enganoso, toque nos três pontos e escolha a opção certa."),
        ("tr", "Derslerde öğrencilere telefonla çekim yapmayı öğretiyorlar."),
        ("uk", "Знімати на відео роботу комісії спостерігачам ніхто не забороняв."),
    ],
)
def test_talk_of_video_in_general_is_left_alone(language, text):
    assert read(language, text) is None


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_gold(language, row):
    found = read(language, row["text"])
    assert (found is not None) == row["reference"]
    if found is None:
        return
    words = found.scan.words
    place, date, poster = found.place, found.date, found.poster
    assert list(found.mention.platforms) == row["platforms"]
    assert (words(poster.hit.start, poster.hit.end) if poster else None) == row["poster"]
    assert [words(r.hit.start, r.hit.end) for r in found.reserves] == row["hedges"]
    assert (words(place.place.hit.start, place.place.hit.end) if place else None) == row["place"]
    assert (place.status.value if place else None) == row["status"]
    assert (found.scan.text[date.start : date.end] if date else None) == row["date"]


@pytest.mark.parametrize(
    ("text", "grip", "determiner"),
    [
        ("This clip was filmed in Lviv.", Grip.NAMED, Determiner.DEMONSTRATIVE),
        ("The clip was filmed in Lviv.", Grip.NAMED, Determiner.DEFINITE),
        ("A clip posted on Telegram shows smoke.", Grip.NAMED, Determiner.INDEFINITE),
        ("Footage shared on Telegram shows smoke.", Grip.NAMED, Determiner.BARE),
        ("It was filmed in Lviv.", Grip.TAKEN_UP, Determiner.BARE),
        ("Soldiers can be seen running.", Grip.SEEN, Determiner.BARE),
    ],
)
def test_grip(text, grip, determiner):
    found = read("en", text)
    assert found is not None
    assert (found.mention.grip, found.mention.determiner) == (grip, determiner)


def test_a_hamlet_counts_behind_a_preposition_and_a_verb_of_showing_only():
    def of(text):
        found = read_sentence(
            text, lexicons.load()["en"], known=lambda name: name == "Kyiv", hamlet=lambda name: name in {"Kyiv", "Robotyne"}
        )
        return [found.scan.words(p.place.hit.start, p.place.hit.end) for p in found.places] if found else None

    assert of("The footage shows two tanks near Robotyne.") == ["Robotyne"]
    assert of("The footage shows two tanks near Nowhere.") == []
    assert of("The footage was shared by soldiers near Robotyne.") == []


@pytest.mark.parametrize(
    ("text", "other", "ordinal"),
    [
        ("Another video was posted on Telegram.", True, None),
        ("A second video was posted on Telegram.", True, 2),
        ("The first video was posted on Telegram.", False, 1),
        ("The video was posted on Telegram.", False, None),
    ],
)
def test_which_video(text, other, ordinal):
    found = read("en", text)
    assert found is not None
    assert (found.mention.other, found.mention.ordinal) == (other, ordinal)


def test_talk_to_the_reader_inside_a_quotation_does_not_count():
    assert read("en", "In a clip shared on TikTok he shouts “you can upload it”.") is not None
    assert read("en", "You can upload a clip shared on TikTok.") is None


@pytest.mark.parametrize("word", ["the video ", "not ", "Kyiv in ", "on X, ", "was filmed in ", "„«“\"' "])
def test_a_hostile_sentence_is_cut_at_the_cap(word):
    found = read_sentence("The video was filmed in Lviv. " + word * 20_000, lexicons.load()["en"], known=lambda _: False)
    assert found is None or len(found.scan.text) <= MAX_SENTENCE


@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from([w for r in ROWS for w in r.values[1]["text"].split()]), max_size=40))
def test_any_words_are_read_within_the_sentence(language, words):
    text = " ".join(words)
    found = read(language, text)
    if found is None:
        return
    for hit in (found.shows, found.manner, found.poster and found.poster.hit, *(p.place.hit for p in found.places)):
        assert hit is None or found.scan.words(hit.start, hit.end) in text
    for day in found.scan.dates:
        assert 0 <= day.start < day.end <= len(text)


@pytest.mark.parametrize(
    ("language", "text", "poster"),
    [
        (
            "uk",
            "Відео, на якому люди тікають зі школи, уночі виклала у Facebook учителька Ганна Довбуш.",
            "учителька Ганна Довбуш",
        ),
        ("pl", "To film, który jako pierwsza pokazała agencja Unian.", "agencja Unian"),
        ("pl", "To samo wideo jest na TikToku, gdzie wrzucił je użytkownik Janek.", "użytkownik Janek"),
    ],
)
def test_a_relative_clause_and_adverbs_are_no_poster(language, text, poster):
    found = read(language, text)
    assert found.poster is not None
    assert found.scan.words(found.poster.hit.start, found.poster.hit.end).removeprefix("użytkownik ") in poster


def test_a_place_the_gazetteer_lacks_is_read_behind_what_is_seen_where_cases_hide_names():
    found = read_sentence("Na filmie widać autobus w Kielcach.", lexicons.load()["pl"], known=lambda _: False)
    assert found.place is not None
    assert found.scan.words(found.place.place.hit.start, found.place.place.hit.end) == "Kielcach"


def test_from_behind_the_poster_is_the_posters_home():
    text = "Film wrzucił na TikToka użytkownik z Brazylii."
    found = read_sentence(text, lexicons.load()["pl"], known=lambda name: name == "Brazylii")
    assert found.poster is not None
    assert found.place is None


@pytest.mark.parametrize(
    ("language", "text", "platforms"),
    [
        ("pt", "O vídeo foi publicado na rede VK por um bombeiro.", ["vk"]),
        ("de", "Das Video wurde auf VK veröffentlicht.", ["vk"]),
        ("ro", "Clipul a fost publicat de vk.", []),
        ("ru", "Это видео опубликовали тысячи пользователей X.", ["twitter"]),
        ("en", "The video was posted by X.", []),
    ],
)
def test_a_network_of_one_or_two_letters(language, text, platforms):
    assert list(read(language, text).mention.platforms) == platforms


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Nach einigen Sekunden schwenkt die Kamera nach links und erfasst einen Tanklaster."),
        ("it", "L'inquadratura si allarga su una piazza vuota, poi la telecamera cade a terra."),
        ("es", "La cámara gira entonces hacia la plaza vacía."),
        ("tr", "Görüntüler Lviv'den değil."),
        ("uk", "Ролик не з Lviv, а з Kursk."),
    ],
)
def test_what_the_camera_does_and_whence_it_is_is_told_of_footage(language, text):
    assert read(language, text) is not None


@pytest.mark.parametrize(
    ("language", "text", "hedges"),
    [
        ("es", "Pese a lo que afirma el mensaje, el vídeo no procede de Lviv.", []),
        ("es", "El mensaje afirma que el vídeo procede de Lviv.", ["El mensaje afirma"]),
        ("fr", "Présentée par des comptes anonymes comme un pillage, la vidéo a été vue sur X.", ["Présentée"]),
    ],
)
def test_reserve_is_quoted_without_its_doer_and_not_from_what_is_rejected(language, text, hedges):
    found = read(language, text)
    assert [found.scan.words(r.hit.start, r.hit.end) for r in found.reserves] == hedges
