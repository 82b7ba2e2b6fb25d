"""`footnote history`, `diff`, `rollback`, `prune`, `rebuild`; and what `ask` keeps."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import LibraryBusy, LibraryUnwritable
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from tests.generations import answer, cited, keep
from tests.ingest.standin import StandIn
from tests.ui.conftest import Terminal

QUESTION = "How many countries have a visa-free regime with the EU?"
KITES = "# Kites\n\nA kite has one string.\n"
BOATS = "# Boats\n\nBoats float on the sea.\n"
CHANGES = ["added", "edited", "renamed", "removed", "unchanged"]


@pytest.fixture
def versions(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A library of three generations: kites; kites edited, and boats; boats alone."""
    folder = tmp_path / "docs"
    folder.mkdir()
    settings = Settings(library=terminal.library)

    def bring(**texts: str) -> None:
        for file in folder.iterdir():
            file.unlink()
        for name, text in texts.items():
            (folder / f"{name}.md").write_text(text)
        command = "footnote ingest docs"
        ingest(settings, [str(folder)], allow_empty=True, command=command, embedder=StandIn())

    bring(kites=KITES)
    bring(kites=KITES.replace("one string", "two strings"), boats=BOATS)
    bring(boats=BOATS)
    return terminal


# History


def test_history_says_when_what_changed_how_large_it_is_and_by_which_command(
    versions: Terminal,
) -> None:
    head, first, second, third = versions("history").stdout.splitlines()
    assert head.split() == [
        *("generation", "when", "changed"),
        *("documents", "passages", "characters", "command"),
    ]
    assert first.startswith("1  ")
    assert "1 added " in first
    assert first.endswith("footnote ingest docs")
    assert "1 added, 1 edited" in second
    assert third.startswith("3 (current)")
    assert third.split("removed")[1].split()[:3] == ["1", "1", "30"]


def test_history_says_to_what_a_rollback_went_back(versions: Terminal) -> None:
    versions("rollback", "1")
    last = versions("history").stdout.splitlines()[-1]
    assert last.startswith("4 (current)")
    assert "back to 1: 1 added, 1 removed" in last


def test_history_as_json(versions: Terminal) -> None:
    history = versions.json("history")
    assert list(history) == ["current", "generations"]
    assert history["current"] == 3
    assert list(history["generations"][1]) == [
        *("number", "created_at", "command", "embedding", "dimension", "passages"),
        *("documents", "characters", "changes"),
    ]
    sizes = [(g["documents"], g["characters"]) for g in history["generations"]]
    assert sizes == [(1, 29), (2, 60), (1, 30)]
    assert history["generations"][1]["changes"]["documents"]["edited"] == ["docs/kites"]


# What differs


def test_a_difference_is_shown_word_by_word(versions: Terminal) -> None:
    shown = versions("diff", "1", "2").stdout
    assert shown.startswith("Generation 1 of 20")
    assert "added  docs/boats\nedited docs/kites\n" in shown
    assert "A kite has [-one string-]{+two strings+}." in shown


def test_a_difference_to_the_current_generation(versions: Terminal) -> None:
    assert "removed docs/kites" in versions("diff", "2").stdout


def test_no_difference_is_said(versions: Terminal) -> None:
    assert versions("diff", "3").stdout.endswith("They hold the same documents.\n")


def test_a_difference_as_json(versions: Terminal) -> None:
    found = versions.json("diff", "1", "2")
    assert (found["from"], found["to"]) == (1, 2)
    assert list(found["documents"]) == CHANGES
    assert found["documents"]["added"] == ["docs/boats"]
    (edit,) = found["edits"]
    assert (edit["document"], edit["title"]) == ("docs/kites", "Kites")
    (passage,) = edit["passages"]
    assert list(passage) == ["change", "label", "old", "new"]
    assert (passage["change"], passage["label"]) == ("edited", "Kites")
    old, new = passage["old"], passage["new"]
    assert (old["text"][-14:], new["text"][-15:]) == ("as one string.", "as two strings.")
    with Library.open(versions.library) as library:
        text = library.document("docs/kites", 2).text
    assert text[new["start"] : new["end"]] == new["text"]


