"""The library's page: a plan is shown before anything is written, then carried out as shown."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.gather import Progress
from qa import chain
from qa.chain import Desk
from qa.snapshot import Snapshot
from tests.ui.test_render import Reader
from ui.chat import desk as module
from ui.chat import planning, shelf
from ui.chat.desk import SharedDesk
from ui.chat.looking import Looking
from ui.chat.proposal import ShownPlan

QUESTION = "When does the gate close?"


@pytest.fixture
def shared(
    settings: Settings,
    texts: Callable[..., Path],
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[SharedDesk]:
    monkeypatch.setattr(module, "STEP_S", 0.01)
    folder = texts(gate="The gate closes at eight.", shed="The shed is open.")
    ingest(settings, [str(folder)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().embedder = embedder
    desk.open().ask(QUESTION)
    yield desk
    desk.close()


def steps_of(steps: Any) -> list[list[Any]]:
    async def gathered() -> list[list[Any]]:
        return [step async for step in steps]

    return asyncio.run(gathered())


def look(shared: SharedDesk) -> ShownPlan:
    *_, last = steps_of(planning.check(shared))
    proposal = last[1]
    assert isinstance(proposal, ShownPlan)
    return proposal


def carry_out(shared: SharedDesk, proposal: ShownPlan, **options: bool) -> tuple[str, Any, str]:
    *_, (work, left, status) = steps_of(planning.carry_out(shared, proposal, **options))
    return Reader(work).text, left, status


def test_looking_writes_nothing(
    shared: SharedDesk, settings: Settings, texts: Callable[..., Path]
) -> None:
    texts(gate="The gate closes at nine.")
    before = files(settings.library)
    first, *_, last = steps_of(planning.check(shared))
    assert first[3] == "Reading the sources…"
    assert "old: eightnew: nine" in Reader(last[1].shown).text
    assert last[3] == "1 document changed."
    assert shared.open().library.current() == 1
    assert files(settings.library) == before


def files(folder: Path) -> dict[Path, bytes]:
    """Everything in a folder, but what SQLite needs for reading."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".db-shm")
    return {file: file.read_bytes() for file in found}


def test_the_first_question_after_it_is_done_is_answered_from_the_new_generation(
    shared: SharedDesk, texts: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    class Watched(Snapshot):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            opened.append(self.number)

    monkeypatch.setattr(chain, "Snapshot", Watched)
    texts(gate="The gate closes at nine.")
    said, left, status = carry_out(shared, look(shared))
    assert opened == [2]
    assert said == status == "Done: generation 2."
    assert left is None
    answer = shared.open().ask(QUESTION)
    assert (answer.generation, answer.statements[0].text) == (2, "The gate closes at nine.")
    assert shared.open().library.generation().command == "footnote chat"


def test_exactly_what_was_looked_at_is_carried_out(
    shared: SharedDesk, texts: Callable[..., Path]
) -> None:
    texts(gate="The gate closes at nine.")
    proposal = look(shared)
    texts(gate="The gate closes at ten.")
    carry_out(shared, proposal)
    assert shared.open().library.document("texts/gate").text == "The gate closes at nine."


def test_an_outdated_plan_is_dropped(
    shared: SharedDesk, settings: Settings, texts: Callable[..., Path], embedder: Embedder
) -> None:
    folder = texts(gate="The gate closes at nine.")
    proposal = look(shared)
    ingest(settings, [str(folder)], embedder=embedder)
    said, left, _ = carry_out(shared, proposal)
    assert "look at a new plan" in said
    assert left is None


def test_a_removal_that_would_be_refused_is_asked_for_twice(
    shared: SharedDesk, texts: Callable[..., Path]
) -> None:
    folder = texts(other="Something else.")
    (folder / "gate.md").unlink()
    (folder / "shed.md").unlink()
    *_, last = steps_of(planning.check(shared))
    assert last[2]["value"] == "Apply, and remove 2 documents"
    assert "2 of the 2 documents" in Reader(last[1].shown).text
    said, left, _ = carry_out(shared, last[1])
    assert "2 of the 2 documents" in said
    assert left == last[1]
    said, _, _ = carry_out(shared, last[1], allow_empty=True)
    assert said == "Done: generation 2."


def test_a_library_may_be_emptied_and_then_says_so(
    shared: SharedDesk, texts: Callable[..., Path]
) -> None:
    for file in texts().iterdir():
        file.unlink()
    said, _, _ = carry_out(shared, look(shared), allow_empty=True)
    assert said == "Done: generation 2."
    page = Reader(shelf.page(Looking(shared))).text
    assert "holds no texts" in page
    *_, last = steps_of(planning.check(shared))
    assert "holds no texts" in Reader(last[0]).text


def test_what_cannot_be_read_is_shown_though_nothing_changed(
    shared: SharedDesk, texts: Callable[..., Path]
) -> None:
    (texts() / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    proposal = look(shared)
    assert "bad.pdf" in Reader(proposal.shown).text
    assert ("class", "plan same") in Reader(proposal.shown).attributes


def test_where_nothing_changed_there_is_no_plan(shared: SharedDesk) -> None:
    *_, last = steps_of(planning.check(shared))
    assert last[1] is None
    assert Reader(last[0]).text == last[3] == "Nothing has changed."


def test_how_far_it_is_counts_passages() -> None:
    (work, *_) = planning.embedding(Progress("embed", 64, 340))
    assert Reader(work).text == "Embedding: 64 of 340 passages"


def test_without_a_library_looking_says_how_to_make_one(settings: Settings) -> None:
    desk = SharedDesk(lambda: Desk(settings))
    *_, last = steps_of(planning.check(desk))
    desk.close()
    assert "There is no library" in Reader(last[0]).text


def test_a_page_that_is_not_open_is_not_replaced(shared: SharedDesk) -> None:
    elsewhere = planning.page_again(Looking(shared, opened="#saved/a1"))
    assert elsewhere["__type__"] == "update"
    assert "value" not in elsewhere
    assert "The documents" in Reader(planning.page_again(Looking(shared, opened="#library"))).text


def test_old_answers_are_told_of_as_soon_as_the_library_changed(
    shared: SharedDesk, texts: Callable[..., Path]
) -> None:
    desk = shared.open()
    desk.keep(desk.ask(QUESTION))
    for _ in range(2):
        assert "words that are not as they were" not in shelf.page(Looking(shared))
    texts(gate="The gate closes at nine.")
    carry_out(shared, look(shared))
    with Library.open(desk.library.folder) as library:
        assert library.current() == 2
    assert "words that are not as they were" in Reader(shelf.page(Looking(shared))).text


def test_evaluation_questions_that_a_change_touches_are_listed(
    shared: SharedDesk,
    texts: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    questions = tmp_path / "gates.yaml"
    questions.write_text(
        "name: gates\n"
        "questions:\n"
        '- {id: g1, question: "When is it shut?", kind: fact, split: dev, answers: [eight],\n'
        "   quotes: [{document: texts/gate, text: The gate closes at eight.}]}\n"
        '- {id: g2, question: "How is the shed?", kind: fact, split: dev, answers: [open],\n'
        "   quotes: [{document: texts/shed, text: The shed is open.}]}\n"
    )
    monkeypatch.setattr("evals.impact.default_questions", lambda: (questions,))
    assert "evaluation question" not in shelf.page(Looking(shared))
    texts(gate="The gate closes at nine.")
    carry_out(shared, look(shared))
    shown = Reader(shelf.page(Looking(shared))).text
    assert "1 evaluation question rests on words that changed since generation 1" in shown
    assert "When is it shut?the source changed" in shown
    assert "How is the shed?" not in shown
