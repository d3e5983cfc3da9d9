"""How surely: the status that words of reserve, denials and findings give a statement of place."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.articles import denials, suffixes
from provenance.articles.parties import has_footage
from provenance.articles.phrases import Hit
from provenance.articles.reserves import Reserve, reserves, turning_points
from provenance.articles.scan import Scan
from provenance.articles.speech import rejected
from provenance.model import ClaimStatus, HedgeLevel

__all__ = ["Standing", "Voice", "standing"]

_NEGATED_WITHIN = 6
_REFUTED_WITHIN = 8
_NEGATED_BEHIND = 4
"""The same behind the place, where the verb stands last."""
_VERDICT = 2
"""Words between "but" and a verdict: "but this is false"."""
_ASKED = 4
"""Words between "whether" and the footage that is asked about."""

_OPENING = 1
"""Words before an opening "in reality": "But in reality …"."""
_BESIDE = 2
"""Words between "in fact" and the verb that it stands by: "was in fact filmed in", "stammt tatsächlich aus"."""
_ADJECTIVE = 2
"""Words of an adjective and its noun."""
_BREAKS = frozenset(":;–—")


def _denied(scan: Scan, place: Hit) -> bool:
    """A "not" close before the place, and no "but rather" between; or a verdict on what is said of it."""
    if _is_rejected(scan, place):
        return True
    contrast, found = scan.lexicon.stance.contrast.find(scan.tokens), denials.verdicts(scan)
    told = scan.any("filmed", "origin", "shows", "visible")
    refuted = [
        h
        for h in found
        if 0 <= place.start - h.end <= _REFUTED_WITHIN
        and not _tells_origin(scan, h)
        and not any(h.end <= t.start < place.start for t in told)
        and not denials.broken(scan, h.end, place.start)
        and not _told_anew(scan, h, place)
    ]
    refuted += [h for h in found if _refutes_clause(scan, h, place)]
    if any(_claim_refuted(scan, place, r) or _taken_back(scan, place, r) for r in found):
        return True
    if any(_refuted_behind(scan, place, r) for r in scan.any("refuted")):
        return True
    # "Denied that" is somebody's word, and read with who denies.
    negations = [n for n in scan.negations if not any(n.overlaps(d) for d in scan.verbs["denied"])]
    near = [n for n in negations if 0 <= place.start - n.end <= _NEGATED_WITHIN and not denials.broken(scan, n.end, place.start)]
    if scan.lexicon.grammar.verb_last:
        behind = (n for n in negations if 0 <= n.start - place.end <= _NEGATED_BEHIND)
        return any(suffixes.unbroken(scan, place.end, n.start) for n in behind)
    return any(not any(n.end <= c.start < place.start for c in contrast) for n in (*near, *refuted))


def _told_anew(scan: Scan, refuted: Hit, place: Hit) -> bool:
    """As in German "das Video ist alt und wurde in X gedreht": behind "and" the place has a verb of its own, at the end."""
    if not scan.lexicon.grammar.auxiliaries or not scan.lexicon.stance.joins.find(
        scan.tokens, start=refuted.end, end=place.start
    ):
        return False
    verbs = (v for v in scan.any("filmed", "origin") if 0 <= v.start - place.end <= _NEGATED_WITHIN)
    return any(all(scan.tokens[n].joined for n in range(place.end, v.start + 1)) for v in verbs)


def _tells_origin(scan: Scan, refuted: Hit) -> bool:
    """Whether the place behind a verdict is where the footage comes from: "it is old footage from X"."""
    words = scan.lexicon.places
    led = words.prepositions.at(scan.tokens, refuted.end) or words.sources.at(scan.tokens, refuted.end)
    return led is not None and has_footage(scan, Hit(refuted.end - 1, refuted.end))


def _refuted_behind(scan: Scan, place: Hit, refuted: Hit) -> bool:
    """As in German "Mit den Protesten in X hat das nichts zu tun": the place leads, in the same clause."""
    near = 0 <= refuted.start - place.end <= _REFUTED_WITHIN
    # "Filmed in X and has nothing to do with Y": what is refuted is told beside the place.
    near = near and not scan.lexicon.stance.joins.find(scan.tokens, start=place.end, end=refuted.start + 1)
    if not scan.lexicon.grammar.auxiliaries:
        # Italian "con X non c'entra nulla": the place opens the clause, behind its preposition alone.
        lead = scan.lexicon.places.prepositions.ending_at(scan.tokens, place.start)
        opens = lead.start if lead else place.start - 1
        joins = scan.lexicon.stance.joins.ending_at(scan.tokens, opens) if opens > 0 else None
        near = near and (opens <= 0 or joins is not None or not scan.tokens[opens].joined)
        near = near and not any(
            v.overlaps(Hit(opens, refuted.start)) for v in scan.any("filmed", "origin", "shows") if opens >= 0
        )
    return near and all(scan.tokens[n].joined for n in range(place.end, refuted.start + 1))


def _refutes_clause(scan: Scan, refuted: Hit, place: Hit) -> bool:
    """As in "It is false that this video shows a crowd in X": whatever the clause says is denied."""
    start = denials.clause_start(scan, refuted)
    return start is not None and 0 <= place.start - start <= denials.CLAUSE and not denials.broken(scan, start, place.start)


def _claim_refuted(scan: Scan, place: Hit, refuted: Hit) -> bool:
    """As in "The claim that it was filmed in X is false", "That it was filmed in X is false"."""
    if refuted.end <= place.end or refuted.start - place.end > _REFUTED_WITHIN:
        return False
    matters, clauses = scan.lexicon.nouns.matters, scan.lexicon.stance.clause.find(scan.tokens, end=place.start)
    claimed = (t for t in clauses if place.start - t.end <= denials.CLAUSE and not denials.broken(scan, t.end, refuted.end - 1))
    return any(not t.start or matters.ending_at(scan.tokens, t.start) for t in claimed)


def _taken_back(scan: Scan, place: Hit, refuted: Hit) -> bool:
    """As in "Posts claim that it shows a riot in X, but this is false": what was said before is what is false."""
    turns = (*_turns(scan), *turning_points(scan, place.end, refuted.start + 1))  # "…; non è così"
    turn = next((t for t in turns if place.end <= t <= refuted.start <= t + _VERDICT), None)
    if turn is None or (refuted.end < len(scan.tokens) and scan.tokens[refuted.end].joined):
        return False
    said = (*scan.lexicon.stance.speech.find(scan.tokens), *(r.hit for r in reserves(scan) if r.reported))
    return any(s.end <= place.start for s in said)


def _denying(scan: Scan, place: Hit) -> Hit | None:
    """The verb by which somebody denies the place."""
    for verb in scan.verbs["denied"]:
        # "Dass es in X gefilmt wurde, bestreitet NN": the clause leads.
        led = scan.lexicon.stance.clause.at(scan.tokens, 0) is not None and "," in scan.gap(verb.start)
        whole = led or verb not in denials.denials(scan) or denials.rejects_this(scan, verb)
        if denials.denies(scan, verb, place) or (whole and _claim_refuted(scan, place, verb)):
            return verb
    return None


def _in_fact(scan: Scan, place: Hit) -> bool:
    """Whether "in fact" opens the sentence or stands by the verb that tells where, in nobody else's words.

    As in "In reality it was filmed in Y", "was in fact filmed in Y", "it really shows a landslide in Y".
    """
    turns = [h for h in scan.lexicon.stance.in_fact.find(scan.tokens) if h.end <= place.start or scan.lexicon.grammar.verb_last]
    told = [v for v in scan.any("filmed", "origin", "shows", "visible") if v.end <= place.start or scan.lexicon.grammar.verb_last]
    beside = any(-_BESIDE <= v.start - t.end <= _BESIDE or 0 <= t.start - v.end <= _BESIDE for t in turns for v in told)
    beside = beside or any(0 <= place.start - h.end <= _BESIDE for h in turns)  # "se trouve en réalité à X"
    pronoun = scan.lexicon.determiners.pronouns.at(scan.tokens, 0)  # "Il s'agit en réalité d'une explosion à X"
    return beside or any(h.start - (pronoun.end if pronoun else 0) <= _OPENING for h in turns)


def _in_others_words(scan: Scan, *, before: int | None = None) -> bool:
    """Whether somebody is said to say it, if only "he" or the caption: "the caption says", "…", he told us.

    ``before``: only words that begin before that one count.
    """
    stance, captions = scan.lexicon.stance, scan.lexicon.nouns.captions
    said = [*scan.speech, *stance.attribution.find(scan.tokens)]
    # "The footage, passed off as from X, was in fact filmed in Y": the reserve is about the other place.
    turn = max((h.start for h in stance.in_fact.find(scan.tokens)), default=0)
    told = [*captions.find(scan.tokens), *(r.hit for r in reserves(scan) if r.reported)]
    told = [hit for hit in told if not _apart(scan, hit.end, turn)]
    last = len(scan.tokens) if before is None else before
    return any(hit.start < last and not _is_rejected(scan, hit) for hit in (*said, *told))


def _apart(scan: Scan, end: int, start: int) -> bool:
    """Whether a comma or a heavier mark stands between two words in this order."""
    return end <= start and any(not scan.tokens[n].joined for n in range(end, start + 1))


def _is_rejected(scan: Scan, hit: Hit) -> bool:
    """Whether the words stand in what the sentence goes against."""
    return any(hit.overlaps(against) for against in rejected(scan))


def _instead(scan: Scan, place: Hit, *, filmed: bool) -> bool:
    """Whether the writer puts the place in place of a refuted one: "not in X but in Y", "not X: it was filmed in Y".

    At the beginning of a sentence "in reality" does the same, without the other place being named again. What somebody else
    denies refutes nothing in the writer's name.
    """
    turns = [h for h in scan.lexicon.stance.contrast.find(scan.tokens) if h.end <= place.start]
    if rejected(scan) and not _in_others_words(scan):
        return True
    if not _in_others_words(scan) and ((filmed and any(h.start <= _OPENING for h in turns)) or _in_fact(scan, place)):
        return True
    refuted = [r for r in scan.any("refuted") if not any(r.overlaps(d) for d in scan.verbs["denied"])]
    negations = [n for n in scan.negations if not any(n.overlaps(d) for d in scan.verbs["denied"])]
    # "It has nothing to do with X and was filmed in Y": told by a verb of its own behind the refutation.
    made = [v for v in scan.any("filmed", "origin") if v.end <= place.start or scan.lexicon.grammar.auxiliaries]
    # "The fake video was filmed in Y" puts Y in place of nothing.
    told_false = [r for r in refuted if r.end - r.start != _ADJECTIVE or not has_footage(scan, r)]
    if filmed and any(r.end <= v.start for r in told_false for v in made if not v.overlaps(r)):
        return True
    marks = _BREAKS | {","} if scan.lexicon.grammar.verb_last else _BREAKS
    told = [h.start for h in scan.any("filmed", "origin", "shows", "visible") if h.end <= place.start]
    # "In Y, and not in X as users claim": what stands behind is said of X.
    if filmed and not _in_others_words(scan, before=place.start) and _not_another(scan, place):
        return True
    # Where the verb stands last, it is behind the place.
    told += [place.start] if filmed else []
    breaks = [n for n in range(1, max(told, default=0) + 1) if set(scan.gap(n)) & marks]
    turning = max((*(h.start for h in turns), *breaks), default=0)
    return any(n.end <= turning for n in (*negations, *refuted))


def _not_another(scan: Scan, place: Hit) -> bool:
    """As in "filmed in Y, and not in X", "in Y, not X": behind the place another one is denied."""
    prepositions, sources = scan.lexicon.places.prepositions, scan.lexicon.places.sources
    for negation in scan.negations:
        apart = 0 <= negation.start - place.end <= _BESIDE and not scan.tokens[place.end].joined
        if apart and negation.end < len(scan.tokens) and not any(negation.overlaps(d) for d in scan.verbs["denied"]):
            led = prepositions.at(scan.tokens, negation.end) or sources.at(scan.tokens, negation.end)
            if led or scan.tokens[negation.end].is_name:
                return True
    return False


def _passed_on(scan: Scan, reserve: Reserve) -> bool:
    """Whether a hearsay form tells what footage is meant to show ("montrerait"), which is the claim of whoever posted it."""
    shown = (h.start for h in scan.any("shows", "visible") if h.end > reserve.hit.start)
    made = (h.start for h in scan.any("filmed", "origin") if h.end > reserve.hit.start)
    return min(shown, default=len(scan.tokens)) < min(made, default=len(scan.tokens))


class Voice(StrEnum):
    """Whose word a statement of place is, where the sentence names them."""

    ARTICLE = "article"
    SPEAKER = "speaker"
    VERIFIER = "verifier"
    DENIER = "denier"
    POSTER = "poster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a statement of place rests on."""

    status: ClaimStatus
    voice: Voice = Voice.ARTICLE
    denying: Hit | None = None
    """The verb by which somebody denies it."""


