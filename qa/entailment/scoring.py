"""The support model in use: how likely statements are carried by their evidence."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from corpus.embedding import weights_dtype
from corpus.errors import SupportModelMissing
from corpus.settings import PACKAGED_READER
from qa.entailment.features import Window, padded, windows
from qa.reader.reading import reader_folder

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from qa.entailment.model import SupportModel

WEIGHTS = Path(__file__).parent / "weights"
STEP = 16  # tokens: lengths are rounded up to a multiple of it


@dataclass(frozen=True, slots=True)
class Loaded:
    """Tokenizer and network, and a lock: a tokenizer serves one thread at a time."""

    tokenizer: "PreTrainedTokenizerBase"
    network: "SupportModel"
    lock: Lock


@lru_cache(maxsize=2)
def loaded(folder: Path) -> Loaded:
    """The model in memory, one for all who score with it. Raises SupportModelMissing."""
    # Importing these takes seconds: what scores nothing need not wait for them.
    import transformers
    from safetensors import SafetensorError
    from transformers import AutoTokenizer

    from qa.entailment.model import WEIGHTS_FILE, restored, untrained

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("transformers").setLevel(logging.ERROR)
    encoder = reader_folder(PACKAGED_READER)
    try:
        tokenizer = AutoTokenizer.from_pretrained(encoder, local_files_only=True)
        network = untrained(encoder, weights_dtype())
        restored(network, folder / WEIGHTS_FILE)
    except (OSError, ValueError, ImportError, SafetensorError) as error:
        reason = str(error).strip().splitlines()[0]
        raise SupportModelMissing(reason=reason) from error
    return Loaded(tokenizer, network.eval(), Lock())


class Scorer:
    """The packaged support model on the processor, loaded at first use.

    It stands on the packaged reader's encoder, whatever reader answers.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.folder = folder

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each statement with its evidence the probability, 0…1, that it is carried.

        Every window is computed by itself, so that a pair's number depends on nothing but the
        pair. Of a long evidence the window that carries best counts.
        """
        if not pairs:
            return []
        model = loaded(self.folder)
        with model.lock:
            seen = windows(model.tokenizer, pairs)
        return [max(probability(model, window) for window in some) for some in seen]


def probability(model: Loaded, window: Window) -> float:
    import torch

    with torch.inference_mode():
        return float(model.network.calibrated(padded([window], STEP)).float()[0])
