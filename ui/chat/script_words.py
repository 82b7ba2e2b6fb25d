"""Words that the page's script shows or names things by, for it to read in the page."""

from ui.chat.markup import Markup, element
from ui.chat.visitor import Rules
from ui.words import say, spoken


def script_words(rules: Rules) -> Markup:
    """Hidden spans with the ids `word-…`; one more where nothing may be written."""
    words = {
        "language": spoken(),
        "source": say("Source"),
        "outline": say("Outline"),
        "conversation": say("Conversation"),
        "what-can-be-done": say("What can be done here"),
        "no-server": say("The server does not answer."),
        "copied": say("Copied."),
        "not-copied": say("The browser did not let it be copied."),
        "trying-again": say("The server does not answer. Trying again…"),
        "server-answers": say("The server answers again."),
        "question-lost": say("The last question was lost: it stands in the box again."),
        "close": say("Close"),
        "these-words": say("These words"),
        "ticked": say("{count} of {all} ticked"),
        "sending": say("Sending file {done} of {all}"),
        "too-large": say("{name} is larger than {limit} MB, and was not sent."),
        "boxes-shown": say("Documents shown: {count}"),
        "to-comparison": say("Back to the comparison"),
    }
    return element(
        "div",
        *(element("span", text, id=f"word-{name}") for name, text in words.items()),
        *([element("span", id="word-read-only")] if rules.read_only else []),
        hidden="",
    )
