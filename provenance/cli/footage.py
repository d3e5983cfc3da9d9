"""``provenance inspect``, ``match`` and ``search``: one or two files, no case needed."""

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import JsonFlag, Quiet, command, write_json
from provenance.cli.console import errors, safe
from provenance.errors import UsageError

__all__ = ["inspect", "match", "search"]

Clip = Annotated[Path, typer.Argument(metavar="CLIP", help="A video or picture.")]


@command
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A video, sound or picture file.")], json: JsonFlag = False
) -> int:
    """Show what can be measured from a media file, and what its metadata says.

    [bold]Example[/bold]

      provenance inspect clip.mp4
    """
    from provenance.cli.footage_tables import print_probe
    from provenance.exporters.json_report import probe_object
    from provenance.pipeline.single import inspect_file

    probe = inspect_file(file)
    if json:
        write_json(probe_object(probe))
    else:
        print_probe(probe, file)
    return 0


@command
def match(
    a: Clip,
    b: Annotated[Path, typer.Argument(metavar="COMPARED", help="The other one.")],
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Tell whether two files show the same footage: which part of which, and what was done to it.

    [bold]Example[/bold]

      provenance match clip.mp4 original.mp4
    """
    from provenance.cli.footage_tables import print_matches
    from provenance.cli.progress import Display
    from provenance.exporters.json_report import match_object
    from provenance.pipeline.single import compare_files

    with Display(quiet=quiet) as display:
        found = compare_files(a, b, progress=display)
    if json:
        write_json({"query": str(a), "compared": str(b), "matches": [match_object(each) for each in found]})
    else:
        print_matches(found, nothing=f"No common footage found between {a} and {b}.")
    return 0


@command
def search(
    clip: Clip,
    library: Annotated[
        list[Path] | None, typer.Option("--library", "-l", help="A library file, a folder of videos, or a case. Repeatable.")
    ] = None,
    json: JsonFlag = False,
    quiet: Quiet = False,
) -> int:
    """Find where the footage of a clip was seen before, best match first.

    [bold]Examples[/bold]

      provenance search clip.mp4 --library archive.lib
      provenance search clip.mp4 -l cases/earlier -l ~/footage
    """
    from provenance.cli.footage_tables import print_matches
    from provenance.cli.progress import Display
    from provenance.exporters.json_report import match_object
    from provenance.pipeline.single import search_file

    if not library:
        raise UsageError("expected at least one --library to search in, found none")
    with Display(quiet=quiet) as display:
        found, problems = search_file(clip, tuple(library), progress=display)
    if json:
        write_json(
            {
                "query": str(clip),
                "matches": [match_object(each) for each in found],
                "problems": [str(error) for error in problems],
            }
        )
    elif found or not problems:
        print_matches(found, nothing=f"Nothing like {clip} in {', '.join(map(str, library))}.")
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    return problems[0].exit_code if problems else 0
