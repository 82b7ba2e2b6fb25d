"""The source pane as escaped markup: a document with the quote marked in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.document import Authority
from corpus.document import weight as weight_of
from corpus.record import Holding
from qa.injection import gives_orders
from ui.chat.cited import Cited
from ui.chat.head import Head, head_markup, views
from ui.chat.markup import Markup, element, fill, join
from ui.chat.outline import Entry, outline_markup, starts
from ui.chat.place import LIBRARY, Place
from ui.chat.source import Block, Piece, Source
from ui.words import number, say, say_many


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def weight(stated: str) -> Iterable[Markup]:
    """How much a text's words weigh; nothing where that is unstated."""
    if stated:
        yield element("span", in_words(stated), class_="authority")


def in_words(stated: str) -> str:
    """An authority in the language that is spoken; the edition behind it as it stands."""
    authority, comma, edition = stated.partition(", ")
    said: dict[str, str] = {
        Authority.BINDING: say("binding text"),
        Authority.OFFICIAL: say("official explanation"),
        Authority.OWN: say("own summary"),
    }
    return said.get(authority, authority) + comma + edition


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a text: what became of it `since`, the heads of the citations in it, the
    current one first, and its outline. `changed` says of which time the text is, `more` is the
    fragment of what follows where a part of the page is sent first.
    """

    since: tuple[Markup, ...] = ()
    heads: tuple[Head, ...] = ()
    outline: tuple[Entry, ...] = ()
    changed: str = ""
    more: str = ""


def source(view: Source, around: Around | None = None) -> Markup:
    """A document in the source pane, the quote marked in it."""
    around = around or Around()
    return element(
        "article",
        navigation(*(switch(around.heads[0], "text") if around.heads else ())),
        element("header", *heading(view, around.since), class_="source-head"),
        element("div", *body(view, around), class_="source-body"),
        class_="source",
    )


def heading(view: Source, since: Iterable[Markup]) -> Iterator[Markup]:
    """The document: its title, what its words weigh, and of what time they are."""
    yield element("h2", view.document.title, dir="auto", **language(view))
    yield element("p", *about(view.holding), *address(view.holding), class_="facts")
    yield from since


def heads(view: Source, around: Around) -> Markup:
    """Where the reader is; what stays in sight while the text scrolls."""
    shown = (
        head_of(view, head, around.changed, is_current=not position)
        for position, head in enumerate(around.heads)
    )
    return element("div", trail(), *shown, class_="heads")


def head_of(view: Source, head: Head, changed: str, *, is_current: bool) -> Markup:
    title, binds = view.document.title, weight_of(view.holding.metadata.authority, edition="")
    return head_markup(head, title, weight(binds), is_current=is_current, changed=changed)


def trail() -> Markup:
    """The way back from what was looked up; the page's script fills and shows it."""
    words = fill(say("Back to {place}"), place=element("bdi", "…", class_="trail-to"))
    return element(
        "p", element("a", words, href="#", class_="trail-back"), class_="trail", hidden=""
    )


def switch(head: Head, shown: str) -> Iterator[Markup]:
    choices = list(views(head, shown=shown))
    if choices:
        yield element("span", *choices, class_="views")


def body(view: Source, around: Around) -> Iterator[Markup]:
    more, answer = around.more, answer_of(around)
    yield from outline_markup(view, around.outline, answer, is_pruned=bool(more))
    yield element(
        "div",
        heads(view, around),
        *further(view, "earlier"),
        element("div", *text(view, around), class_="source-text", **language(view)),
        *further(view, "later"),
        *(element("a", href=fragment, class_="more", hidden="") for fragment in [more] if fragment),
        class_="source-main",
    )


def text(view: Source, around: Around) -> Iterator[Markup]:
    """The text, with the numbers of the citations that have a head, and the outline's spots."""
    cited = {head.cited.number: head.cited for head in around.heads if head.cited}
    return marked(view, cited, list(starts(around.outline)))


def answer_of(around: Around) -> str:
    """The answer that the document was opened from."""
    return around.heads[0].place.answer if around.heads else ""


def language(view: Source) -> Mapping[str, str]:
    return {"lang": view.document.metadata.language or "und"}


def earlier(now: Holding | None, generation: int) -> Markup:
    """That a text is not the one the library holds `now`, and the way to that."""
    if now is None:
        gone = say("An earlier text: the document is there no longer.")
        return element("p", gone, class_="earlier")
    place = Place(now.document, generation, version=now.version)
    link = element("a", say("see it as it is now"), href=place.fragment)
    words = fill(say("An earlier text of this document: {link}."), link=link)
    return element("p", words, class_="earlier")


def navigation(*beside: Markup) -> Markup:
    return element(
        "div",
        element("a", say("All documents"), href=LIBRARY),
        *beside,
        element("a", say("Back to the answer"), href="#answer", class_="back"),
        class_="source-nav",
    )


def missing(sentence: Markup) -> Markup:
    """A sentence in place of a document that cannot be shown, and the way to the others."""
    return element("div", navigation(), sentence, class_="missing")


