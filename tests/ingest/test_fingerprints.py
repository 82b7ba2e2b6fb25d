"""The names of readers and cutters: whatever has a part in the result has a part in the name."""

import ast
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from ingest import fingerprints
from ingest.fingerprints import (
    CUTTERS,
    CUTTING,
    PARSERS,
    READING,
    ROOT,
    cutter_name,
    files_in,
    name_of,
    reader_name,
)

# They start the reading, carry its result or say why there is none: the document is the same.
NO_PART_IN_IT = {
    *("ingest/confinement.py", "ingest/frames.py", "corpus/__init__.py"),
    *(f.relative_to(ROOT).as_posix() for f in (ROOT / "corpus" / "errors").glob("*.py")),
}
NO_PARSERS = {"numpy", "pydantic"}  # they reckon and check


def test_everything_that_reading_imports_is_in_the_readers_name() -> None:
    files = closure(files_of(READING))
    assert {f.relative_to(ROOT).as_posix() for f in files - files_of(READING)} == NO_PART_IN_IT
    assert packages_of(files) - NO_PARSERS == set(PARSERS)


def test_everything_that_cutting_imports_is_in_the_cutters_name() -> None:
    files = closure(files_of(CUTTING))
    # A document may have a layout; no passage depends on it.
    assert {f.relative_to(ROOT).as_posix() for f in files - files_of(CUTTING)} == {
        "corpus/layout.py"
    }
    assert packages_of(files) - NO_PARSERS == set(CUTTERS)


def files_of(parts: Iterable[str]) -> set[Path]:
    return {file for part in parts for file in files_in(ROOT / part)}


def closure(files: Iterable[Path]) -> set[Path]:
    """The files, and those of this project that they import, and those that these do."""
    found: set[Path] = set()
    ahead = [*files]
    while ahead:
        file = ahead.pop()
        if file not in found:
            found.add(file)
            ahead += [path for name in imported_by(file) if (path := file_of(name))]
    return found


def file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in candidates if file.is_file()), None)


def packages_of(files: Iterable[Path]) -> set[str]:
    """The distributions that they import, by the names under which they are installed."""
    names = {name.split(".")[0] for file in files for name in imported_by(file)}
    provided_by = packages_distributions()
    others = names - {"corpus", "ingest", "__future__", *sys.stdlib_module_names}
    return {provided_by[name][0].lower().replace("_", "-") for name in others}


def imported_by(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with some code, in the place of ours."""
    monkeypatch.setattr(fingerprints, "ROOT", tmp_path)
    (tmp_path / "readers").mkdir()
    (tmp_path / "readers" / "one.py").write_text("one = 1")
    (tmp_path / "alone.py").write_text("alone = 1")
    return tmp_path


def name(*packages: str) -> str:
    return name_of(["readers", "alone.py"], packages)


@pytest.mark.parametrize("file", ["alone.py", "readers/one.py"])
def test_another_line_of_code_is_another_name(code: Path, file: str) -> None:
    before = name()
    (code / file).write_text("one = 2")
    assert name() != before


def test_another_module_is_another_name_and_one_renamed_too(code: Path) -> None:
    before = name()
    (code / "readers" / "one.py").rename(code / "readers" / "two.py")
    renamed = name()
    (code / "readers" / "three.py").write_text("")
    assert len({before, renamed, name()}) == 3


def test_what_is_no_code_has_no_part_in_the_name(code: Path) -> None:
    before = name()
    (code / "readers" / "one.pyc").write_bytes(b"compiled")
    assert name() == before


def test_another_version_of_a_library_is_another_name(
    code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = name("lxml")
    monkeypatch.setattr(fingerprints, "version", lambda _: "0.0.1")
    assert name("lxml") != before


def test_another_python_is_another_name(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which characters are letters, and how mail is parsed, are its affair."""
    before = name()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert name() != before


def test_the_longest_passage_is_part_of_the_cutters_name() -> None:
    assert len({cutter_name(900), cutter_name(100), cutter_name(1000)}) == 3


def test_reader_and_cutter_are_named_apart() -> None:
    assert not cutter_name(900).startswith(reader_name())
