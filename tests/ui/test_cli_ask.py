"""`footnote ask` and `footnote search`, on the shipped texts with the real models."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.library import Library

QUESTION = "How many countries have a visa-free regime with the EU?"
SENTENCE = "For the 64 countries with whom the EU has a visa-free regime in place"
UNANSWERABLE = "Who won the 2022 World Cup?"


def test_the_answer_and_its_footnote(shipped) -> None:
    result = shipped("ask", QUESTION)
    assert result.exit_code == 0
    assert result.stderr == ""
    answer, _, footnotes = result.stdout.partition("\n\n")
    assert answer.startswith(SENTENCE)
    assert answer.splitlines()[0].endswith(" [1]")
    assert footnotes.startswith("[1] Cooperation on return and readmission · ")
    assert "pact/factsheet, characters " in footnotes
    assert f"“{SENTENCE}" in footnotes
    assert "\x1b" not in result.stdout


def test_nothing_else_is_printed_by_a_process(shipped_library: Path) -> None:
    words = [sys.executable, "-m", "ui", "ask", QUESTION, "--library", str(shipped_library)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.startswith(SENTENCE)


def test_json_is_what_was_promised(shipped, shipped_library: Path) -> None:
    answer = shipped.json("ask", QUESTION)
    assert list(answer) == [
        *("id", "question", "standalone_question", "outcome", "statements", "nearest"),
        *("confidence", "generation", "model", "seconds"),
    ]
    citation = answer["statements"][0]["citations"][0]
    with Library.open(shipped_library) as library:
        text = library.document(citation["document"]).text
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_not_found_is_help(shipped) -> None:
    result = shipped("ask", UNANSWERABLE)
    assert result.exit_code == 0
    assert result.stdout.startswith("The documents do not say.")
    assert "Nearest passages:" in result.stdout


def test_one_document_only(shipped) -> None:
    answer = shipped.json("ask", QUESTION, "--document", "pact/overview")
    places = [c["document"] for s in answer["statements"] for c in s["citations"]]
    assert set(places) | {n["document"] for n in answer["nearest"]} == {"pact/overview"}


def test_as_of_an_earlier_generation(own_copy, texts) -> None:
    own_copy("ingest", str(texts(dragons="# On dragons\n\nDragons sleep for forty years.\n")))
    asked = ("ask", "How long do dragons sleep?")
    assert own_copy.json(*asked)["outcome"] == "answered"
    assert own_copy.json(*asked, "--as-of", "1")["outcome"] == "not_found"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["ask", ""], 2, "The question is empty"),
        (["ask", " \n "], 2, "The question is empty"),
        (["ask", "x" * 100_000], 2, "100,000 characters"),
        (["ask", "x", "--document", "pact/nothing"], 2, "“pact/nothing”"),
        (["ask", "x", "--as-of", "99"], 2, "generation 99"),
        (["search", ""], 2, "The question is empty"),
        (["search", "x", "--document", "pact/nothing"], 2, "“pact/nothing”"),
    ],
)
def test_what_cannot_be_asked(shipped, words: list[str], code: int, sentence: str) -> None:
    result = shipped(*words)
    assert result.exit_code == code
    assert sentence in result.stderr
    assert result.stdout == ""


def test_no_library_yet(terminal) -> None:
    result = terminal("ask", QUESTION)
    assert result.exit_code == 1
    assert "`footnote ingest`" in result.stderr


def test_a_damaged_vector_index_is_mended_by_asking_and_that_is_said(own_copy, caplog) -> None:
    files = [f for f in (own_copy.library / "vectors").rglob("*") if f.is_file()]
    max(files, key=lambda f: f.stat().st_size).write_bytes(b"rubbish")
    assert own_copy.json("ask", QUESTION)["outcome"] == "answered"
    assert "was damaged" in caplog.text


def test_a_batch_of_a_million_characters_and_other_trouble(shipped, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "good", "question": QUESTION}),
        json.dumps({"id": "huge", "question": "x" * 1_000_000}),
        "{",
        json.dumps({"id": "elsewhere", "question": QUESTION, "documents": ["pact/nothing"]}),
        json.dumps({"id": "lone", "question": "half a pair \ud800?"}),
        json.dumps({"id": "last", "question": UNANSWERABLE, "history": [QUESTION]}),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    result = shipped("ask", "--batch", str(file))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [a["id"] for a in answers] == ["good", "huge", None, "elsewhere", "lone", "last"]
    assert ["error" in a for a in answers] == [False, True, True, True, False, False]
    assert answers[0]["outcome"] == "answered"
    assert answers[-1]["outcome"] == "not_found"


def test_a_batch_from_stdin(shipped) -> None:
    line = json.dumps({"id": 1, "question": QUESTION})
    result = shipped("ask", "--batch", "-", stdin=line)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["statements"][0]["text"].startswith(SENTENCE)


def test_a_batch_file_that_is_not_there(shipped, tmp_path: Path) -> None:
    assert shipped("ask", "--batch", str(tmp_path / "none.jsonl")).exit_code == 2


def test_search_says_why_each_passage_was_found(shipped) -> None:
    typed = ("search", "anti-smuggling partnerships", "--k", "3", "--document", "pact/factsheet")
    hits = shipped.json(*typed)["hits"]
    assert len(hits) == 3
    assert list(hits[0]) == [
        *("document", "label", "start", "end", "text", "score"),
        *("dense_rank", "lexical_rank", "matched_terms"),
    ]
    assert hits[0]["label"] == "Fighting migrant smuggling"
    assert hits[0]["matched_terms"]


def test_search_in_the_terminal(shipped) -> None:
    result = shipped("search", "anti-smuggling partnerships", "--document", "pact/factsheet")
    assert result.stdout.startswith("1 Fighting migrant smuggling · ")
    assert "pact/factsheet, characters " in result.stdout
    assert "meaning rank 1" in result.stdout


def test_search_for_more_than_there_is(shipped) -> None:
    everything = shipped.json("search", "migration", "--k", "10000")["hits"]
    assert 50 < len(everything) < 10_000


def test_search_in_a_batch(shipped) -> None:
    line = json.dumps({"id": "s", "question": "visa"})
    result = shipped("search", "--batch", "-", "--k", "2", stdin=line)
    reply = json.loads(result.stdout)
    assert reply["id"] == "s"
    assert len(reply["hits"]) == 2
