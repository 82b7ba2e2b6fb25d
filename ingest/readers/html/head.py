"""What a page says of itself: titles, language, date, publisher."""

import re

from lxml.html import HtmlElement

from corpus.document import Metadata

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title")
DATES = (
    "article:published_time",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.issued",
    "citation_publication_date",
    "date",
)
PUBLISHERS = ("dc.publisher", "dcterms.publisher", "citation_publisher", "og:site_name", "author")
LANGUAGES = ("dc.language", "dcterms.language", "content-language")


def titles_of(tree: HtmlElement) -> list[str]:
    """The titles that the head gives, the best first."""
    given = stated(tree, TITLES)
    title = next((element.text_content() for element in tree.iter("title")), "")
    return [text for text in (given, " ".join(title.split())) if text]


def metadata_of(tree: HtmlElement) -> Metadata:
    date = DATE.match(stated(tree, DATES))
    address = next(
        (link.get("href", "") for link in tree.iter("link") if link.get("rel") == "canonical"), ""
    )
    return Metadata(
        publisher=stated(tree, PUBLISHERS),
        date=date[0] if date else "",
        origin=address if address.startswith(("https://", "http://")) else "",
    )


def language_of(tree: HtmlElement) -> str:
    """The two or three letters of the language that the page says it is in."""
    said = tree.get("lang") or tree.get("xml:lang") or stated(tree, LANGUAGES)
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", said)
    return code[0].lower() if code else ""


def stated(tree: HtmlElement, names: tuple[str, ...]) -> str:
    """The content of the first of these meta elements that has any."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        found.setdefault(name.strip().lower(), " ".join(meta.get("content", "").split()))
    return next((found[name] for name in names if found.get(name)), "")
