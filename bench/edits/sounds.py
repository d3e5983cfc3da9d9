"""What happens to the sound of a copy: kept, sped up with the pictures, replaced by music, left out."""

from random import Random

import numpy as np

from bench.edits.files import SOUND_RATE, Sound

__all__ = ["music", "sped_up"]


def sped_up(sound: Sound, speed: float) -> Sound:
    """Played ``speed`` times as fast, higher in pitch with it."""
    if speed == 1 or len(sound) < 2:
        return sound
    at = np.arange(0, len(sound) - 1, speed)
    return np.asarray(np.interp(at, np.arange(len(sound)), sound), np.float32)


def music(random: Random, seconds: float) -> Sound:
    """A simple tune of its own, another for every ``random``."""
    beat = random.uniform(0.2, 0.5)
    notes = [220 * 2 ** (random.choice((0, 2, 4, 7, 9, 12, 14)) / 12) for _ in range(round(seconds / beat) + 1)]
    t = np.arange(round(beat * SOUND_RATE)) / SOUND_RATE
    parts = [np.exp(-t * 3) * (np.sin(2 * np.pi * note * t) + 0.4 * np.sin(4 * np.pi * note * t)) for note in notes]
    return np.asarray(0.25 * np.concatenate(parts), np.float32)[: round(seconds * SOUND_RATE)]
