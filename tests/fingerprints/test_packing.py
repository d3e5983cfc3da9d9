import json
import re
import struct
import zlib
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage, KeyFrame, LocalFeatures, Motion, Sound, SoundState
from provenance.fingerprints.local import NONE
from provenance.fingerprints.modes import Mode
from provenance.fingerprints.motion import ROWS, luma, pack_motion
from provenance.fingerprints.packing import COMMON, FORMAT
from provenance.fingerprints.sound import pack_sound
from provenance.model import Digest, Fingerprint

FRACTIONS = st.fractions(min_value=0, max_value=10_000, max_denominator=90_000)
PRINTS = st.builds(
    Fingerprint,
    algorithm=st.sampled_from(["pdq", "phash"]),
    version=st.text(max_size=12),
    value=st.binary(min_size=1, max_size=32),
    quality=st.integers(0, 100),
    time=FRACTIONS,
)
FEATURES = st.integers(0, 5).flatmap(
    lambda n: st.builds(
        LocalFeatures,
        count=st.just(n),
        descriptors=st.binary(min_size=32 * n, max_size=32 * n),
        geometry=st.binary(min_size=4 * n, max_size=4 * n),
    )
)
KEYFRAMES = st.builds(
    KeyFrame,
    time=FRACTIONS,
    width=st.integers(1, 9999),
    height=st.integers(1, 9999),
    fingerprints=st.lists(PRINTS, max_size=3).map(tuple),
    features=FEATURES,
    picture=st.binary(max_size=50),
)
MOTION = st.builds(
    Motion,
    width=st.integers(1, 96),
    height=st.integers(1, 96),
    times=st.lists(st.integers(0, 10**7), unique=True, max_size=9).map(lambda x: tuple(sorted(x))),
    sheets=st.lists(st.binary(max_size=40), max_size=3).map(tuple),
)
FOOTAGE = st.builds(
    Footage,
    digest=st.binary(max_size=4).map(Digest.of),
    duration=FRACTIONS,
    width=st.integers(1, 9999),
    height=st.integers(1, 9999),
    keyframes=st.lists(KEYFRAMES, max_size=4).map(tuple),
    motion=MOTION,
    mode=st.sampled_from(Mode),
    warnings=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    sound=st.sampled_from([Sound(), Sound(state=SoundState.ABSENT), Sound(state=SoundState.HEARD, landmarks=b"\3\7\0\x09")]),
)
SMALL = Footage(
    digest=Digest.of(b""),
    duration=Fraction(1),
    width=2,
    height=2,
    motion=Motion(),
    keyframes=(KeyFrame(time=Fraction(0), width=2, height=2, fingerprints=(), features=NONE, picture=b"jpeg"),),
)


@given(FOOTAGE)
def test_packed_and_unpacked_is_the_same(footage: Footage) -> None:
    assert Footage.unpack(footage.pack()) == footage


@given(st.data())
def test_damage_is_noticed(data: st.DataObject) -> None:
    packed = bytearray(SMALL.pack())
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(LibraryError):
        Footage.unpack(bytes(packed))


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(LibraryError, match="record of footage"):
        Footage.unpack(data)


@pytest.mark.parametrize("length", [0, 3, 20, -1])
def test_a_record_that_is_cut_off_is_refused(length: int) -> None:
    with pytest.raises(LibraryError):
        Footage.unpack(SMALL.pack()[:length])


def test_a_newer_format_names_the_way_out() -> None:
    packed = bytearray(SMALL.pack())
    packed[4:6] = (99).to_bytes(2, "little")
    with pytest.raises(LibraryError, match="found 99: update provenance"):
        Footage.unpack(bytes(packed))


def header(body: bytes) -> bytes:
    return zlib.decompressobj(zdict=COMMON).decompress(body[10 : 10 + struct.unpack_from("<I", body, 6)[0]])


