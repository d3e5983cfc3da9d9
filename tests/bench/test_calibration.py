import numpy as np

from bench.calibration import Example, learn, left_out, pairs, predicted, reliability, shifted
from provenance.matching.signs import Signs


def example(number: int, random: np.random.Generator) -> Example:
    same = bool(random.random() < 0.5)
    peak = float(random.normal(0.7 if same else 0.3, 0.15))
    signs = Signs(
        moves=True,
        motion=random.random(),
        peak=peak,
        rival=0.1,
        agreement=float(random.normal(peak, 0.1)),
        likeness=0.8,
        detail=0.7,
        weakest=0.5,
        least=0.3,
        rate_change=0.0,
        seconds=4.0,
        support=30.0,
        area=0.8,
    )
    return Example(query=f"q{number}", ref=f"r{number % 40}", same=same, signs=signs)


def test_what_is_learnt_is_calibrated_on_originals_that_were_left_out() -> None:
    random = np.random.default_rng(7)
    examples = [example(i, random) for i in range(1200)]
    found = left_out(examples, learn)
    assert len(found) == 1200
    sure = [same for p, same in found if p > 0.8]
    unsure = [same for p, same in found if 0.3 < p < 0.7]
    assert 0.85 < sum(sure) / len(sure) <= 1
    assert 0.3 < sum(unsure) / len(unsure) < 0.7


def test_the_best_way_to_lay_a_true_pair_stands_for_it() -> None:
    random = np.random.default_rng(8)
    examples = [example(i, random) for i in range(300)]
    bad = example(0, np.random.default_rng(2)).signs
    wrong = [Example(query=e.query, ref=e.ref, same=True, signs=bad) for e in examples if e.same]
    weights = learn([*examples, *wrong])
    assert len(pairs(examples + wrong, predicted(examples + wrong, weights))) == 300
    assert weights["peak"] + weights["agreement"] > 0


def test_a_shift_makes_shy_weights_honest_and_changes_no_order() -> None:
    random = np.random.default_rng(9)
    examples = [example(i, random) for i in range(1200)]
    shy = {name: 0.4 * value - (3.0 if name == "one" else 0.0) for name, value in learn(examples).items()}
    unsure = [same for p, same in pairs(examples, predicted(examples, shy)) if 0.05 < p < 0.3]
    assert sum(unsure) / len(unsure) > 0.5, "told to be honest, though it is not"
    mended = left_out(examples, shifted(shy))
    unsure = [same for p, same in mended if 0.3 < p < 0.7]
    assert 0.35 < sum(unsure) / len(unsure) < 0.65
    before, after = predicted(examples, shy), predicted(examples, shifted(shy)(examples))
    assert (np.argsort(before, kind="stable") == np.argsort(after, kind="stable")).all()


def test_reliability_counts_every_pair_once() -> None:
    table = reliability([(0.0, False), (0.05, False), (0.5, True), (1.0, True)])
    assert [row.split("|")[2].strip() for row in table.splitlines()[2:]] == ["1", "1", "1", "1"]
