"""Whatever a document, a question or a model says is shown as those very characters."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Authority, Citation, Metadata
from corpus.record import Generation, Holding, Origin
from qa.answer import (
    Answer,
    Further,
    Nearest,
    Outcome,
    Searched,
    Statement,
    Support,
    Writing,
)
from ui.chat import library_pane, render
from ui.chat.markup import ATTRIBUTES, TAGS, Markup, element, escape, fill, join
from ui.chat.place import Place, parse

# NUL is no character of HTML, a carriage return is none of canonical text.
TEXTS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]))
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![i](https://e.example/i.png) "
    "[l](javascript:alert(1)) ${alert(1)} {{7*7}} `code` *a* _b_ ~~c~~ # | $x^2$ \\(y\\) C:\\new "
    "https://e.example www.e.example me@e.example &amp; &#65; \n\n- item\n\n    code\n<!-- -->"
)


class Reader(HTMLParser):
    """What a browser makes of markup: its text, tags and attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(markup)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@given(TEXTS)
def test_text_content_is_the_text(text):
    assert Reader(element("p", text)).text == text


@given(TEXTS)
def test_escaped_text_has_nothing_that_markdown_or_latex_could_read(text):
    left = set(escape(text)) & set("<>\"'`*_[](){}|\\~$^!:./@=+-\n\t")
    assert not left


@given(TEXTS)
def test_attributes_hold_the_text(text):
    assert Reader(element("p", class_=text)).attributes == [("class", text)]


def test_markup_is_escaped_once():
    assert escape(escape("<")) == "&#60;"
    assert join(element("p", "<"), "<") == "<p>&#60;</p>&#60;"
    assert escape("a\0b") == "a�b"


@pytest.mark.parametrize(
    "tag", ["script", "svg", "iframe", "form", "style", "textarea", "p onclick"]
)
def test_other_tags_are_refused(tag):
    with pytest.raises(ValueError, match="no tag"):
        element(tag)


@pytest.mark.parametrize("name", ["onclick", "style", "srcset", "formaction", "action", "data-x"])
def test_other_attributes_are_refused(name):
    with pytest.raises(ValueError, match="no attribute"):
        element("a", **{name: "x"})


@pytest.mark.parametrize("href", ["https://e.example", "javascript:alert(1)", "//e.example", ""])
def test_links_lead_to_the_page_only(href):
    with pytest.raises(ValueError, match="own page"):
        element("a", href=href)


@given(
    st.builds(
        Place,
        document=TEXTS.filter(bool),
        generation=st.integers(0, 10**8),
        start=st.integers(0, 10**9),
        end=st.integers(0, 10**9),
        version=st.text("0123456789abcdef", min_size=32, max_size=32),
    )
)
def test_places_are_written_and_read(place):
    assert parse(place.fragment) == place
    assert " " not in place.fragment


@pytest.mark.parametrize("fragment", ["", "#library", "#at/1", "#at/x/y/1-2/d", "#at/1/a/1-2/"])
def test_other_fragments_are_no_place(fragment):
    assert parse(fragment) is None


def citation(quote: str = "Words.", start: int = 0, label: str = "Label") -> Citation:
    return Citation("d", "Title", "0f" * 16, label, None, start, start + len(quote), quote)


def answer(*said: Statement, **changes) -> Answer:
    fields = {
        "id": "a",
        "question": "What?",
        "standalone_question": "What?",
        "outcome": Outcome.ANSWERED,
        "statements": said,
        "nearest": (),
        "confidence": 0.9,
        "generation": 3,
        "model": "extractive",
        "seconds": {"total": 0.31},
        "searched": Searched(("d",), 214, 12),
    }
    return Answer(**fields | changes)


def said(text: str, *citations: Citation, support=Support.VERBATIM, highlight=None) -> Statement:
    return Statement(text, support, citations, highlight)


def test_hostile_text_everywhere_runs_nothing():
    hostile = citation(HOSTILE, label=HOSTILE)
    shown = render.answer(
        answer(
            said(HOSTILE, hostile, highlight=(3, 40)),
            question=HOSTILE,
            standalone_question=HOSTILE + "?",
            outcome=Outcome.NOT_FOUND,
            nearest=(Nearest(HOSTILE, HOSTILE, 0, 5, HOSTILE, 0.1),),
            searched=Searched((), 1, 1, (HOSTILE,)),
            further=(Further(HOSTILE, replace(hostile, document="e", title=HOSTILE)),),
        ),
        {},
    )
    read = Reader(shown)
    assert read.tags <= TAGS
    assert {name for name, _ in read.attributes} <= ATTRIBUTES
    assert all(value.startswith("#") for name, value in read.attributes if name == "href")
    assert HOSTILE in read.text


