"""The shipped texts on the Pact: our own words, named sources, and pinpoints that exist.

The acts themselves are not part of the project. Where they lie beside it in ../shared, each text
is held against them; everywhere else those tests are skipped.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import corpus
from corpus.document import Authority, Document
from corpus.sentences import sentence_spans
from ingest.readers.markdown import read
from tests.corpus.pinpoints import PINPOINT, Malformed, Place, places, without_pinpoints

PACT = Path(corpus.__file__).parent / "texts" / "pact"
FILES = sorted(PACT.glob("*.md"))
ACTS = Path(__file__).parents[3] / "shared" / "data" / "pact-acts"
TEN_ACTS = {f"2024/{number}" for number in (*range(1346, 1353), 1356, 1358, 1359)}

LONGEST_SHARED_RUN = 8  # words in a row that a sentence may have in common with an act
FIXED_TERMS = ("Treaty on the Functioning of the European Union",)

# Shares of a text's sentences, headings not counted, a little below what was measured.
HAS_A_PINPOINT = 0.85
NAMES_ITS_SOURCE = 0.65
# These two tell the story of the Pact and leave the pinpoints to the briefs.
STORIES = {"overview.md": 0.35, "four-pillars.md": 0.35}
SOURCE = re.compile(
    r"Art(?:icle|\.) \d|recital \d|according to|\(E[UC]\)|COM\(|SWD\(|factsheet|press|page|report",
    re.I,
)


def document(file: Path) -> Document:
    return read(file.read_bytes(), f"pact/{file.stem}", file.name)


DOCUMENTS = {file.name: document(file) for file in FILES}
OWN = sorted(name for name, text in DOCUMENTS.items() if text.metadata.authority == Authority.OWN)
# Briefs of one act each are named so in their titles.
BRIEFS = [name for name in OWN if DOCUMENTS[name].title.endswith(": a brief")]


def sentences(name: str) -> list[str]:
    """The sentences of a text without its headings."""
    text = DOCUMENTS[name]
    headings = {section.start for section in text.outline}
    spans = sentence_spans(text.text)
    return [text.text[start:end] for start, end in spans if start not in headings]


# The manifest


def manifest() -> dict[str, dict[str, Any]]:
    entries = tomllib.loads((PACT / "sources.toml").read_text(encoding="utf-8"))["text"]
    assert len(entries) == len({entry["file"] for entry in entries})
    return {entry["file"]: entry for entry in entries}


def test_every_text_is_in_the_manifest_and_every_entry_is_a_text():
    assert set(manifest()) == set(DOCUMENTS)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_head_and_manifest_agree(name):
    entry, text = manifest()[name], DOCUMENTS[name]
    assert entry["title"] == text.title
    assert entry["licence"] == text.metadata.licence
    assert entry["authority"] == text.metadata.authority
    assert entry["origin"].startswith(text.metadata.origin)
    assert ("written" in entry) == (name in OWN)
    assert "written" not in entry or str(entry["written"]) == text.metadata.date


def test_no_two_texts_share_an_identifier():
    assert len({text.metadata.identifier for text in DOCUMENTS.values()}) == len(DOCUMENTS)


# Pinpoints


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("Art. 57(1)", [("57", ("1",), 0)]),
        ("Art. 56(2)(b) and (3)", [("56", ("2", "b"), 0), ("56", ("3",), 0)]),
        ("Art. 20 to 23", [("20", (), 0), ("23", (), 0)]),
        ("recitals 62 to 64", [("", (), 62), ("", (), 64)]),
    ],
)
def test_a_pinpoint_names_places(listed, expected):
    act = "Regulation (EU) 2024/1351"
    assert places(f"So it is ({act}, {listed}).") == [Place(act, *parts) for parts in expected]


@pytest.mark.parametrize("listed", ["Article 57", "Art. 57 (1)", "57(1)", "recital 3(1)", "Art."])
def test_a_pinpoint_of_another_form_is_seen(listed):
    with pytest.raises(Malformed):
        places(f"(Regulation (EU) 2024/1351, {listed})")


@pytest.mark.parametrize("name", OWN)
def test_every_pinpoint_has_the_agreed_form(name):
    text = DOCUMENTS[name].text
    assert all(place.act for place in places(text))
    left_over = PINPOINT.sub("", text)
    assert "Art. " not in left_over, left_over[left_over.find("Art. ") - 80 :][:160]


@pytest.mark.parametrize("name", OWN)
def test_most_sentences_name_their_source(name):
    silent = sentences_without(SOURCE, name)
    assert share_with(silent, name) >= STORIES.get(name, NAMES_ITS_SOURCE), silent


@pytest.mark.parametrize("name", [*BRIEFS, "glossary.md"])
def test_nearly_every_sentence_about_an_act_has_a_pinpoint(name):
    without = sentences_without(PINPOINT, name)
    assert share_with(without, name) >= HAS_A_PINPOINT, without


def sentences_without(mark: re.Pattern[str], name: str) -> list[str]:
    return [sentence for sentence in sentences(name) if not mark.search(sentence)]


def share_with(without: list[str], name: str) -> float:
    return 1 - len(without) / len(sentences(name))


def test_the_ten_acts_each_have_a_brief_and_are_cited():
    assert len(BRIEFS) == len(TEN_ACTS)
    named = [place for name in BRIEFS for place in places(DOCUMENTS[name].text)]
    assert {number_of(place) for place in named} >= TEN_ACTS


# Against the acts


@dataclass(frozen=True)
class Act:
    number: str
    title: str
    articles: dict[str, str]
    recitals: dict[int, str]


@pytest.fixture(scope="module")
def acts() -> dict[str, Act]:
    if not ACTS.is_dir():
        pytest.skip("the acts are not here: ../shared/data/pact-acts is missing")
    held = [act_from(file) for file in sorted(ACTS.glob("*.json")) if file.name != "index.json"]
    return {act.number: act for act in held}


def act_from(file: Path) -> Act:
    content = json.loads(file.read_text(encoding="utf-8"))
    return Act(
        number=re.search(r"\d{4}/\d+", content["title"]).group(),
        title=content["title"],
        articles={str(article["number"]): article["content"] for article in content["articles"]},
        recitals={recital["number"]: recital["text"] for recital in content["recitals"]},
    )


def words(text: str) -> list[str]:
    """The words of a text; a fixed term, which nobody can put in other words, counts as one."""
    text = text.replace("’", "'")
    for number, term in enumerate(FIXED_TERMS):
        text = re.sub(re.escape(term), f"fixedterm{number}", text, flags=re.I)
    return [word.casefold() for word in re.findall(r"\w+(?:[-/.']\w+)*", text)]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of words one longer than a sentence may share."""
    said, length = words(text), LONGEST_SHARED_RUN + 1
    return {tuple(said[start : start + length]) for start in range(len(said) - length + 1)}


