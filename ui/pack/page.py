"""The page that shows an evidence pack: one file, nothing that runs, nothing from elsewhere."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from qa.answer import Outcome, Support
from qa.pack import EvidencePack, PackedCitation, PackedStatement, sealed
from ui.chat.markup import Markup
from ui.pack.evidence import Numbers, definitions, numbered, rests_on
from ui.pack.markup import page_element as element
from ui.pack.markup import page_join as join

STYLE = Path(__file__).parent / "pack.css"
TITLE_CHARS = 80
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEAD = (
    '<meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="referrer" content="no-referrer">'
    '<meta name="color-scheme" content="light dark">'
)
DATA = '<script type="application/json" id="evidence-pack">'
VERDICTS = {
    Outcome.NOT_FOUND: "The documents do not say.",
    Outcome.PARTLY: "The documents answer this only in part.",
}
SUPPORTS = {
    Support.VERBATIM: "word for word",
    Support.SUPPORTED: "supported",
    Support.UNSUPPORTED: "not supported",
}


def pack_page(pack: EvidencePack) -> str:
    """The pack as one HTML file, with its JSON inside."""
    numbers = numbered(pack.statements)
    title = shortened(pack.question, TITLE_CHARS)
    head = f"{HEAD}{element('title', f'{title} · evidence pack')}<style>{style()}</style>"
    body = join(
        masthead(pack),
        element(
            "main",
            element("section", *asked(pack), *said(pack, numbers), class_="answer"),
            element(
                "div",
                *rests_on(pack, numbers),
                how_to_check(),
                how_made(pack),
                class_="evidence",
            ),
        ),
    )
    before = (
        f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body class="pack">{body}\n{DATA}'
    )
    return sealed(pack, before, "</script>\n</body>\n</html>\n")


@cache
def style() -> str:
    return STYLE.read_text(encoding="utf-8")


def masthead(pack: EvidencePack) -> Markup:
    return element(
        "header",
        element("span", "Footnote", element("sup", "1"), class_="name"),
        element("span", "evidence pack", class_="what"),
        element("time", utc_time(pack.asked_at), class_="when", datetime=pack.asked_at),
        class_="masthead",
    )


# Question and answer


def asked(pack: EvidencePack) -> Iterator[Markup]:
    if pack.history:
        earlier = (element("li", question, dir="auto") for question in pack.history)
        yield element("ul", *earlier, class_="history", aria_label="Asked before")
    yield element("h1", pack.question, dir="auto")
    if pack.standalone_question.strip() != pack.question.strip():
        understood = element("bdi", pack.standalone_question)
        yield element("p", "understood as: ", understood, class_="quiet")


def said(pack: EvidencePack, numbers: Numbers) -> Iterator[Markup]:
    if verdict := VERDICTS.get(pack.outcome):
        yield element("p", verdict, class_="verdict")
    statements = enumerate(pack.statements, start=1)
    yield element("ol", *(statement(s, place, numbers) for place, s in statements), class_="said")
    if pack.missing_terms:
        terms = [part for t in pack.missing_terms for part in (", ", element("bdi", f"“{t}”"))]
        yield element("p", "Found nowhere in them: ", *terms[1:], class_="quiet")


def statement(said: PackedStatement, place: int, numbers: Numbers) -> Markup:
    links = (
        element("a", str(numbers[c]), href=f"#c{numbers[c]}", class_="cite", aria_label=name_of(c))
        for c in said.citations
    )
    return element(
        "li",
        element("span", *highlighted(said), class_="text", dir="auto"),
        element("span", "\u00a0", *links, class_="cites"),
        element("span", SUPPORTS[said.support], class_=f"support {said.support.value}"),
        *(element("p", reason, class_="reason", dir="auto") for reason in said.reasons),
        id=f"s{place}",
    )


def name_of(citation: PackedCitation) -> str:
    return f"Citation: {citation.label}, {citation.title}"


def highlighted(said: PackedStatement) -> Iterable[str]:
    """The statement's text, the answer's own characters set apart."""
    start, end = said.highlight or (0, 0)
    if not 0 <= start < end <= len(said.text) or (start, end) == (0, len(said.text)):
        return [said.text]
    return [said.text[:start], element("strong", said.text[start:end]), said.text[end:]]


# How it was made


def how_to_check() -> Markup:
    return element(
        "section",
        element("h2", "How to check it"),
        element("p", element("code", "footnote verify FILE"), class_="command"),
        element(
            "p",
            "compares every quote with the documents as a library holds them now, judges every "
            "sentence again, and says what changed; ",
            element("code", "--source PATH"),
            " compares with files instead. All that this page shows stands as JSON at its end.",
        ),
        class_="check",
    )


def how_made(pack: EvidencePack) -> Markup:
    made = [
        ("answered by", pack.model),
        *written_by(pack),
        ("generation", generation(pack)),
        ("documents asked", ", ".join(pack.documents) or "all"),
        ("settings", settings(pack)),
        ("answer", pack.answer),
        ("packed", f"{utc_time(pack.made_at)}, by Footnote {pack.footnote}"),
        ("digest", element("code", pack.digest)),
    ]
    return element("section", element("h2", "How it was made"), definitions(made), class_="made")


def generation(pack: EvidencePack) -> str:
    return f"{pack.generation}" + (", as asked for" if pack.as_of is not None else "")


def settings(pack: EvidencePack) -> str:
    """“embedding all-MiniLM-L6-v2, passages read 12”: those that are set to something."""
    known = ((name.replace("_", " "), value) for name, value in pack.settings.items())
    return ", ".join(f"{name} {value}" for name, value in known if value not in ("", None))


def written_by(pack: EvidencePack) -> Iterator[tuple[str, str]]:
    writing = pack.writing
    if not writing:
        return
    if not pack.is_written:
        yield "language model asked", writing.model
    yield "prompts", writing.prompts
    if writing.failure:
        yield "not written by it", writing.failure
    if writing.left_out:
        yield "left out, not supported", str(writing.left_out)
    if writing.input_tokens is not None and writing.output_tokens is not None:
        yield "tokens", f"{writing.input_tokens:,} read, {writing.output_tokens:,} written"
    if writing.cost is not None:
        yield "cost", f"${writing.cost:.4f}"


def utc_time(stamp: str) -> str:
    """“2026-07-01 14:05 UTC”: the page is read on other clocks than this machine's."""
    return f"{datetime.fromisoformat(stamp).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def shortened(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rstrip() + "…"
