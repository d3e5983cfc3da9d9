"""``docs/commands.md`` out of the commands' own help, so that it cannot go stale (a test compares them)."""

import re
from collections.abc import Iterator

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from provenance.cli import EPILOG, app

__all__ = ["document"]


def document() -> str:
    """The whole page."""
    root = typer.main.get_command(app)
    lines = ["# Commands", "", "Written by `make docs` from the commands' own help.", "", _plain(EPILOG), ""]
    for path, each in _commands(root, "provenance"):
        lines += [f"## `{path}`", "", _help(each), "", *_parameters(each), ""]
    return "\n".join(lines).rstrip() + "\n"


def _commands(command: object, path: str) -> Iterator[tuple[str, TyperCommand]]:
    if isinstance(command, TyperGroup):
        for name, each in command.commands.items():
            yield from _commands(each, f"{path} {name}")
    elif isinstance(command, TyperCommand):
        yield path, command


def _plain(text: str) -> str:
    return re.sub(r"\[/?bold\]", "**", text)


def _help(command: TyperCommand) -> str:
    text, _, examples = (command.help or "").partition("\n\n[bold]Example")
    if not examples:
        return _plain(text)
    _, _, body = examples.partition("\n")
    typed = "\n".join(f"$ {line.strip()}" for line in body.splitlines() if line.strip())
    return f"{_plain(text)}\n\n```console\n{typed}\n```"


def _parameters(command: TyperCommand) -> Iterator[str]:
    for each in command.params:
        if isinstance(each, TyperArgument):
            yield f"- `{each.metavar or (each.name or '').upper()}` {getattr(each, 'help', '') or ''}"
        elif isinstance(each, TyperOption) and not each.hidden and each.name != "help":
            yield f"- `{', '.join(each.opts)}` {each.help or ''}"


if __name__ == "__main__":
    typer.echo(document(), nl=False)
