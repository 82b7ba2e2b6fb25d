"""Figures as they are printed."""

from evals.compare.comparison import compare
from evals.compare.tolerances import DEFAULTS
from evals.report.measured import measured
from evals.report.tables import compared_table, signed, tables, told
from evals.runs.figures import BY_NAME
from tests.evals.compare.test_comparison import NOW, THEN, evaluation
from tests.evals.compare.test_resampling import MIXED
from tests.evals.records import a_run, an_evaluation

MEASURES = measured(an_evaluation(a_run(*MIXED), a_run(*MIXED[:5], pipeline="stock")))


def test_tables_have_a_cell_for_every_column() -> None:
    found = list(tables(MEASURES))
    assert [table.title for table in found] == [
        "22 questions",
        "Footnote by kind",
        "Footnote by split",
    ]
    for table in found:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert len({len(line) for line in str(table).splitlines()[1:]}) == 1


def test_the_pipelines_stand_side_by_side_and_footnote_has_its_interval() -> None:
    overall = next(tables(MEASURES))
    assert overall.columns == ("", "footnote", "95 %", "stock")
    title, footnote, interval, stock = next(r for r in overall.rows if r[0] == "answer right")
    assert (title, footnote, stock) == ("answer right", "0.500", "1.000")
    low, high = interval.split(" to ")
    assert 0 < float(low) < 0.5 < float(high) < 1


def test_what_was_not_measured_is_a_dash_and_what_no_pipeline_measured_is_left_out() -> None:
    rows = {row[0]: row for row in next(tables(MEASURES)).rows}
    assert rows["unanswerable refused"][-1] == "–"
    assert "judged right" not in rows


def test_a_figure_is_told_as_fine_as_it_is() -> None:
    assert told(BY_NAME["cited_characters"], 1234.4) == "1,234"
    assert told(BY_NAME["seconds"], 0.12345) == "0.1235"
    assert told(BY_NAME["right"], None) == "–"


def test_a_difference_has_its_sign() -> None:
    right = BY_NAME["right"]
    assert signed(right, 0.02) == "+0.020"
    assert signed(right, -0.02) == "\N{MINUS SIGN}0.020"
    assert signed(right, -0.0001) == "0.000"
    assert signed(right, None) == "–"


def test_a_comparison_shows_what_moved_and_what_has_a_tolerance() -> None:
    table = compared_table(compare(evaluation(THEN), evaluation(NOW), DEFAULTS, "then.json"))
    rows = {row[0]: row for row in table.rows}
    assert table.title == "Against then.json, on 3 questions"
    assert rows["right"][1:4] == ("0.667", "0.667", "0.000")
    assert rows["answerable wrongly refused"][3] == "+0.333"
    assert "MRR" not in rows
    assert all(len(row) == len(table.columns) for row in table.rows)
