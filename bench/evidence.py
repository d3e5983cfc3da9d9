"""Fits the weights by which a sentence is taken to speak of particular footage (``provenance/articles/evidence.py``).

    python -m bench.evidence [--print]

Learns from ``bench/gold`` (building half, with general talk and brief statements beside it) and ``tests/articles/gold``: single
sentences with their label, and the sentences of whole articles, of which those that a gold reference is anchored in are
positive. Logistic regression with an L2 penalty.
Prints accuracy under leave-one-language-out, which tells how a language without gold would fare, then the table to paste.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.sentences import GOLD as SENTENCES
from bench.stories import stories
from provenance.articles import document
from provenance.articles.lexicon import Lexicon
from provenance.articles.mentions import reckon
from provenance.articles.reading import READ
from provenance.articles.scan import scan
from provenance.articles.tokens import MAX_SENTENCE, sentences
from provenance.store import lexicons

__all__ = ["main"]

TESTS = Path(__file__).parent.parent / "tests" / "articles" / "gold"
PENALTY = 0.6
STORY = 0.7
"""Weight of a sentence of an article: its label tells only that nobody tied it to a reference."""
STEPS = 800
TAUGHT = frozenset({"general talk", "general talk of any", "much general talk"})
"""Signs made of words that were partly collected from these very sentences: each sentence counts half without them, or they would
be trusted more than they are worth elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    language: str
    signs: frozenset[str]
    footage: bool
    weight: float
    text: str


def _example(text: str, lexicon: Lexicon, *, footage: bool, weight: float) -> _Example | None:
    found = scan(text[:MAX_SENTENCE], lexicon, beside=True)
    if found is None:
        return None
    return _Example(language=lexicon.code, signs=reckon(found).signs, footage=footage, weight=weight, text=text)


def _single(languages: Mapping[str, Lexicon]) -> Iterator[_Example | None]:
    for path in (*sorted(SENTENCES.glob("*.build.jsonl")), *sorted(TESTS.glob("*.jsonl"))):
        code = path.name.split(".")[0]
        if code not in languages:
            continue
        lexicon = languages[code]
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            footage = row["reference"] if "reference" in row else row["role"] != "negative"
            yield _example(row["text"], lexicon, footage=footage, weight=1.0)


def _told(languages: Mapping[str, Lexicon]) -> Iterator[_Example | None]:
    for story in stories("build"):
        lexicon = languages[story["lang"]]
        kind = "text/html" if story["format"] == "html" else "text/plain"
        article = document.parse(story["source"].encode(), source=story["id"], media_type=kind, charset="utf-8").article
        anchors = [" ".join(a.split()) for r in story["references"] for a in r["anchors"]]
        for block in article.blocks:
            if block.kind not in READ:
                continue
            text = article.text[block.start : block.end]
            for start, end in sentences(text, abbreviations=frozenset(lexicon.grammar.abbreviations)):
                words = text[start:end]
                footage = any(words in a or a in words for a in anchors)
                yield _example(words, lexicon, footage=footage, weight=STORY)


def _fit(told: list[_Example], names: list[str]) -> npt.NDArray[np.float64]:
    halves = ((r, replace(r, signs=r.signs - TAUGHT)) for r in told)
    rows = [replace(r, weight=r.weight / 2) for pair in halves for r in pair]
    x = np.array([[1.0, *(n in r.signs for n in names)] for r in rows], np.float64)
    y, w = np.array([r.footage for r in rows], np.float64), np.array([r.weight for r in rows])
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 0.0
    for _ in range(STEPS):  # Newton's steps, damped
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (w * (p - y)) + penalty * weights
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _right(rows: list[_Example], names: list[str], weights: npt.NDArray[np.float64]) -> dict[bool, tuple[int, int]]:
    out = {True: (0, 0), False: (0, 0)}
    for r in rows:
        score = weights[0] + sum(v for n, v in zip(names, weights[1:], strict=True) if n in r.signs)
        right, all_ = out[r.footage]
        out[r.footage] = right + ((score > 0) == r.footage), all_ + 1
    return out


def main() -> None:
    """Fit, tell how well, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--print", action="store_true", help="the table of weights")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    languages = lexicons.load()
    rows = [r for r in (*_single(languages), *_told(languages)) if r is not None]
    names = sorted({s for r in rows for s in r.signs})
    weights = _fit(rows, names)
    print(f"{len(rows)} sentences, {sum(r.footage for r in rows)} of footage; fitted: {_right(rows, names, weights)}")
    totals = {True: [0, 0], False: [0, 0]}
    for language in sorted({r.language for r in rows}):
        rest = _fit([r for r in rows if r.language != language], names)
        found = _right([r for r in rows if r.language == language], names, rest)
        for label, (right, count) in found.items():
            totals[label][0] += right
            totals[label][1] += count
        print(f"  left out {language}: footage {found[True][0]}/{found[True][1]}, none {found[False][0]}/{found[False][1]}")
    print(f"  left out, all: footage {totals[True][0]}/{totals[True][1]}, none {totals[False][0]}/{totals[False][1]}")
    if given.misses:
        for r in rows:
            score = weights[0] + sum(v for n, v in zip(names, weights[1:], strict=True) if n in r.signs)
            if (score > 0) != r.footage:
                print(f"{r.language} {'missed' if r.footage else 'taken '} {score:+.2f} {r.text[:150]} | {sorted(r.signs)}")
    if given.print:
        table = {"always": weights[0], **dict(zip(names, weights[1:], strict=True))}
        print("\n".join(f'        "{name}": {value:.2f},' for name, value in table.items() if abs(value) >= 0.02))


if __name__ == "__main__":
    main()
