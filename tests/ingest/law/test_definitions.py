"""Where an act says what its words mean."""

from ingest.law import annotated
from tests.law import kite_act

ACT = annotated(kite_act())


def test_each_defined_term_is_recorded_with_the_point_that_defines_it() -> None:
    assert [(d.term, d.label) for d in ACT.definitions] == [
        ("kite", "Article 1(1)"),
        ("string", "Article 1(2)"),
        ("line", "Article 1(2)"),
        ("kite string", "Article 1(3)"),
    ]


def test_a_definition_is_the_whole_point() -> None:
    first = ACT.definitions[0]
    assert ACT.text[first.start : first.end] == "(1) ‘kite’ means a body held by a string;"


def test_an_article_that_defines_nothing_has_no_definitions() -> None:
    assert {d.label.split("(")[0] for d in ACT.definitions} == {"Article 1"}
