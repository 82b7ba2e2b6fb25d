"""From a pinpoint in a summary to the binding words."""

from corpus.document import Authority, Document, cite
from ingest.law import annotated
from qa.answer import Statement, Support
from qa.provisions import section_of, with_pinpoints
from tests.law import KITES, kite_act

ACT = annotated(kite_act())
BRIEF = annotated(
    Document("kites/brief", "A brief", "One kite, one string (Regulation (EU) 2031/7, Art. 2(2)).")
)
DOCUMENTS = {document.id: document for document in (ACT, BRIEF)}


def said(document: Document, quote: str) -> Statement:
    start = document.text.index(quote)
    citation = cite(document, "any", start, start + len(quote))
    return Statement(quote, Support.VERBATIM, (citation,))


def cited(statement: Statement, acts: dict[str, str]) -> list[tuple[str, str]]:
    [founded] = with_pinpoints([statement], DOCUMENTS.__getitem__, acts.get)
    return [(c.document, c.label) for c in founded.citations]


def test_a_summary_is_cited_together_with_the_law_it_names() -> None:
    assert cited(said(BRIEF, BRIEF.text), {KITES: ACT.id}) == [
        (BRIEF.id, "any"),
        (ACT.id, "Article 2(2)"),
    ]


def test_the_words_of_the_provision_are_the_exact_characters_of_the_act() -> None:
    [founded] = with_pinpoints(
        [said(BRIEF, BRIEF.text)], DOCUMENTS.__getitem__, {KITES: ACT.id}.get
    )
    law = founded.citations[1]
    assert law.quote == ACT.text[law.start : law.end]
    assert law.authority is Authority.BINDING
    assert law.quote.startswith("2. Each kite")


def test_a_pinpoint_outside_of_the_quote_adds_nothing() -> None:
    assert cited(said(BRIEF, "One kite, one string"), {KITES: ACT.id}) == [(BRIEF.id, "any")]


def test_without_the_act_a_summary_stands_by_itself() -> None:
    assert cited(said(BRIEF, BRIEF.text), {}) == [(BRIEF.id, "any")]


def test_law_is_cited_alone_whatever_it_refers_to() -> None:
    law = said(ACT, "as Article 4 of Directive 2013/32/EU did.")
    assert cited(law, {"32013L0032": ACT.id}) == [(ACT.id, "any")]


def test_a_point_the_outline_lacks_leads_to_the_provision_around_it() -> None:
    section = section_of(ACT, "Article 2(1)(c)")
    assert section is not None
    assert section.label == "Article 2(1)"
