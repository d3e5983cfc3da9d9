from collections.abc import Callable

import numpy as np
import pytest

from bench import sounds
from bench.sounds import RATE
from provenance.fingerprints.interface import Sound, SoundState
from provenance.matching.sound import SoundLine, agreement, heard, score
from provenance.matching.sound_index import SoundIndex
from provenance.media.sound import listen

Samples = np.ndarray


@pytest.fixture(scope="module")
def hear(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Sound]:
    path = tmp_path_factory.mktemp("sound") / "a.mka"
    return lambda samples, codec="aac", bit_rate=48000: listen(
        sounds.write(path, samples, codec=codec, bit_rate=bit_rate), warnings=[]
    )


@pytest.fixture(scope="module")
def known(hear: Callable[..., Sound]) -> list[Samples]:
    return [kind(seed, 25) for kind in sounds.KINDS for seed in (0, 1)]


@pytest.fixture(scope="module")
def index(hear: Callable[..., Sound], known: list[Samples]) -> SoundIndex:
    return SoundIndex([hear(samples) for samples in known])


def part(samples: Samples, start: float, end: float) -> Samples:
    return samples[int(start * RATE) : int(end * RATE)]


def only(found: dict[int, tuple[SoundLine, ...]]) -> tuple[int, SoundLine]:
    ((position, (line,)),) = found.items()
    return position, line


@pytest.mark.parametrize(
    ("name", "position"),
    [
        ("AAC 24 kbit/s", 4),
        ("Opus 12 kbit/s", 0),
        ("MP3 24 kbit/s", 5),
        ("noise 10 dB below", 2),
        ("equaliser, quieter", 1),
        ("tempo 0.8×, pitch kept", 0),
        ("tempo 1.5×, pitch kept", 3),
        ("tempo 2.0×, pitch kept", 5),
        ("speed 0.8×, pitch shifted", 2),
        ("speed 1.1×, pitch shifted", 4),
        ("speed 2.0×, pitch shifted", 1),
    ],
)
def test_a_changed_excerpt_is_found_with_both_ends_and_its_rate(
    name: str, position: int, known: list[Samples], index: SoundIndex, hear: Callable[..., Sound]
) -> None:
    _, edit, codec, bit_rate, rate = next(e for e in sounds.EDITS if e[0] == name)
    query = hear(edit(part(known[position], 6, 6 + 8 * rate)), codec, bit_rate)
    found, line = only(index.search(query))
    assert found == position
    assert line.rate == pytest.approx(rate, rel=0.015)
    assert line.at(4) == pytest.approx(6 + 4 * rate, abs=0.15)
    assert line.start < 1.2
    assert line.end > 6.8
    assert (line.pitch != 0) == name.startswith("speed")


def test_a_stretch_inside_other_sound_has_its_own_ends(
    known: list[Samples], index: SoundIndex, hear: Callable[..., Sound]
) -> None:
    query = hear(np.concatenate([sounds.speech(70, 5), part(known[0], 4, 10), sounds.music(71, 5)]))
    position, line = only(index.search(query))
    assert position == 0
    assert (line.start, line.end) == (pytest.approx(5, abs=0.6), pytest.approx(11, abs=0.6))
    assert line.at(8) == pytest.approx(7, abs=0.1)


def test_a_compilation_gives_each_of_its_sources(known: list[Samples], index: SoundIndex, hear: Callable[..., Sound]) -> None:
    query = hear(np.concatenate([part(known[1], 3, 8), part(known[2], 10, 15), part(known[5], 5, 11)]))
    assert set(index.search(query)) == {1, 2, 5}


