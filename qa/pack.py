"""The evidence pack: an answer with all it rests on, as plain data that can be checked alone.

It travels as JSON, mostly within a page that shows it. `docs/evidence-pack.md` says what each
key means.
"""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from typing import Annotated, Any

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from corpus.document import Authority, Citation, Document, digest
from corpus.errors import LargePack, NotAPack, PackAltered, PackDamaged, PackNewer
from corpus.record import SavedAnswer
from qa.answer import Outcome, Statement, Support, Writing
from qa.kept import answer_in
from qa.surroundings import around, headings

FORMAT = "footnote-evidence-pack"
VERSION = 1
MOST_BYTES = 20_000_000
# Of the JSON, what says something of the JSON itself or of the page around it.
SEALS = ("digest", "page")
OPENING = re.compile(r"<script\b[^>]{0,200}\bid=[\"']?evidence-pack\b[^>]{0,200}>", re.IGNORECASE)
CLOSING = "</script>"
# Signs that could end a script or begin a comment within it.
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})

LATEST_YEAR = 2999


def stamp(text: str) -> str:
    """A time that every clock can show. Raises ValueError."""
    time = datetime.fromisoformat(text)
    if time.utcoffset() is None or not 2000 <= time.year <= LATEST_YEAR:
        raise ValueError(f"no time of an answer: {text}")
    return text


# A file says what it likes: what is read out of one is held to this.
Stamp = Annotated[str, AfterValidator(stamp)]
Count = Annotated[int, Field(ge=0, lt=2**53)]
Setting = str | int | float | bool | None
OpenVersion = Callable[[str, str], Document]


