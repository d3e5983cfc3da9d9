"""Which sentences speak of the same footage, and of which embed: no more references than there is evidence for.

Sentences are taken in reading order, headlines last. Each goes to the reference whose link it holds, else
by ordinal, by an embed right beside it, by the platform it names, else to the footage spoken of last; a
new reference is made only for footage that none of these can be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from provenance.articles import dates
from provenance.articles.claims import Passage
from provenance.articles.mentions import Determiner, Grip
from provenance.articles.scan import CHANNEL
from provenance.articles.spoken import citations, mentioned
from provenance.model import (
    FILE,
    SOCIAL,
    Article,
    DateInterval,
    Hint,
    ReferenceId,
    ReferenceKind,
    Role,
    Slug,
    VideoReference,
)

__all__ = ["Joined", "join"]

_BESIDE = 1
"""Blocks between an embed and a sentence that introduces or describes it."""
_NEXT = 1
"""Sentences between one that speaks of footage and one that by itself hardly would."""
_STILL = 2
"""Sentences after which "it" no longer takes footage up."""
_AGAIN = 6
"""Sentences after which "the version" is looked for beside the embeds first."""
_NAME = 4
"""Letters of the shortest name that tells somebody from others."""
_HALF = 0.3
"""Belief from which a sentence names footage that the next tells of firmly, if only by a pronoun."""
_SURE = 0.8
"""Belief from which a weak noun introduces footage that nothing else on the page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A reference with the sentences that speak of it."""

    reference: VideoReference
    passages: tuple[Passage, ...]


@dataclass(slots=True, kw_only=True)
class _Thread:
    """One piece of footage while the article is being read."""

    reference: VideoReference | None = None
    blocks: tuple[int, ...] = ()
    """Where its embed or link stands."""
    passages: list[Passage] = field(default_factory=list)

    @property
    def platforms(self) -> set[Slug]:
        if self.reference:
            return {self.reference.platform} - {FILE}
        return {s for p in self.passages for s in p.reading.mention.platforms} - {SOCIAL, CHANNEL}

    def fits(self, named: set[Slug]) -> bool:
        return not named or not self.platforms or bool(named & self.platforms)

    def posters(self) -> set[str]:
        found = ((p.reading.scan, p.reading.poster) for p in self.passages)
        return {scan.words(party.hit.start, party.hit.end).casefold() for scan, party in found if party}

    def names(self) -> set[str]:
        """Words of the names of whoever posted or filmed it."""
        parties = ((p.reading.scan, party) for p in self.passages for party in (p.reading.poster, p.reading.filmer) if party)
        found = (t for scan, party in parties for t in scan.tokens[party.hit.start : party.hit.end])
        return {t.forms[0] for t in found if t.is_name}


@dataclass(slots=True)
class _Joiner:
    threads: list[_Thread]
    going_on_from: frozenset[int] = frozenset()
    """Numbers of the sentences that open a paragraph and are gone on about in it."""
    last: _Thread | None = None
    last_number: int = -99
    last_block: int = -1
    led: Passage | None = None
    """The sentence before, as long as none is joined."""

    def put(self, passage: Passage) -> None:
        thread = None if passage.describes else self.choose(passage)
        if thread is None:
            self.led = passage if self.last is None and not passage.headline else None
            return
        if not any(thread is t for t in self.threads):
            self.threads.append(thread)
        if self.led and self.leads(passage):
            thread.passages.append(self.led)
        self.led = None
        thread.passages.append(passage)
        self.last, self.last_number, self.last_block = thread, passage.number, passage.block

    def leads(self, passage: Passage) -> bool:
        """Whether the article's first words on the footage, too weak by themselves, stand right before the first that name it."""
        led = self.led
        near = led is not None and led.block == passage.block and passage.number - led.number == _NEXT
        named = led is not None and led.reading.mention.grip is Grip.NAMED
        return led is not None and ((near and (led.describes or named)) or (self.names_first(passage) and not _is_talk(led)))

    def names_first(self, passage: Passage) -> bool:
        """Whether a pronoun or less takes up what was named too weakly right before, and tells who posted it or where."""
        led, reading = self.led, passage.reading
        close = led is not None and passage.number - led.number <= _STILL
        weak = led is not None and close and led.reading.mention.grip is Grip.NAMED and led.reading.mention.belief >= _HALF
        return weak and reading.mention.firm and reading.mention.noun is None and reading.introduces

    def choose(self, passage: Passage) -> _Thread | None:
        mention = passage.reading.mention
        named = passage.reading.networks
        if linked := self.linked(passage):
            return linked
        if passage.headline and self.threads:
            return (self.by_platform(named) or self.main(named)) if mention.firm else None
        another = mention.grip is Grip.NAMED and (_is_another(passage) or mention.turning)
        if not (mention.firm or (another and passage.number in self.going_on_from)):
            reach = _NEXT + (passage.block == self.last_block)
            near = self.last if self.last and passage.number - self.last_number <= reach and not self.strays(passage) else None
            return near or (self.beside(passage, named) if mention.grip is Grip.NAMED else None)
        # "As for the third, …" at the head of a paragraph names footage as well as "the third video" does.
        counted = (mention.ordinal or 0) > 1 and self.last is not None and passage.block != self.last_block
        return self.named(passage, named) if counted or mention.grip is Grip.NAMED else self.taken_up(passage, named)

    def strays(self, passage: Passage) -> bool:
        """Whether a sentence that nothing ties to footage begins a paragraph of its own; a verdict ties it."""
        reading = passage.reading
        loose = reading.mention.grip is Grip.SEEN and not reading.scan.any("staged", "generated", "refuted")
        return loose and passage.block != self.last_block

    def named(self, passage: Passage, named: set[Slug]) -> _Thread:
        """What a noun for footage names: by number, beside an embed, by network, the last one, or another."""
        mention, beside = passage.reading.mention, self.beside(passage, named)
        unspoken = next((t for t in (beside, self.by_platform(named)) if t and not t.passages), None)
        # "A third video" is told of for the first time; "the third" may have been counted before.
        introduced = mention.determiner is Determiner.INDEFINITE and mention.ordinal != 1
        if mention.ordinal and not introduced and mention.ordinal <= len(self.threads):
            return self.threads[mention.ordinal - 1]
        if _is_another(passage) or (mention.turning and self.last and passage.block != self.last_block):
            return unspoken or _Thread()
        pointed = mention.same and (unspoken is None or mention.determiner is Determiner.DEMONSTRATIVE)
        if self.last and pointed:
            return self.last
        if self.last and self.in_paragraph(passage) and self.last.fits(named) and not self.opens(passage):
            return self.last
        if self.introduced_again(passage) and (self.differs(passage, named) or self.on_another_day(passage)):
            return unspoken or _Thread()
        return beside or self.by_platform(named) or self.going_on(passage, named) or self.nearest(passage, named) or _Thread()

    def taken_up(self, passage: Passage, named: set[Slug]) -> _Thread | None:
        """What "it", "the version", "one sees" goes on about: a noun reaches further back than a pronoun."""
        mention, reach = passage.reading.mention, passage.number - self.last_number
        if mention.partitive and self.last:
            beside = self.beside(passage, named)
            return beside if beside and not beside.passages else _Thread()
        if whose := self.by_whom(passage):
            return whose
        if self.last and reach <= (_STILL if mention.noun is None else _AGAIN):
            return self.last
        if mention.noun is None:
            return _Thread() if self.last is None and self.names_first(passage) else None
        if found := self.beside(passage, named) or self.by_platform(named) or self.last or self.nearest(passage, named):
            return found
        return _Thread() if mention.belief >= _SURE and passage.reading.introduces else None

    def by_whom(self, passage: Passage) -> _Thread | None:
        """The footage of whoever the sentence begins with by name: "Kowalczyk told us she had found it in a group"."""
        scan = passage.reading.scan
        grammar, first = scan.lexicon.grammar, scan.tokens[0]
        bears_name = first.is_name and len(first.text) >= _NAME and grammar.names_capitalised and not grammar.nouns_capitalised
        if not bears_name or self.last is None or first.forms[0] in self.last.names():
            return None
        found = [t for t in self.threads if first.forms[0] in t.names()]
        return found[0] if len(found) == 1 else None

    def in_paragraph(self, passage: Passage) -> bool:
        """Whether the sentence follows close on one about the last footage, in the same paragraph."""
        return self.last_block == passage.block and passage.number - self.last_number <= _NEXT

    def opens(self, passage: Passage) -> bool:
        """Whether the sentence may introduce footage: "a video was posted", not "it is a video of"."""
        return passage.reading.mention.determiner is Determiner.INDEFINITE and passage.reading.introduces

    def main(self, named: set[Slug]) -> _Thread:
        """What a headline speaks of: the first footage that the body speaks of, else the first shown."""
        spoken = [t for t in self.threads if t.passages and not all(p.headline for p in t.passages) and t.fits(named)]
        return min(spoken, key=lambda t: t.passages[0].start, default=self.threads[0])

    def linked(self, passage: Passage) -> _Thread | None:
        """A reference whose link stands in the sentence."""
        span = passage.span
        for thread in self.threads:
            spans = [c.span for c in thread.reference.citations if c.span] if thread.reference else []
            if any(span.start <= s.start < span.end and s.end <= span.end for s in spans):
                return thread
        return None

    def beside(self, passage: Passage, named: set[Slug]) -> _Thread | None:
        """The embed next to the sentence; one not yet spoken of first. "Another video" is none that stands before it."""
        other = passage.reading.mention.other
        found = [
            (bool(t.passages) and t is not self.last, abs(block - passage.block), number)
            for number, t in enumerate(self.threads)
            for block in t.blocks
            if abs(block - passage.block) <= _BESIDE
            and t.fits(named)
            and not (other and block < passage.block and not t.platforms & named)
        ]
        return self.threads[min(found)[2]] if found else None

    def by_platform(self, named: set[Slug]) -> _Thread | None:
        """The only footage of the platform named."""
        found = [t for t in self.threads if t.platforms & named]
        if self.last and any(t is self.last for t in found):
            return self.last
        return found[0] if len(found) == 1 else None

    def going_on(self, passage: Passage, named: set[Slug]) -> _Thread | None:
        """The footage spoken of last, unless the sentence introduces some that cannot be it."""
        if self.last is None:
            return None
        mention = passage.reading.mention
        introduced = mention.fresh and not mention.same
        if not introduced and mention.determiner is Determiner.DEFINITE and not mention.same:
            # "The supposed blast, shared by NN on his channel": another poster on another network, in another paragraph.
            introduced = not self.in_paragraph(passage) and self.differs_in_all(passage, named)
        if introduced and passage.reading.introduces and self.differs(passage, named):
            return None
        return None if self.introduced_again(passage) else self.last

    def introduced_again(self, passage: Passage) -> bool:
        """Whether "a video" stands where an article that went on about the last one would say "the video"."""
        mention, spoken = passage.reading.mention, [p for p in self.last.passages if not p.headline] if self.last else []
        fresh = mention.fresh and not mention.plural and not mention.same and not passage.headline
        told = passage.reading.introduces or not passage.reading.goes_on
        return fresh and told and bool(spoken) and all(p.block != passage.block for p in spoken)

    def differs(self, passage: Passage, named: set[Slug]) -> bool:
        """Whether who posted it or on what network is told, and is not that of the last footage."""
        return self.on_another_network(named) or self.by_another(passage)

    def differs_in_all(self, passage: Passage, named: set[Slug]) -> bool:
        """The same of both."""
        return self.on_another_network(named) and self.by_another(passage)

    def on_another_day(self, passage: Passage) -> bool:
        """Whether it was posted on a day on which the last footage was not, as far as both are told."""
        days = [d for p in (self.last.passages if self.last else ()) if (d := _posted_on(p))]
        day = _posted_on(passage)
        return day is not None and bool(days) and all(_apart(day, other) for other in days)

    def on_another_network(self, named: set[Slug]) -> bool:
        return bool(self.last and named and self.last.platforms and not named & self.last.platforms)

    def by_another(self, passage: Passage) -> bool:
        poster, scan = passage.reading.poster, passage.reading.scan
        posters = self.last.posters() if self.last and poster else set()
        return bool(poster and posters and scan.words(poster.hit.start, poster.hit.end).casefold() not in posters)

    def nearest(self, passage: Passage, named: set[Slug]) -> _Thread | None:
        """Any embed that it can be: an article that shows a video speaks of that one."""
        found = [
            (abs(block - passage.block), number)
            for number, t in enumerate(self.threads)
            for block in t.blocks
            if t.reference and t.reference.kind is not ReferenceKind.LINK and t.fits(named)
        ]
        return self.threads[min(found)[1]] if found else None


