"""One question at a time: no Enter is lost, and Stop stops the question that runs."""

import threading

import pytest
from playwright.sync_api import expect

from corpus.settings import Settings
from ingest.apply import ingest
from qa.answer import Answer, Outcome, Searched, Statement, Support
from qa.chain import ALONE, Desk

pytestmark = pytest.mark.browser

TOLD = "One question at a time"
IN_THE_GAP = 30

# Asks one question after another, each in the moment its predecessor's answer is in the page, and
# tells how many answers came; it gives up where one does not come.
ASK_AT_ONCE = """(questions) => new Promise((done) => {
  const box = document.querySelector("#box textarea");
  const typed = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  const answers = () => document.querySelectorAll("#log .answer:not(.being-written)").length;
  const before = answers();
  let asked = 0;
  let patience = 0;
  const end = () => {
    watching.disconnect();
    done(answers() - before);
  };
  const next = () => {
    if (answers() < before + asked) return;
    clearTimeout(patience);
    if (asked === questions.length) return end();
    patience = setTimeout(end, 30_000);
    typed.set.call(box, questions[asked++]);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
  };
  const watching = new MutationObserver(next);
  watching.observe(document.getElementById("log"), { childList: true, subtree: true });
  next();
})"""

# The second is typed and sent as soon as the server took the first: of two that are under way at
# once either may come first.
SEND_BOTH = """async (questions) => {
  const sent = (entry) => entry.name.includes("queue/join");
  const taken = () => performance.getEntriesByType("resource").filter(sent).length;
  const box = document.querySelector("#box textarea");
  const typed = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  for (const question of questions) {
    const before = taken();
    typed.set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
    while (taken() === before) await new Promise(requestAnimationFrame);
  }
}"""


class Slow(Desk):
    """Writes one sentence after another until it is told to come to an end, or to stop."""

    go_on = threading.Event()
    stopped = threading.Event()
    asked: list[tuple[str, tuple[str, ...]]] = []  # noqa: RUF012  shared with the tests

    def answer(self, request, follow=ALONE):
        self.asked.append((request.question, request.history))
        written = 0
        while not self.go_on.wait(0.2):
            written += 1
            follow.tell(self.saying(request.question, written), "Checking")
            if follow.cancelled.is_set():
                self.stopped.set()
                break
        return self.saying(request.question, written + 1)

    def saying(self, question, sentences):
        said = [Statement(f"Sentence {n}.", Support.SUPPORTED, ()) for n in range(sentences)]
        number = self.library.generation().number
        return Answer(
            id=f"{len(self.asked):032x}",
            question=question,
            standalone_question=question,
            outcome=Outcome.ANSWERED,
            statements=tuple(said),
            nearest=(),
            confidence=0.5,
            generation=number,
            model="slow",
            seconds={"total": 0.1},
            searched=Searched((), 1, 1, ()),
        )


@pytest.fixture(scope="module")
def slow_chat(tmp_path_factory, embedder, serve_desk):
    folder = tmp_path_factory.mktemp("gate")
    text = folder / "gate.txt"
    text.write_text("The gate is closed at eight in the evening.", encoding="utf-8")
    ingest(Settings(library=folder / "library"), [str(text)], embedder=embedder)
    with serve_desk(Slow, folder / "library") as running:
        yield running
        Slow.go_on.set()


@pytest.fixture
def chat(slow_chat):
    """Its questions are answered at once, until `go_on` is cleared."""
    Slow.asked.clear()
    Slow.stopped.clear()
    Slow.go_on.set()
    yield slow_chat
    Slow.go_on.set()


@pytest.fixture
def window(chat, open_window):
    window = open_window(chat.url)
    window.page.locator("#source .library").wait_for()
    return window


def box_of(window):
    return window.page.locator("#box textarea")


def questions_of(window):
    return window.page.locator("#log .question")


def start(window, question):
    """Ask what is written until it is told to end; some of it is there."""
    Slow.go_on.clear()
    box_of(window).fill(question)
    window.page.keyboard.press("Enter")
    window.page.locator("#log .being-written").wait_for()


def start_by_an_act(window):
    """Ask the second of two questions again by its button, then press another button."""
    window.ask("first")
    window.ask("second")
    Slow.go_on.clear()
    window.page.locator("#log button.turn[value='again/1']").click()
    window.page.locator("#log .being-written").wait_for()
    window.page.locator("#log button.turn[value='edit/0']").click()
    expect(window.page.locator("#status .held")).to_contain_text(TOLD)


def test_an_enter_meanwhile_keeps_the_question_and_says_why(window):
    start(window, "first")
    box_of(window).fill("second")
    window.page.keyboard.press("Enter")
    told = window.page.locator("#status")
    expect(told).to_contain_text(TOLD)
    expect(told.locator(".held")).to_be_in_viewport()
    expect(box_of(window)).to_have_value("second")
    sentences = window.page.locator("#log .being-written .said")
    expect(sentences.nth(sentences.count() + 2)).to_be_attached()
    expect(window.page.locator("#box").get_by_role("button", name="Stop")).to_be_visible()
    Slow.go_on.set()
    expect(told).to_contain_text("Answered")
    expect(told.locator(".held")).to_have_count(0)
    expect(box_of(window)).to_have_value("second")
    box_of(window).press("Enter")
    expect(questions_of(window)).to_have_text(["first", "second"])
    assert Slow.asked == [("first", ()), ("second", ("first",))]


