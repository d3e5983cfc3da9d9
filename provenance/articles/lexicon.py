"""What a language file says: the words by which articles speak of footage. Data only; docs/languages.md explains each key."""

from collections.abc import Mapping
from dataclasses import dataclass

from provenance.articles.phrases import PhraseSet
from provenance.model import HedgeLevel, HedgeScope

__all__ = [
    "Agents",
    "Conditional",
    "Dates",
    "Determiners",
    "Grammar",
    "HedgeEntry",
    "Lexicon",
    "Nouns",
    "Places",
    "Platforms",
    "RelativeDate",
    "Stance",
    "Talk",
    "Verbs",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How the language works, as far as reading needs it."""

    clitics: tuple[str, ...] = ()
    """Letters written onto the next word (Arabic و, ب, ال …)."""
    abbreviations: tuple[str, ...] = ()
    """Words whose full stop ends no sentence."""
    names_capitalised: bool = True
    nouns_capitalised: bool = False
    """Every noun has a capital (German), so that a capital marks no name."""
    articles: bool = True
    """Nouns stand with articles; without, a bare noun may be definite."""
    null_subject: bool = False
    """A sentence may begin with its verb, the subject left out."""
    verb_first: bool = False
    """The subject commonly follows its verb (Arabic)."""
    verb_last: bool = False
    """The object stands before its verb (Turkish)."""
    inverts: bool = False
    """The subject may stand behind the verb when the object leads ("El vídeo lo difundió NN")."""
    auxiliaries: tuple[str, ...] = ()
    """"Has": where the participle stands at the end (German), the subject is looked for around these."""
    preterite_endings: tuple[str, ...] = ()
    """Endings that tell "veröffentlichte" from its participle "veröffentlicht" (German, Dutch)."""
    agent_endings: tuple[str, ...] = ()
    """Case endings that mark the doer of a passive without a preposition (Slavic instrumental)."""
    agent_suffixed: bool = False
    """The word for "by" follows the doer (Turkish tarafından)."""
    speakers: tuple[str, ...] = ()
    """Pronouns that after "said that" mean the speakers, not the footage: "they"."""
    place_endings: tuple[str, ...] = ()
    """Case endings written after an apostrophe that mean in, at or from (Turkish)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Names of footage."""

    singular: PhraseSet
    """Moving pictures by their name alone: video, footage, clip."""
    plural: PhraseSet
    images: PhraseSet
    """Words that may also mean still pictures: they need a sign that it was filmed."""
    traces: PhraseSet
    """Words that may speak of footage and mostly do not: version, copy, file, scene, camera. Weighed with the rest."""
    generic: PhraseSet
    """Compounds that mean no footage: video game, video call, video platform."""
    captions: PhraseSet
    """What stands beside footage and speaks of it: caption, description of the post."""
    matters: PhraseSet
    """What is checked about footage: its place, date, authenticity, the claims made of it."""
    whereabouts: PhraseSet
    """Words for the place of the filming alone: the location, where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Determiners:
    """Words before a noun that tell whether one particular thing is meant."""

    definite: PhraseSet
    demonstrative: PhraseSet
    indefinite: PhraseSet
    possessive: PhraseSet
    """His, her, their: before the noun, or behind it ("primul lui video")."""
    other: PhraseSet
    """Another, a second, a different: not the one spoken of before."""
    turns: PhraseSet
    """By contrast: opens what is said of another."""
    same: PhraseSet
    """The same, the said."""
    partitive: PhraseSet
    """One of them: one of several pieces of footage spoken of together."""
    ordinals: tuple[PhraseSet, ...]
    """First, second, third …"""
    pronouns: PhraseSet
    """Subjects that may take up footage named before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """What is done with footage."""

    posted_active: PhraseSet
    """Past and finite, the poster as subject: "has published"."""
    posted_passive: PhraseSet
    """Participles, the footage as subject: "published"."""
    spreading: PhraseSet
    """Went viral, circulates."""
    filmed: PhraseSet
    """Filmed, taken, located; all of :attr:`filmed_myself` too."""
    filmed_active: PhraseSet
    """Finite, whoever filmed as subject: "filmed it"."""
    filmed_myself: PhraseSet
    """In the first person: "I filmed it", by whoever is quoted."""
    origin: PhraseSet
    """Comes from, dates from."""
    shows: PhraseSet
    visible: PhraseSet
    """Can be seen, one sees."""
    verified: PhraseSet
    refuted: PhraseSet
    """Is false, has nothing to do with; all of :attr:`denied` too."""
    denied: PhraseSet
    """Denies, debunks: finite, whoever denies as subject."""
    generated: PhraseSet
    """Made by a machine."""
    staged: PhraseSet
    posting: PhraseSet
    """To post, posting: not finite. Whoever the sentence tells of does it: "NN wrote, posting …", "the first to post it"."""
    taken_from: PhraseSet
    """Taken, copied or reposted from: whose it was follows (or, where "by" is suffixed, stands before)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeEntry:
    """Words of reserve of one strength."""

    words: PhraseSet
    level: HedgeLevel
    reported: bool
    """Somebody is said to claim it ("supposedly", "presented as"), rather than the writer weighing it ("probably")."""
    scope: HedgeScope | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """Verb forms that report hearsay (French and Portuguese conditional, German "soll")."""

    auxiliaries: PhraseSet
    linkers: PhraseSet
    """Words that may stand between the auxiliary and the verb that carries the meaning."""
    verbs: PhraseSet
    """Forms that carry both."""
    level: HedgeLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Who says it, and with what reserve."""

    hedges: tuple[HedgeEntry, ...]
    conditional: Conditional
    negations: PhraseSet
    unverified: PhraseSet
    contrast: PhraseSet
    """But rather: the place after it is the asserted one; all of :attr:`in_fact` too."""
    whether: PhraseSet
    """Opens a question that somebody else is asked: what it says is not said to be so."""
    turns: PhraseSet
    """But, although, whereas: one statement against another."""
    contrary: PhraseSet
    """"Contrary to what NN says": opens a claim that the sentence goes against."""
    in_fact: PhraseSet
    """In reality: what follows is the writer's finding, against a claim."""
    attribution_behind: PhraseSet
    """The same behind the speaker: German "der Polizei zufolge"."""
    attribution: PhraseSet
    """According to: a speaker follows."""
    speech: PhraseSet
    """Said that: a speaker stands before."""
    clause: PhraseSet
    """That: opens what was said, confirmed or found."""
    joins: PhraseSet
    """And, but: the verb behind has the subject of the one before."""
    saying: PhraseSet
    """Saying, claiming: what follows is the word of the sentence's subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agents:
    """Who."""

    by: PhraseSet
    via: PhraseSet
    """On the account of, on the page of: the poster follows."""
    account: PhraseSet
    """Words for an account, left out of the poster's name."""
    stop: PhraseSet
    """Words that end a description of somebody."""
    relative: PhraseSet
    """Who, which: what follows describes the poster."""
    that: PhraseSet
    """Which, that, as the object of its clause: the poster follows ("a video that NN shared")."""
    users: PhraseSet
    """Those who post, by no name: users, accounts, pages. Not the caption."""
    authors: PhraseSet
    """Whoever filmed, told by what they are: the author, the cameraman."""
    copula: PhraseSet
    """Is, was, turned out to be; with the "it" of "it was NN who"."""
    posters: PhraseSet
    """Speakers who are only the post itself: the caption, internet users."""
    persons: PhraseSet
    """He, she, they: who did it, named before."""
    vantage: PhraseSet
    """What one films from or with, where the same word means by and from: roof, window, phone."""
    adverbs: PhraseSet
    """Then, first, later, originally: may stand between a verb and the subject behind it."""
    organisations: PhraseSet
    """Words that tell an organisation from a person: ministry, army, agency."""
    within: PhraseSet
    """In (a video), before footage in which its poster speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where."""

    being: PhraseSet
    """This is, here is: the name right behind is the place."""
    prepositions: PhraseSet
    sources: PhraseSet
    """From, of: before a place only where the sentence says that the footage was filmed there or comes from there."""
    nouns: PhraseSet
    """City of, near: words between the preposition and the name."""
    parts: PhraseSet
    """Street, square, bridge: what bears the name is a part of some town, and no namesake of it is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platforms:
    """On what network."""

    on: PhraseSet
    same: PhraseSet
    """The network named before: "the same platform"."""
    net: PhraseSet
    """Those of :attr:`social` that mean no more than "online": where a network is named, they name no other."""
    social: PhraseSet
    channel: PhraseSet
    names: Mapping[str, PhraseSet]
    """The language's own spellings and inflected forms of a platform's name, by slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDate:
    """Words counted from the day of publication; without days, from some other day: "the next day", "two weeks later"."""

    words: PhraseSet
    first: int | None = None
    """Days from publication to the first day meant."""
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When."""

    months: tuple[PhraseSet, ...]
    """Twelve."""
    weekdays: tuple[PhraseSet, ...]
    """Seven, Monday first."""
    relative: tuple[RelativeDate, ...]
    counted: PhraseSet
    """Numbers of days or weeks ago, left to dateparser to count."""
    lead: PhraseSet
    """Prepositions before a weekday, month or year."""
    parts: PhraseSet
    """Parts of the day, and "last": before or after a weekday."""
    link: PhraseSet
    """Words between day, month and year."""
    clock: PhraseSet
    """Before a time of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Signs of talk about video in general. Each only weighs: "often" may stand in a sentence about one video as well."""

    habits: PhraseSet
    """Often, every week, more and more, it is hard to."""
    amounts: PhraseSet
    """Thousands of videos, per cent, most people, no video, videos of this kind."""
    rules: PhraseSet
    """Law, ban, fine, permission, must."""
    advice: PhraseSet
    """Should, recommends, how to tell, before sharing, watch, follow us."""
    plans: PhraseSet
    """Will show, next year, wants to, if."""
    tools: PhraseSet
    """Apps, algorithms, phones; trades that film: cinema, advertising, influencers; archives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One language."""

    code: str
    """ISO 639-1."""
    name: str
    grammar: Grammar
    nouns: Nouns
    determiners: Determiners
    verbs: Verbs
    stance: Stance
    agents: Agents
    places: Places
    platforms: Platforms
    dates: Dates
    generic: PhraseSet
    """Signs of talk to the reader or of habits: you, can, how to."""
    talk: Talk
    telling: PhraseSet
    """Every word without one of which no sentence speaks of footage. Gathered from the others."""
    days: PhraseSet
    """Every word without one of which no day is named but by its number. Likewise."""