def test_a_citation_says_how_much_its_words_weigh_and_in_which_edition():
    law = replace(citation(), authority=Authority.BINDING, edition="consolidated, 4 May 2031")
    read = Reader(render.answer(answer(said("Words.", law)), {}))
    assert "binding text, consolidated, 4 May 2031" in read.text


def test_what_to_read_beside_an_answer_says_why_and_leads_to_its_place():
    law = replace(citation("Kites fly."), document="e", title="An act", authority=Authority.BINDING)
    shown = render.answer(
        answer(said("Words.", citation()), further=(Further("defines “kite”", law),)), {}
    )
    read = Reader(shown)
    assert "See also:" in read.text
    assert "An act defines “kite” binding text Kites fly." in " ".join(read.text.split())
    assert ("href", render.place_of(law, 3).fragment) in read.attributes


def test_a_document_that_is_cited_already_is_not_named_again():
    more = Further("defines “kite”", citation("Kites fly.", 10))
    shown = Reader(join(*render.see_also(answer(said("Words.", citation()), further=(more,)))))
    assert "Title" not in shown.text


def test_equal_citations_have_one_number():
    first, second = citation(), citation("Other.", 10)
    numbers = render.numbered([said("a", first), said("b", second, first)])
    assert list(numbers.values()) == [1, 2]


def test_sentences_of_one_section_are_one_paragraph():
    here, there = citation(label="A"), citation(label="B")
    grouped = render.paragraphs([said("1", here), said("2", here), said("3", there), said("4")])
    assert [[s.text for s in group] for group in grouped] == [["1", "2"], ["3"], ["4"]]


def test_highlight_is_set_apart_and_nothing_is_lost():
    shown = render.highlighted(said("In 2023 it was proposed.", highlight=(3, 7)))
    assert '<strong class="key">2023</strong>' in shown
    assert Reader(shown).text == "In 2023 it was proposed."


def test_not_found_says_what_was_looked_for_and_where_to_look():
    near = Nearest("d", "Fighting migrant smuggling", 5, 30, "Partnerships are in place.", 0.3)
    holding = Holding("d", "Factsheet", "ab" * 16, Origin("f.md", ""), Metadata(), 90, 4, 1)
    searched = Searched(("d",), 214, 12, ("World", "Cup"))
    shown = render.answer(
        answer(outcome=Outcome.NOT_FOUND, nearest=(near,), searched=searched), {"d": holding}
    )
    text = Reader(shown).text
    assert "The documents do not say." in text
    assert "“World” and “Cup” stand nowhere in the 214 passages searched." in text
    assert "Fighting migrant smuggling Factsheet Partnerships are in place." in text
    assert ("href", Place("d", 3, 5, 30, "ab" * 16).fragment) in Reader(shown).attributes
    assert "12 of 214 passages read in 0.3 s" in text


def test_not_found_shows_what_is_known_all_the_same():
    known = said("The section has a heading and no text.", citation())
    text = Reader(render.answer(answer(known, outcome=Outcome.NOT_FOUND), {})).text
    assert "The documents do not say." in text
    assert "The section has a heading and no text." in text


def test_a_follow_up_says_how_it_was_understood():
    shown = render.answer(answer(standalone_question="What of the Pact?"), {})
    assert "understood as: What of the Pact?" in Reader(shown).text
    assert "understood as" not in render.answer(answer(), {})


def test_sentences_to_several_questions_stand_below_their_own():
    first = replace(said("Eight.", citation()), part="When does it close?")
    second = replace(said("Ann.", citation("Other.", 10)), part="Who closes it?")
    text = Reader(render.answer(answer(first, second), {})).text
    places = [text.index(words) for words in (first.part, "Eight.", second.part, "Ann.")]
    assert places == sorted(places)


def test_the_paragraphs_of_a_long_answer_say_where_they_are_from():
    sections = [citation(label=f"Section {n}", start=n * 100) for n in range(5)]
    long = [[said("Words.", section)] for section in sections]
    assert render.heads(long) == [section.label for section in sections]
    assert render.heads(long[:2]) == ["", ""]


def test_text_of_any_direction_finds_its_own():
    shown = Reader(render.answer(answer(said("שלום.", citation())), {}))
    assert ("dir", "auto") in shown.attributes
    assert ("dir", "auto") in Reader(render.question("שלום?")).attributes


