"""What can be done with an answer: the rows below it, each by the module that does it."""

from collections.abc import Iterator

from qa.answer import Answer
from ui.chat import feedback_pane
from ui.chat.markup import Markup, element
from ui.chat.place import PackPlace
from ui.words import say


def below(answer: Answer) -> Iterator[Markup]:
    """The rows of buttons and links below an answer."""
    yield element(
        "div", copies(answer), " ", pack_link(answer), " ", compare(answer), class_="below"
    )
    yield feedback_pane.row(answer)


def copies(answer: Answer) -> Markup:
    """The answer with its citations for the clipboard; the page's script fetches and copies it."""
    return element(
        "details",
        element("summary", say("Copy")),
        element(
            "div",
            copy_button(say("as plain text"), f"answer/{answer.id}.txt"),
            copy_button(say("as Markdown"), f"answer/{answer.id}.md"),
            class_="copy-as",
        ),
        class_="copies",
    )


def copy_button(words: str, path: str) -> Markup:
    return element("button", words, type="button", class_="copy", value=path)


def pack_link(answer: Answer) -> Markup:
    """The way to the answer as one file that proves itself; the page's script fetches it."""
    return element("a", say("Evidence pack"), href=PackPlace(answer.id).fragment, class_="pack")


def compare(answer: Answer) -> Markup:
    """The way to asking the same of other documents, or of an earlier generation."""
    return element("a", say("Compare…"), href=f"#compare/{answer.id}", class_="compare")
