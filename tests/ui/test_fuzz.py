"""Whatever a client sends in place of the page: it is answered in plain markup, and touches nothing
of anybody else's.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.embedding import Embedder
from corpus.settings import Settings
from corpus.verdicts import Judged
from ingest import staging
from ingest.apply import ingest
from qa.chain import Desk
from qa.request import Request
from tests.ui.settling import settle
from tests.ui.test_render import Reader
from ui.chat.acts import ACTS, perform
from ui.chat.asking import asked
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.events import shown
from ui.chat.looking import Done, Looking
from ui.chat.markup import ATTRIBUTES, OFFICIAL, TAGS
from ui.chat.pages import PAGES, page
from ui.chat.place import Place
from ui.chat.scope import Chosen
from ui.chat.sent import CHARS, text, whole_number
from ui.chat.visitor import Rules, Visitor
from ui.words import speaking

LAMP: Final = "Who lights the lamp at the gate?"
ANNA, BEN = Visitor("login:anna"), Visitor("browser:" + "b" * 32)
NOBODY: Final = Visitor()


@dataclass(frozen=True, repr=False)
class House:
    """A chat in which Anna has asked, judged, and brought a file that waits."""

    shared: SharedDesk
    talk: Conversation
    row: int

    @property
    def answer(self) -> str:
        (turn,) = self.talk.turns
        assert turn.answer
        return turn.answer.id

    def of(self, visitor: Visitor, rules: Rules | None = None) -> Looking:
        return Looking(self.shared, rules or Rules(), visitor)

    @property
    def kept(self) -> Any:
        """All that is Anna's, and all that is everybody's."""
        library, owner = self.shared.open().library, ANNA.owner
        return (
            library.conversations(owner),
            library.verdicts(owner),
            [saved.id for saved in library.answers_of(owner)],
            [generation.number for generation in library.generations()],
            staging.files_in(staging.folder_of(library.folder)),
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("fuzz")
    file, own = folder / "gate.md", Settings(library=folder / "library")
    file.write_text("# The gate\n\nThe lamp at the gate is lit by whoever comes home first.\n")
    ingest(own, [str(file)], embedder=embedder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.chat.desk.STEP_S", 0.005)
        shared = SharedDesk(lambda: Desk(own), own)
        shared.open().embedder = embedder
        yield furnished(shared, own.library)
        shared.close()


def furnished(shared: SharedDesk, library: Path) -> House:
    talk = asyncio.run(begun(Looking(shared, visitor=ANNA)))
    settle(shared)
    answer = talk.turns[0].answer
    assert answer
    given_one = shared.open().library.give_verdict(ANNA.owner, answer.id, LAMP, Judged.WRONG_SOURCE)
    with staging.opened(library, "a" * 32, staging.clean("secret.md")) as file:
        file.write(b"# Anna's own secret\n\nNobody else has seen it.\n")
    return House(shared, talk, given_one.row)


async def begun(looking: Looking) -> Conversation:
    talk = looking.talk
    async for step in asked(looking, Request(LAMP)):
        talk = step[2]
    return talk


def performed(looking: Looking, sent: str) -> list[Done]:
    async def gathered() -> list[Done]:
        return [step async for step in perform(looking, sent)]

    return asyncio.run(gathered())


def message(act: str, arg: str, fields: dict[str, list[str]] | None = None) -> str:
    return json.dumps({"act": act, "arg": arg, "fields": fields or {}})


def is_plain(markup: str) -> bool:
    """Whether it is of listed tags and attributes, leads nowhere else, and can be sent."""
    reader = Reader(markup)
    links = [value or "" for name, value in reader.attributes if name == "href"]
    markup.encode()
    assert reader.tags <= TAGS
    assert {name for name, _ in reader.attributes} <= ATTRIBUTES
    return all(link.startswith(("#", *OFFICIAL)) for link in links)


def markup_of(looking: Looking, step: Done, sent: str) -> list[str]:
    """All that a step shows in the page."""
    parts = [part for part in shown(looking, step, sent) if isinstance(part, str)]
    messages = [] if not isinstance(step.talk, Conversation) else step.talk.messages
    return [*parts, *(str(one["content"]) for one in messages)]


# What may be sent

ODD: Final = (
    *("", "0", "-1", "1", "99", "9" * 30, "9" * 5_000, "\u0663", "1e9", "now", "again", "/", "//"),
    *("../../etc/passwd", "%2e%2e/", "\0", "\ud800", "\u202e", "'", "<script>", "#library", "{0}"),
    *("f" * 32, "f" * 32 + "/" + "e" * 32, "f" * 32 + "/helpful", "1/x/0-9/gate"),
    *("1//0-9." + "f" * 32 + "/gate", "9" * 9 + "//" + "9" * 12 + "-0/gate", "document/\ud800"),
)
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40))
NAMES = st.one_of(
    st.sampled_from(
        [
            *("words", "title", "question", "document", "a", "b", "a-as-of", "b-as-of"),
            *("place", "start", "why", "refused"),
        ]
    ),
    st.text(max_size=8),
)
FIELDS = st.dictionaries(NAMES, st.lists(TEXTS, max_size=3), max_size=4)
MESSAGES = st.builds(message, st.sampled_from(sorted(ACTS)), TEXTS, FIELDS)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["act", "arg", "fields", "words"]), inner, min_size=1, max_size=4
        ),
    ),
    max_leaves=12,
)
ANYTHING = st.one_of(st.text(max_size=60), JSON.map(json.dumps), st.just("[" * 100_000))
FRAGMENTS = st.builds("#{}/{}".format, st.sampled_from(sorted(PAGES)), TEXTS)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(sent=ANYTHING)
def test_what_is_no_message_does_nothing(house: House, sent: str) -> None:
    assert [step for step in performed(house.of(BEN), sent) if step.ask or step.open] == []


@unhurried
@given(sent=MESSAGES)
def test_whatever_an_act_is_given_it_comes_to_plain_markup(house: House, sent: str) -> None:
    looking = replace(house.of(BEN), talk=house.talk)
    for step in performed(looking, sent):
        assert all(is_plain(part) for part in markup_of(looking, step, sent))


@unhurried
@given(sent=MESSAGES)
def test_where_the_chat_is_only_for_reading_no_act_changes_anything(
    house: House, sent: str
) -> None:
    before = house.kept
    performed(house.of(ANNA, Rules(read_only=True)), sent)
    assert house.kept == before


@unhurried
@given(pressed=st.one_of(FRAGMENTS, st.text(max_size=60)), opened=TEXTS)
def test_whatever_is_opened_the_page_is_plain_markup(
    house: House, pressed: str, opened: str
) -> None:
    looking = replace(house.of(BEN), opened=opened, judging=house.row, chosen=Chosen(("x",), 7))
    shown_page = page(looking, pressed)
    assert is_plain(str(shown_page.shown))
    assert shown_page.shown


def test_a_field_without_a_text_opens_the_library(house: House) -> None:
    assert "The documents" in page(house.of(BEN), None).shown


# Ids of another

INTRUDERS = pytest.mark.parametrize("visitor", [BEN, NOBODY, Visitor("login:ann")])


def ids_of(house: House) -> list[str]:
    answer, talk, row = house.answer, house.talk.id, str(house.row)
    named = [f"{answer}/{judged.name.lower()}" for judged in Judged]
    place = Place("gate", 1, 0, 9, "", answer).fragment.removeprefix("#at/")
    both = [f"{answer}/{answer}", f"{answer}/{LAMP[::-1]}", f"{row}/pick", "a" * 32]
    return [answer, talk, row, place, *named, *both]


@INTRUDERS
@pytest.mark.parametrize("act", sorted(ACTS))
def test_no_act_reaches_what_is_anothers(house: House, act: str, visitor: Visitor) -> None:
    if act == "plan-upload":
        pytest.skip("a batch belongs to whoever knows its name of 128 random bits")
    before, looking = house.kept, house.of(visitor)
    fields = {
        "title": ["Mine now"],
        "words": ["The lamp"],
        "place": [Place("gate", 1, 0, 9, "", house.answer).fragment],
        "start": ["0"],
    }
    for arg in ids_of(house):
        sent = message(act, arg, fields)
        for step in performed(looking, sent):
            assert LAMP not in "".join(map(text_of, markup_of(looking, step, "")))
            assert step.ask is None or step.ask.question != LAMP
    assert house.kept == before


@INTRUDERS
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_shows_what_is_anothers(house: House, name: str, visitor: Visitor) -> None:
    looking = replace(house.of(visitor), judging=house.row)
    for rest, opened in product(["", *ids_of(house)], ["", f"#saved/{house.answer}"]):
        made = page(replace(looking, opened=opened), f"#{name}/{rest}")
        told = text_of(made.shown + made.said)
        assert LAMP not in told
        assert "Citation 1" not in told
        assert f"/{house.answer}" not in made.shown


def text_of(markup: str) -> str:
    return Reader(markup).text


# Texts and numbers


@given(st.text() | st.none() | st.integers() | st.lists(st.text()))
def test_a_text_that_was_sent_can_be_sent_on(sent: object) -> None:
    assert len(text(sent).encode()) <= 4 * CHARS


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_whole_text_is_as_it_was_sent(sent: str) -> None:
    assert text(sent) == sent


@given(st.integers(0, 999_999_999))
def test_a_number_is_read(number: int) -> None:
    assert whole_number(str(number)) == number


@pytest.mark.parametrize("sent", ["", "-1", "1.0", " 1", "\u0663", "²", "9" * 10, "9" * 5_000])
def test_what_is_no_number_is_none(sent: str) -> None:
    assert whole_number(sent) is None


def test_a_refusal_is_said_in_the_language_that_is_spoken(house: House) -> None:
    with speaking("de"):
        (step,) = performed(house.of(BEN, Rules(read_only=True)), message("delete", "gate"))
    assert step.said
