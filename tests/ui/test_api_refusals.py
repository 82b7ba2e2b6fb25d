"""What programs are refused: with the right status, one sentence, and nothing of the inside."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import Embedder
from corpus.errors import BadField, UnknownAnswer
from corpus.settings import Settings
from ingest.apply import ingest
from qa.answer import Answer
from qa.chain import Desk
from tests.ui.programs import Served, served, wait_until
from ui.api import programs, refusals
from ui.api.results import AnswerSaid, RefusalSaid
from ui.api.wishes import (
    MOST_CHARS,
    MOST_DOCUMENTS,
    MOST_EARLIER,
    AskWish,
    CheckWish,
    IngestWish,
    SearchWish,
    wish_from,
)
from ui.chat.visitor import Rules
from ui.server.limits import Budget

LOGIN = ("reader", "secret")
ROUTES = [
    ("POST", "/api/ask"),
    ("POST", "/api/search"),
    ("POST", "/api/check"),
    ("POST", "/api/ingest"),
    ("GET", "/api/documents"),
    ("GET", "/api/openapi.json"),
]
ASK = {"question": "When is the gate closed?"}
BAD = [
    ("ask", {}, "question"),
    ("ask", {"question": 7}, "question"),
    ("ask", {"question": None}, "question"),
    ("ask", {"question": "x" * (MOST_CHARS + 1)}, "question"),
    ("ask", {"question": "Half a pair: \ud800"}, "question"),
    ("ask", {"quesion": "When?"}, "quesion"),
    ("ask", ASK | {"other": True}, "other"),
    ("ask", ASK | {"history": "earlier"}, "history"),
    ("ask", ASK | {"history": [{"answer": "x"}]}, "history"),
    ("ask", ASK | {"history": ["x"] * (MOST_EARLIER + 1)}, "history"),
    ("ask", ASK | {"documents": "gate"}, "documents"),
    ("ask", ASK | {"documents": [1]}, "documents"),
    ("ask", ASK | {"documents": ["x"] * (MOST_DOCUMENTS + 1)}, "documents"),
    ("ask", ASK | {"as_of": 0}, "as_of"),
    ("ask", ASK | {"as_of": "1"}, "as_of"),
    ("ask", ASK | {"as_of": 2**63}, "as_of"),
    ("ask", ASK | {"as_of": True}, "as_of"),
    ("search", {"query": "gate", "k": 0}, "k"),
    ("search", {"query": "gate", "k": 101}, "k"),
    ("search", {"query": "gate", "k": "3"}, "k"),
    ("search", {"query": "gate", "history": []}, "history"),
    ("check", {"quote": "gate"}, "statement"),
    ("check", {"statement": "It is.", "quote": 1}, "quote"),
    ("ingest", {"dry_run": "yes"}, "dry_run"),
    ("ingest", {"sources": ["/etc"]}, "sources"),
    ("ingest", {"allow_empty": True}, "allow_empty"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A small library of a text of its own."""
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "gate.md").write_text("# The gate\n\nThe gate is closed at eight.\n")
    ingest(Settings(library=folder / "library"), [str(folder / "gate.md")], embedder=embedder)
    return folder / "library"


@pytest.fixture(scope="module")
def opener(library: Path, embedder: Embedder) -> Callable[[], Desk]:
    def open_desk() -> Desk:
        desk = Desk(Settings(library=library))
        desk.embedder = embedder
        return desk

    return open_desk


@pytest.fixture(scope="module")
def api(opener: Callable[[], Desk]) -> Iterator[Served]:
    with served(opener) as running:
        yield running


@pytest.fixture(scope="module")
def behind_login(opener: Callable[[], Desk]) -> Iterator[Served]:
    """For those who know the password: whoever guesses is slowed down, here all from one place."""
    with served(opener, LOGIN, Rules(uploads=False)) as running:
        yield running


@pytest.fixture
def guessed_at(opener: Callable[[], Desk]) -> Iterator[Served]:
    with served(opener, LOGIN, Rules(uploads=False)) as running:
        yield running


