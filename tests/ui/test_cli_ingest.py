"""`footnote ingest` and `footnote rebuild`: what they say, and what they refuse."""

import json
import sqlite3
import subprocess
import sys

import pytest

DRAGONS = "# On dragons\n\nDragons are not fond of water.\n"


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


def test_a_dry_run_writes_nothing(terminal, texts) -> None:
    result = terminal.json("ingest", str(texts(dragons=DRAGONS)), "--dry-run")
    assert result["generation"] is None
    assert result["documents"]["added"] == ["texts/dragons"]
    assert not terminal.library.exists()


def test_a_dry_run_says_how_long_it_will_take(own_copy, texts) -> None:
    result = own_copy("ingest", str(texts(dragons=DRAGONS)), "--dry-run")
    assert "added texts/dragons" in result.stdout
    assert "in about " in result.stdout
    assert "nothing was written" in result.stdout


def test_added_edited_and_removed(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS, wizards="# On wizards\n\nWizards are subtle.\n")
    terminal("ingest", str(folder))
    (folder / "wizards.md").unlink()
    texts(dragons=DRAGONS + "\nThey sleep a lot.\n", trolls="# On trolls\n\nTrolls are slow.\n")
    lines = terminal("ingest", str(folder)).stdout.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["added", "texts/trolls"],
        ["edited", "texts/dragons"],
        ["removed", "texts/wizards"],
    ]


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
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from corpus.lock import sole_writer\n"
        "with sole_writer(Path(sys.argv[1]), 'footnote ingest big'):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(own_copy.library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        result = own_copy("ingest", str(texts(dragons=DRAGONS)))
        reading = own_copy("library")
    assert result.exit_code == 1
    assert f"`footnote ingest big` (process {writer.pid})" in result.stderr
    assert reading.exit_code == 0


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
