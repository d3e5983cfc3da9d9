"""Everything that one sentence says about footage, as stretches of its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.articles import antecedents, denials, filmers, mentions, people, posters, shown, speech, stance, wheres
from provenance.articles.dates import DateWords
from provenance.articles.doers import done_by
from provenance.articles.lexicon import Lexicon
from provenance.articles.mentions import Mention
from provenance.articles.names import NamedSpan
from provenance.articles.parties import has_footage
from provenance.articles.people import Party
from provenance.articles.phrases import Hit
from provenance.articles.reserves import Reserve, reserves, turning_points
from provenance.articles.scan import CHANNEL, POSTED, Scan, scan
from provenance.articles.speech import Speech
from provenance.articles.stance import Voice
from provenance.articles.tokens import MAX_SENTENCE
from provenance.articles.wheres import Known, PlaceWords
from provenance.model import SOCIAL, ClaimStatus, Slug

__all__ = ["SentenceReading", "StatedPlace", "read_sentence"]

_TAKES_UP = 2
"""Words of a sentence among which a pronoun takes footage up."""
_FIRM = frozenset({ClaimStatus.DENIED, ClaimStatus.CONFIRMED, ClaimStatus.UNVERIFIED})
_SETTLED = 14
"""Words from a verb of verification to the place it settles."""
_FOUND = 3
"""Words from a verb of verification to the "that" of what was found."""
_SEEMS = 1
"""Words between "seems" and what it seems to be: "seems to be authentic"."""
_INSISTED = 5
"""Words between "insists" and what somebody insists on."""
_CAPTIONED = 3
"""Words from "the caption" to what it does: "with a caption that places the scene in"."""
_HOME = 5
"""Words between somebody and the name of the place they are of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPlace:
    """A place with the standing the sentence gives it."""

    place: PlaceWords
    status: ClaimStatus
    voice: Voice
    by: Party | None
    """Whoever's word it is, where they are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDay:
    """A day of filming with the standing the sentence gives it, as that of a place; ``None``: no standing of its own."""

    day: DateWords
    status: ClaimStatus | None
    by: Party | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceReading:
    """One sentence that speaks of particular footage."""

    scan: Scan
    mention: Mention
    poster: Party | None
    filmer: Party | None
    source: Party | None
    """Whom it was taken from."""
    verifier: Party | None
    denier: Party | None
    denying: Hit | None
    """The verb by which somebody denies something of it, or what is claimed of it."""
    speaker: Party | None
    """On whose word the sentence is, where nobody else speaks in it."""
    speeches: tuple[Speech, ...]
    verified: bool
    """Says that somebody verified it."""
    reserves: tuple[Reserve, ...]
    places: tuple[StatedPlace, ...]
    posted_on: DateWords | None
    filmed_on: tuple[StatedDay, ...]
    """"Not in 2022 but in 2019" tells two."""
    shows: Hit | None
    manner: Hit | None
    """How it was filmed: "filmed in the first person"."""
    posted_by_pronoun: Hit | None = None
    """"She" of "She posted it"; where subjects are left out, the verb. Somebody named before is meant."""
    filmed_by_pronoun: Hit | None = None

    def said_by(self, hit: Hit) -> Party | None:
        """On whose word the words of ``hit`` are; ``None``: the writer's."""
        return _said_by(self.speeches, hit) or self.speaker

    @property
    def place(self) -> StatedPlace | None:
        """The place the sentence is about: a confirmed one before a claimed, a denied one last, a town before its street."""
        order = {ClaimStatus.CONFIRMED: 0, ClaimStatus.DENIED: 2}
        return min(self.places, key=lambda p: (order.get(p.status, 1), p.place.part), default=None)

    @property
    def date(self) -> DateWords | None:
        """The day the sentence is about."""
        return self.posted_on or next((d.day for d in self.filmed_on), None) or next(iter(self.scan.dates), None)

    @property
    def parties(self) -> tuple[Party | None, ...]:
        """Everybody named."""
        return self.poster, self.filmer, self.speaker, self.verifier, self.denier

    @property
    def networks(self) -> set[Slug]:
        """Networks named as where the footage is, not as where it was taken from."""
        taken = [self.source.hit] if self.source else []
        found = {slug for hit, slug in self.scan.platforms if not any(hit.overlaps(t) for t in taken)}
        return found - {SOCIAL, CHANNEL}

    @property
    def goes_on(self) -> bool:
        """Opens with what takes footage up: "It is a video of …", "This was a clip from …"."""
        pronouns, persons = self.scan.lexicon.determiners.pronouns, self.scan.lexicon.agents.persons
        return any(p.at(self.scan.tokens, n) is not None for p in (pronouns, persons) for n in range(_TAKES_UP))

    @property
    def introduces(self) -> bool:
        """Says that somebody posted it, or on what network."""
        return bool(self.poster or self.scan.any(*POSTED))


