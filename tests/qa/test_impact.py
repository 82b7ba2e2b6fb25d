"""What became of cited words: on the factsheet, edited as people edit."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import corpus
from corpus.anchors import Standing
from corpus.document import Citation, Document
from corpus.errors import LibraryEmpty
from corpus.library import Library
from corpus.sentences import sentence_spans
from ingest.readers.markdown import read
from qa.impact import Later, Stand, impact
from tests.generations import answer, cited, hold, keep

PACT = Path(corpus.__file__).parent / "texts" / "pact"
SOURCE = (PACT / "factsheet.md").read_text(encoding="utf-8")
SENTENCE = (
    "For the 64 countries with whom the EU has a visa-free regime in place, the visa suspension "
    "mechanism is a safeguard against the abuse of visa-free travel that can result in irregular "
    "migration."
)
PARAGRAPH = next(line for line in SOURCE.splitlines() if SENTENCE in line)
LEGAL_PATHWAYS = "## Promoting legal pathways\n"
FIRST_PART, SECOND_PART = SOURCE.split("## Fighting migrant smuggling")


def document(source: str, id: str = "pact/factsheet") -> Document:
    return read(source.encode(), id, f"{id}.md")


FACTSHEET = document(SOURCE)
GLOSSARY = document((PACT / "glossary.md").read_text(encoding="utf-8"), "pact/glossary")
Edited = Callable[..., Stand]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library whose first generation holds the factsheet and the glossary."""
    library = Library.create(tmp_path / "library")
    hold(library, FACTSHEET, GLOSSARY)
    return library


@pytest.fixture
def edited(library: Library) -> Edited:
    """How words of the factsheet stand when it is another text, or there are other documents."""

    def stand(source: str | None, *others: Document, words: str = SENTENCE) -> Stand:
        now = () if source is None else (document(source),)
        hold(library, *now, GLOSSARY, *others)
        found = Later(library).stand(cited(FACTSHEET, words), since=1)
        if found.new:
            text = library.document(found.new.document).text
            assert text[found.new.start : found.new.end] == found.new.quote
        return found

    return stand


def moved(source: str, words: str, before: str) -> str:
    """The source with some words moved to stand before others."""
    return source.replace(words, "").replace(before, f"{words}\n\n{before}")


# Edits within a document


def test_words_of_an_unchanged_document_are_kept(edited: Edited) -> None:
    stand = edited(SOURCE, document("# New\n\nSomething else.", "new"))
    assert stand == Stand(Standing.KEPT, stand.old, stand.old)


def test_a_changed_number_shows_the_new_sentence_whole(edited: Edited) -> None:
    stand = edited(SOURCE.replace("64", "65"))
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote == SENTENCE.replace("64", "65")
    assert stand.new.label == "Cooperation on return and readmission"


def test_a_sentence_that_was_negated_changed(edited: Edited) -> None:
    stand = edited(SOURCE.replace("is a safeguard", "is not a safeguard"))
    assert stand.standing is Standing.CHANGED
    assert "is not a safeguard" in stand.new.quote


def test_a_sentence_that_got_an_exception_in_front_changed(edited: Edited) -> None:
    """The old words all stand there still, and say something else."""
    stand = edited(SOURCE.replace(SENTENCE, f"Unless Article 3 applies, {SENTENCE}"))
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote == f"Unless Article 3 applies, {SENTENCE}"


def test_a_sentence_that_was_made_two_shows_both(edited: Edited) -> None:
    stand = edited(SOURCE.replace("in place, the visa", "in place there is a rule. The visa"))
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote.startswith("For the 64 countries")
    assert stand.new.quote.endswith("irregular migration.")


def test_a_paragraph_put_in_before_moves_the_words_and_not_their_label(edited: Edited) -> None:
    stand = edited(SOURCE.replace(PARAGRAPH, f"A new paragraph.\n\n{PARAGRAPH}"))
    assert stand.standing is Standing.MOVED
    assert stand.new.quote == SENTENCE
    assert stand.new.start == stand.old.start + len("A new paragraph.\n\n")
    assert stand.new.label == stand.old.label


