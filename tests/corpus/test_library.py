"""The record: generations hold what they held, and the file says what is wrong with it."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import numpy as np
import pytest
from sqlalchemy import Engine, event, inspect

from corpus import schema
from corpus.database import open_database
from corpus.document import Authority, Document, Metadata, Passage, Section
from corpus.errors import (
    LibraryDamaged,
    LibraryEmpty,
    LibraryMissing,
    LibraryNewer,
    UnknownDocument,
    UnknownGeneration,
    VectorsIncomplete,
)
from corpus.library import FILE, Library
from corpus.record import Change, Held, Origin


def passage(id: str, document: str, text: str, start: int = 0) -> Passage:
    end = start + len(text)
    return Passage(id, document, "T", 0, "T", ("T",), start, start, end, text)


def change(**fields: object) -> Change:
    plain = {"command": "test", "embedding": "m", "dimension": 3, "directory": "1", "summary": {}}
    return Change(**(plain | fields))


FIRST = Document(
    "a/one",
    "One",
    "Smuggling of migrants.",
    (Section("One", "title", 1, 0, 0, 22),),
    (0, 10),
    Metadata(language="en", authority=Authority.BINDING),
)
FILED = Origin("file", "root")
SECOND = Document("a/one", "One", "Nothing of the kind.")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "library")


@pytest.fixture
def two_generations(library: Library) -> Library:
    """A document whose text was replaced by another."""
    held, replaced = Held(FIRST, FILED), Held(SECOND, FILED)
    library.open_generation(change(hold=(held,), open=(passage("p", "a/one", FIRST.text),)))
    library.open_generation(
        change(hold=(replaced,), open=(passage("q", "a/one", SECOND.text),), close=("p",))
    )
    return library


def test_a_document_comes_back_as_it_was_put_in(library: Library) -> None:
    library.open_generation(change(hold=(Held(FIRST, FILED),)))
    assert library.document("a/one") == FIRST


def test_each_generation_keeps_its_own_text_and_passages(two_generations: Library) -> None:
    assert two_generations.document("a/one", 1).text == FIRST.text
    assert two_generations.document("a/one", 2).text == SECOND.text
    assert [p.id for p in two_generations.passages(1)] == ["p"]
    assert [p.id for p in two_generations.passages()] == ["q"]


def test_full_text_search_sees_one_generation(two_generations: Library) -> None:
    assert [id for id, _ in two_generations.full_text(["smuggle"], 1, [], 5)] == ["p"]
    assert two_generations.full_text(["smuggle"], 2, [], 5) == []


READINGS: dict[str, Callable[[Library], object]] = {
    "holdings": lambda library: library.holdings(1),
    "document": lambda library: library.document("a/one", 1),
    "passages": lambda library: library.passages(1),
    "full_text": lambda library: library.full_text(["smuggle"], 1, [], 5),
    "frequencies": lambda library: library.frequencies(["smuggle"], 1),
}


@pytest.mark.parametrize("name", READINGS)
def test_a_generation_that_is_forgotten_is_read_no_more(
    two_generations: Library, name: str
) -> None:
    two_generations.prune(1)
    with pytest.raises(UnknownGeneration, match="no generation 1"):
        READINGS[name](two_generations)


@pytest.mark.parametrize("name", READINGS)
def test_a_generation_that_is_forgotten_while_it_is_read_is_read_whole(
    two_generations: Library, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Forgotten, that is, by another process, between any two statements."""
    whole = READINGS[name](two_generations)
    other = Library.open(two_generations.folder)
    monkeypatch.setattr("corpus.library.compact", lambda *_: None)  # it waits for readers
    statements = 0

    def interfere(*_: object) -> None:
        nonlocal statements
        statements += 1
        if statements == 3:  # the first begins, the second looks whether the generation is there
            other.prune(1)

    event.listen(two_generations._engine, "before_cursor_execute", interfere)
    assert READINGS[name](two_generations) == whole
    assert statements > 2
    assert [generation.number for generation in other.generations()] == [2]
    other.close()


