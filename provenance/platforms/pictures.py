"""Whether an address leads to a picture, by its text alone."""

import re

__all__ = ["is_picture"]

ENDING = re.compile(r"\.(?:jpe?g|jpe|jfif|png|webp|gif|avif|hei[cf]|bmp|tiff?)(?::(?:orig|large|medium|small))?$", re.IGNORECASE)
STATED = re.compile(r"(?:^|&)format=(?:jpe?g|png|webp)(?:&|$)", re.IGNORECASE)
LONGEST = 4096


def is_picture(url: str) -> bool:
    """Whether ``url`` names a picture's file. What is served there is another matter: sites have pages under such names."""
    if len(url) > LONGEST:
        return False
    address, _, query = url.partition("#")[0].partition("?")
    path = address.partition("://")[2].partition("/")[2]
    return ENDING.search(path) is not None or ("/media/" in f"/{path}" and STATED.search(query) is not None)
