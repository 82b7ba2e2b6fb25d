"""E-mail (eml): the subject, who wrote to whom and when, the words, and what is attached."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from corpus.document import Document, Metadata
from corpus.errors import EmptySource, LockedSource
from ingest.readers.blocks import Block, write
from ingest.readers.draft import LINE, PARAGRAPH, Draft
from ingest.readers.encoding import declared, decode, plain
from ingest.readers.html.flow import blocks
from ingest.readers.html.hidden import remove_hidden
from ingest.readers.html.tree import tree_of

HEAD = ("From", "To", "Cc", "Date")
ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
SIGNATURES = ("signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-signature")
DEEPEST = 8  # messages attached to messages


@dataclass(slots=True)
class Letter:
    """What is gathered while the parts of a message are read."""

    source: str
    draft: Draft = field(default_factory=Draft)
    attached: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a message. Raises LockedSource, UnknownEncoding, EmptySource."""
    if b"\x00" in data:  # a whole message in UTF-16, as some programs save it
        data = decode(data, source).text.encode()
    message: Message = message_from_bytes(data.lstrip(codecs.BOM_UTF8))
    letter = Letter(source)
    write_message(letter, message, 1)
    text = letter.draft.text()
    if not text:
        raise EmptySource(source=source)
    if letter.attached:
        names = ", ".join(letter.attached)
        letter.notices.append(f"Attachments left out: {names}.")
    return Document(
        id=id,
        title=header(message, "Subject") or PurePath(source).stem,
        text=text,
        outline=letter.draft.sections(),
        metadata=Metadata(publisher=header(message, "From"), date=date_of(message)),
        notices=(*dict.fromkeys(letter.notices), *letter.draft.notices()),
    )


def write_message(letter: Letter, message: Message, level: int) -> None:
    """Write a message: its subject as the heading, its head, its words."""
    if message.get_content_type() in ENCRYPTED:
        raise LockedSource(source=letter.source)
    subject = letter.draft.cleaned(header(message, "Subject"))
    if subject:
        kind = "title" if level == 1 else "section"
        letter.draft.begin(subject, kind, level, heading=subject)
    lines = [f"{name}: {value}" for name in HEAD if (value := header(message, name))]
    for position, line in enumerate(lines):
        letter.draft.add(line, LINE if position else PARAGRAPH)
    write_part(letter, message, level)


def write_part(letter: Letter, part: Message, level: int) -> None:
    """Write what of a part can be shown; name what cannot."""
    kind = part.get_content_type()
    if kind in ENCRYPTED:
        raise LockedSource(source=letter.source)
    if part.is_multipart():
        is_letter = kind == "message/rfc822" and level < DEEPEST
        for inner in best_of(part) if kind == "multipart/alternative" else parts_of(part):
            if is_letter:
                write_message(letter, inner, level + 1)
            else:
                write_part(letter, inner, level)
    elif is_attached(part):
        if part.get_content_subtype() not in SIGNATURES:
            letter.attached.append(decoded(part.get_filename() or kind))
    elif kind == "text/html":
        write(letter.draft, html_blocks(letter, part, level))
    else:
        letter.draft.add(tidy(words_of(letter, part)))


def tidy(text: str) -> str:
    """Lines without spaces at their ends, and no more than one empty line between two."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n")))


def parts_of(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)]


def best_of(part: Message) -> list[Message]:
    """Of several forms of the same words the plain text, else the last, which is the richest."""
    forms = parts_of(part)
    plain = [p for p in forms if p.get_content_type() == "text/plain" and body_of(p).strip()]
    return plain[:1] or forms[-1:]


def is_attached(part: Message) -> bool:
    disposition = part.get_content_disposition()
    return disposition == "attachment" or part.get_content_maintype() != "text"


def html_blocks(letter: Letter, part: Message, level: int) -> Iterator[Block]:
    text = words_of(letter, part)
    if not text.strip():
        return
    tree = tree_of(text, letter.source)
    letter.notices += remove_hidden(tree)
    for block in blocks(next(tree.iter("body"), tree)):
        yield replace(block, level=level + block.level) if block.level else block


def words_of(letter: Letter, part: Message) -> str:
    """The text of a part, in the encoding it states where that is right."""
    data = body_of(part)
    text = declared(data, part.get_content_charset("utf-8"))
    if text is not None:
        return plain(text)
    found = decode(data, letter.source)
    letter.notices += found.notices
    return found.text


def body_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def header(message: Message, name: str) -> str:
    """A header's words on one line, empty where there is none."""
    return decoded(str(message.get(name, "")))


def decoded(value: str) -> str:
    """A header with its encoded words decoded, as it stands where they are broken."""
    with suppress(MessageError, LookupError, ValueError):
        value = str(make_header(decode_header(value)))
    return " ".join(plain(value).encode("utf-8", "replace").decode().split())


def date_of(message: Message) -> str:
    """The day a message was sent, empty where its date is none."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (TypeError, ValueError):
        return ""
