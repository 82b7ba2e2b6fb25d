"""What every test stands on: no network, no settings from outside, and one shipped library."""

import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from corpus.embedding import Embedder
from corpus.settings import Settings
from tests.model_server import ModelServer, serving

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
if "PYTEST_XDIST_WORKER" in os.environ:
    # Two workers whose every product waits for two threads take longer than one.
    os.environ["OMP_NUM_THREADS"] = "1"
for variable in [name for name in os.environ if name.startswith("FOOTNOTE_")]:
    del os.environ[variable]

HERE = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None})
LEAVES_THE_MACHINE = (
    "socket.connect",
    "socket.sendto",
    "socket.getaddrinfo",
    "socket.gethostbyname",
)
attempts: list[str] = []


def watch_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse and record what would leave this machine.

    pytest-socket guards the running of tests; this stands behind it for collection, fixtures
    of a session, threads and name look-ups.
    """
    if event not in LEAVES_THE_MACHINE:
        return
    address = arguments[0] if event.startswith("socket.get") else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(address, tuple | str) and not is_here(host, event):
        attempts.append(f"{event} {address!r}")
        raise PermissionError(f"a test tried to leave this machine: {event} {address!r}")


def is_here(host: object, event: str) -> bool:
    unix_socket = isinstance(host, str) and host.startswith(("/", "\0"))
    return host in HERE or (unix_socket and event == "socket.connect")


sys.addaudithook(watch_sockets)


def pytest_report_header() -> list[str]:
    names = ("torch", "transformers", "sentence-transformers", "chromadb", "langchain", "gradio")
    return ["footnote: " + ", ".join(f"{name} {version(name)}" for name in names)]


def pytest_testnodedown(node: Any) -> None:
    """Where tests run side by side: what those of a worker attempted."""
    attempts.extend(getattr(node, "workeroutput", {}).get("attempts", ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(f"network: {len(attempts)} attempts to leave this machine")
    for attempt in attempts:
        terminalreporter.write_line(f"  {attempt}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["attempts"] = attempts
    elif attempts:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def no_settings_from_outside(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tests run in an empty folder: no footnote.toml and no .footnote is picked up."""
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a library of the test's own, which does not exist yet."""
    return Settings(library=tmp_path / "library")


@pytest.fixture
def model_server() -> Iterator[Callable[..., ModelServer]]:
    """Makes scripted servers of a language model: `model_server(says("…"), …)`."""
    yield from serving()


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The real model, loaded once."""
    return Embedder()


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real library of the shipped texts. Only to be read."""
    from ingest.apply import ingest

    folder = tmp_path_factory.mktemp("shipped") / "library"
    ingest(Settings(library=folder))
    return folder
