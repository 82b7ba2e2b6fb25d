"""From an extractive answer to one that a language model writes, or the word why it does not."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from corpus.document import Passage
from corpus.errors import LanguageModelError, ModelCancelled
from corpus.settings import Settings
from qa.answer import Answer, Outcome, Writing
from qa.entailment.scoring import Scorer
from qa.generate import Shown, Written, written
from qa.language_model import LanguageModel, Stream
from qa.prompts import (
    PROMPTS,
    STATEMENTS_SCHEMA,
    answer_prompt,
    fitting,
    followup_prompt,
    new_delimiter,
)
from qa.question import leans_back
from qa.request import Request, Understood
from qa.rewriting import rewritten

# Confidence that the documents answer from which a model is asked at all. Below the threshold of
# an extractive answer, since a model understands more; far below it, nothing there can answer.
WRITTEN_FROM = 0.2
# A model that finds nothing where the documents seem to answer as surely as this is not believed.
ANSWERED_ANYWAY = 0.6
CUT_OFF = "{name} was cut off at its length."
REWRITING_S = 15.0  # of the time that a model has, at most, for a follow-up


@dataclass(frozen=True, slots=True)
class Found:
    """What was found without a language model: the extractive answer and the passages read.

    `writable` is false for what is no question to the documents.
    """

    answer: Answer
    asked: Understood
    passages: tuple[Passage, ...]
    writable: bool


def at_once(work: Callable[[], Found]) -> Found:
    return work()


@dataclass(frozen=True, slots=True)
class Follow:
    """Who follows an answer while it is made.

    `tell` hears how far a model has written: the answer with the statements verified so far, and
    the sentence that is being checked. Setting `cancelled` stops it; `turn` lets the part that
    takes every core wait until it may begin.
    """

    tell: Callable[[Answer, str], object] = lambda *_: None
    cancelled: Event = field(default_factory=Event)
    turn: Callable[[Callable[[], Found]], Found] = at_once


class Writer:
    """The language model of the settings at work. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.name = settings.model
        self.scorer = Scorer()
        self._model: LanguageModel | None = None
        self._lock = Lock()

    @property
    def model(self) -> LanguageModel:
        """Raises ModelPackageMissing and ModelKeyMissing, each time until they are there."""
        with self._lock:
            if self._model is None:
                self._model = LanguageModel(self.settings)
            return self._model

    def rewritten(self, request: Request, follow: Follow) -> Request:
        """The request with its question made to stand alone by the model, where it leans on those
        before it and the model makes a question of it that can be answered as written.
        """
        if not leans_back(request.question, request.history):
            return request
        prompt = followup_prompt(request.question, request.history)
        seconds = min(REWRITING_S, self.settings.model_seconds)
        try:
            reply = self.model.complete(prompt, follow.cancelled, seconds=seconds)
        except LanguageModelError:
            return request  # the rules do it; what is wrong is said when the answer is written
        longest = self.settings.question_chars
        alone = rewritten(reply, request.question, request.history, longest)
        return replace(request, standalone=alone or "")

    def written(self, found: Found, follow: Follow) -> Answer:
        """The answer that the model writes from the passages; the extractive one where it does
        not. Raises ModelCancelled.
        """
        answer = found.answer
        if not (found.writable and found.passages and answer.confidence >= WRITTEN_FROM):
            return answer
        started = time.perf_counter()
        last, stream, failure = Written(), None, ""
        try:
            passages = fitting(found.passages)
            stream = self._stream(found.asked.question.standalone, passages, follow)
            shown = Shown(passages, found.asked.snapshot.document, self.scorer.score)
            for last in written(stream, shown):
                follow.tell(so_far(answer, last, self.name), last.checking)
            if stream.finish_reason == "length":
                failure = CUT_OFF.format(name=self.name)
        except ModelCancelled:
            raise
        except LanguageModelError as error:
            failure = str(error)
        made = settled(answer, last, self._record(stream, last), failure)
        return timed(made, time.perf_counter() - started)

    def _stream(self, question: str, passages: tuple[Passage, ...], follow: Follow) -> Stream:
        model = self.model
        structured = model.supports_structured
        delimiter = new_delimiter([p.embedded_text + p.label for p in passages])
        prompt = answer_prompt(question, passages, delimiter, structured=structured)
        return model.stream(
            prompt, follow.cancelled, structured=STATEMENTS_SCHEMA if structured else None
        )

    def _record(self, stream: Stream | None, last: Written) -> Writing:
        writing = Writing(self.name, PROMPTS, left_out=last.left_out)
        if stream is None:
            return writing
        usage = stream.usage
        return replace(
            writing,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cost=usage.cost,
        )


def so_far(answer: Answer, last: Written, name: str) -> Answer:
    """The answer while it is written: what is verified of it."""
    writing = Writing(name, PROMPTS)
    return replace(answer, statements=last.statements, model=name, writing=writing)


def settled(answer: Answer, last: Written, writing: Writing, failure: str) -> Answer:
    """The answer, given what the model wrote and why it failed, if it did.

    What was verified stands, also where the model broke off; where nothing was, the extractive
    answer stands in, unless the model found nothing and the documents hardly seem to answer.
    """
    name = writing.model
    if last.statements:
        partly = failure or answer.outcome is Outcome.PARTLY
        return replace(
            answer,
            outcome=Outcome.PARTLY if partly else Outcome.ANSWERED,
            statements=last.statements,
            model=name,
            writing=replace(writing, failure=failure and broke_off(failure)),
        )
    nothing = last.said_nothing and not failure and not last.left_out
    if nothing and answer.confidence < ANSWERED_ANYWAY:
        return replace(
            answer, outcome=Outcome.NOT_FOUND, statements=(), model=name, writing=writing
        )
    reason = why(last, name) if last.left_out or not failure else failure
    return replace(answer, writing=replace(writing, failure=reason))


def broke_off(failure: str) -> str:
    return f"{failure} What it had written until then, and what was verified of it, is shown."


def why(last: Written, name: str) -> str:
    """Why nothing that the model wrote is shown."""
    if last.refused:
        return f"{name} declined to answer."
    if last.said_nothing and not last.left_out:
        return f"{name} found no answer in the passages."
    if last.left_out:
        return f"{name} wrote nothing that its quotes carry."
    return f"{name} wrote nothing that could be read."


def timed(answer: Answer, seconds: float) -> Answer:
    times = dict(answer.seconds)
    total = times.pop("total", 0.0) + seconds
    return replace(answer, seconds={**times, "write": round(seconds, 4), "total": round(total, 4)})
