"""JSON lines in, JSON lines out: one result for each line, in order, whatever the line holds."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TextIO, TypeVar

from corpus.errors import BadBatchLine, FootnoteError, UnreadableSource
from ui.commands.options import well_formed

# Allowed within a line of JSON, but many programs, Python's `splitlines` among them, end a line
# at these.
LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}


Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a batch. `id` is the line's own, or its number where it has none."""

    id: Any
    question: str
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def request_from(fields: dict[str, Any], id: Any, file: str, number: int) -> Request:
    question = fields.get("question")
    if not isinstance(question, str):
        reason = "it has no “question”, which has to be a string"
        raise BadBatchLine(file=file, line=number, reason=reason)
    try:
        history = tuple(earlier_questions(fields.get("history") or []))
        documents = strings(fields.get("documents") or [])
    except ValueError as error:
        raise BadBatchLine(file=file, line=number, reason=str(error)) from error
    return Request(id=id, question=well_formed(question), history=history, documents=documents)


def run_batch(
    lines: Iterable[bytes],
    file: str,
    reply: Callable[[Line], dict[str, Any]],
    out: TextIO,
    read: Callable[[dict[str, Any], Any, str, int], Line] = request_from,  # type: ignore[assignment]
) -> bool:
    """Write one line of JSON for each line that is not blank; whether all went well.

    `read` makes of a line's fields, its id, the file and the line's number what `reply` takes.
    A line that cannot be used, or whose reply fails, gets `{"id", "error"}` in its place.
    """
    all_well = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        result = reply_to(line, file, number, reply, read)
        all_well = all_well and "error" not in result
        out.write(json.dumps(result, ensure_ascii=False).translate(LINE_ENDS) + "\n")
        out.flush()
    return all_well


def reply_to(
    line: bytes,
    file: str,
    number: int,
    reply: Callable[[Line], dict[str, Any]],
    read: Callable[[dict[str, Any], Any, str, int], Line],
) -> dict[str, Any]:
    id: Any = None
    try:
        fields = parse(line, file, number)
        id = fields.get("id", number)
        return reply(read(fields, id, file, number))
    except FootnoteError as error:
        return {"id": id, "error": str(error)}


def parse(line: bytes, file: str, number: int) -> dict[str, Any]:
    """The line's JSON object. Raises BadBatchLine."""
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadBatchLine(file=file, line=number, reason="it is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadBatchLine(file=file, line=number, reason="it is not JSON") from error
    if not isinstance(fields, dict):
        raise BadBatchLine(file=file, line=number, reason="it is not a JSON object")
    return fields


def earlier_questions(turns: object) -> Iterator[str]:
    """The questions of a history: strings, `{"question"}`, or role and content as chats have it."""
    if not isinstance(turns, list):
        raise ValueError("its “history” is not a list")
    for turn in turns:
        if isinstance(turn, dict) and turn.get("role", "user") != "user":
            continue
        question = turn.get("question", turn.get("content")) if isinstance(turn, dict) else turn
        if not isinstance(question, str):
            raise ValueError("its “history” holds something that is not a question")
        yield well_formed(question)


def strings(items: object) -> tuple[str, ...]:
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError("its “documents” is not a list of ids")
    return tuple(items)


@contextmanager
def batch_lines(file: Path) -> Iterator[IO[bytes]]:
    """The lines of a file, or of stdin where the file is “-”."""
    if str(file) == "-":
        yield sys.stdin.buffer
    else:
        try:
            lines = file.open("rb")
        except OSError as error:
            raise UnreadableSource(source=file, reason=error.strerror) from error
        with lines:
            yield lines
