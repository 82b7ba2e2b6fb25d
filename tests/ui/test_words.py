"""The interface in other languages: every word of it is there, with the same places to fill."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from ui.chat.labels import LABELS
from ui.words import HERE, LANGUAGES, chosen, moment, number, say, say_many, speaking

OTHERS = [language for language in LANGUAGES if language != "en"]
UI = Path(__file__).parents[2] / "ui"
KEYWORDS = {"say": None, "say_many": (1, 2)}
PLACE = re.compile(r"\{(\w+)\}")


@cache
def written() -> tuple[str | tuple[str, ...], ...]:
    """Every word of the interface, as the code has it."""
    found = extract_from_dir(UI, keywords=KEYWORDS)
    words: set[str | tuple[str, ...]] = {message for _, _, message, _, _ in found if message}
    return tuple(sorted(words | {*LABELS}, key=str))


@cache
def translated(language: str) -> Catalog:
    with (HERE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """The translations of a message, each beside its English."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, message.string, strict=True)


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated(language: str) -> None:
    catalogue = translated(language)
    missing = []
    for words in written():
        message = catalogue.get(words if isinstance(words, str) else words[0])
        if message is None or not all(there for _, there in forms(message)):
            missing.append(words)
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_is_not_said(language: str) -> None:
    said = set(written())
    assert [m.id for m in translated(language) if m.id and m.id not in said] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_places_of_their_english(language: str) -> None:
    for message in translated(language):
        if not message.id:
            continue
        for english, other in forms(message):
            here, there = set(PLACE.findall(english)), set(PLACE.findall(other))
            # “One document” may well have no number in it.
            assert here - {"count"} == there - {"count"}, (english, other)


def test_words_are_said_in_the_language_that_is_spoken() -> None:
    with speaking("de"):
        assert say("Ask") == "Fragen"
        with speaking("fr"):
            assert say("Ask") == "Demander"
        assert say("Ask") == "Fragen"
    assert say("Ask") == "Ask"


def test_what_is_not_translated_is_said_in_english() -> None:
    with speaking("es"):
        assert say("Nobody says this.") == "Nobody says this."


def test_values_are_filled_in_as_they_are() -> None:
    assert say("As of {what}", what="{evil}") == "As of {evil}"


@pytest.mark.parametrize(("count", "said"), [(0, "0 bees"), (1, "1 bee"), (12345, "12,345 bees")])
def test_a_count_chooses_the_form(count: int, said: str) -> None:
    assert say_many("{count} bee", "{count} bees", count) == said


def test_numbers_and_moments_are_written_as_the_language_does() -> None:
    with speaking("de"):
        assert number(12345) == "12.345"
        assert "November 2026" in moment("2026-11-27T12:00:00+00:00")
    with speaking("es"):
        assert "noviembre" in moment("2026-11-27T12:00:00+00:00")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("pt-BR, es;q=0.4, fr;q=0.6", "fr"),
        ("en-GB,fr;q=0.9", "en"),
        ("ja", "en"),
        ("", "en"),
        ("de;q=x,fr", "fr"),
    ],
)
def test_the_browser_chooses_the_language(accepted: str, language: str) -> None:
    assert chosen(accepted) == language


@given(st.text())
def test_no_header_is_too_odd_to_choose_by(accepted: str) -> None:
    assert chosen(accepted) in LANGUAGES
