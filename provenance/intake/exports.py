"""What every export comes to, whichever program wrote it: entries with who, when, what, and the names of files."""

from dataclasses import dataclass, field

from provenance.model import FILE, FileRole, Slug, Timestamp

__all__ = ["PICTURES", "Entry", "Export", "NamedFile", "role_of"]

_VIDEO = "mp4 mov m4v webm mkv avi 3gp mpg mpeg ts flv wmv ogv"
_PICTURE = "gif jpg jpeg png webp heic heif avif bmp tif tiff"
_SOUND = "mp3 m4a ogg oga opus aac wav flac amr"
PICTURES = frozenset(_PICTURE.split())
MEDIA = frozenset(suffix for kind in (_VIDEO, _PICTURE, _SOUND) for suffix in kind.split())
SUBTITLES = frozenset({"vtt", "srt", "ttml", "ass", "ssa", "lrc", "srv1", "srv2", "srv3", "json3"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file that an entry names."""

    name: str
    """As the export names it: a name, or a path within the export; hostile."""
    role: FileRole = FileRole.MEDIA
    digest: str = ""
    """As the export states it: ``SHA-256:…``; empty where it states none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message, or one post that was archived. Everything in it is the export's word."""

    where: str
    """For people: ``message 17``, ``row 3``."""
    header: str
    """The words that say who and when, as they stand or as they were put together."""
    text: str = ""
    sender: str = ""
    """Empty where the program speaks (somebody joined), or nobody is named."""
    time: Timestamp | None = None
    time_words: str = ""
    """As the export writes it."""
    files: tuple[NamedFile, ...] = ()
    lacking: str = ""
    """The export's words for a file that it left out: ``<Media omitted>``."""
    url: str = ""
    """Of the post, where it has one."""
    title: str = ""
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All of it."""

    program: str
    """``WhatsApp``, ``Telegram Desktop``, ``yt-dlp``, ``auto-archiver``."""
    title: str
    """Of the chat; empty where there is none."""
    entries: tuple[Entry, ...]
    platform: Slug = FILE
    notes: tuple[str, ...] = field(default=())
    """How it was read where that is not a matter of course, for people."""


def role_of(name: str) -> FileRole | None:
    """What a file is by its suffix; ``None`` for what is no part of a post."""
    suffix = name.rpartition(".")[2].lower()
    if suffix in MEDIA:
        return FileRole.MEDIA
    return FileRole.SUBTITLES if suffix in SUBTITLES else None
