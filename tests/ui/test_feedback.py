"""Feedback in the chat: verdicts are recorded for who gave them, and completed with exact words."""

import asyncio
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from corpus.embedding import Embedder
from corpus.errors import UnknownAnswer
from corpus.library import Library
from corpus.settings import Settings
from corpus.verdicts import Judged, Verdict
from evals.sets.reading import load_questions
from ingest.apply import ingest
from qa.answer import Answer, Outcome
from qa.chain import Desk
from qa.request import Request
from tests.ui.test_render import Reader
from ui.chat import acts, pages
from ui.chat.desk import SharedDesk
from ui.chat.feedback_pages import given_so_far
from ui.chat.feedback_pane import label, row
from ui.chat.given import answer_given, keep_given
from ui.chat.looking import SAME, Done, Looking
from ui.chat.place import Place
from ui.chat.source import SHOWN_CHARS, window
from ui.chat.visitor import Rules, Visitor
from ui.server.serve import application

GATE = "When does the gate close?"
CLOSES, KEEPS = "The gate closes at eight.", "The porter keeps the key."
NOWHERE = "What is the phone number of the World Bank?"
ANNA, BEN = Visitor("login:anna"), Visitor("login:ben")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[SharedDesk]:
    folder = tmp_path_factory.mktemp("feedback")
    file, settings = folder / "gate.md", Settings(library=folder / "library")
    file.write_text(f"# The gate\n\n{CLOSES}\n\n{KEEPS}\n", encoding="utf-8")
    ingest(settings, [str(file)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().embedder = embedder
    yield desk
    desk.close()


@pytest.fixture
def shared(opened: SharedDesk) -> Iterator[SharedDesk]:
    """A desk over a library without verdicts."""
    yield opened
    library = opened.open().library
    for given in library.verdicts():
        library.take_back(given.owner, given.answer)


@pytest.fixture
def anna(shared: SharedDesk) -> Looking:
    return Looking(shared, visitor=ANNA)


@pytest.fixture
def library(shared: SharedDesk) -> Library:
    return shared.open().library


def asked(looking: Looking, question: str = GATE) -> Answer:
    """A question that somebody asked, and its answer."""
    request = Request(question)
    answer = answer_to(looking.desk, request)
    keep_given(looking, request, answer)
    return answer


@cache
def answer_to(desk: Desk, request: Request) -> Answer:
    return desk.answer(request)


def press(looking: Looking, value: str, **fields: str) -> Done:
    """What pressing a button comes to, all its steps together."""
    act, _, arg = value.partition("/")
    told = {name: [text] for name, text in fields.items()}
    sent = json.dumps({"act": act, "arg": arg, "fields": told, "n": 1})

    async def steps() -> list[Done]:
        return [step async for step in acts.perform(looking, sent)]

    return asyncio.run(steps())[-1]


def text_of(looking: Looking, fragment: str) -> str:
    return Reader(pages.page(looking, fragment).shown).text


def judging(looking: Looking, given: Verdict) -> Looking:
    return Looking(looking.shared, looking.rules, looking.visitor, judging=given.row)


# Below an answer


def test_four_verdicts_stand_below_an_answer(anna: Looking) -> None:
    markup = str(row(asked(anna)))
    for name in ("helpful", "wrong_source", "incomplete", "should_refuse"):
        assert name.replace("_", "&#95;") in markup
    assert "is&#95;said" not in markup


def test_an_answer_that_says_no_can_only_be_wrong_by_that(anna: Looking) -> None:
    answer = asked(anna, NOWHERE)
    assert answer.outcome is Outcome.NOT_FOUND
    markup = str(row(answer))
    assert label(Judged.IS_SAID) in markup
    assert label(Judged.SHOULD_REFUSE) not in markup


# Giving and taking back


def test_one_press_records_the_verdict_with_its_question(anna: Looking, library: Library) -> None:
    answer = asked(anna)
    done = press(anna, f"judge/{answer.id}/wrong_source")
    (given,) = library.verdicts(ANNA.owner)
    assert (given.answer, given.question, given.judged) == (answer.id, GATE, Judged.WRONG_SOURCE)
    assert done.open == f"#verdict/{given.row}/wrong_source"
    assert done.judging == given.row


def test_a_helpful_answer_leaves_the_reader_where_they_are(anna: Looking) -> None:
    done = press(anna, f"judge/{asked(anna).id}/helpful")
    assert done.said == "Recorded: Helpful."
    assert (done.open, done.judging) == ("", SAME)


def test_what_should_have_been_refused_is_complete_at_once(anna: Looking, library: Library) -> None:
    done = press(anna, f"judge/{asked(anna).id}/should_refuse")
    (given,) = library.verdicts()
    assert given.is_complete
    assert done.judging is SAME
    assert "the documents do not answer this question" in text_of(anna, done.open)


def test_a_verdict_is_taken_back(anna: Looking, library: Library) -> None:
    answer = asked(anna)
    press(anna, f"judge/{answer.id}/helpful")
    assert press(anna, f"unjudge/{answer.id}").said == "The verdict is taken back."
    assert library.verdicts() == []


def test_nobody_judges_an_answer_that_another_was_given(
    anna: Looking, library: Library, shared: SharedDesk
) -> None:
    answer = asked(anna)
    ben = Looking(shared, visitor=BEN)
    with pytest.raises(UnknownAnswer):
        answer_given(shared, BEN.owner, answer.id)
    assert press(ben, f"judge/{answer.id}/helpful").work is not SAME
    assert library.verdicts() == []


def test_a_verdict_that_there_is_not_does_nothing(anna: Looking, library: Library) -> None:
    assert press(anna, f"judge/{asked(anna).id}/splendid") == Done()
    assert library.verdicts() == []


def test_nothing_is_recorded_where_the_chat_is_only_for_reading(
    anna: Looking, library: Library, shared: SharedDesk
) -> None:
    reading = Looking(shared, Rules(read_only=True), ANNA)
    assert "only for reading" in press(reading, f"judge/{asked(anna).id}/helpful").said
    assert library.verdicts() == []
    assert "Your verdicts" not in text_of(reading, "#verdicts")


def test_a_window_knows_its_visitors_verdicts_and_no_others(
    anna: Looking, library: Library, shared: SharedDesk
) -> None:
    answer = asked(anna)
    press(anna, f"judge/{answer.id}/wrong_source")
    library.give_verdict(BEN.owner, "b" * 32, GATE, Judged.HELPFUL)
    assert Reader(given_so_far(anna)).text == f"{answer.id}/wrong_source"
    assert given_so_far(Looking(shared, Rules(read_only=True), ANNA)) == ""


# The pages


def wrong(anna: Looking, library: Library) -> Verdict:
    answer = asked(anna)
    press(anna, f"judge/{answer.id}/wrong_source")
    (given,) = library.verdicts(ANNA.owner)
    return given


def test_the_page_leads_to_where_the_right_words_may_stand(anna: Looking, library: Library) -> None:
    page = text_of(anna, f"#verdict/{wrong(anna, library).row}")
    assert "Which words should it have cited?" in page
    assert "What the answer cites" in page
    assert CLOSES in page


def test_a_verdict_is_shown_to_its_owner_alone(
    anna: Looking, library: Library, shared: SharedDesk
) -> None:
    given = wrong(anna, library)
    ben = Looking(shared, visitor=BEN, judging=given.row)
    assert GATE not in text_of(ben, f"#verdict/{given.row}")
    assert GATE not in text_of(ben, "#verdicts")
    assert "picking" not in str(pages.page(ben, place(library)).shown)
    assert press(ben, f"pick/{given.row}").judging is SAME


@pytest.mark.parametrize("rest", ["", "x", "0", "-1", "9" * 40, "²"])
def test_a_verdict_that_is_not_there_is_said(anna: Looking, rest: str) -> None:
    assert "There is no such verdict here" in text_of(anna, f"#verdict/{rest}")


def test_all_verdicts_are_listed_with_what_they_lack(anna: Looking, library: Library) -> None:
    wrong(anna, library)
    page = text_of(anna, "#verdicts")
    assert GATE in page
    assert "1 verdict · 1 to complete" in page


def test_without_verdicts_the_page_says_what_it_is_for(anna: Looking) -> None:
    assert "What you press below an answer is listed here" in text_of(anna, "#verdicts")


def test_the_page_of_an_answer_that_is_gone_still_takes_words(
    anna: Looking, library: Library
) -> None:
    given = library.give_verdict(ANNA.owner, "0" * 32, GATE, Judged.INCOMPLETE)
    assert "Which words should it have cited?" in text_of(anna, f"#verdict/{given.row}")


# Picking


def place(library: Library, start: int = 0, end: int = 0) -> str:
    version = library.document("gate").version
    return Place("gate", 1, start, end, version).fragment


def test_a_document_has_the_bar_only_while_words_are_picked(
    anna: Looking, library: Library
) -> None:
    given = wrong(anna, library)
    assert "These words" not in text_of(anna, place(library))
    assert "These words" in text_of(judging(anna, given), place(library))


def test_the_selected_words_complete_the_verdict(anna: Looking, library: Library) -> None:
    given = wrong(anna, library)
    text = library.document("gate").text
    start = text.index(KEEPS)
    cut = KEEPS[2:-3]
    looking = judging(anna, given)
    done = press(
        looking, f"cite/{given.row}", place=place(library), start=str(start + 2), words=cut
    )
    (complete,) = library.verdicts(ANNA.owner)
    assert complete.words is not None
    assert complete.words.quote == text[complete.words.start : complete.words.end] == KEEPS[:-1]
    assert done.judging is None
    assert KEEPS[:-1] in text_of(anna, done.open)


def test_the_place_is_right_in_a_long_document_too_of_which_a_part_is_shown(
    settings: Settings, tmp_path: Path, embedder: Embedder
) -> None:
    line = "The same words stand in every line of this text."
    file = tmp_path / "long.txt"
    file.write_text(f"{line}\n\n" * (3 * SHOWN_CHARS // len(line)), encoding="utf-8")
    ingest(settings, [str(file)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings))
    library = desk.open().library
    text = library.document("long").text
    at = text.rindex(line)
    given = library.give_verdict(ANNA.owner, "0" * 32, GATE, Judged.INCOMPLETE)
    spot = Place("long", 1, at, at + len(line))
    base = window(library.document("long"), (at, at + len(line)))[0]
    assert base > 0
    fields = {"place": spot.fragment, "start": str(at - base), "words": line}
    press(Looking(desk, visitor=ANNA, judging=given.row), f"cite/{given.row}", **fields)
    words = library.verdict(ANNA.owner, given.row).words
    desk.close()
    assert words is not None
    assert (words.start, words.quote) == (at, line)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start": "0", "words": "The gate is open"}, "do not stand in this document"),
        ({"start": "", "words": ""}, "No words were selected"),
        ({"place": "#at/nowhere", "start": "0", "words": "The"}, "do not stand in this document"),
        ({"place": "#library", "start": "0", "words": "The"}, "do not stand in this document"),
    ],
)
def test_what_is_no_quote_is_refused_in_words(
    anna: Looking, library: Library, fields: dict[str, str], sentence: str
) -> None:
    given = wrong(anna, library)
    sent = {"place": place(library), **fields}
    assert sentence in press(judging(anna, given), f"cite/{given.row}", **sent).said
    assert library.verdict(ANNA.owner, given.row).words is None


def test_nobody_picks_words_for_another(
    anna: Looking, library: Library, shared: SharedDesk
) -> None:
    given = wrong(anna, library)
    ben = Looking(shared, visitor=BEN, judging=given.row)
    press(ben, f"cite/{given.row}", place=place(library), start="12", words=CLOSES)
    assert library.verdict(ANNA.owner, given.row).words is None


def test_picking_begins_again_and_ends(anna: Looking, library: Library) -> None:
    given = wrong(anna, library)
    assert press(anna, f"pick/{given.row}").judging == given.row
    assert press(judging(anna, given), f"unpick/{given.row}").judging is None


# The file


def test_a_visitor_downloads_their_own_verdicts_as_questions(
    anna: Looking, shared: SharedDesk, tmp_path: Path
) -> None:
    press(anna, f"judge/{asked(anna).id}/helpful")
    with client(shared, ("anna", "secret")) as anna_asks:
        assert anna_asks.get("/verdicts.yaml").status_code == 401
        typed = {"username": "anna", "password": "secret"}
        anna_asks.post("/login", data=typed, follow_redirects=False)
        reply = anna_asks.get("/verdicts.yaml")
    assert "footnote-verdicts.yaml" in reply.headers["Content-Disposition"]
    file = tmp_path / "verdicts.yaml"
    file.write_bytes(reply.content)
    (question,) = load_questions(file).questions
    assert question.question == GATE


def test_others_verdicts_are_in_no_file(anna: Looking, shared: SharedDesk) -> None:
    press(anna, f"judge/{asked(anna).id}/helpful")
    with client(shared) as somebody:
        reply = somebody.get("/verdicts.yaml")
    assert reply.status_code == 404
    assert "No verdict is a question" in reply.text


def client(shared: SharedDesk, login: tuple[str, str] | None = None) -> TestClient:
    async def build() -> FastAPI:
        return application(shared, "127.0.0.1", login)

    return TestClient(asyncio.run(build()), base_url="http://127.0.0.1")
