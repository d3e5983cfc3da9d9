"""A page saved as text: its lines told apart into title, paragraphs, captions and site furniture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from provenance.articles import sitewords
from provenance.model import BlockKind

__all__ = ["Line", "PlainText", "read_plain"]

CRUMB = re.compile(r"(?<!\s)\s+(?:[»›>→|•]|::|/)\s+")
SENTENCE_END = re.compile(r"""[.!?…։。！？؟۔]["'”’»«)\]]*$""")
SENTENCE_BREAK = re.compile(r"""[.!?…؟۔]["'”’»)\]]*\s+(?=["'“«(]?\w)""")
GLUE = re.compile(r"""(?<=[.!?…؟۔»”"])\s*(?=[A-ZА-ЯІЇЄҐÀ-ÝА-Я\u0621-\u064a])""")
FILE_NAME = re.compile(r"^[\w .()-]{1,120}\.(?:jpe?g|png|webp|gif|avif|mp4|mov|webm|m4v|avi|mkv)$", re.IGNORECASE)
LONGEST_TITLE = 300
LONGEST_LABEL = 80
_BELOW_TITLE = 4
"""Lines below a headline among which the one with the date is looked for."""
_ABOVE = 120
"""Characters of the longest line above the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph of a text and what it is."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """A text in the order of its lines, with what its first lines tell of it."""

    lines: tuple[Line, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    """The words of a line that holds nothing but a date, or of the date in a line with the place or the desk."""


def read_plain(text: str) -> PlainText:
    """The lines of ``text`` (already clean), told apart; every character but surplus white space is kept."""
    paragraphs = list(_paragraphs(text))
    title = _title_index(paragraphs)
    lines = _fold(paragraphs, title, [_kind(p, paragraphs) for p in paragraphs])
    lines = _drop_related(lines)
    head = [part for p in paragraphs[:12] for part in sitewords.head_parts(p)]
    return PlainText(
        lines=tuple(_split_notice(lines)),
        title=_headline(paragraphs[title]) if title is not None else None,
        authors=tuple(dict.fromkeys(name for p in head if (line := sitewords.byline(p)) for name in sitewords.split_names(line))),
        dateline=next((p for p in head if sitewords.is_dateline(p)), None) or _dated(paragraphs, title),
    )


def _dated(paragraphs: Sequence[str], title: int | None) -> str | None:
    """The date beside a place or a desk, right below the headline: further down a short line may be of anything."""
    if title is None:
        return None
    above = takewhile(lambda p: len(p) <= _ABOVE, paragraphs[title + 1 : title + 1 + _BELOW_TITLE])
    return next((found for p in above if (found := sitewords.dated_part(p))), None)


def _paragraphs(text: str) -> Iterator[str]:
    """Lines, except that a paragraph wrapped at a fixed width is joined again."""
    for group in re.split(r"\n\s*\n", text):
        lines = [squeezed for line in group.split("\n") if (squeezed := " ".join(line.split()))]
        if _is_wrapped(lines):
            yield " ".join(lines)
        else:
            yield from lines


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether only the width of a terminal broke these lines: all but the last nearly equally long, most mid-sentence."""
    if len(lines) < 3:
        return False
    body = [len(line) for line in lines[:-1]]
    open_ended = sum(not SENTENCE_END.search(line) for line in lines[:-1])
    return 50 <= max(body) <= 100 and min(body) >= max(body) - 22 and open_ended * 2 >= len(body)


def _title_index(paragraphs: Sequence[str]) -> int | None:
    """Which paragraph is the headline: one that a breadcrumb or another line repeats, else the first short line."""
    first = [n for n, p in enumerate(paragraphs[:12]) if not sitewords.is_furniture(p)]
    for n in first[:4]:
        crumbs = CRUMB.split(paragraphs[n])
        if len(crumbs) >= 2:
            same = [m for m in first if m != n and _same(paragraphs[m], crumbs)]
            if same:
                return same[0]
            if sitewords.is_home(crumbs[0]):
                return n
    if not first or len(paragraphs) < 2:
        return None
    n = first[0]
    if len(paragraphs[n]) > LONGEST_TITLE or SENTENCE_BREAK.search(paragraphs[n]) or "://" in paragraphs[n]:
        return None
    plain_sentence = paragraphs[n].endswith((".", "۔", "。"))
    announced = n + 1 < len(paragraphs) and sitewords.is_furniture(paragraphs[n + 1])
    return n if not plain_sentence or announced else None


def _same(paragraph: str, crumbs: Sequence[str]) -> bool:
    return any(sitewords.fold(crumb) == sitewords.fold(paragraph) for crumb in crumbs if len(crumb) > 15)