def test_words_moved_to_another_section_are_found_there(edited: Edited) -> None:
    stand = edited(moved(SOURCE, PARAGRAPH, "**Talent partnerships**"))
    assert stand.standing is Standing.MOVED
    assert (stand.new.quote, stand.new.label) == (SENTENCE, "Promoting legal pathways")


def test_words_moved_and_changed_are_found_by_what_is_left_of_them(edited: Edited) -> None:
    source = moved(SOURCE, PARAGRAPH, "**Talent partnerships**").replace("64", "65")
    stand = edited(source)
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote == SENTENCE.replace("64", "65")
    assert stand.new.label == "Promoting legal pathways"


@pytest.mark.parametrize("removed", [PARAGRAPH, SENTENCE], ids=["paragraph", "sentence"])
def test_removed_words_are_gone(edited: Edited, removed: str) -> None:
    assert edited(SOURCE.replace(removed, "")).standing is Standing.GONE


def test_a_wholly_new_sentence_in_their_place_is_not_their_new_wording(edited: Edited) -> None:
    stand = edited(SOURCE.replace(SENTENCE, "Suspending visas is possible."))
    assert stand.standing is Standing.GONE


def test_a_sentence_that_was_there_before_is_no_new_wording_of_a_removed_one(
    library: Library,
) -> None:
    """Lists say nearly the same in each item."""
    days = document("# Desk\n\nOpen on Monday at nine.\n\nOpen on Friday at nine.\n", "desk")
    hold(library, days)
    hold(library, document("# Desk\n\nOpen on Friday at nine.\n", "desk"))
    assert Later(library).stand(cited(days, "Open on Monday at nine.")).new is None


def test_where_the_same_is_said_twice_an_edit_is_seen_at_the_one_cited(library: Library) -> None:
    rule = "The deadline is seven days after the request was made."
    twice = f"# Rules\n\n## Returns\n\n{rule}\n\n## Visas\n\n{rule}\n"
    before = document(twice, "rules")
    hold(library, before)
    hold(library, document(twice.replace("seven", "ten", 1), "rules"))
    stand = Later(library).stand(cited(before, rule))
    assert stand.standing is Standing.CHANGED
    assert (stand.new.label, stand.new.quote) == ("Returns", rule.replace("seven", "ten"))


def test_where_the_same_is_said_twice_the_other_place_stays_when_one_is_removed(
    library: Library,
) -> None:
    rule = "The deadline is seven days after the request was made."
    twice = f"# Rules\n\n## Returns\n\n{rule}\n\n## Visas\n\n{rule}\n"
    before = document(twice, "rules")
    hold(library, before)
    hold(library, document(twice.replace(rule, "", 1), "rules"))
    stand = Later(library).stand(cited(before, rule))
    assert (stand.standing, stand.new.label) == (Standing.MOVED, "Visas")


def test_a_section_under_a_new_heading_moved(edited: Edited) -> None:
    """It is cited by another name now, though not a character of it is elsewhere."""
    stand = edited(SOURCE.replace("on return and readmission", "on readmission and return"))
    assert (stand.standing, stand.new.start) == (Standing.MOVED, stand.old.start)
    assert stand.new.label == "Cooperation on readmission and return"


FILLED = SOURCE.replace("## Fighting", "The Commission saves lives at sea.\n\n## Fighting")
EMPTY_SECTION = "Preventing irregular departures and loss of life"


def test_a_heading_cited_for_having_no_text_changed_when_it_has_some(edited: Edited) -> None:
    stand = edited(FILLED, words=EMPTY_SECTION)
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote == f"{EMPTY_SECTION}\n\nThe Commission saves lives at sea."


def test_a_heading_cited_for_having_no_text_is_as_it_was_while_it_has_none(edited: Edited) -> None:
    stand = edited(SOURCE.replace("64", "65"), words=EMPTY_SECTION)
    assert stand.standing is Standing.KEPT


def test_a_part_of_a_sentence_goes_where_its_sentence_goes(edited: Edited) -> None:
    stand = edited(SOURCE.replace("64", "65"), words="64 countries")
    assert (stand.standing, stand.new.quote) == (Standing.CHANGED, "65 countries")


