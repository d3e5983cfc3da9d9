"""Facebook videos, reels, posts and their short links. Numbers and pfbid… name posts and videos alike."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["FACEBOOK"]


def _canonical(found: re.Match[str]) -> str:
    post, account, url = found["id"], account_of(found), found.string
    if url.startswith("fb.watch/"):
        return f"https://fb.watch/{post}/"
    if "/share/" in url:
        kind = re.search(r"/share/([vrp])/", url)
        return f"https://www.facebook.com/share/{kind[1] + '/' if kind else ''}{post}/"
    if "/photo" in url and "photo.php?v=" not in url:
        return f"https://www.facebook.com/photo/?fbid={post}"
    if account and "/videos/" not in url and "/reel" not in url:
        return f"https://www.facebook.com/{account}/posts/{post}"
    return f"https://www.facebook.com/{post}" if "story_fbid=" in url else f"https://www.facebook.com/watch/?v={post}"


FACEBOOK = Platform(
    slug=Slug("facebook"),
    name="Facebook",
    hosts=(
        "facebook.com",
        "fb.com",
        "fb.watch",
        "facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion",
    ),
    patterns=(
        re.compile(r"fb\.watch/(?:v/)?(?P<id>[\w-]{6,20})/?(?:\?|$)"),
        re.compile(
            r"[^/?]+/(?:watch(?:/live)?/?|video/video\.php|video\.php|video/embed)\?(?:[^#]*?&)?(?:v|video_id)=(?P<id>\d{5,20})(?!\d)"
        ),
        re.compile(
            r"[^/?]+/(?P<account>[\w.-]+)/videos/(?:(?:vb|pcb|t|a|ms|vl)\.[\d.]+/)?(?:(?!\d+/?(?:\?|$))[^/?]+/)?(?P<id>\d{5,20})(?!\d)"
        ),
        re.compile(r"[^/?]+/(?:(?P<account>[\w.-]+)/)?reels?/(?P<id>\d{5,20})(?!\d)"),
        re.compile(r"[^/?]+/share/(?:v|r|p)/(?P<id>[A-Za-z0-9]{6,24})/?(?:\?|$)"),
        re.compile(r"[^/?]+/share/(?P<id>(?=[A-Za-z]*\d)[A-Za-z0-9]{8,24})/?(?:\?|$)"),
        re.compile(
            r"[^/?]+/(?P<account>groups/[\w.-]+)/(?:posts|permalink)/(?:(?!pfbid)[\w%-]+/)?(?P<id>\d{5,20}|pfbid\w{10,120})(?!\w)"
        ),
        re.compile(r"[^/?]+/(?P<account>[\w.-]+)/(?:posts|activity)/(?:(?!pfbid)[^/?]+/)?(?P<id>\d{5,20}|pfbid\w{10,120})(?!\w)"),
        re.compile(
            r"[^/?]+/(?:permalink|story)\.php\?(?:[^#]*?&)?story_fbid=(?P<id>\d{5,20}|pfbid\w{10,120})&(?:[^#]*?&)?id=(?P<account>\d+)"
        ),
        re.compile(
            r"[^/?]+/(?:permalink|story)\.php\?(?:[^#]*?&)?id=(?P<account>\d+)&(?:[^#]*?&)?story_fbid=(?P<id>\d{5,20}|pfbid\w{10,120})(?!\w)"
        ),
        re.compile(r"[^/?]+/(?:permalink|story)\.php\?(?:[^#]*?&)?story_fbid=(?P<id>\d{5,20}|pfbid\w{10,120})(?!\w)"),
        re.compile(r"[^/?]+/(?:photo(?:\.php|/)?)\?(?:[^#]*?&)?fbid=(?P<id>\d{5,20})(?!\d)"),
        re.compile(r"[^/?]+/photo\.php\?(?:[^#]*?&)?v=(?P<id>\d{5,20})(?!\d)"),
        re.compile(r"[^/?]+/(?P<account>[\w.-]+)/photos/(?:(?:a|pcb|gm|t|p)\.[\d.]+/)?(?P<id>\d{5,20})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "facebook",
        "фейсбук",
        "фейсбуке",
        "фейсбука",
        "фэйсбук",
        "фейсбуці",
        "فيسبوك",
        "فيس بوك",
        "فیسبوک",
        "פייסבוק",
    ),
)
