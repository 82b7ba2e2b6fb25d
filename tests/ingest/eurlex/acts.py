"""Small acts, told once and set in each dialect, so that what a reader makes can be compared."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from hypothesis import strategies as st

from corpus.document import Document
from tests.ingest.strategies import WORDS

LETTERS = "abcdefgh"
ROMANS = ("i", "ii", "iii", "iv", "v", "vi")


@dataclass(frozen=True)
class Point:
    text: str
    points: tuple["Point", ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its list, and the unnumbered ones that follow it."""

    text: str
    points: tuple[Point, ...] = ()
    further: tuple["Paragraph", ...] = ()


@dataclass(frozen=True)
class Article:
    title: str
    paragraphs: tuple[Paragraph, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Chapter:
    title: str
    articles: tuple[Article, ...] = field(default_factory=tuple)


def numbers(points: Sequence[Point], depth: int) -> Iterator[tuple[str, Point]]:
    names = LETTERS if depth == 0 else ROMANS
    return ((f"({name})", point) for name, point in zip(names, points, strict=False))


def numbered(act: Sequence[Chapter]) -> Iterator[tuple[int, Chapter, list[tuple[int, Article]]]]:
    """Chapters and articles with their numbers; articles are counted through."""
    count = 0
    for number, chapter in enumerate(act, start=1):
        articles = []
        for article in chapter.articles:
            count += 1
            articles.append((count, article))
        yield number, chapter, articles


# The Official Journal


def oj_page(body: str, title: str = "REGULATION (EU) 2099/1", head: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head>{head}</head><body><table><tbody><tr><td>"
        '<p class="oj-hd-date">2.1.2099</p></td><td><p class="oj-hd-lg">EN</p></td></tr></tbody>'
        '</table><div class="eli-container"><div class="eli-main-title" id="tit_1">'
        f'<p class="oj-doc-ti">{title}</p></div>{body}</div></body></html>'
    ).encode()


def oj(act: Sequence[Chapter]) -> bytes:
    return oj_page(f'<div class="eli-subdivision" id="enc_1">{"".join(oj_chapters(act))}</div>')


def oj_chapters(act: Sequence[Chapter]) -> Iterator[str]:
    for number, chapter, articles in numbered(act):
        yield f'<div id="cpt_{number}"><p class="oj-ti-section-1">CHAPTER {number}</p>'
        yield f'<div class="eli-title"><p class="oj-ti-section-2">{escape(chapter.title)}</p></div>'
        for count, article in articles:
            yield from oj_article(count, article)
        yield "</div>"


def oj_article(count: int, article: Article) -> Iterator[str]:
    yield f'<div class="eli-subdivision" id="art_{count}">'
    yield f'<p class="oj-ti-art">Article\xa0{count}</p>'
    yield f'<div class="eli-title"><p class="oj-sti-art">{escape(article.title)}</p></div>'
    for position, paragraph in enumerate(article.paragraphs, start=1):
        if article.numbered:
            yield f'<div id="{count:03}.{position:03}">'
            yield from oj_blocks(paragraph, f"{position}.\xa0\xa0\xa0")
            yield "</div>"
        else:
            yield from oj_blocks(paragraph)
    yield "</div>"


def oj_blocks(paragraph: Paragraph, number: str = "") -> Iterator[str]:
    yield f'<p class="oj-normal">{number}{escape(paragraph.text)}</p>'
    yield from oj_points(paragraph.points)
    for further in paragraph.further:
        yield from oj_blocks(further)


def oj_points(points: Sequence[Point], depth: int = 0) -> Iterator[str]:
    for number, point in numbers(points, depth):
        yield '<table><col width="4%"/><col width="96%"/><tbody><tr><td valign="top">'
        yield f'<p class="oj-normal">{number}</p></td><td valign="top">'
        yield f'<p class="oj-normal">{escape(point.text)}</p>'
        yield from oj_points(point.points, depth + 1)
        yield "</td></tr></tbody></table>"


# Consolidated texts


def consolidated_page(body: str) -> bytes:
    return (
        '<html><body><div id="docHtml"><p class="disclaimer">No legal effect.</p>'
        '<p class="reference">02099R0001 — EN — 01.01.2100 — 001.001</p>'
        f'<p class="title-doc-first">REGULATION (EU) 2099/1</p>{body}</div></body></html>'
    ).encode()


def consolidated(act: Sequence[Chapter]) -> bytes:
    return consolidated_page("".join(consolidated_chapters(act)))


def consolidated_chapters(act: Sequence[Chapter]) -> Iterator[str]:
    for number, chapter, articles in numbered(act):
        yield f'<p class="title-division-1">CHAPTER {number}</p>'
        yield f'<p class="title-division-2">{escape(chapter.title)}</p>'
        for count, article in articles:
            yield '<p class="modref"><a title="32099R0007: REPLACED">▼M1</a></p>'
            yield f'<div id="art_{count}">'
            yield f'<p class="title-article-norm">Article {count}</p><div class="eli-title">'
            yield f'<p class="stitle-article-norm">{escape(article.title)}</p></div>'
            for position, paragraph in enumerate(article.paragraphs, start=1):
                number = position if article.numbered else 0
                yield from consolidated_blocks(paragraph, number)
            yield "</div>"


def consolidated_blocks(paragraph: Paragraph, number: int = 0) -> Iterator[str]:
    if number:
        yield f'<div class="norm"><span class="no-parag">{number}.  </span>'
        yield f'<div class="norm inline-element">{escape(paragraph.text)}</div></div>'
    else:
        yield f'<p class="norm">{escape(paragraph.text)}</p>'
    yield from grids(paragraph.points)
    for further in paragraph.further:
        yield from consolidated_blocks(further)


def grids(points: Sequence[Point], depth: int = 0) -> Iterator[str]:
    for number, point in numbers(points, depth):
        yield '<div class="grid-container grid-list"><div class="list grid-list-column-1">'
        yield f'<span>{number} </span></div><div class="grid-list-column-2">'
        yield f'<p class="norm">{escape(point.text)}</p>'
        yield from grids(point.points, depth + 1)
        yield "</div></div>"


# Formex


def formex_act(body: str, title: str = "<P>REGULATION (EU) 2099/1</P>") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ACT><BIB.INSTANCE><DATE ISO="20990101"/>'
        '<LG.DOC>EN</LG.DOC><NO.DOC FORMAT="YN"><YEAR>2099</YEAR><NO.CURRENT>1</NO.CURRENT>'
        f"</NO.DOC></BIB.INSTANCE><TITLE><TI>{title}</TI></TITLE>{body}</ACT>"
    ).encode()


