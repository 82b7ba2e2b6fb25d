"""PDFs of other people, looked at by eye: what must be in their text, and what must not."""

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import LockedSource, ScannedSource
from ingest.readers.pdf import read

EXAMPLES = Path(__file__).parents[4] / "shared" / "data" / "robustness" / "example-docs"


def example(name: str) -> Document:
    path = EXAMPLES / name
    if not path.exists():
        pytest.skip("the example files are not here: ../shared/data/robustness is missing")
    return read(path.read_bytes(), "e", path.name)


@pytest.mark.parametrize(
    ("name", "quotes"),
    [
        (
            "pdf/multi-column-2p.pdf",
            [
                "benchmarks.\n\n1 Introduction\n\nOpen-domain question answering (QA) (Voorhees",
                "results on multiple open-domain QA datasets, it also suffers from two weaknesses.",
                "is often observed in practice, indicating the needs of improving retrieval.",
                "(2) For instance, the exact match score on SQuAD v1.1 drops from above 80%",
            ],
        ),
        (
            "language-docs/fr_olap.pdf",
            ["à l’utilisateur une représentation concise", "grossièrement ce qui a été fait sur"],
        ),
        (
            "pdf/list-item-example.pdf",
            ["- What challenges may arise in development?\n- What is product development and"],
        ),
        ("pdf/a1977-backus-p21.pdf", ["it is convenient to create functions which serve as names"]),
        ("rotated-page-90.pdf", ["Rotated page fixture", "Second line of text here"]),
        ("pdf/embedded-images-tables.pdf", ["8 | 0.1240 | 0.0556 | 0.5896", "0.5 M H2SO4"]),
        ("pdf/copy-protected.pdf", ["2. A rich repository of pre-trained neural network models"]),
        ("pdf/fake-bold-sample.pdf", ["BOLD TEXT SAMPLE"]),
    ],
)
def test_a_strangers_page_is_read(name: str, quotes: list[str]) -> None:
    text = example(name).text
    for quote in quotes:
        assert quote in text


def test_running_heads_of_twelve_pages_are_left_out() -> None:
    document = example("language-docs/fr_olap.pdf")
    assert document.text.count("Résumés et interrogations de logs de requêtes OLAP") == 1
    assert "RNTI" not in document.text.split("\n")


def test_white_filling_between_words_is_reported() -> None:
    document = example("pdf/interface-config-guide-p93.pdf")
    assert "SPACERTEXT" not in document.text
    assert document.notices[0].startswith("Hidden text was left out: 10 characters")


def test_scans_and_locked_files_are_refused() -> None:
    with pytest.raises(ScannedSource):
        example("pdf/loremipsum-flat.pdf")
    with pytest.raises(LockedSource):
        example("pdf/password.pdf")
