"""The page of an evidence pack: all that the pack says, and nothing that runs."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, cite
from qa.answer import Outcome, Support, Writing
from qa.pack import EvidencePack, PackedStatement, packed
from tests.generations import answer, cited
from tests.qa.packs import DATE, KITES, RED, STRING, act, pack, packed_answer
from ui.pack.markup import page_element, page_text
from ui.pack.page import pack_page

PACK = pack(cited(act(), STRING), cited(act(), RED), cited(act(), DATE))
HOSTILE = "</script><script>alert(1)</script><img src=//evil.example onerror=alert(1)>&lt;\0\u202e"


class Page(HTMLParser):
    """What a browser makes of a page: its tags, attributes and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self._within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self._within = tag

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within not in ("script", "style"):
            self.text += data
        if self._within == "mark":
            self.marked.append(data)


def page(pack: EvidencePack = PACK) -> Page:
    return Page(pack_page(pack))


# What it shows


def test_question_statements_and_quotes_are_shown() -> None:
    shown = page()
    assert "Question a?" in shown.text
    for words in (STRING, RED, DATE):
        assert shown.text.count(words) >= 2  # said, and marked in its passage
    assert shown.marked == [STRING, RED, DATE]


def test_every_citation_is_numbered_and_leads_to_its_words_and_back() -> None:
    shown = page()
    links = [value for name, value in shown.attributes if name == "href"]
    assert {"#c1", "#c2", "#c3", "#s1", "#s2", "#s3"} <= set(links)
    assert all(link.removeprefix("#") in shown.ids for link in links)
    assert len(shown.ids) == len(set(shown.ids))


def test_where_each_quote_stands_is_said() -> None:
    (citation,) = PACK.statements[1].citations
    stands = f"acts/kites, characters {citation.start} to {citation.end}, version "
    assert stands + citation.version[:8] in page().text
    assert citation.version in page().text


def test_quotes_of_one_passage_are_marked_in_it_together() -> None:
    assert page().tags.count("article") == 1
    long = act(KITES.replace("## Article 2", "Kites fly. " * 200 + "\n\n## Article 2"))
    apart = pack(*(cited(long, words) for words in (STRING, RED, DATE)), document=long)
    assert page(apart).tags.count("article") == 2
    assert page(apart).marked == [STRING, RED, DATE]


def test_a_passage_that_begins_with_its_label_has_it_once() -> None:
    long = act(KITES.replace("## Article 2", "Kites fly. " * 200 + "\n\n## Article 2"))
    assert page(pack(cited(long, RED), document=long)).text.count("Article 2") == 1


def test_quotes_that_overlap_are_marked_once() -> None:
    start = act().text.index(RED)
    half = cite(act(), "Article 2", start + 6, start + 30)
    shown = page(pack(cited(act(), RED), half))
    assert "".join(shown.marked) == RED
    assert {"c1", "c2"} <= set(shown.ids)


def test_how_the_answer_was_made_is_said() -> None:
    writing = Writing("ollama:llama3.2", "7", input_tokens=1200, output_tokens=80, cost=0.0123)
    given = replace(answer(cited(act(), RED)), writing=writing, model=writing.model)
    made = page(packed_answer(given, act())).text
    assert "language model asked" not in made
    for words in ("ollama:llama3.2", "1,200 read, 80 written", "$0.0123", "passages read", "all"):
        assert words in made


def test_why_a_language_model_did_not_write_it_is_said() -> None:
    writing = Writing("openai:gpt", "7", failure="The model answered nothing.")
    made = packed_answer(replace(answer(cited(act(), RED)), writing=writing), act())
    assert "The model answered nothing." in page(made).text
    assert "language model asked" in page(made).text


def test_an_unsupported_statement_is_shown_as_such_with_its_reasons() -> None:
    said = PackedStatement("Kites fly.", Support.UNSUPPORTED, None, ("No quote says it.",), ())
    shown = page(replace(PACK, statements=(said,)))
    assert "not supported" in shown.text
    assert "No quote says it." in shown.text


def test_that_the_documents_do_not_say_is_shown_with_what_stands_nowhere() -> None:
    given = replace(answer(), outcome=Outcome.NOT_FOUND)
    none = replace(packed_answer(given), missing_terms=("dragons",))
    assert "The documents do not say." in page(none).text
    assert "“dragons”" in page(none).text


def test_how_it_is_checked_is_one_line() -> None:
    assert "footnote verify FILE" in page().text


# What it is


def test_the_page_is_a_pack() -> None:
    assert packed(pack_page(PACK).encode(), "p") == PACK


def test_nothing_in_it_runs_and_nothing_comes_from_elsewhere() -> None:
    html = pack_page(PACK)
    assert "default-src 'none'" in html
    assert html.count("<script") == 1
    assert '<script type="application/json" id="evidence-pack">' in html
    names = {name for name, _ in page().attributes}
    assert not names & {"src", "srcset", "style", "action", "data"}
    assert not [name for name in names if name.startswith("on")]
    assert not re.search(r"url\(|@import|https?://", html.split("<body")[0])


def hostile(words: str) -> EvidencePack:
    document = Document("evil", words, f"Before. {words} After.\n")
    given = replace(
        answer(cite(document, words, 8, 8 + len(words))),
        question=words,
        standalone_question=words + "?",
        model=words,
    )
    return packed_answer(given, document, history=[words])


def test_hostile_words_stay_words() -> None:
    shown, plain = page(hostile(HOSTILE)), page(hostile("Kites fly."))
    assert shown.tags == plain.tags
    assert [name for name, _ in shown.attributes] == [name for name, _ in plain.attributes]
    assert shown.marked == [HOSTILE[:-2] + "\ufffd\ufffd"]


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_whatever_is_said_makes_no_markup(words: str) -> None:
    assert page(hostile(words)).tags == page(hostile("Kites fly.")).tags


@pytest.mark.parametrize("words", ["\r\n\t", "\x1b[2J", "a\u202eb\u2066c", "\ud7ff\U0010ffff"])
def test_control_characters_are_replaced_one_for_one(words: str) -> None:
    parsed = Page(f"<p>{page_text(words)}</p>").text
    assert len(parsed) == len(words)


def test_only_listed_tags_attributes_and_links_can_be_made() -> None:
    for attempt in (
        lambda: page_element("script", "alert(1)"),
        lambda: page_element("p", "x", onclick="alert(1)"),
        lambda: page_element("a", "x", href="https://evil.example"),
    ):
        with pytest.raises(ValueError, match="page"):
            attempt()
