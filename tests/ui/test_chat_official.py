"""The official original: an address of EUR-Lex and nothing else, at the provision shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from corpus.document import Document, Metadata
from ingest.readers.eurlex import html as eurlex
from tests.law import KITES, kite_act
from ui.chat.markup import OFFICIAL, element
from ui.chat.official import original

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "eurlex-samples"
BASE = f"https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:{KITES}"


def address(document: Document, words: str) -> str:
    found = original(document, document.text.index(words))
    assert found
    return found.address


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("Kites rise", "#rct_1"),
        ("General rules", "#cpt_I"),
        ("For the purposes", "#art_1"),
        ("visible, meaning", "#002.001"),
        ("Each kite as", "#002.002"),
        ("This Regulation enters", "#art_3"),
        ("Having regard", ""),
    ],
)
def test_the_address_leads_to_the_provision(words: str, anchor: str) -> None:
    assert address(kite_act(), words) == BASE + anchor


def test_a_consolidated_text_has_anchors_of_articles_alone() -> None:
    act = kite_act()
    consolidated = replace(
        act, metadata=replace(act.metadata, identifier="02031R0007-20330101", language="fr")
    )
    assert address(consolidated, "visible, meaning") == (
        "https://eur-lex.europa.eu/legal-content/FR/TXT/HTML/?uri=CELEX:02031R0007-20330101#art_2"
    )


def test_an_eli_leads_to_the_act_as_a_whole() -> None:
    eli = "http://data.europa.eu/eli/reg/2031/7/oj"
    found = original(Document("d", "D", "Text", metadata=Metadata(identifier=eli)), 0)
    assert found
    assert found.address == "https://data.europa.eu/eli/reg/2031/7/oj"
    assert found.host == "data.europa.eu"


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "footnote:pact-overview",
        "https://evil.example/eli/reg/2031/7/oj",
        "http://data.europa.eu.evil.example/eli/reg/2031/7/oj",
        "http://data.europa.eu/eli/reg/2031/7/oj?to=//evil.example",
        "32031R0007&to=//evil.example",
        "32031R0007\n",
        "javascript:alert(1)",
        "32031r0007",
    ],
)
def test_what_is_no_name_of_an_act_leads_nowhere(identifier: str) -> None:
    metadata = Metadata(identifier=identifier, origin="https://evil.example/")
    assert original(Document("d", "D", "Text", metadata=metadata), 0) is None


@given(st.text(max_size=60), st.text(max_size=8))
def test_whatever_a_document_says_of_itself_links_lead_to_official_texts(
    identifier: str, language: str
) -> None:
    metadata = Metadata(identifier=identifier, language=language)
    found = original(Document("d", "D", "Text", metadata=metadata), 0)
    if found:
        assert found.address.startswith(OFFICIAL)
        element("a", "official", href=found.address)


def test_every_anchor_of_a_real_act_is_on_its_page() -> None:
    page = SAMPLES / "gdpr-oj.html"
    if not page.exists():
        pytest.skip("the page is not here: ../shared/data/eurlex-samples is missing")
    data = page.read_bytes()
    document = eurlex.read(data, "gdpr", "gdpr-oj.html")
    document = replace(document, metadata=replace(document.metadata, identifier="32016R0679"))
    there = set(html.fromstring(data).xpath("//@id"))
    led_to = {address_at(document, section.start) for section in document.outline}
    anchors = {found.partition("#")[2] for found in led_to} - {""}
    assert anchors <= there
    assert sum(anchor.startswith("art_") for anchor in anchors) >= 90
    assert sum(anchor.startswith("rct_") for anchor in anchors) == 173


def address_at(document: Document, at: int) -> str:
    found = original(document, at)
    assert found
    return found.address
