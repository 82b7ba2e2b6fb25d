"""Bytes → text: in the encoding they state, or in one that can be told from the bytes.

What states itself: a byte order mark, the zero bytes of UTF-16 and UTF-32, the form of UTF-8.
The old encodings say nothing, and many of them read any bytes at all: `ingest.readers.legacy`
takes one only where the letters it gives are those of a language.
"""

import codecs
import re
from dataclasses import dataclass
from unicodedata import category

from corpus.document import canonical
from corpus.errors import UnknownEncoding
from ingest.readers import legacy
from ingest.readers.invisible import LINE_ENDS

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
JAPANESE = b"\x1b$"  # begins Japanese in ISO-2022-JP, which is ASCII otherwise
ENDS = " \n、。"
# A few bytes of another encoding in a text of UTF-8 are slips: each of its letters of several
# bytes would be an unlikely chance otherwise.
LETTERS_FOR_A_SLIP = 20
REPLACEMENT = "\ufffd"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
EXTENDED = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
OF_ONE_BYTE = ("ascii", "cp125", "iso8859", "latin")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Canonical text without control characters, and what a person should know of it."""

    text: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, source: str) -> Decoded:
    """The text of bytes in any encoding that can be told. Raises UnknownEncoding."""
    text = stated(data)
    notices: tuple[str, ...] = ()
    if text is None and (text := mended(data)) is not None:
        slips = text.count(REPLACEMENT)
        notices = (f"Places that are not UTF-8 like the rest, shown as {REPLACEMENT}: {slips:,}.",)
    if text is None and (guess := legacy.guess(data)):
        text = data.decode(guess)
        notices = (f"The file does not state its encoding; it was read as {guess}.",)
    if text is None or "\x00" in text:
        raise UnknownEncoding(source=source)
    return Decoded(plain(text), notices)


def plain(text: str) -> str:
    """Canonical text in which only `\\n` ends a line and no other character controls anything."""
    return CONTROL.sub("", LINE_ENDS.sub("\n", canonical(text)))


def declared(data: bytes, name: str) -> str | None:
    """The text in the encoding that a page or message declares, `None` where that is wrong.

    Some names mean their extension by Microsoft, as browsers take them; and what is UTF-8
    throughout is that, whatever encoding of single bytes is declared.
    """
    try:
        known = codecs.lookup(name).name
        if known.startswith(OF_ONE_BYTE) and (text := strictly(data, "utf-8")) is not None:
            return text
        return strictly(data, EXTENDED.get(known, known))
    except LookupError:  # no encoding, or one of no text, such as base64
        return None


def stated(data: bytes) -> str | None:
    """The text in the encoding that the bytes themselves state, `None` where they do not."""
    marked = (pair for pair in BYTE_ORDER_MARKS if data.startswith(pair[0]))
    mark, encoding = next(marked, (b"", "utf-8"))
    if not mark and b"\x00" in data:
        return wide(data)
    if JAPANESE in data and (text := strictly(data, "iso2022_jp")) is not None:
        return text
    return strictly(data[len(mark) :], encoding)


def wide(data: bytes) -> str | None:
    """The text of UTF-16 or UTF-32 without a mark, `None` where the bytes are neither.

    Hardly any other bytes are well-formed UTF-32. Of UTF-16 the right half of its two forms is
    the one in which words and lines end.
    """
    for name in ("utf-32-le", "utf-32-be"):
        if (text := strictly(data, name)) is not None:
            return text
    both = (strictly(data, name) for name in ("utf-16-le", "utf-16-be"))
    text = max((text for text in both if text), key=familiar, default="")
    strange = sum(category(c) in ("Cc", "Cn", "Co") and not c.isspace() for c in text)
    return (
        text if sum(familiar(text)) * 100 >= len(text) > 0 and strange * 50 <= len(text) else None
    )


def familiar(text: str) -> tuple[int, int]:
    """How many characters end words, lines and sentences, and how many are ASCII."""
    return sum(map(text.count, ENDS)), sum(character.isascii() for character in text)


def strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def mended(data: bytes) -> str | None:
    """The text of UTF-8 with slips in it, each shown as one sign; `None` where it is no UTF-8."""
    text = data.decode("utf-8", "replace")
    slips = text.count(REPLACEMENT)
    letters = sum(not character.isascii() for character in text) - slips
    return text if letters >= slips * LETTERS_FOR_A_SLIP and "\x00" not in text else None
