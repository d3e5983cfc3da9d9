"""Pictures that a page names, and in which places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from provenance.articles.document import parse
from provenance.articles.namedpictures import MOST, largest, named_pictures

PAGE = "https://example.org/post/1"


def named(head: str = "", body: str = "", *, url: str = PAGE) -> list[tuple[str, str]]:
    page = f"<html><head><title>A post</title>{head}</head><body><p>Some words of the post.</p>{body}</body></html>"
    found = named_pictures(parse(page.encode(), source="x", media_type="text/html", url=url))
    return [(each.url.removeprefix("https://example.org"), ", ".join(each.where)) for each in found]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('<meta property="og:image" content="/a.jpg">', [("/a.jpg", "og:image")]),
        ('<meta name="og:image:secure_url" content="/a.jpg">', [("/a.jpg", "og:image")]),
        ('<meta name="twitter:image:src" content="//cdn.org/a.jpg">', [("https://cdn.org/a.jpg", "twitter:image")]),
        ('<link rel="image_src" href="a.jpg">', [("/post/a.jpg", "link image_src")]),
        (
            '<meta property="og:image" content="/a.jpg"><meta name="twitter:image" content="/a.jpg">',
            [("/a.jpg", "og:image, twitter:image")],
        ),
        (
            '<meta property="og:image" content="/a.jpg"><meta property="og:image" content="/b.jpg">',
            [("/a.jpg", "og:image"), ("/b.jpg", "og:image")],
        ),
        (
            """<script type="application/ld+json">
            {"@type":"SocialMediaPosting","image":["/a.jpg",{"@type":"ImageObject","url":"/b.jpg"}]}</script>""",
            [("/a.jpg", "JSON-LD image"), ("/b.jpg", "JSON-LD image")],
        ),
        ('<script type="application/ld+json">{"@type":"Organization","image":"/logo.jpg","logo":"/l.jpg"}</script>', []),
        ('<base href="/deep/"><meta property="og:image" content="a.jpg">', [("/deep/a.jpg", "og:image")]),
        ('<meta property="og:image" content="javascript:alert(1)">', []),
        ('<meta property="og:image" content="file:///etc/passwd">', []),
        ('<meta property="og:image" content="/drawing.svg?v=1">', []),
        ('<meta property="og:image:width" content="1200">', []),
    ],
)
def test_what_a_page_says_of_itself(head: str, told: list[tuple[str, str]]) -> None:
    assert named(head) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<img src="/a.jpg">', ["/a.jpg"]),
        ('<img src="/s.jpg" srcset="/s.jpg 300w, /l.jpg 900w, /m.jpg 600w">', ["/l.jpg"]),
        ('<img src="/s.jpg" srcset="/a.jpg, /b.jpg 2x">', ["/b.jpg"]),
        ('<img srcset="https://i.org/w_1,h_2/a.jpg 100w,https://i.org/w_9,h_9/a.jpg 900w">', ["https://i.org/w_9,h_9/a.jpg"]),
        ('<picture><source srcset="/w.webp 1200w"><img src="/s.jpg" srcset="/s.jpg 300w"></picture>', ["/w.webp"]),
        ('<img src="data:image/gif;base64,R0lGOD" data-src="/lazy.jpg">', ["/lazy.jpg"]),
        ('<img src="data:image/gif;base64,R0lGOD">', []),
        ('<img src="/a.jpg" width="40" height="40">', []),
        ('<img src="/a.jpg" width="40" height="400">', ["/a.jpg"]),
        ('<img src="/img/logo.png"><img src="/a.jpg" class="user-avatar">', []),
        ('<nav><img src="/a.jpg"></nav><footer><img src="/b.jpg"></footer><aside><img src="/c.jpg"></aside>', []),
        ('<div class="related-articles"><img src="/a.jpg"></div><div hidden><img src="/b.jpg"></div>', []),
        ('<img src="/a.jpg"><img src="/a.jpg">', ["/a.jpg"]),
    ],
)
def test_what_a_page_shows(body: str, told: list[str]) -> None:
    assert named(body=body) == [(url, "img") for url in told]


def test_one_picture_in_both_is_told_once_and_what_is_declared_stands_first() -> None:
    found = named('<meta property="og:image" content="/b.jpg">', '<img src="/a.jpg"><img src="/b.jpg">')
    assert found == [("/b.jpg", "og:image, img"), ("/a.jpg", "img")]


def test_a_page_of_thousands_gives_few() -> None:
    assert len(named(body="".join(f'<img src="/{n}.jpg">' for n in range(5_000)))) == MOST


def test_text_names_nothing() -> None:
    assert named_pictures(parse(b"Words alone, https://example.org/a.jpg", source="x")) == ()


CANDIDATE = st.tuples(st.from_regex(r"/[a-z]{1,8}(?:,[a-z0-9]{1,4})?\.jpg", fullmatch=True), st.integers(1, 9_999))


@given(st.lists(CANDIDATE, min_size=1, max_size=6, unique_by=lambda each: each[1]))
def test_the_largest_of_a_set_is_found(candidates: list[tuple[str, int]]) -> None:
    element = html.Element("img", srcset=", ".join(f"{url} {width}w" for url, width in candidates))
    assert largest(element) == max(candidates, key=lambda each: each[1])[0]


@given(st.text(alphabet=" ,\t\nabc/.123wx()data:\"'<>é", max_size=80))
def test_any_set_ends(text: str) -> None:
    found = largest(html.Element("img", srcset=text))
    assert found is None or found.strip()
