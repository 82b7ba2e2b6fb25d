"""A zip file is looked over before anything in it is unpacked."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from corpus.errors import BombSource, DamagedSource, LockedSource
from ingest.readers.archive import content_of, open_archive, xml_of
from tests.ingest.packages import packed

MEGABYTE = 1024 * 1024
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><x>&i;</x>"
)


def test_the_entries_of_an_honest_file_are_read() -> None:
    archive = open_archive(packed({"a.xml": "<a>one</a>"}), "x.docx")
    assert content_of(archive, "a.xml", "x.docx") == b"<a>one</a>"
    assert content_of(archive, "b.xml", "x.docx") == b""
    assert xml_of(archive, "a.xml", "x.docx").text == "one"
    assert xml_of(archive, "b.xml", "x.docx") is None


def test_a_thousand_to_one_is_a_bomb() -> None:
    data = packed({"a.xml": b"\0" * 40 * MEGABYTE})
    with pytest.raises(BombSource, match=r"x\.docx would unpack from 0\.0 MB to 40 MB"):
        open_archive(data, "x.docx")


def test_a_small_file_may_be_packed_as_well_as_it_likes() -> None:
    assert open_archive(packed({"a.xml": b" " * 8 * MEGABYTE}), "x.docx")


def test_too_many_entries_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.archive.MOST_ENTRIES", 3)
    with pytest.raises(BombSource, match="in 4 entries"):
        open_archive(packed({f"{n}": "" for n in range(4)}), "x.docx")


def test_an_archive_within_stays_a_file_like_any_other() -> None:
    inner = packed({"a.xml": b"\0" * 40 * MEGABYTE})
    assert open_archive(packed({"inner.zip": inner}), "x.docx").namelist() == ["inner.zip"]


def test_an_entry_gives_no_more_than_the_list_says() -> None:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"x" * 1000)
    size = (1000).to_bytes(4, "little")
    lying = target.getvalue().replace(size, (10).to_bytes(4, "little"))
    opened = open_archive(lying, "x.docx")
    with pytest.raises(DamagedSource, match=r"its part a\.xml cannot be unpacked"):
        content_of(opened, "a.xml", "x.docx")


def test_entities_that_would_grow_are_refused() -> None:
    archive = open_archive(packed({"a.xml": LAUGHS}), "x.docx")
    with pytest.raises(DamagedSource):
        xml_of(archive, "a.xml", "x.docx")


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", packed({"a.xml": "<a/>"})[:-30]],
    ids=["nothing", "only a beginning", "cut off"],
)
def test_what_is_no_whole_zip_file_is_named(data: bytes) -> None:
    with pytest.raises(DamagedSource, match=r"x\.docx cannot be read as a zip file"):
        open_archive(data, "x.docx")


def test_broken_xml_is_named_with_its_part() -> None:
    archive = open_archive(packed({"a.xml": "<a>"}), "x.docx")
    with pytest.raises(DamagedSource, match=r"its part a\.xml is not whole XML"):
        xml_of(archive, "a.xml", "x.docx")


def test_an_encrypted_entry_locks_the_file() -> None:
    data = bytearray(packed({"a.xml": "<a/>"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with pytest.raises(LockedSource, match="locked with a password"):
        open_archive(bytes(data), "x.docx")
