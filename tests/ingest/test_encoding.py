"""Text comes out of bytes as it went in, in every encoding that can be told."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.document import canonical
from corpus.errors import SourceError, UnknownEncoding
from ingest.readers.encoding import declared, decode

LATIN = "windows-1252 iso-8859-15"
CENTRAL = "windows-1250 iso-8859-2"
# A few sentences that say what one of each language needs: the letters no neighbour has.
SENTENCES = {
    "en": ("The applicant’s “file” – a café, naïvely – was closed in Orléans.", "windows-1252"),
    "de": ("Für Übermittlungen gelten größere Fristen; jeder erhält Auskunft.", LATIN),
    "fr": ("Les États membres prévoient des garanties dès la réception, à leur tour.", LATIN),
    "es": ("¿Quién informará al niño? Los Estados miembros, según el artículo 7.", LATIN),
    "pt": ("Os Estados-Membros não aplicam as condições à situação dos menores.", LATIN),
    "it": ("La libertà non è più limitata, perché ciò è già stato deciso.", LATIN),
    "nl": ("De lidstaten coördineren één procedure voor geïnteresseerde vrouwen.", LATIN),
    "sv": ("Medlemsstaterna får själva välja åtgärder för sökande på området.", LATIN),
    "da": ("Medlemsstaterne skal sørge for, at ansøgere får oplysninger på et sprog.", LATIN),
    "pl": ("Państwa członkowskie mogą przewidzieć dłuższe terminy, jeżeli są zgodne.", CENTRAL),
    "cs": ("Členské státy zajistí, aby každý žadatel byl řádně informován o právech.", CENTRAL),
    "hu": ("A tagállamok megfelelő életszínvonalat biztosítanak a menedékkérőknek.", CENTRAL),
    "hr": ("Države članice osiguravaju da svaki podnositelj zahtjeva bude obaviješten.", CENTRAL),
    "ro": ("Fiecare solicitant este informat într-o limbă pe care o înţelege, fără.", CENTRAL),
    "lt": ("Valstybės narės užtikrina, kad prašytojas būtų informuotas apie jį.", "windows-1257"),
    "tr": ("Üye devletler değişiklikleri anlayacakları bir dilde açıklar. Işık.", "windows-1254"),
    "ru": ("Государства обеспечивают, чтобы заявитель был проинформирован.", "windows-1251 koi8-r"),
    "el": ("Τα κράτη μέλη μεριμνούν ώστε κάθε αιτών να ενημερώνεται.", "windows-1253 iso-8859-7"),
    "he": ("המדינות החברות יבטיחו שכל מבקש יקבל מידע על זכויותיו.", "windows-1255"),
    "ar": ("تضمن الدول الأعضاء إبلاغ كل مقدم طلب بحقوقه بلغة يفهمها.", "windows-1256"),
    "ja": ("加盟国は、すべての申請者が理解できる言語で知らされることを確保する。", "cp932 euc-jp"),
    "zh": ("成员国应当确保每一位申请人以其能够理解的语言被告知其权利。", "gb18030"),
    "zh-tw": ("成員國應當確保每一位申請人以其能夠理解的語言被告知其權利。", "big5"),
    "ko": ("회원국은 모든 신청인이 이해할 수 있는 언어로 통지받도록 보장하여야 한다.", "cp949"),
}
CASES = [
    (sentence, encoding)
    for sentence, encodings in SENTENCES.values()
    for encoding in encodings.split()
]
MARKED = ("utf-8-sig", "utf-16", "utf-32")
UNMARKED = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
WRITTEN = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).map(canonical)


@pytest.mark.parametrize(("sentence", "encoding"), CASES)
def test_a_sentence_in_an_old_encoding_is_read_and_the_guess_is_said(
    sentence: str, encoding: str
) -> None:
    decoded = decode(sentence.encode(encoding), "a.txt")
    assert decoded.text == sentence
    assert "does not state its encoding; it was read as" in decoded.notices[0]


@given(st.sampled_from(CASES), st.integers(1, 30), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_more_of_the_same_language_reads_the_same(
    case: tuple[str, str], times: int, end: str
) -> None:
    sentence, encoding = case
    text = (sentence + end) * times
    assert decode(text.encode(encoding), "a.txt").text == canonical(text)


@given(WRITTEN, st.sampled_from(MARKED))
def test_any_text_with_a_mark_is_read(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.notices) == (text.removeprefix("\ufeff"), ())


@given(WRITTEN)
def test_any_text_in_utf_8_is_read(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text.removeprefix("\ufeff")


def test_japanese_between_escapes_is_read() -> None:
    text = "加盟国は、知らされる。 x"
    assert decode(text.encode("iso2022_jp"), "a.txt").text == text


@pytest.mark.parametrize("encoding", UNMARKED)
@pytest.mark.parametrize("text", ["Words.", "Слова и слова\n", "漢字、一\n一刀 漢字\n", "😀 x\n"])
def test_wide_text_without_a_mark_shows_by_its_zero_bytes(encoding: str, text: str) -> None:
    assert decode((text * 3).encode(encoding), "a.txt").text == text * 3


def test_a_slip_in_much_utf_8_is_shown_and_said() -> None:
    decoded = decode("Größe ".encode() * 20 + b"\xff!", "a.txt")
    assert decoded.text == "Größe " * 20 + "\ufffd!"
    assert decoded.notices == ("Places that are not UTF-8 like the rest, shown as \ufffd: 1.",)


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9",
        b"\xff\xfe\x00",
        b"PK\x03\x04\x00\x00",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "K\u00f6nige \u00fcber \u00c4rger".encode("cp850"),
        bytes(range(128, 256)) * 3,
    ],
)
def test_bytes_that_cannot_be_told_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncoding, match=r"a\.txt is not text in an encoding that can"):
        decode(data, "a.txt")


@given(st.binary(max_size=400))
@example(b"\x1b$B" + b"\xff" * 30)
@example(b"a\x00" * 30 + b"\xd8")
def test_bytes_are_read_or_refused_and_always_alike(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except SourceError:
        return
    assert canonical(decoded.text) == decoded.text
    assert decode(data, "a.txt") == decoded


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (b"\x93caf\xe9\x94", "iso-8859-1", "“café”"),
        ("café".encode(), "iso-8859-1", "café"),
        ("列".encode("gb18030"), "gb2312", "列"),
        (b"caf\xe9", "utf-8", None),
        (b"caf\xe9", "base64", None),
        (b"caf\xe9", "no-such", None),
    ],
)
def test_a_declared_encoding_is_taken_where_it_fits(
    data: bytes, name: str, text: str | None
) -> None:
    assert declared(data, name) == text
