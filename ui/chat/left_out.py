"""What a language model wrote and its quotes do not carry: struck through, with the reason."""

from collections.abc import Iterable, Iterator, Sequence

from qa.answer import Statement, Writing
from ui.chat.markup import Markup, element
from ui.words import say, say_many


def left_out(statements: Sequence[Statement]) -> Iterable[Markup]:
    """A closed disclosure with the statements that were left out; nothing where none were."""
    if not statements:
        return
    left = say_many(
        "{count} sentence is left out", "{count} sentences are left out", len(statements)
    )
    yield element(
        "details",
        element("summary", left),
        element("ul", *map(struck, statements)),
        class_="left-out",
    )


def struck(said: Statement) -> Markup:
    reasons = (element("span", reason, class_="reason") for reason in said.reasons)
    return element("li", element("del", said.text), *(p for r in reasons for p in (" ", r)))


def facts(writing: Writing | None) -> Iterator[str]:
    """What is told of a model's work in one quiet line: its name, tokens, cost."""
    if writing is None:
        return
    if not writing.failure:
        yield say("written by {model}", model=writing.model)
    tokens = [n for n in (writing.input_tokens, writing.output_tokens) if n is not None]
    if tokens:
        yield say_many("{count} token", "{count} tokens", sum(tokens))
    if writing.cost is not None:
        yield f"${writing.cost:.4f}"
