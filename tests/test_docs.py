"""The documentation says what there is: every command, flag and setting, and no dead link."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import annotated_types
import pytest
import typer

from corpus import errors
from corpus.settings import PREFIX, Settings
from ui.cli import app

ROOT = Path(__file__).parent.parent
WITHOUT_NAME = "run"  # the one of a group's commands that is meant where none is named
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
SIGNS = {"Ge": "≥", "Gt": ">", "Le": "≤", "Lt": "<"}


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by what is typed, those of groups within as well."""
    for name, command in group.commands.items():
        typed = before.strip() if before and name == WITHOUT_NAME else before + name
        if hasattr(command, "commands"):
            yield from commands(command, f"{typed} ")
        else:
            yield typed, command


COMMANDS: dict[str, Any] = dict(commands(typer.main.get_command(app)))


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(command: str) -> str:
    """What docs/commands.md says under the heading of a command."""
    found = re.search(
        rf"^## `footnote {command}\b.*?(?=^## |\Z)", page("docs/commands.md"), re.M | re.S
    )
    assert found, f"docs/commands.md has no section on {command}"
    return found.group()


def flags(command: str) -> Iterator[str]:
    for parameter in COMMANDS[command].params:
        yield from (option for option in parameter.opts if option.startswith("--"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_flag_is_documented(command: str) -> None:
    text = section(command)
    for flag in set(flags(command)) - {"--library"}:
        assert flag in text, f"{flag} of {command}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_documented_flag_is_there(command: str) -> None:
    named = set(re.findall(r"^\| `(--[a-z-]+)", section(command), re.MULTILINE))
    assert named <= set(flags(command))


def settings_rows() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        bounds = ", ".join(
            f"{SIGNS[type(m).__name__]} {next(iter(vars_of(m)))}" for m in field.metadata
        )
        default = "" if field.default == "" else f"`{field.default}`"
        yield f"| `{PREFIX}{name.upper()}` | {default} | {bounds} | {field.description} |"


def vars_of(bound: Any) -> list[object]:
    kinds = (annotated_types.Ge, annotated_types.Gt, annotated_types.Le, annotated_types.Lt)
    assert isinstance(bound, kinds)
    return [getattr(bound, type(bound).__name__.lower())]


def test_every_setting_is_documented_as_it_is() -> None:
    rows = [line for line in page("docs/settings.md").splitlines() if line.startswith("| `")]
    assert rows == list(settings_rows())


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_commands_that_are_named_exist(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))
    for command in re.findall(r"\bfootnote ([a-z]+)\b", code):
        assert command in COMMANDS, f"footnote {command}"
    for target in re.findall(r"\bmake ([a-z]+)\b", code):
        assert target in TARGETS, f"make {target}"


def test_commands_that_errors_name_exist() -> None:
    for error in vars(errors).values():
        for command in re.findall(r"`footnote ([a-z]+)", getattr(error, "sentence", "")):
            assert command in COMMANDS, error


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (file.parent / target).exists(), target


def test_every_target_has_help() -> None:
    for target in TARGETS:
        assert re.search(rf"^{target}:.*## ", page("Makefile"), re.MULTILINE), target
