"""What docs/api.md shows is what happens: its commands are run, as they stand there."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.settings import Settings
from qa.chain import Desk
from tests.ui.programs import Served, served
from ui.api.refusals import STATUSES

PAGE = (Path(__file__).parent.parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:7860"
# A command, and the JSON that is shown behind it, if any.
EXAMPLES = re.findall(r"```sh\n(curl .*?)```\n\n(?:```json\n(.*?)```)?", PAGE, re.S)


@pytest.fixture(scope="module")
def api(shipped_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    copy = tmp_path_factory.mktemp("documented") / "library"
    shutil.copytree(shipped_library, copy)
    with served(lambda: Desk(Settings(library=copy))) as running:
        yield running


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_a_command_of_the_page_works_and_brings_what_is_shown(
    api: Served, command: str, shown: str
) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl on this machine: install it to run the examples of docs/api.md")
    command = command.replace(ADDRESS, api.url).replace("curl ", "curl --silent --fail-with-body ")
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    if shown:
        assert shape(json.loads(shown)) <= shape(json.loads(done.stdout))


def shape(value: object, path: str = "") -> set[str]:
    """The names of all fields in it, by where they stand."""
    if isinstance(value, dict):
        inner = [shape(held, f"{path}.{name}") for name, held in value.items()]
        return {f"{path}.{name}" for name in value}.union(*inner)
    if isinstance(value, list):
        return set().union(*(shape(held, path) for held in value[:1]))
    return set()


def test_every_route_has_an_example() -> None:
    shown = " ".join(command for command, _ in EXAMPLES)
    for route in ("ask", "search", "check", "documents", "ingest"):
        assert f"/api/{route}" in shown


def test_every_status_is_explained() -> None:
    explained = {int(status) for status in re.findall(r"^\| (\d{3}) \|", PAGE, re.M)}
    assert {status for _, status in STATUSES} - {501} <= explained
