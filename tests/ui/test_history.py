"""The history lists generations, shows what each changed, and leads back to them."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.lock import sole_writer
from corpus.record import Generation
from corpus.settings import Settings
from ingest.apply import ingest
from ingest.generations import prune
from qa.chain import Desk
from tests.ui.test_render import Reader
from ui.chat import desk as module
from ui.chat.acts import perform
from ui.chat.desk import SharedDesk
from ui.chat.history_pane import changed_in, plain
from ui.chat.looking import Done, Looking
from ui.chat.pages import page
from ui.chat.visitor import Rules

OLD, NEW = "The gate closes at eight.", "The gate closes at nine."


@pytest.fixture
def shared(
    settings: Settings,
    texts: Callable[..., Path],
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[SharedDesk]:
    """Over two generations: in the second the gate closes later, and there is a shed."""
    monkeypatch.setattr(module, "STEP_S", 0.01)
    ingest(settings, [str(texts(gate=f"# Gate\n\n{OLD}"))], embedder=embedder)
    again = texts(gate=f"# Gate\n\n{NEW}", shed="# Shed\n\nThe shed is open.")
    ingest(settings, [str(again)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings), settings)
    desk.open().embedder = embedder
    yield desk
    desk.close()


def shown(shared: SharedDesk, fragment: str, rules: Rules | None = None) -> Reader:
    return Reader(str(page(Looking(shared, rules or Rules()), fragment).shown))


def go_back(shared: SharedDesk, number: str, rules: Rules | None = None) -> Done:
    async def steps() -> list[Done]:
        sent = json.dumps({"act": "go-back", "arg": number, "fields": {}})
        return [step async for step in perform(Looking(shared, rules or Rules()), sent)]

    return asyncio.run(steps())[-1]


def test_generations_are_listed_newest_first(shared):
    text = shown(shared, "#history").text
    assert text.index("Generation 2 current") < text.index("Generation 1")
    assert "1 document added, 1 document edited" in text
    assert "2 documents · 2 passages" in text


def test_one_shows_what_it_changed_word_by_word(shared):
    text = shown(shared, "#diff/2").text
    assert "Against generation 1: 1 document added, 1 document edited" in text
    assert "Shed shed.md" in text
    assert "old: eightnew: nine" in text
    assert "This is the current generation" in text


def test_the_first_lists_what_it_holds(shared):
    text = shown(shared, "#diff/1").text
    assert "The first generation that is kept." in text
    assert "Gate gate.md" in text


def test_going_back_asks_first_and_says_what_it_means(shared):
    read = shown(shared, "#diff/1")
    assert "1 document edited, 1 document removed" in read.text
    assert ("value", "go-back/1") in read.attributes


def test_going_back_is_undone_by_going_back_again(shared):
    done = go_back(shared, "1")
    assert done.said == "Generation 3 holds what generation 1 held."
    assert shared.open().ask("When does the gate close?").statements[0].text == OLD
    assert "Back to generation 1" in shown(shared, "#history").text
    go_back(shared, "2")
    assert shared.open().ask("When does the gate close?").statements[0].text == NEW


def test_going_back_to_what_is_held_changes_nothing(shared):
    assert go_back(shared, "2").said == "The library holds what generation 2 held."
    assert shared.open().library.current() == 2


@pytest.mark.parametrize("number", ["7", "0", "", "one", "²", "-1", "1/2", "9" * 30])
def test_a_generation_that_is_not_there_is_said(shared, number):
    assert "generation" in shown(shared, f"#diff/{number}").text.lower()
    assert not str(go_back(shared, number).work).startswith('<div class="done"')
    assert shared.open().library.current() == 2


def test_a_forgotten_generation_is_compared_with_no_longer(shared, settings):
    prune(settings, 1)
    assert "The first generation that is kept." in shown(shared, "#diff/2").text
    assert "Generation 1" not in shown(shared, "#history").text


def test_where_nothing_may_be_written_there_is_no_going_back(shared):
    rules = Rules(read_only=True)
    assert "Go back" not in shown(shared, "#diff/1", rules).text
    assert "only for reading" in go_back(shared, "1", rules).said
    assert shared.open().library.current() == 2


def test_who_writes_is_told_to_another_window(shared, settings):
    with sole_writer(settings.library, "footnote ingest"):
        done = go_back(shared, "1")
    assert "`footnote ingest`" in done.said
    assert str(settings.library) not in done.said


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ({"documents": {"added": ["a", "b"], "unchanged": ["c"]}}, "2 documents added"),
        ({"documents": {"removed": ["a"]}, "rollback": 3}, "Back to generation 3: 1 document"),
        ({"documents": {"added": []}, "rollback": 3}, "Back to generation 3: no document"),
        ({"documents": {}, "passages": {"embedded": 4}}, "4 passages embedded anew"),
        ({}, "no document changed"),
    ],
)
def test_what_a_generation_changed_is_said_in_words(summary, said):
    generation = Generation(4, "2026-11-23T10:00:00+00:00", "test", "m", 3, "v", 4, summary)
    assert changed_in(generation).startswith(said)


def test_a_command_is_told_without_where_things_are():
    assert plain("footnote ingest /srv/people/anna/texts --wait") == "footnote ingest texts --wait"
