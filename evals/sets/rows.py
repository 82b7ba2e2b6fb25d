"""The rows of a question set as a file has them, before anybody asks whether they are right."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import BadQuestionSet


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one question, and where they stand in the file, in a person's words."""

    place: str
    fields: Any


@dataclass(frozen=True, slots=True)
class Rows:
    """All of a file: `head` has what is said of the set itself, `problems` what cannot be read."""

    head: dict[str, Any]
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = field(default=())


def text_of(file: Path) -> str:
    """A file's text, without the mark of its encoding. Raises BadQuestionSet."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadQuestionSet(file=file, reason="there is no such file") from error
    except OSError as error:
        raise BadQuestionSet(file=file, reason=f"it cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        reason = "it is not text in UTF-8: save it as such"
        raise BadQuestionSet(file=file, reason=reason) from error


# YAML


def yaml_rows(file: Path) -> Rows:
    """Raises BadQuestionSet."""
    content = read_yaml(file)
    questions = content.pop("questions", None)
    if questions is None:
        return Rows(content, (), ("questions: it is missing",))
    if not isinstance(questions, list):
        return Rows(content, (), ("questions: it should be a list",))
    rows = (Row(f"question {named(fields, n)}", fields) for n, fields in enumerate(questions, 1))
    return Rows(content, tuple(rows))


def read_yaml(file: Path) -> dict[str, Any]:
    try:
        content = yaml.load(text_of(file), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise BadQuestionSet(file=file, reason=f"it is not YAML, {where(error)}") from error
    except (ValueError, RecursionError) as error:  # a date that is none, brackets without end
        raise BadQuestionSet(file=file, reason=f"it is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise BadQuestionSet(file=file, reason="it has no `name` and `questions` at its top")
    return content


def where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it has characters YAML does not allow"
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def named(fields: object, number: int) -> str:
    """A question's id in quotation marks, or its number from 1 where it has none."""
    name = fields.get("id") if isinstance(fields, dict) else None
    return f"“{name}”" if name else str(number)


# JSON lines


def jsonl_rows(file: Path) -> Rows:
    """One question a line, known by its line where it has no id. Raises BadQuestionSet."""
    rows, problems = [], []
    for number, line in json_lines(text_of(file)):
        place = f"line {number}"
        try:
            fields = json.loads(line)
            json.dumps(fields, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError) as error:
            problems.append(f"{place}: it is not JSON ({why_no_json(error)})")
            continue
        if isinstance(fields, dict):
            fields = {"id": f"line-{number}", **fields}
        rows.append(Row(place, fields))
    return Rows({"name": file.stem}, tuple(rows), tuple(problems))


def why_no_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    # An escape may stand for half a pair of surrogates, which no file takes.
    return "half a character" if isinstance(error, UnicodeEncodeError) else "brackets too deep"


def json_lines(text: str) -> Iterator[tuple[int, str]]:
    # Not `splitlines`: strings of JSON may hold other line ends.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
