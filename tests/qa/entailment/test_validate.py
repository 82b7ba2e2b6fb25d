"""How the figures are computed."""

import pytest

from qa.entailment.sources import Pair
from qa.entailment.validate import Scored, auc, overlap, recall, report


def scored(score: float, supported: bool, kind: str) -> Scored:
    pair = Pair("The fair opens.", "The fair opens in May.", supported, kind, "written", False)
    return Scored(pair, score)


def test_auc_is_the_share_of_pairs_of_a_true_and_a_false_one_in_the_right_order() -> None:
    assert auc([0.9, 0.4], [0.5, 0.1]) == 0.75


@pytest.mark.parametrize(("share", "found"), [(0.0, 1 / 3), (0.25, 2 / 3), (0.5, 1.0)])
def test_recall_is_counted_above_what_so_many_false_ones_reach(share: float, found: float) -> None:
    assert recall([0.9, 0.6, 0.4], [0.7, 0.5, 0.3, 0.2], share) == pytest.approx(found)


def test_overlap_is_the_share_of_words_of_substance_in_the_evidence() -> None:
    pair = Pair("The fair opens late.", "All fairs open in May.", True, "", "written", False)
    assert overlap(pair) == pytest.approx(2 / 3)


def test_each_kind_of_false_pair_is_held_against_all_true_ones() -> None:
    figures = report(
        [
            scored(0.9, True, "paraphrase"),
            scored(0.5, True, "shortened"),
            scored(0.7, False, "number"),
            scored(0.1, False, "modal"),
        ]
    )
    assert figures["written"]["auc"] == 0.75
    assert figures["written, number"]["auc"] == 0.5
    assert figures["written, modal"]["auc"] == 1.0
