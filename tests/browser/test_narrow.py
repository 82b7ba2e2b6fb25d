"""Narrowing: the documents to ask are chosen, and an earlier generation, by mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_changes import HONEY, LADDER, NEW, OLD, tab_to
from tests.browser.test_look import PHONE, fits, look
from tests.browser.test_memory import load_again

pytestmark = pytest.mark.browser

GATE = "When is the gate closed?"


@pytest.fixture
def window(own_chat, open_window):
    return ready(open_window(own_chat.url, reduced_motion="reduce"))


def ready(window):
    """The window, once its page stands."""
    window.page.locator("#source .library").wait_for()
    return window


@pytest.fixture
def ingest_again(own_chat, own_texts):
    """Lets the library be made again after a change of its texts, as another process does."""
    from ingest.apply import ingest

    def again():
        desk = own_chat.desk.open()
        ingest(desk.settings, [str(own_texts)], embedder=desk.embedder)
        own_chat.desk.refresh()

    return again


@pytest.fixture
def edited(own_texts, ingest_again):
    """The text on honey, in a second generation."""
    file = own_texts / "bees.md"
    file.write_text(file.read_text().replace("July", "August"))
    ingest_again()


def scope(window):
    return window.page.locator("#scope")


def choose(window):
    window.page.locator("#scope").get_by_role("link", name="Choose").click()
    page = window.page.locator("#source .choose")
    page.wait_for()
    return page


def look_at(page, generation):
    """Press an earlier generation, until what it held is shown."""
    page.locator("summary").click()
    item = page.locator(".generations li", has_text=f"{generation},")
    item.get_by_role("link").click()
    expect(item.locator(".here")).to_be_visible()


def narrow_to(window, *titles):
    """Tick these documents and no others, and press “Ask these”."""
    page = choose(window)
    page.get_by_role("button", name="Tick none").click()
    for title in titles:
        page.get_by_label(title).check()
    page.get_by_role("button", name="Ask these").click()


def cited(answer):
    places = answer.locator("a.cite").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return {place.rpartition("/")[2] for place in places}


def test_the_line_below_the_box_says_what_is_asked(window):
    expect(scope(window)).to_contain_text("Asking all 4 documents")
    expect(scope(window).get_by_role("button")).to_have_count(0)


def test_the_line_follows_what_is_applied(window, own_texts):
    (own_texts / "wasps.md").write_text("# Wasps\n\nWasps come in August.\n")
    window.look("Check for changes")
    window.apply()
    expect(scope(window)).to_contain_text("Asking all 5 documents")


def test_a_narrowed_window_cites_only_what_it_chose_and_asks_everything_again(window):
    narrow_to(window, "House rules")
    expect(scope(window)).to_contain_text("Asking 1 of 4 documents: House rules")
    expect(window.page.locator("#box textarea")).to_be_focused()
    assert cited(window.ask(GATE)) == {"rules"}
    expect(window.ask(LADDER)).to_contain_text("The documents do not say.")
    scope(window).get_by_role("button", name="Ask everything again").click()
    expect(scope(window)).to_contain_text("Asking all 4 documents")
    assert cited(window.ask(LADDER)) == {"ladder"}


def test_the_choice_stays_through_follow_ups_and_new_conversations_and_in_its_window(
    own_chat, window, open_window
):
    other = ready(open_window(own_chat.url))
    narrow_to(window, "House rules", "The ladder")
    expect(scope(window)).to_contain_text("Asking 2 of 4 documents")
    window.ask(GATE)
    window.page.get_by_role("button", name="New conversation").click()
    expect(window.page.locator("#log .question")).to_have_count(0)
    expect(scope(window)).to_contain_text("Asking 2 of 4 documents")
    expect(window.ask(HONEY)).to_contain_text("The documents do not say.")
    expect(scope(other)).to_contain_text("Asking all 4 documents")
    expect(other.ask(HONEY)).to_contain_text(OLD)


def test_an_earlier_generation_is_asked_in_its_own_words(edited, window):
    expect(window.ask(HONEY)).to_contain_text(NEW)
    page = choose(window)
    look_at(page, "Generation 1")
    page.get_by_role("button", name="Ask these").click()
    expect(scope(window)).to_contain_text("Asking all 4 documents · as of generation 1")
    answer = window.ask(HONEY)
    expect(answer).to_contain_text(OLD)
    assert window.press(answer.locator("a.cite")) == OLD


def test_what_is_ticked_stays_so_while_another_generation_is_looked_at(edited, window):
    page = choose(window)
    page.get_by_role("button", name="Tick none").click()
    page.get_by_label("House rules").check()
    expect(page.locator(".count")).to_have_text("1 of 4 ticked")
    look_at(page, "Generation 1")
    expect(page.locator(".count")).to_have_text("1 of 4 ticked")
    expect(page.get_by_label("House rules")).to_be_checked()


def test_a_chosen_document_that_was_removed_is_said_so_and_all_are_asked_in_one_press(
    window, own_texts, ingest_again
):
    narrow_to(window, "The ladder")
    window.ask(LADDER)
    (own_texts / "ladder.md").unlink()
    ingest_again()
    reply = window.ask(GATE)
    expect(reply).to_contain_text(
        "“The ladder” was chosen to be asked and is in the library no longer."
    )
    expect(scope(window)).to_contain_text("1 is there no longer")
    reply.get_by_role("button", name="Ask all documents").click()
    answer = window.page.locator("#log .answer").last
    expect(answer).to_contain_text("The gate is closed at eight in the evening.")
    expect(window.page.locator("#log .question").last).to_have_text(GATE)
    expect(scope(window)).to_contain_text("Asking all 3 documents")


def test_the_choice_is_found_again_when_the_page_is_loaded_again(window):
    narrow_to(window, "House rules")
    window.ask(GATE)
    load_again(window)
    expect(window.page.locator("#log .question")).to_have_text([GATE])
    expect(scope(window)).to_contain_text("Asking 1 of 4 documents: House rules")
    expect(window.ask(LADDER)).to_contain_text("The documents do not say.")


def test_nothing_ticked_is_said_beside_the_button(window):
    page = choose(window)
    page.get_by_role("button", name="Tick none").click()
    page.get_by_role("button", name="Ask these").click()
    expect(window.page.locator("#work .failed")).to_have_text("Tick at least one document to ask.")
    expect(scope(window)).to_contain_text("Asking all 4 documents")


def test_long_lists_are_filtered_and_enter_in_the_field_asks_nothing(
    window, own_texts, ingest_again
):
    (own_texts / "acts").mkdir()
    for number in range(8):
        text = f"# Act {number}\n\nIt applies from day {number}.\n"
        (own_texts / "acts" / f"act{number}.md").write_text(text)
    ingest_again()
    page = choose(window)
    page.get_by_role("button", name="Tick none", exact=True).click()
    page.get_by_label("Show only").fill("act 3")
    expect(page.locator(".box:visible")).to_have_count(1)
    status = window.page.get_by_role("status").filter(has_text="Documents shown: 1")
    expect(status).to_have_count(1)
    page.get_by_role("button", name="Tick all", exact=True).click()
    page.get_by_label("Show only").press("Enter")
    expect(page.locator(".count")).to_have_text("1 of 12 ticked")
    page.get_by_label("Show only").fill("")
    folder = page.get_by_role("group", name="acts")
    folder.get_by_role("button", name="all of").click()
    expect(page.locator(".count")).to_have_text("8 of 12 ticked")
    page.get_by_role("button", name="Ask these").click()
    expect(scope(window)).to_contain_text("Asking 8 of 12 documents")


def test_the_same_by_keyboard_alone(window):
    page = window.page
    scope(window).get_by_role("link", name="Choose").wait_for()
    page.locator("#box textarea").focus()
    tab_to(page, "#scope a")
    page.keyboard.press("Enter")
    page.locator("#source .choose").wait_for()
    expect(page.locator("#source")).to_be_focused()
    tab_to(page, ".choose button.tick[value=none]")
    page.keyboard.press("Enter")
    tab_to(page, ".choose input[value$=rules]")
    page.keyboard.press("Space")
    tab_to(page, ".choose button.main")
    page.keyboard.press("Enter")
    expect(scope(window)).to_contain_text("House rules")
    expect(page.locator("#box textarea")).to_be_focused()
    told = page.get_by_role("status").filter(has_text="Asking 1 of 4 documents: House rules.")
    expect(told).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_stands_out_enough(edited, own_chat, open_window, scheme):
    window = ready(open_window(own_chat.url, color_scheme=scheme, reduced_motion="reduce"))
    page = choose(window)
    page.locator("summary").click()
    look(window, scheme, at_least=20)
    narrow_to(window, "House rules")
    expect(scope(window).get_by_role("button")).to_be_visible()
    look(window, scheme, at_least=20)


def test_the_same_on_a_phone(edited, own_chat, open_window):
    window = ready(open_window(own_chat.url, **PHONE))
    page = choose(window)
    page.locator("summary").click()
    fits(window.page)
    expect(page.get_by_role("button", name="Ask these")).to_be_in_viewport()
    narrow_to(window, "House rules")
    expect(scope(window)).to_contain_text("House rules")
    fits(window.page)
    window.ask(GATE)
    expect(window.page.locator("#box textarea")).to_be_in_viewport()
    expect(scope(window)).to_be_in_viewport()
    low, high = (window.page.locator(id).bounding_box() for id in ("#box", "#scope"))
    assert low["y"] + low["height"] <= high["y"] + 1
