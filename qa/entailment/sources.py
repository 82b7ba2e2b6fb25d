"""What the pairs are made from: questions with answers, texts in sentences, and written pairs."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path

from corpus.sentences import sentence_spans
from qa.reader.examples import Example, lines
from qa.reader.examples import held_out as question_held_out
from qa.reader.mixture import read_sources

WRITTEN = Path(__file__).parent / "pairs"
WRITTEN_HELD_OUT = 8  # every eighth evidence
HELD_OUT_ACTS = frozenset(("rbpr", "sr", "dsa"))
LAWS = {
    "gdpr": ("gdpr-oj.html",),
    "dsa": ("formex-dsa/*101.xml",),
    "ai-act": ("formex-ai-act/*.000101.fmx.xml",),
}
PARAGRAPH = re.compile(r"<(p|P)\b[^>]*>(.*?)</\1>", re.S)
TAG = re.compile(r"<[^>]+>")
MARKER = re.compile(r"^\s*(?:\(\w{1,5}\)|\d{1,3}\.|[—–-])\s*")
NOTE = re.compile(r"\s?\(\s?\d{1,2}\s?\)")  # what is left of a footnote's mark
SHORTEST, LONGEST = 6, 75  # words of a sentence that pairs are made from


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, the words it is said to rest on, and whether they carry it.

    `kind` says how it came about (what was changed, or how it was reworded), `origin` from what
    sort of text, and `held_out` whether it is for validation only.
    """

    statement: str
    evidence: str
    supported: bool
    kind: str
    origin: str
    held_out: bool


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences that follow one another in a document."""

    sentences: tuple[str, ...]
    origin: str
    held_out: bool


def questions(data: Path) -> list[Example]:
    """Every question on a paragraph: the public ones and our own, answered and not."""
    sources = read_sources(data / "train", None)
    return [*sources.public, *sources.own]


def held_out(example: Example) -> bool:
    return question_held_out(example)


def paragraphs(examples: Iterable[Example]) -> Iterator[Text]:
    """The paragraphs that questions are asked of, each once."""
    for example in {e.context: e for e in examples}.values():
        yield Text(sentences(example.context), origin_of(example), held_out(example))


def origin_of(example: Example) -> str:
    """Whether a paragraph is of reviews and forum posts or of an encyclopedia and the like."""
    return "web" if example.document.startswith(("Amazon_", "reddit/")) else "encyclopedia"


def acts(data: Path) -> Iterator[Text]:
    """The articles and recitals of the acts under `data`."""
    for file in sorted((data / "pact-acts").glob("*.json")):
        if file.stem != "index":
            yield from of_act(json.loads(file.read_text(encoding="utf-8")), file.stem)
    for name, patterns in LAWS.items():
        for pattern in patterns:
            for file in sorted((data / "eurlex-samples").glob(pattern)):
                yield from of_markup(file.read_text(encoding="utf-8"), name)


def of_act(act: dict[str, list[dict[str, str]]], name: str) -> Iterator[Text]:
    bodies = [r["text"] for r in act["recitals"]]
    bodies += [a["content"].removeprefix(a.get("subject") or "") for a in act["articles"]]
    for body in bodies:
        blocks = [MARKER.sub("", block) for block in re.split(r"\n+", body)]
        told = tuple(s for block in blocks for s in sentences(block))
        if told:
            yield Text(told, "act", name in HELD_OUT_ACTS)


def of_markup(markup: str, name: str) -> Iterator[Text]:
    for found in PARAGRAPH.finditer(markup):
        plain = " ".join(unescape(TAG.sub(" ", found.group(2))).split())
        told = sentences(MARKER.sub("", re.sub(r"\s+([,.;:])", r"\1", plain)))
        if told:
            yield Text(told, "act", name in HELD_OUT_ACTS)


def sentences(text: str) -> tuple[str, ...]:
    """Its sentences of ordinary length, without the marks of footnotes."""
    plain = " ".join(NOTE.sub("", text).split())
    found = (plain[start:end] for start, end in sentence_spans(plain))
    return tuple(s for s in found if SHORTEST <= len(s.split()) <= LONGEST)


def written() -> Iterator[Pair]:
    """The pairs that were written one by one, on passages of their own."""
    for file in sorted(WRITTEN.glob("*.jsonl")):
        for line in lines(file):
            yield Pair(
                statement=" ".join(line["statement"].split()),
                evidence=" ".join(line["evidence"].split()),
                supported=line["supported"],
                kind=line["kind"],
                origin="written",
                held_out=kept_back(line["evidence"]),
            )


def kept_back(evidence: str) -> bool:
    """Whether a written evidence is one of those held out, by the hash of its words."""
    digest = sha256(" ".join(evidence.split()).encode()).digest()
    return int.from_bytes(digest[:4]) % WRITTEN_HELD_OUT == 0
