"""The verdict on a statement: verbatim, supported, or unsupported and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Passage
from qa.answer import Support
from qa.verify import (
    additions,
    contrasts,
    edits,
    exchanges,
    facts,
    grounds,
    modality,
    omissions,
    polarity,
    quantity,
    roles,
    sides,
    slots,
    substitutions,
)
from qa.verify.alignment import Alignment
from qa.verify.claim import Located, Quoted, Score, Verdict
from qa.verify.clauses import clauses_of
from qa.verify.evidence import POINTS_BACK, Evidence, evidence_of, together
from qa.verify.language import is_english
from qa.verify.locate import FEWEST_WORDS, locate, parts_of
from qa.verify.normalise import normalise
from qa.verify.reading import read
from qa.verify.verbatim import is_verbatim

SUPPORTED_FROM = 0.2  # of the support score: what is lower is hardly ever carried
ASSURED_FROM = 0.65  # of the support score: what is higher outweighs doubts
CHECKS = (
    facts.unlike,
    polarity.turned,
    modality.turned,
    quantity.turned,
    roles.unlike,
    exchanges.traded,
    exchanges.turned_round,
    exchanges.compared,
    contrasts.turned,
    slots.exchanged,
    additions.added,
    grounds.added,
    grounds.misplaced,
    omissions.omitted,
    omissions.widened,
    edits.changed,
    sides.mixed,
)
# What these find a paraphrase may have done, too: a high support score outweighs them.
DOUBTS = (
    roles.unnamed,
    additions.unheard,
    omissions.narrowed,
    substitutions.exchanged,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What speaks against a statement: what decides, and what the support score may outweigh.
    `carried` is how many of its words the sentence has that was read.
    """

    objections: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    carried: int = 0

    @property
    def reasons(self) -> list[str]:
        return [*self.objections, *self.doubts]

    @property
    def is_nothing(self) -> bool:
        return not self.objections and not self.doubts

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.objections), len(self.doubts)


NOTHING = Found()


def verify(statement: str, quotes: Sequence[Quoted], score: Score | None = None) -> Verdict:
    """How a statement stands to the quotes it is said to rest on.

    The quotes must stand in their passages word for word. Then rules compare what the statement
    says with the sentences they stand in. `score`, where given, has the last word on statements
    in other words than their source's.
    """
    placed = [(quoted, locate(quoted.text, quoted.passage)) for quoted in quotes]
    located = tuple(place for _, places in placed for place in places)
    reasons = list(unplaced(placed))
    if reasons:
        return Verdict(Support.UNSUPPORTED, tuple(reasons), located)
    found = [(quoted.passage, places) for quoted, places in placed]
    if is_verbatim(statement, found):
        return Verdict(Support.VERBATIM, (), located)
    reasons = objections(normalise(statement).text, evidence_of(found), score)
    support = Support.UNSUPPORTED if reasons else Support.SUPPORTED
    return Verdict(support, tuple(reasons), located)


def unplaced(placed: Sequence[tuple[Quoted, Sequence[Located]]]) -> Iterator[str]:
    """Why the quotes show nothing: there is none, it is too short, it does not stand there."""
    if not placed:
        yield "No quote is given."
    for quoted, places in placed:
        if not places:
            yield (
                f"The quote “{quoted.text}” is too short to show anything."
                if sum(len(part.split()) for part in parts_of(quoted.text)) < FEWEST_WORDS
                else f"The quote does not stand in {name_of(quoted.passage)}."
            )


def name_of(passage: Passage) -> str:
    return f"“{passage.label}” of “{passage.title}”"


def objections(statement: str, evidence: Sequence[Evidence], score: Score | None) -> list[str]:
    """What speaks against a statement, in words; nothing where some sentence carries it, or each
    of its clauses is carried by one.
    """
    if not is_english(statement):
        return [
            "The statement is not in English and not the source's own words: rules cannot check it."
        ]
    found = unless_carried(statement, evidence)
    clauses = [] if found.is_nothing or len(evidence) < 2 else clauses_of(statement)
    if len(clauses) > 1 and all(unless_carried(c, evidence).is_nothing for c in clauses):
        found = NOTHING
    if found.objections or score is None:
        return found.reasons
    return weighed(statement, evidence, found, score)


