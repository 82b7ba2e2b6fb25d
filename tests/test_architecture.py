"""The house as it was drawn: who may import whom, and how large a room may grow."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "ingest", "qa", "ui", "evals")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "ingest": {"ingest", "corpus"},
    "qa": {"qa", "corpus"},
    "ui": {"ui", "qa", "ingest", "corpus"},
    "evals": {"evals", "qa", "ingest", "corpus"},
}
# Each part is touched in one place. The stock pipeline, which evals compare with, uses it raw.
# `footnote eval` runs and prints it, `footnote impact` watches its questions.
EVALS_SHOWN = (
    *("ui/cli.py", "ui/listings.py", "ui/impact.py", "ui/impact_view.py", "ui/questions_pane.py"),
)
STOCK = ("evals/baselines.py", "evals/benchmarks/")
ONLY_IN = {
    "gradio": ("ui/",),
    "chromadb": ("corpus/vectors.py", *STOCK),
    "langchain": ("qa/models/providers.py",),
    "langchain_chroma": ("corpus/vectors.py", *STOCK),
    "torch": ("corpus/embedding.py", "qa/reader/", "qa/entailment/", "ui/doctor.py", *STOCK),
    "transformers": ("corpus/embedding.py", "qa/reader/", "qa/entailment/", *STOCK),
    "pypdfium2": ("ingest/readers/pdf", "corpus/page_image.py"),
    "lxml": ("ingest/readers/", "ingest/fetch/", "evals/benchmarks/"),
    "markitdown": ("ingest/readers/",),
    "sentence_transformers": ("corpus/embedding.py", "qa/reader/", *STOCK),
}
# What can open a connection, and who may import it. `footnote fetch` is the only command that
# does; the chat listens. A language model, where one is set, is asked through LangChain.
NETWORK = {
    *("aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *("ssl", "telnetlib", "urllib", "urllib3", "websockets", "xmlrpc"),
}
OPENS_NOTHING = {"urllib.parse"}
MAY_NETWORK = {
    "ingest/fetch/connection.py": {"httpx"},
    "ingest/fetch/download.py": {"httpx"},
    "ui/serve.py": {"socket"},
}
MODULES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported_by(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)} imports relatively"
            yield node.module or ""


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_imports_run_downwards(file: Path) -> None:
    room = name_of(file).split("/")[0]
    rooms = {name.split(".")[0] for name in imported_by(file)} & {*ROOMS, "tests"}
    allowed = MAY_IMPORT[room] | ({"evals"} if name_of(file) in EVALS_SHOWN else set())
    assert rooms <= allowed


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_each_part_is_touched_in_its_place(file: Path) -> None:
    packages = {name.split(".")[0] for name in imported_by(file)}
    for package in packages & ONLY_IN.keys():
        assert name_of(file).startswith(ONLY_IN[package]), f"{package} in {name_of(file)}"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_nothing_but_fetch_can_open_a_connection(file: Path) -> None:
    imported = {name for name in imported_by(file) if name not in OPENS_NOTHING}
    packages = {name.split(".")[0] for name in imported} & NETWORK
    assert packages <= MAY_NETWORK.get(name_of(file), set())


@pytest.mark.parametrize("file", [*MODULES, *TESTS], ids=name_of)
def test_no_file_is_over_400_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_package_that_is_imported_is_asked_for() -> None:
    """What comes along with something else may one day not come along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    always = names_in(project["dependencies"])
    with_dev = always | names_in(project["optional-dependencies"]["dev"])
    provided_by = packages_distributions()
    for file in MODULES:
        asked_for = with_dev if name_of(file).startswith("evals/benchmarks/") else always
        imported = {name.split(".")[0] for name in imported_by(file)}
        for package in imported - {*ROOMS, *sys.stdlib_module_names}:
            names = {name.lower().replace("_", "-") for name in provided_by[package]}
            assert names & asked_for, f"{package} in {name_of(file)} is not in pyproject.toml"


def names_in(requirements: list[str]) -> set[str]:
    return {re.split("[^a-z0-9-]", line.lower())[0] for line in requirements}


def test_two_broad_excepts_at_the_edges() -> None:
    """Whatever goes wrong in the chat is said there, and in a library at a source beside it."""
    broad = [
        name_of(file)
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node.type)
    ]
    assert broad == ["ingest/reading_process.py", "ui/desk.py"]


def catches_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(catches_everything(kind) for kind in caught.elts)
    return caught is None or ast.unparse(caught) in ("Exception", "BaseException")


def test_no_machine_paths_in_what_is_shipped() -> None:
    folders = ["/" + name + "/" for name in ("work", "farm", "root")]
    files = [f for f in ROOT.rglob("*") if f.suffix in {".py", ".md", ".toml", ".txt", ".yaml"}]
    skipped = (".venv", ".footnote", ".git", "build", "dist", "runs")
    for file in files:
        if not file.relative_to(ROOT).parts[0].startswith(skipped):
            text = file.read_text(encoding="utf-8")
            assert not [folder for folder in folders if folder in text], name_of(file)
