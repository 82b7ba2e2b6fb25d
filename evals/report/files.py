"""Files that an evaluation writes."""

from pathlib import Path

from corpus.errors import FileUnwritable


def ready(file: Path) -> None:
    """Make the folder of a file that is to be written, so that nothing is asked in vain.
    Raises FileUnwritable.
    """
    if file.is_dir():
        raise FileUnwritable(file=file, reason="it is a folder")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(file=file, reason=error.strerror) from error


def write(file: Path, content: str) -> None:
    """Write a file, in place of what it held. Raises FileUnwritable."""
    ready(file)
    try:
        file.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise FileUnwritable(file=file, reason=error.strerror) from error
