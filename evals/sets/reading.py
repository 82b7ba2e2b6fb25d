"""Question sets read from files: YAML, CSV and JSON lines."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from corpus.errors import BadQuestionSet
from evals.sets.faults import in_words
from evals.sets.question import Question, QuestionSet, problems_of
from evals.sets.rows import Row, Rows, jsonl_rows, yaml_rows
from evals.sets.table import table_rows

SHIPPED: Final = Path(__file__).parents[1] / "questions" / "pact.yaml"
READERS: Final[dict[str, Callable[[Path], Rows]]] = {
    ".yaml": yaml_rows,
    ".yml": yaml_rows,
    ".csv": table_rows,
    ".jsonl": jsonl_rows,
}
QUESTION: Final = TypeAdapter(Question)
SET: Final = TypeAdapter(QuestionSet)


@dataclass(frozen=True, slots=True)
class Reading:
    """A set as far as it can be read, and all that is off, each with its place in the file."""

    questions: QuestionSet
    problems: tuple[str, ...]


def default_questions() -> tuple[Path, ...]:
    """The files of the shipped question sets."""
    return (SHIPPED,)


def load_questions(file: Path) -> QuestionSet:
    """The question set in a file: YAML, CSV or JSON lines, by the end of its name.

    Raises BadQuestionSet naming the first question and field that are off.
    """
    reading = read_questions(file)
    if reading.problems:
        raise BadQuestionSet(file=file, reason=reading.problems[0])
    return reading.questions


def read_questions(file: Path) -> Reading:
    """The question set in a file with everything that is off in it.

    Raises BadQuestionSet where it is no question set at all.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        reason = f"its name has to end in one of {', '.join(READERS)}"
        raise BadQuestionSet(file=file, reason=reason)
    found = reader(file)
    head, off = head_of(found.head)
    rows = [(row, *question_of(row)) for row in found.rows]
    sound = [(row, question) for row, question, _ in rows if question]
    problems = [*found.problems, *off, *(problem for *_, faults in rows for problem in faults)]
    if not (found.rows or found.problems):
        problems.append("it holds no questions")
    problems += problems_between(sound, head.optional)
    return Reading(replace(head, questions=tuple(q for _, q in sound)), tuple(problems))


def head_of(fields: dict[str, Any]) -> tuple[QuestionSet, list[str]]:
    """A set without its questions, and what is off in what is said of it."""
    try:
        return SET.validate_python({**fields, "questions": ()}), []
    except ValidationError as error:
        return QuestionSet("", ()), [in_words(fault) for fault in error.errors()]


def question_of(row: Row) -> tuple[Question | None, list[str]]:
    """The question of a row, or what is off in its fields."""
    try:
        return QUESTION.validate_python(row.fields), []
    except ValidationError as error:
        faults = (in_words(fault) for fault in error.errors())
        given = isinstance(row.fields, dict)
        return None, [f"{row.place}{', ' if given else ': '}{fault}" for fault in faults]


def problems_between(
    rows: Sequence[tuple[Row, Question]], optional: Sequence[str]
) -> Iterator[str]:
    """What the types cannot say, in the order of the questions."""
    for name, times in Counter(question.id for _, question in rows).items():
        if times > 1:
            yield f"{times} questions have the id “{name}”"
    for row, question in rows:
        for field, problem in problems_of(question, optional):
            yield f"{row.place}, {field}: {problem}"
