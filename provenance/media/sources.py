"""Every reader of metadata that a kind of file has, and what they found together."""

from collections.abc import Iterable

from provenance.media.blocks import read_blocks
from provenance.media.container import Atoms
from provenance.media.exif import read_exif
from provenance.media.found import Found, joined
from provenance.media.iptc import read_iptc
from provenance.media.xmp import read_xmp
from provenance.metadata.stated import statements
from provenance.model import Stated, Tag

__all__ = ["of_film", "of_picture"]

WHOLE = (b"II*\0", b"MM\0*")
"""A TIFF is one EXIF block."""
MAX_PACKETS = 4


def of_film(
    tags: tuple[Tag, ...], atoms: Atoms, traces: tuple[Stated, ...], covers: Iterable[tuple[str, bytes]], warnings: list[str]
) -> Found:
    """Of a container with streams: its own tags, XMP, covers."""
    said = Found(tags=tags, stated=(*statements(tags, warnings, mp4=atoms.is_mp4), *traces))
    pictures = (*(("cover", data) for data in atoms.pictures), *(() if atoms.pictures else covers))
    return joined((said, *map(read_xmp, atoms.xmp[:MAX_PACKETS]), Found(thumbnails=pictures)))


def of_picture(data: bytes, traces: tuple[Stated, ...]) -> tuple[Found, tuple[str, ...]]:
    """Of a still picture: EXIF, XMP, IPTC, comments; and the order of its parts."""
    blocks = read_blocks(data)
    block = blocks.exif or (data if data.startswith(WHOLE) or data[4:8] == b"ftyp" else None)
    comments = tuple(Tag(source="comment", key=key, value=words) for key, words in blocks.texts[:50] if words)
    parts = (
        read_exif(block) if block else Found(),
        *map(read_xmp, blocks.xmp[:MAX_PACKETS]),
        read_iptc(data),
        Found(tags=comments, stated=(*statements(comments, []), *traces)),
    )
    return joined(parts), tuple(blocks.layout)
