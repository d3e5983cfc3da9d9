"""Videos in Kaltura, a hosted player, by entry id."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["KALTURA"]


def _canonical(found: re.Match[str]) -> str:
    partner = re.search(r"/p/(\d+)/", found.string)
    where = f"p/{partner[1]}/sp/{partner[1]}00/" if partner else ""
    return f"https://cdnapisec.kaltura.com/{where}playManifest/entryId/{found['id']}/format/url/protocol/https"


KALTURA = Platform(
    slug=Slug("kaltura"),
    name="Kaltura",
    hosts=("kaltura.com",),
    patterns=(
        re.compile(r".*?[?&/](?:entry_id|entryId)[=/](?P<id>[01]_[a-z0-9]{8})(?![a-z0-9])"),
        re.compile(r".*?/(?:id|media)/(?P<id>[01]_[a-z0-9]{8})(?![a-z0-9])"),
    ),
    canonical=_canonical,
)
