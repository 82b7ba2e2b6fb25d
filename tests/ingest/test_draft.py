"""The draft every reader writes into: final spans, sections that begin where their text does."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import canonical
from ingest.readers.draft import LINE, Draft

BLOCKS = st.lists(
    st.tuples(st.integers(0, 3), st.text(max_size=20), st.booleans()), min_size=1, max_size=20
)


def spans(draft: Draft) -> dict[str, str]:
    text = draft.text()
    return {section.label: text[section.start : section.end] for section in draft.sections()}


def test_a_block_stands_after_a_blank_line_and_its_span_is_final() -> None:
    draft = Draft()
    assert draft.add("one") == (0, 3)
    assert draft.add("two") == (5, 8)
    assert draft.add("three", LINE) == (9, 14)
    assert draft.text() == "one\n\ntwo\nthree"


def test_a_block_without_a_visible_character_adds_nothing() -> None:
    draft = Draft()
    draft.add("one")
    assert draft.add(" \u200b\n") == (3, 3)
    assert draft.text() == "one"


def test_what_is_added_is_canonical_and_visible() -> None:
    draft = Draft()
    draft.add("e\u0301\u200b\r\nx")
    assert draft.text() == "é\nx"
    assert draft.notices() == ("Invisible characters removed: 1 zero-width characters.",)


def test_a_section_holds_its_heading_and_what_follows_up_to_its_like() -> None:
    draft = Draft()
    draft.begin("A", "section", 1, heading="A")
    draft.add("a")
    draft.begin("B", "section", 2, heading="B")
    draft.add("b")
    draft.begin("C", "section", 1, heading="C")
    assert spans(draft) == {"A": "A\n\na\n\nB\n\nb", "B": "B\n\nb", "C": "C"}


def test_a_numbered_section_begins_with_its_number_on_the_line_of_its_words() -> None:
    draft = Draft()
    draft.begin("Article 1(1)", "paragraph", 1, number="1.")
    draft.add("Words.")
    (section,) = draft.sections()
    assert draft.text() == "1. Words."
    assert (section.start, section.body, section.end) == (0, 3, 9)


def test_a_number_within_a_number_follows_on_the_same_line() -> None:
    draft = Draft()
    draft.begin("1", "paragraph", 1, number="1.")
    draft.begin("1(a)", "point", 2, number="(a)")
    draft.add("Words.")
    assert draft.text() == "1. (a) Words."
    assert spans(draft) == {"1": "1. (a) Words.", "1(a)": "(a) Words."}


def test_a_section_without_heading_begins_where_its_first_block_does() -> None:
    draft = Draft()
    draft.add("before")
    draft.begin("x", "subparagraph", 1)
    draft.add("words")
    assert spans(draft) == {"x": "words"}


def test_a_section_in_which_nothing_was_written_is_left_out() -> None:
    draft = Draft()
    draft.begin("empty", "section", 1)
    draft.begin("next", "section", 1, heading="next")
    assert list(spans(draft)) == ["next"]


@given(BLOCKS)
def test_the_text_is_canonical_and_its_sections_nest(
    blocks: list[tuple[int, str, bool]],
) -> None:
    draft = Draft()
    for level, text, numbered in blocks:
        if level == 0:
            draft.add(text)
        elif numbered:
            draft.begin(text, "point", level, number=text)
        else:
            draft.begin(text, "section", level, heading=text)
    text, outline = draft.text(), draft.sections()
    assert canonical(text) == text
    assert len(text) == draft.length
    for one in outline:
        assert one.start <= one.body <= one.end <= len(text)
        for other in outline:
            apart = one.end <= other.start or other.end <= one.start
            within = one.start <= other.start <= other.end <= one.end
            around = other.start <= one.start <= one.end <= other.end
            assert apart or within or around
