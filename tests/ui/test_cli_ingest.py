"""`footnote ingest` and `footnote rebuild`: what they say, and what they refuse."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.settings import Settings
from ingest.left_out import leave_out
from ui.commands.options import tell_who_writes

DRAGONS = "# On dragons\n\nDragons are not fond of water.\n"
WIZARDS = "# On wizards\n\nWizards are subtle.\n"
HOLDER = """
import sys
from pathlib import Path
from corpus.lock import sole_writer
with sole_writer(Path(sys.argv[1]), "footnote ingest big"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_writer(library: Path) -> Iterator[subprocess.Popen]:
    """A process that holds the library for writing until its input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(library)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        yield writer


def test_the_shipped_texts_and_again(own_copy) -> None:
    result = own_copy("ingest")
    assert result.exit_code == 0
    assert "Nothing to change: " in result.stdout
    assert "0 embedded" in result.stdout
    assert own_copy.json("ingest")["passages"]["embedded"] == 0


def test_json_is_what_was_promised(terminal, texts) -> None:
    result = terminal.json("ingest", str(texts(dragons=DRAGONS)))
    assert list(result) == ["generation", "documents", "passages", "seconds"]
    assert result["generation"] == 1
    assert list(result["documents"]) == [
        "added",
        "edited",
        "renamed",
        "removed",
        "unchanged",
        "refused",
    ]
    assert result["documents"]["added"] == ["texts/dragons"]
    assert list(result["passages"]) == ["embedded", "reused", "moved", "closed"]


def test_added_edited_renamed_and_removed(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS, wizards=WIZARDS, krakens="# On krakens\n\nThey swim.\n")
    terminal("ingest", str(folder))
    (folder / "wizards.md").unlink()
    (folder / "krakens.md").rename(folder / "squids.md")
    texts(dragons=DRAGONS + "\nThey sleep a lot.\n", trolls="# On trolls\n\nTrolls are slow.\n")
    lines = terminal("ingest", str(folder)).stdout.splitlines()
    assert lines[:4] == [
        "added   texts/trolls (1 passage)",
        "edited  texts/dragons",
        "renamed texts/krakens (krakens.md → squids.md)",
        "removed texts/wizards (1 passage)",
    ]


def test_documents_that_are_only_cut_anew_are_counted(terminal, texts, monkeypatch) -> None:
    folder = texts(dragons=DRAGONS + "\n" + "They sleep a lot. " * 30)
    terminal("ingest", str(folder))
    monkeypatch.setenv("FOOTNOTE_PASSAGE_CHARS", "200")
    assert "cut anew 1 document\n" in terminal("ingest", str(folder)).stdout


def test_a_bad_file_costs_that_file_alone(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS)
    (folder / "broken.txt").write_bytes(b"\xff\xfe\xff")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    result = terminal("ingest", str(folder))
    assert result.exit_code == 0
    assert "added" in result.stdout
    assert result.stdout.count("refused ") == 2


def test_what_was_left_out_is_said_beside_the_result(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS + "\nThey hi\u200bde.\n")
    notice = "texts/dragons: Invisible characters "
    dry = terminal("ingest", str(folder), "--dry-run", "--json")
    (line,) = dry.stderr.splitlines()
    assert line.startswith(notice)
    assert json.loads(dry.stdout)["documents"]["added"] == ["texts/dragons"]
    assert f"notice {notice}" in terminal("ingest", str(folder)).stdout
    assert "notice" not in terminal("ingest", str(folder)).stdout
    assert "Invisible characters" in terminal("library", "--document", "texts/dragons").stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.md", None, "There is no file or folder"),
        ("odd.txt", b"caf\xe9 \xff", "UTF-8"),
        ("empty.md", b"  \n", "holds no text"),
        ("photo.png", b"\x89PNG", "kind of file"),
    ],
)
def test_one_bad_file_is_one_sentence(terminal, tmp_path, name, content, words) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    result = terminal("ingest", str(file), "--json")
    assert result.exit_code == 1
    assert words in result.stderr
    assert str(file) in result.stderr
    assert result.stdout == ""


def test_a_folder_without_texts_clears_nothing(own_copy, tmp_path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    before = own_copy.json("library")
    result = own_copy("ingest", str(empty))
    assert result.exit_code == 1
    assert "the library was left as it is" in result.stderr
    assert own_copy.json("library") == before


def test_a_library_being_written_names_its_writer(own_copy, texts) -> None:
    with another_writer(own_copy.library) as writer:
        result = own_copy("ingest", str(texts(dragons=DRAGONS)))
        reading = own_copy("library")
    assert result.exit_code == 1
    assert f"`footnote ingest big` (process {writer.pid})" in result.stderr
    assert "--wait" in result.stderr
    assert reading.exit_code == 0


def test_wait_says_who_writes_and_then_goes_on(own_copy, monkeypatch) -> None:
    with another_writer(own_copy.library) as writer:

        def tell(who: str) -> None:
            tell_who_writes(who)
            writer.stdin.close()

        monkeypatch.setattr("ui.commands.options.tell_who_writes", tell)
        result = own_copy("ingest", "--wait")
    assert result.exit_code == 0
    assert f"`footnote ingest big` (process {writer.pid}) since 20" in result.stderr
    assert "Nothing to change" in result.stdout


# Removal


def test_removing_most_of_a_folder_is_refused_unless_it_is_asked_for(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS, wizards=WIZARDS)
    terminal("ingest", str(folder))
    for file in folder.iterdir():
        file.unlink()
    refused = terminal("ingest", str(folder))
    assert refused.exit_code == 1
    assert "give --allow-empty" in refused.stderr
    assert len(terminal.json("library")["documents"]) == 2
    assert terminal("ingest", str(folder), "--allow-empty").exit_code == 0
    assert terminal.json("library")["documents"] == []


# A library that cannot be used


def test_a_newer_library_is_left_alone(own_copy) -> None:
    with sqlite3.connect(own_copy.library / "library.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    result = own_copy("ingest")
    assert result.exit_code == 1
    assert "newer Footnote (schema 99" in result.stderr


def test_a_damaged_library_is_named(own_copy) -> None:
    (own_copy.library / "library.db").write_bytes(b"not a database" * 1000)
    result = own_copy("library")
    assert result.exit_code == 1
    assert "is damaged" in result.stderr


def test_rebuild_mends_the_vector_index(own_copy) -> None:
    result = own_copy("rebuild")
    assert result.exit_code == 0
    assert "nothing embedded" in result.stdout
    assert json.loads(own_copy("rebuild", "--json").stdout)["generation"] == 1


# Watching


def test_watching_and_planning_exclude_each_other(terminal) -> None:
    result = terminal("ingest", "--watch", "--dry-run")
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr


@pytest.mark.slow
def test_a_watch_reports_each_round_until_it_is_interrupted(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS)
    typed = ["ingest", "--watch", str(folder), "--json", "--library", str(terminal.library)]
    with subprocess.Popen(
        [sys.executable, "-m", "ui", *typed],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as watch:
        assert "until Ctrl-C" in watch.stderr.readline()
        first = json.loads(watch.stdout.readline())
        texts(dragons=DRAGONS, wizards=WIZARDS)
        second = json.loads(watch.stdout.readline())
        for file in folder.iterdir():
            file.unlink()
        third = json.loads(watch.stdout.readline())
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=60) == 130
    assert (first["generation"], first["documents"]["added"]) == (1, ["texts/dragons"])
    assert (second["generation"], second["documents"]["added"]) == (2, ["texts/wizards"])
    assert list(third) == ["error"]
    assert "give --allow-empty" in third["error"]


def test_what_was_deleted_in_the_chat_is_said_to_stay_out(terminal, texts):
    folder = texts(gate="# Gate\n\nThe gate closes at eight.", shed="# Shed\n\nIt is open.")
    terminal("ingest", str(folder))
    leave_out(Settings(library=terminal.library), ["texts/gate"], command="footnote chat")
    assert terminal.json("ingest", str(folder))["left_out"] == ["texts/gate"]
    said = " ".join(terminal("ingest", str(folder)).stdout.split())
    assert "1 document stayed left out, deleted in the chat" in said
    terminal("ingest", str(folder / "gate.md"))
    assert "left_out" not in terminal.json("ingest", str(folder))
