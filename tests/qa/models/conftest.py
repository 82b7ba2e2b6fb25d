"""By both protocols, without waits and without anybody's keys."""

from threading import Event

import pytest

from qa.language_model import LanguageModel, Prompt
from qa.models import calling
from tests.model_server import PROTOCOLS, ModelServer, says


@pytest.fixture(params=PROTOCOLS)
def protocol(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(autouse=True)
def hardly_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "FIRST_WAIT_S", 0.01)


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_API_KEY", "OLLAMA_HOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="session")
def packages_are_loaded() -> None:
    """Their import takes of the time of the first call."""
    server = ModelServer(says("ready"))
    for protocol in PROTOCOLS:
        LanguageModel(server.settings(protocol)).complete(Prompt("", "Ready?"), Event())
    server.close()
