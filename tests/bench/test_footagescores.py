"""The scorer on cases worked out by hand, and (where it is at hand) against the one beside the development set."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bench.footagescores import Box, Claim, Truth, average_precision, family, read_claims, read_truth, score, segment_precision

SHARED = Path(__file__).parents[3] / "shared" / "bench" / "footage"
TRUTH = """\
query_file,query_start,query_end,ref_file,ref_start,ref_end,transforms,role,params
q1,0,4,a,10,14,hflip,full,{}
q2,0,2,a,0,2,compilation_2+blur,segment,{}
q2,2,6,b,1,5,compilation_2+blur,segment,{}
q3,0,3,,,,noise,distractor,{}
"""
MANIFEST = "file,group\na,street\na2,street\nb,\nc,\n"


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    (tmp_path / "t.csv").write_text(TRUTH, "utf-8")
    (tmp_path / "m.csv").write_text(MANIFEST, "utf-8")
    return read_truth(tmp_path / "t.csv", tmp_path / "m.csv")


def claim(query: str, ref: str, value: float, *ends: float, scene: bool = False) -> Claim:
    box = Box(query=(ends[0], ends[1]), ref=(ends[2], ends[3])) if ends else None
    return Claim(pair=(query, ref), score=value, box=box, same_scene=scene)


def test_average_precision_of_a_ranking() -> None:
    curve = average_precision([(0.9, True), (0.8, False), (0.7, True), (0.1, False)], 3)
    assert curve.average == pytest.approx((1 + 2 / 3) / 3)
    assert curve.best(0.99) == (pytest.approx(1 / 3), 0.9)
    assert curve.best(0.6) == (pytest.approx(2 / 3), 0.7)


def test_equal_scores_are_one_group() -> None:
    assert (
        average_precision([(0.5, True), (0.5, False)], 1).average
        == average_precision([(0.5, False), (0.5, True)], 1).average
        == 0.5
    )
    assert average_precision([(0.5, True), (0.5, False)], 1).best(0.99)[0] == 0


def test_perfect_claims_score_one(truth: Truth) -> None:
    claims = [claim(q, r, 1 - n / 10, *b.query, *b.ref) for n, ((q, r), (b,)) in enumerate(truth.pairs.items())]
    scores = score(truth, claims)
    assert (scores.average, scores.recall, scores.recall_without_false) == (1, 1, 1)
    assert scores.segments == pytest.approx(1)
    assert scores.false == {}
    assert scores.by_edit["single:mirror"] == scores.by_edit["role:full"] == (1, 1)
    assert scores.by_edit["blur"] == (1, 2)


def test_half_a_segment_is_half_of_recall() -> None:
    true = {("q", "a"): [Box(query=(0, 4), ref=(0, 4))]}
    half = [(1.0, ("q", "a"), Box(query=(0, 2), ref=(0, 2)))]
    assert segment_precision(true, half) == pytest.approx(0.5)
    twice = [(1.0, ("q", "a"), Box(query=(0, 4), ref=(0, 8)))]
    assert segment_precision(true, twice) == pytest.approx(0.5**0.5)
    elsewhere = [(1.0, ("q", "a"), Box(query=(0, 4), ref=(6, 10)))]
    assert segment_precision(true, elsewhere) == 0
    assert segment_precision(true, [*half, (0.5, ("q", "a"), Box(query=(2, 4), ref=(2, 4)))]) == pytest.approx(1)


def test_a_false_segment_before_a_true_one_costs_precision() -> None:
    true = {("q", "a"): [Box(query=(0, 4), ref=(0, 4))]}
    false = (0.9, ("q", "b"), Box(query=(0, 4), ref=(0, 4)))
    assert segment_precision(true, [false, (0.5, ("q", "a"), Box(query=(0, 4), ref=(0, 4)))]) == pytest.approx(0.5)


def test_false_pairs_are_told_apart(truth: Truth) -> None:
    claims = [claim("q1", "a2", 1), claim("q3", "c", 1), claim("q1", "c", 1)] + [claim("q1", "a", 1)] * 2
    assert score(truth, claims).false == {}, "no threshold gives 99 % precision"
    many = {("q1", f"r{n}"): (Box(query=(0, 1), ref=(0, 1)),) for n in range(400)}
    names = dict.fromkeys(many, ("hflip",))
    large = Truth(
        pairs={**truth.pairs, **many},
        edits={**truth.edits, **names},
        roles={**truth.roles, **dict.fromkeys(many, "full")},
        queries=truth.queries,
        distractors=truth.distractors,
        groups=truth.groups,
    )
    scores = score(large, [*claims, *(claim(*pair, 2) for pair in many)])
    assert scores.false == {"same group": 1, "distractor query": 1, "unrelated": 1}


def test_claims_of_a_scene_are_not_claims_of_sameness(truth: Truth) -> None:
    scores = score(truth, [claim("q1", "a2", 5, scene=True), claim("q2", "b", 4, scene=True), claim("q1", "a", 0.2)])
    assert scores.recall == pytest.approx(1 / 3)
    assert (scores.scenes_right, scores.scenes, scores.scenes_lost) == (1, 2, 1)


def test_a_claim_of_the_sound_alone_says_nothing_of_the_pictures(truth: Truth, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("query_file,ref_file,score,relation\nq1,c,1,same_sound\nq1,a,1,same_footage\n", "utf-8")
    assert [c.pair for c in read_claims(tmp_path / "p.csv", truth)] == [("q1", "a")]


@pytest.mark.parametrize("row", ["q9,a,1,,,,,", "q1,z,1,,,,,", "q1,a,nan,,,,,", "q1,a,1,2,1,0,1,", "q1,a,1,0,inf,0,1,"])
def test_rows_that_mean_nothing_are_refused(row: str, truth: Truth, tmp_path: Path) -> None:
    header = "query_file,ref_file,score,query_start,query_end,ref_start,ref_end,relation"
    (tmp_path / "p.csv").write_text(f"{header}\n{row}\n", "utf-8")
    with pytest.raises(ValueError, match="expected"):
        read_claims(tmp_path / "p.csv", truth)


def test_families_pool_edits_by_their_names() -> None:
    assert [family(n) for n in ("crop_tight", "repost_crop", "speed_0.8", "app_frame", "stack", "repost_chain")] == [
        "crop",
        "crop",
        "time",
        "overlay",
        "inset",
        "repost_chain",
    ]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development set lies in ../shared, which is absent")
@pytest.mark.parametrize("seed", range(4))
def test_both_scorers_agree(seed: int, tmp_path: Path) -> None:
    truth = read_truth(SHARED / "ground_truth.csv", SHARED / "manifest.csv")
    draw, refs, queries = random.Random(seed), sorted(truth.groups), sorted(truth.queries)
    lines = ["query_file,ref_file,score,query_start,query_end,ref_start,ref_end,relation"]
    for pair, boxes in truth.pairs.items():
        if draw.random() < 0.85:
            shift, value = draw.uniform(-1, 1), round(draw.gauss(1.2, 0.6), 1)
            for box in boxes:
                ends = (*box.query, box.ref[0] + shift, box.ref[1] + shift)
                lines.append(
                    f"{pair[0]},{pair[1]},{value},{','.join(map(str, ends))},{draw.choice(('same_footage', 'same_scene', ''))}"
                )
    for _ in range(80):
        value, relation = round(draw.gauss(-0.6 if seed else 0.3, 0.5), 1), draw.choice(("same_scene", ""))
        lines.append(f"{draw.choice(queries)},{draw.choice(refs)},{value},0,2,1,3,{relation}")
    (tmp_path / "p.csv").write_text("\n".join(lines), "utf-8")
    files = (tmp_path / "p.csv", SHARED / "ground_truth.csv", "--manifest", SHARED / "manifest.csv")
    done = subprocess.run([sys.executable, SHARED / "score.py", *files, "--json"], check=True, capture_output=True)
    theirs = json.loads(done.stdout)
    ours = score(truth, read_claims(tmp_path / "p.csv", truth))
    assert ours.average == pytest.approx(theirs["pairwise_uAP"], abs=1e-4)
    assert ours.recall == pytest.approx(theirs["recall_at_99_precision"], abs=1e-4)
    assert ours.recall_without_false == pytest.approx(theirs["recall_at_0_false"], abs=1e-4)
    assert ours.segments == pytest.approx(theirs["segment_uAP"], abs=1e-4)
    assert ours.false == theirs["false_matches_at_99_precision"]
    assert f"{ours.scenes_right}/{ours.scenes} same-group pairs" == theirs["same_scene_right"]
    assert {k: [round(v, 2), n] for k, (v, n) in ours.by_edit.items()} == theirs["recall_by_edit"]
