"""The walk along an outline agrees with looking each offset up."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import sections_at
from ingest.passages import Walk
from tests.ingest.test_passages_of_acts import ACTS


@given(ACTS, st.data())
def test_a_walk_finds_the_sections_that_hold_each_offset(act, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(act.text) - 1), max_size=30).map(sorted))
    walk = Walk(act.outline)
    assert [walk.at(offset) for offset in offsets] == [
        sections_at(act.outline, offset) for offset in offsets
    ]
