"""A build that was broken on purpose is caught, each by the figure that should catch it.

Real questions, texts and models. Each break is put to those of the questions that show it.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import yaml

import qa.extract
import qa.reader.reading
import qa.retrieve
from corpus.document import Citation, Document, cite
from corpus.library import Library
from corpus.settings import Settings
from evals.compare.comparison import Comparison, compare
from evals.compare.tolerances import DEFAULTS
from evals.runs.record import Evaluation
from evals.runs.run import evaluate
from evals.sets.reading import default_questions

# The passage that answers is found by its words more than by its meaning.
BY_WORDS = ("q01", "rs-work", "fp-retention", "ny-norway", "da-visa-free", "ow-smuggling-proposals")
ANSWERED = (
    *("q01", "q05", "q06", "ov-dublin", "ov-france", "fp-safe-origin", "fp-crisis-length"),
    *("ex-smuggler-share", "nn-blocks", "nn-europol-staff", "nd-visa-free", "nd-response-plan"),
)
REFUSED = (
    *("un-departures-figure", "un-tunisia-eu-signatory", "un-forecast", "un-children-prison"),
    *("un-council-rejected", "un-resettlement-germany", "un-mauritania-budget", "un-ecb"),
)

Run = Callable[[Sequence[str]], Evaluation]


@pytest.fixture(scope="module")
def run(shipped_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Asks shipped questions of Footnote alone."""
    (shipped,) = default_questions()
    content = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    by_id = {question["id"]: question for question in content["questions"]}
    folder = tmp_path_factory.mktemp("broken")

    def ask(ids: Sequence[str]) -> Evaluation:
        file = folder / "pact.yaml"
        some = content | {"questions": [by_id[id] for id in dict.fromkeys(ids)]}
        file.write_text(yaml.safe_dump(some), encoding="utf-8")
        return evaluate(Settings(library=shipped_library), [file], alone=True)

    return ask


@pytest.fixture(scope="module")
def whole(run: Run) -> Evaluation:
    """The run before anything is broken."""
    return run([*BY_WORDS, *ANSWERED, *REFUSED])


@pytest.fixture
def against(run: Run, whole: Evaluation) -> Callable[[Sequence[str]], Comparison]:
    return lambda ids: compare(whole, run(ids), DEFAULTS)


def caught_by(comparison: Comparison) -> set[str]:
    return {breach.change.figure.name for breach in comparison.breaches}


def test_what_is_not_broken_is_not_caught(against) -> None:
    found = against(ANSWERED[:4])
    assert not found.breaches
    assert not found.lost
    assert all(change.difference == 0 for change in found.changes if is_no_time(change))


def is_no_time(change) -> bool:
    return change.figure.group != "speed"


def test_lexical_search_off_is_caught_by_retrieval(against, monkeypatch) -> None:
    monkeypatch.setattr(qa.retrieve, "WORDS", 0.0)
    monkeypatch.setattr(Library, "full_text", lambda *_: [])
    assert "hit_at_5" in caught_by(against(BY_WORDS))


def test_citations_that_are_off_by_a_character_are_caught_by_their_exactness(
    against, monkeypatch
) -> None:
    def shifted(document: Document, label: str, start: int, end: int) -> Citation:
        exact = cite(document, label, start, end)
        return replace(exact, start=start + 1, end=end + 1)

    monkeypatch.setattr(qa.extract, "cite", shifted)
    found = against(ANSWERED[:4])
    assert "citation_exactness" in caught_by(found)
    assert "hit_at_5" not in caught_by(found)


def test_abstention_off_is_caught_by_what_is_refused(against, monkeypatch) -> None:
    choose = qa.extract.choose
    monkeypatch.setattr(
        qa.extract, "choose", lambda question, ranked, _: choose(question, ranked, 0.0)
    )
    found = against(REFUSED)
    assert "abstention_recall" in caught_by(found)
    assert {flip.fault.value for flip in found.lost} == {"should have refused"}


def test_a_reader_without_weights_is_caught_by_what_is_right(against, monkeypatch) -> None:
    loaded = qa.reader.reading.loaded
    trained = loaded(Settings().reader)
    network = deepcopy(trained.network)
    with torch.no_grad():
        for weights in network.parameters():
            weights.zero_()
    monkeypatch.setattr(qa.reader.reading, "loaded", lambda name: replace(trained, network=network))
    found = against(ANSWERED)
    assert caught_by(found) & {"right", "first_right", "calibration_error"}
    assert "hit_at_5" not in caught_by(found)
