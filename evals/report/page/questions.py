"""Every question of Footnote's run: what was said, on what it rests, and what it should have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from evals.metrics.retrieval import finds
from evals.metrics.spans import LocatedLabel, LocatedQuote, Span, parts_of, rests_on
from evals.report.excerpts import Excerpt, Piece, excerpts
from evals.report.faults import MEANINGS, Fault, explained, fault
from evals.report.measured import Measured
from evals.report.page.against import place
from evals.report.page.markup import Markup, element, join
from evals.report.page.summary import anchor
from evals.runs.record import DEPTH, Detail, Record, Scores
from evals.runs.scoring import TextOf

LONGEST: Final = 320  # characters of gold that are shown
MOST: Final = 12  # items of gold
Others = Mapping[tuple[str, str], list[tuple[str, Fault]]]
Numbered = list[tuple[int, dict[str, Any]]]


def every_question(measures: Sequence[Measured], text_of: TextOf) -> Markup:
    """The questions by what went wrong with them, the worst first."""
    footnote, *others = measures
    elsewhere: dict[tuple[str, str], list[tuple[str, Fault]]] = {}
    for one in others:
        for record in one.records:
            elsewhere.setdefault(record.key, []).append((one.pipeline, fault(record)))
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(kinds_of(footnote)))}
    groups: dict[Fault, list[Record]] = {each: [] for each in Fault}
    for record in footnote.records:
        groups[fault(record)].append(record)
    return join(
        *by_kind(kinds),
        *(group(each, some, kinds, elsewhere, text_of) for each, some in groups.items() if some),
    )


def kinds_of(footnote: Measured) -> Iterable[str]:
    return (record.kind.value for record in footnote.records)


def by_kind(kinds: Mapping[str, int]) -> Iterator[Markup]:
    """Buttons that leave one kind on the page, by the style sheet alone."""
    if len(kinds) < 2:
        return
    choices = {"all": "all", **{kind: str(number) for kind, number in kinds.items()}}
    yield element(
        "fieldset",
        element("legend", "Show the kind"),
        *(choice(kind, name) for kind, name in choices.items()),
        class_="kinds",
    )
    rules = (
        f".questions:has(#kind-{number}:checked) .question:not(.kind-{number}){{display:none}}"
        for number in kinds.values()
    )
    yield Markup(f"<style>{''.join(rules)}</style>")


def choice(kind: str, name: str) -> Markup:
    id = f"kind-{name}"
    checked = "checked" if name == "all" else ""
    radio = element("input", type="radio", name="kind", id=id, checked=checked)
    return join(radio, element("label", kind, for_=id))


def group(
    each: Fault,
    records: Sequence[Record],
    kinds: Mapping[str, int],
    elsewhere: Others,
    text_of: TextOf,
) -> Markup:
    heading = element("h3", each.value.capitalize(), element("span", f"{len(records):,}"))
    return element(
        "section",
        heading,
        element("p", MEANINGS[each], class_="quiet"),
        *(
            question(record, kinds[record.kind.value], elsewhere.get(record.key, []), text_of)
            for record in records
        ),
        id=anchor(each),
        class_="group",
    )


def question(
    record: Record, kind: int, others: Sequence[tuple[str, Fault]], text_of: TextOf
) -> Markup:
    detail = record.detail
    asked = detail.question.question if detail else record.id
    summary = element(
        "summary",
        element("span", asked, class_="asked", dir="auto", lang=record.language),
        element("span", f"{record.kind.value} · {record.id}", class_="quiet"),
    )
    # A link to a place within closed details opens them; one to the details does not.
    body = element(
        "div",
        element("p", explained(record), class_="explained"),
        *(shown(record, detail, text_of) if detail else ()),
        *beside(others),
        scores(record.scores),
        id=place(record.key),
        class_="body",
    )
    return element("details", summary, body, class_=f"question kind-{kind}")


def beside(others: Sequence[tuple[str, Fault]]) -> Iterator[Markup]:
    """What came of it in the other pipelines."""
    if others:
        names = (f"{pipeline}: {each.value}" for pipeline, each in others)
        yield element("p", " · ".join(names), class_="quiet")


def shown(record: Record, detail: Detail, text_of: TextOf) -> Iterator[Markup]:
    if detail.question.history:
        asked = (element("li", one, dir="auto") for one in detail.question.history)
        yield element("ul", *asked, class_="history", aria_label="Asked before")
    understood = detail.answer["standalone_question"]
    if understood != detail.question.question:
        yield element("p", "Understood as: ", element("bdi", understood), class_="quiet")
    yield element(
        "div",
        element("div", *said(detail, text_of), class_="said"),
        element("div", *wanted(record, detail), class_="wanted"),
        class_="pair",
    )


# What was said


def said(detail: Detail, text_of: TextOf) -> Iterator[Markup]:
    answer = detail.answer
    yield element("h4", "Answer")
    if answer["outcome"] == "not_found":
        yield element("p", "The documents do not say.", class_="refusal")
    cited = numbered(answer["statements"])
    numbers = {place_of(c): number for number, c in cited}
    yield element("ol", *(statement(one, numbers) for one in answer["statements"]))
    yield from passages(detail, cited, text_of)
    if detail.judgement:
        yield element("p", "Judged: ", element("bdi", detail.judgement), class_="quiet")


def numbered(statements: Iterable[dict[str, Any]]) -> Numbered:
    """The citations with their numbers: the same characters the same number."""
    distinct = {place_of(c): c for one in statements for c in one["citations"]}
    return list(enumerate(distinct.values(), start=1))


def place_of(citation: dict[str, Any]) -> tuple[str, int, int]:
    return citation["document"], citation["start"], citation["end"]


def statement(one: dict[str, Any], numbers: Mapping[tuple[str, int, int], int]) -> Markup:
    cited = (element("span", str(numbers[place_of(c)]), class_="cite") for c in one["citations"])
    return element(
        "li",
        element("span", *highlighted(one), dir="auto"),
        " ",
        *cited,
        *unproven(one),
    )


def unproven(one: dict[str, Any]) -> Iterator[Markup]:
    if one["support"] == "unsupported":
        yield element("span", "unsupported", class_="doubt")


def highlighted(one: dict[str, Any]) -> Iterable[str]:
    """The statement's text, the answer's own characters set apart."""
    text, (start, end) = one["text"], one["highlight"] or (0, 0)
    if not 0 <= start < end <= len(text) or (start, end) == (0, len(text)):
        return [text]
    return [text[:start], element("strong", text[start:end]), text[end:]]


def passages(detail: Detail, cited: Numbered, text_of: TextOf) -> Iterator[Markup]:
    """The passages cited, by document, with the cited characters and the gold marked."""
    gold = [place for item in detail.gold.all for place in item.places]
    for document in dict.fromkeys(c["document"] for _, c in cited):
        here = [(number, c) for number, c in cited if c["document"] == document]
        text = text_of(document, detail.answer["generation"])
        spans = [(number, Span(*place_of(c))) for number, c in here]
        found = excerpts(document, text, spans, gold if not labels_only(detail) else [])
        yield element("p", named(here), class_="source")
        yield from map(excerpt, found)
        yield from (inexact(number, c) for number, c in here if not is_exact(text, c))


def labels_only(detail: Detail) -> bool:
    """A label's gold is a whole provision: to mark all of it would mark everything."""
    return not detail.gold.quotes


