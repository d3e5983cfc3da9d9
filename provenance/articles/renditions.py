"""Files that are one video in several sizes or wrappings, told by their addresses."""

import re
from urllib.parse import urlsplit

__all__ = ["rendition_key"]

SIZE = re.compile(
    r"(?:^|[_.~-])(?:\d{3,4}p|\d{3,4}x\d{3,4}|\d{2,5}k(?:bps)?|240|360|480|540|576|720|1080|1440|2160|low|medium|high|mobile|"
    r"hd|sd|hq|lq|ld|fhd|uhd|4k)(?=$|[_.~-])",
    re.IGNORECASE,
)
MANIFEST = re.compile(r"^(?:master|index|playlist|manifest|main|chunklist|prog_index|stream|hls|dash|video)?$", re.IGNORECASE)
ENDING = re.compile(r"(?:\.(?:mp4|m4v|mov|webm|m3u8|mpd|flv|ogv|ism|csmil|urlset|smil)){1,3}$", re.IGNORECASE)
LONGEST = 2_000


def rendition_key(url: str) -> str:
    """What the addresses of one video's files have in common: no query, no size in the name, no manifest's name.

    Another host, folder or name is another video, as far as anybody can tell.
    """
    if len(url) > LONGEST:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    folder, _, name = parts.path.rpartition("/")
    plain = SIZE.sub("", ENDING.sub("", name))
    key = folder if MANIFEST.match(plain) and len(folder) > 1 else f"{folder}/{plain}" if plain else parts.path
    return f"{parts.netloc.lower()}{key}"