def unless_carried(statement: str, evidence: Sequence[Evidence]) -> Found:
    found = least(statement, evidence)
    joins = tuple(spliced(statement, evidence)) if found.is_nothing else ()
    return Found(joins) if joins else found


def spliced(statement: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    """Whether a statement says of the subject of one sentence what another says of its own."""
    if len(evidence) < 2:
        return
    alignments = [Alignment(read(statement), one) for one in evidence]
    carrying = [a for a in alignments if against(statement, a.evidence).is_nothing]
    most = max(own_subject(a) for a in alignments)
    if carrying and all(borrows(a, alignments, most) for a in carrying):
        yield "The statement joins what one passage says with what another says of something else."


def borrows(a: Alignment, alignments: Sequence[Alignment], most: int) -> bool:
    """Whether a statement has its subject, or words that its source lacks, from elsewhere."""
    others = [other for other in alignments if other.evidence.passage.id != a.evidence.passage.id]
    elsewhere = {stem for other in others for stem in other.source.stems}
    if any(word.stem in elsewhere for word in a.new):
        return True
    if POINTS_BACK.match(a.source.text):
        return False
    near = {stem for other in alignments if other is not a for stem in other.source.stems}
    named = names_subject(a)
    if any(word.stem in near for word in a.new if not named or word.start > a.statement.verb):
        return True
    if named:
        return False
    subject = (w for w in a.source.content if w.start < a.source.verb)
    return own_subject(a) < most and not all(map(a.is_kept, subject))


def names_subject(a: Alignment) -> bool:
    """Whether the statement only says more closely what the source speaks of: “the border
    procedure” for “the procedure”, which the sentence before it names.
    """
    subject = [w for w in a.source.content if w.start < a.source.verb]
    mine = {w.start for w in a.statement.content if w.start < a.statement.verb}
    return bool(subject) and all(
        any(partner.start in mine for partner in a.backward[word.start]) for word in subject
    )


def own_subject(a: Alignment) -> int:
    """How many words of the statement's subject stand as such in the source."""
    subject = [w for w in a.statement.content if w.start < a.statement.verb]
    return sum(w.stem in a.source.stems for w in subject)


def least(statement: str, evidence: Sequence[Evidence]) -> Found:
    """What remains beside the sentence, or the sentences of one passage, that carry a statement
    best. Mere doubts count only where no sentence closer to it meets with an objection.
    """
    tried: list[Found] = []
    for one in (*evidence, *together(evidence)):
        tried.append(against(statement, one))
        if tried[-1].is_nothing:
            return tried[-1]
    fewest = min(tried, key=lambda found: found.weight, default=NOTHING)
    closer = [f for f in tried[: len(evidence)] if f.objections and f.carried > fewest.carried]
    return fewest if fewest.objections or not closer else closer[0]


def against(statement: str, evidence: Evidence) -> Found:
    alignment = Alignment(read(statement), evidence)
    alignment.excused = edits.excused(alignment)
    objections = (reason for check in CHECKS for reason in check(alignment))
    doubts = (reason for check in DOUBTS for reason in check(alignment))
    carried = sum(map(alignment.is_carried, alignment.statement.content))
    return Found(tuple(dict.fromkeys(objections)), tuple(dict.fromkeys(doubts)), carried)


def weighed(statement: str, evidence: Sequence[Evidence], found: Found, score: Score) -> list[str]:
    """What the support score leaves of doubts, and its own objection where it is low. It is not
    asked of a statement near its source: it hardly sees one word changed.
    """
    if any(edits.is_near(Alignment(read(statement), e)) for e in evidence):
        return found.reasons
    said = " ".join(one.reading.text for one in evidence)
    likely = score([(statement, said)])[0]
    if likely >= (ASSURED_FROM if found.doubts else SUPPORTED_FROM):
        return []
    hardly = f"The quotes hardly carry the statement as a whole (support {likely:.2f})."
    return found.reasons or [hardly]
