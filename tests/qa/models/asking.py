"""Language models as the tests ask them, by both protocols."""

import threading
from collections.abc import Callable

from corpus.errors import LanguageModelError
from qa.language_model import LanguageModel, Prompt, Stream
from tests.model_server import ModelServer

PROMPT = Prompt("Be brief.", "Who sent the parcel?")
TEXT = "SAY: Ada sent it.\nFROM 1: “The parcel was sent by Ada.”\n"
SOON_S = 1.0  # of a call that hangs
Serve = Callable[..., ModelServer]


def asked(server: ModelServer, protocol: str, **other: object) -> Stream:
    return LanguageModel(server.settings(protocol)).stream(PROMPT, threading.Event(), **other)


def read(stream: Stream) -> tuple[str, LanguageModelError | None]:
    """What was read, and how it failed."""
    pieces: list[str] = []
    try:
        pieces.extend(stream)  # `extend` keeps what came before an error
    except LanguageModelError as error:
        return "".join(pieces), error
    return "".join(pieces), None


def failure(server: ModelServer, protocol: str, **other: object) -> LanguageModelError:
    text, error = read(asked(server, protocol, **other))
    assert text == ""
    assert error is not None
    return error
