"""How a fetch looks: what would be asked of whom, and what became of it."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ingest.fetch.orders import Request
from ingest.fetch.run import Fetched, FetchResult, Outcome
from ui.terminal.text import hanging, one_line

STYLES = {
    Outcome.NEW: "green",
    Outcome.UPDATED: "yellow",
    Outcome.UNCHANGED: "dim",
    Outcome.FAILED: "bold red",
}


def requests_view(asked: Sequence[tuple[Request, str]]) -> RenderableType:
    """The requests by host, each with its form, its language and the file it would make."""
    parts: list[RenderableType] = []
    for host in dict.fromkeys(request.host for request, _ in asked):
        table = hanging()
        for request, file in asked:
            if request.host == host:
                table.add_row(Text("·", "dim"), request_text(request, file))
        parts += [Text(host, "bold"), table]
    return Group(*parts, Text("This was a dry run: nothing was asked of anybody.", "dim"))


def request_text(request: Request, file: str) -> Text:
    form = ", ".join(filter(None, (request.accept, request.accept_language)))
    use = file or "the dates of the consolidated texts"
    return Text.assemble(one_line(request.url), (f"\n{form} → {use}", "dim"))


def requests_record(asked: Sequence[tuple[Request, str]]) -> dict[str, Any]:
    return {
        "hosts": list(dict.fromkeys(request.host for request, _ in asked)),
        "requests": [
            {
                "url": request.url,
                "accept": request.accept,
                "accept_language": request.accept_language,
                "file": file or None,
            }
            for request, file in asked
        ],
    }


def result_view(result: FetchResult) -> RenderableType:
    table = hanging()
    for fetched in result.files:
        table.add_row(Text(fetched.outcome, STYLES[fetched.outcome]), fetched_text(result, fetched))
    notices = [Text(one_line(notice), "yellow") for notice in result.notices]
    return Group(table, *notices)


def fetched_text(result: FetchResult, fetched: Fetched) -> Text:
    """The file, or why there is none, and whether one from before is still there."""
    text = Text(one_line(fetched.order.file))
    if fetched.reason:
        text.append(f"\n{one_line(fetched.reason)}")
        if (result.folder / fetched.order.file).is_file():
            text.append(" The file from before is kept.")
    return text


def result_record(result: FetchResult, ingest_command: str | None) -> dict[str, Any]:
    return {
        "folder": str(result.folder),
        "files": [
            {
                "file": fetched.order.file,
                "url": fetched.order.request.url,
                "outcome": fetched.outcome,
                "reason": fetched.reason,
            }
            for fetched in result.files
        ],
        "notices": list(result.notices),
        "ingest": ingest_command,
    }
