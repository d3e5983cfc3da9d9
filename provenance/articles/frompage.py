"""What the elements, declarations and scripts of a page cite."""

from collections.abc import Iterator
from typing import TypedDict

from lxml.html import HtmlElement

from provenance.articles.cited import Cited, Key, key_of
from provenance.articles.consent import placeholders
from provenance.articles.declared import declared, nameless_videos, player_files
from provenance.articles.document import Document
from provenance.articles.dom import path_of
from provenance.articles.harvest import Find, harvest, silent_players
from provenance.articles.pictures import THUMBNAIL, thumbnails
from provenance.articles.recognition import recognised
from provenance.articles.roles import IN_DATA, role_of
from provenance.articles.state import state_finds
from provenance.model import FILE, ReferenceKind, Role, Slug
from provenance.platforms.interface import Recognised, UrlPatterns

__all__ = ["from_page"]

_Roles = dict[HtmlElement, tuple[Role, str]]


class _Labels(TypedDict):
    role: Role
    reason: str


def from_page(document: Document, fallback: UrlPatterns | None) -> Iterator[Cited]:
    """Every citation in the page's mark-up and data."""
    tree = document.tree
    if tree is None:
        return
    roles: _Roles = {}
    shown: set[Key] = set()
    native = False
    for item in (*harvest(tree), *declared(document), *thumbnails(document)):
        named = recognised(item, document, fallback)
        if named is None:
            continue
        post, kind = named
        if item.where != THUMBNAIL:
            shown.add(key_of(post))
        native = native or kind is ReferenceKind.FILE
        yield Cited(post=post, kind=kind, place=item, **_role(item.element, kind, document, roles))
    lost = (*_silent(document, tree, frozenset(roles)), *_blocked(document, frozenset(roles)))
    yield from lost
    for cited in _of_state(document, fallback, shown, files=not native):
        native = native or cited.kind is ReferenceKind.FILE
        yield cited
    if not native:
        yield from _of_player(document, roles)
        if not lost and not shown:
            yield from _stated(document)


def _role(element: HtmlElement, kind: ReferenceKind, document: Document, roles: _Roles) -> _Labels:
    if element not in roles:
        roles[element] = role_of(element, kind, document)
    role, reason = roles[element]
    return {"role": role, "reason": reason}


def _of_state(document: Document, fallback: UrlPatterns | None, shown: set[Key], *, files: bool) -> Iterator[Cited]:
    """Posts of the scripts' data; what the page also shows is judged where it is shown."""
    for placed in state_finds(document, files=files):
        named = recognised(placed.find, document, fallback)
        if named is not None and key_of(named[0]) not in shown:
            yield Cited(post=named[0], kind=named[1], place=placed.find, role=placed.role, reason=placed.reason)


def _silent(document: Document, tree: HtmlElement, known: frozenset[HtmlElement]) -> Iterator[Cited]:
    """Players that name nothing: the reader sees that a video stood here, and where."""
    for video in silent_players(tree):
        if not any(at in known for at in (video, *video)):
            role, reason = role_of(video, ReferenceKind.FILE, document)
            yield _nameless(FILE, ReferenceKind.FILE, video, "video without an address", (role, reason))


def _blocked(document: Document, known: frozenset[HtmlElement]) -> Iterator[Cited]:
    """Places where a consent tool has taken an embed away and left no address."""
    for platform, element in placeholders(document, known):
        label = role_of(element, ReferenceKind.EMBED, document)
        if label[0] is Role.ARTICLE:
            yield _nameless(platform, ReferenceKind.EMBED, element, "embed blocked here", label)


def _nameless(platform: Slug, kind: ReferenceKind, element: HtmlElement, where: str, label: tuple[Role, str]) -> Cited:
    post = Recognised(platform=platform, platform_id=path_of(element), url="")
    place = Find(url="", kind=kind, where=where, element=element)
    return Cited(post=post, kind=kind, place=place, role=label[0], reason=label[1])


def _of_player(document: Document, roles: _Roles) -> Iterator[Cited]:
    """Files that a script gives to the page's own player."""
    for item in player_files(document):
        named = recognised(item, document, None)
        if named is not None and named[0].platform == FILE:
            yield Cited(post=named[0], kind=named[1], place=item, **_role(item.element, named[1], document, roles))


def _stated(document: Document) -> Iterator[Cited]:
    """A video that the page states and neither shows nor names."""
    for script in nameless_videos(document):
        where = "JSON-LD VideoObject without an address"
        yield _nameless(FILE, ReferenceKind.FILE, script, where, (Role.ARTICLE, IN_DATA))
