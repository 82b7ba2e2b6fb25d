"""An answer as plain data, and its stable JSON form."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from corpus.document import Citation


class Support(StrEnum):
    """How a statement stands to its citations."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


class Outcome(StrEnum):
    ANSWERED = "answered"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer. `highlight` marks the answer's characters in `text`."""

    text: str
    support: Support
    citations: tuple[Citation, ...]
    highlight: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that was read for the question: characters `start:end` of a document."""

    document: str
    label: str
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how much, and which words of the question stand nowhere in it."""

    documents: tuple[str, ...] = ()
    passages: int = 0
    read: int = 0
    missing_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote says to one question. `seconds` are wall-clock times by step."""

    id: str
    question: str
    standalone_question: str
    outcome: Outcome
    statements: tuple[Statement, ...]
    nearest: tuple[Nearest, ...]
    confidence: float
    generation: int
    model: str
    seconds: dict[str, float]
    searched: Searched = field(default_factory=Searched)

    def to_json(self) -> dict[str, Any]:
        """The answer as DESIGN's JSON: the same keys in the same order, always."""
        fields = asdict(self)
        del fields["searched"]
        order = ("text", "support", "highlight", "citations")
        fields["statements"] = [{name: s[name] for name in order} for s in fields["statements"]]
        return fields