def standing(
    scan: Scan,
    place: Hit,
    *,
    said: Voice,
    confirmed: bool,
    filmed: bool,
    background: Hit | None = None,
    posted: bool = False,
) -> Standing:
    """What a statement of place rests on (docs/decisions/0007).

    ``said``: who speaks there: the writer, a speaker, whoever posted the footage; ``confirmed``, ``posted``: the sentence has
    a verifier, somebody who posted the footage; ``filmed``: the place is that of the filming, not only of what is shown.
    """
    open_ = _in_question(scan, place) or (said is not Voice.SPEAKER and _unsaid(scan, place))
    if open_ or scan.lexicon.stance.unverified.find(scan.tokens):
        return Standing(status=ClaimStatus.UNVERIFIED)
    if denying := _denying(scan, place):
        return Standing(status=ClaimStatus.DENIED, voice=Voice.DENIER, denying=denying)
    if _denied(scan, place):
        return Standing(status=ClaimStatus.DENIED, voice=said)
    found = _against_claim(scan, place)
    about = [r for r in reserves(scan) if not (background and r.hit.overlaps(background)) and not _is_rejected(scan, r.hit)]
    if any(not r.reported and not r.conditional for r in about) and not found:
        return Standing(status=ClaimStatus.HEDGED, voice=said)
    # "Confirmed that the footage, supposedly from X, …": what is reserved so is not what was confirmed.
    led = any(r.reported and 0 <= place.start - r.hit.end <= _BESIDE and r.level is HedgeLevel.DOUBTFUL for r in about)
    confirmed = confirmed and not led
    if confirmed or found:
        return Standing(status=ClaimStatus.CONFIRMED, voice=Voice.VERIFIER if confirmed else Voice.ARTICLE)
    status = ClaimStatus.ATTRIBUTED if said is Voice.SPEAKER else _unattributed(scan, place, about, filmed=filmed, posted=posted)
    reported = status is ClaimStatus.CLAIMED and any(r.reported for r in about)
    return Standing(status=status, voice=Voice.POSTER if reported else said)


