"""An article's page to video references: each post or file once, with every place that cites it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from lxml.html import HtmlElement

from provenance.articles.citing import citation_of
from provenance.articles.declared import declared, nameless_videos, player_files
from provenance.articles.document import Document
from provenance.articles.dom import path_of
from provenance.articles.harvest import Find, harvest, is_media_url, silent_players
from provenance.articles.hints import hints
from provenance.articles.pictures import THUMBNAIL, thumbnails
from provenance.articles.recognition import media_file, recognised
from provenance.articles.renditions import rendition_key
from provenance.articles.roles import role_of
from provenance.articles.state import state_finds
from provenance.model import FILE, BlockKind, Citation, ReferenceId, ReferenceKind, Role, Slug, VideoReference, stable_id
from provenance.platforms import PLATFORMS, recognise
from provenance.platforms.interface import Recognised, UrlPatterns

__all__ = ["find", "hints"]

STRENGTH = (ReferenceKind.EMBED, ReferenceKind.FILE, ReferenceKind.LINK, ReferenceKind.MENTION)
_HOSTS = "|".join(sorted((re.escape(host) for platform in PLATFORMS for host in platform.hosts), key=len, reverse=True))
TOKEN = re.compile(r"[^\s<>\"«»“”]+")
BARE_URL = re.compile(
    rf"(?<![\w@.])(?:https?://[^\s<>\"«»“”]{{4,2000}}|(?:[a-z0-9-]{{1,30}}\.){{0,2}}(?:{_HOSTS})/[^\s<>\"«»“”]{{1,500}})",
    re.IGNORECASE,
)
LONGEST = 4096
MOST_CITATIONS = 40
"""Of one reference; a page that repeats it more often says nothing new."""
TRUNCATED = ("…", "...")


class _Labels(TypedDict):
    role: Role
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """A find that names something: what, how, for whom, and the words or the element where it stands."""

    post: Recognised
    kind: ReferenceKind
    place: Find | Citation
    role: Role
    reason: str

    @property
    def is_thumbnail(self) -> bool:
        """Whether it is a picture only, which says nothing by itself."""
        return isinstance(self.place, Find) and self.place.where == THUMBNAIL

    @property
    def rank(self) -> int:
        """Lower is stronger."""
        return STRENGTH.index(self.kind)


def find(document: Document, *, fallback: UrlPatterns | None = None) -> tuple[VideoReference, ...]:
    """Every video or post that the page cites, in its order; the site's own furniture is labelled, not left out."""
    groups: dict[tuple[Slug, str], list[_Cited]] = {}
    for item in (*_from_page(document, fallback), *_from_text(document, fallback)):
        groups.setdefault(_key(item.post), []).append(item)
    return tuple(_reference(document, group) for group in groups.values() if not all(item.is_thumbnail for item in group))


def _key(post: Recognised) -> tuple[Slug, str]:
    """What makes two citations one reference. Telegram does not tell upper from lower case in names; a file has renditions."""
    if post.platform == FILE and is_media_url(post.url):
        return post.platform, rendition_key(post.url)
    return post.platform, post.platform_id.lower() if post.platform == "telegram" else post.platform_id


def _reference(document: Document, group: list[_Cited]) -> VideoReference:
    """One reference from all its citations; those of the article outrank the site's."""
    best = min(group, key=lambda item: (item.is_thumbnail, item.role is Role.CHROME, item.rank))
    named = next((item.post for item in group if item.post.account), best.post)
    places = sorted(group, key=lambda item: item.rank)[:MOST_CITATIONS]
    cited = (item.place if isinstance(item.place, Citation) else citation_of(item.place, item.kind, document) for item in places)
    return VideoReference(
        id=ReferenceId(stable_id("r", document.article.digest, *_key(best.post))),
        article=document.article.digest,
        platform=best.post.platform,
        kind=best.kind,
        citations=tuple(dict.fromkeys(cited)),
        platform_id=best.post.platform_id,
        url=named.url or None,
        account=named.account,
        role=best.role,
        role_reason=best.reason,
    )


