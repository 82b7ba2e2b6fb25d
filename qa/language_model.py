"""Language models, any that LangChain knows, asked for text that comes in pieces.

Nothing is imported or contacted before the first question.
"""

import os
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelCancelled, ModelFailed, ModelSlow
from corpus.settings import Settings
from qa.models import background, failures, providers
from qa.models.calling import Call, End
from qa.models.providers import Target

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable
    from pydantic import BaseModel

LOOK_S = 0.05  # between looks whether the call was cancelled


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told (`system`) and asked (`user`)."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took, as far as the provider reports it. Cost in US dollars."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None


class Stream:
    """The text of one call, in pieces as they come; to be read once.

    After the end, `usage` is what was reported and `finish_reason` is `stop`, `length` (cut off
    at its length), `refused` (by the provider's filter) or empty where the provider said nothing.
    Reading raises a LanguageModelError where the call fails, which may be after some pieces.
    Whoever stops reading before the end closes it.
    """

    def __init__(self, call: Call, cancelled: threading.Event) -> None:
        self.call = call
        self.cancelled = cancelled
        self.running: Future[None] | None = None

    @property
    def usage(self) -> Usage:
        told = self.call.told
        return Usage(told.input_tokens, told.output_tokens, told.cost)

    @property
    def finish_reason(self) -> str:
        return self.call.told.finish

    def __iter__(self) -> Iterator[str]:
        until = time.monotonic() + self.call.seconds
        self.running = background.start(self.call.run())
        try:
            while isinstance(piece := self.next_piece(until), str):
                yield piece
            if piece.failure:
                raise piece.failure
        finally:
            self.close()

    def next_piece(self, until: float) -> str | End:
        """The next piece, or the end. Raises ModelCancelled or ModelSlow without waiting on."""
        while not self.cancelled.is_set():
            rest = until - time.monotonic()
            try:
                return self.call.pieces.get(timeout=max(0.0, min(LOOK_S, rest)))
            except queue.Empty:
                if rest <= 0:
                    raise ModelSlow(
                        model=self.call.target.name, seconds=self.call.seconds
                    ) from None
        raise ModelCancelled(model=self.call.target.name)

    def close(self) -> None:
        """Stop the call and close its connection, if it still runs."""
        if self.running:
            self.running.cancel()


class LanguageModel:
    """The language model of the settings. One object may be asked from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.target = Target.of(settings)
        self.seconds = settings.model_seconds
        self.lock = threading.Lock()
        self.made: BaseChatModel | None = None

    @property
    def name(self) -> str:
        """As in the setting: `ollama:llama3.2`."""
        return self.target.name

    @property
    def supports_structured(self) -> bool:
        """Whether the provider is known to hold this model to a form of output.

        What a server of one's own can do is not known, nor what Ollama's models can.
        """
        if self.target.base_url:
            return False
        return bool((self.model().profile or {}).get("structured_output"))

    def stream(
        self,
        prompt: Prompt,
        cancelled: threading.Event,
        *,
        seconds: float | None = None,
        structured: "type[BaseModel] | dict[str, Any] | None" = None,
    ) -> Stream:
        """The model's text as it is written; JSON of the form `structured` where that is given.

        `seconds` is the longest that all of it may take, the setting where not given. Setting
        `cancelled` stops it.
        """

        def asked() -> "Runnable[Any, Any]":
            return self.asked(structured)

        messages = [("system", prompt.system)] if prompt.system else []
        messages.append(("human", prompt.user))
        return Stream(Call(self.target, asked, messages, seconds or self.seconds), cancelled)

    def complete(
        self, prompt: Prompt, cancelled: threading.Event, *, seconds: float | None = None
    ) -> str:
        """The model's whole text, where it is short."""
        return "".join(self.stream(prompt, cancelled, seconds=seconds))

    def asked(self, structured: "type[BaseModel] | dict[str, Any] | None") -> "Runnable[Any, Any]":
        """What is called. With a form of output, all but the last step, which would parse it."""
        model = self.model()
        if structured is None:
            return model
        form = structured if isinstance(structured, dict) else structured.model_json_schema()
        steps: Any = model.with_structured_output(form)
        bound: Runnable[Any, Any] = steps.first
        return bound

    def model(self) -> "BaseChatModel":
        """LangChain's model, made once. Raises ModelKeyMissing, ModelPackageMissing, or ModelFailed
        where the provider's package wants something else.
        """
        with self.lock:
            if self.made is None:
                providers.require_key(self.target, os.environ)
                try:
                    self.made = providers.make(self.target, self.seconds)
                except ValueError as error:
                    reason = failures.reason_of(error)
                    raise ModelFailed(model=self.name, reason=reason) from None
            return self.made


def language_model(settings: Settings) -> LanguageModel | None:
    """The language model of the settings, if there is one."""
    return LanguageModel(settings) if settings.model else None