# Going back


def test_a_rollback_says_what_it_did_and_how_long_that_holds(versions: Terminal) -> None:
    shown = versions("rollback", "2").stdout
    assert shown.splitlines() == [
        "added docs/kites",
        "Generation 4 holds what generation 2 held: 2 documents, 2 passages. Nothing was embedded.",
        "The next ingest of their sources brings these documents as they are now.",
    ]
    assert "two strings" in versions("library", "--document", "docs/kites", "--text").stdout


def test_a_rollback_as_json(versions: Terminal) -> None:
    done = versions.json("rollback", "1")
    assert (done["generation"], done["restored"], done["passages"]) == (4, 1, 1)
    assert list(done["documents"]) == CHANGES
    assert done["documents"]["added"] == ["docs/kites"]
    assert done["documents"]["removed"] == ["docs/boats"]


def test_there_is_nothing_to_do_where_the_current_generation_holds_the_same(
    versions: Terminal,
) -> None:
    assert versions("rollback", "3").stdout == "Nothing to do: generation 3 is current.\n"
    versions("rollback", "1")
    again = versions("rollback", "1")
    assert again.exit_code == 0
    assert again.stdout == (
        "Nothing to do: generation 4 is current and holds what generation 1 held.\n"
    )
    assert versions.json("rollback", "1") == {
        "generation": 4,
        "restored": 1,
        "documents": {name: [] for name in CHANGES} | {"unchanged": ["docs/kites"]},
        "passages": 1,
    }


def test_a_rolled_back_library_answers_from_what_it_held(own_copy: Terminal, texts: Any) -> None:
    own_copy("ingest", str(texts(dragons="# On dragons\n\nDragons sleep for forty years.\n")))
    asked = ("ask", "How long do dragons sleep?")
    assert own_copy.json(*asked)["outcome"] == "answered"
    own_copy("rollback", "1")
    assert own_copy.json(*asked)["outcome"] == "not_found"


# Forgetting


def test_a_prune_says_what_was_forgotten_and_what_it_gave_back(versions: Terminal) -> None:
    first, second, third = versions("prune", "--keep", "1").stdout.splitlines()
    assert first == ("Forgotten: generations 1 and 2; they can no longer be asked or gone back to.")
    assert second.startswith("Kept: generation 3. ")
    assert second.endswith(" MB given back.")
    assert third == "What saved answers quote is kept too."
    for command in (["rollback", "1"], ["diff", "1"], ["ask", "x", "--as-of", "1"]):
        assert "generation 1" in versions(*command).stderr


def test_a_prune_with_nothing_to_forget(versions: Terminal) -> None:
    shown = versions("prune", "--keep", "3").stdout
    assert shown == "Nothing to forget: the library has generations 1 to 3.\n"


def test_a_prune_as_json(versions: Terminal) -> None:
    pruned = versions.json("prune", "--keep", "2")
    assert (pruned["forgotten"], pruned["kept"]) == ([1], [2, 3])
    assert pruned["freed_bytes"] > 0


def test_after_a_prune_a_saved_answer_quotes_what_it_quoted(versions: Terminal) -> None:
    with Library.open(versions.library) as library:
        quote = cited(library.document("docs/kites", 1), "A kite has one string.")
        keep(library, answer(quote))
        versions("prune", "--keep", "1")
        text = library.version(quote.document, quote.version).text
    assert text[quote.start : quote.end] == quote.quote


def test_at_least_one_generation_is_kept(versions: Terminal) -> None:
    assert versions("prune").exit_code == 2
    assert versions("prune", "--keep", "0").exit_code == 2
    assert len(versions.json("history")["generations"]) == 3


# All of them


