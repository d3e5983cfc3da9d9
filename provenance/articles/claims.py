"""What a sentence says about footage, as claims: each with its speaker, its reserve and its very words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.articles import antecedents, dates, denials, people, sourced
from provenance.articles.dates import DateWords
from provenance.articles.people import Party
from provenance.articles.phrases import Hit
from provenance.articles.reserves import Reserve, turned
from provenance.articles.scan import POSTED
from provenance.articles.sentences import SentenceReading, StatedDay, StatedPlace
from provenance.articles.stance import Voice
from provenance.model import (
    Agent,
    AgentKind,
    Article,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Hedge,
    HedgeScope,
    Place,
    ReferenceId,
    Span,
    stable_id,
)

__all__ = ["Locate", "Passage", "claims"]

Locate = Callable[[str], Place | None]
"""The best place that a name means in this article."""

_AROUND = 5
"""Words from a place to the name of the country around it."""
_WIDER = 3
"""Times the radius of a town that a region's is at least."""
_BEFORE = 3
"""Words from a reserve to whom or what it is about: "reportedly by a passenger"."""
_NEAR = 4
"""Words between somebody and the verb that tells what they did."""
_FILMED = ("filmed", "filmed_active")
"""Names of the verbs of filming."""
_ARTICLE = Agent(kind=AgentKind.ARTICLE)
_PASSED_ON = frozenset({ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED, ClaimStatus.HEDGED})
"""What a claim may be on somebody else's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence where it stands in its article."""

    article: Article
    start: int
    block: int
    """Index into :attr:`~provenance.model.Article.blocks`."""
    number: int
    """The how-manieth sentence of the article."""
    headline: bool
    reading: SentenceReading
    describes: bool = False
    """Tells what is seen before the next sentence names it: "Two men run from a house. So begins the video …"."""
    before: tuple["Passage", ...] = ()
    """The passages right before, the last first, in which somebody may be named whom this one only calls "she"."""

    @property
    def span(self) -> Span:
        """The whole sentence."""
        return self.article.span(self.start, self.start + len(self.reading.scan.text))


