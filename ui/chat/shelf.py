"""The library's page: what it holds, and what the visitor's answers have become."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from corpus.errors import LibraryEmpty, LibraryMissing
from corpus.library import Library
from corpus.record import SavedAnswer
from ingest.left_out import left_out
from qa.impact import AnswerStand, Later, answer_stand
from ui.chat import answers_pane, library_pane, questions_pane, render
from ui.chat.given import answers_of
from ui.chat.library_pane import May, Shelf
from ui.chat.looking import Looking, Page
from ui.chat.markup import Markup
from ui.chat.plainly import plainly
from ui.chat.visitor import NOBODY
from ui.commands.impact import found_in
from ui.words import say

ANSWERS_SHOWN = 20


def library_page(looking: Looking, after: str) -> Page:
    """What the library holds, or the plan that is looked at. `after` says that it is shown because
    something was done, which is what is said then.
    """
    return Page(page(looking), "" if after else say("The documents."))


def page(looking: Looking) -> Markup:
    """The plan that is looked at; else the documents between the answers that rest on them."""
    if looking.proposal:
        return looking.proposal.shown
    may = may_of(looking)
    try:
        library = looking.desk.library
        generation = library.generation()
    except (LibraryMissing, LibraryEmpty) as error:
        return library_pane.no_library(plainly(error), may)
    found = stands(library, generation.number, looking.visitor.owner, keys(looking))
    holdings = library.holdings(generation.number)
    empty = render.notice(plainly(LibraryEmpty(folder=library.folder)))
    above = [*([] if holdings else [empty]), *answers_pane.touched(found.touched)]
    below = [*found.questions, *answers_pane.others(found.others)]
    shelf = Shelf(generation, holdings, left_out(generation), found.resting)
    return library_pane.library(shelf, may, above, below)


def may_of(looking: Looking) -> May:
    """What whoever looks may do here."""
    from ui.chat.acts import ACTS  # which imports what this page is made of

    rules = looking.rules
    return May(
        change=not rules.read_only,
        bring=rules.uploads and not rules.read_only,
        at_home=looking.visitor.owner == NOBODY,
        ask_alone="ask-only" in ACTS,
        source_mb=looking.shared.source_mb,
    )


def keys(looking: Looking) -> tuple[tuple[str, str], ...]:
    """By what a visitor's answers are told from others: when they are, so is what is made of
    them.
    """
    kept = answers_of(looking.desk.library, looking.visitor.owner)
    return tuple((saved.id, saved.asked_at) for saved in kept)


@dataclass(frozen=True, slots=True)
class Stands:
    """The answers that changes touched, the latest others, on how many answers each document is
    rested, and what is to be shown of the evaluation questions that were touched.
    """

    touched: Sequence[AnswerStand]
    others: Sequence[AnswerStand]
    resting: Mapping[str, int]
    questions: Sequence[Markup]


@lru_cache(maxsize=16)
def stands(
    library: Library, generation: int, owner: str, answers: tuple[tuple[str, str], ...]
) -> Stands:
    """How a visitor's answers stand.

    Remembered as long as the library stays at its generation and has the same answers: looking
    for a text's words in its next version takes a while, and the page is opened often.
    """
    found = found_in(library, since=None, question_files=(), owner=owner)
    later = Later(library)
    own = answers_of(library, owner)
    known = {stand.saved.id for stand in found.answers}
    rest = (saved for saved in own if saved.id not in known)
    since = found.since or generation
    return Stands(
        touched=found.answers,
        others=[answer_stand(saved, later) for saved in islice(rest, ANSWERS_SHOWN)],
        resting=Counter(document for saved in own for document in cited_by(saved)),
        questions=list(questions_pane.touched(found.questions, since, generation)),
    )


def cited_by(saved: SavedAnswer) -> Iterator[str]:
    """The documents that an answer quotes, each once."""
    yield from {
        citation["document"]
        for statement in saved.answer.get("statements", ())
        for citation in statement["citations"]
    }
