"""What an answer offers beside its own citations."""

from dataclasses import replace

import pytest

from corpus.document import Authority, Document, cite
from ingest.law import annotated
from qa.answer import Further, Statement, Support
from qa.further import further
from tests.law import KITES, kite_act

ACT = annotated(kite_act())
BRIEF = annotated(
    Document(
        "kites/brief",
        "Kites: a brief",
        "Each kite has one string (Regulation (EU) 2031/7, Art. 2(2)). "
        "Nobody flies at night (Regulation (EU) 2031/8, Art. 1).",
    )
)
DOCUMENTS = {document.id: document for document in (ACT, BRIEF)}


def offered(document: Document, *quotes: str) -> list[Further]:
    citations = [
        cite(document, "any", document.text.index(q), document.text.index(q) + len(q))
        for q in quotes
    ]
    statements = [Statement(c.quote, Support.VERBATIM, (c,)) for c in citations]
    acts = {KITES: ACT.id}
    return list(further(statements, DOCUMENTS.__getitem__, acts.get))


def test_a_defined_word_brings_its_definition() -> None:
    why = {f.why: f.citation.label for f in offered(ACT, "Kites rise against the wind.")}
    assert why == {"defines “kite”": "Article 1(1)"}


def test_the_longest_term_counts_not_the_words_in_it() -> None:
    act = replace(ACT, references=())
    quote = "‘kite string’ means a string of a kite."
    terms = [d.term for d in act.definitions if d.term in quote]
    assert "kite string" in terms
    assert "defines “line”" not in [f.why for f in offered(act, quote)]


def test_a_reference_brings_the_provision_it_names() -> None:
    found = offered(ACT, "Each kite as referred to in paragraph 1 has one string.")
    assert ("referred to as “paragraph 1”", "Article 2(1)") in [
        (f.why, f.citation.label) for f in found
    ]


def test_a_brief_leads_to_the_binding_text_where_the_library_holds_it() -> None:
    [found] = offered(BRIEF, "Each kite has one string (Regulation (EU) 2031/7, Art. 2(2)).")
    assert (found.citation.document, found.citation.label) == (ACT.id, "Article 2(2)")
    assert found.citation.authority is Authority.BINDING


def test_a_footnote_to_the_quote_is_within_reach() -> None:
    found = {
        f.why: f.citation.quote for f in offered(ACT, "as Article 4 of Directive 2013/32/EU did.")
    }
    assert found["is a footnote to what is cited"] == "OJ L 1, 1.1.2031."


def test_a_footnote_to_other_words_is_not_offered() -> None:
    assert "OJ L 1, 1.1.2031." not in [f.citation.quote for f in offered(ACT, "Kites rise")]


def test_an_act_that_the_library_lacks_is_not_offered() -> None:
    assert offered(BRIEF, "Nobody flies at night (Regulation (EU) 2031/8, Art. 1).") == []


def test_what_the_answer_cites_already_is_not_offered_again() -> None:
    found = offered(ACT, "‘kite’ means a body held by a string;", "Kites rise")
    assert "defines “kite”" not in [f.why for f in found]


@pytest.mark.parametrize("quote", ["Kites rise against the wind.", "Each kite as referred"])
def test_everything_offered_is_the_exact_characters_of_its_source(quote: str) -> None:
    for item in offered(ACT, quote):
        source = DOCUMENTS[item.citation.document]
        assert source.text[item.citation.start : item.citation.end] == item.citation.quote
