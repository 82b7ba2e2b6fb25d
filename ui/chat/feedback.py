"""What the buttons of feedback do: give a verdict, take it back, pick the right words."""

from collections.abc import Callable, Mapping
from typing import Final

from corpus.document import Document
from corpus.errors import WordsNotFound
from corpus.verdicts import Judged, Verdict
from qa.chain import Desk
from ui.chat import reading, render
from ui.chat.feedback_pages import row_in, said, verdict_of
from ui.chat.given import answer_given
from ui.chat.looking import SAME, Act, Done, Fields, Looking, Steps, Unchanged, first
from ui.chat.markup import element
from ui.chat.picking import picked
from ui.chat.place import Place, parse
from ui.chat.sent import whole_number
from ui.chat.source import window
from ui.chat.verdicts_pane import VERDICTS
from ui.words import quoted, say

NAMED: Final = {judged.name.lower(): judged for judged in Judged}


async def judge(looking: Looking, arg: str, _fields: Fields) -> Steps:
    """`arg` is the answer's id, “/” and the verdict's name."""
    answer, _, name = arg.partition("/")
    judged, owner = NAMED.get(name), looking.visitor.owner
    if judged is None:
        yield Done()
        return

    def work(desk: Desk) -> Done:
        asked = answer_given(looking.shared, owner, answer)
        return recorded(looking, desk.library.give_verdict(owner, answer, asked.question, judged))

    async for step in written(looking, work):
        yield step


def recorded(looking: Looking, given: Verdict) -> Done:
    """A helpful answer leaves the reader where they are; others lead to the page of the verdict."""
    judging: int | Unchanged | None = SAME
    if not given.is_complete:
        judging = given.row
    elif looking.judging == given.row:
        judging = None
    page = f"#verdict/{given.row}/{given.judged.name.lower()}"
    stays = given.judged is Judged.HELPFUL and not shows(looking, given)
    return Done(said=said(given), open="" if stays else page, judging=judging)


def shows(looking: Looking, given: Verdict) -> bool:
    """Whether the source pane shows verdicts, which would now be told wrongly."""
    return looking.opened.startswith((f"#verdict/{given.row}", VERDICTS))


async def take_back(looking: Looking, answer: str, _fields: Fields) -> Steps:
    owner = looking.visitor.owner

    def work(desk: Desk) -> Done:
        given = next((v for v in desk.library.verdicts(owner) if v.answer == answer), None)
        desk.library.take_back(owner, answer)
        told = say("The verdict is taken back.")
        if given is None:
            return Done(said=told)
        page = f"{VERDICTS}/without-{given.row}" if shows(looking, given) else ""
        judging = None if looking.judging == given.row else SAME
        return Done(said=told, open=page, judging=judging)

    async for step in written(looking, work):
        yield step


# Picking words


def pick(looking: Looking, row: str, _fields: Fields) -> Done:
    """Begin to pick. Raises UnknownVerdict."""
    given = verdict_of(looking, row_in(row))
    return Done(judging=given.row, open=f"#verdict/{given.row}/pick")


def unpick(_looking: Looking, row: str, _fields: Fields) -> Done:
    return Done(said=say("No words are picked now."), judging=None, open=f"#verdict/{row_in(row)}")


async def cite(looking: Looking, row: str, fields: Fields) -> Steps:
    """Record the words that are selected in a document."""

    def work(desk: Desk) -> Done:
        place, start = parse(first(fields, "place")), first(fields, "start")
        document, base = opened(desk, place)
        at = base + (whole_number(start) or 0)
        words = picked(document, at, first(fields, "words"))
        desk.library.pick_words(looking.visitor.owner, row_in(row), words)
        told = say("Recorded: {quote}", quote=quoted(words.quote))
        return Done(said=told, judging=None, open=f"#verdict/{row_in(row)}/words")

    async for step in written(looking, work):
        yield step


def opened(desk: Desk, place: object) -> tuple[Document, int]:
    """The document of a place, and where what is shown of it begins. Raises WordsNotFound."""
    found = reading.at(desk, place) if isinstance(place, Place) else None
    if found is None or not isinstance(place, Place):
        raise WordsNotFound
    document = found[0]
    start = min(place.start, len(document.text))
    return document, window(document, (start, min(max(start, place.end), len(document.text))))[0]


async def written(looking: Looking, work: Callable[[Desk], Done]) -> Steps:
    """What writes to the library waits for others who do, beside the questions."""
    steps = looking.shared.beside(lambda desk, _: work(desk), lambda _: Done(), failed)
    async for step in steps:
        yield step


def failed(sentence: str) -> Done:
    return Done(said=sentence, work=element("div", render.notice(sentence), class_="failed"))


FEEDBACK: Final[Mapping[str, Act]] = {
    "judge": Act(judge, writes=True),
    "unjudge": Act(take_back, writes=True),
    "pick": Act(pick, writes=True),
    "unpick": Act(unpick),
    "cite": Act(cite, writes=True),
}
