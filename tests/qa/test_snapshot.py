"""Generations opened for reading: followed, warmed, kept for a while, and forgotten under way."""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from unittest.mock import patch

import pytest

from corpus import vectors
from corpus.errors import EmbeddingChanged, LibraryEmpty, UnknownGeneration, VectorsDamaged
from corpus.library import Library
from corpus.settings import Settings
from corpus.vectors import VectorIndex
from ingest.apply import ingest
from ingest.generations import prune, rollback
from qa.answer import Answer
from qa.chain import Desk
from qa.snapshot import Snapshot
from tests.ingest.standin import StandIn

QUESTION = "On which day is the reception desk open?"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
Say = Callable[[str], int]


@pytest.fixture
def say(settings: Settings, tmp_path: Path) -> Say:
    """Bring the library to say a day; the number of the generation."""
    file = tmp_path / "desk.md"

    def say(day: str) -> int:
        file.write_text(f"On {day} the reception desk is open.\n")
        result = ingest(settings, [str(file)], embedder=StandIn())
        assert result.generation is not None
        return result.generation

    return say


@pytest.fixture
def desk(settings: Settings, say: Say) -> Iterator[Desk]:
    """A desk that has answered from generation 1, which says Monday."""
    say("Monday")
    with closing(open_desk(settings)) as desk:
        assert said(desk.ask(QUESTION)) == (1, "Monday")
        yield desk


def open_desk(settings: Settings, model: str | None = None) -> Desk:
    desk = Desk(settings)
    desk.embedder = StandIn(model or settings.embedding)
    return desk


def said(answer: Answer) -> tuple[int, str]:
    """The generation of an answer, and the day that it names."""
    (statement,) = answer.statements
    (citation,) = statement.citations
    assert citation.quote == statement.text
    return answer.generation, statement.text.split()[1]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the generations that are opened, in order."""
    numbers: list[int] = []

    class Counted(Snapshot):
        def __init__(self, library: Library, embedder: StandIn, number: int | None = None) -> None:
            super().__init__(library, embedder, number)
            numbers.append(self.number)

    monkeypatch.setattr("qa.chain.Snapshot", Counted)
    return numbers


@contextmanager
def refreshing(desk: Desk) -> Iterator[None]:
    """While this goes on, the desk is about to open the newest generation in the background."""
    reached, go_on = Event(), Event()
    whole = vectors.copy_sealed

    def copy_sealed(folder: Path, copy: Path) -> None:
        reached.set()
        go_on.wait()
        whole(folder, copy)

    with patch.object(vectors, "copy_sealed", copy_sealed):
        thread = Thread(target=desk.refresh)
        thread.start()
        reached.wait()
    try:
        yield
    finally:
        go_on.set()
        thread.join()


# Following


def test_the_newest_generation_is_opened_before_the_next_question(desk: Desk, say: Say) -> None:
    say("Tuesday")
    assert said(desk.ask(QUESTION)) == (2, "Tuesday")
    say("Wednesday")
    assert "Wednesday" in desk.search(QUESTION)[0].passage.text


def test_a_generation_is_opened_once(desk: Desk, say: Say, opened: list[int]) -> None:
    say("Tuesday")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(desk.ask, [QUESTION] * 16))
    assert {said(answer) for answer in answers} == {(2, "Tuesday")}
    assert opened == [2]


def test_a_rollback_is_followed_like_any_generation(
    desk: Desk, say: Say, settings: Settings
) -> None:
    say("Tuesday")
    rollback(settings, 1)
    assert said(desk.ask(QUESTION)) == (3, "Monday")


# Refreshing


def test_while_a_generation_is_opened_questions_are_answered_from_the_one_before(
    desk: Desk, say: Say
) -> None:
    say("Tuesday")
    with refreshing(desk):
        assert said(desk.ask(QUESTION)) == (1, "Monday")
        assert "Monday" in desk.search(QUESTION)[0].passage.text
    assert said(desk.ask(QUESTION)) == (2, "Tuesday")


def test_a_question_after_refreshing_opens_nothing(desk: Desk, say: Say, opened: list[int]) -> None:
    say("Tuesday")
    desk.refresh()
    assert said(desk.ask(QUESTION)) == (2, "Tuesday")
    assert opened == [2]


def test_refreshing_searches_the_new_generation_once(
    desk: Desk, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first search reads the index into memory: nobody shall wait for that."""
    say("Tuesday")
    searched: list[VectorIndex] = []
    whole = VectorIndex.search

    def search(index: VectorIndex, *arguments: object) -> object:
        searched.append(index)
        return whole(index, *arguments)

    monkeypatch.setattr(VectorIndex, "search", search)
    desk.refresh()
    assert searched == [desk.snapshot().index]


