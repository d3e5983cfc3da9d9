"""Something on a page that names a post or a file, before the places of one post are put together."""

from dataclasses import dataclass

from provenance.articles.harvest import Find, is_media_url
from provenance.articles.pictures import THUMBNAIL
from provenance.articles.renditions import rendition_key
from provenance.model import FILE, Citation, ReferenceKind, Role, Slug
from provenance.platforms.interface import Recognised

__all__ = ["STRENGTH", "Cited", "Key", "key_of"]

STRENGTH = (ReferenceKind.EMBED, ReferenceKind.FILE, ReferenceKind.LINK, ReferenceKind.MENTION)
Key = tuple[Slug, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What is named, how, for whom, and the words or the element where it stands."""

    post: Recognised
    """Its ``url`` is empty where a post or a player stands and the page does not tell which."""
    kind: ReferenceKind
    place: Find | Citation
    role: Role
    reason: str

    @property
    def is_thumbnail(self) -> bool:
        """Whether it is a picture only, which says nothing by itself."""
        return isinstance(self.place, Find) and self.place.where == THUMBNAIL

    @property
    def written(self) -> str:
        """The address as the page has it."""
        return self.place.url if isinstance(self.place, Find) else self.place.quote

    @property
    def rank(self) -> int:
        """Lower is stronger."""
        return STRENGTH.index(self.kind)


def key_of(post: Recognised) -> Key:
    """What makes two citations one reference. Telegram does not tell upper from lower case in names; a file has renditions."""
    if post.platform == FILE and is_media_url(post.url):
        return post.platform, rendition_key(post.url)
    return post.platform, post.platform_id.lower() if post.platform == "telegram" else post.platform_id
