"""Overviews: what a question wants an overview of, and the key sentences of its sections."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Section, cite, is_empty, label_at
from corpus.sentences import after_bullet, sentence_spans
from qa.answer import Statement, Support
from qa.english.phrases import DETERMINERS, HANGS_ON
from qa.retrieve import Hit
from qa.terms import FUNCTION_WORDS, content_terms, share_stems, stem, words

MOST_STATEMENTS = 6
MOST_SECTIONS = 12  # of one document; an overview of more says too little of each
MOST_HIT_SECTIONS = 3
FEW_DOCUMENTS = 3  # that are summed up section by section; of more, only how each begins
MOST_SENTENCES = 48  # that are looked at, the first of each section before the others
NAMED = 0.6  # share of a heading's words that must be the subject's, and the other way round
ALIKE = 0.6  # share of common stems above which two sentences say the same
FEWEST_WORDS = 5  # of a sentence; what is shorter is a heading, a date, a fragment

# How central a sentence is among its neighbours and how near the subject, against how much it
# repeats what is chosen already: maximal marginal relevance (Carbonell and Goldstein 1998,
# doi:10.1145/290941.291025) over centrality as in LexRank (Erkan and Radev 2004,
# doi:10.1613/jair.1523), with the degree in place of the eigenvector.
RELEVANCE = 0.7
NEARNESS = 0.5
LEADS = 0.1  # the first sentence of a section says what it is about
LEANS = 0.1  # what opens with “They” says little without the sentence before it

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

ASKED = (
    re.compile(
        r"^(?:can you |could you )?(?:please )?(?:sum+[ae]ri[sz]e|sumari[sz]e|sum up|recap"
        r"|outline|give (?:me )?the gist of)"
        r"(?: for me)?(?: (?:in \w+ \w+))?(?: what)? (?P<of>.+)$",
        re.I,
    ),
    re.compile(
        r"\b(?:summary|overview|outline|synopsis|gist|digest|points?|messages?|takeaways?"
        r"|contents?|ideas?"
        r"|facts|provisions)\b (?:of|on|about|from|in) (?P<of>.+)$",
        re.I,
    ),
    re.compile(
        r"^what (?:do|does|did) (?P<in>.+?) (?:says?|state|tell (?:me|us)|contain|report|write)"
        r" (?:about|on|regarding|concerning) (?P<of>.+)$",
        re.I,
    ),
    re.compile(r"^what(?:['’]s| is| are) (?P<of>.+?) (?:all |mainly )?about$", re.I),
    re.compile(r"^what do(?:es)? (?P<of>.+?) (?:deal with|say|contain|tell us)$", re.I),
    re.compile(r"^.*?\b(?:about|on) (?P<of>.+)$", re.I),
    re.compile(
        r"^(?P<of>.+?)[,:]? (?:a )?(?:short |brief |quick )?(?:summary|overview|outline|synopsis"
        r"|gist)$",
        re.I,
    ),
)
WHOLE = re.compile(
    r"^(?:(?:all |all of )?(?:the|these|your|this|those)? ?(?:documents?|texts?|library"
    r"|collection|sources?"
    r"|files?|everything|it all|it|them|this)|everything)$",
    re.I,
)
TRAILING = re.compile(
    r"(?:,? (?:for me|please|briefly|in short|in a few \w+|in \w+ sentences?))+$", re.I
)


def subject(question: str) -> str:
    """What the overview is of, in the question's words; empty for the whole of the documents."""
    said = TRAILING.sub("", " ".join(question.split()).strip(" ?!.,"))
    for form in ASKED:
        match = form.search(said)
        if match:
            of = TRAILING.sub("", match.group("of")).strip(" ,:“”\"'")
            of = re.sub(r"^(?:what )?(?P<in>(?:the|this) \S+) says? (?:about|on) ", "", of)
            return "" if WHOLE.match(of) or not words(of) else of
    return ""


