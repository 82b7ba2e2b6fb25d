"""Answers about the library itself, and to greetings."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from corpus.document import Authority, Citation, Document, Metadata, Section, cite, heading_of
from corpus.record import Generation
from qa.answer import Statement, Support
from qa.kinds import NAMED_KIND, plain
from qa.terms import content_terms, stem, stems, words

MOST_LISTED = 40
MOST_EXAMPLES = 3
MOST_NAMED = 2  # documents named as examples of what there is
EXAMPLE_CHARS = 200  # of text under a heading that an example question can be about
LANGUAGES = {
    "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "hr": "Croatian", "hu": "Hungarian", "it": "Italian", "lt": "Lithuanian",
    "lv": "Latvian", "mt": "Maltese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish",
}  # fmt: skip
# Words of a question about the library that name no document of it.
GENERAL = re.compile(
    rf"^(?:{NAMED_KIND}|version|edition|language|generation|date|list|show|hold|cover|load|loaded"
    r"|updated?|last|currently|recent|recently|available|ingested|indexed|read|search|included?"
    r"|added|imported|published|written|old|new|big|large|current|up|often|access|kind|type|sort"
    r"|knowledge|base|data|contain|consult|use|using|based|rely|draw|work|refreshed|changed?|made"
    r"|got|loading|among|inside|part|full|exactly|fresh|topics?|subjects?)$",
    re.I,
)
COUNT = re.compile(r"\bhow (?:many|big|large)\b", re.I)
TIME = re.compile(
    r"\b(?:when|updated?|up[- ]to[- ]date|current|recent|recently|fresh|old|date|dates"
    r"|generation)\b",
    re.I,
)
LANGUAGE = re.compile(r"\blanguages?\b", re.I)
EDITION = re.compile(r"\b(?:versions?|editions?)\b", re.I)
THANKS = re.compile(r"\b(?:thanks?|thx|cheers|bye|goodbye)\b", re.I)
# Headings that make no question when put behind “about”.
NO_SUBJECT = re.compile(
    r"^(?:how|why|when|what|which|who|whom|where|if|from|after|before|introduction|summary|annex"
    r"|overview|contents|general|scope|final|other|miscellaneous|trap|note|notes|preamble"
    r"|recitals?)\b|\d",
    re.I,
)
NUMBERING = re.compile(
    r"^(?:(?:article|chapter|section|part|title|annex) [\w.]+|\d[\d.]*|[IVXLC]+\.)[\s.:–—-]*", re.I
)


def documents_reply(
    question: str, documents: Sequence[Document], generation: Generation, *, formed: bool = True
) -> list[Statement]:
    """What a question about the documents is answered with; each statement cites them.

    Asked for one by name, it says whether it is there; asked how many, when, in which language
    or version, it says that; else it lists them. In a question that is not `formed` as such
    questions mostly are, words that name no document need not be meant for a name.
    """
    citable = [document for document in documents if document.text.strip()]
    if not citable:
        return []
    said = plain(question)
    names = names_in(said)
    named = [document for document in citable if is_named(names, document)]
    if formed and names and not named:
        return [about(f"{none_of(citable)} is about “{' '.join(names)}” by its title.", citable)]
    chosen = named or citable
    if LANGUAGE.search(said):
        return list(languages(chosen))
    if TIME.search(said) and not COUNT.match(said):
        return [updated(citable, generation), *dated(chosen)]
    if COUNT.search(said) and not named:
        return [counted(citable, generation)]
    if EDITION.search(said):
        return [about(f"{quoted(d)}: {described(d)}.", [d]) for d in chosen[:MOST_LISTED]]
    if named:
        return [about(f"{quoted(d)} is in the library ({described(d)}).", [d]) for d in named]
    return list(listed(citable))


def help_reply(question: str, documents: Sequence[Document]) -> list[Statement]:
    """What a greeting or a question about Footnote is answered with: what it does, and example
    questions from the headings of the documents, which it cites.
    """
    citable = [document for document in documents if document.text.strip()]
    if not citable:
        return []
    some = spread(citable, MOST_NAMED)
    opening = "You are welcome: ask" if THANKS.search(question) else "Ask"
    such = enumerated(quoted(d) for d in some)
    held = number_of(citable)
    held = f"the {held} in this library, such as {such}" if len(citable) > 1 else such
    what = about(
        f"{opening} in your own words, and Footnote answers with sentences of {held}, or says that "
        "the documents do not tell.",
        some,
    )
    examples = list(example_questions(citable))
    if not examples:
        return [what]
    asked = enumerated((f"“{text}”" for text, _ in examples), "or")
    cited = tuple(citation for _, citation in examples)
    return [what, Statement(f"You could ask {asked}.", Support.SUPPORTED, cited)]


def about(text: str, documents: Sequence[Document]) -> Statement:
    """A statement of Footnote's own about documents, with each of them cited by its title."""
    return Statement(text, Support.SUPPORTED, tuple(citation_of(d) for d in documents))


