"""What of the library a window asks: some documents or all, now or as of an earlier generation."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.library import Library
from corpus.record import Holding


@dataclass(frozen=True, slots=True)
class Chosen:
    """`documents` are ids, none for all; `as_of` a generation, `None` for the current one."""

    documents: tuple[str, ...] = ()
    as_of: int | None = None


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen, beside what there is: the documents `held` by the generation that is asked,
    and the `current` generation.
    """

    chosen: Chosen
    held: Mapping[str, Holding]
    current: int

    @property
    def generation(self) -> int:
        """The one that is asked."""
        return self.current if self.chosen.as_of is None else self.chosen.as_of

    @property
    def gone(self) -> tuple[str, ...]:
        """The chosen documents that are there no longer."""
        return tuple(id for id in self.chosen.documents if id not in self.held)

    @property
    def asked(self) -> tuple[str, ...]:
        """The documents that are asked, in the library's order."""
        wanted = self.chosen.documents
        return tuple(id for id in self.held if not wanted or id in wanted)

    @property
    def documents(self) -> tuple[str, ...]:
        """The same as a request names them: none where that is all there are, since asking each
        by its name and asking all is the same question.
        """
        return () if len(self.asked) == len(self.held) else self.asked


def choice(library: Library, chosen: Chosen) -> Choice:
    """What is chosen, looked up. Raises UnknownGeneration for one that was forgotten since."""
    held = {holding.document: holding for holding in library.holdings(chosen.as_of)}
    return Choice(chosen, held, library.current())


def as_of(library: Library, number: int) -> int | None:
    """A generation as it is chosen: the current one is followed and not held on to.

    Raises UnknownGeneration.
    """
    return None if library.generation(number).number == library.current() else number
