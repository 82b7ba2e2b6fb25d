"""How it looks in a terminal what became of an evidence pack."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from corpus.anchors import Standing
from qa.impact import Stand
from qa.pack import EvidencePack, PackedCitation
from qa.pack_check import CitationCheck, PackCheck, StatementCheck
from ui.terminal.generations import local_time
from ui.terminal.impact import became, marked, title_of
from ui.terminal.text import hanging, one_line

STATEMENT_CHARS = 200
OTHER_WORDS = "the version it names has other words at these characters"
OTHER_ANSWER = "the library keeps this answer without such a sentence"
OWN_SENTENCE = "Footnote's own sentence about the documents: its citations alone were checked"


def verify_view(check: PackCheck, against: dict[str, Any]) -> RenderableType:
    """What stands and what does not, then each statement in the order of the pack."""
    parts: list[RenderableType] = [
        Text(one_line(check.pack.question), "bold"),
        Text(facts_of(check.pack), "dim"),
        Text(),
        Text(verdict_on(check, against), "yellow" if check.failed else "green"),
    ]
    numbers = numbers_in(check.pack)
    for said in check.statements:
        parts += [Text(), marked(said.standing, list(statement_part(said, numbers)))]
    return Group(*parts)


def facts_of(pack: EvidencePack) -> str:
    asked = f"asked {local_time(pack.asked_at)} of generation {pack.generation}"
    return f"{asked}, answered by {one_line(pack.model)}"


def verdict_on(check: PackCheck, against: dict[str, Any]) -> str:
    """“1 of 3 statements does not stand as it did (checked against generation 5 of .footnote).”"""
    total, failed = len(check.statements), len(check.failed)
    where = f"checked against {named(against)}"
    if not total:
        return f"The pack has no statement: the documents did not say ({where})."
    if failed:
        verb = "does not stand as it did" if failed == 1 else "do not stand as they did"
        return f"{failed} of {total} statement{'s' * (total > 1)} {verb} ({where})."
    stands = "The statement stands" if total == 1 else f"All {total} statements stand"
    return f"{stands} as {'they' if total > 1 else 'it'} did ({where})."


def named(against: dict[str, Any]) -> str:
    if "sources" in against:
        return one_line(", ".join(against["sources"]))
    return f"generation {against['generation']} of {one_line(against['library'])}"


def numbers_in(pack: EvidencePack) -> dict[PackedCitation, int]:
    """The numbers that the citations have in the pack's page."""
    distinct = dict.fromkeys(c for said in pack.statements for c in said.citations)
    return {citation: number for number, citation in enumerate(distinct, start=1)}


def statement_part(
    check: StatementCheck, numbers: dict[PackedCitation, int]
) -> Iterator[RenderableType]:
    yield Text(one_line(check.said.text, STATEMENT_CHARS))
    yield from support_part(check)
    table = hanging()
    for citation in check.citations:
        if not citation.is_well or citation.standing is not Standing.KEPT:
            table.add_row(Text(f"[{numbers[citation.old]}]", "cyan"), citation_part(citation))
    if table.row_count:
        yield table


def support_part(check: StatementCheck) -> Iterator[Text]:
    """How the statement is carried by its quotes, where that is to be said."""
    verdict = check.verdict
    if check.is_as_kept is False:
        yield Text.assemble(("not as it was said: ", "red"), OTHER_ANSWER)
    if verdict is None:
        yield Text(OWN_SENTENCE, "dim")
    elif check.is_less_supported:
        yield Text.assemble(
            ("not carried by its quotes: ", "red"),
            f"the pack says {check.said.support}, judged again it is {verdict.support}",
        )
        for reason in verdict.reasons:
            yield Text(one_line(reason), "dim")


def citation_part(check: CitationCheck) -> Group:
    old = check.old.citation
    parts: list[RenderableType] = [
        Text.assemble((one_line(old.label), "bold"), title_of(old)),
    ]
    if check.is_exact is False:
        parts.append(Text.assemble(("false quote: ", "red"), OTHER_WORDS))
    if check.standing is not Standing.KEPT:
        parts += became(Stand(check.standing, old, check.new))
    return Group(*parts)
