"""`footnote doctor`: what is well, what is not, and how to mend it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.library import Library
from corpus.lock import NOTE, is_gone, sole_writer
from tests.ingest.digests import digest_of
from tests.ui.conftest import Terminal
from ui.cli import app
from ui.commands import doctor
from ui.commands.doctor import State


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own: that of the machine may hold others' leftovers."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def states(diagnosis: dict) -> dict[str, str]:
    return {check["name"]: check["state"] for check in diagnosis["checks"]}


def test_all_is_well(shipped) -> None:
    diagnosis = shipped.json("doctor")
    assert diagnosis["healthy"]
    assert set(states(diagnosis)) == {
        *("python", "packages", "torch", "embedding model", "reader model", "language model"),
        *("library", "vectors", "leftovers", "vector index", "disk"),
    }
    assert "broken" not in states(diagnosis).values()
    assert diagnosis["settings"]["embedding"] == "all-MiniLM-L6-v2"


def finding(terminal: Terminal, name: str) -> tuple[str, str, str]:
    """The state, the finding and the mend of one check."""
    checks = {
        check["name"]: check for check in json.loads(terminal("doctor", "--json").stdout)["checks"]
    }
    return checks[name]["state"], checks[name]["finding"], checks[name]["mend"]


def test_it_prints_settings_and_findings(shipped) -> None:
    result = shipped("doctor")
    assert result.exit_code == 0
    assert "FOOTNOTE_QUESTION_CHARS" in result.stdout
    assert "loaded offline in" in result.stdout


def test_no_library_yet_is_no_illness(terminal) -> None:
    diagnosis = terminal.json("doctor")
    assert states(diagnosis)["library"] == "notice"
    assert diagnosis["healthy"]


def test_a_damaged_library_is_found_with_its_mend(own_copy) -> None:
    (own_copy.library / "library.db").write_bytes(b"not a database" * 1000)
    result = own_copy("doctor")
    assert result.exit_code == 1
    assert "put back a copy of it" in result.stdout


def test_a_wrong_setting_is_shown_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CONFIDENCE", "7")
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "FOOTNOTE_CONFIDENCE" in result.stdout


def test_an_embedding_model_that_is_not_there(
    shipped_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "/nowhere/model")
    checks = {check.name: check for check in doctor.examine(shipped_library).checks}
    assert checks["embedding model"].state is State.BROKEN
    assert "make setup" in checks["embedding model"].mend


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["nothing-like-it>=1", "rich<2"])
    check = doctor.packages()
    assert check.state is State.BROKEN
    assert "nothing-like-it is missing" in check.finding
    assert "needed is <2" in check.finding


@pytest.mark.parametrize(("free_mb", "state"), [(5_000, "good"), (500, "notice"), (5, "broken")])
def test_free_disk(settings, monkeypatch, free_mb: int, state: str) -> None:
    class Usage:
        free = free_mb * 1_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    assert doctor.free_disk(settings).state == state


# Mending the vector index


def damage(terminal: Terminal) -> None:
    files = [f for f in (terminal.library / "vectors").rglob("*") if f.is_file()]
    max(files, key=lambda f: f.stat().st_size).write_bytes(b"rubbish")


def test_a_damaged_vector_index_is_made_anew(own_copy) -> None:
    with Library.open(own_copy.library) as library:
        before = digest_of(library)
    damage(own_copy)
    state, found, _ = finding(own_copy, "vector index")
    assert state == "notice"
    assert "is not as it was written" in found
    assert "made anew from the library" in found
    assert finding(own_copy, "vector index")[0] == "good"
    with Library.open(own_copy.library) as library:
        assert digest_of(library) == before


def test_a_missing_vector_index_is_made_anew(own_copy) -> None:
    shutil.rmtree(own_copy.library / "vectors")
    assert finding(own_copy, "vector index")[0] == "notice"
    assert finding(own_copy, "vector index")[0] == "good"


def test_a_damaged_vector_index_is_broken_while_another_process_writes(own_copy) -> None:
    damage(own_copy)
    with sole_writer(own_copy.library, "footnote ingest big"):
        state, found, mend = finding(own_copy, "vector index")
    assert state == "broken"
    assert "was damaged" in found
    assert "`footnote ingest big`" in mend


# Vectors that are lacking


def lose_vectors(terminal: Terminal, count: int) -> None:
    lost = "SELECT embedded_hash FROM vectors LIMIT ?"
    with closing(sqlite3.connect(terminal.library / "library.db")) as connection, connection:
        connection.execute(f"DELETE FROM vectors WHERE embedded_hash IN ({lost})", [count])


def test_vectors_that_are_lacking_are_found_and_ingest_computes_them(own_copy) -> None:
    with Library.open(own_copy.library) as library:
        before = digest_of(library)
    lose_vectors(own_copy, 3)
    state, found, mend = finding(own_copy, "vectors")
    assert (state, found.split()[0]) == ("notice", "3")
    assert "`footnote ingest`" in mend
    assert own_copy.json("ingest")["passages"]["embedded"] == 3
    assert finding(own_copy, "vectors")[0] == "good"
    assert own_copy.json("ingest")["passages"]["embedded"] == 0
    with Library.open(own_copy.library) as library:
        assert digest_of(library) == before


def test_what_rebuild_lacks_ingest_computes(own_copy) -> None:
    lose_vectors(own_copy, 3)
    refused = own_copy("rebuild")
    assert refused.exit_code == 1
    assert "`footnote ingest` computes them" in refused.stderr
    assert own_copy.json("ingest")["passages"]["embedded"] == 3
    assert own_copy("rebuild").exit_code == 0


def test_ingest_mends_a_damaged_index_of_which_vectors_are_lacking(own_copy) -> None:
    lose_vectors(own_copy, 3)
    damage(own_copy)
    assert own_copy.json("ingest")["passages"]["embedded"] == 3
    assert finding(own_copy, "vector index")[0] == "good"


def test_a_model_that_is_not_the_librarys_is_said(own_copy, monkeypatch) -> None:
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "/nowhere/model")
    state, found, mend = finding(own_copy, "vectors")
    assert state == "broken"
    assert "was embedded with all-MiniLM-L6-v2" in found
    assert "`footnote ingest`" in mend


# Leftovers


def gone_process() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert is_gone(process.pid)
    return process.pid


def test_what_killed_writers_left_is_removed(own_copy) -> None:
    folder = own_copy.library / "vectors"
    for name in ("2.tmp", "2"):
        (folder / name).mkdir()
        (folder / name / "data.bin").write_bytes(bytes(2_000_000))
    note = own_copy.library / NOTE
    note.write_text(json.dumps({"pid": gone_process(), "command": "footnote", "since": "then"}))
    state, found, _ = finding(own_copy, "leftovers")
    assert state == "notice"
    for path in (folder / "2.tmp", folder / "2", note):
        assert str(path) in found
        assert not path.exists()
    assert "4.0 MB given back" in found
    assert finding(own_copy, "leftovers")[0] == "good"
    assert finding(own_copy, "vector index")[0] == "good"


def test_what_may_be_another_writers_work_is_left(own_copy) -> None:
    aside = own_copy.library / "vectors" / "2.tmp"
    aside.mkdir()
    with sole_writer(own_copy.library, "footnote ingest big"):
        state, found, mend = finding(own_copy, "leftovers")
    assert state == "notice"
    assert f"{aside} had to be left" in found
    assert "`footnote ingest big`" in mend
    assert aside.is_dir()


def test_only_copies_of_searchers_that_are_gone_are_removed(
    own_copy, temporary, monkeypatch
) -> None:
    gone = temporary / f"footnote-{gone_process()}-abc"
    kept = [
        temporary / name
        for name in (f"footnote-{os.getpid()}-abc", "footnote-1-abc", "footnote-abc", "other-1-abc")
    ]
    for folder in (gone, *kept):
        folder.mkdir()
        (folder / "data.bin").write_bytes(bytes(1_000_000))
    target = temporary / "elsewhere"
    target.mkdir()
    link = temporary / f"footnote-{gone_process()}-link"
    link.symlink_to(target)
    _, found, _ = finding(own_copy, "leftovers")
    assert found == f"removed {gone}: 1.0 MB given back"
    assert not gone.exists()
    assert all(path.exists() for path in (*kept, link, target))


def test_a_process_that_may_not_be_signalled_counts_as_living(monkeypatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr("os.kill", refuse)
    assert not is_gone(12345)


def test_a_searcher_that_was_killed_is_cleared_up_after(own_copy, temporary) -> None:
    program = (
        "import os, sys, tempfile\n"
        "from pathlib import Path\n"
        "from corpus.vectors import VectorIndex\n"
        "tempfile.tempdir = sys.argv[2]\n"
        "index = VectorIndex(Path(sys.argv[1]), None)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    directory = own_copy.library / "vectors" / "1"
    subprocess.run([sys.executable, "-c", program, str(directory), str(temporary)], check=False)
    (left,) = temporary.iterdir()
    assert str(left) in finding(own_copy, "leftovers")[1]
    assert not list(temporary.iterdir())
