"""Who copied whom among the files of a case: one forest over each cluster of the same footage, every edge with its reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from provenance.chain import signs
from provenance.chain.ages import Moment
from provenance.chain.arranging import Arranged, arrange
from provenance.chain.clusters import best_pairs, connected
from provenance.chain.direction import CEILING, CERTAIN_ENOUGH, Cue, appeared, camera_cues, likelihood, plain_cues, said_cues
from provenance.chain.subjects import Subjects
from provenance.model import Derivation, DerivationRelation, Digest, Evidence, Match, MatchRelation, Probe, Snapshot

__all__ = ["Lineage", "copies", "lineages"]

DERIVED, ALTERNATE = DerivationRelation.WAS_DERIVED_FROM, DerivationRelation.ALTERNATE_OF
UNCALIBRATED = 0.5
"""Confidence in "same footage" where the matcher gives a score but no calibrated probability."""
TOLD = 0.15
"""Log-odds from which a sign is worth a word."""
DOUBTED = 0.5
"""Trust in a time below which it is said to be doubted."""
Ends = frozenset[Digest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """One cluster of the same footage."""

    first: Digest
    """The root that stands for the earliest known copy."""
    parents: Mapping[Digest, Digest | None]
    """Of every member; ``None`` for a root."""
    edges: tuple[Derivation, ...]
    """With their reasons: those of the forest, between its roots, and what points against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of the files beside their pictures."""

    matches: Mapping[Ends, tuple[Match, ...]]
    """Every match of two files, from either side."""
    pairs: Mapping[Ends, Match]
    """The best of them."""
    cues: Mapping[Ends, tuple[Cue, ...]]
    """Weighed as the best match has its sides."""
    probes: Mapping[Digest, Probe]
    moments: Mapping[Digest, Moment]


def copies(snapshot: Snapshot) -> Iterator[Derivation]:
    """The edges between files that show the same footage; same scene is no derivation."""
    return (edge for lineage in lineages(snapshot) for edge in lineage.edges)


def lineages(snapshot: Snapshot) -> Iterator[Lineage]:
    """Each cluster of the files of ``snapshot`` that show the same footage, arranged."""
    known = _known(snapshot)
    for group in connected(known.pairs):
        found = _arranged(known, group)
        yield Lineage(first=found.first, parents=found.parents, edges=tuple(_edges(known, found)))


def _known(snapshot: Snapshot) -> _Known:
    matches: dict[Ends, tuple[Match, ...]] = {}
    for match in snapshot.matches:
        ends = frozenset({match.query, match.compared.digest})
        if match.relation is MatchRelation.SAME_FOOTAGE and len(ends) == 2:
            matches[ends] = (*matches.get(ends, ()), match)
    pairs = {ends: _best(found) for ends, found in matches.items()}
    probes = {record.file.digest: record.probe for record in snapshot.media if record.probe}
    subjects = Subjects.of(snapshot)
    moments = {}
    for one in {digest for ends in pairs for digest in ends}:
        seen = appeared(one, [match for found in matches.values() for match in found if match.compared.digest == one], subjects)
        if seen is not None:
            moments[one] = Moment.of(seen)
    cues = {ends: tuple(_cues(matches[ends], pairs[ends], probes, subjects)) for ends in pairs}
    return _Known(matches=matches, pairs=pairs, cues=cues, probes=probes, moments=moments)


def _best(matches: Sequence[Match]) -> Match:
    """One whose files were laid over each other, the surest."""
    (best,) = best_pairs([match for match in matches if match.traces] or matches).values()
    return best


def _cues(matches: Sequence[Match], best: Match, probes: Mapping[Digest, Probe], subjects: Subjects) -> Iterator[Cue]:
    """What the pixels tell where they were laid over each other is among the signs; the mirror image of a match repeats it."""
    one, other = best.query, best.compared.digest
    yield from camera_cues(probes.get(one), probes.get(other))
    yield from said_cues(one, other, subjects)
    if best.traces:
        return
    told: dict[str, Cue] = {}
    for match in sorted(matches, key=lambda m: m is not best):
        found = list(plain_cues(match, probes))
        if match.query == one:
            told.update({cue.words: cue for cue in found if cue.words not in told})
        elif not told:
            told.update({cue.words: Cue(weight=-cue.weight, words=cue.words) for cue in found})
    yield from told.values()


def _arranged(known: _Known, group: Iterable[Digest]) -> Arranged:
    members = frozenset(group)
    pairs = {ends: match for ends, match in known.pairs.items() if ends <= members}
    hints: dict[tuple[Digest, Digest], float] = {}
    for ends, match in pairs.items():
        half = sum(cue.weight for cue in known.cues[ends]) / 2
        hints[match.query, match.compared.digest], hints[match.compared.digest, match.query] = half, -half
    return arrange(pairs, known.probes, moments=known.moments, hints=hints)


def _edges(known: _Known, found: Arranged) -> Iterator[Derivation]:
    for child in found.members:
        parent = found.parents[child]
        if parent is not None:
            yield _edge(known, found, child, parent)
        elif child != found.first:
            yield from _beside(known, found, child)
    yield from _closing(known, found)


# ── edges ───────────────────────────────────────────────────────────────────────────────────────


def _edge(known: _Known, found: Arranged, child: Digest, parent: Digest) -> Derivation:
    direct, back = found.share(child, parent), found.share(parent, child)
    reasons = list(_reasons(known, found, child, parent))
    shown = _shown(known, frozenset({child, parent}))
    if direct < CERTAIN_ENOUGH * (direct + back):
        unsure = [Evidence(words=f"points one way, not surely enough: {r.words}", supports=False) for r in reasons]
        nothing = [] if reasons else [Evidence(words="nothing tells which of the two came first")]
        return _alternate(known, child, parent, (*shown, *unsure, *nothing))
    return Derivation(
        child=str(child),
        parent=str(parent),
        relation=DERIVED,
        evidence=(*shown, *reasons),
        confidence=round(min(CEILING, direct), 3),
    )


def _alternate(known: _Known, one: Digest, other: Digest, evidence: tuple[Evidence, ...]) -> Derivation:
    probabilities = [m.probability for m in known.matches[frozenset({one, other})] if m.probability is not None]
    return Derivation(
        child=str(one),
        parent=str(other),
        relation=ALTERNATE,
        evidence=evidence,
        confidence=round(max(probabilities, default=UNCALIBRATED), 3),
    )


def _beside(known: _Known, found: Arranged, root: Digest) -> Iterator[Derivation]:
    """A root beside the first: it shows the same footage, and was made from none that is known here."""
    below = {root} | {member for member in found.members if root in _above(found, member)}
    others = [
        (known.pairs[frozenset({root, other})].score, other)
        for other in found.members
        if other not in below and frozenset({root, other}) in known.pairs
    ]
    if not others:
        return
    _, other = max(others)
    share = float(found.found.roots[found.members.index(root)])
    words = f"neither is found to have been made from the other: each may come from a copy that is not known here ({share:.2f})"
    yield _alternate(known, root, other, (*_shown(known, frozenset({root, other})), Evidence(words=words)))


def _closing(known: _Known, found: Arranged) -> Iterator[Derivation]:
    """Pairs that by themselves point against the forest: reported, not claimed."""
    for ends, match in known.pairs.items():
        one, other = match.query, match.compared.digest
        if one not in found.members or found.parents.get(one) == other or found.parents.get(other) == one:
            continue
        forward = _alone(known, found, one, other)
        child, parent = (one, other) if forward >= 0.5 else (other, one)
        if max(forward, 1 - forward) >= CERTAIN_ENOUGH and child in _above(found, parent):
            words = "with the surer edges this direction would close a circle, so it is not claimed"
            against = Evidence(words=words, supports=False)
            yield _alternate(known, child, parent, (*_shown(known, ends), *_reasons(known, found, child, parent), against))


def _alone(known: _Known, found: Arranged, one: Digest, other: Digest) -> float:
    """Likelihood that ``one`` is the copy, by the two alone."""
    forward, back = found.ways[one, other], found.ways[other, one]
    match = known.pairs[frozenset({one, other})]
    turn = 1 if match.query == one else -1
    cues = [Cue(weight=turn * cue.weight, words=cue.words) for cue in known.cues[frozenset({one, other})]]
    if forward.traces and back.traces:
        read = signs.read(forward, forward.traces), signs.read(back, back.traces)
        cues += [Cue(weight=amount, words=words) for amount, words in signs.telling(*read)]
    return likelihood(cues)


def _above(found: Arranged, member: Digest) -> Iterator[Digest]:
    parent = found.parents[member]
    while parent is not None:
        yield parent
        parent = found.parents[parent]


# ── reasons ─────────────────────────────────────────────────────────────────────────────────────


def _shown(known: _Known, ends: Ends) -> tuple[Evidence, ...]:
    """That it is the same footage at all."""
    words = [line for match in known.matches[ends] for line in _match_words(match)]
    return tuple(Evidence(words=line) for line in dict.fromkeys(words))


def _match_words(match: Match) -> Iterator[str]:
    seconds = float(sum(s.query.length for s in match.segments))
    yield (
        f"the same footage for {seconds:.1f} s: score {match.score:.2f} by {match.algorithm} {match.version}"
        f" (threshold {match.threshold:.2f})"
    )
    if match.sound:
        yield f"the soundtracks agree along it by {match.sound:.2f} (0: by chance, 1: wholly)"


def _reasons(known: _Known, found: Arranged, child: Digest, parent: Digest) -> Iterator[Evidence]:
    """What tells the child from the parent: cues, signs in the pixels, times."""
    ends = frozenset({child, parent})
    turn = 1 if known.pairs[ends].query == child else -1
    yield from (Evidence(words=cue.words, supports=turn * cue.weight > 0) for cue in known.cues[ends])
    forward, back = found.ways[child, parent], found.ways[parent, child]
    if forward.traces and back.traces:
        read = signs.read(forward, forward.traces), signs.read(back, back.traces)
        for amount, words in signs.telling(*read):
            if abs(amount) >= TOLD:
                yield Evidence(words=f"{words} ({_odds(amount)})", supports=amount > 0)
    yield from _times(known, found, child, parent)


def _odds(amount: float) -> str:
    return f"{abs(amount):.1f} in log-odds"


def _times(known: _Known, found: Arranged, child: Digest, parent: Digest) -> Iterator[Evidence]:
    one, other = known.moments.get(parent), known.moments.get(child)
    if one is None or other is None:
        return
    doubted = [m.words for d, m in ((parent, one), (child, other)) if found.trusted[d] < DOUBTED]
    doubt = f"; the pictures contradict: {'; '.join(doubted)}" if doubted else ""
    if one.before(other):
        yield Evidence(words=f"the parent is known earlier: {one.words}; {other.words}{doubt}")
    elif other.before(one):
        yield Evidence(
            words=f"a time that cannot be: the child is known earlier: {other.words}; {one.words}{doubt}", supports=False
        )
