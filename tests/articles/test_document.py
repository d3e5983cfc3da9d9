"""Bytes to an article: charsets, plain text, pages, offsets, hostile input. Every sentence here was written for these tests."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles import embeds
from provenance.articles.document import Document, parse
from provenance.errors import ArticleError
from provenance.model import BlockKind

SENTENCE = "Une vidéo tournée près du vieux moulin a été diffusée mardi par un pêcheur de la région."


def blocks(document: Document) -> list[tuple[str, str]]:
    article = document.article
    return [(b.kind.value, article.text[b.start : b.end]) for b in article.blocks]


def page(body: str, head: str = "") -> Document:
    return parse(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), source="page.html")


PARAGRAPH = "<p>The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs.</p>"


# ── charsets ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso-8859-15"])
def test_plain_text_in_any_western_charset(encoding: str) -> None:
    data = f"Le moulin\n\n{SENTENCE}\n\n{SENTENCE.replace('mardi', 'jeudi')}\n".encode(encoding)
    document = parse(data, source="a.txt", charset=None if encoding.startswith("utf") else encoding)
    assert SENTENCE in document.article.text
    assert document.article.language == "fr"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Видео снято на окраине города, сообщили местные жители во вторник вечером."),
        ("koi8-r", "Ролик опубликован в канале, автор которого неизвестен, сообщает газета."),
    ],
)
def test_meta_charset_counts_when_the_bytes_are_no_utf8(encoding: str, words: str) -> None:
    html = f"<html><head><meta charset={encoding}><title>т</title></head><body><p>{words} {words}</p></body></html>"
    assert words in parse(html.encode(encoding), source="a.html").article.text


def test_an_undeclared_charset_is_guessed() -> None:
    words = "Жители города сообщили, что видео было снято утром на мосту через реку. " * 4
    assert "видео было снято" in parse(words.encode("cp1251"), source="a.txt").article.text


def test_utf8_outweighs_a_wrong_declaration_and_a_few_damaged_bytes() -> None:
    html = f"<html><head><meta charset='iso-8859-1'></head><body><p>{SENTENCE} {SENTENCE}</p>".encode() + b"\xff</body></html>"
    assert "tournée près" in parse(html, source="a.html", charset="windows-1252").article.text


def test_shift_jis_and_seven_bit_charsets_are_honoured() -> None:
    words = "動画は火曜日に橋の近くで撮影されました。"
    assert words in parse(words.encode("iso2022_jp"), source="a.txt", charset="iso-2022-jp").article.text
    assert words in parse(words.encode("cp932"), source="a.txt", charset="Shift_JIS").article.text


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\x00\x00\x00", codecs.BOM_UTF8])
def test_an_empty_input_is_an_error_that_names_it(data: bytes) -> None:
    if data == codecs.BOM_UTF8:
        assert parse(data + b"x", source="empty.txt").article.text == "x"
        return
    with pytest.raises(ArticleError, match=r"empty\.txt"):
        parse(data, source="empty.txt")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n\x00\x00", b"\x00\x00\x00 ftypisom\x00\x00", b"\x1f\x8b\x08\x00\x00\x00"]
)
def test_files_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ArticleError, match="expected HTML or plain text"):
        parse(data, source="x")


# ── what kind of input ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b"\n<!-- saved --><html><body>x", "text/html"),
        (b"<div><p>Hello</p></div>", "text/html"),
        (b"if a <b then c. Nothing else here.", "text/plain"),
        (
            b"The page held <script>alert(1)</script> and a <b>word</b>, the report says at some length, and then nothing.",
            "text/plain",
        ),
        (b"Just words.", "text/plain"),
    ],
)
def test_html_or_text_is_decided_from_the_bytes(data: bytes, kind: str) -> None:
    assert parse(data, source="x").article.media_type == kind


def test_mhtml_is_opened() -> None:
    data = (
        b'From: <Saved by Blink>\nSubject: A page\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--B"\n\n'
        b"----B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><body><h1>T=C3=AAte</h1>"
        b"<p>Some words of a paragraph that is long enough to be prose, with a comma.</p></body></html>\n----B--\n"
    )
    article = parse(data, source="a.mhtml").article
    assert article.media_type == "text/html"
    assert article.title == "Tête"


# ── plain text ──────────────────────────────────────────────────────────────────────────────────


SAVED = """Accueil » MONDE » La crue filmée depuis un toit montre la ville sous les eaux.

