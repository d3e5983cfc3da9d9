"""What a file is by its first bytes, as far as a case keeps it: pictures and footage, and what comes in their place."""

import re
from dataclasses import dataclass

__all__ = ["HEAD", "FileKind", "kind_of"]

HEAD = 512
"""Bytes that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One kind of file."""

    words: str
    suffix: str
    """With its dot; empty for what is not kept."""

    @property
    def kept(self) -> bool:
        """Whether it is a picture or footage."""
        return bool(self.suffix)

    @property
    def picture(self) -> bool:
        """Whether it is a picture."""
        return self.suffix in PICTURES


PICTURES = frozenset({".jpg", ".png", ".gif", ".webp", ".avif", ".heic", ".tif", ".bmp"})


SIGNATURES = (
    (rb"\xff\xd8\xff", "a JPEG picture", ".jpg"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG picture", ".png"),
    (rb"GIF8[79]a", "a GIF picture", ".gif"),
    (rb"RIFF....WEBP", "a WebP picture", ".webp"),
    (rb"....ftyp(?:avif|avis)", "an AVIF picture", ".avif"),
    (rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", "an HEIC picture", ".heic"),
    (rb"(?:II\*\x00|MM\x00\*)", "a TIFF picture", ".tif"),
    (rb"BM....\x00\x00\x00\x00", "a BMP picture", ".bmp"),
    (rb"....ftyp(?:qt  )", "a QuickTime video", ".mov"),
    (rb"....ftyp", "an MP4 video", ".mp4"),
    (rb"\x1aE\xdf\xa3.{0,60}webm", "a WebM video", ".webm"),
    (rb"\x1aE\xdf\xa3", "a Matroska video", ".mkv"),
    (rb"OggS", "Ogg media", ".ogg"),
    (rb"FLV\x01", "a Flash video", ".flv"),
    (rb"RIFF....AVI ", "an AVI video", ".avi"),
    (rb"%PDF-", "a PDF document", ""),
    (rb"PK\x03\x04", "a ZIP archive", ""),
    (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,300}?-->\s*)*(?:<!DOCTYPE\s+svg|<svg)", "an SVG document, which may hold scripts", ""),
    (rb"\s*(?:<!--.{0,300}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)", "an HTML page", ""),
    (rb"\s*[{\[]", "text", ""),
)
_KINDS = tuple(
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?" + pattern if not suffix else pattern, re.DOTALL | re.IGNORECASE if not suffix else re.DOTALL
        ),
        words,
        suffix,
    )
    for pattern, words, suffix in SIGNATURES
)


def kind_of(head: bytes) -> FileKind:
    """By the first :data:`HEAD` bytes; a kind that is not kept where nothing is known of them."""
    for pattern, words, suffix in _KINDS:
        if pattern.match(head):
            return FileKind(words=words, suffix=suffix)
    return FileKind(words="nothing" if not head else "neither a picture nor footage", suffix="")
