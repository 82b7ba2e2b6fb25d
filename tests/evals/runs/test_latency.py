"""Times by step."""

import pytest

from evals.runs.latency import by_step, total_seconds
from tests.evals.records import a_record, with_scores


def taking(**seconds):
    return with_scores(a_record(), seconds=seconds)


RECORDS = [
    taking(retrieve=0.1, total=0.4, read=0.3),
    taking(total=0.2, retrieve=0.2),
    taking(retrieve=0.3, write=5.0, total=6.0),
]


def test_the_steps_are_those_that_the_answers_tell_of_and_the_total_is_last():
    steps = by_step(RECORDS)
    assert list(steps) == ["retrieve", "read", "write", "total"]
    assert (steps["retrieve"].questions, steps["retrieve"].median) == (3, pytest.approx(0.2))
    assert (steps["write"].questions, steps["write"].p95) == (1, 5.0)


def test_what_tells_no_total_is_left_out_of_it():
    assert total_seconds([*RECORDS, taking(retrieve=9.0)], 0.5) == pytest.approx(0.4)
    assert total_seconds([taking()], 0.5) is None
