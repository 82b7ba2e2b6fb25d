"""The pages of feedback: one verdict, all of a visitor's, and documents while words are picked."""

from corpus.errors import UnknownAnswer, UnknownVerdict
from corpus.verdicts import Verdict
from qa.kept import answer_in
from ui.chat import feedback_pane, reading
from ui.chat import verdicts_pane as pane
from ui.chat.desk import attempt, held
from ui.chat.given import answer_given
from ui.chat.looking import Looking, Page
from ui.chat.markup import Markup, element, join
from ui.chat.shelf import library_page
from ui.words import say

MARKED = 200


def verdict_page(looking: Looking, rest: str) -> Page:
    """One verdict. `rest` is its row; what follows only makes the link new. Raises UnknownVerdict,
    also for another's.
    """
    if looking.rules.read_only:
        return library_page(looking, "")
    given = verdict_of(looking, row_in(rest))
    generation = looking.desk.library.generation().number
    shown = pane.Shown(
        given,
        generation,
        held(looking.desk, generation),
        picking=looking.judging == given.row,
        links=links_of(looking, given),
    )
    return Page(pane.verdict(shown), said(given))


def verdicts_page(looking: Looking, rest: str) -> Page:
    """All verdicts of the visitor. `rest` is there where one was just taken back."""
    if looking.rules.read_only:
        return library_page(looking, "")
    library = looking.desk.library
    given, generation = library.verdicts(looking.visitor.owner), library.generation().number
    shown = pane.verdicts(given, generation, held(looking.desk, generation))
    return Page(shown, say("The verdict is taken back.") if rest else say("Your verdicts."))


def document_page(looking: Looking, rest: str) -> Page:
    """A document; while words are picked with what picks them."""
    shown = reading.document_page(looking, rest)
    given = being_judged(looking)
    if given is None:
        return shown
    picking = say("Select the words that should have been cited.")
    bar = feedback_pane.bar(given, f"#at/{rest}")
    return Page(join(shown.shown, bar), f"{shown.said} {picking}")


def given_so_far(looking: Looking) -> Markup:
    """The visitor's newest verdicts, for the page's script to mark them below answers that are
    shown again.
    """
    if looking.rules.read_only:
        return Markup()

    def work() -> Markup:
        given = looking.desk.library.verdicts(looking.visitor.owner)[:MARKED]
        told = " ".join(f"{one.answer}/{one.judged.name.lower()}" for one in given)
        return element("span", told, id="word-verdicts", hidden="")

    return attempt(work, lambda _: Markup())


def being_judged(looking: Looking) -> Verdict | None:
    """The verdict for which words are being picked in this window."""
    if looking.judging is None or looking.rules.read_only:
        return None
    try:
        return verdict_of(looking, looking.judging)
    except UnknownVerdict:
        return None


def verdict_of(looking: Looking, row: int) -> Verdict:
    return looking.desk.library.verdict(looking.visitor.owner, row)


def row_in(rest: str) -> int:
    """The row that a fragment names, 0 where it names none."""
    number = rest.partition("/")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0


def links_of(looking: Looking, given: Verdict) -> pane.Links:
    """Where to look for the right words, nothing where the answer was deleted."""
    try:
        asked = answer_given(looking.shared, looking.visitor.owner, given.answer)
    except UnknownAnswer:
        return pane.Links()
    answer = answer_in(asked)
    return pane.links(answer, held(looking.desk, answer.generation))


def said(given: Verdict) -> str:
    """The verdict in words, for a screen reader."""
    judged = feedback_pane.label(given.judged)
    if given.is_complete:
        return say("Recorded: {verdict}.", verdict=judged)
    return say("Recorded: {verdict}. Pick the words it should have cited.", verdict=judged)
