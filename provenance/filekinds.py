"""What a file is by its first bytes: pictures and footage, and what comes in their place. The one table of signatures.

``fetch`` keeps by it what was downloaded, ``articles`` refuses by it what is no page, ``media`` measures by it stills as stills.
"""

import re
from dataclasses import dataclass

__all__ = ["HEAD", "FileKind", "binary_kind_of", "kind_of"]

HEAD = 512
"""Bytes that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One kind of file."""

    words: str
    suffix: str = ""
    """With its dot; empty for what is not kept."""
    still: str = ""
    """Format of what is measured as a picture; empty for what is measured as footage, moving AVIF and HEIC among it."""

    @property
    def kept(self) -> bool:
        """Whether it is a picture or footage."""
        return bool(self.suffix)

    @property
    def picture(self) -> bool:
        """Whether it is a picture, which may move."""
        return self.suffix in PICTURES


PICTURES = frozenset({".jpg", ".png", ".gif", ".webp", ".avif", ".heic", ".tif", ".bmp"})
SIGNATURES = (
    (rb"\xff\xd8\xff", "a JPEG picture", ".jpg", "jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG picture", ".png", "png"),
    (rb"GIF8[79]a", "a GIF picture", ".gif", "gif"),
    (rb"RIFF....WEBP", "a WebP picture", ".webp", "webp"),
    # Brands: ISO/IEC 23008-12, annex B; https://aomediacodec.github.io/av1-avif/, section 6.
    (rb"....ftypavif", "an AVIF picture", ".avif", "heif"),
    (rb"....ftypavis", "a moving AVIF picture", ".avif", ""),
    (rb"....ftyp(?:hei[cxms]|mif1)", "an HEIC picture", ".heic", "heif"),
    (rb"....ftyp(?:hev[cxms]|msf1)", "a moving HEIC picture", ".heic", ""),
    (rb"II\*\x00|MM\x00\*", "a TIFF picture", ".tif", "tiff"),
    (rb"BM....\x00\x00\x00\x00", "a BMP picture", ".bmp", "bmp"),
    (rb"....ftypqt  ", "a QuickTime video", ".mov", ""),
    (rb"....ftyp", "an MP4 video", ".mp4", ""),
    (rb"\x1aE\xdf\xa3.{0,60}webm", "a WebM video", ".webm", ""),
    (rb"\x1aE\xdf\xa3", "a Matroska video", ".mkv", ""),
    (rb"OggS\x00", "Ogg media", ".ogg", ""),
    (rb"FLV\x01", "a Flash video", ".flv", ""),
    (rb"RIFF....AVI ", "an AVI video", ".avi", ""),
    (rb"RIFF....WAVE", "a WAV sound file", "", ""),
    (rb"ID3[\x02-\x04]", "an MP3 sound file", "", ""),
    (rb"%PDF-", "a PDF document", "", ""),
    (rb"bplist00", "a property list, which Safari's web archives are (save the page as HTML instead)", "", ""),
    (rb"\{\\rtf", "a text in RTF (save it as plain text or HTML instead)", "", ""),
    (rb"PK\x03\x04", "a ZIP archive", "", ""),
    (rb"\x1f\x8b", "gzip-compressed data", "", ""),
)
"""Pattern, words, suffix, format of a still."""
TEXTS = (
    (rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,300}?-->\s*)*(?:<!DOCTYPE\s+svg|<svg)", "an SVG document, which may hold scripts"),
    (rb"(?:<!--.{0,300}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)", "an HTML page"),
    (rb"[{\[]", "text"),
)
"""What is answered in the place of a picture; after white space and a byte order mark."""
_BINARY = tuple((re.compile(pattern, re.DOTALL), FileKind(words=w, suffix=s, still=f)) for pattern, w, s, f in SIGNATURES)
_TEXT = tuple(
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*" + pattern, re.DOTALL | re.IGNORECASE), FileKind(words=words)) for pattern, words in TEXTS
)


def kind_of(head: bytes) -> FileKind:
    """By the first :data:`HEAD` bytes; a kind that is not kept where nothing is known of them."""
    known = binary_kind_of(head) or next((kind for pattern, kind in _TEXT if pattern.match(head)), None)
    return known or FileKind(words="neither a picture nor footage" if head else "nothing")


def binary_kind_of(head: bytes) -> FileKind | None:
    """The kind that the first :data:`HEAD` bytes announce and that no text begins with; ``None`` where they announce none."""
    return next((kind for pattern, kind in _BINARY if pattern.match(head)), None)
