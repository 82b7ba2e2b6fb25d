"""An answer with its citations, to be put into other texts: as Markdown or as plain text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from corpus.document import Citation
from corpus.record import Holding, SavedAnswer
from qa.answer import Answer, Outcome, Statement
from qa.kept import answer_in
from ui.chat.render import numbered, paragraphs
from ui.terminal.export import plain
from ui.terminal.text import inert, one_line, place

NOT_FOUND = "The documents do not say."
WIDER = "Found by searching wider: check it against the source."

Held = Mapping[str, Holding]
Numbers = Mapping[Citation, int]
Plain = Callable[[str], str]


def as_markdown(saved: SavedAnswer, held: Held) -> str:
    """The sentences with numbers, and below them the numbered quotes with where they stand."""
    answer = answer_in(saved)
    numbers = numbered(answer.statements)
    lines = [f"**{plain(saved.question)}**", *body(answer, numbers, plain)]
    for citation, number in numbers.items():
        lines.append(f"{number}. {source(citation, held, plain)}  \n   “{plain(citation.quote)}”")
    return "\n\n".join([*lines, f"*{plain(made(answer))}*"]) + "\n"


def as_text(saved: SavedAnswer, held: Held) -> str:
    """The same without any markup."""
    answer = answer_in(saved)
    numbers = numbered(answer.statements)
    lines = [one_line(saved.question), *body(answer, numbers, one_line)]
    for citation, number in numbers.items():
        lines.append(f"[{number}] {source(citation, held, one_line)}\n“{inert(citation.quote)}”")
    return "\n\n".join([*lines, made(answer)]) + "\n"


def body(answer: Answer, numbers: Numbers, plain: Plain) -> Iterator[str]:
    if answer.outcome is Outcome.NOT_FOUND:
        yield NOT_FOUND
    elif answer.searched.wide:
        yield WIDER
    said: Sequence[Sequence[Statement]] = paragraphs(answer.statements)
    for paragraph in [list(answer.statements)] if answer.is_written else said:
        yield " ".join(sentence(statement, numbers, plain) for statement in paragraph)


def sentence(said: Statement, numbers: Numbers, plain: Plain) -> str:
    return plain(said.text) + "".join(f" [{numbers[citation]}]" for citation in said.citations)


def source(citation: Citation, held: Held, plain: Plain) -> str:
    """“Article 5, The act, binding text, 2026-06-12 (acts/one, characters 5 to 9)”."""
    holding = held.get(citation.document)
    date = "" if citation.edition or not holding else holding.metadata.date
    named = dict.fromkeys((citation.label, citation.title, citation.weight, date))
    stands = place(citation.document, citation.start, citation.end, citation.page)
    return plain(f"{', '.join(filter(None, named))} ({stands})")


def made(answer: Answer) -> str:
    return f"Footnote, generation {answer.generation}, {answer.model}"


KINDS: Final[Mapping[str, tuple[str, Callable[[SavedAnswer, Held], str]]]] = {
    "md": ("text/markdown", as_markdown),
    "txt": ("text/plain", as_text),
}
