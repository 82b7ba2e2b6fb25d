"""Programs ask by HTTP what people ask in the chat and at the command line, and get the same."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import httpx
import pytest

from corpus.embedding import Embedder
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.record import SavedAnswer
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from tests.model_server import ModelServer, hangs
from tests.ui.conftest import Terminal
from tests.ui.programs import PATIENCE_S, Served, served, wait_until
from ui.api.results import AnswerSaid, CheckedSaid, HitsSaid, IngestSaid, LibrarySaid
from ui.chat.visitor import Rules

QUESTION = "How long may the asylum border procedure take?"
FOLLOW_UP = "And how long does the return border procedure take?"
STATEMENT = "The asylum border procedure lasts no longer than 12 weeks from registration."


@pytest.fixture(scope="module")
def copied(shipped_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("api") / "library"
    shutil.copytree(shipped_library, copy)
    return copy


@pytest.fixture(scope="module")
def api(copied: Path) -> Iterator[Served]:
    """The application over the shipped texts."""
    with served(lambda: Desk(Settings(library=copied))) as running:
        yield running


def same_but_times(said: dict, expected: dict) -> bool:
    return {**said, "seconds": None} == {**expected, "seconds": None} and list(said) == list(
        expected
    )


# Asking


def test_an_answer_is_that_of_the_command(api: Served, copied: Path) -> None:
    said = api.post("/api/ask", {"question": QUESTION}).json()
    AnswerSaid.model_validate(said)
    assert same_but_times(said, Terminal(copied).json("ask", QUESTION))


def test_every_quote_is_the_characters_it_names(api: Served) -> None:
    said = api.post("/api/ask", {"question": QUESTION}).json()
    citations = [
        citation for statement in said["statements"] for citation in statement["citations"]
    ]
    assert citations
    for citation in citations:
        text = api.desk.open().library.document(citation["document"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_what_the_documents_do_not_say_is_an_answer(api: Served) -> None:
    said = api.post("/api/ask", {"question": "What does a litre of milk cost in Oslo?"})
    assert said.status_code == 200
    assert said.json()["outcome"] == "not_found"
    assert said.json()["nearest"]


@pytest.mark.parametrize(
    "history",
    [
        [QUESTION],
        [{"question": QUESTION}],
        [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Twelve weeks."}],
    ],
)
def test_a_follow_up_is_understood_from_what_was_asked_before(api: Served, history: list) -> None:
    alone = api.post("/api/ask", {"question": "And who decides on it?"}).json()
    said = api.post("/api/ask", {"question": "And who decides on it?", "history": history}).json()
    assert alone["standalone_question"] == "And who decides on it?"
    assert "border procedure" in said["standalone_question"]


def test_only_the_documents_that_are_named_are_asked(api: Served) -> None:
    fields = {"question": QUESTION, "documents": ["pact/glossary"]}
    said = api.post("/api/ask", fields).json()
    assert {found["document"] for found in said["nearest"]} == {"pact/glossary"}


def test_an_answer_is_kept_in_the_library(api: Served) -> None:
    question = "What is screening at the border?"
    said = api.post("/api/ask", {"question": question, "history": [QUESTION]}).json()
    kept = wait_until(lambda: in_library(api, said["id"]))
    assert kept.question == question
    assert kept.history == (QUESTION,)


def test_a_library_that_is_only_read_keeps_no_answer(copied: Path) -> None:
    with served(lambda: Desk(Settings(library=copied)), rules=Rules(read_only=True)) as running:
        asked = running.post("/api/ask", {"question": "What is the solidarity pool?"}).json()
        running.desk.close()
    with closing(Library.open(copied)) as library:
        assert asked["id"] not in [kept.id for kept in library.answers()]


def in_library(api: Served, id: str) -> SavedAnswer | None:
    found = (kept for kept in api.desk.open().library.answers() if kept.id == id)
    return next(found, None)


def test_who_goes_away_stops_the_language_model(
    copied: Path, model_server: Callable[..., ModelServer]
) -> None:
    writer = model_server(hangs("SAY: It "))
    settings = writer.settings("openai", library=copied)
    with served(lambda: Desk(settings)) as running:
        asyncio.run(ask_and_go_away(running.url, lambda: bool(writer.requests)))
        assert writer.requests[0].left.wait(PATIENCE_S)


async def ask_and_go_away(url: str, enough: Callable[[], bool]) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        asking = asyncio.ensure_future(client.post(f"{url}/api/ask", json={"question": QUESTION}))
        while not enough():
            await asyncio.sleep(0.02)
        asking.cancel()
        await asyncio.wait([asking])


def test_many_questions_at_once_are_answered_in_the_order_they_came(api: Served) -> None:
    questions = [f"What is said of Article {number}?" for number in range(1, 9)]
    answered: list[str] = []

    def ask(question: str) -> None:
        answered.append(api.post("/api/ask", {"question": question}).json()["question"])

    gate = threading.Event()
    holding = threading.Thread(target=asyncio.run, args=[hold(api, gate)])
    holding.start()
    asking = [threading.Thread(target=ask, args=[question]) for question in questions]
    for number, thread in enumerate(asking, 1):
        thread.start()
        wait_until(partial(has_waiting, api, number))
    gate.set()
    for thread in [*asking, holding]:
        thread.join()
    assert answered == questions


async def hold(api: Served, gate: threading.Event) -> None:
    """Keep everybody waiting, as a long question does."""
    await api.desk.in_turn(lambda _: gate.wait(PATIENCE_S), str)


def has_waiting(api: Served, number: int) -> bool:
    """Whether so many questions wait for their turn."""
    return api.desk._worker._work_queue.qsize() == number


# Searching and checking


def test_a_search_finds_what_the_command_finds(api: Served, copied: Path) -> None:
    said = api.post("/api/search", {"query": "border procedure", "k": 4}).json()
    HitsSaid.model_validate(said)
    assert said == Terminal(copied).json("search", "border procedure", "--k", "4")


def test_a_search_keeps_to_the_documents_that_are_named(api: Served) -> None:
    fields = {"query": "border procedure", "documents": ["pact/glossary"], "as_of": 1}
    hits = api.post("/api/search", fields).json()["hits"]
    assert {hit["document"] for hit in hits} == {"pact/glossary"}


@pytest.mark.parametrize("quote", [None, "no longer than 12 weeks from registration", "of 90 days"])
def test_a_check_says_what_the_command_says(api: Served, copied: Path, quote: str | None) -> None:
    said = api.post("/api/check", {"statement": STATEMENT, "quote": quote}).json()
    CheckedSaid.model_validate(said)
    words = ["--quote", quote] if quote else []
    assert said == Terminal(copied).json("check", STATEMENT, *words)


# Documents


def test_the_documents_are_listed_as_the_command_lists_them(api: Served, copied: Path) -> None:
    said = api.get("/api/documents").json()
    LibrarySaid.model_validate(said)
    assert said == Terminal(copied).json("library")


@pytest.fixture
def own(tmp_path: Path, embedder: Embedder) -> Callable[[], Desk]:
    """Opens a library of texts of the test's own, in `tmp_path / "texts"`."""
    settings, texts = Settings(library=tmp_path / "library"), tmp_path / "texts"
    texts.mkdir()
    (texts / "gate.md").write_text("# The gate\n\nThe gate is closed at eight.\n")
    ingest(settings, [str(texts)], embedder=embedder)

    def opener() -> Desk:
        desk = Desk(settings)
        desk.embedder = embedder
        return desk

    return opener


