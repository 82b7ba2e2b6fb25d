"""Attack strings by every way in: they are shown as their characters, and nothing happens."""

import re
from pathlib import Path

import pytest

from corpus.errors import SourceRefused
from corpus.settings import Settings
from ingest.apply import ingest
from qa.answer import Answer, Outcome, Searched, Statement, Support
from qa.chain import ALONE, Desk
from tests.browser.conftest import serving
from tests.model_server import ModelServer, says
from tests.qa.scripted import citing, passages_in

pytestmark = pytest.mark.browser
LIST = Path(__file__).parents[3] / "shared" / "data" / "security" / "xss-payload-list.txt"
EVERY = 44  # of 6,613 payloads this leaves 151
BATCH = 350
TOGETHER = 20
FEW = 4
QUOTE = "The gate is closed at eight in the evening."

# What of a page an attack would show itself by. Gradio has a style in its own drawings and on the
# layer that shows its progress; the page's script has a button beside selected words.
FOUND = """() => {
  const within = (what) => [...document.querySelectorAll(`#panes ${what}, #top ${what}`)];
  const own = (e) => e.closest("svg, [data-testid=status-tracker], #these-words");
  const ours = (what) => within(what).filter((e) => !own(e));
  return {
    foreign: ours(":is(script, iframe, object, embed, form, audio, video, style, base)").length,
    scripted: ours("*").filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length,
    styled: ours(":is(#source, .answer, .notice, .question) [style]").length,
    pictures: ours("img").filter((e) => !e.getAttribute("src").startsWith("page/")).length,
    links: ours("a[href]").filter((e) => !e.getAttribute("href").startsWith("#")).length,
    overlays: ours(":is(#source, .answer, .notice, .question) *")
      .filter((e) => getComputedStyle(e).position === "fixed").length,
  };
}"""
NOTHING = dict.fromkeys(("foreign", "scripted", "styled", "pictures", "links", "overlays"), 0)


@pytest.fixture(scope="module")
def payloads():
    if not LIST.is_file():
        pytest.skip("the list of attack strings is not here (../shared/data/security)")
    lines = LIST.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if line.strip()]


@pytest.fixture(scope="module")
def chosen(payloads):
    return payloads[::EVERY]


class Saying(Desk):
    """Answers a question “batch N” with payloads as sentences, and “fail N” with an error."""

    payloads: tuple[str, ...] = ()

    def answer(self, request, follow=ALONE):
        word, _, number = request.question.partition(" ")
        if word == "fail":
            raise SourceRefused(reason=some_at_a_time(self.payloads[::EVERY])[int(number)])
        said: tuple[str, ...] = (request.question,)
        if word == "batch":
            said = self.payloads[int(number) * BATCH :][:BATCH]
        generation = self.library.generation()
        return Answer(
            id="0" * 32,
            question=request.question,
            standalone_question=request.question + " ",
            outcome=Outcome.ANSWERED,
            statements=tuple(Statement(text, Support.UNSUPPORTED, (), (0, 3)) for text in said),
            nearest=(),
            confidence=0.5,
            generation=generation.number,
            model="recital",
            seconds={"total": 0.1},
            searched=Searched((), generation.passages, 1, said[:3]),
        )


@pytest.fixture(scope="module")
def gate_library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gate")
    (folder / "gate.txt").write_text(QUOTE, encoding="utf-8")
    ingest(Settings(library=folder / "library"), [str(folder / "gate.txt")])
    return folder / "library"


@pytest.fixture(scope="module")
def saying_chat(gate_library, payloads):
    kind = type("Saying", (Saying,), {"payloads": tuple(payloads)})
    with serving(lambda: kind(Settings(library=gate_library))) as running:
        yield running


def nothing_happened(window):
    """The window itself watches requests, dialogs, errors and the console."""
    assert window.page.evaluate(FOUND) == NOTHING


