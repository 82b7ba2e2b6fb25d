"""A question set as YAML, read again as it was written."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import yaml

from evals.sets.question import GoldLabel, GoldQuote, Question

OTHER_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")
# What a person has to know of rows that are only proposed, at the head of a file with some.
ACCEPTING: Final = (
    "A row with `proposed: true` is not asked. To accept it, read the question and the text,",
    "put right what is wrong, list every other sentence that answers as well, and delete the line",
    "`proposed: true`. To refuse it, delete the row. `footnote eval check` checks the file.",
)


class Exact(yaml.SafeDumper):
    """Writes every text so that it is read as it was."""


def written(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """PyYAML 6 folds other line ends than LF into spaces unless they are escaped."""
    style = '"' if OTHER_LINE_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Exact.add_representer(str, written)


def as_yaml(
    name: str,
    about: str,
    rows: Iterable[tuple[Question, str]],
    comments: Sequence[str] = (),
) -> str:
    """A question set as a file, each question after its note where it has one, and the comments
    at its head.
    """
    parts = [*(f"# {commented(line)}\n" for line in comments), dumped({"name": name})]
    parts.append(dumped({"about": about}))
    body = [
        (f"# {commented(note)}\n" if note else "") + dumped([record(question)])
        for question, note in rows
    ]
    return "".join(parts) + ("questions:\n" + "".join(body) if body else "questions: []\n")


def dumped(content: Any) -> str:
    text: str = yaml.dump(content, Dumper=Exact, allow_unicode=True, sort_keys=False, width=100)
    return text


def record(question: Question) -> dict[str, Any]:
    """A row as the file has it: only the fields that say something, and the gold that a proposed
    one still lacks.
    """
    lacks_gold = question.proposed and not question.gold
    fields = {
        "id": question.id,
        "question": question.question,
        "kind": question.kind.value,
        "split": question.split.value,
        "language": question.language if question.language != "en" else "",
        "history": list(question.history),
        "documents": list(question.documents),
        "answers": list(question.answers),
        "key_facts": list(question.key_facts),
        "quotes": [gold_record(quote) for quote in question.quotes],
        "all_needed": question.all_needed,
        "labels": [gold_record(label) for label in question.labels],
        "reason": question.reason.value if question.reason else "",
        "contradicts": [gold_record(quote) for quote in question.contradicts],
        "proposed": question.proposed,
    }
    return {n: value for n, value in fields.items() if value or (n == "quotes" and lacks_gold)}


def gold_record(gold: GoldQuote | GoldLabel) -> dict[str, str]:
    words = {"text": gold.text} if isinstance(gold, GoldQuote) else {"label": gold.label}
    document = {"document": gold.document} if gold.document else {}
    return {**document, **words, **({"part": gold.part} if gold.part else {})}


def commented(text: str) -> str:
    """Text on one line, of characters that YAML allows."""
    line = "".join(c if c.isprintable() or c.isspace() else "�" for c in text)
    return " ".join(line.split())
