"""Formex 4: the XML that the Official Journal is made of, one file or a package of them."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import ZipFile

from lxml import etree

from corpus.document import Document
from corpus.errors import DamagedSource
from ingest.readers.archive import open_archive, xml_of
from ingest.readers.eurlex import names
from ingest.readers.eurlex.act import Act, Facts, Kind, Node, act_of, notice_of_pictures
from ingest.readers.eurlex.elements import Walker, words_of
from ingest.readers.eurlex.languages import type_of_act
from ingest.readers.eurlex.nesting import check_depth
from ingest.readers.eurlex.outline import document_of

KIND = "Formex"
ZIP = b"PK"
ANNEXES = frozenset({"ANNEX", "CONS.ANNEX"})
LISTS = frozenset({"DOC", "PUBLICATION", "TOC"})  # of files: they hold no text of an act


def read(data: bytes, id: str, source: str) -> Document:
    """The document in a Formex file, or in a zip file of an act and its annexes.

    Raises DamagedSource, EmptySource, and what a bad zip file raises.
    """
    if data.startswith(ZIP):
        with open_archive(data, source) as archive:
            roots = dict(members(archive, source))
    else:
        roots = {source: parsed(data, source)}
    for root in roots.values():
        check_depth(root, source, KIND)
    return document_of(act_in(roots, source), id, source)


def parsed(data: bytes, source: str) -> etree._Element:
    # No entity is replaced, so none can grow; nothing outside the file is looked up.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedSource(source=source, kind=KIND, reason="it is not whole XML") from error


def members(archive: ZipFile, source: str) -> Iterator[tuple[str, etree._Element]]:
    """The XML files of a package by their name. A zip file within it stays closed."""
    for name in sorted(archive.namelist()):
        if name.lower().endswith(".xml"):
            root = xml_of(archive, name, source)
            if root is not None:
                yield PurePosixPath(name).name, root


def act_in(roots: dict[str, etree._Element], source: str) -> Act:
    """The act with its annexes in the order their list gives, else in that of their numbers."""
    index = next((root for root in roots.values() if root.tag == "DOC"), None)
    listed = [] if index is None else [file.get("FILE", "") for file in index.iter("REF.PHYS")]
    texts = {name: root for name, root in roots.items() if root.tag not in LISTS}
    rest = sorted(texts.keys() - set(listed), key=lambda name: sequence(texts[name], name))
    ordered = [texts[name] for name in (*listed, *rest) if name in texts]
    if not ordered:
        raise DamagedSource(source=source, kind=KIND, reason="it lists files and holds no act")
    acts = [root for root in ordered if root.tag not in ANNEXES]
    walker = Walker()
    act, annexes = walker.main(acts[0]) if acts else (Node(Kind.ACT), [])
    for root in ordered:
        if root.tag in ANNEXES:
            walker.begin_file()
            annexes.append(walker.annex(root))
    pictures = sum(1 for root in ordered for _ in root.iter("INCL.ELEMENT"))
    notices = notice_of_others(len(acts) - 1) + notice_of_pictures(pictures)
    facts = facts_of((acts or ordered)[0], index, act)
    return act_of(act, annexes, walker.notes, facts, notices)


def notice_of_others(number: int) -> tuple[str, ...]:
    """The sentence that says what of a package was left out."""
    if number < 1:
        return ()
    left = "1 more act" if number == 1 else f"{number:,} more acts"
    return (f"The package holds {left}: only the first was read.",)


def sequence(root: etree._Element, name: str) -> tuple[str, str]:
    return root.findtext("BIB.INSTANCE/NO.SEQ", default=""), name


def facts_of(main: etree._Element, index: etree._Element | None, act: Node) -> Facts:
    """What the head of an act, and the list of its package, say of it."""
    title = [line.text for line in act.heading]
    eli = ""
    if index is not None and (link := index.find(".//NO.ELI")) is not None:
        eli = link.get("ID", "")
    consolidation = main.find(".//INFO.CONSLEG")
    head = main.find("BIB.INSTANCE")
    basic = names.celex_of_eli(eli) or celex_of_head(head, title) or names.celex_of_title(title)
    language = main.findtext(".//LG.DOC", default="") or main.findtext(".//LG.OJ", default="")
    consolidated = (
        "" if consolidation is None else names.iso_of(consolidation.get("START.DATE", ""))
    )
    if consolidation is not None:
        basic = names.consolidated_celex(
            consolidation.get("CONSLEG.REF", "") or basic, consolidated
        )
    return Facts(
        celex=basic,
        eli=eli,
        language=language.strip().lower(),
        date=date_of(main.find("BIB.INSTANCE/DATE")) or names.day_in(title),
        consolidated=consolidated,
        journal=journal_of(main, index),
    )


def celex_of_head(head: etree._Element | None, title: list[str]) -> str:
    """The number of an act by its head; the type of act stands in its title alone."""
    number = None if head is None else head.find("NO.DOC")
    letter = type_of_act(" ".join(title))
    if number is None or not letter:
        return ""
    year = number.findtext("YEAR", default="")
    current = number.findtext("NO.CURRENT", default="")
    return names.celex(letter, year, current) if year.isdigit() and current.isdigit() else ""


def date_of(element: etree._Element | None) -> str:
    return "" if element is None else names.iso_of(element.get("ISO", ""))


def journal_of(main: etree._Element, index: etree._Element | None) -> str:
    """The day of the Official Journal, which the list of a package names, else its number."""
    if index is not None and (day := date_of(index.find("PUBLICATION.REF/DATE"))):
        return day
    reference = main.find("BIB.INSTANCE/DOCUMENT.REF")
    if reference is None:
        return ""
    series, issue = words_of(reference, "COLL"), words_of(reference, "NO.OJ")
    year = reference.findtext(".//YEAR", default="")
    return " ".join(f"Official Journal {series} {issue}".split()) + (f", {year}" if year else "")
