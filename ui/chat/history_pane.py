"""The generations of the library as escaped markup, and what one of them changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.record import Generation, Holding
from ingest.generations import Difference
from ingest.plan import DocumentChanges
from ui.chat import plan_pane
from ui.chat.kinds import file_of
from ui.chat.library_pane import HISTORY
from ui.chat.markup import Markup, button, element, join
from ui.chat.place import LIBRARY
from ui.chat.plan_pane import counted, item, listed, passages
from ui.words import moment, number, say, say_many

Held = Mapping[str, Holding]


@dataclass(frozen=True, slots=True)
class Past:
    """A generation, and how much it held."""

    generation: Generation
    documents: int
    characters: int


@dataclass(frozen=True, slots=True)
class Back:
    """What going back to a generation changes in the current one, and whether one `may`; `as_of`
    says that it can be asked as it is.
    """

    number: int
    changes: DocumentChanges
    may: bool
    as_of: bool


# The list


def history(pasts: Sequence[Past]) -> Markup:
    """The generations, the first of them the current one."""
    count = say_many("{count} generation", "{count} generations", len(pasts))
    return element(
        "section",
        element("div", element("a", say("All documents"), href=LIBRARY), class_="source-nav"),
        element(
            "header",
            element("h2", say("History")),
            element("p", count, class_="facts"),
            class_="source-head",
        ),
        element("ol", *(entry(past, is_now=not at) for at, past in enumerate(pasts))),
        class_="history",
    )


def entry(past: Past, *, is_now: bool) -> Markup:
    generation = past.generation
    link = element("a", title(generation), href=f"#diff/{generation.number}")
    now = [" ", element("span", say("current"), class_="badge current")] if is_now else []
    return element(
        "li",
        element("p", link, *now, class_="which"),
        element("p", changed_in(generation), class_="what"),
        element("p", *made(generation), class_="facts"),
        element("p", " · ".join(size(past)), class_="facts"),
    )


def title(generation: Generation) -> str:
    return say("Generation {number}", number=number(generation.number))


def made(generation: Generation) -> Iterator[str]:
    """When, and by what."""
    yield element("time", moment(generation.created_at), datetime=generation.created_at)
    yield join(" · ", element("code", plain(generation.command)))


def plain(command: str) -> str:
    """A command without where things are on this machine."""
    return " ".join(file_of(word) if word.startswith("/") else word for word in command.split())


def size(past: Past) -> Iterator[str]:
    yield say_many("{count} document", "{count} documents", past.documents)
    yield passages(past.generation.passages)
    yield say_many("{count} character", "{count} characters", past.characters)


def changed_in(generation: Generation) -> str:
    """What a generation changed: “2 documents added”, “Back to generation 3: …”."""
    summary = generation.summary
    groups = summary.get("documents", {})
    said = counted({kind: len(ids) for kind, ids in groups.items() if kind != "refused"})
    if "rollback" in summary:
        target = say("Back to generation {number}", number=number(summary["rollback"]))
        return f"{target}: {said or say('no document changed')}"
    if said:
        return said
    embedded = summary.get("passages", {}).get("embedded", 0)
    if not embedded:
        return say("no document changed")
    return say_many("{count} passage embedded anew", "{count} passages embedded anew", embedded)


# One of them


def diff(
    generation: Generation, found: Difference | None, known: Held, back: Back | None
) -> Markup:
    """What a generation changed against the one before, of documents that are `known`; there is
    no difference for the first that is kept.
    """
    return element(
        "section",
        element("div", element("a", say("History"), href=HISTORY), class_="source-nav"),
        element(
            "header",
            element("h2", title(generation)),
            element("p", *made(generation), class_="facts"),
            element("p", against(generation, found), class_="facts"),
            class_="source-head",
        ),
        going_back(back) if back else element("p", is_current(), class_="quiet"),
        element("div", *changes(found, known), class_="changes"),
        class_="diff",
    )


def is_current() -> str:
    return say("This is the current generation: questions are answered from it.")


def against(generation: Generation, found: Difference | None) -> str:
    if found is None:
        return say("The first generation that is kept.")
    changed = groups_of(found.documents)
    said = counted(changed) or say("no document changed")
    return say(
        "Against generation {number}: {changes}", number=number(found.old.number), changes=said
    )


def groups_of(documents: DocumentChanges) -> dict[str, int]:
    return {kind: len(getattr(documents, kind)) for kind in plan_pane.KINDS}


def changes(found: Difference | None, known: Held) -> Iterator[Markup]:
    if found is None:
        yield from listed(say("Documents"), [item_of(known[id]) for id in sorted(known)])
        return
    documents = found.documents
    for heading, ids in (
        (say("Added"), documents.added),
        (say("Renamed"), documents.renamed),
        (say("Removed"), documents.removed),
    ):
        yield from listed(heading, [item_of(known[id]) for id in ids if id in known])
    yield from plan_pane.read_otherwise(found.edits)


def item_of(holding: Holding) -> Markup:
    return item(holding.title, f"{file_of(holding.origin.source)} · {passages(holding.passages)}")


def going_back(back: Back) -> Markup:
    """The ways to an earlier generation: for good, or for a question."""
    ways = [sure(back)] if back.may else []
    if back.as_of:
        ways.append(button(say("Ask as of this"), f"as-of/{back.number}"))
    return element("div", *ways, class_="ways")


def sure(back: Back) -> Markup:
    return element(
        "details",
        element("summary", say("Go back to this")),
        element("p", " ".join(meaning(back))),
        button(say("Go back"), f"go-back/{back.number}"),
        class_="sure",
    )


def meaning(back: Back) -> Iterator[str]:
    """What going back does to what the library holds now."""
    said = counted(groups_of(back.changes))
    if said:
        yield say("Against the library as it is now: {changes}.", changes=said)
    else:
        yield say("The library holds the same documents now.")
    yield say(
        "This opens a new generation, embeds nothing and touches no file. Going back again undoes "
        "it; the next look for changes brings the sources as they are."
    )
