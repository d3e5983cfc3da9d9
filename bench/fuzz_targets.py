"""The readers of hostile bytes, each as a function that may end in nothing but errors of its own: for ``make fuzz`` and tests."""

import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import seeds
from provenance import articles
from provenance.custody.bag import read_manifest
from provenance.custody.compare import break_of
from provenance.custody.log import Output, RecordChange, Scene, compose, read_line
from provenance.custody.redaction import read_redaction
from provenance.custody.seal import read_seal
from provenance.errors import ArticleError, CaseError
from provenance.media.container import atoms_of
from provenance.media.sources import of_picture
from provenance.model import Activity, ActivityId, ActivityKind, Digest
from provenance.pipeline.run import now
from provenance.places.interface import CITY, Gazetteer, Toponym
from provenance.places.memory import MemoryGazetteer
from provenance.store import lexicons
from provenance.store.unpacking import Limits, check_bag, unpack

__all__ = ["TARGETS", "Target"]

LIMITS = Limits(total=20_000_000, files=5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reader, whole inputs for it, and which changes they take."""

    read: Callable[[bytes], None]
    """Raises whatever is no error of the reader's own."""
    seeds: Callable[[], tuple[bytes, ...]]
    family: str


@cache
def _gazetteer() -> Gazetteer:
    kyiv = Toponym(id="t:1", name="Kyiv", kind=CITY, lat=50.45, lon=30.52, country="UA", population=2_900_000)
    return MemoryGazetteer.of([(kyiv, ["Kiev", "Kiew"])])


def _article(data: bytes) -> None:
    try:
        found = articles.read(data, source="fuzz", lexicons=lexicons.load(), gazetteer=_gazetteer())
    except ArticleError:
        return
    text = found.article.text
    spans = [citation.span for reference in found.references for citation in reference.citations]
    spans += [claim.span for claim in found.claims]
    for span in spans:
        if span is not None and text[span.start : span.end] != span.quote:
            raise AssertionError(f"expected the words at {span.start} to be {span.quote!r}")


def _mp4(data: bytes) -> None:
    atoms_of(io.BytesIO(data), len(data))


def _picture(data: bytes) -> None:
    of_picture(data, ())


def _log(data: bytes) -> None:
    lines = data.splitlines(keepends=True)
    break_of(lines, (), file="custody.jsonl")
    for read in (read_line, read_seal, read_redaction, read_manifest):
        try:
            read(data, where="fuzz")
        except CaseError:
            continue


def _bundle(data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="provenance-fuzz-") as name:
        path, inside = Path(name) / "b.zip", Path(name) / "inside"
        path.write_bytes(data)
        inside.mkdir()
        with suppress(CaseError):
            check_bag(unpack(path, inside, LIMITS))
        if strange := {each.name for each in Path(name).iterdir()} - {"b.zip", "inside"}:
            raise AssertionError(f"expected files inside the folder alone, found {strange}")


def _lines() -> tuple[bytes, ...]:
    """A log of three lines."""
    found: list[bytes] = []
    for number in range(1, 4):
        activity = Activity(
            id=ActivityId(f"a{number}"),
            kind=ActivityKind.INSPECT,
            subject="порт.mp4",
            tool="fuzz",
            version="1",
            options=(),
            started=now(),
            ended=now(),
            ok=True,
        )
        digest = Digest.of(str(number).encode())
        found.append(
            compose(
                activity,
                scene=Scene(actor="a", host="h", clock="synchronised", time=now()),
                sequence=number,
                previous=Digest.of(found[-1]) if found else None,
                outputs=(Output(path="media/a.mp4", digest=digest),),
                records=(RecordChange(table="probe", key="[1]", digest=digest),),
            )
        )
    return (b"".join(found), found[0])


def _bundles() -> tuple[bytes, ...]:
    bag = {"b/bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "b/data/custody.jsonl": _lines()[0]}
    return (seeds.zipped({**bag, "b/manifest-sha256.txt": b"0" * 64 + b"  data/custody.jsonl\n"}),)


TARGETS = {
    "article": Target(read=_article, seeds=lambda: tuple(seed.data for seed in seeds.articles()), family="html"),
    "mp4": Target(
        read=_mp4, seeds=lambda: (seeds.phone(), *(seeds.film(name) for name in ("early.mp4", "fragmented.mp4"))), family="boxes"
    ),
    "picture": Target(
        read=_picture, seeds=lambda: tuple(seeds.photo(form) for form in ("JPEG", "PNG", "WEBP", "TIFF")), family="chunks"
    ),
    "log": Target(read=_log, seeds=_lines, family="json"),
    "bundle": Target(read=_bundle, seeds=_bundles, family="zip"),
}
"""Name → reader. \"picture\" is the way of EXIF, XMP and IPTC out of a picture's blocks."""