_AHEAD = 2
"""What a verb after a date counts as further off: a date follows its verb more often than it leads."""


def _distance(day: Hit, verb: Hit) -> int:
    """Words between; a verb behind the date counts as further off."""
    return day.start - verb.end if verb.end <= day.start else max(verb.start - day.end, 0) + _AHEAD


def _dated(found: Scan, verbs: Sequence[Hit], others: Sequence[Hit], *, background: Hit | None) -> DateWords | None:
    """The date that stands nearer to one of ``verbs`` than to any of ``others``, or to a verb of saying.

    "Police said on Monday that it was posted": the day of saying. "NN posted it on Monday, said the police" is that of the post.
    German "das auf X geteilte Video wurde am Sonntag …": a participle before its noun has no date behind the noun.
    "By a medic, who joined up last autumn": a day in the poster's ``background`` is that of what is told there.
    """
    aside = background and not any(v.overlaps(background) for v in (*verbs, *others))
    told = (*found.speech, *found.verbs["denied"])
    before_noun = {
        v for v in (*verbs, *others) if found.lexicon.grammar.auxiliaries and has_footage(found, Hit(v.end, v.end + 1))
    }
    for day in found.dates:
        if aside and background and day.hit.overlaps(background):
            continue
        own, rivals = ([v for v in kind if v not in before_noun or day.hit.end <= v.start] for kind in (verbs, others))
        led = any(v.end <= day.hit.start for v in own)
        said = (t for t in told if t.end <= day.hit.start or not led)
        near = min((_distance(day.hit, v) for v in own), default=99)
        if near < 99 and near <= min((_distance(day.hit, v) for v in (*rivals, *said)), default=99):
            return day
    return None


def _verified(found: Scan) -> bool:
    if found.lexicon.stance.unverified.find(found.tokens):
        return False
    captions = found.lexicon.nouns.captions.find(found.tokens)
    # German "wies … nach" verifies, "wies … zurück" denies.
    plain = (v for v in found.any("verified") if not any(v.overlaps(d) for d in found.verbs["denied"]))
    verbs = [v for v in plain if not any(0 <= v.start - c.end <= _CAPTIONED for c in captions)]
    weighed = reserves(found)
    verbs = [v for v in verbs if not any(_is_weighed(found, r, v) for r in weighed)]
    # Where the verb stands last, "not" follows what it denies: "X'te değil Y'de çekildiği belirlendi".
    denied = () if found.lexicon.grammar.verb_last else found.negations
    return any(not any(0 <= v.start - n.end <= 4 for n in denied) for v in verbs)


def _is_weighed(found: Scan, reserve: Reserve, verb: Hit) -> bool:
    """Whether it only seems so, or is what somebody insists on: "seem authentic", "insisted the clip was genuine"."""
    if reserve.hit.overlaps(verb) or reserve.hit.end > verb.start or turning_points(found, reserve.hit.end, verb.start + 1):
        return False
    near = verb.start - reserve.hit.end
    return near <= (_INSISTED if reserve.reported else _SEEMS) and all(
        t.joined for t in found.tokens[reserve.hit.end : verb.start + 1]
    )


def _said_by(told: Sequence[Speech], hit: Hit) -> Party | None:
    """Who speaks at ``hit``, the last to begin."""
    return next((s.speaker for s in reversed(told) if s.covers(hit)), None)


def _in_aside(found: Scan, place: Hit, poster: Party) -> bool:
    """Whether the place stands in what commas part off right behind the poster: "NN, a journalist based in X, posted"."""
    start, tokens, words = poster.hit.end, found.tokens, found.lexicon.determiners
    if (
        start >= len(tokens)
        or "," not in found.gap(start)
        or not (words.indefinite.at(tokens, start) or words.definite.at(tokens, start))
    ):
        return False
    end = next((n for n in range(start + 1, len(tokens)) if "," in found.gap(n)), None)
    told = found.any("posted_active", "filmed", "shows", "visible")
    return end is not None and start < place.start < end and not any(v.overlaps(Hit(start, end)) for v in told)