def citation_of(document: Document) -> Citation:
    """What a document is known by: its title, where the text has it, or else its first line."""
    text = document.text
    start = len(text) - len(text.lstrip())
    if document.title and text.startswith(document.title, start):
        return cite(document, document.title, start, start + len(document.title))
    headed = next((s for s in document.outline if text[s.start : s.body].strip()), None)
    if headed:
        return heading_citation(document, headed)
    line = text[start:].split("\n", 1)[0].rstrip()
    return cite(document, document.title, start, start + len(line))


def heading_citation(document: Document, section: Section) -> Citation:
    heading = document.text[section.start : section.body]
    start = section.start + len(heading) - len(heading.lstrip())
    return cite(document, section.label, start, section.start + len(heading.rstrip()))


def names_in(said: str) -> tuple[str, ...]:
    """The words of a question about the library that name a document."""
    kept = [term for term in content_terms(said) if not GENERAL.match(term)]
    kinds = [term for term in content_terms(said) if is_kind_of_text(term)]
    return (*kept, *(kinds if kept else ()))


def is_kind_of_text(term: str) -> bool:
    """Whether a word tells apart kinds of documents, as “regulation” does and “file” does not."""
    return bool(re.fullmatch(NAMED_KIND, term, re.I)) and not re.fullmatch(
        r"(?:documents?|sources?|texts?|files?|pdfs?|library|collection|corpus|materials?|versions?"
        r"|editions?)",
        term,
        re.I,
    )


def is_named(names: Sequence[str], document: Document) -> bool:
    """Whether all the words of a name stand in a document's title, id, number or edition."""
    facts = document.metadata
    id = re.sub(r"[/_-]", " ", document.id)
    known = stems(f"{document.title} {id} {facts.identifier} {facts.edition} {facts.publisher}")
    return bool(names) and all(
        stem(part) in known for name in names for part in re.split(r"[-/]", name)
    )


def quoted(document: Document) -> str:
    return f"“{document.title}”"


def number_of(documents: Sequence[Document]) -> str:
    return f"{len(documents):,} document{'' if len(documents) == 1 else 's'}"


def none_of(documents: Sequence[Document]) -> str:
    return (
        "The one document in the library is not what was asked for: none"
        if len(documents) == 1
        else f"None of the {number_of(documents)} in the library"
    )


def enumerated(items: Iterator[str], joining: str = "and") -> str:
    """“a, b and c”."""
    *first, last = list(items)
    return f"{', '.join(first)} {joining} {last}" if first else last


def described(document: Document) -> str:
    """What a document says of itself: “official explanation, European Commission, April 2024”."""
    facts: Metadata = document.metadata
    authority = "" if facts.authority is Authority.UNSTATED else facts.authority.value
    told = (authority, facts.publisher, facts.edition, day(facts.date))
    return ", ".join(fact for fact in told if fact) or "it says nothing of its edition or date"


def language_of(document: Document) -> str:
    code = document.metadata.language
    return LANGUAGES.get(code.split("-")[0].lower(), code)


def day(written: str) -> str:
    """“2026-11-25” as “25 November 2026”, “2024-04” as “April 2024”; anything else as it is."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", written.strip())
    if not match:
        return written
    try:
        at = date(int(match.group(1)), int(match.group(2)), int(match.group(3) or 1))
    except ValueError:
        return written
    return f"{at.day} {at:%B} {at.year}" if match.group(3) else f"{at:%B} {at.year}"


def moment(written: str) -> str:
    """An ISO 8601 time as “26 November 2026 at 12:48 UTC”."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return f"{at.day} {at:%B} {at.year} at {at:%H:%M} UTC"


