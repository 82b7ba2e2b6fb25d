"""Zip files as office formats use them: looked over before anything in them is unpacked."""

import io
import zipfile
import zlib
from zipfile import ZipFile

from lxml import etree

from corpus.errors import BombSource, DamagedSource, LockedSource

KIND = "a zip file"
MEGABYTE = 1024 * 1024
MOST_ENTRIES = 20_000
LARGEST_BYTES = 512 * MEGABYTE
# XML packs 5 to 30 to 1, an empty spreadsheet 100 to 1; a bomb a thousand to 1 and more.
HIGHEST_RATIO = 200
HARMLESS_BYTES = 16 * MEGABYTE  # however well they are packed
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError)


def open_archive(data: bytes, source: str) -> ZipFile:
    """The zip file, once its own list of entries says that it can be unpacked.

    Nothing is unpacked here, and an archive within an archive stays a file like any other.
    Raises DamagedSource, LockedSource, BombSource.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise DamagedSource(source=source, kind=KIND, reason="it is not whole") from error
    entries = archive.infolist()
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise LockedSource(source=source)
    unpacked = sum(entry.file_size for entry in entries)
    allowed = min(max(HARMLESS_BYTES, HIGHEST_RATIO * len(data)), LARGEST_BYTES)
    if unpacked > allowed or len(entries) > MOST_ENTRIES:
        raise BombSource(
            source=source,
            packed_mb=len(data) / MEGABYTE,
            unpacked_mb=unpacked / MEGABYTE,
            entries=len(entries),
        )
    return archive


def content_of(archive: ZipFile, name: str, source: str) -> bytes:
    """The bytes of an entry, none where there is no such entry. Raises DamagedSource.

    An entry gives no more bytes than the list of entries says, whatever is packed in it.
    """
    if name not in archive.NameToInfo:
        return b""
    try:
        return archive.read(name)
    except (*BROKEN, EOFError, zlib.error) as error:
        reason = f"its part {name} cannot be unpacked"
        raise DamagedSource(source=source, kind=KIND, reason=reason) from error


def xml_of(archive: ZipFile, name: str, source: str) -> etree._Element | None:
    """The root of an XML entry, `None` where there is no such entry. Raises DamagedSource."""
    content = content_of(archive, name, source)
    if not content:
        return None
    # No entity is replaced, so none can grow; nothing outside the entry is looked up.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        reason = f"its part {name} is not whole XML"
        raise DamagedSource(source=source, kind=KIND, reason=reason) from error
