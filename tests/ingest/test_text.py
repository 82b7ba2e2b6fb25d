"""The plain text reader keeps the text as it is, in the encodings that can be told."""

import pytest

from corpus.errors import EmptySource, UnknownEncoding
from ingest.readers.text import read

TEXT = "A title\n\nÉtats – “membres” 😀.\nNext line."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_in_a_telling_encoding_is_read(encoding: str) -> None:
    assert read(TEXT.encode(encoding), "d", "a.txt").text == TEXT


def test_a_short_first_paragraph_is_the_title() -> None:
    assert read(TEXT.encode(), "d", "a.txt").title == "A title"
    assert read(b"one line\nand another", "d", "notes/a.txt").title == "a"


def test_a_first_line_that_is_no_words_is_no_title() -> None:
    assert read(b'{"json": true}', "d", "notes/a.json").title == "a"


def test_invisible_characters_are_removed_and_reported() -> None:
    document = read("a\u200bb\u00adc".encode(), "d", "a.txt")
    assert document.text == "abc"
    assert document.notices == (
        "Invisible characters removed: 1 soft hyphens, 1 zero-width characters.",
    )


def test_a_guessed_encoding_is_reported() -> None:
    document = read("Größe und Übermaß\n\nKönig".encode("cp1252"), "d", "a.txt")
    assert document.text == "Größe und Übermaß\n\nKönig"
    assert document.notices == (
        "The file does not state its encoding; it was read as windows-1252.",
    )


def test_line_ends_and_control_characters_are_made_plain() -> None:
    assert read(b"a\r\nb\rc\x07\x1bd", "d", "a.txt").text == "a\nb\ncd"


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"\xff\xfe\x00", UnknownEncoding), (b"caf\xe9", UnknownEncoding), (b" \n\t\n", EmptySource)],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"a\.txt"):
        read(data, "d", "a.txt")