La crue filmée depuis un toit montre la ville sous les eaux.

par Jeanne Morel

Dans ces images, on voit trois hommes pousser une barque le long de la rue principale.

riviere crue filmee barque video

Le maire a déclaré jeudi que la digue tenait encore,

Source de la photo: agence locale

Articles similaires

Un chat sauvé des eaux

This website uses cookies to improve your experience. You can opt-out if you wish. Accept Read More"""


def test_a_saved_page_falls_into_its_parts() -> None:
    assert blocks(parse(SAVED.encode(), source="a.txt")) == [
        ("chrome", "Accueil » MONDE » La crue filmée depuis un toit montre la ville sous les eaux."),
        ("title", "La crue filmée depuis un toit montre la ville sous les eaux."),
        ("chrome", "par Jeanne Morel"),
        ("paragraph", "Dans ces images, on voit trois hommes pousser une barque le long de la rue principale."),
        ("caption", "riviere crue filmee barque video"),
        ("paragraph", "Le maire a déclaré jeudi que la digue tenait encore,"),
        ("heading", "Source de la photo: agence locale"),
        ("chrome", "Articles similaires"),
        ("chrome", "Un chat sauvé des eaux"),
        ("chrome", "This website uses cookies to improve your experience. You can opt-out if you wish. Accept Read More"),
    ]


def test_title_author_and_language_of_a_saved_page() -> None:
    article = parse(SAVED.encode(), source="a.txt").article
    assert article.title == "La crue filmée depuis un toit montre la ville sous les eaux."
    assert article.authors == ("Jeanne Morel",)
    assert article.language == "fr"


def test_a_breadcrumb_alone_gives_its_last_part_as_title() -> None:
    text = "Home » WORLD » A bridge fell into the river\n\nNobody was hurt when the bridge fell, the police said on Tuesday."
    document = parse(text.encode(), source="a.txt")
    assert document.article.title == "A bridge fell into the river"
    assert blocks(document)[:2] == [("chrome", "Home » WORLD »"), ("title", "A bridge fell into the river")]


def test_a_cookie_line_glued_to_the_last_sentence_is_cut_off() -> None:
    text = "A title\n\nTwo people were hurt and taken to hospital.This website uses cookies to improve your experience. Accept Read More"
    assert blocks(parse(text.encode(), source="a.txt"))[1:] == [
        ("paragraph", "Two people were hurt and taken to hospital."),
        ("chrome", "This website uses cookies to improve your experience. Accept Read More"),
    ]


def test_an_article_about_cookies_is_not_a_notice() -> None:
    text = "A title\n\nThe regulator fined the shop because its cookies followed visitors across the web for years."
    assert blocks(parse(text.encode(), source="a.txt"))[1][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("harbour fire drone video", "caption"),
        ("пожар в порту видео с дрона", "caption"),
        ("IMG_2034.jpg", "caption"),
        ("Photo: a local agency", "caption"),
        ("this video was filmed in the harbour", "heading"),
        ("Harbour fire", "heading"),
        ("The harbour burned all night, and nobody slept.", "paragraph"),
        ("Read also: The harbour before the fire", "chrome"),
        ("Читайте также: Порт до пожара", "chrome"),
        ("اقرأ أيضا", "chrome"),
        ("Partager", "chrome"),
        ("Follow us on Facebook", "chrome"),
        ("By Ann Lee and Bo Ek | 12 June 2022", "chrome"),
        ("فيديو الحريق في الميناء", "caption"),
        ("By Ann Lee", "chrome"),
        ("Published on 12 June 2022 at 14:05", "chrome"),
        ("12 июня 2022", "chrome"),
        ("On 24 February 2022 Moscow invaded", "heading"),
    ],
)
def test_lines_between_paragraphs(line: str, kind: str) -> None:
    text = f"A headline about the harbour\n\nThe fire broke out at night, the brigade said.\n\n{line}\n\nIt was put out in the morning, the brigade said."
    assert {words: k for k, words in blocks(parse(text.encode(), source="a.txt"))}[line] == kind


def test_a_text_in_lower_case_throughout_has_no_captions() -> None:
    text = "no capitals here\n\nfire in the harbour video\n\nnobody saw it, or so they say."
    assert "caption" not in [kind for kind, _ in blocks(parse(text.encode(), source="a.txt"))]


def test_lines_wrapped_by_a_terminal_are_joined_again() -> None:
    text = (
        "A headline\n\nThe brigade said on Tuesday that the fire in the old harbour had been\nput out in the morning, after a long night in which nobody in the\n"
        "town slept and the smoke could be seen from the other shore.\n"
    )
    assert len(blocks(parse(text.encode(), source="a.txt"))) == 2


def test_dateline_becomes_the_publication_date() -> None:
    article = parse(
        "Un titre court\n\n12 juin 2022 à 14:05\n\nLe maire a parlé longuement jeudi matin.".encode(), source="a.txt"
    ).article
    assert str(article.published) == "2022-06-12T14:05:00"
    assert article.title == "Un titre court"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Paris, 16 janvier 2025 – Cellule Vérification", "2025-01-16"),
        ("Check desk, July 9, 2025", "2025-07-09"),
        ("Wien, 5. März 2025. Von Thea Blumauer", "2025-03-05"),
        ("فريق التحقق، الأربعاء 6 آذار/مارس 2024", "2024-03-06"),
        ("The harbour burnt down once before, on 5 March 2022", "None"),  # a sentence
        ("A longer line that says much of what follows and of whoever wrote it, and of the town as well, 5 March 2022", "None"),
    ],
)
def test_a_date_beside_a_place_or_a_desk_is_that_of_publication(line: str, published: str) -> None:
    text = f"Un titre court\n\n{line}\n\nLe maire a parlé longuement jeudi matin."
    assert str(parse(text.encode(), source="a.txt").article.published) == published


def test_a_single_sentence_is_no_title() -> None:
    article = parse(b"A video of the fire was shared on Telegram by a fisherman.", source="a.txt").article
    assert article.title is None
    assert article.blocks[0].kind is BlockKind.PARAGRAPH


def test_control_and_bidirectional_characters_do_not_reach_the_text() -> None:
    text = parse(
        "A title\n\nWords \x1b[31mred\x07 and \u202ereversed\u202c In\u00adsta\u200bgram.".encode(), source="a.txt"
    ).article.text
    assert "Instagram" in text
    assert not set(text) & set("\x1b\x07\u202e\u202c\u00ad\u200b")


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


def test_a_page_gives_title_body_captions_and_quotes_without_furniture() -> None:
    document = page(
        f"""<nav><a href="/">Home</a></nav><div id="cookie-banner">We use cookies on this site, and our partners do so as well, sorry.</div>
        <main><article><h1>Bridge closed</h1>{PARAGRAPH}
        <figure><img src="a.jpg" alt="The bridge seen from the north"><figcaption>The bridge on Sunday. Photo: own</figcaption></figure>
        <blockquote class="twitter-tweet"><p>The bridge is closed!</p>&mdash; A (@a) <a href="https://twitter.com/a/status/1234567890123">date</a></blockquote>
        <div class="share-buttons"><a href="https://twitter.com/intent/tweet?url=x">Share this on the network you like best, please</a></div>
        {PARAGRAPH.replace("mayor", "engineer")}
        <h2>Related articles</h2><ul><li><a href="/1">Another bridge</a></li><li><a href="/2">A tunnel</a></li></ul></article></main>
        <section id="comments"><p>I have always said that this bridge would fall down one day, and nobody listened to me, ever.</p></section>
        <footer><p>All rights reserved by the publisher of this page, whoever that may be, in this year and the next.</p></footer>"""
    )
    assert [(kind, words[:28]) for kind, words in blocks(document)] == [
        ("title", "Bridge closed"),
        ("paragraph", "The mayor of the small town "),
        ("caption", "The bridge seen from the nor"),
        ("caption", "The bridge on Sunday. Photo:"),
        ("quote", "The bridge is closed!"),
        ("quote", "— A (@a) date"),
        ("paragraph", "The engineer of the small to"),
    ]


def test_blocks_name_the_element_they_came_from() -> None:
    document = page(f"<article><h1>Bridge closed</h1>{PARAGRAPH}{PARAGRAPH.replace('mayor', 'engineer')}</article>")
    assert document.tree is not None
    for block in document.article.blocks:
        assert block.element is not None
        (element,) = document.tree.getroottree().xpath(block.element)
        assert " ".join("".join(element.itertext()).split()) == document.article.text[block.start : block.end]


def test_layout_names_on_the_frame_of_a_story_do_not_hide_it() -> None:
    document = page(f'<div class="has-sidebar with-comments related-layout"><h1>Bridge closed</h1>{PARAGRAPH * 3}</div>')
    assert "old bridge" in document.article.text


def test_the_story_of_the_headline_wins_over_longer_ones_beside_it() -> None:
    own = "".join(
        f"<p>Sentence number {n} about the bridge, which is closed and will remain so for a long time to come.</p>"
        for n in range(8)
    )
    other = "".join(
        f"<p>Sentence number {n} about quite another matter, the harbour, its boats and all their many owners.</p>"
        for n in range(40)
    )
    document = page(
        f"<div><div><h1>Bridge closed for a long time</h1>{own}</div><div>{other}</div></div>",
        "<title>Bridge closed for a long time | Site</title>",
    )
    assert "bridge" in document.article.text
    assert "harbour" not in document.article.text


def test_text_divided_by_line_breaks_falls_into_paragraphs() -> None:
    sentence = "The mayor said that the bridge was closed and would not open again before the spring."
    document = page(
        f"<h1>Bridge closed</h1><div>{sentence}<br><br>{sentence.replace('mayor', 'engineer')}<br>{sentence.replace('mayor', 'priest')}</div>"
    )
    assert [kind for kind, _ in blocks(document)] == ["title", "paragraph", "paragraph"]


def test_hidden_words_and_scripts_are_not_the_article() -> None:
    document = page(
        f"<article><h1>Bridge closed</h1>{PARAGRAPH}<p hidden>secret one</p><p style='display: none'>secret two</p><script>secret()</script></article>"
    )
    assert "secret" not in document.article.text


def test_the_language_a_template_states_gives_way_to_the_words() -> None:
    french = "<p>Le maire de la ville a dit que les habitants du quartier sont dans la rue et que le pont est fermé pour une semaine.</p>"
    html = f"<html lang=en-US><body><article><h1>Le pont est fermé</h1>{french * 4}</article></body></html>"
    assert parse(html.encode(), source="a.html").article.language == "fr"
    assert parse(html.replace("en-US", "fr-CA").encode(), source="a.html").article.language == "fr"
    assert parse(f"<html lang=nl><body><h1>x</h1>{PARAGRAPH}".encode(), source="a.html").article.language == "nl"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 50_000 + b"words",
        b"<html><body><p>" + b"<b><i>" * 20_000 + b"words",
        b"<html><body><ul><li>" * 3_000,
        b'<html><body><iframe srcdoc="' + b"&lt;iframe srcdoc=&quot;" * 500,
        b"<html><body><div " + b" ".join(b'data-a%d="//x"' % n for n in range(5000)) + b">",
        b"<html><script type='application/ld+json'>" + b"[" * 100_000 + b"</script>",
        b"<html><body>" + b"<!-- <iframe " * 5_000,
        b"http://" * 50_000,
        b"a/" * 100_000,
    ],
    ids=["deep", "inline", "lists", "srcdoc", "attributes", "json", "comments", "schemes", "slashes"],
)
def test_hostile_pages_are_read_in_passing(data: bytes) -> None:
    document = parse(data, source="hostile")
    assert isinstance(embeds.find(document), tuple)


# ── what a page states about itself ─────────────────────────────────────────────────────────────


def test_linked_data_outweighs_meta_elements() -> None:
    head = """<title>Bridge closed - The Daily Paper</title><meta property="og:site_name" content="The Daily Paper"><link rel=canonical href="/a/bridge.html">
    <meta property="article:published_time" content="2022-06-01"><meta name="author" content="Somebody Else">
    <script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Bridge closed",
    "author":[{"@type":"Person","name":"Ann Lee"},{"name":"By Bo Ek"}],"datePublished":"2022-06-12T10:00:00+03:00","dateModified":"2022-06-12T12:30:00"}]}</script>"""
    html = f"<html lang=en><head>{head}</head><body><h1>Bridge closed</h1>{PARAGRAPH}</body></html>"
    article = parse(html.encode(), source="a.html", url="https://paper.example.org/b?utm=1").article
    assert (article.title, article.authors, article.site) == ("Bridge closed", ("Ann Lee", "Bo Ek"), "The Daily Paper")
    assert article.url == "https://paper.example.org/a/bridge.html"
    assert str(article.published) == "2022-06-12T07:00:00Z"
    assert str(article.modified) == "2022-06-12T12:30:00"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="article:published_time" content="2022-06-12">', "", "2022-06-12"),
        ('<meta itemprop="datePublished" content="20220612T101500Z">', "", "2022-06-12T10:15:00Z"),
        ('<meta name="date" content="Sun, 12 Jun 2022 10:00:00 +0300">', "", "2022-06-12T07:00:00Z"),
        ('<meta name="pubdate" content="1655020800">', "", "2022-06-12T08:00:00Z"),
        ("", '<time datetime="2022-06-12 10:00">x</time>', "2022-06-12T10:00:00"),
        ("", "<time>12 июня 2022</time>", "2022-06-12"),
        ("", "<time>June 12, 2022 2:05 p.m.</time>", "2022-06-12T14:05:00"),
        ('<meta name="date" content="2022-13-45">', "", "None"),
        ("", "<time>3 hours ago</time>", "None"),
        ("", "<time>03/04/2022</time>", "None"),
    ],
)
def test_dates_keep_the_type_they_were_stated_in(head: str, body: str, expected: str) -> None:
    assert str(page(f"<h1>x</h1>{body}{PARAGRAPH}", head).article.published) == expected


def test_without_a_heading_the_site_is_cut_off_the_page_title() -> None:
    document = page(
        PARAGRAPH,
        '<title>Bridge closed | The Paper</title><meta property="og:site_name" content="The Paper"><meta property="og:title" content="Bridge closed | The Paper">',
    )
    assert document.article.title == "Bridge closed"


# ── properties ──────────────────────────────────────────────────────────────────────────────────


def offsets_hold(document: Document) -> None:
    article = document.article
    assert article.text == "\n\n".join(article.text[b.start : b.end] for b in article.blocks)
    assert all(b.start < b.end for b in article.blocks)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda s: s.encode("utf-8", "surrogatepass")))
def test_no_bytes_crash_the_reader_and_blocks_tile_the_text(data: bytes) -> None:
    try:
        document = parse(data, source="any")
    except ArticleError:
        return
    offsets_hold(document)


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "a",
        "b",
        "h1",
        "h2",
        "blockquote",
        "figure",
        "figcaption",
        "ul",
        "li",
        "br",
        "td",
        "article",
        "section",
        "span",
        "nav",
    ]
)
WORDS = st.text(alphabet="abc é\u00ad\u202eж\n.", max_size=80)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TAGS, WORDS, st.booleans()), max_size=25))
def test_blocks_of_any_page_tile_its_text(parts: list[tuple[str, str, bool]]) -> None:
    body = "".join(f"<{tag}>{words}" + (f"</{tag}>" if closed else "") for tag, words, closed in parts)
    offsets_hold(page(body))


@pytest.mark.parametrize(
    ("language", "encoding", "words"),
    [
        ("fr", "cp1252", "Une fumée épaisse s’élève au-dessus de l’été."),
        ("pl", "cp1250", "Gęsty dym unosił się nad żółtą łodzią."),
        ("ru", "cp1251", "Густой дым поднимался над причалом."),
        ("tr", "cp1254", "Yoğun duman iskelenin üzerinde yükseldi, ışık söndü."),
        ("ar", "cp1256", "تصاعد دخان كثيف فوق الميناء"),
    ],
)
def test_a_page_that_says_utf8_wrongly_is_read_as_its_language_was_written(language: str, encoding: str, words: str) -> None:
    html = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head><body><p>{words}</p></body></html>'
    assert words in parse(html.encode(encoding), source="page.html").article.text


@pytest.mark.parametrize(("language", "day"), [("fr", "2023-03-12"), ("de", "2023-03-12"), ("en", "None")])
def test_numeric_days_begin_with_the_day_where_only_that_is_written(language: str, day: str) -> None:
    html = f'<html lang="{language}"><body><time>12/03/2023</time>{PARAGRAPH * 3}</body></html>'
    assert str(parse(html.encode(), source="page.html").article.published) == day
