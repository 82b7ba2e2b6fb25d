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


# The language model


def test_no_language_model_is_set_by_default() -> None:
    assert (load_settings().model, load_settings().base_url) == ("", "")


@pytest.mark.parametrize("model", ["ollama:llama3.2", "openai:gpt-4.1-mini", "ollama:qwen3:8b"])
def test_a_language_model_is_a_provider_and_a_name(model: str) -> None:
    assert load_settings(model=model).model == model


@pytest.mark.parametrize("model", ["llama3.2", "ollama:", "ollama: ", ":gpt", "nobody:gpt"])
def test_a_model_without_a_provider_is_refused_with_an_example(model: str) -> None:
    with pytest.raises(BadSetting, match=r"FOOTNOTE_MODEL is wrong: .* as in ollama:llama3"):
        load_settings(model=model)


def test_a_provider_that_is_nearly_right_is_guessed() -> None:
    with pytest.raises(BadSetting, match="did you mean “mistralai:…”"):
        load_settings(model="mistral:small")


@pytest.mark.parametrize("url", ["127.0.0.1:11434", "ftp://host", "http://", "http://[::1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="FOOTNOTE_BASE_URL is wrong"):
        load_settings(base_url=url)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(BadSetting, match="put a key in the environment") as refusal:
        load_settings(base_url="https://me:sk-of-mine@host/v1")
    assert "sk-of-mine" not in str(refusal.value)
