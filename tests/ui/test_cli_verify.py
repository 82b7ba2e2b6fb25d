"""`footnote verify`: an evidence pack against a library, or against files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import OtherFile, PackUnwritable
from corpus.library import Library
from corpus.settings import Settings
from qa.kept import saved
from tests.generations import answer, cited, hold
from tests.qa.packs import DATE, KITES, RED, STRING, act
from tests.ui.conftest import Terminal
from ui.commands.verify import free_for_pack, page_of, write_whole

EDITED = KITES.replace("1 July 2026", "12 June 2026")


@pytest.fixture
def held(terminal: Terminal) -> Callable[[str], int]:
    """Makes the library hold the act as some text says it."""

    def held(source: str) -> int:
        with Library.create(terminal.library) as library:
            return hold(library, act(source))

    return held


@pytest.fixture
def file(terminal: Terminal, held: Callable[[str], int], tmp_path: Path) -> str:
    """The evidence pack of an answer that a library of the act gave."""
    held(KITES)
    given = answer(*(cited(act(), words) for words in (STRING, RED, DATE)))
    path = tmp_path / "kites.html"
    with Library.open(terminal.library) as library:
        write_whole(path, page_of(saved(given, (), (), None, Settings()), library))
    return str(path)


def test_a_pack_whose_words_stand_as_they_did_is_well(terminal: Terminal, file: str) -> None:
    result = terminal("verify", file)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Question a?"
    assert lines[3].startswith("All 3 statements stand as they did (checked against generation 1 ")
    assert [line.split()[0] for line in lines[5::2]] == ["kept", "kept", "kept"]


def test_an_edited_document_names_the_statement_whose_source_changed_and_no_other(
    terminal: Terminal, held: Callable[[str], int], file: str
) -> None:
    held(EDITED)
    result = terminal("verify", file)
    assert result.exit_code == 1
    assert "1 of 3 statements does not stand as it did" in result.stdout
    changed = [line for line in result.stdout.splitlines() if line.startswith("changed")]
    assert changed == [f"changed {DATE}"]
    assert "[3] Article 2 · Kites" in result.stdout
    assert "applies from [-1 July-]{+12 June+} 2026" in result.stdout


def test_files_are_read_as_an_ingest_reads_them(
    terminal: Terminal, file: str, tmp_path: Path
) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    (folder / "kites.md").write_text(EDITED)
    (folder / "boats.md").write_text("# Boats\n\nBoats float.\n")
    result = terminal("verify", file, "--source", str(folder))
    assert result.exit_code == 1
    assert f"(checked against {folder})" in result.stdout
    (folder / "kites.md").write_text(KITES)
    assert terminal("verify", file, "--source", str(folder / "kites.md")).exit_code == 0


def test_files_need_no_library(file: str, tmp_path: Path) -> None:
    (tmp_path / "kites.md").write_text(KITES)
    elsewhere = Terminal(tmp_path / "none")
    assert elsewhere("verify", file, "--source", str(tmp_path / "kites.md")).exit_code == 0
    assert "There is no library" in elsewhere("verify", file).stderr


def test_a_file_that_cannot_be_read_is_named(terminal: Terminal, file: str, tmp_path: Path) -> None:
    (tmp_path / "kites.md").write_text(KITES)
    (tmp_path / "empty.md").write_text("")
    both = ["--source", str(tmp_path / "kites.md"), "--source", str(tmp_path / "empty.md")]
    result = terminal("verify", file, *both)
    assert result.exit_code == 0
    assert result.stderr.startswith("Not read: ")
    result = terminal("verify", file, "--source", str(tmp_path / "empty.md"))
    assert result.exit_code == 1
    assert "nothing to compare the pack with" in result.stderr


def test_json(terminal: Terminal, held: Callable[[str], int], file: str) -> None:
    held(EDITED)
    result = terminal("verify", file, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    statements = found.pop("statements")
    assert found == {
        "pack": file,
        "answer": "a",
        "question": "Question a?",
        "generation": 1,
        "checked_against": {"library": str(terminal.library), "generation": 2},
        "unaltered": True,
        "well": False,
    }
    assert [(s["standing"], s["well"]) for s in statements] == [
        ("kept", True),
        ("kept", True),
        ("changed", False),
    ]
    last = statements[-1]
    assert (last["text"], last["support"], last["support_now"]) == (DATE, "verbatim", "verbatim")
    (citation,) = last["citations"]
    assert (citation["quote"], citation["in_version"]) == (DATE, True)
    new = citation["new"]
    text = act(EDITED).text
    assert text[new["start"] : new["end"]] == new["quote"] == DATE.replace("1 July", "12 June")


# What cannot be verified


def test_an_altered_pack_proves_nothing(terminal: Terminal, file: str) -> None:
    page = Path(file)
    page.write_text(page.read_text().replace("exactly one string", "exactly two strings"))
    result = terminal("verify", file)
    assert result.exit_code == 1
    assert "was altered, and nothing in it is proven" in result.stderr


@pytest.mark.parametrize("content", [None, "<p>kites</p>"], ids=["no file", "another file"])
def test_what_is_no_pack_is_wrong_use(
    terminal: Terminal, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "other.html"
    if content:
        path.write_text(content)
    result = terminal("verify", str(path))
    assert result.exit_code == 2
    assert str(path) in result.stderr


def test_a_folder_is_no_pack(terminal: Terminal, tmp_path: Path) -> None:
    assert "cannot be opened" in terminal("verify", str(tmp_path)).stderr


# Where packs are written


def test_a_pack_takes_the_place_of_a_pack(file: str) -> None:
    assert free_for_pack(Path(file)) == Path(file)
    Path(file).write_text(Path(file).read_text()[:-200])
    assert free_for_pack(Path(file)) == Path(file)


def test_anything_else_is_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.html"
    letter.write_text("<p>Dear all</p>")
    for path in (letter, tmp_path):
        with pytest.raises(OtherFile, match="choose another name"):
            free_for_pack(path)


def test_where_nothing_can_be_written_one_sentence_says_why(tmp_path: Path) -> None:
    with pytest.raises(PackUnwritable, match="No such file or directory"):
        write_whole(tmp_path / "none" / "pack.html", "page")
    assert list(tmp_path.iterdir()) == []


def test_asking_with_a_pack_writes_one_that_verifies(shipped: Terminal, tmp_path: Path) -> None:
    path = str(tmp_path / "pool.html")
    asked = shipped("ask", "What is the Annual Solidarity Pool?", "--pack", path)
    assert asked.exit_code == 0, asked.output
    assert shipped("verify", path).exit_code == 0


def test_a_pack_is_refused_before_anything_is_asked(terminal: Terminal, tmp_path: Path) -> None:
    letter = tmp_path / "letter.html"
    letter.write_text("<p>Dear all</p>")
    result = terminal("ask", "What is a kite?", "--pack", str(letter))
    assert result.exit_code == 2
    assert "is no evidence pack" in result.stderr
