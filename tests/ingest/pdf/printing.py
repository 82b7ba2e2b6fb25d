"""PDFs with known text, printed by reportlab, and how well a text keeps to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
)

# Words of which nothing but their order matters; some long, so that lines are uneven.
SAID = (
    "the of a kite string wind harbour flyer line spool colour tail frame paper bamboo silk "
    "festival permission distance height metre weather forecast storm evening morning "
    "registration certificate inspection authority municipality application decision appeal "
    "notification maintenance responsible accompanied temporary reasonable appropriate "
    "immediately approximately which shall may must where before after within under over from"
)
WORDS = SAID.split()
NAME = "Vera"
BODY = ParagraphStyle("body", fontName=NAME, fontSize=10, leading=12.5, spaceAfter=6)
BOLD = f"{NAME}-Bold"


@dataclass(frozen=True)
class Printed:
    """A PDF and the words on it, in the order a person reads them."""

    data: bytes
    words: list[str]


@cache
def fonts() -> None:
    """Fonts that come with reportlab."""
    for name, file in ((NAME, "Vera.ttf"), (BOLD, "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, file))
    pdfmetrics.registerFontFamily(NAME, normal=NAME, bold=BOLD, italic=NAME, boldItalic=BOLD)


def sentence(random: Random, length: int = 0) -> str:
    words = random.choices(WORDS, k=length or random.randint(6, 22))
    return " ".join(words).capitalize() + "."


def passages(count: int, seed: int = 1) -> list[str]:
    """So many paragraphs of sentences that say nothing."""
    random = Random(seed)
    return [" ".join(sentence(random) for _ in range(random.randint(2, 6))) for _ in range(count)]


def printed(
    story: Sequence[Flowable],
    *,
    columns: int = 1,
    gap: float = 18,
    size: tuple[float, float] = A4,
    margin: float = 60,
    on_page: Callable[[Canvas, BaseDocTemplate], None] = lambda canvas, document: None,
    **metadata: str,
) -> bytes:
    """A story set in columns."""
    fonts()
    stream = BytesIO()
    width = (size[0] - 2 * margin - (columns - 1) * gap) / columns
    frames = [
        Frame(margin + column * (width + gap), margin, width, size[1] - 2 * margin, 0, 0, 0, 0)
        for column in range(columns)
    ]
    document = BaseDocTemplate(stream, pagesize=size, **metadata)
    document.addPageTemplates(PageTemplate("all", frames, onPage=on_page))
    document.build(list(story))
    return stream.getvalue()


def paragraphs(texts: Sequence[str], style: ParagraphStyle = BODY) -> list[Flowable]:
    fonts()
    return [Paragraph(text, style) for text in texts]


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4, **head: str) -> bytes:
    """What `draw` puts on a canvas."""
    fonts()
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, **head)
    canvas.setFont(NAME, 10)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def kept(words: Sequence[str], text: str) -> float:
    """The share of words that a text holds, in their order."""
    matcher = SequenceMatcher(None, list(words), text.split(), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)
