"""The package that speaks the Model Context Protocol: an extra, which may be missing."""

from importlib.util import find_spec


def speaks_mcp() -> bool:
    """Whether `ui.api.mcp` can be imported."""
    return find_spec("mcp") is not None