def is_exact(text: str, citation: dict[str, Any]) -> bool:
    return bool(text[citation["start"] : citation["end"]] == citation["quote"])


def inexact(number: int, citation: dict[str, Any]) -> Markup:
    words = f"Citation {number} says that these characters are: “{citation['quote']}”"
    return element("p", words, class_="doubt", dir="auto")


def named(cited: Sequence[tuple[int, dict[str, Any]]]) -> str:
    """The document and the labels cited of it."""
    labels = dict.fromkeys(c["label"] for _, c in cited)
    return " · ".join(dict.fromkeys((cited[0][1]["title"], *labels)))


def excerpt(one: Excerpt) -> Markup:
    opens, closes = "… " if one.start else "", " …" if one.end < one.whole else ""
    shown = map(piece, one.pieces, (None, *one.pieces))
    return element("blockquote", opens, *shown, closes, dir="auto")


def piece(each: Piece, before: Piece | None) -> Markup:
    """Cited characters are marked, after the number of the citation that they begin."""
    begun = [n for n in each.numbers if not before or n not in before.numbers]
    text = element("span", each.text, class_="gold") if each.gold else join(each.text)
    if not each.numbers:
        return text
    return element("mark", *(element("span", str(n), class_="cite") for n in begun), text)


# What was wanted


