"""Strings that make a backtracking pattern slow, built from the pattern itself, and how its time grows with their length."""

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from re import _parser as parser  # the only account of a pattern's build that the standard library gives
from types import ModuleType
from typing import Any

from provenance import articles, platforms
from provenance.platforms.interface import Platform

LONG = 20
"""A repeat that allows at least so many turns can be pumped."""
SAMPLES = "aA1 _-./\"'<>=:&%@\n\u00e9\u0416"
CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a"}


def modules() -> Iterator[ModuleType]:
    for package in (articles, platforms):
        yield package
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def inside(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a module's constant, however it holds them."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Platform):
        yield from value.patterns
    elif isinstance(value, dict):
        for item in value.values():
            yield from inside(item)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from inside(item)


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the pure readers, by the module and name of its constant."""
    found: dict[re.Pattern[str], str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(inside(value)):
                found.setdefault(pattern, f"{module.__name__.removeprefix('provenance.')}.{name}.{number}")
    return {where: pattern for pattern, where in found.items()}


def uses(where: str, pattern: re.Pattern[str]) -> Callable[[str], object]:
    """What the readers do with a pattern: look for it all over a text where any of them does, else match from the start."""
    owner, name, _ = where.rsplit(".", 2)
    constant = vars(importlib.import_module(f"provenance.{owner}"))[name]
    searched = re.compile(rf"\b{re.escape(name)}\.(?:search|finditer|findall|sub|split)\b")
    if name != "PLATFORMS" and any(
        searched.search(inspect.getsource(module)) for module in modules() if vars(module).get(name) is constant
    ):
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return lambda text: (pattern.match(text), pattern.fullmatch(text))


def example(nodes: Any) -> str:
    """A short string that ``nodes`` of a parsed pattern match, as far as one is easily found."""
    return "".join(_one(str(kind), value) for kind, value in nodes)


def _one(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind in {"ANY", "NOT_LITERAL"}:
        return next(c for c in SAMPLES if kind == "ANY" or ord(c) != value)
    if kind == "IN":
        return _of_class(value)
    if kind in {"BRANCH", "SUBPATTERN"}:
        return example(value[1][0] if kind == "BRANCH" else value[-1])
    if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return example(value[2]) * value[0]
    return ""


def _of_class(items: Any) -> str:
    shape = re.compile(_class_source(items))
    return next((c for c in SAMPLES if shape.match(c)), chr(items[-1][1]) if str(items[-1][0]) == "LITERAL" else "")


def _class_source(items: Any) -> str:
    parts = []
    for kind, value in items:
        if str(kind) == "NEGATE":
            parts.append("^")
        elif str(kind) == "LITERAL":
            parts.append(re.escape(chr(value)))
        elif str(kind) == "RANGE":
            parts.append(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        else:
            name = str(value).replace("CATEGORY_", "").replace("UNI_", "")
            letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[name.removeprefix("NOT_")]
            parts.append("\\" + (letter.upper() if name.startswith("NOT_") else letter))
    return f"[{''.join(parts)}]"


def pumps(nodes: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(what leads up to a repeat, what is repeated) for every repeat of a parsed pattern that has room."""
    for kind, value in nodes:
        name = str(kind)
        if name == "BRANCH":
            for branch in value[1]:
                yield from pumps(branch, before)
        elif name == "SUBPATTERN":
            yield from pumps(value[-1], before)
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            least, most, body = value
            yield from pumps(body, before)
            if int(most) >= LONG:
                turn = example(body)
                yield before, turn or "a"
            before += example(body) * least
            continue
        before += _one(name, value)


def attacks(pattern: re.Pattern[str]) -> frozenset[tuple[str, str]]:
    """What leads up and what is pumped: from the pattern's own build, whole matches, and plain characters."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = example(tree)
    plain = {("", c) for c in "a <"}
    return frozenset({*pumps(tree), ("", whole or "a"), ("", whole[:-1] or "a"), *plain})


def seconds(work: Callable[[str], object], text: str) -> float:
    """The processor's, best of three: other programs on the machine do not count."""
    return min(_timed(work, text) for _ in range(3))


def _timed(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def growth(work: Callable[[str], object], before: str, turn: str, *, enough: float = 0.002, longest: int = 20_000) -> float:
    """How many times longer ``work`` takes on four times the input: about 4 where time grows with length, 16 with its square.

    The input grows until the work can be told from the clock's noise; 1 where it never can.
    """
    size = 500
    while size <= longest:
        text = before + turn * (size // len(turn)) + "\x00"
        taken = seconds(work, text)
        if taken >= enough:
            return seconds(work, before + turn * (4 * size // len(turn)) + "\x00") / taken
        size *= 6
    return 1.0