def _tells_of_footage(found: Scan, background: Hit) -> bool:
    """Whether "who said it was filmed in X" tells of the footage, and not of the poster, as "who says to be a nurse" does."""
    said = found.lexicon.stance.speech.find(found.tokens, start=background.start, end=background.end)
    told = found.any("filmed", "origin", "shows", "visible")
    # "Who on X writes that it was filmed in …": the network may stand between.
    opens = min((h.end for h, _ in found.platforms if 0 <= h.start - background.start <= 1), default=background.start)
    located = any(opens <= v.start <= opens + 1 for v in found.any("filmed", "origin"))  # "que lo ubica en X"
    return located or (any(s.start - opens <= 1 for s in said) and any(v.overlaps(background) for v in told))


def _is_home(found: Scan, place: PlaceWords, poster: Party | None) -> bool:
    """Whether the place is the poster's own: "by a pilot in Manitoba", "by a user from Peru"."""
    if poster is None or place.hit.start < poster.hit.end:
        return False
    leads = found.lexicon.places.prepositions, found.lexicon.places.sources
    before = [phrases.ending_at(found.tokens, place.hit.start, reach=3) for phrases in leads]
    if any(lead is not None for lead in before) and _in_aside(found, place.hit, poster):
        return True
    if any(lead is not None and lead.start == poster.hit.end for lead in before):
        return True
    # "By an account close to the government of X"
    near = 0 < place.hit.start - poster.hit.end <= _HOME and all(t.joined for t in found.tokens[poster.hit.end : place.hit.end])
    told = found.any("posted_active", "posted_passive", "filmed", "origin", "shows", "visible")
    led = found.lexicon.places.prepositions.at(found.tokens, poster.hit.end)
    return near and led is not None and not any(v.overlaps(Hit(poster.hit.end, place.hit.start)) for v in told)


def _is_same(one: Party, other: Party | None) -> bool:
    return other is not None and one.hit.overlaps(other.hit)


def _settled(found: Scan, place: PlaceWords) -> bool:
    """Whether what was verified is the place: it is that of the filming, or stands behind the verb."""
    if place.filmed:
        return True
    turns = found.any("shows", "visible")
    before = [v for v in found.any("verified") if v.end <= place.hit.start]
    if any(_opens_finding(found, v, place.hit) or done_by(found, v) for v in before):
        return True  # what a named somebody verified is shown where it is said to be: "verified by NN, it shows smoke over X"
    behind = (v for v in before if place.hit.start - v.end <= _SETTLED)
    return any(not any(v.end <= t.start < place.hit.start for t in turns) for v in behind)


def _opens_finding(found: Scan, verb: Hit, place: Hit) -> bool:
    """Whether what was found follows the verb: "confirmed that it shows …", "verified it: it shows …"."""
    that = found.lexicon.stance.clause.find(found.tokens, start=verb.start + 1, end=min(len(found.tokens), verb.end + _FOUND))
    return bool(that) or any(":" in found.gap(n) for n in range(verb.end, min(place.start, verb.end + _SETTLED) + 1))


def _film_pronoun(found: Scan, mention: Mention, filmer: Party | None, myself: Party | Hit | None) -> Hit | None:
    """The pronoun of whoever filmed it, or "I filmed it" of somebody named before."""
    if filmer is not None:
        return None
    return antecedents.pronoun_doer(found, mention, "filmed_active") or (myself if isinstance(myself, Hit) else None)


