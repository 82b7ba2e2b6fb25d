"""Questions made of a document by templates: of its definitions, its outline, its numbers and
dates. They are English, and so are the documents they are made for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from corpus.document import Document, Section
from corpus.sentences import after_bullet, sentence_spans
from evals.sets.question import Kind
from qa.about import inside_sentence, is_telling, plainness, subject_of
from qa.overview import OPENS_LEANING, is_sentence
from qa.terms import words

LONGEST_CHARS = 320  # of a sentence that a question is made of
BEST_WORDS = 11  # of a question: shorter ones are vague, longer ones repeat the text
GLOSSARY = re.compile(r"\b(?:glossary|definitions|terms)\b", re.I)

AUXILIARY = r"(?P<aux>is|are|was|were|has|have|had|will|shall|must|may|can|should|would)"
SUBJECT = r"(?P<subject>[A-Z][\w’'-]*(?: [\w’'/()-]+){0,8}?)"
# What does without an auxiliary in a sentence and needs one in a question.
VERBS = {
    **{
        f"{verb}{end}": ("does" if end else "do", verb)
        for verb in ("last", "end", "begin", "start", "enter", "take", "come", "expire", "run")
        for end in ("", "s")
    },
    "apply": ("do", "apply"),
    "applies": ("does", "apply"),
    **{f"{verb}ed": ("did", verb) for verb in ("last", "end", "start", "enter")},
    "expired": ("did", "expire"),
    "began": ("did", "begin"),
    "took": ("did", "take"),
    "came": ("did", "come"),
}
VERB = rf"(?P<verb>{'|'.join(VERBS)})"
REST = r"(?P<rest>(?!not\b)[^,;:]+?)"
OF = r"(?P<of>(?: (?:of|after|from) [^,;:.]+)?)"
TAIL = r"(?P<tail>(?: [^,;:.]+)?)\."
SPELT = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
NUMBER = rf"(?:\d{{1,3}}(?:[ ,]\d{{3}})+|\d+(?:\.\d+)?|{SPELT})(?: (?:million|billion))?"
ABOUT = (
    r"(?:(?:at least|at most|up to|about|around|some|nearly|more than|fewer than|no more than"
    r"|a maximum of|a minimum of|a total of) )?"
)
UNIT = r"(?P<unit>(?:(?:working|calendar) )?(?:hour|day|week|month|year))s?\b"
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?:(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{4}})?|(?:1[89]|20)\d\d)(?! \w+s\b)"
THINGS = r"(?P<things>(?:[a-z][\w-]* ){0,3}[a-z][\w-]*s)"
# Each with the question that it makes of a sentence.
FORMS = (
    (
        rf"{SUBJECT} {AUXILIARY} {REST} within (?:a period of )?{ABOUT}{NUMBER} {UNIT}{OF}{TAIL}",
        "Within how many {unit}s{of} {aux} {subject} {rest}{tail}?",
    ),
    (
        rf"{SUBJECT} {AUXILIARY} {REST} for (?:a period of )?{ABOUT}{NUMBER} {UNIT}{OF}{TAIL}",
        "For how long {aux} {subject} {rest}{of}{tail}?",
    ),
    (
        rf"{SUBJECT} {AUXILIARY} {REST} (?P<when>on|in|by|from|until|since|as of) {DATE}{TAIL}",
        "{when} {aux} {subject} {rest}{tail}?",
    ),
    (
        rf"{SUBJECT} {VERB}(?P<rest>(?: [^,;:]+?)?) (?P<when>on|in|by|from|until|since|as of) "
        rf"{DATE}{TAIL}",
        "{when} {aux} {subject} {verb}{rest}{tail}?",
    ),
    (
        rf"(?:The )?(?i:{ABOUT})(?!(?:1[89]|20)\d\d )(?i:{NUMBER}) {THINGS} "
        rf"{AUXILIARY} {REST}\.",
        "How many {things} {aux} {rest}?",
    ),
    (
        rf"{SUBJECT} {AUXILIARY} (?P<rest>(?!not\b)[a-z]+(?: [a-z]+)?) {ABOUT}{NUMBER} {THINGS}\.",
        "How many {things} {aux} {subject} {rest}?",
    ),
)
COMPILED = tuple((re.compile(form), question) for form, question in FORMS)
WHEN = {
    "on": "When",
    "in": "When",
    "by": "By when",
    "from": "From when",
    "as of": "From when",
    "until": "Until when",
    "since": "Since when",
}
# A subject that begins or goes on so is no subject by itself.
NO_SUBJECT = re.compile(
    r"^(?:if|when|where|while|in|on|for|by|to|under|at|as|since|after|before|however|there|with"
    r"|that|those|but|and|or|he|she|we|you|i|what|who|how|no|none|other|others|both|one|from|of)\b"
    r"|\b(?:that|which|who|whose|whom|where|when|if|because|and|or)\b",
    re.I,
)
# The rest of a sentence that says more than one thing makes no question.
NO_REST = re.compile(
    r"\b(?:that|which|who|whose|when|where|while|whether|if|because|only|no)\b"
    r"|^ (?:and|or) |\band (?:is|are|was|were|has|have|each|every|then|from|by|\w+ed|\w+s)\b"
    rf"|{DATE}",
    re.I,
)
# Where a sentence ends in what it rests on: “(Regulation (EU) 2024/1356, Art. 25).”
RESTS_ON = re.compile(r" \((?:[^()]|\([^()]*\))*\)(?=\.$)")
MEANS = re.compile(
    r"(?:(?:An?|The) )?[‘“'\"]?(?P<term>\w[\w’'-]*(?: [\w’'-]+){0,5}?)[’”'\"]? "
    r"(?:means|refers to|is defined as|stands for) "
    r"(?!(?:can|may|must|shall|should|will|is|are|was|were|has|have)\b)"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that is answered by `start:end` of a document, and where all of a section
    answers it, by what bears that section's label.
    """

    question: str
    kind: Kind
    document: str
    start: int
    end: int
    label: str = ""


