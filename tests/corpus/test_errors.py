"""Each error is one sentence with a way out, and the tree in the docstring is the real one."""

import inspect
import re

import pytest

from corpus import errors
from corpus.errors import FootnoteError

LEAVES = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, FootnoteError) and not kind.__subclasses__()
]


def test_the_tree_in_the_docstring_names_every_error_once() -> None:
    drawn = re.findall(r"\b[A-Z]\w+", (errors.__doc__ or "").partition("FootnoteError")[2])
    made = [name for name, kind in inspect.getmembers(errors, inspect.isclass)]
    assert sorted(drawn) == sorted(set(made) - {"FootnoteError"})


@pytest.mark.parametrize("kind", LEAVES)
def test_a_leaf_carries_a_sentence_of_its_own(kind: type[FootnoteError]) -> None:
    assert "sentence" in vars(kind)
    assert kind.sentence[0].isupper() or kind.sentence[0] == "{"
    assert "\n" not in kind.sentence


@pytest.mark.parametrize("kind", LEAVES)
def test_facts_are_put_in_as_they_are(kind: type[FootnoteError]) -> None:
    names = set(re.findall(r"{(\w+)", kind.sentence))
    numbers = {name: 1 for name in names if re.search(rf"{{{name}:", kind.sentence)}
    error = kind(**dict.fromkeys(names, "{evil}") | numbers)
    assert str(error).count("{evil}") == len(re.findall(r"{\w+}", kind.sentence))


def test_wrong_use_and_failed_work_have_their_exit_codes() -> None:
    assert errors.WrongUse.exit_code == 2
    assert errors.LibraryBusy(folder="x", writer="y").exit_code == 1
