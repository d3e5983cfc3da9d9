"""Attempts at getting media, and the files that were had."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.archives import Memento
from provenance.model.identity import Digest, ReferenceId, Slug
from provenance.model.time import Instant

__all__ = ["TRANSIENT", "Acquisition", "Attempt", "Availability", "FileRole", "KeptFile", "Resolution"]


class Availability(StrEnum):
    """Closed set of outcomes of an attempt to get media."""

    AVAILABLE = "available"
    DELETED = "deleted"
    PRIVATE = "private"
    LOGIN_REQUIRED = "login-required"
    GEO_BLOCKED = "geo-blocked"
    AGE_GATED = "age-gated"
    RATE_LIMITED = "rate-limited"
    BOT_CHECK = "bot-check"
    """The platform takes us for a robot and wants proof to the contrary."""
    LIVE = "live"
    DRM = "drm"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    """By our own guard or limits (private address, over the size limit)."""
    NETWORK_ERROR = "network-error"
    UNKNOWN = "unknown"


TRANSIENT = frozenset(
    {
        Availability.RATE_LIMITED,
        Availability.BOT_CHECK,
        Availability.LIVE,
        Availability.REFUSED,
        Availability.NETWORK_ERROR,
        Availability.UNKNOWN,
    }
)
"""Outcomes that a later run tries again by itself (``refused``: the analyst may allow the host next time)."""


class FileRole(StrEnum):
    """What a kept file is to its reference."""

    MEDIA = "media"
    PART = "part"
    """Picture or sound alone, as it was served; the media file was joined from such parts here."""
    PICTURE = "picture"
    """A picture that the post's page names (``og:image`` and the like), where there was no media: often a mere preview."""
    PAGE = "page"
    """The post's page as an archive captured it: a web archive, because the post is gone, or whoever archived it before."""
    THUMBNAIL = "thumbnail"
    SUBTITLES = "subtitles"
    INFO = "info"
    """The platform's answer, as JSON."""
    DESCRIPTION = "description"
    """The poster's text, as a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file in the case, content-addressed."""

    digest: Digest
    role: FileRole
    size: int
    """Bytes."""
    name: str
    """The name it came with: hostile text, for showing only."""
    suffix: str
    """``.mp4`` and the like: lower-case letters and digits, from a closed alphabet."""
    by_hand: bool = False
    """The analyst attached it."""
    note: str = ""
    """How it was had, where that is no matter of course: the analyst's words, or what this program joined it from."""
    source: str = ""
    """The address that served these bytes, where the tool tells it; of what was attached, where the analyst says she got it."""
    memento: Memento | None = None
    """The capture that a web archive gave it from; ``None`` for what the post's own site gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at getting a reference's media."""

    reference: ReferenceId
    url: str
    tool: str
    version: str
    outcome: Availability
    message: str
    """The tool's raw words; hostile text."""
    started: Instant
    ended: Instant
    checked: bool = False
    """Only asked whether it is there: nothing was downloaded."""
    archive: str = ""
    """The web archive that was asked for its copy; the attempt then says nothing of the post itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The analyst found the post that a mention speaks of."""

    reference: ReferenceId
    platform: Slug
    platform_id: str | None
    url: str
    note: str
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """The files that belong to a reference, however they were had."""

    reference: ReferenceId
    files: tuple[KeptFile, ...]
    at: Instant
    url: str | None = None
    """The post's address, whose files these are; ``None`` when all were attached."""
    by_hand: bool = False
    """The analyst attached at least one of them."""
    note: str = ""
    """How the analyst got them."""

    @property
    def archived(self) -> bool:
        """Whether all its media came from web archives."""
        media = [file for file in self.files if file.role is FileRole.MEDIA]
        return bool(media) and all(file.memento for file in media)

    @property
    def only_named(self) -> bool:
        """Whether there are pictures that the page names, or the archived page itself, and nothing that was posted."""
        roles = {file.role for file in self.files}
        return not roles.isdisjoint({FileRole.PICTURE, FileRole.PAGE}) and FileRole.MEDIA not in roles