def _headline(paragraph: str) -> str:
    """The headline without the path that leads to it or the mark-up in front of it."""
    crumbs = CRUMB.split(paragraph)
    title = crumbs[-1] if len(crumbs) >= 2 and sitewords.is_home(crumbs[0]) else paragraph
    return title.lstrip("# ").strip() or paragraph


def _kind(paragraph: str, paragraphs: Sequence[str]) -> BlockKind:
    if sitewords.is_furniture(paragraph):
        return BlockKind.CHROME
    if is_caption(paragraph) and (
        not _has_case(paragraph) or any(any(map(str.isupper, other)) for other in paragraphs if other != paragraph)
    ):
        return BlockKind.CAPTION
    words = paragraph.split()
    if len(words) <= 14 and not SENTENCE_END.search(paragraph) and not paragraph.endswith((",", ";", "،", "؛")):
        return BlockKind.PARAGRAPH if "/" in paragraph and "." in paragraph else BlockKind.HEADING
    return BlockKind.QUOTE if paragraph.startswith("> ") else BlockKind.PARAGRAPH


def _has_case(text: str) -> bool:
    return any(c.isupper() or c.islower() for c in text)


def is_caption(line: str) -> bool:
    """Whether a line standing alone reads as a picture's file name, keywords or caption rather than as a sentence."""
    if FILE_NAME.match(line):
        return True
    if sitewords.is_caption_label(line):
        return True
    words = line.split()
    if (
        not 2 <= len(words) <= 15
        or SENTENCE_END.search(line)
        or line.endswith((",", ";", ":", "،"))
        or "/" in line
        or "@" in line
    ):
        return False
    cased = [c for c in line if c.isupper() or c.islower()]
    if not cased:
        # A script without capitals: keywords that begin with the word for a video.
        return len(words) <= 6 and sitewords.speaks_of_video(words[0])
    if len(cased) < 6 or any(c.isupper() for c in cased):
        return False
    return not sitewords.has_verb(words)


def _fold(paragraphs: Sequence[str], title: int | None, kinds: Sequence[BlockKind]) -> list[Line]:
    """Lines with the title named; breadcrumbs that repeat it and paragraphs met before become furniture."""
    lines: list[Line] = []
    seen = {sitewords.fold(paragraphs[title])} if title is not None else set()
    for n, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        key = sitewords.fold(paragraph)
        if n == title:
            lines.extend(_title_lines(paragraph))
        elif (key in seen and len(key) > 15) or (
            title is not None and n < 4 and len(crumbs := CRUMB.split(paragraph)) >= 2 and _names_page(crumbs, paragraphs[title])
        ):
            lines.append(Line(kind=BlockKind.CHROME, text=paragraph))
        else:
            lines.append(Line(kind=kind, text=paragraph))
        seen.add(key)
    return lines


def _names_page(crumbs: Sequence[str], title: str) -> bool:
    return sitewords.is_home(crumbs[0]) or _same(title, crumbs)


def _title_lines(paragraph: str) -> Iterator[Line]:
    headline = _headline(paragraph)
    path = paragraph[: paragraph.rfind(headline)].strip()
    if path.strip("#"):
        yield Line(kind=BlockKind.CHROME, text=path)
    yield Line(kind=BlockKind.TITLE, text=headline)


def _drop_related(lines: Sequence[Line]) -> list[Line]:
    """After a heading such as "Related Articles", short lines are other stories' headlines, until a full paragraph."""
    out: list[Line] = []
    related = False
    for line in lines:
        if sitewords.is_related_heading(line.text):
            related = True
        elif line.kind is BlockKind.PARAGRAPH and len(line.text) > 120 and SENTENCE_END.search(line.text):
            related = False
        chrome = related and line.kind is not BlockKind.TITLE
        out.append(replace(line, kind=BlockKind.CHROME) if chrome else line)
    return out


def _split_notice(lines: Sequence[Line]) -> Iterator[Line]:
    """A cookie notice glued to the end of a line (no line break was saved) is cut off it."""
    for line in lines:
        at = None if line.kind is BlockKind.CHROME else _notice_start(line.text)
        if at is None:
            yield line
            continue
        if line.text[:at].strip():
            yield replace(line, text=line.text[:at].rstrip())
        yield Line(kind=BlockKind.CHROME, text=line.text[at:])


def _notice_start(text: str) -> int | None:
    if "ookie" not in text and "куки" not in text.lower() and "كوكيز" not in text and "ارتباط" not in text:
        return None
    starts = [0, *(m.end() for m in GLUE.finditer(text))]
    return next((start for start in starts if sitewords.is_cookie_notice(text[start : start + 300])), None)