def refused(response: httpx.Response, status: int) -> dict:
    """What a refusal says, in the shape that all have."""
    assert response.status_code == status, response.text
    said = response.json()
    RefusalSaid.model_validate(said)
    assert "Traceback" not in response.text
    assert response.headers["cache-control"] == "no-store"
    return said


# What is wrong with a request


@pytest.mark.parametrize(("route", "fields", "field"), BAD)
def test_the_field_that_is_wrong_is_named(
    api: Served, route: str, fields: dict, field: str
) -> None:
    said = refused(api.post(f"/api/{route}", fields), 400)
    assert said["field"] == field
    assert f"“{field}”" in said["error"]


@pytest.mark.parametrize(
    "sent", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"ask"', b"[1]", rb'{"\ud800": 1}']
)
def test_what_is_no_json_object_is_refused(api: Served, sent: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = httpx.post(f"{api.url}/api/ask", content=sent, headers=headers)
    assert "JSON" in refused(response, 400)["error"]


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_what_a_form_can_send_is_refused(api: Served, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    content = b'{"question": "When?"}'
    response = httpx.post(f"{api.url}/api/ask", content=content, headers=headers)
    assert "Content-Type" in refused(response, 400)["error"]


def test_what_is_too_large_is_refused(api: Served) -> None:
    refused(api.post("/api/ask", {"question": "x" * 1_000_001}), 413)


def test_an_empty_and_an_overlong_question_are_refused(api: Served) -> None:
    assert "empty" in refused(api.post("/api/ask", {"question": " "}), 400)["error"]
    assert "limit" in refused(api.post("/api/ask", {"question": "x" * 2_001}), 400)["error"]


def test_what_there_is_not_is_not_found(api: Served) -> None:
    for other, way_out in (({"documents": ["nope"]}, "/api/documents"), ({"as_of": 9}, "as_of")):
        assert way_out in refused(api.post("/api/ask", ASK | other), 404)["error"]
        refused(api.post("/api/search", {"query": "gate"} | other), 404)


def test_characters_that_mean_something_elsewhere_are_text(api: Served) -> None:
    for question in ("\0", "'; DROP TABLE answers; --", "{question} %s ${x}", "\u202e ꙮ 🐝?"):
        response = api.post("/api/ask", {"question": question})
        assert response.status_code in (200, 400), response.text


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/ask"), ("POST", "/api/documents"), ("GET", "/api/docs"), ("POST", "/api/")],
)
def test_nothing_else_is_open(api: Served, method: str, path: str) -> None:
    assert httpx.request(method, api.url + path).status_code == 404


# What is wrong here


def test_where_there_is_no_library_a_sentence_says_so(tmp_path: Path) -> None:
    with served(lambda: Desk(Settings(library=tmp_path / "none"))) as running:
        for response in (
            running.get("/api/documents"),
            running.post("/api/ask", ASK),
            running.post("/api/search", {"query": "gate"}),
            running.post("/api/check", {"statement": "It is so."}),
            running.post("/api/ingest", {}),
        ):
            refused(response, 503)
            assert str(tmp_path) not in response.text


def test_an_error_nobody_expected_is_told_without_its_inside(
    opener: Callable[[], Desk], caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object, **__: object) -> Answer:
        raise ValueError("/secret/path broke")

    def broken() -> Desk:
        desk = opener()
        desk.answer = breaks  # type: ignore[method-assign]
        return desk

    with served(broken) as running:
        said = refused(running.post("/api/ask", ASK), 500)
    assert "did not expect" in said["error"]
    assert "secret" not in said["error"]
    assert "/secret/path broke" in caplog.text


ANY_TEXT = st.text(st.characters(exclude_categories=()))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted(AskWish.model_fields | SearchWish.model_fields)


@given(st.dictionaries(st.sampled_from(FIELDS) | ANY_TEXT, ANY_JSON, max_size=5) | ANY_JSON)
def test_whatever_is_sent_is_a_wish_or_refused_in_a_sentence(fields: object) -> None:
    for kind in (AskWish, SearchWish, CheckWish, IngestWish):
        try:
            wish_from(kind, fields)
        except BadField as error:
            said = refusals.refused(error)
            assert said.status_code == 400
            assert json.loads(said.body)["error"].endswith(".")


# Who may ask, and how much


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_without_a_login_nothing_is_told(behind_login: Served, method: str, path: str) -> None:
    response = httpx.request(method, behind_login.url + path, json={})
    assert "Log in" in refused(response, 401)["error"]
    assert response.headers["www-authenticate"].startswith("Basic ")


def test_the_name_and_password_of_the_chat_let_in(behind_login: Served) -> None:
    answer = behind_login.post("/api/ask", ASK, auth=LOGIN)
    AnswerSaid.model_validate(answer.json())
    recent, id = behind_login.desk.recent, answer.json()["id"]
    assert recent.find("login:reader", id)
    assert not recent.find("login:other", id)


def test_an_answer_is_kept_for_whoever_asked(behind_login: Served) -> None:
    id = behind_login.post("/api/ask", ASK, auth=LOGIN).json()["id"]
    library = behind_login.desk.open().library
    wait_until(lambda: [kept for kept in library.answers_of("login:reader") if kept.id == id])
    with pytest.raises(UnknownAnswer):
        library.answer_of("login:other", id)


def test_the_session_of_the_chat_lets_in(behind_login: Served) -> None:
    with httpx.Client(base_url=behind_login.url) as browser:
        browser.post("/login", data={"username": LOGIN[0], "password": LOGIN[1]})
        assert browser.get("/api/documents").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "Basic " + base64.b64encode(b"reader:wrong").decode(),
        "Basic " + base64.b64encode(b"nobody:secret").decode(),
        "Basic " + base64.b64encode(b"reader").decode(),
        "Basic !!!",
        "Bearer secret",
        "",
    ],
)
def test_anything_else_does_not(guessed_at: Served, header: str) -> None:
    response = guessed_at.get("/api/documents", headers={"Authorization": header})
    refused(response, 401)


