from fractions import Fraction

import cv2
import imagehash
import numpy as np
import pdqhash
import pytest
from PIL import Image

from provenance.fingerprints import FINGERPRINTERS, by_name
from provenance.fingerprints.interface import Fingerprinter
from provenance.fingerprints.pdq import ORIENTATIONS, PDQ, orientations
from provenance.fingerprints.phash import hamming
from tests.matching.scenes import scene

PICTURES = [scene(seed, seconds=0.1)[0] for seed in (1, 2, 3)]


@pytest.mark.parametrize("pixels", PICTURES)
def test_phash_and_dhash_are_those_of_imagehash(pixels: np.ndarray) -> None:
    picture = Image.fromarray(pixels)
    assert by_name("phash").compute(pixels)[0].hex() == str(imagehash.phash(picture))
    assert by_name("dhash").compute(pixels)[0].hex() == str(imagehash.dhash(picture))


@pytest.mark.parametrize("pixels", PICTURES)
def test_pdq_is_that_of_pdqhash_with_its_quality(pixels: np.ndarray) -> None:
    bits, quality = pdqhash.compute(pixels)
    value, measured = PDQ.compute(pixels)
    assert value == np.packbits(bits).tobytes()
    assert measured == quality
    assert len(value.hex()) == 64


def test_leading_zeros_are_kept() -> None:
    assert len(PDQ.compute(np.zeros((64, 64, 3), np.uint8))[0].hex()) == 64


@pytest.mark.parametrize("fingerprinter", FINGERPRINTERS, ids=lambda f: f.name)
class TestContract:
    def test_of_names_itself(self, fingerprinter: Fingerprinter) -> None:
        value = fingerprinter.of(PICTURES[0], time=Fraction(3, 2))
        assert (value.algorithm, value.version, value.time) == (fingerprinter.name, fingerprinter.version, Fraction(3, 2))
        assert len(value.value) * 8 == fingerprinter.bits
        assert 0 <= value.quality <= 100

    def test_recompression_and_resizing_stay_near_other_pictures_do_not(self, fingerprinter: Fingerprinter) -> None:
        pixels = PICTURES[0]
        _, data = cv2.imencode(".jpg", cv2.resize(pixels, (240, 136)), [cv2.IMWRITE_JPEG_QUALITY, 40])
        again = cv2.imdecode(data, cv2.IMREAD_COLOR)
        here, copy, other = (fingerprinter.compute(x)[0] for x in (pixels, again, PICTURES[1]))
        assert fingerprinter.distance(here, copy) <= fingerprinter.threshold < fingerprinter.distance(here, other)

    def test_a_blank_picture_has_no_quality(self, fingerprinter: Fingerprinter) -> None:
        assert fingerprinter.compute(np.full((90, 160, 3), 77, np.uint8))[1] == 0


def test_names_are_unique_and_looked_up() -> None:
    assert len({f.name for f in FINGERPRINTERS}) == len(FINGERPRINTERS)
    with pytest.raises(KeyError, match="phash, dhash, pdq"):
        by_name("md5")


TURNS = {
    "upright": lambda p: p,
    "mirrored left–right": lambda p: p[:, ::-1],
    "upside down, mirrored": lambda p: p[::-1],
    "turned by 180°": lambda p: np.rot90(p, 2),
    "turned left": np.rot90,
    "turned right": lambda p: np.rot90(p, -1),
    "transposed": lambda p: p.transpose(1, 0, 2),
    "transposed and turned": lambda p: np.rot90(p, 2).transpose(1, 0, 2),
}


@pytest.mark.parametrize("number", range(8), ids=[o.name for o in ORIENTATIONS])
def test_orientations_are_those_of_the_turned_picture(number: int) -> None:
    orientation, pixels = ORIENTATIONS[number], PICTURES[2]
    turned = np.ascontiguousarray(TURNS[orientation.name](pixels))
    values = orientations(PDQ.compute(pixels)[0])
    distances = [hamming(PDQ.compute(turned)[0], v.tobytes()) for v in values]
    assert distances[number] <= 40
    assert min(d for i, d in enumerate(distances) if i != number) > 60
    # A spot near the top left goes where the matrix says.
    height, width = pixels.shape[:2]
    mark = np.zeros((height, width, 3), np.uint8)
    mark[height // 10, width // 5] = 255
    y, x, _ = np.argwhere(TURNS[orientation.name](mark))[0]
    h, w = turned.shape[:2]
    there = np.array(orientation.matrix) @ (0.2, 0.1, 1)
    assert np.allclose(there, (x / w, y / h), atol=0.02)


def test_distance_of_unequal_lengths_is_refused() -> None:
    with pytest.raises(ValueError, match="1 and 2 bytes"):
        hamming(b"a", b"ab")
