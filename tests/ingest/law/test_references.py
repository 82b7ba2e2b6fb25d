"""What a text refers to, in its own provisions and in acts it names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from ingest.law import annotated
from ingest.law.references import references
from tests.law import kite_act

ACT = "32013L0032"


def found(text: str) -> list[tuple[str, str]]:
    return [(r.label, r.identifier) for r in references(Document("d", "T", text))]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("as referred to in Article 16(2)", ["Article 16(2)"]),
        ("in Article 20(3)(b) and", ["Article 20(3)(b)"]),
        ("Articles 16, 17(1) and 18", ["Article 16", "Article 17(1)", "Article 18"]),
        ("Article 45(1) and (4)", ["Article 45(1)", "Article 45(4)"]),
        ("Article 6(1), point (a)", ["Article 6(1)(a)"]),
        ("Article 6(1), points (a) and (c)", ["Article 6(1)(a)", "Article 6(1)(c)"]),
        ("Article 2, point (5), of it", ["Article 2(5)"]),
        ("point (b) of Article 6(1)", ["Article 6(1)(b)"]),
        ("points (a) and (b) of Article 9(2)", ["Article 9(2)(a)", "Article 9(2)(b)"]),
        ("Article 5a applies", ["Article 5a"]),
        ("set out in Annex III", ["Annex III"]),
        ("see recital 12", ["Recital 12"]),
        ("see recitals 12 to 14", ["Recital 12"]),
        ("Art. 57(1)", ["Article 57(1)"]),
    ],
)
def test_a_provision_is_known_by_the_label_it_is_cited_by(text: str, labels: list[str]) -> None:
    assert found(text) == [(label, "") for label in labels]


@pytest.mark.parametrize(
    "text",
    [
        "Article 6 of Directive 2013/32/EU",
        "Article 6 of Council Directive 2013/32/EU",
        "Directive 2013/32/EU says so; Article 6 thereof",
        "Directive 2013/32/EU and Article 6 of that Directive",
        "(Directive 2013/32/EU, Art. 6)",
        "(Directive 2013/32/EU, Article 6)",
    ],
)
def test_the_act_is_the_one_that_is_named_with_the_provision(text: str) -> None:
    assert found(text) == [("Article 6", ACT)]


def test_all_provisions_of_an_enumeration_belong_to_the_act_behind_it() -> None:
    assert found("Articles 4 and 6(1) of Directive 2013/32/EU") == [
        ("Article 4", ACT),
        ("Article 6(1)", ACT),
    ]


def test_all_pinpoints_in_one_pair_of_brackets_belong_to_the_act_before_them() -> None:
    assert found("(Directive 2013/32/EU, Art. 4(1) and Art. 6, recital 9)") == [
        ("Article 4(1)", ACT),
        ("Article 6", ACT),
        ("Recital 9", ACT),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Article 3 of this Regulation, unlike Directive 2013/32/EU",
        "Directive 2013/32/EU is repealed. Article 3 applies",
        "(see Directive 2013/32/EU, Art) Article 3",
    ],
)
def test_a_provision_named_without_an_act_is_one_of_this_text(text: str) -> None:
    assert found(text) == [("Article 3", "")]


@pytest.mark.parametrize(
    "text",
    ["Article 20(1) TFEU", "Article 33 of the Geneva Convention", "Article 4 of the Charter"],
)
def test_a_treaty_is_not_taken_for_this_text(text: str) -> None:
    assert found(text) == []


def test_a_paragraph_is_one_of_the_article_it_is_mentioned_in() -> None:
    act = annotated(kite_act())
    words = {act.text[r.start : r.end]: r.label for r in act.references}
    assert words["paragraph 1"] == "Article 2(1)"


def test_a_heading_refers_to_nothing() -> None:
    act = annotated(kite_act())
    starts = {section.start for section in act.outline}
    assert not [r for r in act.references if r.start in starts]


PIECES = st.sampled_from(
    [
        "Article",
        "Articles",
        "6",
        "(1)",
        "(b)",
        "point",
        "points",
        "of",
        "and",
        ",",
        "Directive",
        "2013/32/EU",
        "thereof",
        "Annex",
        "IV",
        "paragraph",
        "2",
        "(",
        ")",
        "recital",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_a_reference_is_characters_of_the_text_whatever_it_says(text: str) -> None:
    for reference in references(Document("d", "T", text)):
        assert 0 <= reference.start < reference.end <= len(text)
        assert re.match(r"(?:Article|Annex|Recital) ", reference.label)
