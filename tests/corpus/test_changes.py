"""Passages old against new, and their words: all that differs is said, and said once."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.changes import (
    MOST_TOKENS,
    Fate,
    PassageChange,
    Side,
    changes,
    edits,
    wording,
)
from corpus.document import Passage, digest, embedded_text

# A paragraph and the heading above it. Few of each, so that texts repeat and return.
WORDS = ("alpha", "beta", "gamma", "delta", "alpha beta", "alpha beta gamma", "…")
PARAGRAPHS = st.tuples(st.sampled_from(("", "One", "Two")), st.sampled_from(WORDS))
LISTS = st.lists(PARAGRAPHS, max_size=9)
PROSE = st.text(st.sampled_from("ab1 .,\n—éß😀"), max_size=40)


def passages(paragraphs: Sequence[tuple[str, str]], document: str = "d") -> list[Passage]:
    """Passages as the cutter names them: by what is embedded, and the how-manieth it is."""
    made: list[Passage] = []
    seen: Counter[str] = Counter()
    start = 0
    for ordinal, (heading, text) in enumerate(paragraphs):
        path = (heading,) if heading else ()
        name = digest(embedded_text("T", path, text))
        seen[name] += 1
        id = digest(f"{document}\0{name}\0{seen[name]}")
        end = start + len(text)
        made.append(
            Passage(id, document, "T", ordinal, heading or "T", path, start, start, end, text)
        )
        start = end + 2
    return made


def applied(old: Sequence[Passage], found: Sequence[PassageChange]) -> list[str]:
    """The embedded texts that the old passages become by the changes."""
    changed = {change.old.id for change in found if change.old}
    kept = iter([passage.embedded_text for passage in old if passage.id not in changed])
    new = {c.new.ordinal: c.new.embedded_text for c in found if c.new}
    size = len(old) - len(changed) + len(new)
    return [new[place] if place in new else next(kept) for place in range(size)]


# Passages


@given(LISTS, LISTS)
@example(  # the second “alpha” moves to the front, the third is another than the old third
    [("", "beta"), ("", "alpha"), ("", "alpha")],
    [("", "alpha"), ("", "alpha"), ("", "beta"), ("", "alpha")],
)
def test_the_changes_turn_the_old_passages_into_the_new(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    old, new = passages(before), passages(after)
    assert applied(old, changes(old, new)) == [passage.embedded_text for passage in new]


@given(LISTS, LISTS)
def test_every_passage_that_differs_is_listed_once(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    old, new = passages(before), passages(after)
    found = changes(old, new)
    for side in ([c.old for c in found if c.old], [c.new for c in found if c.new]):
        assert len({passage.id for passage in side}) == len(side)


@given(LISTS, LISTS)
def test_each_change_is_of_the_kind_it_says(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    for change in changes(passages(before), passages(after)):
        assert change.fate is kind_of(change.old, change.new)


def kind_of(old: Passage | None, new: Passage | None) -> Fate:
    if old is None:
        return Fate.ADDED
    if new is None:
        return Fate.REMOVED
    if old.embedded_text == new.embedded_text:
        return Fate.MOVED
    return Fate.HEADED if old.text == new.text else Fate.EDITED


@given(LISTS, LISTS)
def test_only_passages_that_stand_in_one_version_alone_come_and_go(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    """Where both versions hold a text equally often, none of it is embedded, added or removed."""
    counts = Counter(p.embedded_text for p in passages(before))
    counts.subtract(p.embedded_text for p in passages(after))
    for change in changes(passages(before), passages(after)):
        if change.fate is not Fate.MOVED:
            assert all(counts[p.embedded_text] for p in (change.old, change.new) if p)


@given(LISTS)
def test_identical_passages_are_no_change(paragraphs: list[tuple[str, str]]) -> None:
    assert changes(passages(paragraphs), passages(paragraphs)) == []


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3))
def test_two_blocks_that_change_places_only_move(first: int, second: int, between: int) -> None:
    one = [("", f"first {n}") for n in range(first)]
    two = [("", f"second {n}") for n in range(second)]
    middle = [("", f"middle {n}") for n in range(between)]
    found = changes(passages([*one, *middle, *two]), passages([*two, *middle, *one]))
    assert found
    assert {change.fate for change in found} == {Fate.MOVED}


def test_what_stands_further_down_in_the_same_order_is_no_change() -> None:
    old = [("", "the first paragraph"), ("", "the second")]
    (change,) = changes(passages(old), passages([("", "all new"), *old]))
    assert (change.fate, change.new.text) == (Fate.ADDED, "all new")


def test_an_edited_paragraph_is_paired_with_its_new_wording() -> None:
    old = [("", "kept"), ("", "it applies from 1 July 2026 on"), ("", "kept too")]
    new = [("", "kept"), ("", "it applies from 12 June 2026 on"), ("", "kept too")]
    (change,) = changes(passages(old), passages(new))
    assert change.fate is Fate.EDITED
    assert (change.old.text, change.new.text) == (old[1][1], new[1][1])


def test_of_several_new_wordings_the_likest_is_the_partner() -> None:
    old = [("", "the authority decides within ten days")]
    new = [("", "nobody knows"), ("", "the authority decides within two days")]
    fates = {c.fate: c.new.text for c in changes(passages(old), passages(new))}
    assert fates == {Fate.ADDED: new[0][1], Fate.EDITED: new[1][1]}


def test_a_new_heading_alone_says_so() -> None:
    (change,) = changes(passages([("One", "the words")]), passages([("Two", "the words")]))
    assert change.fate is Fate.HEADED


def test_more_passages_than_can_be_compared_pair_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corpus.changes.MOST_PAIRS", 1)
    old, new = [("", "a b"), ("", "c d")], [("", "c e"), ("", "a f")]
    found = changes(passages(old), passages(new))
    assert [(c.old.text, c.new.text) for c in found] == [("a b", "c e"), ("c d", "a f")]


def test_documents_are_compared_each_with_itself() -> None:
    old = [*passages([("", "alpha")], "a"), *passages([("", "alpha")], "b")]
    new = [*passages([("", "alpha")], "a"), *passages([("", "omega")], "b")]
    one, other = edits(["a", "b"], old, new)
    assert (one.document, one.title, one.changes) == ("a", "T", ())
    assert (other.document, len(other.changes)) == ("b", 2)


def test_a_document_that_is_gone_keeps_its_title() -> None:
    (edit,) = edits(["a"], passages([("", "alpha")], "a"), [])
    assert (edit.title, [change.fate for change in edit.changes]) == ("T", [Fate.REMOVED])


# Words


@given(PROSE, PROSE)
@hypothesis_settings(max_examples=300)
def test_both_wordings_can_be_read_out_of_the_runs(old: str, new: str) -> None:
    runs = wording(old, new)
    assert "".join(run.text for run in runs if run.side is not Side.NEW) == old
    assert "".join(run.text for run in runs if run.side is not Side.OLD) == new
    assert all(run.text for run in runs)


@given(PROSE)
def test_identical_wordings_are_one_run(text: str) -> None:
    assume(text)
    (run,) = wording(text, text)
    assert (run.side, run.text) == (Side.BOTH, text)


def test_only_the_words_that_differ_are_marked() -> None:
    runs = wording("It applies from 1 July 2026.", "It applies from 12 June 2026.")
    assert [(run.side, run.text) for run in runs] == [
        (Side.BOTH, "It applies from "),
        (Side.OLD, "1 July"),
        (Side.NEW, "12 June"),
        (Side.BOTH, " 2026."),
    ]


@pytest.mark.parametrize("edit", ["a word ", ""])
def test_a_long_wording_is_exact_as_well(edit: str) -> None:
    old = "word " * MOST_TOKENS
    runs = wording(old, edit + old)
    assert "".join(run.text for run in runs if run.side is not Side.NEW) == old
    assert "".join(run.text for run in runs if run.side is not Side.OLD) == edit + old
    assert len(runs) == (2 if edit else 1)
