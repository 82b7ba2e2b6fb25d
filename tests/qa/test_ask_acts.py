"""Questions on an act: what is cited, and what is not taken for an answer."""

from corpus.document import is_empty
from ingest.readers.markdown import read
from qa.overview import sections
from tests.law import kite_act

ACT = kite_act()


def test_an_overview_of_an_act_is_made_from_its_articles() -> None:
    found = sections("", [ACT], [])
    assert found
    assert all(section.kind == "article" for _, section in found)


def test_the_title_of_an_act_is_no_section_without_text() -> None:
    title = ACT.outline[0]
    assert title.kind == "title"
    assert not is_empty(title, ACT.text)


def test_a_heading_with_nothing_under_it_lacks_its_text() -> None:
    document = read(b"# A\n\ntext\n\n## B\n\n## C\n\nmore", "d", "file.md")
    assert [s.label for s in document.outline if is_empty(s, document.text)] == ["B"]
