"""What was searched for an answer: one quiet line, and behind it every passage that was read."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.document import Citation
from qa.answer import Answer, Picked, Verdict
from ui.chat.below import below
from ui.chat.left_out import facts as facts_of
from ui.chat.markup import Markup, element, join
from ui.chat.place import Place
from ui.words import number, quoted, say, say_many

# Of a wide search only so many passages are listed, and those that are cited.
LISTED = 12
INSTANT_S = 0.05
SURE, FAIRLY_SURE = 0.75, 0.45


def making(answer: Answer) -> Markup:
    """The quiet line with what is behind it, and below it what can be done with the answer."""
    return element("footer", *searched(answer), *below(answer), class_="quiet making")


def searched(answer: Answer) -> Iterator[Markup]:
    line = " · ".join((in_short(answer), *facts_of(answer.writing)))
    yield element(
        "details",
        element("summary", line),
        *passages(answer),
        element("ul", *(element("li", fact) for fact in facts(answer)), class_="facts-of"),
        class_="searched",
    )


def in_short(answer: Answer) -> str:
    """“12 of 313 passages read in 0.2 s”."""
    return say_many(
        "{read} of {count} passage read in {time}",
        "{read} of {count} passages read in {time}",
        answer.searched.passages,
        read=number(answer.searched.read),
        time=lasted(answer.seconds.get("total", 0.0)),
    )


def lasted(seconds: float) -> str:
    if seconds < INSTANT_S:
        return say("under {seconds} s", seconds=number(0.1, 1))
    return say("{seconds} s", seconds=number(seconds, 1))


# The passages


def passages(answer: Answer) -> Iterator[Markup]:
    """The passages in the order they were read, each with why it was chosen."""
    cited = citations_by_number(answer)
    shown = [
        (at, picked)
        for at, picked in enumerate(answer.searched.picked)
        if at < LISTED or numbers_in(picked, cited)
    ]
    if shown:
        yield element("p", say("Chosen by meaning and by words, and read in this order:"))
        entries = (entry(picked, answer.generation, cited) for _, picked in shown)
        yield element("ol", *entries, class_="picked")
    if left := len(answer.searched.picked) - len(shown):
        yield element(
            "p", say_many("… and {count} more passage", "… and {count} more passages", left)
        )


def citations_by_number(answer: Answer) -> Mapping[Citation, int]:
    distinct = dict.fromkeys(c for said in answer.statements for c in said.citations)
    return {citation: at for at, citation in enumerate(distinct, start=1)}


def entry(picked: Picked, generation: int, cited: Mapping[Citation, int]) -> Markup:
    place = Place(picked.document, generation, picked.start, picked.end)
    title = [] if picked.title == picked.label else [" ", span(picked.title, "near-title")]
    reasons = " · ".join((*why(picked), *cited_as(numbers_in(picked, cited))))
    return element(
        "li",
        element("a", picked.label, href=place.fragment, class_="picked-link", dir="auto"),
        *title,
        *([" ", span(reasons, "why")] if reasons else []),
    )


def span(text: str, class_: str) -> Markup:
    return element("span", text, class_=class_, dir="auto")


def why(picked: Picked) -> Iterator[str]:
    """Why a passage was chosen, and what the reader model made of it, in words."""
    if picked.by_meaning:
        yield by_meaning(picked.by_meaning)
    if picked.by_words:
        yield by_words(picked.by_words)
    if picked.matched:
        yield say("has {terms}", terms=", ".join(map(quoted, picked.matched)))
    if picked.verdict is not Verdict.UNREAD:
        yield made_of(picked.verdict)


def by_meaning(rank: int) -> str:
    if rank == 1:
        return say("nearest in meaning")
    return say("rank {rank} by meaning", rank=number(rank))


def by_words(rank: int) -> str:
    if rank == 1:
        return say("best match of words")
    return say("rank {rank} by words", rank=number(rank))


def made_of(verdict: Verdict) -> str:
    if verdict is Verdict.ANSWERS:
        return say("reads like an answer")
    return say("near the question") if verdict is Verdict.NEAR else say("does not answer it")


def numbers_in(picked: Picked, cited: Mapping[Citation, int]) -> list[int]:
    """The numbers of the citations whose characters the passage holds."""
    return [at for citation, at in cited.items() if overlap(picked, citation)]


def cited_as(numbers: Sequence[int]) -> Iterator[str]:
    if numbers:
        yield say("cited as {numbers}", numbers=", ".join(map(number, numbers)))


def overlap(passage: Picked, citation: Citation) -> bool:
    together = passage.start < citation.end and citation.start < passage.end
    return together and passage.document == citation.document


# How it was made


def facts(answer: Answer) -> Iterator[str]:
    """From which generation, by what, how surely, and how long each step took."""
    yield say("Asked of generation {number}", number=number(answer.generation))
    yield made_by(answer)
    if any(picked.verdict is not Verdict.UNREAD for picked in answer.searched.picked):
        yield confidence(answer.confidence)
    steps = [step(name, took) for name, took in answer.seconds.items() if name != "total"]
    if steps:
        yield ", ".join(steps)


def made_by(answer: Answer) -> str:
    if answer.is_written:
        return say("Written by {model}, each sentence checked", model=answer.model)
    return say("In the documents' own words, by no language model")


def confidence(sure: float) -> str:
    """How sure it is that the documents answer the question."""
    figure = number(sure, 2)
    if sure >= SURE:
        return say("Confidence that the documents answer: high ({figure})", figure=figure)
    if sure >= FAIRLY_SURE:
        return say("Confidence that the documents answer: fair ({figure})", figure=figure)
    return say("Confidence that the documents answer: low ({figure})", figure=figure)


def step(name: str, seconds: float) -> str:
    took = lasted(seconds)
    if name == "retrieve":
        return say("Searched in {time}", time=took)
    if name == "read":
        return say("read in {time}", time=took)
    return say("written in {time}", time=took) if name == "write" else join(name, " ", took)