def wanted(record: Record, detail: Detail) -> Iterator[Markup]:
    asked = detail.question
    yield element("h4", "Gold")
    if not record.answerable:
        why = f": {asked.reason.value}" if asked.reason else ""
        yield element("p", f"The documents do not say{why}.")
    cited = [Span(*place_of(c)) for one in detail.answer["statements"] for c in one["citations"]]
    parts = zip(parts_of(detail.gold.all), record.scores.ranks, strict=False)
    items = [(item, rank) for part, rank in parts for item in part]
    lines = [gold_line(item, rank, cited) for item, rank in items[:MOST]]
    yield element("ul", *lines, class_="gold-list")
    if len(items) > MOST:
        yield element("p", f"and {len(items) - MOST} more", class_="quiet")
    if detail.gold.every:
        yield element("p", "Each part is needed.", class_="quiet")
    for name, words in (("Answers", asked.answers), ("Key facts", asked.key_facts)):
        if words:
            yield element("p", f"{name}: ", element("bdi", "; ".join(words)), class_="quiet")
    for quote in detail.gold.contradicts:
        yield element("p", "Against the premise: ", element("bdi", quote.text), class_="quiet")
    if detail.gold.all:
        yield retrieved(detail)


def gold_line(item: LocatedQuote | LocatedLabel, rank: int | None, cited: Sequence[Span]) -> Markup:
    where = item.places[0].document if item.places else ""
    found = f"retrieved by rank {rank}" if rank else f"not among the first {DEPTH}"
    words = ["cited" if rests_on(cited, item) else "not cited", found]
    if item.part:
        words.insert(0, f"part {item.part}")
    return element(
        "li",
        element("span", shortened(item.text), class_="gold", dir="auto"),
        element("span", " · ".join([where, *words]), class_="quiet"),
    )


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


def retrieved(detail: Detail) -> Markup:
    """A box for each passage retrieved, those that bear on gold filled."""
    boxes = []
    bearing = []
    for rank, span in enumerate(detail.retrieved, start=1):
        bears = any(finds(span, item) for item in detail.gold.all)
        bearing += [str(rank)] if bears else []
        boxes.append(element("span", str(rank), class_="box bears" if bears else "box"))
    words = f"Gold at rank {', '.join(bearing)}" if bearing else "Gold at no rank"
    return element("p", *boxes, class_="boxes", role="img", aria_label=f"Retrieved. {words}.")


# Its scores


def scores(known: Scores) -> Markup:
    told = (
        ("confidence", f"{known.confidence:.2f}"),
        ("first right", yes_no(known.first_right)),
        ("answer right", yes_no(known.answer_right)),
        ("exact match", share(known.exact_match)),
        ("token F1", share(known.token_f1)),
        ("key facts", share(known.key_facts)),
        ("citations bearing", of(known.bearing, known.citations)),
        ("exact", of(known.exact, known.citations)),
        ("statements supported", of(known.supported, known.statements)),
        ("judged", share(known.judged)),
        ("seconds", share(known.seconds.get("total"))),
    )
    return element(
        "dl",
        *(
            element("div", element("dt", name), element("dd", value))
            for name, value in told
            if value
        ),
        class_="scores",
    )


def yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def of(some: int | None, all: int) -> str:
    return "" if some is None or not all else f"{some} of {all}"
