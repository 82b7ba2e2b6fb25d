"""Which consolidated texts there are: one question to the Publications Office for all acts."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from corpus.errors import WrongContent
from ingest.fetch.connection import Connection, Trouble, verdict
from ingest.fetch.manifest import Act, Manifest
from ingest.fetch.orders import Request, list_request

LIST = "the list of consolidated texts"
MAX_BYTES = 5_000_000
CELEX = re.compile(r"^0(\d{4}[A-Z]\d{4})-(\d{8})$")


def known_dates(acts: Collection[Act]) -> dict[str, date]:
    """What the manifest knows of the newest consolidated texts."""
    return {act.celex: act.consolidated for act in acts if act.consolidated}


def newest_dates(
    connection: Connection, manifest: Manifest, acts: Sequence[Act]
) -> dict[str, date]:
    """The newest consolidated text of each act that has one, but none of a day to come.

    Raises WrongContent for an answer that is no list, and what a Connection raises.
    """
    request = list_request(manifest, acts)
    today = connection.clock.now().date()
    data = connection.patiently(request.url, lambda: answer(connection, request))
    newest: dict[str, date] = {}
    for celex, day in sorted(listed(data)):
        if day <= today:
            newest[celex] = day
    return newest


def answer(connection: Connection, request: Request) -> bytes | Trouble:
    with connection.get(request.url, request.headers) as response:
        trouble = verdict(response, request.url, connection.clock.now())
        if trouble:
            return trouble
        data = b""
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > MAX_BYTES:
                raise WrongContent(name=LIST, reason="it is far too long")
    return data


def listed(data: bytes) -> Iterator[tuple[str, date]]:
    """The CELEX number of each act, with the date of a consolidated text."""
    try:
        rows: list[Mapping[str, Mapping[str, str]]] = json.loads(data)["results"]["bindings"]
        numbers = [row["celex"]["value"] for row in rows]
        found = [match for match in map(CELEX.match, numbers) if match]
        yield from ((f"3{m[1]}", datetime.strptime(m[2], "%Y%m%d").date()) for m in found)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongContent(name=LIST, reason="it is not in the form expected") from error