def _from_page(document: Document, fallback: UrlPatterns | None) -> Iterator[_Cited]:
    if document.tree is None:
        return
    roles: dict[HtmlElement, tuple[Role, str]] = {}
    shown: set[tuple[Slug, str]] = set()
    native = False
    for item in (*harvest(document.tree), *declared(document), *thumbnails(document)):
        named = recognised(item, document, fallback)
        if named is None:
            continue
        post, kind = named
        if item.where != THUMBNAIL:
            shown.add(_key(post))
        native = native or kind is ReferenceKind.FILE
        yield _Cited(post=post, kind=kind, place=item, **_role(item.element, kind, document, roles))
    silent = tuple(_silent(document, document.tree, frozenset(roles)))
    yield from silent
    for placed in state_finds(document, files=not native):
        named = recognised(placed.find, document, fallback)
        # What the page also shows is judged where it is shown.
        if named is not None and _key(named[0]) not in shown:
            native = native or named[1] is ReferenceKind.FILE
            yield _Cited(post=named[0], kind=named[1], place=placed.find, role=placed.role, reason=placed.reason)
    if not native:
        yield from _of_player(document, roles)
        if not silent and not shown:
            yield from _stated(document)


def _role(element: HtmlElement, kind: ReferenceKind, document: Document, roles: dict[HtmlElement, tuple[Role, str]]) -> _Labels:
    if element not in roles:
        roles[element] = role_of(element, kind, document)
    role, reason = roles[element]
    return {"role": role, "reason": reason}


def _silent(document: Document, tree: HtmlElement, known: frozenset[HtmlElement]) -> Iterator[_Cited]:
    """Players that name nothing: the reader sees that a video stood here, and where."""
    for video in silent_players(tree):
        if not any(at in known for at in (video, *video)):
            role, reason = role_of(video, ReferenceKind.FILE, document)
            yield _nameless(video, "video without an address", role, reason)


def _nameless(element: HtmlElement, where: str, role: Role, reason: str) -> _Cited:
    post = Recognised(platform=FILE, platform_id=path_of(element), url="")
    place = Find(url="", kind=ReferenceKind.FILE, where=where, element=element)
    return _Cited(post=post, kind=ReferenceKind.FILE, place=place, role=role, reason=reason)


def _of_player(document: Document, roles: dict[HtmlElement, tuple[Role, str]]) -> Iterator[_Cited]:
    """Files that a script gives to the page's own player."""
    for item in player_files(document):
        named = recognised(item, document, None)
        if named is not None and named[0].platform == FILE:
            yield _Cited(post=named[0], kind=named[1], place=item, **_role(item.element, named[1], document, roles))


def _stated(document: Document) -> Iterator[_Cited]:
    """A video that the page states and neither shows nor names."""
    for script in nameless_videos(document):
        yield _nameless(script, "JSON-LD VideoObject without an address", Role.ARTICLE, "stated in the page's data")


def _from_text(document: Document, fallback: UrlPatterns | None) -> Iterator[_Cited]:
    """Addresses written out in the text, with or without a scheme."""
    article = document.article
    linked = sorted(document.anchors.values())
    for token in TOKEN.finditer(article.text):
        words = token[0]
        found = BARE_URL.search(words[:LONGEST]) if "/" in words and not words.endswith(TRUNCATED) else None
        if found is None:
            continue
        url = _trim(found[0])
        start = token.start() + found.start()
        end = start + len(url)
        if any(a <= start < b for a, b in linked):
            continue
        post = recognise(url, fallback=fallback) or media_file(url)
        if post is None:
            continue
        kind = ReferenceKind.FILE if post.platform == FILE else ReferenceKind.LINK
        chrome = any(b.kind is BlockKind.CHROME and b.start <= start < b.end for b in article.blocks)
        yield _Cited(
            post=post,
            kind=kind,
            place=Citation(kind=kind, quote=url, span=article.span(start, end), where="address in the text"),
            role=Role.CHROME if chrome else Role.ARTICLE,
            reason="in the site's furniture" if chrome else "written out in the text",
        )


def _trim(url: str) -> str:
    """Without the punctuation that ends the sentence around it."""
    while url and url[-1] in ".,;:!?'’”»)]}>*_،؛؟":
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url
