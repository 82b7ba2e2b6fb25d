"""Having the next question answered from what was just made of the library."""

from contextlib import suppress

from corpus.errors import LibraryEmpty
from ui.chat.desk import SharedDesk


def refreshed(shared: SharedDesk) -> None:
    """Open the newest generation; one that holds nothing cannot be asked."""
    with suppress(LibraryEmpty):
        shared.refresh()
