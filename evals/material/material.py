"""What a public collection is read as: texts for a library of its own, and questions on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import canonical
from evals.sets.question import Question, QuestionSet
from ingest.readers.invisible import visible
from ingest.sources import slug

NAME_CHARS = 60  # of a title that a file's name has


@dataclass(frozen=True, slots=True)
class Text:
    """A document to be: each paragraph on one line. `document` is the id it will have."""

    file: str
    document: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def content(self) -> str:
        return "\n\n".join(filter(None, (self.title, *self.paragraphs))) + "\n"


@dataclass(frozen=True, slots=True)
class Material:
    """The texts of a collection and its questions."""

    name: str
    texts: tuple[Text, ...]
    questions: tuple[Question, ...]

    @property
    def question_set(self) -> QuestionSet:
        return QuestionSet(self.name, self.questions)


def named_texts(name: str, texts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Text]:
    """Titles and paragraphs as texts, numbered so that no two have the same name."""
    digits = len(str(len(texts)))
    for number, (title, paragraphs) in enumerate(texts, start=1):
        words = slug(title)[:NAME_CHARS].replace("/", "-")
        file = f"{number:0{digits}}-{words}"
        lines = tuple(line for p in paragraphs if (line := one_line(p)))
        yield Text(f"{file}.txt", slug(f"{name}/{file}"), one_line(title), lines)


def one_line(text: str) -> str:
    """As the reader of plain text will give it, so that gold stands in it to the character."""
    return " ".join(visible(canonical(text))[0].split())


def write(material: Material, folder: Path) -> Path:
    """Write the texts into a folder of the collection's name; that folder."""
    shelf = folder / material.name
    shelf.mkdir(parents=True, exist_ok=True)
    for text in material.texts:
        (shelf / text.file).write_text(text.content, encoding="utf-8")
    return shelf
