"""Figures, thresholds, tables and the saved report, without any model."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.settings import Settings
from evals import machine
from evals.metrics import Gold
from evals.question_set import Kind, Split
from evals.report import SHAPE, Report, load_report, save_report
from evals.summary import Thresholds, shortfalls, summarise
from tests.evals.records import (
    ONE,
    TEXT,
    THREE,
    TWO,
    a_labelled_record,
    a_record,
    a_run,
    asked,
    cited,
    quoted,
    said,
)

RECORDS = (
    a_record(cited(*TWO)),
    a_record(cited(*ONE), cited(*TWO), split=Split.TEST),
    a_record(),
    a_record(gold=None),
    a_record(cited(*THREE), gold=None, split=Split.TEST),
)


# The test's own, so that tuning the shipped ones changes nothing here.
WANTED = Thresholds(
    hit_at_5=0.85,
    answer_hit=0.6,
    citation_exactness=1.0,
    abstention_precision=0.6,
    abstention_recall=0.6,
)


# Figures


def test_figures_of_a_worked_example():
    summary = summarise(RECORDS)
    assert (summary.questions, summary.answerable, summary.citations) == (5, 3, 4)
    assert (summary.hit_at_1, summary.hit_at_3, summary.mrr) == (0, 1, 0.5)
    assert summary.answer_hit == pytest.approx(2 / 3)
    assert summary.first_hit == pytest.approx(1 / 3)
    assert summary.citation_exactness == 1
    assert summary.cited_characters == 15
    assert (summary.abstention_precision, summary.abstention_recall) == (0.5, 0.5)
    assert summary.coverage == pytest.approx(3 / 5)
    assert (summary.seconds, summary.seconds_p95) == (0.5, 0.5)


def test_figures_of_nothing_are_not_measured():
    summary = summarise(())
    assert summary.questions == 0
    assert summary.mrr is None
    assert not shortfalls(summary, Thresholds())


def test_questions_count_for_the_gold_they_have():
    summary = summarise((*RECORDS, a_labelled_record(cited(*ONE)), a_labelled_record(cited(*TWO))))
    assert (summary.questions, summary.answerable) == (7, 5)
    assert summary.answer_hit == pytest.approx(2 / 3)
    assert (summary.label_hit, summary.article_hit) == (0.5, 1)
    assert (summary.label_at_1, summary.label_at_5) == (0, 1)
    assert (summary.article_at_1, summary.article_at_10) == (0, 1)


# Six answerable questions and three that are not, by hand.
JUDGED = (
    asked(cited(*TWO), kind=Kind.FACT, gold=Gold(quoted(TWO))),
    asked(cited(*ONE), cited(*TWO), kind=Kind.FACT, gold=Gold(quoted(TWO)), split=Split.TEST),
    asked(kind=Kind.FACT, gold=Gold(quoted(TWO))),
    asked(cited(*TWO), kind=Kind.FOLLOW_UP, gold=Gold(quoted(TWO))),
    asked(cited(*ONE), kind=Kind.FOLLOW_UP, gold=Gold(quoted(TWO)), split=Split.TEST),
    asked(said("I hold the Glossary."), kind=Kind.LIBRARY, key_facts=("Glossary",)),
    asked(kind=Kind.UNANSWERABLE),
    asked(cited(*ONE), kind=Kind.UNANSWERABLE, gold=Gold(contradicts=quoted(ONE))),
    asked(cited(*ONE), kind=Kind.UNANSWERABLE, split=Split.TEST),
)


def test_figures_of_what_was_right():
    summary = summarise(JUDGED)
    assert summary.first_right == pytest.approx(3 / 6)
    assert summary.answer_right == pytest.approx(4 / 6)
    assert summary.unanswerable_refused == pytest.approx(2 / 3)
    assert summary.wrongly_refused == pytest.approx(1 / 6)
    assert summary.follow_ups_resolved == pytest.approx(1 / 2)
    assert summary.abstention_recall == pytest.approx(1 / 3)


def test_figures_of_what_was_right_by_kind_and_by_split():
    figures = Report(a_run(*JUDGED), None, WANTED).to_json()["footnote"]["summary"]
    kinds, splits = figures["by_kind"], figures["by_split"]
    assert {kind: kinds[kind]["first_right"] for kind in kinds} == {
        "fact": pytest.approx(1 / 3),
        "follow-up": 0.5,
        "library": 1,
        "unanswerable": None,
    }
    assert kinds["fact"]["wrongly_refused"] == pytest.approx(1 / 3)
    assert kinds["fact"]["follow_ups_resolved"] is None
    assert kinds["unanswerable"]["unanswerable_refused"] == pytest.approx(2 / 3)
    assert kinds["unanswerable"]["wrongly_refused"] is None
    assert kinds["unanswerable"]["citation_exactness"] == 1
    assert splits["test"]["answer_right"] == 0.5
    assert splits["test"]["unanswerable_refused"] == 0
    assert splits["dev"]["unanswerable_refused"] == 1


def test_what_falls_short_is_said():
    below = shortfalls(summarise(RECORDS), WANTED)
    assert [str(shortfall) for shortfall in below] == [
        "abstention precision is 0.500, below 0.6",
        "abstention recall is 0.500, below 0.6",
    ]


def test_one_inexact_citation_falls_short():
    records = (*RECORDS, a_record(cited(15, 28, TEXT[14:28])))
    low = Thresholds(answer_hit=0, abstention_precision=0, abstention_recall=0)
    assert [s.metric for s in shortfalls(summarise(records), low)] == ["citation_exactness"]


# The report


def a_report(baseline: bool = True) -> Report:
    stock = a_run(*RECORDS, pipeline="stock") if baseline else None
    return Report(a_run(*RECORDS), stock, WANTED)


def test_the_exit_code_follows_the_thresholds():
    met = replace(a_report(), thresholds=Thresholds(abstention_precision=0, abstention_recall=0))
    assert a_report().exit_code == 1
    assert met.exit_code == 0


@pytest.mark.parametrize("baseline", [True, False])
def test_tables_have_a_cell_for_every_column(baseline):
    tables = a_report(baseline).tables()
    stock = ["Stock by split"] if baseline else []
    assert [table.title for table in tables] == [
        *("All questions", "Footnote by kind", "Footnote by split", *stock),
        *("Footnote by kind: what was right", "Footnote by split: what was right"),
        *(f"{title}: what was right" for title in stock),
    ]
    for table in tables:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert len({len(line) for line in str(table).splitlines()[1:]}) == 1


def test_the_overall_table_sets_the_pipelines_side_by_side():
    table = a_report().tables()[0]
    assert table.columns == ("", "footnote", "stock", "wanted")
    assert ("hit@5", "1.000", "1.000", "≥ 0.85") in table.rows
    assert ("cited characters (median)", "15", "15", "") in table.rows


def test_tables_tell_only_of_the_gold_there_is():
    quotes, labels = ("hit@1", "answer hit"), ("label hit@1", "answer article hit")
    for records, shown, left_out in (
        (RECORDS, quotes, labels),
        ((a_labelled_record(cited(*TWO)),), labels, quotes),
    ):
        overall, by_kind, *_ = Report(a_run(*records), None, WANTED).tables()
        rows = [row[0] for row in overall.rows]
        assert set(shown) <= set(rows)
        assert not set(left_out) & set(rows)
        assert all(len(row) == len(by_kind.columns) for row in by_kind.rows)


def test_a_report_saved_before_there_were_labels_is_read():
    content = a_report().to_json()
    for record in content["footnote"]["records"]:
        del record["gold"]["labels"]
        for name in ("label_rank", "article_rank", "label_hit", "article_hit"):
            del record["verdict"][name]
    assert SHAPE.validate_json(json.dumps(content)) == a_report()


def test_what_was_not_judged_when_a_report_was_saved_is_not_measured():
    content = a_report(baseline=False).to_json()
    for record in content["footnote"]["records"]:
        for name in ("first_right", "answer_right", "declined"):
            del record["verdict"][name]
        del record["gold"]["contradicts"]
        for quote in record["gold"]["quotes"]:
            del quote["part"]
    summary = SHAPE.validate_json(json.dumps(content)).summary
    assert summary.answer_hit == pytest.approx(2 / 3)
    assert summary.first_right is summary.answer_right is summary.unanswerable_refused is None


def test_the_tables_of_what_was_right_have_the_figures():
    *_, by_kind, by_split = Report(a_run(*JUDGED), None, WANTED).tables()
    assert by_kind.columns[1:4] == ("questions", "first right", "answer right")
    assert by_kind.rows[0][:5] == ("fact", "3", "0.333", "0.667", "–")
    assert [row[0] for row in by_split.rows] == ["dev", "test"]


@pytest.mark.parametrize("baseline", [True, False])
def test_a_saved_report_comes_back_as_it_was(tmp_path, baseline):
    file = tmp_path / "new" / "run.json"
    save_report(a_report(baseline), file)
    assert load_report(file) == a_report(baseline)


def test_json_has_the_figures_with_and_without_records():
    whole, short = a_report().to_json(), a_report().to_json(records=False)
    assert len(whole["footnote"]["records"]) == 5
    assert short["footnote"]["records"] == []
    assert short["footnote"]["summary"]["by_split"]["test"]["answer_hit"] == 1
    assert short["stock"]["summary"]["overall"] == whole["footnote"]["summary"]["overall"]
    assert [shortfall["metric"] for shortfall in short["below"]] == [
        "abstention_precision",
        "abstention_recall",
    ]
    assert json.loads(json.dumps(whole)) == whole


def test_something_else_is_no_report(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(ValueError, match="footnote"):
        load_report(tmp_path / "run.json")


# What is told of machine and settings


def test_neither_paths_nor_names_are_kept(tmp_path):
    settings = Settings(library=tmp_path, embedding=str(tmp_path / "my-model"))
    kept = machine.public_settings(settings)
    assert kept["embedding"] == "my-model"
    assert "library" not in kept
    assert str(tmp_path) not in json.dumps(kept)
    assert set(machine.machine()) == {"system", "architecture", "processor", "cores"}


def test_versions_name_what_can_change_a_figure():
    assert {"python", "chromadb", "torch"} <= set(machine.versions())
    assert machine.without_folder("all-MiniLM-L6-v2") == "all-MiniLM-L6-v2"
    assert machine.without_folder(str(Path("~/models/tiny"))) == "tiny"
