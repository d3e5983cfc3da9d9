"""What one sentence says, as claims: kind, speaker, status, reserve."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles.claims import claims
from provenance.articles.reading import passages
from provenance.model import (
    AgentKind,
    Article,
    Block,
    BlockKind,
    CalendarDay,
    ClaimKind,
    ClaimStatus,
    Digest,
    HedgeScope,
    Place,
    ReferenceId,
)
from provenance.store import lexicons

PLACES = ("Lviv", "Istanbul", "Kursk", "Gaza", "Alep", "Lyon")


def article(text, language="en", kind=BlockKind.PARAGRAPH, published=None):
    blocks = (Block(kind=kind, start=0, end=len(text)),) if text else ()
    digest = Digest.of(text.encode("utf-8", "surrogatepass"))
    return Article(
        digest=digest, source="-", media_type="text/plain", text=text, blocks=blocks, language=language, published=published
    )


def locate(name):
    return Place(name=name, lat=1.0, lon=2.0) if name in PLACES else None


def said(text, language="en", **options):
    found = passages(article(text, language, **options), lexicons.load()[language], known=lambda name: name in PLACES)
    return [c for p in found for c in claims(p, ReferenceId("r00000000"), locate=locate)]


def one(text, kind, language="en", **options):
    (found,) = [c for c in said(text, language, **options) if c.kind is kind]
    return found


@pytest.mark.parametrize(
    ("language", "text", "status", "speaker"),
    [
        ("en", "The video was filmed in Lviv.", ClaimStatus.CLAIMED, AgentKind.ARTICLE),
        ("en", "The video was probably filmed in Lviv.", ClaimStatus.HEDGED, AgentKind.ARTICLE),
        ("en", "According to a nurse, the video was filmed in Lviv.", ClaimStatus.ATTRIBUTED, AgentKind.PERSON),
        ("en", "The video was not filmed in Lviv.", ClaimStatus.DENIED, AgentKind.ARTICLE),
        ("en", "The video was geolocated and filmed in Lviv.", ClaimStatus.CONFIRMED, AgentKind.UNNAMED),
        ("en", "BBC Verify confirmed that the video was filmed in Lviv.", ClaimStatus.CONFIRMED, AgentKind.ORGANISATION),
        ("en", "BBC Verify could confirm that the video was filmed in Lviv.", ClaimStatus.CONFIRMED, AgentKind.ORGANISATION),
        ("en", "Reuters can not say whether the video was filmed in Lviv.", ClaimStatus.UNVERIFIED, AgentKind.ARTICLE),
        ("en", "We could not establish whether the video was filmed in Lviv.", ClaimStatus.UNVERIFIED, AgentKind.ARTICLE),
        ("en", "An unverified video allegedly filmed in Lviv was shared online.", ClaimStatus.UNVERIFIED, AgentKind.ARTICLE),
        ("en", "The video, allegedly filmed in Lviv, was shared online.", ClaimStatus.CLAIMED, AgentKind.UNNAMED),
        ("fr", "La vidéo aurait été filmée à Lyon.", ClaimStatus.HEDGED, AgentKind.ARTICLE),
        ("fr", "La vidéo, présentée comme ayant été filmée à Lyon, est devenue virale.", ClaimStatus.CLAIMED, AgentKind.UNNAMED),
        ("de", "Das Video soll in Lyon gedreht worden sein.", ClaimStatus.HEDGED, AgentKind.ARTICLE),
        ("pt", "O vídeo teria sido gravado em Lyon.", ClaimStatus.HEDGED, AgentKind.ARTICLE),
        ("es", "Hemos podido confirmar que el vídeo fue grabado en Lyon.", ClaimStatus.CONFIRMED, AgentKind.UNNAMED),
        (
            "es",
            "Ninguna de las fuentes consultadas pudo corroborar que el vídeo fue grabado en Lyon.",
            ClaimStatus.UNVERIFIED,
            AgentKind.ARTICLE,
        ),
        ("en", "This video has nothing to do with Lviv.", ClaimStatus.DENIED, AgentKind.ARTICLE),
        (
            "fr",
            "Elle aurait été filmée à Lyon, mais rien dans la vidéo ne nous a permis de le vérifier.",
            ClaimStatus.UNVERIFIED,
            AgentKind.ARTICLE,
        ),
        (
            "tr",
            "Videonun Istanbul'da kaydedildiği öne sürülüyor, ancak ne yerini ne de tarihini teyit edebildik.",
            ClaimStatus.UNVERIFIED,
            AgentKind.ARTICLE,
        ),
        ("ru", "Видео снято в Lviv, сообщили в полиции.", ClaimStatus.ATTRIBUTED, AgentKind.ORGANISATION),
        ("de", "Mit Lviv haben die Szenen nichts zu tun.", ClaimStatus.DENIED, AgentKind.ARTICLE),
        (
            "nl",
            "Volgens de politie is de video gefilmd in Lyon en heeft die niets met de staking te maken.",
            ClaimStatus.ATTRIBUTED,
            AgentKind.ORGANISATION,
        ),
    ],
)
def test_the_standing_of_a_place(language, text, status, speaker):
    found = one(text, ClaimKind.FILMED_AT, language)
    assert (found.status, found.asserted_by.kind) == (status, speaker)
    assert found.place is not None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The video was posted on TikTok by a retired officer, who joined the army last autumn.", []),
        ("The video was posted on TikTok on Sunday by a retired officer, who joined the army last autumn.", ["on Sunday"]),
        ("The video was shared by a retired officer who posted it on Sunday.", ["on Sunday"]),
    ],
)
def test_a_day_of_the_posters_past_is_not_that_of_the_post(text, days):
    assert [c.value for c in said(text, "en") if c.kind is ClaimKind.POSTED_ON] == days


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "According to a nurse, the video was filmed in Lviv.", "According to a nurse"),
        ("fr", "Selon la mairie, la vidéo a été tournée à Lyon.", "Selon la mairie"),
        ("de", "Der Polizei zufolge wurde das Video in Lviv gedreht.", "Der Polizei zufolge"),
        ("es", "Según el alcalde, el vídeo se grabó en Lyon.", "Según el alcalde"),
        ("it", "Secondo il sindaco il video è stato girato a Lyon.", "Secondo il sindaco"),
        ("pt", "Segundo a prefeitura, o vídeo foi gravado em Lyon.", "Segundo a prefeitura"),
        ("nl", "Volgens de politie is de video gefilmd in Lyon.", "Volgens de politie"),
        ("pl", "Według policji nagranie wideo powstało w Lviv.", "Według policji"),
        ("ro", "Potrivit poliției, clipul a fost filmat la Lyon.", "Potrivit poliției"),
        ("ru", "По словам мэра, видео снято в Lviv.", "По словам мэра"),
        ("uk", "За словами мера, відео знято в Lviv.", "За словами мера"),
        ("tr", "Belediyeye göre video Istanbul'da çekildi.", "Belediyeye göre"),
        ("en", "It could not be verified that the video was filmed in Lviv.", "could not be verified"),
        ("en", "Police said the video was filmed in Lviv.", None),
    ],
)
def test_words_of_attribution_and_of_non_verification_are_kept_with_the_place(language, text, words):
    found = one(text, ClaimKind.FILMED_AT, language)
    assert [(h.words, h.scope) for h in found.hedges] == ([(words, HedgeScope.PLACE)] if words else [])


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("fr", "Le bâtiment visible sur la vidéo se trouve en réalité à Lyon.", ClaimStatus.CONFIRMED),
        ("it", "Qualcuno ha spacciato il video per un'evacuazione a Lyon; non è così.", ClaimStatus.DENIED),
    ],
)
def test_in_fact_stands_by_the_place_and_a_verdict_behind_a_semicolon(language, text, status):
    assert one(text, ClaimKind.HAPPENED, language).status is status


def test_a_place_of_what_is_shown_is_not_where_it_was_filmed():
    found = one("The video shows a fire in Lviv.", ClaimKind.HAPPENED)
    assert found.value == "Lviv"


def test_a_headline_places_nothing_but_the_filming():
    assert not [c for c in said("Video shows a fire in Lviv", kind=BlockKind.TITLE) if c.kind is ClaimKind.HAPPENED]
    assert [
        c.value for c in said("Video filmed in Lviv shows a fire", kind=BlockKind.TITLE) if c.kind is ClaimKind.FILMED_AT
    ] == ["Lviv"]


def test_captions_and_site_furniture_are_not_read():
    for kind in (BlockKind.CAPTION, BlockKind.CHROME):
        assert said("The video was filmed in Lviv.", kind=kind) == []


U, K = ClaimStatus.UNVERIFIED, ClaimStatus.CONFIRMED


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "AFP could not independently verify the video.", U),
        ("en", "The UN mission knew the video but could not vouch for it.", U),
        ("fr", "Ni le lieu ni la date de la vidéo n'ont pu être établis.", U),
        ("de", "Das Video kursiert auf X, doch ein Beleg fehlt.", U),
        ("es", "El vídeo circula en X; no encontramos ningún elemento que lo demuestre.", U),
        ("it", "Il video circola su X, ma il comando non conferma.", U),
        ("pt", "O vídeo circula no X sem confirmação.", U),
        ("nl", "De video dook op X op, maar sluitend bewijs ontbreekt.", U),
        ("pl", "Nagranie wideo krąży na X, brak jednak potwierdzenia.", U),
        ("ro", "Videoclipul circulă pe X, dar n-am putut verifica locul.", U),
        ("ru", "Независимого подтверждения этому видео нет.", U),
        ("uk", "Незалежного підтвердження цьому відео немає.", U),
        ("tr", "Video X'te dolaşıyor, bağımsız bir doğrulama yok.", U),
        ("ar", "انتشر الفيديو على إكس ولا يوجد تأكيد.", U),
        ("de", "Echt ist hingegen ein Video, das auf X kursiert.", K),
        ("fr", "La vidéo publiée sur X est authentique.", K),
        ("es", "El vídeo publicado en X es real.", K),
        ("it", "Autentico è invece il video pubblicato su X.", K),
        ("pt", "O vídeo publicado no X é verdadeiro.", K),
        ("nl", "Wél echt is de video die op X staat.", K),
        ("ro", "Videoclipul publicat pe X este autentic.", K),
        ("pl", "Nagranie wideo opublikowane na X jest prawdziwe.", K),
        ("ru", "Опубликованное в X видео подлинное.", K),
        ("uk", "Опубліковане в X відео автентичне.", K),
        ("tr", "X'te paylaşılan video ise sahici.", K),
        ("ar", "الفيديو المنشور على إكس حقيقي.", K),
        ("ro", "Imaginile video publicate pe X par autentice.", None),
        ("en", "A spokesman insisted the clip posted on X was genuine.", None),
        ("fr", "La vidéo publiée sur X n'est pas authentique.", None),
    ],
)
def test_whether_somebody_verified_it(language, text, status):
    assert [c.status for c in said(text, language) if c.kind is ClaimKind.VERIFIED_BY] == ([status] if status else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The video was generated with AI.", ClaimKind.GENERATED_BY_AI),
        ("The video was staged.", ClaimKind.STAGED),
    ],
)
def test_verdicts(text, kind):
    assert one(text, kind).status is ClaimStatus.CLAIMED
    assert one(text.replace(" was ", " was not "), kind).status is ClaimStatus.DENIED


def test_a_refutation_is_kept_as_a_claim_of_its_own():
    assert one("The video is fake.", ClaimKind.DENIED_BY).value == "is fake"


def test_who_filmed_is_not_who_posted():
    found = said("The video, filmed by a nurse, was posted on Telegram by a blogger.")
    assert {c.kind: c.value for c in found} == {ClaimKind.POSTED_BY: "a blogger", ClaimKind.FILMED_BY: "a nurse"}


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Users claim that the footage was filmed in Izmail on 5 May.", "unnamed"),
        ("en", "Others online say the footage was recorded in Pivdenne on 6 May.", "unnamed"),
        ("uk", "Автори дописів стверджують, що його зняли в Південному вранці 6 травня.", "unnamed"),
        ("en", "The footage, allegedly from Izmail, was filmed on 5 May 2024.", "article"),
        ("en", "Users claim that the footage shows Izmail, but it was filmed on 5 May 2019.", "article"),
    ],
)
def test_on_whose_word_the_day_of_filming_is(language, text, speaker):
    assert one(text, ClaimKind.FILMED_ON, language).asserted_by.kind == speaker


def test_publication_day_is_kept_as_the_day_of_saying():
    day = CalendarDay(value=date(2024, 5, 17))
    assert one("The video was filmed in Lviv.", ClaimKind.FILMED_AT, published=day).said_at == day


PIECES = st.sampled_from(
    [
        "The video ",
        "was ",
        "not ",
        "filmed ",
        "in ",
        "Lviv ",
        "by ",
        "a nurse ",
        "who ",
        "posted ",
        "on Telegram ",
        "on Monday ",
        "May 3, 2022 ",
        "allegedly ",
        "shows ",
        "fire",
        ". ",
        "? ",
        ", ",
        "\n",
        "“",
        "”",
        "<b>",
        "\x1b[31m",
        "\u202e",
        "vidéo ",
        "😀",
        "It ",
        "confirmed ",
        "Another clip ",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["en", "fr", "ar", "tr", "de", "ru"]))
def test_every_quote_stands_where_the_claim_says(text, language):
    whole = article(text, language)
    for passage in passages(whole, lexicons.load()[language], known=lambda name: name in PLACES):
        for claim in claims(passage, None, locate=locate):
            assert claim.span is not None
            assert text[claim.span.start : claim.span.end] == claim.span.quote == claim.quote
            assert claim.value
            assert claim.value in claim.quote
            assert all(h.words in claim.quote for h in claim.hedges)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "A page shared the clip, which it had lifted from a fisherman's channel.", "a fisherman's channel"),
        ("en", "The video, taken from TikTok, was shared on X.", None),
        ("fr", "La vidéo, reprise d'un compte de supporters, a été partagée sur X.", "un compte de supporters"),
        ("de", "Das Video wurde von einem Anglerverein übernommen.", None),
        ("es", "El video, tomado de una cuenta local, circula en Telegram.", "una cuenta local"),
        ("it", "Il video, ripreso da un canale locale, circola su Telegram.", "un canale locale"),
        ("pt", "O vídeo, retirado de uma conta local, circula no Telegram.", "uma conta local"),
        ("ru", "Видео опубликовано в Telegram со ссылкой на жителя посёлка.", "жителя посёлка"),
        ("tr", "Bir balıkçının hesabından alınan video X'te paylaşıldı.", "Bir balıkçının"),
        ("en", "She shared the video herself, saying that it had been sent to her by a local farmer.", "a local farmer"),
        ("en", "Ada Brook had taken the video from a student's channel.", "a student's channel"),
        ("en", "The video was taken from a roof in Lviv.", None),
        ("fr", "Une infirmière a publié la vidéo, qu'elle dit tenir d'un chauffeur.", "un chauffeur"),
        ("de", "Ada Brook teilte das Video, das sie von einem Kameraden erhalten hatte.", "einem Kameraden"),
        ("es", "La vecina compartió el vídeo tras haberlo recibido de un amigo.", "un amigo"),
        ("es", "Según el alcalde, el vídeo fue tomado desde Lyon.", None),
        ("it", "La pagina ha pubblicato il video e dice di averlo ricevuto da un soldato.", "un soldato"),
        ("nl", "De pagina deelde de video, die ze van een vriend had gekregen.", "een vriend"),
        ("pl", "Redakcja opublikowała nagranie wideo, a jak pisze, dostała je od czytelnika.", "czytelnika"),
        ("pt", "A fotógrafa publicou o vídeo e diz tê-lo recebido de um soldado.", "um soldado"),
        ("ro", "Jurnalistul a publicat videoclipul și spune că l-a obținut de la o sursă din aeroport.", "o sursă din aeroport"),
        ("ru", "Канал опубликовал видео и сообщил, что получил его от подписчика.", "подписчика"),
        ("uk", "Канал опублікував відео й повідомив, що отримав його від підписника.", "підписника"),
        ("ru", "Видео позаимствовали десятки каналов.", None),
        ("tr", "Gazeteci, paylaştığı videoyu bir itfaiyeciden aldığını yazdı.", "bir itfaiyeciden"),
        ("ar", "نشرت الصفحة الفيديو وقالت إنها حصلت عليه من متابع.", "متابع"),
    ],
)
def test_whom_it_was_taken_from(language, text, source):
    found = [c.value for c in said(text, language) if c.kind is ClaimKind.REPOSTED_FROM]
    assert found == ([source] if source else [])


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("es", "El vídeo es real: lo grabó un vecino desde su balcón.", "un vecino"),
        ("en", "The video was filmed by a nurse.", "a nurse"),
    ],
)
def test_who_filmed_stands_behind_the_verb_too(language, text, who):
    assert one(text, ClaimKind.FILMED_BY, language).value == who


def test_a_month_of_last_year_is_not_the_latest_of_its_name():
    published = CalendarDay(value=date(2025, 11, 20))
    found = one("The video was posted in October last year.", ClaimKind.POSTED_ON, published=published)
    assert found.date is not None
    assert (found.date.start, found.date.end) == (date(2024, 10, 1), date(2024, 10, 31))


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "The video was filmed by a passenger on a tram in Lyon.", "a passenger"),
        ("en", "Ada Brook filmed the video from her kitchen.", "Ada Brook"),
        ("fr", "La vidéo a été filmée lundi par une infirmière.", "une infirmière"),
        ("fr", "Une infirmière a filmé la vidéo depuis un balcon.", "Une infirmière"),
        ("de", "Das Video wurde von einer Krankenschwester gedreht.", "einer Krankenschwester"),
        ("es", "El vídeo fue grabado por una enfermera en Lyon.", "una enfermera"),
        ("it", "Il video è stato girato da un infermiere a Lyon.", "un infermiere"),
        ("pt", "O vídeo foi gravado por uma enfermeira em Lyon.", "uma enfermeira"),
        ("ro", "Videoclipul a fost filmat de o asistentă.", "o asistentă"),
        ("nl", "De video werd gefilmd door een verpleegster.", "een verpleegster"),
        ("pl", "Nagranie zostało zarejestrowane przez pielęgniarkę.", "pielęgniarkę"),
        ("ru", "Видео снято медсестрой из Лиона.", "медсестрой"),
        ("uk", "Відео зняте медсестрою з Ліона.", "медсестрою"),
        ("tr", "Video bir hemşire tarafından çekildi.", "bir hemşire"),
        ("ar", "صوّرت ممرضة الفيديو أمس.", "ممرضة"),
        ("en", "The author of the footage, police say, is a nurse.", "a nurse"),
        ("en", "The video was recorded by one of its crews.", "one of its crews"),
        ("fr", "L'auteur de la vidéo serait un employé du rail.", "un employé du rail"),
        ("de", "Der Urheber des Videos ist der Fotograf Taras Bondar.", "der Fotograf Taras Bondar"),
        ("es", "El autor del vídeo sería un piloto de Lyon.", "un piloto"),
        ("es", "Corre un vídeo supuestamente hecho por un piloto.", "un piloto"),
        ("it", "Autore del video è un pescatore.", "un pescatore"),
        ("it", "Un canale ha diffuso il video, ripreso da un drone civile.", "un drone civile"),
        ("nl", "De maker van de video is een verpleegster.", "een verpleegster"),
        ("nl", "De video is van de regisseur Hadi Masri, die hem in Lyon filmde.", "de regisseur Hadi Masri"),
        ("pl", "Autorem nagrania wideo jest mieszkaniec Torunia.", "mieszkaniec Torunia"),
        ("pt", "O autor do vídeo, segundo a polícia, seria um piloto.", "um piloto"),
        ("ro", "Autorul videoclipului este un pescar.", "un pescar"),
        ("ru", "Автор видео — предположительно, сотрудница музея.", "сотрудница музея"),
        ("ru", "На видео пожар, снимал его двоюродный брат.", "двоюродный брат"),
        ("uk", "Жінка запевняє, що це відео знімав її сусід.", "сусід"),
        ("tr", "Tuna, kaydı balkonundan çektiğini söylüyor.", "Tuna"),
        ("ar", "صاحب المقطع هو طالب من حلب.", "طالب"),
        ("en", "“I filmed the video from my window,” said Ada Brook.", "Ada Brook"),
        ("fr", "« J'ai filmé la vidéo depuis mon balcon », raconte Anne Brook.", "Anne Brook"),
        ("de", "»Ich habe das Video vom Balkon gefilmt«, sagte Anna Bruck.", "Anna Bruck"),
        ("es", "«Grabé el vídeo desde mi casa», dijo Ana Ruiz.", "Ana Ruiz"),
        ("pl", "„Nagrałem to wideo z okna”, powiedział Jan Nowak.", "Jan Nowak"),
        ("pt", "“Gravei o vídeo da janela”, disse Ana Ruiz.", "Ana Ruiz"),
        ("ru", "«Я снял это видео из окна», рассказал Иван Петров.", "Иван Петров"),
        ("it", "Il video è di Carla Monti. «L'ho girato io dalla finestra», racconta Carla Monti.", "Carla Monti"),
    ],
)
def test_who_filmed_in_every_language(language, text, who):
    assert who in one(text, ClaimKind.FILMED_BY, language).value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Video wurde von einem Dach gefilmt."),
        ("de", "Das Video wurde von einem Hausdach in Lyon gefilmt."),
        ("ru", "Ролик выдают за новый, но на самом деле он снят в 2014 году."),
        ("it", "Il video è stato ripreso da un balcone."),
        ("ru", "Видео снято телефоном вечером."),
        ("de", "Vermutlich wurde das Video im Umland von Lyon aufgezeichnet."),
        ("en", "The scene was filmed in Lyon, and the video shows a fire."),
        ("en", "The author of the post about the video is a nurse."),
        ("en", "The author said the video was filmed in Lyon and is genuine."),
        ("ru", "Автор видео был задержан."),
        ("en", "We filmed the video from a window."),
        ("en", "“I never filmed the video,” said Ada Brook."),
        ("ro", "Videoclipul a fost filmat de fapt la Lyon."),
        ("de", "Sie verortet den Brand in dem Video bei Lyon."),
    ],
)
def test_what_it_was_filmed_from_is_nobody(language, text):
    assert not [c for c in said(text, language) if c.kind is ClaimKind.FILMED_BY]


@pytest.mark.parametrize(
    ("language", "text", "kind", "who"),
    [
        ("en", "The video was verified by Ada Brook. She posted it on Telegram.", ClaimKind.POSTED_BY, "Ada Brook"),
        ("en", "Ada Brook told us she had posted it on Telegram.", ClaimKind.POSTED_BY, "Ada Brook"),
        ("de", "Das Video wurde von Ada Brook gedreht. Sie veröffentlichte es auf Telegram.", ClaimKind.POSTED_BY, "Ada Brook"),
        ("fr", "La vidéo a été filmée par Ada Brook. Elle a publié la vidéo sur Telegram.", ClaimKind.POSTED_BY, "Ada Brook"),
        ("es", "El vídeo fue grabado por Ada Brook. Lo publicó en Telegram.", ClaimKind.POSTED_BY, "Ada Brook"),
        (
            "en",
            "The video was posted on Telegram by Ada Brook. She filmed the video from a roof.",
            ClaimKind.FILMED_BY,
            "Ada Brook",
        ),
        (
            "it",
            "Il video è stato pubblicato su Facebook da Carla Monti. «L'ho girato io dalla finestra», racconta.",
            ClaimKind.FILMED_BY,
            "Carla Monti",
        ),
    ],
)
def test_a_pronoun_stands_for_who_was_named_last(language, text, kind, who):
    found = one(text, kind, language)
    assert found.value == who
    assert who in found.quote
    assert found.span is not None
    assert text[found.span.start : found.span.end] == found.quote


def test_a_pronoun_with_nobody_named_before_is_nobody():
    assert not [c for c in said("The video is old. She posted it on Telegram.") if c.kind is ClaimKind.POSTED_BY]


def test_she_is_no_agency():
    text = "The video was verified by the Ministry of Defence. She posted it on Telegram."
    assert not [c for c in said(text) if c.kind is ClaimKind.POSTED_BY]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La vidéo, postée par un compte anonyme, aurait été filmée à Lyon."),
        ("de", "Das Video soll einen Brand in Lyon zeigen."),
        ("it", "Il video mostrerebbe un incendio a Lyon."),
    ],
)
def test_hearsay_of_somebody_or_of_what_is_shown_is_their_claim(language, text):
    found = [c for c in said(text, language) if c.kind in {ClaimKind.FILMED_AT, ClaimKind.HAPPENED}]
    assert [c.status for c in found] == [ClaimStatus.CLAIMED]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The video was filmed in Lyon Delgado.", "Lyon Delgado"),
        ("The video was filmed in Lyon.", "Lyon"),
        ("The video was filmed in Lyon Gaza.", "Lyon"),
        ("The video shows a fire in Lyon de Nowhere.", "Lyon de Nowhere"),
    ],
)
def test_a_known_name_is_not_cut_out_of_a_longer_one(text, place):
    found = [c for c in said(text) if c.kind in {ClaimKind.FILMED_AT, ClaimKind.HAPPENED}]
    assert found[0].value == place
    assert (found[0].place is not None) == (place == "Lyon")


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "The video was posted on Telegram. In reality, everything was acted out.", ClaimKind.STAGED),
        ("fr", "La vidéo a été postée sur Telegram. Tout était mis en scène.", ClaimKind.STAGED),
        ("de", "Das Video wurde auf Telegram veröffentlicht. In Wirklichkeit ist es eine Inszenierung.", ClaimKind.STAGED),
        ("de", "Das Video wurde auf Telegram veröffentlicht. Alles wurde mit KI erzeugt.", ClaimKind.GENERATED_BY_AI),
        ("es", "El vídeo fue publicado en Telegram. Todo es un montaje.", ClaimKind.STAGED),
        ("it", "Il video è stato pubblicato su Telegram. Si tratta di una messinscena.", ClaimKind.STAGED),
        ("pt", "O vídeo foi publicado no Telegram. Tudo foi encenado.", ClaimKind.STAGED),
        ("ro", "Videoclipul a fost publicat pe Telegram. Totul este o înscenare.", ClaimKind.STAGED),
        ("nl", "De video werd op Telegram geplaatst. Alles is in scène gezet.", ClaimKind.STAGED),
        ("pl", "Nagranie opublikowano w serwisie Telegram. W rzeczywistości to inscenizacja.", ClaimKind.STAGED),
        ("ru", "Видео опубликовали в Telegram. На самом деле это постановка.", ClaimKind.STAGED),
        ("uk", "Відео опублікували в Telegram. Насправді це постановка.", ClaimKind.STAGED),
        ("tr", "Video Telegram'da paylaşıldı. Aslında bu bir kurgu.", ClaimKind.STAGED),
        ("ar", "نُشر الفيديو على تلغرام. في الواقع هذا مشهد تمثيلي.", ClaimKind.STAGED),
    ],
)
def test_a_verdict_right_behind_footage_is_about_it(language, text, kind):
    assert [c.kind for c in said(text, language) if c.kind is kind] == [kind]


def test_a_verdict_with_no_footage_before_it_is_about_none():
    assert said("The minister spoke on Friday. In reality, everything was acted out.") == []


def test_who_claims_a_filming_in_a_clause_of_its_own_did_not_film() -> None:
    found = said("Автори дописів стверджують, що відео зняли у Львові вранці.", "uk")
    assert ClaimKind.FILMED_AT in {c.kind for c in found}
    assert ClaimKind.FILMED_BY not in {c.kind for c in found}


@pytest.mark.parametrize(
    ("text", "shown", "by"),
    [
        (
            "“The video shows smoke, and that is all we can say,” said Ada Brook, who teaches image analysis.",
            "smoke, and that is all we can say",
            "Ada Brook",
        ),
        ("The video shows smoke over a quay.", "smoke over a quay", None),
        ("The video shows “a wall of smoke” over a quay.", "a wall of smoke” over a quay", None),
    ],
)
def test_a_quotation_ends_what_is_shown_and_is_its_speakers(text: str, shown: str, by: str | None) -> None:
    found = one(text, ClaimKind.SHOWS)
    assert found.value == shown
    assert found.asserted_by.name == by


def test_she_after_a_sentence_about_the_length_of_the_video_is_the_video() -> None:
    found = said("La vidéo dure neuf secondes. Elle montre un quai et une épaisse fumée noire.", "fr")
    assert [c.value for c in found if c.kind is ClaimKind.SHOWS] == ["un quai et une épaisse fumée noire"]


def voices(text: str, language: str = "en") -> list[tuple[str, ClaimStatus, str]]:
    """Places in ``text``: their status, and whose word it is."""
    kinds = {ClaimKind.FILMED_AT, ClaimKind.HAPPENED}
    return [(c.value, c.status, str(c.asserted_by)) for c in said(text, language) if c.kind in kinds]


@pytest.mark.parametrize(
    ("language", "text", "denier"),
    [
        ("en", "Ada Brook denied the video posted on TikTok was filmed in Lyon.", "Ada Brook"),
        ("en", "Ada Brook denied the claim that the video was filmed in Lyon.", "Ada Brook"),
        ("en", "AFP debunked the claim that the video was filmed in Lyon.", "AFP"),
        ("en", "Officials denied on Monday that the video was filmed in Lyon.", "Officials"),
        ("en", "It was denied by Ada Brook that the video was filmed in Lyon.", "Ada Brook"),
        ("en", "She denied the video was filmed in Lyon.", "unnamed"),
        ("en", "The claim that the video was filmed in Lyon has been debunked.", "unnamed"),
        ("en", "The claim that the video was filmed in Lyon is false.", "article"),
        ("en", "Neighbours dispute that the clip was recorded in Lyon.", "Neighbours"),
        ("fr", "Le ministère a démenti que la vidéo ait été filmée à Lyon.", "Le ministère"),
        ("de", "Am Montag dementierte das Ministerium, dass das Video in Lyon gedreht wurde.", "das Ministerium"),
        ("de", "Ada Brook bestreitet, das Video in Lyon gedreht zu haben.", "Ada Brook"),
        ("de", "Dass das Video in Lyon gedreht wurde, bestreitet Ada Brook.", "Ada Brook"),
        ("es", "Negó el alcalde que el vídeo hubiera sido grabado en Lyon.", "el alcalde"),
        ("it", "Il ministero ha smentito che il video sia stato girato a Lyon.", "Il ministero"),
        ("pt", "O ministério desmentiu que o vídeo tenha sido gravado em Lyon.", "O ministério"),
        ("nl", "Het ministerie ontkende dat de video in Lyon is gefilmd.", "Het ministerie"),
        ("pl", "Ministerstwo zaprzeczyło, że nagranie powstało w Lyon.", "Ministerstwo"),
        ("ro", "Ministerul a dezmințit că videoclipul a fost filmat în Lyon.", "Ministerul"),
        ("ru", "Министерство опровергло, что видео снято в Lyon.", "Министерство"),
        ("uk", "Міністерство спростувало, що відео знято у Lyon.", "Міністерство"),
        ("ar", "نفت الوزارة أن يكون الفيديو صور في Lyon.", "الوزارة"),
        ("tr", "Bakanlık, videonun Lyon'da çekildiğini yalanladı.", "Bakanlık"),
    ],
)
def test_a_denial_is_whoever_denies(language: str, text: str, denier: str) -> None:
    assert voices(text, language) == [("Lyon", ClaimStatus.DENIED, denier)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry dismissed the video, which was filmed in Lyon, as a provocation.",
        "The video, which officials denied posting, was filmed in Lyon.",
        "Ada Brook denied the video filmed in Lyon was hers.",
        "The fake video was filmed in Lyon.",
        "“In reality the video was filmed in Lyon,” he told us.",
    ],
)
def test_a_place_by_the_way_of_a_denial_or_in_other_words_is_neither_denied_nor_confirmed(text: str) -> None:
    assert [status for _, status, _ in voices(text)] == [ClaimStatus.CLAIMED]


def test_a_place_put_in_place_of_another_is_the_article_s_finding_and_one_verified_by_nobody_named_is_not() -> None:
    found = voices("The video was not filmed in Lyon but in Lviv.")
    assert found[1] == ("Lviv", ClaimStatus.CONFIRMED, "article")
    assert voices("The video has been geolocated to Lviv.") == [("Lviv", ClaimStatus.CONFIRMED, "unnamed")]


def test_what_nobody_says_is_nobody_s_and_a_not_before_a_comma_denies_no_place_behind_it() -> None:
    assert all(
        "not" not in by for _, _, by in voices("A spokesman for the army would not say whether the video was filmed in Lyon.")
    )
    found = voices("Le député assure n'avoir jamais publié la vidéo, filmée à Lyon en 2019.", "fr")
    assert found == [("Lyon", ClaimStatus.ATTRIBUTED, "Le député")]


def test_a_reserve_of_somebody_is_theirs() -> None:
    assert voices("Ada Brook said the video was probably filmed in Lviv.") == [("Lviv", ClaimStatus.HEDGED, "Ada Brook")]


@pytest.mark.parametrize(
    ("language", "text", "status", "by"),
    [
        ("en", "The video was not posted by Ada Brook.", ClaimStatus.DENIED, "article"),
        ("de", "Das Video wurde nicht von Ada Brook veröffentlicht.", ClaimStatus.DENIED, "article"),
        ("fr", "La vidéo n'a pas été publiée par Ada Brook.", ClaimStatus.DENIED, "article"),
        ("en", "Ada Brook denied that she had posted the video on TikTok.", ClaimStatus.DENIED, "Ada Brook"),
        ("en", "The video was posted by Ada Brook, not by the ministry.", ClaimStatus.CLAIMED, "article"),
        ("en", "Police denied the video posted on X by Ada Brook was filmed in Lyon.", ClaimStatus.CLAIMED, "article"),
        ("es", "La Policía negó que el vídeo difundido por Ada Brook se grabara en Lyon.", ClaimStatus.CLAIMED, "article"),
    ],
)
def test_who_did_not_post_it(language: str, text: str, status: ClaimStatus, by: str) -> None:
    found = one(text, ClaimKind.POSTED_BY, language)
    assert (found.value, found.status, str(found.asserted_by)) == ("Ada Brook", status, by)


def test_a_party_is_cut_before_another_verb_and_behind_which() -> None:
    text = "Les images diffusées par une chaîne locale proviennent de Lyon."
    assert one(text, ClaimKind.POSTED_BY, "fr").value == "une chaîne locale"
    assert voices("The video, which a nurse said was filmed in Lyon, is on X.") == [("Lyon", ClaimStatus.ATTRIBUTED, "a nurse")]


def test_who_did_not_film_it() -> None:
    assert one("The video was not filmed by Ada Brook.", ClaimKind.FILMED_BY).status is ClaimStatus.DENIED
    for text in ("Ada Brook denied having filmed the video.", "Ada Brook never shared the clip."):
        assert not [c for c in said(text) if c.kind in {ClaimKind.FILMED_BY, ClaimKind.POSTED_BY}]


@pytest.mark.parametrize(
    ("language", "text", "poster"),
    [
        ("en", "Police said a councillor who shared the clip on X had been arrested.", "a councillor"),
        ("en", "The mother of a man who shared the clip on X died.", "a man"),
        ("en", "The leader of a police union who shared the clip on X resigned.", "The leader of a police union"),
        ("en", "Residents who fled and journalists who shared the clip say it is real.", None),
        ("en", "Ada Brook said the ministry posted the video on X.", "the ministry"),
        ("en", "BBC posted the video on X.", "BBC"),
        ("en", "The video was posted by the page “News from the Valley” on Monday.", "News from the Valley"),
        ("de", "Die Polizei teilte am Montag mit, dass das Video in Lyon gedreht wurde.", None),
        ("it", "Il sindaco ha smentito che il video pubblicato su Facebook sia stato girato a Lyon.", None),
        ("fr", "Le ministère l'a publiée sur X, et la vidéo a été vue partout.", "Le ministère"),
        ("en", "A longer video, which we found on YouTube, was uploaded on Monday.", None),
        ("en", "The account that published the video, War Monitor Daily, said it was in Lyon.", "War Monitor Daily"),
        ("en", "The video was posted by a man in Paris, France, on X.", "a man"),
        ("it", "Il video è stato pubblicato da un fornaio, Oreste Bandini, e mostra un'auto.", "un fornaio, Oreste Bandini"),
        ("pt", "O vídeo foi publicado por um canal do Telegram, Front Sem Filtro, no domingo.", "Front Sem Filtro"),
        ("it", "A pubblicare il video, mercoledì mattina, è stato un fornaio di Lyon.", "un fornaio di Lyon"),
        ("pt", "O vídeo é real. Publicou-o no X, domingo à tarde, a vereadora Graça Semedo.", "a vereadora Graça Semedo"),
        ("pt", "O vídeo circula no VK, onde um voluntário a postou em junho.", "um voluntário"),
        ("ro", "Videoclipul l-a încărcat pagina NN și a strâns de atunci 1,8 milioane de vizualizări.", "NN"),
        ("ro", "Secvența video, preluată de la un blogger turc, arată o explozie.", None),
        ("ru", "Старое видео выдают за удар по Энгельсу.", None),
        ("ru", "В понедельник в Telegram выложили новый ролик с места удара.", None),
        ("ru", "Видео взрыва опубликовала полиция.", "полиция"),
        ("ru", "Это видео снято на учениях: его тогда показывал местный телеканал «Волга».", "местный телеканал «Волга»"),
        ("ar", "يتم تداول مقطع فيديو على مواقع التواصل الاجتماعي.", None),
        ("ar", "ظهر مقطع فيديو على إكس، ونشره حساب مجهول يدعى «عين الشام».", "عين الشام"),
    ],
)
def test_nobody_but_who_posted_it_is_the_poster(language: str, text: str, poster: str | None) -> None:
    found = [c.value for c in said(text, language) if c.kind in {ClaimKind.POSTED_BY, ClaimKind.POSTER_BACKGROUND}]
    assert found == ([poster] if poster else [])


@pytest.mark.parametrize(
    ("language", "text", "poster"),
    [
        ("en", "It was on Monday that the fire brigade posted the video on X.", "the fire brigade"),
        ("fr", "C'est un touriste allemand qui a publié la vidéo sur Reddit.", "un touriste allemand"),
        ("de", "Es war ein Tourist aus Bremen, der das Video auf Reddit stellte.", "ein Tourist"),
        ("es", "Fue un turista alemán quien subió el vídeo a Reddit.", "un turista alemán"),
        ("it", "È stato un turista tedesco a pubblicare il video su Reddit.", "un turista tedesco"),
        ("nl", "Het was een toerist uit Bremen die de video als eerste op X gooide.", "een toerist"),
        ("pt", "Terá sido um turista alemão a pôr a circular o vídeo no Reddit.", "um turista alemão"),
        ("en", "The first to post the video was a nurse called Ada Brook.", "a nurse called Ada Brook"),
        ("fr", "Le premier à publier la vidéo est un pompier de Lyon.", "un pompier de Lyon"),
        ("de", "Der Erste, der das Video veröffentlichte, war ein Blogger aus Kassel.", "ein Blogger"),
        ("pl", "Pierwszą osobą, która opublikowała nagranie, był strażak z Radomia.", "strażak"),
        ("ru", "Первым, кто опубликовал видео, стал пожарный из Твери.", "пожарный"),
        ("ar", "وكان أول من نشر الفيديو ممرض، ثم نقلته عنه حسابات إخبارية.", "ممرض"),
        ("es", "Varios usuarios de VK aseguran que el vídeo muestra un incendio.", "Varios usuarios de VK"),
        ("fr", "Présentée par des comptes anonymes comme un pillage, la vidéo cumule des vues sur X.", "des comptes anonymes"),
        ("es", "«Así está el puerto», escribió la bombera Ada Brook al publicar un video en Instagram.", "la bombera Ada Brook"),
        ("pt", "“Isto é o porto agora”, escreveu no X a bombeira Ada Brook por cima de um vídeo.", "a bombeira Ada Brook"),
        ("en", "“A video shows the port,” the nurse Ada Brook wrote on X.", None),
        ("de", "Die Aufnahmen gab die Gemeinde am Mittwoch frei.", "die Gemeinde"),
        ("nl", "Die beelden gaf de gemeente woensdag vrij.", "de gemeente"),
        ("de", "Das Original, so stellte sich heraus, hatte 2019 ein Feuerwehrmann hochgeladen.", "ein Feuerwehrmann"),
        ("ro", "Există o altă filmare, realizată dintr-un tramvai, pe care Ada Brook a pus-o pe Instagram.", "Ada Brook"),
        ("en", "The page had copied the footage from a group on VK.", "The page"),
        ("tr", "Ada Kulübü üyeleri videonun Lviv'de çekildiğini ortaya koydu.", None),
        ("ar", "قال المحافظ إن الفيديو المنتشر صُوّر خلال عرض عسكري.", None),
        ("ru", "Видео, которое пожарный из Твери выложил в понедельник, показывает улицу.", "пожарный"),
        ("pl", "Film, który strażak z Radomia wrzucił na Facebooka, pokazuje ulicę.", "strażak"),
        ("ru", "Видео, которое ранее удалили и выложили снова, показывает улицу.", None),
        ("fr", "La vidéo, qu'un pompier de Lyon a mise en ligne lundi sur Facebook, montre une rue.", "un pompier de Lyon"),
        ("en", "Firefighters released the clip on Monday.", "Firefighters"),
        ("es", "En X, un supuesto analista presenta el clip como prueba del ataque.", "un supuesto analista"),
        ("pt", "O clipe apareceu primeiro no canal de Telegram Porto Vermelho.", "Porto Vermelho"),
        ("nl", "De clip dook het eerst op in het Telegramkanaal Rode Haven.", "Rode Haven"),
        ("de", "Das Video reichte Ada Brook am Montag weiter.", "Ada Brook"),
        ("de", "Landrätin Ada Brook verbreitete die Aufnahmen in ihrer Whatsapp-Gruppe weiter.", "Landrätin Ada Brook"),
        ("ro", "Imaginile difuzate azi de mai multe canale vin de undeva.", "mai multe canale"),
        ("ru", "Ролик гулял по чатам с октября, и лишь затем его подхватили в твиттере.", None),
        (
            "en",
            "The video was posted by a man who calls himself a vet, Hatem Bashir, on X.",
            "a man who calls himself a vet, Hatem Bashir",
        ),
    ],
)
def test_who_posted_it_told_by_what_they_are_or_say(language: str, text: str, poster: str | None) -> None:
    assert [c.value for c in said(text, language) if c.kind is ClaimKind.POSTED_BY] == ([poster] if poster else [])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police said on Monday that the video was filmed in Lyon."),
        ("fr", "La police a indiqué lundi que la vidéo avait été filmée à Lyon."),
        ("de", "Die Polizei teilte am Montag mit, dass das Video in Lyon gedreht wurde."),
        ("en", "Officials denied on Monday that the video was filmed in Lyon."),
    ],
)
def test_the_day_of_saying_is_not_that_of_filming_or_posting(language: str, text: str) -> None:
    assert not [c for c in said(text, language) if c.kind in {ClaimKind.FILMED_ON, ClaimKind.POSTED_ON}]


def test_the_day_of_posting_is_not_that_of_the_saying_behind_it() -> None:
    assert one("Ada Brook posted the video on X on Monday, said the police.", ClaimKind.POSTED_ON).value == "on Monday"


@pytest.mark.parametrize(
    ("text", "status", "by"),
    [
        ("Ada Brook said it had been confirmed that the video was filmed in Lyon.", ClaimStatus.ATTRIBUTED, "Ada Brook"),
        ("Ada Brook said AFP Factuel had confirmed the video was filmed in Lyon.", ClaimStatus.CONFIRMED, "AFP Factuel"),
        ("The video was posted with a caption that places the scene in Lyon.", ClaimStatus.CLAIMED, "article"),
        (
            "It is false that this clip, which went round the world for weeks on end, was filmed in Lyon.",
            ClaimStatus.DENIED,
            "article",
        ),
    ],
)
def test_who_confirmed_it_and_who_did_not(text: str, status: ClaimStatus, by: str) -> None:
    assert voices(text) == [("Lyon", status, by)]


def test_a_place_that_leads_its_refutation_is_denied() -> None:
    (found,) = voices("Mit den Protesten in Lyon hat das Video nichts zu tun.", "de")
    assert found[1] is ClaimStatus.DENIED


def test_a_place_before_a_verb_of_saying_or_verifying_is_nobody() -> None:
    found = voices("O vídeo não foi gravado em Gaza, mas em Lyon, explicou o bombeiro.", "pt")
    assert found == [("Gaza", ClaimStatus.DENIED, "o bombeiro"), ("Lyon", ClaimStatus.ATTRIBUTED, "o bombeiro")]
    found = voices("Видео снято не в Gaza, а в Lyon, подтвердил мэр.", "ru")
    assert found == [("Gaza", ClaimStatus.DENIED, "article"), ("Lyon", ClaimStatus.CONFIRMED, "unnamed")]


@pytest.mark.parametrize(
    "beside",
    [
        "The ministry published its report on Tuesday.",
        "The war has raged in Lviv since 2022.",
        "Das Ministerium hat seinen Bericht veröffentlicht.",
    ],
)
def test_what_is_done_to_other_things_is_not_done_to_the_footage(beside: str) -> None:
    language, first = (
        ("de", "Ein Video auf TikTok zeigt ein Feuer.") if "hat" in beside.split() else ("en", "A video on TikTok shows a fire.")
    )
    assert {c.kind for c in said(f"{first} {beside}", language)} == {ClaimKind.SHOWS}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ro", "Angajații primăriei au realizat un videoclip de promovare pe TikTok."),
        ("ro", "Primăria a făcut un videoclip despre oraș."),
        ("en", "The agency made the video for its campaign."),
        ("fr", "L'agence a réalisé une vidéo pour la ville."),
        ("de", "Die Agentur hat ein Video für die Stadt produziert."),
        ("es", "La agencia hizo un vídeo para la ciudad."),
        ("it", "L'agenzia ha realizzato un video per la città."),
        ("pt", "A agência fez um vídeo para a cidade."),
        ("nl", "Het bureau heeft een video voor de stad gemaakt."),
        ("pl", "Agencja zrealizowała film promocyjny."),
        ("ru", "Агентство сделало видео для города."),
        ("uk", "Агентство зробило відео для міста."),
        ("tr", "Ajans şehir için bir video hazırladı."),
        ("ar", "أنتجت الوكالة مقطع فيديو للمدينة."),
    ],
)
def test_who_makes_a_video_neither_filmed_nor_posted_it(language: str, text: str) -> None:
    assert not [c for c in said(text, language) if c.kind in {ClaimKind.FILMED_BY, ClaimKind.POSTED_BY}]


@pytest.mark.parametrize(
    ("language", "text", "kind", "value", "whose"),
    [
        # The subject of a relative clause, named before it or in it.
        (
            "en",
            "The clip was shared on X by former soldier Ada Brook, who said it had been filmed on Saturday in Kursk.",
            ClaimKind.FILMED_AT,
            "Kursk",
            (ClaimStatus.CLAIMED, "former soldier Ada Brook"),
        ),
        (
            "en",
            "The video was first posted by Telegram channel Astra, which wrote that it showed a drone over Kursk.",
            ClaimKind.SHOWS,
            "a drone over Kursk",
            (ClaimStatus.CLAIMED, "Astra"),
        ),
        (
            "en",
            "The video, which local bloggers say was filmed near Kursk, appeared on Telegram on 3 June.",
            ClaimKind.FILMED_AT,
            "Kursk",
            (ClaimStatus.ATTRIBUTED, "local bloggers"),
        ),
        # … and the sentence goes on in the writer's words.
        (
            "en",
            "The video, which local bloggers say was filmed near Kursk, appeared on Telegram on 3 June.",
            ClaimKind.POSTED_ON,
            "3 June",
            (ClaimStatus.CLAIMED, None),
        ),
        # Two verbs of one subject.
        (
            "en",
            "Ada Brook posted the clip on Instagram on 4 May and said he had filmed it in Kursk.",
            ClaimKind.FILMED_AT,
            "Kursk",
            (ClaimStatus.CLAIMED, "Ada Brook"),
        ),
        (
            "es",
            "El alcalde negó que el video publicado en Facebook fuera grabado en Lviv y aseguró que fue grabado en Kursk.",
            ClaimKind.FILMED_AT,
            "Kursk",
            (ClaimStatus.ATTRIBUTED, "El alcalde"),
        ),
        # A participle.
        (
            "en",
            "The army denied the allegations, saying the footage posted on X had been recorded in Kursk in 2013.",
            ClaimKind.FILMED_ON,
            "2013",
            (ClaimStatus.ATTRIBUTED, "The army"),
        ),
        (
            "en",
            "The governor denied that the video showed Lviv, saying it was old footage from Kursk.",
            ClaimKind.FILMED_AT,
            "Kursk",
            (ClaimStatus.ATTRIBUTED, "The governor"),
        ),
        (
            "pl",
            "Wojsko zaprzeczyło, że nagranie z Facebooka powstało w Lviv, dodając, że pochodzi z Kursk.",
            ClaimKind.FILMED_AT,
            "Kursk",
            (ClaimStatus.ATTRIBUTED, "Wojsko"),
        ),
    ],
)
def test_who_speaks_in_part_of_a_sentence(
    language: str, text: str, kind: ClaimKind, value: str, whose: tuple[ClaimStatus, str | None]
) -> None:
    (found,) = [c for c in said(text, language) if c.kind is kind and c.value == value]
    named = found.asserted_by.name or found.asserted_by.description
    assert (found.status, named) == whose


def test_a_post_that_claims_is_nobody_and_who_says_to_be_a_nurse_tells_of_themselves() -> None:
    text = "Ada Brook denied that a post claiming the video was filmed in Kursk was hers."
    assert not [c for c in said(text) if c.kind is ClaimKind.FILMED_AT and c.status is ClaimStatus.ATTRIBUTED]
    kinds = {c.kind for c in said("The clip was shared on X by Ada Brook, who says she is a nurse.")}
    assert ClaimKind.POSTER_BACKGROUND in kinds
    kinds = {c.kind for c in said("The clip was shared on X by Ada Brook, who said it was filmed in Kursk.")}
    assert ClaimKind.POSTER_BACKGROUND not in kinds


def test_what_is_shown_ends_where_somebody_speaks() -> None:
    text = "The video shared on TikTok by João Reis shows a flooded street, according to the mayor."
    assert one(text, ClaimKind.SHOWS).value == "a flooded street"
    text = "Accounts on X shared the video, claiming it showed a crowd in Kursk, and wrote that it was new."
    assert "wrote" not in one(text, ClaimKind.SHOWS).value


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The video shared on X shows a strike on Kursk, though nobody could verify it.", "a strike on Kursk"),
        ("en", "A video on X purports to show the aftermath; it was filmed in Kursk in 2016.", "the aftermath"),
        ("fr", "La vidéo publiée sur X montre une frappe sur Kursk, mais elle date de 2014.", "une frappe sur Kursk"),
        ("ru", "Видео в Telegram показывает взрыв в городе, но оно снято в 2014 году.", "взрыв в городе"),
    ],
)
def test_what_is_shown_ends_where_the_sentence_turns(language: str, text: str, shown: str) -> None:
    assert one(text, ClaimKind.SHOWS, language).value == shown


def test_a_reserve_is_not_of_the_place_behind_the_turn() -> None:
    found = one("A video on X purports to show the aftermath; it was actually filmed in Kursk.", ClaimKind.FILMED_AT)
    assert (found.status, found.hedges) == (ClaimStatus.CONFIRMED, ())
    found = one("A video on X purports to show a strike, but it was filmed in Kursk.", ClaimKind.FILMED_AT)
    assert not found.hedges


def test_in_reality_may_stand_between_the_verb_and_its_year() -> None:
    found = one("La vidéo est partagée sur X comme récente, mais elle date en réalité de 2014.", ClaimKind.FILMED_ON, "fr")
    assert found.value == "2014"


def test_old_footage_from_somewhere_is_from_there() -> None:
    assert one("The video shared on Facebook is old footage from Kursk.", ClaimKind.FILMED_AT).status is ClaimStatus.CLAIMED


def test_a_day_behind_the_noun_is_none_of_the_participle_before_it() -> None:
    text = "Die Polizei bestätigte, dass das auf X verbreitete Video am Sonntag in Lyon aufgenommen wurde."
    assert one(text, ClaimKind.FILMED_ON, "de").value == "am Sonntag"
    assert not [c for c in said(text, "de") if c.kind is ClaimKind.POSTED_ON]


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The video shared on X does not show a bridge in Kursk.", "a bridge in Kursk"),
        ("fr", "La vidéo partagée sur X ne montre pas un pont à Kursk.", "un pont à Kursk"),
        ("de", "Das auf X geteilte Video zeigt keine Explosion in Kursk.", "Explosion in Kursk"),
        ("es", "El vídeo compartido en X no muestra un ataque en Kursk.", "un ataque en Kursk"),
        ("ru", "Видео в Telegram не показывает взрыв в Курске.", "взрыв в Курске"),
    ],
)
def test_what_it_does_not_show_is_denied(language: str, text: str, shown: str) -> None:
    found = one(text, ClaimKind.SHOWS, language)
    assert (found.value, found.status) == (shown, ClaimStatus.DENIED)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The video shared on X was not filmed in 2022, but in 2019."),
        ("fr", "La vidéo partagée sur X n'a pas été filmée en 2022, mais en 2019."),
        ("de", "Das auf X geteilte Video wurde nicht 2022 gedreht, sondern 2019."),
    ],
)
def test_a_day_that_is_denied_and_the_one_put_in_its_place(language: str, text: str) -> None:
    found = [(c.value, c.status) for c in said(text, language) if c.kind is ClaimKind.FILMED_ON]
    assert found == [("2022", ClaimStatus.DENIED), ("2019", ClaimStatus.CONFIRMED)]


def test_whose_denial_of_a_day_it_is() -> None:
    found = one("The army denied that the video shared on X was filmed in 2022.", ClaimKind.FILMED_ON)
    assert (found.status, found.asserted_by.name) == (ClaimStatus.DENIED, "The army")


def test_a_german_number_before_what_it_counts_is_no_year() -> None:
    text = "Das auf X geteilte Video zeigt 2022 Menschen in Kursk."
    assert not [c for c in said(text, "de") if c.kind in {ClaimKind.FILMED_ON, ClaimKind.POSTED_ON}]


def test_a_place_that_opens_a_caption_is_its_claim_and_its_caption_speaks_of_no_place_behind_in_fact() -> None:
    assert voices("Captioned “Lviv right now”, the clip was shared on X.") == [("Lviv", ClaimStatus.CLAIMED, "unnamed")]
    turned = "“İstanbul böyle çöktü” başlığıyla dolaştırılan video, gerçekte Lviv'de kaydedilmiş."
    assert [c.status for c in said(turned, "tr") if c.kind is ClaimKind.FILMED_AT] == [ClaimStatus.CONFIRMED]


@pytest.mark.parametrize(
    ("language", "text", "poster"),
    [
        ("es", 'El vídeo fue difundido en Telegram por el canal "Frente Sur" el 3 de marzo.', "Frente Sur"),
        ("en", "The video was posted on X by the newspaper “Southern Front” on Monday.", "the newspaper “Southern Front”"),
        ("fr", "La vidéo a été diffusée par le journal «\u202fFront Sud\u202f».", "le journal «\u202fFront Sud\u202f»"),
        ("fr", "La vidéo a été diffusée sur X par le journal «Front Sud».", "le journal «Front Sud»"),
        ("pl", "Na nagraniu opublikowanym w środę na Telegramie przez mera miasta widać budynek.", "mera miasta"),
    ],
)
def test_a_name_in_quotation_marks_belongs_to_who_bears_it(language: str, text: str, poster: str) -> None:
    assert one(text, ClaimKind.POSTED_BY, language).value == poster


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Un vecino, identificado como Pablo, publicó el vídeo en Instagram."),
        ("pt", "Um morador, identificado apenas como Paulo, publicou o vídeo no Instagram."),
    ],
)
def test_who_is_identified_by_a_name_verified_nothing(language: str, text: str) -> None:
    assert not [c for c in said(text, language) if c.kind is ClaimKind.VERIFIED_BY]


def test_a_word_for_an_account_is_no_town() -> None:
    text = 'Das Video wurde vom Kanal "Südfront" auf Telegram verbreitet.'
    found = passages(article(text, "de"), lexicons.load()["de"], known=lambda name: name in {*PLACES, "Kanal"})
    assert not [p for passage in found for p in passage.reading.places]
