"""What became of the words that evaluation questions rest on, between two generations."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.anchors import Standing, rank, worst
from corpus.document import Citation, Document, Section, cite, label_at
from corpus.errors import UnknownDocument
from corpus.library import Library
from corpus.sentences import trim
from evals.sets.gold import located
from evals.sets.question import GoldQuote, Question
from evals.sets.reading import default_questions, load_questions
from qa.impact import Later, Stand

Open = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class QuestionStand:
    """A question of a set, and how its gold quotes and the provisions its labels name stand."""

    question_set: str
    question: Question
    stands: tuple[Stand, ...]

    @property
    def standing(self) -> Standing:
        return worst([stand.standing for stand in self.stands])

    @property
    def touched(self) -> tuple[Stand, ...]:
        """The quotes and labels that do not stand as they did."""
        return tuple(s for s in self.stands if s.standing is not Standing.KEPT)


def questions_touched(
    library: Library, since: int, until: int, question_files: Sequence[Path] = ()
) -> list[QuestionStand]:
    """The questions of the files, the shipped ones where none are given, whose gold changed,
    moved or is gone in generation `until` against generation `since`, the worst first.

    Gold that the earlier generation did not hold is passed over. Raises BadQuestionSet and
    UnknownGeneration.
    """
    sets = [load_questions(file) for file in question_files or default_questions()]
    held = {holding.document for holding in library.holdings(since)}
    earlier: dict[str, Document] = {}

    def open_earlier(id: str) -> Document | None:
        if id in held and id not in earlier:
            earlier[id] = library.document(id, since)
        return earlier.get(id)

    later = Later(library, until)
    stands = [
        QuestionStand(questions.name, question, tuple(gold(question, open_earlier, later, since)))
        for questions in sets
        for question in questions.questions
    ]
    touched = [stand for stand in stands if stand.touched]
    return sorted(touched, key=lambda stand: -rank(stand.standing))


def gold(question: Question, earlier: Open, later: Later, since: int) -> Iterator[Stand]:
    """How each gold quote and label stands that stood in the earlier generation."""
    for quote in question.quotes:
        document = earlier(quote.document)
        stands = [quote_stand(c, later, since) for c in cited(quote, document)] if document else []
        # Of several places that say the same, one that stays is enough.
        yield from sorted(stands, key=lambda stand: rank(stand.standing))[:1]
    for label in question.labels:
        document = earlier(label.document)
        section = section_of(document, label.label) if document else None
        if document and section:
            yield label_stand(document, section, later, since)


def cited(quote: GoldQuote, document: Document) -> list[Citation]:
    """Each place where the quote stands."""
    spans = [(place.start, place.end) for place in located(quote, {document.id: document}).places]
    return [cite(document, label_at(document, *span), *span) for span in spans]


def quote_stand(old: Citation, later: Later, since: int) -> Stand:
    """How a quote stands. It names its document and not its characters: in another place of the
    same section it is where it was.
    """
    stand = later.stand(old, since)
    new = stand.new
    stays = new and (new.document, new.label) == (old.document, old.label)
    if stand.standing is Standing.MOVED and stays:
        return Stand(Standing.KEPT, old, new)
    return stand


def label_stand(document: Document, section: Section, later: Later, since: int) -> Stand:
    """How what a label names stands: under the same label, under another one, or with other words
    under the same one.
    """
    old = cite(document, section.label, *words_of(document, section))
    stand = later.stand(old, since)
    try:
        now = later.document(document.id)
    except UnknownDocument:
        return stand
    named = section_of(now, section.label)
    new = cite(now, named.label, *words_of(now, named)) if named else None
    if new and new.quote == old.quote:
        return Stand(Standing.KEPT, old, new)
    if new and stand.standing is not Standing.MOVED:
        return Stand(Standing.CHANGED, old, new)
    return stand


def section_of(document: Document, label: str) -> Section | None:
    named = (s for s in document.outline if s.label == label)
    return next((s for s in named if document.text[s.start : s.end].strip()), None)


def words_of(document: Document, section: Section) -> tuple[int, int]:
    """What stands under a section's heading, or number; the heading, where nothing does."""
    whole = section.start, section.end
    return trim(document.text, section.body, section.end) or trim(document.text, *whole) or whole
