"""The kind of a question as its form tells it."""

from typing import Final

from evals.sets.question import Kind
from qa.kinds import Wants, wants

KINDS: Final = {
    Wants.NUMBER: Kind.NUMBER,
    Wants.DATE: Kind.NUMBER,
    Wants.PLACES: Kind.LIST,
    Wants.LIST: Kind.LIST,
    Wants.DEFINITION: Kind.DEFINITION,
    Wants.YES_NO: Kind.YES_NO,
    Wants.OVERVIEW: Kind.OVERVIEW,
}


def kind_of_form(wanted: Wants) -> Kind:
    """The kind of a question that wants such an answer, `fact` where that does not tell."""
    return KINDS.get(wanted, Kind.FACT)


def kind_by_form(question: str) -> Kind:
    return kind_of_form(wants(question))
