"""One media file measured: container, streams, and what its metadata states. Nothing is decoded but one picture.

The bytes are hostile. Only formats that cannot name other files or addresses are opened (no playlists),
only from the file itself; sizes and counts are bounded. A file that cannot be used is a
:class:`~provenance.errors.MediaError` that says what was expected and found; damage that leaves
something readable is a warning in the probe.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from provenance.errors import MediaError
from provenance.filekinds import binary_kind_of, kind_of
from provenance.media.container import NO_MOOV, Atoms, read_atoms
from provenance.media.editlists import hidden_stretches
from provenance.media.embedded import attached, compared_with_film, compared_with_picture
from provenance.media.found import with_found
from provenance.media.opening import opened, reason
from provenance.media.sources import of_film, of_picture
from provenance.model import Chapter, Digest, EmbeddedPicture, HiddenStretch, Probe, Stated, StatedKind, Stream, Tag, TimeRange

__all__ = ["probe"]

MAX_PICTURE = 64 << 20
MAX_PACKETS = 400_000
"""About 2 hours at 50 pictures a second; the end of a longer file is not looked for."""
MAX_TAGS = 500
MAX_CHAPTERS = 200
MAX_TEXT = 4_000
MAX_TITLE = 500
HEAD, TAIL = 2 << 20, 1 << 18
"""Bytes searched for traces of encoders."""
TRACES = re.compile(
    rb"x264 - core \d+[ -~]{0,120}|x265 \(build \d+\)[ -~]{0,80}|Lav[fc]\d+\.\d+\.\d+|HandBrake [\d.]+[ -~]{0,20}"
    rb"|GPAC[ -~]{3,40}|Bento4 [A-Z][ -~]{0,30}|ISO Media file produced by Google[ -~]{0,30}|Twitter-vork muxer"
)
CODERS = ("x264", "x265", "Lavc")
Failure = (av.FFmpegError, OSError, ValueError, RuntimeError, AttributeError, OverflowError, ZeroDivisionError, TypeError)
"""What PyAV lets through on damaged files."""


def probe(path: Path, *, digest: Digest) -> Probe:
    """Measure ``path``.

    Raises:
        MediaError: missing, empty, not media, or too damaged to open.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise MediaError(f"{path}: expected a readable file: {error}") from error
    if not head:
        raise MediaError(f"{path}: expected media, found an empty file")
    still = kind_of(head).still
    return _picture(path, digest, still) if still else _film(path, digest, head)


def _film(path: Path, digest: Digest, head: bytes) -> Probe:
    atoms = read_atoms(path)
    warnings = list(atoms.warnings)
    try:
        with path.open("rb") as file, opened(file) as container:
            name, duration = container.format.name, _seconds(container.duration, Fraction(1, av.time_base))
            streams = tuple(_stream(stream) for stream in container.streams)
            tags = (*atoms.tags, *_tags(container))[:MAX_TAGS]
            chapters = tuple(_chapters(container))
            streams = _turned(container, streams, warnings)
    except Failure as error:
        raise MediaError(_refusal(path, head, atoms, error)) from error
    if not streams:
        raise MediaError(f"{path}: expected sound or pictures, found a {name} file without streams")
    warnings += _ending(path, duration)
    if not any(stream.kind == "video" for stream in streams):
        warnings.append("no picture: expected video, found sound only")
    hidden = _hidden(path, atoms, warnings)
    found = of_film(tags, atoms, _traces(path), attached(path), warnings)
    measured = Probe(
        digest=digest,
        container=_container_name(name, atoms),
        duration=duration,
        streams=streams,
        warnings=tuple(dict.fromkeys(warnings)),
        brands=atoms.brands,
        layout=tuple(atoms.layout),
        chapters=chapters,
        hidden=hidden,
        embedded=tuple(compared_with_film(path, found.thumbnails, duration=duration)),
    )
    return with_found(measured, found)


def _hidden(path: Path, atoms: Atoms, warnings: list[str]) -> tuple[HiddenStretch, ...]:
    try:
        return hidden_stretches(path, atoms)
    except Failure as error:
        warnings.append(f"what the edit list hides cannot be told: {reason(error)}")
        return ()


def _picture(path: Path, digest: Digest, name: str) -> Probe:
    with path.open("rb") as file:
        data = file.read(MAX_PICTURE + 1)
    if len(data) > MAX_PICTURE:
        raise MediaError(f"{path}: expected a picture of at most {MAX_PICTURE} bytes, found more")
    said, layout = of_picture(data, _traces(path))
    warnings: list[str] = []
    streams: tuple[Stream, ...] = ()
    embedded: tuple[EmbeddedPicture, ...] = ()
    try:
        with opened(io.BytesIO(data)) as container:
            streams = tuple(_stream(stream) for stream in list(container.streams)[:1])
            duration = _seconds(container.duration, Fraction(1, av.time_base)) if name == "gif" else None
            if name != "gif":  # the 25 pictures a second of a still are FFmpeg's invention
                streams = tuple(replace(stream, frame_rate=None, duration=None) for stream in streams)
            frame = next(container.decode(video=0))
            embedded = tuple(compared_with_picture(frame, said.thumbnails))
    except (*Failure, StopIteration) as error:
        if not streams or not said.tags:
            raise MediaError(f"{path}: expected a {name} picture, found damage ({reason(error)})") from error
        warnings.append(f"the picture cannot be decoded: {reason(error)}")
        duration = None
    measured = Probe(
        digest=digest,
        container=name,
        duration=duration,
        streams=streams,
        warnings=tuple(warnings),
        layout=layout,
        embedded=embedded,
    )
    return with_found(measured, said)


