"""How a true sentence is made false, and how a right quote is made to look different."""

import re
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Passage
from evals.nearmiss import actors, faithful, figures, limits, misquotes, wordings
from evals.nearmiss.case import Case
from evals.nearmiss.figures import Change
from evals.nearmiss.sentences import Sentence
from evals.nearmiss.suite import says_so


def passage(text: str, document: str = "a.md") -> Passage:
    return Passage(document, document, "A", 0, "1", (), 0, 0, len(text), text)


def sentence(text: str) -> Sentence:
    return Sentence(text, passage(text))


def said(change: Callable[[str], Iterator[Change]], text: str) -> list[str]:
    return [changed for changed, _ in change(text)]


@pytest.mark.parametrize(
    ("change", "true", "false"),
    [
        (figures.numbers, "Italy has 64 posts.", "Italy has 43 posts."),
        (figures.units, "It lasts two hours in all.", "It lasts two days in all."),
        (figures.amounts, "It costs up to EUR 60 million.", "It costs up to EUR 40 million."),
        (figures.references, "Article 5 says so.", "Article 12 says so."),
        (wordings.negations, "Data may not be kept.", "Data may be kept."),
        (wordings.negations, "Data are kept for years.", "Data are not kept for years."),
        (wordings.negations, "Nobody may be detained.", "Everybody may be detained."),
        (wordings.modals, "A State must tell them.", "A State may tell them."),
        (wordings.modals, "A State may tell them.", "A State must tell them."),
        (wordings.modals, "It must not be shared.", "It need not be shared."),
        (wordings.modals, "A State should tell them.", "A State must tell them."),
        (wordings.quantifiers, "It takes at least a day.", "It takes at most a day."),
        (wordings.quantifiers, "Every State has one.", "Not every State has one."),
        (wordings.quantifiers, "It ends only if he asks.", "It ends not only if he asks."),
        (actors.other_actors, "Frontex runs the site.", "Interpol runs the site."),
        (
            actors.trading_places,
            "The Council decides on a proposal of the Commission.",
            "The Commission decides on a proposal of the Council.",
        ),
        (
            limits.restrictions,
            "Unaccompanied minors are received in centres.",
            "Minors are received in centres.",
        ),
        (
            limits.conditions,
            "Transfers wait until the end, unless the State agrees.",
            "Transfers wait until the end.",
        ),
        (
            limits.conditions,
            "In a crisis, a State may wait longer.",
            "A State may wait longer.",
        ),
    ],
)
def test_a_change_makes_a_true_sentence_false(
    change: Callable[[str], Iterator[Change]], true: str, false: str
) -> None:
    assert false in said(change, true) or is_like(false, said(change, true))


def is_like(wanted: str, given: list[str]) -> bool:
    """Whether one differs from the wanted sentence in its numbers or its new name alone."""
    shape = re.sub(r"\d+|^\w+", "#", wanted)
    return shape in [re.sub(r"\d+|^\w+", "#", sentence) for sentence in given]


@given(st.integers(2, 1800))
def test_a_changed_limit_lies_beyond_the_old_one(number: int) -> None:
    """“At most ten” follows from “at most seven”, and is no false statement."""
    [higher] = said(figures.numbers, f"It has at least {number} places.")
    assert int(re.findall(r"\d+", higher)[0]) > number
    [lower] = said(figures.numbers, f"It has at most {number} places.")
    assert int(re.findall(r"\d+", lower)[0]) < number or number == 2


@given(st.integers(1, 28), st.sampled_from(figures.MONTHS), st.integers(2015, 2035))
def test_a_changed_date_is_another_date(day: int, month: str, year: int) -> None:
    date = f"{day} {month} {year}"
    [changed] = said(figures.dates, f"It starts on {date}.")
    assert figures.DATE.search(changed)
    assert date not in changed


def test_numbers_that_name_something_count_nothing() -> None:
    named = "Article 5 of Regulation (EU) 2024/1351 and COM(2025) 795 speak of Protocol 22."
    assert said(figures.numbers, named) == []


def test_a_change_is_left_where_the_passage_has_the_new_words() -> None:
    held = passage("Data stay for ten years. Other data stay for five years.")
    assert says_so(held, "Data stay for five years.", "five")
    assert not says_so(held, "Data stay for six years.", "six")


def test_a_list_of_where_clauses_is_no_condition() -> None:
    """Each of them is enough by itself: what is left after the cut is still true."""
    listed = "No period is due where he might flee, or where he is a risk."
    assert said(limits.conditions, listed) == []


def test_actors_side_by_side_do_not_trade_places() -> None:
    assert said(actors.trading_places, "Parliament and the Council adopted the ten acts.") == []


def test_a_splice_takes_subject_and_predicate_from_two_exact_quotes() -> None:
    one = sentence("The visa fee is 120 euro.")
    other = Sentence("A guardian is appointed at once.", passage("A guardian …", "b.md"))
    [case] = misquotes.spliced(one, other)
    assert case.statement == "The visa fee is appointed at once."
    assert [quote.text for quote in case.quotes] == [one.spoken, other.spoken]


@pytest.mark.parametrize("text", ["Data may not be passed on.", "No Member State has to pay."])
def test_a_cut_takes_the_not_out_of_the_quote(text: str) -> None:
    [case] = misquotes.cut_short(sentence(text))
    assert not re.search(r"\b(?:not|No)\b", case.statement)
    assert case.statement != text


# Right ones


TEXTS = st.sampled_from(
    [
        "The first five offices confirm the effect of two-year plans for the Member States.",
        "A refugee's final decision on protection offers non-refoulement and certification.",
    ]
)


@given(TEXTS, st.sampled_from([faithful.broken_lines, faithful.doubled_spaces, faithful.no_breaks]))
def test_respacing_changes_nothing_but_white_space(text: str, way: Callable[[str], str]) -> None:
    assert " ".join(way(text).split()) == text


@given(TEXTS)
def test_a_ligature_stands_for_its_letters(text: str) -> None:
    assert faithful.ligatures(text) != text
    assert unicodedata.normalize("NFKC", faithful.ligatures(text)) == text


def test_words_are_divided_as_on_a_printed_page() -> None:
    assert faithful.divided("the determination of it") == "the deter-\nmination of it"


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("It has to end in a week, under Article 8(3) of the act on asylum.", None),
        (
            "It must be over within seven days, under Article 8(3) of Regulation (EU) 2024/1356.",
            "It must be over within seven days.",
        ),
        (
            "National law provides for alternatives, such as reporting or a guarantee.",
            "National law provides for alternatives.",
        ),
        ("It keeps data (names and dates) for a year.", "It keeps data for a year."),
    ],
)
def test_shortening_leaves_out_what_may_go(whole: str, short: str | None) -> None:
    cases: list[Case] = list(faithful.shortened(sentence(whole)))
    assert [case.statement for case in cases] == ([short] if short else [])


def test_a_second_clause_that_limits_the_first_is_not_left_out() -> None:
    limited = sentence("Screening is done at the border, but the State may not use force.")
    assert list(faithful.part_quoted(limited)) == []
