"""Posts that stand only in the data a page's scripts carry (``__NEXT_DATA__``, ``__NUXT__``, Fusion, Apollo and the like).

Such data also holds other stories. Two rules tell them apart whatever the framework. The nearest object around a
post that is a story either has this page's address, headline or words, or it is another's. And where no object
around it is a story, a post is this article's when the strings beside it, in the data's own order, are this article's.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import ancestors, contains, parse_fragment, squeeze
from provenance.articles.harvest import MARKUP, URL, Find, harvest, is_media_url
from provenance.articles.jsvalues import flight, pieces
from provenance.articles.linked import Json, JsonObject
from provenance.articles.roles import role_of
from provenance.articles.stateclues import Clue, places, unescape_slashes
from provenance.articles.statewalk import PROSE, Met, Shape, Walked, walk
from provenance.articles.stories import Page, Whose
from provenance.model import ReferenceKind, Role
from provenance.platforms import may_name_post

__all__ = ["Placed", "state_finds"]

LITERAL = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)\\?(?:"|\Z)', re.DOTALL)
"""One that is never closed reaches to the end, so that no start is tried twice."""
TAG = re.compile(r"<[^<>]{0,5000}>")
LARGEST = 8_000_000
SHORT = 20_000
"""Characters of a script that holds the data of one part of a page."""
REACH = 48
"""How many strings away prose is looked for."""
WINDOW = 6
"""How many strings of prose on either side of an address are looked at."""
FOLLOWED = 200
"""How many stretches of text after a script are looked at."""
ELSEWHERE = "in data that is not beside this story's words"
OWN = "in this story's data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A find in a script's data, and whose it is."""

    find: Find
    role: Role
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """Tells what belongs to the page's own story."""

    page: Page
    document: Document
    text: str
    stories: dict[int, bool] = field(default_factory=dict)
    words: dict[int, bool] = field(default_factory=dict)

    def reason_against(self, met: Met, walked: Walked) -> str | None:
        """Why ``met`` is not this story's, or ``None`` if it is."""
        if len(met.text) > PROSE and met.shape is not Shape.ADDRESS and self.is_own(met.text):
            return None
        if met.furniture is not None:
            return f"{met.furniture} (in the page's data)"
        if met.whose is Whose.OWN or (met.whose is Whose.OTHER and self.tells_own_words(met.story)):
            return None
        if met.whose is Whose.OTHER:
            return "in another story's data"
        return None if self.beside(walked.strings, met.at) else ELSEWHERE

    def holds(self, script: HtmlElement) -> bool:
        """Whether a short script stands between the paragraphs of the body: it is the data of what stands there."""
        main = self.document.main
        if main is None or main.tag == "body" or len(script.text or "") > SHORT or not contains(main, script):
            return False
        followed = any(len((run or "").strip()) >= PROSE for run in islice(_after(script, main), FOLLOWED))
        return followed and role_of(script, ReferenceKind.EMBED, self.document)[0] is Role.ARTICLE

    def tells_own_words(self, story: JsonObject | None) -> bool:
        """Whether at least a third of the longer strings in ``story`` stand in the text (its headline and address differ)."""
        if story is None:
            return False
        known = self.stories.get(id(story))
        if known is None:
            prose = [value for value, _ in zip(_long_strings(story), range(60), strict=False)]
            known = 3 * sum(self.is_own(value) for value in prose) >= max(3, len(prose))
            self.stories[id(story)] = known
        return known

    def beside(self, values: Sequence[str], at: int) -> bool:
        """Whether the nearest prose before or after the string at ``at`` stands in the text."""
        before, after = values[max(0, at - REACH) : at][::-1], values[at + 1 : at + 1 + REACH]
        return any(self.is_own(near) for near in (*_prose(before), *_prose(after)))

    def is_own(self, value: str) -> bool:
        """Whether a stretch from the middle, the start or the end of ``value`` stands in the text."""
        known = self.words.get(id(value))
        if known is None:
            known = self.words[id(value)] = _stands_in(value, self.text)
        return known


def _after(script: HtmlElement, main: HtmlElement) -> Iterator[str | None]:
    """The stretches of text that follow ``script`` inside ``main``."""
    for at in takewhile(lambda at: at is not main, ancestors(script)):
        yield at.tail
        for element in (element for sibling in at.itersiblings("*") for element in sibling.iter("*")):
            yield None if element.tag in {"script", "style"} else element.text
            yield element.tail


def _long_strings(story: JsonObject) -> Iterator[str]:
    """The longer strings of a story, its own copy of references to itself visited once."""
    stack: list[Json] = [story]
    seen: set[int] = set()
    for _ in range(20_000):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, str):
            if len(item) >= PROSE and " " in item:
                yield item
        elif isinstance(item, (dict, list)) and id(item) not in seen:
            seen.add(id(item))
            stack.extend(reversed(list(item.values() if isinstance(item, dict) else item)))


