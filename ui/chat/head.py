"""What stands above a text in the source pane: where the reader is in it, what came before in the
answer and what comes next, the official original, and what helps to read the passage.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import page_at, sections_at
from ui.chat.beside import NOTHING_BESIDE, Beside, Shelf, beside, beside_markup
from ui.chat.cited import Citations, Cited
from ui.chat.markup import Markup, element, fill, join
from ui.chat.official import Original, original
from ui.chat.place import Place, SheetPlace
from ui.chat.source import Source
from ui.words import number, say


@dataclass(frozen=True, slots=True)
class Head:
    """On one span of a document: the sections around it, outermost first, and its page. `cited`
    is the citation that the span is, with those before and after it of `total`, which open
    `as_sheet` where the page is looked at and not the text.
    """

    place: Place
    path: tuple[str, ...]
    page: int | None
    cited: Cited | None = None
    before: Cited | None = None
    after: Cited | None = None
    total: int = 0
    original: Original | None = None
    beside: Beside = NOTHING_BESIDE
    as_sheet: bool = False


def heads_of(view: Source, place: Place, citations: Citations, shelf: Shelf) -> tuple[Head, ...]:
    """The head of the place that is opened, then those of the other citations in the text that is
    shown: moving between them needs nothing more of the server.
    """
    current = citations.at(place)
    here = citations.within(view.document.id, view.document.version)
    others = [cited for cited in here if cited != current and is_shown(view, cited)]
    first = head_of(view, place, current, citations, shelf)
    return (first, *(head_of(view, c.place, c, citations, shelf) for c in others))


def is_shown(view: Source, cited: Cited) -> bool:
    start, end = view.shown
    return start <= cited.citation.start and cited.citation.end <= end


def head_of(
    view: Source, place: Place, cited: Cited | None, citations: Citations, shelf: Shelf
) -> Head:
    document = view.document
    path = [section.label for section in sections_at(document.outline, place.start)]
    return Head(
        place=place,
        path=tuple(shortened(step for step in path if step != document.title)),
        page=page_at(document.pages, place.start),
        cited=cited,
        before=citations.beside(cited, -1) if cited else None,
        after=citations.beside(cited, 1) if cited else None,
        total=len(citations.all),
        original=original(document, place.start),
        beside=beside(document, (place.start, place.end), shelf),
    )


def shortened(path: Iterable[str]) -> Iterator[str]:
    """Without the steps that the next one names as well: “Article 41” before “Article 41(5)”."""
    steps = list(path)
    for step, after in zip(steps, [*steps, ""][1:], strict=True):
        if not after.startswith(step) or after[len(step) :][:1].isalnum():
            yield step


def said_of(head: Head, title: str, changed: str = "") -> str:
    """What a screen reader says when the place is shown."""
    label = head.path[-1] if head.path else title
    name = label if label == title else f"{label}, {title}"
    source = say("Source: {name}.", name=f"{name}{changed}")
    return f"{source} {position(head)}." if head.cited else source


def position(head: Head) -> str:
    assert head.cited
    return say(
        "Citation {number} of {count}", number=number(head.cited.number), count=number(head.total)
    )


# As markup


def head_markup(
    head: Head, title: str, badge: Iterable[Markup], *, is_current: bool, changed: str = ""
) -> Markup:
    """One head, with the `badge` that says what the document's words weigh. All but the current
    one are hidden, for the page's script to change over to.
    """
    hidden = {} if is_current else {"hidden": ""}
    named = {"id": f"head-{head.cited.number}"} if head.cited else {}
    return element(
        "div",
        element("span", said_of(head, title, changed), class_="told", hidden=""),
        element("span", head.path[-1] if head.path else title, class_="here-name", hidden=""),
        element("p", *badge, " ", element("bdi", title), class_="head-title"),
        *crumbs(head),
        *row(turning(head)),
        *row([*beside_markup(head.beside), *official(head)]),
        class_="head",
        **named,
        **hidden,
    )


def crumbs(head: Head) -> Iterator[Markup]:
    steps = [*head.path]
    steps += [say("page {number}", number=number(head.page))] if head.page else []
    if steps:
        yield element("p", " › ".join(steps), class_="crumbs", dir="auto")


def row(parts: Iterable[Markup]) -> Iterator[Markup]:
    found = list(parts)
    if found:
        yield element("div", *found, class_="head-row")


def turning(head: Head) -> Iterator[Markup]:
    """“Citation 2 of 5”, with the ways to the one before and the one after."""
    if not head.cited:
        return
    yield element("span", position(head), class_="position")
    if head.total > 1:
        yield step(head, head.before, say("Previous"), "before")
        yield step(head, head.after, say("Next"), "after")
        yield element("span", keys(), class_="keys")


def keys() -> Markup:
    words = say("keys {previous} and {next}")
    return fill(words, previous=key("p"), next=key("n"))


def key(letter: str) -> Markup:
    return element("span", letter, class_="key-cap")


def step(head: Head, to: Cited | None, words: str, class_: str) -> Markup:
    if to is None:
        return element("span", words, class_=f"step {class_}")
    said = join(" ", element("span", said_step(to), class_="unseen"))
    page = to.citation.page if head.as_sheet else None
    place = SheetPlace(page, to.place) if page else to.place
    return element("a", words, said, href=place.fragment, class_=f"step {class_}")


def said_step(to: Cited) -> str:
    return say("citation {number}: {label}", number=number(to.number), label=to.citation.label)


def official(head: Head) -> Iterator[Markup]:
    """The way to the official text, which leads off this machine and says so."""
    if head.original is None:
        return
    yield element(
        "a",
        say("Official text"),
        join(" ", element("span", leaving(head.original), class_="leaves")),
        href=head.original.address,
        target="_blank",
        rel="noopener noreferrer",
        class_="official",
    )


def leaving(original: Original) -> str:
    return say("opens {host}", host=original.host)


def views(head: Head, *, shown: str) -> Iterator[Markup]:
    """Text or page: the two ways to look at a document that has pages."""
    if head.page is None:
        return
    text, sheet = head.place.fragment, SheetPlace(head.page, head.place).fragment
    for name, words, to in (("text", say("Text"), text), ("sheet", say("Page"), sheet)):
        class_ = "view on" if name == shown else "view"
        yield element("a", words, href=to, class_=class_)
