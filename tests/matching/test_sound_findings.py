from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench import sounds
from provenance.fingerprints.interface import Footage, Sound, SoundState
from provenance.matching import FootageIndex, MemorySource, compare
from provenance.media.sound import listen
from provenance.model import Digest, Match, MatchRelation
from tests.matching.scenes import caption, edited, encode, footage, scene


@pytest.fixture(scope="module")
def hear(folder: Path) -> Callable[[np.ndarray], Sound]:
    path = folder / "sound.mka"
    return lambda samples: listen(sounds.write(path, samples, bit_rate=32000), warnings=[])


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    return sounds.speech(1, 6)


@pytest.fixture(scope="module")
def talking(original: Footage, hear: Callable[[np.ndarray], Sound], speech: np.ndarray) -> Footage:
    return replace(original, sound=hear(speech))


@pytest.fixture(scope="module")
def copy(folder: Path) -> Footage:
    """From 1 s to 6 s."""
    return footage(encode(folder / "copy.mp4", edited(scene(1), caption, start=1, end=6), bit_rate=300_000))


def dubbed(match: Match) -> list[str]:
    return [edit.description for edit in match.edits if edit.action == "c2pa.dubbed"]


def test_sound_that_agrees_supports_the_match(
    copy: Footage, talking: Footage, speech: np.ndarray, hear: Callable[[np.ndarray], Sound]
) -> None:
    (match,) = compare(replace(copy, sound=hear(speech[sounds.RATE :])), talking)
    assert match.relation is MatchRelation.SAME_FOOTAGE
    assert match.sound is not None
    assert match.sound > 0.5
    assert dubbed(match) == []


def test_another_sound_under_the_same_pictures_is_named_as_an_edit(
    copy: Footage, talking: Footage, hear: Callable[[np.ndarray], Sound]
) -> None:
    (match,) = compare(replace(copy, sound=hear(sounds.music(5, 5))), talking)
    assert match.relation is MatchRelation.SAME_FOOTAGE
    assert match.sound is not None
    assert match.sound < 0.05
    (words,) = dubbed(match)
    assert words.startswith("another sound: of ")
    assert match.edits[-1].action == "c2pa.transcoded"


@pytest.mark.parametrize("state", [SoundState.ABSENT, SoundState.SILENT])
def test_sound_on_one_side_only_is_named(state: SoundState, copy: Footage, talking: Footage) -> None:
    mute = replace(copy, sound=Sound(state=state))
    (match,) = compare(mute, talking)
    assert match.sound is None
    (words,) = dubbed(match)
    assert "removed, or added to the compared footage" in words
    (match,) = compare(talking, mute)
    (words,) = dubbed(match)
    assert "added, or removed from the compared footage" in words


def test_a_record_that_was_never_listened_to_says_nothing(copy: Footage, talking: Footage) -> None:
    (match,) = compare(replace(copy, sound=Sound()), talking)
    assert (match.sound, dubbed(match)) == (None, [])


def test_the_same_sound_under_other_pictures_is_a_finding_of_its_own(
    other: Footage, talking: Footage, speech: np.ndarray, hear: Callable[[np.ndarray], Sound]
) -> None:
    (match,) = compare(replace(other, sound=hear(speech[2 * sounds.RATE :])), talking)
    assert match.relation is MatchRelation.SAME_SOUND
    assert (match.algorithm, match.pairs, match.edits) == ("spectral landmarks", (), ())
    assert match.score >= match.threshold
    (segment,) = match.segments
    assert float(segment.query.start) == pytest.approx(0, abs=0.4)
    assert float(segment.compared.start) == pytest.approx(2, abs=0.4)
    assert float(segment.compared.end) == pytest.approx(6, abs=0.4)


def test_same_sound_stands_after_same_footage(
    copy: Footage, talking: Footage, other: Footage, hear: Callable[[np.ndarray], Sound], speech: np.ndarray
) -> None:
    elsewhere = replace(other, sound=hear(speech), digest=Digest.of(b"elsewhere"))
    index = FootageIndex(MemorySource.of([elsewhere, talking]))
    found = index.search(replace(copy, sound=hear(speech[sounds.RATE :])))
    assert [m.relation for m in found] == [MatchRelation.SAME_FOOTAGE, MatchRelation.SAME_SOUND]
    assert len({m.compared.digest for m in found}) == 2


def test_other_pictures_with_other_sound_are_no_match(
    other: Footage, talking: Footage, hear: Callable[[np.ndarray], Sound]
) -> None:
    assert compare(replace(other, sound=hear(sounds.speech(9, 6))), talking) == ()