def proposals(document: Document) -> Iterator[Proposal]:
    """Questions that a document answers, of all sorts in turn, the best of each first. None of
    one in another language than English.
    """
    if document.metadata.language.split("-")[0].lower() not in ("", "en"):
        return
    sentences = [*telling(document)]
    sorts = (
        [*defined(document), *meant(document, sentences)],
        counted(document, sentences),
        headed(document),
    )
    yield from filter(None, chain.from_iterable(zip_longest(*sorts)))


def telling(document: Document) -> Iterator[tuple[int, int]]:
    """The sentences that say something by themselves."""
    for begin, end in sentence_spans(document.text, language=document.metadata.language or "en"):
        start = after_bullet(document.text, begin, end)
        text = document.text[start:end]
        alone = is_sentence(text) and not OPENS_LEANING.match(text)
        if alone and len(text) <= LONGEST_CHARS and "\n" not in text:
            yield start, end


# Definitions


def defined(document: Document) -> Iterator[Proposal]:
    """What the terms mean that an act defines, each by the first sentence that says it."""
    for definition in document.definitions:
        spans = sentence_spans(document.text, definition.start, definition.end)
        if spans:
            yield meaning(definition.term, document, spans[0])


def meant(document: Document, sentences: Sequence[tuple[int, int]]) -> Iterator[Proposal]:
    for span in sentences:
        found = MEANS.match(document.text[slice(*span)])
        if found and not NO_SUBJECT.search(found["term"]):
            yield meaning(inside_sentence(found["term"], document), document, span)


def meaning(term: str, document: Document, span: tuple[int, int]) -> Proposal:
    return Proposal(f"What does “{term}” mean?", Kind.DEFINITION, document.id, *span)


# The outline


def headed(document: Document) -> list[Proposal]:
    """What is said under the headings, the plainest first; in a glossary, what they mean."""
    found = [section for section in document.outline if is_telling(section, document)]
    found.sort(key=lambda section: plainness(subject_of(section, document)))
    labels = [section.label for section in document.outline]
    each = (under(section, document) for section in found if labels.count(section.label) == 1)
    return [proposal for proposal in each if proposal]


def under(section: Section, document: Document) -> Proposal | None:
    """A question about a section, which its first sentence answers as all that is in it does."""
    text, subject = document.text, subject_of(section, document)
    spans = sentence_spans(text, section.body, section.end)
    spans = [(after_bullet(text, start, end), end) for start, end in spans]
    first = next((span for span in spans if is_sentence(text[slice(*span)])), None)
    if first is None:
        return None
    if GLOSSARY.search(document.title):
        question, kind = f"What does “{subject}” mean?", Kind.DEFINITION
    else:
        inside = inside_sentence(subject, document)
        question, kind = f"What do the documents say about {inside}?", Kind.OVERVIEW
    return Proposal(question, kind, document.id, *first, label=section.label)


# Numbers and dates


def counted(document: Document, sentences: Sequence[tuple[int, int]]) -> list[Proposal]:
    """Questions after the numbers and dates of sentences, the handiest first."""
    each = (
        Proposal(question, Kind.NUMBER, document.id, *span)
        for span in sentences
        if (question := asked_after(document.text[slice(*span)], document))
    )
    return sorted(each, key=lambda proposal: abs(len(words(proposal.question)) - BEST_WORDS))


def asked_after(sentence: str, document: Document) -> str:
    """The question after the number or the date of a sentence; empty where no form fits."""
    plain = RESTS_ON.sub("", sentence)
    for form, question in COMPILED:
        found = form.fullmatch(plain)
        if not found:
            continue
        said = {name: text or "" for name, text in found.groupdict().items()}
        subject, rest = said.get("subject", ""), (said["rest"], said.get("tail", ""))
        if NO_SUBJECT.search(subject) or any(map(NO_REST.search, rest)):
            continue
        if subject:
            said["subject"] = inside_sentence(subject, document)
        if "when" in said:
            said["when"] = WHEN[said["when"]]
        if "verb" in said:
            said["aux"], said["verb"] = VERBS[said["verb"]]
        return question.format(**said)
    return ""