def _in_question(scan: Scan, place: Hit) -> bool:
    """As in "would not say whether the video was filmed in X", "Whether it is from X is not known": nobody says that it was.

    A question about the footage has it, or a pronoun for it, near the "whether".
    """
    pronouns = scan.lexicon.determiners.pronouns
    for hit in scan.lexicon.stance.whether.find(scan.tokens, end=place.start):
        near = Hit(max(0, hit.start - _ASKED), min(hit.end + _ASKED, len(scan.tokens)))
        of_footage = has_footage(scan, near) or any(pronouns.at(scan.tokens, n) for n in range(hit.end, near.end))
        if of_footage and place.start - hit.end <= denials.CLAUSE and not denials.broken(scan, hit.end, place.start):
            return True
    return False


def _against_claim(scan: Scan, place: Hit) -> bool:
    """As in "Users claim it shows X, but it was filmed in Y": the writer's own statement behind what others say."""
    told = scan.any("filmed", "origin", "shows", "visible")
    stance, weighed = scan.lexicon.stance, reserves(scan)
    said = [*stance.speech.find(scan.tokens), *stance.attribution.find(scan.tokens)]
    for turn in _turns(scan):
        behind = any(turn <= v.start and v.end <= place.start + 1 for v in told)
        claimed = any(r.reported and r.hit.end <= turn for r in weighed)
        claimed = claimed or (any(s.end <= turn for s in said) and any(v.end <= turn for v in told))
        own = not any(h.start >= turn for h in (*said, *(r.hit for r in weighed), *scan.lexicon.nouns.captions.find(scan.tokens)))
        if turn <= place.start and behind and claimed and own:
            return True
    return False


