"""Forgetting old generations: what is kept is as it was, and what nobody needs is gone."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from corpus import schema
from corpus.document import Document, Passage, digest, version_of
from corpus.errors import UnknownDocument, UnknownGeneration, VectorsIncomplete
from corpus.library import Library
from corpus.record import Change, Generation, Held, Origin, SavedAnswer

MODEL = "m"
# Some words, so that texts come back and documents share them.
WORDS = ("smuggling", "border", "asylum", "return")
STATES = st.dictionaries(st.sampled_from("abc"), st.sampled_from(WORDS), max_size=3)


def hold(library: Library, texts: Mapping[str, str], model: str = MODEL) -> Generation:
    """Open a generation that holds these documents, of one passage each, and their vectors."""
    now = {h.document: library.document(h.document).text for h in library.holdings()}
    new = {id: text for id, text in texts.items() if now.get(id) != text}
    gone = [id for id in now if id not in texts]
    opened = tuple(passage(id, text) for id, text in new.items())
    closed = tuple(p.id for p in library.passages() if p.document in {*new, *gone})
    names = {passage(id, text).embedded_hash for id, text in texts.items()}
    if names:
        library.keep_vectors(model, {name: np.ones(3, dtype=np.float32) for name in names})
    origin = Origin("file", "")
    documents = tuple(Held(Document(id, "T", text), origin, 1) for id, text in new.items())
    return library.open_generation(
        Change("test", model, 3, "1", {}, documents, tuple(gone), opened, closed)
    )


def passage(document: str, text: str) -> Passage:
    id = digest(f"{document}\0{text}")
    return Passage(id, document, "T", 0, "T", (), 0, 0, len(text), text)


def answer(id: str, *versions: str) -> SavedAnswer:
    now = "2026-11-26T09:00:00+00:00"
    return SavedAnswer(id, now, "What?", (), (), None, 1, {}, {}, versions)


def content(library: Library, number: int) -> object:
    """Everything that can be read of a generation."""
    passages = library.passages(number)
    names = [passage.embedded_hash for passage in passages]
    return (
        [(h, library.document(h.document, number)) for h in library.holdings(number)],
        passages,
        # Which passages, not how good a match: bm25 weighs words by how rare they are in the file.
        {word: {id for id, _ in library.full_text([word], number, [], 9)} for word in WORDS},
        sorted(library.vectors(library.generation(number).embedding, names)),
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library")


@given(st.lists(STATES, min_size=1, max_size=6), st.integers(1, 7), st.sets(st.integers(0, 5)))
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_generations_kept_hold_exactly_what_they_held(
    states: list[dict[str, str]], keep: int, quoted: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.create(Path(folder)) as library:
        for number, texts in enumerate(states):
            hold(library, texts)
            if number in quoted:
                library.keep_answer(answer(f"{number}", *map(version_of, texts.values())))
        numbers = [generation.number for generation in library.generations()]
        before = {number: content(library, number) for number in numbers}
        forgotten = library.prune(keep)
        assert forgotten == numbers[:-keep]
        for number in numbers[-keep:]:
            assert content(library, number) == before[number]
        for number in forgotten:
            with pytest.raises(UnknownGeneration):
                library.passages(number)
        assert_only_what_is_needed(library, states, keep, quoted)
        assert library.integrity() == "ok"


def assert_only_what_is_needed(
    library: Library, states: list[dict[str, str]], keep: int, quoted: set[int]
) -> None:
    """No text, passage or vector is left that no generation holds and no answer quotes."""
    texts = {text for state in states[-keep:] for text in state.values()}
    cited = {text for n, state in enumerate(states) if n in quoted for text in state.values()}
    held = {(id, text) for state in states[-keep:] for id, text in state.items()}
    pruned = len(states) > keep
    with library._reading() as connection:
        versions = set(connection.scalars(select(schema.versions.c.text)))
        passages = connection.execute(
            select(schema.passages.c.document, schema.passages.c.text)
        ).all()
        names = set(connection.scalars(select(schema.vectors.c.embedded_hash)))
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH '{}'".format(
                " OR ".join(WORDS)
            )
        ).scalar_one()
    assert versions == (texts | cited if pruned else {t for s in states for t in s.values()})
    assert found == len(passages)
    if pruned:
        assert {(row.document, row.text) for row in passages} == held
        assert names == {passage(id, text).embedded_hash for id, text in held}


def test_a_text_that_a_saved_answer_quotes_stays_when_its_generations_go(library: Library) -> None:
    hold(library, {"a": "smuggling", "b": "border"})
    library.keep_answer(answer("1", version_of("smuggling")))
    hold(library, {"a": "asylum"})
    library.prune(1)
    assert library.version("a", version_of("smuggling")).text == "smuggling"
    with pytest.raises(UnknownDocument):
        library.version("b", version_of("border"))


def test_a_text_stays_no_longer_than_the_last_answer_that_quotes_it(library: Library) -> None:
    hold(library, {"a": "smuggling"})
    library.keep_answer(answer("1", version_of("smuggling")))
    library.keep_answer(answer("1"))
    hold(library, {"a": "asylum"})
    library.prune(1)
    with pytest.raises(UnknownDocument):
        library.version("a", version_of("smuggling"))


def test_the_vectors_of_a_model_go_with_the_last_generation_that_it_made(library: Library) -> None:
    hold(library, {"a": "smuggling"}, "former")
    hold(library, {"a": "smuggling"}, "latter")
    name = passage("a", "smuggling").embedded_hash
    assert library.vector_names("former") == {name}
    library.prune(1)
    with pytest.raises(VectorsIncomplete):
        library.vectors("former", [name])
    assert library.vector_names("latter") == {name}


def test_what_was_forgotten_gives_its_room_back(library: Library) -> None:
    hold(library, {"a": "smuggling " * 100_000})
    hold(library, {"a": "asylum"})
    before = library.file.stat().st_size
    library.prune(1)
    assert library.file.stat().st_size < before / 2


def test_numbers_are_never_given_twice(library: Library) -> None:
    for word in WORDS:
        hold(library, {"a": word})
    library.prune(1)
    assert hold(library, {"a": "return again"}).number == len(WORDS) + 1
