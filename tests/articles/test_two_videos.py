"""Short articles of our own about two videos each, in eight languages: who is said to have filmed what where, and how surely."""

from functools import cache

import pytest

from provenance.articles import read
from provenance.model import Claim, ClaimKind, ClaimStatus, Reading, ReferenceKind
from provenance.store import lexicons
from provenance.store.gazetteer import SqliteGazetteer, open_gazetteer

ARTICLES = {
    "en": """Two clips from the flooded valley

By Mara Linden, 14 March 2024

A video posted to TikTok by a bus driver shows a bridge collapsing into brown water. \
It was filmed in Windhoek on 12 March, the driver wrote.

Dana Ferris, a local teacher, says it was recorded in Gobabis instead. The location could not be independently verified.

A second video, shared on Facebook, shows cars floating past a school. Researchers at the Tern Group established that it had \
been filmed in Walvis Bay, Namibia, in May 2021.
""",
    "fr": """Deux vidéos après l'incendie de la halle

Par Lise Corvan, publié le 03/02/2024 à 08:12

Une vidéo publiée sur X par un livreur montre des flammes sortir du toit de la halle. Elle a été filmée à Namur vendredi soir, \
selon la police locale.

On y aperçoit deux pompiers sur une échelle.

Une autre vidéo, diffusée sur Telegram, aurait été tournée à Charleroi. Son authenticité n'a pas pu être vérifiée de manière \
indépendante. Il a été établi par la suite que la séquence avait été filmée à Mons en 2019.
""",
    "de": """Was über die beiden Videos bekannt ist

Von Jule Hartwig, 03.02.2024, 18:35 Uhr

Ein Video, das ein Lkw-Fahrer auf TikTok geteilt hat, zeigt eine brennende Lagerhalle. Das Video wurde in Bremerhaven \
aufgenommen, wie die Polizei mitteilte. Auf den Bildern sind mehrere Feuerwehrleute zu sehen.

Ein zweites Video soll in Cuxhaven aufgenommen worden sein. Es konnte nicht unabhängig überprüft werden.
""",
    "es": """Dos videos de la explosión en la refinería

Por Inés Robledo, 05/06/2023

Un video difundido en TikTok por un taxista muestra una columna de humo sobre la refinería. Fue grabado en Cartagena el lunes, \
según el alcalde.

En las imágenes se observa a tres operarios correr hacia la salida.

Otro video, publicado en Facebook, habría sido grabado en Barranquilla. No se ha podido verificar de forma independiente.
""",
    "it": """I due video dell'incendio al porto

di Carla Monti, 07/04/2023

Un video pubblicato su Instagram da una barista mostra le fiamme su un traghetto. È stato girato a Savona martedì mattina, ha \
detto la Guardia costiera.

Un secondo video, circolato su Telegram, sarebbe stato girato a Livorno. Non è stato possibile verificarlo in modo indipendente. \
È stato accertato che il filmato era stato ripreso a Palermo nel 2017.
""",
    "pt": """O que se sabe sobre os dois vídeos da enchente

Por Rita Sampaio, 09/05/2024

Um vídeo publicado no TikTok por um padeiro mostra um carro sendo arrastado pela água. Ele foi gravado em Canoas na \
segunda-feira, segundo a prefeitura.

Outro vídeo, compartilhado no Facebook, teria sido gravado em Pelotas. Não foi possível verificar o vídeo de forma independente. \
Foi confirmado que as imagens foram gravadas em Recife em 2022.
""",
    "ru": """Что известно о двух видео с пожара на складе

5 мая 2024 года

Видео, опубликованное в Telegram жителем города, показывает горящий склад. Оно снято в Самаре утром 4 мая, сообщила \
пресс-служба спасателей.

Второе видео, появившееся во «ВКонтакте», якобы снято в Саратове. Подлинность записи не удалось независимо подтвердить. \
Журналисты установили, что ролик снят в Казани в 2020 году.
""",
    "ar": """ما نعرفه عن مقطعي الفيديو من الميناء

نشر صياد مقطع فيديو على فيسبوك يظهر حريقا في الميناء. وقال الصياد إن الفيديو صور في طرابلس يوم الأحد.

وتداول مستخدمون مقطعا ثانيا على تلغرام قيل إنه صور في بيروت. ولم يتسن التحقق من صحة المقطع بشكل مستقل. \
وثبت أن الفيديو صور في اللاذقية عام 2018.
""",
}
A, H, C, K = ClaimStatus.ATTRIBUTED, ClaimStatus.HEDGED, ClaimStatus.CLAIMED, ClaimStatus.CONFIRMED
U, D = ClaimStatus.UNVERIFIED, ClaimStatus.DENIED
FILMED = {
    "en": [
        (0, "Windhoek", A, "the driver"),
        (0, "Gobabis", U, "Dana Ferris"),
        (1, "Walvis Bay", K, "Researchers at the Tern Group"),
    ],
    "fr": [(0, "Namur", A, "la police locale"), (1, "Charleroi", H, "article"), (1, "Mons", K, "unnamed")],
    "de": [(0, "Bremerhaven", A, "die Polizei"), (1, "Cuxhaven", H, "article")],
    "es": [(0, "Cartagena", A, "el alcalde"), (1, "Barranquilla", H, "article")],
    "it": [(0, "Savona", A, "la Guardia costiera"), (1, "Livorno", H, "article"), (1, "Palermo", K, "unnamed")],
    "pt": [(0, "Canoas", A, "a prefeitura"), (1, "Pelotas", H, "article"), (1, "Recife", K, "unnamed")],
    "ru": [
        (0, "Самаре", A, "пресс-служба спасателей"),
        (1, "Саратове", C, "unnamed"),
        (1, "Саратове", D, "Журналисты"),
        (1, "Казани", K, "Журналисты"),
    ],
    "ar": [
        (0, "طرابلس", A, "الصياد"),
        (1, "بيروت", C, "مستخدمون"),
        (1, "بيروت", D, "unnamed"),
        (1, "اللاذقية", K, "unnamed"),
    ],
}
"""Which video, where, how surely, on whose word."""
PLATFORMS = {
    "en": ("tiktok", "facebook"),
    "fr": ("twitter", "telegram"),
    "de": ("tiktok", "social"),
    "es": ("tiktok", "facebook"),
    "it": ("instagram", "telegram"),
    "pt": ("tiktok", "facebook"),
    "ru": ("telegram", "vk"),
    "ar": ("facebook", "telegram"),
}
POSTERS = {
    "en": "a bus driver",
    "fr": "un livreur",
    "de": "ein Lkw-Fahrer",
    "es": "un taxista",
    "it": "una barista",
    "pt": "um padeiro",
    "ru": "жителем города",
    "ar": "صياد",
}
PUBLISHED = {
    "en": "2024-03-14",
    "fr": "2024-02-03",
    "de": "2024-02-03",
    "es": "2023-06-05",
    "it": "2023-04-07",
    "pt": "2024-05-09",
}


