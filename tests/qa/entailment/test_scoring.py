"""The packaged support model: its score depends on the pair alone, and tells pairs apart."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from safetensors import safe_open

from corpus.errors import SupportModelMissing
from corpus.settings import PACKAGED_READER
from qa.entailment.model import WEIGHTS_FILE, print_of, untrained
from qa.entailment.scoring import WEIGHTS, Scorer
from qa.reader.reading import reader_folder

SCORER = Scorer()
EVIDENCE = (
    "Visitors may bring a dog into the park from 1 October to 31 March, unless the ranger has "
    "closed the northern gate. A lead of at most two metres is compulsory."
)
PAIRS = [
    ("In winter a dog is allowed in the park if the northern gate is open.", EVIDENCE),
    ("Dogs must be kept on a lead.", EVIDENCE),
    ("The lead must be at least two metres long.", EVIDENCE),
    ("The ranger feeds the dogs.", EVIDENCE),
]


def test_without_pairs_there_are_no_scores() -> None:
    assert SCORER.score([]) == []


def test_scores_are_probabilities() -> None:
    assert all(0 <= score <= 1 for score in SCORER.score(PAIRS))


def test_a_pair_has_the_same_score_alone_and_in_any_company() -> None:
    together = SCORER.score(PAIRS)
    assert [SCORER.score([pair])[0] for pair in PAIRS] == together
    assert SCORER.score(PAIRS[::-1]) == together[::-1]


def test_threads_get_the_scores_that_one_gets() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda pair: SCORER.score([pair])[0], PAIRS * 3))
    assert found == SCORER.score(PAIRS) * 3


def test_a_long_evidence_counts_where_it_carries_best() -> None:
    statement = "Dogs must be kept on a lead."
    filler = "The museum shows paintings of the harbour and of the old town hall. " * 40
    alone = SCORER.score([(statement, filler)])[0]
    assert SCORER.score([(statement, filler + EVIDENCE)])[0] > alone


def test_a_statement_without_end_and_an_empty_evidence_are_scored() -> None:
    scores = SCORER.score([("word " * 5000, EVIDENCE), ("", ""), ("Dogs.", "")])
    assert all(0 <= score <= 1 for score in scores)


def test_weights_that_are_not_there_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(SupportModelMissing, match="support model cannot be loaded"):
        Scorer(tmp_path).score(PAIRS)


def test_weights_that_are_damaged_are_told_of(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS_FILE).write_bytes(b"no weights")
    with pytest.raises(SupportModelMissing, match="support model cannot be loaded"):
        Scorer(tmp_path).score(PAIRS)


def test_the_weights_were_trained_on_the_encoder_that_is_packaged() -> None:
    with safe_open(WEIGHTS / WEIGHTS_FILE, framework="pt") as opened:
        trained_on = opened.metadata()["encoder"]
    assert print_of(untrained(reader_folder(PACKAGED_READER))) == trained_on


@pytest.mark.parametrize(
    ("true", "false", "evidence"),
    [
        ("The office has to reply in twelve days at the latest.",
         "The office has to reply in twenty days at the latest.",
         "The office shall reply within 12 days."),
        ("Anna Berg set up the museum.", "Karl Lund set up the museum.",
         "Anna Berg founded the museum in 1911. Karl Lund gave it forty paintings."),
        ("A tenant can keep a cat.", "A tenant must keep a cat.",
         "A tenant may keep one cat in the flat."),
        ("Cycling is banned on the pier.", "Cycling is allowed on the pier.",
         "It is not permitted to cycle on the pier."),
        ("The fair takes place on a Sunday.", "The fair takes place on a Friday.",
         "Every year on the first Sunday in May the town holds its fair."),
    ],
)  # fmt: skip
def test_what_is_carried_scores_above_what_is_not(true: str, false: str, evidence: str) -> None:
    carried, not_carried = SCORER.score([(true, evidence), (false, evidence)])
    assert carried > not_carried
