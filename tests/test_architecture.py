"""The house as it was drawn: who may import whom, and how large a room may grow."""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Collection
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

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
# `footnote eval` runs and prints it, `footnote impact` watches its questions; what people say of
# answers becomes questions of it.
EVALS_SHOWN = (
    *(
        "ui/commands/evaluate.py",
        "ui/terminal/comparison.py",
        "ui/terminal/listings.py",
        "ui/commands/impact.py",
        "ui/terminal/impact.py",
        "ui/chat/questions_pane.py",
        "ui/commands/feedback.py",
        "ui/terminal/feedback.py",
        "ui/commands/question_sets.py",
        "ui/terminal/question_sets.py",
        "ui/server/verdicts.py",
    ),
)
STOCK = ("evals/pipelines/stock.py", "evals/benchmarks/")
ONLY_IN = {
    "gradio": ("ui/",),
    "chromadb": ("corpus/vectors.py", *STOCK),
    "langchain": ("qa/models/providers.py",),
    "langchain_chroma": ("corpus/vectors.py", *STOCK),
    "torch": (
        "corpus/embedding.py",
        "qa/reader/",
        "qa/entailment/",
        "ui/commands/doctor.py",
        *STOCK,
    ),
    "transformers": ("corpus/embedding.py", "qa/reader/", "qa/entailment/", *STOCK),
    "pypdfium2": ("ingest/readers/pdf", "corpus/page_image.py"),
    "lxml": ("ingest/readers/", "ingest/fetch/", "evals/benchmarks/"),
    "markitdown": ("ingest/readers/",),
    "mcp": ("ui/api/mcp.py",),
    "sentence_transformers": ("corpus/embedding.py", "qa/reader/", *STOCK),
}
# What comes with an extra, by the one file that is imported only where it is installed.
EXTRAS = {"ui/api/mcp.py": "mcp"}
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
    "ui/server/serve.py": {"socket"},
}
MODULES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported_by(file: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)} imports relatively"
            names.add(node.module or "")
    return frozenset(names)


# Each rule is one test that names all files which break it: one for each file and rule would be
# two thousand.


def test_imports_run_downwards() -> None:
    def upwards(file: Path) -> set[str]:
        room = name_of(file).split("/")[0]
        rooms = {name.split(".")[0] for name in imported_by(file)} & {*ROOMS, "tests"}
        allowed = MAY_IMPORT[room] | ({"evals"} if name_of(file) in EVALS_SHOWN else set())
        return rooms - allowed

    assert broken_in(MODULES, upwards) == {}


def test_each_part_is_touched_in_its_place() -> None:
    def misplaced(file: Path) -> set[str]:
        packages = {name.split(".")[0] for name in imported_by(file)} & ONLY_IN.keys()
        return {part for part in packages if not name_of(file).startswith(ONLY_IN[part])}

    assert broken_in(MODULES, misplaced) == {}


def test_nothing_but_fetch_can_open_a_connection() -> None:
    def connecting(file: Path) -> set[str]:
        imported = {name for name in imported_by(file) if name not in OPENS_NOTHING}
        packages = {name.split(".")[0] for name in imported} & NETWORK
        return packages - MAY_NETWORK.get(name_of(file), set())

    assert broken_in(MODULES, connecting) == {}


def test_no_file_is_over_400_lines() -> None:
    def over(file: Path) -> list[str]:
        return file.read_text(encoding="utf-8").splitlines()[400:]

    assert broken_in([*MODULES, *TESTS], over) == {}


def broken_in(files: list[Path], breaks: Callable[[Path], Collection[str]]) -> dict[str, object]:
    """What breaks a rule, by the name of the file, where anything does."""
    found = {name_of(file): breaks(file) for file in files}
    return {name: broken for name, broken in found.items() if broken}


def test_every_package_that_is_imported_is_asked_for() -> None:
    """What comes along with something else may one day not come along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    always = names_in(project["dependencies"])
    extras = project["optional-dependencies"]
    with_dev = always | names_in(extras["dev"])
    provided_by = packages_distributions()
    for file in MODULES:
        asked_for = with_dev if name_of(file).startswith("evals/benchmarks/") else always
        asked_for = asked_for | names_in(extras.get(EXTRAS.get(name_of(file), ""), []))
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
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node.type)
    ]
    assert broad == ["ingest/reading_process.py", "ui/chat/desk.py"]


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
