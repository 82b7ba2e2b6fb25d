"""What the office formats of XML parts in a zip file share: names, relations, properties."""

import posixpath
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from ingest.readers.archive import xml_of

Element = etree._Element
OFF = ("0", "false", "off", "none")


def name_of(element: Element) -> str:
    """An element's name without its namespace: the formats have two sets of them."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """The attribute of this name in whatever namespace, empty where there is none."""
    if element is None:
        return ""
    keys = (key for key in element.attrib if str(key).rpartition("}")[2] == name)
    return next((str(element.attrib[key]) for key in keys), "")


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if name_of(c) == name), None)
    return element


def all_of(element: Element | None, *names: str) -> Iterator[Element]:
    """The descendants of these names, in reading order."""
    if element is not None:
        yield from element.iter(*(f"{{*}}{name}" for name in names))


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property that is on or off is there and on."""
    found = child(properties, name)
    return found is not None and attribute(found, "val").lower() not in OFF


def relations(archive: ZipFile, part: str, source: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: the kind and the name of another part, by relation id."""
    folder, name = posixpath.split(part)
    root = xml_of(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), source)
    found = {}
    for relation in all_of(root, "Relationship"):
        target = attribute(relation, "Target")
        if attribute(relation, "TargetMode") != "External":
            kind = attribute(relation, "Type").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attribute(relation, "Id")] = (kind, path)
    return found


def relation_of(entry: Element) -> str:
    """The relation id by which an entry of a list names a part, next to a plain id."""
    return next((str(v) for k, v in entry.attrib.items() if str(k).endswith("}id")), "")


def title_in(archive: ZipFile, source: str) -> str:
    """The title in the document's properties, empty where it has none."""
    properties = xml_of(archive, "docProps/core.xml", source)
    return next((" ".join((e.text or "").split()) for e in all_of(properties, "title")), "")
