"""The source pane as escaped markup: a document with the quote marked, or the library's page."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.document import weight as weight_of
from corpus.record import Generation, Holding
from qa.injection import gives_orders
from ui.markup import Markup, element, join
from ui.place import LIBRARY, Place
from ui.source import Block, Source

ORDERS = (
    "The text below reads like an order to a language model. It is shown as it stands, and nothing "
    "follows from it."
)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def weight(stated: str) -> Iterable[Markup]:
    """How much a text's words weigh; nothing where that is unstated."""
    if stated:
        yield element("span", stated, class_="authority")


def source(view: Source, since: Iterable[Markup] = ()) -> Markup:
    """A document in the source pane, the quote marked in it, and what became of it `since`."""
    return element(
        "article",
        navigation(),
        element(
            "header",
            element("h2", view.document.title),
            *crumbs(view),
            element("p", *about(view.holding), class_="facts"),
            *since,
            class_="source-head",
        ),
        *further(view, "earlier"),
        element(
            "div",
            *marked_once(view.blocks),
            class_="source-text",
            lang=view.document.metadata.language or "und",
        ),
        *further(view, "later"),
        class_="source",
    )


def earlier(now: Holding | None, generation: int) -> Markup:
    """That a text is not the one the library holds `now`, and the way to that."""
    if now is None:
        return element("p", "An earlier text: the document is there no longer.", class_="earlier")
    place = Place(now.document, generation, version=now.version)
    link = element("a", "see it as it is now", href=place.fragment)
    return element("p", "An earlier text of this document: ", link, ".", class_="earlier")


def navigation() -> Markup:
    return element(
        "div",
        element("a", "All documents", href=LIBRARY),
        element("a", "Back to the answer", href="#answer", class_="back"),
        class_="source-nav",
    )


def crumbs(view: Source) -> Iterable[Markup]:
    steps = [*view.path, *([f"page {view.page}"] if view.page else [])]
    if steps:
        yield element("p", " › ".join(steps), class_="crumbs")


def about(holding: Holding) -> list[str]:
    """How much a document's words weigh, who says them, when, and which version this is."""
    meta = holding.metadata
    said = [meta.edition] if meta.edition else [meta.publisher, meta.date]
    rest = [*said, meta.identifier, f"version\u00a0{holding.version[:8]}"]
    line = " · ".join(fact for fact in rest if fact)
    authority = weight_of(meta.authority, edition="")
    return [*(join(stated, " ") for stated in weight(authority)), line]


def further(view: Source, where: str) -> Iterable[Markup]:
    """The way to the part of a very long document that is not shown."""
    start, end = view.shown
    hidden = start if where == "earlier" else len(view.document.text) - end
    if not hidden:
        return
    at = start if where == "earlier" else end
    place = Place(view.document.id, view.generation, start=at, end=at, version=view.holding.version)
    text = f"{hidden:,} {where} characters"
    yield element("p", element("a", text, href=place.fragment), class_="further")


def marked_once(blocks: Iterable[Block]) -> Iterable[Markup]:
    """The blocks as markup; the first mark carries the id that the page scrolls to."""
    target = "quoted"
    for block in blocks:
        yield from warning(block)
        children: list[Markup] = []
        for piece in block.pieces:
            if not piece.quoted:
                children.append(join(piece.text))
            elif block.kind == "gap" or not target:
                children.append(element("mark", piece.text, class_="quoted"))
            else:
                children.append(
                    element("mark", piece.text, class_="quoted", id=target, tabindex="-1")
                )
                target = ""
        yield block_markup(block, children)


def warning(block: Block) -> Iterable[Markup]:
    """A word above a passage that speaks to a language model rather than to a reader."""
    if block.kind != "gap" and is_order("".join(piece.text for piece in block.pieces)):
        yield element("p", ORDERS, class_="orders")


@lru_cache(maxsize=10_000)  # a document is opened again and again
def is_order(text: str) -> bool:
    return gives_orders(text) is not None


def block_markup(block: Block, children: Sequence[Markup]) -> Markup:
    if block.kind == "gap":
        return element("span", *children, class_="gap")
    if block.kind == "heading":
        return element(f"h{min(6, block.level + 2)}", *children, class_="heading")
    return element("p", *children, class_=block.kind)


def library(
    generation: Generation,
    holdings: Sequence[Holding],
    above: Iterable[Markup] = (),
    below: Iterable[Markup] = (),
) -> Markup:
    """The list of documents: what the source pane shows while no citation is open."""
    count = counted(len(holdings), "document")
    made = f"{count}, {counted(generation.passages, 'passage')}, generation {generation.number}"
    entries = (entry(holding, generation.number) for holding in holdings)
    return element(
        "section",
        element(
            "header",
            element("h2", "The documents"),
            element("p", made, class_="facts"),
            class_="source-head",
        ),
        *above,
        element("ul", *entries, class_="shelf"),
        *below,
        class_="library",
    )


def no_library() -> Markup:
    """The same page where there is no library, or nothing in it."""
    return element(
        "section",
        element(
            "header",
            element("h2", "The documents"),
            element("p", "There are none yet.", class_="facts"),
            class_="source-head",
        ),
        class_="none",
    )


def entry(holding: Holding, generation: int) -> Markup:
    place = Place(holding.document, generation, version=holding.version)
    return element(
        "li",
        element("a", holding.title, href=place.fragment),
        element("p", *about(holding), class_="facts"),
    )
