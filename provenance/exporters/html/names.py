"""Short names for a report's things: "Video 2", "File 1", "Footage A", each with the place in the page that tells more."""

import re
from dataclasses import dataclass

from provenance.chain.makings import makings
from provenance.chain.subjects import all_claims
from provenance.exporters.text import shortened
from provenance.exporters.told import agent_words
from provenance.exporters.wording import ENGLISH, Wording
from provenance.model import Agent, AgentKind, Claim, ClaimId, Digest, MediaRecord, ReferenceRecord, Side, Snapshot

__all__ = ["Link", "Names"]

UNKNOWN_SITE = "generic"
"""yt-dlp's name for any site that it has no reader for."""
DIGEST, ADDRESS = 24, 160
"""Characters shown of what has no name here."""


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
    claims: dict[ClaimId, Claim]
    """Every claim of the case once, in the order of its numbers."""
    articles: int
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
        claims: dict[ClaimId, Claim] = {}
        for claim in all_claims(snapshot):
            claims.setdefault(claim.id, claim)
        statements = {name: number for number, name in enumerate(claims, start=1)}
        count = len(snapshot.articles)
        return cls(links=links, records=records, files=files, statements=statements, claims=claims, articles=count, say=say)

    def link(self, name: object) -> Link:
        """The name of ``name`` (an id or digest, ``None`` for nothing cited)."""
        if name is None:
            return Link(text=self.say("nothing cited"))
        if known := self.links.get(str(name)):
            return known
        searched = _SEARCHED.fullmatch(str(name))
        if searched and searched[1] in self.links:
            where = self.say("this case") if searched[2] == "this case" else self.say("library “{what}”", what=searched[2])
            return Link(text=self.say("{file} in {where}", file=self.links[searched[1]].text, where=where), title=str(name))
        text = self.named(str(name))
        return Link(text=shortened(text, DIGEST if text.startswith("sha256:") else ADDRESS), title=str(name))

    def speaker(self, agent: object) -> str:
        """A speaker for people: a digest or a reference's id in the name becomes the thing's name in this report."""
        if isinstance(agent, Agent) and agent.kind is AgentKind.PLATFORM and agent.name == UNKNOWN_SITE:
            return self.say("the site that served the video")
        return self.named(agent_words(str(agent), self.say))

    def said_by(self, claim: Claim) -> str:
        """Its speaker; of several articles, which one."""
        if self.articles > 1 and claim.unsigned:
            return self.link(claim.article).text
        return self.speaker(claim.asserted_by)

    def side(self, side: Side) -> str:
        """The speaker of one side of a contradiction."""
        claim = self.claims.get(side.claim) if side.claim else None
        return self.said_by(claim) if claim and str(claim.asserted_by) == side.speaker else self.speaker(side.speaker)

    def named(self, text: str) -> str:
        """``text`` with each id and digest in it called by its name in this report."""
        return _NAMED.sub(lambda match: self.links[match[0]].text if match[0] in self.links else match[0], text)


_NAMED = re.compile(r"sha256:[0-9a-f]{64}|\br[0-9a-f]{8}\b")


_SEARCHED = re.compile(r"(sha256:[0-9a-f]{64}) in (.+)")
"""The subject of a comparison: a file, and what was searched for it."""


def _letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
