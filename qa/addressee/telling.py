"""What a question is about by its vector, where its form does not tell: a linear classifier.

The forms that `qa/kinds.py` knows are sure and few. People greet, thank, and ask about a library
in countless other ways, whose vectors lie together.
"""

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.kinds import Wants

FILE = Path(__file__).parent / "weights.npz"
SURE = 0.6  # probability from which a question is taken to be no question to the documents
# A question about a library mentions it, or speaks to Footnote: others that look alike ask of one
# thing that the texts are about (“Which version of the contract prevails?”).
MENTIONS = re.compile(
    r"\b(?:you|yours?|u|ur|library|collection|corpus|documents?|sources?|texts?|files?|pdfs?|titles"
    r"|papers|materials?|(?:knowledge|data) ?base|stored|uploaded|indexed|loaded|in (?:here|there)"
    r"|th(?:e|is) set|everything|inside)\b",
    re.I,
)
UNTOLD = frozenset((Wants.HELP, Wants.LIBRARY, Wants.COMPARISON, Wants.OVERVIEW))  # have a form


@lru_cache(maxsize=1)
def weights() -> tuple[NDArray[np.float32], NDArray[np.float32], tuple[str, ...]]:
    """A row of weights for each class (rows, dimension), a bias for each, and their names."""
    with np.load(FILE) as kept:
        return kept["rows"], kept["biases"], tuple(kept["classes"].tolist())


def probabilities(vector: NDArray[np.float32]) -> dict[str, float]:
    """How likely a question with this unit vector is of each class."""
    rows, biases, classes = weights()
    raised = np.exp((scores := rows @ vector + biases) - scores.max())
    return dict(zip(classes, (raised / raised.sum()).tolist(), strict=True))


def told(known: Wants, question: str, vector: NDArray[np.float32]) -> Wants:
    """The known kind of a question, or HELP or LIBRARY where its vector leaves little doubt."""
    rows, _, _ = weights()
    if known in UNTOLD or len(vector) != rows.shape[1]:  # vectors of another model tell nothing
        return known
    likely = probabilities(vector)
    if likely[Wants.HELP] >= SURE:
        return Wants.HELP
    of_library = likely[Wants.LIBRARY] >= SURE and MENTIONS.search(question)
    return Wants.LIBRARY if of_library else known
