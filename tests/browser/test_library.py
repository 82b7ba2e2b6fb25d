"""The library's page: files are brought in, looked at, applied, deleted and brought back."""

import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

from corpus.settings import Settings
from qa.chain import Desk
from tests.browser.conftest import serving
from tests.browser.test_changes import said, tab_to
from tests.browser.test_look import PHONE, fits, look
from ui.chat.visitor import Rules

pytestmark = pytest.mark.browser

WASPS = "# Wasps\n\nWasps come in August, when the plums are ripe.\n"
ROSES = "# Roses\n\n## Cutting\n\nThe roses are cut in March, before the buds open.\n"
MOSS = "Moss grows on the north side of the wall behind the old pump.\n"
PLUMS = "When do wasps come?"
CUT = "When are the roses cut?"


@pytest.fixture
def window(own_chat, open_window):
    return open_window(own_chat.url, reduced_motion="reduce")


@pytest.fixture
def files(tmp_path) -> Path:
    """Files to bring in: two that are good, a folder, and one that is broken."""
    folder = tmp_path / "files"
    (folder / "garden" / "wall").mkdir(parents=True)
    (folder / "garden" / ".git").mkdir()
    (folder / "wasps.md").write_text(WASPS)
    (folder / "moss.txt").write_text(MOSS)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (folder / "garden" / "roses.md").write_text(ROSES)
    (folder / "garden" / "wall" / "ivy.md").write_text("# Ivy\n\nIvy holds the wall together.\n")
    (folder / "garden" / ".git" / "config").write_text("[core]\n")
    return folder


@pytest.fixture
def gate(embedder, monkeypatch):
    """Holds up the embedding until it is set."""
    opened, encode = threading.Event(), embedder.encode_alone

    def held_up(texts):
        assert opened.wait(60)
        return encode(texts)

    monkeypatch.setattr(embedder, "encode_alone", held_up)
    yield opened
    opened.set()


def bring(window, *paths, button="Add files…"):
    """Choose files, or a folder; the plan that appears."""
    page = window.page
    page.locator("#source .bring").wait_for()
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name=button).click()
    chosen.value.set_files([str(path) for path in paths])
    plan = page.locator("#source .plan")
    plan.wait_for()
    return plan


def delete(window, title):
    """Delete a document; what is said when it is done."""
    page = window.page
    entry = page.locator("#source .entry", has_text=title)
    entry.locator(".sure summary").click()
    page.get_by_role("button", name=f"Delete it {title}").click()
    done = page.locator("#work .done")
    done.wait_for()
    expect(page.locator("#source .entry", has_text=title)).to_have_count(0)
    return done


def kept(chat):
    home = chat.library.folder / "uploads"
    return sorted(f.relative_to(home).as_posix() for f in home.rglob("*") if f.is_file())


def test_files_and_a_folder_are_brought_in_asked_deleted_and_brought_back(own_chat, window, files):
    page = window.page
    plan = bring(window, files / "wasps.md", files / "moss.txt")
    said(window, "2 documents changed.")
    expect(plan.locator(".names .title")).to_have_count(2)
    assert own_chat.library.current() == 1
    assert window.apply() == "Done: generation 2."

    plan = bring(window, files / "garden", button="Add folder…")
    expect(plan.locator(".facts").first).to_have_text("2 documents added")
    assert window.apply() == "Done: generation 3."
    assert kept(own_chat) == ["garden/roses.md", "garden/wall/ivy.md", "moss.txt", "wasps.md"]

    assert window.press(window.ask(PLUMS).locator("a.cite")) in WASPS
    assert window.press(window.ask(CUT).locator("a.cite")) in ROSES

    page.get_by_role("link", name="All documents").click()
    done = delete(window, "Roses")
    expect(done).to_contain_text("Deleted: Roses.")
    said(window, "Deleted: Roses.")
    expect(page.locator("#source .touched")).to_contain_text("rests on words")
    expect(window.ask(CUT)).not_to_contain_text("March")
    assert "garden/roses.md" in kept(own_chat)

    window.go_to("Documents")
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Generation 3", exact=True).click()
    page.locator("#source .diff").get_by_text("Go back to this").click()
    page.get_by_role("button", name="Go back", exact=True).click()
    said(window, "Generation 5 holds what generation 3 held.")
    expect(page.locator("#source .entry", has_text="Roses")).to_have_count(1)
    expect(window.ask(CUT)).to_contain_text("March")


