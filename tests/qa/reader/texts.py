"""A passage to read."""

from corpus.document import Passage

TEXT = "The regulation applies from 12 June 2026. Some parts apply earlier."


def passage(title: str, path: tuple[str, ...], text: str = TEXT) -> Passage:
    return Passage(
        id="p", document="d", title=title, ordinal=0, label=path[-1] if path else title,
        path=path, start=0, body=0, end=len(text), text=text,
    )  # fmt: skip