def _is_talk(passage: Passage) -> bool:
    """Whether a sentence speaks to the reader, or of how much video there is: "Not all videos that you send us are genuine"."""
    scan = passage.reading.scan
    talk = scan.lexicon.talk
    return bool(scan.generic) or talk.amounts.occurs(scan.tokens) or talk.habits.occurs(scan.tokens)


def _is_another(passage: Passage) -> bool:
    """Whether the sentence says that it is not the footage spoken of before: "another video", "a third", "one of them"."""
    mention = passage.reading.mention
    return mention.other or mention.partitive or (mention.ordinal or 0) > 1


def _posted_on(passage: Passage) -> DateInterval | None:
    day = passage.reading.posted_on
    if day is None:
        return None
    return dates.interval(passage.reading.scan.text[day.start : day.end], day.meaning, passage.article.published)


def _apart(one: DateInterval, other: DateInterval) -> bool:
    """Whether both are known and have no day in common."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.end < other.start or other.end < one.start


def _finished(article: Article, thread: _Thread, passages: Sequence[Passage]) -> Joined:
    reference = thread.reference
    if reference is None:
        reference = mentioned(article, thread.passages, passages)
    else:
        known = {c.span.start for c in reference.citations if c.span}
        more = (c for c in citations(thread.passages) if c.span and c.span.start not in known)
        reference = replace(reference, citations=(*reference.citations, *more))
    return Joined(reference=reference, passages=tuple(sorted(thread.passages, key=lambda p: p.start)))


def _opening(passages: Sequence[Passage]) -> frozenset[int]:
    """Numbers of the sentences that speak of footage before any other of their paragraph, where the next goes on firmly."""
    blocks: dict[int, Passage] = {}
    found = set()
    for passage in sorted(passages, key=lambda p: p.start):
        first = blocks.setdefault(passage.block, passage)
        if passage.number - first.number == _NEXT and passage.reading.mention.firm:
            found.add(first.number)
    return frozenset(found)


def _places_of(joined: Joined) -> list[int]:
    """Where a reference is spoken of or cited, in characters."""
    cited = [c.span.start for c in joined.reference.citations if c.span]
    return [p.start for p in joined.passages] or cited or [0]


def _hinted(joined: Sequence[Joined], hints: Sequence[Hint]) -> tuple[Joined, ...]:
    """Each hint to the footage without an embed that is spoken of nearest to it; without such footage, to a mere link."""
    article = [n for n, j in enumerate(joined) if j.reference.role is Role.ARTICLE]
    mentions = [n for n in article if joined[n].reference.kind is ReferenceKind.MENTION]
    lost = mentions or [n for n in article if joined[n].reference.kind is ReferenceKind.LINK]
    given: dict[int, list[Hint]] = {n: [] for n in lost}
    for hint in hints if lost else ():
        at = hint.span.start if hint.span else 0
        given[min(lost, key=lambda n: min(abs(start - at) for start in _places_of(joined[n])))].append(hint)
    return tuple(
        replace(j, reference=replace(j.reference, hints=(*j.reference.hints, *given[n]))) if given.get(n) else j
        for n, j in enumerate(joined)
    )


def join(
    article: Article,
    references: Sequence[VideoReference],
    passages: Sequence[Passage],
    hints: Sequence[Hint],
    *,
    positions: Mapping[ReferenceId, tuple[int, ...]],
) -> tuple[Joined, ...]:
    """References with what is said of each; sentences about footage without a URL become mentions.

    ``references`` are what the page links and embeds; ``positions`` tells for each the blocks after which, or in
    which, it stands; ``hints`` go to the mentions they stand nearest to.
    """
    cited = [r for r in references if r.role is Role.ARTICLE]
    joiner = _Joiner([_Thread(reference=r, blocks=positions.get(r.id, ())) for r in cited], going_on_from=_opening(passages))
    for passage in sorted(passages, key=lambda p: (p.headline, p.start)):
        joiner.put(passage)
    rest = tuple(Joined(reference=r, passages=()) for r in references if r.role is not Role.ARTICLE)
    return _hinted((*(_finished(article, t, passages) for t in joiner.threads), *rest), hints)
