"""Library + what was gathered → Plan: what an ingest would change. Values in, values out."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from corpus.document import Document, Passage
from corpus.record import Held, Holding, Origin
from ingest.fingerprints import cutter_name, reader_name
from ingest.gather import Gathered, Read
from ingest.passages import cut
from ingest.sources import Refusal


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that a person took out, and the source that is not to bring it back."""

    document: str
    title: str
    source: str
    root: str


@dataclass(frozen=True, slots=True)
class State:
    """What the library holds before the ingest.

    `documents` and `passages` are those of the documents that may change, `passage_count` is of
    all. `lacking` are the passages that the model has no vector of; `vanished` the sources that
    are remembered and no longer there; `left_out` what a person took out.
    """

    generation: int = 0
    holdings: tuple[Holding, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    passage_count: int = 0
    lacking: tuple[Passage, ...] = ()
    vanished: frozenset[str] = frozenset()
    left_out: tuple[LeftOut, ...] = ()


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
class Removal:
    """Of the documents that came from the folders read: how many were held, and how many of
    them are there no longer.
    """

    held: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an ingest will do to the generation `base`.

    `before` and `after` are the passages of the documents in `touched`; all others stand as
    they are. `to_embed` maps the name of each new text to the text. `noted` are documents that
    stay as they are and came another way: of other bytes, say, that read the same. `left_out` are
    those that stay out.
    """

    base: int
    documents: DocumentChanges
    passages: PassageCounts
    hold: tuple[Held, ...]
    open: tuple[Passage, ...]
    close: tuple[str, ...]
    touched: frozenset[str]
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    to_embed: dict[str, str]
    noted: dict[str, Origin]
    roots: tuple[str, ...]
    removal: Removal
    left_out: tuple[LeftOut, ...] = ()

    @property
    def changes_anything(self) -> bool:
        changes = self.documents.removed, self.hold, self.open, self.close, self.to_embed
        return any(changes)


def make_plan(
    state: State, gathered: Gathered, *, known_vectors: Iterable[str], longest: int
) -> Plan:
    """What must change so that the library holds what was gathered.

    What came from the folders taken as a whole and is there no longer is removed. A source that
    was refused leaves what is known of it as it is. `known_vectors` names the texts that have a
    vector; no passage is longer than `longest` characters, unless a sentence is.
    """
    revisions = [revised(state, m, longest) for m in match(state, gathered.read)]
    held = [h for h in state.holdings if came_from(h, gathered.roots)]
    present = {r.id for r in revisions}
    gone = [
        h.document for h in held if h.origin.source in state.vanished and h.document not in present
    ]
    touched = frozenset([*(r.id for r in revisions if r.after is not None), *gone])
    after = tuple(p for r in revisions for p in r.after or ())
    opened, closed, counts, to_embed = compare(state, touched, after, set(known_vectors))
    return Plan(
        base=state.generation,
        documents=changes_of(revisions, gone, gathered.refused),
        passages=counts,
        hold=tuple(r.held for r in revisions if r.held),
        open=opened,
        close=closed,
        touched=touched,
        before=tuple(p for p in state.passages if p.document in touched),
        after=after,
        to_embed=to_embed,
        noted={r.id: r.origin for r in revisions if r.noted},
        roots=gathered.roots,
        removal=Removal(held=len(held), removed=len(gone)),
        left_out=still_out(state.left_out, gathered.read),
    )


def still_out(left: Iterable[LeftOut], read: Sequence[Read]) -> tuple[LeftOut, ...]:
    """What was left out before and is not read all the same, because it was asked for."""
    again = {item.source.name for item in read}
    return tuple(one for one in left if one.source not in again)


def came_from(holding: Holding, roots: Sequence[str]) -> bool:
    """Whether a document came from one of the folders, taken as a whole or within one that was."""
    root = PurePath(holding.origin.root)
    return bool(holding.origin.root) and any(root.is_relative_to(folder) for folder in roots)


# Documents


@dataclass(frozen=True, slots=True)
class Match:
    """What was read, the document's settled id, and what the library held of it.

    The document is missing where it and its passages are as the library holds them.
    """

    read: Read
    id: str
    document: Document | None
    before: Holding | None


def match(state: State, read: Sequence[Read]) -> list[Match]:
    """Settle each document's id: by its source, by its text after a rename, or a new one."""
    by_source = {holding.origin.source: holding for holding in state.holdings}
    adrift = adrift_in(state, {item.source.name for item in read})
    taken = {holding.document for holding in state.holdings}
    matches = []
    for item in read:
        before = by_source.get(item.source.name)
        if before is None and item.document and adrift[item.document.version]:
            before = adrift[item.document.version].popleft()
        id = before.document if before else free(item.source.slug, taken)
        taken.add(id)
        document = item.document or state.documents.get(id)
        matches.append(Match(item, id, document and replace(document, id=id), before))
    return matches


def adrift_in(state: State, present: set[str]) -> dict[str, deque[Holding]]:
    """By their text, the documents whose source is there no longer: it may have a new name."""
    gone = state.vanished - present  # what was read has gone since, if at all
    adrift: dict[str, deque[Holding]] = defaultdict(deque)
    for holding in state.holdings:
        if holding.origin.source in gone:
            adrift[holding.version].append(holding)
    return adrift


def free(wish: str, taken: set[str]) -> str:
    """The wished id, with a number where another document has it."""
    id, number = wish, 2
    while id in taken:
        id, number = f"{wish}-{number}", number + 1
    return id


@dataclass(frozen=True, slots=True)
class Revision:
    """What becomes of a document.

    `after` are its passages, where they were cut; `held` what is recorded anew; `noted` says
    that only its origin is.
    """

    id: str
    change: str
    origin: Origin
    after: tuple[Passage, ...] | None = None
    held: Held | None = None
    noted: bool = False


def revised(state: State, m: Match, longest: int) -> Revision:
    origin = Origin(
        source=m.read.source.name,
        # A file that is read by itself stays part of the folder it came from before.
        root=m.read.source.root or (m.before.origin.root if m.before else ""),
        content=m.read.content,
        reader=reader_name(),
        cutter=cutter_name(longest),
    )
    came_anew = m.before is not None and m.before.origin != origin
    if m.document is None:
        return Revision(m.id, "unchanged", origin, noted=came_anew)
    after = tuple(cut(m.document, longest))
    change = change_of(state, m)
    before = tuple(p for p in state.passages if p.document == m.id)
    if change == "unchanged" and after == before:
        return Revision(m.id, change, origin, after, noted=came_anew)
    return Revision(m.id, change, origin, after, Held(m.document, origin, len(after)))


def change_of(state: State, m: Match) -> str:
    if m.before is None:
        return "added"
    if m.document != state.documents.get(m.id):
        return "edited"
    return "unchanged" if m.before.origin.source == m.read.source.name else "renamed"


def changes_of(
    revisions: Sequence[Revision], gone: Sequence[str], refused: Sequence[Refusal]
) -> DocumentChanges:
    ids: dict[str, list[str]] = {"added": [], "edited": [], "renamed": [], "unchanged": []}
    for revision in revisions:
        ids[revision.change].append(revision.id)
    return DocumentChanges(
        **{kind: tuple(sorted(names)) for kind, names in ids.items()},
        removed=tuple(sorted(gone)),
        refused=tuple(refused),
    )


# Passages


def compare(
    state: State, touched: frozenset[str], after: Sequence[Passage], known_vectors: set[str]
) -> tuple[tuple[Passage, ...], tuple[str, ...], PassageCounts, dict[str, str]]:
    """Passages old against new, each known by what is embedded of it: which rows open and which
    close, the counts, and the texts to embed.
    """
    old = {p.id: p for p in state.passages if p.document in touched}
    new = {p.id for p in after}
    opened = tuple(p for p in after if old.get(p.id) != p)
    gone = [id for id in old if id not in new]
    lacking = [p for p in state.lacking if p.document not in touched]
    lacking += [p for p in after if p.embedded_hash not in known_vectors]
    moved = sum(
        p.id in old and p.start != old[p.id].start and p.embedded_hash in known_vectors
        for p in opened
    )
    standing = state.passage_count - len(old) + len(after)
    to_embed = {p.embedded_hash: p.embedded_text for p in lacking}
    counts = PassageCounts(
        embedded=len(to_embed),
        reused=standing - len(lacking) - moved,
        moved=moved,
        closed=len(gone),
    )
    closed = (*gone, *(p.id for p in opened if p.id in old))
    return opened, closed, counts, to_embed
