"""Reads single sentences with their language given and writes predictions for the sentence scorer.

python -m bench.sentences --tasks TASKS.jsonl --out PREDICTIONS.jsonl

A task is {"id", "lang", "text"}; a prediction {"id", "is_reference", "platforms", "poster", "hedges", "geo", "date_text"}.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from provenance import places
from provenance.articles.lexicon import Lexicon
from provenance.articles.mentions import Grip
from provenance.articles.sentences import SentenceReading, read_sentence
from provenance.places.interface import Gazetteer
from provenance.store import gazetteer, lexicons


def _geo(found: SentenceReading) -> dict[str, str] | None:
    stated = found.place
    if stated is None:
        return None
    hit = stated.place.hit
    return {"place": found.scan.words(hit.start, hit.end), "status": stated.status.value}


def predict(text: str, lexicon: Lexicon, places_known: Gazetteer) -> dict[str, object]:
    """What the program reads in one sentence."""
    around = places.context(text, gazetteer=places_known, language=lexicon.code)

    def known(name: str) -> bool:
        return bool(places.rank(name, context=around, gazetteer=places_known, language=lexicon.code))

    found = read_sentence(text, lexicon, known=known)
    if found is None or found.mention.grip is Grip.SEEN:
        return {"is_reference": False, "platforms": [], "poster": None, "hedges": [], "geo": None, "date_text": None}
    scan, poster, date = found.scan, found.poster, found.date
    return {
        "is_reference": True,
        "platforms": list(found.mention.platforms),
        "poster": scan.words(poster.hit.start, poster.hit.end) if poster else None,
        "hedges": [scan.words(r.hit.start, r.hit.end) for r in found.reserves],
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


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    count = run(given.tasks, given.out, lexicons.load(), gazetteer.open_gazetteer())
    print(f"{count} sentences read, predictions in {given.out}")


if __name__ == "__main__":
    main()