def test_whoever_is_elsewhere_is_told_no_path(own: Callable[[], Desk], tmp_path: Path) -> None:
    with served(own) as running:
        assert running.get("/api/documents").json()["documents"][0]["source"].startswith("/")
    (tmp_path / "texts" / "scan.pdf").write_bytes(b"%PDF-1.7 but nothing")
    with served(own, rules=Rules(shared=True)) as running:
        assert running.get("/api/documents").json()["documents"][0]["source"] == "gate.md"
        said = running.post("/api/ingest", {"dry_run": True})
        assert [one["source"] for one in said.json()["documents"]["refused"]] == ["scan.pdf"]
        assert str(tmp_path) not in said.text


# Ingesting


def test_a_plan_changes_nothing_and_an_ingest_carries_it_out(
    own: Callable[[], Desk], tmp_path: Path
) -> None:
    with served(own) as running:
        (tmp_path / "texts" / "gate.md").write_text("# The gate\n\nThe gate is closed at nine.\n")
        planned = running.post("/api/ingest", {"dry_run": True}).json()
        IngestSaid.model_validate(planned)
        assert planned["generation"] is None
        assert planned["documents"]["edited"] == ["texts/gate"]
        assert running.get("/api/documents").json()["generation"] == 1
        done = running.post("/api/ingest", {}).json()
        IngestSaid.model_validate(done)
        assert done["generation"] == 2
        answer = running.post("/api/ask", {"question": "When is the gate closed?"}).json()
        assert "nine" in answer["statements"][0]["text"]
        earlier = {"question": "When is the gate closed?", "as_of": 1}
        assert "eight" in running.post("/api/ask", earlier).json()["statements"][0]["text"]


def test_an_ingest_goes_on_when_who_asked_for_it_goes_away(
    own: Callable[[], Desk], tmp_path: Path
) -> None:
    with served(own) as running:
        (tmp_path / "texts" / "gate.md").write_text("# The gate\n\nThe gate is closed at ten.\n")
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{running.url}/api/ingest", json={}, timeout=0.01)
        wait_until(lambda: running.get("/api/documents").json()["generation"] == 2)


def test_a_second_writer_is_told_that_there_is_one(own: Callable[[], Desk], tmp_path: Path) -> None:
    with served(own) as running, sole_writer(tmp_path / "library", "footnote ingest /there"):
        refused = running.post("/api/ingest", {})
        assert refused.status_code == 409
        assert refused.json()["error"].startswith("The library is being written")


@pytest.mark.parametrize("rules", [Rules(read_only=True, uploads=False), Rules(uploads=False)])
def test_where_nothing_may_be_brought_in_nothing_is(own: Callable[[], Desk], rules: Rules) -> None:
    with served(own, rules=rules) as running:
        for fields in ({}, {"dry_run": True}):
            refused = running.post("/api/ingest", fields)
            assert refused.status_code == 403
            assert "--allow-uploads" in refused.json()["error"]