def _prose(values: Sequence[str]) -> Iterator[str]:
    met = 0
    for value in values:
        if len(value) >= PROSE and " " in value:
            yield value
            met += 1
        if met == WINDOW:
            return


def _stands_in(value: str, text: str) -> bool:
    plain = squeeze(html.unescape(TAG.sub(" ", value[:60_000])))
    if len(plain) < PROSE:
        return False
    middle = len(plain) // 2
    return any(plain[start : start + PROSE] in text for start in (0, max(0, middle - PROSE // 2), len(plain) - PROSE))


def state_finds(document: Document, *, files: bool = False) -> Iterator[Placed]:
    """What the scripts' data names, with its role; media files too if ``files`` (they are many, and their pages name them)."""
    if document.tree is None:
        return
    judge = _Judge(page=Page.of(document), document=document, text=document.article.text)
    streamed: list[tuple[HtmlElement, str]] = []
    for script in document.tree.iter("script"):
        text = script.text or ""
        if "__next_f" in text[:2000]:  # also the shortest part: without it the rows after it are lost
            streamed.append((script, text))
            continue
        if len(text) < 40 or len(text) > LARGEST or "ld+json" in (script.get("type") or ""):
            continue
        plain = unescape_slashes(text)
        wanted = places(plain, files=files)
        if wanted:
            yield from _of_script(plain, wanted, script, judge)
    clues = [clue for _, text in streamed for clue in places(unescape_slashes(text), files=files)]
    if clues:
        yield from _of_value(flight([text for _, text in streamed]), clues, streamed[0][0], judge)


def _of_script(text: str, wanted: Sequence[Clue], script: HtmlElement, judge: _Judge) -> Iterator[Placed]:
    found = False
    for value, _, _ in pieces(text, [at for at, _ in wanted]):
        found = True
        yield from _of_value(value, wanted, script, judge)
    if not found:
        walked = Walked()
        for value in _literals(text, 0):
            walked.strings.append(value)
            if "//" in value:
                shape = Shape.MARKUP if "<" in value else Shape.WORDS if " " in value.strip() else Shape.ADDRESS
                at = len(walked.strings) - 1
                walked.met.append(Met(text=value, shape=shape, at=at, whose=None, story=None, furniture=None))
        yield from _judged(walked, script, judge)


def _literals(text: str, depth: int) -> Iterator[str]:
    """The string literals of a script that cannot be read as data, decoded, in order; JSON inside one is opened."""
    for found in LITERAL.finditer(text):
        raw = found[1]
        if len(raw) < PROSE and "/" not in raw:
            continue
        try:
            value = json.loads(f'"{raw}"', strict=False)
        except ValueError:
            value = raw.replace("\\/", "/").replace("\\n", " ")
        if depth < 2 and value[:1] in "{[" and '"' in value:
            yield from _literals(value, depth + 1)
        else:
            yield value


def _of_value(value: Json, wanted: Sequence[Clue], script: HtmlElement, judge: _Judge) -> Iterator[Placed]:
    yield from _judged(walk(value, judge.page, frozenset(words for _, words in wanted)), script, judge)


def _judged(walked: Walked, script: HtmlElement, judge: _Judge) -> Iterator[Placed]:
    for met in walked.met:
        finds = tuple(_finds(met, script))
        if not finds:
            continue
        reason = judge.reason_against(met, walked)
        if reason == ELSEWHERE and judge.holds(script):
            reason = None
        for find in finds:
            if not reason:
                yield Placed(find=find, role=Role.ARTICLE, reason=OWN)
            elif not is_media_url(find.url):
                yield Placed(find=find, role=Role.CHROME, reason=reason)


def _finds(met: Met, script: HtmlElement) -> Iterator[Find]:
    """The addresses in a string that may name posts; of whole addresses, media files too."""
    text = met.text.strip()
    if met.shape is Shape.ADDRESS:
        if may_name_post(text) or (met.whose is Whose.OWN and is_media_url(text)):
            yield Find(url=text, kind=ReferenceKind.EMBED, where="script data", element=script)
        return
    if met.shape is Shape.MARKUP:
        markup = html.unescape(text) if "<" not in text else text
        inner = parse_fragment(markup) if MARKUP.search(markup) else None
        if inner is not None:
            for find in harvest(inner, 1):
                yield replace(find, element=script, where=f"script data: {find.where}")
            return
    for url in URL.findall(html.unescape(text)) if "//" in text else ():
        if may_name_post(url):
            yield Find(url=url, kind=ReferenceKind.LINK, where="script data", element=script)
