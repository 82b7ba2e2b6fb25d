"""A page of a document's source as a picture in the source pane, the quote marked on it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from corpus.document import Document
from corpus.layout import highlight
from ui.chat import pane, render
from ui.chat.markup import Markup, element
from ui.chat.place import SheetPlace
from ui.chat.source import Source
from ui.words import number, say

PIXELS_PER_POINT = 2.0


def said(sheet: SheetPlace, document: Document) -> str:
    """What a screen reader says when the page is shown."""
    return say("{page} of {title}.", page=page_of(sheet.page), title=document.title)


def page_of(page: int) -> str:
    return say("Page {number}", number=number(page))


def sheet(view: Source, around: pane.Around, sheet: SheetPlace, why_not: str) -> Markup:
    """The page, or the sentence that says why there is no picture of it."""
    drawn = [render.notice(why_not)] if why_not else picture(view, sheet)
    return element(
        "article",
        pane.navigation(*pane.switch(around.heads[0], "sheet")),
        element("header", *pane.heading(view, around.since), class_="source-head"),
        element(
            "div", pane.heads(view, around), *turning(view, sheet), *drawn, class_="sheet-body"
        ),
        class_="source sheet",
    )


def turning(view: Source, sheet: SheetPlace) -> Iterator[Markup]:
    """“Page 12 of 40”, with the ways to those before and after."""
    layout = view.document.layout
    count = len(layout.sizes) if layout else 0
    if not 1 <= sheet.page <= count:
        return
    words = say("Page {number} of {count}", number=number(sheet.page), count=number(count))
    yield element(
        "p",
        step(sheet, sheet.page - 1, count, say("Previous page")),
        element("span", words, class_="position"),
        step(sheet, sheet.page + 1, count, say("Next page")),
        class_="sheet-row",
    )


def step(sheet: SheetPlace, page: int, count: int, words: str) -> Markup:
    if not 1 <= page <= count:
        return element("span", words, class_="step")
    to = SheetPlace(page, sheet.place).fragment
    return element("a", words, href=to, class_="step")


def picture(view: Source, sheet: SheetPlace) -> Iterator[Markup]:
    """The picture, and hidden beside it how far down the quote stands, in hundredths."""
    document, layout = view.document, view.document.layout
    assert layout
    width, height = layout.sizes[sheet.page - 1]
    yield element(
        "img",
        src=address(view, sheet),
        alt=alternative(view, sheet),
        width=str(round(width * PIXELS_PER_POINT)),
        height=str(round(height * PIXELS_PER_POINT)),
        class_="page-picture",
    )
    boxes = highlight(layout, document.pages, *view.quoted)
    tops = [box.top for box in boxes if box.page == sheet.page]
    if tops:
        yield element("span", str(round(100 * min(tops) / height)), class_="box-at", hidden="")


def address(view: Source, sheet: SheetPlace) -> str:
    start, end = view.quoted
    asked = urlencode({"document": view.document.id, "start": start, "end": end})
    return f"page/{view.generation}/{view.document.version}/{sheet.page}.png?{asked}"


def alternative(view: Source, sheet: SheetPlace) -> str:
    """What the picture is of; its words are those of the text."""
    name = f"{page_of(sheet.page)}, {view.document.title}"
    if view.quoted[0] == view.quoted[1] or sheet.page != view.page:
        return name
    where = say("{label} is marked on it; its words are in the text", label=view.label)
    return f"{name}. {where}."
