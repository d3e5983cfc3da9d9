"""Options that the commands for people's decisions share, and reading what is typed into them."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from provenance.errors import UsageError
from provenance.model import Agent, AgentKind

__all__ = ["By", "Note", "agent", "choice", "read", "valid"]

T = TypeVar("T")

By = Annotated[
    str | None,
    typer.Option(
        "--by", envvar="PROVENANCE_REVIEWER", help="Your name, which stands with the decision (default: your account's)."
    ),
]
Note = Annotated[str, typer.Option("--note", "-n", help="Why, in your words.")]


def read(parse: Callable[[str], T], text: str | None, option: str) -> T | None:
    """``text`` by ``parse``; ``None`` where nothing was typed.

    Raises:
        UsageError: it cannot be read; names the option.
    """
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error


def valid(make: Callable[[], T]) -> T:
    """What ``make`` makes.

    Raises:
        UsageError: the parts do not go together.
    """
    try:
        return make()
    except ValueError as error:
        raise UsageError(str(error)) from error


def choice(kind: Callable[[str], T], text: str, option: str, *, among: tuple[str, ...]) -> T:
    """One of a closed list, written with - or _.

    Raises:
        UsageError: none of them; lists what there is.
    """
    known = {each.casefold().replace("_", "-"): each for each in among}
    found = known.get(text.casefold().replace("_", "-"))
    if found is None:
        raise UsageError(f"{option} {text}: expected one of {', '.join(known)}")
    return kind(found)


def agent(name: str, *, kind: str, described: str | None) -> Agent:
    """Who said it.

    Raises:
        UsageError: no such kind.
    """
    found = choice(AgentKind, kind, "--speaker-kind", among=tuple(AgentKind))
    return Agent(kind=found, name=name or None, description=described)
