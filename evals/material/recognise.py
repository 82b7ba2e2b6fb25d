"""Which public collection a path holds."""

import json
from pathlib import Path

from corpus.errors import BadQuestionSet
from evals.material import beir, obliqa, squad
from evals.material.material import Material
from ingest.sources import slug

FORMS = "a file in SQuAD's format, a folder in BEIR's form, or ObliQA's folder"


def material_in(path: Path) -> Material | None:
    """The collection in a path; `None` where it is a question set of ours.

    Raises BadQuestionSet for a folder or a JSON file that is none, or a broken one.
    """
    if not path.is_dir() and path.suffix.lower() != ".json":
        return None
    name = slug(path.stem).replace("/", "-")
    try:
        return read(path, name)
    except BadQuestionSet:
        raise
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
    except (KeyError, TypeError, ValueError) as error:
        reason = f"something in it is not as it should be ({type(error).__name__}: {error})"
    raise BadQuestionSet(file=path, reason=reason)


def read(path: Path, name: str) -> Material:
    if path.is_dir() and beir.is_beir(path):
        return beir.read(path, name)
    if path.is_dir() and obliqa.is_obliqa(path):
        return obliqa.read(path, name)
    if path.is_file() and squad.is_squad(content := json.loads(path.read_bytes())):
        return squad.read(content, name)
    raise BadQuestionSet(file=path, reason=f"it should be {FORMS}, and is none of them")
