"""What the pairs are made from: the written pairs that are shipped, and the public sets."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from qa.entailment.mixture import Sources, broad, read_sources
from qa.entailment.sources import acts, written

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"the public sets are not in {DATA}")


def test_no_written_pair_comes_twice() -> None:
    counts = Counter((p.statement, p.evidence) for p in written())
    assert counts.most_common(1)[0][1] == 1


def test_of_the_written_pairs_about_an_eighth_is_held_out_by_whole_passages() -> None:
    pairs = list(written())
    kept = {p.evidence for p in pairs if p.held_out}
    assert not kept & {p.evidence for p in pairs if not p.held_out}
    assert 0.08 < len(kept) / len({p.evidence for p in pairs}) < 0.17


@needs_data
def test_held_out_acts_are_not_learnt_from() -> None:
    texts = list(acts(DATA))
    told = {part: {s for t in texts if t.held_out == part for s in t.sentences} for part in (0, 1)}
    assert len(told[1]) > 500
    # Acts share some of their wording.
    assert len(told[1] & told[0]) < 0.07 * len(told[1])


@needs_data
def test_validation_and_training_are_made_from_different_sources() -> None:
    sources = read_sources(DATA)
    learnt, kept = sources.part(validation=False), sources.part(validation=True)
    assert {q.context for q in kept.questions}.isdisjoint(q.context for q in learnt.questions)
    assert len(learnt.texts) + len(kept.texts) == len(sources.texts)


@needs_data
def test_a_mixture_is_the_seeds_and_nearly_half_of_it_is_true() -> None:
    learnt = read_sources(DATA).part(validation=False)
    some = Sources(learnt.questions[::40], learnt.texts[::40], ())
    pairs = broad(some, Random(1))
    assert pairs == broad(some, Random(1))
    assert 0.4 < sum(p.supported for p in pairs) / len(pairs) < 0.55
