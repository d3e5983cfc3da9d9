"""Which footage a sentence of an article is about, where it does not say so itself; the articles are made up."""

from functools import cache

import pytest

from provenance.articles import read
from provenance.articles.spoken import NAMED_BEFORE
from provenance.model import SOCIAL, ClaimKind, Reading, Role
from provenance.store import lexicons
from provenance.store.gazetteer import SqliteGazetteer, open_gazetteer


@cache
def places() -> SqliteGazetteer:
    return open_gazetteer()


@cache
def reading(text: str) -> Reading:
    return read(text.encode(), source="text", lexicons=lexicons.load(), gazetteer=places(), media_type="text/plain")


def told(text: str) -> list[set[str]]:
    """For each reference, the sentences that are tied to it."""
    found = reading(text)
    return [
        {c.quote for c in r.citations} | {c.quote for c in found.claims if c.about == r.id}
        for r in found.references
        if r.role is Role.ARTICLE
    ]


def together(text: str, one: str, other: str) -> bool:
    """Whether two sentences, by words in them, are about the same footage."""
    return any(any(one in s for s in said) and any(other in s for s in said) for said in told(text))


LEAD = "Report on the storm, by Mara Linden"
SCENE = "Two men drag a sofa across a flooded street while a dog barks."
POSTED = "A video posted on TikTok by Dana Ferris shows a flooded street."
SAME = [
    # Told before it is named.
    (LEAD, f"{SCENE} The clip was posted on TikTok on Monday by Dana Ferris.", "Two men", "The clip"),
    # "The 22-second scene" is no second one.
    (LEAD, POSTED, "That is the 22-second scene which Dana Ferris shared on Facebook as well.", "A video", "That is"),
    # Taken up by others, on another network.
    (
        "Что известно о записи",
        "Анна Брук выложила в X видео горящего склада. Оттуда ролик скопировал телеграм-канал «Сводка».",
        "Анна",
        "Оттуда",
    ),
    # What was spoken of stands before its verb, what is new behind it.
    (
        "Что известно о записи",
        "Анна Брук выложила в X видео горящего склада.",
        "Ролик появился и во «ВКонтакте».",
        "Анна",
        "Ролик",
    ),
    # Somebody named with the first of two.
    (
        LEAD,
        "A video of a flooded street was shared on TikTok by Brenda Kowalczyk.",
        "Another video, shared on Facebook by Dana Ferris, shows a bridge.",
        "Kowalczyk told us she had found it in a group on Facebook.",
        "A video",
        "Kowalczyk",
    ),
    # Named weakly, and told of firmly by a pronoun.
    (
        "Що відомо про запис",
        "У вівторок кілька анонімних каналів у Telegram розігнали запис із колоною автобусів. Його виклав канал «Вітер».",
        "У вівторок",
        "Його виклав",
    ),
    # Nothing ties it but where it stands.
    (LEAD, f"{POSTED} Three men in uniform wade towards a fourth.", "A video", "Three men"),
]
APART = [
    # Another day's video of the same person on the same network.
    (
        LEAD,
        "A video of a flood was posted on TikTok on 24 February 2024 by Dana Ferris.",
        "Dana Ferris had posted a video of a fire on TikTok on 12 January 2024.",
        "A video of a flood",
        "Dana Ferris had",
    ),
    (
        "Le immagini della piena",
        "Un video pubblicato su Facebook da Carla Monti mostra un ponte che crolla.",
        "Vero, al contrario, è il filmato della diga.",
        "Un video",
        "Vero",
    ),
    # Arabic without its article is a video not yet spoken of.
    (
        "صور العاصفة",
        "نشر مأمون الطيب على فيسبوك مقطعاً مصوراً لشارع غمرته المياه.",
        "ونشر حساب «عاجل» على فيسبوك فيديو لجسر ينهار.",
        "نشر مأمون",
        "ونشر",
    ),
    # "The second" alone, at the head of a paragraph.
    (
        LEAD,
        POSTED,
        "As for the second, shared on X by Jonas Weck, it is said to show a burning barn.",
        "A video",
        "As for",
    ),
    # There is also another.
    (
        "De beelden van de storm",
        "Op TikTok plaatste Dana Ferris een video van een ondergelopen straat.",
        "En dan zijn er nog de dronebeelden van een ingestorte brug, die via WhatsApp de ronde doen.",
        "Dana Ferris",
        "dronebeelden",
    ),
    (
        "Fırtınanın görüntüleri",
        "Pazar günü X’te paylaşılan video sular altında bir sokağı gösteriyor.",
        "Gerçek bir kayıt ise Facebook’ta paylaşıldı.",
        "Pazar",
        "Gerçek",
    ),
    (
        "صور العاصفة",
        "نشر مأمون الطيب على فيسبوك مقطعاً مصوراً لشارع غمرته المياه.",
        "وتداول مستخدمون كذلك فيديو لجسر ينهار.",
        "نشر مأمون",
        "وتداول",
    ),
    # A weak sentence that says "a second", gone on about firmly.
    (
        "Fırtınanın görüntüleri",
        "Pazar günü X’te paylaşılan video sular altında bir sokağı gösteriyor.",
        "İkinci bir klip için ise kesin konuşmak mümkün değil. Facebook’ta paylaşılan bu klipte bir köprü yıkılıyor.",
        "Pazar",
        "Facebook",
    ),
]


