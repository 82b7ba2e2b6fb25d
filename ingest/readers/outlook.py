"""Outlook messages (msg): read by markitdown, which knows their properties and code pages."""

import io
import re
from pathlib import PurePath

import olefile  # type: ignore[import-untyped]
from markitdown import StreamInfo
from markitdown.converters import OutlookMsgConverter

from corpus.document import Document, Metadata
from corpus.errors import EmptySource
from ingest.readers.draft import LINE, PARAGRAPH, Draft
from ingest.readers.encoding import plain

FIELD = re.compile(r"^\*\*(From|To|Subject):\*\* (.*)$", re.M)
BODY = "## Content"
ATTACHED = "__attach_version"


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a msg file. Raises EmptySource."""
    result = OutlookMsgConverter().convert(io.BytesIO(data), StreamInfo(extension=".msg"))
    head, _, body = plain(result.markdown).partition(BODY)
    fields = {name: " ".join(value.split()) for name, value in FIELD.findall(head)}
    draft = Draft()
    if subject := draft.cleaned(fields.pop("Subject", "")):
        draft.begin(subject, "title", 1, heading=subject)
    for position, (name, value) in enumerate(fields.items()):
        draft.add(f"{name}: {value}", LINE if position else PARAGRAPH)
    draft.add(body)
    if not draft.length:
        raise EmptySource(source=source)
    return Document(
        id=id,
        title=subject or PurePath(source).stem,
        text=draft.text(),
        outline=draft.sections(),
        metadata=Metadata(publisher=fields.get("From", "")),
        notices=(*left_out(data, body), *draft.notices()),
    )


def left_out(data: bytes, body: str) -> list[str]:
    notices = []
    if not body.strip():
        notices.append("The message has no words in plain text; only its head was read.")
    with olefile.OleFileIO(io.BytesIO(data)) as storage:
        attached = {path[0] for path in storage.listdir() if path[0].startswith(ATTACHED)}
    if attached:
        notices.append(f"Attachments left out: {len(attached):,}.")
    return notices
