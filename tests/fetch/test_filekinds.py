"""Files by their first bytes."""

import pytest

from provenance.fetch.filekinds import kind_of
from tests.fetch.galleries import picture
from tests.fetch.servers import small_m4a, small_mp4


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif", ".bmp", ".avif"])
def test_pictures_as_opencv_writes_them(suffix: str) -> None:
    assert kind_of(picture(1, suffix=suffix)).suffix == suffix


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
