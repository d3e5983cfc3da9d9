"""``provenance doctor``: what is installed, what is missing, how to get it."""

import importlib.metadata
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rich.table import Table

from provenance import __version__
from provenance.cli.common import INCOMPLETE, JsonFlag, command, write_json
from provenance.cli.console import results, safe

__all__ = ["doctor"]

REQUIRED = ("opencv-python", "imagehash", "exifread", "av", "faiss-cpu", "pdqhash", "lxml", "rich")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the examination."""

    name: str
    state: str
    """``ok``, ``warning`` or ``missing``."""
    detail: str
    remedy: str = ""


@command
def doctor(json: JsonFlag = False) -> int:
    """Examine the installation: versions, what is missing, and how to get it. Makes no request.

    [bold]Example[/bold]

      provenance doctor
    """
    findings = tuple(examine())
    if json:
        write_json({"findings": [asdict(finding) for finding in findings]})
    else:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column in ("", "what", "found", "how to mend it"):
            table.add_column(column)
        marks = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "missing": ("✗", "red")}
        for finding in findings:
            mark, colour = marks[finding.state]
            table.add_row(safe(mark, colour), safe(finding.name), safe(finding.detail), safe(finding.remedy, "dim"))
        results.print(table)
    return INCOMPLETE if any(finding.state == "missing" for finding in findings) else 0


def examine() -> Iterator[Finding]:
    """Every finding, the program itself first."""
    yield Finding(
        name="provenance",
        state="ok",
        detail=f"{__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}",
    )
    yield from (_package(name) for name in REQUIRED)
    yield _opencv()
    yield from _acquisition()
    yield _gazetteer()
    yield _confinement()
    yield _extra("posts of pictures", package="gallery-dl", extra="pictures")
    yield _extra("lists as .xlsx", package="openpyxl", extra="xlsx")
    yield _chromium()


def _package(name: str) -> Finding:
    try:
        return Finding(name=name, state="ok", detail=importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name=name, state="missing", detail="not installed", remedy=f"pip install {name}")


def _opencv() -> Finding:
    try:
        import cv2
    except ImportError as error:
        return Finding(name="OpenCV loads", state="missing", detail=str(error), remedy="apt-get install libgl1 libglib2.0-0")
    return Finding(name="OpenCV loads", state="ok", detail=cv2.__version__)


def _acquisition() -> Iterator[Finding]:
    """What ``fetch`` says of yt-dlp's age, JavaScript runtimes, impersonation and ffmpeg; a remedy follows a semicolon."""
    from datetime import UTC, datetime

    from provenance.fetch import ytdlp

    for name, words in ytdlp.facts(datetime.now(UTC).date()):
        detail, _, remedy = words.partition("; ")
        yield Finding(name=name, state="warning" if remedy else "ok", detail=detail, remedy=remedy)


def _gazetteer() -> Finding:
    from provenance.store import gazetteer

    path = gazetteer.default_path()
    detail = str(path) if path.is_file() else "not built yet: takes some seconds at the first article"
    return Finding(name="gazetteer", state="ok", detail=detail)


def _confinement() -> Finding:
    from provenance.media.sandbox import shared

    return confined(shared().missing())


def confined(missing: tuple[str, ...]) -> Finding:
    """What holds for what reads strangers' files; ``missing`` cannot be refused to any: one function confines all."""
    detail = "; ".join(missing) or "without network, with limits; ffmpeg writes beside its parts, the others nowhere"
    remedy = "open untrusted files on Linux, or in a virtual machine without network" if missing else ""
    return Finding(name="decoders, exiftool, ffmpeg", state="warning" if missing else "ok", detail=detail, remedy=remedy)


def _extra(name: str, *, package: str, extra: str) -> Finding:
    try:
        return Finding(name=name, state="ok", detail=f"{package} {importlib.metadata.version(package)}")
    except importlib.metadata.PackageNotFoundError:
        remedy = f"pip install 'provenance-osint[{extra}]'"
        return Finding(name=name, state="warning", detail=f"{package} is not installed", remedy=remedy)


def _chromium() -> Finding:
    from provenance.errors import MissingExtraError
    from provenance.fetch import devtools

    try:
        path = devtools.executable()
    except MissingExtraError:
        return Finding(name="pictures of pages", state="warning", detail="no Chromium", remedy="apt-get install chromium")
    return Finding(name="pictures of pages", state="ok", detail=f"Chromium {devtools.version(path)}")
