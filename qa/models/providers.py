"""Who offers language models, and what LangChain needs to know to ask them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import ModelKeyMissing, ModelPackageMissing
from corpus.settings import PROVIDERS, Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_TOKENS = 4_000
MOST_TOKENS_REASONING = 16_000  # of which the reasoning is most
# Ollama reads 4,096 tokens unless it is told otherwise, and drops the rest without a word.
CONTEXT_TOKENS = 8_192
WITHOUT_KEY = {"ollama"}
NO_KEY = "no-key-needed"  # what an OpenAI-compatible server is told that wants none
REASONING = ("o1", "o3", "o4", "gpt-5", "gpt-6")
# Where each provider's package looks for its key.
KEYS = {
    "anthropic": ("ANTHROPIC_API_KEY",),
    "azure_openai": ("AZURE_OPENAI_API_KEY",),
    "cohere": ("COHERE_API_KEY",),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "fireworks": ("FIREWORKS_API_KEY",),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "groq": ("GROQ_API_KEY",),
    "mistralai": ("MISTRAL_API_KEY",),
    "ollama": ("OLLAMA_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY",),
    "perplexity": ("PERPLEXITY_API_KEY", "PPLX_API_KEY"),
    "together": ("TOGETHER_API_KEY",),
    "xai": ("XAI_API_KEY",),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Which model is asked, and where. `base_url` is empty for the provider's own address."""

    provider: str
    model: str
    base_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Target":
        provider, _, model = settings.model.partition(":")
        return cls(provider, model, settings.base_url)

    @property
    def name(self) -> str:
        return f"{self.provider}:{self.model}"

    @property
    def address(self) -> str:
        """Where the model is, for people."""
        if self.base_url:
            return self.base_url
        if self.provider == "ollama":
            return os.environ.get("OLLAMA_HOST") or "http://127.0.0.1:11434"
        return f"the address of {self.provider}"


def require_key(target: Target, environ: Mapping[str, str]) -> None:
    """Raise ModelKeyMissing where the provider asks for a key and the environment has none."""
    variables = KEYS.get(target.provider, ())
    needed = variables and not target.base_url and target.provider not in WITHOUT_KEY
    if needed and not any(environ.get(name) for name in variables):
        raise ModelKeyMissing(model=target.name, variable=variables[0])


def package_missing(target: Target) -> ModelPackageMissing:
    """The error that says what to install."""
    package = PROVIDERS[target.provider]
    install = f".venv/bin/python -m pip install {package}"
    return ModelPackageMissing(model=target.name, package=package, install=install)


def make(target: Target, seconds: float) -> "BaseChatModel":
    """LangChain's model. Raises ModelPackageMissing, or whatever the provider's package raises."""
    from langchain.chat_models import init_chat_model

    given = options(target, seconds)
    try:
        model: BaseChatModel = init_chat_model(
            target.model, model_provider=target.provider, **given
        )
    except ImportError as error:
        raise package_missing(target) from error
    return model


def options(target: Target, seconds: float) -> dict[str, Any]:
    """What a provider's class takes beside the model's name.

    Tries and times are counted in one place, by the call, and not in each provider's client.
    """
    given: dict[str, Any] = {"base_url": target.base_url} if target.base_url else {}
    if target.provider == "ollama":
        limits = {"num_predict": MOST_TOKENS, "num_ctx": CONTEXT_TOKENS}
        return given | limits | {"temperature": 0, "reasoning": False}
    given |= {"max_retries": 0, "timeout": seconds, "max_tokens": MOST_TOKENS, "temperature": 0}
    if target.provider == "openai":
        given |= openai_options(target)
    return given


def openai_options(target: Target) -> dict[str, Any]:
    """OpenAI's own: nothing is stored there, and its models that reason take no temperature."""
    given: dict[str, Any] = {"stream_chunk_timeout": None, "stream_usage": True}
    if not target.base_url:
        given["store"] = False
    else:
        given["use_responses_api"] = False
        if not os.environ.get("OPENAI_API_KEY"):
            given["api_key"] = NO_KEY
    if target.model.startswith(REASONING):
        given |= {"temperature": None, "max_tokens": MOST_TOKENS_REASONING}
    return given


def secrets(environ: Mapping[str, str]) -> Iterator[str]:
    """Every key in the environment that must never be shown."""
    for name, value in environ.items():
        if name.endswith(("_KEY", "_TOKEN", "_SECRET", "_PASSWORD")) and len(value) > 3:
            yield value
