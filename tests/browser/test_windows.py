"""Windows keep to themselves, follow-ups know what came before, and failures stay calm."""

import threading

import pytest
from playwright.sync_api import expect

from qa.chain import ALONE, Desk

pytestmark = pytest.mark.browser

SMUGGLING = "What did the Commission propose in 2023 against migrant smuggling?"
VISA = "How many countries have a visa-free regime with the EU?"


class Patient(Desk):
    """Remembers what it was asked; waits at “wait” until told; breaks at “break”."""

    asked: list[tuple[str, tuple[str, ...]]] = []  # noqa: RUF012  shared with the tests
    go_on = threading.Event()

    def answer(self, request, follow=ALONE):
        def waiting():
            self.asked.append((request.question, request.history))
            if request.question.startswith("wait"):
                self.go_on.wait(timeout=30)
            if request.question.startswith("break"):
                raise RuntimeError("secret detail")

        follow.turn(waiting)
        return super().answer(request, follow)


@pytest.fixture(scope="module")
def patient_chat(shipped_copy, serve_desk):
    with serve_desk(Patient, shipped_copy) as running:
        yield running
        Patient.go_on.set()


@pytest.fixture
def patient(patient_chat):
    Patient.asked.clear()
    Patient.go_on.clear()
    yield patient_chat
    Patient.go_on.set()


def test_two_windows_do_not_mix(patient, open_window):
    one, other = open_window(patient.url), open_window(patient.url)
    first, second = one.ask(SMUGGLING), other.ask(VISA)
    expect(first).to_contain_text("Smuggl")
    expect(second).to_contain_text("64")
    expect(one.page.locator("#log .question")).to_have_text([SMUGGLING])
    expect(other.page.locator("#log .question")).to_have_text([VISA])
    quote = one.press(first.locator("a.cite").first)
    expect(other.page.locator("#source mark")).to_have_count(0)
    other.press(second.locator("a.cite").first)
    assert one.quoted() == quote
    one.ask("And when?")
    assert Patient.asked[-1] == ("And when?", (SMUGGLING,))


def test_follow_ups_know_the_questions_before(patient, open_window):
    window = open_window(patient.url)
    window.ask(SMUGGLING)
    window.ask("break")
    window.ask(VISA)
    assert Patient.asked[-1] == (VISA, (SMUGGLING,))
    window.page.get_by_role("button", name="New conversation").click()
    expect(window.page.locator("#log .question")).to_have_count(0)
    window.ask(VISA)
    assert Patient.asked[-1] == (VISA, ())


def test_it_says_that_it_is_reading_and_stops(patient, open_window):
    window = open_window(patient.url)
    box = window.page.locator("#box")
    box.locator("textarea").fill("wait for it")
    box.get_by_role("button", name="Ask").click()
    expect(window.page.locator("#log .thinking")).to_contain_text("Reading")
    expect(window.page.get_by_role("status").filter(has_text="Reading")).to_have_count(1)
    box.get_by_role("button", name="Stop").click()
    expect(window.page.locator("#log .notice")).to_have_text("Stopped.")
    Patient.go_on.set()
    expect(window.ask(VISA)).to_contain_text("64")
    expect(window.page.locator("#log .notice")).to_have_text("Stopped.")
    assert Patient.asked[-1] == (VISA, ())


def test_an_unexpected_error_is_one_plain_sentence(patient, open_window, caplog):
    window = open_window(patient.url)
    reply = window.ask("break it")
    expect(reply).to_contain_text("Something went wrong that Footnote did not expect.")
    assert "secret" not in window.page.content()
    assert "Traceback" not in window.page.content()
    assert "secret detail" in caplog.text
    expect(window.ask(VISA)).to_contain_text("64")


def test_a_question_too_long_is_refused_in_a_sentence(patient, open_window):
    window = open_window(patient.url)
    expect(window.ask("why? " * 5_000)).to_contain_text("the limit is")


def test_an_empty_question_is_left_alone(patient, open_window):
    window = open_window(patient.url)
    window.page.locator("#log .example").first.wait_for()
    window.page.locator("#box").get_by_role("button", name="Ask").click()
    status = window.page.get_by_role("status")
    expect(status.filter(has_text="The question is empty")).to_have_count(1)
    expect(window.page.locator("#log .question")).to_have_count(0)


def test_without_a_library_it_says_how_to_make_one(tmp_path, serve_desk, open_window):
    with serve_desk(Desk, tmp_path / "none") as chat:
        window = open_window(chat.url)
        expect(window.page.locator("#log")).to_contain_text("footnote ingest")
        expect(window.ask(VISA)).to_contain_text("There is no library")
