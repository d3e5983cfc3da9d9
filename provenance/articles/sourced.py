"""The words that tell on whose word something is, or that nobody could verify it: they stand among the hedges of a claim.

The status alone (*attributed*, *unverified*) would not keep them, and how sure a source is is kept in its own words.
"""

from provenance.articles.people import Party
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.model import ClaimKind, Hedge, HedgeLevel, HedgeScope

__all__ = ["credit", "not_verified", "sourced"]

_SCOPES = {
    ClaimKind.FILMED_AT: HedgeScope.PLACE,
    ClaimKind.HAPPENED: HedgeScope.PLACE,
    ClaimKind.FILMED_ON: HedgeScope.TIME,
    ClaimKind.POSTED_ON: HedgeScope.TIME,
    ClaimKind.POSTED_BY: HedgeScope.POSTER,
    ClaimKind.POSTER_BACKGROUND: HedgeScope.POSTER,
    ClaimKind.FILMED_BY: HedgeScope.POSTER,
    ClaimKind.REPOSTED_FROM: HedgeScope.POSTER,
}
_ACCOUNT = 4
"""Words of "the Telegram channel of" between "according to" and a name."""


def credit(scan: Scan, speaker: Party) -> Hit | None:
    """As "according to the mayor", Turkish "belediyeye göre", German "der Polizei zufolge". A plain "said" reserves nothing."""
    who, stance = speaker.hit, scan.lexicon.stance
    taken = scan.verbs["taken_from"]  # Arabic "نقلاً عن" tells whom it was taken from
    leads = [h for p in (stance.attribution, stance.attribution_behind) for h in p.find(scan.tokens)]
    leads = [h for h in leads if not any(h.overlaps(t) for t in taken)]
    before = next((h for h in leads if 0 <= who.start - h.end <= _ACCOUNT * speaker.is_account), None)
    if before:
        return Hit(before.start, who.end)
    behind = next((h for h in leads if h.start == who.end), None)
    return Hit(who.start, behind.end) if behind else None


def not_verified(scan: Scan) -> Hit | None:
    """As in "could not be verified"."""
    return next(iter(scan.lexicon.stance.unverified.find(scan.tokens)), None)


def sourced(scan: Scan, hit: Hit, kind: ClaimKind) -> Hedge:
    """The words of ``hit`` as a hedge of a claim of that ``kind``: they pass it on, or leave it open, and weigh nothing."""
    words = scan.words(hit.start, hit.end)
    return Hedge(words=words, level=HedgeLevel.POSSIBLE, scope=_SCOPES.get(kind, HedgeScope.CONTENT))
