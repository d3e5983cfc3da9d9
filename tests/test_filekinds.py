"""Files by their first bytes."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.articles.decoding import decode
from provenance.errors import ArticleError
from provenance.filekinds import kind_of
from provenance.media.probe import probe
from provenance.model import Digest
from tests.fetch.galleries import picture
from tests.fetch.servers import small_m4a, small_mp4


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif", ".bmp", ".avif"])
def test_pictures_as_opencv_writes_them_are_named_measured_and_no_page(suffix: str, tmp_path: Path) -> None:
    data = picture(1, suffix=suffix)
    kind = kind_of(data)
    assert (kind.suffix, kind.picture) == (suffix, True)
    (tmp_path / "file").write_bytes(data)
    measured = probe(tmp_path / "file", digest=Digest.of(data))
    assert measured.container == kind.still
    assert [(stream.width, stream.height, stream.frame_rate) for stream in measured.streams] == [(128, 96, None)]
    with pytest.raises(ArticleError, match=rf"got {kind.words} \(see: provenance inspect\)"):
        decode(data, source="a.html")


def test_pictures_that_move_are_measured_as_footage(tmp_path: Path) -> None:
    moving = cv2.Animation()
    moving.frames, moving.durations = [np.full((48, 64, 3), level, np.uint8) for level in range(0, 120, 20)], [100] * 6
    cv2.imwriteanimation(str(tmp_path / "a.avif"), moving)
    data = (tmp_path / "a.avif").read_bytes()
    assert (kind_of(data).words, kind_of(data).picture) == ("a moving AVIF picture", True)
    assert float(probe(tmp_path / "a.avif", digest=Digest.of(data)).duration or 0) == pytest.approx(0.6)


@pytest.mark.parametrize(
    "words", ["ID3 and RIFF", "RIFFs of a guitar", "OggSquad", "BMW said so", "GIF8 is no format", "MM. Durand"]
)
def test_a_text_that_begins_as_a_file_does_is_a_text(words: str) -> None:
    assert decode(words.encode(), source="a.txt") == words


@pytest.mark.parametrize(("data", "words"), [(rb"{\rtf1\ansi A bridge.}", "RTF"), (b"bplist00\xd1\x01\x02_", "Safari")])
def test_what_no_words_can_be_read_from_as_it_is_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(ArticleError, match=rf"got .*{words}.*save "):
        decode(data, source="a.html")


def test_footage() -> None:
    assert kind_of(small_mp4()).suffix == kind_of(small_m4a()).suffix == ".mp4"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "nothing"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\n <!-- x -->\n<HTML lang=fr>", "HTML"),
        (b"\xef\xbb\xbf<html>", "HTML"),
        (b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg onload="x">', "SVG"),
        (b"<svg>", "SVG"),
        (b'{"error": "no"}', "text"),
        (b"PK\x03\x04", "ZIP"),
        (b"#!/bin/sh", "neither"),
        (b"\xff\xd8", "neither"),
    ],
)
def test_what_comes_in_their_place_is_not_kept(data: bytes, words: str) -> None:
    assert not kind_of(data).kept
    assert words in kind_of(data).words