def test_deleting_is_undone_in_one_press_and_looking_does_not_undo_it(own_chat, window):
    page = window.page
    done = delete(window, "House rules")
    page.get_by_role("button", name="Check for changes").click()
    expect(page.locator("#work")).to_have_text("Nothing has changed.")
    expect(page.locator("#source .left-out-documents")).to_contain_text("House rules")
    page.get_by_role("button", name="Take in again House rules").click()
    page.locator("#source .plan").wait_for()
    page.get_by_role("button", name="Leave it").click()
    page.locator("#source .library").wait_for()
    done = delete(window, "The ladder")
    done.get_by_role("button", name="Undo").click()
    expect(page.locator("#source .entry", has_text="The ladder")).to_have_count(1)
    assert own_chat.library.current() == 4


def test_a_broken_file_costs_itself_alone(own_chat, window, files):
    plan = bring(window, files / "wasps.md", files / "broken.pdf")
    expect(plan.locator(".facts").first).to_have_text("1 document added, 1 source refused")
    expect(plan).to_contain_text("broken.pdf cannot be read as PDF")
    assert str(own_chat.library.folder) not in plan.inner_text()
    window.apply()
    assert kept(own_chat) == ["wasps.md"]


def test_what_is_left_is_gone(own_chat, window, files):
    bring(window, files / "wasps.md")
    window.page.get_by_role("button", name="Leave it").click()
    expect(window.page.locator("#source .library")).to_be_visible()
    said(window, "The library was left as it is.")
    assert kept(own_chat) == []


def test_dropped_files_are_brought_in_too(window, files):
    page = window.page
    page.locator("#source .bring").wait_for()
    make = """text => {
      const data = new DataTransfer();
      data.items.add(new File([text], "wasps.md"));
      return data;
    }"""
    carried = page.evaluate_handle(make, WASPS)
    page.dispatch_event("#source", "dragover", {"dataTransfer": carried})
    expect(page.locator("#source .bring.over")).to_be_visible()
    page.dispatch_event("#source", "drop", {"dataTransfer": carried})
    expect(page.locator("#source .plan")).to_contain_text("Wasps")


