"""Saved answers as files for other programs and people: JSON lines, Markdown, CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence

from corpus.record import SavedAnswer
from qa.kept import answer_in
from ui.terminal.text import footnote_numbers, inert, one_line, place

COLUMNS = (
    *("id", "asked_at", "question", "outcome", "model", "generation", "statement", "support"),
    *("document", "label", "version", "start", "end", "quote"),
)
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_lines(answers: Sequence[SavedAnswer]) -> str:
    """One answer a line, with all that the library knows of it."""
    return "".join(json.dumps(record(saved), ensure_ascii=False) + "\n" for saved in answers)


def record(saved: SavedAnswer) -> dict[str, object]:
    asked = {"asked_at": saved.asked_at, "history": saved.history, "documents": saved.documents}
    made = {"as_of": saved.as_of, "settings": saved.settings}
    return {"id": saved.id, **asked, **made, "answer": answer_in(saved).to_json()}


def as_markdown(answers: Sequence[SavedAnswer]) -> str:
    """For people: question, sentences with numbers, and the quotes under them."""
    return "\n".join(line for saved in answers for line in markdown(saved))


def markdown(saved: SavedAnswer) -> Iterator[str]:
    answer = answer_in(saved)
    numbers = footnote_numbers(answer.statements)
    yield f"## {plain(saved.question)}\n"
    yield f"*{saved.asked_at}, {plain(answer.model)}, generation {answer.generation}*\n"
    for said in answer.statements:
        marks = "".join(f" [{numbers[citation]}]" for citation in said.citations)
        yield f"{plain(said.text)}{marks}\n"
    if not answer.statements:
        yield "The documents do not say.\n"
    for citation, number in numbers.items():
        where = place(citation.document, citation.start, citation.end, citation.page)
        yield f"{number}. {plain(citation.label)}, {plain(citation.title)} ({plain(where)}):"
        yield f"   “{plain(citation.quote)}”\n"


def plain(text: str) -> str:
    """Text on one line that Markdown takes for text."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~&!" else c for c in one_line(text))


def as_csv(answers: Sequence[SavedAnswer]) -> str:
    """One citation a row; a statement without any has a row of its own."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in row] for saved in answers for row in rows(saved))
    return out.getvalue()


def rows(saved: SavedAnswer) -> Iterator[list[object]]:
    answer = answer_in(saved)
    asked = [saved.id, saved.asked_at, saved.question, answer.outcome.value, answer.model]
    head: list[object] = [*asked, answer.generation]
    if not answer.statements:
        yield [*head, *[""] * 8]
    for said in answer.statements:
        told = [said.text, said.support.value]
        for c in said.citations:
            yield [*head, *told, c.document, c.label, c.version, c.start, c.end, c.quote]
        if not said.citations:
            yield [*head, *told, *[""] * 6]


def cell(value: object) -> object:
    """A value that no spreadsheet runs."""
    if not isinstance(value, str):
        return value
    text = inert(value)
    return f"'{text}" if text.startswith(FORMULA) else text


FORMATS: dict[str, Callable[[Sequence[SavedAnswer]], str]] = {
    ".jsonl": as_lines,
    ".md": as_markdown,
    ".csv": as_csv,
}
