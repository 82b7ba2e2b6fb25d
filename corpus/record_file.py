"""The library's file: opened, read from and written to."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from corpus.database import open_database, reading, writing

FILE = "library.db"


class RecordFile:
    """One SQLite file in a folder. Reading is safe from any thread and any process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE
        self._engine = open_database(self.file)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, self.file)

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._engine, self.file)
