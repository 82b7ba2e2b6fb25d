"""How well the words of a passage match those of a question."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.document import Passage
from corpus.fulltext import WordCounts
from qa.matching import match, matched, passage_match, rarity, sought, stems_of, uncommon
from qa.terms import content_terms

COUNTS = WordCounts(100, {"asylum": 60, "border": 30, "procedur": 40, "eurodac": 2})
TEXT = st.lists(
    st.sampled_from(["asylum", "border", "procedure", "Eurodac", "the", "child"]), max_size=30
).map(" ".join)


def score(question: str, text: str) -> float:
    return match(sought(content_terms(question), question, COUNTS), text)


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert score("asylum in Eurodac", "Eurodac") > score("asylum in Eurodac", "asylum")


def test_a_word_in_every_passage_tells_nothing() -> None:
    assert rarity("the", WordCounts(10, {"the": 10})) == pytest.approx(0, abs=0.05)
    assert rarity("the", WordCounts(10, {"the": 12})) == 0


def test_a_word_said_again_adds_a_little_and_less_each_time() -> None:
    once, twice, thrice = (score("Eurodac", " ".join(["Eurodac"] * n)) for n in (1, 2, 3))
    assert once < twice < thrice
    assert thrice - twice < twice - once < once


def test_a_long_passage_needs_more_of_the_words() -> None:
    assert score("Eurodac", "Eurodac") > score("Eurodac", "Eurodac " + "more words " * 100)


def test_words_side_by_side_match_better_than_words_apart() -> None:
    together, apart = "the border procedure is short", "the procedure at the border"
    assert score("border procedure", together) > score("border procedure", apart)


def test_a_word_in_the_head_counts_for_less_than_one_in_the_text() -> None:
    wanted = sought(["Eurodac"], "Eurodac", COUNTS)
    in_text, in_head, in_neither = (
        passage_match(wanted, passage(title, text))
        for title, text in (("On it", "Eurodac"), ("Eurodac", "On it"), ("On it", "On it"))
    )
    assert in_text > in_head > in_neither == 0


def passage(title: str, text: str) -> Passage:
    return Passage("p", "d", title, 0, title, (), 0, 0, len(text), text)


def test_a_word_counts_whatever_its_form() -> None:
    assert score("border procedures", "Border procedure") == score(
        "border procedure", "borders procedures"
    )


def test_marks_on_letters_do_not_matter() -> None:
    counts = WordCounts(10, {"procedur": 1})
    assert match(sought(["procédure"], "procédure", counts), "la procedure") > 0


def test_without_words_nothing_matches() -> None:
    assert match(sought((), "what is it", COUNTS), "what is it") == 0


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXT, TEXT)
def test_words_alone_match_by_a_share_of_what_there_could_be(question: str, text: str) -> None:
    wanted = sought(content_terms(question), question, COUNTS)
    assert 0 <= match(replace(wanted, pairs={}), text) <= 1


@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXT, TEXT)
def test_pairs_never_hurt(question: str, text: str) -> None:
    wanted = sought(content_terms(question), question, COUNTS)
    assert match(wanted, text) >= match(replace(wanted, pairs={}), text)


def test_terms_that_stand_everywhere_are_not_searched_for() -> None:
    assert uncommon(("asylum", "Eurodac"), COUNTS, most=50) == ("Eurodac",)


def test_of_common_terms_alone_the_rarest_is_searched_for() -> None:
    assert uncommon(("asylum", "border"), COUNTS, most=10) == ("border",)


def test_a_compound_is_as_rare_as_its_rarest_part() -> None:
    assert uncommon(("asylum-Eurodac",), COUNTS, most=10) == ("asylum-Eurodac",)


def test_no_terms_are_no_terms() -> None:
    assert uncommon((), COUNTS, most=10) == ()
    assert stems_of(()) == ()


def test_a_term_is_matched_with_all_its_parts() -> None:
    terms = ("visa-free", "2024/1351", "countries")
    text = "Travel free of visa; Regulation (EU) 2024/1351; one country"
    assert matched(terms, text) == terms
    assert matched(("visa-free",), "free travel") == ()
