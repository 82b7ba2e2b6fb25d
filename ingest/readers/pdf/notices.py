"""What a person is told about a PDF: what of it is not in the text, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.readers.pdf.sheet import Sheet
from ingest.readers.pdf.words import Line


def notices(
    sheets: Sequence[Sheet], unread: Sequence[int], running: Sequence[Sequence[Line]]
) -> Iterator[str]:
    """The sentences; `unread` are the numbers of the pages that hold no text but a picture."""
    for first, last in ranges(unread):
        if first == last:
            yield f"Page {first} is a picture without text and was not read."
        else:
            yield f"Pages {first} to {last} are pictures without text and were not read."
    hidden: Counter[str] = sum((sheet.hidden for sheet in sheets), Counter())
    for why, count in sorted(hidden.items()):
        yield f"Hidden text was left out: {characters(count)} {why}."
    if recognised := [sheet.number for sheet in sheets if sheet.recognised]:
        was = "was" if len(recognised) == 1 else "were"
        yield (
            f"{listed(recognised)} {was} read by text recognition (OCR) before: words may be wrong."
        )
    if unknown := sum(sheet.unknown for sheet in sheets):
        yield f"The file gives no letter for {characters(unknown)}: “\ufffd” stands in the text."
    pieces = [piece.text for page in running for piece in page]
    if pieces:
        pages = sum(bool(page) for page in running)
        yield (
            f"Running heads, feet and page numbers were left out on {pages:,} pages, "
            f"such as “{pieces[0]}”."
        )


def characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count:,} characters"


def listed(numbers: Sequence[int]) -> str:
    """Page numbers in words, neighbours joined: “Pages 1 to 3 and 7”."""
    parts = [str(a) if a == b else f"{a} to {b}" for a, b in ranges(numbers)]
    words = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"Page {words}" if len(numbers) == 1 else f"Pages {words}"


def ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as runs: the first and the last of each."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[first], number
            first = place + 1