@pytest.fixture(scope="module")
def runs_of_acts(acts) -> set[tuple[str, ...]]:
    held: set[tuple[str, ...]] = set()
    for act in acts.values():
        held = held.union(*map(runs, (*act.articles.values(), *act.recitals.values())))
    return held.difference(*(runs(act.title) for act in acts.values()))


@pytest.mark.parametrize("name", OWN)
def test_no_sentence_is_copied_from_an_act(name, runs_of_acts):
    copied = {
        sentence: " ".join(run)
        for sentence in sentences(name)
        for run in runs(without_pinpoints(sentence)) & runs_of_acts
    }
    assert not copied


def number_of(place: Place) -> str:
    return place.act.rsplit(" ", 1)[1]


@pytest.mark.parametrize("name", OWN)
def test_every_pinpoint_leads_somewhere(name, acts):
    named = places(DOCUMENTS[name].text)
    lost = [place for place in named if number_of(place) in acts and not leads(place, acts)]
    assert not lost


def leads(place: Place, acts: dict[str, Act]) -> bool:
    act = acts[number_of(place)]
    if place.recital:
        return place.recital in act.recitals
    return place.article in act.articles and holds(act.articles[place.article], place.steps)


def holds(article: str, steps: tuple[str, ...]) -> bool:
    """Whether an article has this paragraph, point and sub-point.

    A step that is a number is a paragraph “1.” or a numbered point “(1)”; it ends where the
    next number of the same kind begins.
    """
    if not steps:
        return True
    first, rest = steps[0], steps[1:]
    mark = rf"(?:{first}\.|\({first}\))" if first.isdigit() else rf"\({first}\)"
    found = re.search(rf"^{mark}\s", article, re.M)
    if not found:
        return False
    following = article[found.end() :]
    end = re.search(r"^\d+\.\s", following, re.M) if first.isdigit() else None
    return holds(following[: end.start()] if end else following, rest)


def test_paragraphs_and_points_are_found_where_they_stand():
    article = "Title\n1. One:\n\n(a) first;\n\n(i) deep.\n\n2. Two.\n\n(b) second."
    assert all(holds(article, steps) for steps in [("1",), ("1", "a"), ("1", "a", "i"), ("2", "b")])
    assert not any(holds(article, steps) for steps in [("3",), ("1", "b"), ("2", "a"), ("a", "x")])


def test_numbered_points_are_found():
    assert holds("Definitions\n\n(1) ‘a’ means b;\n\n(2) ‘c’ means d.", ("2",))
