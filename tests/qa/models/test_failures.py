"""What providers' packages raise, in our own words: never with a key."""

import socket
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ModelFailed, ModelKeyRefused, ModelSlow, ModelUnreachable
from qa.models.failures import failure_of, kind_of_finish, may_pass, redacted, seconds_in
from qa.models.providers import Target

TARGET = Target("openai", "gpt", "")
NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


class Refused(Exception):
    """An error as most providers' packages make them."""

    def __init__(self, status_code: int, text: str = "no") -> None:
        super().__init__(text)
        self.status_code = status_code


class ReadTimeout(Exception):
    """As httpx calls it."""


def failed(error: BaseException) -> Exception:
    return failure_of(error, TARGET, seconds=5, tries=1)


def test_a_name_that_nobody_knows_is_unreachable() -> None:
    error = OSError("all attempts failed")
    error.__cause__ = socket.gaierror(-2, "Name or service not known")
    assert isinstance(failed(error), ModelUnreachable)
    assert not may_pass(error)


def test_a_time_limit_of_the_providers_own_is_a_time_limit() -> None:
    assert isinstance(failed(ReadTimeout()), ModelSlow)


def test_a_key_that_is_called_not_valid_is_refused_whatever_the_status() -> None:
    error = Refused(400, "API key not valid. Please pass a valid API key.")
    assert isinstance(failed(error), ModelKeyRefused)


def test_an_error_without_words_is_named() -> None:
    assert "KeyError" in str(failed(KeyError()))


def test_a_long_reason_is_cut_and_stands_on_one_line() -> None:
    said = str(failed(RuntimeError("no\n" * 500)))
    assert "\n" not in said
    assert len(said) < 400


def test_an_error_that_is_its_own_cause_ends() -> None:
    error = RuntimeError("again")
    error.__cause__ = error
    assert isinstance(failed(error), ModelFailed)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *(("stop", "stop"), ("end_turn", "stop"), ("STOP", "stop"), ("FinishReason.STOP", "stop")),
        *(("length", "length"), ("MAX_TOKENS", "length"), ("content_filter", "refused")),
        *(("SAFETY", "refused"), ("refusal", "refused"), ("tool_use", "tool_use")),
    ],
)
def test_every_provider_says_in_its_own_way_how_it_ended(said: str, kind: str) -> None:
    assert kind_of_finish(said) == kind


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        *(("7", 7.0), ("0.5", 0.5), ("Thu, 01 Jan 2026 12:00:30 GMT", 30.0)),
        *(("Thu, 01 Jan 2026 11:00:00 GMT", 0.0), ("soon", None), ("-3", None)),
    ],
)
def test_how_long_a_server_asks_to_wait(header: str, seconds: float | None) -> None:
    assert seconds_in(header, NOW) == seconds


KEY = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=20)
SAFE = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=20)


@given(key=KEY, before=st.text(), after=st.text())
def test_no_key_of_the_environment_is_ever_said(key: str, before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", key)
        said = str(failed(RuntimeError(before + key + after)))
    assert key not in said


@given(key=SAFE, status=st.sampled_from([400, 401, 403, 404, 429, 500, 503]))
def test_no_key_is_said_with_any_status(key: str, status: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", key)
        said = str(failed(Refused(status, f"Incorrect API key provided: {key}. See the docs.")))
    assert key not in said


@given(key=SAFE, form=st.sampled_from(["sk-{}", "sk-proj-{}", "gsk_{}", "AIza{}", "Bearer {}"]))
def test_what_looks_like_a_key_is_hidden_wherever_it_is_from(key: str, form: str) -> None:
    assert key not in redacted(f"wrong key {form.format(key)}, sorry")


@given(key=SAFE)
def test_a_key_in_an_address_is_hidden(key: str) -> None:
    assert key not in redacted(f"POST https://host/v1/models?key={key}&alt=sse failed")
    assert key not in redacted(f"POST https://name:{key}@host/v1 failed")
