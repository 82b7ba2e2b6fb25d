"""The words around a quote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from ingest.readers.markdown import read
from qa.surroundings import MOST, around, headings
from tests.qa.packs import DATE, KITES, RED, act

SENTENCE = "The wind blows over the sea and the land. "
texts = st.lists(
    st.sampled_from(["# Head\n\n", "## Part\n\n", SENTENCE, SENTENCE * 40, "- a point\n", "\n\n"]),
    min_size=1,
    max_size=30,
).map("".join)


def words_around(document: Document, words: str) -> str:
    start = document.text.index(words)
    return document.text[slice(*around(document, start, start + len(words)))]


def test_a_short_section_is_taken_whole() -> None:
    long = KITES + "\n## Article 3\n\n" + SENTENCE * 50
    kites = read(long.encode(), "kites", "kites.md")
    assert words_around(kites, RED) == f"Article 2\n\n{RED}\n\n{DATE}"


def test_of_a_long_section_the_lines_around_the_quote_are_taken() -> None:
    lines = [f"Line {number} says something about the wind.\n\n" for number in range(200)]
    text = "# Winds\n\n" + "".join(lines)
    found = words_around(read(text.encode(), "winds", "winds.md"), "Line 100 says")
    assert found.startswith("Line ")
    assert found.endswith("about the wind.")
    assert MOST * 0.9 < len(found) <= MOST


def test_of_a_long_line_the_sentences_around_the_quote_are_taken() -> None:
    text = SENTENCE * 60 + "Kites fly. " + SENTENCE * 60
    found = words_around(Document("winds", "Winds", text), "Kites fly.")
    assert found.startswith("The wind blows")
    assert found.endswith("the land.")
    assert len(found) <= MOST


def test_what_stands_under_other_headings_is_left_out() -> None:
    text = f"# Winds\n\n{SENTENCE}\n\n## East\n\n{SENTENCE * 40}\n\n## West\n\nIt rains.\n"
    assert words_around(read(text.encode(), "w", "w.md"), "The wind").endswith("the land.")
    assert "East" not in words_around(read(text.encode(), "w", "w.md"), "The wind")


def test_a_quote_longer_than_that_is_there_in_full() -> None:
    text = SENTENCE * 100
    assert around(Document("w", "W", text), 3, 3 * MOST)[0] <= 3
    assert around(Document("w", "W", text), 3, 3 * MOST)[1] >= 3 * MOST


def test_the_headings_above_a_quote_are_told() -> None:
    kites = act()
    start = kites.text.index(RED)
    assert headings(kites, start, start + len(RED)) == ("Kites", "Article 2")


@settings(deadline=None)
@given(texts, st.data())
def test_the_quote_stands_in_them_and_they_in_the_text(text: str, data: st.DataObject) -> None:
    document = read(text.encode() + b"end.", "winds", "winds.md")
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    low, high = around(document, start, end)
    assert 0 <= low <= start < end <= high <= len(document.text)
