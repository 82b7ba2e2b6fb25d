"""An answer as plain data, and its stable JSON form."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from corpus.document import Citation

STATEMENT_KEYS = ("text", "support", "highlight")
CITATION_KEYS = ("document", "title", "version", "label", "page", "start", "end", "quote")


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
    """One sentence of an answer. `highlight` marks the answer's characters in `text`; `reasons`
    say, in words, why it is unsupported. `part` is the question that it answers, where several
    were asked in one.
    """

    text: str
    support: Support
    citations: tuple[Citation, ...]
    highlight: tuple[int, int] | None = None
    reasons: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Further:
    """A passage that helps to read a statement, and why: a definition of one of its words,
    the provision it refers to, or a footnote to it.
    """

    why: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that was read for the question: characters `start:end` of a document."""

    document: str
    label: str
    start: int
    end: int
    text: str
    score: float


class Verdict(StrEnum):
    """What the reader model made of a passage."""

    ANSWERS = "answers"
    NEAR = "near"
    SILENT = "silent"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Picked:
    """A passage that was read for the question, and why it was chosen: its rank by meaning and by
    words (from 1, `None` where that search did not find it), and the words of the question that
    stand in it.
    """

    document: str
    title: str
    label: str
    start: int
    end: int
    by_meaning: int | None = None
    by_words: int | None = None
    matched: tuple[str, ...] = ()
    verdict: Verdict = Verdict.UNREAD


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how much, which passages were read, best first, and which words of the
    question stand nowhere in it (`spellings` are words that do, and are written nearly so).

    `narrowed` tells that not everything was asked that the library holds now, `wide` that more
    was read and less evidence asked for than usual. `silent_on` are the questions, of several
    in one, that it does not answer.
    """

    documents: tuple[str, ...] = ()
    passages: int = 0
    read: int = 0
    missing_terms: tuple[str, ...] = ()
    picked: tuple[Picked, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    narrowed: bool = False
    wide: bool = False
    silent_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """What a language model had to do with an answer.

    `model` was asked, with the prompts of version `prompts`. `failure` is the sentence that says
    why the extractive answer stands in for it, empty where it does not. `left_out` are the
    statements that were not supported. Tokens and cost (US dollars) as far as the provider
    reports them.
    """

    model: str
    prompts: str
    failure: str = ""
    left_out: tuple[Statement, ...] = ()
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None


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
    further: tuple[Further, ...] = ()
    writing: Writing | None = None

    @property
    def is_written(self) -> bool:
        """Whether its sentences are a language model's, and not the documents' own words."""
        return self.writing is not None and self.model == self.writing.model

    def to_json(self) -> dict[str, Any]:
        """The answer as DESIGN's JSON: the same keys in the same order, always. `writing` comes
        behind them where a language model was asked.
        """
        fields = asdict(self)
        del fields["searched"], fields["further"]
        fields["statements"] = [statement_json(statement) for statement in fields["statements"]]
        writing = fields.pop("writing")
        if writing:
            left_out = [statement_json(s, with_reasons=True) for s in writing["left_out"]]
            fields["writing"] = writing | {"left_out": left_out}
        return fields


def statement_json(fields: dict[str, Any], *, with_reasons: bool = False) -> dict[str, Any]:
    """A statement's fields in order. What a document weighs, `footnote library --json` says."""
    citations = [{name: c[name] for name in CITATION_KEYS} for c in fields["citations"]]
    said = {**{name: fields[name] for name in STATEMENT_KEYS}, "citations": citations}
    return said | {"reasons": list(fields["reasons"])} if with_reasons else said