def test_refreshing_what_is_new_opens_nothing(desk: Desk, opened: list[int]) -> None:
    desk.refresh()
    assert opened == []


def test_refreshing_twice_at_once_opens_one_generation_once(
    desk: Desk, say: Say, opened: list[int]
) -> None:
    say("Tuesday")
    with refreshing(desk):
        desk.refresh()
    assert opened == [2]


def test_a_desk_that_was_asked_nothing_can_be_refreshed(settings: Settings, say: Say) -> None:
    say("Monday")
    with closing(open_desk(settings)) as desk:
        desk.refresh()
        assert said(desk.ask(QUESTION)) == (1, "Monday")


def test_an_error_while_refreshing_leaves_the_generation_before(
    desk: Desk, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.snapshot()
    say("Tuesday")

    def broken(*_: object) -> None:
        raise VectorsDamaged(folder="there", reason="it is broken")

    with monkeypatch.context() as patched:
        patched.setattr("qa.snapshot.open_index", broken)
        with pytest.raises(VectorsDamaged):
            desk.refresh()
    assert desk._snapshot is before
    assert before.index.search(desk.embedder.encode([QUESTION])[0], 1)
    desk.refresh()
    assert said(desk.ask(QUESTION)) == (2, "Tuesday")


def test_a_generation_that_could_not_be_searched_is_not_asked(
    desk: Desk, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.snapshot()
    say("Tuesday")

    def broken(*_: object) -> None:
        raise VectorsDamaged(folder="there", reason="it is broken")

    with monkeypatch.context() as patched:
        patched.setattr(VectorIndex, "search", broken)
        with pytest.raises(VectorsDamaged):
            desk.refresh()
    assert desk._snapshot is before
    assert said(desk.ask(QUESTION)) == (2, "Tuesday")


def test_a_question_while_the_old_generation_is_forgotten_is_answered_from_the_new(
    desk: Desk, say: Say, settings: Settings
) -> None:
    say("Tuesday")
    with refreshing(desk):
        prune(settings, 1)
        assert said(desk.ask(QUESTION)) == (2, "Tuesday")
    assert said(desk.ask(QUESTION)) == (2, "Tuesday")


def test_refreshing_never_leads_back(desk: Desk, say: Say, settings: Settings) -> None:
    """What a slow refresh has opened is no longer wanted when a question needed a newer one."""
    say("Tuesday")
    with refreshing(desk):
        say("Wednesday")
        prune(settings, 2)
        assert said(desk.ask(QUESTION)) == (3, "Wednesday")
        newest = desk._snapshot
    assert desk._snapshot is newest


def test_a_refresh_whose_generation_is_forgotten_under_way_opens_the_next(
    desk: Desk, say: Say, settings: Settings
) -> None:
    say("Tuesday")
    with refreshing(desk):
        say("Wednesday")
        prune(settings, 1)
    assert desk._snapshot.number == 3


# An earlier generation


def test_an_earlier_generation_is_opened_once_and_kept(
    desk: Desk, say: Say, opened: list[int]
) -> None:
    say("Tuesday")
    for _ in range(2):
        assert said(desk.ask(QUESTION, as_of=1)) == (1, "Monday")
        assert said(desk.ask(QUESTION)) == (2, "Tuesday")
    assert sorted(opened) == [1, 2]


def test_of_the_earlier_generations_the_last_one_asked_is_kept(
    desk: Desk, say: Say, opened: list[int]
) -> None:
    for day in DAYS[1:4]:
        say(day)
    for number in (1, 2, 2, 3, 2):
        assert said(desk.ask(QUESTION, as_of=number)) == (number, DAYS[number - 1])
    assert [number for number in opened if number != 4] == [2, 3, 2]


def test_the_newest_can_be_asked_by_its_number_while_it_is_opened(desk: Desk, say: Say) -> None:
    say("Tuesday")
    with refreshing(desk):
        assert said(desk.ask(QUESTION, as_of=2)) == (2, "Tuesday")


def test_an_earlier_generation_answers_when_the_newest_holds_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "desk.md").write_text("On Monday the reception desk is open.\n")
    ingest(settings, [str(folder)], embedder=StandIn())
    (folder / "desk.md").unlink()
    ingest(settings, [str(folder)], embedder=StandIn(), allow_empty=True)
    with closing(open_desk(settings)) as desk:
        assert said(desk.ask(QUESTION, as_of=1)) == (1, "Monday")
        with pytest.raises(LibraryEmpty):
            desk.ask(QUESTION)


def test_an_earlier_generation_answers_by_the_model_that_made_it(
    settings: Settings, tmp_path: Path, say: Say
) -> None:
    say("Monday")
    other = settings.model_copy(update={"embedding": "another"})
    ingest(other, [str(tmp_path / "desk.md")], embedder=StandIn("another"))
    with closing(open_desk(settings)) as desk:
        assert said(desk.ask(QUESTION, as_of=1)) == (1, "Monday")
        with pytest.raises(EmbeddingChanged):
            desk.ask(QUESTION)
    with closing(open_desk(other)) as desk, pytest.raises(EmbeddingChanged):
        desk.ask(QUESTION, as_of=1)


def test_a_generation_that_was_forgotten_is_unknown_even_when_it_is_open(
    desk: Desk, say: Say, settings: Settings
) -> None:
    say("Tuesday")
    assert said(desk.ask(QUESTION, as_of=1)) == (1, "Monday")
    prune(settings, 1)
    with pytest.raises(UnknownGeneration, match="no generation 1"):
        desk.ask(QUESTION, as_of=1)


# Overtaken under way


def overtake(
    patched: pytest.MonkeyPatch, owner: type, step: str, *acts: Callable[[], object]
) -> None:
    """Do one thing after another, each before a step of a question is taken."""
    whole, ahead = getattr(owner, step), iter(acts)

    def overtaken(*given: object) -> object:
        if act := next(ahead, None):
            act()
        return whole(*given)

    patched.setattr(owner, step, overtaken)


STEPS = pytest.mark.parametrize("step", ["_retrieve", "_read"])


@STEPS
def test_a_question_that_is_overtaken_is_answered_from_its_own_generation(
    settings: Settings, say: Say, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    say("Monday")
    overtake(monkeypatch, Desk, step, lambda: say("Tuesday"))
    with closing(open_desk(settings)) as desk:
        assert said(desk.ask(QUESTION)) == (1, "Monday")
        assert said(desk.ask(QUESTION)) == (2, "Tuesday")


@STEPS
def test_a_question_whose_generation_is_forgotten_under_way_is_asked_again(
    settings: Settings, say: Say, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    say("Monday")
    acts = [lambda day=day: say(day) and prune(settings, 1) for day in DAYS[1:3]]
    overtake(monkeypatch, Desk, step, *acts)
    with closing(open_desk(settings)) as desk:
        assert said(desk.ask(QUESTION)) == (3, "Wednesday")


def test_a_search_whose_generation_is_forgotten_under_way_is_made_again(
    desk: Desk, say: Say, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtake(monkeypatch, VectorIndex, "search", lambda: say("Tuesday") and prune(settings, 1))
    (hit,) = desk.search(QUESTION)
    assert "Tuesday" in hit.passage.text


# What is left behind


def test_the_copy_of_a_generation_goes_when_nobody_reads_it_any_longer(
    settings: Settings, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    say("Monday")
    desk = open_desk(settings)
    for day in DAYS[1:4]:
        desk.ask(QUESTION)
        say(day)
    desk.ask(QUESTION, as_of=2)
    assert len(list(copies.iterdir())) == 2
    desk.close()
    assert list(copies.iterdir()) == []


def test_warming_opens_what_the_first_question_needs(
    settings: Settings, say: Say, opened: list[int]
) -> None:
    say("Monday")
    with closing(open_desk(settings)) as desk:
        desk.warm()
        assert opened == [1]
        desk.ask(QUESTION)
    assert opened == [1]
