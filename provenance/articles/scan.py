"""One sentence against one lexicon: every kind of word found once, for the readers that decide."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from functools import cache

from provenance.articles import dates
from provenance.articles.dates import DateWords
from provenance.articles.lexicon import Lexicon, Verbs
from provenance.articles.names import NamedSpan, NameKind
from provenance.articles.phrases import Hit, PhraseSet
from provenance.articles.tokens import Token, Words, tokenise
from provenance.model import SOCIAL, Slug
from provenance.platforms import PLATFORMS

__all__ = ["CHANNEL", "POSTED", "Scan", "is_quoted", "scan"]

_COMMON = frozenset({"vine", "kick", "threads", "gab"})
"""Networks whose name is a common word."""
_ACRONYM = 2
"""Letters of VK."""
_AND = 3
"""Letters of the longest "and" or "or"."""
POSTED = ("posted_active", "posted_passive", "spreading")
"""Names of the verbs that tell footage was posted or went round."""
CHANNEL = Slug("channel")
"""The words speak of a channel without naming its network. Never a reference's platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What stands where in a sentence. Hits count words."""

    text: str
    tokens: tuple[Token, ...]
    lexicon: Lexicon
    dates: tuple[DateWords, ...]
    platforms: tuple[tuple[Hit, Slug], ...]
    verbs: Mapping[str, tuple[Hit, ...]]
    """By field name of :class:`~provenance.articles.lexicon.Verbs`."""
    speech: tuple[Hit, ...]
    """Verbs of saying."""
    negations: tuple[Hit, ...]
    generic: tuple[Hit, ...]
    named: tuple[tuple[Hit, NameKind], ...] = ()
    """What a model took for names, where one was asked."""
    memo: dict[tuple[str, ...], tuple[Hit, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What :meth:`any` gave."""

    def words(self, start: int, end: int) -> str:
        """The text of words ``start``–``end``, as it stands, with the quotation mark that closes one among them."""
        if start >= end:
            return ""
        stop = self.tokens[end - 1].end
        words = self.text[self.tokens[start].start : stop]
        closing = _CLOSED_BY.match(self.text, stop)
        return words + closing[0] if closing and _is_open(words, closing[1]) else words

    def gap(self, position: int) -> str:
        """What stands before word ``position``."""
        before = self.tokens[position - 1].end if position else 0
        return self.text[before : self.tokens[position].start if position < len(self.tokens) else len(self.text)]

    def any(self, *kinds: str) -> tuple[Hit, ...]:
        """Hits of those verbs, left to right."""
        if kinds not in self.memo:
            self.memo[kinds] = tuple(sorted(hit for kind in kinds for hit in self.verbs[kind]))
        return self.memo[kinds]

    def taken(self, position: int) -> bool:
        """Whether the word belongs to a date or a platform's name."""
        here = Hit(position, position + 1)
        return any(d.hit.overlaps(here) for d in self.dates) or any(h.overlaps(here) for h, _ in self.platforms)

    def is_place(self, hit: Hit) -> bool:
        """Whether a model took those very words for the name of a place."""
        return (hit, NameKind.PLACE) in self.named

    def is_person(self, hit: Hit) -> bool:
        """Whether a model took any of the words for somebody's name."""
        return any(kind is NameKind.PERSON and hit.overlaps(other) for other, kind in self.named)


@cache
def _world() -> Mapping[Slug, PhraseSet]:
    """Platforms' names as people write them; single letters are left to :func:`_letter_x`."""
    return {p.slug: PhraseSet.of(w for w in (*p.words, p.name) if len(w) > 1) for p in PLATFORMS}


@cache
def _anywhere() -> PhraseSet:
    """All of :func:`_world` at once: most sentences name no platform."""
    return PhraseSet(tuple(words for phrases in _world().values() for words in phrases.phrases))


def _letter_x(tokens: Sequence[Token], lexicon: Lexicon, position: int, named: AbstractSet[int]) -> bool:
    """``X``, where a word such as "on" or "users" stands before it, or another network with "and" or a comma.

    ``named``: where the names of other networks end.
    """
    if tokens[position].text != "X":
        return False
    joined = position - 1 in named and len(tokens[position - 1].text) <= _AND
    agents = lexicon.agents
    led = (p.ending_at(tokens, position, reach=3) for p in (lexicon.platforms.on, agents.account, agents.posters))
    return position in named or joined or any(led)


def _is_written(token: Token) -> bool:
    """Whether a network's name is written as one: "vine din Herson", "his threads" are words like any other without a capital.

    A name of two letters is an acronym: VK, ВК.
    """
    return token.text.isupper() if len(token.text) == _ACRONYM else token.is_name or token.forms[0] not in _COMMON


def _platforms(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[tuple[Hit, Slug], ...]:
    own = [(Slug(slug), phrases) for slug, phrases in lexicon.platforms.names.items()]
    world = _world().items() if _anywhere().occurs(tokens) else ()
    named = [(hit, slug) for slug, phrases in (*own, *world) for hit in phrases.find(tokens)]
    named = [(hit, slug) for hit, slug in named if _is_written(tokens[hit.start])]
    ends = {hit.end for hit, _ in named}
    named += [(Hit(n, n + 1), Slug("twitter")) for n in range(len(tokens)) if _letter_x(tokens, lexicon, n, ends)]
    # "The network X" is no other network than X.
    starts = {hit.start for hit, _ in named}
    unnamed = (*lexicon.platforms.social.find(tokens), *lexicon.platforms.same.find(tokens))
    found = [(hit, SOCIAL) for hit in unnamed if hit.end not in starts]
    if not named:  # "channels on VK" are VK's
        found += [(hit, CHANNEL) for hit in lexicon.platforms.channel.find(tokens)]
    return tuple(sorted({*named, *found}))


def is_quoted(text: str, position: int) -> bool:
    """Whether ``position`` stands inside quotation marks: what a speaker says is not the writer's talk to the reader."""
    opened: list[str] = []
    for mark in (c for c in text[:position] if c in _CLOSERS or c == "”"):
        if opened and mark in _CLOSERS[opened[-1]]:
            opened.pop()
        elif mark in _CLOSERS:
            opened.append(mark)
    return bool(opened)


_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
"""Closing quotation marks by the one that opens: German »…« and „…“ as well as “…” and «…»."""


def _worth_reading(tokens: Words, lexicon: Lexicon) -> bool:
    """Whether any word is there without which no sentence speaks of footage. Most have none, and the rest costs more."""
    shows = lexicon.verbs.shows
    return lexicon.telling.stands_in(tokens) or any(shows.at(tokens, n) for n in range(1, min(4, len(tokens))))


_CLOSED_BY = re.compile(r"\s?([”“»«\"])")
_PAIRS = {"”": "“„", "“": "„", "»": "«", "«": "»", '"': '"„'}
"""Opening quotation marks by the one that closes them."""


def _is_open(words: str, closing: str) -> bool:
    """Whether ``closing`` closes a quotation that begins within ``words``."""
    opened = sum(words.count(c) for c in _PAIRS.get(closing, ""))
    return bool(opened % 2) if closing == '"' else opened > words.count(closing)


_APOSTROPHES = frozenset("'’")
_ENDING = 2
"""Letters of what an apostrophe may part from a name: "Kyiv's", "Kyiv'de"."""


def _named(text: str, tokens: Sequence[Token], spans: Sequence[NamedSpan]) -> tuple[tuple[Hit, NameKind], ...]:
    """A model's names as words, without the article before ("the Gaza Strip") and the ending behind an apostrophe."""
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    found = []
    for span in spans:
        start, end = bisect_right(ends, span.start), bisect_left(starts, span.end)
        first = next((n for n in range(start, end) if tokens[n].is_name), start)
        if end - first > 1 and len(tokens[end - 1].text) <= _ENDING:
            end -= text[tokens[end - 2].end : tokens[end - 1].start] in _APOSTROPHES
        if first < end:
            found.append((Hit(first, end), span.kind))
    return tuple(found)


def _parted(kind: str, hits: tuple[Hit, ...], tokens: Words, lexicon: Lexicon) -> tuple[Hit, ...]:
    """``hits`` without halves of verbs that their particle parts: "teilte … mit" shares nothing (German, Dutch).

    Nor does "stellte … fest" put anything online.
    """
    found = lexicon.verbs.verified.find(tokens) if hits and kind in POSTED else ()
    if lexicon.grammar.verb_last:  # "ortaya koydu" puts nothing online either
        return tuple(h for h in hits if not any(h.end == one.end and h.start > one.start for one in found))
    if not hits or not lexicon.grammar.auxiliaries:
        return hits
    longer = [*_speech(tokens, lexicon), *found]
    return tuple(h for h in hits if not any(h.start == one.start and h.end < one.end for one in longer))


def _speech(tokens: Words, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Verbs of saying; German "teilte das Video auf X mit den Worten" is none, for it has footage for its object."""
    found, nouns = lexicon.stance.speech.find(tokens), lexicon.nouns
    if not lexicon.grammar.auxiliaries:
        return found
    sets = nouns.singular, nouns.plural, nouns.images
    inside = (range(h.start + 1, h.end - 1) if h.end - h.start > _TWO else () for h in found)
    return tuple(h for h, words in zip(found, inside, strict=True) if not any(p.at(tokens, n) for p in sets for n in words))


_TWO = 2
"""Words of a verb and its particle with nothing between."""
_QUOTED_NAME = 4
"""Words of the longest name in which a word for a day may stand."""
_OPENING, _CLOSING = frozenset("«“„\"'‘»"), frozenset("»”“\"'’«")


def _in_name(day: DateWords, text: str, tokens: Words, lexicon: Lexicon) -> bool:
    """Whether words for a day belong to a name in quotation marks behind a word for an account: "the channel «Kyiv Today»"."""

    def gap(position: int) -> str:
        start = tokens[position - 1].end if position else 0
        return text[start : tokens[position].start if position < len(tokens) else len(text)]

    nearest = range(day.hit.start, max(-1, day.hit.start - _QUOTED_NAME), -1)
    opened = next((n for n in nearest if _OPENING.intersection(gap(n))), None)
    if opened is None or not (lexicon.agents.account.ending_at(tokens, opened) or _is_outlet(tokens, opened, lexicon)):
        return False
    return any(_CLOSING.intersection(gap(n)) for n in range(day.hit.end, min(opened + _QUOTED_NAME, len(tokens)) + 1))


def _is_outlet(tokens: Words, position: int, lexicon: Lexicon) -> bool:
    """Whether a word for an organisation, a channel or a network stands right before."""
    names = (lexicon.agents.organisations, lexicon.platforms.channel, *lexicon.platforms.names.values())
    return any(p.ending_at(tokens, position) for p in names)


def scan(text: str, lexicon: Lexicon, *, beside: bool = False, named: Sequence[NamedSpan] = ()) -> Scan | None:
    """Read one sentence; ``None`` where nothing in it can speak of footage, unless it stands ``beside`` one that does.

    ``text`` is no longer than :data:`~provenance.articles.tokens.MAX_SENTENCE`. ``named``: what a model took for names in it.
    """
    tokens = tokenise(text, clitics=lexicon.grammar.clitics)
    if not beside and not _worth_reading(tokens, lexicon):
        return None
    return Scan(
        text=text,
        tokens=tokens,
        lexicon=lexicon,
        dates=tuple(d for d in dates.find(text, tokens, lexicon) if not _in_name(d, text, tokens, lexicon)),
        platforms=_platforms(tokens, lexicon),
        verbs={f.name: _parted(f.name, getattr(lexicon.verbs, f.name).find(tokens), tokens, lexicon) for f in fields(Verbs)},
        speech=_speech(tokens, lexicon),
        negations=lexicon.stance.negations.find(tokens),
        named=_named(text, tokens, named),
        generic=tuple(h for h in lexicon.generic.find(tokens) if not is_quoted(text, tokens[h.start].start)),
    )