def counted(documents: Sequence[Document], generation: Generation) -> Statement:
    passages = f"{generation.passages:,} passage{'' if generation.passages == 1 else 's'}"
    verb = "is" if len(documents) == 1 else "are"
    return about(
        f"There {verb} {number_of(documents)} in the library, cut into {passages}.", documents
    )


def updated(documents: Sequence[Document], generation: Generation) -> Statement:
    return about(
        f"The library was last updated on {moment(generation.created_at)} "
        f"(generation {generation.number}).",
        documents,
    )


def dated(documents: Sequence[Document]) -> Iterator[Statement]:
    """What dates the documents bear, those of one date together, the newest first."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(document.metadata.date, []).append(document)
    for written in sorted(groups, reverse=True)[:MOST_LISTED]:
        held = groups[written]
        names = quoted(held[0]) if len(held) == 1 else f"{number_of(held)}"
        bears = "bears" if len(held) == 1 else "bear"
        yield about(
            f"{names} {bears} {f'the date {day(written)}' if written else 'no date'}.", held
        )


def languages(documents: Sequence[Document]) -> Iterator[Statement]:
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(language_of(document), []).append(document)
    for language, held in groups.items():
        names = quoted(held[0]) if len(held) == 1 else number_of(held)
        verb = "is" if len(held) == 1 else "are"
        said = f"{names} {verb} in {language}." if language else f"{names}: no language is stated."
        yield about(said, held)


def listed(documents: Sequence[Document]) -> Iterator[Statement]:
    """The documents by title, each with what it says of itself."""
    for document in documents[:MOST_LISTED]:
        yield about(f"{quoted(document)} ({described(document)}).", [document])
    rest = documents[MOST_LISTED:]
    if rest:
        yield about(f"There are {number_of(rest)} more in the library.", rest)


def spread(documents: Sequence[Document], wanted: int) -> list[Document]:
    """Some of the documents, from the first to the last, as far apart as may be."""
    if len(documents) <= wanted:
        return list(documents)
    step = (len(documents) - 1) / (wanted - 1)
    return [documents[round(place * step)] for place in range(wanted)]


def example_questions(documents: Sequence[Document]) -> Iterator[tuple[str, Citation]]:
    """Questions that the documents answer, each about a heading, from as many as may be."""
    given = 0
    apart = spread(documents, MOST_EXAMPLES)
    for document in [*apart, *(d for d in documents if d not in apart)]:
        telling = [s for s in document.outline if is_telling(s, document)]
        if not telling:
            continue
        section = min(telling, key=lambda s: plainness(subject_of(s, document)))
        subject = inside_sentence(subject_of(section, document), document)
        yield f"What do the documents say about {subject}?", heading_citation(document, section)
        given += 1
        if given == MOST_EXAMPLES:
            return


def subject_of(section: Section, document: Document) -> str:
    return NUMBERING.sub("", heading_of(section, document.text)).strip(" .:;")


def is_telling(section: Section, document: Document) -> bool:
    """Whether a question about a section's heading makes sense and has something to answer it."""
    subject = subject_of(section, document)
    named = section.kind != "title" and not section.is_numbered and subject != document.title
    long_enough = section.end - section.body >= EXAMPLE_CHARS
    few = 1 <= len(words(subject)) <= 6 and bool(content_terms(subject))
    has_heading = bool(document.text[section.start : section.body].strip())
    return (
        named and long_enough and few and has_heading and not NO_SUBJECT.search(subject)
        and "?" not in subject
    )  # fmt: skip


def plainness(subject: str) -> tuple[bool, int]:
    """How little a heading is one thing named in two or three words."""
    return (" and " in subject or "," in subject, abs(len(words(subject)) - 2))


def inside_sentence(heading: str, document: Document) -> str:
    """A heading with a small first letter, where the text elsewhere writes the word so."""
    first = heading.split()[0]
    small = first[0].lower() + first[1:]
    if re.search(rf"(?<=\w ){re.escape(small)}\b", document.text):
        return small + heading[len(first) :]
    return heading
