"""The report of an evaluation as a page."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from evals.compare.comparison import Comparison
from evals.report.curves import charts
from evals.report.measured import Measured
from evals.report.page.against import compared
from evals.report.page.charts import drawing
from evals.report.page.markup import Markup, element, join
from evals.report.page.questions import every_question
from evals.report.page.summary import headline, how_made, masthead, what_went_wrong
from evals.report.page.tables import all_figures, by_part, by_step
from evals.runs.record import Evaluation
from evals.runs.scoring import TextOf

STYLE: Final = Path(__file__).parent / "look.css"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEAD: Final = (
    '<meta charset="utf-8">'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="referrer" content="no-referrer">'
    '<meta name="color-scheme" content="light dark">'
)


def report_page(
    evaluation: Evaluation,
    measures: Sequence[Measured],
    text_of: TextOf,
    comparison: Comparison | None = None,
) -> str:
    """An evaluation as one HTML file, with the passages that its citations stand in."""
    sections = [*parts(evaluation, measures, text_of, comparison)]
    title = element("title", f"{len(measures[0].records):,} questions · Footnote evaluation")
    body = join(
        masthead(evaluation),
        contents([(name, words) for name, words, _ in sections]),
        element("main", headline(evaluation, measures), *(section(*one) for one in sections)),
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>{HEAD}{title}<style>{style()}</style></head>\n'
        f"<body>{body}</body>\n</html>\n"
    )


@cache
def style() -> str:
    return STYLE.read_text(encoding="utf-8")


def parts(
    evaluation: Evaluation,
    measures: Sequence[Measured],
    text_of: TextOf,
    comparison: Comparison | None,
) -> Iterator[tuple[str, str, Markup]]:
    """The page's sections: where they are linked to, their heading, what is in them."""
    footnote = measures[0]
    if comparison:
        yield "compared", "Against the baseline", compared(comparison)
    yield "faults", "What went wrong", what_went_wrong(measures)
    drawn = (drawing(chart, number) for number, chart in enumerate(charts(measures)))
    yield "curves", "Curves", element("div", *drawn, class_="grid")
    yield "figures", "All figures", all_figures(measures)
    yield "parts", "Footnote by part", by_part(footnote, evaluation.circumstances.seed)
    yield "steps", "Seconds by step", by_step(measures)
    yield "questions", "Every question", every_question(measures, text_of)
    yield "made", "How it was made", how_made(evaluation.circumstances)


def section(name: str, words: str, content: Markup) -> Markup:
    heading = element("h2", words, id=f"{name}-heading")
    return element(
        "section", heading, content, id=name, class_=name, aria_labelledby=f"{name}-heading"
    )


def contents(sections: Sequence[tuple[str, str]]) -> Markup:
    links = (element("li", element("a", words, href=f"#{name}")) for name, words in sections)
    return element("nav", element("ul", *links), aria_label="Contents")
