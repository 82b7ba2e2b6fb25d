"""A document is deleted after a question, stays out, and comes back when it is wished for."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Metadata
from corpus.embedding import Embedder
from corpus.record import Generation, Holding, Origin
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.plan import LeftOut
from qa.chain import Desk
from tests.ui.test_render import Reader
from ui.chat import desk as module
from ui.chat import planning, shelf
from ui.chat.acts import perform
from ui.chat.desk import SharedDesk
from ui.chat.kinds import folder_of, kind_of
from ui.chat.library_pane import May, Shelf, library
from ui.chat.looking import Done, Looking
from ui.chat.proposal import ShownPlan
from ui.chat.visitor import Rules, Visitor

GATE = "texts/gate"
QUESTION = "When does the gate close?"


@pytest.fixture
def folder(texts: Callable[..., Path]) -> Path:
    return texts(gate="# Gate\n\nThe gate closes at eight.", shed="# Shed\n\nThe shed is open.")


@pytest.fixture
def shared(
    settings: Settings, folder: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SharedDesk]:
    monkeypatch.setattr(module, "STEP_S", 0.01)
    ingest(settings, [str(folder)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings), settings)
    desk.open().embedder = embedder
    yield desk
    desk.close()


def press(looking: Looking, act: str) -> Done:
    """What pressing a button of a page comes to."""
    name, _, arg = act.partition("/")

    async def steps() -> list[Done]:
        sent = json.dumps({"act": name, "arg": arg, "fields": {}})
        return [step async for step in perform(looking, sent)]

    return asyncio.run(steps())[-1]


def page(shared: SharedDesk, rules: Rules | None = None, owner: str = "") -> Reader:
    return Reader(str(shelf.page(Looking(shared, rules or Rules(), Visitor(owner)))))


def held(shared: SharedDesk) -> list[str]:
    return [h.document for h in shared.open().library.holdings()]


def check(shared: SharedDesk) -> Any:
    async def steps() -> list[Any]:
        return [step async for step in planning.check(shared)]

    return asyncio.run(steps())[-1]


def test_it_asks_first_and_says_what_it_means(shared):
    desk = shared.open()
    desk.keep(desk.ask(QUESTION))
    shown = page(shared)
    assert "Its 1 passage is asked no longer" in shown.text
    assert "1 saved answer rests on it" in shown.text
    assert ("value", f"delete/{GATE}") in shown.attributes


def test_deleted_it_is_asked_no_longer_and_its_file_stays(shared, folder):
    done = press(Looking(shared), f"delete/{GATE}")
    assert done.said == "Deleted: Gate."
    assert held(shared) == ["texts/shed"]
    assert shared.open().ask(QUESTION).outcome == "not_found"
    assert (folder / "gate.md").exists()


def test_answers_that_rested_on_it_are_told(shared):
    desk = shared.open()
    desk.keep(desk.ask(QUESTION))
    press(Looking(shared), f"delete/{GATE}")
    assert "1 answer rests on words that are not as they were" in page(shared).text


def test_looking_for_changes_does_not_bring_it_back(shared):
    press(Looking(shared), f"delete/{GATE}")
    assert check(shared)[3] == "Nothing has changed."
    assert "Left out" in page(shared).text


def test_undoing_it_brings_it_back(shared):
    done = press(Looking(shared), f"delete/{GATE}")
    assert ("value", "go-back/1") in Reader(str(done.work)).attributes
    press(Looking(shared), "go-back/1")
    assert held(shared) == [GATE, "texts/shed"]
    assert "Left out" not in page(shared).text
    assert check(shared)[3] == "Nothing has changed."


def test_it_is_taken_in_again_after_a_look(shared):
    press(Looking(shared), f"delete/{GATE}")
    done = press(Looking(shared), f"take-in/{GATE}")
    assert isinstance(done.proposal, ShownPlan)
    assert held(shared) == ["texts/shed"]

    async def apply() -> list[Any]:
        return [step async for step in planning.carry_out(shared, done.proposal)]

    assert asyncio.run(apply())[-1][2] == "Done: generation 3."
    assert held(shared) == [GATE, "texts/shed"]


def test_all_can_be_deleted(shared):
    for document in held(shared):
        press(Looking(shared), f"delete/{document}")
    shown = page(shared).text
    assert "holds no texts" in shown
    assert "Take in again" in shown


@pytest.mark.parametrize("document", ["texts/attic", "", "../gate"])
def test_what_is_not_there_cannot_be_deleted(shared, document):
    done = press(Looking(shared), f"delete/{document}")
    assert "done" not in str(done.work)
    assert shared.open().library.current() == 1


def test_where_nothing_may_be_written_nothing_of_it_is_there(shared):
    rules = Rules(read_only=True)
    shown = page(shared, rules)
    for word in ("Delete", "Add files", "Take in again"):
        assert word not in shown.text
    assert "only for reading" in press(Looking(shared, rules), f"delete/{GATE}").said
    assert shared.open().library.current() == 1


def test_where_files_cannot_be_added_it_says_why(shared):
    shown = page(shared, Rules(uploads=False))
    assert "footnote chat --allow-uploads" in shown.text
    assert "Add files" not in shown.text


def test_where_a_file_lies_is_told_at_home_alone(shared, folder):
    where = ("title", str(folder / "gate.md"))
    assert where in page(shared).attributes
    assert where not in page(shared, owner="browser:1").attributes
    assert str(folder) not in page(shared, owner="browser:1").text


def test_nobody_sees_how_many_answers_of_another_rest_on_it(shared):
    desk = shared.open()
    desk.keep(desk.ask(QUESTION))
    assert "1 saved answer rests on it" not in page(shared, owner="browser:1").text


# The list


def holding(document: str, source: str, root: str = "", identifier: str = "") -> Holding:
    meta = Metadata(identifier=identifier)
    return Holding(document, document, "ab" * 16, Origin(source, root), meta, 90, 4, 1)


def shown(*holdings: Holding, left: tuple[LeftOut, ...] = ()) -> Reader:
    generation = Generation(2, "2026-11-23T10:00:00+00:00", "footnote ingest", "m", 3, "v", 4, {})
    return Reader(str(library(Shelf(generation, holdings, left), May())))


def test_few_documents_stand_in_one_list():
    read = shown(holding("a", "/x/a.md", "/x"), holding("b", "/y/b.md", "/y"))
    assert "folder" not in [value for name, value in read.attributes if name == "class"]
    assert ("type", "search") not in read.attributes


def test_many_are_grouped_by_folder_and_can_be_looked_through():
    read = shown(*(holding(f"d{n}", f"/x/{n % 2}/d{n}.md", "/x") for n in range(20)))
    assert "x/0 10 documents" in read.text
    assert "x/1 10 documents" in read.text
    assert ("type", "search") in read.attributes


@pytest.mark.parametrize(
    ("source", "root", "folder"),
    [
        ("/home/a/texts/gate.md", "/home/a/texts", "texts"),
        ("/home/a/texts/law/gate.md", "/home/a/texts", "texts/law"),
        ("/home/a/gate.md", "", ""),
        ("shipped:pact/factsheet.md", "shipped:pact", "pact"),
        ("/elsewhere/gate.md", "/home/a/texts", "texts"),
    ],
)
def test_a_folder_is_named_from_the_one_that_was_read(source, root, folder):
    assert folder_of(holding("d", source, root)) == folder


@pytest.mark.parametrize(
    ("source", "identifier", "kind"),
    [
        ("/x/a.PDF", "", "PDF"),
        ("/x/a.html", "", "Web page"),
        ("/x/a.md", "32024R1351", "EU law"),
        ("/x/a.html", "02016R0679-20160504", "EU law"),
        ("/x/a.md", "footnote:pact-overview", "Markdown"),
        ("/x/LICENSE", "", ""),
    ],
)
def test_a_kind_is_told_by_what_a_document_is_of(source, identifier, kind):
    assert kind_of(holding("d", source, identifier=identifier)) == kind
