"""What else to read beside an answer: definitions of its words, provisions, footnotes."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from corpus.document import Citation, Definition, cite
from qa.answer import Further, Statement
from qa.provisions import Find, Open, provision_of, references_in

MOST_DEFINITIONS = 2
MOST_REFERENCES = 3
MOST_NOTES = 2


def further(statements: Sequence[Statement], document: Open, act: Find) -> tuple[Further, ...]:
    """Citations beside those of the answer, none of which it has already.

    `document` and `act` are as for `with_pinpoints`.
    """
    cited = list(dict.fromkeys(c for s in statements for c in s.citations))
    found: dict[Citation, Further] = {}
    for offered, most in (
        (defined(cited, document), MOST_DEFINITIONS),
        (referred_to(cited, document, act), MOST_REFERENCES),
        (noted(cited, document), MOST_NOTES),
    ):
        new = (f for f in offered if not any(overlap(f.citation, c) for c in (*cited, *found)))
        for item in islice(new, most):
            found[item.citation] = item
    return tuple(found.values())


def overlap(one: Citation, other: Citation) -> bool:
    together = one.start < other.end and other.start < one.end
    return one.document == other.document and together


# Definitions


def defined(cited: Sequence[Citation], document: Open) -> Iterator[Further]:
    """The definitions of terms in the quotes, by the same document, the longest terms first."""
    for citation in cited:
        source = document(citation.document)
        for definition in terms_in(citation.quote, source.definitions):
            why = f"defines “{definition.term}”"
            yield Further(why, cite(source, definition.label, definition.start, definition.end))


def terms_in(quote: str, definitions: Sequence[Definition]) -> Iterator[Definition]:
    """The defined terms that stand in a quote; none that is only part of a longer one."""
    rest = quote
    for definition in sorted(definitions, key=lambda d: -len(d.term)):
        pattern = re.compile(rf"\b{re.escape(definition.term)}(?:s|es)?\b", re.IGNORECASE)
        rest, times = pattern.subn("\0", rest)
        if times:
            yield definition


# References


def referred_to(cited: Sequence[Citation], document: Open, act: Find) -> Iterator[Further]:
    """The provisions that the quotes refer to, in the same document or in an act held here."""
    for citation in cited:
        source = document(citation.document)
        for reference in references_in(citation, source):
            if provision := provision_of(reference, source, document, act):
                words = " ".join(source.text[reference.start : reference.end].split())
                yield Further(f"referred to as “{words}”", provision)


# Footnotes


def noted(cited: Sequence[Citation], document: Open) -> Iterator[Further]:
    """The footnotes whose marks stood in the quotes."""
    for citation in cited:
        source = document(citation.document)
        for note in source.notes:
            if citation.start < note.at <= citation.end:
                why = "is a footnote to what is cited"
                yield Further(why, cite(source, note.label, note.start, note.end))