def about(holding: Holding) -> list[str]:
    """How much a document's words weigh, who says them, when, and which version this is."""
    meta = holding.metadata
    said = [meta.edition] if meta.edition else [meta.publisher, meta.date]
    version = say("version {name}", name=holding.version[:8]).replace(" ", "\u00a0")
    line = " · ".join(fact for fact in (*said, meta.identifier, version) if fact)
    authority = weight_of(meta.authority, edition="")
    return [*(join(stated, " ") for stated in weight(authority)), line]


def address(holding: Holding) -> Iterator[Markup]:
    """Where a fetched page came from: to be read, not to be followed."""
    origin = holding.metadata.origin
    if origin.startswith(("https://", "http://")):
        yield join(" · ", element("bdi", origin, class_="address"))


def further(view: Source, where: str) -> Iterable[Markup]:
    """The way to the part of a very long document that is not shown."""
    start, end = view.shown
    hidden = start if where == "earlier" else len(view.document.text) - end
    if not hidden:
        return
    at = start if where == "earlier" else end
    place = Place(view.document.id, view.generation, start=at, end=at, version=view.holding.version)
    words = further_words(where, hidden)
    yield element("p", element("a", words, href=place.fragment), class_="further")


def further_words(where: str, hidden: int) -> str:
    if where == "earlier":
        return say_many("{count} earlier character", "{count} earlier characters", hidden)
    return say_many("{count} later character", "{count} later characters", hidden)


# The text


@dataclass(slots=True)
class Pen:
    """What is still to be put into the text: the id that the page scrolls to, where the quote
    or, of a place that quotes nothing, the block begins; the numbers of the citations, each
    where it begins; and the spots that the outline leads to.
    """

    target: int
    quotes: bool
    cited: dict[int, Cited]
    spots: list[int] = field(default_factory=list)
    aimed: bool = False

    def aim(self) -> Mapping[str, str]:
        """The attributes of what the page scrolls to, once."""
        if self.aimed:
            return {}
        self.aimed = True
        return {"id": "quoted", "tabindex": "-1"}


def marked(view: Source, cited: Mapping[int, Cited], spots: Sequence[int]) -> Iterator[Markup]:
    """The blocks as markup; the first mark carries the id that the page scrolls to.

    What is not of the text has the class `aside`.
    """
    start, end = view.quoted
    within = sorted(at for at in set(spots) if view.shown[0] <= at < view.shown[1])
    is_elsewhere = not view.shown[0] <= start < view.shown[1]
    pen = Pen(start, start < end, dict(cited), within, aimed=is_elsewhere or start == end == 0)
    for block in view.blocks:
        if block.kind == "gap":
            yield element("span", *(of_gap(piece) for piece in block.pieces), class_="gap")
            continue
        yield from put_spots(block, pen)
        yield from warning(block)
        yield block_markup(block, pen)


def put_spots(block: Block, pen: Pen) -> Iterator[Markup]:
    while pen.spots and pen.spots[0] < block.end:
        yield element("span", id=f"at-{pen.spots.pop(0)}", class_="spot aside")


def warning(block: Block) -> Iterable[Markup]:
    """A word above a passage that speaks to a language model rather than to a reader."""
    if is_order("".join(piece.text for piece in block.pieces)):
        words = say(
            "The text below reads like an order to a language model. It is shown as it stands, "
            "and nothing follows from it."
        )
        yield element("p", words, class_="orders aside")


@lru_cache(maxsize=10_000)  # a document is opened again and again
def is_order(text: str) -> bool:
    return gives_orders(text) is not None


def block_markup(block: Block, pen: Pen) -> Markup:
    is_target = not pen.quotes and pen.target < block.end
    named = pen.aim() if is_target else {}
    children = [part for piece in block.pieces for part in of_piece(piece, pen)]
    if block.kind == "heading":
        tag = f"h{min(6, block.level + 2)}"
        return element(tag, *children, class_="heading", dir="auto", **named)
    return element("p", *children, class_=block.kind, dir="auto", **named)


def of_gap(piece: Piece) -> Markup:
    if not piece.quoted and not piece.cited:
        return join(piece.text)
    return element("mark", piece.text, class_=classes(piece))


def of_piece(piece: Piece, pen: Pen) -> Iterator[Markup]:
    for cited in piece.cited:
        if one := pen.cited.pop(cited, None):
            yield number_link(one, is_current=piece.quoted)
    if not piece.quoted and not piece.cited:
        yield join(piece.text)
        return
    named = pen.aim() if piece.quoted else {}
    yield element("mark", piece.text, class_=classes(piece), **named)


def classes(piece: Piece) -> str:
    """`c3` is what citation 3 quotes; `quoted` is the one that is read now."""
    names = ["cited", *(f"c{cited}" for cited in piece.cited)] if piece.cited else []
    return " ".join([*names, "quoted"] if piece.quoted else names)


def number_link(cited: Cited, *, is_current: bool) -> Markup:
    """The number of a citation where it begins: pressing it makes it the current one."""
    return element(
        "a",
        element("span", join(say("Citation"), " "), class_="unseen"),
        number(cited.number),
        href=cited.place.fragment,
        id=f"number-{cited.number}",
        class_="number aside on" if is_current else "number aside",
    )
