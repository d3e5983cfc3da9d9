import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import sounds
from provenance.errors import LibraryError
from provenance.fingerprints.interface import Sound, SoundState
from provenance.fingerprints.sound import (
    BANDS,
    BANDS_PER_OCTAVE,
    DEEP,
    FLOOR,
    FRAME,
    HOP,
    LOWEST,
    PITCHES,
    REACH_BANDS,
    REACH_LOUD,
    REACH_TIME,
    SAMPLE_RATE,
    WINDOW,
    Listener,
    encoded,
    landmarks,
    levels,
    pack_sound,
    peaks,
    unpack_sound,
)


@st.composite
def heard(draw: st.DrawFn) -> Sound:
    frames = sorted(draw(st.lists(st.integers(0, 3000), min_size=1, max_size=30)))
    pitches = draw(st.lists(st.integers(0, PITCHES - 1), min_size=len(frames), max_size=len(frames)))
    return Sound(state=SoundState.HEARD, landmarks=encoded(np.array(frames), np.array(pitches)))


SOUNDS = heard() | st.sampled_from([Sound(state=s) for s in SoundState if s is not SoundState.HEARD])


def at_8k(samples: np.ndarray) -> np.ndarray:
    return samples[::2].astype(np.float32)


def listened(samples: np.ndarray, *, pieces: int = 1) -> Sound:
    listener = Listener()
    for piece in np.array_split(samples.astype(np.float32), pieces):
        listener.feed(piece)
    return listener.sound()


def power_by_the_book(window: np.ndarray) -> list[float]:
    """The power of each band of one window, by a plain Fourier sum over lines, each counted by the width it shares."""
    n = np.arange(WINDOW)
    weighted = window * (0.5 - 0.5 * np.cos(2 * np.pi * n / (WINDOW - 1)))
    lines = [abs(np.sum(weighted * np.exp(-2j * np.pi * k * n / WINDOW))) ** 2 for k in range(WINDOW // 2 + 1)]
    out = []
    for band in range(BANDS):
        centre = LOWEST * 2 ** (band / BANDS_PER_OCTAVE) * WINDOW / SAMPLE_RATE
        half = max(centre * (2 ** (0.5 / BANDS_PER_OCTAVE) - 2 ** (-0.5 / BANDS_PER_OCTAVE)), 1.0) / 2
        out.append(sum(p * max(0.0, min(k + 0.5, centre + half) - max(k - 0.5, centre - half)) for k, p in enumerate(lines)))
    return out


def peaks_by_the_book(loudness: np.ndarray) -> list[tuple[int, int]]:
    """Every point that is the loudest around it, and not too far below the loudest of that second."""
    found = []
    for t, row in enumerate(loudness):
        loudest = max(r.max() for r in loudness[max(0, t - REACH_LOUD) : t + REACH_LOUD + 1])
        for b in range(1, BANDS - 1):
            near = loudness[max(0, t - REACH_TIME) : t + REACH_TIME + 1, max(0, b - REACH_BANDS) : b + REACH_BANDS + 1]
            if row[b] >= near.max() and row[b] > max(loudest - DEEP, FLOOR):
                below, here, above = (float(x) for x in row[b - 1 : b + 2])
                shift = 0.5 * (below - above) / min(below - 2 * here + above, -1e-6)
                found.append((t, round(2 * (b + min(0.5, max(-0.5, shift))))))
    return found


def test_levels_are_those_of_a_plain_fourier_sum() -> None:
    samples = at_8k(sounds.speech(1, 0.5))
    fast = levels(samples)
    for t in (0, 5):
        slow = 10 * np.log10(np.array(power_by_the_book(samples[t * HOP : t * HOP + WINDOW])) + 1e-8)
        assert np.abs(fast[t] - slow).max() < 0.05


@pytest.mark.parametrize("kind", sounds.KINDS)
def test_peaks_are_those_of_the_readable_search(kind: object) -> None:
    loudness = levels(at_8k(kind(3, 4)))  # type: ignore[operator]
    frames, pitches = peaks(loudness)
    assert list(zip(frames.tolist(), pitches.tolist(), strict=True)) == peaks_by_the_book(loudness)
    assert len(frames) > 30


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 60))
def test_pieces_make_no_difference(pieces: int) -> None:
    samples = at_8k(sounds.ambience(5, 150))
    whole = peaks(levels(samples))
    points = landmarks(listened(samples, pieces=pieces))
    assert np.array_equal(points.frames, whole[0])
    assert np.array_equal(points.pitches, whole[1])


