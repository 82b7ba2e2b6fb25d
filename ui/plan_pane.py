"""A plan as escaped markup: what would change, old words against new, and what it takes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from corpus.changes import DocumentEdit, Fate, PassageChange, Side, Words, edits, wording
from corpus.record import Holding
from ingest.apply import IngestResult
from ingest.plan import Plan
from ui.markup import Markup, element
from ui.pane import counted
from ui.wording import heads_of, words_of

SHOWN_CHANGES = 40
SHOWN_DOCUMENTS = 40
AROUND_CHARS = 90
KINDS = ("added", "edited", "renamed", "removed")
FATES = {
    Fate.EDITED: "edited",
    Fate.ADDED: "added",
    Fate.REMOVED: "removed",
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
    return "What would change" if proposed.changes_anything else "Nothing would change"


def state(proposed: Plan, warning: Markup | None) -> str:
    """Which of the buttons the page shows below it."""
    if not proposed.changes_anything:
        return "same"
    return "refused" if warning else "open"


def in_brief(proposed: Plan) -> str:
    """“1 document added, 2 edited”: how many documents change, and how many were refused."""
    counts = [(kind, len(getattr(proposed.documents, kind))) for kind in (*KINDS, "refused")]
    said = [f"{number:,} {kind}" for kind, number in counts if number]
    if said:
        number, kind = said[0].split(" ")
        noun = "source" if kind == "refused" else "document"
        said[0] = f"{number} {noun if number == '1' else noun + 's'} {kind}"
    return ", ".join(said) or "All documents are as their sources are."


def changed(proposed: Plan) -> int:
    """How many documents change."""
    return sum(len(getattr(proposed.documents, kind)) for kind in KINDS)


def cost(result: IngestResult) -> Iterator[Markup]:
    """What becomes of the passages, and how long that is expected to take."""
    if result.plan.changes_anything:
        counts = result.plan.passages
        facts = [
            f"{counted(counts.embedded, 'passage')} to embed",
            f"{counts.reused:,} reused",
            f"{counts.moved:,} moved",
            f"{counts.closed:,} closed",
        ]
        time = [duration(result.seconds["expected"])] if "expected" in result.seconds else []
        yield element("p", " · ".join([*facts, *time]), class_="facts")


def duration(seconds: float) -> str:
    if seconds < 1:
        return "under a second"
    return f"about {seconds:.0f} s" if seconds < 90 else f"about {seconds / 60:.0f} min"


# Documents that come, go, or have another name


def lists(proposed: Plan, held: Held) -> Iterator[Markup]:
    """The documents that are no reading against another, and the sources that were refused."""
    documents = proposed.documents
    new = {h.document.id: h for h in proposed.hold}
    yield from listed(
        "Added",
        [
            item(new[id].document.title, counted(new[id].passages, "passage"))
            for id in documents.added
        ],
    )
    yield from listed(
        "Renamed",
        [
            item(held[id].title, f"{file_of(held[id])} → {PurePath(new[id].origin.source).name}")
            for id in documents.renamed
        ],
    )
    yield from listed(
        "Removed", [item(held[id].title, file_of(held[id])) for id in documents.removed]
    )
    yield from listed("Refused", [element("li", r.reason) for r in documents.refused])


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
        yield element(tag, f"and {number:,} more", class_="more")


# Documents that read differently


def edited(proposed: Plan) -> Iterator[Markup]:
    found = edits(proposed.documents.edited, proposed.before, proposed.after)
    if found:
        yield element("h3", "Edited", class_="kind")
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
            element("span", FATES[change.fate], class_="fate"),
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
        sentence = f"{counted(len(moved), 'passage')} moved, word for word."
        yield element("p", sentence, class_="more")
    if headed:
        sentence = f"{counted(len(headed), 'passage')} under another heading, word for word."
        yield element("p", sentence, class_="more")
        heads = {heads_of(change) for change in headed}
        yield from (reworded(*pair) for pair in heads if len(heads) == 1)
    if not edit.changes:
        sentence = "No word of its text: what is known about it is new, such as its date."
        yield element("p", sentence, class_="more")


# Words


def reworded(old: str, new: str) -> Markup:
    """Two wordings as one text, what is only in the old struck out, what is only in the new
    underlined, long stretches of what is in both shortened.
    """
    runs = wording(" ".join(old.split()), " ".join(new.split()))
    if all(run.side is Side.BOTH for run in runs):
        return element("p", "Only spaces and line breaks differ.", class_="more")
    return element("p", *(words(run) for run in shortened(runs)), class_="words")


def words(run: Words) -> Markup:
    if run.side is Side.BOTH:
        return element("span", run.text)
    tag, name = ("del", "old: ") if run.side is Side.OLD else ("ins", "new: ")
    # Not every screen reader says what these elements are.
    return element(tag, element("span", name, class_="unseen"), run.text)


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
