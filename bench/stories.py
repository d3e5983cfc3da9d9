"""Whole articles of our own with what should be read in them: which sentences speak of which footage, and what they say.

    python -m bench.stories [--part build|measure|all] [--misses]

``bench/gold/stories/XX-N.json`` holds one article each. Those whose number is 7 are looked at for the figure only; the others
are there to build with. A gold reference is met by the reference with its id, a mention by the one whose sentences
overlap its own most. Fields are scored over references that were met, so a reference missed costs its fields as well.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.scoring import Score, agree
from provenance.articles import read
from provenance.articles.lexicon import Lexicon
from provenance.articles.spoken import NAMED_BEFORE
from provenance.model import (
    SOCIAL,
    Claim,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Reading,
    ReferenceKind,
    Role,
    Span,
    VideoReference,
)
from provenance.places.interface import Gazetteer
from provenance.places.sphere import kilometres
from provenance.store import gazetteer, lexicons

__all__ = ["GOLD", "main", "score_story", "stories"]

GOLD = Path(__file__).parent / "gold" / "stories"
NEAR_KM = 60
PLACES = (ClaimKind.FILMED_AT, ClaimKind.HAPPENED)
VERDICTS = {ClaimKind.DENIED_BY: "denied", ClaimKind.STAGED: "staged", ClaimKind.GENERATED_BY_AI: "ai"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What the program says of one gold reference."""

    gold: Mapping[str, Any]
    reference: VideoReference | None
    claims: tuple[Claim, ...]

    def of(self, *kinds: ClaimKind) -> list[Claim]:
        return [c for c in self.claims if c.kind in kinds]


def stories(part: str = "all") -> Iterator[dict[str, Any]]:
    """The gold articles of one part."""
    for path in sorted(GOLD.glob("*.json")):
        building = path.stem.rpartition("-")[2] != "7"
        if part == "all" or building == (part == "build"):
            yield json.loads(path.read_text("utf-8"))


def _spans(reading: Reading, words: str) -> tuple[int, int] | None:
    at = reading.article.text.find(words)
    if at < 0:
        squeezed = " ".join(words.split())
        at = reading.article.text.find(squeezed)
        words = squeezed
    return (at, at + len(words)) if at >= 0 else None


def _overlap(span: Span | None, stretch: tuple[int, int] | None) -> bool:
    return span is not None and stretch is not None and span.start < stretch[1] and stretch[0] < span.end


def _sentences(reading: Reading, reference: VideoReference) -> list[Span]:
    """The sentences that the program ties to ``reference``; what an embed itself holds is none."""
    cited = [c.span for c in reference.citations if c.span and c.kind is ReferenceKind.MENTION and c.where != NAMED_BEFORE]
    return list(dict.fromkeys([*cited, *(c.span for c in reading.claims if c.about == reference.id and c.span)]))


def _pair(reading: Reading, gold: list[dict[str, Any]]) -> Iterator[_Met]:
    """Each gold reference with the program's, one to one."""
    free = [r for r in reading.references if r.role is Role.ARTICLE]
    chosen: dict[str, VideoReference] = {}
    for want in gold:
        same = next((r for r in free if want["id"] and (r.platform, r.platform_id) == (want["platform"], want["id"])), None)
        if same:
            chosen[want["key"]] = same
            free.remove(same)
    ranked = []
    for want in (g for g in gold if not g["id"]):
        anchors = [_spans(reading, a) for a in want["anchors"]]
        for r in free:
            common = sum(any(_overlap(s, a) for s in _sentences(reading, r)) for a in anchors)
            if common and r.platform_id is None:
                ranked.append((-common, want["key"], r))
    for _, key, r in sorted(ranked, key=lambda x: (x[0], x[1])):
        if key not in chosen and not any(r is used for used in chosen.values()):
            chosen[key] = r
    for want in gold:
        reference = chosen.get(want["key"])
        about = tuple(c for c in reading.claims if reference and c.about == reference.id)
        yield _Met(gold=want, reference=reference, claims=about)


def _words(score: Score, name: str, wanted: str | None, claims: Iterable[Claim], where: str) -> Claim | None:
    values = list(claims)
    right = next((c for c in values if agree(c.value, wanted)), None)
    score.count(name, wanted=wanted, found=[c.value for c in values], right=right is not None, where=where)
    return right


def _interval(score: Score, name: str, wanted: list[str] | None, found: DateInterval | None, where: str) -> None:
    if wanted:
        got = [found.start.isoformat(), found.end.isoformat()] if found and found.start and found.end else None
        score.count(name, wanted=wanted, found=got, right=got == wanted, where=where)


def _place(score: Score, met: _Met, where: str) -> None:
    found = met.of(*PLACES)
    for want in met.gold["places"]:
        same = [c for c in found if agree(c.value, want["place"])]
        best = next((c for c in same if c.status.value == want["status"]), same[0] if same else None)
        score.count("place", wanted=want["place"], found=best and best.value, right=bool(best), where=where)
        status = best and best.status.value
        score.count(
            "place status", wanted=want["status"], found=status, right=status == want["status"], where=f"{where} {want['place']}"
        )
        if best and want.get("by"):
            score.count(
                "place by",
                wanted=want["by"],
                found=str(best.asserted_by),
                right=agree(str(best.asserted_by), want["by"]),
                where=where,
            )
        if best and want.get("near"):
            near = best.place is not None and kilometres(best.place.lat, best.place.lon, *want["near"]) <= NEAR_KM
            score.count(
                "located",
                wanted=want["near"],
                found=best.place and best.place.resolved_name,
                right=near,
                where=f"{where} {want['place']}",
            )
    for claim in found:
        if not any(agree(claim.value, want["place"]) for want in met.gold["places"]):
            score.count(
                "place", wanted=None, found=f"{claim.value} ({claim.status.value}): {claim.quote}", right=False, where=where
            )