def sections(
    subject: str, documents: Sequence[Document], hits: Sequence[Hit]
) -> list[tuple[Document, Section]]:
    """The sections that an overview of a subject is made from, in reading order.

    The main sections of a document that the subject names, and of all where there is no subject
    and few documents; else the sections whose headings name it; else those of the best hits.
    Sections without text are left out.
    """
    named = [d for d in documents if names_document(subject, d)]
    shortened = [d for d in documents if shortens_title(subject, d)]
    if not named and len(shortened) == 1:
        named = shortened
    if not content_terms(subject) and len(documents) > FEW_DOCUMENTS:
        return [(d, opening_of(d)) for d in documents]
    if named or not content_terms(subject):
        return [(d, s) for d in named or documents for s in main_sections(d)]
    by_heading = [(d, s) for d in documents for s in named_sections(subject, d, names)]
    by_core = by_heading or [(d, s) for d in documents for s in named_sections(subject, d, is_core)]
    return by_core[:MOST_SECTIONS] or of_hits(documents, hits)


def names_document(subject: str, document: Document) -> bool:
    """Whether a subject is a document: its title or the last part of its id, or nearly so."""
    if not content_terms(subject):
        return False
    name = document.id.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ")
    title = re.split(r"[:–—]", document.title, maxsplit=1)[0]
    bare = HANGS_ON.split(title, maxsplit=1)[0]  # “The Pact” of “The Pact on Migration”
    return any(same(subject, other) for other in (name, title, document.title, bare) if other)


def shortens_title(subject: str, document: Document) -> bool:
    """Whether a subject leaves out words of a title and keeps its last: “the crisis regulation”
    for “The crisis and force majeure regulation”.
    """
    title = re.split(r"[:–—]", document.title, maxsplit=1)[0]
    asked, named = meaning(subject), meaning(title)
    last = words(title)[-1:]
    return len(asked) > 1 and asked < named and bool(last) and stem(last[0]) in asked


def same(one: str, other: str) -> bool:
    """Whether two phrases have the same words that carry meaning."""
    return meaning(one) == meaning(other) != frozenset()


def meaning(phrase: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words(phrase) if w.lower() not in SMALL)


# Of a name every word counts, but those that hold it together.
SMALL = frozenset(w for w in FUNCTION_WORDS if len(w) < 4) | DETERMINERS | {"document", "with"}


def main_sections(document: Document) -> list[Section]:
    """The sections that a whole document is summed up from: the outermost that have text."""
    articles = [s for s in document.outline if s.kind == "article"]
    whole = [s for s in articles or document.outline if holds_text(s, document.text)]
    for level in sorted({s.level for s in whole}):
        of_level = [s for s in whole if s.level <= level and not holds_other(s, whole, level)]
        if len(of_level) > 1:
            return of_level[:MOST_SECTIONS]
    return whole[:MOST_SECTIONS] or [whole_of(document)]


def holds_other(section: Section, others: Sequence[Section], level: int) -> bool:
    return any(
        section.level < o.level <= level and section.start <= o.start < section.end for o in others
    )


def opening_of(document: Document) -> Section:
    """What a document says before its first heading, or else its first section with text."""
    first = next((s.start for s in document.outline if s.kind != "title"), len(document.text))
    title = next((s.body for s in document.outline if s.kind == "title"), 0)
    sentences = sentence_spans(document.text, title, max(title, first))
    if any(is_sentence(document.text[a:b]) for a, b in sentences):
        return Section(document.title, "title", 1, 0, title, first)
    return main_sections(document)[0]


def whole_of(document: Document) -> Section:
    """A document without an outline as one section."""
    return Section(document.title, "title", 1, 0, 0, len(document.text))


def holds_text(section: Section, text: str) -> bool:
    return not is_empty(section, text) and bool(text[section.body : section.end].strip())


def named_sections(
    subject: str, document: Document, is_named: Callable[[str, str], bool]
) -> list[Section]:
    """The sections whose headings name the subject, without those inside another of them."""
    found: list[Section] = []
    for section in document.outline:
        inside = found and section.start < found[-1].end
        if section.is_numbered or section.kind == "title" or inside:
            continue
        heading = document.text[section.start : section.body] or section.label
        if is_named(subject, heading) and holds_text(section, document.text):
            found.append(section)
    return found


def names(subject: str, heading: str) -> bool:
    """Whether a heading names what is asked: all its words, and most of the heading's."""
    asked, named = meaning(subject), meaning(heading)
    shared = len(asked & named)
    return bool(shared) and shared == len(asked) and shared >= NAMED * len(named) - 1


def is_core(subject: str, heading: str) -> bool:
    """Whether a heading is what a subject ends in: “Egypt” for “the deal with Egypt”."""
    named, last = meaning(heading), content_terms(subject)[-1:]
    return bool(last) and stem(last[0]) in named <= meaning(subject)


