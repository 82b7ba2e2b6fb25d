"""The plan: what an ingest would do, decided from values alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.document import Document, version_of
from corpus.record import Holding, Origin
from ingest.fingerprints import cutter_name, reader_name
from ingest.gather import Gathered, Read
from ingest.passages import cut
from ingest.plan import Plan, State, make_plan
from ingest.sources import Refusal, Source

ROOT = "/docs"
LONGEST = 900


def source(name: str, root: str = ROOT) -> Source:
    return Source(Path(name), f"{ROOT}/{name}.md", root, name)


def document(name: str, text: str) -> Document:
    return Document(id=name, title=name, text=text)


def read(name: str, text: str, title: str | None = None) -> Read:
    return Read(source(name), text, Document(id="", title=title or name, text=text))


def holding(doc: Document, root: str = ROOT) -> Holding:
    origin = Origin(f"{ROOT}/{doc.id}.md", root, doc.text, reader_name(), cutter_name(LONGEST))
    return Holding(doc.id, doc.title, doc.version, origin, doc.metadata, len(doc.text), 1, since=1)


def state_with(*documents: Document, vanished: tuple[str, ...] = ()) -> State:
    passages = tuple(p for d in documents for p in cut(d, LONGEST))
    return State(
        generation=1,
        holdings=tuple(holding(d) for d in documents),
        documents={d.id: d for d in documents},
        passages=passages,
        passage_count=len(passages),
        vanished=frozenset(f"{ROOT}/{name}.md" for name in vanished),
    )


def plan(state: State, *items: Read, refused: tuple[Refusal, ...] = ()) -> Plan:
    known = {p.embedded_hash for p in state.passages}
    gathered = Gathered(items, refused, (ROOT,))
    return make_plan(state, gathered, known_vectors=known, longest=LONGEST)


A = document("a", "Words of a.")
B = document("b", "Words of b.")


def test_the_first_ingest_adds_everything() -> None:
    made = plan(State(), read("a", A.text), read("b", B.text))
    assert made.documents.added == ("a", "b")
    assert made.passages.embedded == len(made.after) == 2


def test_the_same_again_changes_nothing() -> None:
    made = plan(state_with(A, B), read("a", A.text), read("b", B.text))
    assert made.documents.unchanged == ("a", "b")
    assert made.passages.reused == 2
    assert not made.changes_anything


def test_an_edited_document_embeds_what_is_new_in_it() -> None:
    long = document("a", "Kept. " * 100 + "\n\n" + "Old. " * 150)
    edited = "Kept. " * 100 + "\n\n" + "New. " * 150
    made = plan(state_with(long), read("a", edited))
    assert made.documents.edited == ("a",)
    assert (made.passages.embedded, made.passages.reused, made.passages.closed) == (1, 1, 1)


def test_a_passage_that_only_moved_keeps_its_vector() -> None:
    old = document("a", "First. " * 100 + "\n\n" + "Second. " * 100)
    made = plan(state_with(old), read("a", "New. " * 150 + "\n\n" + old.text))
    assert (made.passages.embedded, made.passages.moved, made.passages.closed) == (1, 2, 0)


def test_a_renamed_file_keeps_its_id_and_embeds_nothing() -> None:
    old = document("a", "# no heading")
    renamed = replace(read("z", old.text), document=replace(old, id=""))
    made = plan(state_with(old, vanished=("a",)), renamed)
    assert made.documents.renamed == ("a",)
    assert made.documents.removed == ()
    assert made.passages.embedded == 0


def test_of_two_files_with_one_text_that_are_renamed_at_once_each_keeps_an_id() -> None:
    twin = document("b", A.text)
    state = state_with(A, twin, vanished=("a", "b"))
    made = plan(state, read("y", A.text, title="a"), read("z", A.text, title="b"))
    assert made.documents.renamed == ("a", "b")
    assert made.documents.removed == made.documents.added == ()


def test_a_file_that_vanishes_after_it_was_read_lends_its_id_to_no_other() -> None:
    state = state_with(A, vanished=("a",))
    made = plan(state, read("a", A.text), read("copy", A.text))
    assert (made.documents.unchanged, made.documents.added) == (("a",), ("copy",))


def test_a_copy_beside_the_original_is_a_document_of_its_own() -> None:
    made = plan(state_with(A), read("a", A.text), read("copy", A.text))
    assert (made.documents.added, made.documents.renamed) == (("copy",), ())


def test_a_file_that_left_its_folder_is_removed() -> None:
    made = plan(state_with(A, B, vanished=("b",)), read("a", A.text))
    assert made.documents.removed == ("b",)
    assert made.passages.closed == 1
    assert made.close == tuple(p.id for p in cut(B, LONGEST))


def test_a_file_from_elsewhere_is_left_alone() -> None:
    state = replace(state_with(A), holdings=(holding(A, root="/other"),))
    made = plan(replace(state, vanished=frozenset({f"{ROOT}/a.md"})), read("b", B.text))
    assert made.documents.removed == ()
    assert made.close == ()


def test_a_source_that_is_refused_today_keeps_what_is_known_of_it() -> None:
    refusal = Refusal(f"{ROOT}/b.md", "it is broken")
    made = plan(state_with(A, B), read("a", A.text), refused=(refusal,))
    assert made.documents.removed == ()
    assert made.close == ()


def test_two_sources_that_want_one_id_both_get_one() -> None:
    twin = Read(Source(Path("a.txt"), f"{ROOT}/a.txt", ROOT, "a"), "bytes", document("", "Others."))
    made = plan(State(), read("a", A.text), twin)
    assert made.documents.added == ("a", "a-2")


def test_another_embedding_model_embeds_everything() -> None:
    same = Read(source("a"), A.text, None)
    state = replace(state_with(A), documents={}, lacking=tuple(cut(A, LONGEST)))
    made = make_plan(state, Gathered((same,)), known_vectors=(), longest=LONGEST)
    assert made.passages.embedded == 1
    assert made.changes_anything


def test_a_new_title_is_embedded_because_the_head_is() -> None:
    made = plan(state_with(A), read("a", A.text, title="Another"))
    assert made.documents.edited == ("a",)
    assert made.passages.embedded == 1


# What cannot have changed


def as_held(name: str, content: str) -> Read:
    """A source that nobody read, since its bytes and its reader are as before."""
    return Read(source(name), content, None)


def test_what_was_not_read_again_stays_as_it_is() -> None:
    made = plan(replace(state_with(A), documents={}, passages=()), as_held("a", A.text))
    assert made.documents.unchanged == ("a",)
    assert (made.hold, made.noted, made.touched) == ((), {}, frozenset())
    assert not made.changes_anything


def test_what_was_cut_otherwise_is_cut_again_without_being_read() -> None:
    long = document("a", "One sentence. " * 20 + "\n\n" + "Another sentence. " * 20)
    state = state_with(long)
    gathered = Gathered((as_held("a", long.text),), (), (ROOT,))
    known = {p.embedded_hash for p in state.passages}
    made = make_plan(state, gathered, known_vectors=known, longest=300)
    assert made.documents.unchanged == ("a",)
    assert made.after == tuple(cut(long, 300))
    assert [held.origin.cutter for held in made.hold] == [cutter_name(300)]


def test_other_bytes_with_the_same_text_change_nothing_and_are_noted() -> None:
    made = plan(state_with(A), replace(read("a", A.text), content="other bytes"))
    assert made.documents.unchanged == ("a",)
    assert not made.changes_anything
    assert {id: origin.content for id, origin in made.noted.items()} == {"a": "other bytes"}


def test_another_reader_that_finds_the_same_text_is_noted() -> None:
    old = holding(A)
    state = replace(
        state_with(A), holdings=(replace(old, origin=replace(old.origin, reader="before")),)
    )
    made = plan(state, read("a", A.text))
    assert not made.changes_anything
    assert made.noted["a"].reader == reader_name()


def test_a_file_that_is_read_by_itself_stays_part_of_its_folder() -> None:
    alone = Read(source("a", root=""), "other bytes", document("", A.text))
    made = plan(state_with(A), replace(alone, document=replace(A, id="")))
    assert made.noted["a"].root == ROOT


# Any history


Folder = Mapping[str, str]
# Paragraphs of which two are one passage or two, by the setting of the cutter.
ONE, TWO, THREE = (f"The {name} paragraph " + "goes on " * 6 for name in ("one", "two", "three"))
TEXTS = st.lists(st.sampled_from((ONE, TWO, THREE)), min_size=1, max_size=4).map("\n\n".join)
FOLDERS = st.dictionaries(st.sampled_from("abcd"), TEXTS, max_size=4)


def planned(state: State, folder: Folder, known: set[str], longest: int) -> Plan:
    """The plan for a folder of files, of which those with the same bytes are not read."""
    contents = {h.origin.source: h.origin.content for h in state.holdings}
    items = [
        as_held(name, text)
        if contents.get(f"{ROOT}/{name}.md") == text
        else read(name, text, title="T")
        for name, text in sorted(folder.items())
    ]
    vanished = frozenset(s for s in contents if Path(s).stem not in folder)
    gathered = Gathered(tuple(items), (), (ROOT,))
    return make_plan(
        replace(state, vanished=vanished), gathered, known_vectors=known, longest=longest
    )


def carried_out(state: State, plan: Plan) -> State:
    """What the library holds after the plan."""
    gone = {*plan.documents.removed, *(held.document.id for held in plan.hold)}
    kept = [h for h in state.holdings if h.document not in gone]
    kept = [replace(h, origin=plan.noted.get(h.document, h.origin)) for h in kept]
    new = [
        replace(holding(held.document), origin=held.origin, passages=held.passages)
        for held in plan.hold
    ]
    documents = {id: d for id, d in state.documents.items() if id not in gone}
    passages = [p for p in state.passages if p.id not in plan.close] + list(plan.open)
    return State(
        generation=state.generation + 1,
        holdings=tuple(kept + new),
        documents=documents | {held.document.id: held.document for held in plan.hold},
        passages=tuple(sorted(passages, key=lambda p: (p.document, p.start))),
        passage_count=len(passages),
    )


@given(st.lists(st.tuples(FOLDERS, st.sampled_from((100, 900))), min_size=1, max_size=5))
@example([({"a": ONE, "b": ONE}, 900), ({"c": ONE, "d": ONE}, 900)])
@hypothesis_settings(max_examples=200, deadline=None)
def test_after_every_plan_the_library_holds_the_folder_and_nothing_else(
    history: list[tuple[Folder, int]],
) -> None:
    state, known = State(), set[str]()
    for folder, longest in history:
        made = planned(state, folder, known, longest)
        after = carried_out(state, made)
        assert_holds(after, folder, longest)
        assert_counts(state, made, after, known)
        assert_ids_stay(state, after)
        known |= made.to_embed.keys()
        assert not planned(after, folder, known, longest).changes_anything
        state = after


def assert_holds(state: State, folder: Folder, longest: int) -> None:
    held = {Path(h.origin.source).stem: h.version for h in state.holdings}
    assert held == {name: version_of(text) for name, text in folder.items()}
    assert len({h.document for h in state.holdings}) == len(folder)
    cuts = [cut(state.documents[id], longest) for id in sorted(state.documents)]
    assert state.passages == tuple(passage for passages in cuts for passage in passages)


def assert_counts(before: State, made: Plan, after: State, known: set[str]) -> None:
    """Only what is new is embedded, and every passage is counted once."""
    names = [p.embedded_hash for p in after.passages]
    assert made.to_embed.keys() == {*names} - known
    counts = made.passages
    assert counts.embedded == len(made.to_embed)
    assert counts.reused + counts.moved + sum(name not in known for name in names) == len(names)
    ids = {p.id for p in after.passages}
    assert counts.closed == sum(p.id not in ids for p in before.passages)


def assert_ids_stay(before: State, after: State) -> None:
    """A source keeps its id; so does a text whose files all went and came back elsewhere."""
    ids = {h.origin.source: h.document for h in after.holdings}
    for h in before.holdings:
        assert ids.get(h.origin.source, h.document) == h.document
    old, new = sources_by_text(before), sources_by_text(after)
    for version in old.keys() & new.keys():
        came_elsewhere = not old[version].keys() & ids.keys() and not new[version].keys() & {
            h.origin.source for h in before.holdings
        }
        if came_elsewhere and len(old[version]) == len(new[version]):
            assert Counter(old[version].values()) == Counter(new[version].values())


def sources_by_text(state: State) -> dict[str, dict[str, str]]:
    """Of each text its sources with their ids."""
    found: dict[str, dict[str, str]] = {}
    for h in state.holdings:
        found.setdefault(h.version, {})[h.origin.source] = h.document
    return found
