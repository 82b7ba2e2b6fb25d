"""A long document comes in two parts that make up what is shown of it."""

import re
from collections import Counter
from pathlib import Path
from typing import cast
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Section
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from tests.law import kite_act
from tests.ui.test_chat_source import Marked, Text, cited_together, holding
from ui.chat import pages, pane, rest_pane, source
from ui.chat.beside import Shelf
from ui.chat.cited import Citations
from ui.chat.desk import SharedDesk
from ui.chat.head import heads_of, is_shown
from ui.chat.looking import Looking
from ui.chat.markup import Markup, escape
from ui.chat.outline import closed_branches, entries, outline_markup
from ui.chat.place import Place, RestPlace, parse_rest
from ui.chat.source import first_part, view, window

ID = re.compile(r' id="([^"]+)"')
LINE = "The kite flies over the hill, and nobody holds it back.\n\n"


class PartText(Text):
    """The text of the document in one part of the rest."""

    def __init__(self, markup: str, part: str) -> None:
        self.part = f"rest-{part}"
        super().__init__(markup)

    def handle_data(self, data: str) -> None:
        names = [name for classes in self.open for name in classes.split()]
        if self.part in names and "aside" not in names:
            self.text += data


def both_parts(case) -> tuple[Markup, Markup, tuple[int, int]]:
    """A document as it is opened at its first citation, what follows, and what was sent first."""
    document, all_cited = case
    place = all_cited[0].place
    marks = [one.mark for one in all_cited]
    span = place.start, place.end
    sent = first_part(document, span, marks)
    first = view(document, holding(document), 1, span, marks, sent)
    whole = view(document, holding(document), 1, span, marks)
    shelf, citations = Shelf(cast(Library, None), [], 1), Citations(all_cited)
    heads = heads_of(whole, place, citations, shelf)
    now = pane.Around(heads=heads_of(first, place, citations, shelf), more="#rest")
    lacking = tuple(head for head in heads[1:] if head.cited and not is_shown(first, head.cited))
    later = pane.Around(heads=lacking)
    return pane.source(first, now), rest_pane.rest(whole, sent, later, ""), sent


@pytest.fixture(scope="module", autouse=True)
def short_parts():
    with patch.multiple(source, FIRST_CHARS=10, BORDER_CHARS=5):
        yield


@given(cited_together())
def test_the_parts_make_up_the_text(case):
    first, rest, _ = both_parts(case)
    parts = PartText(rest, "earlier").text, Text(first).text, PartText(rest, "later").text
    assert "".join(parts) == case[0].text


@given(cited_together())
def test_what_is_cited_is_cut_by_neither(case):
    first, rest, (start, end) = both_parts(case)
    for one in case[1]:
        assert not any(one.citation.start < at < one.citation.end for at in (start, end))
        marked = ""
        for markup in (first, rest):
            reader = Marked(f"c{one.number}")
            reader.feed(markup)
            marked += reader.marked
        assert marked == one.citation.quote


@given(cited_together())
def test_nothing_is_in_both_parts(case):
    first, rest, _ = both_parts(case)
    assert [id for id, count in Counter(ID.findall(first + rest)).items() if count > 1] == []
    for one in case[1]:
        assert f'id="head&#45;{one.number}"' in first + rest


@given(st.integers(0, 3_000))
def test_no_heading_and_no_paragraph_near_an_end_is_cut(at):
    heading = "A heading\nof two lines\n\n"
    text = (heading + LINE) * 40
    size = len(heading + LINE)
    outline = tuple(
        Section(f"S{n}", "heading", 2, n * size, n * size + len(heading), (n + 1) * size)
        for n in range(40)
    )
    document = Document("d", "Title", text, outline)
    with patch.multiple(source, FIRST_CHARS=200, BORDER_CHARS=100):
        for border in first_part(document, (at, at + 1)):
            assert text[:border].endswith("\n\n") or border == 0
            assert not any(s.start < border < s.body for s in outline)


def test_a_short_document_comes_at_once() -> None:
    document = Document("d", "Title", "Short.\n" * 2)
    assert first_part(document, (0, 5)) == (0, len(document.text))


# The outline


def test_a_pruned_outline_and_its_branches_have_every_entry_once() -> None:
    document = kite_act()
    quoted = document.text.index("strong; and")
    shown = view(document, holding(document), 1, (quoted, quoted + 6))
    outline = entries(document)
    (pruned,) = outline_markup(shown, outline, is_pruned=True)
    branches = list(closed_branches(shown, outline))
    (whole,) = outline_markup(shown, outline)
    assert pruned.count('class="closed"') == len(branches) == 2
    assert len(pruned) < len(whole)
    assert "Article" in pruned
    hrefs = re.compile(r'href="([^"]+)"')
    assert Counter(hrefs.findall("".join([pruned, *branches]))) == Counter(hrefs.findall(whole))


# As pages


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("long")
    (folder / "long.md").write_text("# Long\n\n" + LINE * 60, encoding="utf-8")
    settings = Settings(library=folder / "library")
    ingest(settings, [str(folder / "long.md")])
    desk = SharedDesk(lambda: Desk(settings))
    yield desk
    desk.close()


def opened(shared: SharedDesk, judging: int | None = None) -> tuple[str, Place, Document]:
    """The page of a sentence in the middle of a document."""
    document = shared.open().library.document("long")
    at = document.text.index("The kite", len(document.text) // 2)
    place = Place("long", 1, at, at + len(LINE) - 2, document.version)
    return pages.page(Looking(shared, judging=judging), place.fragment).shown, place, document


def test_a_page_names_what_follows_and_that_is_the_rest(shared: SharedDesk) -> None:
    page, place, document = opened(shared)
    named = RestPlace(first_part(document, (place.start, place.end)), place)
    assert f'href="{escape(named.fragment)}"' in page
    rest = pages.rest(Looking(shared), f"{named.fragment} 7")
    parts = PartText(rest, "earlier").text, Text(page).text, PartText(rest, "later").text
    assert "".join(parts) == document.text
    assert all(parts)


def test_who_picks_words_has_all_of_the_window_at_once(shared: SharedDesk) -> None:
    page, place, document = opened(shared, judging=1)
    start, end = window(document, (place.start, place.end))
    assert Text(page).text == document.text[start:end]
    assert 'class="more"' not in page


@pytest.mark.parametrize(
    "asked",
    [
        *("", "nonsense", "#rest/", "#rest/0-5/1//0-5/gone", "#rest/0-5/9//0-5/long"),
        *("#at/1//0-5/long", "#rest/x-5/1//0-5/long"),
    ],
)
def test_of_what_is_not_there_nothing_follows(shared: SharedDesk, asked: str) -> None:
    assert pages.rest(Looking(shared), asked) == ""


@pytest.mark.parametrize("sent", [(0, 0), (9_999, 3), (700, 20), (0, 999_999)])
def test_whatever_a_client_says_it_has_it_gets_no_more_than_is_shown(
    shared: SharedDesk, sent: tuple[int, int]
) -> None:
    _, place, document = opened(shared)
    rest = pages.rest(Looking(shared), RestPlace(sent, place).fragment)
    got = PartText(rest, "earlier").text + PartText(rest, "later").text
    assert len(got) <= len(document.text)


def test_the_rest_is_a_place_that_can_be_read_again() -> None:
    place = RestPlace((100, 200), Place("pact/a b", 3, 120, 140, "0f" * 16, "aa-1"))
    assert parse_rest(place.fragment) == place