@cache
def places() -> SqliteGazetteer:
    return open_gazetteer()


@cache
def reading(language: str) -> Reading:
    return read(ARTICLES[language].encode(), source=language, lexicons=lexicons.load(), gazetteer=places())


def of(language: str, kind: ClaimKind) -> list[Claim]:
    return [c for c in reading(language).claims if c.kind is kind]


every = pytest.mark.parametrize("language", ARTICLES)


@every
def test_there_are_two_videos(language: str) -> None:
    references = reading(language).references
    assert [r.kind for r in references] == [ReferenceKind.MENTION] * 2
    assert tuple(r.platform for r in references) == PLATFORMS[language]


@every
def test_each_place_belongs_to_its_video_and_its_speaker(language: str) -> None:
    number = {r.id: n for n, r in enumerate(reading(language).references)}
    found = [(number[c.about], c.value, c.status, str(c.asserted_by)) for c in of(language, ClaimKind.FILMED_AT)]
    assert found == FILMED[language]
    assert all(c.place for c in of(language, ClaimKind.FILMED_AT)), "every one is in the gazetteer"


@every
def test_the_first_was_posted_by_somebody_described(language: str) -> None:
    (posted,) = of(language, ClaimKind.POSTED_BY)
    assert (posted.value, posted.about) == (POSTERS[language], reading(language).references[0].id)


@every
def test_one_of_them_could_not_be_verified(language: str) -> None:
    unverified = [c for c in of(language, ClaimKind.VERIFIED_BY) if c.status is ClaimStatus.UNVERIFIED]
    assert [c.about for c in unverified] == [reading(language).references[language != "en"].id]


@pytest.mark.parametrize(("language", "day"), PUBLISHED.items())
def test_numeric_days_are_read_as_the_language_writes_them(language: str, day: str) -> None:
    assert str(reading(language).article.published).startswith(day)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The video was filmed in Pivdenne, in the region of Odesa, Ukraine, on Monday."),
        ("fr", "La vidéo a été filmée à Pivdenne, dans la région d’Odessa, lundi."),
    ],
)
def test_a_town_in_the_region_of_another_town_is_one_place(language, sentence):
    text = f"{sentence}\n\n{sentence}\n".encode()
    found = read(text, source="x", lexicons=lexicons.load(), gazetteer=places(), media_type="text/plain")
    assert {c.value for c in found.claims if c.kind is ClaimKind.FILMED_AT} == {"Pivdenne"}