@pytest.mark.parametrize("case", SAME)
def test_sentences_about_one_video_are_joined(case: tuple[str, ...]) -> None:
    text = "\n\n".join(case[:-2])
    assert together(text, *case[-2:])
    assert len(told(text)) == 1 + ("Another video" in text)


@pytest.mark.parametrize("case", APART)
def test_another_video_is_told_from_the_last(case: tuple[str, ...]) -> None:
    text = "\n\n".join(case[:-2])
    assert not together(text, *case[-2:])
    assert len(told(text)) == 2


@pytest.mark.parametrize(
    "embed",
    [
        '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="{}/4417"></script>',
        '<div class="wall"><div id="vk_post_-100_2"></div></div><!-- {} -->',
    ],
)
def test_the_words_before_an_embed_without_words_are_about_it(embed: str) -> None:
    page = f"""<html lang="en"><head><title>{LEAD}</title></head><body><article><h1>{LEAD}</h1>
    <p>The clip that went viral on Monday was filmed from a bridge.</p>{embed.format("harbour")}
    <p>The police told reporters that nobody had been hurt in the storm.</p>
    <p>A video posted on YouTube by Dana Ferris shows a flooded street.</p>
    <iframe src="https://www.youtube.com/embed/Zk2pW-9uHsA"></iframe></article></body></html>"""
    found = read(page.encode(), source="page", lexicons=lexicons.load(), gazetteer=places(), media_type="text/html")
    quoted = {r.platform: " ".join(c.quote for c in r.citations) for r in found.references if r.role is Role.ARTICLE}
    assert "went viral" not in quoted.pop("youtube")
    assert ["went viral" in said for said in quoted.values()] == [True]


def test_a_second_video_is_not_whichever_was_told_of_second() -> None:
    other = "Another video, posted on X by Jonas Weck, shows a burning barn."
    assert len(told(f"{LEAD}\n\n{POSTED}\n\n{other}\n\nA second video that Dana Ferris posted on Facebook shows a bridge.")) == 3


def test_what_is_told_before_the_video_is_named_is_what_it_shows() -> None:
    shown = [c for c in reading("\n\n".join(SAME[0][:-2])).claims if c.kind is ClaimKind.SHOWS]
    assert [c.value for c in shown] == [SCENE.removesuffix(".")]


