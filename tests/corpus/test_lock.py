"""One writer at a time; the second is told who writes, or waits."""

import json
import multiprocessing
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
from filelock import FileLock

from corpus.errors import LibraryBusy, LibraryUnwritable
from corpus.lock import NOTE, sole_writer

SERVER = multiprocessing.get_context("forkserver")


def test_a_second_writer_is_told_who_writes_and_since_when(tmp_path: Path) -> None:
    with (
        sole_writer(tmp_path, "footnote ingest docs"),
        pytest.raises(
            LibraryBusy,
            match=rf"`footnote ingest docs` \(process {os.getpid()}\) since \d{{4}}-\d\d-\d\dT",
        ),
        sole_writer(tmp_path, "another"),
    ):
        pass


def test_the_lock_is_free_again_afterwards_even_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="broke"), sole_writer(tmp_path, "first"):
        raise RuntimeError("broke")
    with sole_writer(tmp_path, "second"):
        pass


def test_a_note_left_by_a_killed_writer_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / NOTE).write_text("{half a no")
    with sole_writer(tmp_path, "next"):
        pass


def note_of(process: int) -> str:
    since = "2026-11-26T09:00:00+00:00"
    return json.dumps({"pid": process, "command": "footnote ingest", "since": since})


def a_killed_process() -> int:
    process = SERVER.Process(target=time.sleep, args=(60,))
    process.start()
    process.kill()
    process.join()
    assert process.pid
    return process.pid


@pytest.mark.parametrize("left", ["nothing", "half a note", "the note of a killed writer"])
def test_a_writer_that_has_the_lock_and_is_about_to_leave_its_note_is_named(
    tmp_path: Path, left: str
) -> None:
    note = tmp_path / NOTE
    if left != "nothing":
        note.write_text("{half a no" if left == "half a note" else note_of(a_killed_process()))
    lock = FileLock(tmp_path / "write.lock")
    leaving = Timer(0.1, note.write_text, [note_of(os.getpid())])
    with lock:
        leaving.start()
        with (
            pytest.raises(LibraryBusy, match=rf"\(process {os.getpid()}\)"),
            sole_writer(tmp_path, "second"),
        ):
            pass
    leaving.join()


def test_a_writer_that_leaves_no_note_is_another_process(tmp_path: Path) -> None:
    with (
        FileLock(tmp_path / "write.lock"),
        pytest.raises(LibraryBusy, match="written by another process"),
        sole_writer(tmp_path, "second"),
    ):
        pass


def test_a_note_whose_writer_cannot_be_seen_from_here_is_better_than_none(tmp_path: Path) -> None:
    """It may run in another container that shares the folder."""
    unseen = a_killed_process()
    (tmp_path / NOTE).write_text(note_of(unseen))
    with (
        FileLock(tmp_path / "write.lock"),
        pytest.raises(LibraryBusy, match=rf"\(process {unseen}\)"),
        sole_writer(tmp_path, "second"),
    ):
        pass


def test_who_may_wait_is_told_once_for_whom_and_then_writes(tmp_path: Path) -> None:
    told: list[str] = []
    order: list[str] = []
    with sole_writer(tmp_path, "first"):
        second = in_thread(lambda: write(tmp_path, "second", told, order))
        wait_until(lambda: told)
        order.append("first")
    second.join()
    assert order == ["first", "second"]
    assert told == [told[0]]
    assert told[0].startswith(f"`first` (process {os.getpid()}) since ")


def write(folder: Path, name: str, told: list[str], order: list[str]) -> None:
    with sole_writer(folder, name, told.append):
        order.append(name)


def test_several_that_wait_write_one_after_another(tmp_path: Path) -> None:
    inside, most, done = 0, 0, []

    def work(name: str) -> None:
        nonlocal inside, most
        with sole_writer(tmp_path, name, lambda _: None):
            inside += 1
            most = max(most, inside)
            time.sleep(0.02)
            inside -= 1
            done.append(name)

    threads = [in_thread(partial(work, str(n))) for n in range(4)]
    for thread in threads:
        thread.join()
    assert (most, sorted(done)) == (1, ["0", "1", "2", "3"])


def test_who_has_not_to_wait_is_told_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    with sole_writer(tmp_path, "only", told.append):
        pass
    assert told == []


def in_thread(work: Callable[[], object]) -> Thread:
    thread = Thread(target=work)
    thread.start()
    return thread


def wait_until(true: Callable[[], object]) -> None:
    while not true():
        time.sleep(0.01)


def hold_until_killed(folder: Path, held: Event) -> None:
    with sole_writer(folder, "footnote ingest"):
        held.set()
        time.sleep(60)


def test_the_lock_of_a_killed_writer_is_free(tmp_path: Path) -> None:
    held = SERVER.Event()
    process = SERVER.Process(target=hold_until_killed, args=(tmp_path, held))
    process.start()
    held.wait()
    process.kill()
    process.join()
    assert (tmp_path / NOTE).exists()
    with sole_writer(tmp_path, "next"):
        assert json.loads((tmp_path / NOTE).read_text())["command"] == "next"


def test_a_note_that_cannot_be_removed_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        with sole_writer(tmp_path, "first"):
            pass
    with sole_writer(tmp_path, "second"):
        pass


def test_a_folder_that_is_a_file_cannot_be_locked(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(LibraryUnwritable, match="cannot be written"),
        sole_writer(tmp_path / "file", "first"),
    ):
        pass
