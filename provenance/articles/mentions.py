"""Whether a sentence speaks of one particular piece of footage, or of video in general.

"The video was posted on Telegram" is footage; "they make videos", "a video game", "you can upload a
video to YouTube" is not. A noun for footage counts when its determiner or something that happened to it
(posted, filmed, verified, showing something) makes it particular; a sentence without the noun may take up
footage named just before.
"""

from dataclasses import dataclass
from enum import StrEnum

from provenance.articles import denials, evidence
from provenance.articles.phrases import Hit, PhraseSet
from provenance.articles.scan import CHANNEL, POSTED, Scan
from provenance.model import SOCIAL, Slug

__all__ = ["Determiner", "Grip", "Mention", "Reckoning", "mention", "reckon"]

ENOUGH = 0.53
"""Belief from which a sentence counts as speaking of footage."""
GENERAL = 0.9
"""The same where the reader is spoken to, or a habit told, of any footage: "you can upload a clip"."""
WITHOUT_NAME = 0.52
"""The same for one that does not name it: a little less will do, for it introduces no footage."""
WHAT_IS_SEEN = 0.35
"""The same for "one sees …", which counts only where footage was named just before."""
TALK = 0.25
"""The least for one that talks of video in general, whatever stands before it."""
VERDICT = 0.05
"""The same for a verdict right behind a sentence about footage: there is nothing else it can be about."""
_TALK = frozenset({"talk of habits", "talk of amounts", "talk of rules", "talk of advice", "talk of plans", "general talk"})
_SUBJECTLESS = 2
"""Words before the verb where subjects are left out: "fue", "ha sido"."""
_LOOK_BACK = 2
"""Words from a determiner to its noun: one adjective may stand between; further off it belongs to another noun."""
_NEAR_START = 5
_SOON = 6
"""Words from "it" to what was done to it."""
_TURN = 3
"""Words from "by contrast" to the footage that is turned to: further off it is somebody else who speaks of the same."""
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
    belief: float
    """Probability that it speaks of particular footage at all."""
    firm: bool = True
    """Enough by itself; otherwise it counts only right after a sentence that does."""
    noun: Hit | None = None
    determiner: Determiner = Determiner.BARE
    plural: bool = False
    other: bool = False
    """Says that it is not the footage spoken of before."""
    turning: bool = False
    """By contrast: at the beginning of a paragraph not the footage spoken of before, unless it is pointed at."""
    same: bool = False
    partitive: bool = False
    """Speaks of one of several that were named together."""
    ordinal: int | None = None
    """1 for "the first video"."""
    fresh: bool = False
    """Named as for the first time: "a video", Arabic without its article, Slavic behind the verb that tells of its posting."""
    platforms: tuple[Slug, ...] = ()
    """Networks named in the sentence, in order; :data:`~provenance.model.SOCIAL` and ``channel`` where unnamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noun:
    hit: Hit
    kind: str
    """``singular``, ``plural``, ``images`` or ``trace``."""
    determiner: Determiner

    @property
    def plural(self) -> bool:
        return self.kind in {"plural", "images"}


def _determiner(scan: Scan, noun: Hit) -> Determiner:
    """By the nearest determiner within reach, no punctuation between; a measure does not count: "the 22-second video"."""
    words = scan.lexicon.determiners
    kinds = (
        (Determiner.DEMONSTRATIVE, words.demonstrative),
        (Determiner.DEFINITE, words.definite),
        (Determiner.INDEFINITE, words.indefinite),
    )
    position, passed, turns = noun.start, 0, words.turns.find(scan.tokens)
    while position > 0 and passed < _LOOK_BACK and scan.tokens[position].joined:
        for kind, phrases in kinds:
            found = phrases.ending_at(scan.tokens, position, reach=2)
            if found and not any(found.overlaps(t) for t in turns):  # Arabic "كذلك" is "also", and ends in a "that"
                return kind
        position -= 1
        passed += not (scan.tokens[position].text.isdigit() or scan.gap(position) == "-")
    # "Em vídeo publicado no Instagram, …": one video, without an article.
    inside = scan.lexicon.agents.within.ending_at(scan.tokens, noun.start)
    if inside and any(v.start == noun.end for v in scan.any("posted_passive", "filmed")):
        return Determiner.INDEFINITE
    prefixed = scan.tokens[noun.start].text.startswith("ال") and "ال" in scan.lexicon.grammar.clitics
    return Determiner.DEFINITE if prefixed else Determiner.BARE


def _nouns(scan: Scan) -> list[_Noun]:
    nouns = scan.lexicon.nouns
    generic = nouns.generic.find(scan.tokens)
    found: list[_Noun] = []
    kinds = ((nouns.singular, "singular"), (nouns.plural, "plural"), (nouns.images, "images"), (nouns.traces, "trace"))
    named = [(hit, kind) for phrases, kind in kinds for hit in phrases.find(scan.tokens)]
    # The longest first: Dutch "video's" begins with "video".
    for hit, kind in sorted(named, key=lambda n: n[0].start - n[0].end):
        if not any(hit.overlaps(g) for g in (*generic, *(n.hit for n in found))):
            found.append(_Noun(hit=hit, kind=kind, determiner=_determiner(scan, hit)))
    return sorted(found, key=lambda n: n.hit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """A sentence weighed: its best name for footage, and the signs found with it."""

    noun: _Noun | None
    signs: frozenset[str]
    belief: float
    grip: Grip | None
    """How it would take footage up without a name."""


def reckon(scan: Scan) -> Reckoning:
    """Weigh the sentence by each of its names for footage, and without any."""
    grip, opening = _taken_up(scan)
    found = [_weighed(scan, noun, opening=opening) for noun in _nouns(scan)]
    best = max(found, key=lambda r: r.belief, default=None)
    return best if best is not None else _weighed(scan, None, opening=opening, grip=grip)


def _weighed(scan: Scan, noun: _Noun | None, *, opening: str, grip: Grip | None = None) -> Reckoning:
    signs = evidence.signs(
        scan,
        noun.hit if noun else None,
        kind=noun.kind if noun else "none",
        determiner=noun.determiner.value if noun else "",
        opening=opening,
    )
    return Reckoning(noun=noun, signs=signs, belief=evidence.belief(signs), grip=grip)


def _reported(scan: Scan) -> tuple[Hit, ...]:
    return tuple(h for entry in scan.lexicon.stance.hedges if entry.reported for h in entry.words.find(scan.tokens))


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


def _taken_up(scan: Scan) -> tuple[Grip, str]:
    """How a sentence without a name for footage goes on about it, and by what it would do so."""
    unverified = scan.lexicon.stance.unverified.find(scan.tokens)
    pronoun = _begins(scan, scan.lexicon.determiners.pronouns) or _after_participle(scan)
    pronoun = None if pronoun and _is_speaker(scan, pronoun) else pronoun
    whole = any(_is_whole(scan, hit, pronoun) for hit in unverified)
    if _shown_by_pronoun(scan, pronoun) or _matter_unverified(scan) or whole:
        return Grip.SEEN, "shown"
    done = scan.any("posted_passive", "filmed", "spreading", "origin")
    if pronoun and (_checked_by(scan, pronoun) or any(0 <= h.start - pronoun.end <= _LOOSE for h in done)):
        return Grip.TAKEN_UP, "pronoun"
    visible = scan.verbs["visible"]
    if visible and visible[0].start < _NEAR_START:
        return Grip.SEEN, "seen"
    return _weakly_taken_up(scan, pronoun, done)


def _weakly_taken_up(scan: Scan, pronoun: Hit | None, done: tuple[Hit, ...]) -> tuple[Grip, str]:
    if pronoun:
        return Grip.TAKEN_UP, "bare pronoun"
    inside = _in_report(scan)
    if inside and any(0 <= h.start - inside.end <= _LOOSE for h in done):
        return Grip.TAKEN_UP, "report"
    turn = _begins(scan, scan.lexicon.stance.in_fact, reach=1)  # "En realidad fue grabado en X"
    start = _SUBJECTLESS + (turn.end if turn else 0)
    if scan.lexicon.grammar.null_subject and any(h.start <= start for h in scan.any("posted_passive", "filmed")):
        return Grip.TAKEN_UP, "null subject"
    events = scan.any("posted_active", "posted_passive", "filmed", "spreading", "origin", "verified", "refuted", "taken_from")
    return (Grip.TAKEN_UP if events or scan.lexicon.nouns.captions.occurs(scan.tokens) else Grip.SEEN), "none"


def _ordinal(scan: Scan, noun: Hit) -> int | None:
    """Which one; "the 22-second video" is no second."""
    ordinals = enumerate(scan.lexicon.determiners.ordinals, start=1)
    return next((n for n, phrases in ordinals if _around(scan, noun, phrases, counted=True)), None)


def _ordinal_alone(scan: Scan) -> int | None:
    """Which one, where a number behind its article stands for it: "As for the third, shared by NN, …".

    Not "the third day", and not "Second, …", which counts arguments.
    """
    verbs = scan.any(*POSTED, "filmed", "shows", "origin")
    for number, phrases in enumerate(scan.lexicon.determiners.ordinals[1:], start=2):
        hit = _begins(scan, phrases, reach=4)
        if hit is None or hit.start == 0 or hit.end >= len(scan.tokens):
            continue
        if not scan.tokens[hit.end].joined or any(v.start == hit.end for v in verbs):
            return number
    return None


def _fresh(scan: Scan, noun: _Noun) -> bool:
    """Whether the noun stands as what is named for the first time does.

    Languages without articles tell it by order: in "появилось видео" it is new, in "видео появилось" it was spoken of.
    """
    if noun.determiner is not Determiner.BARE:
        return noun.determiner is Determiner.INDEFINITE
    grammar = scan.lexicon.grammar
    if "ال" in grammar.clitics:
        return True
    before = (v for v in scan.any(*POSTED) if v.end <= noun.hit.start)
    return grammar.articles or any(noun.hit.start - v.end <= _LOOSE for v in before)


def _around(scan: Scan, noun: Hit, phrases: PhraseSet, *, counted: bool = False) -> bool:
    """A word before the noun with one between at most, or right after it ("un vídeo diferente").

    ``counted``: the word may also be a measure behind a number and a hyphen, which does not count.
    """
    found = (h for h in phrases.find(scan.tokens) if not (counted and "-" in scan.gap(h.start)))
    return any(noun.start - h.end in {0, 1} or h.start == noun.end for h in found)


def _turning(scan: Scan, noun: _Noun) -> bool:
    """As in "By contrast, the video of …", "Vero, al contrario, è il filmato …"."""
    if noun.determiner is Determiner.DEMONSTRATIVE:
        return False
    turns = scan.lexicon.determiners.turns.find(scan.tokens)
    # Turkish "gerçek bir kayıt ise"
    behind = scan.lexicon.grammar.verb_last and noun.determiner is Determiner.INDEFINITE
    return any(0 <= noun.hit.start - h.end <= _TURN or (behind and h.start == noun.hit.end) for h in turns)


def _platforms(scan: Scan) -> tuple[Slug, ...]:
    named = any(slug not in {SOCIAL, CHANNEL} for _, slug in scan.platforms)
    online = scan.lexicon.platforms.net.find(scan.tokens) if named else ()
    # "It got online on Telegram" names one network, and not two.
    return tuple(dict.fromkeys(slug for hit, slug in scan.platforms if slug != SOCIAL or hit not in online))


def _points_back(scan: Scan, noun: _Noun) -> bool:
    """As in "This sequence is authentic": pictures pointed at, of which nothing is said that only footage undergoes."""
    told = scan.any(*POSTED, "filmed", "origin", "shows", "visible", "verified", "refuted")
    weak = noun.kind == "images" and noun.determiner is Determiner.DEMONSTRATIVE and not scan.platforms
    return weak and not told and not scan.lexicon.stance.unverified.find(scan.tokens)


def _needed(weighed: Reckoning) -> float:
    if "general talk of any" in weighed.signs and not weighed.signs & {"filmed", "verified", "refuted", "unverified"}:
        return GENERAL
    if weighed.noun is None and "compound" in weighed.signs and "opening none" in weighed.signs:
        return 1.0
    if "opening seen" in weighed.signs:
        return WHAT_IS_SEEN
    return WITHOUT_NAME if "opening none" in weighed.signs else ENOUGH


def _is_verdict(scan: Scan, weighed: Reckoning) -> bool:
    """Says of footage just spoken of that it was staged, made by a machine or is false: "All of it was acted"."""
    told = scan.any("staged", "generated") or denials.on_the_last(scan)
    return bool(told) and not weighed.signs & _TALK


def mention(scan: Scan, *, enough: float | None = None, beside: bool = False) -> Mention | None:
    """The sentence's hold on particular footage, or ``None``.

    ``enough`` replaces the belief that is asked for; ``beside``: it follows a sentence that speaks of footage.
    """
    weighed = reckon(scan)
    needed = _needed(weighed) if enough is None else enough
    if weighed.signs & _TALK:
        needed = max(needed, TALK)
    if weighed.belief < (min(needed, VERDICT) if beside and _is_verdict(scan, weighed) else needed):
        return None
    noun, firm = weighed.noun, weighed.belief >= _needed(weighed)
    words = scan.lexicon.determiners
    partitive = _begins(scan, words.partitive) is not None
    if noun is None:
        grip = weighed.grip or Grip.TAKEN_UP
        ordinal, platforms = _ordinal_alone(scan), _platforms(scan)
        return Mention(grip=grip, belief=weighed.belief, firm=firm, partitive=partitive, ordinal=ordinal, platforms=platforms)
    other, ordinal = _around(scan, noun.hit, words.other, counted=True), _ordinal(scan, noun.hit) or _ordinal_alone(scan)
    vague = noun.kind == "trace" and noun.determiner is not Determiner.INDEFINITE and not other and not ordinal
    back = _points_back(scan, noun) or vague
    return Mention(
        grip=Grip.TAKEN_UP if back else Grip.NAMED,
        belief=weighed.belief,
        firm=firm,
        noun=noun.hit,
        determiner=noun.determiner,
        plural=noun.plural,
        other=other,
        turning=_turning(scan, noun),
        same=_around(scan, noun.hit, words.same),
        ordinal=ordinal,
        fresh=_fresh(scan, noun),
        partitive=partitive,
        platforms=_platforms(scan),
    )
