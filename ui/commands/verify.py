"""`footnote verify`, and the evidence packs that `footnote ask --pack` writes."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.options import JsonOption, LibraryOption

if TYPE_CHECKING:
    from corpus.document import Citation, Document
    from corpus.library import Library
    from corpus.record import SavedAnswer
    from corpus.settings import Settings
    from qa.answer import Answer
    from qa.chain import Desk
    from qa.pack import EvidencePack
    from qa.pack_check import CitationCheck, PackCheck, StatementCheck


def verify(
    file: Annotated[
        Path, typer.Argument(metavar="PACK", help="The evidence pack: its page or JSON.")
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="PATH",
            help="Check against this file or folder, not the library; may be given more than once.",
        ),
    ] = None,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Check an evidence pack against the documents as they are now, and say what changed."""
    from ui.cli import say_json, settings_with
    from ui.commands.progress import waiting
    from ui.terminal.text import show
    from ui.terminal.verify import verify_view

    pack = read_pack(file)
    settings = settings_with(library)
    with waiting():
        check, against = checked_with(pack, source or (), settings)
    if as_json:
        say_json(check_record(file, check, against))
    else:
        show(verify_view(check, against))
    if check.failed:
        raise typer.Exit(1)


def read_pack(file: Path) -> "EvidencePack":
    """The pack in a file. Raises PackMissing, PackUnreadable and what `qa.pack.packed` raises."""
    from corpus.errors import LargePack, PackMissing, PackUnreadable
    from qa.pack import MOST_BYTES, packed

    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise LargePack(file=file, size_mb=size / 1e6, limit_mb=MOST_BYTES / 1e6)
        return packed(file.read_bytes(), file)
    except FileNotFoundError as error:
        raise PackMissing(file=file) from error
    except OSError as error:
        raise PackUnreadable(file=file, reason=error.strerror or error) from error


def checked_with(
    pack: "EvidencePack", sources: Sequence[str], settings: "Settings"
) -> "tuple[PackCheck, dict[str, Any]]":
    """The check, and what it was made against, as the JSON says it."""
    from corpus.library import Library
    from qa.entailment.scoring import Scorer
    from qa.pack_check import checked
    from qa.pack_sources import KnownDocuments, ReadDocuments

    # What a language model wrote, the support model judged when it was answered.
    score = Scorer().score if pack.is_written else None
    if sources:
        documents = documents_in(sources, settings)
        return checked(pack, ReadDocuments(documents), score), {"sources": list(sources)}
    with Library.open(settings.library) as library:
        known = KnownDocuments(library, pack)
        against = {"library": str(library.folder), "generation": known.generation}
        return checked(pack, known, score), against


def documents_in(sources: Sequence[str], settings: "Settings") -> "list[Document]":
    """The documents in files and folders, read as an ingest reads them, with the ids it would
    give them in an empty library.

    What cannot be read is said on stderr. Raises NothingToCompare.
    """
    from dataclasses import replace

    from corpus.errors import NothingToCompare
    from ingest.gather import gather
    from ingest.plan import free
    from ingest.sources import find

    gathered = gather(find(sources), (), settings, lambda progress: None)
    if not gathered.read:
        details = "".join(f"\n  {refusal.reason}" for refusal in gathered.refused[:10])
        raise NothingToCompare(source=", ".join(sources), details=details)
    for refusal in gathered.refused:
        say_not_read(refusal.reason)
    taken: set[str] = set()
    documents = []
    for read in gathered.read:
        if read.document:
            taken.add(id := free(read.source.slug, taken))
            documents.append(replace(read.document, id=id))
    return documents


def say_not_read(reason: str) -> None:
    from ui.terminal.text import one_line

    sys.stderr.write(f"Not read: {one_line(reason)}\n")
    sys.stderr.flush()


# JSON


def check_record(file: Path, check: "PackCheck", against: dict[str, Any]) -> dict[str, Any]:
    return {
        "pack": str(file),
        "answer": check.pack.answer,
        "question": check.pack.question,
        "generation": check.pack.generation,
        "checked_against": against,
        "unaltered": True,  # of an altered pack nothing is said but that
        "well": not check.failed,
        "statements": [statement_record(said) for said in check.statements],
    }


def statement_record(check: "StatementCheck") -> dict[str, Any]:
    verdict = check.verdict
    return {
        "text": check.said.text,
        "well": check.is_well,
        "as_kept": check.is_as_kept,
        "support": check.said.support.value,
        "support_now": verdict.support.value if verdict else None,
        "reasons": list(verdict.reasons) if verdict else [],
        "standing": check.standing.value,
        "citations": [citation_record(citation) for citation in check.citations],
    }


def citation_record(check: "CitationCheck") -> dict[str, Any]:
    old = check.old
    return {
        "document": old.document,
        "version": old.version,
        "label": old.label,
        "start": old.start,
        "end": old.end,
        "quote": old.quote,
        "in_version": check.is_exact,
        "standing": check.standing.value,
        "new": place_record(check.new) if check.new else None,
    }


def place_record(new: "Citation") -> dict[str, Any]:
    names = ("document", "title", "version", "label", "page", "start", "end", "quote")
    return {name: getattr(new, name) for name in names}


# Writing


def free_for_pack(file: Path | None) -> Path | None:
    """Refuse, before anything is asked, a path where something other than a pack stands.

    Raises OtherFile.
    """
    from corpus.errors import FootnoteError, LargePack, NotAPack, OtherFile, PackMissing

    if file is None:
        return None
    if file.exists() and not file.is_file():
        raise OtherFile(file=file)
    try:
        read_pack(file)
    except (NotAPack, LargePack) as error:
        raise OtherFile(file=file) from error
    except PackMissing:
        return file
    except FootnoteError:
        return file  # a pack, whatever is wrong with it: a new one takes its place
    return file


PackOption = Annotated[
    Path | None,
    typer.Option(
        "--pack",
        metavar="FILE.html",
        help="Write an evidence pack as well: one page with all that the answer rests on.",
        callback=free_for_pack,
        show_default=False,
    ),
]


def write_pack(
    file: Path,
    desk: "Desk",
    answer: "Answer",
    history: Sequence[str] = (),
    documents: Sequence[str] = (),
    as_of: int | None = None,
) -> None:
    """Write the evidence pack of an answer that a desk gave, and what it was asked with.

    Raises OtherFile and PackUnwritable, and UnknownDocument when a text that the answer quotes
    was forgotten since.
    """
    from qa.kept import saved

    free_for_pack(file)
    given = saved(answer, history, documents, as_of, desk.settings)
    write_whole(file, page_of(given, desk.library))


def page_of(saved: "SavedAnswer", library: "Library") -> str:
    """The evidence pack of a saved answer, as the page it is. Raises UnknownDocument."""
    from qa.pack import pack_of
    from ui.pack.page import pack_page

    return pack_page(pack_of(saved, library.version))


def write_whole(file: Path, page: str) -> None:
    """The page is there as a whole or not at all. Raises PackUnwritable."""
    from corpus.errors import PackUnwritable

    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(page, encoding="utf-8", newline="\n")
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise PackUnwritable(file=file, reason=error.strerror or error) from error
