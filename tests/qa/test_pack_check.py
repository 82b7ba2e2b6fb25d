"""What became of an evidence pack: in the library it came from, in another, among files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.anchors import Standing
from corpus.document import Citation, Document
from corpus.library import Library
from qa.answer import Statement, Support, Writing
from qa.pack import EvidencePack, PackedCitation, PackedStatement
from qa.pack_check import CitationCheck, PackCheck, checked
from qa.pack_sources import KnownDocuments, ReadDocuments
from tests.generations import answer, cited, hold, keep
from tests.qa.packs import DATE, KITES, RED, STRING, act, pack, packed_answer

QUOTES = [cited(act(), words) for words in (STRING, RED, DATE)]
PACK = pack(*QUOTES)
BOATS = act("# Boats\n\nBoats float on the sea.\n", "acts/boats")
Check = Callable[..., PackCheck]


def against_files(*documents: Document, pack: EvidencePack = PACK) -> PackCheck:
    return checked(pack, ReadDocuments(documents))


@pytest.fixture(params=["its library", "another library", "files"])
def check(request: pytest.FixtureRequest, tmp_path: Path) -> Check:
    """Checks the pack against documents as they are now, found in one way or another."""

    def check(*documents: Document, pack: EvidencePack = PACK) -> PackCheck:
        if request.param == "files":
            return against_files(*documents, pack=pack)
        library = Library.create(tmp_path / "library")
        hold(library, act() if request.param == "its library" else BOATS)
        hold(library, *documents)
        return checked(pack, KnownDocuments(library, pack))

    return check


def standings(found: PackCheck) -> list[str]:
    return [said.standing.value for said in found.statements]


def texts(found: PackCheck) -> list[str]:
    """What the statements say that cannot be relied on any longer."""
    return [said.said.text for said in found.failed]


def new_words(found: PackCheck, place: int) -> str:
    new = found.statements[place].citations[0].new
    assert new is not None
    return new.quote


# Documents as they were, and edited


def test_nothing_is_touched_by_documents_that_are_as_they_were(check: Check) -> None:
    found = check(act())
    assert standings(found) == ["kept", "kept", "kept"]
    assert found.failed == ()
    assert all(c.is_exact for said in found.statements for c in said.citations)


def test_only_the_statement_is_named_whose_source_changed(check: Check) -> None:
    found = check(act(KITES.replace("1 July 2026", "12 June 2026")))
    assert texts(found) == [DATE]
    assert standings(found) == ["kept", "kept", "changed"]
    assert new_words(found, 2) == DATE.replace("1 July", "12 June")


def test_words_that_stand_further_down_are_no_failure(check: Check) -> None:
    found = check(act(KITES.replace("## Article 2", "## Article 1a\n\nNew.\n\n## Article 2")))
    assert standings(found) == ["kept", "moved", "moved"]
    assert found.failed == ()
    assert new_words(found, 1) == RED


def test_words_that_are_gone_are_named(check: Check) -> None:
    found = check(act(KITES.replace(RED, "")))
    assert texts(found) == [RED]
    (citation,) = found.statements[1].citations
    assert (citation.standing, citation.new) == (Standing.GONE, None)


def test_words_that_another_document_has_now_have_moved(check: Check) -> None:
    found = check(act(KITES.replace(RED, "")), act(f"# Colours\n\n{RED}\n", "acts/colours"))
    assert standings(found)[1] == "moved"
    assert found.statements[1].citations[0].new.document == "acts/colours"


def test_of_a_document_that_is_there_no_longer_all_is_gone(check: Check) -> None:
    assert standings(check(BOATS)) == ["gone", "gone", "gone"]


def test_what_is_found_is_exact(check: Check) -> None:
    edited = act(KITES.replace("exactly one", "at least two").replace("# Kites\n", "# Kites\n\nA."))
    for said in check(edited).statements:
        for citation in said.citations:
            assert citation.new is not None
            assert edited.text[citation.new.start : citation.new.end] == citation.new.quote


def test_a_sentence_that_only_looks_alike_is_not_taken_for_the_one_that_is_gone() -> None:
    other = act("# Boats\n\nBoats shall be painted blue, unless the sea is calm that day.\n")
    assert standings(against_files(other, pack=pack(cited(act(), RED)))) == ["gone"]


# Documents that came another way


def test_the_same_text_under_another_name_is_the_same_text(check: Check) -> None:
    found = check(act(id="kites"))
    assert standings(found) == ["kept", "kept", "kept"]
    assert found.statements[0].citations[0].new.document == "kites"


def test_an_edited_document_is_known_by_the_last_part_of_its_name() -> None:
    edited = act(KITES.replace("one string", "two strings"), "kites")
    assert standings(against_files(edited, BOATS)) == ["changed", "moved", "moved"]


def test_or_by_its_title() -> None:
    edited = act(KITES.replace("1 July", "12 June"), "law-of-june")
    assert standings(against_files(edited, BOATS)) == ["kept", "kept", "changed"]


def test_or_by_the_passage_around_the_quote() -> None:
    edited = act(KITES.replace("# Kites", "# Toys").replace("1 July", "12 June"), "toys")
    assert standings(against_files(BOATS, edited)) == ["moved", "moved", "changed"]


def test_words_that_other_documents_had_all_along_have_not_moved_there(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    colours = act(f"# Colours\n\n{RED}\n", "acts/colours")
    hold(library, act(), colours)
    hold(library, act(KITES.replace(RED, "")), colours)
    assert standings(checked(PACK, KnownDocuments(library, PACK)))[1] == "gone"


def test_a_version_that_the_library_forgot_is_told_by_its_passage(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    hold(library, act())
    hold(library, act(KITES.replace("one string", "two strings")))
    library.prune(1)
    found = checked(PACK, KnownDocuments(library, PACK))
    assert standings(found) == ["changed", "moved", "moved"]
    assert found.statements[0].citations[0].is_exact is None


# A pack that says what is not so


def altered(said: PackedStatement, **changes: object) -> EvidencePack:
    return replace(PACK, statements=(replace(said, **changes), *PACK.statements[1:]))


def misquoted(**changes: object) -> EvidencePack:
    said = PACK.statements[0]
    return altered(said, citations=(replace(said.citations[0], **changes),))


def first(found: PackCheck) -> CitationCheck:
    return found.statements[0].citations[0]


def test_a_quote_that_its_version_never_had_is_false(check: Check) -> None:
    false = STRING.replace("one string", "two string")
    citation: PackedCitation = PACK.statements[0].citations[0]
    passage = replace(citation.passage, text=citation.passage.text.replace(STRING, false))
    found = check(act(), pack=misquoted(quote=false, passage=passage))
    assert first(found).is_exact is False
    assert found.failed[0].said.text == STRING


def test_a_true_quote_at_the_wrong_place_is_false() -> None:
    found = against_files(act(), pack=misquoted(start=0, end=len(STRING)))
    assert first(found).is_exact is False
    assert not first(found).is_well


def test_a_statement_that_says_something_else_is_not_carried() -> None:
    found = against_files(act(), pack=altered(PACK.statements[0], text="Kites have no string."))
    (failed,) = found.failed
    assert failed.is_less_supported
    assert failed.verdict.support is Support.UNSUPPORTED
    assert failed.standing is Standing.KEPT


def test_a_sentence_that_the_kept_answer_does_not_have_was_not_said(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    hold(library, act())
    keep(library, answer(*QUOTES))
    other = altered(PACK.statements[0], text=RED, citations=PACK.statements[1].citations)
    assert texts(checked(other, KnownDocuments(library, other))) == []
    other = altered(PACK.statements[0], text="A kite shall have exactly one string.")
    (failed,) = checked(other, KnownDocuments(library, other)).failed
    assert failed.is_as_kept is False


def test_a_statement_that_was_not_supported_is_not_less_so_now() -> None:
    said = replace(PACK.statements[0], text="Kites fly.", support=Support.UNSUPPORTED)
    assert against_files(act(), pack=replace(PACK, statements=(said,))).failed == ()


# Sentences that Footnote makes, and those of a language model


def answered(support: Support, text: str, *quotes: Citation, writing: Writing | None = None):
    statements = (Statement(text, support, quotes),)
    model = writing.model if writing else "extractive"
    given = replace(answer(), statements=statements, writing=writing, model=model)
    return packed_answer(given, act())


def test_a_sentence_of_footnotes_own_is_checked_by_its_citations_alone() -> None:
    pack = answered(Support.SUPPORTED, "The documents differ: red or blue.", *QUOTES[1:])
    (said,) = against_files(act(), pack=pack).statements
    assert said.verdict is None
    assert said.is_well


def test_a_sentence_of_a_language_model_is_judged_again() -> None:
    writing = Writing("ollama:llama3.2", "1")
    pack = answered(Support.SUPPORTED, "Kites shall not be red.", *QUOTES[1:], writing=writing)
    (said,) = against_files(act(), pack=pack).statements
    assert said.is_less_supported


def test_quotes_of_one_passage_carry_a_sentence_together() -> None:
    writing = Writing("ollama:llama3.2", "1")
    pack = answered(Support.SUPPORTED, f"{RED} {DATE}", *QUOTES[1:], writing=writing)
    (said,) = against_files(act(), pack=pack).statements
    assert (said.verdict.reasons, said.is_well) == ((), True)


def test_a_pack_without_statements_is_well() -> None:
    found = against_files(act(), pack=packed_answer(answer()))
    assert (found.failed, found.standing) == ((), Standing.KEPT)
