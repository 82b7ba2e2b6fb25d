"""E-mail: subject, head and words; what is attached is named."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import canonical
from corpus.errors import EmptySource, LockedSource, SourceError
from ingest.readers.mail import read


def letter(words: str = "Words.", subject: str = "A subject") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann <ann@example.org>"
    message["To"] = "bob@example.org"
    message["Date"] = "Tue, 14 May 2024 10:00:00 +0200"
    message["Subject"] = subject
    message.set_content(words)
    return message


HEAD = "From: Ann <ann@example.org>\nTo: bob@example.org\nDate: Tue, 14 May 2024 10:00:00 +0200"


def test_a_letter_is_its_subject_its_head_and_its_words() -> None:
    document = read(letter().as_bytes(), "d", "m.eml")
    assert document.text == f"A subject\n\n{HEAD}\n\nWords."
    assert (document.title, document.metadata.date) == ("A subject", "2024-05-14")
    assert [(s.label, s.kind) for s in document.outline] == [("A subject", "title")]


def test_encoded_words_and_transfer_encodings_are_undone() -> None:
    document = read(letter("Größe – 😀\n" * 20, "Über ☂").as_bytes(), "d", "m.eml")
    assert document.title == "Über ☂"
    assert document.text.endswith("Größe – 😀")


def test_of_several_forms_the_plain_words_are_taken() -> None:
    message = letter("The plain form.")
    message.add_alternative("<p>The <b>rich</b> form.</p>", subtype="html")
    assert read(message.as_bytes(), "d", "m.eml").text.endswith("\n\nThe plain form.")


def test_html_is_read_as_such_where_it_is_all_there_is() -> None:
    message = letter()
    message.set_content("<h1>Head</h1><ul><li>a</ul><p hidden>secret</p>", subtype="html")
    document = read(message.as_bytes(), "d", "m.eml")
    assert document.text.endswith("\n\nHead\n\n- a")
    assert [(s.label, s.level) for s in document.outline] == [("A subject", 1), ("Head", 2)]
    assert document.notices == ("Hidden text removed: 6 characters, places: 1.",)


def test_what_is_attached_is_named_and_an_attached_letter_is_read() -> None:
    message = letter()
    message.add_attachment(b"data", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(letter("Inner words.", "Inner"))
    document = read(message.as_bytes(), "d", "m.eml")
    assert [(s.label, s.level) for s in document.outline] == [("A subject", 1), ("Inner", 2)]
    assert document.text.endswith("Inner words.")
    assert document.notices == ("Attachments left out: a.pdf.",)


def test_a_wrong_charset_is_put_right() -> None:
    head = b"From: a@b.c\nContent-Type: text/plain; charset=%s\n\n"
    assert read(head % b"no-such" + "Größe".encode(), "d", "m.eml").text.endswith("Größe")
    assert read(head % b"iso-8859-1" + "Größe".encode(), "d", "m.eml").text.endswith("Größe")
    assert read(head % b"iso-8859-1" + b"\x93Gr\xf6\xdfe\x94", "d", "m.eml").text.endswith(
        "“Größe”"
    )


def test_a_letter_saved_in_utf_16_is_read() -> None:
    data = letter().as_string().encode("utf-16")
    assert read(data, "d", "m.eml").text.endswith("Words.")


def test_an_encrypted_letter_is_refused() -> None:
    data = b"From: a@b.c\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nsecret\n--x--\n"
    with pytest.raises(LockedSource, match=r"m\.eml is encrypted"):
        read(data, "d", "m.eml")


def test_an_empty_letter_is_refused() -> None:
    with pytest.raises(EmptySource, match=r"m\.eml"):
        read(b"\n\n \n", "d", "m.eml")


LINE = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [b"Subject: =?utf-8?q?x?=", b"Content-Type: multipart/mixed; boundary=b", b"--b", b"",
         b"Content-Type: text/html; charset=x", b"Content-Transfer-Encoding: base64", b"--b--",
         b"Date: x", b"Content-Type: message/rfc822", b"<p>x", b"eHg="]
    ),
)  # fmt: skip


@given(st.lists(LINE, max_size=15).map(b"\n".join))
def test_any_message_is_read_or_refused_and_always_alike(data: bytes) -> None:
    try:
        document = read(data, "d", "m.eml")
    except SourceError:
        return
    assert canonical(document.text) == document.text
    assert read(data, "d", "m.eml") == document
