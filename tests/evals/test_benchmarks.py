"""The benchmarks: turns and multiples by worked examples, and one real round of each."""

import json

import pytest

from corpus.settings import Settings
from evals.benchmarks.timing import Spread, in_turns, multiples, one_turn, spread
from ingest.sandbox import readers


def test_a_spread_is_the_median_between_extremes():
    assert spread([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
    assert Spread(1234.5, 1.0, 2000.0).shown(1) == "1,234.5 (1.0–2,000.0)"


def test_nothing_has_no_spread():
    with pytest.raises(ValueError, match="no values"):
        spread([])


def test_works_take_turns_and_none_always_goes_first():
    done = []
    works = {name: lambda name=name: done.append(name) for name in "abc"}
    seconds = in_turns(works, rounds=3)
    assert "".join(done) == "abcbcacab"
    assert {name: len(values) for name, values in seconds.items()} == {"a": 3, "b": 3, "c": 3}


def test_a_turn_is_timed():
    seconds = one_turn({"quick": lambda: None, "slow": lambda: sum(range(100_000))}, 0)
    assert 0 <= seconds["quick"] < seconds["slow"]


def test_multiples_are_taken_round_by_round():
    assert multiples([2.0, 6.0], of=[1.0, 2.0]) == Spread(2.5, 2.0, 3.0)


@pytest.mark.slow
def test_one_round_measures_both(few_are_shipped, capsys):
    from evals.benchmarks.__main__ import main

    assert main(["answers", "--json", "--repeats", "1", "--questions", "5"]) == 0
    measured = json.loads(capsys.readouterr().out)
    ingest, ask = measured["ingest"], measured["ask"]
    assert ingest["footnote"]["pieces"] > 50
    assert ingest["footnote"]["tokens"] > 5_000
    assert ingest["multiple"]["low"] <= ingest["multiple"]["median"] <= ingest["multiple"]["high"]
    named = ["embedding alone", "stock", "footnote", "footnote, first time"]
    assert list(ask["latencies"]) == named
    assert ask["latencies"]["embedding alone"]["multiple"]["median"] == 1


def test_reading_is_measured_by_kind_beside_the_plain_way(capsys):
    from evals.benchmarks.__main__ import main

    assert main(["formats", "--json", "--repeats", "1"]) == 0
    paces = json.loads(capsys.readouterr().out)["read"]["kinds"]
    plain = {pace["kind"]: pace["plain"] for pace in paces}
    assert plain == {
        "EUR-Lex HTML": "lxml",
        "Formex": "lxml",
        "PDF": "pypdf",
        "HTML": "lxml",
        "Markdown": "",
        "plain text": "",
        "CSV": "",
        "Word": "",
    }
    assert all(pace["footnote"]["megabytes_per_second"]["median"] > 0 for pace in paces)
    (pdf,) = (pace for pace in paces if pace["kind"] == "PDF")
    assert pdf["pages"] > 20
    assert pdf["plain_pace"]["pages_per_second"]["median"] > 0


def test_the_samples_have_the_sections_they_were_given():
    from evals.benchmarks.samples import samples

    with readers(Settings()) as read:
        outlines = {name: read(data, name).outline for name, data in samples().items()}
    for name in ("sample.oj.html", "sample.fmx.xml"):
        assert sum(s.kind == "article" for s in outlines[name]) == 200, name
    for name in ("sample.md", "sample.html", "sample.docx"):
        assert len(outlines[name]) == pytest.approx(200, abs=1), name


def test_a_folder_may_be_measured_instead(tmp_path, capsys):
    from evals.benchmarks.__main__ import main

    (tmp_path / "a.md").write_text("# Tea\n\nAt five.\n")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    assert main(["formats", str(tmp_path), "--repeats", "1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[2:3]] == ["Markdown"]


def test_the_outcome_of_each_file_is_told_and_counted_by_kind(tmp_path, capsys):
    from evals.benchmarks.outcomes import main

    (tmp_path / "a.md").write_text("# Tea\n\nAt five.\n")
    (tmp_path / "b.md").write_text(" ")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    assert main([str(tmp_path), "--json"]) == 0
    a, b, c = map(json.loads, capsys.readouterr().out.splitlines())
    assert (a["kind"], a["characters"], a["refusal"]) == ("Markdown", 13, "")
    assert a["peak_mb"] > 5
    assert (b["refusal"], b["reason"][:17]) == ("EmptySource", "b.md holds no tex")
    assert (c["kind"], c["refusal"]) == ("picture", "UnsupportedKind")
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    counts = {line.split("  ")[1]: line.split()[-5:-2] for line in printed.splitlines()[2:5]}
    assert counts == {
        "Markdown": ["2", "1", "1"],
        "all kinds that are read": ["2", "1", "1"],
        "picture": ["1", "0", "1"],
    }