def test_a_part_of_a_sentence_that_changed_elsewhere_only_moves(edited: Edited) -> None:
    stand = edited(SOURCE.replace("64", "sixty-four"), words="the visa suspension mechanism")
    assert (stand.standing, stand.new.quote) == (Standing.MOVED, stand.old.quote)


def test_words_set_with_another_space_between_them_changed_and_are_found(edited: Edited) -> None:
    stand = edited(SOURCE.replace("mechanism is a", "mechanism\u00a0is a"))
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote.split() == SENTENCE.split()


# From one document to another


def second_part(source: str = SECOND_PART) -> Document:
    return document(f"# Part two\n\n## Fighting migrant smuggling{source}", "pact/part-two")


def test_a_removed_document_takes_its_words_along(edited: Edited) -> None:
    assert edited(None).standing is Standing.GONE


def test_a_document_split_in_two_moves_the_words_to_the_other_part(edited: Edited) -> None:
    stand = edited(FIRST_PART, second_part())
    assert (stand.standing, stand.new.quote) == (Standing.MOVED, SENTENCE)
    assert (stand.new.document, stand.new.label) == ("pact/part-two", stand.old.label)


def test_words_changed_while_a_document_was_split_are_found_in_the_other_part(
    edited: Edited,
) -> None:
    stand = edited(FIRST_PART, second_part(SECOND_PART.replace("64", "65")))
    assert stand.standing is Standing.CHANGED
    assert (stand.new.document, stand.new.quote[:10]) == ("pact/part-two", "For the 65")


def test_a_file_renamed_and_edited_is_known_by_what_it_took_over(edited: Edited) -> None:
    stand = edited(None, document(SOURCE.replace("64", "65"), "pact/factsheet-2025"))
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote == SENTENCE.replace("64", "65")


def test_a_sentence_put_into_another_document_is_found_there(edited: Edited) -> None:
    stand = edited(SOURCE.replace(SENTENCE, ""), document(f"# Visas\n\n{SENTENCE}", "visas"))
    assert (stand.standing, stand.new.document) == (Standing.MOVED, "visas")


JOURNAL = replace(FACTSHEET, id="pact/journal")


@pytest.mark.parametrize("journal", [JOURNAL, document(SOURCE + "\nEnd.\n", "pact/journal")])
@pytest.mark.parametrize("pruned", [False, True])
@pytest.mark.parametrize(
    ("now", "standing"), [("changed", Standing.CHANGED), ("removed", Standing.GONE)]
)
def test_another_edition_that_said_the_same_all_along_does_not_hide_that(
    library: Library, journal: Document, pruned: bool, now: str, standing: Standing
) -> None:
    """A consolidated text says what the law is now; the one of the Journal stays as it was."""
    since = hold(library, FACTSHEET, JOURNAL)
    keep(library, answer(cited(FACTSHEET, SENTENCE)))
    source = SOURCE.replace(SENTENCE, SENTENCE.replace("64", "65") if now == "changed" else "")
    hold(library, document(source), JOURNAL if pruned else journal)
    if pruned:
        library.prune(1)
    assert Later(library).stand(cited(FACTSHEET, SENTENCE), since).standing is standing


def test_a_few_words_found_in_another_document_are_not_taken_for_the_ones_cited(
    edited: Edited,
) -> None:
    stand = edited(
        None, document("# Mail\n\nApril 2024 | #MigrationEU", "mail"), words="April 2024"
    )
    assert stand.standing is Standing.GONE


# Whatever happens


PARAGRAPHS = [p for p in SOURCE.partition("# Pact")[2].split("\n\n") if p.strip()]
EDITS = st.sampled_from(("keep", "keep", "drop", "twice", "word", "join", "first", "last"))


