"""Bytes to characters: what kind of document they are, and in which charset."""

import base64
import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from provenance.errors import ArticleError
from provenance.filekinds import HEAD, binary_kind_of

__all__ = ["clean", "decode", "plain_markup", "sniff"]

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Labels that pages use for a larger charset (https://encoding.spec.whatwg.org/#names-and-labels)."""
LATIN = frozenset(
    {"cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_9", "iso8859_10", "iso8859_16"}
)
"""Charsets that statistics of a short text easily take Western European for."""
SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz", "utf-7"})
WIDE = ("utf-16", "utf-32")
CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
"""Bytes that stand in no text of any single- or multi-byte charset, UTF-16 and UTF-32 apart."""
META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)
HTML_LANG = re.compile(rb"""<html[^>]{0,500}?\blang\s*=\s*["']?\s*([a-zA-Z]{2,3})""", re.IGNORECASE)
LEGACY = {
    language: codec
    for codec, languages in (
        ("cp1250", "cs hu pl sk sl hr sh"),
        ("cp1251", "ru uk bg be sr mk ky tg tt"),
        ("cp1252", "en fr de es it pt nl da sv no nb nn fi is ca gl eu ga id ms sw af"),
        ("cp1253", "el"),
        ("cp1254", "tr az ku"),
        ("cp1255", "he"),
        ("cp1256", "ar fa ur"),
        ("cp1257", "et lt lv"),
        ("cp1258", "vi"),
        ("cp874", "th"),
        ("cp932", "ja"),
        ("cp949", "ko"),
        ("gb18030", "zh"),
    )
    for language in languages.split()
}
"""Charset by language where none is known (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding,
step 9; that table's legacy charsets for Polish, Hungarian and Greek are read as their Windows supersets)."""
DOCUMENT_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
LEADING_TAG = re.compile(
    # Possessive: a run of comments could otherwise be divided in exponentially many ways.
    r"\s*+(?>(?><!--.*?-->|<\?xml[^>]*+>)\s*+)*+<(?:!doctype|html|head|body|meta|title|article|main|section|div|p|h[1-6]|"
    r"span|a|b|i|ul|ol|"
    r"table|figure|blockquote|iframe|video|link|script|style|header|nav|amp-[a-z]+)\b",
    re.IGNORECASE | re.DOTALL,
)
ANY_TAG = re.compile(
    r"</?(?:p|div|a|span|h[1-6]|li|ul|br|img|em|strong|b|i|blockquote|figure|table|tr|td)\b[^<>]{0,2000}>", re.IGNORECASE
)
BASE64 = re.compile(r"\s*(?:PG|PD)[A-Za-z0-9+/\s]{40,200000}+={0,2}\s*")
"""Mark-up in base64: it begins with ``<``."""
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Controls (terminal escapes among them), soft hyphens, zero-width and bidirectional marks: they hide words from patterns."""


def plain_markup(text: str) -> str:
    """Mark-up that stands in base64, decoded; any other text as it is."""
    if not BASE64.fullmatch(text):
        return text
    try:
        return base64.b64decode("".join(text.split())).decode("utf-8", "replace")
    except ValueError:
        return text


def clean(text: str) -> str:
    """``text`` in NFC without invisible characters; line ends are line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\x0c", "\n")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def decode(data: bytes, *, source: str, charset: str | None = None) -> str:
    """The characters of ``data``: by BOM, as UTF-8, as declared (HTTP, then ``<meta>``), or by their statistics.

    Raises:
        ArticleError: nothing in it, or not text.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise ArticleError(f"{source}: expected a page or a text, got an empty file ({len(data)} bytes)")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    _refuse_binary(data, source)
    declared = [codec for label in (charset, _meta_charset(data)) if (codec := _codec(label)) is not None]
    for codec in declared:
        if codec in SEVEN_BIT or codec.startswith(WIDE):
            text = data.decode(codec, "replace")
            if text.count("\ufffd") * 50 < len(text):
                return text
    utf8 = _as_utf8(data)
    if utf8 is not None:
        return utf8
    for codec in declared:
        text = data.decode(codec, "replace")
        if text.count("\ufffd") * 100 <= len(text):
            return text
    legacy = _legacy(data) if "utf-8" in declared else None
    return legacy or _guess(data)


def _legacy(data: bytes) -> str | None:
    """A page that says UTF-8 wrongly, in the charset that its language falls back on; ``None`` where it does not fit."""
    found = HTML_LANG.search(data[:65536])
    codec = LEGACY.get(found[1].decode("ascii").lower()) if found else None
    text = data.decode(codec, "replace") if codec else ""
    return text if text and text.count("\ufffd") * 100 <= len(text) else None


def _refuse_binary(data: bytes, source: str) -> None:
    kind = binary_kind_of(data[:HEAD])
    if kind:
        more = " (see: provenance inspect)" if kind.kept else ""
        raise ArticleError(f"{source}: expected HTML or plain text, got {kind.words}{more}")
    head = data[:65536]
    wide = head[::2].count(0) > len(head) * 0.4 or head[1::2].count(0) > len(head) * 0.4
    controls = len(head) - len(head.translate(None, CONTROLS))
    if not wide and (head.count(0) > len(head) * 0.02 or controls > max(len(head) * 0.05, 16)):
        raise ArticleError(f"{source}: expected HTML or plain text, got binary data")


def _meta_charset(data: bytes) -> str | None:
    found = META_CHARSET.search(data[:65536])
    return found[1].decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(
            label.strip().strip("\"'").lower().replace("x-sjis", "shift_jis").replace("ks_c_5601-1987", "euc_kr")
        ).name
        # Python also lists byte-to-byte codecs such as "hex"; they are no charsets.
        b"".decode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return SUPERSETS.get(name, name)


def _as_utf8(data: bytes) -> str | None:
    """``data`` as UTF-8; a few damaged sequences among many good ones (a truncated or spliced page) are forgiven."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text[:200_000] if character > "\x7f") - bad
    return text if bad * 4 <= good else None


def _guess(data: bytes) -> str:
    if data[:4000:2].count(0) > 600 or data[1:4000:2].count(0) > 600:
        return data.decode("utf-16-le" if data[1:4000:2].count(0) > data[:4000:2].count(0) else "utf-16-be", "replace")
    best = from_bytes(data[:200_000]).best()
    if best is None or best.encoding in LATIN:
        western = data.decode("cp1252", "replace")
        # Central European letters read as Western ones leave signs inside words; French read as Polish leaves none.
        if best is None or not re.search(r"[^\W\d_][¹²³¼½¾¿º£¥¶\u017f]|[¹³¼¾¿£¥][^\W\d_]", western):
            return western
    return data.decode(best.encoding, "replace")


def sniff(text: str) -> str:
    """``text/html`` or ``text/plain``, from the characters alone; a few tags inside a text do not make it a page."""
    head = text[:100_000]
    if DOCUMENT_TAG.search(head[:3000]) or LEADING_TAG.match(head[:5000]):
        return "text/html"
    tags = sum(1 for _ in ANY_TAG.finditer(head))
    return "text/html" if tags >= 5 and tags * 400 > len(head) else "text/plain"