@dataclass(frozen=True, slots=True)
class PackedPassage:
    """The words around a quote: characters `start:end` of its version are `text`. `path` is the
    headings that the quote stands under, outermost first.
    """

    path: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PackedCitation:
    """A citation, what its document said of itself, and the passage the quote stands in:
    `passage.text[start - passage.start : end - passage.start] == quote`.
    """

    document: str
    title: str
    version: str
    label: str
    page: int | None
    authority: Authority
    edition: str
    identifier: str
    date: str
    origin: str
    language: str
    start: int
    end: int
    quote: str
    passage: PackedPassage

    @property
    def citation(self) -> Citation:
        names = [name for name in Citation.__slots__ if name != "weight"]
        return Citation(**{name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class PackedStatement:
    """A statement as it was answered."""

    text: str
    support: Support
    highlight: tuple[int, int] | None
    reasons: tuple[str, ...]
    citations: tuple[PackedCitation, ...]


@dataclass(frozen=True, slots=True)
class PackedWriting:
    """What a language model had to do with the answer; `left_out` counts its statements that
    were not supported.
    """

    model: str
    prompts: str
    failure: str
    left_out: int
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None


@dataclass(frozen=True)
class EvidencePack:
    """An answer, what it was asked with, how it was made, and all it rests on.

    `documents` are those asked, all where there are none. Times are ISO 8601 in UTC, `generation`
    is the library's, `settings` are those that an answer depends on.
    """

    made_at: Stamp
    footnote: str
    answer: str
    asked_at: Stamp
    question: str
    standalone_question: str
    history: tuple[str, ...]
    documents: tuple[str, ...]
    as_of: Count | None
    generation: Count
    outcome: Outcome
    missing_terms: tuple[str, ...]
    model: str
    writing: PackedWriting | None
    settings: dict[str, Setting]
    statements: tuple[PackedStatement, ...]

    @property
    def is_written(self) -> bool:
        """Whether its sentences are a language model's, and not the documents' own words."""
        return self.writing is not None and self.model == self.writing.model

    @cached_property
    def digest(self) -> str:
        """The name of everything in the pack."""
        return digest_of(self._fields)

    def to_json(self) -> dict[str, Any]:
        """The pack as documented: the same keys in the same order, always."""
        return self._fields | {"digest": self.digest}

    @property
    def _fields(self) -> dict[str, Any]:
        return {"format": FORMAT, "version": VERSION, **asdict(self)}


SHAPE = TypeAdapter(EvidencePack)


# Making


def pack_of(saved: SavedAnswer, open_version: OpenVersion) -> EvidencePack:
    """The evidence pack of an answer, made now.

    `open_version` gives the document that a citation names in its version, as `Library.version`
    does, and may raise UnknownDocument.
    """
    answer = answer_in(saved)
    return EvidencePack(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        footnote=version("footnote"),
        answer=saved.id,
        asked_at=saved.asked_at,
        question=saved.question,
        standalone_question=answer.standalone_question,
        history=saved.history,
        documents=saved.documents,
        as_of=saved.as_of,
        generation=saved.generation,
        outcome=answer.outcome,
        missing_terms=answer.searched.missing_terms,
        model=answer.model,
        writing=packed_writing(answer.writing) if answer.writing else None,
        settings=dict(saved.settings),
        statements=tuple(packed_statement(said, open_version) for said in answer.statements),
    )


def packed_writing(writing: Writing) -> PackedWriting:
    return PackedWriting(
        model=writing.model,
        prompts=writing.prompts,
        failure=writing.failure,
        left_out=len(writing.left_out),
        input_tokens=writing.input_tokens,
        output_tokens=writing.output_tokens,
        cost=writing.cost,
    )


def packed_statement(said: Statement, open_version: OpenVersion) -> PackedStatement:
    citations = tuple(
        packed_citation(c, open_version(c.document, c.version)) for c in said.citations
    )
    return PackedStatement(said.text, said.support, said.highlight, said.reasons, citations)


def packed_citation(citation: Citation, document: Document) -> PackedCitation:
    start, end = around(document, citation.start, citation.end)
    said = document.metadata
    return PackedCitation(
        **asdict(citation),
        identifier=said.identifier,
        date=said.date,
        origin=said.origin,
        language=said.language,
        passage=PackedPassage(
            path=headings(document, citation.start, citation.end),
            start=start,
            end=end,
            text=document.text[start:end],
        ),
    )


# Writing


def sealed(pack: EvidencePack, before: str = "", after: str = "") -> str:
    """The pack as JSON, between the two halves of a page that shows it.

    The page is sealed with it: a word that is altered in either is noticed. The JSON is ASCII and
    may stand in a script element.
    """
    fields = pack.to_json()
    if before or after:
        fields["page"] = page_digest(before, after)
    return before + json.dumps(fields, indent=1).translate(IN_SCRIPT) + after


def digest_of(fields: dict[str, Any]) -> str:
    """The digest of canonical JSON: ASCII, keys sorted, no white space."""
    return digest(json.dumps(fields, sort_keys=True, separators=(",", ":")))


def page_digest(before: str, after: str) -> str:
    """The digest of the page without its JSON, whichever line ends a mail gave it."""
    return digest((before + "\0" + after).replace("\r\n", "\n"))


# Reading


def packed(content: bytes, file: object) -> EvidencePack:
    """The pack in a file, a page or bare JSON.

    Raises LargePack, NotAPack, PackNewer, PackAltered and PackDamaged, which name the `file`.
    """
    if len(content) > MOST_BYTES:
        raise LargePack(file=file, size_mb=len(content) / 1e6, limit_mb=MOST_BYTES / 1e6)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAPack(file=file) from error
    before, data, after = halves(text, file)
    fields = fields_in(data, file, in_page=bool(before))
    seals = {name: fields.pop(name, None) for name in SEALS}
    if seals["digest"] != digest_of(fields):
        raise PackAltered(file=file, what="its JSON")
    if before and seals["page"] != page_digest(before, after):
        raise PackAltered(file=file, what="the page around its JSON")
    return pack_in(fields, file)


def halves(text: str, file: object) -> tuple[str, str, str]:
    """The JSON in a text, and the page before and after it, which are empty for bare JSON.

    Raises NotAPack and PackDamaged.
    """
    if text.lstrip().startswith("{"):
        return "", text, ""
    opening = OPENING.search(text)
    if not opening:
        raise NotAPack(file=file)
    end = text.find(CLOSING, opening.end())
    if end < 0:
        raise PackDamaged(file=file, reason="it ends before its JSON does")
    return text[: opening.end()], text[opening.end() : end], text[end:]


def fields_in(data: str, file: object, *, in_page: bool) -> dict[str, Any]:
    """Raises NotAPack, PackDamaged and PackNewer."""
    try:
        fields = json.loads(data)
        # What nests too deep to be written, and halves of surrogate pairs, are read all the same.
        json.dumps(fields, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        if not in_page:
            raise NotAPack(file=file) from error
        raise PackDamaged(file=file, reason="its JSON cannot be read") from error
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise NotAPack(file=file)
    found = fields.get("version")
    if not isinstance(found, int) or found < 1:
        raise PackDamaged(file=file, reason="it does not say which version of the format it has")
    if found > VERSION:
        raise PackNewer(file=file, found=found, known=VERSION)
    return fields


def pack_in(fields: dict[str, Any], file: object) -> EvidencePack:
    """Raises PackDamaged."""
    try:
        pack = SHAPE.validate_python(fields)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise PackDamaged(file=file, reason=f"“{where}” is not what it should be") from error
    for said in pack.statements:
        for citation in said.citations:
            if not stands_in_passage(citation):
                reason = f"a quote of {citation.document} does not stand in its passage"
                raise PackDamaged(file=file, reason=reason)
    return pack


def stands_in_passage(citation: PackedCitation) -> bool:
    passage = citation.passage
    fits = 0 <= passage.start <= citation.start < citation.end <= passage.end
    within = passage.text[citation.start - passage.start : citation.end - passage.start]
    return fits and len(passage.text) == passage.end - passage.start and within == citation.quote
