"""What the source pane shows of a pressed link: a document around its citation, or an answer."""

from corpus.document import Document
from corpus.errors import UnknownDocument, UnknownGeneration
from corpus.record import Holding, Origin
from qa.chain import Desk
from qa.impact import Later, answer_stand
from ui import answers_pane, pane, render
from ui.desk import SharedDesk, attempt, held
from ui.markup import escape
from ui.place import Place, SavedPlace, opened_place
from ui.shelf import ShownPlan, page
from ui.source import view

OTHER_VERSION = (
    "The library was made again since this answer, and this document reads differently now: "
    "ask again to see where the words stand."
)


def opened(desk: SharedDesk, pressed: str, proposal: ShownPlan | None) -> tuple[str, str]:
    """What a pressed link puts into the source pane, and what a screen reader says to it."""
    place = opened_place(pressed)

    def work() -> tuple[str, str]:
        if isinstance(place, SavedPlace):
            return saved(desk.open(), place)
        if place is None:
            return page(desk.open(), proposal), "The documents."
        return source(desk.open(), place)

    return attempt(work, lambda sentence: (str(render.notice(sentence)), str(escape(sentence))))


def source(desk: Desk, place: Place) -> tuple[str, str]:
    """The document of a place as the generation held it, or its text alone where that is gone."""
    found = at(desk, place)
    if found is None:
        return str(render.notice(OTHER_VERSION)), str(escape(OTHER_VERSION))
    document, holding = found
    generation = desk.library.generation().number
    now = next((h for h in desk.library.holdings(generation) if h.document == place.document), None)
    changed = now is None or now.version != document.version
    since = [pane.earlier(now, generation)] if changed else []
    shown = view(document, holding, place.generation, (place.start, place.end))
    earlier = ", an earlier text" if changed else ""
    said = f"Source: {shown.label}, {document.title}{earlier}."
    return str(pane.source(shown, since)), str(escape(said))


def at(desk: Desk, place: Place) -> tuple[Document, Holding] | None:
    """The document of a place, `None` where the library knows its text no longer."""
    try:
        document = desk.library.document(place.document, place.generation)
        holdings = desk.library.holdings(place.generation)
    except UnknownGeneration:
        if not place.version:
            raise
    else:
        if document.version.startswith(place.version):
            return document, next(h for h in holdings if h.document == place.document)
    try:
        document = desk.library.version(place.document, place.version)
    except UnknownDocument:
        return None
    return document, holding_of(document)


def holding_of(document: Document) -> Holding:
    """What is known of a text that no generation holds any longer."""
    return Holding(
        document=document.id,
        title=document.title,
        version=document.version,
        origin=Origin("", ""),
        metadata=document.metadata,
        characters=len(document.text),
        passages=0,
        since=0,
    )


def saved(desk: Desk, place: SavedPlace) -> tuple[str, str]:
    """A saved answer, with what became of the words it rests on."""
    later = Later(desk.library)
    stand = answer_stand(desk.library.answer(place.id), later)
    then = held(desk, stand.answer.generation)
    badge = "".join(f": {answers_pane.BADGES[stand.standing]}" for _ in stand.touched[:1])
    return str(answers_pane.saved(stand, then, later.number)), f"A saved answer{badge}."
