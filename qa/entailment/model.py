"""The network: the packaged reader's encoder, its upper layers trained anew, and one score.

The score reads what the encoder makes of the whole pair, and of each feature the greatest value
at any token of the statement, so that one word that is not carried can decide.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import BertModel

from qa.reader.model import SharedDropout

FROZEN = ("embeddings.", "encoder.layer.0.", "encoder.layer.1.")
WEIGHTS_FILE = "support.safetensors"


class SupportModel(nn.Module):
    """Logits of “the evidence carries the statement”, one for each row of a batch."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.dense = nn.Linear(2 * width, width)
        self.out = nn.Linear(width, 1)
        self.temperature: Tensor
        self.register_buffer("temperature", torch.ones(1))

    def forward(self, inputs: dict[str, Tensor]) -> Tensor:
        hidden: Tensor = self.encoder(**inputs).last_hidden_state
        said = (inputs["token_type_ids"] == 0) & (inputs["attention_mask"] == 1)
        least = hidden.masked_fill(~said[:, :, None], torch.finfo(hidden.dtype).min).amax(dim=1)
        pooled = torch.cat((hidden[:, 0], least), dim=-1)
        logits: Tensor = self.out(torch.tanh(self.dense(pooled)))[:, 0]
        return logits

    def calibrated(self, inputs: dict[str, Tensor]) -> Tensor:
        """Probabilities, (batch,)."""
        return torch.sigmoid(self(inputs) / self.temperature)


def untrained(folder: str | Path, dtype: torch.dtype = torch.float32) -> SupportModel:
    """The encoder in `folder` under a new score. Raises OSError where there is none."""
    encoder = BertModel.from_pretrained(
        str(folder), add_pooling_layer=False, local_files_only=True, dtype=dtype,
        attn_implementation="eager", attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return SupportModel(encoder).to(dtype)


def trainable(folder: str | Path, dropout: float) -> SupportModel:
    """As `untrained`, ready to train: embeddings and the first layers stay as they are."""
    model = untrained(folder)
    for name, parameter in model.encoder.named_parameters():
        parameter.requires_grad = not name.startswith(FROZEN)
    layers: Any = model.encoder.encoder.layer
    for number, layer in enumerate(layers):
        share = 0.0 if f"encoder.layer.{number}." in FROZEN else dropout
        layer.attention.output.dropout = SharedDropout(share)
        layer.output.dropout = SharedDropout(share)
    model.encoder.embeddings.dropout.p = 0.0
    return model


def saved(model: SupportModel, file: Path) -> None:
    """Write what was trained, in half precision, and on which encoder it stands."""
    kept = {
        name: tensor.detach().to(torch.bfloat16).contiguous()
        for name, tensor in model.state_dict().items()
        if not name.removeprefix("encoder.").startswith(FROZEN)
    }
    save_file(kept, file, metadata={"encoder": print_of(model)})


def restored(model: SupportModel, file: Path) -> None:
    """Put trained tensors in their places. Raises OSError where the file is missing or broken."""
    with safe_open(file, framework="pt") as opened:
        kept = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    model.load_state_dict(kept, strict=False)


def print_of(model: SupportModel) -> str:
    """A fingerprint of what stays as it is: trained tensors go with this encoder only."""
    digest = sha256()
    for name, tensor in sorted(model.encoder.state_dict().items()):
        if name.startswith(FROZEN):
            # A running mean turns -0.0 into 0.0, which is the same number in other bytes.
            digest.update((tensor.detach() + 0.0).to(torch.float16).numpy().tobytes())
    return digest.hexdigest()[:16]
