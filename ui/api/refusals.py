"""What a program is told when something is not done: a status, and a sentence without paths."""

from typing import Any, Final

from starlette.responses import JSONResponse

from corpus.errors import (
    BadField,
    ChangesRefused,
    FootnoteError,
    LibraryBusy,
    LibraryEmpty,
    LibraryMissing,
    ManyRequests,
    McpMissing,
    NothingHere,
    NothingToRead,
    PlanOutdated,
    RemovalRefused,
    ServerBusy,
    SourceRefused,
    UnknownDocument,
    UnknownGeneration,
    WrongUse,
)
from ui.chat.plainly import plainly

# From the particular to the general: the first that fits.
STATUSES: Final[tuple[tuple[type[FootnoteError], int], ...]] = (
    (UnknownDocument, 404),
    (UnknownGeneration, 404),
    (WrongUse, 400),
    (BadField, 400),
    (ChangesRefused, 403),
    (NothingHere, 404),
    (LibraryBusy, 409),
    (RemovalRefused, 409),
    (PlanOutdated, 409),
    (NothingToRead, 409),
    (SourceRefused, 409),
    (ManyRequests, 429),
    (McpMissing, 501),
    (LibraryEmpty, 503),
    (LibraryMissing, 503),
    (ServerBusy, 503),
)
# Where the sentence for whoever is at the machine names its folders or the flags of a command.
AT_A_DISTANCE: Final[dict[type[FootnoteError], str]] = {
    LibraryBusy: "The library is being written: try again when that is done. Asking goes on "
    "working meanwhile.",
    LibraryEmpty: "The library holds no texts yet: have some brought in, then ask again.",
    LibraryMissing: "There is no library here yet: have one made, then ask again.",
    NothingToRead: "Nothing that the library came from can be read, so it was left as it was: "
    "`footnote ingest` on the machine it lies on says why.",
    RemovalRefused: "So many of the documents are gone from where they came from that the "
    "library was left as it was: look at the plan on the machine it lies on.",
    UnknownDocument: "There is no document “{document}” in the library: GET /api/documents lists "
    "those there are.",
    UnknownGeneration: "There is no generation {number} in the library: leave “as_of” out to ask "
    "the newest.",
}


def refused(error: FootnoteError) -> JSONResponse:
    """The response that says why."""
    said: dict[str, Any] = {"error": sentence_of(error)}
    if field := error.facts.get("field"):
        said["field"] = field
    seconds = error.facts.get("seconds")
    return answered(said, status_of(error), {"Retry-After": str(seconds)} if seconds else {})


def answered(
    content: object, status: int = 200, headers: dict[str, str] | None = None
) -> JSONResponse:
    """What a program gets: nothing of it is anybody else's to keep."""
    return JSONResponse(content, status, {"Cache-Control": "no-store"} | (headers or {}))


def status_of(error: FootnoteError) -> int:
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def sentence_of(error: FootnoteError) -> str:
    """The sentence as it may be read anywhere: no folder of this machine stands in it."""
    if sentence := AT_A_DISTANCE.get(type(error)):
        return sentence.format(**error.facts)
    return plainly(error)
