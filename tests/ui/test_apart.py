"""What one asked before, or in which words, stands in no answer of another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from tests.ui.test_render import Reader
from tests.ui.test_talks import ANNA, BEN, GATE, LAMP, ask, write
from ui.chat.desk import SharedDesk
from ui.chat.given import answers_of
from ui.chat.looking import Looking
from ui.chat.pages import page


@pytest.fixture
def shared(settings: Settings, tmp_path: Path, embedder: Embedder) -> Iterator[SharedDesk]:
    write(tmp_path / "house.md", "eight")
    ingest(settings, [str(tmp_path / "house.md")], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().embedder = embedder
    yield desk
    desk.close()


def test_the_same_question_after_others_is_another_answer(shared: SharedDesk) -> None:
    anna, ben = Looking(shared, visitor=ANNA), Looking(shared, visitor=BEN)
    ask(anna, GATE)
    ask(ben, LAMP, GATE)
    (own,) = answers_of(shared.open().library, ANNA.owner)
    assert own.history == ()
    shown = page(anna, f"#saved/{own.id}").shown
    assert LAMP not in Reader(shown).text


def test_the_same_question_in_other_words_is_another_answer(shared: SharedDesk) -> None:
    anna, ben = Looking(shared, visitor=ANNA), Looking(shared, visitor=BEN)
    ask(anna, GATE)
    ask(ben, f"Hello, {GATE.lower()}")
    (own,) = answers_of(shared.open().library, ANNA.owner)
    assert own.question == GATE
