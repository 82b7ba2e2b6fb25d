"""`footnote library`."""

from corpus.library import Library


def test_the_list(shipped) -> None:
    result = shipped("library")
    head, *rows = result.stdout.splitlines()
    assert head.split() == [
        *("id", "title", "language", "authority"),
        *("date", "version", "passages", "characters"),
    ]
    factsheet = next(row for row in rows if row.startswith("pact/factsheet "))
    assert factsheet.split()[1] == "Pact"
    assert "official explanation" in factsheet
    assert "\x1b" not in result.stdout


def test_the_list_as_json(shipped) -> None:
    documents = {d["document"]: d for d in shipped.json("library")["documents"]}
    factsheet = documents["pact/factsheet"]
    assert factsheet["title"] == "Pact on Migration and Asylum"
    assert factsheet["authority"] == "official explanation"
    assert factsheet["passages"] > 1


def test_the_outline_marks_a_section_without_text(shipped) -> None:
    lines = shipped("library", "--document", "pact/factsheet").stdout.splitlines()
    empty = [line for line in lines if "no text" in line]
    assert len(empty) == 1
    assert "Preventing irregular departures and loss of life (no text)" in empty[0]


def test_the_outline_as_json(shipped, shipped_library) -> None:
    outline = shipped.json("library", "--document", "pact/factsheet")
    assert list(outline) == [
        *("document", "title", "version", "language", "authority", "sections", "passages"),
    ]
    assert list(outline["sections"][0]) == ["label", "kind", "level", "start", "end"]
    with Library.open(shipped_library) as library:
        text = library.document("pact/factsheet").text
    for section in outline["sections"]:
        assert text[section["start"] : section["end"]].lstrip("# ").startswith(section["label"])


def test_the_text_and_nothing_else(shipped, shipped_library) -> None:
    with Library.open(shipped_library) as library:
        text = library.document("pact/factsheet").text
    result = shipped("library", "--document", "pact/factsheet", "--text")
    assert result.stdout_bytes == text.encode("utf-8")


def test_an_unknown_document(shipped) -> None:
    result = shipped("library", "--document", "pact/nothing")
    assert result.exit_code == 2
    assert "“pact/nothing”" in result.stderr


def test_text_needs_a_document(shipped) -> None:
    assert shipped("library", "--text").exit_code == 2
    assert shipped("library", "--document", "pact/factsheet", "--text", "--json").exit_code == 2
