"""An answer with its citations as text, for whoever it was given to."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from corpus.document import Authority, Metadata
from corpus.record import Holding, Origin, SavedAnswer
from corpus.settings import Settings
from qa.answer import Answer, Outcome, Searched, Writing
from qa.chain import Desk
from qa.kept import saved
from tests.ui.test_render import answer, citation, said
from ui.chat.copying import as_markdown, as_text
from ui.chat.desk import SharedDesk
from ui.server.serve import application

FIRST = replace(citation("It is *so*."), authority=Authority.BINDING)
SECOND = replace(citation("And so on.", 20, "Article 5"), edition="consolidated, 2026", page=4)
SAID = answer(said("It is *so*.", FIRST), said("And so on.", SECOND, FIRST))
HELD = {"d": Holding("d", "Title", "", Origin("", ""), Metadata(date="2024-04"), 9, 1, 1)}


def given(answer: Answer) -> SavedAnswer:
    return saved(answer, (), (), None, Settings())


def test_markdown_has_the_sentences_with_numbers_and_the_quotes_below_them():
    assert as_markdown(given(SAID), HELD) == (
        "**What?**\n\n"
        "It is \\*so\\*. [1]\n\n"
        "And so on. [2] [1]\n\n"
        "1. Label, Title, binding text, 2024-04 (d, characters 0 to 11)  \n"
        "   “It is \\*so\\*.”\n\n"
        "2. Article 5, Title, consolidated, 2026 (d, characters 20 to 30, page 4)  \n"
        "   “And so on.”\n\n"
        "*Footnote, generation 3, extractive*\n"
    )


def test_plain_text_has_no_markup():
    text = as_text(given(SAID), HELD)
    assert text.startswith("What?\n\nIt is *so*. [1]\n\nAnd so on. [2] [1]\n\n")
    assert "[1] Label, Title, binding text, 2024-04 (d, characters 0 to 11)\n“It is *so*.”" in text


def test_the_quotes_are_exact():
    quote = "Line one\nline two   wide."
    text = as_text(given(answer(said("It.", citation(quote)))), {})
    assert f"“{quote}”" in text


def test_an_answer_that_is_none_says_so():
    assert "The documents do not say." in as_text(given(answer(outcome=Outcome.NOT_FOUND)), {})


def test_weaker_evidence_is_told_where_the_answer_goes():
    wide = answer(said("It.", citation()), searched=Searched(wide=True), outcome=Outcome.PARTLY)
    assert "check it against the source" in as_markdown(given(wide), {})


def test_what_a_language_model_wrote_is_one_paragraph_and_names_it():
    model = "ollama:llama3.2"
    written = answer(
        said("One.", FIRST), said("Two.", SECOND), model=model, writing=Writing(model, "1")
    )
    text = as_text(given(written), {})
    assert "One. [1] Two. [2]" in text
    assert text.endswith("Footnote, generation 3, ollama:llama3.2\n")


# As the page's script fetches it


@pytest.fixture(scope="module")
def desk(shipped_library: Path) -> Iterator[SharedDesk]:
    desk = SharedDesk(lambda: Desk(Settings(library=shipped_library)))
    yield desk
    desk.close()


@pytest.fixture
def client(desk: SharedDesk) -> TestClient:
    async def build() -> FastAPI:  # outside of a loop Gradio leaves some of its own open
        return application(desk, "127.0.0.1")

    return TestClient(asyncio.run(build()), base_url="http://127.0.0.1")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("kind", "media"), [("md", "text/markdown"), ("txt", "text/plain")])
def test_the_server_hands_out_what_was_given(desk, client, kind, media):
    desk.recent.keep("", given(replace(SAID, id="a" * 32)))
    reply = client.get(f"/answer/{'a' * 32}.{kind}")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith(media)
    assert reply.headers["cache-control"] == "no-store"
    assert re.search(r"It is .{1,2}so.{1,2}\. \[1\]", reply.text)


@pytest.mark.filterwarnings("ignore")
def test_what_was_given_to_another_or_to_nobody_is_not_there(desk, client):
    desk.recent.keep("browser:other", given(replace(SAID, id="b" * 32)))
    for id in ("b" * 32, "c" * 32):
        reply = client.get(f"/answer/{id}.txt")
        assert reply.status_code == 404
        assert "It is" not in reply.text
    assert client.get("/answer/../../etc/passwd.txt").status_code == 404
