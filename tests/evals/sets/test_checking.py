"""A check of question sets tells everything that is off, and what helps to mend it."""

from pathlib import Path

import yaml

from corpus.document import Document, Section
from evals.sets.checking import Checked, Problem, check
from evals.sets.nearest import indexed, nearest

GATE = "The gate closes at 20 o'clock on working days. The porter keeps the key."
DOCUMENTS = {
    "house/gate": Document(
        "house/gate", "Gate", GATE, outline=(Section("Opening hours", "section", 1, 0, 0, 46),)
    ),
    "house/yard": Document("house/yard", "Yard", "The yard is swept once a week."),
}


def checked(folder: Path, *rows: object, **head: object) -> Checked:
    file = folder / "set.yaml"
    file.write_text(yaml.safe_dump({"name": "tiny", "questions": list(rows), **head}))
    (found,) = check([file], DOCUMENTS)
    return found


def row(id: str, document: str, text: str, **fields: object) -> dict[str, object]:
    quotes = [{"document": document, "text": text}]
    return {"id": id, "question": "What?", "quotes": quotes, **fields}


def only(found: Checked) -> Problem:
    (problem,) = found.problems
    return problem


def test_a_sound_set_has_no_problems(tmp_path: Path) -> None:
    found = checked(tmp_path, row("a", "house/gate", "The porter keeps the key."))
    assert found.problems == ()


def test_a_broken_quote_is_told_with_the_nearest_sentence(tmp_path: Path) -> None:
    problem = only(checked(tmp_path, row("a", "house/gate", "The porter holds the key.")))
    assert (problem.questions, problem.field) == (("a",), "quotes")
    assert problem.near
    assert problem.near.text == "The porter keeps the key."
    assert GATE[problem.near.start : problem.near.end] == problem.near.text


def test_of_a_part_of_a_sentence_the_nearest_part_is_told() -> None:
    near = nearest("at 02 o'clock", [indexed(DOCUMENTS["house/gate"])])
    assert near
    assert near.text == "at 20 o'clock"


def test_several_sentences_have_several_for_their_nearest() -> None:
    quote = "The gate closes at 21 o'clock on working days. The porter has the key."
    near = nearest(quote, [indexed(DOCUMENTS["house/gate"])])
    assert near
    assert near.text == GATE


def test_where_nothing_is_like_it_nothing_is_told() -> None:
    assert nearest("Kites fly high.", [indexed(DOCUMENTS["house/gate"])]) is None


def test_a_quote_of_another_document_is_told_with_that(tmp_path: Path) -> None:
    problem = only(checked(tmp_path, row("a", "house/gate", "The yard is swept once a week.")))
    assert problem.elsewhere == ("house/yard",)


def test_an_unknown_document_is_told_once_with_the_nearest(tmp_path: Path) -> None:
    found = checked(tmp_path, row("a", "gate", "x"), row("b", "gate", "y", documents=["gate"]))
    problem = only(found)
    assert (problem.questions, problem.names) == (("a", "b"), ("house/gate",))


def test_an_unknown_label_is_told_with_the_nearest(tmp_path: Path) -> None:
    labels = [{"document": "house/gate", "label": "Opening ours"}]
    problem = only(checked(tmp_path, {"id": "a", "question": "When?", "labels": labels}))
    assert problem.names == ("Opening hours",)


def test_all_problems_of_all_sets_are_told(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        row("a", "house/gate", "The porter holds the key."),
        row("b", "house/gate", "The porter keeps the key.", kind="riddle"),
        row("c", "house/attic", "x"),
    )
    assert len(found.problems) == 3
    (unread,) = check([tmp_path / "none.csv"], DOCUMENTS)
    assert "there is no such file" in only(unread).problem


def test_gold_in_optional_documents_that_are_absent_is_counted(tmp_path: Path) -> None:
    both = row("a", "house/gate", "The porter keeps the key.")
    both["quotes"] = [*both["quotes"], {"document": "acts/x", "text": "y"}]  # type: ignore[misc]
    found = checked(tmp_path, both, optional=["acts/"])
    assert (found.problems, found.passed_over) == ((), 1)


def test_proposed_rows_may_be_incomplete_and_are_counted_apart(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        row("a", "house/gate", "The porter keeps the key.", kind="fact", split="dev"),
        {"id": "b", "question": "Who?", "proposed": True},
    )
    assert (found.problems, found.proposed) == ((), 1)
    assert dict(found.by_kind) == {("fact", "dev"): 1}
