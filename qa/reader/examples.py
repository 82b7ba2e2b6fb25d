"""Examples to learn from and to be measured on: a question, a text, and where the answer stands.

Four kinds of files are read: SQuAD's format (SquadShifts, SQuAD 2.0), our own questions on
paragraphs of those, our own questions on the acts, whose passages a library gives, and passages
of our own with the questions on them.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.document import Passage
from qa.reader.features import head_of
from qa.terms import content_terms

OWN = Path(__file__).parent / "questions"

# Whole documents that are never trained on. The last named has the real adversarial questions.
HELD_OUT = frozenset(
    [
        "Andes",
        "Decentralization",
        "Istanbul",
        "Latin",
        "Lipid",
        "Saxophone",
        "Tin",
        "Solar_energy",
        "To_Kill_a_Mockingbird",
        "The_Legend_of_Zelda:_Twilight_Princess",
    ]
)
HELD_OUT_ACTS = frozenset(("rbpr", "sr"))
REDDIT_TRAINED = 1835  # paragraphs; the rest are held out
AMAZON_HELD_OUT = 10  # every tenth product
WRITTEN_HELD_OUT = 8  # every eighth passage of our own


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the text it is asked of, and the answer as characters `span` of it.

    `span` is `None` when the text does not answer. `answers` are all that count as right,
    `head` names where the text stands and is read with it, `origin` says what sort of example
    it is, and `document` where it comes from.
    """

    question: str
    context: str
    span: tuple[int, int] | None
    answers: tuple[str, ...]
    head: str
    document: str
    origin: str

    @property
    def answer(self) -> str:
        return self.context[slice(*self.span)] if self.span else ""


def squad(file: Path, origin: str) -> Iterator[Example]:
    """The examples of a file in the format of SQuAD 1.1 or 2.0."""
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(article["paragraphs"]):
            document = article["title"] if origin != "reddit" else f"reddit/{number}"
            for asked in paragraph["qas"]:
                yield of_squad(asked, paragraph["context"], document, origin)


def of_squad(asked: Mapping[str, Any], context: str, document: str, origin: str) -> Example:
    answers = [] if asked.get("is_impossible") else asked["answers"]
    return Example(
        question=" ".join(asked["question"].split()),
        context=context,
        span=agreed(answers),
        answers=tuple(dict.fromkeys(a["text"] for a in answers)),
        head=document.replace("_", " ") if origin == "wiki" else "",
        document=document,
        origin=origin if answers else "adversarial",
    )


def agreed(answers: Iterable[Mapping[str, Any]]) -> tuple[int, int] | None:
    """The answer that most people gave; of several, the first."""
    spans = Counter((a["answer_start"], a["answer_start"] + len(a["text"])) for a in answers)
    return spans.most_common(1)[0][0] if spans else None


def paragraph_id(context: str) -> str:
    return sha256(context.encode()).hexdigest()[:12]


def own_on_paragraphs(file: Path, known: Iterable[Example]) -> Iterator[Example]:
    """Our questions on paragraphs of other sets, known by the hash of their text."""
    paragraphs = {paragraph_id(e.context): e for e in known}
    for line in lines(file):
        at = paragraphs[line["id"]]
        span = found(line["answer"], at.context)
        answers = (line["answer"],) if span else ()
        origin = "own" if span else "own near miss"
        question = " ".join(line["question"].split())
        yield replace(at, question=question, span=span, answers=answers, origin=origin)


def own_on_acts(file: Path, passages: Iterable[Passage]) -> Iterator[Example]:
    """Our questions on an act, each with the passage in which its quote stands."""
    by_text = [(" ".join(p.text.split()), p) for p in passages]
    for line in lines(file):
        quote = " ".join(line["quote"].split())
        passage = next((p for text, p in by_text if quote in text), None)
        if passage is None:
            continue
        span = found(line["answer"], passage.text, line["quote"])
        if line["answer"] is not None and span is None:
            continue
        yield Example(
            question=" ".join(line["question"].split()),
            context=passage.text,
            span=span,
            answers=(line["answer"],) if span else (),
            head=head_of(passage),
            document=line["document"],
            origin="act" if span else "act near miss",
        )


def own_written(file: Path) -> Iterator[Example]:
    """Our questions on passages of our own, each a document by itself."""
    for number, line in enumerate(lines(file)):
        for asked in line["questions"]:
            span = found(asked["answer"], line["text"])
            yield Example(
                question=" ".join(asked["question"].split()),
                context=line["text"],
                span=span,
                answers=(asked["answer"],) if span else (),
                head=line["head"],
                document=f"written/{file.stem}/{number}",
                origin="written" if span else "written near miss",
            )


def found(answer: str | None, text: str, near: str = "") -> tuple[int, int] | None:
    if answer is None:
        return None
    start = text.find(answer, max(0, text.find(near)))
    return (start, start + len(answer)) if start >= 0 else None


def lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as opened:
        for line in opened:
            yield json.loads(line)


def held_out(example: Example) -> bool:
    """Whether an example is for validation only."""
    document = example.document
    if document.startswith("reddit/"):
        return int(document.rsplit("/")[-1]) >= REDDIT_TRAINED
    if document.startswith("Amazon_Reviews_"):
        return int(document.rsplit("_")[-1]) % AMAZON_HELD_OUT == 0
    if document.startswith("written/"):
        return int(document.rsplit("/")[-1]) % WRITTEN_HELD_OUT == 0
    return document in HELD_OUT or document in HELD_OUT_ACTS


def mined(examples: Iterable[Example], among: Iterable[Example]) -> Iterator[Example]:
    """For each answerable example, the text nearest by words that does not hold its answer."""
    contexts = list({e.context: e for e in among}.values())
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE text USING fts5(words, tokenize='porter')")
        database.executemany("INSERT INTO text VALUES (?)", ((e.context,) for e in contexts))
        for example in examples:
            for near in nearest(example, contexts, database):
                if near.context != example.context and not mentions(near.context, example.answers):
                    yield replace(
                        example,
                        context=near.context,
                        head=near.head,
                        span=None,
                        answers=(),
                        origin="mined",
                    )
                    break


def nearest(
    example: Example, contexts: list[Example], database: sqlite3.Connection
) -> Iterator[Example]:
    terms = " OR ".join(f'"{term}"' for term in content_terms(example.question))
    if terms:
        rows = database.execute(
            "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rank LIMIT 5", (terms,)
        )
        yield from (contexts[rowid - 1] for (rowid,) in rows.fetchall())


def mentions(text: str, answers: Iterable[str]) -> bool:
    return any(answer.lower() in text.lower() for answer in answers)