@pytest.mark.parametrize(
    "opening",
    [
        "The storm reached the coast on Monday and killed a man.",  # a day: news, not a scene
        "Police said three men were found under a bridge.",
        "Storms are filmed on phones by those who live there.",
    ],
)
def test_news_before_a_video_is_not_what_it_shows(opening: str) -> None:
    text = f"{LEAD}\n\n{opening} The clip was posted on TikTok by Dana Ferris."
    assert not any(opening[:20] in s for said in told(text) for s in said)


def test_a_paragraph_of_its_own_needs_more_than_its_place() -> None:
    text = f"{LEAD}\n\n{POSTED}\n\nAccording to the police, nobody was hurt in the street."
    assert not together(text, "A video posted", "According to")
    assert together(text.replace("\n\nAcc", " Acc"), "A video posted", "According to")


def test_footage_of_which_is_only_told_what_is_seen_is_cited_all_the_same() -> None:
    text = f"{LEAD}\n\n{POSTED} One of them can be seen burning in a street."
    assert [[c.quote[:10] for c in r.citations] for r in reading(text).references] == [["A video po"], ["One of the"]]


BACK = {
    "en": ("A video of a fire was posted on TikTok on Monday.", "On the same platform, a second account shared a clip."),
    "fr": ("Une vidéo d'un incendie a été publiée lundi sur TikTok.", "Sur le même réseau, un autre compte a publié un clip."),
    "de": ("Ein Video eines Brandes wurde am Montag auf TikTok geteilt.", "Auf derselben Plattform teilte ein Konto ein Video."),
    "es": ("Un vídeo de un incendio se publicó el lunes en TikTok.", "En la misma red, otra cuenta publicó otro vídeo."),
    "it": (
        "Un video di un incendio è stato pubblicato lunedì su TikTok.",
        "Sulla stessa piattaforma un account ha pubblicato un video.",
    ),
    "pt": (
        "Um vídeo de um incêndio foi publicado na segunda-feira no TikTok.",
        "Na mesma rede, outra conta publicou outro vídeo.",
    ),
    "ru": ("Видео пожара опубликовали в TikTok в понедельник.", "В той же соцсети другой аккаунт опубликовал видео."),
    "uk": ("Відео пожежі опублікували в TikTok у понеділок.", "У тій же соцмережі інший акаунт опублікував відео."),
    "pl": (
        "Nagranie pożaru opublikowano w poniedziałek na TikToku.",
        "Na tej samej platformie inne konto opublikowało nagranie.",
    ),
    "nl": (
        "Een video van een brand werd maandag op TikTok gedeeld.",
        "Op hetzelfde platform deelde een ander account een video.",
    ),
    "ro": ("Un clip cu un incendiu a fost publicat luni pe TikTok.", "Pe aceeași platformă, un alt cont a publicat un clip."),
    "tr": ("Bir yangının videosu pazartesi TikTok'ta paylaşıldı.", "Aynı platformda başka bir hesap bir video paylaştı."),
    "ar": ("نُشر مقطع فيديو لحريق على تيك توك يوم الاثنين.", "على نفس المنصة نشر حساب آخر مقطع فيديو."),
}


@pytest.mark.parametrize("language", BACK)
def test_the_same_network_is_the_one_named_before_and_its_words_are_cited(language: str) -> None:
    named, back = BACK[language]
    head = f'<html lang="{language}"><head><meta charset="utf-8"><title>News</title></head>'
    page = f"{head}<body><article><h1>News</h1><p>{named}</p><p>{back}</p></article></body></html>"
    found = read(page.encode(), source="page", lexicons=lexicons.load(), gazetteer=places())
    first, second = (r for r in found.references if r.role is Role.ARTICLE)
    assert (first.platform, second.platform) == ("tiktok", "tiktok")
    assert [(c.where, named.find(c.quote) >= 0) for c in second.citations] == [("sentence", False), (NAMED_BEFORE, True)]


def test_the_same_network_with_none_named_before_is_unknown() -> None:
    (only,) = reading("On the same platform, an account shared a video of a fire on Monday.").references
    assert only.platform == SOCIAL
