"""The evidence pack: made, written, read back, and refused when it is not what it was."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Authority
from corpus.errors import LargePack, NotAPack, PackAltered, PackDamaged, PackNewer
from qa.answer import Outcome, Statement, Support, Writing
from qa.pack import MOST_BYTES, digest_of, packed, sealed
from tests.generations import answer, cited
from tests.qa.packs import DATE, RED, STRING, act, pack, packed_answer

BEFORE = '<html><body>Kites<script type="application/json" id="evidence-pack">'
AFTER = "</script></body></html>"
PACK_ERRORS = (NotAPack, PackAltered, PackDamaged, PackNewer)
PACK = pack(cited(act(), STRING), cited(act(), DATE))


def resealed(**changes: Any) -> bytes:
    """The JSON of a pack that somebody changed, with a digest that fits."""
    fields = json.loads(json.dumps(PACK.to_json() | changes))
    del fields["digest"]
    return json.dumps(fields | {"digest": digest_of(fields)}).encode()


# Making


def test_a_pack_says_what_was_asked_and_how_it_was_answered() -> None:
    given = answer(cited(act(), RED), generation=3)
    made = packed_answer(given, act(), history=["What is a kite?"])
    assert (made.question, made.history) == ("Question a?", ("What is a kite?",))
    assert (made.answer, made.generation, made.outcome) == ("a", 3, Outcome.ANSWERED)
    assert made.model == "extractive"
    assert made.settings["passages_read"] == 12
    assert "library" not in made.settings


def test_each_quote_stands_in_its_passage_and_that_in_its_version() -> None:
    for said in PACK.statements:
        (citation,) = said.citations
        passage, text = citation.passage, act().text
        within = slice(citation.start - passage.start, citation.end - passage.start)
        assert passage.text[within] == citation.quote == said.text
        assert text[passage.start : passage.end] == passage.text
        assert citation.version == act().version


def test_what_a_document_says_of_itself_goes_with_the_citation() -> None:
    head = '---\nidentifier: "32026R0001"\nauthority: "binding text"\norigin: "a shelf"\n---\n'
    document = act(f"{head}# Kites\n\n{RED}\n")
    said = document.metadata
    (statement,) = pack(cited(document, RED), document=document).statements
    (citation,) = statement.citations
    assert citation.authority == said.authority
    assert (citation.identifier, citation.origin) == (said.identifier, said.origin)


def test_a_language_model_is_named_with_its_prompts_and_what_it_cost() -> None:
    left_out = (Statement("Kites are blue.", Support.UNSUPPORTED, ()),)
    writing = Writing("ollama:llama3.2", "7", left_out=left_out, input_tokens=90, output_tokens=9)
    made = packed_answer(replace(answer(cited(act(), RED)), writing=writing), act())
    assert made.writing is not None
    assert (made.writing.model, made.writing.prompts) == ("ollama:llama3.2", "7")
    assert (made.writing.left_out, made.writing.input_tokens) == (1, 90)


def test_an_answer_that_was_not_found_has_a_pack_too() -> None:
    given = replace(answer(), outcome=Outcome.NOT_FOUND)
    made = packed_answer(given)
    assert made.statements == ()
    assert packed(sealed(made).encode(), "p") == made


# There and back


@pytest.mark.parametrize("page", [("", ""), (BEFORE, AFTER)], ids=["bare JSON", "in a page"])
def test_a_pack_comes_back_as_it_was_made(page: tuple[str, str]) -> None:
    assert packed(sealed(PACK, *page).encode(), "p") == PACK


def test_the_json_has_its_keys_in_order() -> None:
    assert list(PACK.to_json())[:3] == ["format", "version", "made_at"]
    assert list(PACK.to_json())[-2:] == ["statements", "digest"]
    assert PACK.to_json()["format"] == "footnote-evidence-pack"


@settings(deadline=None)
@given(st.text())
def test_whatever_a_question_says_it_ends_no_script_and_comes_back(question: str) -> None:
    asked = replace(PACK, question=question + "</script><!--")
    written = sealed(asked, BEFORE, AFTER)
    assert written.count("</script>") == 1
    assert "<!--" not in written
    assert written.isascii()
    assert packed(written.encode(), "p") == asked


def test_line_ends_of_another_system_are_no_alteration() -> None:
    page = sealed(PACK, BEFORE.replace("<body>", "<body>\n"), AFTER + "\n")
    assert packed(page.replace("\n", "\r\n").encode(), "p") == PACK


def test_the_digest_names_the_pack_and_nothing_but() -> None:
    assert PACK.digest == replace(PACK).digest
    assert PACK.digest != replace(PACK, question="Which kites?").digest


# What is refused


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"kites", b"{}", b"[]", b"{", b"\xff\xfe", b"<html></html>"),
        b'{"format": "other", "version": 1}',
        b"<script>let a;</script>",
    ],
)
def test_what_is_no_pack_is_named_so(content: bytes) -> None:
    with pytest.raises(NotAPack, match=r"^kites\.html is no evidence pack"):
        packed(content, "kites.html")


def test_a_word_altered_in_the_json_is_noticed() -> None:
    altered = sealed(PACK).replace("exactly one string", "exactly two strings")
    with pytest.raises(PackAltered, match="its JSON was altered"):
        packed(altered.encode(), "p")


def test_a_word_altered_in_the_page_alone_is_noticed() -> None:
    page = sealed(PACK, BEFORE, AFTER)
    with pytest.raises(PackAltered, match="the page around its JSON was altered"):
        packed(page.replace("<body>Kites", "<body>Boats").encode(), "p")


def test_a_newer_format_is_named() -> None:
    with pytest.raises(PackNewer, match="format 2, this one knows 1"):
        packed(resealed(version=2), "p")


@pytest.mark.parametrize("found", [None, "1", 0, 1.5])
def test_a_pack_without_a_version_is_damaged(found: object) -> None:
    with pytest.raises(PackDamaged):
        packed(resealed(version=found), "p")


@pytest.mark.parametrize(
    "changes",
    [
        *({"statements": 7}, {"question": None}, {"generation": "many"}, {"outcome": "perhaps"}),
        {"statements": [{"text": "Kites."}]},
        *({"asked_at": "yesterday"}, {"asked_at": "0001-01-01T00:00:00+00:00"}),
        *({"asked_at": "2026-07-01T14:05:00"}, {"generation": 10**30}, {"as_of": -1}),
        *({"documents": [1]}, {"settings": {"reader": [[]]}}),
    ],
)
def test_a_pack_with_other_things_in_it_is_damaged(changes: dict[str, Any]) -> None:
    with pytest.raises(PackDamaged, match="is not what it should be"):
        packed(resealed(**changes), "p")


@pytest.mark.parametrize(
    "change", [{"start": 0}, {"end": 10_000}, {"quote": "Kites are blue."}, {"start": -1}]
)
def test_a_quote_that_does_not_stand_in_its_passage_is_damage(change: dict[str, Any]) -> None:
    statements = json.loads(json.dumps(PACK.to_json()["statements"]))
    statements[0]["citations"][0] |= change
    with pytest.raises(PackDamaged, match="does not stand in its passage"):
        packed(resealed(statements=statements), "p")


def test_a_page_cut_short_is_damaged() -> None:
    page = sealed(PACK, BEFORE, AFTER)
    with pytest.raises(PackDamaged, match="it ends before its JSON does"):
        packed(page[: len(page) // 2].encode(), "p")


def test_a_file_of_another_size_altogether_is_not_read() -> None:
    with pytest.raises(LargePack, match="has 20 MB"):
        packed(b" " * (MOST_BYTES + 1), "p")


def test_half_a_surrogate_pair_is_damage() -> None:
    damaged = resealed(question="\ud800").decode()
    with pytest.raises(PackDamaged):
        packed((BEFORE + damaged + AFTER).encode(), "p")


@pytest.mark.parametrize("depth", [500, 980, 990, 995, 1_000, 5_000, 100_000])
def test_however_deep_it_is_nested_it_is_refused(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    data = json.dumps(PACK.to_json() | {"settings": "here"}).replace('"here"', deep)
    with pytest.raises((NotAPack, PackAltered, PackDamaged)):
        packed((BEFORE + data + AFTER).encode(), "p")


@pytest.mark.parametrize("content", [b"{" * 100_000, b'{"a":' * 100_000, b"<script " * 100_000])
def test_what_is_made_to_be_hard_to_read_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPack):
        packed(content, "p")


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_whatever_happens_to_a_file_it_is_refused_in_one_sentence(junk: bytes, at: int) -> None:
    page = sealed(PACK, BEFORE, AFTER).encode()
    harmed = page[:at] + junk + page[at + len(junk) :]
    if harmed == page:
        return
    try:
        found = packed(harmed, "p")
    except PACK_ERRORS as error:
        said = str(error)
    else:
        said = "p, as it was made" if found == PACK else ""
    assert said
    assert "\n" not in said


def test_authority_comes_back_as_what_it_is() -> None:
    (citation,) = packed(sealed(PACK).encode(), "p").statements[0].citations
    assert citation.citation.authority is Authority.UNSTATED
