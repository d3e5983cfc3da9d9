"""Reads single sentences with their language given: predictions for the sentence scorer, or figures on our own gold.

    python -m bench.sentences --tasks TASKS.jsonl --out PREDICTIONS.jsonl
    python -m bench.sentences --own build|measure [--misses] [--language XX]

``bench/gold/sentences`` holds the gold, written blind, without sight of the program; ``build`` was there to build with,
``measure`` is looked at for the figure only. A task is {"id", "lang", "text"}; a prediction {"id", "is_reference",
"platforms", "poster", "hedges", "geo", "date_text"}.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.scoring import Score, agree
from provenance import places
from provenance.articles import sourced
from provenance.articles.lexicon import Lexicon
from provenance.articles.mentions import Grip
from provenance.articles.sentences import SentenceReading, read_sentence
from provenance.places.interface import Gazetteer
from provenance.store import gazetteer, lexicons

__all__ = ["GOLD", "main", "predict", "score_own", "score_row"]

GOLD = Path(__file__).parent / "gold" / "sentences"


def _geo(found: SentenceReading) -> dict[str, str] | None:
    stated = found.place
    if stated is None:
        return None
    hit = stated.place.hit
    return {"place": found.scan.words(hit.start, hit.end), "status": stated.status.value}


def _hedges(found: SentenceReading) -> list[str]:
    """Words of reserve, and those that tell on whose word it is or that nobody could verify it, as a claim has them."""
    scan = found.scan
    credit = sourced.credit(scan, found.speaker) if found.speaker else None
    hits = [*(r.hit for r in found.reserves), *filter(None, (credit, sourced.not_verified(scan)))]
    return [scan.words(h.start, h.end) for h in hits]


def predict(text: str, lexicon: Lexicon, places_known: Gazetteer) -> dict[str, Any]:
    """What the program reads in one sentence."""

    def known(name: str) -> bool:
        return places.bears(name, gazetteer=places_known, language=lexicon.code)

    def hamlet(name: str) -> bool:
        return places.bears(name, gazetteer=places_known, language=lexicon.code, hamlets=True)

    found = read_sentence(text, lexicon, known=known, hamlet=hamlet)
    if found is None or found.mention.grip is Grip.SEEN:
        return {"is_reference": False, "platforms": [], "poster": None, "hedges": [], "geo": None, "date_text": None}
    scan, poster, date = found.scan, found.poster, found.date
    return {
        "is_reference": True,
        "platforms": list(found.mention.platforms),
        "poster": scan.words(poster.hit.start, poster.hit.end) if poster else None,
        "hedges": _hedges(found),
        "geo": _geo(found),
        "date_text": scan.text[date.start : date.end] if date else None,
    }


def run(tasks: Path, out: Path, languages: Mapping[str, Lexicon], places_known: Gazetteer) -> int:
    """Predict every task; returns how many there were."""
    rows = [json.loads(line) for line in tasks.read_text("utf-8").splitlines() if line.strip()]
    with out.open("w", encoding="utf-8") as stream:
        for row in rows:
            lexicon = languages.get(row["lang"])
            prediction = predict(row["text"], lexicon, places_known) if lexicon else {"is_reference": False}
            stream.write(json.dumps({"id": row["id"], **prediction}, ensure_ascii=False) + "\n")
    return len(rows)


def score_row(row: Mapping[str, Any], found: Mapping[str, Any], score: Score) -> None:
    """Count one sentence: what was wanted, and what was read."""
    where = f"{row['id']} | {row['text']}"
    footage = row["role"] != "negative"
    score.count("reference", wanted=footage, found=found["is_reference"], right=True, where=where)
    if not footage:
        score.count("left alone", wanted=True, found=not found["is_reference"], right=True, where=where)
    for slug in {*row["platforms"], *found["platforms"]}:
        wanted, given = slug in row["platforms"], slug in found["platforms"]
        score.count("platform", wanted=wanted and slug, found=given and slug, right=True, where=where)
    score.count("poster", wanted=row["poster"], found=found["poster"], right=agree(row["poster"], found["poster"]), where=where)
    hedged = any(agree(a, b) for a in row["hedges"] for b in found["hedges"])
    score.count("hedge", wanted=row["hedges"], found=found["hedges"], right=hedged, where=where)
    geo, got = row["geo"] or {}, found["geo"] or {}
    same = agree(geo.get("place"), got.get("place"))
    score.count("place", wanted=geo.get("place"), found=got.get("place"), right=same, where=where)
    status, stated = geo.get("status"), got.get("status")
    score.count("place status", wanted=status, found=stated, right=same and status == stated, where=where)
    score.count(
        "date", wanted=row["date_text"], found=found["date_text"], right=agree(row["date_text"], found["date_text"]), where=where
    )


def score_own(part: str, language: str | None, languages: Mapping[str, Lexicon], places_known: Gazetteer) -> tuple[Score, int]:
    """Our own gold of one part; the counts, and how many sentences there were."""
    score, count = Score(), 0
    for path in sorted(GOLD.glob(f"{language or '??'}.*{part}.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "platforms" not in row:  # brief statements: labelled for whether they speak of footage only
                continue
            if row["lang"] in languages:
                score_row(row, predict(row["text"], languages[row["lang"]], places_known), score)
            count += 1
    return score, count


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--own", choices=("build", "measure"))
    parser.add_argument("--language")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    given = parser.parse_args()
    if given.own:
        score, count = score_own(given.own, given.language, lexicons.load(), gazetteer.open_gazetteer())
        if given.misses:
            print("\n".join(score.misses))
        print(f"{count} sentences of our own ({given.own})")
        print("\n".join(score.lines()))
        return
    if not (given.tasks and given.out):
        parser.error("expected --tasks and --out, or --own")
    count = run(given.tasks, given.out, lexicons.load(), gazetteer.open_gazetteer())
    print(f"{count} sentences read, predictions in {given.out}")


if __name__ == "__main__":
    main()
