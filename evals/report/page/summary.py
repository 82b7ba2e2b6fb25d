"""The top of the report: the figures that matter most, what went wrong, how it was made."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from evals.compare.resampling import Interval
from evals.report.faults import MEANINGS, Fault, fault
from evals.report.measured import Measured
from evals.report.page.markup import Markup, element
from evals.runs.figures import BY_NAME, Figure, is_right
from evals.runs.record import Circumstances, Evaluation

# Each with what it means, for one who does not know its name.
HEADLINES: Final = {
    "right": "answered from the right place, or rightly refused",
    "first_right": "of the answerable, the first sentence rests on gold",
    "hit_at_5": "what is needed stands in the first five passages",
    "citation_precision": "of the citations, those that bear on gold",
    "abstention_recall": "of the questions that the documents do not answer",
    "wrongly_refused": "of the questions that they do answer; lower is better",
}


def masthead(evaluation: Evaluation) -> Markup:
    created = evaluation.circumstances.created_at
    return element(
        "header",
        element("span", "Footnote", element("sup", "1"), class_="name"),
        element("span", "evaluation", class_="quiet"),
        element("time", utc_time(created), class_="quiet when", datetime=created),
        class_="masthead",
    )


def utc_time(stamp: str) -> str:
    """“2026-07-01 14:05 UTC”: the page is read on other clocks than this machine's."""
    return f"{datetime.fromisoformat(stamp).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def headline(evaluation: Evaluation, measures: Sequence[Measured]) -> Markup:
    footnote = measures[0]
    right, of = sum(map(is_right, footnote.records)), len(footnote.records)
    return element(
        "section",
        element("h1", f"{right:,} of {of:,} questions right"),
        element("p", *asked(evaluation, measures), class_="lead"),
        element("div", *cards(measures), class_="cards"),
        element(
            "p",
            "A bar spans the 95 % interval: how far the figure may move with other questions of "
            "this sort. Where two bars hardly meet, the difference is more than chance.",
            class_="quiet",
        ),
        class_="headline",
    )


def asked(evaluation: Evaluation, measures: Sequence[Measured]) -> Iterator[str]:
    """“Sets pact and acts, asked of generation 3, answered without a language model, beside …”"""
    known = evaluation.circumstances
    sets = listed([file.name for file in known.question_files])
    yield f"Question {plural('set', len(known.question_files))} {sets}, "
    yield f"asked of generation {known.generation} of the library, answered "
    yield f"by {known.model}" if known.model else "without a language model"
    if len(measures) > 1:
        yield f", beside {listed([one.pipeline for one in measures[1:]])}"
    yield "."


def listed(names: Sequence[str]) -> str:
    """“a, b and c”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def cards(measures: Sequence[Measured]) -> Iterator[Markup]:
    for name, meaning in HEADLINES.items():
        value = measures[0].values[name]
        if value is not None:
            yield card(BY_NAME[name], meaning, value, measures)


def card(figure: Figure, meaning: str, value: float, measures: Sequence[Measured]) -> Markup:
    """One figure large, with a bar for each pipeline."""
    interval = measures[0].intervals.get(figure.name)
    rows = (
        element(
            "tr",
            element("th", one.pipeline, scope="row"),
            element("td", bar(one.values[figure.name], one.intervals.get(figure.name))),
            element("td", percent(one.values[figure.name]), class_="number"),
        )
        for one in measures
    )
    return element(
        "article",
        element("h3", figure.title),
        element("p", meaning, class_="quiet"),
        element(
            "p",
            element("strong", percent(value)),
            element("span", between(interval), class_="quiet"),
            class_="large",
        ),
        element("table", element("tbody", *rows), class_="bars"),
        class_="card",
    )


def bar(value: float | None, interval: Interval | None) -> Markup:
    """A share from 0 to 1 as a point on a line, with its interval."""
    if value is None:
        return element("span", class_="track")
    low, high = (interval.low, interval.high) if interval else (value, value)
    return element(
        "span",
        element("span", class_="span", style=f"left:{low:.1%};width:{high - low:.1%}"),
        element("span", class_="point", style=f"left:{value:.1%}"),
        class_="track",
        title=between(interval),
    )


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f} %"


def between(interval: Interval | None) -> str:
    if not interval:
        return ""
    return f"95 %: {interval.low * 100:.1f} to {interval.high * 100:.1f}"


# What went wrong


def what_went_wrong(measures: Sequence[Measured]) -> Markup:
    """How many questions of each pipeline have which fault."""
    counts = [Counter(map(fault, one.records)) for one in measures]
    met = [each for each in Fault if any(count[each] for count in counts)]
    head = element(
        "tr",
        element("th", "", scope="col"),
        *(element("th", one.pipeline, scope="col", class_="number") for one in measures),
    )
    rows = (
        element(
            "tr",
            element(
                "th",
                linked(each, counts[0][each]),
                element("span", MEANINGS[each], class_="quiet"),
                scope="row",
            ),
            *(element("td", f"{count[each]:,}", class_="number") for count in counts),
        )
        for each in met
    )
    table = element("table", element("thead", head), element("tbody", *rows))
    return element("div", table, class_="wide")


def linked(each: Fault, count: int) -> Markup:
    return element("a", each.value, href=f"#{anchor(each)}") if count else element("span", each)


def anchor(each: Fault) -> str:
    return each.name.lower().replace("_", "-")


# How it was made


def how_made(known: Circumstances) -> Markup:
    made = [
        *(
            (f"question set {file.name}", f"{file.file}, digest {file.digest[:12]}")
            for file in known.question_files
        ),
        ("library", f"generation {known.generation}, digest of its texts {known.library[:12]}"),
        ("embedding", known.embedding),
        ("language model", known.model or "none"),
        ("judge", known.judge or "none"),
        ("seed", str(known.seed)),
        ("settings", ", ".join(pairs(known.settings.items()))),
        ("versions", ", ".join(pairs(known.versions.items()))),
        ("machine", ", ".join(pairs(known.machine.items()))),
    ]
    return element("dl", *(definition(name, value) for name, value in made))


def pairs(known: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Those that are set to something."""
    return (f"{name.replace('_', ' ')} {value}" for name, value in known if value not in ("", None))


def definition(name: str, value: str) -> Markup:
    return element("div", element("dt", name), element("dd", value))
