"""Pages of PDF documents as pictures, as the chat's source pane shows them."""

import re
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock, Semaphore
from typing import Final

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from corpus.errors import UnknownDocument
from corpus.layout import highlight
from ingest.drawing import draw
from ui.chat.desk import SharedDesk, attempt
from ui.chat.place import Place
from ui.chat.reading import at
from ui.chat.sheet_pane import PIXELS_PER_POINT
from ui.chat.sheets import bytes_as_read, why_no_picture
from ui.chat.visitor import Rules
from ui.server.visitors import NOT_LOGGED_IN, visitor_from

AT_ONCE: Final = 2  # a picture takes a core and some memory
MOST_BYTES: Final = 32_000_000
NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)
HEADERS: Final = {"Cache-Control": "private, max-age=600"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of a document, and the place to be marked on it."""

    place: Place
    page: int


class Pictures:
    """The pictures that were drawn last, as many as fit. Safe from any thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Wanted, bytes] = OrderedDict()
        self._lock = Lock()
        self._drawing = Semaphore(AT_ONCE)

    def picture(self, desk: SharedDesk, wanted: Wanted) -> bytes | str:
        """The page as PNG, or the sentence that says why there is none.

        Raises FatalSource where it cannot be drawn, and as `Library.document`.
        """
        with self._lock:
            if wanted in self._kept:
                self._kept.move_to_end(wanted)
                return self._kept[wanted]
        with self._drawing:
            drawn = drawn_now(desk, wanted)
        if isinstance(drawn, bytes):
            self._keep(wanted, drawn)
        return drawn

    def _keep(self, wanted: Wanted, picture: bytes) -> None:
        with self._lock:
            self._kept[wanted] = picture
            while sum(map(len, self._kept.values())) > MOST_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)


def drawn_now(shared: SharedDesk, wanted: Wanted) -> bytes | str:
    desk, place = shared.open(), wanted.place
    found = at(desk, place)
    if found is None:
        raise UnknownDocument(document=place.document)
    document, holding = found
    limit_mb = desk.settings.source_mb
    why_not = why_no_picture(document, holding.origin, wanted.page, limit_mb)
    data = None if why_not else bytes_as_read(holding.origin, limit_mb)
    if data is None or document.layout is None:
        return why_not
    boxes = highlight(document.layout, document.pages, place.start, place.end)
    own = [box for box in boxes if box.page == wanted.page]
    return draw(data, wanted.page, own, PIXELS_PER_POINT, desk.settings, document.title)


def add_page_route(app: FastAPI, desk: SharedDesk, rules: Rules) -> None:
    """`GET /page/GENERATION/VERSION/N.png`: a page as a picture. It stands behind the same login
    as the chat.
    """
    pictures = Pictures()

    async def page(request: Request) -> Response:
        if visitor_from(app, request, rules) is None:
            return sentence(NOT_LOGGED_IN, 401)
        wanted = wanted_in(request)
        if wanted is None:
            return sentence("There is nothing here.", 404)

        def work() -> Response:
            drawn = pictures.picture(desk, wanted)
            if isinstance(drawn, str):
                return sentence(drawn, 404)
            return Response(drawn, media_type="image/png", headers=HEADERS)

        return await run_in_threadpool(lambda: attempt(work, lambda said: sentence(said, 404)))

    app.add_route("/page/{generation:int}/{version}/{page:int}.png", page, methods=["GET"])


def wanted_in(request: Request) -> Wanted | None:
    """The page that an address names, `None` where it is malformed."""
    path, asked = request.path_params, request.query_params
    span = asked.get("start", "0"), asked.get("end", "0")
    if not asked.get("document") or not all(map(NUMBER.fullmatch, span)):
        return None
    start, end = map(int, span)
    place = Place(asked["document"], path["generation"], start, max(start, end), path["version"])
    return Wanted(place, path["page"])


def sentence(text: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(text, status_code=status)