def of_hits(documents: Sequence[Document], hits: Sequence[Hit]) -> list[tuple[Document, Section]]:
    """The innermost sections with a heading that hold the best hits, in reading order."""
    known = {document.id: document for document in documents}
    found: dict[tuple[str, int], tuple[Document, Section]] = {}
    for hit in hits:
        document = known.get(hit.passage.document)
        if document is None or len(found) == MOST_HIT_SECTIONS:
            continue
        section = section_at(document, hit.passage.start)
        if holds_text(section, document.text):
            found.setdefault((document.id, section.start), (document, section))
    order = {id: place for place, (id, _) in enumerate(found)}
    return sorted(found.values(), key=lambda pair: (order[pair[0].id], pair[1].start))


def section_at(document: Document, offset: int) -> Section:
    holders = [s for s in document.outline if s.start <= offset < s.end and not s.is_numbered]
    return holders[-1] if holders else whole_of(document)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may stand in an overview: `document.text[start:end]`."""

    document: Document
    start: int
    end: int
    place: int  # in its section, from 0

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    def statement(self) -> Statement:
        label = label_at(self.document, self.start, self.end)
        citation = cite(self.document, label, self.start, self.end)
        return Statement(citation.quote, Support.VERBATIM, (citation,))


def key_sentences(
    sections: Sequence[tuple[Document, Section]],
    subject_vector: NDArray[np.float32],
    encode: Encode,
) -> list[Statement]:
    """At most MOST_STATEMENTS key sentences of the sections, in their order, each cited.

    No fragments, no headings, and none that says what another does. Where there are more
    sections than statements, no section gives two before each of the chosen ones gave one.
    """
    candidates = list(candidate_sentences(sections))
    if not candidates:
        return []
    vectors = encode([sentence.text for sentence in candidates])
    chosen = choose(candidates, vectors, subject_vector)
    return [candidates[place].statement() for place in sorted(chosen)]


def candidate_sentences(sections: Sequence[tuple[Document, Section]]) -> Iterator[Sentence]:
    """The whole sentences of the sections in their order, each once, MOST_SENTENCES at most."""
    each = max(1, MOST_SENTENCES // max(1, len(sections)))
    seen: set[tuple[str, int]] = set()
    for document, section in sections:
        language = document.metadata.language
        spans = sentence_spans(document.text, section.body, section.end, language)
        whole = [(after_bullet(document.text, a, b), b) for a, b in spans]
        whole = [span for span in whole if is_sentence(document.text[slice(*span)])]
        for place, (start, end) in enumerate(whole[:each]):
            if (document.id, start) not in seen:
                seen.add((document.id, start))
                yield Sentence(document, start, end, place)


OPENS_LEANING = re.compile(
    r"(?:it|they|he|she|this|these|those|such|its|their|however|moreover|also|but|there)\b", re.I
)


def is_sentence(text: str) -> bool:
    """Whether a text says something by itself: no heading, no table row, no list’s beginning."""
    ends = text[-1:] in ".!?…" or text[-2:-1] in ".!?"
    return ends and len(words(text)) >= FEWEST_WORDS and "|" not in text and text[:1] not in "[("


def choose(
    candidates: Sequence[Sentence],
    vectors: NDArray[np.float32],
    subject_vector: NDArray[np.float32],
) -> list[int]:
    """The places of the sentences to show, by maximal marginal relevance."""
    likeness = vectors @ vectors.T
    central = (likeness.sum(axis=1) - 1) / max(1, len(candidates) - 1)
    leads = np.array([LEADS if sentence.place == 0 else 0.0 for sentence in candidates])
    leans = np.array([LEANS if OPENS_LEANING.match(s.text) else 0.0 for s in candidates])
    worth = NEARNESS * (vectors @ subject_vector) + (1 - NEARNESS) * central + leads - leans
    chosen: list[int] = []
    left = list(range(len(candidates)))
    while left and len(chosen) < MOST_STATEMENTS:
        repeated = likeness[:, chosen].max(axis=1) if chosen else np.zeros(len(candidates))
        best = max(left, key=lambda n: (RELEVANCE * worth[n] - (1 - RELEVANCE) * repeated[n], -n))
        left.remove(best)
        if not any(alike(candidates[best].text, candidates[other].text) for other in chosen):
            chosen.append(best)
    return chosen


def alike(one: str, other: str) -> bool:
    return share_stems(one, other, ALIKE)