@dataclass(frozen=True, slots=True)
class _Writer:
    passage: Passage
    about: ReferenceId | None
    locate: Locate

    @property
    def reading(self) -> SentenceReading:
        return self.passage.reading

    def claim(
        self,
        kind: ClaimKind,
        hit: Hit,
        *,
        by: Agent = _ARTICLE,
        status: ClaimStatus = ClaimStatus.CLAIMED,
        hedges: tuple[Hedge, ...] = (),
        place: Place | None = None,
        date: DateInterval | None = None,
        named: Passage | None = None,
    ) -> Claim:
        """``named``: an earlier passage that ``hit`` stands in; the words quoted reach from there to here."""
        span, value = self.passage.span, (named or self.passage).reading.scan.words(hit.start, hit.end)
        if named is not None:
            span = self.passage.article.span(named.start, span.end)
        digest = self.passage.article.digest
        return Claim(
            id=ClaimId(stable_id("c", digest, kind, span.start, value)),
            kind=kind,
            value=value,
            asserted_by=by,
            status=status,
            quote=span.quote,
            about=self.about,
            article=digest,
            span=span,
            place=place,
            date=date,
            hedges=(*hedges, *self._source(kind, hit, by, status, hedges=hedges, named=named)),
            said_at=self.passage.article.published,
        )

    def _source(
        self, kind: ClaimKind, hit: Hit, by: Agent, status: ClaimStatus, *, hedges: tuple[Hedge, ...], named: Passage | None
    ) -> Iterator[Hedge]:
        """On whose word a claim is, or that it could not be verified, where no hedge holds those words already."""
        scan, party = self.reading.scan, self.reading.speaker if named else self.reading.said_by(hit)
        words = None
        if status is ClaimStatus.UNVERIFIED and kind is not ClaimKind.VERIFIED_BY:
            words = sourced.not_verified(scan)
        elif status in _PASSED_ON and party and people.agent(scan, party) == by:
            words = sourced.credit(scan, party)
        if words and not any(scan.words(words.start, words.end) in h.words for h in hedges):
            yield sourced.sourced(scan, words, kind)

    def hedges(self, *scopes: HedgeScope, of: Hit | None = None) -> tuple[Hedge, ...]:
        """``of``: only what is reserved of these words, with no turn of the sentence between."""
        background = self.reading.poster.background if self.reading.poster else None
        places = tuple(p.place.hit for p in self.reading.places)
        own = {r.hit for party, verbs in self._doers() for r in self._reserves(party, *verbs)}
        found = (
            r.hedge(self.reading.scan, background=background, places=places)
            for r in self.reading.reserves
            if r.hit not in own and not (of and turned(self.reading.scan, r.hit, of))
        )
        return tuple(h for h in found if h.scope in scopes)

    def _doers(self) -> Iterator[tuple[Hit, tuple[str, ...]]]:
        """Who filmed it and whom it was taken from, a pronoun too, each with the names of the verbs that tell it."""
        for party, verbs in ((self.reading.filmer, _FILMED), (self.reading.source, ("taken_from",))):
            if party:
                yield party.hit, verbs
        if self.reading.filmed_by_pronoun:
            yield self.reading.filmed_by_pronoun, _FILMED

    def _reserves(self, party: Hit, *verbs: str) -> tuple[Reserve, ...]:
        """What is reserved about somebody: right before them, or at the verb that tells what they did."""
        told = [v for v in self.reading.scan.any(*verbs) if v.start - party.end <= _NEAR and party.start - v.end <= _NEAR]
        return tuple(
            r
            for r in self.reading.reserves
            if self._reserved(r, party) or any(r.hit.overlaps(v) or self._reserved(r, v) for v in told)
        )

    def _reserved(self, reserve: Reserve, hit: Hit) -> bool:
        """Whether the reserve stands close before: only a comma right behind it parts them ("Apparently, NN posted it")."""
        between = self.reading.scan.tokens[reserve.hit.end + 1 : hit.start + 1]
        near = 0 <= hit.start - reserve.hit.end <= _BEFORE and all(t.joined for t in between)
        return near or (reserve.conditional and reserve.hit.end == hit.start + 1)  # "serait un employé"

    def reserved(self, party: Hit, *verbs: str, status: ClaimStatus) -> tuple[tuple[Hedge, ...], ClaimStatus]:
        """The hedges of what is said of somebody, and its status: the writer's own reserve makes it *hedged*."""
        found = self._reserves(party, *verbs)
        hedges = tuple(replace(r, scope=HedgeScope.POSTER).hedge(self.reading.scan, background=None, places=()) for r in found)
        own = any(not r.reported for r in found) and status is ClaimStatus.CLAIMED
        return hedges, ClaimStatus.HEDGED if own else status

    def speaker(self, hit: Hit) -> tuple[Agent, ClaimStatus]:
        """Who says what stands in ``hit``, where no verifier does. What its poster says of footage makes it a claim."""
        found = self.reading.said_by(hit)
        if found is None:
            return _ARTICLE, ClaimStatus.CLAIMED
        status = ClaimStatus.CLAIMED if found is self.reading.poster else ClaimStatus.ATTRIBUTED
        return people.agent(self.reading.scan, found), status

    def doing(self, hit: Hit, *kinds: str) -> tuple[Agent, ClaimStatus]:
        """Who says that the somebody in ``hit`` did it, or did not do it; ``kinds``: names of the verbs."""
        scan = self.reading.scan
        told = [v for v in scan.any(*kinds) if not denials.by_the_way(scan, v)]
        for denial in scan.verbs["denied"] if told else ():
            if denials.covers(scan, denial, hit):
                return people.agent(scan, denials.denier(scan, denial)), ClaimStatus.DENIED
        by, status = self.speaker(hit)
        return by, ClaimStatus.DENIED if denials.negated(scan, hit, scan.any(*kinds)) else status

    def people(self) -> Iterator[Claim]:
        poster = self.reading.poster
        if poster and not people.is_anyone(self.reading.scan, poster):
            by, status = self.doing(poster.hit, *POSTED)
            hedges, status = self.reserved(poster.hit, *POSTED, status=status)
            yield self.claim(ClaimKind.POSTED_BY, poster.hit, by=by, status=status, hedges=hedges)
        if poster and poster.background:
            hedges = self.hedges(HedgeScope.POSTER)
            by, status = self.speaker(poster.hit)
            status = ClaimStatus.HEDGED if hedges else status
            yield self.claim(ClaimKind.POSTER_BACKGROUND, poster.background, by=by, status=status, hedges=hedges)
        if self.reading.source:
            by, status = self.speaker(self.reading.source.hit)
            hedges, status = self.reserved(self.reading.source.hit, "taken_from", status=status)
            yield self.claim(ClaimKind.REPOSTED_FROM, self.reading.source.hit, by=by, status=status, hedges=hedges)
        if self.reading.filmer:
            by, status = self.doing(self.reading.filmer.hit, *_FILMED)
            hedges, status = self.reserved(self.reading.filmer.hit, *_FILMED, status=status)
            yield self.claim(ClaimKind.FILMED_BY, self.reading.filmer.hit, by=by, status=status, hedges=hedges)

    def before(self) -> Iterator[Claim]:
        """Who posted or filmed it, where the sentence has but a pronoun: the somebody named last before."""
        for kind, pronoun, verbs in (
            (ClaimKind.POSTED_BY, self.reading.posted_by_pronoun, POSTED),
            (ClaimKind.FILMED_BY, self.reading.filmed_by_pronoun, _FILMED),
        ):
            if pronoun is not None and (found := self._antecedent(pronoun)):
                by, status = self.doing(pronoun, *verbs)
                hedges, status = self.reserved(pronoun, *verbs, status=status)
                yield self.claim(kind, found[1].hit, by=by, status=status, hedges=hedges, named=found[0])

    def _antecedent(self, pronoun: Hit) -> tuple[Passage, Party] | None:
        scan = self.reading.scan
        if own := antecedents.last_named(scan, pronoun, scan, self.reading.parties, before=pronoun.start):
            return self.passage, own
        for passage in self.passage.before:
            if found := antecedents.last_named(scan, pronoun, passage.reading.scan, passage.reading.parties):
                return passage, found
        return None

    def places(self, stated: Sequence[StatedPlace]) -> Iterator[Claim]:
        """One claim for each place; "Lyon, France" and "Lyon in France" are one."""
        smaller: tuple[int, Claim] | None = None
        for one in sorted(stated, key=lambda p: p.place.hit):
            claim = self.place(one)
            if smaller and one.place.hit.start - smaller[0] <= _AROUND and _surrounds(claim, smaller[1]):
                smaller = one.place.hit.end, smaller[1]  # "Lyon, in the Rhône, France"
                continue
            smaller = one.place.hit.end, claim
            yield claim

    def place(self, stated: StatedPlace) -> Claim:
        kind = ClaimKind.FILMED_AT if stated.place.filmed else ClaimKind.HAPPENED
        words = self.reading.scan.words(stated.place.hit.start, stated.place.hit.end)
        return self.claim(
            kind,
            stated.place.hit,
            by=_ARTICLE if stated.voice is Voice.ARTICLE else people.agent(self.reading.scan, stated.by),
            status=stated.status,
            hedges=self.hedges(HedgeScope.PLACE, HedgeScope.CONTENT, of=stated.place.hit),
            place=None if stated.place.part else self._division(stated.place.hit) or self.locate(words),
        )

    def _division(self, hit: Hit) -> Place | None:
        """The region meant by "the region of Odesa", where the name alone would be its seat."""
        scan = self.reading.scan
        noun = scan.lexicon.places.nouns.ending_at(scan.tokens, hit.start)
        names = (scan.words(start, hit.end) for start in range(noun.start, noun.end)) if noun else ()
        return next((p for name in names if (p := self.locate(name)) is not None and p.kind == "division"), None)

    def days(self) -> Iterator[Claim]:
        if self.reading.posted_on:
            yield self.day(ClaimKind.POSTED_ON, self.reading.posted_on)
        for stated in self.reading.filmed_on:
            if stated.day is not self.reading.posted_on:
                yield self.day(ClaimKind.FILMED_ON, stated.day, stated)

    def day(self, kind: ClaimKind, day: DateWords, stated: StatedDay | None = None) -> Claim:
        by, status = self.speaker(day.hit)
        if stated and stated.status:
            by, status = people.agent(self.reading.scan, stated.by) if stated.by else _ARTICLE, stated.status
        elif stated and by is _ARTICLE and self._reported(day.hit):
            by = people.agent(self.reading.scan, self.reading.poster)
        hedges = self.hedges(HedgeScope.TIME, of=day.hit)
        words = self.reading.scan.text[day.start : day.end]
        when = dates.interval(words, day.meaning, self.passage.article.published)
        status = ClaimStatus.HEDGED if hedges and status in {ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED} else status
        return self.claim(kind, day.hit, by=by, status=status, hedges=hedges, date=when)

    def _reported(self, hit: Hit) -> bool:
        """Whether the words stand in what is said to be claimed: "users claim that it was filmed in Lyon on 5 May"."""
        scan = self.reading.scan
        turned = (scan.lexicon.stance.turns, scan.lexicon.stance.contrast)
        return any(
            r.reported
            and r.hit.end <= hit.start
            # A comma may stand before "that": "стверджують, що".
            and all(scan.tokens[n].joined for n in range(r.hit.end + 1, hit.start + 1))
            and not any(turn.find(scan.tokens, start=r.hit.end, end=hit.start) for turn in turned)
            for r in self.reading.reserves
        )

    def verdicts(self) -> Iterator[Claim]:
        """Who checked it, and what was found. "The drill's press office posted it" calls nothing a drill."""
        scan, poster = self.reading.scan, self.reading.poster
        unverified = scan.lexicon.stance.unverified.find(scan.tokens)
        if unverified:
            yield self.claim(ClaimKind.VERIFIED_BY, unverified[0], status=ClaimStatus.UNVERIFIED)
        elif self.reading.verified and not scan.any("refuted", "generated", "staged"):  # "confirmed that it was acted"
            verb = self.reading.verifier.hit if self.reading.verifier else scan.any("verified")[0]
            yield self.claim(ClaimKind.VERIFIED_BY, verb, status=ClaimStatus.CONFIRMED)
        for name, kind in (
            ("refuted", ClaimKind.DENIED_BY),
            ("generated", ClaimKind.GENERATED_BY_AI),
            ("staged", ClaimKind.STAGED),
        ):
            for hit in [h for h in scan.any(name) if poster is None or not poster.hit.overlaps(h)][:1]:
                by, status = self.speaker(hit)
                if self.reading.denying and self.reading.denying.overlaps(hit):
                    by, status = people.agent(scan, self.reading.denier), ClaimStatus.ATTRIBUTED
                denied = any(0 <= hit.start - n.end <= 4 for n in scan.negations)
                yield self.claim(
                    kind, hit, by=by, status=ClaimStatus.DENIED if denied else status, hedges=self.hedges(HedgeScope.CONTENT)
                )

    def content(self) -> Iterator[Claim]:
        hedges = self.hedges(HedgeScope.CONTENT)
        if self.reading.manner:
            by, status = self.speaker(self.reading.manner)
            yield self.claim(ClaimKind.SHOWS, self.reading.manner, by=by, status=status)
        if self.reading.shows:
            by, status = self.doing(self.reading.shows, "shows", "visible")
            status = ClaimStatus.HEDGED if hedges and status is ClaimStatus.CLAIMED else status
            yield self.claim(ClaimKind.SHOWS, self.reading.shows, by=by, status=status, hedges=hedges)
        elif self.passage.describes:
            whole = Hit(0, len(self.reading.scan.tokens))
            yield self.claim(ClaimKind.SHOWS, whole, status=ClaimStatus.HEDGED if hedges else ClaimStatus.CLAIMED, hedges=hedges)


def _surrounds(outer: Claim, inner: Claim) -> bool:
    """Whether the one place is the country or region of the other, said with the same standing."""
    if outer.place is None or inner.place is None or (outer.kind, outer.status) != (inner.kind, inner.status):
        return False
    wider = (outer.place.radius_m or 0) > _WIDER * (inner.place.radius_m or 0)
    return wider and outer.place.country == inner.place.country


def claims(passage: Passage, about: ReferenceId | None, *, locate: Locate) -> tuple[Claim, ...]:
    """What ``passage`` says about the footage ``about``. A headline names no place but that of the filming."""
    writer, reading = _Writer(passage, about, locate), passage.reading
    # What hardly speaks of footage, and only stands beside what does, says where things happen, and not what is seen there.
    seen = reading.mention.firm or reading.mention.noun or reading.shows or reading.goes_on
    placed = [p for p in reading.places if p.place.filmed or (seen and not passage.headline)]
    found = [*writer.people(), *writer.before(), *writer.places(placed), *writer.days(), *writer.verdicts(), *writer.content()]
    return tuple({claim.id: claim for claim in found}.values())
