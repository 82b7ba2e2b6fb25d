"""What an act is called: CELEX numbers, short titles, dates, labels, in any language."""

import pytest

from ingest.readers.eurlex import html, labels, names
from ingest.readers.eurlex.languages import RECITALS, type_of_act
from tests.ingest.eurlex import acts
from tests.ingest.eurlex.acts import oj_page


@pytest.mark.parametrize(
    ("title", "celex"),
    [
        ("REGULATION (EU) 2016/679 OF THE EUROPEAN PARLIAMENT", "32016R0679"),
        ("REGULATION (EU) No 604/2013 OF THE EUROPEAN PARLIAMENT", "32013R0604"),
        ("COUNCIL REGULATION (EC) No 2725/2000", "32000R2725"),
        ("DIRECTIVE 2013/32/EU OF THE EUROPEAN PARLIAMENT", "32013L0032"),
        ("Directive 95/46/EC of the European Parliament", "31995L0046"),
        ("COUNCIL DECISION (EU) 2015/1601", "32015D1601"),
        ("COUNCIL FRAMEWORK DECISION 2008/977/JHA", "32008F0977"),
        ("DECISION No 1313/2013/EU", "32013D1313"),
        ("EUROPA-PARLAMENTETS OG RÅDETS FORORDNING (EU) 2016/679", "32016R0679"),
        ("VERORDNUNG (EU) Nr. 604/2013", "32013R0604"),
        ("AZ EURÓPAI PARLAMENT ÉS A TANÁCS (EU) 2016/679 RENDELETE", "32016R0679"),
        ("ΚΑΝΟΝΙΣΜΟΣ (ΕΕ) αριθ. 604/2013", "32013R0604"),
        ("Протокол 2016/679", ""),
        ("AGREEMENT", ""),
    ],
)
def test_a_title_names_its_act(title: str, celex: str) -> None:
    assert names.celex_of_title([title]) == celex


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("РЕГЛАМЕНТ", "R"), ("NAŘÍZENÍ", "R"), ("RÈGLEMENT", "R"), ("MÄÄRUS", "R"),
        ("ROZPORZĄDZENIE", "R"), ("UREDBA", "R"), ("RIALACHÁN", "R"), ("REGOLAMENT", "R"),
        ("SMERNICA", "L"), ("ΟΔΗΓΙΑ", "L"), ("DYREKTYWA", "L"), ("TREOIR", "L"),
        ("DURCHFÜHRUNGSBESCHLUSS", "D"), ("PÄÄTÖS", "D"), ("DEĊIŻJONI", "D"), ("ODLUKA", "D"),
    ],
)  # fmt: skip
def test_the_type_of_an_act_is_known_in_every_language(word: str, letter: str) -> None:
    assert type_of_act(word) == letter


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["REGULATION (EU) 2016/679 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL",
             "of 27 April 2016", "on persons (General Data Protection Regulation)",
             "(Text with EEA relevance)"],
            "Regulation (EU) 2016/679 (General Data Protection Regulation)",
        ),
        (
            ["REGULATION (EU) 2024/1351", "of 14 May 2024",
             "on asylum and migration management, amending Regulations (EU) 2021/1147"],
            "Regulation (EU) 2024/1351 on asylum and migration management",
        ),
        (
            ["DIRECTIVE 2013/32/EU OF THE EUROPEAN PARLIAMENT", "of 26 June 2013",
             "on common procedures (recast)"],
            "Directive 2013/32/EU on common procedures (recast)",
        ),
        (
            ["COMMISSION IMPLEMENTING REGULATION (EU) 2020/1", "on kites and repealing Regulation"],
            "Commission Implementing Regulation (EU) 2020/1 on kites",
        ),
        (["REGULATION (EC) No 604/2013 OF THE COUNCIL"], "Regulation (EC) No 604/2013"),
        ([], ""),
    ],
)  # fmt: skip
def test_a_short_title_is_recognised(lines: list[str], title: str) -> None:
    assert names.short_title(lines) == title


def test_a_short_title_is_short() -> None:
    title = names.short_title(["REGULATION (EU) 2099/1", "on " + "very " * 50 + "long kites"])
    assert len(title) <= names.LONGEST_TITLE + 2
    assert title.endswith("very …")


def test_a_consolidated_text_has_a_number_of_its_own() -> None:
    assert names.consolidated_celex("2016R0679", "2016-05-04") == "02016R0679-20160504"
    assert names.consolidated_celex("32016R0679", "2016-05-04") == "02016R0679-20160504"
    assert names.consolidated_celex("", "2016-05-04") == ""


@pytest.mark.parametrize(
    ("text", "day"), [("4.5.2016", "2016-05-04"), ("31.2.2016", ""), ("none", "")]
)
def test_a_day_in_figures(text: str, day: str) -> None:
    assert names.day_in_figures(text) == day


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("CHAPTER II", "Chapter II"),
        ("TITLE III", "Title III"),
        ("Section 1", "Section 1"),
        ("Section A. Lists", "Section A"),
        ("KAPITEL IV", "Kapitel IV"),
        ("I LUKU", "I Luku"),
        ("ANNEX", "Annex"),
    ],
)
def test_a_heading_gives_a_label(line: str, label: str) -> None:
    assert labels.heading(line) == label


def test_there_is_a_word_for_the_recital_in_all_24_languages() -> None:
    assert len(RECITALS) == 24


def test_other_languages_are_labelled_by_their_own_headings() -> None:
    body = (
        '<div id="pbl_1"><div id="rct_1"><table><tr><td>(1)</td><td>Drachen.</td></tr></table>'
        '</div></div><div id="enc_1"><div id="cpt_I"><p class="oj-ti-section-1">KAPITEL I</p>'
        '<div id="art_7"><p class="oj-ti-art">Artikel\xa07</p><div id="007.001">'
        "<p>(1)\xa0\xa0\xa0Eins:</p><table><tr><td>a)</td><td>rot;</td></tr></table><p>Zwei.</p>"
        '</div></div></div></div><div id="anx_I"><p class="oj-doc-ti">ANHANG I</p>'
        "<table><tr><td>1.</td><td>Rot.</td></tr></table></div>"
    )
    page = oj_page(body, "VERORDNUNG (EU) 2099/1").replace(b'"oj-hd-lg">EN', b'"oj-hd-lg">DE')
    document = html.read(page, "d", "d")
    assert acts.labels(document) == [
        "Verordnung (EU) 2099/1",
        "Preamble",
        "Erwägungsgrund 1",
        "Kapitel I",
        "Artikel 7",
        "Artikel 7(1)",
        "Artikel 7(1)(a)",
        "Artikel 7(1), ¶ 2",
        "Anhang I",
        "Anhang I, 1",
    ]
    kinds = {s.label: s.kind for s in document.outline}
    assert kinds["Kapitel I"] == "chapter"
    assert document.metadata.identifier == "32099R0001"
    assert document.metadata.language == "de"