@pytest.mark.parametrize("wait_ms", [0, 5, 20, 60])
def test_no_letter_is_lost_that_is_typed_right_behind_a_question(window, wait_ms):
    for number, behind in enumerate(("x", "more", "whatever")):
        question = f"question {number}"
        box_of(window).fill(question)
        window.page.keyboard.press("Enter")
        window.page.wait_for_timeout(wait_ms)
        window.page.keyboard.type(behind, delay=wait_ms)
        expect(window.page.locator("#log .answer")).to_have_count(number + 1)
        asked = questions_of(window).nth(number).text_content()
        assert asked.startswith(question)
        expect(box_of(window)).to_have_value((question + behind).removeprefix(asked))


def test_it_is_said_where_it_is_seen_on_a_phone_too(chat, open_window):
    window = open_window(chat.url, viewport={"width": 390, "height": 700}, has_touch=True)
    window.page.locator("#source .library").wait_for()
    start(window, "first")
    box_of(window).fill("second")
    window.page.keyboard.press("Enter")
    held = window.page.locator("#status .held")
    expect(held).to_be_in_viewport(ratio=1)
    wide = window.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    cut = held.evaluate(
        """held => {
          const { x, y, width, height } = held.getBoundingClientRect();
          const spots = [[x + 2, y + height / 2], [x + width - 2, y + height / 2]];
          return spots.filter((spot) => !held.contains(document.elementFromPoint(...spot))).length;
        }"""
    )
    assert cut == 0


def test_an_enter_right_after_an_answer_asks(window):
    questions = [f"question {number}" for number in range(IN_THE_GAP)]
    assert window.page.evaluate(ASK_AT_ONCE, questions) == IN_THE_GAP
    expect(questions_of(window)).to_have_text(questions)
    expect(window.page.locator("#log .answer")).to_have_count(IN_THE_GAP)
    assert Slow.asked[-1] == (questions[-1], tuple(questions[:-1]))


def test_enter_pressed_twice_or_held_down_asks_once(window):
    box_of(window).fill("first")
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#log .answer")).to_have_count(1)
    box_of(window).fill("second")
    window.page.keyboard.down("Enter")
    window.page.keyboard.down("Enter")
    window.page.keyboard.up("Enter")
    expect(window.page.locator("#log .answer")).to_have_count(2)
    window.ask("third")
    expect(questions_of(window)).to_have_text(["first", "second", "third"])
    assert [question for question, _ in Slow.asked] == ["first", "second", "third"]


def test_what_is_sent_before_the_first_question_is_shown_is_in_the_box_again(window):
    Slow.go_on.clear()
    window.page.evaluate(SEND_BOTH, ["first", "second"])
    expect(window.page.locator("#status .held")).to_contain_text(TOLD)
    expect(box_of(window)).to_have_value("second")
    expect(questions_of(window)).to_have_text(["first"])


def test_stop_stops_a_question_after_an_enter_meanwhile(window):
    start(window, "first")
    box_of(window).fill("second")
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#status .held")).to_contain_text(TOLD)
    assert_stop_stops(window)
    expect(box_of(window)).to_have_value("second")


def test_stop_stops_a_question_after_another_button_was_pressed(window):
    start_by_an_act(window)
    assert_stop_stops(window)
    expect(questions_of(window)).to_have_text(["first", "second"])


def assert_stop_stops(window):
    window.page.locator("#box").get_by_role("button", name="Stop").click()
    last = window.page.locator("#log .bot-row").last
    expect(last.locator(".notice")).to_have_text("Stopped.")
    assert Slow.stopped.wait(10)
    sentences = last.locator(".said")
    kept = sentences.count()
    window.page.wait_for_timeout(500)
    expect(last.locator(".notice")).to_have_text("Stopped.")
    assert sentences.count() == kept
    expect(window.page.locator("#box").get_by_role("button", name="Ask")).to_be_visible()


def test_a_new_conversation_stays_empty_though_a_question_was_running(window):
    start_by_an_act(window)
    window.page.get_by_role("button", name="New conversation").click()
    expect(questions_of(window)).to_have_count(0)
    assert Slow.stopped.wait(10)
    window.page.wait_for_timeout(500)
    expect(questions_of(window)).to_have_count(0)
    Slow.go_on.set()
    window.ask("third")
    assert Slow.asked[-1] == ("third", ())


def test_a_question_is_asked_by_a_button_right_after_an_answer(window):
    window.ask("first")
    for number in range(2, 10):
        window.page.locator("#log button.turn[value='again/0']").click()
        eventually(window, lambda number=number: len(Slow.asked) == number)
        window.page.locator("#log button.turn[value='undo/']").first.wait_for()
    expect(questions_of(window)).to_have_text(["first"])


def eventually(window, holds):
    for _ in range(200):
        if holds():
            return
        window.page.wait_for_timeout(50)
    raise AssertionError("it never came to that")
