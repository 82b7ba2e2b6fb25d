"""The shipped texts as passages, sentence by sentence, and how to verify against them."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.document import Passage
from corpus.sentences import sentence_spans
from qa.answer import Support
from qa.verify.claim import Quoted, Score, Verdict
from qa.verify.verdict import verify

PAIRS = Path(__file__).with_name("pairs.tsv")


@dataclass(frozen=True)
class Pair:
    """A statement, the sentence it is said to rest on, and what is wrong with it, if anything."""

    document: str
    evidence: str
    kind: str
    statement: str

    @property
    def is_true(self) -> bool:
        return self.kind == "true"


def passage(
    text: str, id: str = "p", title: str = "A brief", path: tuple[str, ...] = ()
) -> Passage:
    return Passage(id, "brief", title, 0, "Passage 1", path, 100, 100, 100 + len(text), text)


def check(
    statement: str, evidence: str, *quotes: str, score: Score | None = None, text: str = ""
) -> Verdict:
    """The verdict on a statement that quotes the evidence, or parts of it."""
    there = passage(text or evidence)
    return verify(statement, [Quoted(quote, there) for quote in quotes or (evidence,)], score)


def is_accepted(statement: str, evidence: str, *quotes: str) -> bool:
    return check(statement, evidence, *quotes).support is not Support.UNSUPPORTED


@cache
def sentences(document: str) -> tuple[str, ...]:
    """The sentences of a shipped brief, without Markdown's marks."""
    markdown = (files("corpus") / "texts" / "pact" / f"{document}.md").read_text(encoding="utf-8")
    body = markdown.split("---\n", 2)[2].replace("**", "")
    lines = (line.removeprefix("- ") for line in body.split("\n") if not line.startswith("#"))
    text = "\n\n".join(lines)
    found = (text[start:end] for start, end in sentence_spans(text))
    return tuple(sentence for sentence in found if sentence.endswith(".") and len(sentence) > 40)


@cache
def documents() -> tuple[str, ...]:
    folder = files("corpus") / "texts" / "pact"
    return tuple(
        sorted(f.name.removesuffix(".md") for f in folder.iterdir() if f.name.endswith(".md"))
    )


@cache
def all_sentences() -> tuple[str, ...]:
    return tuple(sentence for name in documents() for sentence in sentences(name))


@cache
def pairs() -> tuple[Pair, ...]:
    """The written pairs, each with the sentence of the shipped text that it quotes."""
    rows = PAIRS.read_text(encoding="utf-8").splitlines()
    parts = (row.split("\t") for row in rows if not row.startswith("#"))
    return tuple(
        Pair(name, next(s for s in sentences(name) if s.startswith(opening)), kind, statement)
        for name, opening, kind, statement in parts
    )