def test_full_text_search_can_be_narrowed_to_documents(two_generations: Library) -> None:
    assert two_generations.full_text(["smuggling"], 1, ["b/two"], 5) == []


@pytest.mark.parametrize("term", ['"', "a OR b", "NEAR(", "*", "head:x", "(", "^a", "-b"])
def test_no_character_of_a_term_is_an_operator(two_generations: Library, term: str) -> None:
    assert two_generations.full_text([term], 1, [], 5) == []
    assert two_generations.frequencies([term], 1) == {term: 0}


def test_word_counts_are_of_all_recorded_passages(two_generations: Library) -> None:
    counted = two_generations.word_counts(["smuggl", "migrant", "absent"])
    assert counted.passages == 2
    assert counted.of["smuggl"] == 1
    assert "absent" not in counted.of
    assert two_generations.word_counts([]).of == {}


def test_frequencies_count_passages_by_stem(two_generations: Library) -> None:
    assert two_generations.frequencies(["smuggle", "migrant", "kind"], 1) == {
        "smuggle": 1,
        "migrant": 1,
        "kind": 0,
    }


def test_vectors_come_back_to_the_last_bit(library: Library) -> None:
    vector = np.array([0.1, -2.5e-8, 3.0], dtype=np.float32)
    library.keep_vectors("m", {"h": vector})
    assert (library.vectors("m", ["h"])["h"] == vector).all()
    assert library.vector_names("other") == set()


def test_a_vector_that_is_not_there_is_reported_with_the_way_out(library: Library) -> None:
    with pytest.raises(VectorsIncomplete, match=r"1 of 1 passages .* `footnote ingest`"):
        library.vectors("m", ["missing"])


def test_there_is_nothing_before_the_first_generation(library: Library) -> None:
    assert library.current() == 0
    assert library.holdings() == []
    with pytest.raises(LibraryEmpty):
        library.generation()


def test_unknown_names_are_refused(two_generations: Library) -> None:
    with pytest.raises(UnknownDocument, match="no document “x”"):
        two_generations.document("x")
    with pytest.raises(UnknownGeneration, match="no generation 7"):
        two_generations.holdings(7)


def test_a_folder_without_a_library_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match=r"no library in .*elsewhere"):
        Library.open(tmp_path / "elsewhere")


def test_a_library_of_a_newer_footnote_is_left_alone(library: Library) -> None:
    library.close()
    with sqlite3.connect(library.file) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    before = library.file.read_bytes()
    with pytest.raises(LibraryNewer, match="newer Footnote"):
        Library.open(library.folder)
    assert library.file.read_bytes() == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is not a database, it is a note" * 40)
    with pytest.raises(LibraryDamaged, match="is damaged"):
        Library.open(tmp_path)


def test_the_migrations_make_the_tables_that_the_code_reads(tmp_path: Path) -> None:
    inspector = inspect(open_database(tmp_path / FILE))
    for name, table in schema.metadata.tables.items():
        made = {column["name"]: str(column["type"]) for column in inspector.get_columns(name)}
        assert made == {column.name: str(column.type) for column in table.columns}


def test_a_library_of_schema_nought_is_brought_up_to_date(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / FILE).close()
    assert Library.open(tmp_path).current() == 0


