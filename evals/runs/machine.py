"""What a figure was measured with: versions and machine, without names and paths."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from corpus.settings import Settings

PACKAGES = (
    "footnote",
    "chromadb",
    "langchain-chroma",
    "langchain-core",
    "langchain-text-splitters",
    "numpy",
    "sentence-transformers",
    "torch",
    "transformers",
)
CPU_INFO = Path("/proc/cpuinfo")


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that can change a figure."""
    return {"python": platform.python_version()} | {
        package: found for package in PACKAGES if (found := version_of(package))
    }


def version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # Footnote itself, when it runs from its folder
        return ""


def machine() -> dict[str, str]:
    """The machine in four words: system, architecture, processor, cores."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "processor": processor(),
        "cores": str(os.cpu_count() or ""),
    }


def processor() -> str:
    """The processor's model, where the system tells it."""
    try:
        lines = CPU_INFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def public_settings(settings: Settings) -> dict[str, Any]:
    """The settings in force, without the library's place and with folders by name only."""
    values = settings.model_dump(mode="json", exclude={"library"})
    return {
        name: without_folder(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def without_folder(name: str) -> str:
    """The last part of a name that is an absolute path; any other name as it is."""
    return Path(name).name if Path(name).expanduser().is_absolute() else name
