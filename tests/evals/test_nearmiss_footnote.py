"""Footnote on its own near-miss suite: nothing false is accepted, and nearly all that is true."""

from functools import cache

from evals.nearmiss.judges import footnote
from evals.nearmiss.outcome import Outcome, examples
from evals.nearmiss.sentences import shipped_passages
from evals.nearmiss.suite import suite
from qa.entailment.scoring import Scorer


@cache
def outcome() -> Outcome:
    cases = suite(shipped_passages())
    return Outcome(cases, {"footnote": footnote(Scorer().score)(cases)})


def test_no_near_miss_is_accepted() -> None:
    wrong = outcome().false_accepted
    assert not wrong, "\n".join(examples(wrong, outcome().tested, each=3))


def test_nearly_every_right_quote_is_accepted() -> None:
    assert outcome().quotes.share >= 0.99, str(outcome().quotes)


def test_most_paraphrases_are_accepted() -> None:
    """Of all of them, held ones included; 0.85 is wanted (docs/verification.md)."""
    assert outcome().paraphrases.share >= 0.75, str(outcome().paraphrases)
