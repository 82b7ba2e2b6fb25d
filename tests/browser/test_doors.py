"""The chat as served: which requests come in, with and without a login."""

import asyncio

import pytest
from starlette.testclient import TestClient

from ingest.apply import ingest
from qa.chain import Desk
from ui.desk import SharedDesk
from ui.serve import application

OWN = "http://127.0.0.1:7860"


@pytest.fixture
def open_door(settings):
    """The whole application over a library that does not exist."""

    def make(login=None):
        desk = SharedDesk(lambda: Desk(settings))

        async def build():
            return application(desk, "127.0.0.1", login)

        return TestClient(asyncio.run(build()), base_url=OWN)

    return make


def test_the_page_is_served_with_its_policy(open_door):
    page = open_door().get("/")
    assert page.status_code == 200
    assert "unsafe-eval" not in page.headers["content-security-policy"]
    assert "<title>Footnote</title>" in page.text or '"title":"Footnote"' in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../etc/passwd",
        "/file=/etc/passwd",
        "/gradio_api/proxy=http://169.254.169.254/",
        "/gradio_api/openapi.json",
        "/openapi.json",
        "/docs",
        "/monitoring",
        "/gradio_api/runs",
        "/gradio_api/mcp/",
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd",
    ],
)
def test_nothing_but_the_page_can_be_read(open_door, path):
    answer = open_door().get(path)
    assert answer.status_code in (400, 403, 404)
    assert "root:" not in answer.text


def test_nothing_can_be_uploaded(open_door):
    sent = open_door().post("/gradio_api/upload", files={"files": ("a.html", b"<script>")})
    assert sent.status_code == 404


def test_other_names_and_other_sites_are_refused(open_door):
    client = open_door()
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    joined = client.post("/gradio_api/queue/join", headers={"origin": "https://evil.example"})
    assert joined.status_code == 403


def test_with_a_login_nothing_is_told_before_it(open_door):
    client = open_door(("reader", "secret"))
    page = client.get("/")
    assert "Ask the documents" not in page.text
    assert client.get("/config").status_code == 401
    assert client.post("/gradio_api/queue/join", json={}).status_code == 401
    wrong = client.post("/login", data={"username": "reader", "password": "wrong"})
    assert wrong.status_code == 400
    right = client.post("/login", data={"username": "reader", "password": "secret"})
    assert right.status_code == 200
    assert client.get("/config").status_code == 200


@pytest.fixture
def kept(settings, tmp_path, embedder):
    """The id of an answer that the library keeps."""
    text = tmp_path / "gate.md"
    text.write_text("# The gate\n\nThe gate closes at eight in the evening.\n")
    ingest(settings, [str(text)], embedder=embedder)
    desk = Desk(settings)
    desk.embedder = embedder
    answer = desk.ask("When does the gate close?")
    desk.keep(answer)
    desk.close()
    return answer.id


def test_the_evidence_pack_of_a_kept_answer_is_a_file(open_door, kept):
    pack = open_door().get(f"/pack/{kept}")
    assert pack.status_code == 200
    assert pack.headers["content-disposition"].startswith("attachment;")
    assert "The gate closes at eight in the evening." in pack.text


def test_there_is_no_pack_of_an_answer_that_is_not_kept(open_door, kept):
    missing = open_door().get(f"/pack/{'0' * 32}")
    assert missing.status_code == 404
    assert missing.text.startswith("There is no saved answer")
    for path in ("/pack/", "/pack/x", f"/pack/{kept[:8]}", f"/pack/{kept}/more"):
        assert open_door().get(path).status_code == 404


def test_packs_stand_behind_the_login(open_door, kept):
    client = open_door(("reader", "secret"))
    refused = client.get(f"/pack/{kept}")
    assert refused.status_code == 401
    assert "gate" not in refused.text
    client.post("/login", data={"username": "reader", "password": "secret"})
    assert client.get(f"/pack/{kept}").status_code == 200
