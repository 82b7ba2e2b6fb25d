"""JSON lines in, JSON lines out, whatever a line holds."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptyQuestion
from ui.commands.batch import Request, run_batch


def echo(request: Request) -> dict[str, Any]:
    if not request.question.strip():
        raise EmptyQuestion(example="What?")
    return {
        "id": request.id,
        "question": request.question,
        "history": list(request.history),
        "documents": list(request.documents),
    }


def run(*lines: str | bytes) -> tuple[bool, list[Any]]:
    out = io.StringIO()
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    all_well = run_batch(raw, "b.jsonl", echo, out)
    return all_well, [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_result_a_line_in_order() -> None:
    all_well, results = run('{"id": "b", "question": "2"}', '{"id": "a", "question": "1"}')
    assert all_well
    assert [(r["id"], r["question"]) for r in results] == [("b", "2"), ("a", "1")]


def test_a_line_without_an_id_is_named_by_its_number() -> None:
    _, results = run("", '{"question": "x"}')
    assert results[0]["id"] == 2


@pytest.mark.parametrize(
    "history",
    [
        ["One?", "Two?"],
        [{"question": "One?"}, {"question": "Two?", "answer": "…"}],
        [
            {"role": "user", "content": "One?"},
            {"role": "assistant", "content": "Well."},
            {"role": "user", "content": "Two?"},
        ],
    ],
)
def test_history_in_each_of_its_forms(history: list[Any]) -> None:
    _, results = run(json.dumps({"id": 1, "question": "x", "history": history}))
    assert results[0]["history"] == ["One?", "Two?"]


@pytest.mark.parametrize(
    ("line", "id", "reason"),
    [
        ("{", None, "it is not JSON"),
        ("[1]", None, "it is not a JSON object"),
        (b'{"question": "\xff"}', None, "it is not UTF-8"),
        ("[" * 100_000, None, "it is not JSON"),
        ('{"id": 7}', 7, "it has no “question”"),
        ('{"id": 7, "question": 3}', 7, "it has no “question”"),
        ('{"id": 7, "question": "x", "history": "y"}', 7, "“history”"),
        ('{"id": 7, "question": "x", "history": [3]}', 7, "“history”"),
        ('{"id": 7, "question": "x", "documents": "y"}', 7, "“documents”"),
        ('{"id": 7, "question": " "}', 7, "empty"),
    ],
)
def test_a_broken_line_gets_an_error_in_its_place(line: str, id: Any, reason: str) -> None:
    all_well, results = run('{"id": 1, "question": "a"}', line, '{"id": 2, "question": "b"}')
    assert not all_well
    assert [r["id"] for r in results] == [1, id, 2]
    assert reason in results[1]["error"]
    assert set(results[1]) == {"id", "error"}


def test_an_error_names_file_and_line() -> None:
    _, results = run("\n", "{")
    assert results[0]["error"].startswith("b.jsonl, line 2: ")


@given(st.lists(st.binary(min_size=1).filter(lambda b: b.strip() and b"\n" not in b), max_size=5))
def test_any_bytes_give_one_line_of_json_each(lines: list[bytes]) -> None:
    _, results = run(*lines)
    assert len(results) == len(lines)


@given(st.text())
def test_any_question_comes_back_as_it_was(question: str) -> None:
    _, results = run(json.dumps({"id": 0, "question": question}))
    assert results[0].get("question", question) == question