def after_edits(edits: list[str]) -> str:
    """The factsheet after one edit a paragraph."""
    kept: list[str] = []
    for paragraph, edit in zip(PARAGRAPHS, edits, strict=True):
        if edit == "join" and kept:
            kept[-1] += " " + paragraph
        elif edit == "first":
            kept.insert(1, paragraph)
        elif edit == "last":
            kept.append(paragraph[: len(paragraph) // 2])
        elif edit != "drop":
            words = paragraph.replace("the", "each", 1) if edit == "word" else paragraph
            kept += [words] * (2 if edit == "twice" else 1)
    return "# Pact" + "\n\n".join(kept)


@given(st.lists(EDITS, min_size=len(PARAGRAPHS), max_size=len(PARAGRAPHS)), st.data())
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_anchored_anew_is_exact_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory, edits: list[str], data: st.DataObject
) -> None:
    spans = sentence_spans(FACTSHEET.text)
    quotes = data.draw(st.lists(st.sampled_from(spans), min_size=1, max_size=5))
    with Library.create(tmp_path_factory.mktemp("library")) as library:
        hold(library, FACTSHEET)
        hold(library, document(after_edits(edits)))
        later = Later(library)
        for start, end in quotes:
            stand = later.stand(cited(FACTSHEET, FACTSHEET.text[start:end]), since=1)
            assert (stand.new is None) == (stand.standing is Standing.GONE)
            if stand.new:
                assert is_exact(library, stand.new)
                same = stand.new.quote == stand.old.quote
                assert same == (stand.standing in (Standing.KEPT, Standing.MOVED))


def is_exact(library: Library, citation: Citation) -> bool:
    text = library.version(citation.document, citation.version).text
    return text[citation.start : citation.end] == citation.quote


# Saved answers


REMOVED = (
    "The Commission also launched a Call to Action for a Global Alliance to Counter Migrant "
    "Smuggling."
)


def test_of_all_saved_answers_the_touched_ones_are_listed_the_worst_first(
    library: Library,
) -> None:
    opening = cited(FACTSHEET, "A new paradigm based on comprehensive partnerships")
    talent = cited(FACTSHEET, "They will allow people from the countries concerned")
    visa = cited(FACTSHEET, SENTENCE)
    keep(library, answer(talent, id="moved"))
    keep(library, answer(visa, id="changed"))
    keep(library, answer(opening, id="kept"))
    keep(library, answer(visa, cited(FACTSHEET, REMOVED), opening, id="gone"))
    hold(library, document(SOURCE.replace("64", "65").replace(REMOVED, "")))
    found = impact(library)
    assert [stand.saved.id for stand in found] == ["gone", "changed", "moved"]
    assert [stand.standing for stand in found] == ["gone", "changed", "moved"]
    assert [stand.standing for stand in found[0].touched] == ["changed", "gone"]


def test_of_answers_to_one_question_the_newest_is_watched(library: Library) -> None:
    visa = cited(FACTSHEET, SENTENCE)
    keep(library, replace(answer(visa, id="first"), question="Asked twice?"))
    hold(library, document(SOURCE.replace("64", "65")))
    assert [stand.saved.id for stand in impact(library)] == ["first"]
    now = cited(library.document("pact/factsheet"), SENTENCE.replace("64", "65"))
    keep(library, replace(answer(now, id="again", generation=2), question="Asked twice?"))
    assert impact(library) == []


def test_an_answer_asked_as_of_then_is_meant_to_say_what_was_so_then(library: Library) -> None:
    keep(library, answer(cited(FACTSHEET, SENTENCE)), as_of=1)
    hold(library, GLOSSARY)
    assert impact(library) == []


def test_words_are_followed_though_their_generation_is_forgotten(library: Library) -> None:
    keep(library, answer(cited(FACTSHEET, SENTENCE)))
    hold(
        library, document(SOURCE.replace("## Fighting", "New.\n\n## Fighting").replace("64", "65"))
    )
    library.prune(1)
    ((stand,),) = ([*found.touched] for found in impact(library))
    assert (stand.standing, stand.new.quote) == (Standing.CHANGED, SENTENCE.replace("64", "65"))


def test_a_filled_section_is_seen_though_the_generation_where_it_was_empty_is_forgotten(
    library: Library,
) -> None:
    keep(library, answer(cited(FACTSHEET, EMPTY_SECTION)))
    hold(library, document(FILLED))
    library.prune(1)
    assert [found.standing for found in impact(library)] == [Standing.CHANGED]


def test_an_empty_library_has_no_generation_to_look_in(tmp_path: Path) -> None:
    with Library.create(tmp_path / "empty") as library, pytest.raises(LibraryEmpty):
        impact(library)
