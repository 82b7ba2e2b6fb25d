"""Regular expressions as tables that can be read."""


def any_of(table: str) -> str:
    """The alternatives of a table: its lines, each of which may have several, joined by “|”."""
    return "|".join(line.strip() for line in table.splitlines() if line.strip())