def _stream(stream: Any) -> Stream:  # noqa: ANN401 - one of PyAV's stream classes
    context: Any = getattr(stream, "codec_context", None)
    video, audio = stream.type == "video", stream.type == "audio"
    rate = stream.average_rate or stream.guessed_rate if video else None
    return Stream(
        index=stream.index,
        kind=stream.type,
        codec=(context.codec.name if context is not None else "unknown"),
        duration=_seconds(stream.duration, stream.time_base),
        width=(context.width or None) if video else None,
        height=(context.height or None) if video else None,
        frame_rate=Fraction(rate) if rate else None,
        pixel_format=context.pix_fmt if video else None,
        sample_rate=context.sample_rate if audio else None,
        channels=context.layout.nb_channels if audio else None,
        bit_rate=(context.bit_rate or None) if context is not None and (video or audio) else None,
        language=stream.language if stream.language not in {None, "und"} else None,
    )


def _turned(container: InputContainer, streams: tuple[Stream, ...], warnings: list[str]) -> tuple[Stream, ...]:
    """``streams`` with the rotation that the first picture carries."""
    video = next((stream for stream in streams if stream.kind == "video"), None)
    if video is None:
        return streams
    try:
        frame = next(container.decode(container.streams[video.index]))
    except StopIteration:
        warnings.append("no picture could be decoded from the video stream")
        return streams
    except Failure as error:
        warnings.append(f"the first picture cannot be decoded: {reason(error)}")
        return streams
    clockwise = -int(frame.rotation) % 360  # type: ignore[union-attr]
    return tuple(replace(stream, rotation=clockwise) if stream is video else stream for stream in streams)


def _ending(path: Path, duration: Fraction | None) -> Iterator[str]:
    """Warnings where the data ends, or breaks, before the stated end."""
    last, broken = Fraction(0), 0
    try:
        with path.open("rb") as file, opened(file) as container:
            start = Fraction(container.start_time or 0, av.time_base)
            for count, packet in enumerate(container.demux()):
                if count > MAX_PACKETS:
                    return
                broken += packet.is_corrupt
                if packet.pts is not None and packet.time_base is not None:
                    last = max(last, (packet.pts + (packet.duration or 0)) * packet.time_base - start)
    except Failure as error:
        yield f"the file cannot be read beyond {float(last):.2f} s: {reason(error)}"
        return
    if broken:
        yield f"{broken} damaged packets"
    if duration is not None and last + max(Fraction(1, 2), duration / 50) < duration:
        yield f"expected {float(duration):.2f} s, found data for {float(last):.2f} s (the file is cut off or damaged)"


def _tags(container: InputContainer) -> Iterator[Tag]:
    yield from _texts("container", container.metadata)
    for stream in container.streams:
        yield from _texts(f"stream {stream.index}", stream.metadata)


def _chapters(container: InputContainer) -> Iterator[Chapter]:
    for each in container.chapters()[:MAX_CHAPTERS]:
        base = Fraction(each["time_base"] or 0)
        if 0 <= each["start"] < each["end"] and base > 0:
            stretch = TimeRange(start=each["start"] * base, end=each["end"] * base)
            yield Chapter(range=stretch, title=_clean(each["metadata"].get("title", ""))[:MAX_TITLE])


def _texts(source: str, values: Any) -> Iterable[Tag]:  # noqa: ANN401 - PyAV's dict of str
    return [Tag(source=source, key=_clean(key)[:200], value=_clean(value)) for key, value in list(values.items())[:100]]


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()[:MAX_TEXT]


def _seconds(value: int | None, base: Fraction | None) -> Fraction | None:
    return value * Fraction(base) if value and value > 0 and base else None


def _container_name(name: str, atoms: Atoms) -> str:
    """FFmpeg's name; of its family ``mov,mp4,…`` the member that the major brand tells."""
    if not atoms.is_mp4:
        return name
    return "mov" if not atoms.brands or atoms.brands[0].startswith("qt") else "mp4"


def _refusal(path: Path, head: bytes, atoms: Atoms, error: BaseException) -> str:
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml|!--)", head[:400], re.IGNORECASE):
        return f"{path}: expected media, found an HTML page (often an error or login page saved under a video's name)"
    if head.startswith((b"#EXTM3U", b"ffconcat")):
        return f"{path}: expected media, found a playlist that names other files; it is not followed"
    if NO_MOOV in atoms.warnings:
        return f"{path}: expected a whole MP4 file, found {NO_MOOV}"
    known = binary_kind_of(head)
    found = known.words if known else f"{path.stat().st_size:,} bytes of no known kind"
    return f"{path}: expected a video or picture that can be decoded, found {found} ({reason(error)})"


def _traces(path: Path) -> tuple[Stated, ...]:
    """Names that encoders leave in the stream itself (SEI messages, comments), from the first and last bytes."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        data = file.read(HEAD)
        file.seek(max(len(data), size - TAIL))
        data += file.read(TAIL)
    found = (
        re.split(rb" - (?:options|H\.26)", match[0])[0].decode("ascii", "replace").strip() for match in TRACES.finditer(data)
    )
    return tuple(
        Stated(
            kind=StatedKind.CODER if name.startswith(CODERS) else StatedKind.SOFTWARE,
            source="the stream’s bytes",
            key="text",
            quote=name,
            text=name,
        )
        for name in list(dict.fromkeys(found))[:20]
    )
