"""What is to be asked, and the library that it is asked of: one that is there, or one made of the
texts that come with the questions.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.document import digest
from corpus.settings import Settings
from evals.material.material import Material, write
from evals.material.recognise import material_in
from evals.runs.record import QuestionFile
from evals.sets.question import QuestionSet
from evals.sets.reading import default_questions, load_questions
from ingest.apply import ingest
from ingest.gather import Report

KEPT = ".texts"  # behind the name of a library that is kept: where texts of a collection lie


@dataclass(frozen=True, slots=True)
class Given:
    """A question set and what it is known by. `file` is what an error names."""

    questions: QuestionSet
    known_as: QuestionFile
    file: Path


@dataclass(frozen=True, slots=True)
class Prepared:
    """Question sets, and the settings with the library that they are asked of."""

    settings: Settings
    given: tuple[Given, ...]


@contextmanager
def prepared(
    settings: Settings,
    files: Sequence[Path],
    texts: Sequence[Path] = (),
    *,
    keep: bool = False,
    report: Report | None = None,
) -> Iterator[Prepared]:
    """The question sets in files, the shipped ones where there are none, and their library.

    That is the library of the settings, or where texts are given, or come with a public
    collection, one made of them: for this once, or to `keep` it, as the settings say. Raises
    BadQuestionSet, and what ingesting raises.
    """
    found = [(file, material_in(file)) for file in files or default_questions()]
    collections = [material for _, material in found if material]
    given = tuple(given_in(file, material) for file, material in found)
    if not texts and not collections:
        yield Prepared(settings, given)
        return
    with TemporaryDirectory(prefix="footnote-eval-") as folder:
        library = settings.library if keep else Path(folder) / "library"
        made = settings.model_copy(update={"library": library})
        beside = library.with_name(library.name + KEPT)
        shelves = [write(material, beside) for material in collections]
        ingest(made, [str(path) for path in (*texts, *shelves)], progress=report)
        yield Prepared(made, given)


def given_in(file: Path, material: Material | None = None) -> Given:
    """The question set in a file, or of a collection."""
    if material is None:
        questions = load_questions(file)
        content = file.read_text(encoding="utf-8", errors="replace")
    else:
        questions = material.question_set
        content = repr(material)
    return Given(questions, QuestionFile(questions.name, file.name, digest(content)), file)
