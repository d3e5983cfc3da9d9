"""Whether a sentence speaks of one particular piece of footage, or of video in general.

"The video was posted on Telegram" is footage; "they make videos", "a video game", "you can upload a
video to YouTube" is not. A noun for footage counts when its determiner or something that happened to it
(posted, filmed, verified, showing something) makes it particular; a sentence without the noun may take up
footage named just before.
"""

from dataclasses import dataclass
from enum import StrEnum

from provenance.articles.phrases import Hit, PhraseSet
from provenance.articles.scan import Scan
from provenance.model import SOCIAL, Slug

__all__ = ["Determiner", "Grip", "Mention", "mention"]

_LOOK_BACK = 2
"""Words from a determiner to its noun: one adjective may stand between; further off it belongs to another noun."""
_NEAR_START = 5
_SOON = 6
"""Words from "it" to what was done to it."""
_LOOSE = 12
"""Words within which what happened to a thing stands near its name."""


class Grip(StrEnum):
    """How a sentence holds on to footage."""

    NAMED = "named"
    """By a noun: it may introduce footage."""
    TAKEN_UP = "taken-up"
    """By a pronoun or a left-out subject, or by its caption: only after footage was named."""
    SEEN = "seen"
    """"One sees …": describes footage named just before."""


class Determiner(StrEnum):
    """What the word before a noun says about it."""

    DEMONSTRATIVE = "demonstrative"
    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    BARE = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A sentence's hold on particular footage."""

    grip: Grip
    noun: Hit | None = None
    determiner: Determiner = Determiner.BARE
    plural: bool = False
    other: bool = False
    """Says that it is not the footage spoken of before."""
    same: bool = False
    ordinal: int | None = None
    """1 for "the first video"."""
    platforms: tuple[Slug, ...] = ()
    """Networks named in the sentence, in order; :data:`~provenance.model.SOCIAL` and ``channel`` where unnamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noun:
    hit: Hit
    plural: bool
    images: bool
    determiner: Determiner


def _determiner(scan: Scan, noun: Hit) -> Determiner:
    """By the nearest determiner within reach, no punctuation between."""
    words = scan.lexicon.determiners
    kinds = (
        (Determiner.DEMONSTRATIVE, words.demonstrative),
        (Determiner.DEFINITE, words.definite),
        (Determiner.INDEFINITE, words.indefinite),
    )
    position = noun.start
    while position > 0 and noun.start - position < _LOOK_BACK and scan.tokens[position].joined:
        for kind, phrases in kinds:
            if phrases.ending_at(scan.tokens, position, reach=2):
                return kind
        position -= 1
    prefixed = scan.tokens[noun.start].text.startswith("ال") and "ال" in scan.lexicon.grammar.clitics
    return Determiner.DEFINITE if prefixed else Determiner.BARE


def _nouns(scan: Scan) -> list[_Noun]:
    nouns = scan.lexicon.nouns
    generic = nouns.generic.find(scan.tokens)
    found: list[_Noun] = []
    for phrases, plural, images in ((nouns.singular, False, False), (nouns.plural, True, False), (nouns.images, True, True)):
        for hit in phrases.find(scan.tokens):
            if not any(hit.overlaps(g) for g in (*generic, *(n.hit for n in found))):
                found.append(_Noun(hit=hit, plural=plural, images=images, determiner=_determiner(scan, hit)))
    return sorted(found, key=lambda n: n.hit)


def _near(noun: Hit, hits: tuple[Hit, ...]) -> bool:
    return any(h.start - noun.end <= _LOOSE and noun.start - h.end <= _LOOSE for h in hits)


def _reported(scan: Scan) -> tuple[Hit, ...]:
    return tuple(h for entry in scan.lexicon.stance.hedges if entry.reported for h in entry.words.find(scan.tokens))


def _on_platform(scan: Scan, noun: Hit) -> bool:
    """As in "a video on Twitter", "a TikTok video", "the video of TikTok"."""
    return any(0 <= h.start - noun.end <= 2 or h.end == noun.start for h, slug in scan.platforms if slug != SOCIAL)


def _is_particular(scan: Scan, noun: _Noun) -> bool:
    """The decision, strictest for what may be general talk."""
    posted = _near(noun.hit, scan.any("posted_active", "posted_passive", "spreading"))
    filmed = _near(noun.hit, scan.any("filmed", "origin", "generated", "staged"))
    judged = _near(noun.hit, (*scan.any("verified", "refuted"), *scan.lexicon.stance.unverified.find(scan.tokens)))
    # Footage shows something; "documenting their trips with videos" is another sentence.
    after = tuple(h for h in scan.any("shows") if h.start >= noun.hit.end or scan.lexicon.grammar.verb_first)
    shown = _near(noun.hit, (*after, *scan.any("visible")))
    told = _near(noun.hit, _reported(scan))
    general = bool(scan.generic)
    if noun.determiner is Determiner.DEMONSTRATIVE:
        return not general or posted or filmed or judged or (shown and not noun.images)
    evidence = posted or filmed or judged or shown or told
    if noun.determiner is Determiner.DEFINITE:
        at_start = _opens(scan, noun.hit) and not noun.images and not noun.plural
        return (evidence or at_start) and not (general and not (filmed or judged or posted))
    if general:
        return filmed and posted
    if noun.images:
        return filmed or judged or posted or (shown and (told or _leads_in(scan, noun.hit)))
    return evidence or (not noun.plural and _on_platform(scan, noun.hit))


def _opens(scan: Scan, noun: Hit) -> bool:
    """Whether the sentence begins "The video …" or "In the video …"."""
    led = scan.lexicon.agents.within.at(scan.tokens, 0) or scan.lexicon.places.prepositions.at(scan.tokens, 0)
    return noun.start <= 1 or (noun.start <= 3 and led is not None)


def _leads_in(scan: Scan, noun: Hit) -> bool:
    """Whether footage stands in the opening of "In a longer version of the pictures, one sees …"."""
    if scan.lexicon.agents.within.at(scan.tokens, 0) is None:
        return False
    opening = next((n for n in range(1, len(scan.tokens)) if scan.gap(n).strip()), 0)
    return noun.end <= opening and any(0 <= h.start - opening <= _LOOK_BACK for h in scan.any("visible"))


def _begins(scan: Scan, phrases: PhraseSet, reach: int = 3) -> Hit | None:
    return next((h for n in range(min(reach, len(scan.tokens))) if (h := phrases.at(scan.tokens, n))), None)


def _after_participle(scan: Scan) -> Hit | None:
    """The pronoun after the comma of "Filmed from a roof, it …"."""
    opening = any(h.start <= 1 for h in scan.any("posted_passive", "filmed"))
    comma = next((n for n in range(1, len(scan.tokens)) if "," in scan.gap(n)), None)
    return scan.lexicon.determiners.pronouns.at(scan.tokens, comma) if opening and comma else None


def _in_report(scan: Scan) -> Hit | None:
    """The pronoun, or where subjects are left out the verb, right after "NN says that"."""
    for hit in (*scan.lexicon.stance.speech.find(scan.tokens), *_reported(scan), *scan.any("verified")):
        after = range(max(hit.start + 1, hit.end - 1), hit.end + 3)
        pronoun = next((p for n in after if (p := scan.lexicon.determiners.pronouns.at(scan.tokens, n))), None)
        if pronoun and scan.tokens[pronoun.start].forms[0] not in scan.lexicon.grammar.speakers:
            return pronoun
        if scan.lexicon.grammar.null_subject and any(v.start in after for v in scan.any("posted_passive", "filmed")):
            return hit
    return _after_source(scan)


def _after_source(scan: Scan) -> Hit | None:
    """The pronoun of "According to NN, it was filmed in …"."""
    source = _begins(scan, scan.lexicon.stance.attribution, reach=1)
    for pronoun in scan.lexicon.determiners.pronouns.find(scan.tokens, start=source.end) if source else ():
        if any(0 <= v.start - pronoun.end <= _SOON for v in scan.any("filmed", "posted_passive")):
            return pronoun
    return None


def _matter_unverified(scan: Scan) -> bool:
    """Says that what is claimed of some footage could not be verified: "the location could not be confirmed"."""
    unverified = scan.lexicon.stance.unverified.find(scan.tokens)
    matters = scan.lexicon.nouns.matters.find(scan.tokens) if unverified else ()
    return any(m.start - u.end <= _LOOK_BACK and u.start - m.end <= _LOOK_BACK for m in matters for u in unverified)


def _shown_by_pronoun(scan: Scan, pronoun: Hit | None) -> bool:
    """As in "It shows a lorry"."""
    return pronoun is not None and pronoun.start == 0 and any(h.start == pronoun.end for h in scan.any("shows"))


def _checked_by(scan: Scan, pronoun: Hit) -> bool:
    """As in "It has been verified by NN", not in "It has been verified that …"."""
    near = (h for h in scan.any("verified") if 0 <= h.start - pronoun.end <= _LOOK_BACK + 1)
    return any(scan.lexicon.agents.by.at(scan.tokens, h.end) for h in near)


def _is_speaker(scan: Scan, pronoun: Hit) -> bool:
    """As in "Residents said they …"."""
    said = scan.lexicon.stance.speech.ending_at(scan.tokens, pronoun.start)
    return said is not None and scan.tokens[pronoun.start].forms[0] in scan.lexicon.grammar.speakers


def _is_whole(scan: Scan, unverified: Hit, pronoun: Hit | None) -> bool:
    """As in "It could not be verified"; "It is unclear whether …" goes on about something else."""
    rest = len(scan.tokens) - unverified.end
    if unverified.start == 0 and scan.lexicon.grammar.null_subject:
        return rest <= _SOON
    return pronoun is not None and (rest <= _LOOK_BACK or scan.lexicon.agents.by.at(scan.tokens, unverified.end) is not None)


def _taken_up(scan: Scan) -> Grip | None:
    """A sentence without a noun for footage that goes on about it."""
    done = scan.any("posted_passive", "filmed", "spreading", "origin")
    stance = scan.lexicon.stance
    captioned = scan.lexicon.nouns.captions.find(scan.tokens)
    if captioned and captioned[0].start < _NEAR_START and (scan.verbs["filmed"] or _reported(scan) or scan.dates):
        return Grip.TAKEN_UP
    judged = bool(scan.verbs["verified"] or stance.unverified.find(scan.tokens))
    pronoun = _begins(scan, scan.lexicon.determiners.pronouns) or _after_participle(scan)
    unverified = stance.unverified.find(scan.tokens)
    pronoun = None if pronoun and _is_speaker(scan, pronoun) else pronoun
    whole = any(_is_whole(scan, hit, pronoun) for hit in unverified)
    if _shown_by_pronoun(scan, pronoun) or _matter_unverified(scan) or whole:
        return Grip.SEEN
    pronoun = pronoun or _in_report(scan)
    followed = pronoun is not None and any(0 <= h.start - pronoun.end <= _LOOSE for h in done)
    if pronoun and _checked_by(scan, pronoun):
        return Grip.TAKEN_UP
    if followed and (scan.platforms or scan.verbs["filmed"] or judged or _reported(scan)):
        return Grip.TAKEN_UP
    starts = scan.lexicon.grammar.null_subject and any(h.start <= 2 for h in scan.any("posted_passive", "filmed"))
    if starts and (scan.platforms or scan.verbs["filmed"]):
        return Grip.TAKEN_UP
    visible = scan.verbs["visible"]
    return Grip.SEEN if visible and visible[0].start < _NEAR_START else None


def _ordinal(scan: Scan, noun: Hit) -> int | None:
    ordinals = enumerate(scan.lexicon.determiners.ordinals, start=1)
    return next((n for n, phrases in ordinals if any(noun.start - h.end in {0, 1} for h in phrases.find(scan.tokens))), None)


def _around(scan: Scan, noun: Hit, phrases: PhraseSet) -> bool:
    """A word right before the noun, or right after it ("un vídeo diferente")."""
    return any(noun.start - h.end in {0, 1} or h.start == noun.end for h in phrases.find(scan.tokens))


def _platforms(scan: Scan) -> tuple[Slug, ...]:
    return tuple(dict.fromkeys(slug for _, slug in scan.platforms))


def _points_back(scan: Scan, noun: _Noun) -> bool:
    """As in "This sequence is authentic": pictures pointed at, of which nothing is said that only footage undergoes."""
    told = scan.any("posted_active", "posted_passive", "spreading", "filmed", "origin", "shows", "visible", "verified", "refuted")
    weak = noun.images and noun.determiner is Determiner.DEMONSTRATIVE and not scan.platforms
    return weak and not told and not scan.lexicon.stance.unverified.find(scan.tokens)


def mention(scan: Scan) -> Mention | None:
    """The sentence's hold on particular footage, or ``None``."""
    noun = next((n for n in _nouns(scan) if _is_particular(scan, n)), None)
    if noun is None:
        grip = None if scan.generic else _taken_up(scan)
        return Mention(grip=grip, platforms=_platforms(scan)) if grip else None
    words = scan.lexicon.determiners
    return Mention(
        grip=Grip.TAKEN_UP if _points_back(scan, noun) else Grip.NAMED,
        noun=noun.hit,
        determiner=noun.determiner,
        plural=noun.plural,
        other=_around(scan, noun.hit, words.other),
        same=_around(scan, noun.hit, words.same),
        ordinal=_ordinal(scan, noun.hit),
        platforms=_platforms(scan),
    )
