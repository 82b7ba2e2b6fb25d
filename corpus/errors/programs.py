"""What a program is refused that asks by HTTP or MCP."""

from corpus.errors.root import FootnoteError


class ProgramError(FootnoteError):
    pass


class BadField(ProgramError):
    """`field` is the field that is wrong, empty for the request as a whole."""

    sentence = "{reason}."


class NotLoggedIn(ProgramError):
    sentence = "Log in first: send a name and its password by HTTP Basic authentication."


class LoginRefused(ProgramError):
    sentence = "This name and password are not known here: check both."


class ChangesRefused(ProgramError):
    sentence = (
        "The library cannot be changed from here: use `footnote ingest` on the machine it lies "
        "on, or have the chat started with --allow-uploads and without --read-only."
    )


class ManyRequests(ProgramError):
    """`seconds` is how long to wait."""

    sentence = "These are too many requests at once: wait {seconds} s, then go on."


class ServerBusy(ProgramError):
    sentence = "Too many questions are waiting for their turn: try again in {seconds} s."


class NothingHere(ProgramError):
    sentence = "There is nothing here: docs/api.md lists what can be asked."


class Unexpected(ProgramError):
    sentence = (
        "Something went wrong that Footnote did not expect. The terminal it was started from "
        "says what; asking again may help."
    )


class McpMissing(ProgramError):
    sentence = (
        "Footnote speaks MCP with a package that is not installed: "
        "`pip install 'footnote[mcp]'` installs it."
    )
