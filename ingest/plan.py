"""Library + documents → Plan: what an ingest would change. Values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Document, Passage
from corpus.record import Held, Holding
from ingest.passages import cut
from ingest.sources import Refusal, Source


@dataclass(frozen=True, slots=True)
class Read:
    """A source and the document a reader made of it; its id is not settled yet."""

    source: Source
    document: Document


@dataclass(frozen=True, slots=True)
class State:
    """What the library holds before the ingest.

    `vanished` are the sources it remembers that are no longer there.
    """

    holdings: tuple[Holding, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    vanished: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """Document ids by what happens to them, and the sources that were refused."""

    added: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageCounts:
    """How many texts must be embedded, and how many passages keep their vector (`reused` in
    their place, `moved` to another), or are gone (`closed`).
    """

    embedded: int = 0
    reused: int = 0
    moved: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an ingest will do. `to_embed` maps the name of each new text to the text.

    `standing` are all passages of the generation that would result.
    """

    documents: DocumentChanges
    passages: PassageCounts
    hold: tuple[Held, ...]
    open: tuple[Passage, ...]
    close: tuple[str, ...]
    standing: tuple[Passage, ...]
    to_embed: dict[str, str]

    @property
    def changes_anything(self) -> bool:
        changes = self.documents.removed, self.hold, self.open, self.close, self.to_embed
        return any(changes)


def make_plan(
    state: State,
    read: Sequence[Read],
    *,
    refused: Sequence[Refusal],
    roots: Sequence[str],
    known_vectors: Iterable[str],
    longest: int,
) -> Plan:
    """What must change so that the library holds what was read.

    `roots` are the folders read as a whole: what came from them before and is there no
    longer is removed. `known_vectors` names the texts that have a vector. A source that was
    refused leaves what is known of it as it is.
    """
    matched = match(state, read, refused)
    gone = removed(state, matched, refused, roots)
    changes = changes_of(state, matched, gone, refused)
    passages = [p for m in matched for p in cut(m.document, longest)]
    touched = {m.document.id for m in matched} | set(gone)
    return compare(state, matched, changes, passages, touched, set(known_vectors))


@dataclass(frozen=True, slots=True)
class Match:
    """A read source, its document with the settled id, and what the library held of it."""

    source: Source
    document: Document
    before: Holding | None


def match(state: State, read: Sequence[Read], refused: Sequence[Refusal]) -> list[Match]:
    """Settle each document's id: by its source, by its text after a rename, or a new one."""
    by_source = {holding.source: holding for holding in state.holdings}
    adrift = {
        holding.version: holding for holding in state.holdings if holding.source in state.vanished
    }
    taken = {holding.document for holding in state.holdings}
    matches = []
    for item in read:
        before = by_source.get(item.source.name) or adrift.pop(item.document.version, None)
        id = before.document if before else free(item.source.slug, taken)
        taken.add(id)
        matches.append(Match(item.source, replace(item.document, id=id), before))
    return matches


def free(wish: str, taken: set[str]) -> str:
    """The wished id, with a number where another document has it."""
    id, number = wish, 2
    while id in taken:
        id, number = f"{wish}-{number}", number + 1
    return id


def removed(
    state: State, matched: Sequence[Match], refused: Sequence[Refusal], roots: Sequence[str]
) -> list[str]:
    """Documents whose source left a folder that was read as a whole."""
    present = {m.before.document for m in matched if m.before}
    return [
        holding.document
        for holding in state.holdings
        if holding.root in roots
        and holding.source in state.vanished
        and holding.document not in present
    ]


def changes_of(
    state: State, matched: Sequence[Match], gone: Sequence[str], refused: Sequence[Refusal]
) -> DocumentChanges:
    ids: dict[str, list[str]] = {"added": [], "edited": [], "renamed": [], "unchanged": []}
    for m in matched:
        ids[change_of(state, m)].append(m.document.id)
    return DocumentChanges(
        **{kind: tuple(sorted(names)) for kind, names in ids.items()},
        removed=tuple(sorted(gone)),
        refused=tuple(refused),
    )


def change_of(state: State, m: Match) -> str:
    if m.before is None:
        return "added"
    if m.document != state.documents.get(m.document.id):
        return "edited"
    return "unchanged" if m.before.source == m.source.name else "renamed"


def root_of(m: Match) -> str:
    """A file that is read by itself stays part of the folder it came from before."""
    return m.source.root or (m.before.root if m.before else "")


def differs(state: State, m: Match) -> bool:
    """Whether the record of a document must be written anew."""
    same_root = m.before is not None and m.before.root == root_of(m)
    return change_of(state, m) != "unchanged" or not same_root


def compare(
    state: State,
    matched: Sequence[Match],
    changes: DocumentChanges,
    cut_passages: Sequence[Passage],
    touched: set[str],
    known_vectors: set[str],
) -> Plan:
    """Passages old against new, each known by what is embedded of it."""
    old = {p.id: p for p in state.passages if p.document in touched}
    new = {p.id: p for p in cut_passages}
    untouched = [p for p in state.passages if p.document not in touched]
    standing = (*untouched, *cut_passages)
    opened = tuple(p for p in cut_passages if old.get(p.id) != p)
    moved = sum(
        p.id in old and p.start != old[p.id].start and p.embedded_hash in known_vectors
        for p in opened
    )
    gone = [id for id in old if id not in new]
    lacking = [p for p in standing if p.embedded_hash not in known_vectors]
    to_embed = {p.embedded_hash: p.embedded_text for p in lacking}
    counts = PassageCounts(
        embedded=len(to_embed),
        reused=len(standing) - len(lacking) - moved,
        moved=moved,
        closed=len(gone),
    )
    return Plan(
        documents=changes,
        passages=counts,
        hold=tuple(
            Held(m.document, m.source.name, root_of(m)) for m in matched if differs(state, m)
        ),
        open=opened,
        close=(*gone, *(p.id for p in opened if p.id in old)),
        standing=standing,
        to_embed=to_embed,
    )
