"""Tags of containers (QuickTime, MP4, Matroska, ID3 and the like) read as statements; and what a list of statements comes to."""

from collections.abc import Iterable, Iterator

from provenance.metadata.values import decimal, device, iso6709, moment, place_at
from provenance.model import Place, Stated, StatedKind, Tag, Timestamp

__all__ = ["created", "device_of", "encoders", "location", "statements"]

PLACES = frozenset({"com.apple.quicktime.location.iso6709", "\xa9xyz", "location", "location-eng", "loci"})
ACCURACY = "com.apple.quicktime.location.accuracy.horizontal"
TIMES = {
    "com.apple.quicktime.creationdate": StatedKind.CAPTURED,
    "\xa9day": StatedKind.CAPTURED,
    "date_recorded": StatedKind.CAPTURED,
    "date": StatedKind.CREATED,
    "date-eng": StatedKind.CREATED,
    "creation_time": StatedKind.CREATED,
    "modification_time": StatedKind.MODIFIED,
}
MAKES = frozenset({"com.apple.quicktime.make", "\xa9mak", "make", "com.android.manufacturer", "manu"})
MODELS = frozenset({"com.apple.quicktime.model", "\xa9mod", "model", "com.android.model", "modl", "mdln", "gopro.minf"})
SOFTWARE = frozenset(
    {
        "com.apple.quicktime.software",
        "\xa9swr",
        "\xa9too",
        "encoder",
        "software",
        "writing_app",
        "muxing_app",
        "com.android.version",
        "handler_name",
        "encoded_by",
        "firmware",
        "firm",
    }
)


def statements(tags: Iterable[Tag], warnings: list[str], *, mp4: bool = False) -> tuple[Stated, ...]:
    """What container tags state.

    Of an MP4, what FFmpeg repeats of the atoms is left out: it makes ``creation_time`` of ``mvhd`` and adds a zone that
    nobody stated.
    """
    listed = list(tags)
    own = {tag.value for tag in listed if not _repeated(tag)}
    if mp4:
        listed = [tag for tag in listed if not _repeated(tag) or (tag.value not in own and tag.key.lower() != "creation_time")]
    return (*_places(listed, warnings), *_times(listed), *_devices(listed), *_software(listed))


def _repeated(tag: Tag) -> bool:
    return tag.source == "container" or tag.source.startswith("stream ")


def _places(tags: list[Tag], warnings: list[str]) -> Iterator[Stated]:
    """Positions; one at exactly 0, 0 is "not set"."""
    for tag in tags:
        if tag.key.lower() in PLACES:
            point = iso6709(tag.value)
            if point is None:
                warnings.append(f"{tag.key}: expected an ISO 6709 position other than 0, 0, found {tag.value[:60]!r}")
                continue
            radius = next((_metres(other.value) for other in tags if other.key.lower() == ACCURACY), None)
            yield _said(StatedKind.PLACE, tag, place=place_at(*point, radius))


def _metres(text: str) -> float | None:
    metres = decimal(text)
    return metres if metres is not None and 0 < metres < 1e7 else None


def _times(tags: list[Tag]) -> Iterator[Stated]:
    for tag in tags:
        kind = TIMES.get(tag.key.lower())
        when = moment(tag.value) if kind else None
        if kind and when is not None:
            yield _said(kind, tag, when=when)


def _devices(tags: list[Tag]) -> Iterator[Stated]:
    """Make and model of one place together."""
    for source in dict.fromkeys(tag.source for tag in tags):
        here = [tag for tag in tags if tag.source == source]
        make = next((tag for tag in here if tag.key.lower() in MAKES), None)
        model = next((tag for tag in here if tag.key.lower() in MODELS), None)
        name = device(make.value if make else "", model.value if model else "")
        if name:
            given = [tag for tag in (make, model) if tag]
            yield Stated(
                kind=StatedKind.DEVICE,
                source=source,
                key=given[-1].key,
                quote="; ".join(f"{tag.key}={tag.value}" for tag in given),
                text=name,
            )


def _software(tags: list[Tag]) -> Iterator[Stated]:
    for tag in tags:
        if tag.key.lower() in SOFTWARE and tag.value:
            coder = tag.key.lower() == "encoder" and tag.source.startswith("stream ")
            yield _said(StatedKind.CODER if coder else StatedKind.SOFTWARE, tag, text=tag.value)


def _said(kind: StatedKind, tag: Tag, *, when: Timestamp | None = None, place: Place | None = None, text: str = "") -> Stated:
    quote = f"{tag.key}={tag.value}"
    return Stated(kind=kind, source=tag.source, key=tag.key, quote=quote, when=when, place=place, text=text)


# ── what it comes to ────────────────────────────────────────────────────────────────────────────


def created(stated: Iterable[Stated]) -> tuple[Timestamp, ...]:
    """Times of capture first, then of the container, each once."""
    listed = list(stated)
    kinds = (StatedKind.CAPTURED, StatedKind.CREATED)
    return tuple(dict.fromkeys(s.when for kind in kinds for s in listed if s.kind is kind and s.when is not None))


def location(stated: Iterable[Stated]) -> Place | None:
    """The first position."""
    return next((each.place for each in stated if each.kind is StatedKind.PLACE and each.place), None)


def device_of(stated: Iterable[Stated]) -> str | None:
    """The first device."""
    return next((each.text for each in stated if each.kind is StatedKind.DEVICE), None)


def encoders(stated: Iterable[Stated]) -> tuple[str, ...]:
    """Names of software, verbatim, each once."""
    kinds = {StatedKind.SOFTWARE, StatedKind.CODER}
    return tuple(dict.fromkeys(each.text for each in stated if each.kind in kinds and each.text))
