"""``provenance library``: footage to remember."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import INCOMPLETE, JsonFlag, Quiet, command, write_json
from provenance.cli.console import errors, results, safe

if TYPE_CHECKING:
    from provenance.fingerprints.modes import Mode

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Libraries of footage seen before: add to one, list what it holds.")

Lib = Annotated[Path, typer.Argument(metavar="LIB", help="The library file, e.g. archive.lib.")]


@app.command()
@command
def add(
    library: Lib,
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER", help="Folders (searched whole) or single files.")],
    note: Annotated[str, typer.Option("--note", "-n", help="What is known of this footage, shown with every match.")] = "",
    mode: Annotated[
        str,
        typer.Option(
            "--mode",
            "-m",
            metavar="MODE",
            help="How closely to look: fast (key pictures only: finds the scene, cannot tell one recording of it from another), "
            "default, or thorough (more frames and details: finds smaller parts).",
        ),
    ] = "default",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Files at a time (default: one for each core).")] = None,
    quiet: Quiet = False,
) -> int:
    """Fingerprint videos and pictures into a library. Made when absent; what it holds already is skipped.

    The library keeps fingerprints and small pictures, not the videos. Stop it at any time and run it again.
    A file that cannot be decoded, or that breaks the decoder, is named with the reason and the rest goes on.

    [bold]Example[/bold]

      provenance library add archive.lib ~/footage/2022
    """
    from provenance.cli.progress import Display
    from provenance.media.executor import LocalProcesses
    from provenance.pipeline.adding import add_to_library

    chosen = _mode(mode)
    executor = LocalProcesses(jobs=jobs)
    with Display(quiet=quiet) as display:
        done = add_to_library(library, tuple(folders), note=note, mode=chosen, executor=executor, progress=display)
    for error in done.problems:
        errors.print(safe(f"Error: {error}", "red"))
    results.print(safe(f"{library}: {done.added} added, {done.known} known already, {len(done.problems)} could not be added"))
    return INCOMPLETE if done.problems else 0


def _mode(text: str) -> "Mode":
    from provenance.errors import UsageError
    from provenance.fingerprints.modes import Mode

    try:
        return Mode(text)
    except ValueError as error:
        raise UsageError(f"--mode: expected {', '.join(Mode)}, got {text!r}") from error


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
