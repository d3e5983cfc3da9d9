"""Thumbnails and covers inside a file, and the frames that they are held against."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer

from provenance.errors import MediaError
from provenance.media.decode import fitted, raw_frames, upright
from provenance.media.opening import opened
from provenance.media.thumbnail import Grey, compare_embedded, decoded
from provenance.model import POSTED, Digest, EmbeddedPicture

__all__ = ["attached", "compared_with_film", "compared_with_picture", "compared_with_posted"]

MAX_SIDE = 256
MOST_FRAMES = 120
"""Key pictures that a cover is held against, a second apart at least."""
MOST_COVERS = 4
MAX_COVER = 4 << 20


def attached(path: Path) -> tuple[tuple[str, bytes], ...]:
    """Covers that are streams (Matroska and MP3 keep them so): the coded pictures. Damage leaves them out."""
    try:
        with path.open("rb") as file, opened(file) as container:
            return tuple(_covers(container))
    except (av.FFmpegError, OSError, ValueError):
        return ()


def _covers(container: InputContainer) -> Iterator[tuple[str, bytes]]:
    covers = [s for s in container.streams.video if s.disposition & s.disposition.attached_pic][:MOST_COVERS]
    for stream, packet in zip(covers, container.demux(covers) if covers else (), strict=False):
        if 0 < packet.size <= MAX_COVER:
            yield f"cover, stream {stream.index}", bytes(packet)


def compared_with_picture(frame: Any, thumbnails: Iterable[tuple[str, bytes]]) -> Iterator[EmbeddedPicture]:  # noqa: ANN401
    """Each thumbnail of a still picture against the picture."""
    listed = [(source, grey) for source, data in thumbnails if (grey := decoded(data)) is not None]
    if listed:
        width, height = fitted(frame.width, frame.height, MAX_SIDE)
        whole = np.asarray(frame.reformat(width=width, height=height, format="gray").to_ndarray(), np.uint8)
        yield from _compared(listed, [(None, whole)])


def compared_with_film(
    path: Path, thumbnails: Iterable[tuple[str, bytes]], *, duration: Fraction | None
) -> Iterator[EmbeddedPicture]:
    """Each cover of a film against its key pictures. Nothing is decoded where there is no cover."""
    listed = [(source, grey) for source, data in thumbnails if (grey := decoded(data)) is not None]
    if listed:
        yield from _compared(listed, list(_key_pictures(path, duration or Fraction(0))))


def compared_with_posted(
    path: Path, thumbnails: Iterable[tuple[Digest, Path]], *, duration: Fraction | None
) -> tuple[EmbeddedPicture, ...]:
    """The thumbnails that came with a film's post against its key pictures."""
    read = [(f"{POSTED}, {digest}", file.read_bytes()) for digest, file in thumbnails if file.stat().st_size <= MAX_COVER]
    return tuple(compared_with_film(path, read, duration=duration))


def _key_pictures(path: Path, duration: Fraction) -> Iterator[tuple[Fraction | None, Grey]]:
    """Spread over the whole film; damage ends them."""
    apart = max(Fraction(1), duration / MOST_FRAMES)
    try:
        for count, raw in enumerate(raw_frames(path, key_pictures=apart)):
            if count >= MOST_FRAMES:
                return
            yield raw.time, upright(raw, max_side=MAX_SIDE, layout="gray")
    except (MediaError, av.FFmpegError, OSError, ValueError):
        return


def _compared(listed: list[tuple[str, Grey]], frames: list[tuple[Fraction | None, Grey]]) -> Iterator[EmbeddedPicture]:
    for source, grey in listed:
        found = compare_embedded(source, grey, frames)
        if found is not None:
            yield found
