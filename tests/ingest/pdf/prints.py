"""Thirteen kinds of printed pages, each with the words a person reads on them."""

from contextlib import closing
from io import BytesIO
from random import Random

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    ListFlowable,
    PageTemplate,
    Paragraph,
    Table,
)

from tests.ingest.pdf.printing import (
    BODY,
    BOLD,
    NAME,
    WORDS,
    Printed,
    drawn,
    paragraphs,
    passages,
    printed,
    sentence,
)

TITLE = ParagraphStyle("title", BODY, fontName=BOLD, fontSize=20, leading=24, spaceAfter=14)
SECTION = ParagraphStyle("section", BODY, fontName=BOLD, fontSize=14, leading=17, spaceBefore=12)
BELOW = ParagraphStyle("below", BODY, fontName=BOLD, fontSize=11, leading=14, spaceBefore=8)
JUSTIFIED = ParagraphStyle("justified", BODY, alignment=4, embeddedHyphenation=1)
CENTRED = ParagraphStyle("centred", TITLE, alignment=1)


def words(*texts: str) -> list[str]:
    return " ".join(texts).split()


def single_column() -> Printed:
    texts = passages(60)
    return Printed(printed(paragraphs(texts)), words(*texts))


def two_columns() -> Printed:
    texts = passages(90, seed=2)
    return Printed(printed(paragraphs(texts, JUSTIFIED), columns=2, gap=14), words(*texts))


def three_columns_under_a_title() -> Printed:
    """A title over the whole width, and three narrow columns under it."""
    title, texts = "The Harbour Gazette for flyers of kites", passages(22, seed=3)
    stream = BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4)
    head = Frame(50, 740, 495, 60, 0, 0, 0, 0)
    frames = [Frame(50 + 170 * column, 60, 155, 670, 0, 0, 0, 0) for column in range(3)]
    document.addPageTemplates(PageTemplate("front", [head, *frames]))
    document.build([Paragraph(title, CENTRED), FrameBreak(), *paragraphs(texts, BODY)])
    return Printed(stream.getvalue(), words(title, *texts))


def running_heads_left_and_right() -> Printed:
    """Heads that change from left to right pages, a chapter's head, and page numbers."""
    texts = passages(120, seed=4)

    def on_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        number = canvas.getPageNumber()
        canvas.setFont(NAME, 8)
        if number % 2:
            canvas.drawRightString(535, 800, f"Chapter {1 + number // 5} {number}")
        else:
            canvas.drawString(60, 800, f"{number} Handbook of kites")
        canvas.drawCentredString(297, 30, f"– {number} –")

    return Printed(printed(paragraphs(texts), on_page=on_page), words(*texts))


def hyphenated_and_justified() -> Printed:
    """Narrow justified lines, words divided at their ends."""
    divided = {
        "municipality": "mu\u00adni\u00adci\u00adpa\u00adli\u00adty",
        "registration": "re\u00adgis\u00adtra\u00adtion",
        "approximately": "ap\u00adpro\u00adxi\u00admate\u00adly",
        "notification": "no\u00adti\u00adfi\u00adca\u00adtion",
        "appropriate": "ap\u00adpro\u00adpri\u00adate",
        "responsible": "re\u00adspon\u00adsi\u00adble",
        "maintenance": "main\u00adte\u00adnance",
        "immediately": "im\u00adme\u00addi\u00adate\u00adly",
        "accompanied": "ac\u00adcom\u00adpa\u00adnied",
        "certificate": "cer\u00adti\u00adfi\u00adcate",
    }
    texts = passages(50, seed=5)
    marked = [" ".join(divided.get(word, word) for word in text.split()) for text in texts]
    return Printed(printed(paragraphs(marked, JUSTIFIED), columns=3, gap=16), words(*texts))


def headings_of_three_sizes() -> Printed:
    random, story, said = Random(6), [], []
    for style, text in [
        (TITLE, "Flying kites near airports"),
        *[
            pair
            for number in range(1, 8)
            for pair in (
                (SECTION, f"{number} {sentence(random, 4).rstrip('.')}"),
                (BODY, passages(1, seed=60 + number)[0]),
                (BELOW, f"{number}.1 {sentence(random, 6).rstrip('.')}"),
                (BODY, passages(1, seed=80 + number)[0]),
            )
        ],
    ]:
        story.append(Paragraph(text, style))
        said.append(text)
    return Printed(printed(story), words(*said))


