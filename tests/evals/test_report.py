"""Verdicts, figures, thresholds, tables and the saved report, without any model."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Citation
from corpus.settings import Settings
from evals import machine
from evals.metrics import Gold, LocatedLabel, LocatedQuote, Span
from evals.question_set import Kind, Question, Split
from evals.record import QuestionFile, Record, Run, Verdict, recorded
from evals.report import SHAPE, Report, load_report, save_report
from evals.summary import Thresholds, shortfalls, summarise
from qa.answer import Answer, Outcome, Statement, Support

TEXT = "One is first. Two is second. Three is third."
ONE, TWO, THREE = (0, 13), (14, 28), (29, 44)


def cited(start: int, end: int, quote: str | None = None) -> Statement:
    quote = TEXT[start:end] if quote is None else quote
    citation = Citation("a", "A", "v", "1", None, start, end, quote)
    return Statement(quote, Support.VERBATIM, (citation,))


def an_answer(*statements: Statement) -> Answer:
    return Answer(
        id="x",
        question="?",
        standalone_question="?",
        outcome=Outcome.ANSWERED if statements else Outcome.NOT_FOUND,
        statements=statements,
        nearest=(),
        confidence=0.9,
        generation=1,
        model="extractive",
        seconds={"total": 0.1},
    )


def a_record(
    *statements: Statement,
    gold: tuple[int, int] | None = TWO,
    retrieved: tuple[tuple[int, int], ...] = (ONE, TWO),
    split: Split = Split.DEV,
) -> Record:
    quotes = (LocatedQuote(TEXT[slice(*gold)], (Span("a", *gold),)),) if gold else ()
    kind = Kind.FACT if gold else Kind.UNANSWERABLE
    return recorded(
        Question("q", "?", kind, split),
        question_set="tiny",
        gold=Gold(quotes),
        answer=an_answer(*statements),
        retrieved=[Span("a", *span) for span in retrieved],
        seconds=0.5,
        text_of=lambda document, generation: TEXT,
    )


def a_labelled_record(*statements: Statement) -> Record:
    """A record whose gold is the second sentence, within the first two."""
    place, article = Span("a", *TWO), Span("a", ONE[0], TWO[1])
    return recorded(
        Question("q", "?", Kind.FACT, Split.DEV),
        question_set="tiny",
        gold=Gold(labels=(LocatedLabel("Article 1(2)", (place,), (article,)),)),
        answer=an_answer(*statements),
        retrieved=[Span("a", *THREE), Span("a", *ONE), Span("a", *TWO)],
        seconds=0.5,
        text_of=lambda document, generation: TEXT,
    )


def a_run(*records: Record, pipeline: str = "footnote") -> Run:
    return Run(
        pipeline=pipeline,
        generation=1,
        embedding="tiny",
        created_at="2026-11-23T00:00:00+00:00",
        question_files=(QuestionFile("tiny", "tiny.yaml", "0" * 32),),
        settings={"confidence": 0.5},
        versions={"python": "3.11"},
        machine={"cores": "2"},
        records=records,
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


# Verdicts


def test_a_verdict_says_what_was_right():
    assert a_record(cited(*ONE), cited(*TWO)).verdict == Verdict(
        refused=False,
        rank=2,
        answer_hit=True,
        first_hit=False,
        citations=2,
        exact=2,
        cited_characters=27,
    )


def test_a_refusal_cites_nothing_and_hits_nothing():
    verdict = a_record().verdict
    assert verdict.refused
    assert not verdict.answer_hit
    assert not verdict.first_hit
    assert verdict.citations == 0


@pytest.mark.parametrize(
    "statement", [cited(15, 28, TEXT[14:28]), cited(14, 28, "Two is 2nd."), cited(40, 60)]
)
def test_a_citation_that_is_off_is_counted(statement):
    assert a_record(statement).verdict.exact == 0


def test_a_citation_hits_its_provision_or_only_its_article():
    right, near, wrong = (
        a_labelled_record(cited(*span)).verdict for span in ((14, 20), ONE, THREE)
    )
    assert (right.label_hit, right.article_hit) == (True, True)
    assert (near.label_hit, near.article_hit) == (False, True)
    assert (wrong.label_hit, wrong.article_hit) == (False, False)
    assert (wrong.label_rank, wrong.article_rank) == (3, 2)


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
    titles = ["All questions", "Footnote by kind", "Footnote by split", "Stock by split"]
    assert [table.title for table in tables] == titles[: 4 if baseline else 3]
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
        overall, by_kind, _ = Report(a_run(*records), None, WANTED).tables()
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