def shown(locator):
    return locator.evaluate_all("all => all.map(one => one.textContent)")


def test_all_of_them_as_sentences_of_answers(saying_chat, payloads, open_window):
    window = open_window(saying_chat.url)
    for number in range(-(-len(payloads) // BATCH)):
        answer = window.ask(f"batch {number}")
        expected = [line.replace("\0", "�") for line in payloads[number * BATCH :][:BATCH]]
        assert shown(answer.locator(".said")) == expected
        nothing_happened(window)
        window.page.get_by_role("button", name="New conversation").click()
        window.page.locator("#log .answer").first.wait_for(state="detached")


def test_as_questions(saying_chat, chosen, open_window):
    window = open_window(saying_chat.url)
    for together in in_conversations(window, some_at_a_time(chosen)):
        for payloads in together:
            window.ask(payloads)
        questions = shown(window.page.locator("#log .question"))
        assert questions == [payloads.replace("\0", "�") for payloads in together]
        nothing_happened(window)


def test_as_sentences_of_errors(saying_chat, chosen, open_window):
    window = open_window(saying_chat.url)
    for together in in_conversations(window, range(len(some_at_a_time(chosen)))):
        for number in together:
            window.ask(f"fail {number}")
        assert window.page.locator("#log .notice").count() == len(together)
        nothing_happened(window)


def some_at_a_time(chosen):
    """A few payloads in one text: to ask and to answer takes the page half a second."""
    return [" ".join(chosen[start : start + FEW]) for start in range(0, len(chosen), FEW)]


def in_conversations(window, all_of_them):
    """Some at a time, each time in a new conversation: a long one takes longer to show."""
    for start in range(0, len(all_of_them), TOGETHER):
        yield all_of_them[start : start + TOGETHER]
        window.page.get_by_role("button", name="New conversation").click()
        window.page.locator("#log .question").first.wait_for(state="detached")


def test_as_what_a_language_model_writes(gate_library, chosen, open_window):
    def reply(request):
        if not passages_in(request):
            return says("")
        drafts = [("The gate is closed at eight in the evening.", QUOTE)]
        return citing(*drafts, *((payload, QUOTE) for payload in chosen))(request)

    server = ModelServer(reply)
    settings = server.settings("openai", library=gate_library)
    with serving(lambda: Desk(settings)) as running:
        window = open_window(running.url)
        answer = window.ask("When is the gate closed?")
        answer.locator(".left-out li").first.wait_for(state="attached")
        nothing_happened(window)
    server.close()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory, chosen):
    """A library whose texts, titles and file names are attacks."""
    folder = tmp_path_factory.mktemp("attacked")
    texts = folder / "texts"
    texts.mkdir()
    paragraphs = "\n\n".join(chosen)
    (texts / "0 all of them.txt").write_text(paragraphs, encoding="utf-8")
    for number, payload in enumerate(chosen):
        name = re.sub(r"[/\0]", " ", payload).encode()[:180].decode(errors="ignore").strip(". ")
        file = texts / f"{name or number}.md"
        file.write_text(f"# {payload}\n\nText of {payload}\n", encoding="utf-8")
    ingest(Settings(library=folder / "library"), [str(texts)])
    return folder / "library"


def test_as_titles_file_names_and_texts(attacked, chosen, open_window):
    with serving(lambda: Desk(Settings(library=attacked))) as running:
        window = open_window(running.url)
        window.page.locator("#source .shelf a").nth(len(chosen) // 2).wait_for()
        nothing_happened(window)
        window.page.locator("#source .shelf a", has_text="all of them").first.click()
        window.page.locator("#source .source-text").wait_for()
        nothing_happened(window)
        links = window.page.locator("#source .shelf a")
        for number in range(0, len(chosen), 10):
            window.page.get_by_role("link", name="All documents").click()
            links.nth(number).click()
            window.page.locator("#source .source-text").wait_for()
            nothing_happened(window)
