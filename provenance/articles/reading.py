"""An article's bytes to what it cites and says: the parts of this package put together."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from provenance import places
from provenance.articles import dates, document, embeds
from provenance.articles.citing import blocks_inside
from provenance.articles.claims import Locate, Passage, claims
from provenance.articles.document import Document
from provenance.articles.findings import settled
from provenance.articles.joining import Joined, join
from provenance.articles.lexicon import Lexicon
from provenance.articles.mentions import Determiner, Grip
from provenance.articles.names import NO_NAMES, NameFinder, Names, find_names, names_note
from provenance.articles.scan import POSTED
from provenance.articles.sentences import SentenceReading, read_sentence
from provenance.articles.tokens import MAX_SENTENCE, sentences, tokenise
from provenance.articles.wheres import Known
from provenance.model import (
    Article,
    Block,
    BlockKind,
    Citation,
    Claim,
    DatedWords,
    Hint,
    Place,
    Reading,
    ReferenceId,
    VideoReference,
)
from provenance.places.interface import Gazetteer
from provenance.platforms.interface import UrlPatterns
from provenance.platforms.urls import is_short_link

__all__ = ["READ", "dated", "passages", "read", "read_document"]

READ = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.QUOTE})
_MOST = 200_000
"""Characters of a text whose sentences are read: far beyond any article, so that a hostile page cannot stall the program."""
BESIDE = 0.25
"""Belief that will do for a sentence right after one that speaks of footage."""
IN_PARAGRAPH = 0.05
"""The same within one paragraph, where nothing speaks of video in general: seven in ten such sentences go on about it."""
_NAMED_BEFORE = 3
"""Sentences back to whoever "she" is."""
_LEAST_TOLD = 5
"""Words of a sentence that tells what is seen."""
_SIBLINGS = 8
"""Elements before one without words among which the words before it are looked for."""
_MOST_PASSAGES = 500
"""Sentences about footage that are joined to references: some tens in the longest articles."""
_MOST_DATES = 300
"""Days that are kept: each may have to be counted by dateparser, in milliseconds."""
_HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def passages(
    article: Article, lexicon: Lexicon, *, known: Known, hamlet: Known | None = None, names: Names = NO_NAMES
) -> Iterator[Passage]:
    """The sentences of ``article`` that speak of particular footage. Site furniture and captions are not read."""
    number = 0
    spoken, between, last = False, False, -1
    opening: tuple[int, int, int] | None = (-1, -1, -1)
    before: deque[Passage] = deque(maxlen=_NAMED_BEFORE)
    for index, block in enumerate(article.blocks):
        if block.kind not in READ:
            continue
        for start, end in _sentences(article, block, lexicon):
            number += 1
            at = block.start + start
            if at > _MOST:
                return
            stop = block.start + end
            enough = IN_PARAGRAPH if spoken and index == last else BESIDE
            found = read_sentence(
                article.text[at:stop],
                lexicon,
                known=known,
                hamlet=hamlet,
                enough=enough,
                beside=spoken,
                names=names.within(at, stop),
            )
            headline = block.kind in _HEADLINES
            taken = found is not None and (found.mention.firm or index == last) and not headline
            # Within a paragraph one sentence may stand between two about the footage.
            spoken, between = taken or (spoken and not between and index == last and not headline), not taken
            last = index
            if taken and opening and opening[0] == index and _names_the_seen(found):
                yield from _describing(article, opening, number - 1, lexicon, known=known, names=names)
            opening = None if opening is None or taken else (index, at, stop) if not headline else opening
            if found is not None:
                near = tuple(p for p in reversed(before) if number - p.number <= _NAMED_BEFORE)
                passage = Passage(
                    article=article, start=at, block=index, number=number, headline=headline, reading=found, before=near
                )
                yield passage
                # Without its own: a chain of passages would keep the whole article alive, and be hashed whole.
                before.append(replace(passage, before=()))


def _sentences(article: Article, block: Block, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The sentences of a block, in characters counted from its start."""

    def is_month(word: str) -> bool:
        return any(month.at(tokenise(word), 0) for month in lexicon.dates.months)

    text = article.text[block.start : block.end]
    return sentences(text, abbreviations=frozenset(lexicon.grammar.abbreviations), is_month=is_month)


def _names_the_seen(found: SentenceReading | None) -> bool:
    """Whether the first sentence to speak of footage does so as of what was told already: "the clip", "this video"."""
    mention = found.mention if found else None
    if mention is None or mention.grip is not Grip.NAMED or mention.fresh:
        return False
    return mention.determiner is not Determiner.BARE or not (found and found.scan.lexicon.grammar.articles)


