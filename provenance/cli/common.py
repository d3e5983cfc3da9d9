"""Options and error handling that the commands share."""

import functools
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from provenance.cli.console import errors, safe
from provenance.errors import MissingExtraError, ProvenanceError, StorageError, UsageError

if TYPE_CHECKING:
    from provenance.fetch.wayback import Wayback
    from provenance.media.trustlist import Trust

__all__ = [
    "INCOMPLETE",
    "AllowHosts",
    "Archives",
    "Browser",
    "CasePath",
    "Comments",
    "Cookies",
    "JsonFlag",
    "Libraries",
    "MaxMedia",
    "MaxPage",
    "MaxTime",
    "Names",
    "NoPictures",
    "Offline",
    "Proxy",
    "Quiet",
    "Retry",
    "Timestamps",
    "TrustAnchors",
    "command",
    "cookie_file",
    "parse_size",
    "parse_time",
    "passphrase",
    "trust_list",
    "web_archive",
    "write_json",
]

INCOMPLETE = 1
"""Exit code: done, with items that could not be had."""
INTERRUPTED = 130

P = ParamSpec("P")

JsonFlag = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout; progress stays on stderr.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")]
Libraries = Annotated[
    list[Path] | None,
    typer.Option("--library", "-l", help="Footage seen before: a library file, a folder of videos, or another case. Repeatable."),
]
AllowHosts = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host", help="HOST or HOST:PORT that may be contacted although it is private or on this machine. Repeatable."
    ),
]
Archives = Annotated[
    bool,
    typer.Option(
        "--archives",
        envvar="PROVENANCE_ARCHIVES",
        help="Ask the Wayback Machine for what is gone, and take the copies that it holds.",
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Make no request at all.")]
Retry = Annotated[bool, typer.Option("--retry", help="Try again also what failed for a lasting reason (deleted, private…).")]
Cookies = Annotated[
    Path | None,
    typer.Option("--cookies", help="Netscape cookie file for posts and articles behind a login; never copied into the case."),
]
Browser = Annotated[
    str | None,
    typer.Option(
        "--cookies-from-browser",
        metavar="BROWSER",
        help="Use the session of a browser on this machine (firefox, chromium, …; BROWSER[+KEYRING][:PROFILE][::CONTAINER]); "
        "never copied into the case.",
    ),
]
MaxTime = Annotated[
    str | None,
    typer.Option("--max-media-time", metavar="TIME", help="Longest time for one post's media, e.g. 20m (default: no limit)."),
]
Comments = Annotated[bool, typer.Option("--comments", help="Get the comments of a post too, where the platform gives them.")]
NoPictures = Annotated[
    bool,
    typer.Option(
        "--no-pictures", help="Where a post has no video, leave its pictures, and those that its page names, where they are."
    ),
]
Timestamps = Annotated[
    list[str] | None,
    typer.Option(
        "--timestamp",
        metavar="URL",
        help="Have this authority (RFC 3161), or OpenTimestamps calendar (ots:URL), state the time of the seal. Repeatable.",
    ),
]
TrustAnchors = Annotated[
    Path | None,
    typer.Option(
        "--trust-anchors",
        metavar="FILE",
        help="Certificates (PEM) that signers of Content Credentials are held against; none come with the program.",
    ),
]
Proxy = Annotated[str | None, typer.Option("--proxy", help="Proxy for every request, e.g. socks5h://127.0.0.1:9050.")]
MaxPage = Annotated[str, typer.Option("--max-page-size", help="Largest article read.", metavar="SIZE")]
MaxMedia = Annotated[
    str | None, typer.Option("--max-media-size", help="Largest media file fetched (default: no limit).", metavar="SIZE")
]
Names = Annotated[
    str | None,
    typer.Option(
        "--names",
        metavar="MODEL",
        help="Ask a model on this machine for names too: spacy:MODEL (an installed pipeline or a folder) or gliner:FOLDER. "
        "Nothing is downloaded.",
    ),
]
CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="The case folder.")]