def test_a_tone_lies_at_its_pitch() -> None:
    swelling = sounds.tone(600.0, 3) * np.hanning(3 * sounds.RATE)
    points = landmarks(listened(at_8k(swelling)))
    loudest = int(np.argmin(np.abs(points.frames * FRAME + 0.064 - 1.5)))
    assert points.pitches[loudest] == 2 * BANDS_PER_OCTAVE * 2


def test_volume_changes_next_to_nothing() -> None:
    samples = at_8k(sounds.speech(2, 10))
    loud, quiet = (landmarks(listened(samples * gain)) for gain in (1.0, 0.05))
    same = set(zip(loud.frames, loud.pitches, strict=True)) & set(zip(quiet.frames, quiet.pitches, strict=True))
    assert len(same) > 0.9 * len(loud.frames)


@pytest.mark.parametrize("samples", [np.zeros(50_000), np.zeros(10), np.zeros(0), np.full(30_000, np.nan), np.full(30_000, 1e-6)])
def test_nothing_to_hear_is_silent(samples: np.ndarray) -> None:
    assert listened(samples) == Sound(state=SoundState.SILENT)


def test_a_minute_takes_three_kilobytes_and_floats_beyond_all_bounds_are_borne() -> None:
    samples = at_8k(sounds.speech(1, 60))
    assert 60 * 15 < len(listened(samples).landmarks) < 60 * 60
    samples[4000:4010] = np.inf
    assert listened(samples).state is SoundState.HEARD


@given(heard())
def test_landmarks_come_back_from_their_bytes(sound: Sound) -> None:
    points = landmarks(sound)
    assert encoded(points.frames, points.pitches) == sound.landmarks


@given(SOUNDS)
def test_packed_and_unpacked_is_the_same(sound: Sound) -> None:
    assert unpack_sound(pack_sound(sound)) == sound


@given(heard(), st.data())
def test_damage_is_noticed(sound: Sound, data: st.DataObject) -> None:
    packed = bytearray(pack_sound(sound))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(LibraryError):
        unpack_sound(bytes(packed))


@given(st.binary(max_size=40))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(LibraryError):
        unpack_sound(data)
    with pytest.raises(LibraryError):
        unpack_sound(b"PVSD" + data)


@pytest.mark.parametrize(
    ("state", "points", "complaint"),
    [
        (4, b"\1", "2 bytes each"),
        (4, b"", "where something was heard"),
        (3, b"\1\1", "where something was heard"),
        (9, b"", "in state 9"),
        (4, b"\1\xf0", "pitches below"),
        (4, b"\1\xff", "pitches below"),
    ],
)
def test_a_record_made_up_is_refused(state: int, points: bytes, complaint: str) -> None:
    body = struct.pack("<4sHBI", b"PVSD", 1, state, len(points)) + points
    with pytest.raises(LibraryError, match=complaint):
        unpack_sound(body + struct.pack("<I", zlib.crc32(body)))


def test_a_newer_format_names_the_way_out() -> None:
    packed = bytearray(pack_sound(Sound()))
    packed[4:6] = (9).to_bytes(2, "little")
    with pytest.raises(LibraryError, match="found 9: update provenance"):
        unpack_sound(bytes(packed))