@pytest.mark.parametrize("words", [["diff", "9"], ["diff", "1", "9"], ["rollback", "9"]], ids=str)
def test_a_generation_that_is_not_there(versions: Terminal, words: list[str]) -> None:
    result = versions(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no generation 9" in result.stderr


@pytest.mark.parametrize("words", [["rollback", "1"], ["prune", "--keep", "1"], ["rebuild"]])
def test_while_another_process_writes_they_say_who(versions: Terminal, words: list[str]) -> None:
    with sole_writer(versions.library, "footnote ingest acts"):
        result = versions(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "`footnote ingest acts`" in result.stderr


@pytest.mark.parametrize("words", [["rollback", "1"], ["prune", "--keep", "1"], ["rebuild"]])
def test_or_they_wait_for_it(versions: Terminal, words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui", *words, "--wait", "--library", str(versions.library)]
    root = Path(__file__).parents[2]
    with sole_writer(versions.library, "footnote ingest acts"):
        waiting = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root
        )
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
        assert waiting.poll() is None
    out, rest = waiting.communicate(timeout=120)
    assert "`footnote ingest acts`" in said
    assert (waiting.returncode, rest) == (0, "")
    assert out


# Answers are kept


def test_an_answer_is_kept_with_what_it_was_asked_with(own_copy: Terminal) -> None:
    given = own_copy.json("ask", QUESTION, "--document", "pact/factsheet", "--as-of", "1")
    with Library.open(own_copy.library) as library:
        kept = library.answer(given["id"])
    assert (kept.question, kept.documents, kept.as_of) == (QUESTION, ("pact/factsheet",), 1)
    assert kept.answer["statements"][0]["text"] == given["statements"][0]["text"]


def test_each_answer_of_a_batch_is_kept(own_copy: Terminal) -> None:
    lines = [
        {"question": QUESTION},
        {"question": "And which safeguard?", "history": [QUESTION], "documents": ["pact/overview"]},
        {"question": ""},
    ]
    result = own_copy("ask", "--batch", "-", stdin="\n".join(json.dumps(line) for line in lines))
    with Library.open(own_copy.library) as library:
        kept = {saved.question: saved for saved in library.answers()}
    assert QUESTION in kept
    assert kept["And which safeguard?"].history == (QUESTION,)
    assert kept["And which safeguard?"].documents == ("pact/overview",)
    assert "" not in kept
    assert ["error" in reply for reply in replies(result.stdout)] == [False, False, True]


def replies(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_a_search_keeps_nothing(own_copy: Terminal) -> None:
    with Library.open(own_copy.library) as library:
        before = library.answers()
        own_copy("search", "visa")
        assert library.answers() == before


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (LibraryUnwritable(folder="there", reason="the disk is full"), "the disk is full"),
        (LibraryBusy(folder="there", writer="x"), "another process is writing the library"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    own_copy: Terminal, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    monkeypatch.setattr(Desk, "keep", refuse_with(error))
    result = own_copy("ask", QUESTION)
    assert result.exit_code == 0
    assert "64 countries" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("Not kept for later: ")
    assert reason in line


def test_in_a_batch_the_same_reason_is_said_once(
    own_copy: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = LibraryUnwritable(folder="there", reason="the disk is full")
    monkeypatch.setattr(Desk, "keep", refuse_with(error))
    lines = "\n".join([json.dumps({"question": QUESTION})] * 3)
    result = own_copy("ask", "--batch", "-", stdin=lines)
    assert result.exit_code == 0
    assert [reply["outcome"] for reply in replies(result.stdout)] == ["answered"] * 3
    assert len(result.stderr.splitlines()) == 1


def refuse_with(error: Exception) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise error

    return refuse


# Without the powers that let root write everywhere.
POWERLESS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and not shutil.which("setpriv")),
    reason="nothing keeps this user from writing",
)
def test_a_library_that_nobody_may_write_answers(own_copy: Terminal) -> None:
    words = [sys.executable, "-m", "ui", "ask", QUESTION, "--library", str(own_copy.library)]
    paths = [own_copy.library, *own_copy.library.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path in reversed(paths):
        path.chmod(modes[path] & 0o555)
    try:
        powerless = POWERLESS if os.geteuid() == 0 else []
        done = subprocess.run([*powerless, *words], capture_output=True, text=True, check=False)
    finally:
        for path in paths:
            path.chmod(modes[path])
    assert done.stdout.startswith("For the 64 countries")
    (line,) = done.stderr.splitlines()
    assert line.startswith("Not kept for later: ")
    assert done.returncode == 0
