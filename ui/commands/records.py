"""The stable JSON of the commands that list things; answers and ingests bring their own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.changes import DocumentEdit
from corpus.document import Document, Passage
from corpus.record import Generation, Holding

if TYPE_CHECKING:
    from ingest.generations import Difference
    from qa.retrieve import Hit

DOCUMENT_CHANGES = ("added", "edited", "renamed", "removed", "unchanged")


def hit_record(hit: "Hit") -> dict[str, Any]:
    passage = hit.passage
    return {
        "document": passage.document,
        "label": passage.label,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": hit.score,
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "matched_terms": list(hit.matched_terms),
    }


def library_record(generation: Generation, holdings: Sequence[Holding]) -> dict[str, Any]:
    return {
        "generation": generation.number,
        "documents": [holding_record(holding) for holding in holdings],
    }


def holding_record(holding: Holding) -> dict[str, Any]:
    return {
        "document": holding.document,
        "title": holding.title,
        "version": holding.version,
        "language": holding.metadata.language,
        "authority": holding.metadata.authority,
        "date": holding.metadata.date,
        "source": holding.origin.source,
        "passages": holding.passages,
        "characters": holding.characters,
    }


def document_record(document: Document, holding: Holding) -> dict[str, Any]:
    """One document with its outline."""
    return {
        "document": document.id,
        "title": document.title,
        "version": document.version,
        "language": document.metadata.language,
        "authority": document.metadata.authority,
        "sections": [
            {
                "label": section.label,
                "kind": section.kind,
                "level": section.level,
                "start": section.start,
                "end": section.end,
            }
            for section in document.outline
        ],
        "passages": holding.passages,
    }


def history_record(
    current: Generation,
    generations: Sequence[Generation],
    sizes: Mapping[int, tuple[int, int]],
) -> dict[str, Any]:
    return {
        "current": current.number,
        "generations": [generation_record(g, sizes[g.number]) for g in generations],
    }


def generation_record(generation: Generation, size: tuple[int, int]) -> dict[str, Any]:
    """A generation without its directory, which is the library's own affair."""
    fields = asdict(generation)
    del fields["directory"]
    summary = fields.pop("summary")
    documents, characters = size
    return fields | {"documents": documents, "characters": characters, "changes": summary}


def difference_record(found: "Difference") -> dict[str, Any]:
    return {
        "from": found.old.number,
        "to": found.new.number,
        "documents": {kind: list(getattr(found.documents, kind)) for kind in DOCUMENT_CHANGES},
        "edits": [edit_record(edit) for edit in found.edits],
    }


def edit_record(edit: DocumentEdit) -> dict[str, Any]:
    return {
        "document": edit.document,
        "title": edit.title,
        "passages": [
            {
                "change": change.fate.value,
                "label": change.passage.label,
                "old": words_record(change.old),
                "new": words_record(change.new),
            }
            for change in edit.changes
        ],
    }


def words_record(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {"start": passage.start, "end": passage.end, "text": passage.text}


def rollback_record(
    generation: Generation, restored: int, held: Sequence[str], *, opened: bool
) -> dict[str, Any]:
    """What a rollback did; with `opened` false that nothing was to be done."""
    changed = generation.summary["documents"] if opened else {"unchanged": list(held)}
    return {
        "generation": generation.number,
        "restored": restored,
        "documents": {kind: changed.get(kind, []) for kind in DOCUMENT_CHANGES},
        "passages": generation.passages,
    }
