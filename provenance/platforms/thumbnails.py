"""Pictures that platforms serve for a video, under its own identifier."""

import re

__all__ = ["HOSTS", "pictures_of", "video_of_thumbnail"]

PICTURES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:i\d?|img|www)\.(?:ytimg|youtube)(?:-nocookie)?\.com/(?:vi|vi_webp|an_webp)/([\w-]{11})/"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"vumbnail\.com/(\d{5,12})(?:_\w+)?\.(?:jpg|png)"), "https://vimeo.com/{}"),
    (re.compile(r"dailymotion\.com/thumbnail/(?:\w+/)?video/([xk][a-zA-Z0-9]{4,25})"), "https://www.dailymotion.com/video/{}"),
    (
        re.compile(r"(?:cdn\.jwplayer|content\.jwplatform)\.com/(?:thumbs|v2/media)/([A-Za-z0-9]{8})(?:-\d{1,4}\.|/poster)"),
        "https://cdn.jwplayer.com/previews/{}",
    ),
)
HOSTS = ("ytimg.com", "img.youtube", "vumbnail.com", "dailymotion.com/thumbnail", "jwplayer.com/", "jwplatform.com/")
"""What the address of such a picture contains: the first, cheap look."""


def video_of_thumbnail(text: str) -> str | None:
    """The address of the video whose picture stands at the address in ``text``, or ``None``."""
    for pattern, url in PICTURES:
        found = pattern.search(text)
        if found is not None:
            return url.format(found[1])
    return None


SHOWN = {
    "youtube": (re.compile(r"[\w-]{11}", re.ASCII), "https://i.ytimg.com/vi/{}/{}.jpg", ("hqdefault", "hq2")),
    "dailymotion": (re.compile(r"[xk][a-zA-Z0-9]{4,25}", re.ASCII), "https://www.dailymotion.com/thumbnail/video/{}", ("",)),
}
"""Platform to the form of its ids, and the addresses of pictures that it shows to everyone: the cover, a frame of its middle."""


def pictures_of(platform: str, video: str) -> tuple[str, ...]:
    """The addresses of the platform's own pictures of a video; empty where it has none that are known by the id alone."""
    form, address, names = SHOWN.get(platform, (re.compile(r"(?!)"), "", ()))
    return tuple(address.format(video, name) for name in names) if form.fullmatch(video) else ()