def _hedges(score: Score, met: _Met, where: str) -> None:
    found = {(h.words, h.scope.value) for c in met.claims for h in c.hedges}
    for want in met.gold["hedges"]:
        same = [f for f in found if agree(f[0], want["words"])]
        score.count("hedge", wanted=want["words"], found=same, right=bool(same), where=where)
        if same:
            score.count(
                "hedge scope",
                wanted=want["scope"],
                found=same,
                right=any(s == want["scope"] for _, s in same),
                where=f"{where} {want['words']}",
            )
    for words, scope in found:
        if not any(agree(words, want["words"]) for want in met.gold["hedges"]):
            score.count("hedge", wanted=None, found=f"{words} ({scope})", right=False, where=where)


def _verdicts(met: _Met) -> set[str]:
    said = {VERDICTS[c.kind] for c in met.claims if c.kind in VERDICTS and c.status is not ClaimStatus.DENIED}
    checked = {c.status.value for c in met.of(ClaimKind.VERIFIED_BY)}
    return said | (checked & {"unverified", "confirmed"})


def _score_one(score: Score, reading: Reading, met: _Met, where: str) -> None:
    gold, reference = met.gold, met.reference
    score.count("reference", wanted=gold["anchors"], found=reference, right=True, where=where)
    named = reference.platform if reference and reference.platform != SOCIAL else None
    score.count("platform", wanted=gold["platform"], found=named, right=named == gold["platform"], where=where)
    spans = _sentences(reading, reference) if reference else []
    for anchor in gold["anchors"]:
        hit = any(_overlap(s, _spans(reading, anchor)) for s in spans)
        score.count("joining", wanted=anchor, found=hit, right=hit, where=where)
    for span in spans:
        if gold["anchors"] and not any(_overlap(span, _spans(reading, a)) for a in gold["anchors"]):
            score.count("joining", wanted=None, found=span.quote, right=False, where=where)
    _words(score, "poster", gold["poster"], met.of(ClaimKind.POSTED_BY), where)
    _words(score, "filmed by", gold["filmed_by"], met.of(ClaimKind.FILMED_BY), where)
    _words(score, "reposted from", gold["reposted_from"], met.of(ClaimKind.REPOSTED_FROM), where)
    posted = _words(score, "posted on", gold["posted_on"], met.of(ClaimKind.POSTED_ON), where)
    filmed = _words(score, "filmed on", gold["filmed_on"], met.of(ClaimKind.FILMED_ON), where)
    _interval(score, "interval", gold.get("posted_interval"), posted.date if posted else None, where)
    _interval(score, "interval", gold.get("filmed_interval"), filmed.date if filmed else None, where)
    _place(score, met, where)
    _hedges(score, met, where)
    found = _verdicts(met)
    for verdict in {*gold["verdicts"], *found}:
        score.count(
            "verdict",
            wanted=verdict if verdict in gold["verdicts"] else None,
            found=verdict if verdict in found else None,
            right=True,
            where=where,
        )
    if gold.get("shows"):
        _words(
            score,
            "shows",
            gold["shows"],
            (c for c in met.of(ClaimKind.SHOWS) if gold["shows"] in c.value or agree(c.value, gold["shows"])),
            where,
        )


def score_story(story: Mapping[str, Any], score: Score, *, languages: Mapping[str, Lexicon], places: Gazetteer) -> Reading:
    """Read one story and count; returns what was read."""
    kind = "text/html" if story["format"] == "html" else "text/plain"
    reading = read(
        story["source"].encode(), source=story["id"], lexicons=languages, gazetteer=places, media_type=kind, charset="utf-8"
    )
    met = list(_pair(reading, story["references"]))
    for one in met:
        _score_one(score, reading, one, f"{story['id']}/{one.gold['key']}")
    used = {m.reference.id for m in met if m.reference}
    for extra in reading.references:
        if extra.role is Role.ARTICLE and extra.id not in used:
            score.count(
                "reference",
                wanted=None,
                found=f"{extra.platform} {extra.platform_id or extra.quote}",
                right=False,
                where=story["id"],
            )
    spans = [s for r in reading.references if r.role is Role.ARTICLE for s in _sentences(reading, r)]
    for sentence in story["not_footage"]:
        taken = any(_overlap(s, _spans(reading, sentence)) for s in spans)
        score.count("left alone", wanted=sentence, found=not taken, right=not taken, where=story["id"])
    return reading


def main() -> None:
    """Score one part and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("build", "measure", "all"), default="all")
    parser.add_argument("--language", help="only this one")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    languages, count = lexicons.load(), 0
    score = Score()
    with gazetteer.open_gazetteer() as places:
        for story in stories(given.part):
            if given.language in {None, story["lang"]}:
                score_story(story, score, languages=languages, places=places)
                count += 1
    if given.misses:
        print("\n".join(score.misses))
    print(f"{count} articles of our own ({given.part})")
    print("\n".join(score.lines()))


if __name__ == "__main__":
    main()
