"""How answers and passages look in a terminal: Rich renderables made from plain data.

Everything that comes from a document, a question or a model goes through `inert`, and into
`Text`, never into Rich's markup: it is shown as text and can steer neither Rich nor the terminal.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from corpus.document import Citation
from qa.answer import Answer, Further, Nearest, Outcome, Statement, Support

if TYPE_CHECKING:
    from qa.retrieve import Hit

PIPED_WIDTH = 100_000
SNIPPET_CHARS = 240
NEAREST_SHOWN = 3

# Control characters could move the cursor or rename the window, bidi controls could turn the
# text around: each is shown as one replacement character, so that offsets stay true.
CONTROLS = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
)
for kept in "\n\t":
    del CONTROLS[ord(kept)]


def inert(text: str) -> str:
    """The text with every character that a terminal would obey replaced, one for one."""
    return text.translate(CONTROLS)


def show(renderable: RenderableType) -> None:
    """Print on stdout: in colour and wrapped in a terminal, plain and unwrapped in a pipe."""
    console = Console(highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.print(renderable)
        return
    console.width = PIPED_WIDTH
    with console.capture() as captured:
        console.print(renderable)
    lines = (line.rstrip() for line in captured.get().splitlines())
    sys.stdout.write("\n".join(lines) + "\n")


def complain(sentence: str) -> None:
    """Print an error on stderr: one sentence, “error:” in red in a terminal."""
    console = Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)
    console.print(Text.assemble(("error: ", "bold red"), inert(sentence)))


def place(document: str, start: int, end: int, page: int | None = None) -> str:
    """Where characters stand, as a person reads it and as Python slices it."""
    where = f"{document}, characters {start} to {end}"
    return where if page is None else f"{where}, page {page}"


def one_line(text: str, limit: int | None = None) -> str:
    """The text on one line, cut at a word when it is longer than the limit."""
    line = " ".join(inert(text).split())
    if limit is None or len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0] + " …"


def snippet(text: str, label: str) -> str:
    """How a passage begins, without the heading that is shown as its label."""
    return one_line(text.removeprefix(label).strip() or text, SNIPPET_CHARS)


# Answers


def answer_view(answer: Answer) -> RenderableType:
    """The answer with its citations as footnotes; help where the documents do not say."""
    if answer.outcome is Outcome.NOT_FOUND:
        return not_found_view(answer)
    numbers = footnote_numbers(answer.statements)
    said = [statement_text(s, [numbers[c] for c in s.citations]) for s in answer.statements]
    parts: list[RenderableType] = [Text(" ").join(said)] if answer.is_written else [*said]
    if answer.outcome is Outcome.PARTLY:
        parts += [Text(), Text("The documents answer this only in part.", "yellow")]
        parts += missing_terms(answer)
    return Group(*parts, Text(), footnotes(numbers), *see_also(answer.further))


def footnote_numbers(statements: Iterable[Statement]) -> dict[Citation, int]:
    """Each citation's number, in order of appearance; the same characters keep one number."""
    cited = dict.fromkeys(c for statement in statements for c in statement.citations)
    return {citation: number for number, citation in enumerate(cited, 1)}


def statement_text(statement: Statement, numbers: Sequence[int]) -> Text:
    text = Text(inert(statement.text).replace("\n", " "))
    if statement.highlight:
        text.stylize("bold", *statement.highlight)
    if statement.support is Support.UNSUPPORTED:
        text.append(" (not supported by the documents)", "red")
    for number in numbers:
        text.append(f" [{number}]", "cyan")
    return text


def footnotes(numbers: dict[Citation, int]) -> Table:
    notes = hanging()
    for citation, number in numbers.items():
        notes.add_row(Text(f"[{number}]", "cyan"), footnote(citation))
    return notes


def footnote(citation: Citation) -> Text:
    """Label and title, where the characters stand, and the quote, exactly."""
    return Text.assemble(
        *heading(citation.label, citation.title),
        (where(citation) + "\n", "dim"),
        (f"“{inert(citation.quote)}”", "italic"),
    )


def where(citation: Citation) -> str:
    """How much the words weigh and where they stand."""
    stands = place(citation.document, citation.start, citation.end, citation.page)
    return f"{one_line(citation.weight)} · {stands}" if citation.weight else stands


def see_also(further: Sequence[Further]) -> list[RenderableType]:
    """The definitions and provisions that help to read the answer, each with its beginning."""
    if not further:
        return []
    table = hanging()
    for item in further:
        citation = item.citation
        text = Text.assemble(
            *heading(citation.label, citation.title),
            (f"{one_line(item.why)} · {where(citation)}\n", "dim"),
            snippet(citation.quote, citation.label),
        )
        table.add_row(Text("·", "dim"), text)
    return [Text(), Text("See also:"), table]


def heading(label: str, title: str) -> tuple[tuple[str, str], str]:
    """A label and the title it stands under, which is left out where it says the same."""
    return (one_line(label), "bold"), "\n" if label == title else f" · {one_line(title)}\n"


def not_found_view(answer: Answer) -> RenderableType:
    parts: list[RenderableType] = [Text("The documents do not say.", "bold")]
    # A statement here is why: a section that has a heading and no text, for example.
    numbers = footnote_numbers(answer.statements)
    parts += [statement_text(s, [numbers[c] for c in s.citations]) for s in answer.statements]
    parts += missing_terms(answer)
    if numbers:
        parts += [Text(), footnotes(numbers)]
    if answer.nearest:
        parts += [
            Text(),
            Text("Nearest passages:"),
            nearest_passages(answer.nearest[:NEAREST_SHOWN]),
        ]
    return Group(*parts)


def missing_terms(answer: Answer) -> list[RenderableType]:
    terms = ", ".join(f"“{one_line(term)}”" for term in answer.searched.missing_terms)
    return [Text.assemble("Found nowhere in them: ", (terms, "yellow"))] if terms else []


def nearest_passages(nearest: Sequence[Nearest]) -> Table:
    passages = hanging()
    for passage in nearest:
        head = Text.assemble(
            (one_line(passage.label), "bold"),
            (f" · {place(passage.document, passage.start, passage.end)}\n", "dim"),
            snippet(passage.text, passage.label),
        )
        passages.add_row(Text("·", "dim"), head)
    return passages


def hanging(columns: int = 2) -> Table:
    """Marks, and in the last column text that wraps beside them."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for _ in range(columns - 1):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table


# Searching


def hits_view(hits: Sequence["Hit"]) -> RenderableType:
    if not hits:
        return Text("Nothing in the library is near to this.")
    table = hanging()
    for number, hit in enumerate(hits, 1):
        table.add_row(Text(str(number), "cyan"), hit_text(hit))
    return table


def hit_text(hit: "Hit") -> Text:
    passage = hit.passage
    ranks = [("meaning", hit.dense_rank), ("words", hit.lexical_rank)]
    found = [f"{name} rank {rank}" for name, rank in ranks if rank is not None]
    found.append(f"score {hit.score:.4f}")
    if hit.matched_terms:
        found.append("words: " + ", ".join(hit.matched_terms))
    return Text.assemble(
        *heading(passage.label, passage.title),
        (place(passage.document, passage.start, passage.end) + "\n", "dim"),
        (one_line(" · ".join(found)) + "\n", "dim"),
        snippet(passage.text, passage.label),
    )
