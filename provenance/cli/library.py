"""``provenance library``: footage to remember."""

from pathlib import Path
from typing import Annotated

import typer

from provenance.cli.common import INCOMPLETE, JsonFlag, Quiet, command, write_json
from provenance.cli.console import errors, results, safe

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Libraries of footage seen before: add to one, list what it holds.")

Lib = Annotated[Path, typer.Argument(metavar="LIB", help="The library file, e.g. archive.lib.")]


@app.command()
@command
def add(
    library: Lib,
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders (searched whole) or single files.")],
    note: Annotated[str, typer.Option("--note", "-n", help="What is known of this footage, shown with every match.")] = "",
    quiet: Quiet = False,
) -> int:
    """Fingerprint videos and pictures into a library. Made when absent; what it holds already is skipped.

    The library keeps fingerprints and small pictures, not the videos. Stop it at any time and run it again.

    [bold]Example[/bold]

      provenance library add archive.lib ~/footage/2022
    """
    from provenance.cli.progress import Display
    from provenance.pipeline.single import add_to_library

    with Display(quiet=quiet) as display:
        added, known, problems = add_to_library(library, tuple(folders), note=note, progress=display)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    results.print(safe(f"{library}: {added} added, {known} known already, {len(problems)} could not be added"))
    return INCOMPLETE if problems else 0


@app.command(name="list")
@command
def list_(library: Lib, json: JsonFlag = False) -> int:
    """List what a library holds."""
    from provenance.cli.footage_tables import entry_object, print_entries
    from provenance.pipeline.single import list_library

    entries = list_library(library)
    if json:
        write_json({"library": str(library), "entries": [entry_object(entry) for entry in entries]})
    else:
        print_entries(entries)
    return 0
