"""What went wrong, told by the scores alone."""

import pytest

from evals.metrics.spans import Gold
from evals.report.faults import MEANINGS, Fault, explained, fault
from evals.sets.question import Kind
from tests.evals.records import (
    ONE,
    THREE,
    TWO,
    a_record,
    asked,
    cited,
    quoted,
    said,
    with_scores,
)

RIGHT = a_record(cited(*TWO))
PART = asked(cited(*ONE), kind=Kind.COMPARISON, gold=Gold(quoted(ONE, TWO), every=True))
CASES = {
    "right": (RIGHT, Fault.NONE, "It rests on gold, retrieved by rank 2."),
    "not found, and right": (
        a_record(cited(*TWO), retrieved=(ONE,)),
        Fault.NONE,
        "It rests on gold, retrieved by rank beyond 10.",
    ),
    "another passage": (
        a_record(cited(*THREE)),
        Fault.NOT_CHOSEN,
        "What it needs was retrieved by rank 2, and the answer rests on something else.",
    ),
    "part of it": (
        with_scores(PART, ranks=(1, 2), rank=2),
        Fault.NOT_CHOSEN,
        "What it needs was retrieved by rank 2, and the answer rests on part of it only.",
    ),
    "not retrieved": (
        a_record(cited(*ONE), retrieved=(ONE,)),
        Fault.NOT_RETRIEVED,
        "Nothing of what it needs was among the first 10 passages.",
    ),
    "half retrieved, and refused": (
        with_scores(PART, ranks=(1, None), refused=True, answer_right=False),
        Fault.NOT_RETRIEVED,
        "1 of the 2 parts of what it needs was among the first 10 passages, and it was refused.",
    ),
    "refused": (
        a_record(),
        Fault.WRONGLY_REFUSED,
        "What it needs was retrieved by rank 2, and it was refused.",
    ),
    "refused rightly": (a_record(gold=None), Fault.NONE, "It was refused, as it should be."),
    "only contradicts": (
        asked(cited(*TWO), kind=Kind.UNANSWERABLE, gold=Gold(contradicts=quoted(TWO))),
        Fault.NONE,
        "It shows only what contradicts the question.",
    ),
    "should have refused": (
        a_record(cited(*ONE), gold=None),
        Fault.SHOULD_HAVE_REFUSED,
        "It was answered, and the documents do not answer it.",
    ),
    "inexact": (
        a_record(cited(*TWO, "Two is second!")),
        Fault.CITATION_OFF,
        "1 of 1 citations are not the characters they say they are.",
    ),
    "not supported": (
        with_scores(RIGHT, supported=0),
        Fault.CITATION_OFF,
        "1 of 1 statements are not supported.",
    ),
    "right words from elsewhere": (
        with_scores(a_record(cited(*THREE)), exact_match=1.0),
        Fault.CITATION_OFF,
        "The right words are marked, and what is cited for them does not bear on the gold.",
    ),
    "says what it has to": (
        asked(said("Three documents."), kind=Kind.LIBRARY, key_facts=("three",)),
        Fault.NONE,
        "It mentions what it has to.",
    ),
    "does not say it": (
        asked(said("Documents."), kind=Kind.LIBRARY, key_facts=("three",)),
        Fault.NOT_SAID,
        "The answer does not mention what a right one has to.",
    ),
    "refuses to say it": (
        asked(kind=Kind.LIBRARY, key_facts=("three",)),
        Fault.WRONGLY_REFUSED,
        "It was refused.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_went_wrong_is_told(name: str) -> None:
    record, what, sentence = CASES[name]
    assert fault(record) is what
    assert explained(record) == sentence


def test_an_inexact_citation_is_worse_than_all_else() -> None:
    for record, _, _ in CASES.values():
        assert fault(with_scores(record, citations=2, exact=1)) is Fault.CITATION_OFF


def test_every_fault_has_its_meaning() -> None:
    assert set(MEANINGS) == set(Fault) == {what for _, what, _ in CASES.values()}
