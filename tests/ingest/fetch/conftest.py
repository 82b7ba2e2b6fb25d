"""A site to fetch from, a clock that does not wait, and a fetch with both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.fetch.choice import Choice
from ingest.fetch.connection import Clock
from ingest.fetch.run import FetchResult, Outcome, fetch
from tests.ingest.fetch.pages import read_pages
from tests.ingest.fetch.site import Site, serving

TODAY = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving() as running:
        yield running


@dataclass
class Waits:
    """A clock whose time passes only when somebody waits."""

    pauses: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(self.pauses.append, lambda: sum(self.pauses), lambda: 0.5, lambda: TODAY)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@dataclass
class Fetching:
    """`fetching()` fetches the one act of the site's manifest into `folder`."""

    site: Site
    folder: Path
    waits: Waits

    def __call__(self, choice: Choice | None = None, **given: object) -> FetchResult:
        options: dict = {"read": read_pages, "max_bytes": 1e6, "clock": self.waits.clock()}
        manifest = given.pop("manifest", None) or self.site.manifest()
        return fetch(manifest, choice or Choice(), self.folder, **(options | given))

    @property
    def file(self) -> Path:
        return self.folder / "kites" / "original-en.html"

    def outcome(self, **given: object) -> Outcome:
        (fetched,) = self(**given).files
        return fetched.outcome

    def reason(self, **given: object) -> str:
        (fetched,) = self(**given).files
        assert fetched.outcome is Outcome.FAILED
        return fetched.reason


@pytest.fixture
def fetching(site: Site, tmp_path: Path, waits: Waits) -> Callable[..., FetchResult]:
    return Fetching(site, tmp_path / "official", waits)
