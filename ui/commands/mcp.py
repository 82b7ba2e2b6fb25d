"""`footnote mcp`: what can be typed."""

from ui.commands.options import LibraryOption


def mcp(library: LibraryOption = None) -> None:
    """Answer another program on this machine by the Model Context Protocol, until it hangs up."""
    from corpus.errors import McpMissing
    from ui.api.extra import speaks_mcp
    from ui.cli import settings_with

    if not speaks_mcp():
        raise McpMissing
    from ui.api.mcp import serve_here

    serve_here(settings_with(library))
