"""An evaluation as JUnit XML, which build servers show.

The elements and attributes are those of the schema of the Apache Ant JUnit task as Windy Road
wrote it down (github.com/windyroad/JUnit-Schema), the strictest of those in use.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree as ET

from evals.compare.comparison import Comparison
from evals.report.faults import Fault, explained, fault
from evals.runs.record import Circumstances, Evaluation, Record

NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that holds or fails; `failure` is the kind of failure and a sentence, `asked` the
    question where there is one.
    """

    name: str
    classname: str
    seconds: float
    failure: tuple[str, str] | None = None
    asked: str = ""


def junit(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """A suite for each question set with a case for each question as Footnote answered it; with a
    comparison, a suite of the figures that have a tolerance.
    """
    known = evaluation.circumstances
    suites = ET.Element("testsuites")
    for at, (name, records) in enumerate(by_set(evaluation.footnote.records).items()):
        suites.append(suite(name, at, list(map(case, records)), known))
    if comparison:
        suites.append(suite("baseline", len(suites), list(figures(comparison)), known))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def by_set(records: Iterable[Record]) -> dict[str, list[Record]]:
    sets: dict[str, list[Record]] = {}
    for record in records:
        sets.setdefault(record.question_set, []).append(record)
    return sets


def case(record: Record) -> Case:
    what = fault(record)
    return Case(
        name=record.id,
        classname=f"{record.question_set}.{record.kind.value}",
        seconds=record.scores.seconds.get("total", 0.0),
        failure=None if what is Fault.NONE else (what.value, explained(record)),
        asked=record.detail.question.question if record.detail else "",
    )


def figures(comparison: Comparison) -> Iterator[Case]:
    beyond = {breach.change.figure.name: str(breach) for breach in comparison.breaches}
    for change in comparison.changes:
        name = change.figure.name
        if name in comparison.tolerances:
            failed = ("beyond its tolerance", beyond[name]) if name in beyond else None
            yield Case(name, "baseline", 0.0, failed)


def suite(name: str, number: int, cases: Sequence[Case], known: Circumstances) -> ET.Element:
    started = datetime.fromisoformat(known.created_at).astimezone(UTC)
    element = ET.Element(
        "testsuite",
        {
            "name": clean(name),
            "package": "footnote",
            "id": str(number),
            "timestamp": f"{started:%Y-%m-%dT%H:%M:%S}",
            "hostname": "localhost",  # a run may be published: no machine is named
            "tests": str(len(cases)),
            "failures": str(sum(case.failure is not None for case in cases)),
            "errors": "0",
            "time": f"{sum(case.seconds for case in cases):.3f}",
        },
    )
    properties = ET.SubElement(element, "properties")
    for key, value in (("generation", known.generation), ("seed", known.seed)):
        ET.SubElement(properties, "property", {"name": key, "value": str(value)})
    element.extend(map(written, cases))
    ET.SubElement(element, "system-out")
    ET.SubElement(element, "system-err")
    return element


def written(case: Case) -> ET.Element:
    named = {"name": clean(case.name), "classname": clean(case.classname)}
    element = ET.Element("testcase", {**named, "time": f"{case.seconds:.3f}"})
    if case.failure:
        kind, sentence = case.failure
        told = {"type": kind, "message": clean(f"{kind}: {sentence}")}
        ET.SubElement(element, "failure", told).text = clean(f"{case.asked}\n{sentence}".strip())
    return element


def clean(text: str) -> str:
    """With U+FFFD for each character that no XML may hold."""
    return NOT_XML.sub("\ufffd", text)