def test_an_unsupported_statement_is_marked():
    shown = render.answer(answer(said("Perhaps.", support=Support.UNSUPPORTED)), {})
    assert "no passage supports this sentence" in Reader(shown).text


def test_notices_set_commands_apart():
    assert "<code>footnote ingest</code>" in render.notice("Run `footnote ingest`.").replace(
        "&#32;", " "
    )


def test_the_library_lists_documents_with_their_weight():
    holding = Holding(
        "d", HOSTILE, "ab" * 16, Origin("f.md", ""), Metadata(date="2024-04"), 90, 4, 1
    )
    generation = Generation(2, "2026-11-23T10:00:00+00:00", "footnote ingest", "m", 3, "v", 4, {})
    read = Reader(
        library_pane.library(library_pane.Shelf(generation, [holding]), library_pane.May())
    )
    assert "1 document, 4 passages, generation 2" in read.text
    assert HOSTILE in read.text
    assert "2024-04" in read.text


def test_markup_is_text():
    assert isinstance(element("p"), Markup)


# What a language model has to do with an answer


def written(*left_out: Statement, failure: str = "", **changes) -> Answer:
    writing = Writing("ollama:llama3.2", "1", failure, left_out, 2000, 100, 0.002)
    model = "extractive" if failure else writing.model
    return answer(said("It is so.", citation()), model=model, writing=writing, **changes)


def test_a_written_answer_names_its_model_and_what_it_took():
    text = Reader(render.answer(written(), {})).text
    assert "written by ollama:llama3.2 · 2,100 tokens · $0.0020" in text


def test_what_was_left_out_stands_struck_through_in_a_closed_disclosure():
    false = Statement("It is not.", Support.UNSUPPORTED, (), reasons=("The source denies it.",))
    shown = Reader(render.answer(written(false), {}))
    assert "1 sentence is left out" in shown.text
    assert "The source denies it." in shown.text
    assert {"details", "summary", "del"} <= shown.tags
    assert ("open", None) not in shown.attributes


def test_nothing_is_told_of_what_was_left_out_where_nothing_was():
    assert "left out" not in Reader(render.answer(written(), {})).text


def test_the_documents_own_words_stand_in_and_the_answer_says_for_whom():
    shown = Reader(render.answer(written(failure="The model failed: see `footnote doctor`."), {}))
    assert (
        "The model failed: see footnote doctor. Below are the documents' own words." in shown.text
    )
    assert "written by" not in shown.text


def test_a_sentence_that_is_not_verified_yet_is_marked_so():
    shown = Reader(render.being_written(written(), "And it may be so."))
    assert "And it may be so. being checked" in shown.text


def test_hostile_text_of_a_model_runs_nothing():
    false = Statement(HOSTILE, Support.UNSUPPORTED, (), reasons=(HOSTILE,))
    hostile = written(false, failure=HOSTILE)
    for shown in (render.answer(hostile, {}), render.being_written(hostile, HOSTILE)):
        read = Reader(shown)
        assert read.tags <= TAGS
        assert {name for name, _ in read.attributes} <= ATTRIBUTES
        assert all(value.startswith("#") for name, value in read.attributes if name == "href")


@pytest.mark.parametrize(
    "source", ["http://e.example/x.png", "//e.example", "data:image/png,", "/page/1"]
)
def test_a_picture_is_a_page_of_a_document(source):
    with pytest.raises(ValueError, match="pictures"):
        element("img", src=source)
    assert element("img", src="page/3/1.png") == '<img src="page&#47;3&#47;1&#46;png">'


@pytest.mark.parametrize(
    ("tag", "kind"), [("button", "submit"), ("input", "image"), ("input", "file")]
)
def test_fields_and_buttons_are_plain_ones(tag, kind):
    with pytest.raises(ValueError, match="type"):
        element(tag, type=kind)
    with pytest.raises(ValueError, match="type"):
        element(tag)


def test_official_texts_are_the_only_places_elsewhere():
    official = "https://eur-lex.europa.eu/eli/reg/2024/1348/oj"
    assert "eur" in element("a", "The act", href=official)
    with pytest.raises(ValueError, match="links"):
        element("a", "Another", href="https://eur-lex.europa.eu.example/")


def test_words_are_filled_with_markup_and_with_text_that_stays_text():
    link = element("a", "here", href="#library")
    filled = fill("Look {where}, says {who}.", where=link, who="<b>")
    assert filled == f"Look {link}&#44; says &#60;b&#62;&#46;"
