"""One act in every dialect: the same text, the same outline, the same labels."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings

from corpus.document import NUMBERED_KINDS, Document, Section, canonical
from ingest.readers.eurlex import formex, html
from tests.ingest.eurlex import acts
from tests.ingest.eurlex.acts import ACTS, Article, Chapter, Paragraph, Point

KITES = [
    Chapter(
        "General rules",
        (
            Article(
                "Strings",
                (
                    Paragraph(
                        "A kite shall have a string that is:",
                        (
                            Point("strong; and"),
                            Point("visible, meaning:", (Point("red; or"), Point("orange."))),
                        ),
                        (Paragraph("Point (b) does not apply at night."),),
                    ),
                    Paragraph("The duty in Article 2 is without effect on beaches."),
                ),
            ),
            Article(
                "Tails",
                (Paragraph("A tail is short."), Paragraph("A tail is blue.")),
                numbered=False,
            ),
        ),
    )
]
TEXT = """\
REGULATION (EU) 2099/1

CHAPTER 1
General rules

Article 1
Strings

1. A kite shall have a string that is:
(a) strong; and
(b) visible, meaning:
(i) red; or
(ii) orange.

Point (b) does not apply at night.

2. The duty in Article 2 is without effect on beaches.

Article 2
Tails

A tail is short.

A tail is blue."""
OUTLINE = [
    (1, "title", "Regulation (EU) 2099/1"),
    (1, "chapter", "Chapter 1"),
    (2, "article", "Article 1"),
    (3, "paragraph", "Article 1(1)"),
    (4, "point", "Article 1(1)(a)"),
    (4, "point", "Article 1(1)(b)"),
    (5, "subpoint", "Article 1(1)(b)(i)"),
    (5, "subpoint", "Article 1(1)(b)(ii)"),
    (4, "subparagraph", "Article 1(1), second subparagraph"),
    (3, "paragraph", "Article 1(2)"),
    (2, "article", "Article 2"),
    (3, "subparagraph", "Article 2, first paragraph"),
    (3, "subparagraph", "Article 2, second paragraph"),
]
Set = Callable[[Sequence[Chapter]], bytes]
Read = Callable[[bytes, str, str], Document]
DIALECTS: list[tuple[Set, Read]] = [
    (acts.oj, html.read),
    (acts.consolidated, html.read),
    (acts.formex, formex.read),
]


@pytest.mark.parametrize(("set_in", "read"), DIALECTS)
def test_an_act_has_the_same_text_and_outline_in_every_dialect(set_in: Set, read: Read) -> None:
    document = read(set_in(KITES), "kites", "kites")
    assert document.text == TEXT
    assert [(s.level, s.kind, s.label) for s in document.outline] == OUTLINE


@pytest.mark.parametrize(("set_in", "read"), DIALECTS)
def test_the_heading_of_a_numbered_section_is_its_number(set_in: Set, read: Read) -> None:
    document = read(set_in(KITES), "kites", "kites")
    headings = {
        s.label: document.text[s.start : s.body]
        for s in document.outline
        if s.kind in NUMBERED_KINDS
    }
    assert headings["Article 1(1)"] == "1. "
    assert headings["Article 1(1)(b)(ii)"] == "(ii) "
    assert headings["Article 1(1), second subparagraph"] == ""


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_whatever_the_act_the_dialects_agree(act: list[Chapter]) -> None:
    journal, consolidated, formex_text = (
        read(set_in(act), "act", "act") for set_in, read in DIALECTS
    )
    assert journal.text == consolidated.text == formex_text.text
    assert journal.outline == consolidated.outline == formex_text.outline


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_the_outline_nests_and_no_label_comes_twice(act: list[Chapter]) -> None:
    document = html.read(acts.oj(act), "act", "act")
    assert canonical(document.text) == document.text
    stack: list[Section] = []
    for section in document.outline:
        assert 0 <= section.start <= section.body <= section.end <= len(document.text)
        assert document.text[section.start : section.end].strip()
        while stack and stack[-1].level >= section.level:
            assert stack.pop().end <= section.start
        if stack:
            assert stack[-1].start <= section.start
            assert section.end <= stack[-1].end
        stack.append(section)
    assert max(Counter(s.label for s in document.outline).values()) == 1


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_no_word_of_an_act_is_lost(act: list[Chapter]) -> None:
    document = formex.read(acts.formex(act), "act", "act")
    for chapter in act:
        for article in chapter.articles:
            for paragraph in article.paragraphs:
                assert canonical(" ".join(paragraph.text.split())) in document.text


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_the_same_bytes_make_the_same_version(act: list[Chapter]) -> None:
    data = acts.oj(act)
    assert html.read(data, "act", "act") == html.read(data, "act", "act")
