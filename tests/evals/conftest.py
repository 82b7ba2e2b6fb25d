"""A few of the shipped texts: to embed all of them again and again is most of what takes long."""

import shutil
from pathlib import Path

import pytest

from corpus.settings import Settings
from ingest.apply import ingest
from ingest.sources import shipped_folders

FEW = ("eurodac.md", "factsheet.md", "four-pillars.md", "glossary.md", "overview.md")


@pytest.fixture(scope="session")
def few_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the name of the shipped one, so that its documents have the same ids."""
    (shipped,) = shipped_folders()
    folder = tmp_path_factory.mktemp("few") / shipped.name
    folder.mkdir()
    for name in FEW:
        shutil.copy(shipped / name, folder)
    return folder


@pytest.fixture(scope="session")
def few_library(few_texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real library of these texts. Only to be read."""
    folder = tmp_path_factory.mktemp("few-library") / "library"
    ingest(Settings(library=folder), [str(few_texts)])
    return folder


@pytest.fixture
def few_are_shipped(few_texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes the shipped texts takes these."""
    for module in ("ingest.sources", "evals.benchmarks.changing"):
        monkeypatch.setattr(f"{module}.shipped_folders", lambda: [few_texts])
