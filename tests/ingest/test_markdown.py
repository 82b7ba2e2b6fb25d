"""The Markdown reader: words stay, markup goes, headings become the outline."""

import pytest
from hypothesis import given, reject

from corpus.document import Authority, canonical, is_empty
from corpus.errors import BadHead, EmptySource, UnknownEncoding
from ingest.readers import markdown
from ingest.readers.markdown import read
from ingest.sources import SHIPPED
from tests.ingest.strategies import MARKDOWN


def text_of(source: str) -> str:
    return read(source.encode(), "d", "file.md").text


@given(MARKDOWN)
def test_the_text_is_canonical_and_the_outline_nests(source: str) -> None:
    try:
        document = read(source.encode(), "d", "file.md")
    except (EmptySource, BadHead, UnknownEncoding):
        reject()
    assert canonical(document.text) == document.text
    for section in document.outline:
        assert document.text[section.start : section.body] == section.label
        assert section.start < section.body <= section.end <= len(document.text)
    for one in document.outline:
        for other in document.outline:
            apart = one.end <= other.start or other.end <= one.start
            within = one.start <= other.start < other.end <= one.end
            around = other.start <= one.start < one.end <= other.end
            assert apart or within or around


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**Talent partnerships** have *been*\nlaunched", "Talent partnerships have been launched"),
        ("[text](https://example.org) and ![alt](x.png)", "text and alt"),
        ("one  \ntwo", "one\ntwo"),
        ("- a\n- b", "- a\n- b"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("| a | b |\n|---|---|\n| c | **d** |", "a | b |\nc | d |"),
        ("```\nx = 1\n```", "x = 1"),
        ("> quoted", "quoted"),
        ("&eacute;&amp;e&#769;", "é&é"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("`<b>` stays", "<b> stays"),
        ("said[^1]\n\n[^1]: https://example.org", "said[^1]\n\n[^1]: https://example.org"),
        ("[text][1]\n\n[1]: https://example.org", "text"),
        ("| a |  |\n|---|---|\n|  | b |", "a |  |\n| b |"),
        ("1. a\n\n   b\n   - c", "1. a\n\n   b\n   - c"),
    ],
)
def test_markup_goes_and_words_stay(source: str, expected: str) -> None:
    assert text_of(source) == expected


def test_headings_at_any_depth_hold_what_stands_under_them() -> None:
    document = read(b"# A\n\na\n\n### B\n\nb\n\n## C\n\nc", "d", "file.md")
    spans = {s.label: document.text[s.start : s.end] for s in document.outline}
    assert spans == {"A": "A\n\na\n\nB\n\nb\n\nC\n\nc", "B": "B\n\nb", "C": "C\n\nc"}


@pytest.mark.parametrize(
    "source", ["> " * 50_000 + "x", ">" * 100_000, "[" * 20_000, "- " * 5_000 + "x", "*a" * 20_000]
)
def test_nesting_without_end_is_read_or_refused_in_time(source: str) -> None:
    document = read(f"Text\n\n{source}".encode(), "d", "file.md")
    assert document.text.startswith("Text")


def test_text_nested_deeper_than_the_parser_goes_is_reported() -> None:
    assert text_of("> " * 99 + "x") == "x"
    document = read(("Text\n\n" + "> " * 100 + "x").encode(), "d", "file.md")
    assert document.notices == (
        "Quotations and lists within one another, 100 deep and more, are left out.",
    )


def test_invisible_characters_are_removed_and_reported() -> None:
    document = read("# A\u200bB\n\nc\u202ed".encode(), "d", "file.md")
    assert document.text == "AB\n\ncd"
    assert document.notices == (
        "Invisible characters removed: 1 bidirectional controls, 1 zero-width characters.",
    )


def test_a_thematic_break_ends_the_sections_before_it() -> None:
    document = read(b"# A\n\n## B\n\nb\n\n---\n\nISBN 1", "d", "file.md")
    b = next(s for s in document.outline if s.label == "B")
    assert document.text[b.start : b.end] == "B\n\nb"


def test_the_metadata_head_is_read_and_not_part_of_the_text() -> None:
    source = (
        b"---\ntitle: T\ndate: 2024-04-01\nauthority: binding text\nlayout: x\n---\n# H\n\ntext"
    )
    document = read(source, "d", "file.md")
    assert (document.title, document.text) == ("T", "H\n\ntext")
    assert document.metadata.date == "2024-04-01"
    assert document.metadata.authority is Authority.BINDING


def test_without_a_title_the_first_heading_or_the_file_name_serves() -> None:
    assert read(b"# Heading\n\ntext", "d", "file.md").title == "Heading"
    assert read(b"only text", "d", "folder/notes.md").title == "notes"


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        (b"---\nauthority: gospel\n---\ntext", BadHead, "authority is “gospel” and must be one of"),
        (b"---\na: [\n---\ntext", BadHead, "is not YAML"),
        (b"---\njust words\n---\ntext", BadHead, "no “name: value” lines"),
        (b"", EmptySource, "holds no text"),
        (b"---\ntitle: T\n---\n", EmptySource, "holds no text"),
        (b"caf\xe9", UnknownEncoding, "save it again as UTF-8"),
        (b"PK\x03\x04\x00\x00", UnknownEncoding, "not text"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(
    source: bytes, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as raised:
        read(source, "d", "notes.md")
    assert "notes.md" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_factsheet_says_what_was_published_and_knows_its_empty_section() -> None:
    data = (SHIPPED / "pact" / "factsheet.md").read_bytes()
    document = read(data, "pact/factsheet", "factsheet.md")
    empty = [s.label for s in document.outline if is_empty(s, document.text)]
    assert empty == ["Preventing irregular departures and loss of life"]
    assert "Talent partnerships have been launched with Morocco" in document.text
    assert document.text.endswith("\n\nISBN 978-92-68-14484-8")
    assert {s.level for s in document.outline} == {1, 2}


def test_the_parser_keeps_tags_as_characters() -> None:
    assert markdown.PARSER.options["html"] is False
