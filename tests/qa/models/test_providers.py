"""Whom LangChain knows, and what each is told."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from langchain.chat_models.base import _BUILTIN_PROVIDERS

from corpus.settings import PROVIDERS
from qa.models.providers import KEYS, Target, options, require_key

PROJECT = tomllib.loads(Path(__file__).parents[3].joinpath("pyproject.toml").read_text())["project"]

EXTRAS = {
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistral",
    "ollama": "ollama",
    "openai": "openai",
}


def test_langchain_knows_every_provider_by_its_package() -> None:
    for provider, package in PROVIDERS.items():
        module = _BUILTIN_PROVIDERS[provider][0]
        assert module.split(".")[0].replace("_", "-") == package


def test_every_extra_brings_the_package_that_its_provider_needs() -> None:
    for provider, extra in EXTRAS.items():
        (line,) = PROJECT["optional-dependencies"][extra]
        assert re.split("[<>=]", line)[0] == PROVIDERS[provider]


def test_keys_are_of_providers_that_there_are() -> None:
    assert KEYS.keys() <= PROVIDERS.keys()
    assert EXTRAS.keys() <= KEYS.keys()


def test_nothing_is_stored_at_openai_and_no_temperature_told_to_what_reasons() -> None:
    assert options(Target("openai", "gpt-4.1", ""), 5)["store"] is False
    assert options(Target("openai", "gpt-4.1", ""), 5)["temperature"] == 0
    assert options(Target("openai", "o3-mini", ""), 5)["temperature"] is None


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_client_tries_again_by_itself(provider: str) -> None:
    assert options(Target(provider, "x", ""), 5).get("max_retries", 0) == 0


def test_ollama_and_servers_of_ones_own_need_no_key() -> None:
    require_key(Target("ollama", "x", ""), {})
    require_key(Target("openai", "x", "http://127.0.0.1:1/v1"), {})
    require_key(Target("openai", "x", ""), os.environ | {"OPENAI_API_KEY": "k"})
