"""Files to read, one of each kind, made up on the spot: the same on every machine."""

import random
from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

SECTIONS = 200  # of four paragraphs each
PDF_SECTIONS = 60
WORDS = (
    "the Member State shall examine every application without delay and inform the person "
    "concerned in writing of the decision and of the reasons for it unless a longer period "
    "is laid down by the authority competent under the law of that State"
)
WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"

Sections = Sequence[tuple[str, Sequence[str]]]


def samples() -> dict[str, bytes]:
    """The files by name."""
    sections = made_up(SECTIONS)
    makers: dict[str, Callable[[Sections], str]] = {
        "sample.md": markdown,
        "sample.txt": text,
        "sample.csv": csv,
        "sample.html": html,
        "sample.oj.html": official_journal,
        "sample.fmx.xml": formex,
    }
    written = {name: make(sections).encode() for name, make in makers.items()}
    return written | {"sample.docx": docx(sections), "sample.pdf": pdf(sections[:PDF_SECTIONS])}


def made_up(count: int) -> Sections:
    """Sections with their headings and paragraphs, of words drawn by a fixed chance."""
    chance, words = random.Random(7), WORDS.split()

    def sentence() -> str:
        return " ".join(chance.choices(words, k=chance.randint(8, 30))).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(chance.randint(2, 7)))

    return [(f"Subject {n}", [paragraph() for _ in range(4)]) for n in range(1, count + 1)]


def markdown(sections: Sections) -> str:
    parts = (f"## {heading}\n\n" + "\n\n".join(words) for heading, words in sections)
    return "# Sample\n\n" + "\n\n".join(parts) + "\n"


def text(sections: Sections) -> str:
    return "\n\n".join("\n\n".join([heading, *words]) for heading, words in sections)


def csv(sections: Sections) -> str:
    rows = (
        f'{heading},{n},"{words}"' for heading, texts in sections for n, words in enumerate(texts)
    )
    return "subject,number,words\n" + "\n".join(rows) + "\n"


def html(sections: Sections) -> str:
    parts = (
        f"<h2>{heading}</h2>" + "".join(f"<p>{paragraph}</p>" for paragraph in words)
        for heading, words in sections
    )
    links = "<nav><ul>" + "<li><a href='/'>Elsewhere</a></li>" * 40 + "</ul></nav>"
    return (
        "<!DOCTYPE html><html lang=en><title>Sample</title><body>"
        f"{links}<main><h1>Sample</h1>{''.join(parts)}</main><footer>{links}</footer></body></html>"
    )


def official_journal(sections: Sections) -> str:
    articles = "".join(oj_article(n, *section) for n, section in enumerate(sections, start=1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        '<div class="eli-container"><div class="eli-main-title" id="tit_1">'
        '<p class="oj-doc-ti">REGULATION (EU) 2099/1 OF THE COUNCIL</p></div>'
        f'<div class="eli-subdivision" id="enc_1">{articles}</div></div></body></html>'
    )


def oj_article(number: int, heading: str, words: Sequence[str]) -> str:
    paragraphs = "".join(
        f'<div id="{number:03}.{n:03}"><p class="oj-normal">{n}.   {paragraph}</p></div>'
        for n, paragraph in enumerate(words, start=1)
    )
    return (
        f'<div class="eli-subdivision" id="art_{number}"><p class="oj-ti-art">Article {number}</p>'
        f'<div class="eli-title"><p class="oj-sti-art">{heading}</p></div>{paragraphs}</div>'
    )


def formex(sections: Sections) -> str:
    articles = "".join(formex_article(n, *section) for n, section in enumerate(sections, start=1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ACT><BIB.INSTANCE><DATE ISO="20990101"/>'
        '<LG.DOC>EN</LG.DOC><NO.DOC FORMAT="YN" TYPE="OJ"><YEAR>2099</YEAR><NO.CURRENT>1'
        "</NO.CURRENT></NO.DOC></BIB.INSTANCE><TITLE><TI><P>Regulation (EU) 2099/1</P></TI></TITLE>"
        f"<ENACTING.TERMS>{articles}</ENACTING.TERMS></ACT>"
    )


def formex_article(number: int, heading: str, words: Sequence[str]) -> str:
    paragraphs = "".join(
        f'<PARAG IDENTIFIER="{number:03}.{n:03}"><NO.PARAG>{n}.</NO.PARAG>'
        f"<ALINEA>{paragraph}</ALINEA></PARAG>"
        for n, paragraph in enumerate(words, start=1)
    )
    return (
        f'<ARTICLE IDENTIFIER="{number:03}"><TI.ART>Article {number}</TI.ART>'
        f"<STI.ART><P>{heading}</P></STI.ART>{paragraphs}</ARTICLE>"
    )


def docx(sections: Sections) -> bytes:
    def paragraph(words: str, properties: str = "") -> str:
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    outermost = '<w:outlineLvl w:val="0"/>'
    body = "".join(
        paragraph(heading, outermost) + "".join(map(paragraph, words))
        for heading, words in sections
    )
    part = "word/document.xml"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{relations}"/><Override PartName="/{part}" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/relationships/officeDocument" Target="{part}"/></Relationships>',
        part: f"<w:document {WORD_SPACE}><w:body>{body}</w:body></w:document>",
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def pdf(sections: Sections) -> bytes:
    styles = getSampleStyleSheet()
    file = BytesIO()
    flow = [
        Paragraph(words, styles[style])
        for heading, texts in sections
        for words, style in [(heading, "Heading2"), *((words, "BodyText") for words in texts)]
    ]
    SimpleDocTemplate(file, title="Sample", invariant=True).build(flow)
    return file.getvalue()
