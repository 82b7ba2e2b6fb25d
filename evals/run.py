"""Runs question sets through Footnote and the stock pipeline, and says what came of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Protocol

from corpus.document import Document, digest
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.record import Generation
from corpus.settings import Settings
from evals.baselines import Stock, stock_pipeline
from evals.machine import machine, public_settings, versions, without_folder
from evals.metrics import Gold, Span
from evals.question_set import Question, QuestionSet, default_questions, load_questions, locate
from evals.record import QuestionFile, Record, Run, TextOf, recorded
from evals.report import Report, save_report
from evals.summary import Thresholds
from qa.answer import Answer
from qa.chain import Desk

RETRIEVED = 10


class Pipeline(Protocol):
    """What can be evaluated: it answers, and it says what it would retrieve."""

    @property
    def name(self) -> str: ...

    def ask(
        self, question: str, history: Sequence[str] = ..., documents: Sequence[str] = ...
    ) -> Answer: ...

    def search(self, query: str, k: int = ..., documents: Sequence[str] = ...) -> list[Span]: ...


class Footnote:
    """A Desk as a Pipeline."""

    name = "footnote"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(
        self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()
    ) -> Answer:
        return self._desk.ask(question, history=history, documents=documents)

    def search(self, query: str, k: int = RETRIEVED, documents: Sequence[str] = ()) -> list[Span]:
        passages = (hit.passage for hit in self._desk.search(query, k=k, documents=documents))
        return [Span(passage.document, passage.start, passage.end) for passage in passages]


@dataclass(frozen=True)
class Task:
    """A question that is ready to be asked: its gold quotes and labels have been found."""

    question_set: str
    question: Question
    gold: Gold


def evaluate(
    settings: Settings,
    question_files: Sequence[Path] = (),
    *,
    save: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    baseline: bool = True,
    thresholds: Thresholds | None = None,
) -> Report:
    """Ask every question of the files, the shipped ones where there are none given.

    `progress` hears the questions done and their number. With `baseline` the stock pipeline
    answers each question right after Footnote, so that a busy machine slows both alike.
    Raises BadQuestionSet before anything is asked, and what opening a Desk raises.
    """
    files = question_files or default_questions()
    sets = [load_questions(file) for file in files]
    with ExitStack() as stack:
        desk = Desk(settings)
        stack.callback(desk.close)
        generation = desk.library.generation()
        documents = documents_of(desk.library)
        tasks = [task for pair in zip(files, sets, strict=True) for task in ready(*pair, documents)]
        desk.warm()
        pipelines: list[Pipeline] = [Footnote(desk)]
        if baseline:
            embedding = Embedder(settings.embedding)
            stock = stock_pipeline(documents, embedding, generation.number)
            pipelines.append(stack.enter_context(stock))
        records = ask_all(tasks, pipelines, texts_in(desk.library), progress)
    run = described(settings, generation, tuple(map(identified, files, sets)))
    stock_run = replace(run, pipeline=Stock.name, records=tuple(records[1])) if baseline else None
    report = Report(replace(run, records=tuple(records[0])), stock_run, thresholds or Thresholds())
    if save:
        save_report(report, save)
    return report


def described(
    settings: Settings, generation: Generation, question_files: tuple[QuestionFile, ...]
) -> Run:
    """Footnote's run before it has records: all that makes its figures what they will be."""
    return Run(
        pipeline=Footnote.name,
        generation=generation.number,
        embedding=without_folder(generation.embedding),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        question_files=question_files,
        settings=public_settings(settings),
        versions=versions(),
        machine=machine(),
        records=(),
    )


def documents_of(library: Library) -> list[Document]:
    """The documents of the current generation with their texts."""
    return [library.document(holding.document) for holding in library.holdings()]


def texts_in(library: Library) -> TextOf:
    """Canonical texts by document and generation: an ingest meanwhile may open a new one."""

    @cache
    def text_of(document: str, generation: int) -> str:
        return library.document(document, generation).text

    return text_of


def ready(file: Path, questions: QuestionSet, documents: Sequence[Document]) -> Iterator[Task]:
    """The questions of a set with their gold found. Raises BadQuestionSet."""
    by_id = {document.id: document for document in documents}
    for question in questions.questions:
        gold = locate(question, by_id, str(file), questions.optional)
        yield Task(questions.name, question, gold)


def identified(file: Path, questions: QuestionSet) -> QuestionFile:
    return QuestionFile(questions.name, file.name, digest(file.read_text(encoding="utf-8")))


def ask_all(
    tasks: Sequence[Task],
    pipelines: Sequence[Pipeline],
    text_of: TextOf,
    progress: Callable[[int, int], None] | None = None,
) -> list[list[Record]]:
    """Every pipeline's records, the pipelines taking turns at each question."""
    records: list[list[Record]] = [[] for _ in pipelines]
    for done, task in enumerate(tasks, start=1):
        for pipeline, kept in zip(pipelines, records, strict=True):
            kept.append(ask_one(task, pipeline, text_of))
        if progress:
            progress(done, len(tasks))
    return records


def ask_one(task: Task, pipeline: Pipeline, text_of: TextOf) -> Record:
    """One question's record.

    Only the asking is timed. What it retrieved is asked for again, ten deep, as it was sought:
    by the stand-alone question, in the documents that the answer says were searched.
    """
    question = task.question
    began = perf_counter()
    answer = pipeline.ask(question.question, question.history, question.documents)
    seconds = perf_counter() - began
    documents = answer.searched.documents or question.documents
    retrieved = pipeline.search(answer.standalone_question, RETRIEVED, documents)
    return recorded(
        question,
        question_set=task.question_set,
        gold=task.gold,
        answer=answer,
        retrieved=retrieved,
        seconds=seconds,
        text_of=text_of,
    )
