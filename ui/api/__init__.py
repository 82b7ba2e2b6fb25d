"""Footnote for other programs: an HTTP API, and tools by the Model Context Protocol."""
