"""`footnote ingest --dry-run`: what a plan shows before anything is written."""

import json
import re

import pytest

from corpus.embedding import model_folder
from corpus.library import Library
from corpus.settings import PACKAGED_EMBEDDING
from ui.terminal.plans import duration

DRAGONS = "# On dragons\n\nDragons are not fond of water.\n"
WIZARDS = "# On wizards\n\nWizards are subtle.\n"
TROLLS = "# On trolls\n\nTrolls are slow.\n"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    """The command line as the program sees it."""

    def type_in(*words: str) -> None:
        monkeypatch.setattr("sys.argv", ["footnote", *words])

    return type_in


# Documents and passages


def test_a_plan_shows_documents_and_edited_passages_word_by_word(terminal, texts, typed) -> None:
    folder = texts(dragons=DRAGONS, wizards=WIZARDS, krakens="# On krakens\n\nThey swim.\n")
    terminal("ingest", str(folder))
    texts(dragons=DRAGONS.replace("not fond", "never fond"), trolls=TROLLS)
    (folder / "krakens.md").rename(folder / "squids.md")
    (folder / "wizards.md").unlink()
    typed("ingest", "my texts", "--dry-run")
    said = terminal("ingest", str(folder), "--dry-run").stdout
    assert re.sub(", in [^.]+", "", said).splitlines() == [
        "added   texts/trolls (1 passage)",
        "edited  texts/dragons",
        "renamed texts/krakens (krakens.md → squids.md)",
        "removed texts/wizards (1 passage)",
        "Passages: 2 to embed, 1 reused, 0 moved, 2 closed.",
        "",
        "texts/dragons · On dragons",
        "· On dragons edited",
        "  Dragons are [-not-]{+never+} fond of water.",
        "",
        "This was a dry run: nothing was written. To carry it out: footnote ingest 'my texts'",
    ]


def test_a_rename_into_another_folder_names_both_sources(terminal, texts) -> None:
    folder = texts(dragons=DRAGONS, wizards=WIZARDS)
    terminal("ingest", str(folder))
    (folder / "sea").mkdir()
    (folder / "dragons.md").rename(folder / "sea" / "dragons.md")
    said = terminal("ingest", str(folder), "--dry-run").stdout
    assert f"({folder}/dragons.md → {folder}/sea/dragons.md)" in said


def test_a_plan_writes_nothing(terminal, texts) -> None:
    result = terminal.json("ingest", str(texts(dragons=DRAGONS)), "--dry-run")
    assert result["generation"] is None
    assert result["documents"]["added"] == ["texts/dragons"]
    assert not terminal.library.exists()


def test_a_plan_says_how_long_it_will_take(own_copy, texts) -> None:
    said = own_copy("ingest", str(texts(dragons=DRAGONS)), "--dry-run").stdout
    assert "added texts/dragons" in said
    assert re.search(r"closed, in (less than a second|about \d+ s)\.", said)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "in less than a second"), (7.4, "in about 7 s"), (250, "in about 4 min")],
)
def test_a_time_is_said_as_exactly_as_it_is_known(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_where_nothing_would_change_there_is_nothing_to_carry_out(own_copy) -> None:
    lines = own_copy("ingest", "--dry-run").stdout.splitlines()
    assert lines[0].startswith("Nothing to change: ")
    assert lines[-1] == "This was a dry run: nothing was written."


def test_the_json_of_a_plan_is_what_was_promised(terminal, texts) -> None:
    terminal("ingest", str(texts(dragons=DRAGONS)))
    result = terminal.json("ingest", str(texts(dragons=TROLLS)), "--dry-run")
    assert list(result) == ["generation", "documents", "passages", "seconds"]
    assert result["documents"]["edited"] == ["texts/dragons"]
    assert result["passages"] == {"embedded": 1, "reused": 0, "moved": 0, "closed": 1}


def test_in_a_terminal_old_words_are_red_and_new_ones_green(terminal, texts, monkeypatch) -> None:
    terminal("ingest", str(texts(dragons=DRAGONS)))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    folder = texts(dragons=DRAGONS.replace("not fond", "never fond"))
    said = terminal("ingest", str(folder), "--dry-run").stdout
    assert "\x1b[9;31mnot\x1b[0m\x1b[4;32mnever\x1b[0m" in said


# Removal


def test_a_plan_says_that_its_removal_would_be_refused_and_how_to_have_it(
    terminal, texts, typed
) -> None:
    folder = texts(dragons=DRAGONS, wizards=WIZARDS, trolls=TROLLS)
    terminal("ingest", str(folder))
    (folder / "wizards.md").unlink()
    (folder / "trolls.md").unlink()
    typed("ingest", "texts", "--dry-run")
    planned = terminal("ingest", str(folder), "--dry-run")
    assert planned.exit_code == 0
    assert "This would be refused: 2 of the 3 documents" in planned.stdout
    assert planned.stdout.endswith("To carry it out: footnote ingest texts --allow-empty\n")
    quiet = terminal("ingest", str(folder), "--dry-run", "--json")
    assert json.loads(quiet.stdout)["documents"]["removed"] == ["texts/trolls", "texts/wizards"]
    assert "This would be refused: 2 of the 3 documents" in quiet.stderr


def test_where_the_removal_is_allowed_nothing_is_said_of_it(terminal, texts, typed) -> None:
    folder = texts(dragons=DRAGONS)
    terminal("ingest", str(folder))
    (folder / "dragons.md").unlink()
    typed("ingest", "--allow-empty", "texts", "--dry-run")
    said = terminal("ingest", str(folder), "--dry-run", "--allow-empty").stdout
    assert "refused" not in said
    assert said.endswith("To carry it out: footnote ingest --allow-empty texts\n")


# A changed model


@pytest.fixture
def other_model(tmp_path, monkeypatch) -> str:
    """The packaged model by another name, as the setting in force."""
    name = tmp_path / "other-model"
    name.symlink_to(model_folder(PACKAGED_EMBEDDING))
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", str(name))
    return str(name)


def test_a_plan_says_what_a_changed_model_costs_and_keeps_nothing(terminal, texts, other_model):
    folder = texts(dragons=DRAGONS, wizards=WIZARDS)
    with pytest.MonkeyPatch.context() as before:
        before.delenv("FOOTNOTE_EMBEDDING")
        terminal("ingest", str(folder))
    said = terminal("ingest", str(folder), "--dry-run").stdout
    assert f"with all-MiniLM-L6-v2 and FOOTNOTE_EMBEDDING says {other_model} now" in said
    assert "2 passages must be embedded anew, in " in said
    assert "The old vectors go on answering" in said
    assert "To carry it out: " in said
    quiet = terminal("ingest", str(folder), "--dry-run", "--json")
    assert json.loads(quiet.stdout)["seconds"]["expected"] >= 0
    assert "2 passages must be embedded anew" in quiet.stderr
    with Library.open(terminal.library) as library:
        assert library.vector_names(other_model) == set()
        assert library.rate(other_model) is None
        assert library.current() == 1


def test_switching_back_to_a_model_embeds_nothing(terminal, texts, other_model) -> None:
    folder = texts(dragons=DRAGONS)
    terminal("ingest", str(folder))
    with pytest.MonkeyPatch.context() as between:
        between.delenv("FOOTNOTE_EMBEDDING")
        terminal("ingest", str(folder))
    said = terminal("ingest", str(folder), "--dry-run").stdout
    assert "all of it was embedded with that already" in said
    assert "To carry it out: " in said
    result = terminal("ingest", str(folder))
    assert "Nothing to change" not in result.stdout
    assert "0 embedded" in result.stdout
    assert "Generation 3" in result.stdout
