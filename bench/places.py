"""Resolves the toponyms of benchmark tasks through the public API, the whole article as context.

    python -m bench.places --tasks F.jsonl --out F.jsonl [--gazetteer FILE] [--corpus TR-News.xml]

Tasks: one line per article, ``{"doc", "text", "toponyms": [{"start", "end", "name"}]}``; an optional ``"language"``.
Output: ``{"doc", "toponyms": [{"start", "end", "lat", "lon"} | null, …]}`` in the order of the task.
Prints the times of opening, of reading one article and of resolving one name; with the corpus also how many populated places
(class P) lie within 161 km, for the whole and for every other article, beside the most populous namesake.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from provenance.places import Gazetteer, context, rank
from provenance.places.interface import CITY
from provenance.places.sphere import kilometres
from provenance.store.gazetteer import open_gazetteer

NEAR_KM = 161.0


def resolve(task: dict[str, Any], gazetteer: Gazetteer, times: dict[str, list[float]]) -> dict[str, Any]:
    """The prediction for one article; appends seconds to ``times``."""
    language = task.get("language") or "en"
    start = time.perf_counter()
    found = context(task["text"], gazetteer=gazetteer, language=language)
    times["context"].append(time.perf_counter() - start)
    out: list[dict[str, float] | None] = []
    for toponym in task["toponyms"]:
        start = time.perf_counter()
        places = rank(toponym["name"], context=found, gazetteer=gazetteer, language=language)
        times["rank"].append(time.perf_counter() - start)
        where = {"start": toponym["start"], "end": toponym["end"]}
        out.append({**where, "lat": places[0].lat, "lon": places[0].lon} if places else None)
    return {"doc": task["doc"], "toponyms": out}


def populous(task: dict[str, Any], gazetteer: Gazetteer) -> list[tuple[float, float] | None]:
    """The most populous town of each name, the article unread."""
    found = ((t for t in gazetteer.lookup(toponym["name"]) if t.kind == CITY) for toponym in task["toponyms"])
    return [next(((t.lat, t.lon) for t in each), None) for each in found]


def gold(corpus: Path) -> dict[str, list[tuple[float, float] | None]]:
    """By article, in the order of its toponyms: where a populated place lies, nothing for other classes."""
    articles: dict[str, list[tuple[float, float] | None]] = {}
    for article in ET.parse(corpus).getroot().iter("article"):  # noqa: S314 - a corpus of ours
        tags = [t.find("gaztag") for t in article.iter("toponym")]
        located = [t for t in tags if t is not None and t.findtext("lat") and t.findtext("lon")]
        articles[article.get("docid") or ""] = [
            (float(t.findtext("lat") or 0), float(t.findtext("lon") or 0)) if t.findtext("fclass") == "P" else None
            for t in located
        ]
    return articles


def accuracy(answers: dict[str, list[tuple[float, float] | None]], truth: dict[str, list[tuple[float, float] | None]]) -> str:
    """Shares within 161 km: all articles, the first, third and so on, the others."""
    right: tuple[list[bool], list[bool]] = ([], [])
    for number, (doc, points) in enumerate(truth.items()):
        for point, answer in zip(points, answers.get(doc, []), strict=False):
            if point is not None:
                right[number % 2].append(answer is not None and kilometres(*point, *answer) <= NEAR_KM)
    odd, even = (sum(each) / max(1, len(each)) for each in right)
    whole = [*right[0], *right[1]]
    return f"n={len(whole)}  within 161 km {sum(whole) / max(1, len(whole)):.3f}  halves {odd:.3f} {even:.3f}"


def lookup_times(tasks: list[dict[str, Any]], path: Path | None) -> list[float]:
    """Seconds of each first look-up of a name on a freshly opened gazetteer."""
    seconds = []
    with open_gazetteer(path) as gazetteer:
        for name in dict.fromkeys(t["name"] for task in tasks for t in task["toponyms"]):
            start = time.perf_counter()
            gazetteer.lookup(name)
            seconds.append(time.perf_counter() - start)
    return seconds


def main() -> None:
    """Read the tasks, write the predictions, print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    tasks = [json.loads(line) for line in options.tasks.read_text("utf-8").splitlines() if line.strip()]
    open_gazetteer(options.gazetteer).close()
    times: dict[str, list[float]] = {"context": [], "rank": []}
    start = time.perf_counter()
    with open_gazetteer(options.gazetteer) as gazetteer:
        opening = time.perf_counter() - start
        found = [resolve(task, gazetteer, times) for task in tasks]
        largest = {task["doc"]: populous(task, gazetteer) for task in tasks}
    options.out.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in found), "utf-8")
    if options.corpus:
        ours = {each["doc"]: [(t["lat"], t["lon"]) if t else None for t in each["toponyms"]] for each in found}
        truth = gold(options.corpus)
        print(f"populated places, ours           {accuracy(ours, truth)}")
        print(f"populated places, most populous  {accuracy(largest, truth)}")
    times["look-up"] = lookup_times(tasks, options.gazetteer)
    print(f"opening {1000 * opening:.1f} ms")
    for what, seconds in times.items():
        ordered = sorted(seconds) or [0.0]
        worst, median = 1000 * ordered[-1], 1000 * ordered[len(ordered) // 2]
        print(f"{what:8s} n={len(seconds)}  median {median:.2f} ms  worst {worst:.2f} ms")


if __name__ == "__main__":
    main()
