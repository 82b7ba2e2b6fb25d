"""What two runs were not measured alike with, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from evals.runs.record import Circumstances


def differences(before: Circumstances, after: Circumstances) -> list[str]:
    """What differs besides the answers: what was asked of what, and by which means.

    The generation alone does not count: the same texts may be the library's third or its first.
    """
    return [*asked(before, after), *answered_by(before, after), *measured_on(before, after)]


def asked(before: Circumstances, after: Circumstances) -> Iterator[str]:
    if before.library != after.library:
        yield "The library holds other texts."
    files = {file.name: file.digest for file in before.question_files}
    for file in after.question_files:
        if files.get(file.name, file.digest) != file.digest:
            yield f"The question set “{file.name}” was changed."


def answered_by(before: Circumstances, after: Circumstances) -> Iterator[str]:
    if before.embedding != after.embedding:
        yield was_and_is("The embedding model", before.embedding, after.embedding)
    if before.model != after.model:
        yield was_and_is("The language model", before.model, after.model)
    if before.judge != after.judge:
        yield was_and_is("The judge", before.judge, after.judge)
    for name, was, now in unlike(before.settings, after.settings):
        if name not in ("embedding", "model"):
            yield was_and_is(f"The setting {name}", was, now)
    if before.seed != after.seed:
        yield was_and_is("The seed", before.seed, after.seed)


def measured_on(before: Circumstances, after: Circumstances) -> Iterator[str]:
    for name, was, now in unlike(before.versions, after.versions):
        yield was_and_is(f"The version of {name}", was, now)
    for name, was, now in unlike(before.machine, after.machine):
        yield was_and_is(f"The machine's {name}", was, now)


def unlike(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def was_and_is(name: str, was: object, now: object) -> str:
    return f"{name} was {shown(was)} and is {shown(now)}."


def shown(value: object) -> str:
    return "none" if value in (None, "") else str(value)
