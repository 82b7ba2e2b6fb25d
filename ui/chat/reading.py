"""What the source pane shows of a pressed link: a document around its citation, or an answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.document import Document
from corpus.errors import UnknownDocument, UnknownGeneration
from corpus.record import Holding, Origin, SavedAnswer
from qa.chain import Desk
from qa.impact import Later, answer_stand
from ui.chat import answers_pane, pane, render, rest_pane, sheet_pane
from ui.chat.beside import Shelf
from ui.chat.cited import Citations, citations_around
from ui.chat.desk import held
from ui.chat.given import answer_given
from ui.chat.head import head_of, heads_of, is_shown, said_of
from ui.chat.looking import Looking, Page
from ui.chat.markup import Markup
from ui.chat.outline import entries
from ui.chat.place import Place, RestPlace, SheetPlace, parse, parse_sheet
from ui.chat.sheets import why_no_picture
from ui.chat.shelf import library_page
from ui.chat.source import Source, first_part, view, window, within
from ui.words import say


def document_page(looking: Looking, rest: str) -> Page:
    """The document of a place, its span highlighted. `rest` is the fragment behind “at/”."""
    place = parse(f"#at/{rest}")
    if not isinstance(place, Place):
        return library_page(looking, "")
    return found_or_missing(lambda: text_page(looking, place))


def sheet_page(looking: Looking, rest: str) -> Page:
    """A page of a document's source as a picture. `rest` is the fragment behind “sheet/”."""
    sheet = parse_sheet(f"#sheet/{rest}")
    if sheet is None:
        return library_page(looking, "")
    return found_or_missing(lambda: picture_page(looking, sheet))


def saved_page(looking: Looking, id: str) -> Page:
    """A saved answer."""
    return saved(looking.desk, answer_given(looking.shared, looking.visitor.owner, id))


def found_or_missing(make: Callable[[], Page]) -> Page:
    """A page, or the sentence that says why there is none, with the way to all documents."""
    try:
        return make()
    except (UnknownDocument, UnknownGeneration) as error:
        sentence = str(error)
        return Page(pane.missing(render.notice(sentence)), sentence)


def text_page(looking: Looking, place: Place) -> Page:
    """The document of a place as the generation held it, or its text alone where that is gone.

    Of a long one a part comes first and `rest_of` it later, but for whoever picks words of it:
    where these stand is counted from where the window begins.
    """
    found = at(looking.desk, place)
    if found is None:
        sentence = other_version()
        return Page(pane.missing(render.notice(sentence)), sentence)
    read = Read(*found, place, now_of(looking.desk, place.document))
    citations = citations_around(looking, place)
    shown = shown_of(read, citations, in_parts=looking.judging is None)
    heads = heads_of(shown, place, citations, shelf_of(looking.desk, place))
    is_whole = shown.shown == window(read.document, shown.quoted)
    more = "" if is_whole else RestPlace(shown.shown, place).fragment
    around = pane.Around(read.since, heads, entries(read.document), read.changed, more)
    return Page(pane.source(shown, around), said_of(heads[0], read.document.title, read.changed))


def rest_of(looking: Looking, rest: RestPlace) -> Markup:
    """What is shown around a place beyond what was sent first, nothing where its text is gone.
    Raises UnknownDocument, UnknownGeneration.
    """
    place = rest.place
    found = at(looking.desk, place)
    if found is None:
        return Markup()
    read = Read(*found, place, now_of(looking.desk, place.document))
    citations = citations_around(looking, place)
    whole = shown_of(read, citations)
    heads = heads_of(whole, place, citations, shelf_of(looking.desk, place))
    sent = replace(whole, shown=within(read.document, rest.sent))
    lacking = tuple(h for h in heads[1:] if h.cited and not is_shown(sent, h.cited))
    around = pane.Around((), lacking, entries(read.document), read.changed)
    return rest_pane.rest(whole, sent.shown, around, place.answer)


def picture_page(looking: Looking, sheet: SheetPlace) -> Page:
    """A page as a picture, or the sentence that says why it cannot be drawn."""
    place = sheet.place
    found = at(looking.desk, place)
    if found is None:
        sentence = other_version()
        return Page(pane.missing(render.notice(sentence)), sentence)
    read = Read(*found, place, now_of(looking.desk, place.document))
    citations = citations_around(looking, place)
    shown = shown_of(read, citations)
    shelf = shelf_of(looking.desk, place)
    head = replace(head_of(shown, place, citations.at(place), citations, shelf), as_sheet=True)
    limit_mb = looking.desk.settings.source_mb
    why_not = why_no_picture(read.document, read.holding.origin, sheet.page, limit_mb)
    around = pane.Around(read.since, (head,), (), read.changed)
    drawn = sheet_pane.sheet(shown, around, sheet, why_not)
    return Page(drawn, why_not or sheet_pane.said(sheet, read.document))


@dataclass(frozen=True, slots=True)
class Read:
    """A document that a place opens, and what the library holds of it `now`."""

    document: Document
    holding: Holding
    place: Place
    now: tuple[Holding | None, int]

    @property
    def is_earlier(self) -> bool:
        now = self.now[0]
        return now is None or now.version != self.document.version

    @property
    def since(self) -> tuple[Markup, ...]:
        return (pane.earlier(*self.now),) if self.is_earlier else ()

    @property
    def changed(self) -> str:
        return say(", an earlier text") if self.is_earlier else ""


def now_of(desk: Desk, document: str) -> tuple[Holding | None, int]:
    """What the current generation holds of a document, and its number."""
    generation = desk.library.generation().number
    held = (h for h in desk.library.holdings(generation) if h.document == document)
    return next(held, None), generation


def shown_of(read: Read, citations: Citations, *, in_parts: bool = False) -> Source:
    """What is shown of a document, or if it comes `in_parts` the first of them."""
    document, place = read.document, read.place
    cited = [one.mark for one in citations.within(document.id, document.version)]
    span = within(document, (place.start, place.end))
    shown = first_part(document, span, cited) if in_parts else None
    return view(document, read.holding, place.generation, span, cited, shown)


def shelf_of(desk: Desk, place: Place) -> Shelf:
    """The documents beside it: of its generation, of the current one where that is gone."""
    library = desk.library
    try:
        return Shelf(library, library.holdings(place.generation), place.generation)
    except UnknownGeneration:
        current = library.generation().number
        return Shelf(library, library.holdings(current), current)


def other_version() -> str:
    return say(
        "The library was made again since this answer, and this document reads differently now: "
        "ask again to see where the words stand."
    )


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


def saved(desk: Desk, given: SavedAnswer) -> Page:
    """A saved answer, with what became of the words it rests on."""
    later = Later(desk.library)
    stand = answer_stand(given, later)
    then = held(desk, stand.answer.generation)
    title = say("A saved answer")
    badge = "".join(f": {answers_pane.fate(stand.standing)}" for _ in stand.touched[:1])
    return Page(answers_pane.saved(stand, then, later.number), f"{title}{badge}.")
