"""Orders → files in a folder: each checked before it takes the place of the one before."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from corpus.errors import FetchError, FolderUnwritable, NoAnswer
from ingest.fetch.check import Read, check
from ingest.fetch.choice import Choice
from ingest.fetch.connection import Clock, Connection
from ingest.fetch.consolidations import known_dates, newest_dates
from ingest.fetch.download import Arrival, Download
from ingest.fetch.ledger import (
    Kept,
    Validator,
    digest,
    intact,
    part_of,
    put_in_place,
    read_ledger,
    write_ledger,
)
from ingest.fetch.manifest import Act, Manifest
from ingest.fetch.orders import Order, chosen_acts, hosts, orders

# A host that gave no answer to so many orders is not asked again: it is down, not busy.
SILENCES_IN_A_ROW = 2


class Outcome(StrEnum):
    """What became of an order. Whatever it is, a file that was right before is still there."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    order: Order
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What a fetch brought. `notices` are sentences for the person who asked for it."""

    folder: Path
    files: tuple[Fetched, ...]
    notices: tuple[str, ...]

    @property
    def failed(self) -> bool:
        return any(file.outcome is Outcome.FAILED for file in self.files)

    @property
    def holds_files(self) -> bool:
        return any((self.folder / file.order.file).is_file() for file in self.files)


Report = Callable[[str, int, int], None]


def fetch(
    manifest: Manifest,
    choice: Choice,
    folder: Path,
    *,
    read: Read,
    max_bytes: float,
    clock: Clock | None = None,
    report: Report | None = None,
) -> FetchResult:
    """Bring what is chosen into a folder. `report` is told the name of each order, its number
    and how many there are.

    An order that fails costs that order alone. Raises UnknownAct and FolderUnwritable.
    """
    acts = chosen_acts(manifest, choice)
    with Connection(manifest.fetch, hosts(manifest, choice), clock) as connection:
        dates, notices = consolidated_dates(connection, manifest, choice, acts)
        wanted = orders(manifest, choice, dates)
        errand = Errand(connection, folder, read, max_bytes)
        files = tuple(errand.run(wanted, report or (lambda *_: None)))
    return FetchResult(folder, files, notices)


def consolidated_dates(
    connection: Connection, manifest: Manifest, choice: Choice, acts: Sequence[Act]
) -> tuple[dict[str, date], tuple[str, ...]]:
    """The dates of the consolidated texts to ask for, and what there is to say of them."""
    if not choice.consolidated:
        return {}, ()
    dates = known_dates(acts)
    notices = []
    try:
        dates |= newest_dates(connection, manifest, acts)
    except FetchError as error:
        notices.append(f"{error} The dates known when Footnote was made are taken instead.")
    without = [act.celex for act in acts if act.celex not in dates]
    if without:
        notices.append(f"No consolidated text is known of {', '.join(without)}.")
    return dates, tuple(notices)


class Errand:
    """Carries out orders one after the other, and keeps the ledger of the folder."""

    def __init__(self, connection: Connection, folder: Path, read: Read, max_bytes: float) -> None:
        self.connection = connection
        self.folder = folder
        self.read = read
        self.max_bytes = max_bytes
        self.ledger = read_ledger(folder)
        self._silences: defaultdict[str, list[NoAnswer]] = defaultdict(list)

    def run(self, wanted: Sequence[Order], report: Report) -> Iterator[Fetched]:
        for number, order in enumerate(wanted, 1):
            report(order.name, number, len(wanted))
            yield self.carry_out(order)

    def carry_out(self, order: Order) -> Fetched:
        """Raises FolderUnwritable; whatever else fails is in what it returns."""
        silences = self._silences[order.request.host]
        try:
            if len(silences) >= SILENCES_IN_A_ROW:
                raise silences[-1]
            outcome = self._bring(order)
        except NoAnswer as error:
            silences.append(error)
            return Fetched(order, Outcome.FAILED, str(error))
        except FetchError as error:
            silences.clear()
            return Fetched(order, Outcome.FAILED, str(error))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FolderUnwritable(folder=self.folder, reason=reason) from error
        silences.clear()
        return Fetched(order, outcome)

    def _bring(self, order: Order) -> Outcome:
        target = self.folder / order.file
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = self.ledger.files.get(order.file)
        current = kept if kept and kept.validator.url == order.request.url else None
        known = current.validator if current and intact(target, current) else None
        download = Download(
            order.request,
            part_of(target),
            max_bytes=self.max_bytes,
            begun=self._begun(order),
            note=partial(self._note_part, order.file),
        )
        came = self.connection.patiently(
            order.request.url, lambda: download.attempt(self.connection, known)
        )
        if not isinstance(came, Arrival):
            return Outcome.UNCHANGED
        return self._take(order, came, current if known else None)

    def _take(self, order: Order, came: Arrival, current: Kept | None) -> Outcome:
        """Put a file that came in its place if it is right. Raises WrongContent."""
        target = self.folder / order.file
        part = part_of(target)
        try:
            data = part.read_bytes()
            document = check(order, data, self.read)
            if current and current.version == document.version:
                # The same text in other bytes: a zip made anew, a page with another date on it.
                self._note_file(order.file, replace(current, validator=came.validator))
                return Outcome.UNCHANGED
            outcome = Outcome.UPDATED if target.exists() else Outcome.NEW
            put_in_place(part, target)
        finally:
            part.unlink(missing_ok=True)
            self._note_part(order.file, None)
        fetched_at = self.connection.clock.now().isoformat(timespec="seconds")
        kept = Kept(came.validator, digest(data), document.version, fetched_at)
        self._remove_rival(order)
        self._note_file(order.file, kept)
        return outcome

    def _remove_rival(self, order: Order) -> None:
        """The same text in the other form would be ingested as a second document."""
        rival = self.folder / order.rival
        if order.rival and intact(rival, self.ledger.files.get(order.rival)):
            rival.unlink()
            del self.ledger.files[order.rival]

    def _begun(self, order: Order) -> Validator | None:
        begun = self.ledger.parts.get(order.file)
        return begun if begun and begun.url == order.request.url else None

    def _note_part(self, file: str, mark: Validator | None) -> None:
        self.ledger.parts.pop(file, None)
        if mark:
            self.ledger.parts[file] = mark
        write_ledger(self.folder, self.ledger)

    def _note_file(self, file: str, kept: Kept) -> None:
        self.ledger.files[file] = kept
        write_ledger(self.folder, self.ledger)
