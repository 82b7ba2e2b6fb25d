"""What a page sends, as it can be used: any client may send anything in its place."""

import re
from typing import Final

# Half of a character that is written as two. Neither the library nor the network has a way to
# write it.
HALF: Final = re.compile("[\ud800-\udfff]")
CHARS: Final = 100_000  # of one text; what bounds a question is FOOTNOTE_QUESTION_CHARS
DIGITS: Final = 9  # more than any number that is asked for has


def text(sent: object) -> str:
    """Text that can be kept and sent on, empty where nothing was sent."""
    return HALF.sub("\ufffd", str(sent or "")[:CHARS])


def whole_number(sent: str) -> int | None:
    """The number that some digits write, `None` for anything else."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= DIGITS else None
