"""What one pipeline did with question sets, as plain data that is saved and read again."""

from dataclasses import dataclass, field
from typing import Any

from evals.metrics.spans import Gold, Span
from evals.sets.question import Kind, Question, Split

DEPTH = 10  # how many spans are retrieved for each question


@dataclass(frozen=True, slots=True)
class Scores:
    """What one answer to one question came to. `None` is what this question does not measure.

    `declined` is a refusal, or an answer of nothing but what contradicts a false premise.
    `rank` is where retrieval first has enough of the gold, `ranks` where it first bears on each
    part of it, from 1 up to DEPTH (`None`: not there).
    `first_right` and `answer_right` tell whether the first statement, and the whole answer, rest
    on gold; for a question about the library or for help, whether what has to be mentioned is;
    for one without gold quotes and labels, whether a gold answer or the key facts are said.
    `quote_hit` is `answer_right` by quotes alone, all of which have to be cited whole.
    `exact_match` and `token_f1` compare the characters marked in the first statement with the
    gold answers, the best of them; `key_facts` is the share that a sentence tells.
    `bearing` of the `citations` lie in gold or hold gold, `exact` of them are the characters that
    they say they are; `evidence_cited` is the share of the needed parts of the gold that is cited.
    `supported` of the `statements` are carried by what they cite, as judged anew; those about the
    library or for help are not counted, as no document says them.
    `cited_characters` is what a person must read to check the answer. `seconds` are by step.
    `judged` is what a language model made of the answer, from 0 to 1, where one was asked.
    """

    refused: bool
    declined: bool
    confidence: float
    rank: int | None = None
    ranks: tuple[int | None, ...] = ()
    first_right: bool | None = None
    answer_right: bool | None = None
    quote_hit: bool | None = None
    exact_match: float | None = None
    token_f1: float | None = None
    key_facts: float | None = None
    citations: int = 0
    exact: int = 0
    bearing: int | None = None
    evidence_cited: float | None = None
    statements: int = 0
    supported: int = 0
    cited_characters: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    judged: float | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything that a person needs to see why a question has its scores. `answer` is the
    Answer's JSON, `judgement` the language model's sentence.
    """

    question: Question
    gold: Gold
    retrieved: tuple[Span, ...]
    answer: dict[str, Any]
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One question and its scores. A baseline that is kept in a repository has no details."""

    question_set: str
    id: str
    kind: Kind
    split: Split
    language: str
    documents: tuple[str, ...]
    scores: Scores
    detail: Detail | None = None

    @property
    def answerable(self) -> bool:
        return self.kind is not Kind.UNANSWERABLE

    @property
    def key(self) -> tuple[str, str]:
        """By what it is found in another run."""
        return self.question_set, self.id


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A question set by its file's name and the digest of its content."""

    name: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that made the figures of a run what they are. No host name and no path is kept: a run
    may be published. `library` is a digest of the documents' texts; `model` the language model
    that answered, empty where none did, `judge` the one that graded.
    """

    generation: int
    library: str
    embedding: str
    model: str
    judge: str
    seed: int
    created_at: str
    question_files: tuple[QuestionFile, ...]
    settings: dict[str, Any]
    versions: dict[str, str]
    machine: dict[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """One pipeline's records."""

    pipeline: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The runs of all pipelines that were asked, Footnote's first."""

    circumstances: Circumstances
    runs: tuple[Run, ...]

    @property
    def footnote(self) -> Run:
        return self.runs[0]
