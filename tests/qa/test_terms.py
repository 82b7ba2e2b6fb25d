"""Words and stems: the same ones that full-text search counts."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.terms import content_terms, stands_in, stem, stems


def test_words_that_carry_grammar_are_left_out() -> None:
    asked = "What did the Commission propose in 2023 against migrant smuggling?"
    assert content_terms(asked) == (
        "Commission",
        "propose",
        "2023",
        "against",
        "migrant",
        "smuggling",
    )


def test_a_word_counts_once_whatever_its_form() -> None:
    assert content_terms("partners, partner and Partners") == ("partners",)


def test_numbers_of_acts_and_compounds_are_one_word() -> None:
    terms = content_terms("Does 2024/1351 change Article 25a or visa-free travel?")
    assert terms == ("2024/1351", "change", "Article", "25a", "visa-free", "travel")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("visa-free", "travel free of visa"),
        ("smuggling", "they smuggle"),
        ("2024/1351", "Regulation (EU) 2024/1351."),
        ("Commission", "the Commission's proposal"),
        ("countries", "one country"),
    ],
)
def test_a_term_stands_in_a_text_by_its_stem_or_its_parts(term: str, text: str) -> None:
    assert stands_in(term, stems(text))


def test_a_term_does_not_stand_in_a_text_by_half() -> None:
    assert not stands_in("visa-free", stems("free travel"))


@given(
    st.sampled_from(["migrants", "smuggling", "readmission", "countries", "proposed", "agencies"])
)
def test_stems_are_those_of_full_text_search(word: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
    connection.execute("INSERT INTO t VALUES (?)", (word,))
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
    assert connection.execute("SELECT term FROM v").fetchall() == [(stem(word),)]


@given(st.text())
def test_any_text_has_terms_or_none(text: str) -> None:
    assert all(term.strip() for term in content_terms(text))
