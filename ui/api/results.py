"""What programs get, as models: they describe the JSON, and tests hold it against them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Support = Literal["verbatim", "supported", "unsupported"]


class Said(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CitationSaid(Said):
    """`quote` is characters `start:end` of a version of a document, counted in code points."""

    document: str
    title: str
    version: str
    label: str
    page: int | None
    start: int
    end: int
    quote: str


class StatementSaid(Said):
    """One sentence. `highlight` marks the answer's characters in `text`."""

    text: str
    support: Support
    highlight: tuple[int, int] | None
    citations: list[CitationSaid]


class LeftOutSaid(StatementSaid):
    reasons: list[str]


class NearestSaid(Said):
    document: str
    label: str
    start: int
    end: int
    text: str
    score: float


class WritingSaid(Said):
    """What a language model had to do with an answer."""

    model: str
    prompts: str
    failure: str
    left_out: list[LeftOutSaid]
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None


class AnswerSaid(Said):
    """An answer. `not_found` means that the documents do not say; `nearest` comes nearest then."""

    id: str
    question: str
    standalone_question: str
    outcome: Literal["answered", "partly", "not_found"]
    statements: list[StatementSaid]
    nearest: list[NearestSaid]
    confidence: float
    generation: int
    model: str
    seconds: dict[str, float]
    writing: Annotated[
        WritingSaid | None, Field(description="Only where a language model was asked.")
    ] = None


class HitSaid(Said):
    """A passage: characters `start:end` of a document."""

    document: str
    label: str
    start: int
    end: int
    text: str
    score: float
    dense_rank: int | None
    lexical_rank: int | None
    matched_terms: list[str]


class HitsSaid(Said):
    query: str
    hits: list[HitSaid]


class CheckedSaid(Said):
    support: Support
    reasons: list[str]
    citations: list[CitationSaid]


class DocumentSaid(Said):
    document: str
    title: str
    version: str
    language: str
    authority: str
    date: str
    source: str
    passages: int
    characters: int


class LibrarySaid(Said):
    generation: int
    documents: list[DocumentSaid]


class RefusedSource(Said):
    source: str
    reason: str


class DocumentsChanged(Said):
    added: list[str]
    edited: list[str]
    renamed: list[str]
    removed: list[str]
    unchanged: list[str]
    refused: list[RefusedSource]


class PassagesChanged(Said):
    embedded: int
    reused: int
    moved: int
    closed: int


class IngestSaid(Said):
    """What changed; where `generation` is null, what would change."""

    generation: int | None
    documents: DocumentsChanged
    passages: PassagesChanged
    seconds: dict[str, float]


class RefusalSaid(Said):
    """Why it was not done; `field` is the field that is wrong, where one is."""

    error: str
    field: str | None = None
