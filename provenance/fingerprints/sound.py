"""Spectral landmarks of a soundtrack: the loudest points of its spectrogram, by time and pitch.

After Wang, "An industrial-strength audio search algorithm" (ISMIR 2003). Kept are the points, not hashes of their pairs:
pairs for any speed can be made from them later, and they take some 45 bytes a second (0.16 MB an hour). Pitch is
measured in octaves, as in Six and Leman's Panako (ISMIR 2014), so that a change of speed that shifts the pitch moves
every point alike. On made-up sounds, coded at 8–32 kbit/s, such points survive more often than those of a spectrum in hertz.
"""

import struct
import zlib
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Sound, SoundState

__all__ = [
    "FRAME",
    "PITCHES",
    "PITCHES_PER_OCTAVE",
    "SAMPLE_RATE",
    "Landmarks",
    "Listener",
    "encoded",
    "landmarks",
    "levels",
    "pack_sound",
    "peaks",
    "unpack_sound",
]

Floats = npt.NDArray[np.float32]

SAMPLE_RATE = 8000
"""Samples a second that are listened to; what lies above 4 kHz does not survive coding at low rates."""
WINDOW, HOP = 1024, 256
"""Samples of one spectrum, and between two of them."""
FRAME = HOP / SAMPLE_RATE
"""Seconds between two spectra."""
LOWEST = 150.0
"""Hertz of the lowest band: below, microphones, phones and hum differ."""
BANDS_PER_OCTAVE = 24
BANDS = 112
"""The highest is at 3.7 kHz."""
PITCHES_PER_OCTAVE = 2 * BANDS_PER_OCTAVE
PITCHES = 2 * BANDS
"""Values of a landmark's pitch: half bands, from the lowest."""
REACH_TIME, REACH_BANDS = 5, 5
"""A landmark is the loudest point within so many spectra and bands."""
REACH_LOUD = 30
"""Spectra (1 s) to either side whose loudest point a landmark is measured against."""
DEEP = 50.0
"""Decibels below that, at which points are lost in coding."""
FLOOR = -30.0
"""Decibels of a band, full scale being some +48: about the last bit of 16."""
BLOCK = 2048
"""Spectra (65 s) computed at a time, which bounds the memory."""
SKIP = 255
"""In place of a pitch: no landmark, only time that passes."""

MAGIC = b"PVSD"
FORMAT = 1
MAX_BYTES = 64_000_000
"""Of landmarks: hundreds of hours."""
_PREFIX = struct.Struct("<4sHBI")
"""Magic, format, position of the state in :class:`SoundState`, bytes of landmarks."""
_CHECK = struct.Struct("<I")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landmarks:
    """The landmarks of a soundtrack as arrays, in the order of time."""

    frames: npt.NDArray[np.int64]
    """Time, in steps of :data:`FRAME`: the spectrum whose window begins then."""
    pitches: npt.NDArray[np.int64]
    """0 to :data:`PITCHES` − 1."""


@dataclass(slots=True, eq=False)
class Listener:
    """Takes a soundtrack piece by piece and keeps its landmarks; the pieces' lengths make no difference."""

    _samples: list[Floats] = field(default_factory=list)
    _waiting: int = 0
    _skipped: int = 0
    """Spectra before the first of ``_samples``."""
    _done: int = 0
    """Spectra whose landmarks were taken."""
    _frames: list[npt.NDArray[np.int64]] = field(default_factory=list)
    _pitches: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def feed(self, samples: Floats) -> None:
        """The next ``samples`` (mono, −1…1, :data:`SAMPLE_RATE`)."""
        self._samples.append(samples)
        self._waiting += len(samples)
        if self._waiting >= (BLOCK + 2 * REACH_LOUD) * HOP + WINDOW:
            self._take(REACH_LOUD)

    def sound(self) -> Sound:
        """What was heard, up to the end."""
        self._take(0)
        if not self._frames or not sum(map(len, self._frames)):
            return Sound(state=SoundState.SILENT)
        packed = encoded(np.concatenate(self._frames), np.concatenate(self._pitches))
        return Sound(state=SoundState.HEARD, landmarks=packed)

    def _take(self, held_back: int) -> None:
        """Take the landmarks but for the last ``held_back`` spectra, whose surroundings are not known yet."""
        samples = np.concatenate([np.zeros(0, np.float32), *self._samples])
        # Floats of a hostile stream (infinite, none) would spread through every spectrum they touch.
        loudness = levels(np.clip(np.nan_to_num(samples), -1, 1))
        end = self._skipped + len(loudness) - held_back
        if end <= self._done:
            return
        frames, pitches = peaks(loudness)
        frames = frames + self._skipped
        fresh = (frames >= self._done) & (frames < end)
        self._frames.append(frames[fresh])
        self._pitches.append(pitches[fresh])
        keep = max(self._skipped, end - REACH_LOUD)
        # A copy: a view would keep the whole block in memory.
        self._samples = [samples[(keep - self._skipped) * HOP :].copy()]
        self._waiting = len(self._samples[0])
        self._skipped, self._done = keep, end


