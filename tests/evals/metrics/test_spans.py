"""How spans bear on each other, counted in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.spans import Span, bears_on, characters, cites, meets, parts_of
from tests.evals.golds import characters_of, quote, spans


@pytest.mark.parametrize(
    ("retrieved", "bears"),
    [
        (Span("a", 0, 100), True),
        (Span("a", 10, 20), True),
        (Span("a", 10, 15), True),
        (Span("a", 10, 14), False),
        (Span("a", 20, 30), False),
        (Span("b", 0, 100), False),
    ],
)
def test_half_of_a_quote_is_enough(retrieved, bears):
    assert bears_on(retrieved, Span("a", 10, 20)) is bears


@given(spans(), spans())
def test_bearing_is_counted_in_characters(retrieved, places):
    for span in retrieved:
        for place in places:
            wanted = characters_of(place)
            held = len(wanted & characters_of(span)) / len(wanted)
            assert bears_on(span, place) is (held >= 0.5)


@given(st.integers(1, 59), spans())
def test_a_cut_leaves_one_part_that_bears_on_a_quote(cut, places):
    for place in (place for place in places if place.document == "a"):
        parts = Span("a", 0, cut), Span("a", cut, 60)
        assert any(bears_on(part, place) for part in parts)


@pytest.mark.parametrize(
    ("span", "meeting"),
    [
        (Span("a", 12, 15), True),  # a part of the provision
        (Span("a", 0, 100), True),  # a passage that holds it
        (Span("a", 15, 100), True),  # half of it
        (Span("a", 16, 100), False),
        (Span("a", 7, 13), True),  # half in it
        (Span("a", 6, 12), False),
        (Span("a", 20, 30), False),
        (Span("b", 10, 20), False),
    ],
)
def test_spans_meet_by_half_of_the_shorter(span, meeting):
    assert meets(span, Span("a", 10, 20)) is meeting
    assert meets(Span("a", 10, 20), span) is meeting


@given(spans(), spans())
def test_meeting_is_counted_in_characters(some, others):
    for one in some:
        for other in others:
            shared = len(characters_of(one) & characters_of(other))
            shorter = min(len(characters_of(one)), len(characters_of(other)))
            assert meets(one, other) is (shared * 2 >= shorter)


@pytest.mark.parametrize(
    ("cited", "is_cited"),
    [
        ([Span("a", 12, 15)], True),  # a sentence of the provision
        ([Span("a", 10, 20)], True),
        ([Span("a", 5, 15)], True),  # half in it
        ([Span("a", 4, 15)], False),
        ([Span("a", 0, 100)], False),  # the whole article around it
        ([Span("b", 10, 20), Span("a", 12, 15)], True),
        ([], False),
    ],
)
def test_a_provision_is_cited_by_what_lies_in_it(cited, is_cited):
    assert cites(cited, [Span("a", 10, 20), Span("c", 0, 9)]) is is_cited


def test_gold_without_a_named_part_is_a_part_by_itself():
    places = [Span("a", start, start + 1) for start in range(4)]
    named = [quote(s, part) for s, part in zip(places, ["x", "", "x", ""], strict=True)]
    assert [[q.places[0].start for q in part] for part in parts_of(named)] == [[0, 2], [1], [3]]


@given(spans())
def test_cited_characters_are_counted_once(cited):
    assert characters(cited) == len(set().union(*map(characters_of, cited)))
