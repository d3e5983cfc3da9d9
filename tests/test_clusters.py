"""Pairs into clusters."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.chain.clusters import best_pairs, connected, reference, spanning

SAME, SCENE = m.MatchRelation.SAME_FOOTAGE, m.MatchRelation.SAME_SCENE
DIGESTS = [m.Digest.of(bytes([i])) for i in range(8)]


def match(a: int, b: int, *, score: float = 0.5, relation: m.MatchRelation = SAME) -> m.Match:
    return m.Match(
        query=DIGESTS[a],
        compared=m.Compared(digest=DIGESTS[b], name="x", library="y"),
        relation=relation,
        score=score,
        threshold=0.3,
        algorithm="a",
        version="1",
        segments=(),
    )


def file(number: int, *, seconds: int = 1, width: int = 10) -> m.FootageFile:
    return m.FootageFile(digest=DIGESTS[number], name="x", where="x", duration=Fraction(seconds), width=width, height=10)


def derived(child: int, parent: int) -> m.Derivation:
    return m.Derivation(
        child=str(DIGESTS[child]),
        parent=str(DIGESTS[parent]),
        relation=m.DerivationRelation.WAS_DERIVED_FROM,
        evidence=(),
        confidence=0.9,
    )


def test_of_two_contents_the_surest_match_counts_and_none_with_itself() -> None:
    pairs = best_pairs([match(0, 1, score=0.9, relation=SCENE), match(1, 0, score=0.4), match(0, 1, score=0.6), match(2, 2)])
    assert pairs == {frozenset(DIGESTS[:2]): match(0, 1, score=0.6)}


def test_a_chain_is_one_cluster() -> None:
    found = connected(best_pairs([match(0, 1), match(1, 2), match(4, 5)]))
    assert sorted(map(sorted, found)) == sorted([sorted(DIGESTS[:3]), sorted(DIGESTS[4:6])])


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1]), min_size=1, max_size=12))
def test_every_member_is_in_one_cluster_and_hangs_on_its_root(edges: list[tuple[int, int]]) -> None:
    pairs = best_pairs([match(a, b) for a, b in edges])
    groups = connected(pairs)
    named = [digest for group in groups for digest in group]
    assert len(named) == len(set(named)) == len({x for edge in edges for x in edge})
    for group in groups:
        tied = spanning(group[0], {ends: m for ends, m in pairs.items() if ends <= set(group)})
        assert set(tied) == set(group[1:])
        for digest in tied:
            walked = digest
            for _ in group:
                assert walked == group[0] or frozenset({walked, tied[walked]}) in pairs
                walked = tied.get(walked, group[0])
            assert walked == group[0]


def test_a_member_is_told_against_the_root_before_a_surer_neighbour() -> None:
    pairs = best_pairs([match(0, 1, score=0.4), match(1, 2, score=0.9), match(0, 2, score=0.5), match(2, 3)])
    assert spanning(DIGESTS[0], pairs) == {DIGESTS[1]: DIGESTS[0], DIGESTS[2]: DIGESTS[0], DIGESTS[3]: DIGESTS[2]}


def test_the_reference_is_no_copy_then_the_longest_then_the_largest() -> None:
    files = [file(0, seconds=9), file(1, seconds=5, width=99), file(2, seconds=5)]
    assert reference(files, ()) == DIGESTS[0]
    assert reference(files, [derived(0, 1)]) == DIGESTS[1]
    assert reference(files, [derived(0, 1), derived(1, 2)]) == DIGESTS[2]
    circle = [derived(0, 1), derived(1, 2), derived(2, 0)]
    assert reference(files, circle) == DIGESTS[0]
