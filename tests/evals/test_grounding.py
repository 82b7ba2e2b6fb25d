"""The grounding benchmark: windows of evidence, scores, and areas under the curve."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benchmarks import grounding
from evals.benchmarks.grounding import Claim

FILE = Path(__file__).parents[3] / "shared" / "data" / "grounding" / "wice_claim_dev.jsonl"
NUMBERS = st.lists(st.integers(0, 9), min_size=1, max_size=30)


@given(NUMBERS, NUMBERS)
def test_the_area_is_how_often_the_first_are_above_the_second(
    high: list[int], low: list[int]
) -> None:
    pairs = [(a > b) + (a == b) / 2 for a in high for b in low]
    area = grounding.auc(np.array(high, dtype=float), np.array(low, dtype=float))
    assert area == pytest.approx(sum(pairs) / len(pairs))


@given(st.lists(st.integers(1, 200), min_size=1, max_size=20))
def test_windows_hold_every_sentence_and_are_no_longer_than_asked(lengths: list[int]) -> None:
    sentences = [f"{n}" + " w" * (length - 1) for n, length in enumerate(lengths)]
    windows = list(grounding.windows(sentences, most=120))
    assert {n for w in windows for n in w.split() if n != "w"} == set(map(str, range(len(lengths))))
    assert all(len(w.split()) <= 120 or w in sentences for w in windows)


def test_evidence_that_fits_is_read_at_once() -> None:
    assert list(grounding.windows(["One thing.", "Another."])) == ["One thing. Another."]


def test_a_claim_has_the_score_of_its_best_window() -> None:
    def count(pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [float(evidence.count("w")) for _, evidence in pairs]

    claims = [Claim("c", ("w " * 80, "v " * 80), "supported", "1"), Claim("d", ("w",), "", "2")]
    assert grounding.by_support(claims, count).tolist() == [80, 1]


def test_overlap_is_the_share_of_content_words_that_the_evidence_has() -> None:
    claim = Claim("The agency runs Eurodac.", ("Eurodac is run by an office.",), "", "1")
    assert grounding.overlap(claim) == pytest.approx(2 / 3)


def test_the_interval_holds_the_area_and_is_the_same_every_time() -> None:
    labels = ["supported", "not_supported"] * 30
    claims = [Claim("c", ("e",), label, str(n // 2)) for n, label in enumerate(labels)]
    scores = np.random.default_rng(1).random(60)
    one, other = grounding.areas(claims, scores), grounding.areas(claims, scores)
    assert one == other
    area = one["supported | not"]
    assert area.low <= area.value <= area.high


def test_the_development_claims_of_wice_are_read() -> None:
    if not FILE.exists():
        pytest.skip("the claims are not here: ../shared/data/grounding is missing")
    claims = grounding.load_claims(FILE)
    assert len(claims) == 1043
    assert {claim.label for claim in claims} == {
        grounding.SUPPORTED,
        grounding.PARTLY,
        grounding.NOT,
    }


def test_claims_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    row = {"claim": "c", "evidence": ["e", "f"], "label": "supported", "meta": {"id": "dev1"}}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert grounding.load_claims(file) == [Claim("c", ("e", "f"), "supported", "dev1")]
