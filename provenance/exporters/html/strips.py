"""What a post shows, in one row: the keyframes of its video, the pictures of a post of many, those that its page names."""

from collections.abc import Iterable
from dataclasses import dataclass

from provenance.exporters.html.views import MediaView
from provenance.model import FileRole, ReferenceId

__all__ = ["PostStrip", "post_strips"]

MOST = 40
"""Pictures of one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostStrip:
    """The rows of one reference."""

    video: MediaView | None
    """The last of its videos."""
    posted: tuple[MediaView, ...]
    """Stills that were posted, in the post's order."""
    named: tuple[MediaView, ...]
    """Stills that its page names: perhaps mere previews."""
    most: int = MOST
    """Stills shown of each sort."""


def post_strips(media: Iterable[MediaView]) -> dict[ReferenceId, PostStrip]:
    """The rows of each reference that has any."""
    rows: dict[ReferenceId, list[MediaView]] = {}
    for view in media:
        for reference in view.record.references if view.frames else ():
            rows.setdefault(reference, []).append(view)
    return {reference: _strip(reference, views) for reference, views in rows.items()}


def _strip(reference: ReferenceId, views: list[MediaView]) -> PostStrip:
    # Another reference's row shows the video that both hold.
    videos = [view for view in views if not view.still and view.record.references[0] == reference]
    stills = [view for view in views if view.still]
    return PostStrip(
        video=videos[-1] if videos else None,
        posted=tuple(view for view in stills if view.record.file.role is FileRole.MEDIA),
        named=tuple(view for view in stills if view.record.file.role is FileRole.PICTURE),
    )
