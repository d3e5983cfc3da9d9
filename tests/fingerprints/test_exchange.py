from dataclasses import replace
from fractions import Fraction

import imagehash
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from provenance.errors import InputError
from provenance.fingerprints.exchange import FORMATS, by_name, recognised
from provenance.fingerprints.interface import Footage, KeyFrame, Motion
from provenance.fingerprints.local import NONE
from provenance.fingerprints.pdq import PDQ
from provenance.fingerprints.phash import DHASH, PHASH
from provenance.model import Digest, Fingerprint

THEIRS = (
    "0,100,e271017837246aaccddea259648fb7d62f435c89d9e99b2497763e216c8d055c,0.000\n"
    "30,98,c0f11178372c6aaccddea259648fbfd62f434c89c9e99b249772be216c8d055c,1.001\n"
)
"""As vPDQ writes it (the values are those of its documentation)."""
TIMES = st.lists(st.integers(0, 10**6), min_size=1, max_size=6, unique=True).map(lambda x: [Fraction(t, 1000) for t in sorted(x)])


def footage(times: list[Fraction], seed: int) -> Footage:
    rng = np.random.default_rng(seed)
    keyframes = []
    for time in times:
        prints = tuple(
            Fingerprint(algorithm=k.name, version="v", value=rng.bytes(k.bits // 8), quality=int(rng.integers(0, 101)), time=time)
            for k in (PHASH, DHASH, PDQ)
        )
        keyframes.append(KeyFrame(time=time, width=1, height=1, fingerprints=prints, features=NONE, picture=b""))
    return Footage(digest=Digest.of(b""), duration=times[-1], width=1, height=1, keyframes=tuple(keyframes), motion=Motion())


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
@given(times=TIMES, seed=st.integers(0, 1000))
def test_what_is_written_is_read_again(form, times, seed) -> None:
    original = footage(times, seed)
    text = form.write(original)
    assert recognised(text, where="x") is form
    back = form.footage(text, where="x")
    kinds = [PDQ.name] if form.name == "vpdq" else [PHASH.name, DHASH.name]
    for ours, theirs in zip(original.keyframes, back.keyframes, strict=True):
        assert theirs.time == ours.time
        assert [theirs.value(k).value for k in kinds] == [ours.value(k).value for k in kinds]
        if form.name == "vpdq":
            assert theirs.value("pdq").quality == ours.value("pdq").quality
    assert form.write(back) == text


def test_vpdqs_own_text_is_read_and_written_alike() -> None:
    form = by_name("vpdq")
    back = form.footage(THEIRS, where="x")
    assert [k.time for k in back.keyframes] == [0, Fraction("1.001")]
    assert back.duration == Fraction("2.002")
    assert form.write(back) == THEIRS.replace("\n30,", "\n1,")
    assert form.footage(THEIRS.replace("\n", "\r\n"), where="x").keyframes == back.keyframes


def test_imagehash_reads_what_is_written() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    keyframe = KeyFrame(
        time=Fraction(1, 2), width=1, height=1, features=NONE, picture=b"",
        fingerprints=tuple(k.of(pixels, time=Fraction(1, 2)) for k in (PHASH, DHASH)),
    )  # fmt: skip
    text = by_name("imagehash").write(replace(footage([Fraction(0)], 1), keyframes=(keyframe,)))
    time, phash, dhash = text.splitlines()[1].split(",")
    assert time == "0.500"
    assert imagehash.hex_to_hash(phash) == imagehash.phash(Image.fromarray(pixels))
    assert imagehash.hex_to_hash(dhash) == imagehash.dhash(Image.fromarray(pixels))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0,100,e2710178,0.000", "64 hexadecimal digits"),
        ("0,101," + "0" * 64 + ",0.000", "quality of 0 to 100"),
        ("0,-1," + "0" * 64 + ",0.000", "quality of 0 to 100"),
        ("0,50," + "0" * 64 + ",1e999999999", "seconds"),
        ("0,50," + "0" * 64 + ",-1", "seconds"),
        ("0,50," + "0" * 64 + ",1/0", "seconds"),
        ("0,50," + "0" * 63 + "g,1", "hexadecimal"),
        ("0,50", "frame,quality,hash,seconds"),
    ],
)
def test_a_bad_line_is_named(line: str, expected: str) -> None:
    with pytest.raises(InputError, match=f"clip.txt:3: expected .*{expected}"):
        by_name("vpdq").footage(THEIRS + line, where="clip.txt")


def test_other_text_and_nothing_are_refused() -> None:
    for text in ("", "hello", "a,b,c,d", "{}"):
        with pytest.raises(InputError, match="vpdq or imagehash"):
            recognised(text, where="x")
    with pytest.raises(InputError, match="found none"):
        by_name("imagehash").footage("seconds,phash,dhash\n", where="x")
    with pytest.raises(InputError, match="vpdq, imagehash"):
        by_name("md5")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for form in FORMATS:
        try:
            form.footage(text, where="x")
        except InputError:
            continue
