"""A plan in the chat: nothing hidden, old words and new as they are, and no more than is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import Side, Words
from corpus.document import Document, Metadata, Passage
from corpus.record import Held, Holding, Origin
from ingest.apply import IngestResult
from ingest.plan import DocumentChanges, PassageCounts, Plan, Removal
from ingest.sources import Refusal
from tests.ui.test_render import HOSTILE, Reader
from ui.chat import plan_pane, render
from ui.chat.markup import ATTRIBUTES, TAGS, Markup
from ui.chat.plan_pane import AROUND_CHARS, SHOWN_CHANGES, duration, shortened

NOTHING = Plan(
    base=1,
    documents=DocumentChanges(),
    passages=PassageCounts(),
    hold=(),
    open=(),
    close=(),
    touched=frozenset(),
    before=(),
    after=(),
    to_embed={},
    noted={},
    roots=(),
    removal=Removal(),
)


def passage(
    text: str, number: int = 0, title: str = "Title", path: tuple[str, ...] = ()
) -> Passage:
    start = number * 1_000
    return Passage(
        id=f"p{number}{text}",
        document="d",
        title=title,
        ordinal=number,
        label=f"Part {number}",
        path=path,
        start=start,
        body=start,
        end=start + len(text),
        text=text,
    )


def edited(before: list[Passage], after: list[Passage]) -> Plan:
    documents = DocumentChanges(edited=("d",))
    return replace(
        NOTHING, documents=documents, before=tuple(before), after=tuple(after), open=tuple(after)
    )


def shown(plan: Plan, held: dict[str, Holding] | None = None, **seconds: float) -> Reader:
    return Reader(plan_pane.plan(IngestResult(None, plan, seconds), held or {}))


def holding(id: str, title: str, source: str) -> Holding:
    return Holding(id, title, "ab" * 16, Origin(source, ""), Metadata(), 90, 4, 1)


def held(id: str, title: str, source: str) -> Held:
    return Held(Document(id, title, "Text."), Origin(source, ""), 3)


def test_documents_are_listed_by_what_happens_to_them() -> None:
    documents = DocumentChanges(
        added=("a",), renamed=("b",), removed=("c",), refused=(Refusal("x.pdf", "x.pdf is bad."),)
    )
    hold = (held("a", "New", "folder/new.md"), held("b", "Same", "folder/after.md"))
    plan = replace(NOTHING, documents=documents, hold=hold)
    known = {
        "b": holding("b", "Same", "folder/before.md"),
        "c": holding("c", "Old", "folder/old.md"),
    }
    text = shown(plan, known).text
    assert "1 document added, 1 document renamed, 1 document removed, 1 source refused" in text
    assert "AddedNew 3 passages" in text
    assert "RenamedSame before.md → after.md" in text
    assert "RemovedOld old.md" in text
    assert "Refusedx.pdf is bad." in text


def test_what_it_takes_is_said() -> None:
    counts = PassageCounts(embedded=1, reused=1_200, moved=2, closed=3)
    plan = replace(edited([], [passage("New.")]), passages=counts)
    cost = "1 passage to embed · 1,200 reused · 2 moved · 3 closed"
    assert f"{cost} · about 4 s" in shown(plan, expected=4.2).text
    assert cost in shown(plan).text
    assert "about" not in shown(plan).text


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "under a second"), (3.6, "about 4 s"), (89.0, "about 89 s"), (300.0, "about 5 min")],
)
def test_a_duration_is_as_exact_as_anybody_can_know(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_old_words_and_new_are_told_apart_without_colours() -> None:
    markup = plan_pane.reworded("Closed at eight today.", "Closed at nine today.")
    assert "<del>" in markup
    assert Reader(markup).text == "Closed at old: eightnew: nine today."


def test_a_passage_that_is_cited_otherwise_says_so() -> None:
    before = passage("The gate closes at eight.")
    after = replace(before, id="q", label="Part 1", text="The gate closes at nine.")
    assert "Part old: 0new: 1 edited" in shown(edited([before], [after])).text


def test_a_change_of_spaces_alone_is_said_to_be_one() -> None:
    assert "Only spaces" in Reader(plan_pane.reworded("a b", "a  b")).text


def test_no_more_passages_than_anybody_reads_are_shown_of_a_document() -> None:
    many = SHOWN_CHANGES + 7
    before = [passage(f"The gate number {n} closes at eight.", n) for n in range(many)]
    after = [passage(f"The gate number {n} closes at nine.", n) for n in range(many)]
    read = shown(edited(before, after))
    assert read.text.count("old: eight") == SHOWN_CHANGES
    assert "and 7 more" in read.text


def test_passages_whose_words_are_as_before_are_counted() -> None:
    before = [passage(f"Words of passage {n}.", n) for n in range(3)]
    swapped = [replace(before[n], start=k * 1_000, body=k * 1_000) for k, n in enumerate((2, 0, 1))]
    assert "1 passage moved, word for word." in shown(edited(before, swapped)).text
    under = [replace(p, id=f"new {p.id}", path=("Evening",)) for p in before]
    text = shown(edited([replace(p, path=("Morning",)) for p in before], under)).text
    assert "3 passages under another heading, word for word." in text
    assert "old: Morningnew: Evening" in text


def test_a_document_of_which_no_word_changed_says_so() -> None:
    same = [passage("Words.")]
    assert "No word of its text" in shown(edited(same, same)).text


@pytest.mark.parametrize(
    ("plan", "warning", "state"),
    [
        (NOTHING, None, "same"),
        (edited([], [passage("New.")]), None, "open"),
        (edited([], [passage("New.")]), render.notice("Too much."), "refused"),
    ],
)
def test_the_buttons_follow_the_plan(plan: Plan, warning: Markup | None, state: str) -> None:
    markup = plan_pane.plan(IngestResult(None, plan, {}), {}, warning)
    assert ("class", f"plan {state}") in Reader(markup).attributes


def test_hostile_words_titles_and_names_run_nothing() -> None:
    documents = DocumentChanges(
        added=("a",), edited=("d",), removed=("c",), refused=(Refusal(HOSTILE, HOSTILE),)
    )
    plan = replace(
        edited([passage(HOSTILE, title=HOSTILE)], [passage(HOSTILE + " more", title=HOSTILE)]),
        documents=documents,
        hold=(held("a", HOSTILE, HOSTILE),),
    )
    read = shown(plan, {"c": holding("c", HOSTILE, HOSTILE)})
    assert read.tags <= TAGS
    assert {name for name, _ in read.attributes} <= ATTRIBUTES
    assert HOSTILE in read.text


RUNS = st.lists(
    st.builds(
        Words,
        st.sampled_from(Side),
        st.text("ab ", min_size=1, max_size=3 * AROUND_CHARS).filter(str.strip),
    ),
    max_size=6,
)


@given(RUNS)
def test_shortening_loses_nothing_of_what_differs_and_little_beside_it(runs: list[Words]) -> None:
    short = list(shortened(runs))
    assert len(short) == len(runs)
    for place, (was, now) in enumerate(zip(runs, short, strict=True)):
        if was.side is not Side.BOTH:
            assert now == was
            continue
        head, cut, tail = now.text.partition("…")
        assert len(now.text) <= 2 * AROUND_CHARS + 3
        if cut:
            assert was.text.startswith(head.rstrip(" "))
            assert was.text.endswith(tail.lstrip(" "))
            assert bool(head) == (place > 0)
            assert bool(tail) == (place < len(runs) - 1)
