"""`footnote doctor`: what is well, what is not, and how to mend it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui import doctor
from ui.cli import app
from ui.doctor import State


def states(diagnosis: dict) -> dict[str, str]:
    return {check["name"]: check["state"] for check in diagnosis["checks"]}


def test_all_is_well(shipped) -> None:
    diagnosis = shipped.json("doctor")
    assert diagnosis["healthy"]
    assert set(states(diagnosis)) == {
        *("python", "packages", "torch", "embedding model", "library", "vector index", "disk"),
    }
    assert "broken" not in states(diagnosis).values()
    assert diagnosis["settings"]["embedding"] == "all-MiniLM-L6-v2"


def test_it_prints_settings_and_findings(shipped) -> None:
    result = shipped("doctor")
    assert result.exit_code == 0
    assert "FOOTNOTE_QUESTION_CHARS" in result.stdout
    assert "loaded offline in" in result.stdout


def test_no_library_yet_is_no_illness(terminal) -> None:
    diagnosis = terminal.json("doctor")
    assert states(diagnosis)["library"] == "notice"
    assert diagnosis["healthy"]


def test_a_damaged_vector_index_is_found_with_its_mend(own_copy) -> None:
    files = [f for f in (own_copy.library / "vectors").rglob("*") if f.is_file()]
    max(files, key=lambda f: f.stat().st_size).write_bytes(b"rubbish")
    result = own_copy("doctor")
    assert result.exit_code == 1
    assert "broken vector index" in " ".join(result.stdout.split())
    assert "footnote rebuild" in result.stdout
    assert own_copy("rebuild").exit_code == 0
    assert own_copy("doctor").exit_code == 0


def test_a_damaged_library_is_found_with_its_mend(own_copy) -> None:
    (own_copy.library / "library.db").write_bytes(b"not a database" * 1000)
    result = own_copy("doctor")
    assert result.exit_code == 1
    assert "put back a copy of it" in result.stdout


def test_a_wrong_setting_is_shown_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CONFIDENCE", "7")
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "FOOTNOTE_CONFIDENCE" in result.stdout


def test_an_embedding_model_that_is_not_there(
    shipped_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "/nowhere/model")
    checks = {check.name: check for check in doctor.examine(shipped_library).checks}
    assert checks["embedding model"].state is State.BROKEN
    assert "make setup" in checks["embedding model"].mend


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["nothing-like-it>=1", "rich<2"])
    check = doctor.packages()
    assert check.state is State.BROKEN
    assert "nothing-like-it is missing" in check.finding
    assert "needed is <2" in check.finding


@pytest.mark.parametrize(("free_mb", "state"), [(5_000, "good"), (500, "notice"), (5, "broken")])
def test_free_disk(settings, monkeypatch, free_mb: int, state: str) -> None:
    class Usage:
        free = free_mb * 1_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    assert doctor.free_disk(settings).state == state
