"""Labels of Gradio's own components, which the page translates in the browser."""

from functools import cache
from typing import Final

import gradio as gr
from gradio.i18n import I18nData

from ui.words import LANGUAGES, say, speaking

# Said here once more so that what collects the words to translate finds them.
ASK: Final = "Ask"
STOP: Final = "Stop"
NEW_CONVERSATION: Final = "New conversation"
CONVERSATION: Final = "Conversation"
YOUR_QUESTION: Final = "Your question"
ASK_THE_DOCUMENTS: Final = "Ask the documents a question"
LABELS: Final = (
    *(ASK, STOP, NEW_CONVERSATION, CONVERSATION, YOUR_QUESTION, ASK_THE_DOCUMENTS),
    *("Check for changes", "Apply", "Apply all the same", "Leave it", "Ask again", "Pressed"),
    "Cancel",
)


def label(words: str) -> I18nData:
    """One of the LABELS, as a component takes it."""
    assert words in LABELS, words
    return interface()(words)


@cache
def interface() -> gr.I18n:
    """The labels in every language of the interface."""
    return gr.I18n(**{language: labels_in(language) for language in LANGUAGES})


def labels_in(language: str) -> dict[str, str]:
    with speaking(language):
        return {words: say(words) for words in LABELS}
