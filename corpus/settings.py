"""Every setting, read from FOOTNOTE_… variables or `footnote.toml` in the working directory."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.errors import BadSetting

PREFIX = "FOOTNOTE_"
PACKAGED_EMBEDDING = "all-MiniLM-L6-v2"
PACKAGED_READER = "footnote-reader"
# Who offers language models, as LangChain calls them, and the package each comes with.
PROVIDERS = {
    "anthropic": "langchain-anthropic",
    "azure_openai": "langchain-openai",
    "bedrock_converse": "langchain-aws",
    "cohere": "langchain-cohere",
    "deepseek": "langchain-deepseek",
    "fireworks": "langchain-fireworks",
    "google_genai": "langchain-google-genai",
    "google_vertexai": "langchain-google-vertexai",
    "groq": "langchain-groq",
    "huggingface": "langchain-huggingface",
    "mistralai": "langchain-mistralai",
    "nvidia": "langchain-nvidia-ai-endpoints",
    "ollama": "langchain-ollama",
    "openai": "langchain-openai",
    "openrouter": "langchain-openrouter",
    "perplexity": "langchain-perplexity",
    "together": "langchain-together",
    "upstage": "langchain-upstage",
    "xai": "langchain-xai",
}


class Settings(BaseSettings):
    """The settings in force. A variable wins over the file; unknown names are refused."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file="footnote.toml", extra="forbid", frozen=True
    )

    library: Path = Field(Path(".footnote"), description="folder of the library")
    embedding: str = Field(
        PACKAGED_EMBEDDING,
        description="embedding model: the packaged one, or the folder of any "
        "sentence-transformers model",
    )
    reader: str = Field(
        PACKAGED_READER,
        description="reader model: the packaged one, or the folder of any Hugging Face model for "
        "extractive question answering",
    )
    passage_chars: int = Field(
        900, ge=100, le=20_000, description="longest passage, in characters, where sentences allow"
    )
    source_mb: float = Field(50, gt=0, description="largest file that is read, in megabytes")
    reader_seconds: float = Field(
        45, gt=0, description="longest time that reading one file may take, in seconds"
    )
    reader_mb: float = Field(
        1_000, ge=100, description="most memory that reading a file may take, in megabytes"
    )
    reader_text_mb: float = Field(
        10, gt=0, description="most text that is taken from one file, in megabytes"
    )
    removal_share: float = Field(
        0.5,
        ge=0,
        le=1,
        description="share of a folder's documents that an ingest removes without --allow-empty",
    )
    question_chars: int = Field(2_000, ge=1, description="longest question, in characters")
    questions_per_minute: int = Field(
        60,
        ge=0,
        description="most questions of one visitor in a minute where the chat is shared or asks "
        "for a login; no limit where 0",
    )
    passages_read: int = Field(
        12, ge=1, le=200, description="passages read closely for each question"
    )
    confidence: float = Field(
        0.45, ge=0, le=1, description="confidence below which the answer is not_found"
    )
    model: str = Field(
        "",
        description="language model that writes answers, as provider:name (ollama:llama3.2, "
        "openai:gpt-4.1-mini); none where empty",
    )
    base_url: str = Field(
        "",
        description="address of an Ollama or OpenAI-compatible server; the provider's own "
        "where empty",
    )
    model_seconds: float = Field(
        60, gt=0, le=3_600, description="longest time that writing an answer may take, in seconds"
    )

    @field_validator("model")
    @classmethod
    def model_has_a_provider(cls, model: str) -> str:
        """Refuse a model that nobody offers; a person's “mistral” is told “mistralai”."""
        provider, _, name = model.partition(":")
        if not model or (provider in PROVIDERS and name.strip()):
            return model
        near = get_close_matches(provider, PROVIDERS, n=1)
        guess = f" (did you mean “{near[0]}:…”?)" if near and provider != near[0] else ""
        raise ValueError(
            f"it is {model!r} and should be provider:name, as in ollama:llama3.2, with one of "
            f"{', '.join(PROVIDERS)}{guess}"
        )

    @field_validator("base_url")
    @classmethod
    def base_url_is_an_address(cls, url: str) -> str:
        """Refuse what is no address, and one with a password in it: settings are shown."""
        if not url:
            return url
        parts = urlsplit(url)
        if parts.username or parts.password:
            raise ValueError("it has a name or password in it: put a key in the environment")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"it is {url!r} and should begin with http:// or https:// and a host")
        return url.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**given: Any) -> Settings:
    """The settings in force, with what the command line gave on top.

    Raises BadSetting naming the first setting that is unknown or out of range.
    """
    refuse_unknown_variables(os.environ)
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "footnote.toml"
        if first["type"] == "extra_forbidden":
            raise BadSetting(name=name, reason=unknown(name)) from error
        reason = reason_of(first)
        raise BadSetting(name=PREFIX + name.upper(), reason=reason) from error
    except ValueError as error:
        raise BadSetting(name="footnote.toml", reason=str(error)) from error


def reason_of(error: Mapping[str, Any]) -> str:
    """What is wrong with a value, in words; a check of our own says all of it itself."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f"{error['msg'].lower()}, it is {error['input']!r}"


def refuse_unknown_variables(environ: "os._Environ[str] | dict[str, str]") -> None:
    """Raise BadSetting for a FOOTNOTE_ variable that no setting reads: a typo would be silent."""
    for variable in sorted(environ):
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name not in Settings.model_fields:
            raise BadSetting(name=variable, reason=unknown(name))


def unknown(name: str) -> str:
    close = get_close_matches(name, Settings.model_fields, n=1)
    return "there is no such setting" + (f" (did you mean “{close[0]}”?)" if close else "")
