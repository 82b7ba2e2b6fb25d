"""A language model in the chat: sentences as they are verified, what is left out, who stands in."""

import dataclasses
import threading

import pytest
from playwright.sync_api import expect

from qa.chain import Desk
from tests.browser.conftest import serving
from tests.model_server import ModelServer, refuses, says
from tests.qa.scripted import citing, passages_in

pytestmark = pytest.mark.browser

QUESTION = "Which countries take part in Talent Partnerships?"
TRUE = (
    "Talent partnerships have been launched with Morocco, Tunisia, Egypt, Pakistan and Bangladesh."
)
QUOTE = TRUE.rstrip(".")
FALSE = "Talent partnerships have been launched with Morocco, Tunisia and Libya."
HOSTILE = "<img src=x onerror=alert(1)> ![i](https://e.example/i.png) [l](javascript:alert(1))"


class Scripted:
    """A model that does as the last word of the question says, and waits where it is told to."""

    go_on = threading.Event()

    def __call__(self, request):
        if not passages_in(request):
            return says("")
        asked = request.user.rsplit("The question:", 1)[-1]
        if "fail" in asked:
            return refuses(500, "out of order")
        reply = citing((TRUE, QUOTE), (FALSE, QUOTE), (HOSTILE, QUOTE), usage=(2000, 100))(request)
        if "slowly" in asked:
            whole = "".join(reply.pieces)
            first, second = whole.split(FALSE)
            return dataclasses.replace(reply, pieces=(first, FALSE + second), pause=20)
        return reply


@pytest.fixture(scope="module")
def written_chat(shipped_copy):
    server = ModelServer(Scripted())
    settings = server.settings("openai", library=shipped_copy)
    with serving(lambda: Desk(settings)) as running:
        running.desk.warm()
        yield running
    server.close()


def test_proven_sentences_are_shown_and_one_left_out_has_its_reason(written_chat, open_window):
    window = open_window(written_chat.url)
    reply = window.ask(QUESTION)
    expect(reply.locator(".making")).to_contain_text("written by openai:scripted")
    expect(reply.locator(".making")).to_contain_text("2,100 tokens")
    expect(reply.locator(".statements .said")).to_have_text([TRUE])
    left = reply.locator(".left-out")
    expect(left.locator("del").first).to_be_hidden()
    left.locator("summary").click()
    expect(left.locator("del").first).to_have_text(FALSE)
    expect(left.locator(".reason").first).to_be_visible()
    assert window.press(reply.locator("a.cite").first) == QUOTE


def test_nothing_of_a_model_becomes_markup(written_chat, open_window):
    window = open_window(written_chat.url)
    reply = window.ask(QUESTION)
    assert reply.locator("img, script, iframe").count() == 0
    hrefs = reply.locator("a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert all(href.startswith("#") for href in hrefs)


def test_the_documents_own_words_stand_in_for_a_model_that_fails(written_chat, open_window):
    window = open_window(written_chat.url)
    reply = window.ask("Which countries fail to be left out of Talent Partnerships?")
    expect(reply.locator(".stands-in")).to_contain_text("openai:scripted")
    expect(reply.locator(".stands-in")).to_contain_text("the documents' own words")
    expect(reply.locator(".statements").first).to_contain_text("Morocco")


def test_a_sentence_is_marked_as_checked_until_it_is_proven_and_stopping_keeps_what_is(
    written_chat, open_window
):
    window = open_window(written_chat.url)
    window.page.locator("#box textarea").fill(
        "Which countries slowly take part in Talent Partnerships?"
    )
    window.page.keyboard.press("Enter")
    writing = window.page.locator("#log .being-written")
    expect(writing.locator(".statements .said")).to_have_text([TRUE])
    window.page.get_by_role("button", name="Stop").click()
    last = window.page.locator("#log .bot-row").last
    expect(last).to_contain_text("Stopped.")
    expect(last.locator(".statements .said")).to_have_text([TRUE])


def test_the_evidence_pack_of_an_answer_is_a_file(written_chat, open_window, tmp_path):
    window = open_window(written_chat.url)
    reply = window.ask(QUESTION)
    with window.page.expect_download() as download:
        reply.locator("a.pack").click()
    file = tmp_path / "pack.html"
    download.value.save_as(file)
    assert TRUE in file.read_text(encoding="utf-8")
