"""Pages made to break the reader: nothing but ArticleError is raised, every quote stands where it says, work stays bounded."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance import articles
from provenance.articles import document, embeds, reading
from provenance.articles.decoding import sniff
from provenance.errors import ArticleError
from provenance.model import Article, Reading, Span
from provenance.places.interface import CITY, Toponym
from provenance.places.memory import MemoryGazetteer
from provenance.store import lexicons
from tests.articles.attacks import attacks, growth, patterns, uses

KYIV = Toponym(id="t:1", name="Kyiv", kind=CITY, lat=50.45, lon=30.52, country="UA", population=2_900_000)
GAZETTEER = MemoryGazetteer.of([(KYIV, ["Kiev", "Kiew"])])
SENTENCE = "A video posted on Telegram on Sunday shows a burning lorry in Kyiv, police said. "
POST = "https://twitter.com/nn/status/{}"
WORST_GROWTH = 9.0
"""On four times the input: 4 is linear, 16 quadratic."""


def read(data: bytes) -> Reading:
    return articles.read(data, source="any", lexicons=lexicons.load(), gazetteer=GAZETTEER)


def page(body: str) -> bytes:
    head = "<!doctype html><html lang=en><head><title>What the pictures show</title></head>"
    return f"{head}<body><article><p>{SENTENCE * 3}</p>{body}</article></body></html>".encode("utf-8", "surrogatepass")


def posts(shape: str, n: int) -> str:
    return "".join(shape.format(POST.format(10**15 + i)) for i in range(n))


MONSTERS: dict[str, Callable[[int], bytes]] = {
    "nested blocks": lambda n: page("<div>" * n + "x"),
    "nested words": lambda n: page("<b>" * n + "x"),
    "nested tables": lambda n: page("<table><tr><td>" * n),
    "nested embeds": lambda n: page('<blockquote class="twitter-tweet">' * n + f'<a href="{POST.format(10**15)}">x</a>'),
    "unclosed paragraphs": lambda n: page("<p>word " * n),
    "unclosed links": lambda n: page(f'<a href="{POST.format(10**15)}">word ' * n),
    "embedded posts": lambda n: page(posts('<blockquote class="twitter-tweet"><p>words</p><a href="{}">day</a></blockquote>', n)),
    "one embed again and again": lambda n: page('<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>' * n),
    "links in one paragraph": lambda n: page("<p>" + posts('<a href="{}">see</a> ', n)),
    "addresses in one paragraph": lambda n: page("<p>" + posts("{} ", n)),
    "addresses in paragraphs": lambda n: page(posts("<p>{}</p>", n)),
    "players without an address": lambda n: page("<video></video>" * n),
    "one attribute": lambda n: page(f'<div data-x="{"a" * n * 100}">'),
    "many attributes": lambda n: page("<div " + " ".join(f'data-a{i}="//x.example/z"' for i in range(n)) + ">"),
    "JSON depth in an attribute": lambda n: page("<div data-x='" + '{"a":' * n + "'>"),
    "JSON depth": lambda n: page('<script type="application/ld+json">' + "[" * n + "]" * n + "</script>"),
    "commas in JSON": lambda n: page('<script type="application/ld+json">{"a":' + "," * n + " " * n + "</script>"),
    "VideoObjects": lambda n: page(
        '<script type="application/ld+json">['
        + ",".join(f'{{"@type":"VideoObject","contentUrl":"https://a.example/{i}.mp4"}}' for i in range(n))
        + "]</script>"
    ),
    "posts in a script": lambda n: page("<script>var a=[" + posts('"{}",', n) + "0]</script>"),
    "strings in a script": lambda n: page(
        "<script>var a=['twitter.com/'," + '"words that nobody else wrote",' * n + "0]</script>"
    ),
    "quotes in a script": lambda n: page("<script>twitter.com/" + '"\\' * n + "</script>"),
    "entities": lambda n: page("&amp;&#x26;&bogus;&" * n),
    "XML entities": lambda n: b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + b"<html><p>&b;" * n,
    "NULs": lambda n: b"<html><body><p>hello</p>" + b"\x00" * (n // 100) + b"<p>x</p>" * n,
    "data: URIs": lambda n: page(
        f'<img src="data:image/png;base64,{"A" * n * 100}"><iframe src="data:text/html,{"B" * n * 100}">'
    ),
    "mark-up in an attribute": lambda n: page('<iframe srcdoc="' + "&lt;iframe src=//youtu.be/abcdefghijk>" * n + '"></iframe>'),
    "comments": lambda n: page('<!-- <iframe src="//youtu.be/abcdefghijk"> -->' * n),
    "a long word": lambda n: page("<p>" + "Aa" * n * 50),
    "sentences": lambda n: page("<p>" + SENTENCE * n),
    "names": lambda n: page("<p>" + "Paris London Kyiv " * n),
    "full stops": lambda n: page("<p>" + ". " * n),
    "quotation marks": lambda n: page("<p>A video. " + '" ' * n),
    "combining marks": lambda n: page("<p>A video a" + "\u0301" * n),
    "captions": lambda n: page(
        '<figure><img alt="a still of a video"><figcaption>Screenshot of a video from Telegram</figcaption></figure>' * n
    ),
    "lines of text": lambda n: (SENTENCE + POST.format(10**15) + "\n").encode() * n,
    "angle brackets": lambda n: b"text " + b"<" * n * 10,
    "MHTML headers": lambda n: b"A: b\n" * n + b"Content-Type: multipart/related\n",
    "binary": lambda n: bytes(range(256)) * (n // 10),
    "wide binary": lambda n: b"\xff\xfe" + bytes(range(1, 255)) * (n // 10),
}


def is_exact(article: Article, span: Span | None) -> bool:
    return span is None or (0 <= span.start <= span.end and article.text[span.start : span.end] == span.quote)


def check(found: Reading) -> None:
    article, last = found.article, 0
    for block in article.blocks:
        assert last <= block.start <= block.end <= len(article.text)
        last = block.end
    for reference in found.references:
        assert reference.citations
        assert all(is_exact(article, place.span) for place in (*reference.citations, *reference.hints))
    assert all(is_exact(article, claim.span) for claim in found.claims)


def check_bytes(data: bytes) -> None:
    try:
        found = read(data)
    except ArticleError:
        return
    check(found)


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_are_read_or_refused(name: str) -> None:
    check_bytes(MONSTERS[name](400))


@pytest.mark.slow
@pytest.mark.parametrize("name", MONSTERS)
def test_four_times_the_monster_takes_no_more_than_a_few_times_the_work(name: str) -> None:
    def work(size: str) -> None:
        check_bytes(MONSTERS[name](len(size)))

    assert growth(work, "", "x", enough=0.2, longest=4000) < WORST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["nested blocks", "nested words", "nested embeds", "JSON depth", "embedded posts", "unclosed links"]
)
def test_the_largest_monsters(name: str) -> None:
    check_bytes(MONSTERS[name](100_000))


@pytest.mark.parametrize("where", sorted(patterns()))
def test_no_pattern_takes_more_than_linear_time(where: str) -> None:
    pattern = patterns()[where]
    work = uses(where, pattern)
    assert {(b, t): g for b, t in attacks(pattern) if (g := growth(work, b, t)) > WORST_GROWTH} == {}


def test_a_run_of_comments_is_sniffed_in_one_way_only() -> None:
    comments = "<!-- a -->" * 400
    assert sniff(f"{comments}text") == "text/plain"
    assert sniff(f"{comments}<div>text") == "text/html"


def test_a_quadratic_pattern_would_be_caught() -> None:
    slow = re.compile(r"\s+x")
    # On a busy machine one measurement may come out too low.
    assert any(growth(slow.search, before, turn) > WORST_GROWTH for _ in range(3) for before, turn in attacks(slow))


SCRAPS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<article>",
        "<div data-x='",
        '">',
        "<script type='application/ld+json'>",
        "</script>",
        "<!--",
        "-->",
        '<iframe src="//youtu.be/abcdefghijk">',
        '<blockquote class="twitter-tweet">',
        f'<a href="{POST.format(10**15)}">',
        POST.format(10**15 + 1),
        "<title>",
        "<figure><figcaption>",
        "&lt;",
        "\x00",
        "\ud800",
        "\u202e",
        "e\u0301",
        SENTENCE,
        "It was filmed in Kyiv. ",
        "Das Video wurde am Sonntag auf Telegram veröffentlicht. ",
        "Видео опубликовали в Telegram. ",
        "\n\n",
        "\r",
        "{[",
        '"url":"https:\\/\\/t.me\\/nn\\/1"',
    ]
)


@settings(max_examples=150)
@given(
    st.lists(SCRAPS | st.text(max_size=12), max_size=30).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1251", "shift_jis"])
)
def test_any_scraps_in_any_charset_keep_their_offsets(text: str, charset: str) -> None:
    check_bytes(text.encode(charset, "surrogatepass" if charset.startswith("utf") else "replace"))


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_bytes(data)


@example(b"\x01", 380)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_page_broken_anywhere_is_read(rubbish: bytes, at: int) -> None:
    whole = page(posts('<blockquote class="twitter-tweet"><a href="{}">day</a></blockquote>', 2))
    check_bytes(whole[:at] + rubbish + whole[at:])


def test_what_is_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeds, "MOST_REFERENCES", 5)
    monkeypatch.setattr(document, "MOST_BLOCKS", 20)
    monkeypatch.setattr(document, "MOST_ELEMENTS", 60)
    monkeypatch.setattr(reading, "_MOST_PASSAGES", 2)
    found = read(page(posts('<p>words</p><a href="{}">see</a>', 9) + f"<p>{SENTENCE}</p>" * 40))
    assert len([r for r in found.references if r.url]) == 5
    assert len(found.article.blocks) == 20
    assert [note.split(":")[0] for note in found.notes] == [
        "page of 64 elements",
        "text of 56 paragraphs",
        "only the first 5 videos and posts of the page were taken",
        "only the first 2 sentences about footage were read",
    ]


def test_elements_after_the_limit_are_gone_and_those_before_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_ELEMENTS", 6)
    found = document.parse(page("<p>kept <b>gone</b></p><p>gone</p>"), source="any")
    assert found.tree is not None
    assert [element.tag for element in found.tree.iter()] == ["html", "head", "title", "body", "article", "p"]


def test_an_ordinary_page_has_nothing_left_out() -> None:
    assert read(page("")).notes == ()
