"""What a library must hold, reckoned without one, in plain Python; and how it is checked."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.document import Citation, Passage, version_of
from corpus.library import Library
from corpus.vectors import MOST_ALIKE
from ingest.passages import cut
from qa.answer import Answer
from tests.ingest.digests import vectors_in_chroma

SHARE = 0.5  # of a folder's documents that an ingest removes without being asked to


@dataclass(frozen=True)
class Held:
    """A document as a generation holds it. `id` is empty where it is free to choose."""

    id: str
    root: str
    text: str
    longest: int


State = Mapping[str, Held]  # by source
Files = Mapping[str, str | None]  # by source: the text in it, None where there is none to read


class Refused(Exception):
    """Nothing is changed."""


class NothingToRead(Refused):
    """As no source can be read."""


def ingested(
    state: State, files: Files, roots: Sequence[str], longest: int, *, allow_empty: bool
) -> dict[str, Held]:
    """What the library holds after some folders were ingested. Raises Refused."""
    within = [source for root in roots for source in sorted(files) if folder_of(source) == root]
    texts = {source: text for source in within if (text := files[source]) is not None}
    after = dict(state)
    adrift = adrift_in(state, files)
    for source, text in texts.items():
        id = ""
        if source in state:
            id = state[source].id
        elif adrift[text]:
            id = after.pop(adrift[text].popleft()).id
        after[source] = Held(id, folder_of(source), text, longest)
    held = [source for source in state if state[source].root in roots]
    gone = [source for source in held if source not in files and source in after]
    if not texts and (len(within) > len(texts) or not gone):
        raise NothingToRead
    if gone and not allow_empty and (len(gone) == len(held) or len(gone) > SHARE * len(held)):
        raise Refused
    return {source: held for source, held in after.items() if source not in gone}


def folder_of(source: str) -> str:
    return source.rpartition("/")[0]


def adrift_in(state: State, files: Files) -> dict[str, deque[str]]:
    """By their text, the sources that are there no longer."""
    adrift: dict[str, deque[str]] = defaultdict(deque)
    for source in sorted(state, key=lambda source: state[source].id):
        if source not in files:
            adrift[state[source].text].append(source)
    return adrift


def named(state: State, ids: Mapping[str, str]) -> dict[str, Held]:
    """The state with the ids that a library chose where it was free to. Those must be new."""
    assert state.keys() == ids.keys()
    known = {held.id for held in state.values() if held.id}
    chosen = [ids[source] for source, held in state.items() if not held.id]
    assert len({*chosen} - known) == len(chosen)
    return {source: replace(held, id=held.id or ids[source]) for source, held in state.items()}


@dataclass(frozen=True)
class Moves:
    """Document ids by what becomes of them; the sources that are new."""

    added: frozenset[str]
    edited: frozenset[str]
    renamed: frozenset[str]
    removed: frozenset[str]


def moves(before: State, after: State) -> Moves:
    old = {held.id: (source, held.text) for source, held in before.items()}
    new = {held.id: (source, held.text) for source, held in after.items() if held.id}
    return Moves(
        added=frozenset(source for source, held in after.items() if not held.id),
        edited=frozenset(id for id in new if new[id][1] != old[id][1]),
        renamed=frozenset(
            id for id in new if new[id][1] == old[id][1] and new[id][0] != old[id][0]
        ),
        removed=frozenset(old.keys() - new.keys()),
    )


class Model:
    """Every generation that is kept, and what it holds; and what the saved answers cite."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.generations: dict[int, dict[str, Held]] = {}
        self.saved: dict[str, tuple[Citation, ...]] = {}

    @property
    def number(self) -> int:
        return max(self.generations, default=0)

    @property
    def current(self) -> dict[str, Held]:
        return self.generations.get(self.number, {})

    def prune(self, keep: int) -> None:
        for number in sorted(self.generations)[:-keep]:
            del self.generations[number]

    def texts(self, number: int) -> dict[str, str]:
        """The texts of a generation, by document id."""
        return {held.id: held.text for held in self.generations[number].values()}

    def source_of(self, name: str) -> str:
        """What the model calls a source that the library knows by its path."""
        return Path(name).relative_to(self.home).with_suffix("").as_posix()


# A library against the model


def assert_holds(library: Library, model: Model, words: Sequence[str]) -> None:
    """Every generation that is kept holds what it must, to the last passage, and no other is
    kept; whatever was cited can be read. `words` are all that stand in any text.
    """
    assert [generation.number for generation in library.generations()] == [*model.generations]
    for number in model.generations:
        assert_generation(library, model, number, words)
    assert {saved.id for saved in library.answers()} == model.saved.keys()
    for citations in model.saved.values():
        for citation in citations:
            assert_exact(citation, library.version(citation.document, citation.version).text)


def assert_generation(library: Library, model: Model, number: int, words: Sequence[str]) -> None:
    state = model.generations[number]
    holdings = library.holdings(number)
    found = {model.source_of(h.origin.source): h for h in holdings}
    assert {source: (h.document, h.version) for source, h in found.items()} == {
        source: (held.id, version_of(held.text)) for source, held in state.items()
    }
    passages: list[Passage] = []
    for source, held in sorted(state.items(), key=lambda item: item[1].id):
        document = library.document(held.id, number)
        assert document.text == held.text
        assert found[source].characters == len(held.text)
        passages += cut(document, held.longest)
        assert_whole(held.text, [p for p in passages if p.document == held.id])
        assert found[source].passages == sum(p.document == held.id for p in passages)
    assert library.passages(number) == passages
    assert library.generation(number).passages == len(passages)
    ids = {id for id, _ in library.full_text(words, number, [], 10_000)}
    assert ids == {passage.id for passage in passages}
    known = library.vector_names(library.generation(number).embedding)
    assert {passage.embedded_hash for passage in passages} <= known


def assert_whole(text: str, passages: Sequence[Passage]) -> None:
    """Passages are slices of their text, and leave nothing out but the space between."""
    rest = list(text)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        rest[passage.start : passage.end] = " " * len(passage.text)
    assert not "".join(rest).strip()


def assert_indexed(library: Library) -> None:
    """The vector directory in force holds exactly the passages, by their vectors; of very many
    that embed one text, some.
    """
    generation = library.generation()
    names = {passage.id: passage.embedded_hash for passage in library.passages()}
    recorded = library.vectors(generation.embedding, [*names.values()])
    indexed = vectors_in_chroma(library)
    alike = Counter(names[id] for id in indexed)
    assert alike == {name: min(n, MOST_ALIKE) for name, n in Counter(names.values()).items()}
    for id, vector in indexed.items():
        assert np.allclose(vector, recorded[names[id]], atol=1e-6)


def assert_exact(citation: Citation, text: str) -> None:
    assert text[citation.start : citation.end] == citation.quote
    assert citation.version == version_of(text)


def assert_true(answer: Answer, model: Model, number: int) -> None:
    """Every citation is exact, and of the one generation that was asked."""
    assert answer.generation == number
    texts = model.texts(number)
    for citation in [c for s in answer.statements for c in s.citations]:
        assert_exact(citation, texts[citation.document])
    for nearest in answer.nearest:
        assert texts[nearest.document][nearest.start : nearest.end] == nearest.text


def texts_of(parts: Iterable[str]) -> str:
    """The text that a reader finds in a file of titles and paragraphs."""
    return "\n\n".join(parts)
