"""Who posted it where no verb of posting tells: whoever says something of it online, or passes it off as something."""

from collections.abc import Iterator

from provenance.articles.parties import Party, description, has_footage, party_of
from provenance.articles.people import speaker
from provenance.articles.phrases import Hit
from provenance.articles.reserves import reserves
from provenance.articles.scan import Scan

__all__ = ["claimant"]

_ACCOUNT = 4
"""Words of "the Telegram channel of" before a name."""
_NEAR = 3
"""Words between "users" and what they say: "users of the network say"."""
_BEFORE = 3
"""Words before "users" that tell which: "several Russian"."""
_HOW_MANY = 1
"""Words beside "users" that tell no more than how many."""
_ON = 2
"""Words between a verb of saying and the network: "wrote on his page on X"."""


def claimant(scan: Scan, noun: Hit | None) -> Party | None:
    """Who posted the footage at ``noun``, by what they say of it."""
    return _speaking(scan) or _passing_off(scan) or next(_users(scan), None) or _captioning(scan, noun)


def _speaking(scan: Scan) -> Party | None:
    """The account that says it, which it does by posting: "Telegram channels claimed it showed …"; not "according to NN"."""
    found, agents = speaker(scan), scan.lexicon.agents
    if (
        found is None
        or not (found.is_account or _is_led(scan, found.hit))
        or scan.lexicon.stance.attribution.ending_at(scan.tokens, found.hit.start)
    ):
        return None
    words = Hit(found.hit.start - min(_ACCOUNT, found.hit.start), found.hit.end) if found.is_account else found.hit
    account = agents.account.find(scan.tokens, start=words.start, end=words.end)
    network = any(h.overlaps(words) for h, _ in scan.platforms)
    channel = network and scan.lexicon.platforms.channel.find(scan.tokens, start=words.start, end=words.end)
    return found if account or channel or scan.tokens[found.hit.start].marked else None


def _is_led(scan: Scan, hit: Hit) -> bool:
    words, tokens = scan.lexicon.determiners, scan.tokens
    return bool(words.definite.at(tokens, hit.start) or words.indefinite.at(tokens, hit.start)) or tokens[hit.start].is_name


def _passing_off(scan: Scan) -> Party | None:
    """As in French "présentée par des comptes anonymes comme": whoever is told inside the words of reserve."""
    for reserve in reserves(scan):
        found = description(scan, reserve.doer.start) if reserve.reported and reserve.doer else None
        if found and reserve.doer:
            return party_of(scan, Hit(found.start, min(found.end, reserve.doer.end)))
    return None


def _users(scan: Scan) -> Iterator[Party]:
    """As in "Several users of VK claim that the video shows …": those who say so of footage have posted it."""
    told = [*scan.speech, *(r.hit for r in reserves(scan) if r.reported)]
    for users in scan.lexicon.agents.users.find(scan.tokens):
        behind = any(0 <= t.start - users.end <= _NEAR or (t.start <= users.start and users.end < t.end) for t in told)
        before = any(users.start - t.end == 0 for t in told)
        if (behind or before) and _joined(scan, users.start, users.end):
            hit = Hit(_which(scan, users.start), _of_network(scan, users.end))
            yield Party(hit=hit, is_anyone=hit.end - hit.start - 1 <= _HOW_MANY)


def _which(scan: Scan, position: int) -> int:
    """Where the words before "users" begin that tell which users: "several Russian users"."""
    words, start = scan.lexicon.determiners, position
    ends = (scan.lexicon.places.prepositions, scan.lexicon.stance.clause, scan.lexicon.stance.joins, scan.lexicon.agents.stop)
    while start > 0 and position - start < _BEFORE and scan.tokens[start].joined:
        verb = any(h.end == start for h in (*scan.speech, *(r.hit for r in reserves(scan))))
        if verb or scan.taken(start - 1) or any(p.ending_at(scan.tokens, start, reach=1) for p in ends):
            break
        start -= 1
        if words.definite.at(scan.tokens, start) or words.indefinite.at(scan.tokens, start):
            break
    return start


def _of_network(scan: Scan, end: int) -> int:
    """Behind "of VK", "on Facebook" right after "users"."""
    return next((h.end for h, _ in scan.platforms if 0 <= h.start - end <= 1), end)


def _joined(scan: Scan, start: int, end: int) -> bool:
    return all(t.joined for t in scan.tokens[start + 1 : end])


def _captioning(scan: Scan, noun: Hit | None) -> Party | None:
    """As in "“…”, wrote NN on X above a video": words on a network beside footage that they are no report of."""
    found, posting = speaker(scan), scan.verbs["posting"]
    if found is None or noun is None or scan.lexicon.stance.attribution.ending_at(scan.tokens, found.hit.start):
        return None
    if posting and any(abs(v.start - found.hit.end) <= _NEAR for v in posting):
        return found  # "wrote NN, posting a video"
    online = any(0 <= h.start - s.end <= _ON for s in scan.speech for h, _ in scan.platforms)
    some = scan.lexicon.determiners.indefinite.ending_at(scan.tokens, noun.start, reach=2)
    that = scan.lexicon.stance.clause.find(scan.tokens, end=noun.start)
    return found if online and some and not that and found.hit.end <= noun.start and not has_footage(scan, found.hit) else None
