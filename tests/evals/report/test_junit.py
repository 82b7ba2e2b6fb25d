"""The JUnit XML: as build servers want it."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from lxml import etree

from evals.compare.comparison import compare
from evals.compare.tolerances import DEFAULTS
from evals.report.junit import junit
from tests.evals.compare.test_comparison import NOW, THEN, evaluation
from tests.evals.records import TWO, a_record, a_run, an_evaluation, cited

# What the schema of Ant's JUnit task asks for, written down anew.
SCHEMA = etree.RelaxNG(
    etree.fromstring("""
<element name="testsuites" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <zeroOrMore><element name="testsuite">
    <attribute name="name"><data type="token"><param name="minLength">1</param></data></attribute>
    <attribute name="package"><data type="token"/></attribute>
    <attribute name="id"><data type="int"/></attribute>
    <attribute name="timestamp"><data type="dateTime">
      <param name="pattern">[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}</param>
    </data></attribute>
    <attribute name="hostname"><data type="token"/></attribute>
    <attribute name="tests"><data type="int"/></attribute>
    <attribute name="failures"><data type="int"/></attribute>
    <attribute name="errors"><data type="int"/></attribute>
    <attribute name="time"><data type="decimal"/></attribute>
    <element name="properties"><zeroOrMore><element name="property">
      <attribute name="name"/><attribute name="value"/>
    </element></zeroOrMore></element>
    <zeroOrMore><element name="testcase">
      <attribute name="name"><data type="token"/></attribute>
      <attribute name="classname"><data type="token"/></attribute>
      <attribute name="time"><data type="decimal"/></attribute>
      <optional><element name="failure">
        <attribute name="message"/><attribute name="type"/><text/>
      </element></optional>
    </element></zeroOrMore>
    <element name="system-out"><text/></element>
    <element name="system-err"><text/></element>
  </element></zeroOrMore>
</element>""")
)


def parsed(content: str) -> ET.Element:
    SCHEMA.assertValid(etree.fromstring(content.encode()))
    return ET.fromstring(content)


def test_a_set_is_a_suite_and_a_question_a_case() -> None:
    (suite,) = parsed(junit(evaluation(NOW)))
    assert suite.get("name") == "tiny"
    assert (suite.get("tests"), suite.get("failures")) == ("4", "2")
    assert [case.get("name") for case in suite.iter("testcase")] == list(NOW)
    assert {case.get("classname") for case in suite.iter("testcase")} == {"tiny.fact"}


def test_a_failure_says_in_words_what_went_wrong() -> None:
    failures = list(parsed(junit(evaluation(NOW))).iter("failure"))
    assert [failure.get("type") for failure in failures] == [
        "wrongly refused",
        "retrieved but not chosen",
    ]
    assert failures[0].text == "?\nWhat it needs was retrieved by rank 2, and it was refused."


def test_with_a_baseline_the_figures_are_a_suite() -> None:
    comparison = compare(evaluation(THEN), evaluation(NOW), DEFAULTS)
    _, suite = parsed(junit(evaluation(NOW), comparison))
    failed = {case.get("name"): case.find("failure") for case in suite.iter("testcase")}
    assert suite.get("name") == "baseline"
    assert failed["right"] is None
    assert "rose from 0.000 to 0.333" in failed["wrongly_refused"].get("message", "")


def test_what_no_xml_may_hold_is_replaced() -> None:
    record = replace(a_record(cited(*TWO)), id="q\x00\x0b <&\ud800")
    (suite,) = parsed(junit(an_evaluation(a_run(record))))
    assert suite.find("testcase").get("name") == "q\ufffd\ufffd <&\ufffd"