def _describing(
    article: Article, sentence: tuple[int, int, int], number: int, lexicon: Lexicon, *, known: Known, names: Names
) -> Iterator[Passage]:
    """The sentence before, where it may be what is seen: nobody speaks, posts or films in it, and no day or network is named.

    ``sentence``: its block and its first and last character.
    """
    block, at, stop = sentence
    found = read_sentence(article.text[at:stop], lexicon, known=known, enough=0.0, beside=True, names=names.within(at, stop))
    if found is None or found.mention.firm or len(found.scan.tokens) < _LEAST_TOLD:
        return
    scan, stance = found.scan, lexicon.stance
    said = stance.speech.occurs(scan.tokens) or stance.attribution.occurs(scan.tokens)
    done = scan.any(*POSTED, "filmed", "verified", "refuted")
    if not (said or done or scan.dates or scan.platforms or scan.generic):
        yield Passage(article=article, start=at, block=block, number=number, headline=False, reading=found, describes=True)


def _offset(page: Document, citation: Citation) -> int | None:
    """Where a citation stands in the text."""
    if citation.span is not None:
        return citation.span.start
    if page.tree is None or citation.element is None:
        return None
    try:
        elements = page.tree.getroottree().xpath(citation.element)
    except (etree.XPathError, ValueError):  # the latter for control characters in a tag
        return None
    element = next(iter(elements), None) if isinstance(elements, list) else None
    return None if element is None else _anchored(page, element) or _behind_words(page, element)


def _anchored(page: Document, element: HtmlElement) -> int | None:
    """Where the element stands, or what holds it, by its own words or as a player."""
    at: HtmlElement | None = element
    while at is not None:
        if at in page.anchors:
            return page.anchors[at][0]
        at = at.getparent()
    return None


def _behind_words(page: Document, element: HtmlElement) -> int | None:
    """Behind what words an element stands that has none and that a platform's script fills: Telegram's widget, VK's ``div``.

    Other scripts hold data of the page, wherever they stand.
    """
    if element.tag in {"script", "meta", "link"} and not element.get("data-telegram-post"):
        return None
    at: HtmlElement | None = element
    while at is not None and at is not page.main:
        for before in islice(at.itersiblings(preceding=True), _SIBLINGS):
            if blocks := blocks_inside(before, page):
                return blocks[-1].start
        at = at.getparent()
    return None


def _positions(page: Document, references: tuple[VideoReference, ...]) -> Mapping[ReferenceId, tuple[int, ...]]:
    """For each reference, the blocks at which it stands."""
    starts = [block.start for block in page.article.blocks] or [0]
    found: dict[ReferenceId, tuple[int, ...]] = {}
    for reference in references:
        offsets = {o for c in reference.citations if (o := _offset(page, c)) is not None}
        blocks = (max(bisect_right(starts, o) - 1, 0) for o in sorted(offsets))
        found[reference.id] = tuple(dict.fromkeys(blocks))
    return found


def _locator(article: Article, gazetteer: Gazetteer, names: Names) -> Locate:
    @cache
    def around() -> places.Context:
        """What else the article names: most pages say of no footage where it is from, and need not be asked."""
        text = names.without_people(article.text[:_MOST])
        return places.context(text, gazetteer=gazetteer, language=article.language, publisher=article.site)

    @cache
    def locate(name: str) -> Place | None:
        return next(iter(places.rank(name, context=around(), gazetteer=gazetteer, language=article.language)), None)

    return locate


def _known(article: Article, gazetteer: Gazetteer, *, hamlets: bool = False) -> Known:
    @cache
    def known(name: str) -> bool:
        return places.bears(name, gazetteer=gazetteer, language=article.language, hamlets=hamlets)

    return known


def read_document(
    page: Document,
    *,
    lexicons: Mapping[str, Lexicon],
    gazetteer: Gazetteer,
    fallback: UrlPatterns | None = None,
    finder: NameFinder | None = None,
) -> Reading:
    """As :func:`read`, for a page that is parsed already."""
    article = page.article
    references = embeds.find(page, fallback=fallback)
    limits = (*_limits(page, references), *_short_links(page))
    lexicon = lexicons.get(article.language or "")
    if lexicon is None:
        language = f"language {article.language!r} has no lexicon" if article.language else "language unknown"
        note = f"{language}: links and embeds were read, sentences were not"
        return Reading(article=article, references=references, claims=(), notes=(note, *limits))
    names = find_names(article.text[:_MOST], language=lexicon.code, finder=finder)
    locate = _locator(article, gazetteer, names)
    known = _known(article, gazetteer)
    hamlet = _known(article, gazetteer, hamlets=True)
    every = passages(article, lexicon, known=known, hamlet=hamlet, names=names)
    spoken = tuple(islice(every, _MOST_PASSAGES))
    hints = embeds.hints(page)
    joined = join(article, references, spoken, hints, positions=_positions(page, references))
    found = tuple(j.reference for j in joined)
    model = names_note(names, article.text, known=known, language=lexicon.code, finder=finder)
    notes = (*_notes(article, spoken, _lost(found, hints)), *model)
    named = tuple(islice(dated(article, lexicon), _MOST_DATES + 1))
    return Reading(
        article=article,
        references=found,
        claims=_said(joined, locate),
        dates=named[:_MOST_DATES],
        notes=(*limits, *notes, *_unnamed(named)),
    )


