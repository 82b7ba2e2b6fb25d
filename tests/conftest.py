"""What every test stands on: no network, no settings from outside, and one shipped library."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from corpus.embedding import Embedder
from corpus.settings import Settings
from tests.kept_readers import KeptReaders
from tests.model_server import ModelServer, serving

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
# How long an example takes depends on the machine, and no time is asserted. A change is judged by
# the same examples each time; `--hypothesis-profile search` looks for others.
for profile, same_each_time in (("same", True), ("search", False)):
    hypothesis_settings.register_profile(
        profile,
        deadline=None,
        derandomize=same_each_time,
        suppress_health_check=[HealthCheck.too_slow],
    )
hypothesis_settings.load_profile("same")
if "PYTEST_XDIST_WORKER" in os.environ:
    # Two workers whose every product waits for two threads take longer than one.
    os.environ["OMP_NUM_THREADS"] = "1"
# No test trusts an authority, and to read those of the system takes 50 ms for every client of HTTP.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: begun last, one would keep the other workers waiting."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def empty_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Empty folders, one after another. `mktemp` lists all earlier ones to find a number."""
    folder = tmp_path_factory.mktemp("cwd")
    return (made(folder / str(number)) for number in count())


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def no_settings_from_outside(
    monkeypatch: pytest.MonkeyPatch, empty_folders: Iterator[Path]
) -> None:
    """Tests run in an empty folder: no footnote.toml and no .footnote is picked up."""
    monkeypatch.chdir(next(empty_folders))


@pytest.fixture(scope="session", autouse=True)
def readers_are_kept() -> Iterator[None]:
    """Ingests in this process read in processes that go on."""
    kept = KeptReaders()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.gather.readers", kept.readers)
        yield
    kept.close()


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
    folder = tmp_path_factory.mktemp("shipped") / "library"
    shutil.copytree(ingested_once(folder_of_the_run(tmp_path_factory)), folder)
    return folder


def folder_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where tests run side by side, that of all workers."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def ingested_once(folder: Path) -> Path:
    """The library of the shipped texts that the first worker to want it makes for all."""
    from ingest.apply import ingest

    whole = folder / "shipped-library"
    with FileLock(folder / "shipped-library.lock"):
        if not whole.exists():
            ingest(Settings(library=folder / "shipped-half"))
            (folder / "shipped-half").rename(whole)
    return whole
