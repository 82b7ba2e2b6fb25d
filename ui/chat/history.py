"""The library's history: its generations, what each changed, and going back to one."""

from corpus.errors import UnknownGeneration
from corpus.library import Library
from corpus.record import Generation
from ingest.gather import Report
from ingest.generations import difference, document_changes, rollback
from qa.chain import Desk
from ui.chat import history_pane, news
from ui.chat.deleting import nothing_yet
from ui.chat.desk import held
from ui.chat.history_pane import Back, Past
from ui.chat.looking import Done, Fields, Looking, Page, Steps
from ui.chat.planning import COMMAND
from ui.chat.refreshing import refreshed
from ui.words import number, say


def history_page(looking: Looking, _: str) -> Page:
    """The generations, newest first."""
    library = looking.desk.library
    sizes = library.sizes()
    pasts = [past(generation, sizes) for generation in reversed(library.generations())]
    return Page(history_pane.history(pasts), say("The history of the library."))


def past(generation: Generation, sizes: dict[int, tuple[int, int]]) -> Past:
    documents, characters = sizes.get(generation.number, (0, 0))
    return Past(generation, documents, characters)


def diff_page(looking: Looking, rest: str) -> Page:
    """What a generation changed against the one before it."""
    library, wanted = looking.desk.library, number_in(rest)
    generation = library.generation(wanted)
    before = before_it(library, wanted)
    found = difference(library, before, wanted) if before else None
    known = (held(looking.desk, before) if before else {}) | held(looking.desk, wanted)
    shown = history_pane.diff(generation, found, known, way_back(looking, generation))
    return Page(shown, say("Generation {number}.", number=number(wanted)))


def number_in(rest: str) -> int:
    """The number in a fragment. Raises UnknownGeneration for anything else."""
    if not rest.isdecimal() or not rest.isascii() or len(rest) > 9:
        raise UnknownGeneration(number=rest)
    return int(rest)


def before_it(library: Library, wanted: int) -> int:
    """The generation before one, 0 where there is none any longer."""
    return max((g.number for g in library.generations() if g.number < wanted), default=0)


def way_back(looking: Looking, generation: Generation) -> Back | None:
    """What going back to a generation means; `None` for the current one."""
    library = looking.desk.library
    current = library.current()
    if generation.number == current:
        return None
    changes = document_changes(library, current, generation.number)
    return Back(generation.number, changes, may=not looking.rules.read_only, as_of=may_ask_as_of())


def may_ask_as_of() -> bool:
    from ui.chat.acts import ACTS  # which imports this

    return "as-of" in ACTS


async def go_back(looking: Looking, rest: str, _: Fields) -> Steps:
    """Open a generation that holds what an earlier one held."""
    sentence = say("Going back…")
    yield Done(said=sentence, work=news.working(sentence))

    def gone(desk: Desk, _: Report) -> Done:
        target, before = number_in(rest), desk.library.current()
        generation = rollback(desk.settings, target, command=COMMAND)
        refreshed(looking.shared)
        opened = generation.number > before
        said = went(generation.number, target) if opened else same(target)
        return Done(
            said=said, work=news.news(said), proposal=None, open=f"#library/{rest}-{before}"
        )

    async for step in looking.shared.beside(gone, nothing_yet, news.failed):
        yield step


def went(now: int, target: int) -> str:
    return say(
        "Generation {now} holds what generation {target} held.",
        now=number(now),
        target=number(target),
    )


def same(target: int) -> str:
    return say("The library holds what generation {target} held.", target=number(target))
