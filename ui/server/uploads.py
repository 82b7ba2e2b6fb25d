"""Files that are brought to the library: taken one by one, and kept aside until they are looked at.

The page sends each file by itself as the body of a request. So nothing has to be parsed, a bad
file costs itself alone, and how far it is can be told.
"""

from pathlib import Path, PurePosixPath
from typing import BinaryIO

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from corpus.errors import FootnoteError, LargeSource, LibraryUnwritable, UploadRefused
from corpus.settings import Settings
from ingest import staging
from ui.chat.desk import SharedDesk
from ui.chat.plainly import plainly
from ui.chat.visitor import Rules
from ui.server.files import sentence
from ui.server.visitors import NOT_LOGGED_IN, visitor_from

FULL = "too many files wait to be looked at; apply or leave those first"
# The bytes that each file under way may still bring.
Coming = dict[object, float]


def add_upload_route(app: FastAPI, desk: SharedDesk, rules: Rules) -> None:
    """`POST /upload/BATCH?name=…`: one file of a batch. There is none where nothing may be
    brought in.
    """

    coming: Coming = {}

    async def take(request: Request) -> Response:
        if visitor_from(app, request, rules) is None:
            return sentence(NOT_LOGGED_IN, 401)
        try:
            await taken(request, desk.settings, coming)
        except FootnoteError as error:
            return sentence(plainly(error), 422)
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody hears
        return Response(status_code=204)

    if rules.uploads and not rules.read_only:
        app.add_route("/upload/{batch}", take, methods=["POST"])


async def taken(request: Request, settings: Settings, coming: Coming) -> None:
    """Keep a file aside. Raises UploadRefused, LargeSource, LibraryUnwritable, ClientDisconnect."""
    path = staging.clean(request.query_params.get("name", ""))
    most, room = await run_in_threadpool(bounds, request, settings, path)
    left = room - sum(coming.values())
    if left <= 0 or announced(request) > left:
        raise UploadRefused(source=path.name, reason=FULL)
    coming[request] = min(most, left)
    try:
        await written(request, settings, path, coming)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LibraryUnwritable(folder=settings.library, reason=reason) from error
    finally:
        del coming[request]


def bounds(request: Request, settings: Settings, path: PurePosixPath) -> tuple[float, float]:
    """The most bytes that a file may have, and for how many there is room. Raises LargeSource for
    one that says beforehand that it has more.
    """
    staging.drop_old(settings.library)
    size, limit = announced(request), settings.source_mb * 1e6
    refuse_large(size, limit, path)
    return size or limit, staging.room(settings.library)


def announced(request: Request) -> int:
    """How many bytes a request says it sends, 0 where it does not."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


async def written(
    request: Request, settings: Settings, path: PurePosixPath, coming: Coming
) -> None:
    """The file, whole or not at all."""
    batch = request.path_params["batch"]
    file = await run_in_threadpool(staging.opened, settings.library, batch, path)
    whole = False
    try:
        with file:
            await filled(file, request, path, coming)
        whole = True
    finally:
        if not whole:
            Path(file.name).unlink(missing_ok=True)


def refuse_large(size: float, limit: float, path: PurePosixPath) -> None:
    if size > limit:
        raise LargeSource(source=path.name, size_mb=size / 1e6, limit_mb=limit / 1e6)


async def filled(file: BinaryIO, request: Request, path: PurePosixPath, coming: Coming) -> None:
    limit, size = coming[request], 0
    async for piece in request.stream():
        size += len(piece)
        refuse_large(size, limit, path)
        await run_in_threadpool(file.write, piece)
        coming[request] = limit - size
