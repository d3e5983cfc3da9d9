"""What newsrooms, agencies and cameras write of a picture in words: where by name, by whom, of what.

Keys of IPTC-IIM, XMP (IPTC Photo Metadata Standard), EXIF, and of containers. A named place is where the picture was made or what
it shows, which the standards do not tell apart: it is shown, and no claim of where it was filmed.
"""

from collections.abc import Iterable, Iterator

from provenance.model import Stated, StatedKind, Tag

__all__ = ["described"]

PLACE = (
    ("sub-location", "location"),
    ("city",),
    ("province-state", "state"),
    ("country", "country-primarylocationname"),
)
"""Parts of a place's name, the narrowest first; of each the first that is there."""
AUTHORS = frozenset({"artist", "by-line", "creator", "author", "credit", "\xa9aut", "\xa9art"})
CAPTIONS = frozenset(
    {
        "imagedescription",
        "caption-abstract",
        "description",
        "headline",
        "usercomment",
        "comment",
        "title",
        "\xa9des",
        "\xa9cmt",
        "\xa9nam",
    }
)
_NAMED = ("IPTC", "XMP")
"""Sources whose words for places are names; elsewhere ``location`` is a position."""


def described(tags: Iterable[Tag]) -> tuple[Stated, ...]:
    """The statements in words among ``tags``, place by place."""
    listed = [(tag, _key(tag)) for tag in tags if tag.value.strip()]
    return (*_places(listed), *_words(listed, AUTHORS, StatedKind.AUTHOR), *_words(listed, CAPTIONS, StatedKind.CAPTION))


def _key(tag: Tag) -> str:
    """``city`` of ``photoshop:City``, ``artist`` of ``Image Artist``."""
    return tag.key.rpartition(":")[2].rpartition(" ")[2].lower()


def _places(listed: list[tuple[Tag, str]]) -> Iterator[Stated]:
    for source in dict.fromkeys(tag.source for tag, _ in listed if any(name in tag.source for name in _NAMED)):
        here = {key: tag for tag, key in reversed(listed) if tag.source == source}
        parts = [tag for keys in PLACE if (tag := next((here[key] for key in keys if key in here), None))]
        if parts:
            quote = "; ".join(f"{tag.key}={tag.value}" for tag in parts)
            text = ", ".join(tag.value.strip() for tag in parts)
            yield Stated(kind=StatedKind.PLACE_NAME, source=source, key=parts[0].key, quote=quote, text=text)


def _words(listed: list[tuple[Tag, str]], keys: frozenset[str], kind: StatedKind) -> Iterator[Stated]:
    for tag, key in listed:
        if key in keys:
            yield Stated(kind=kind, source=tag.source, key=tag.key, quote=f"{tag.key}={tag.value}", text=tag.value.strip())
