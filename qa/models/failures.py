"""How calls of language models fail: whatever a provider's package raises, in our own words.

LangChain's own classes of errors are not raised by every provider, so what counts is the HTTP
status, and where there is none, the names of the classes.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from corpus.errors import (
    LanguageModelError,
    ModelBusy,
    ModelCut,
    ModelFailed,
    ModelKeyRefused,
    ModelRefused,
    ModelSilent,
    ModelSlow,
    ModelUnknown,
    ModelUnreachable,
)
from qa.models import providers
from qa.models.providers import KEYS, Target

REASON_CHARS = 160
HIDDEN = "[hidden]"
KEY_LIKE = re.compile(
    r"(?i)\b(?:sk|pk|rk|gsk|xai|key|api|AIza)[-_][\w*.-]{8,}|\bAIza[\w-]{20,}|bearer\s+\S+"
    r"|(?<=key=)[^\s&\"']+|(?<=key: )\S{8,}|//[^/@\s]+:[^/@\s]+(?=@)"
)
TIME_NAMES = ("Timeout", "DeadlineExceeded")
REACH_NAMES = ("ConnectError", "ConnectionRefusedError", "gaierror")
BREAK_NAMES = ("ReadError", "WriteError", "RemoteProtocolError", "ConnectionResetError")
FORM_NAMES = ("JSONDecodeError", "UnicodeDecodeError", "ValidationError")
TRAPPINGS = re.compile(r"^Error code: \d+ - |\s*\(status code: -?\d+\)$")
FINISHES = {
    "length": ("length", "max_tokens", "model_length", "max_output_tokens"),
    "refused": (
        *("content_filter", "refusal", "safety", "recitation", "blocklist", "spii"),
        "prohibited_content",
    ),
    "stop": ("stop", "end_turn", "stop_sequence", "complete", "eos"),
}


def kind_of_finish(said: str) -> str:
    """`stop`, `length` or `refused`, as every provider says it in its own way; else as it is."""
    name = said.lower().rpartition(".")[2]
    return next((kind for kind, names in FINISHES.items() if name in names), name)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came of."""
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen:
        seen.append(found)
        yield found
        found = found.__cause__ or found.__context__


def status_of(error: BaseException) -> int | None:
    """The HTTP status that the server gave, if it gave one."""
    for cause in causes(error):
        for holder in (cause, getattr(cause, "response", None)):
            for name in ("status_code", "code"):
                status = getattr(holder, name, None)
                if isinstance(status, int) and 400 <= status < 600:
                    return status
    return None


def wait_asked(error: BaseException, now: datetime | None = None) -> float | None:
    """Seconds that the server asks to wait in its Retry-After header."""
    for cause in causes(error):
        headers = getattr(getattr(cause, "response", None), "headers", None)
        value = headers.get("retry-after") if isinstance(headers, Mapping) else None
        if value:
            return seconds_in(str(value), now or datetime.now(UTC))
    return None


def seconds_in(value: str, now: datetime) -> float | None:
    """A Retry-After header: seconds, or a date."""
    if re.fullmatch(r"\s*\d+(\.\d+)?\s*", value):
        return float(value)
    with suppress(ValueError):
        until = parsedate_to_datetime(value)
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
    return None


def named(error: BaseException, names: tuple[str, ...]) -> bool:
    """Whether the error, or what it came of, is of a class whose name contains one of these."""
    kinds = (kind.__name__ for cause in causes(error) for kind in type(cause).__mro__)
    return any(name in kind for kind in kinds for name in names)


def may_pass(error: BaseException) -> bool:
    """Whether the same request may succeed a moment later."""
    status = status_of(error)
    if status is not None:
        return status in (408, 409, 425, 429) or status >= 500
    return named(error, BREAK_NAMES) and not cannot_reach(error)


def failure_of(
    error: BaseException, target: Target, *, seconds: float, tries: int
) -> LanguageModelError:
    """The error in our own words. No key is in it."""
    if isinstance(error, LanguageModelError):
        return error
    status = status_of(error)
    if status is not None:
        return failure_of_status(status, error, target, tries)
    if named(error, TIME_NAMES):
        return ModelSlow(model=target.name, seconds=seconds)
    if cannot_reach(error):
        return ModelUnreachable(
            model=target.name, address=address_of(target), mend=mend_reach(target)
        )
    if named(error, BREAK_NAMES):
        return ModelFailed(model=target.name, reason="the connection broke off")
    if named(error, FORM_NAMES):
        return ModelFailed(model=target.name, reason="its reply cannot be read")
    return ModelFailed(model=target.name, reason=reason_of(error))


def failure_of_status(
    status: int, error: BaseException, target: Target, tries: int
) -> LanguageModelError:
    if status in (401, 403) or "api key not valid" in str(error).lower():
        variable = KEYS.get(target.provider, ("the variable that the provider names",))[0]
        return ModelKeyRefused(model=target.name, status=status, variable=variable)
    if status == 404:
        return ModelUnknown(
            model=target.name, address=address_of(target), mend=mend_unknown(target)
        )
    if status == 429:
        return ModelBusy(model=target.name, tries=tries, when=when(wait_asked(error)))
    return ModelFailed(model=target.name, reason=f"status {status}, {reason_of(error)}")


def cannot_reach(error: BaseException) -> bool:
    """Whether no connection came about, told from one that broke."""
    if named(error, BREAK_NAMES):
        return False
    # What ollama's package raises is Python's own ConnectionError, of which nothing is known.
    return named(error, REACH_NAMES) or named(error, ("ConnectionError",))


def mend_reach(target: Target) -> str:
    if target.provider == "ollama":
        return "is it running? `ollama serve` starts it."
    if target.base_url:
        return "start the server there, or correct FOOTNOTE_BASE_URL."
    return "connect this machine to the network, and try again."


def mend_unknown(target: Target) -> str:
    if target.provider == "ollama":
        return f"`ollama pull {target.model}` fetches it"
    also = " and FOOTNOTE_BASE_URL, which often ends in /v1" if target.base_url else ""
    return f"correct the name in FOOTNOTE_MODEL{also}"


def when(wait: float | None) -> str:
    return "later" if wait is None else f"in {max(1, round(wait))} s"


def without_text(target: Target, finish: str) -> LanguageModelError:
    """Why a call that went well brought no text."""
    if finish == "length":
        return ModelCut(model=target.name)
    if finish == "refused":
        return ModelRefused(model=target.name, reason="the provider's filter stopped it")
    return ModelSilent(model=target.name)


def address_of(target: Target) -> str:
    return redacted(target.address)


def reason_of(error: BaseException) -> str:
    """An error's own text on one line, short, without keys."""
    body = getattr(error, "body", None)
    message = body.get("message") if isinstance(body, Mapping) else None
    said = TRAPPINGS.sub("", str(message or error)) or type(error).__name__
    text = " ".join(redacted(said).split())
    return text if len(text) <= REASON_CHARS else text[:REASON_CHARS].rstrip() + "…"


def redacted(text: str) -> str:
    """The text without any key of the environment, or anything that looks like one."""
    for secret in sorted(providers.secrets(os.environ), key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return KEY_LIKE.sub(HIDDEN, text)
