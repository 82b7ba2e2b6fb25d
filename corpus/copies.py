"""The private copies of vector directories that searchers leave behind when they are killed."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from corpus.lock import is_gone
from corpus.vectors import COPY

NAME = re.compile(rf"{re.escape(COPY)}([1-9]\d{{0,8}})-")


def abandoned() -> list[Path]:
    """The copies in the temporary folder whose process is gone, where they are this user's."""
    return sorted(
        path
        for path in Path(tempfile.gettempdir()).glob(f"{COPY}*")
        if (name := NAME.match(path.name)) and is_own_folder(path) and is_gone(int(name[1]))
    )


def is_own_folder(path: Path) -> bool:
    """Whether it is no link, which anybody may leave there, and nobody else's."""
    if path.is_symlink() or not path.is_dir():
        return False
    return os.name == "nt" or path.stat().st_uid == os.getuid()


def clear() -> None:
    """Remove the abandoned copies; what cannot be removed now is left for the next time."""
    for path in abandoned():
        shutil.rmtree(path, ignore_errors=True)
