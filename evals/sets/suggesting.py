"""Questions proposed for a person to accept: by templates, or worded by a language model."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

from corpus.document import Document, Passage
from corpus.errors import LanguageModelError
from corpus.library import Library
from evals.sets import writing
from evals.sets.question import GoldLabel, GoldQuote, Question, Split
from evals.sets.templates import Proposal, proposals
from evals.sets.worded import worded
from qa.language_model import LanguageModel
from qa.terms import stems

MOST: Final = 20
CALLS: Final = 2  # of a language model for each question that is wanted, at most
# A template's question, and the passage after which a model may word another one in its place.
Idea = tuple[Proposal | None, Passage | None]


@dataclass(frozen=True, slots=True)
class Suggested:
    """Proposed questions, the best first; how many of them the language model `model` worded, and
    why it stopped, where it did.
    """

    questions: tuple[Question, ...]
    model: str = ""
    worded: int = 0
    trouble: str = ""


def suggest(
    library: Library,
    documents: Sequence[str],
    most: int = MOST,
    model: LanguageModel | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Suggested:
    """Up to `most` questions that documents, by their ids, answer; from each in turn.

    With a model the templates stand in where it fails or words no question. `progress` hears how
    many questions there are, and `most`. Raises UnknownDocument.
    """
    held = {name: library.document(name) for name in dict.fromkeys(documents)}
    templates = in_turn(map(proposals, held.values()))
    passages = library.passages(documents=tuple(held)) if model else []
    kept: list[Proposal] = []
    calls, own, trouble = 0, 0, ""
    for template, passage in ideas(templates, passages):
        wording = None
        if model and passage and calls < CALLS * most and not trouble:
            calls += 1
            try:
                wording = worded(passage, model)
            except LanguageModelError as error:
                trouble = str(error)
        proposal = wording or template
        if proposal and is_new(proposal, kept):
            kept.append(proposal)
            own += wording is not None
            if progress:
                progress(len(kept), most)
        if len(kept) == most:
            break
    return Suggested(as_questions(kept, held), model.name if model else "", own, trouble)


def in_turn(each: Iterable[Iterator[Proposal]]) -> list[Proposal]:
    return [proposal for proposal in chain.from_iterable(zip_longest(*each)) if proposal]


def ideas(templates: Sequence[Proposal], passages: Sequence[Passage]) -> Iterator[Idea]:
    """Each template with the passage that holds it, a passage once; then the other passages that
    have a text, those of all documents in turn.
    """
    used: set[str] = set()
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document, []).append(passage)
    for template in templates:
        near = by_document.get(template.document, ())
        holding = (p for p in near if p.start <= template.start and template.end <= p.end)
        holder = next((p for p in holding if p.id not in used), None)
        if holder:
            used.add(holder.id)
        yield template, holder
    for rest in chain.from_iterable(zip_longest(*by_document.values())):
        if rest and rest.id not in used and not rest.is_heading_only:
            yield None, rest


def is_new(proposal: Proposal, others: Sequence[Proposal]) -> bool:
    """Whether no other asks the same in other words of the same stems."""
    asked = stems(proposal.question)
    return all(stems(other.question) != asked for other in others)


def as_questions(
    found: Sequence[Proposal], documents: Mapping[str, Document]
) -> tuple[Question, ...]:
    """Proposals as rows of a question set, known by their documents and numbers."""
    numbers: Counter[str] = Counter()
    rows = []
    for proposal in found:
        numbers[proposal.document] += 1
        rows.append(row(proposal, documents[proposal.document], numbers[proposal.document]))
    return tuple(rows)


def row(proposal: Proposal, document: Document, number: int) -> Question:
    quote = GoldQuote(document.id, document.text[proposal.start : proposal.end])
    labels = (GoldLabel(document.id, proposal.label),) if proposal.label else ()
    return Question(
        id=f"{document.id.replace('/', '-')}-{number}",
        question=proposal.question,
        kind=proposal.kind,
        split=Split.DEV,
        quotes=(quote,),
        labels=labels,
        language=document.metadata.language or "en",
        proposed=True,
    )


def as_yaml(found: Suggested, name: str) -> str:
    """The question set as a file that `footnote eval` reads."""
    rows = ((question, "") for question in found.questions)
    return writing.as_yaml(name, "Proposed questions", rows, writing.ACCEPTING)
