"""``provenance match``, ``search`` and ``duplicates``: files and folders, no case needed."""

import json as jsons
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import INCOMPLETE, JsonFlag, Quiet, command, write_json
from provenance.cli.console import errors, safe
from provenance.cli.language import Language, spoken
from provenance.cli.pages import STDOUT, HtmlFile, check_page, write_page
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.model import Comparison

__all__ = ["duplicates", "match", "search"]

NOTHING_FOUND = 1
"""Exit code of ``match`` and ``search``: done, and the answer is no."""
FRAMES, FRAMES_EACH = 5, 3
"""Pairs of frames shown of a pair of files, and of each match of a search."""


def _schema(context: typer.Context, asked: bool) -> None:
    """Print the schema of the command's own answer and stop, before the arguments are looked at."""
    if asked:
        whole = jsons.loads(resources.files("provenance.exporters").joinpath("footage.schema.json").read_bytes())
        name = context.info_name
        own = {"$id": f"urn:provenance:{name}:1", "$ref": f"#/$defs/{name}_answer"}
        write_json({**{key: value for key, value in whole.items() if key != "oneOf"}, **own})
        raise typer.Exit


SchemaFlag = Annotated[
    bool, typer.Option("--schema", help="Print the JSON Schema of what --json prints and stop.", callback=_schema, is_eager=True)
]
Clip = Annotated[Path, typer.Argument(metavar="CLIP", help="A video or picture.")]


@command
def match(
    a: Clip,
    b: Annotated[Path, typer.Argument(metavar="COMPARED", help="The other one.")],
    html: HtmlFile = None,
    language: Language = None,
    json: JsonFlag = False,
    schema: SchemaFlag = False,  # noqa: ARG001 - done by its callback
    quiet: Quiet = False,
) -> int:
    """Tell whether two files show the same footage: which part of which, what was done to it, and which is the copy.

    Exit code, as with cmp: 0 they show the same footage, 1 they do not (a same scene is no copy), above that an error.

    [bold]Examples[/bold]

      provenance match clip.mp4 original.mp4
      provenance match clip.mp4 original.mp4 --html pair.html
    """
    from provenance.cli.comparisons import print_pair
    from provenance.cli.progress import Display
    from provenance.pipeline.single import compare_files

    check_page(html, (a, b), json=json)
    tongue = spoken(language)
    with Display(quiet=quiet) as display:
        pair = compare_files(a, b, progress=display, frames=FRAMES if html or json else 0)
    if html is not None:
        from provenance.exporters.html import render_pair

        write_page(html, render_pair(pair, tongue))
    if json:
        from provenance.exporters.json_footage import comparison_object

        write_json(comparison_object(pair))
    elif html != STDOUT:
        print_pair(pair)
    return _found(pair.found)


@command
def search(
    clip: Clip,
    library: Annotated[
        list[Path] | None, typer.Option("--library", "-l", help="A library file, a folder of videos, or a case. Repeatable.")
    ] = None,
    html: HtmlFile = None,
    language: Language = None,
    json: JsonFlag = False,
    schema: SchemaFlag = False,  # noqa: ARG001 - done by its callback
    quiet: Quiet = False,
) -> int:
    """Find where the footage of a clip, or a still picture, was seen before, best match first.

    Exit code, as with grep: 0 the same footage was found, 1 it was not (a same scene is no copy), above that an error,
    also where some library could not be searched.

    [bold]Examples[/bold]

      provenance search clip.mp4 --library archive.lib
      provenance search screenshot.png -l cases/earlier -l ~/footage --html found.html
    """
    from provenance.cli.comparisons import print_search
    from provenance.cli.progress import Display
    from provenance.pipeline.single import search_file

    if not library:
        raise UsageError("expected at least one --library to search in, found none")
    check_page(html, (clip, *library), json=json)
    tongue = spoken(language)
    with Display(quiet=quiet) as display:
        result, problems = search_file(clip, tuple(library), progress=display, frames=FRAMES_EACH if html else 0)
    if html is not None:
        from provenance.exporters.html import render_search

        write_page(html, render_search(result, tongue))
    if json:
        from provenance.exporters.json_footage import search_object

        write_json(search_object(result))
    elif html != STDOUT:
        print_search(result)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    return problems[0].exit_code if problems else _found(result.found)


@command
def duplicates(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders of footage, searched whole.")],
    library: Annotated[
        list[Path] | None,
        typer.Option("--library", "-l", help="Also say what a library file, a folder or a case knows of it. Repeatable."),
    ] = None,
    html: HtmlFile = None,
    language: Language = None,
    json: JsonFlag = False,
    schema: SchemaFlag = False,  # noqa: ARG001 - done by its callback
    quiet: Quiet = False,
) -> int:
    """Group the files of folders that show the same footage, and tell what was done to each copy.

    What was measured is remembered: stop it at any time and run it again. No file is changed or removed.

    Exit code: 0 done, whatever was found; 1 done, but for files that could not be read; above that an error.

    [bold]Examples[/bold]

      provenance duplicates ~/footage
      provenance duplicates incoming/ archive/ --html duplicates.html
    """
    from provenance.cli.comparisons import print_duplicates
    from provenance.cli.progress import Display
    from provenance.pipeline.duplicates import find_duplicates

    check_page(html, folders, json=json)
    tongue = spoken(language)
    with Display(quiet=quiet) as display:
        found, problems = find_duplicates(tuple(folders), tuple(library or ()), progress=display, pictured=html is not None)
    if html is not None:
        from provenance.exporters.html import render_duplicates

        write_page(html, render_duplicates(found, tongue))
    if json:
        from provenance.exporters.json_footage import duplicates_object

        write_json(duplicates_object(found))
    elif html != STDOUT:
        print_duplicates(found)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    return INCOMPLETE if problems else 0


def _found(found: "tuple[Comparison, ...]") -> int:
    return 0 if any(each.same_footage for each in found) else NOTHING_FOUND
