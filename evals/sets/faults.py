"""What pydantic finds off in a question set, in the words of the person who wrote it."""

import re
from collections.abc import Mapping
from textwrap import shorten
from typing import Any

LONGEST_CHARS = 60  # of a value that is told

# Kinds of fault whose message speaks of Python and not of a question set.
FAULTS = {
    "missing": "it is missing",
    "unexpected_keyword_argument": "there is no such field",
    "tuple_type": "it should be a list",
    "dataclass_type": "it should have fields of its own",
}
SHOULD_BE = {
    "string_type": "text: put it between quotation marks",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def in_words(error: Mapping[str, Any]) -> str:
    """One fault, after the field it stands in: “kind: it has to be one of …”."""
    field = ", ".join(map(str, error["loc"]))
    said = what_is_off(error)
    return f"{field}: {said}" if field else said


def what_is_off(error: Mapping[str, Any]) -> str:
    fault, found = error["type"], told(error["input"])
    if fault in FAULTS:
        return FAULTS[fault]
    if fault == "enum":
        allowed = re.findall("'([^']*)'", error.get("ctx", {}).get("expected", ""))
        return f"it is {found} and has to be one of: {', '.join(allowed)}"
    if fault in SHOULD_BE:
        return f"it is {found} and should be {SHOULD_BE[fault]}"
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}, and it is {found}"


def told(value: Any) -> str:
    """A value as a person may have written it, the beginning of a long one."""
    if value is None:
        return "empty"
    if isinstance(value, str):
        return f"“{shorten(value, LONGEST_CHARS, placeholder=' …')}”"
    return shorten(repr(value), LONGEST_CHARS, placeholder=" …")
