"""What stands in the queue has words, whatever is found one day."""

from collections.abc import Container, Iterable
from typing import Any

import pytest

from provenance.model import ClaimKind, ClaimStatus, ContradictionKind, MatchRelation, MatchVerdict, ReferenceVerdict
from provenance.review import details, queue, said
from tests.exporters.sample import snapshot


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (queue.COLLISIONS, ContradictionKind),
        (queue.MATCHED, MatchVerdict),
        (queue.MEANT, ReferenceVerdict),
        (details.RELATIONS, MatchRelation),
        (details.MEANINGS, MatchRelation),
        (said.CLAIM_KINDS, ClaimKind),
        (said.STATUSES, ClaimStatus),
    ],
)
def test_every_kind_has_words(words: Container[object], kinds: Iterable[object]) -> None:
    assert [kind for kind in kinds if kind not in words] == []


def test_the_words_around_a_mention_are_cut_between_words() -> None:
    case, cut = snapshot(), 0
    found, text = queue.Queue.of(case), case.articles[0].reading.article.text
    for entry in (entry for entry in found.entries if entry.kind is queue.Kind.MENTION):
        told: Any = details.details(found, entry.key, {})
        before, words, after = told["context"].values()
        if not before + after:
            continue  # of an element, which stands nowhere in the text
        around = before.removeprefix("… ") + words + after.removesuffix(" …")
        start = text.index(around)
        assert text[start - 1 : start].strip() == text[start + len(around) :][:1].strip() == ""
        cut += before.startswith("… ") + after.endswith(" …")
    assert cut
