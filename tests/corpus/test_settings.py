"""Settings: variables win over the file, unknown names are refused in words."""

from pathlib import Path

import pytest

from corpus.errors import BadSetting
from corpus.settings import Settings, load_settings


def test_there_are_defaults_for_everything() -> None:
    assert load_settings() == Settings()
    assert load_settings().library == Path(".footnote")


def test_the_command_line_wins_over_a_variable_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("footnote.toml").write_text('library = "file"\nconfidence = 0.1\npassages_read = 3\n')
    monkeypatch.setenv("FOOTNOTE_LIBRARY", "variable")
    monkeypatch.setenv("FOOTNOTE_CONFIDENCE", "0.2")
    settings = load_settings(library=Path("given"), embedding=None)
    assert (settings.library, settings.confidence, settings.passages_read) == (
        Path("given"),
        0.2,
        3,
    )


def test_a_misspelt_variable_is_refused_with_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_LIBARY", "x")
    with pytest.raises(BadSetting, match=r"FOOTNOTE_LIBARY is wrong: .*did you mean “library”"):
        load_settings()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("librari = 'x'", "librari is wrong: there is no such setting"),
        ("confidence = 7", "FOOTNOTE_CONFIDENCE is wrong"),
        ("confidence = [", "footnote.toml is wrong"),
    ],
)
def test_a_bad_file_is_refused_in_words(content: str, message: str) -> None:
    Path("footnote.toml").write_text(content)
    with pytest.raises(BadSetting, match=message):
        load_settings()


def test_a_value_out_of_range_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_PASSAGE_CHARS", "many")
    with pytest.raises(BadSetting, match=r"FOOTNOTE_PASSAGE_CHARS is wrong: .* it is 'many'"):
        load_settings()
