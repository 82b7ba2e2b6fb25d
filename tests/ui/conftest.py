"""The command line as the tests type it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ui.cli import app


@dataclass(frozen=True)
class Terminal:
    """Commands on one library."""

    library: Path

    def __call__(self, *words: str, stdin: str | None = None) -> Result:
        typed = [*words, "--library", str(self.library)]
        return CliRunner().invoke(app, typed, input=stdin, catch_exceptions=False)

    def json(self, *words: str) -> Any:
        result = self(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal with no library yet."""
    return Terminal(tmp_path / "library")


@pytest.fixture
def shipped(shipped_library: Path) -> Terminal:
    """A terminal on the shipped texts. Only to be read."""
    return Terminal(shipped_library)


@pytest.fixture
def own_copy(shipped_library: Path, tmp_path: Path) -> Terminal:
    """A terminal on a copy of the shipped library, to do with as a test pleases."""
    copy = tmp_path / "copy"
    shutil.copytree(shipped_library, copy)
    return Terminal(copy)


@pytest.fixture
def texts(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of texts: `texts(name="content")`."""

    def write(**contents: str) -> Path:
        folder = tmp_path / "texts"
        folder.mkdir(exist_ok=True)
        for name, content in contents.items():
            (folder / f"{name}.md").write_text(content, encoding="utf-8")
        return folder

    return write
