"""Short names for a report's things: "Video 2", "File 1", "Footage A", each with the place in the page that tells more."""

import re
from dataclasses import dataclass

from provenance.chain.makings import makings
from provenance.chain.subjects import all_claims
from provenance.exporters.text import shortened
from provenance.exporters.told import agent_words
from provenance.exporters.wording import ENGLISH, Wording
from provenance.model import ClaimId, Digest, MediaRecord, ReferenceRecord, Snapshot

__all__ = ["Link", "Names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name and where it leads inside the page (empty: nowhere)."""

    text: str
    anchor: str = ""
    title: str = ""
    """Longer, for those who ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Printed id (reference id or digest) to its name; lookups never fail."""

    links: dict[str, Link]
    records: dict[str, ReferenceRecord]
    files: dict[Digest, MediaRecord]
    statements: dict[ClaimId, int]
    """Number of each statement, through the whole report: what "statement 17" means."""
    say: Wording = ENGLISH

    @classmethod
    def of(cls, snapshot: Snapshot, say: Wording = ENGLISH) -> "Names":
        """Number everything in the order of the report."""
        links: dict[str, Link] = {}
        records = {str(r.reference.id): r for a in snapshot.articles for r in a.references}
        for number, article in enumerate(snapshot.articles, start=1):
            page = article.reading.article
            name = say("Article") if len(snapshot.articles) == 1 else say("Article {number}", number=number)
            links[str(page.digest)] = Link(text=name, anchor=f"article-{number}", title=page.title or page.source)
            links[page.source] = links[str(page.digest)]
        for number, (name, record) in enumerate(records.items(), start=1):
            title = shortened(record.url or record.reference.quote or record.platform, 80)
            links[name] = Link(text=say("Video {number}", number=number), anchor=f"ref-{name}", title=title)
        files = {media.file.digest: media for media in snapshot.media}
        for number, media in enumerate(snapshot.media, start=1):
            links[str(media.file.digest)] = Link(
                text=say("File {number}", number=number), anchor=f"media-{media.file.digest.short}", title=media.file.name
            )
        others: dict[str, str] = {}
        for match in snapshot.matches:
            if str(match.compared.digest) not in links:
                others.setdefault(str(match.compared.digest), match.compared.name)
        for number, (digest, name) in enumerate(others.items(), start=1):
            text = say("Footage {letters}", letters=_letters(number))
            links[digest] = Link(text=text, anchor=f"footage-{_letters(number)}", title=name)
        told = {name: (each, making.told_in) for making in makings(snapshot) for name, each in making.parents}
        unknown = {name: found for name, found in told.items() if name not in links}
        for number, (name, (ingredient, told_in)) in enumerate(unknown.items(), start=1):
            text = say("Ingredient {number}", number=number)
            links[name] = Link(text=text, anchor=f"media-{told_in.short}", title=ingredient.title or ingredient.instance)
        statements: dict[ClaimId, int] = {}
        for claim in all_claims(snapshot):
            statements.setdefault(claim.id, len(statements) + 1)
        return cls(links=links, records=records, files=files, statements=statements, say=say)

    def link(self, name: object) -> Link:
        """The name of ``name`` (an id or digest, ``None`` for nothing cited)."""
        if name is None:
            return Link(text=self.say("nothing cited"))
        return self.links.get(str(name)) or Link(text=shortened(str(name), 24), title=str(name))

    def speaker(self, agent: object) -> str:
        """A speaker for people: a digest or a reference's id in the name becomes the thing's name in this report."""
        return self.named(agent_words(str(agent), self.say))

    def named(self, text: str) -> str:
        """``text`` with each id and digest in it called by its name in this report."""
        return _NAMED.sub(lambda match: self.links[match[0]].text if match[0] in self.links else match[0], text)


_NAMED = re.compile(r"sha256:[0-9a-f]{64}|\br[0-9a-f]{8}\b")


def _letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
