"""Books: their chapters in order, each read as HTML."""

import pytest

from corpus.errors import DamagedSource, EmptySource, LockedSource
from ingest.readers.book import read
from tests.ingest.packages import epub, packed

CHAPTERS = {"two": "<h1>Second</h1><p>b</p>", "one": "<h1>First</h1><p>a</p>"}


def test_the_chapters_stand_in_the_order_of_the_book() -> None:
    document = read(epub(CHAPTERS), "d", "dir/b.epub")
    assert document.text == "Second\n\nb\n\nFirst\n\na"
    assert [section.label for section in document.outline] == ["Second", "First"]


def test_title_language_date_and_publisher_are_the_books_own() -> None:
    metadata = (
        "<dc:title>Given</dc:title><dc:language>en-GB</dc:language>"
        "<dc:publisher>House</dc:publisher><dc:date>1913-01-02T00:00</dc:date>"
    )
    document = read(epub(CHAPTERS, metadata), "d", "b.epub")
    assert document.title == "Given"
    found = document.metadata
    assert (found.language, found.publisher, found.date) == ("en", "House", "1913-01-02")


def test_hidden_text_is_removed_and_reported() -> None:
    document = read(epub({"c": "<p>a</p><p hidden>secret</p>"}), "d", "b.epub")
    assert document.text == "a"
    assert document.notices == ("Hidden text removed: 6 characters, places: 1.",)


def test_a_book_with_scrambled_fonts_is_read_and_a_locked_one_refused() -> None:
    def encrypted(name: str) -> dict[str, str]:
        entry = f'<c:CipherReference xmlns:c="x" URI="{name}"/>'
        return {"META-INF/encryption.xml": f"<encryption>{entry}</encryption>"}

    assert read(epub(CHAPTERS, **encrypted("text/f.otf")), "d", "b.epub").text
    with pytest.raises(LockedSource, match=r"b\.epub is encrypted"):
        read(epub(CHAPTERS, **encrypted("text/one.xhtml")), "d", "b.epub")


def test_a_book_without_chapters_or_words_is_refused() -> None:
    with pytest.raises(DamagedSource, match="it lists no chapters"):
        read(packed({"mimetype": "application/epub+zip"}), "d", "b.epub")
    with pytest.raises(EmptySource, match=r"b\.epub"):
        read(epub({"c": "<img src='x'/>"}), "d", "b.epub")
