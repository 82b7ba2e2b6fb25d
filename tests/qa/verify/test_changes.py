"""Every sentence of the shipped texts carries itself, however it is set, and nothing that differs
from it in a number, a unit, a negation or a modal verb.
"""

import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Support
from tests.qa.verify.texts import all_sentences, check, is_accepted

SENTENCES = st.sampled_from(all_sentences())
CITED = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)(?=\.$)")
NUMBER = re.compile(r"(?<![\w/.(])\d{1,3}(?![\w/.(]|,\d)")
MODALS = {"must": "may", "may": "must", "can": "must", "should": "must", "shall": "may"}
MODAL = re.compile(r"\b(must|may|can|should|shall)\b(?! not| never)")
NEGATED = re.compile(r"\b(?:not|never) ")
DENIABLE = re.compile(r"\b(is|are|was|were|must|may|can|has|have)\b(?! not\b| never\b| no\b)")
DENIABLE_WORDS = ("is", "are", "was", "were", "must", "may", "can", "has", "have")
DENIED = {word: f"{word} not" for word in DENIABLE_WORDS}
TIMES = re.compile(r"\b(days|weeks|months|years)\b")
BOUNDS = {"at least": "at most", "at most": "at least", "more than": "less than"}
BOUND = re.compile(r"\b(at least|at most|more than)\b")


@given(SENTENCES)
def test_a_sentence_carries_itself_verbatim(sentence: str) -> None:
    assert check(sentence, sentence).support is Support.VERBATIM


@given(SENTENCES, st.randoms(use_true_random=False))
def test_a_sentence_set_differently_still_carries_itself(sentence: str, random: Random) -> None:
    words = sentence.split(" ")
    cut = random.randrange(1, len(words))
    quote = "  ".join(words[:cut]) + "\n" + "\u00a0".join(words[cut:])
    quote = f"«{quote.replace(chr(39), '’').replace('-', '‑').replace('fi', 'ﬁ')}»"
    assert check(sentence, sentence, quote).support is Support.VERBATIM


@given(SENTENCES)
def test_without_the_provision_in_brackets_at_its_end_it_is_verbatim_too(sentence: str) -> None:
    assert check(CITED.sub("", sentence), sentence).support is Support.VERBATIM


def changed(pattern: re.Pattern[str], new: str | dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every sentence with one place changed, and the sentence."""
    for sentence in all_sentences():
        short = CITED.sub("", sentence)
        for match in pattern.finditer(short):
            put = new if isinstance(new, str) else new[match[1]]
            yield short[: match.start()] + put + short[match.end() :], sentence


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (NUMBER, "987"),
        (TIMES, "decades"),
        (MODAL, MODALS),
        (NEGATED, ""),
        (DENIABLE, DENIED),
        (BOUND, BOUNDS),
    ],
    ids=["number", "unit", "modal verb", "negation dropped", "negation added", "bound"],
)
def test_no_sentence_carries_itself_with_one_of_these_changed(
    pattern: re.Pattern[str], new: str | dict[str, str]
) -> None:
    accepted = [said for said, sentence in changed(pattern, new) if is_accepted(said, sentence)]
    assert accepted == []


@given(SENTENCES, SENTENCES)
def test_another_sentence_does_not_carry_it(sentence: str, other: str) -> None:
    if sentence not in other:
        assert check(sentence, other, sentence).support is Support.UNSUPPORTED


@pytest.mark.parametrize("ending", [".", "", " ."])
def test_a_closing_stop_makes_no_difference(ending: str) -> None:
    said = "Denmark is not bound by the asylum procedures regulation"
    assert is_accepted(f"{said}{ending}", f"{said}.")
