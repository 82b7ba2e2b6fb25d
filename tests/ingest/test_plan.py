"""The plan: what an ingest would do, decided from values alone."""

from dataclasses import replace
from pathlib import Path

from corpus.document import Document
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
