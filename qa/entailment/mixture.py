"""What the support model learns from: which pairs, in which proportion, first and then."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from qa.entailment.examples import beside_others, of_questions, of_texts, of_written
from qa.entailment.sources import (
    Pair,
    Text,
    acts,
    held_out,
    origin_of,
    paragraphs,
    questions,
    written,
)
from qa.reader.examples import Example

# Shares of the sentences and of the questions that are learnt from broadly.
SENTENCES = {"act": 1.0, "encyclopedia": 0.4, "web": 0.05}
ASKED = {"encyclopedia": 0.7, "web": 0.2}
FINE_SHARE = 0.2  # of what is learnt broadly, drawn anew
BESIDE_OTHERS = 0.3  # of the written pairs


@dataclass(frozen=True, slots=True)
class Sources:
    """All that pairs are made from."""

    questions: tuple[Example, ...]
    texts: tuple[Text, ...]
    written: tuple[Pair, ...]

    def part(self, validation: bool) -> "Sources":
        """What is held out, or all the rest."""
        return Sources(
            tuple(q for q in self.questions if held_out(q) == validation),
            tuple(t for t in self.texts if t.held_out == validation),
            tuple(p for p in self.written if p.held_out == validation),
        )


def read_sources(data: Path) -> Sources:
    asked = questions(data)
    texts = (*acts(data), *paragraphs(asked))
    return Sources(tuple(asked), texts, tuple(written()))


def broad(sources: Sources, random: Random, share: float = 1.0) -> list[Pair]:
    """What is made by rule: questions, acts, an encyclopedia, and a little of the web."""
    texts = [t for t in sources.texts if random.random() < share * SENTENCES[t.origin]]
    asked = [q for q in sources.questions if random.random() < share * ASKED[origin_of(q)]]
    made = [*of_texts(texts, random, true=1, false=1), *of_questions(asked, random)]
    return random.sample(made, len(made))


def broad_and_written(sources: Sources, random: Random) -> list[Pair]:
    """What is made by rule, and among it every written pair once."""
    made = [*broad(sources, random), *sources.written]
    return random.sample(made, len(made))


def fine(sources: Sources, random: Random) -> list[Pair]:
    """The written pairs and what is made of them, beside some of what is made by rule."""
    own = [*sources.written, *of_written(sources.written, random)]
    made = [*beside_others(own, random, BESIDE_OTHERS), *broad(sources, random, FINE_SHARE)]
    return random.sample(made, len(made))


def validation(sources: Sources, seed: int) -> list[Pair]:
    """Pairs of what is held out, made by the same rules."""
    kept = sources.part(validation=True)
    return [*broad(kept, Random(seed)), *kept.written]


def counted(pairs: Iterable[Pair]) -> dict[str, int]:
    """How many pairs of each origin, true and false, for the record."""
    counts = Counter(f"{p.origin}, {'true' if p.supported else 'false'}" for p in pairs)
    return dict(sorted(counts.items()))
