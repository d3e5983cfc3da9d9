"""Addresses of pictures."""

import pytest

from provenance.platforms.pictures import is_picture


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.jpg",
        "https://example.org/a/b.JPEG?w=1#x",
        "https://pbs.twimg.com/media/Fx1.jpg:orig",
        "https://pbs.twimg.com/media/Fx1?format=jpg&name=large",
        "http://example.org/a.webp",
        "https://example.org/x.heic",
    ],
)
def test_pictures(url: str) -> None:
    assert is_picture(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.jpg",
        "https://example.org/",
        "https://example.org/a.jpg/view",
        "https://example.org/?file=a.jpg",
        "https://example.org/page?format=jpg",
        "https://example.org/a.svg",
        "https://example.org/a.mp4",
        "https://example.org/a.jpg" + "x" * 5_000,
    ],
)
def test_others(url: str) -> None:
    assert not is_picture(url)
