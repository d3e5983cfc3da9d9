"""Sounds made by code, each from its seed, and what is done to them: for the benchmark of soundtracks and for tests."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.filter import Graph

__all__ = [
    "EDITS",
    "KINDS",
    "RATE",
    "ambience",
    "drum_loop",
    "filtered",
    "music",
    "resampled",
    "speech",
    "tempo",
    "tone",
    "write",
]

Floats = npt.NDArray[np.float64]
RATE = 16000
"""Samples a second of everything here."""


def speech(seed: int, seconds: float) -> Floats:
    """Syllables: pulses or noise through three formants, pauses between."""
    rng = np.random.default_rng([1, seed])
    out, at = np.zeros(int(seconds * RATE)), 0
    while len(out) - at > 400:
        length = min(int(rng.uniform(0.08, 0.3) * RATE), len(out) - at)
        kind = rng.random()
        if kind > 0.15:
            phase = np.cumsum(np.linspace(rng.uniform(90, 220), rng.uniform(90, 220), length)) / RATE
            voiced = ((phase % 1) < 0.1) - 0.1 + rng.normal(0, 0.02, length)
            source = rng.normal(0, 0.3, length) if kind < 0.35 else voiced
            hertz = np.fft.rfftfreq(length, 1 / RATE)
            formants = ((rng.uniform(250, 800), 60, 1.0), (rng.uniform(900, 2300), 90, 0.6), (rng.uniform(2300, 3200), 120, 0.3))
            gain = np.sum([a / (1 + ((hertz - c) / b) ** 2) for c, b, a in formants], axis=0)
            shaped = np.fft.irfft(np.fft.rfft(source) * gain, length)
            out[at : at + length] = shaped * np.hanning(length) ** 0.3 * rng.uniform(0.3, 1)
        at += length
    return _loud(out)


def music(seed: int, seconds: float) -> Floats:
    """Notes of one scale with overtones that die away, on a beat."""
    rng = np.random.default_rng([2, seed])
    out = np.zeros(int(seconds * RATE))
    beat, root, scale = rng.uniform(0.18, 0.35), rng.uniform(45, 60), (0, 2, 4, 5, 7, 9, 11, 12, 14, 16)
    for start in np.arange(0, seconds - 0.1, beat):
        for _ in range(int(rng.integers(1, 4))):
            hertz = 440 * 2 ** ((root + rng.choice(scale) + 12 * rng.integers(0, 2) - 69) / 12)
            _add(out, start, _note(float(hertz), float(rng.choice((1, 2, 4)) * beat)))
    return _loud(out)


def ambience(seed: int, seconds: float) -> Floats:
    """Wind or traffic that swells, with short events: whistles, knocks, passing things."""
    rng = np.random.default_rng([3, seed])
    count = int(seconds * RATE)
    hertz = np.fft.rfftfreq(count, 1 / RATE) + 30
    out = np.fft.irfft(np.fft.rfft(rng.normal(0, 1, count)) * hertz ** -rng.uniform(0.4, 1.0), count)
    swell = rng.uniform(0.3, 1, int(seconds * 2) + 2)
    out = _loud(out * np.interp(np.arange(count), np.linspace(0, count, len(swell)), swell))
    for _ in range(int(seconds * 1.5)):
        time = np.arange(int(rng.uniform(0.05, 0.6) * RATE)) / RATE
        sweep = np.sin(2 * np.pi * (rng.uniform(200, 3000) * time + rng.uniform(-800, 800) * time**2))
        _add(out, rng.uniform(0, seconds), rng.uniform(0.2, 0.8) * sweep * np.exp(-5 * time / time[-1]))
    return _loud(out)


def drum_loop(seed: int, seconds: float, *, bars: float = 2.0) -> Floats:
    """The same ``bars`` seconds of strokes over and over."""
    rng = np.random.default_rng([4, seed])
    loop = np.zeros(int(bars * RATE))
    for step in np.arange(0, bars, bars / 8):
        time = np.arange(int(0.15 * RATE)) / RATE
        stroke = rng.normal(0, 1, len(time)) * rng.uniform(0.2, 1) + 2 * np.sin(2 * np.pi * rng.uniform(60, 400) * time)
        _add(loop, step, stroke * np.exp(-30 * time))
    return _loud(np.tile(loop, int(seconds / bars) + 1)[: int(seconds * RATE)])


def tone(hertz: float, seconds: float) -> Floats:
    """A steady tone."""
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)


def noise(seed: int, seconds: float) -> Floats:
    """White noise."""
    return np.random.default_rng([5, seed]).normal(0, 0.15, int(seconds * RATE))


KINDS: tuple[Callable[[int, float], Floats], ...] = (speech, music, ambience)


def _note(hertz: float, seconds: float) -> Floats:
    time = np.arange(int(seconds * RATE)) / RATE
    overtones = [np.sin(2 * np.pi * hertz * h * time) / h**1.3 for h in range(1, 6)]
    return np.asarray(np.sum(overtones, axis=0) * np.exp(-3 * time / seconds), np.float64)


def _add(out: Floats, start: float, what: Floats) -> None:
    at = int(start * RATE)
    part = what[: max(0, len(out) - at)]
    out[at : at + len(part)] += part


def _loud(samples: Floats) -> Floats:
    return np.asarray(0.6 * samples / max(1e-9, float(np.abs(samples).max())), np.float64)


# ── edits ───────────────────────────────────────────────────────────────────────────────────────


def noisy(samples: Floats, *, decibels: float) -> Floats:
    """White noise laid over, ``decibels`` below the sound."""
    strength = float(samples.std()) * 10 ** (-decibels / 20)
    return np.asarray(samples + np.random.default_rng(6).normal(0, strength, len(samples)), np.float64)


def resampled(samples: Floats, *, rate: float) -> Floats:
    """``rate`` times as fast, the pitch going with it."""
    return np.asarray(np.interp(np.arange(0, len(samples) - 1, rate), np.arange(len(samples)), samples), np.float64)


def tempo(samples: Floats, *, rate: float) -> Floats:
    """``rate`` times as fast at the same pitch (ffmpeg's ``atempo``)."""
    return filtered(samples, ("atempo", f"{rate}"))


def equalised(samples: Floats) -> Floats:
    """Mid-range up by 8 dB, low down by 8 dB, quieter by 14."""
    return filtered(0.2 * samples, ("equalizer", "f=1000:t=o:w=1:g=8"), ("equalizer", "f=300:t=o:w=1:g=-8"))


def filtered(samples: Floats, *filters: tuple[str, str]) -> Floats:
    """Through ffmpeg's ``filters`` (name, arguments)."""
    graph = Graph()
    last = source = graph.add_abuffer(format="flt", sample_rate=RATE, layout="mono")
    for name, arguments in filters:
        each = graph.add(name, arguments)
        last.link_to(each)
        last = each
    sink = graph.add("abuffersink")
    last.link_to(sink)
    graph.configure()
    source.push(_frame(samples.astype(np.float32), "flt"))
    source.push(None)
    return np.concatenate(list(_pulled(graph))).astype(np.float64)


def _pulled(graph: Graph) -> Iterator[npt.NDArray[np.float32]]:
    while True:
        try:
            yield np.asarray(graph.pull().to_ndarray(), np.float32)[0]
        except (av.BlockingIOError, av.EOFError):
            return


def _frame(samples: npt.NDArray[np.float32] | npt.NDArray[np.int16], layout: str) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(samples[None], format=layout, layout="mono")
    frame.sample_rate, frame.pts = RATE, 0
    return frame


def write(path: Path, samples: Floats, *, codec: str = "aac", bit_rate: int = 64000, start: float = 0.0) -> Path:
    """``samples`` as a sound file (``.mka``, ``.mp4``…), coded; ``start``: seconds at which the stream is said to begin."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout="mono")
        if not isinstance(stream, AudioStream):
            raise TypeError(f"expected a codec of sound, got {codec}")
        stream.bit_rate = bit_rate
        context = stream.codec_context
        sized = av.AudioResampler(format=context.format.name, layout="mono", rate=RATE, frame_size=context.frame_size or 960)
        whole = _frame((np.clip(samples, -1, 1) * 32767).astype(np.int16), "s16")
        whole.pts = round(start * RATE)
        for frame in [*sized.resample(whole), *sized.resample(None)]:
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


Edit = tuple[str, Callable[[Floats], Floats], str, int, float]
"""Name, what is done, codec, bits a second, speed."""


def _same(samples: Floats) -> Floats:
    return samples


SPEEDS = (0.8, 0.9, 1.1, 1.25, 1.5, 2.0)
EDITS: tuple[Edit, ...] = (
    ("AAC 24 kbit/s", _same, "aac", 24000, 1.0),
    ("Opus 12 kbit/s", _same, "libopus", 12000, 1.0),
    ("Opus 8 kbit/s", _same, "libopus", 8000, 1.0),
    ("MP3 24 kbit/s", _same, "libmp3lame", 24000, 1.0),
    ("noise 10 dB below", partial(noisy, decibels=10), "aac", 48000, 1.0),
    ("noise as loud", partial(noisy, decibels=0), "aac", 48000, 1.0),
    ("equaliser, quieter", equalised, "aac", 48000, 1.0),
    *((f"tempo {rate}×, pitch kept", partial(tempo, rate=rate), "aac", 32000, rate) for rate in SPEEDS),
    *((f"speed {rate}×, pitch shifted", partial(resampled, rate=rate), "aac", 32000, rate) for rate in SPEEDS),
)
