"""`footnote check`: is this sentence carried by the documents, or by this quote, and why not."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.ui.conftest import Terminal

QUOTE = "For the 64 countries with whom the EU has a visa-free regime in place"
FACTSHEET = ("--document", "pact/factsheet")


def test_a_sentence_of_the_documents_is_verbatim(shipped: Terminal) -> None:
    sentence = "Partnerships are in place with Morocco and Tunisia"
    text = shipped("library", *FACTSHEET, "--text").stdout
    whole = next(line for line in text.splitlines() if sentence in line)
    start = whole.index(sentence)
    said = whole[start : whole.index(".", start) + 1]
    checked = shipped.json("check", said)
    assert checked["support"] == "verbatim"
    assert checked["reasons"] == []
    assert said.rstrip(".") in checked["citations"][0]["quote"]


def test_a_changed_number_is_unsupported_and_named(shipped: Terminal) -> None:
    checked = shipped.json("check", "The EU has a visa-free regime with 46 countries.", *FACTSHEET)
    assert checked["support"] == "unsupported"
    assert any("46" in reason for reason in checked["reasons"])


def test_a_statement_that_its_quote_carries(shipped: Terminal) -> None:
    said = "The EU has a visa-free regime in place with 64 countries."
    checked = shipped.json("check", said, "--quote", QUOTE)
    assert checked["support"] == "supported"
    assert [citation["quote"] for citation in checked["citations"]] == [QUOTE]


def test_a_quote_that_stands_nowhere(shipped: Terminal) -> None:
    said = "The EU has a visa-free regime in place with 46 countries."
    checked = shipped.json("check", said, "--quote", QUOTE.replace("64", "46"))
    assert checked["support"] == "unsupported"
    assert "stands nowhere" in checked["reasons"][0]
    assert checked["citations"] == []


def test_a_quote_across_two_passages_is_found(shipped: Terminal) -> None:
    text = shipped("library", *FACTSHEET, "--text").stdout
    paragraphs = [p for p in text.split("\n\n") if len(p) > 80]
    first, second = next((a, b) for a, b in pairwise(paragraphs) if f"{a}\n\n{b}" in text)
    quote = f"{first[-60:].split(' ', 1)[1]}\n\n{second[:60].rsplit(' ', 1)[0]}"
    checked = shipped.json("check", "The moon is green.", "--quote", quote)
    assert checked["citations"][0]["quote"] == quote


def test_what_the_documents_know_nothing_of(shipped: Terminal) -> None:
    checked = shipped.json("check", "Zebras hibernate underneath volcanoes.")
    assert checked["support"] == "unsupported"


def test_offsets_are_exact(shipped: Terminal) -> None:
    said = "The EU has a visa-free regime in place with 64 countries."
    (citation, *_) = shipped.json("check", said, "--quote", QUOTE)["citations"]
    text = shipped("library", "--document", citation["document"], "--text").stdout
    assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_person_reads_the_verdict_and_why(shipped: Terminal) -> None:
    result = shipped("check", "The EU has a visa-free regime with 46 countries.", *FACTSHEET)
    assert result.exit_code == 0
    assert result.stdout.startswith("Unsupported.")
    assert "46" in result.stdout
    assert "Held against:" in result.stdout


def test_a_batch_has_a_verdict_a_line(shipped: Terminal, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "statement": "The EU has a visa-free regime in place with 64 countries."},
        {"id": "b", "statement": "It has 46.", "quote": "nothing like this stands anywhere at all"},
        {"id": "c"},
    ]
    file = tmp_path / "claims.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result = shipped("check", "--batch", str(file))
    a, b, c = map(json.loads, result.stdout.splitlines())
    assert (a["id"], b["id"], b["support"]) == ("a", "b", "unsupported")
    assert "statement" in c["error"]
    assert result.exit_code == 1


@pytest.mark.parametrize("statement", ["", "?!"])
def test_an_empty_statement_is_wrong_use(shipped: Terminal, statement: str) -> None:
    result = shipped("check", statement)
    assert result.exit_code == 2
    assert "The statement is empty" in result.stderr
