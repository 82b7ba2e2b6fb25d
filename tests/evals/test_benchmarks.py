"""The benchmarks: turns and multiples by worked examples, and one real round of each."""

import json

import pytest

from evals.benchmarks.timing import Spread, in_turns, multiples, one_turn, spread


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
def test_one_round_measures_both(capsys):
    from evals.benchmarks.__main__ import main

    assert main(["--json", "--repeats", "1"]) == 0
    measured = json.loads(capsys.readouterr().out)
    ingest, ask = measured["ingest"], measured["ask"]
    assert ingest["footnote"]["pieces"] > 50
    assert ingest["footnote"]["tokens"] > 5_000
    assert ingest["multiple"]["low"] <= ingest["multiple"]["median"] <= ingest["multiple"]["high"]
    named = ["embedding alone", "stock", "footnote", "footnote, first time"]
    assert list(ask["latencies"]) == named
    assert ask["latencies"]["embedding alone"]["multiple"]["median"] == 1
