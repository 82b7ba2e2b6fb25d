"""How the command starts: at once, and with errors that are sentences."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli import app
from ui.commands.options import LibraryOption

HEAVY = {
    "chromadb",
    "gradio",
    "langchain",
    "langchain_core",
    "sentence_transformers",
    "torch",
    "transformers",
}


def loaded_by(*words: str) -> set[str]:
    """The modules that are loaded after `footnote words` has run in a process of its own."""
    program = (
        "import sys\n"
        "from ui.cli import app\n"
        f"sys.argv = {['footnote', *words]!r}\n"
        "try: app()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "finally: print('LOADED', *sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("LOADED ")[2].split())


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by("--help")
    assert not loaded & HEAVY
    assert not loaded & {"numpy", "sqlalchemy", "pydantic"}


@pytest.mark.parametrize("command", ["library", "history"])
def test_reading_the_library_loads_no_model(command: str, shipped_library: Path) -> None:
    assert not loaded_by(command, "--library", str(shipped_library)) & HEAVY


def test_a_command_line_that_is_wrong_ends_with_2() -> None:
    for words in (["nonsense"], ["ask"], ["ask", "a", "--batch", "-"], ["ask", "--k"], ["search"]):
        assert CliRunner().invoke(app, words).exit_code == 2, words


def test_without_a_command_there_is_help() -> None:
    assert "ingest" in CliRunner().invoke(app, []).output


def test_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.stdout == "footnote 0.1.0\n"


def test_library_before_or_after_the_command(shipped_library: Path) -> None:
    before = CliRunner().invoke(app, ["--library", str(shipped_library), "history"])
    after = CliRunner().invoke(app, ["history", "--library", str(shipped_library)])
    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout


def test_library_from_the_environment(
    shipped_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(shipped_library))
    assert CliRunner().invoke(app, ["history"]).exit_code == 0


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_LIBARY", "x")
    result = CliRunner().invoke(app, ["library"])
    assert result.exit_code == 2
    assert "FOOTNOTE_LIBARY" in result.stderr
    assert "“library”" in result.stderr


def test_an_error_is_one_sentence_on_stderr(terminal) -> None:
    result = terminal("library", "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("error: There is no library in ")
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr


def test_control_c_loses_nothing(terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.apply.ingest", interrupted)
    result = terminal("ingest")
    assert result.exit_code == 130
    assert "stopped; nothing was lost" in result.stderr


def test_python_m_ui_is_the_command() -> None:
    words = [sys.executable, "-m", "ui", "--version"]
    assert subprocess.check_output(words, text=True).startswith("footnote ")


def test_every_command_has_library() -> None:
    for command in app.registered_commands:
        assert command.callback is not None
        assert command.callback.__annotations__["library"] == LibraryOption
