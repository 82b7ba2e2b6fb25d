"""One writer at a time; the second is told who writes."""

import os
from pathlib import Path

import pytest

from corpus.errors import LibraryBusy
from corpus.lock import sole_writer


def test_a_second_writer_is_told_who_writes_and_since_when(tmp_path: Path) -> None:
    with (
        sole_writer(tmp_path, "footnote ingest docs"),
        pytest.raises(
            LibraryBusy, match=rf"`footnote ingest docs` \(process {os.getpid()}\) since"
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
    (tmp_path / "writer.json").write_text("{half a no")
    with sole_writer(tmp_path, "next"):
        pass
