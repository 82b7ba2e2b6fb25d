"""Spans and gold made up, and drawn by hypothesis."""

from hypothesis import strategies as st

from evals.metrics.spans import Gold, LocatedLabel, LocatedQuote, Span

TEXT = "Talent partnerships have been launched. They allow people to come. " * 3


def spans(max_size=8):
    offsets = st.integers(0, 60)
    pairs = st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1])
    return st.lists(
        st.builds(lambda document, pair: Span(document, *pair), st.sampled_from("ab"), pairs),
        max_size=max_size,
    )


@st.composite
def golds(draw):
    """One to three quotes cut from TEXT at one or two places each, some of the same part."""
    quotes = []
    for _ in range(draw(st.integers(1, 3))):
        start, length = draw(st.integers(0, 40)), draw(st.integers(1, 20))
        document = draw(st.sampled_from("ab"))
        text = TEXT[start : start + length]
        places = [Span(document, start, start + length)]
        if draw(st.booleans()):
            again = start + len(TEXT) // 3
            places.append(Span(document, again, again + length))
        quotes.append(LocatedQuote(text, tuple(places), draw(st.sampled_from(["", "a", "b"]))))
    return Gold(tuple(quotes), every=draw(st.booleans()))


def quote(place, part=""):
    return LocatedQuote("x" * (place.end - place.start), (place,), part)


def label(place, part=""):
    return LocatedLabel("Article 1", (place,), (place,), part)


def characters_of(span):
    return {(span.document, offset) for offset in range(span.start, span.end)}
