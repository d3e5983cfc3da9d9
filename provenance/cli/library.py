"""``provenance library``: footage to remember."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from provenance.cli.common import INCOMPLETE, JsonFlag, Quiet, command, write_json
from provenance.cli.console import errors, results, safe

if TYPE_CHECKING:
    from provenance.fingerprints.modes import Mode

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True, help="Libraries of footage seen before: add to one, list, verify, merge, exchange hashes."
)

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
    for warning in done.warnings:
        results.print(safe(f"Note: {warning}", "yellow"), soft_wrap=True)
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


@app.command()
@command
def verify(library: Lib, json: JsonFlag = False) -> int:
    """Read everything in a library and say what is damaged. Exit code 1 when something is.

    The index beside a library is made again when needed; what the library itself holds cannot be: add those media again.

    [bold]Example[/bold]

      provenance library verify received/colleague.lib
    """
    from provenance.pipeline.sharing import verify_library

    problems = []
    for problem in verify_library(library):
        problems.append(problem)
        if not json:
            errors.print(safe(problem, "red"), soft_wrap=True)
    if json:
        write_json({"library": str(library), "problems": problems})
    else:
        results.print(safe(f"{library}: {f'{len(problems)} problems' if problems else 'everything is as it was written'}"))
    return INCOMPLETE if problems else 0


@app.command()
@command
def merge(
    library: Lib,
    others: Annotated[
        list[Path], typer.Argument(metavar="OTHER", help="Libraries whose footage is taken in; they stay as they are.")
    ],
    quiet: Quiet = False,
) -> int:
    """Take what other libraries hold into one: no media are needed. Made when absent.

    Merging an old library into a new file is also the way to bring it into the newest format.

    [bold]Example[/bold]

      provenance library merge archive.lib received/colleague.lib
    """
    from provenance.cli.progress import Display
    from provenance.pipeline.sharing import merge_libraries

    with Display(quiet=quiet) as display:
        added, known, problems = merge_libraries(library, tuple(others), progress=display)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    results.print(safe(f"{library}: {added} added, {known} known already, {len(problems)} could not be read"))
    return INCOMPLETE if problems else 0


@app.command()
@command
def export(
    library: Lib,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go, one for each video.")],
    form: Annotated[
        str, typer.Option("--format", "-f", help="vpdq (ThreatExchange's text) or imagehash (pHash and dHash, CSV).")
    ] = "vpdq",
    quiet: Quiet = False,
) -> int:
    """Write the hashes of every video in a library as other programs read them.

    [bold]Example[/bold]

      provenance library export archive.lib hashes/ --format vpdq
    """
    from provenance.cli.progress import Display
    from provenance.fingerprints.exchange import by_name
    from provenance.pipeline.sharing import export_hashes

    with Display(quiet=quiet) as display:
        written, problems = export_hashes(library, folder, form=by_name(form), progress=display)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    results.print(safe(f"{folder}: {written} files written, {len(problems)} problems"))
    return INCOMPLETE if problems else 0


@app.command(name="import")
@command
def import_(
    library: Lib,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files of hashes, one for each video: vPDQ's text, or imagehash CSV.")
    ],
    note: Annotated[str, typer.Option("--note", "-n", help="What is known of this footage, shown with every match.")] = "",
) -> int:
    """Take hashes that another program made into a library.

    Footage is found by its PDQ values (vPDQ) as a whole picture, without edits or motion; values of imagehash are kept and
    exported, not searched.

    [bold]Example[/bold]

      provenance library import archive.lib received/*.vpdq.txt --note "from the newsroom's list"
    """
    from provenance.pipeline.sharing import import_hashes

    added, known, problems = import_hashes(library, tuple(files), note=note)
    for error in problems:
        errors.print(safe(f"Error: {error}", "red"))
    results.print(safe(f"{library}: {added} added, {known} known already, {len(problems)} could not be read"))
    return INCOMPLETE if problems else 0