def test_guessing_is_slowed_down(guessed_at: Served) -> None:
    tries = [guessed_at.get("/api/documents", auth=("reader", f"{n}")) for n in range(12)]
    assert tries[0].status_code == 401
    slowed = tries[-1]
    refused(slowed, 429)
    assert int(slowed.headers["retry-after"]) > 0


def test_whoever_asks_too_often_is_told_to_wait(opener: Callable[[], Desk]) -> None:
    with served(opener, rules=Rules(budget=Budget(2))) as running:
        asked = [running.post("/api/search", {"query": "gate"}) for _ in range(3)]
        assert [response.status_code for response in asked] == [200, 200, 429]
        refused(asked[2], 429)
        assert int(asked[2].headers["retry-after"]) > 0
        assert running.get("/api/documents").status_code == 200


def test_where_too_many_wait_one_more_is_told_to_come_again(
    opener: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "MOST_WAITING", 0)
    with served(opener) as running:
        response = running.post("/api/ask", ASK)
        refused(response, 503)
        assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "evil.example"}, 400),
    ],
)
def test_a_program_needs_no_origin_and_a_foreign_page_gets_nothing(
    api: Served, headers: dict[str, str], status: int
) -> None:
    assert api.post("/api/search", {"query": "gate"}, headers=headers).status_code == status


# What it says of itself


def test_the_description_names_every_route_and_its_fields(api: Served) -> None:
    described = api.get("/api/openapi.json").json()
    assert described["info"]["title"] == "Footnote"
    assert described["servers"] == [{"url": "/api"}]
    assert {f"/api{path}" for path in described["paths"]} == {
        path for _, path in ROUTES if not path.endswith(".json")
    }
    body = described["paths"]["/ask"]["post"]["requestBody"]["content"]["application/json"]
    assert set(body["schema"]["properties"]) == {"question", "history", "documents", "as_of"}
    assert "AnswerSaid" in described["components"]["schemas"]
