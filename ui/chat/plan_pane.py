"""A plan as escaped markup: what would change, old words against new, and what it takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from corpus.changes import DocumentEdit, Fate, PassageChange, Side, Words, edits, wording
from corpus.record import Holding
from ingest.apply import IngestResult
from ingest.plan import Plan
from ingest.sources import Refusal
from ui.chat.markup import Markup, element
from ui.chat.plainly import without_paths
from ui.terminal.wording import heads_of, words_of
from ui.words import number, say, say_many

SHOWN_CHANGES = 40
SHOWN_DOCUMENTS = 40
AROUND_CHARS = 90
KINDS = ("added", "edited", "renamed", "removed")
# How many documents changed, and how, in words.
COUNTS: Final[Mapping[str, Callable[[int], str]]] = {
    "added": lambda n: say_many("{count} document added", "{count} documents added", n),
    "edited": lambda n: say_many("{count} document edited", "{count} documents edited", n),
    "renamed": lambda n: say_many("{count} document renamed", "{count} documents renamed", n),
    "removed": lambda n: say_many("{count} document removed", "{count} documents removed", n),
    "refused": lambda n: say_many("{count} source refused", "{count} sources refused", n),
}
FATES: Final[Mapping[Fate, Callable[[], str]]] = {
    Fate.EDITED: lambda: say("edited"),
    Fate.ADDED: lambda: say("added"),
    Fate.REMOVED: lambda: say("removed"),
}

Held = Mapping[str, Holding]


def plan(result: IngestResult, held: Held, warning: Markup | None = None) -> Markup:
    """What an ingest would change in the documents `held`, under a warning if there is one."""
    proposed = result.plan
    return element(
        "section",
        element(
            "header",
            element("h2", heading(proposed)),
            element("p", in_brief(proposed), class_="facts"),
            *cost(result),
            class_="source-head",
        ),
        *([warning] if warning else []),
        element("div", *lists(proposed, held), *edited(proposed), class_="changes"),
        class_=f"plan {state(proposed, warning)}",
    )


def heading(proposed: Plan) -> str:
    return say("What would change") if proposed.changes_anything else say("Nothing would change")


def state(proposed: Plan, warning: Markup | None) -> str:
    """Which of the buttons the page shows below it."""
    if not proposed.changes_anything:
        return "same"
    return "refused" if warning else "open"


def in_brief(proposed: Plan) -> str:
    """“1 document added, 2 documents edited”: what changes, and what was refused."""
    said = counted({kind: len(getattr(proposed.documents, kind)) for kind in COUNTS})
    return said or say("All documents are as their sources are.")


def counted(counts: Mapping[str, int]) -> str:
    """How many documents became what, in words; empty where none did."""
    return ", ".join(say_it(counts[kind]) for kind, say_it in COUNTS.items() if counts.get(kind))


def changed(proposed: Plan) -> int:
    """How many documents change."""
    return sum(len(getattr(proposed.documents, kind)) for kind in KINDS)


def cost(result: IngestResult) -> Iterator[Markup]:
    """What becomes of the passages, and how long that is expected to take."""
    if result.plan.changes_anything:
        counts = result.plan.passages
        facts = [
            say_many("{count} passage to embed", "{count} passages to embed", counts.embedded),
            say_many("{count} reused", "{count} reused", counts.reused),
            say_many("{count} moved", "{count} moved", counts.moved),
            say_many("{count} closed", "{count} closed", counts.closed),
        ]
        time = [duration(result.seconds["expected"])] if "expected" in result.seconds else []
        yield element("p", " · ".join([*facts, *time]), class_="facts")


def duration(seconds: float) -> str:
    if seconds < 1:
        return say("under a second")
    if seconds < 90:
        return say("about {seconds} s", seconds=number(round(seconds)))
    return say("about {minutes} min", minutes=number(round(seconds / 60)))


# Documents that come, go, or have another name


def lists(proposed: Plan, held: Held) -> Iterator[Markup]:
    """The documents that are no reading against another, and the sources that were refused."""
    documents = proposed.documents
    new = {h.document.id: h for h in proposed.hold}
    yield from listed(
        say("Added"),
        [item(new[id].document.title, passages(new[id].passages)) for id in documents.added],
    )
    yield from listed(
        say("Renamed"),
        [
            item(held[id].title, f"{file_of(held[id])} → {PurePath(new[id].origin.source).name}")
            for id in documents.renamed
        ],
    )
    yield from listed(
        say("Removed"), [item(held[id].title, file_of(held[id])) for id in documents.removed]
    )
    yield from listed(say("Refused"), [element("li", why(r)) for r in documents.refused])


def why(refused: Refusal) -> str:
    """Why a source was refused, its file by its name alone."""
    name = PurePath(refused.source).name
    told = refused.reason.replace(refused.source, name) if name else refused.reason
    return without_paths(told)


def passages(count: int) -> str:
    return say_many("{count} passage", "{count} passages", count)


def listed(heading: str, items: Sequence[Markup]) -> Iterator[Markup]:
    if items:
        yield element("h3", heading, class_="kind")
        rest = more(len(items) - SHOWN_DOCUMENTS, "li")
        yield element("ul", *items[:SHOWN_DOCUMENTS], *rest, class_="names")


def item(title: str, facts: str) -> Markup:
    return element(
        "li", element("span", title, class_="title"), " ", element("span", facts, class_="facts")
    )


def file_of(holding: Holding) -> str:
    return PurePath(holding.origin.source).name


def more(number: int, tag: str) -> Iterator[Markup]:
    if number > 0:
        yield element(tag, say_many("and {count} more", "and {count} more", number), class_="more")


# Documents that read differently


def edited(proposed: Plan) -> Iterator[Markup]:
    yield from read_otherwise(edits(proposed.documents.edited, proposed.before, proposed.after))


def read_otherwise(found: Sequence[DocumentEdit]) -> Iterator[Markup]:
    if found:
        yield element("h3", say("Edited"), class_="kind")
        yield from (document(edit) for edit in found)


def document(edit: DocumentEdit) -> Markup:
    """The passages of a document that read differently, and how many only stand elsewhere."""
    reworded = [change for change in edit.changes if change.fate in FATES]
    return element(
        "article",
        element("h4", edit.title),
        *(passage(change) for change in reworded[:SHOWN_CHANGES]),
        *more(len(reworded) - SHOWN_CHANGES, "p"),
        *same_words(edit),
        class_="edit",
    )


def passage(change: PassageChange) -> Markup:
    return element(
        "div",
        element(
            "p",
            element("span", *label(change), class_="label"),
            " ",
            element("span", FATES[change.fate](), class_="fate"),
            class_="where",
        ),
        reworded(*words_of(change)),
        class_="change",
    )


def label(change: PassageChange) -> list[Markup]:
    """What the passage is cited by; old beside new where that is another now."""
    old, new = change.old or change.passage, change.new or change.passage
    return [words(run) for run in wording(old.label, new.label)]


def same_words(edit: DocumentEdit) -> Iterator[Markup]:
    """What is said of passages whose words are as before."""
    moved = [change for change in edit.changes if change.fate is Fate.MOVED]
    headed = [change for change in edit.changes if change.fate is Fate.HEADED]
    if moved:
        yield element("p", only_moved(len(moved)), class_="more")
    if headed:
        yield element("p", under_another_heading(len(headed)), class_="more")
        heads = {heads_of(change) for change in headed}
        yield from (reworded(*pair) for pair in heads if len(heads) == 1)
    if not edit.changes:
        sentence = say("No word of its text: what is known about it is new, such as its date.")
        yield element("p", sentence, class_="more")


def only_moved(count: int) -> str:
    return say_many(
        "{count} passage moved, word for word.", "{count} passages moved, word for word.", count
    )


def under_another_heading(count: int) -> str:
    return say_many(
        "{count} passage under another heading, word for word.",
        "{count} passages under another heading, word for word.",
        count,
    )


# Words


def reworded(old: str, new: str) -> Markup:
    """Two wordings as one text, what is only in the old struck out, what is only in the new
    underlined, long stretches of what is in both shortened.
    """
    runs = wording(" ".join(old.split()), " ".join(new.split()))
    if all(run.side is Side.BOTH for run in runs):
        return element("p", say("Only spaces and line breaks differ."), class_="more")
    return element("p", *(words(run) for run in shortened(runs)), class_="words")


def words(run: Words) -> Markup:
    if run.side is Side.BOTH:
        return element("span", run.text)
    tag, name = ("del", say("old:")) if run.side is Side.OLD else ("ins", say("new:"))
    # Not every screen reader says what these elements are.
    return element(tag, element("span", f"{name} ", class_="unseen"), run.text)


def shortened(runs: Sequence[Words]) -> Iterator[Words]:
    """The runs, those in both wordings cut to what stands near a difference."""
    for place, run in enumerate(runs):
        ahead, behind = place > 0, place < len(runs) - 1
        if run.side is not Side.BOTH or len(run.text) <= 2 * AROUND_CHARS:
            yield run
            continue
        head = run.text[:AROUND_CHARS].rsplit(" ", 1)[0] + " " if ahead else ""
        tail = " " + run.text[-AROUND_CHARS:].split(" ", 1)[-1] if behind else ""
        yield Words(Side.BOTH, f"{head}…{tail}")
