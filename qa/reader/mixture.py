"""What the reader learns from: which examples, in which proportion, first and then."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from corpus.document import Passage
from corpus.library import Library
from qa.reader.examples import (
    OWN,
    Example,
    held_out,
    lines,
    mined,
    own_on_acts,
    own_on_paragraphs,
    own_written,
    squad,
)
from qa.reader.nearmiss import near_misses

FILES = {
    "wiki": ("squadshifts/new_wiki_v1.0.json", "squad2_subset/train-v2.0.json"),
    "reddit": ("squadshifts/reddit_v1.0.json",),
    "amazon": ("squadshifts/amazon_reviews_v1.0.json",),
}
HEADS_KEPT = 0.5  # share of examples that are read with the head, so that both ways are learnt


@dataclass(frozen=True, slots=True)
class Sources:
    """All examples there are, before anything is made of them."""

    public: tuple[Example, ...]
    own: tuple[Example, ...]

    @property
    def learnt(self) -> list[Example]:
        return [e for e in (*self.public, *self.own) if not held_out(e)]

    @property
    def validation(self) -> list[Example]:
        return [e for e in (*self.public, *self.own) if held_out(e)]


def read_sources(data: Path, library: Library | None) -> Sources:
    """The examples under `data`, and our own; those on acts need a library that holds them."""
    public = [e for origin, files in FILES.items() for f in files for e in squad(data / f, origin)]
    own = [e for file in sorted(OWN.glob("*.jsonl")) for e in own_on_paragraphs(file, public)]
    own += [e for file in sorted((OWN / "written").glob("*.jsonl")) for e in own_written(file)]
    if library:
        for file in sorted((OWN / "acts").glob("*.jsonl")):
            act = next(lines(file))["document"]
            own += own_on_acts(file, passages_of(library, act))
    return Sources(tuple(public), tuple(own))


def passages_of(library: Library, act: str) -> list[Passage]:
    """The passages of the document whose id ends with the act's name."""
    ids = [h.document for h in library.holdings() if h.document.rsplit("/", 1)[-1] == act]
    return library.passages(documents=ids) if ids else []


def broad(sources: Sources, random: Random) -> list[Example]:
    """Every public answerable example, and beside some of them one that is not answered."""
    learnt = [e for e in sources.public if not held_out(e)]
    answerable = [e for e in learnt if e.span]
    made = [
        *answerable,
        *(e for e in learnt if e.origin == "adversarial"),
        *mined(random.sample(answerable, len(answerable) // 4), answerable),
        *near_misses(random.sample(answerable, len(answerable) // 5), random),
    ]
    return shuffled(made, random)


def fine(sources: Sources, random: Random) -> list[Example]:
    """What is answered beside near misses in like number; the few real ones, and what is asked
    of acts and of passages of our own, come twice.
    """
    learnt = [e for e in sources.public if not held_out(e)]
    own = [e for e in sources.own if not held_out(e)]
    wiki = [e for e in learnt if e.origin == "wiki"]
    other = [e for e in learnt if e.origin in ("reddit", "amazon")]
    kept = [*wiki, *random.sample(other, len(other) // 4)]
    dense = [e for e in own if e.origin.startswith(("act", "written"))]
    answered = [e for e in dense if e.span]
    made = [
        *kept,
        *own,
        *dense,
        *(e for e in learnt if e.origin == "adversarial" for _ in range(2)),
        *near_misses(random.sample(kept, len(kept) // 3), random),
        *mined(random.sample(kept, len(kept) // 6), kept),
        *mined(random.sample(answered, len(answered) // 3), answered),
    ]
    return shuffled(made, random)


def shuffled(examples: Iterable[Example], random: Random) -> list[Example]:
    """In random order; some without their head."""
    made: Sequence[Example] = [
        e if random.random() < HEADS_KEPT or e.origin.startswith("act") else replace(e, head="")
        for e in examples
    ]
    return random.sample(made, len(made))


def counted(examples: Iterable[Example]) -> dict[str, int]:
    """How many examples of each origin, for the record."""
    return dict(sorted(Counter(e.origin for e in examples).items()))
