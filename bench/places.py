"""Resolves the toponyms of benchmark tasks through the public API, the whole article as context.

    python -m bench.places --tasks F.jsonl --out F.jsonl [--gazetteer FILE]

Tasks: one line per article, ``{"doc", "text", "toponyms": [{"start", "end", "name"}]}``; an optional ``"language"``.
Output: ``{"doc", "toponyms": [{"start", "end", "lat", "lon"} | null, …]}`` in the order of the task.
Prints the times of opening, of reading one article and of resolving one name.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from provenance.places import Gazetteer, context, rank
from provenance.store.gazetteer import open_gazetteer


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
    options = parser.parse_args()
    tasks = [json.loads(line) for line in options.tasks.read_text("utf-8").splitlines() if line.strip()]
    open_gazetteer(options.gazetteer).close()
    times: dict[str, list[float]] = {"context": [], "rank": []}
    start = time.perf_counter()
    with open_gazetteer(options.gazetteer) as gazetteer:
        opening = time.perf_counter() - start
        lines = [json.dumps(resolve(task, gazetteer, times), ensure_ascii=False) for task in tasks]
    options.out.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    times["look-up"] = lookup_times(tasks, options.gazetteer)
    print(f"opening {1000 * opening:.1f} ms")
    for what, seconds in times.items():
        ordered = sorted(seconds) or [0.0]
        worst, median = 1000 * ordered[-1], 1000 * ordered[len(ordered) // 2]
        print(f"{what:8s} n={len(seconds)}  median {median:.2f} ms  worst {worst:.2f} ms")


if __name__ == "__main__":
    main()
