"""The outline at the side of a document."""

from corpus.document import Document, Section
from tests.law import kite_act
from tests.ui.test_chat_source import holding
from tests.ui.test_render import Reader
from ui.chat import pane
from ui.chat.outline import Entry, entries, starts
from ui.chat.place import Place, parse
from ui.chat.source import view


def tree(outline: tuple[Entry, ...]) -> dict[str, dict]:
    return {entry.label: tree(entry.inner) for entry in outline}


def test_articles_stand_under_their_chapters_and_recitals_under_the_preamble() -> None:
    assert tree(entries(kite_act())) == {
        "Preamble": {"Recital 1": {}, "Recital 2": {}},
        "Chapter I": {"Article 1": {}, "Article 2": {}},
        "Chapter II": {"Article 3": {}},
        "Notes": {},
    }


def test_a_heading_is_told_beside_its_label() -> None:
    chapter = entries(kite_act())[1]
    assert (chapter.label, chapter.heading) == ("Chapter I", "General rules")
    assert [entry.heading for entry in chapter.inner] == ["Definitions", "Strings"]


def test_every_link_leads_to_where_its_section_begins() -> None:
    document = kite_act()
    outline = entries(document)
    shown = pane.source(view(document, holding(document), 1, (0, 0)), pane.Around(outline=outline))
    reader = Reader(shown)
    places = [parse(href) for href in links_of(reader)]
    led_to = [p.start for p in places if isinstance(p, Place) and p.document == document.id]
    assert led_to == list(starts(outline))
    for start in led_to:
        assert f'id="at&#45;{start}"' in shown


def test_the_branch_of_the_quote_is_open_from_the_start() -> None:
    document = kite_act()
    quoted = document.text.index("strong; and")
    shown = pane.source(
        view(document, holding(document), 1, (quoted, quoted + 6)),
        pane.Around(outline=entries(document)),
    )
    assert shown.count('<li class="here">') == 2  # Chapter I and Article 2


def test_a_document_with_hardly_any_sections_has_none() -> None:
    document = Document("d", "Title", "Title\n\nText.", (Section("Title", "title", 1, 0, 7, 12),))
    assert entries(document) == ()
    assert 'class="outline"' not in pane.source(view(document, holding(document), 1, (0, 0)))


def test_an_endless_outline_is_cut_to_its_upper_levels() -> None:
    lines = [f"{n}\n" for n in range(2_000)]
    text = "".join(lines)
    outline, at = [], 0
    for number, line in enumerate(lines):
        level = 1 if number % 20 == 0 else 2
        outline.append(Section(line.strip(), "heading", level, at, at, at + len(line)))
        at += len(line)
    kept = entries(Document("d", "Title", text, tuple(outline)))
    assert len(list(starts(kept))) == 100


def links_of(reader: Reader) -> list[str]:
    return [value or "" for name, value in reader.attributes if name == "href"]
