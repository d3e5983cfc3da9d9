"""Pages in the manner of publishing systems and large sites: what the article cites is found, the site's own is told from it."""

import pytest

from provenance.articles import embeds
from provenance.articles.document import parse
from provenance.model import ReferenceKind, Role
from tests.articles.layouts import LAYOUTS, OWN, TITLE, gold, page, rendered
from tests.articles.newsrooms import NEWSROOMS, OWN_PLAYERS

PLAYERS = frozenset({"brightcove", "jwplayer"})
"""Whose videos are the site's own."""
PAGES = LAYOUTS | NEWSROOMS
OPEN = {
    "globo": {("youtube", "OthVideo_01")},  # a card of a feed, named as a post's body is
    "ria, endless": {("twitter", "1635624811234500001")},  # a teaser without a word that says so
    "brightspot": {("twitter", "1635624811234500002")},  # the same
    "joomla k2": {("youtube", "OthVideo_01")},  # a box of the template, named by a word of its maker's
    "detik": {("youtube", "OthVideo_01")},  # announced by a sentence only: "See the film '…'"
    "reach": {("twitter", "1635624811234500031"), ("facebook", "2000000000000030")},  # "Follow our post, and like us on Facebook"
}
"""Known mistakes; one that is made no more is taken out."""


@pytest.mark.parametrize("name", PAGES)
def test_the_article_is_told_from_the_site(name: str) -> None:
    source = PAGES[name]
    own, _ = gold(source)
    found = embeds.find(parse(rendered(source).encode(), source="page.html"))
    posts = (r for r in found if r.kind is not ReferenceKind.FILE and r.platform not in PLAYERS and r.url)
    cited = {(r.platform, r.platform_id) for r in posts if r.role is Role.ARTICLE}
    assert own - cited == set()
    assert cited - own == OPEN.get(name, set())
    assert name not in OWN_PLAYERS or any(r.kind is ReferenceKind.FILE or r.platform in PLAYERS for r in found)


@pytest.mark.parametrize(
    "opening",
    [
        '<section class="l-grid lm-grid--with-right-rail">',
        '<div class="Page-ad-margins">',
        '<article id="post-1" class="post-1 post type-post status-publish category-top-news tag-related">',
        '<div class="sidebar-right-layout">',
    ],
)
def test_names_of_a_layout_do_not_hide_the_text(opening: str) -> None:
    body = "".join(f'<p class="font--secondary">{words}</p>' for words in OWN)
    whole = f'<div class=x><h1>{TITLE}</h1></div><div class="page-content">{opening}{body}'
    text = parse(page(whole).encode(), source="page.html").article.text
    assert all(words in text for words in OWN)


def test_comments_hold_most_of_a_page_and_still_are_no_text() -> None:
    comment = "".join(f"<p>{words}</p>" for words in OWN * 3)
    body = f"<h1>{TITLE}</h1><div><p>{OWN[0]}</p><p>{OWN[1]}</p></div><section class=comments>{comment}</section>"
    text = parse(page(body).encode(), source="page.html").article.text
    assert OWN[1] in text
    assert OWN[2] not in text
