"""The soundtrack of a file to its landmarks: the first audio stream, decoded piece by piece, timed from the first picture.

A pass of its own over the file: the pictures' packets are not read where the container's index lets them be passed over.
"""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard

from provenance.errors import MediaError
from provenance.fingerprints.interface import Sound, SoundState
from provenance.fingerprints.sound import SAMPLE_RATE, Listener
from provenance.media.opening import opened, reason

__all__ = ["listen"]

Floats = npt.NDArray[np.float32]

MAX_BAD_PACKETS = 1000
"""Undecodable packets after which the rest is given up."""
GAP = 0.1
"""Seconds without sound between two packets that are taken for a gap rather than for rounding."""
MAX_GAP = 3600.0
"""Seconds; a longer jump is taken for a wrong time, not for silence."""
PIECE = 60 * SAMPLE_RATE
"""Samples of silence made at a time."""
MAX_TIME = 200 * 3600.0
"""Seconds listened to, silence that the file only states included."""


@dataclass(slots=True, eq=False)
class _Track:
    """Decoded frames on their way to the landmarks, silence put where the file leaves a gap."""

    start: float
    """Time of the first picture, on the container's clock."""
    tick: float
    """Seconds of one step of that clock; floats are exact enough here, and fractions would cost as much as decoding."""
    listener: Listener = field(default_factory=Listener)
    resampler: AudioResampler | None = None
    clock: float = 0.0
    """Time up to which the stream was taken, in seconds from the first picture."""
    missing: float = 0.0
    """Seconds for which the stream has nothing."""
    decoded: int = 0
    """Samples of the stream."""

    def take(self, frame: AudioFrame) -> None:
        """The next frame of the stream."""
        stated = self.clock if frame.pts is None else frame.pts * self.tick - self.start
        # Sound before the first picture: cut off below; the container's clock may start anywhere.
        if not self.decoded and abs(stated) <= MAX_GAP:
            self.clock = min(0.0, stated)
        if GAP < stated - self.clock <= MAX_GAP:
            self.missing += stated - self.clock if self.decoded else 0.0
            self._silence(stated - self.clock)
            self.clock = stated
        for samples in self._resampled(frame):
            self._feed(samples)
        self.clock += frame.samples / max(1, frame.sample_rate)
        self.decoded += frame.samples

    def sound(self) -> Sound:
        """All that was heard."""
        if self.resampler is not None:
            for frame in self.resampler.resample(None):
                self._feed(_mono(frame))
        return self.listener.sound()

    def _resampled(self, frame: AudioFrame) -> Iterator[Floats]:
        if self.resampler is None:
            self.resampler = _resampler()
        try:
            out = self.resampler.resample(frame)
        except ValueError:
            # The stream changed its rate or channels on the way.
            self.resampler = _resampler()
            out = self.resampler.resample(frame)
        for each in out:
            yield _mono(each)

    def _feed(self, samples: Floats) -> None:
        early = min(len(samples), max(0, round(-self.clock * SAMPLE_RATE))) if self.clock < 0 else 0
        self.listener.feed(samples[early:] if early else samples)

    def _silence(self, seconds: float) -> None:
        left = round(seconds * SAMPLE_RATE)
        while left > 0:
            self.listener.feed(np.zeros(min(left, PIECE), np.float32))
            left -= PIECE


def listen(path: Path, *, warnings: list[str]) -> Sound:
    """The landmarks of the first audio stream of ``path``; where there are none, its state says why.

    Damage met on the way is said in ``warnings``; what came before and after it is kept.

    Raises:
        MediaError: the file cannot be opened as media at all.
    """
    try:
        with path.open("rb") as file, closing(opened(file)) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                return Sound(state=SoundState.ABSENT)
            return _heard(container, stream, warnings)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise MediaError(f"{path}: expected media to listen to, found a file that cannot be opened ({reason(error)})") from error


def _heard(container: InputContainer, stream: AudioStream, warnings: list[str]) -> Sound:
    for other in container.streams:
        if other.index != stream.index:
            other.discard = Discard.all
    track = _Track(start=_first_picture(container), tick=float(stream.time_base or 0))
    try:
        for frame in _decoded(container, stream, warnings):
            track.take(frame)
            if track.clock > MAX_TIME:
                warnings.append(f"only the first {MAX_TIME / 3600:.0f} hours of the sound were listened to")
                break
        sound = track.sound()
    except (av.FFmpegError, ValueError, MemoryError) as error:
        warnings.append(f"the sound could not be converted after {track.clock:.1f} s: {reason(error)}")
        sound = track.listener.sound()
    if track.missing:
        warnings.append(f"{track.missing:.1f} s of the sound are missing in the file")
    if not track.decoded:
        warnings.append("the file has an audio stream, and nothing of it can be decoded")
        return Sound(state=SoundState.UNREADABLE)
    return sound


def _first_picture(container: InputContainer) -> float:
    """Seconds on the container's clock; 0 for a file without pictures that move."""
    for stream in container.streams.video:
        if stream.start_time is not None and stream.time_base and not stream.disposition & stream.disposition.attached_pic:
            start = float(stream.start_time * Fraction(stream.time_base))
            return start if math.isfinite(start) else 0.0
    return 0.0


def _decoded(container: InputContainer, stream: AudioStream, warnings: list[str]) -> Iterator[AudioFrame]:
    """Frames of ``stream``; what cannot be demuxed or decoded is counted in ``warnings``, and the rest goes on."""
    bad, last = 0, ""
    packets = container.demux(stream)
    while bad <= MAX_BAD_PACKETS:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, OSError) as error:
            warnings.append(f"the sound breaks off: {reason(error)}")
            break
        if packet is None:
            break
        try:
            frames = packet.decode()
        except (av.FFmpegError, OSError) as error:
            bad, last = bad + 1, reason(error)
            continue
        yield from (frame for frame in frames if isinstance(frame, AudioFrame))
    if bad:
        warnings.append(f"{bad} packets of sound could not be decoded: {last}")


def _resampler() -> AudioResampler:
    return AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)


def _mono(frame: AudioFrame) -> Floats:
    # Much quicker than to_ndarray() on the many small frames of a stream.
    return np.frombuffer(memoryview(frame.planes[0]), np.float32, frame.samples)
