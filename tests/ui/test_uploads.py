"""Files brought in are kept aside, looked at, and only then taken in."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.testclient import TestClient

from corpus.embedding import Embedder
from corpus.errors import UploadRefused
from corpus.settings import Settings
from ingest import staging
from ingest.apply import ingest
from qa.chain import Desk
from tests.ui.test_render import Reader
from ui.chat import desk as module
from ui.chat import planning
from ui.chat.desk import SharedDesk
from ui.chat.looking import Done, Looking
from ui.chat.proposal import ShownPlan
from ui.chat.uploads import plan_upload
from ui.chat.visitor import Rules
from ui.server.serve import application
from ui.server.uploads import taken

OWN = "http://127.0.0.1:7860"
BATCH = "ab" * 16
WASPS = "# Wasps\n\nWasps come in August.\n"


@pytest.fixture
def shared(
    settings: Settings,
    texts: Callable[..., Path],
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[SharedDesk]:
    monkeypatch.setattr(module, "STEP_S", 0.01)
    ingest(settings, [str(texts(gate="# Gate\n\nThe gate closes at eight."))], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings), settings)
    desk.open().embedder = embedder
    yield desk
    desk.close()


# The door


@pytest.fixture
def send(settings: Settings) -> Callable[..., Any]:
    """Sends a file to the whole application, over a library that does not exist."""

    def one(
        name: str,
        content: Any = b"Text.",
        rules: Rules | None = None,
        limit_mb: float = 50,
        **headers: str,
    ) -> Any:
        limited = settings.model_copy(update={"source_mb": limit_mb})
        desk = SharedDesk(lambda: Desk(limited), limited)

        async def build() -> Any:
            return application(desk, "127.0.0.1", None, rules or Rules())

        client = TestClient(asyncio.run(build()), base_url=OWN)
        sent = client.post(
            f"/upload/{BATCH}", params={"name": name}, content=content, headers=headers
        )
        desk.close()
        return sent

    return one


def waiting(settings: Settings) -> list[str]:
    folder = staging.batch_of(settings.library, BATCH)
    return [file.relative_to(folder).as_posix() for file in staging.files_in(folder)]


def test_a_file_is_kept_aside(send, settings):
    assert send("law/a.md").status_code == 204
    assert waiting(settings) == ["law/a.md"]


@pytest.mark.parametrize("name", ["../a.md", ".env", "", "sources.toml"])
def test_a_bad_name_is_refused_without_a_path(send, settings, name):
    answer = send(name)
    assert answer.status_code == 422
    assert "was not taken" in answer.text
    assert str(settings.library.parent) not in answer.text
    assert waiting(settings) == []


def test_a_large_file_is_refused_also_when_it_does_not_say_its_size(send, settings):
    announced = send("a.md", b"x" * 2_000, limit_mb=0.001)
    assert announced.status_code == 422
    assert "a.md has" in announced.text
    unannounced = (b"x" * 500 for _ in range(4))
    assert send("a.md", unannounced, limit_mb=0.001).status_code == 422
    assert waiting(settings) == []


def test_files_wait_only_as_far_as_there_is_room(send, settings, monkeypatch):
    monkeypatch.setattr(staging, "BATCHES_MB", 0.001)
    assert send("a.md", b"x" * 900).status_code == 204
    refused = send("b.md", b"x" * 900)
    assert refused.status_code == 422
    assert "wait to be looked at" in refused.text
    assert waiting(settings) == ["a.md"]


def test_files_that_come_at_once_share_the_room(settings, monkeypatch):
    monkeypatch.setattr(staging, "BATCHES_MB", 0.001)

    async def both() -> list[str]:
        begun = asyncio.Event()
        coming: dict[object, float] = {}

        async def slowly() -> Any:
            begun.set()
            await asyncio.sleep(0.2)
            return {"type": "http.request", "body": b"x" * 900}

        async def at_once() -> Any:
            return {"type": "http.request", "body": b"x" * 900}

        first = asyncio.create_task(taken(request("a.md", slowly), settings, coming))
        await begun.wait()
        with pytest.raises(UploadRefused):
            await taken(request("b.md", at_once), settings, coming)
        await first
        return list(coming)

    assert asyncio.run(both()) == []
    assert waiting(settings) == ["a.md"]


def request(name: str, receive: Any) -> Request:
    scope = {"type": "http", "method": "POST", "path": "/", "path_params": {"batch": BATCH}}
    length = (b"content-length", b"900")
    return Request(scope | {"query_string": f"name={name}".encode(), "headers": [length]}, receive)


def test_where_the_disk_is_full_it_says_so_and_nothing_is_left(send, settings, monkeypatch):
    async def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.server.uploads.filled", full)
    answer = send("a.md")
    assert answer.status_code == 422
    assert "No space left on device" in answer.text
    assert str(settings.library) not in answer.text
    assert waiting(settings) == []


def test_a_file_whose_sender_goes_away_is_not_kept(settings):
    pieces = [{"type": "http.request", "body": b"half", "more_body": True}]

    async def receive() -> Any:
        return pieces.pop() if pieces else {"type": "http.disconnect"}

    with pytest.raises(ClientDisconnect):
        asyncio.run(taken(request("a.md", receive), settings, {}))
    assert waiting(settings) == []


def test_empty_files_take_room_as_well(send, settings, monkeypatch):
    monkeypatch.setattr(staging, "BATCHES_MB", 2 * staging.LEAST / 1e6)
    assert [send(f"{n}.md", b"").status_code for n in range(3)] == [204, 204, 422]


@pytest.mark.parametrize("rules", [Rules(uploads=False), Rules(read_only=True)])
def test_there_is_no_door_where_nothing_may_be_brought_in(send, settings, rules):
    assert send("a.md", rules=rules).status_code in (404, 405)
    assert waiting(settings) == []


def test_another_site_cannot_send(send, settings):
    assert send("a.md", origin="https://evil.example").status_code == 403
    assert waiting(settings) == []


# The plan


def stage(settings: Settings, **contents: str) -> None:
    for name, text in contents.items():
        with staging.opened(settings.library, BATCH, staging.clean(f"{name}.md")) as file:
            file.write(text.encode())


def last(steps: Any) -> Any:
    async def gathered() -> list[Any]:
        return [step async for step in steps]

    return asyncio.run(gathered())[-1]


def look(shared: SharedDesk, *refused: str, rules: Rules | None = None) -> Done:
    looking = Looking(shared, rules or Rules())
    done: Done = last(plan_upload(looking, BATCH, {"refused": refused}))
    return done


def proposal_of(done: Done) -> ShownPlan:
    assert isinstance(done.proposal, ShownPlan)
    return done.proposal


def apply(shared: SharedDesk, proposal: ShownPlan) -> list[Any]:
    step: list[Any] = last(planning.carry_out(shared, proposal))
    return step


def kept(settings: Settings) -> list[str]:
    home = staging.folder_of(settings.library)
    return [file.relative_to(home).as_posix() for file in staging.files_in(home)]


def test_what_files_change_is_shown_before_anything_is_written(shared, settings):
    stage(settings, wasps=WASPS)
    done = look(shared)
    assert done.said == "1 document changed."
    assert "Wasps 1 passage" in Reader(str(proposal_of(done).shown)).text
    assert shared.open().library.current() == 1
    assert kept(settings) == [f".staged/{BATCH}/wasps.md"]


def test_applied_they_stay_and_are_asked(shared, settings):
    stage(settings, wasps=WASPS)
    _, left, said = apply(shared, proposal_of(look(shared)))
    assert said == "Done: generation 2."
    assert left is None
    assert kept(settings) == ["wasps.md"]
    answer = shared.open().ask("When do wasps come?")
    assert answer.statements[0].text == "Wasps come in August."


def test_a_newer_file_of_the_same_name_is_an_edit(shared, settings):
    stage(settings, wasps=WASPS)
    apply(shared, proposal_of(look(shared)))
    stage(settings, wasps=WASPS.replace("August", "July"))
    proposal = proposal_of(look(shared))
    assert proposal.plan.documents.edited == ("uploads/wasps",)
    apply(shared, proposal)
    assert "July" in shared.open().library.document("uploads/wasps").text


def test_left_they_are_gone(shared, settings):
    stage(settings, wasps=WASPS)
    planning.leave(shared, proposal_of(look(shared)))
    assert kept(settings) == []
    assert shared.open().library.current() == 1


def test_a_bad_file_costs_itself(shared, settings):
    stage(settings, wasps=WASPS, broken="\0\1\2\3")
    proposal = proposal_of(look(shared, "huge.pdf is larger than 50 MB."))
    text = Reader(str(proposal.shown)).text
    assert "1 document added, 2 sources refused" in text
    assert "broken.md" in text
    assert "huge.pdf is larger than 50 MB." in text
    assert str(settings.library) not in text
    assert len(proposal.plan.documents.refused) == 1
    apply(shared, proposal)
    assert kept(settings) == ["wasps.md"]


def test_a_file_that_is_known_changes_nothing(shared, settings):
    stage(settings, wasps=WASPS)
    apply(shared, proposal_of(look(shared)))
    stage(settings, wasps=WASPS)
    done = look(shared)
    assert done.said == "Nothing has changed. What was added is in the library already."


def test_files_of_an_outdated_plan_are_looked_at_again(shared, settings, texts, embedder):
    stage(settings, wasps=WASPS)
    proposal = proposal_of(look(shared))
    ingest(settings, [str(texts(shed="# Shed\n\nOpen."))], embedder=embedder)
    _, again, said = apply(shared, proposal)
    assert "has changed meanwhile" in said
    assert again.plan.base == 2
    assert apply(shared, again)[2] == "Done: generation 3."


def test_cancelled_the_library_is_as_it_was_and_the_files_wait(shared, settings, monkeypatch):
    stage(settings, wasps=WASPS)
    proposal = proposal_of(look(shared))
    steps = planning.carry_out(shared, proposal)

    async def cancelled() -> list[Any]:
        await anext(steps)
        planning.cancel(proposal)
        return [step async for step in steps][-1]

    _, left, said = asyncio.run(cancelled())
    assert said.startswith("Cancelled")
    assert left is proposal
    assert shared.open().library.current() == 1
    assert kept(settings) == [f".staged/{BATCH}/wasps.md"]
    assert apply(shared, proposal)[2] == "Done: generation 2."


def test_without_the_files_it_says_so(shared):
    assert "bring it in again" in look(shared).said


def test_where_nothing_may_be_brought_in_nothing_is_looked_at(shared, settings):
    stage(settings, wasps=WASPS)
    done = look(shared, rules=Rules(uploads=False))
    assert not isinstance(done.proposal, ShownPlan)


def test_files_make_a_library_where_there_is_none(settings, embedder, monkeypatch):
    monkeypatch.setattr(module, "STEP_S", 0.01)
    desk = SharedDesk(lambda: Desk(settings), settings)
    stage(settings, wasps=WASPS)
    proposal = proposal_of(look(desk))
    assert apply(desk, proposal)[2] == "Done: generation 1."
    assert [h.title for h in desk.open().library.holdings()] == ["Wasps"]
    desk.close()
