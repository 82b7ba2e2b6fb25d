"""Words that say the same, and words that never do: tables for law, migration and plain English.

A word may stand in several groups.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from qa.verify.stems import stem_of

# Stems that begin like a denial and are none.
NOT_DENYING = frozenset({"imprison", "inform", "invest", "insur", "display", "discov", "discount"})
PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "non-")


def table(name: str) -> list[str]:
    """The lines of a table of words, without its comments."""
    lines = (files("qa.verify") / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each group, and its members."""
    for name in ("law.txt", "alike.txt"):
        for number, line in enumerate(table(name)):
            members = tuple(member.strip() for member in line.split("|"))
            yield f"{name[0]}{number}", members


@cache
def single() -> dict[str, frozenset[str]]:
    """The groups of each stem that is a member by itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, members in groups():
        for member in members:
            if " " not in member:
                found[stem_of(member)].add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def several() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Members of more than one word, as stems, by their first stem, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, members in groups():
        for member in members:
            if " " in member:
                stems = tuple(
                    stem_of(word) for word in re.findall(r"[^\W_]+(?:['-][^\W_]+)*", member)
                )
                found[stems[0]].append((stems, name))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return dict(found)


@cache
def opposites() -> dict[str, frozenset[str]]:
    """The stems that each stem is never."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in table("opposites.txt"):
        sides = [[stem_of(w) for w in side.split()] for side in line.split("/")]
        for i, side in enumerate(sides):
            for other in (*sides[:i], *sides[i + 1 :]):
                for word in side:
                    found[word].update(w for w in other if w not in side)
    return {word: frozenset(others) for word, others in found.items()}


def oppose(one: str, other: str) -> bool:
    """Whether two stems contradict each other: “grant” and “refuse”, “legal” and “illegal”."""
    if other in opposites().get(one, ()):
        return True
    if {one, other} & NOT_DENYING:
        return False
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(shorter) > 3 and any(longer == f"{prefix}{shorter}" for prefix in PREFIXES)
