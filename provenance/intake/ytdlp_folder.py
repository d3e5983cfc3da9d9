"""A folder that yt-dlp filled: each ``NAME.info.json`` with the files of that name."""

import re
from collections.abc import Iterable, Iterator

from provenance.intake.exports import PICTURES, NamedFile, role_of
from provenance.model import FileRole

__all__ = ["INFO", "posts_of"]

INFO = ".info.json"
_UNFINISHED = re.compile(r"\.(?:part|ytdl|temp|part-Frag\d+)$", re.IGNORECASE)


def posts_of(names: Iterable[str]) -> Iterator[tuple[str, tuple[NamedFile, ...]]]:
    """For each information file its name, and the files that belong to it; the longest name that fits owns a file."""
    everything = sorted(names)
    stems = sorted((name[: -len(INFO)] for name in everything if name.endswith(INFO)), key=len, reverse=True)
    owned: dict[str, list[NamedFile]] = {stem: [] for stem in stems}
    by_folder: dict[str, list[str]] = {}
    for stem in stems:
        by_folder.setdefault(stem.rpartition("/")[0], []).append(stem)
    for name in everything:
        owner = next((s for s in by_folder.get(name.rpartition("/")[0], ()) if name.startswith(f"{s}.")), None)
        role = _role(name)
        if owner is not None and role is not None:
            owned[owner].append(NamedFile(name=name, role=role))
    for stem in sorted(stems):
        yield f"{stem}{INFO}", _settled(owned[stem])


def _role(name: str) -> FileRole | None:
    if _UNFINISHED.search(name):
        return None
    if name.endswith(".description"):
        return FileRole.DESCRIPTION
    if name.endswith((INFO, ".comments.json", ".live_chat.json")):
        return FileRole.INFO
    return role_of(name)


def _settled(files: list[NamedFile]) -> tuple[NamedFile, ...]:
    """A picture beside a video is its thumbnail; alone it is the post."""
    video = [f for f in files if f.role is FileRole.MEDIA and _suffix(f) not in PICTURES]
    if not video:
        return tuple(files)
    return tuple(
        NamedFile(name=f.name, role=FileRole.THUMBNAIL) if f.role is FileRole.MEDIA and _suffix(f) in PICTURES else f
        for f in files
    )


def _suffix(file: NamedFile) -> str:
    return file.name.rpartition(".")[2].lower()