def formex(act: Sequence[Chapter]) -> bytes:
    return formex_act(f"<ENACTING.TERMS>{''.join(formex_chapters(act))}</ENACTING.TERMS>")


def formex_chapters(act: Sequence[Chapter]) -> Iterator[str]:
    for number, chapter, articles in numbered(act):
        yield f"<DIVISION><TITLE><TI><P>CHAPTER {number}</P></TI>"
        yield f"<STI><P>{escape(chapter.title)}</P></STI></TITLE>"
        for count, article in articles:
            yield f'<ARTICLE IDENTIFIER="{count:03}"><TI.ART>Article {count}</TI.ART>'
            yield f"<STI.ART>{escape(article.title)}</STI.ART>"
            for position, paragraph in enumerate(article.paragraphs, start=1):
                blocks = "".join(alineas(paragraph))
                number_of = f"<NO.PARAG>{position}.</NO.PARAG>"
                yield f"<PARAG>{number_of}{blocks}</PARAG>" if article.numbered else blocks
            yield "</ARTICLE>"
        yield "</DIVISION>"


def alineas(paragraph: Paragraph) -> Iterator[str]:
    yield f"<ALINEA><P>{escape(paragraph.text)}</P>{formex_list(paragraph.points)}</ALINEA>"
    for further in paragraph.further:
        yield from alineas(further)


def formex_list(points: Sequence[Point], depth: int = 0) -> str:
    items = "".join(
        f"<ITEM><NP><NO.P>{number}</NO.P><TXT>{escape(point.text)}</TXT>"
        f"{formex_list(point.points, depth + 1)}</NP></ITEM>"
        for number, point in numbers(points, depth)
    )
    return f'<P><LIST TYPE="alpha">{items}</LIST></P>' if items else ""


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


# What there may be in an act

# A term in quotation marks at the very beginning would begin a quotation.
TEXT = st.lists(WORDS, max_size=6).map(lambda words: " ".join(["It", *words]) + ".")
SUBPOINTS = st.lists(st.builds(Point, TEXT), max_size=2).map(tuple)
POINTS = st.lists(st.builds(Point, TEXT, SUBPOINTS), max_size=3).map(tuple)
SIMPLE = st.builds(Paragraph, TEXT, POINTS)
FURTHER = st.lists(SIMPLE, max_size=2).map(tuple)
PARAGRAPHS = st.lists(st.builds(Paragraph, TEXT, POINTS, FURTHER), min_size=1, max_size=3)
ARTICLES = st.builds(Article, TEXT, PARAGRAPHS.map(tuple), st.booleans())
ACTS = st.lists(
    st.builds(Chapter, TEXT, st.lists(ARTICLES, min_size=1, max_size=2).map(tuple)),
    min_size=1,
    max_size=2,
)


# What to look at


def labels(document: Document, *kinds: str) -> list[str]:
    return [s.label for s in document.outline if not kinds or s.kind in kinds]


def text_of(document: Document, label: str) -> str:
    """The whole text of the one section with this label."""
    (section,) = (s for s in document.outline if s.label == label)
    return document.text[section.start : section.end]