def read_sentence(
    text: str,
    lexicon: Lexicon,
    *,
    known: Known,
    hamlet: Known | None = None,
    enough: float | None = None,
    beside: bool = False,
    names: Sequence[NamedSpan] = (),
) -> SentenceReading | None:
    """What ``text`` says about particular footage; ``None`` where it speaks of none. Longer than the cap is cut.

    ``hamlet``: as ``known``, also of hamlets.

    ``enough``: the belief that will do, where the caller knows more; ``beside``: it follows a sentence that speaks of footage;
    ``names``: what a model took for names in it.
    """
    found = scan(text[:MAX_SENTENCE], lexicon, beside=beside, named=names)
    mention = mentions.mention(found, enough=enough, beside=beside) if found else None
    if found is None or mention is None:
        return None
    poster, speaker, verified = posters.poster(found, mention), people.speaker(found), _verified(found)
    verifier, filmer, source = people.verifier(found) if verified else None, filmers.filmer(found, mention), people.source(found)
    led = filmer is not None and lexicon.agents.by.ending_at(found.tokens, filmer.hit.start) is not None
    if filmer and led and known(found.words(filmer.hit.start, filmer.hit.end)):
        filmer = None  # German "im Umland von Aleppo aufgezeichnet": a place, not a doer; Tuna is a name as well
    myself = None if filmer else filmers.who_says_i(found, speaker)
    filmer = myself if isinstance(myself, Party) else filmer
    if poster and poster.background and _tells_of_footage(found, poster.background):
        poster = replace(poster, background=None)
    background = poster.background if poster else None
    denying = next(iter(found.verbs["denied"]), None)
    denier = denials.denier(found, denying) if denying else None
    told = speech.speeches(found, [p for p in (poster, filmer, verifier, denier) if p])
    named = [p.hit for p in (poster, speaker, verifier, denier, filmer, source) if p] + ([background] if background else [])
    named += lexicon.agents.account.find(found.tokens)  # there is a town of Kanal

    def standing_of(hit: Hit, *, filmed: bool, settled: bool) -> tuple[stance.Standing, Party | None]:
        said_by = _said_by(told, hit) or speaker
        said = Voice.ARTICLE if said_by is None else Voice.POSTER if _is_same(said_by, poster) else Voice.SPEAKER
        standing = stance.standing(
            found,
            hit,
            said=said,
            confirmed=verified and (verifier is not None or said_by is None) and settled,
            filmed=filmed,
            background=background,
            posted=poster is not None,
        )
        denied_by = denials.denier(found, standing.denying) if standing.denying else None
        by = {Voice.SPEAKER: said_by, Voice.VERIFIER: verifier, Voice.DENIER: denied_by, Voice.POSTER: said_by or poster}
        return standing, by.get(standing.voice)

    def stated(place: PlaceWords) -> StatedPlace:
        standing, by = standing_of(place.hit, filmed=place.filmed, settled=_settled(found, place))
        return StatedPlace(place=place, status=standing.status, voice=standing.voice, by=by)

    def stated_day(day: DateWords) -> StatedDay:
        standing, by = standing_of(day.hit, filmed=True, settled=True)
        return StatedDay(day=day, status=standing.status if standing.status in _FIRM else None, by=by)

    def days_of_filming(first: DateWords | None) -> Iterator[StatedDay]:
        if first is None:
            return
        yield (stated := stated_day(first))
        if stated.status is ClaimStatus.DENIED:  # "not in 2022 but in 2019"
            behind = (stated_day(d) for d in found.dates if d.start > first.start)
            yield from (d for d in behind if d.status is ClaimStatus.CONFIRMED)

    where = [p for p in wheres.places(found, known, hamlet=hamlet or known) if not any(p.hit.overlaps(hit) for hit in named)]
    posted, filmed = found.any(*POSTED), found.any("filmed", "origin")
    # "The ministry published its report on Tuesday" says of no video when it was posted.
    posted = tuple(v for v in posted if mention.noun or not people.has_other_object(found, v))
    shows = shown.unspoken(found, shown.shows(found, mention), told)
    return SentenceReading(
        scan=found,
        mention=mention,
        poster=poster,
        filmer=filmer,
        source=source,
        verifier=verifier,
        denier=denier,
        denying=denying,
        speaker=speaker,
        speeches=told,
        verified=verified,
        # "Contrary to what the post claims": nothing of what is said of the footage.
        reserves=tuple(r for r in reserves(found) if not any(r.hit.overlaps(hit) for hit in speech.rejected(found))),
        places=tuple(stated(place) for place in where if not _is_home(found, place, poster)),
        posted_on=_dated(found, posted, filmed, background=background),
        filmed_on=tuple(days_of_filming(_dated(found, filmed, posted, background=background))),
        shows=shows,
        manner=shown.manner(found, mention, shows),
        posted_by_pronoun=None if poster else antecedents.pronoun_doer(found, mention, "posted_active"),
        filmed_by_pronoun=_film_pronoun(found, mention, filmer, myself),
    )