def _turns(scan: Scan) -> list[int]:
    """Where the sentence turns against what it said first: at "but", behind the comma of an opening "although …,"."""
    found = []
    for hit in scan.lexicon.stance.turns.find(scan.tokens):
        comma = next((n for n in range(hit.end, len(scan.tokens)) if not scan.tokens[n].joined), None)
        if hit.start > _OPENING:
            found.append(hit.end)
        elif comma is not None:
            found.append(comma)
    return found


def _unsaid(scan: Scan, place: Hit) -> bool:
    """As in "the army would not say whether it was filmed in X": nobody says it, and nobody denies it."""
    spoken = [s for s in scan.speech if s.end <= place.start]
    return any(n.end == s.start for n in scan.negations for s in spoken)


def _unattributed(scan: Scan, place: Hit, about: list[Reserve], *, filmed: bool, posted: bool) -> ClaimStatus:
    """What a place rests on that nobody named says, confirms or denies."""
    if _instead(scan, place, filmed=filmed):
        return ClaimStatus.CONFIRMED
    doubted = any(r.reported and r.level is HedgeLevel.DOUBTFUL for r in about)
    # "The caption says it would be in …" is reserve; "supposedly it would be in …" only marks the claim as one.
    own = any(r.conditional and not _passed_on(scan, r) for r in about)
    return ClaimStatus.HEDGED if own and not doubted and not posted else ClaimStatus.CLAIMED
