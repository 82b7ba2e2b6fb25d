"""How long until the first page can be used, and from pressing a citation to the highlight on the
screen, in a real Chromium.

`python -m tests.browser.pressing [ACT.json]` measures on the shipped texts and, given an act of
the collection that `evals.benchmarks.acts` reads, on that act. A press counts as done once the
marked characters are the quote and have been painted.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from corpus.settings import Settings
from evals.benchmarks.acts import page as page_of_act
from ingest.apply import ingest
from qa.chain import Desk
from tests.browser.conftest import Chat, serving
from ui.chat.place import Place, parse
from ui.server.garbage import set_aside

PRESSES = 30
FIRST_PAGES = 10
SHIPPED = "What did the Commission propose in 2023 against migrant smuggling?"
ACT = "When is an application considered implicitly withdrawn?"
# Resolves with the milliseconds from the press to the frame after the one with the highlight.
PRESS = """([href, quote]) => new Promise((done) => {
  const links = [...document.querySelectorAll("#log a.cite")];
  const link = links.find((a) => a.getAttribute("href") === href);
  const marked = () => {
    const marks = document.querySelectorAll("#source:not([aria-busy]) mark.quoted");
    return [...marks].map((mark) => mark.textContent).join("");
  };
  performance.mark("pressed");
  link.click();
  const look = () => {
    if (marked() !== quote) return requestAnimationFrame(look);
    requestAnimationFrame(() => {
      performance.mark("shown");
      done(performance.measure("press", "pressed", "shown").duration);
    });
  };
  look();
})"""


@dataclass(frozen=True, slots=True)
class Link:
    """A citation to press, and what has to be marked then."""

    href: str
    quote: str
    document: str


@contextmanager
def library(act: Path | None) -> Iterator[Path]:
    """A library of the shipped texts, or of an act alone."""
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        if act:
            page = Path(folder) / f"{act.stem}.html"
            page.write_text(page_of_act(json.loads(act.read_text("utf-8"))), encoding="utf-8")
            sources = [str(page)]
        ingest(Settings(library=Path(folder) / "library"), sources)
        yield Path(folder) / "library"


def links_of(chat: Chat, page: Page) -> list[Link]:
    """The citations of the answer, those of the document that it cites most."""
    links: list[Link] = []
    for element in page.locator("#log a.cite").all():
        href = element.get_attribute("href") or ""
        place = parse(href)
        assert isinstance(place, Place)
        text = chat.library.document(place.document, place.generation).text
        links.append(Link(href, text[place.start : place.end], place.document))
    most = max(links, key=lambda link: sum(other.document == link.document for other in links))
    return [link for link in dict.fromkeys(links) if link.document == most.document]


def first_pages(browser: Browser, url: str) -> Iterator[float]:
    """From asking for the page, in a window that knows nothing of it, to a box that takes a
    question beside the list of documents.
    """
    for _ in range(FIRST_PAGES):
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        started = perf_counter()
        page.goto(url)
        page.locator("#log .example").first.wait_for()
        page.locator("#source .library").wait_for()
        page.locator("#box textarea").fill("Ready")
        yield (perf_counter() - started) * 1000
        page.close()


def opening(page: Page, links: Sequence[Link]) -> Iterator[float]:
    """Presses that open the document: before each, the list of documents is shown."""
    for number in range(PRESSES):
        page.evaluate("document.querySelector(\"#panes a[href='#library']\")?.click()")
        page.locator("#source:not([aria-busy]) .library").wait_for()
        yield press(page, links[number % len(links)])


def moving(page: Page, links: Sequence[Link]) -> Iterator[float]:
    """Presses from one citation to another of the same document, once all of it is there."""
    press(page, links[0])
    page.locator("#source:not(:has(.more)) .source-text").wait_for()
    for number in range(1, PRESSES + 1):
        yield press(page, links[number % len(links)])


def press(page: Page, link: Link) -> float:
    took: float = page.evaluate(PRESS, [link.href, link.quote])
    return took


def report(name: str, times: Sequence[float]) -> None:
    p95 = quantiles(times, n=20)[-1]
    figures = f"median {median(times):4.0f} ms   p95 {p95:4.0f} ms   max {max(times):4.0f} ms"
    tell(f"  {name:24} {figures}")


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def measure(name: str, question: str, act: Path | None) -> None:
    with (
        library(act) as folder,
        serving(lambda: Desk(Settings(library=folder))) as chat,
        sync_playwright() as playwright,
    ):
        chat.desk.warm(set_aside)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page.goto(chat.url)
        page.locator("#box textarea").fill(question)
        page.keyboard.press("Enter")
        page.locator("#log a.cite").first.wait_for(timeout=60_000)
        report("first page", list(first_pages(browser, chat.url)))
        links = links_of(chat, page)
        held = chat.library.document(links[0].document)
        tell(f"{name}: {held.title}, {len(held.text):,} characters, {len(links)} citations")
        report("opening the document", list(opening(page, links)))
        if len(links) > 1:
            report("moving in the document", list(moving(page, links)))
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", nargs="?", type=Path, metavar="ACT.json")
    act = parser.parse_args().act
    measure("shipped texts", SHIPPED, None)
    if act:
        measure("act", ACT, act)


if __name__ == "__main__":
    main()