@pytest.fixture
def of_schema_two(tmp_path: Path) -> Path:
    """A library as schema 2 wrote it: one document edited and one cut anew, in generation 2."""
    with sqlite3.connect(tmp_path / FILE) as connection:
        for statement in (*schema.FIRST, *schema.SECOND):
            connection.execute(statement)
        rows = [(1, "one"), (2, "two")]
        connection.executemany(
            "INSERT INTO generations VALUES (?, 'now', ?, 'm', 3, 'x', 0, '{}')", rows
        )
        texts = [("v1", "Smuggling. 😀 Borders."), ("v2", "Asylum."), ("v3", "Return.")]
        connection.executemany("INSERT INTO versions VALUES (?, ?)", texts)
        held = [("edited", "v1", 1, 2), ("edited", "v2", 2, None), ("cut", "v3", 1, None)]
        connection.executemany(
            "INSERT INTO holdings (document, version, since, until, title, source, root, metadata,"
            " outline, pages, notices) VALUES (?, ?, ?, ?, 'T', '/docs/a.md', '/docs',"
            """ '{"language": "en", "authority": "unstated"}', '[]', '[0]', '["Odd."]')""",
            held,
        )
        passages = [
            *(("p", "edited", "Smuggling.", 1, 2), ("q", "edited", "Borders.", 1, 2)),
            *(("r", "edited", "Asylum.", 2, None), ("s", "cut", "Return.", 1, 2)),
            *(("t", "cut", "Return", 2, None), ("u", "cut", ".", 2, None)),
        ]
        connection.executemany(
            "INSERT INTO passages (id, document, text, since, until, title, ordinal, label, path,"
            ' start, body, "end", head, embedded_hash)'
            " VALUES (?, ?, ?, ?, ?, 'T', 0, 'T', '[]', 0, 0, 1, 'T', 'h')",
            passages,
        )
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    return tmp_path


def test_a_library_of_an_earlier_schema_holds_what_it_held(of_schema_two: Path) -> None:
    with Library.open(of_schema_two) as library:
        assert [generation.command for generation in library.generations()] == ["one", "two"]
        assert library.document("edited", 1).text == "Smuggling. 😀 Borders."
        assert library.document("edited").text == "Asylum."
        assert library.document("edited").notices == ("Odd.",)
        assert [p.id for p in library.passages(1, documents=["edited"])] == ["p", "q"]
        assert library.full_text(["smuggling"], 1, [], 5)
        assert library.answers() == []
        assert library.integrity() == "ok"


def test_a_library_of_an_earlier_schema_knows_how_large_its_documents_are(
    of_schema_two: Path,
) -> None:
    with Library.open(of_schema_two) as library:
        sizes = {
            n: {h.document: (h.characters, h.passages) for h in library.holdings(n)} for n in (1, 2)
        }
        assert library.sizes() == {1: (2, 28), 2: (2, 14)}
    assert sizes[1]["edited"] == (21, 2)
    # Cut anew without being held anew: it counts as it stands now.
    assert sizes[2] == {"edited": (7, 1), "cut": (7, 2)}


def test_how_documents_of_an_earlier_schema_were_made_is_not_known(of_schema_two: Path) -> None:
    """So they are read once more, whatever their bytes."""
    with Library.open(of_schema_two) as library:
        origins = {holding.origin for holding in library.holdings()}
    assert origins == {Origin("/docs/a.md", "/docs")}


def test_an_earlier_schema_is_brought_up_to_date_once_whoever_comes_first(
    of_schema_two: Path,
) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(Library.open, [of_schema_two] * 8))
    assert [library.current() for library in opened] == [2] * 8
    for library in opened:
        library.close()


def test_a_library_that_two_make_at_once_is_made_once(tmp_path: Path) -> None:
    """SQLite itself does not wait for others when a file gets its write-ahead log."""
    other = sqlite3.connect(tmp_path / FILE, check_same_thread=False, isolation_level=None)
    release = Timer(0.3, other.execute, ["COMMIT"])

    def interfere(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "journal_mode" in statement and release.ident is None:
            other.execute("BEGIN IMMEDIATE")
            other.execute("PRAGMA user_version = 0")
            release.start()

    event.listen(Engine, "before_cursor_execute", interfere)
    try:
        with Library.create(tmp_path) as library:
            assert library.current() == 0
    finally:
        event.remove(Engine, "before_cursor_execute", interfere)
    release.join()
    other.close()


def test_a_failed_change_leaves_no_trace(two_generations: Library) -> None:
    broken = change(hold=(Held(SECOND, Origin(None, "root")),), close=("q",))
    with pytest.raises(LibraryDamaged):
        two_generations.open_generation(broken)
    assert two_generations.current() == 2
    assert [p.id for p in two_generations.passages()] == ["q"]
