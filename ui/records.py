"""The stable JSON of the commands that list things; answers and ingests bring their own."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.document import Document
from corpus.record import Generation, Holding

if TYPE_CHECKING:
    from qa.retrieve import Hit


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


def history_record(current: Generation, generations: Sequence[Generation]) -> dict[str, Any]:
    return {
        "current": current.number,
        "generations": [generation_record(generation) for generation in generations],
    }


def generation_record(generation: Generation) -> dict[str, Any]:
    """A generation without its directory, which is the library's own affair."""
    fields = asdict(generation)
    del fields["directory"]
    summary = fields.pop("summary")
    return fields | {"changes": summary}