def _bands() -> Floats:
    """Spectral lines × bands: the share of each line's power that falls into each band."""
    centres = LOWEST * 2 ** (np.arange(BANDS) / BANDS_PER_OCTAVE) * WINDOW / SAMPLE_RATE
    half = np.maximum(centres * (2 ** (0.5 / BANDS_PER_OCTAVE) - 2 ** (-0.5 / BANDS_PER_OCTAVE)), 1.0) / 2
    lines = np.arange(WINDOW // 2 + 1)[:, None]
    shared = np.minimum(lines + 0.5, centres + half) - np.maximum(lines - 0.5, centres - half)
    return np.asarray(np.maximum(shared, 0), np.float32)


_BANDS = _bands()
_HANN = np.hanning(WINDOW).astype(np.float32)


def levels(samples: Floats) -> Floats:
    """Spectra × bands, in decibels."""
    if len(samples) < WINDOW:
        return np.zeros((0, BANDS), np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP] * _HANN
    spectra = np.fft.rfft(windows, axis=1)
    power = np.square(spectra.real) + np.square(spectra.imag)
    return np.asarray(10 * np.log10(power.astype(np.float32) @ _BANDS + 1e-8), np.float32)


def peaks(loudness: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Frames and pitches of the landmarks of ``loudness`` (spectra × bands), in the order of time."""
    if not len(loudness):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    highest = _around(_around(loudness, REACH_TIME, axis=0), REACH_BANDS, axis=1)
    loudest = _around(loudness.max(axis=1, keepdims=True), REACH_LOUD, axis=0)
    found = (loudness >= highest) & (loudness > np.maximum(loudest - DEEP, FLOOR))
    found[:, [0, -1]] = False
    frames, bands = np.nonzero(found)
    below, here, above = (loudness[frames, bands + step] for step in (-1, 0, 1))
    # The top of the parabola through the three.
    shift = 0.5 * (below - above) / np.minimum(below - 2 * here + above, -1e-6)
    pitches = np.rint(2 * (bands + np.clip(shift, -0.5, 0.5)))
    return frames.astype(np.int64), pitches.astype(np.int64)


def _around(values: Floats, reach: int, *, axis: int) -> Floats:
    """The largest within ``reach`` to both sides, by doubling the width looked at."""
    lines = np.moveaxis(values, axis, 0)
    padded = np.pad(lines, [(reach, reach)] + [(0, 0)] * (lines.ndim - 1), constant_values=-np.inf)
    width, wanted = 1, 2 * reach + 1
    while width < wanted:
        step = min(width, wanted - width)
        padded = np.maximum(padded[: len(padded) - step], padded[step:])
        width += step
    return np.moveaxis(padded, 0, axis)


# ── as bytes ────────────────────────────────────────────────────────────────────────────────────


def encoded(frames: npt.NDArray[np.int64], pitches: npt.NDArray[np.int64]) -> bytes:
    """Landmarks (frames not falling) as the bytes of :attr:`Sound.landmarks`."""
    steps = np.diff(frames, prepend=0)
    skips = steps // SKIP
    where = np.cumsum(skips + 1) - 1
    out = np.full((int(skips.sum()) + len(frames), 2), SKIP, np.uint8)
    out[where, 0] = steps % SKIP
    out[where, 1] = pitches
    return out.tobytes()


def landmarks(sound: Sound) -> Landmarks:
    """The arrays behind ``sound``."""
    table = np.frombuffer(sound.landmarks, np.uint8).reshape(-1, 2)
    frames = np.cumsum(table[:, 0], dtype=np.int64)
    real = table[:, 1] != SKIP
    return Landmarks(frames=frames[real], pitches=table[real, 1].astype(np.int64))


def pack_sound(sound: Sound) -> bytes:
    """``sound`` as bytes; :func:`unpack_sound` gives an equal value back."""
    body = _PREFIX.pack(MAGIC, FORMAT, list(SoundState).index(sound.state), len(sound.landmarks)) + sound.landmarks
    return body + _CHECK.pack(zlib.crc32(body))


def unpack_sound(data: bytes) -> Sound:
    """The sound that :func:`pack_sound` wrote.

    Raises:
        LibraryError: damaged, not such bytes, or a newer format.
    """
    if len(data) < _PREFIX.size + _CHECK.size or data[:4] != MAGIC:
        raise LibraryError(f"expected a record of sound, found {len(data)} bytes that begin {data[:8]!r}")
    _, version, state, length = _PREFIX.unpack_from(data)
    if version > FORMAT:
        raise LibraryError(
            f"expected a record of sound of format {FORMAT} or older, found {version}: update provenance to read it"
        )
    body, points = data[: -_CHECK.size], data[_PREFIX.size : -_CHECK.size]
    if len(points) != length or zlib.crc32(body) != _CHECK.unpack_from(data, len(body))[0]:
        raise LibraryError(f"expected an unharmed record of {length} bytes of landmarks, found {len(points)} or a wrong checksum")
    _check(points, state)
    return Sound(state=list(SoundState)[state], landmarks=points)


def _check(points: bytes, state: int) -> None:
    """A checksum says nothing of a record made up by somebody."""
    if state >= len(SoundState) or (bool(points) != (list(SoundState)[state] is SoundState.HEARD)):
        raise LibraryError(f"expected landmarks where something was heard, found {len(points)} bytes in state {state}")
    if len(points) % 2 or len(points) > MAX_BYTES:
        raise LibraryError(f"expected landmarks of 2 bytes each, at most {MAX_BYTES} bytes, found {len(points)}")
    pitches = np.frombuffer(points, np.uint8)[1::2]
    if np.any((pitches >= PITCHES) & (pitches != SKIP)) or (len(pitches) and not np.any(pitches != SKIP)):
        raise LibraryError(f"expected pitches below {PITCHES}, found others, or none")
