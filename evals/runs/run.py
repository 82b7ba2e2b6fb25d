"""Runs question sets through Footnote and what it is compared with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from corpus.document import Document, digest
from corpus.library import Library
from corpus.settings import Settings
from evals.metrics.spans import Gold
from evals.pipelines.baselines import baselines
from evals.pipelines.footnote import Footnote
from evals.pipelines.pipeline import Pipeline
from evals.runs.given import Given, given_in
from evals.runs.machine import machine, public_settings, versions, without_folder
from evals.runs.record import DEPTH, Circumstances, Evaluation, QuestionFile, Record, Run
from evals.runs.scoring import TextOf, recorded
from evals.sets.gold import locate
from evals.sets.question import Question, Split
from evals.sets.reading import default_questions
from qa.chain import Desk

SEED = 7


@dataclass(frozen=True)
class Task:
    """A question that is ready to be asked: its gold quotes and labels have been found."""

    question_set: str
    question: Question
    gold: Gold


def evaluate(
    settings: Settings,
    given: Sequence[Given | Path] = (),
    *,
    seed: int = SEED,
    split: Split | None = None,
    most: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    alone: bool = False,
) -> Evaluation:
    """Ask every question of some sets, the shipped ones where there are none given: of one split
    if so asked, and of all at most `most`, drawn by the seed.

    `progress` hears the questions done and their number. Unless Footnote is asked `alone`, what
    it is compared with answers each question right after it, so that a busy machine slows all
    alike. Raises BadQuestionSet before anything is asked, and what opening a Desk raises.
    """
    sets = [given_in(one) if isinstance(one, Path) else one for one in given or default_questions()]
    with ExitStack() as stack:
        desk = Desk(settings)
        stack.callback(desk.close)
        documents = documents_of(desk.library)
        wanted = [t for one in sets for t in ready(one, documents) if is_of(t, split)]
        tasks = drawn(wanted, most, seed)
        desk.warm()
        pipelines: list[Pipeline] = [Footnote(desk)]
        if not alone:
            pipelines += stack.enter_context(baselines(desk, documents, seed))
        records = ask_all(tasks, pipelines, texts_in(desk.library), progress)
        known = circumstances(desk, documents, tuple(one.known_as for one in sets), seed)
    runs = (Run(asked.name, tuple(kept)) for asked, kept in zip(pipelines, records, strict=True))
    return Evaluation(known, tuple(runs))


def is_of(task: Task, split: Split | None) -> bool:
    return split in (None, task.question.split)


def drawn(tasks: Sequence[Task], most: int | None, seed: int) -> list[Task]:
    """At most so many of the tasks, in their order."""
    if most is None or most >= len(tasks):
        return list(tasks)
    chosen = Random(seed).sample(range(len(tasks)), most)
    return [tasks[at] for at in sorted(chosen)]


def circumstances(
    desk: Desk, documents: Sequence[Document], files: tuple[QuestionFile, ...], seed: int
) -> Circumstances:
    """All that makes the figures what they will be."""
    generation = desk.library.generation()
    return Circumstances(
        generation=generation.number,
        library=digest("\n".join(sorted(f"{d.id} {d.version}" for d in documents))),
        embedding=without_folder(generation.embedding),
        model=desk.settings.model,
        judge="",
        seed=seed,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        question_files=files,
        settings=public_settings(desk.settings),
        versions=versions(),
        machine=machine(),
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


def ready(given: Given, documents: Sequence[Document]) -> Iterator[Task]:
    """The questions of a set with their gold found, those that are only proposed left out.
    Raises BadQuestionSet.
    """
    by_id = {document.id: document for document in documents}
    questions = given.questions
    for question in questions.questions:
        if not question.proposed:
            gold = locate(question, by_id, str(given.file), questions.optional)
            yield Task(questions.name, question, gold)


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

    What it retrieved is asked for again, ten deep, as it was sought: by the stand-alone question,
    in the documents that the answer says were searched.
    """
    question = task.question
    answer = pipeline.ask(question.question, question.history, question.documents)
    documents = answer.searched.documents or question.documents
    retrieved = pipeline.search(answer.standalone_question, DEPTH, documents)
    return recorded(
        question,
        question_set=task.question_set,
        gold=task.gold,
        answer=answer,
        retrieved=retrieved,
        text_of=text_of,
    )
