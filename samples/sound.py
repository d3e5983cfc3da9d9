"""Sound for the invented footage, made of filtered noise and sines: wind, engines, booms, a siren, a crowd."""

from math import tau

import numpy as np
from numpy.typing import NDArray

__all__ = ["RATE", "Sound", "ambience", "booms", "engine", "mix", "siren", "wind"]

RATE = 44100
"""Samples a second."""
Sound = NDArray[np.float32]
"""``samples × 2`` (stereo), −1 to 1."""


def clock(seconds: float) -> NDArray[np.float64]:
    """The time of each sample."""
    return np.arange(round(seconds * RATE)) / RATE


def band(seconds: float, low: float, high: float, random: np.random.Generator) -> NDArray[np.float64]:
    """Noise between two frequencies (hertz), standard deviation 1."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(random.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    spectrum *= (frequency > low) & (frequency < high)
    spectrum /= np.sqrt(np.maximum(frequency, low))
    sound = np.fft.irfft(spectrum, count)
    return np.asarray(sound / (sound.std() + 1e-9))


def placed(sound: NDArray[np.float64], pan: float) -> Sound:
    """Mono sound between the left (−1) and the right (1) ear."""
    return np.stack([sound * (1 - pan) / 2, sound * (1 + pan) / 2], axis=1).astype(np.float32)


def wind(seconds: float, random: np.random.Generator) -> Sound:
    """Gusts over a small microphone, different at each ear."""
    t = clock(seconds)
    gust = 0.6 + 0.4 * np.sin(tau * t / 6.1 + random.uniform(0, tau)) * np.sin(tau * t / 2.7)
    return np.stack([0.10 * gust * band(seconds, 60, 900, random) for _ in range(2)], axis=1).astype(np.float32)


def engine(seconds: float, nearest: float, random: np.random.Generator) -> Sound:
    """A lorry that comes, passes ``nearest`` seconds in, and goes: its pitch falls as it passes."""
    t = clock(seconds)
    pitch = 47 * (1 - 0.05 * np.tanh((t - nearest) / 1.5)) * (1 + 0.01 * np.sin(tau * 0.9 * t))
    turn = np.cumsum(pitch) / RATE
    hum = sum(np.sin(tau * k * turn + random.uniform(0, tau)) / k for k in range(1, 9))
    loud = 0.35 / (1 + ((t - nearest) / 3.2) ** 2) + 0.05
    return placed(loud * (0.35 * hum + 0.12 * band(seconds, 80, 1600, random)), 0.35)


def booms(seconds: float, times: tuple[float, ...], random: np.random.Generator) -> Sound:
    """Dull distant blows with a long roll."""
    t, total = clock(seconds), np.zeros(round(seconds * RATE))
    for at in times:
        since = np.maximum(t - at, 0)
        total += (t >= at) * (np.exp(-since / 0.9) - np.exp(-since / 0.03)) * band(seconds, 25, 160, random) * 0.28
    return placed(total, 0.1)


def siren(seconds: float, random: np.random.Generator) -> Sound:
    """A two-tone horn far away, swelling and sinking with the wind."""
    t = clock(seconds)
    pitch = np.where((t / 0.62).astype(int) % 2 == 0, 435.0, 580.0)
    loud = 0.022 * (1 + 0.6 * np.sin(tau * t / 7.7 + random.uniform(0, tau)))
    turn = np.cumsum(pitch) / RATE
    return placed(loud * (np.sin(tau * turn) + 0.3 * np.sin(2 * tau * turn)), -0.3)


def ambience(seconds: float, low: float, high: float, loud: float, random: np.random.Generator) -> Sound:
    """A steady murmur between two frequencies (traffic, a crowd, insects)."""
    t = clock(seconds)
    swell = 1 + 0.4 * np.sin(tau * t / 3.3 + random.uniform(0, tau))
    return placed(loud * swell * band(seconds, low, high, random), 0.0)


def mix(*sounds: Sound) -> Sound:
    """All at once, limited softly."""
    return np.asarray(np.tanh(np.sum(sounds, axis=0)), np.float32)