def command(function: Callable[P, int | None]) -> Callable[P, None]:
    """Turn a function that returns an exit code into a command: our errors become a message and their exit code."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs) or 0
        except ProvenanceError as error:
            errors.print(safe("Error: ", "bold red") + safe(str(error)))
            code = error.exit_code
        except KeyboardInterrupt:
            errors.print("Interrupted. What was finished is kept; run the same command again to go on.")
            code = INTERRUPTED
        except BrokenPipeError:
            # The reader (head, less) went away: no error of ours, and nothing more can be said to it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        except ImportError as error:
            errors.print(safe("Error: ", "bold red") + safe(f"{error}. {missing_library(error)}"))
            code = MissingExtraError.exit_code
        except OSError as error:
            errors.print(safe("Error: ", "bold red") + safe(f"{error.filename or 'file system'}: {error.strerror or error}"))
            code = StorageError.exit_code
        except Exception as error:
            if os.environ.get("PROVENANCE_DEBUG"):
                raise
            errors.print(safe("Our fault: ", "bold red") + safe(f"{type(error).__name__}: {error}"))
            errors.print("Set PROVENANCE_DEBUG=1 to see where, and please report it.")
            code = ProvenanceError.exit_code
        raise typer.Exit(code)

    return wrapped


def missing_library(error: ImportError) -> str:
    """How to get what an import lacked."""
    if "libGL" in str(error) or "libgthread" in str(error) or "libglib" in str(error):
        return "OpenCV needs it from the system: apt-get install libgl1 libglib2.0-0"
    return "Install the program again (pip install --force-reinstall provenance-osint), then run: provenance doctor"


def web_archive(*, asked: bool) -> "Wayback | None":
    """The archive that ``--archives`` means."""
    from provenance.fetch.wayback import WAYBACK

    return WAYBACK if asked else None


def cookie_file(path: Path | None) -> Path | None:
    """The cookie file, checked before any work begins.

    Raises:
        UsageError: it cannot be read.
    """
    if path is not None and not os.access(path, os.R_OK):
        raise UsageError(f"--cookies {path}: expected a Netscape cookie file, found nothing that can be read")
    return path


def passphrase() -> str | None:
    """The signing key's, asked for before any work begins; ``None`` where the key has none or the environment holds it."""
    from provenance.pipeline.sealing import is_locked
    from provenance.store.keys import PASSPHRASE

    if os.environ.get(PASSPHRASE) or not is_locked() or not sys.stdin.isatty():
        return None
    return str(typer.prompt("Passphrase of your signing key", hide_input=True, err=True))


def trust_list(path: Path | None) -> "Trust | None":
    """The trust list, read before any work begins.

    Raises:
        UsageError: it cannot be read, or holds no certificate.
    """
    from provenance.media.trustlist import read_trust

    return read_trust(path) if path is not None else None


def parse_size(text: str) -> int:
    """``50MB``, ``1.5 GB``, ``2000`` as bytes (decimal units).

    Raises:
        UsageError: not a size.
    """
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)b?\s*", text, re.IGNORECASE)
    if not match or float(match[1]) <= 0:
        raise UsageError(f"{text!r}: expected a size such as 50MB or 2GB")
    return int(float(match[1]) * 1000 ** " kmgt".index(match[2].lower() or " "))


def parse_time(text: str) -> float:
    """``90s``, ``20m``, ``1.5h``, ``90`` as seconds.

    Raises:
        UsageError: not a time.
    """
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smh]?)\s*", text, re.IGNORECASE)
    if not match or float(match[1]) <= 0:
        raise UsageError(f"{text!r}: expected a time such as 90s, 20m or 2h")
    return float(match[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[match[2].lower()]


def write_json(document: object) -> None:
    """One JSON document on stdout: a finished one as it is, a value written out; in UTF-8 whatever the terminal's charset."""
    data = document if isinstance(document, bytes) else (json.dumps(document, ensure_ascii=True, indent=2) + "\n").encode()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
