"""By which way a statement came into the case: what a reader asks who has nothing but the report."""

from enum import StrEnum

from provenance.exporters.wording import term
from provenance.model import AgentKind, Claim

__all__ = ["OBTAINED", "Obtained", "obtained"]


class Obtained(StrEnum):
    """Who or what the program had it from; who *says* it is another question."""

    ARTICLE = "article"
    PLATFORM = "platform"
    FILE = "file"
    ARCHIVE = "archive"
    REVIEWER = "reviewer"


OBTAINED = {
    Obtained.ARTICLE: term("read in the article’s text"),
    Obtained.PLATFORM: term("given by the platform when the video was asked for"),
    Obtained.FILE: term("read from the file’s own bytes"),
    Obtained.ARCHIVE: term("read from the archive’s catalogue"),
    Obtained.REVIEWER: term("written down by a person who worked on the case"),
}
WAYS = {
    AgentKind.FILE: Obtained.FILE,
    AgentKind.SIGNER: Obtained.FILE,
    AgentKind.ARCHIVE: Obtained.ARCHIVE,
}


def obtained(claim: Claim, *, entered: bool) -> Obtained:
    """The way of one statement; ``entered``: a reviewer wrote it down."""
    if entered:
        return Obtained.REVIEWER
    return Obtained.ARTICLE if claim.article is not None else WAYS.get(claim.asserted_by.kind, Obtained.PLATFORM)