def test_applying_can_be_stopped_and_goes_on_from_there(own_chat, window, files, gate):
    page = window.page
    bring(window, files / "wasps.md")
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page.get_by_role("progressbar", name="Embedding")).to_be_visible()
    expect(page.get_by_role("button", name="Apply", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Cancel").click()
    said(window, "Stopping…")
    gate.set()
    expect(page.locator("#work .failed")).to_contain_text("Cancelled: the library is as it was.")
    assert own_chat.library.current() == 1
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    assert window.apply() == "Done: generation 2."


def test_a_second_window_is_told_who_writes(own_chat, window, open_window, files, gate):
    other = open_window(own_chat.url)
    bring(window, files / "wasps.md")
    bring(other, files / "moss.txt")
    window.page.get_by_role("button", name="Apply", exact=True).click()
    window.page.get_by_role("progressbar").wait_for()
    other.page.get_by_role("button", name="Apply", exact=True).click()
    refused = other.page.locator("#work .failed")
    expect(refused).to_contain_text("is being written by")
    assert str(own_chat.library.folder.parent) not in refused.inner_text()
    expect(other.page.get_by_role("button", name="Apply", exact=True)).to_be_visible()
    gate.set()
    window.page.locator("#work .done").wait_for()
    other.page.get_by_role("button", name="Apply", exact=True).click()
    expect(other.page.locator("#work .done")).to_contain_text("has changed meanwhile")
    assert other.apply() == "Done: generation 3."
    assert kept(own_chat) == ["moss.txt", "wasps.md"]


def test_a_long_list_is_looked_through(chat, open_window):
    page = open_window(chat.url).page
    entries = page.locator("#source .entry:visible")
    page.locator("#library-filter").fill("qualification brief")
    expect(entries).to_have_count(1)
    expect(page.locator("#status")).to_have_text("Documents shown: 1")
    page.locator("#library-filter").fill("")
    assert entries.count() > 8


def test_the_same_by_keyboard_alone(window, files):
    page = window.page
    page.locator("#source .bring").wait_for()
    with page.expect_file_chooser() as chosen:
        tab_to(page, ".choose-files")
        page.keyboard.press("Enter")
    chosen.value.set_files(str(files / "wasps.md"))
    page.locator("#source .plan").wait_for()
    expect(page.locator("#source")).to_be_focused()
    tab_to(page, "#leave")
    page.keyboard.press("Enter")
    page.locator("#source .library").wait_for()
    tab_to(page, ".entry:last-child .sure summary")
    page.keyboard.press("Enter")
    tab_to(page, ".entry:last-child .sure button")
    page.keyboard.press("Enter")
    said(window, "Deleted: House rules.")


@pytest.fixture
def serve_with(tmp_path, shipped_copy, embedder):
    """Serves the shipped texts, or no library at all, with other rules."""

    def serve(rules, *, empty=False):
        settings = Settings(library=tmp_path / "none" if empty else shipped_copy)

        def opener():
            desk = Desk(settings)
            desk.embedder = embedder
            return desk

        return serving(opener, rules=rules, settings=settings)

    return serve


def test_read_only_shows_nothing_that_writes(serve_with, open_window):
    with serve_with(Rules(read_only=True, uploads=False)) as running:
        page = open_window(running.url).page
        page.locator("#source .library").wait_for()
        for words in ("Delete", "Check for changes", "Add files", "--allow-uploads"):
            expect(page.get_by_text(words)).to_have_count(0)
        page.get_by_role("link", name="History").click()
        page.locator("#source .history").wait_for()


def test_where_others_reach_it_files_are_added_only_where_it_is_allowed(serve_with, open_window):
    with serve_with(Rules(uploads=False, shared=True)) as running:
        page = open_window(running.url).page
        expect(page.locator("#source .library")).to_contain_text("footnote chat --allow-uploads")
        expect(page.get_by_role("button", name="Add files…")).to_have_count(0)


def test_an_empty_library_explains_itself_and_is_filled(serve_with, open_window, files):
    with serve_with(Rules(), empty=True) as running:
        window = open_window(running.url)
        expect(window.page.locator("#source")).to_contain_text("footnote ingest")
        bring(window, files / "wasps.md")
        assert window.apply() == "Done: generation 1."
        expect(window.ask(PLUMS)).to_contain_text("Wasps come in August")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read(own_chat, open_window, files, scheme):
    window = open_window(own_chat.url, color_scheme=scheme, reduced_motion="reduce")
    page = window.page
    bring(window, files / "wasps.md", files / "broken.pdf")
    look(window, scheme, at_least=10)
    window.apply()
    page.locator("#source .entry .sure summary").first.click()
    look(window, scheme, at_least=20)
    page.get_by_role("link", name="History").click()
    page.locator("#source .history").wait_for()
    look(window, scheme, at_least=10)
    page.get_by_role("link", name="Generation 1", exact=True).click()
    page.get_by_text("Go back to this").click()
    look(window, scheme, at_least=10)


def test_the_same_on_a_phone(own_chat, open_window, files):
    window = open_window(own_chat.url, **PHONE)
    page = window.page
    bring(window, files / "wasps.md")
    fits(page)
    window.apply()
    page.locator("#source .entry .sure summary").first.click()
    fits(page)
    page.get_by_role("link", name="History").click()
    page.locator("#source .history").wait_for()
    fits(page)
    page.get_by_role("link", name="Generation 2", exact=True).click()
    page.locator("#source .diff").wait_for()
    fits(page)


def test_the_next_start_forgets_what_nobody_decided_about(own_chat, window, files):
    bring(window, files / "wasps.md")
    assert len(kept(own_chat)) == 1
    shutil.rmtree(own_chat.library.folder / "uploads" / ".staged")
    window.page.get_by_role("button", name="Apply", exact=True).click()
    expect(window.page.locator("#work .failed")).to_contain_text("bring it in again")
    assert own_chat.library.current() == 1
