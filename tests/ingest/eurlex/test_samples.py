"""Real acts: the counts that are known of them, and two dialects of one act side by side.

The files are not part of the project; where ../shared is missing, these tests are skipped.
"""

from collections import Counter
from pathlib import Path

import pytest

from corpus.document import Document
from ingest.readers.eurlex import formex, html
from tests.ingest.eurlex.acts import labels, zipped

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "eurlex-samples"


def sample(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"the sample is not here: ../shared/data/eurlex-samples/{name} is missing")
    if path.is_dir():
        return zipped({file.name: file.read_bytes() for file in sorted(path.iterdir())})
    return path.read_bytes()


def kinds(document: Document) -> Counter[str]:
    return Counter(section.kind for section in document.outline)


@pytest.fixture(scope="module")
def gdpr() -> Document:
    return html.read(sample("gdpr-oj.html"), "gdpr", "gdpr-oj.html")


def test_the_parts_of_the_gdpr(gdpr: Document) -> None:
    counts = kinds(gdpr)
    assert (counts["article"], counts["recital"], counts["paragraph"]) == (99, 173, 372)
    assert (counts["chapter"], counts["section"], counts["annex"]) == (11, 15, 0)
    assert len(gdpr.notes) == counts["note"] == 21
    assert gdpr.title == "Regulation (EU) 2016/679 (General Data Protection Regulation)"
    assert gdpr.metadata.identifier == "32016R0679"
    assert gdpr.metadata.date == "2016-04-27"
    assert gdpr.metadata.edition == "Official Journal, 4 May 2016"


def test_html_and_formex_of_the_gdpr_are_the_same_text(gdpr: Document) -> None:
    other = formex.read(sample("gdpr.fmx.xml"), "gdpr", "gdpr.fmx.xml")
    assert other.version == gdpr.version
    assert other.outline == gdpr.outline
    assert other.notes == gdpr.notes


def test_only_sections_are_numbered_anew_in_the_gdpr(gdpr: Document) -> None:
    counts = Counter(s.label for s in gdpr.outline if s.kind != "section")
    assert max(counts.values()) == 1


def test_the_ai_act_from_its_package() -> None:
    document = formex.read(sample("formex-ai-act"), "ai", "ai.zip")
    counts = kinds(document)
    assert (counts["article"], counts["recital"], counts["annex"]) == (113, 180, 13)
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
    assert labels(document, "annex") == [f"Annex {number}" for number in roman]
    headings = [document.text[s.start : s.body] for s in document.outline if s.kind == "annex"]
    assert headings[2] == "ANNEX III\nHigh-risk AI systems referred to in Article 6(2)"
    assert document.title == "Regulation (EU) 2024/1689 (Artificial Intelligence Act)"
    assert document.metadata.identifier == "32024R1689"
    assert document.metadata.edition == "Official Journal, 12 July 2024"
    assert "Annex III, point 5(a)" in labels(document)
    assert "Annex VII, point 3.1(b)" in labels(document)


def test_the_digital_services_act_from_its_package() -> None:
    document = formex.read(sample("formex-dsa"), "dsa", "dsa.zip")
    counts = kinds(document)
    assert (counts["article"], counts["recital"]) == (93, 156)
    assert document.metadata.identifier == "32022R2065"


def test_what_the_ai_act_inserts_elsewhere_is_not_its_own() -> None:
    document = formex.read(sample("formex-ai-act"), "ai", "ai.zip")
    within = [name for name in labels(document) if name.startswith("Article 108")]
    assert within == ["Article 108", *(f"Article 108({number})" for number in range(1, 7))]


@pytest.mark.parametrize(
    ("name", "deepest"),
    [
        ("eurlex-oj-example.html", "Article 1(1)(b)(i)"),
        ("eurlex-consolidated-example.html", "Article 1(1)(b)"),
        ("formex-example.xml", "Article 1(1)(b)"),
    ],
)
def test_the_small_examples_give_their_paths(name: str, deepest: str) -> None:
    read = formex.read if name.endswith(".xml") else html.read
    document = read(sample(name), "kites", name)
    (section,) = (s for s in document.outline if s.label == deepest)
    path = [s.label for s in document.outline if s.start <= section.start < section.end <= s.end]
    assert path[:3] == ["Chapter I", "Article 1", "Article 1(1)"]
    chapter = next(s for s in document.outline if s.kind == "chapter")
    assert document.text[chapter.start : chapter.body] == "CHAPTER I\nGeneral rules"
    last = "Article 1(1), second subparagraph"
    assert (last in labels(document)) == (name != "eurlex-consolidated-example.html")