def test_what_is_played_twice_is_found_twice(known: list[Samples], index: SoundIndex, hear: Callable[..., Sound]) -> None:
    once = part(known[0], 5, 13)
    found = index.search(hear(np.concatenate([once, once])))
    assert list(found) == [0]
    assert [round(line.at(line.start + 2) - line.start - 2) for line in found[0]] == [5, -3]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (sounds.noise(1, 12), sounds.noise(2, 12)),
        (sounds.speech(50, 12), sounds.speech(51, 12)),
        (sounds.ambience(52, 12), sounds.ambience(53, 12)),
        (sounds.music(54, 12), sounds.music(55, 12)),
        (sounds.drum_loop(1, 12), sounds.drum_loop(1, 14)[RATE:]),
        (sounds.drum_loop(1, 12) + sounds.speech(56, 12), sounds.drum_loop(1, 12) + sounds.speech(57, 12)),
        (sounds.tone(440, 12), sounds.tone(440, 12)),
        (sounds.tone(100, 12) + sounds.noise(3, 12), sounds.tone(100, 12) + sounds.noise(4, 12)),
        (np.zeros(12 * RATE), sounds.speech(58, 12)),
        (np.zeros(12 * RATE), np.zeros(12 * RATE)),
    ],
    ids=["noise", "speech", "ambience", "music", "loop", "speech over a loop", "tone", "hum", "silence", "both silent"],
)
def test_what_only_resembles_is_not_found(one: Samples, other: Samples, hear: Callable[..., Sound]) -> None:
    assert SoundIndex([hear(other)]).search(hear(one)) == {}


def test_nothing_known_and_nothing_heard(hear: Callable[..., Sound]) -> None:
    assert SoundIndex([]).search(hear(sounds.speech(1, 4))) == {}
    assert SoundIndex([Sound(), Sound(state=SoundState.ABSENT)]).search(hear(sounds.speech(1, 4))) == {}
    assert SoundIndex([hear(sounds.speech(1, 4))]).search(Sound()) == {}


def test_agreement_is_high_along_the_line_and_nothing_beside_it(known: list[Samples], hear: Callable[..., Sound]) -> None:
    whole, copy = hear(known[4]), hear(part(known[4], 5, 13), "libopus", 12000)
    along = agreement(copy, whole, rate=1.0, offset=5.1, start=0.0, end=8.0)
    beside = agreement(copy, whole, rate=1.0, offset=9.0, start=0.0, end=8.0)
    assert along is not None
    assert beside is not None
    assert along > 0.25
    assert beside < 0.05


def test_agreement_follows_the_pitch_of_changed_speed(known: list[Samples], hear: Callable[..., Sound]) -> None:
    whole = hear(known[0])
    for change in (sounds.tempo, sounds.resampled):
        copy = hear(change(part(known[0], 5, 15), rate=1.25))
        along = agreement(copy, whole, rate=1.25, offset=5.0, start=0.0, end=8.0)
        assert along is not None
        assert along > 0.4


def test_silence_and_a_steady_tone_tell_nothing(known: list[Samples], hear: Callable[..., Sound]) -> None:
    mute, whole, tone = hear(np.zeros(8 * RATE)), hear(known[0]), hear(sounds.tone(500, 8))
    assert agreement(mute, whole, rate=1.0, offset=0.0, start=0.0, end=8.0) is None
    assert agreement(whole, mute, rate=1.0, offset=0.0, start=0.0, end=8.0) is None
    assert agreement(whole, Sound(), rate=1.0, offset=0.0, start=0.0, end=8.0) is None
    assert agreement(tone, tone, rate=1.0, offset=0.0, start=0.0, end=8.0) is None
    assert agreement(tone, whole, rate=1.0, offset=0.0, start=0.0, end=8.0) == 0


def test_more_evidence_is_a_higher_score(known: list[Samples], index: SoundIndex, hear: Callable[..., Sound]) -> None:
    short, long = (only(index.search(hear(part(known[3], 2, end))))[1] for end in (7, 20))
    assert 0.5 <= score(short) < score(long) < 1


def agreeing_by_the_book(query: Sound, compared: Sound, line: SoundLine) -> int:
    """Landmarks of the query for which the compared side has one within a step of time and of pitch."""
    here, there = heard(query), heard(compared)
    steps = np.rint(there.times / 0.032)
    count = 0
    for time, pitch in zip(here.times, here.pitches, strict=True):
        if line.start <= time <= line.end:
            near = np.abs(steps - np.rint(line.at(time) / 0.032)) <= 1
            count += bool(np.any(near & (np.abs(there.pitches - pitch) <= 1)))
    return count


def test_the_hits_of_a_line_are_those_of_a_plain_count(
    known: list[Samples], index: SoundIndex, hear: Callable[..., Sound]
) -> None:
    query = hear(part(known[4], 3, 13), "libopus", 12000)
    _, line = only(index.search(query))
    assert line.agreeing == agreeing_by_the_book(query, hear(known[4]), line)
