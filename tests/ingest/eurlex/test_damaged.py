"""Pages and files whose markup is in any order: they are read, and the outline still nests."""

from collections.abc import Sequence
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, canonical
from corpus.errors import EmptySource
from ingest.readers.eurlex import formex, html
from ingest.readers.eurlex.roles import ROLES

CLASSES = sorted({*ROLES, "oj-normal", "norm", "grid-container grid-list", "no-parag", "oj-table"})
PARTS = ("art_1", "art_2", "rct_1", "cpt_I", "cpt_I.sct_1", "anx_I", "pbl_1", "enc_1", "fnp_1")
IDS = ("", "001.001", "002.001", "ntr1-E1", "tit_1", *PARTS)
TAGS = ("p", "div", "table", "tr", "td", "span", "a", "li", "hr", "sup")
ELEMENTS = (
    "ACT ANNEX TITLE TI STI P ENACTING.TERMS PREAMBLE FINAL DIVISION ARTICLE TI.ART STI.ART PARAG "
    "NO.PARAG ALINEA LIST ITEM NP NO.P TXT QUOT.S NOTE TBL ROW CELL GR.SEQ CONSID HT FT SIGNATORY"
)
WORDS = st.sampled_from(
    ("", "1.\xa0\xa0\xa0One", "(a)", "‘Article 35a", "so.’;", ";", "CHAPTER I", "x")
)


def page_element(parts: tuple[str, str, str, str, Sequence[str], str]) -> str:
    tag, name, id, text, inner, tail = parts
    return f'<{tag} class="{name}" id="{id}" href="#{id}">{text}{"".join(inner)}</{tag}>{tail}'


def formex_element(parts: tuple[str, str, Sequence[str], str]) -> str:
    tag, text, inner, tail = parts
    return f"<{tag}>{text}{''.join(inner)}</{tag}>{tail}"


PAGES = st.recursive(
    WORDS,
    lambda inner: st.tuples(
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.sampled_from(IDS),
        WORDS,
        st.lists(inner, max_size=4),
        WORDS,
    ).map(page_element),
    max_leaves=25,
)
FILES = st.recursive(
    WORDS,
    lambda inner: st.tuples(
        st.sampled_from(ELEMENTS.split()), WORDS, st.lists(inner, max_size=4), WORDS
    ).map(formex_element),
    max_leaves=25,
)


def check(document: Document) -> None:
    """Spans lie in the text and nest; notes are words of the text."""
    assert canonical(document.text) == document.text
    ends: list[tuple[int, int]] = []
    for section in document.outline:
        assert 0 <= section.start <= section.body <= section.end <= len(document.text)
        while ends and ends[-1][0] >= section.level:
            assert ends.pop()[1] <= section.start
        assert not ends or section.end <= ends[-1][1]
        ends.append((section.level, section.end))
    for note in document.notes:
        assert 0 <= note.at <= note.start < note.end <= len(document.text)


@settings(deadline=None)
@given(st.lists(PAGES, max_size=8))
def test_any_page_is_read(elements: list[str]) -> None:
    with suppress(EmptySource):
        check(html.read("".join(elements).encode(), "page", "page"))


@settings(deadline=None)
@given(st.lists(FILES, max_size=8))
def test_any_formex_is_read(elements: list[str]) -> None:
    with suppress(EmptySource):
        check(formex.read(f"<ACT>{''.join(elements)}</ACT>".encode(), "act", "act"))
