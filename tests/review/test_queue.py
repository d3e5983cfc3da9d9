"""What stands in the queue has words, whatever is found one day."""

from collections.abc import Container, Iterable

import pytest

from provenance.model import ClaimKind, ClaimStatus, ContradictionKind, MatchRelation, MatchVerdict, ReferenceVerdict
from provenance.review import details, queue, said


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
