"""Odysee (LBRY) videos, by the name and short claim id."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["ODYSEE"]


def _canonical(found: re.Match[str]) -> str:
    account = account_of(found)
    return f"https://odysee.com/{'@' + account + '/' if account else ''}{_identify(found)}"


def _identify(found: re.Match[str]) -> str:
    return found["id"].replace("/", ":")


ODYSEE = Platform(
    slug=Slug("odysee"),
    name="Odysee",
    hosts=(
        "odysee.com",
        "lbry.tv",
    ),
    patterns=(
        re.compile(r"[^/?]+/(?P<id>[^/:?@$]+:[0-9a-f]{1,40})/?(?:\?|$)"),
        re.compile(r"[^/?]+/(?:\$/embed/)?(?:@(?P<account>[^/:?]+(?::\w+)?)/)(?P<id>[^/:?@$]+(?::\w{1,40})?)/?(?:\?|$)"),
        re.compile(r"[^/?]+/\$/(?:embed|download)/(?P<id>[^/:?@$]+[/:]\w{1,40})/?(?:\?|$)"),
    ),
    canonical=_canonical,
    identify=_identify,
    words=("odysee",),
)
