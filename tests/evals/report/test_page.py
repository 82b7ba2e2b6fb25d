"""The report as a page: complete, inert, and with nothing from elsewhere."""

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from evals.compare.comparison import compare
from evals.compare.tolerances import DEFAULTS
from evals.report.faults import Fault, fault
from evals.report.measured import measured
from evals.report.page.markup import element, text
from evals.report.page.page import report_page
from evals.runs.record import Evaluation
from tests.evals.compare.test_comparison import NOW, THEN, evaluation
from tests.evals.compare.test_resampling import MIXED
from tests.evals.records import TEXT, TWO, a_record, a_run, an_evaluation, asked, cited
from tests.evals.report.test_faults import CASES

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp;“\u202eevil'


def page(evaluation: Evaluation, comparison=None, content: str = TEXT) -> str:
    return report_page(evaluation, measured(evaluation), lambda *_: content, comparison)


def every_fault() -> Evaluation:
    records = [replace(record, id=f"q{n}") for n, (record, _, _) in enumerate(CASES.values())]
    return an_evaluation(a_run(*records), a_run(*records[:5], pipeline="stock"))


@pytest.fixture(scope="module")
def shown() -> Any:
    return parsed(page(every_fault()))


def parsed(content: str) -> Any:
    return html.document_fromstring(content)


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_nothing_runs_and_nothing_comes_from_elsewhere() -> None:
    content = page(every_fault())
    assert "<script" not in content
    assert "http" not in re.sub(r'http-equiv="', "", content)
    assert "default-src 'none'" in content
    assert not re.search(r"url\(|@import|\son\w+=", content)


def test_every_link_leads_to_a_place_of_the_page(shown) -> None:
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in shown.xpath("//@href"):
        assert link[0] == "#"
        assert link[1:] in ids


def test_every_question_stands_under_what_went_wrong_with_it(shown) -> None:
    for record in every_fault().footnote.records:
        (body,) = shown.xpath(f'//*[@id="q-tiny/{record.id}"]')
        group = next(node for node in body.iterancestors("section"))
        assert group.get("id") == fault(record).name.lower().replace("_", "-")


def test_the_worst_come_first_and_what_is_right_last(shown) -> None:
    groups = shown.xpath('//section[@class="group"]/@id')
    assert groups == [each.name.lower().replace("_", "-") for each in Fault]


def test_the_cited_characters_are_marked_in_their_passage(shown) -> None:
    (body,) = shown.xpath('//*[@id="q-tiny/q0"]')
    (quote,) = body.iter("blockquote")
    assert [words(mark) for mark in quote.iter("mark")] == [f"1{TEXT[slice(*TWO)]}"]
    assert words(quote).replace("1Two", "Two") == TEXT
    (gold,) = body.xpath('.//*[@class="gold-list"]/li')
    assert "a · cited · retrieved by rank 2" in words(gold)


def test_an_inexact_citation_shows_both_what_it_says_and_what_stands_there(shown) -> None:
    number = list(CASES).index("inexact")
    (body,) = shown.xpath(f'//*[@id="q-tiny/q{number}"]')
    assert "Citation 1 says that these characters are: “Two is second!”" in words(body)


def test_headlines_stand_with_intervals_beside_the_other_pipelines() -> None:
    shown = parsed(page(an_evaluation(a_run(*MIXED), a_run(*MIXED[:9]))))
    card = shown.xpath('//article[h3="answer right" or h3="first statement right"]')[0]
    assert "50.0 %" in words(card)
    assert "95 %: " in words(card)
    assert "100.0 %" in words(card)


def test_drawings_are_told_to_those_who_do_not_see_them(shown) -> None:
    drawings = shown.xpath('//svg[@role="img"]')
    assert len(drawings) == 3
    for drawing in drawings:
        title, desc = (shown.get_element_by_id(id) for id in drawing.get("aria-labelledby").split())
        assert title.tag == "title"
        assert len(words(desc)) > 50
    assert len(shown.xpath("//figure//table")) == 3


def test_what_texts_questions_and_models_say_is_shown_as_text() -> None:
    record = asked(cited(0, 13), kind=a_record().kind, answers=(EVIL,))
    assert record.detail
    detail = replace(
        record.detail,
        question=replace(record.detail.question, question=EVIL, history=(EVIL,), answers=(EVIL,)),
        answer={**record.detail.answer, "standalone_question": EVIL},
        judgement=EVIL,
    )
    evil = replace(record, id=EVIL, detail=detail)
    content = page(an_evaluation(a_run(evil, pipeline=EVIL)), content=EVIL + TEXT)
    assert "<script" not in content
    assert "<img" not in content
    assert "\u202e" not in content
    assert words(parsed(content)).count("alert(1)") > 5


def test_a_comparison_has_its_section() -> None:
    comparison = compare(evaluation(THEN), evaluation(NOW), DEFAULTS, "then.json")
    shown = parsed(page(evaluation(NOW), comparison))
    section = shown.get_element_by_id("compared")
    assert "rose from 0.000 to 0.333" in words(section)
    assert next(section.iter("a")).get("href") == "#q-tiny/b"
    assert "Asked in the earlier run only: 1" in words(section)
    assert not parsed(page(evaluation(NOW))).xpath('//*[@id="compared"]')


def test_a_run_without_answers_makes_a_page() -> None:
    bare = an_evaluation(a_run(*(replace(record, detail=None) for record in MIXED)))
    assert page(bare).count("<details") > len(MIXED)


def test_markup_leads_nowhere() -> None:
    with pytest.raises(ValueError, match="leads out"):
        element("a", "away", href="https://example.org")
    assert text("a\rb\x00") == "a&#13;b\ufffd"
