"""Is what came what was ordered? By the readers, not by looking at the markup."""

from collections import Counter
from collections.abc import Callable

from corpus.document import Document
from corpus.errors import SourceError, WrongContent
from ingest.fetch.choice import Edition
from ingest.fetch.manifest import Page
from ingest.fetch.orders import ActText, Order

# Bytes and a name for messages → document; raises SourceError.
Read = Callable[[bytes, str], Document]

# A page of an error, or of a consent to cookies, is shorter.
SHORTEST_PAGE_CHARS = 500
ELI_KINDS = {"R": "reg", "L": "dir", "D": "dec"}


def check(order: Order, data: bytes, read: Read) -> Document:
    """What came as a document, if it is what was ordered. Raises WrongContent."""
    try:
        document = read(data, order.file)
    except SourceError as error:
        raise WrongContent(name=order.name, reason=str(error).rstrip(".")) from error
    match order.expected:
        case ActText() as text:
            fault = fault_of_act(document, text)
        case _:
            fault = fault_of_page(document, order.expected.page)
    if fault:
        raise WrongContent(name=order.name, reason=fault)
    return document


def fault_of_act(document: Document, text: ActText) -> str:
    """Why a document is not the text of an act, in words; empty where it is."""
    found = document.metadata
    if found.identifier not in names_of(text):
        return f"it is {found.identifier or 'no act that can be told'}"
    if found.language and found.language != text.language:
        return f"it is in the language “{found.language}”"
    return fault_of_counts(Counter(section.kind for section in document.outline), text)


def names_of(text: ActText) -> set[str]:
    """The identifiers of a text: its CELEX number, and for the original its ELI."""
    if text.edition is not Edition.ORIGINAL:
        return {text.celex}
    kind, year, number = text.celex[5], text.celex[1:5], int(text.celex[6:])
    eli = f"data.europa.eu/eli/{ELI_KINDS.get(kind, kind.lower())}/{year}/{number}/oj"
    return {text.celex, f"http://{eli}", f"https://{eli}"}


def fault_of_counts(counts: Counter[str], text: ActText) -> str:
    """Of the original every article and recital has to be there. A consolidated text has no
    recitals, and articles that were put in or taken out since.
    """
    if text.edition is Edition.ORIGINAL:
        wanted = {"article": text.act.articles, "recital": text.act.recitals}
        for kind, count in wanted.items():
            if count is not None and counts[kind] != count:
                return f"it has {counts[kind]} {kind}s and should have {count}"
    fewest = max(1, (text.act.articles or 0) // 2)
    if counts["article"] < fewest:
        return f"it has {counts['article']} articles and should have at least {fewest}"
    return ""


def fault_of_page(document: Document, page: Page) -> str:
    if len(document.text) < SHORTEST_PAGE_CHARS:
        return f"it has only {len(document.text)} characters of text"
    text = f"{document.title}\n{document.text}".casefold()
    missing = [word for word in page.words if word.casefold() not in text]
    return f"it does not hold “{missing[0]}”" if missing else ""
