"""Where documents differ on a date or a figure, both are shown and the answer says so."""

from dataclasses import replace

import pytest

from corpus.document import Authority, Document, Metadata
from qa.answer import Support
from qa.differences import differing, note, values
from qa.evidence import Measures
from qa.extract import Candidate
from qa.question import Wants, understand

MEASURES = Measures(
    span=8.0, found=0.9, similarity=0.8, covered=1.0, covered_nearby=1.0,
    only_lent=False, unknown=0.0, strange_names=0, wrong_kind=False, wrong_tense=False,
    rank=1.0, official=False,
)  # fmt: skip
QUESTION = understand("When does the toll for the bridge begin?", (), 2000)


def saying(
    id: str, text: str, answer: str, authority: Authority = Authority.UNSTATED, date: str = ""
) -> Candidate:
    document = Document(
        id=id, title=id.title(), text=text, outline=(),
        metadata=Metadata(authority=authority, date=date),
    )  # fmt: skip
    start = text.index(answer)
    return Candidate(document, id, 0, len(text), (start, start + len(answer)), MEASURES)


LAW = saying(
    "law", "The toll for the bridge begins on 12 June 2026.", "12 June 2026", Authority.BINDING
)
NEWS = saying("news", "The bridge toll will begin on 1 July 2026.", "1 July 2026")


@pytest.mark.parametrize(
    ("text", "wants", "found"),
    [
        ("on 12 June 2026", Wants.DATE, {"12 June 2026"}),
        ("June 12, 2026", Wants.DATE, {"12 June 2026"}),
        ("in 2026", Wants.DATE, {"2026"}),
        ("1,000 of 2 000 people", Wants.NUMBER, {"1000", "2000"}),
        ("64 countries by 1 July 2026", Wants.NUMBER, {"64"}),
        ("Regulation 2024/1351", Wants.NUMBER, set()),
        ("12.5 % of all", Wants.NUMBER, {"12.5%"}),
    ],
)
def test_values_are_told_apart_from_their_spelling(
    text: str, wants: Wants, found: set[str]
) -> None:
    assert values(text, wants) == found


def test_both_dates_are_shown_what_binds_first() -> None:
    assert differing(QUESTION, NEWS, [NEWS, LAW], 0.5) == [LAW, NEWS]


def test_of_the_same_authority_the_newer_goes_first() -> None:
    old = replace(NEWS, document=replace(NEWS.document, metadata=Metadata(date="2024-04")))
    new = saying("blog", "The toll for the bridge begins on 3 May 2026.", "3 May 2026", date="2026")
    assert differing(QUESTION, old, [old, new], 0.5) == [new, old]


def test_the_answer_says_that_they_differ_and_cites_both() -> None:
    said = note([LAW, NEWS])
    assert said.text == (
        "The documents differ: “Law” says “12 June 2026”; “News” says “1 July 2026”."
    )
    assert said.support is Support.SUPPORTED
    assert [c.quote for c in said.citations] == ["12 June 2026", "1 July 2026"]
    for citation, candidate in zip(said.citations, (LAW, NEWS), strict=True):
        assert candidate.document.text[citation.start : citation.end] == citation.quote


def test_the_same_date_twice_is_no_difference() -> None:
    same = saying("news", "From 12 June 2026 the bridge toll will begin.", "12 June 2026")
    assert differing(QUESTION, LAW, [LAW, same], 0.5) == []


def test_a_document_does_not_differ_from_itself() -> None:
    again = replace(NEWS, document=LAW.document, start=0, end=10, answer=(0, 3))
    assert differing(QUESTION, LAW, [LAW, again], 0.5) == []


def test_a_date_of_something_else_is_no_difference() -> None:
    other = saying("news", "The tunnel opened on 1 July 2026.", "1 July 2026")
    assert differing(QUESTION, LAW, [LAW, other], 0.5) == []


def test_a_sentence_that_is_not_convincing_is_no_difference() -> None:
    weak = replace(NEWS, measures=replace(MEASURES, span=-15.0, found=0.0))
    assert differing(QUESTION, LAW, [LAW, weak], 0.9) == []


def test_only_dates_and_figures_are_compared() -> None:
    who = understand("Who collects the toll for the bridge?", (), 2000)
    assert differing(who, LAW, [LAW, NEWS], 0.5) == []