def _unnamed(named: tuple[DatedWords, ...]) -> tuple[str, ...]:
    return (f"the text names more than {_MOST_DATES} days: the others are not listed",) if len(named) > _MOST_DATES else ()


def dated(article: Article, lexicon: Lexicon) -> Iterator[DatedWords]:
    """Every day that the text names, whatever is said of it. Site furniture is not read."""
    for block in article.blocks:
        if block.kind not in READ | {BlockKind.CAPTION}:
            continue
        for start, end in _sentences(article, block, lexicon):
            at = block.start + start
            if at > _MOST:
                return
            text = article.text[at : min(block.start + end, at + MAX_SENTENCE)]
            for found in dates.find(text, tokenise(text, clitics=lexicon.grammar.clitics), lexicon):
                span = article.span(at + found.start, at + found.end)
                yield DatedWords(span=span, date=dates.interval(span.quote, found.meaning, article.published))


def _said(joined: tuple[Joined, ...], locate: Locate) -> tuple[Claim, ...]:
    """Every claim once; what a headline only repeats from the text is left to the text."""
    body: dict[tuple[object, ...], Claim] = {}
    headline: dict[tuple[object, ...], Claim] = {}
    for one in joined:
        said = settled([(passage, claims(passage, one.reference.id, locate=locate)) for passage in one.passages])
        for passage, claim in ((passage, claim) for passage, found in said for claim in found):
            key = (claim.kind, claim.about, claim.status, claim.place.gazetteer_id if claim.place else claim.value.casefold())
            if passage.headline:
                headline.setdefault(key, claim)
            else:
                body[(*key, claim.id)] = claim
    repeated = {key[:-1] for key in body}
    return (*(c for key, c in headline.items() if key not in repeated), *body.values())


def _limits(page: Document, references: tuple[VideoReference, ...]) -> tuple[str, ...]:
    """What of the page no reference was looked for in."""
    full = len(references) >= embeds.MOST_REFERENCES
    return (
        *page.notes,
        *([f"only the first {len(references):,} videos and posts of the page were taken"] if full else []),
    )


def _lost(references: tuple[VideoReference, ...], hints: tuple[Hint, ...]) -> tuple[str, ...]:
    """The words of hints that no reference could be given."""
    given = {hint for reference in references for hint in reference.hints}
    return tuple(hint.text for hint in hints if hint not in given)


def _notes(article: Article, spoken: tuple[Passage, ...], lost: tuple[str, ...]) -> tuple[str, ...]:
    """Which sentences were not read, and pictures' captions that speak of a video no reference could be given."""
    notes = []
    if len(article.text) > _MOST:
        notes.append(f"text of {len(article.text):,} characters: sentences after {_MOST:,} were not read")
    if len(spoken) >= _MOST_PASSAGES:
        notes.append(f"only the first {_MOST_PASSAGES:,} sentences about footage were read")
    if lost:
        notes.append(f"{len(lost)} pictures' words speak of a video that nothing else on the page cites: {lost[0][:120]!r}")
    return tuple(notes)


def _short_links(page: Document) -> tuple[str, ...]:
    """Links of the body that only a request would resolve, and none is made: they may lead to posts."""
    found = dict.fromkeys(url for a in page.anchors if a.tag == "a" and is_short_link(url := a.get("href") or ""))
    if not found:
        return ()
    return (f"{len(found)} shortened links were left unresolved, they may lead to posts: {', '.join(list(found)[:5])}",)


def read(
    data: bytes,
    *,
    source: str,
    lexicons: Mapping[str, Lexicon],
    gazetteer: Gazetteer,
    fallback: UrlPatterns | None = None,
    finder: NameFinder | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read a page or a text: its references, and the claims made about them.

    In a language without a lexicon links and embeds are found all the same; :attr:`~provenance.model.Reading.notes` says so.

    Args:
        data: the bytes as they came.
        source: what the analyst gave, for messages.
        lexicons: by language code, from :func:`provenance.store.lexicons.load`.
        gazetteer: resolves the places named.
        fallback: tells posts of platforms without a file here by their URL.
        finder: a model that finds names, asked once; what it calls a place counts as one, what it calls a person does not.
        media_type: what the server said, if one did.
        charset: the same.
        url: where the page was fetched from.

    Raises:
        ArticleError: nothing in it, or neither HTML nor text.
        InputError: the name finder fails.
    """
    page = document.parse(data, source=source, media_type=media_type, charset=charset, url=url)
    return read_document(page, lexicons=lexicons, gazetteer=gazetteer, fallback=fallback, finder=finder)
