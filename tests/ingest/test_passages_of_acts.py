"""How an act is cut: article, paragraph, point, each under the name that lawyers cite it by."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Passage, label_at
from ingest.passages import cut
from ingest.readers.draft import LINE, Draft
from tests.law import kite_act

ACT = kite_act()


def labels(passages: Sequence[Passage]) -> list[str]:
    return [passage.label for passage in passages]


def passage(label: str, longest: int = 900, document: Document = ACT) -> Passage:
    return next(p for p in cut(document, longest) if p.label == label)


def test_a_recital_and_a_paragraph_that_fit_are_one_passage_each() -> None:
    assert labels(cut(ACT, 900)) == [
        ACT.title,
        "Preamble",
        "Recital 1",
        "Recital 2",
        "Chapter I",
        "Article 1",
        "Article 1(1)",
        "Article 1(2)",
        "Article 1(3)",
        "Article 2(1)",
        "Article 2(2)",
        "Chapter II",
        "Article 3",
        "Notes",
    ]


def test_a_paragraph_with_its_points_and_subparagraphs_stays_whole() -> None:
    whole = passage("Article 2(1)")
    assert whole.text.endswith("Point (b) does not apply at night.")
    assert whole.text[whole.body - whole.start :].startswith("A kite shall have")


def test_the_first_paragraph_begins_with_the_heading_of_its_article() -> None:
    assert passage("Article 2(1)").text.startswith("Article 2\nStrings\n\n1. A kite")


def test_a_paragraph_that_is_too_long_is_cut_at_its_points() -> None:
    assert labels(cut(ACT, 40))[9:15] == [
        "Article 2(1)",
        "Article 2(1)(a)",
        "Article 2(1)(b)",
        "Article 2(1), second subparagraph",
        "Article 2(2)",
        "Chapter II",
    ]


def test_a_point_by_itself_carries_the_words_that_introduce_it() -> None:
    assert passage("Article 2(1)(a)", 40).path == (
        "CHAPTER I General rules",
        "Article 2 Strings",
        "A kite shall have a string that is:",
    )


def test_what_is_embedded_is_headed_by_act_chapter_and_article() -> None:
    assert passage("Article 2(2)").embedded_text.startswith(
        "Regulation (EU) 2031/7 on kites › CHAPTER I General rules › Article 2 Strings\n2. Each"
    )


def test_the_number_of_a_paragraph_is_not_part_of_its_words() -> None:
    second = passage("Article 2(2)")
    assert ACT.text[second.body : second.end].startswith("Each kite")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("visible, meaning", "Article 2(1)(b)"),
        ("red.", "Article 2(1)(b)(i)"),
        ("Point (b) does not apply", "Article 2(1), second subparagraph"),
        ("strong; and\n(b) visible", "Article 2(1)"),
        ("Kites rise", "Recital 1"),
        ("OJ L 1", "Note 1"),
    ],
)
def test_words_are_cited_by_the_innermost_provision_that_holds_them(words: str, label: str) -> None:
    start = ACT.text.index(words)
    assert label_at(ACT, start, start + len(words)) == label


WORDS = st.lists(
    st.sampled_from(["kite", "wind", "string", "must", "not", "fly"]), min_size=1, max_size=30
)
SENTENCE = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(st.tuples(SENTENCE, st.lists(SENTENCE, max_size=4)), min_size=1, max_size=4)


def act_of(articles: list[list[tuple[str, list[str]]]]) -> Document:
    """An act of articles, of paragraphs with points."""
    draft = Draft()
    for a, paragraphs in enumerate(articles, 1):
        draft.begin(f"Article {a}", "article", 1, heading=f"Article {a}\nHeading")
        for p, (words, points) in enumerate(paragraphs, 1):
            draft.begin(f"Article {a}({p})", "paragraph", 2, number=f"{p}.")
            draft.add(words)
            for letter, point in zip("abcd", points, strict=False):
                label = f"Article {a}({p})({letter})"
                draft.begin(label, "point", 3, number=f"({letter})", lead=LINE)
                draft.add(point)
    return Document("acts/any", "Act", draft.text(), draft.sections())


ACTS = st.lists(PARAGRAPHS, min_size=1, max_size=4).map(act_of)


@given(ACTS, st.integers(40, 900))
def test_passages_of_an_act_hold_every_visible_character_once(act: Document, longest: int) -> None:
    position = 0
    for p in cut(act, longest):
        assert not act.text[position : p.start].strip()
        assert position <= p.start <= p.body < p.end
        assert act.text[p.start : p.end] == p.text
        position = p.end
    assert not act.text[position:].strip()


@given(ACTS, st.integers(40, 900))
def test_no_passage_of_an_act_leaves_its_paragraph(act: Document, longest: int) -> None:
    paragraphs = [s for s in act.outline if s.kind == "paragraph"]
    for p in cut(act, longest):
        holders = [s for s in paragraphs if s.start <= p.body - 1 and p.end <= s.end]
        assert len(holders) == 1
        assert p.label.startswith(holders[0].label)