def record(text: bytes, parts: bytes, *, version: int = FORMAT) -> bytes:
    """A record with the header ``text``, as a program of ``version`` wrote it."""
    stream = zlib.compressobj(zdict=COMMON) if version > 2 else zlib.compressobj()
    packed = stream.compress(text) + stream.flush()
    body = struct.pack("<4sHI", b"PVFT", version, len(packed)) + packed + parts
    return body + struct.pack("<I", zlib.crc32(body))


def in_format_2(footage: Footage) -> bytes:
    """As programs before format 3 packed it: keyframe after keyframe, nothing of them compressed."""
    said = json.loads(header(replace(footage, keyframes=()).pack()))
    said["keyframes"] = [
        {
            "time": str(k.time),
            "size": [k.width, k.height],
            "prints": [[f.algorithm, f.version, f.value.hex(), f.quality, str(f.time)] for f in k.fingerprints],
            "features": k.features.count,
            "picture": len(k.picture),
        }
        for k in footage.keyframes
    ]
    parts = [
        *footage.motion.sheets,
        *(p for k in footage.keyframes for p in (k.features.descriptors, k.features.geometry, k.picture)),
    ]
    return record(json.dumps(said).encode(), b"".join([*parts, pack_sound(footage.sound)]), version=2)


@given(FOOTAGE)
def test_a_record_of_format_2_still_reads(footage: Footage) -> None:
    assert Footage.unpack(in_format_2(footage)) == footage


def test_a_record_without_sound_still_reads() -> None:
    text = re.sub(rb',"sound":\d+', b"", header(SMALL.pack()))
    assert Footage.unpack(record(text, b"jpeg")) == SMALL
    assert text != header(SMALL.pack())


def test_an_older_format_names_the_way_out() -> None:
    packed = bytearray(SMALL.pack())
    packed[4:6] = (1).to_bytes(2, "little")
    with pytest.raises(LibraryError, match="found 1: fingerprint the footage again"):
        Footage.unpack(bytes(packed))


def test_motion_survives_its_sheets_nearly_unchanged() -> None:
    rng = np.random.default_rng(1)
    base = np.clip(np.cumsum(rng.normal(0, 6, (54, 96)), axis=1) + 120, 0, 255)
    pictures = [np.clip(base + i, 0, 255).astype(np.uint8) for i in range(ROWS + 5)]
    packed = pack_motion([i * 125 for i in range(len(pictures))], pictures)
    assert len(packed.sheets) == 2
    assert np.abs(luma(packed).astype(int) - np.stack(pictures)).mean() < 4


def test_a_damaged_sheet_is_an_error() -> None:
    with pytest.raises(LibraryError, match="that are none"):
        luma(Motion(width=8, height=8, times=(0,), sheets=(b"not a sheet",)))
    sheets = pack_motion([0], [np.zeros((8, 8), np.uint8)]).sheets
    with pytest.raises(LibraryError, match="expected 2 sheets of grey pictures, found 1"):
        luma(Motion(width=8, height=8, times=tuple(range(ROWS + 1)), sheets=sheets))
    moving = pack_motion([0, 125], [np.full((16, 16), n, np.uint8) for n in (9, 200)]).sheets
    with pytest.raises(LibraryError, match="of 512 coefficients, found one of more"):
        luma(Motion(width=8, height=8, times=(0,), sheets=moving))


def test_a_header_that_lies_is_refused() -> None:
    text = header(SMALL.pack())
    lies = [
        (b'"1"', b'"1/0"'),
        (b'"size":[2,2]', b'"size":[0,2]'),
        (b'"pictures":[4]', b'"pictures":[400]'),
        (b'"sha256:', b'"md5:'),
    ]
    lies += [(b'"mode":"default"', b'"mode":"deep"'), (b'"counts":[0]', b'"counts":[1]'), (b'"counts":[0]', b'"counts":[-1]')]
    lies += [(b'"sizes":[[2,2]]', b'"sizes":[]'), (b'"prints":[[]]', b'"prints":[[[7,1,50]]]')]
    for before, after in lies:
        assert before in text
        with pytest.raises(LibraryError):
            Footage.unpack(record(text.replace(before, after, 1), b"jpeg"))
