"""Acts in JSON become pages of the Official Journal that the EUR-Lex reader reads."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from evals.benchmarks.acts import Block, Point, blocks_of, convert, main, nested, page, paragraphs
from ingest.readers.eurlex import html as eurlex

COLLECTION = Path(__file__).parents[3] / "shared" / "data" / "pact-acts"
# Articles and recitals of each act, as its page in the Official Journal has them.
COUNTS = {
    "ammr": (85, 94),
    "apr": (79, 108),
    "cfmr": (20, 68),
    "eurodac": (63, 99),
    "qr": (42, 78),
    "rbpr": (14, 25),
    "rcd": (38, 77),
    "sr": (25, 67),
    "urfa": (16, 51),
}

KITES = {
    "celex": "32099R0001",
    "title": "REGULATION (EU) 2099/1 OF THE COUNCIL of 1 January 2099 on kites",
    "recitals": [
        {"number": 1, "text": "Kites fly over borders."},
        {"number": 2, "text": "Rules are needed,\n\nHAVE ADOPTED THIS REGULATION:"},
    ],
    "articles": [
        {
            "number": 1,
            "content": "Strings\n1. A kite shall have a string that is:\n\n(a) strong; and\n\n"
            "(b) one of:\n\n(i) red;\n\n(ii) orange.\n\nPoint (b) does not apply at night.\n\n"
            "2. Strings are cut on < 3 beaches & lakes.",
        },
        {"number": 2, "content": "Scope\nThis Regulation applies on land.\n\nNot at sea."},
        {
            "number": 3,
            "content": "Amendments to Regulation (EU) 2098/9\nIt is amended as follows:\n\n(1)\n\n"
            "Article 4 is replaced by the following:\n\n‘Article 4\n\nTails\n\n"
            "1. Tails are long.’;\n\n(2) Article 5 is deleted.",
        },
    ],
}


def read(act: dict[str, object]) -> Document:
    return eurlex.read(page(act).encode(), "kites", "kites.html")


def body_of(document: Document, label: str) -> str:
    (section,) = [section for section in document.outline if section.label == label]
    return document.text[section.body : section.end].strip()


def labels_of(document: Document, *kinds: str) -> list[str]:
    return [section.label for section in document.outline if section.kind in kinds]


# The page


def test_the_title_and_the_day_of_publication_are_read():
    document = read(KITES)
    assert document.title == "Regulation (EU) 2099/1 on kites"
    assert document.metadata.identifier == "32099R0001"
    assert document.metadata.edition == "Official Journal, 22 May 2024"


def test_the_formula_of_adoption_is_no_part_of_the_last_recital():
    document = read(KITES)
    assert labels_of(document, "recital") == ["Recital 1", "Recital 2"]
    assert body_of(document, "Recital 2") == "Rules are needed,"
    assert "HAVE ADOPTED THIS REGULATION:" in document.text


def test_paragraphs_points_and_subpoints_bear_the_labels_they_are_cited_by():
    document = read(KITES)
    assert labels_of(document, "paragraph", "point", "subpoint")[:6] == [
        "Article 1(1)",
        "Article 1(1)(a)",
        "Article 1(1)(b)",
        "Article 1(1)(b)(i)",
        "Article 1(1)(b)(ii)",
        "Article 1(2)",
    ]
    assert body_of(document, "Article 1(1)(b)(ii)") == "orange."
    assert body_of(document, "Article 1(2)") == "Strings are cut on < 3 beaches & lakes."


def test_words_behind_a_list_are_a_subparagraph():
    document = read(KITES)
    sentence = "Point (b) does not apply at night."
    assert body_of(document, "Article 1(1), second subparagraph") == sentence


def test_an_article_without_numbers_has_its_paragraphs():
    assert body_of(read(KITES), "Article 2, second paragraph") == "Not at sea."


def test_the_new_text_of_another_act_is_plain_text_of_the_point_that_brings_it():
    document = read(KITES)
    assert labels_of(document, "article") == ["Article 1", "Article 2", "Article 3"]
    assert "Tails are long" in body_of(document, "Article 3(1)")
    assert body_of(document, "Article 3(2)") == "Article 5 is deleted."


# Which block belongs to which


def outline(*texts: str) -> list[object]:
    """What `nested` makes of blocks: each point as [marker, words, points…]."""

    def plain(content: str | Point) -> object:
        return (
            content if isinstance(content, str) else [content.marker, *map(plain, content.content)]
        )

    return [plain(content) for content in nested([Block(text) for text in texts])]


def test_i_is_a_letter_after_h():
    assert outline("(h) eight;", "(i) nine;", "(j) ten.") == [
        ["(h)", "eight;"],
        ["(i)", "nine;"],
        ["(j)", "ten."],
    ]


def test_i_is_a_number_behind_a_colon():
    assert outline("(h) any of:", "(i) one;", "(ii) two;", "(i) nine.") == [
        ["(h)", "any of:", ["(i)", "one;"], ["(ii)", "two;"]],
        ["(i)", "nine."],
    ]


def test_a_list_goes_on_after_the_points_inside_of_one():
    assert outline("(1) a:", "(a) b;", "(b) c:", "— d;", "— e;", "(c) f;", "(2) g.") == [
        ["(1)", "a:", ["(a)", "b;"], ["(b)", "c:", ["—", "d;"], ["—", "e;"]], ["(c)", "f;"]],
        ["(2)", "g."],
    ]


def test_words_without_a_number_close_every_list():
    assert outline("All:", "(a) b:", "(i) c.", "Then:", "(a) d.") == [
        "All:",
        ["(a)", "b:", ["(i)", "c."]],
        "Then:",
        ["(a)", "d."],
    ]


def test_only_the_next_number_begins_a_paragraph():
    blocks = [Block("1. One."), Block("3. Three apples."), Block("2. Two.")]
    assert [number for number, _ in paragraphs(blocks)] == [1, 2]


def test_quotes_are_told_from_definitions():
    text = "‘kite’ means a toy.\n\n1. It flies.’;"
    assert [block.quoted for block in blocks_of(text, amends=False)] == [False, False]
    assert [block.quoted for block in blocks_of(text, amends=True)] == [True, True]


def test_a_marker_that_stands_alone_belongs_to_the_next_block():
    assert [block.text for block in blocks_of("(1)\n\nOne.", amends=False)] == ["(1) One."]


# Folders


def test_every_act_of_a_folder_becomes_a_page(tmp_path, capsys):
    (tmp_path / "kites.json").write_text(json.dumps(KITES))
    (tmp_path / "index.json").write_text(json.dumps([{"id": "kites"}]))
    target = tmp_path / "new" / "acts"
    assert main([str(tmp_path), str(target)]) == 0
    assert capsys.readouterr().out == f"{target / 'kites.html'}\n"
    assert [file.name for file in target.iterdir()] == ["kites.html"]


def test_a_folder_without_acts_is_wrong_use(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path), str(tmp_path / "acts")])
    assert f"there are no acts in {tmp_path}" in capsys.readouterr().err


# The nine acts


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def all_text(act: dict[str, Any]) -> str:
    recitals, articles = act["recitals"], act["articles"]
    texts = [recital["text"] for recital in recitals] + [article["content"] for article in articles]
    return " ".join([act["title"], *texts])


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    if not COLLECTION.is_dir():
        pytest.skip("the acts are not here: ../shared/data/pact-acts is missing")
    files = convert(COLLECTION, tmp_path_factory.mktemp("acts"))
    return {file.stem: file for file in files}


@pytest.mark.parametrize("name", COUNTS)
def test_an_act_keeps_its_articles_its_recitals_and_every_word(pages, name):
    document = eurlex.read(pages[name].read_bytes(), name, pages[name].name)
    act = json.loads((COLLECTION / f"{name}.json").read_text(encoding="utf-8"))
    kinds = Counter(section.kind for section in document.outline)
    assert (kinds["article"], kinds["recital"]) == COUNTS[name]
    assert document.metadata.identifier == act["celex"]
    assert not words(all_text(act)) - words(document.text)


def test_the_collection_has_nine_acts(pages):
    assert set(pages) == set(COUNTS)
