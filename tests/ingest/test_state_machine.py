"""Whatever happens to files and library, in whatever order, the library holds what it must.

Twelve short histories in `make test`; STATE_MACHINE=200x50 makes it 200 of 50 steps each.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from corpus import directories
from corpus.embedding import Embedder
from corpus.errors import LibraryEmpty, PlanOutdated, RemovalRefused, SourceError
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import apply, ingest, propose
from ingest.generations import prune, rollback
from ingest.passages import cut
from ingest.plan import Plan
from ingest.sandbox import Sandbox, limits_in
from qa.chain import Desk
from qa.impact import impact
from tests.ingest.files_machine import (
    CUTTERS,
    FOLDERS,
    SENTENCES,
    SOURCES,
    TEXTS,
    WORDS,
    Files,
    Text,
)
from tests.ingest.killing import DEATHS, Death, act_and_die
from tests.ingest.model import (
    Held,
    Model,
    NothingToRead,
    Refused,
    State,
    assert_exact,
    assert_holds,
    assert_indexed,
    assert_true,
    ingested,
    moves,
    named,
    texts_of,
)
from tests.ingest.standin import StandIn

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["ingest.apply", "qa.chain", "langchain_chroma"])
EXAMPLES, STEPS = (int(n) for n in os.environ.get("STATE_MACHINE", "12x15").split("x"))

ROOTS = st.sampled_from([FOLDERS, FOLDERS, FOLDERS, ("docs",), ("more",)])


class Changes(Files):
    """Files, a library made of them, a desk that answers from it; and the model."""

    kills = True
    finds = True  # whether a sentence is sure to be found by its own words

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings(library=self.home / "library")
        self.model = Model(self.home)
        self.planned: list[tuple[Plan, State]] = []
        self.embedder = self.new_embedder()
        self.library: Library | None = None
        self.desk: Desk | None = None
        self.indexed = ""
        self.sandbox = Sandbox(limits_in(self.settings))
        self.patched = pytest.MonkeyPatch()
        self.patched.setattr("ingest.gather.readers", self.readers)

    def new_embedder(self) -> Any:
        return StandIn()

    @contextmanager
    def readers(self, _: Settings) -> Iterator[Callable[..., object]]:
        """One reading process for all the steps: to start it takes as long as all the rest."""
        yield self.sandbox.read

    def teardown(self) -> None:
        self.close()
        self.sandbox.close()
        self.patched.undo()
        super().teardown()

    @initialize(
        files=st.dictionaries(SOURCES, TEXTS, min_size=2, max_size=4),
        data=st.data(),
        generations=st.integers(1, 4),
    )
    def begin(self, files: dict[str, Text], data: st.DataObject, generations: int) -> None:
        for source, text in files.items():
            self.write(source, text)
        self.ingest(FOLDERS, allow_empty=False)
        for _ in range(1, generations):
            self.change_files_and_ingest(data, FOLDERS)

    # The library

    @rule(data=st.data())
    def change_files(self, data: st.DataObject) -> None:
        self.change(data, 1, 3)

    @rule(data=st.data(), roots=ROOTS)
    def change_files_and_ingest(self, data: st.DataObject, roots: Sequence[str]) -> None:
        self.change(data, 1, 3)
        self.ingest(roots, allow_empty=True)

    @rule(longest=st.sampled_from(CUTTERS))
    def set_the_cutter(self, longest: int) -> None:
        self.settings = self.settings.model_copy(update={"passage_chars": longest})

    def opened(self) -> Library:
        if self.library is None:
            self.library = Library.open(self.settings.library)
        return self.library

    def close(self) -> None:
        for held in (self.desk, self.library):
            if held is not None:
                held.close()
        self.desk = self.library = None
        gc.collect()

    def paths(self, roots: Sequence[str]) -> list[str]:
        return [str(self.home / root) for root in roots]

    def expected(self, roots: Sequence[str], *, allow_empty: bool) -> dict[str, Held]:
        files = {source: text and texts_of(text) for source, text in self.files.items()}
        longest = self.settings.passage_chars
        return ingested(self.model.current, files, roots, longest, allow_empty=allow_empty)

    def settle(self, state: State) -> None:
        """The library is said to hold a state now: whether it opened a generation as it should."""
        library = self.opened()
        ids = {self.model.source_of(h.origin.source): h.document for h in library.holdings()}
        state = named(state, ids)
        number = self.model.number + self.differs(state)
        self.model.generations[number] = state
        assert library.current() == number

    def differs(self, state: State) -> bool:
        """Whether a state is another than the current one, or is cut into other passages."""
        current = self.model.current
        if {s: (h.id, h.text) for s, h in state.items()} != {
            s: (h.id, h.text) for s, h in current.items()
        }:
            return True
        documents = {h.id: self.opened().document(h.id) for h in state.values()}
        return any(
            cut(documents[h.id], h.longest) != cut(documents[h.id], current[source].longest)
            for source, h in state.items()
        )

    @contextmanager
    def embeds_only_what_is_new(self) -> Iterator[None]:
        exists = bool(self.model.generations)
        known = self.opened().vector_names(self.settings.embedding) if exists else set()
        self.embedder.embedded.clear()
        yield
        texts = {p.embedded_hash: p.embedded_text for p in self.opened().passages()}
        new = [text for name, text in texts.items() if name not in known]
        assert sorted(self.embedder.embedded) == sorted(new)

    @rule(roots=ROOTS, allow_empty=st.booleans())
    def ingest(self, roots: Sequence[str], allow_empty: bool) -> None:
        def work() -> None:
            ingest(
                self.settings, self.paths(roots), allow_empty=allow_empty, embedder=self.embedder
            )

        try:
            state = self.expected(roots, allow_empty=allow_empty)
        except Refused as refused:
            wanted = SourceError if isinstance(refused, NothingToRead) else RemovalRefused
            with pytest.raises(wanted):
                work()
            return
        with self.embeds_only_what_is_new():
            work()
        self.settle(state)
        assert directories.leftovers(self.opened()) == []

    @rule(roots=ROOTS, data=st.data())
    def dry_run(self, roots: Sequence[str], data: st.DataObject) -> None:
        self.change(data, 0, 2)
        before = self.opened().vector_names(self.settings.embedding)
        try:
            state = self.expected(roots, allow_empty=True)
        except NothingToRead:
            with pytest.raises(SourceError):
                propose(self.settings, self.paths(roots))
            return
        plan = propose(self.settings, self.paths(roots)).plan
        foreseen, documents = moves(self.model.current, state), plan.documents
        assert len(documents.added) == len(foreseen.added)
        for kind in ("edited", "renamed", "removed"):
            assert {*getattr(documents, kind)} == getattr(foreseen, kind), kind
        assert plan.changes_anything == self.differs(state)
        assert self.opened().vector_names(self.settings.embedding) == before
        self.planned = [(plan, state)]

    @precondition(lambda self: self.planned)
    @rule()
    def apply_the_plan(self) -> None:
        plan, state = self.planned.pop()
        options = {"allow_empty": True, "command": "test", "embedder": self.embedder}
        if plan.base != self.model.number:
            with pytest.raises(PlanOutdated):
                apply(self.settings, plan, **options)
            return
        with self.embeds_only_what_is_new():
            apply(self.settings, plan, **options)
        self.settle(state)

    def a_generation(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from([*self.model.generations]), label="generation")

    @rule(data=st.data())
    def roll_back(self, data: st.DataObject) -> None:
        number = self.a_generation(data)
        rollback(self.settings, number)
        self.rolled_back(number)

    def rolled_back(self, number: int) -> None:
        state, newest = self.model.generations[number], self.opened().current()
        must = self.differs(state)
        # One that holds the same, of other bytes, may be opened or not.
        assert newest in ((self.model.number + 1,) if must else (self.model.number, newest))
        self.model.generations[newest] = state

    @rule(keep=st.integers(1, 3))
    def prune(self, keep: int) -> None:
        prune(self.settings, keep)
        self.model.prune(keep)
        assert directories.leftovers(self.opened()) == []

    @precondition(lambda self: self.kills)
    @rule(death=st.sampled_from(DEATHS), roots=ROOTS, data=st.data())
    def kill(self, death: Death, roots: Sequence[str], data: st.DataObject) -> None:
        self.change(data, 0, 2)
        number = self.a_generation(data) if death.act == "rollback" else 1
        given = death, self.settings, self.paths(roots), number
        process = SERVER.Process(target=act_and_die, args=given)
        process.start()
        process.join()
        killed = process.exitcode == -signal.SIGKILL
        if killed and not death.after:
            return
        if death.act == "prune":
            self.model.prune(number)
        elif death.act == "rollback":
            self.rolled_back(number)
        else:
            self.settle_unless_refused(roots, process.exitcode)

    def settle_unless_refused(self, roots: Sequence[str], exitcode: int | None) -> None:
        try:
            state = self.expected(roots, allow_empty=True)
        except Refused:
            assert exitcode == 1
        else:
            assert exitcode in (0, -signal.SIGKILL)
            self.settle(state)

    @rule(elsewhere=st.booleans())
    def restart(self, elsewhere: bool) -> None:
        self.close()
        if elsewhere:
            process = SERVER.Process(target=look, args=(self.settings, self.model))
            process.start()
            process.join()
            assert process.exitcode == 0

    # Questions

    def opened_desk(self) -> Desk:
        if self.desk is None:
            self.desk = Desk(self.settings)
            self.desk.embedder = self.embedder
        return self.desk

    @rule(sentence=st.sampled_from(SENTENCES), data=st.data(), save=st.booleans())
    def ask(self, sentence: str, data: st.DataObject, save: bool) -> None:
        as_of = data.draw(st.none() | st.sampled_from([*self.model.generations]), label="as of")
        number = self.model.number if as_of is None else as_of
        desk = self.opened_desk()
        if not self.model.generations[number]:
            with pytest.raises(LibraryEmpty):
                desk.ask(sentence, as_of=as_of)
            return
        answer = desk.ask(sentence, as_of=as_of)
        assert_true(answer, self.model, number)
        if self.finds and any(sentence in text for text in self.model.texts(number).values()):
            assert any(sentence in near.text for near in answer.nearest)
        if save:
            desk.keep(answer, as_of=as_of)
            self.model.saved[answer.id] = tuple(c for s in answer.statements for c in s.citations)

    @rule()
    def tell_what_became_of_the_answers(self) -> None:
        texts = self.model.texts(self.model.number)
        for stand in impact(self.opened()):
            assert tuple(s.old for s in stand.stands) == self.model.saved[stand.saved.id]
            for new in [s.new for s in stand.stands if s.new]:
                assert_exact(new, texts[new.document])

    # After every step

    @invariant()
    def every_generation_is_what_it_must_be(self) -> None:
        if not self.model.generations:
            return
        library = self.opened()
        assert_holds(library, self.model, WORDS)
        if self.indexed != library.generation().directory:
            assert_indexed(library)
            self.indexed = library.generation().directory


def look(settings: Settings, model: Model) -> None:
    """Check a library in a process that has never seen it."""
    with Library.open(settings.library) as library:
        assert_holds(library, model, WORDS)
        assert_indexed(library)


class Real(Embedder):
    """The real model. `embedded` are the texts that it embedded for the library."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def encode_alone(self, texts: Sequence[str]) -> Any:
        self.embedded += texts
        return super().encode_alone(texts)


class ChangesByTheRealModel(Changes):
    kills = False  # which would load the model again and again
    finds = False
    model_of_all: Real | None = None

    def new_embedder(self) -> Any:
        ChangesByTheRealModel.model_of_all = self.model_of_all or Real()
        return self.model_of_all


def run(machine: type[Changes], examples: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Of a history that fails, the shortest is wanted; of one that does not, no more.
            phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
        ),
    )


@pytest.mark.slow
def test_any_history_of_changes_leaves_a_library_that_holds_what_it_must() -> None:
    run(Changes, EXAMPLES)


@pytest.mark.slow
def test_so_it_does_by_the_real_model() -> None:
    run(ChangesByTheRealModel, max(1, EXAMPLES // 10))