def lists() -> Printed:
    """Bulleted and numbered lists between paragraphs."""
    random, story, said = Random(7), [], []
    for part in range(8):
        intro = sentence(random, 12).rstrip(".") + ":"
        items = [sentence(random, random.randint(4, 30)) for _ in range(5)]
        kind = "bullet" if part % 2 else "1"
        points = [Paragraph(item, BODY) for item in items]
        form = {"bulletFormat": "%s."} if kind == "1" else {}
        story += [Paragraph(intro, BODY), ListFlowable(points, bulletType=kind, **form)]
        marks = [f"{n}." if kind == "1" else "-" for n in range(1, 6)]
        said += [intro, *(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))]
    return Printed(printed(story), words(*said))


def footnotes() -> Printed:
    """Pages whose last sentence runs on over the footnotes at their bottom."""
    random = Random(8)
    lines = [" ".join(random.choices(WORDS, k=9)) for _ in range(60)]
    notes = [f"See rule {number} of the harbour on kites and wind." for number in (1, 2, 3)]

    def draw(canvas: Canvas) -> None:
        for page, note in enumerate(notes, start=1):
            for row, line in enumerate(lines[20 * page - 20 : 20 * page]):
                y = 760 - 13 * row - (20 if row >= 10 else 0)
                canvas.setFont(NAME, 10)
                canvas.drawString(72, y, line + "." * (row == 9))
                if row == 3:
                    canvas.setFont(NAME, 6)
                    canvas.drawString(72 + canvas.stringWidth(line, NAME, 10), y + 4, f"{page}")
            canvas.setFont(NAME, 5)
            canvas.drawString(72, 90, f"{page}")
            canvas.setFont(NAME, 8)
            canvas.drawString(77, 87, note)
            canvas.showPage()

    first, second, third = (words(*lines[20 * page : 20 * page + 20]) for page in range(3))
    for page in (first, second, third):
        page[89] += "."
    marked = [words(f"({number}) {note}") for number, note in enumerate(notes, start=1)]
    # A footnote stands before the paragraph that goes on on the next page.
    said = [*first[:90], *marked[0], *first[90:], *second[:90], *marked[1], *second[90:]]
    return Printed(drawn(draw), [*said, *third, *marked[2]])


def sideways_page() -> Printed:
    """Wide pages printed sideways on upright paper."""
    texts = passages(14, seed=9)

    def on_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setPageSize(A4)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)

    return Printed(printed(paragraphs(texts), size=landscape(A4), on_page=on_page), words(*texts))


def turned_page() -> Printed:
    """The same pages, which the file tells a viewer to turn."""
    sideways = sideways_page()
    stream = BytesIO()
    with closing(pdfium.PdfDocument(sideways.data)) as pdf:
        for page in pdf:
            page.set_rotation(90)
        pdf.save(stream)
    return Printed(stream.getvalue(), sideways.words)


def accents_and_ligatures() -> Printed:
    """Latin letters with accents, typographic signs, and single signs for fi and fl."""
    texts = [
        "L’élève a reçu “son œuvre” à Ærøskøbing, près du château où naît l’été.",
        "Größe, Maß und façade: naïve coöperation – señor Ñandú did not smile — he grinned…",
        "The of\ufb01cial \ufb02ag of a \ufb01ne ship, in Łeba or Žilina, for £5 or €10 at 20 °C.",
        "¿Qué? § 7 says ½ ± 3 µm and «no more».",
    ] * 6
    plain = [text.replace("\ufb01", "fi").replace("\ufb02", "fl") for text in texts]
    return Printed(printed(paragraphs(texts)), words(*plain))


def greek_and_cyrillic() -> Printed:
    """Other alphabets, in a font that every reader of PDF knows."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    texts = ["Ο αέρας του λιμανιού", "Ветер над гаванью и змей", "Ανεμος και χαρταετος"]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("HeiseiMin-W3", 12)
        for row, text in enumerate(texts):
            canvas.drawString(72, 700 - 40 * row, text)

    return Printed(drawn(draw), words(*texts))


def a_table_between_paragraphs() -> Printed:
    rows = [["State", "Kites", "Strings", "Share"]]
    rows += [[f"Country {n}", f"{n * 137}", f"{n * 13}.5", f"{n} %"] for n in range(1, 15)]
    before, after = passages(4, seed=11), passages(4, seed=12)
    table = Table(rows, colWidths=[150, 90, 90, 70], style=[("FONTNAME", (0, 0), (-1, -1), NAME)])
    story = [*paragraphs(before), table, *paragraphs(after)]
    said = words(*before, *(" | ".join(row) for row in rows), *after)
    return Printed(printed(story), said)


PRINTS = (
    single_column,
    two_columns,
    three_columns_under_a_title,
    running_heads_left_and_right,
    hyphenated_and_justified,
    headings_of_three_sizes,
    lists,
    footnotes,
    sideways_page,
    turned_page,
    accents_and_ligatures,
    greek_and_cyrillic,
    a_table_between_paragraphs,
)
