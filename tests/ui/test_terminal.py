"""How answers look in a terminal, and that nothing in them can steer it."""

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from corpus.document import Authority, Citation
from qa.answer import Answer, Further, Nearest, Outcome, Searched, Statement, Support
from ui.terminal.text import answer_view, inert, one_line, show

QUOTE = "Partnerships are in place with Morocco and Tunisia."
CITATION = Citation("pact/factsheet", "The Pact", "abc", "Smuggling", None, 10, 61, QUOTE)
STATEMENT = Statement(QUOTE, Support.VERBATIM, (CITATION,), highlight=(31, 50))
NEAREST = Nearest("pact/factsheet", "Smuggling", 10, 61, QUOTE, 0.5)
ANSWER = Answer(
    id="1",
    question="Which?",
    standalone_question="Which?",
    outcome=Outcome.ANSWERED,
    statements=(STATEMENT,),
    nearest=(NEAREST,),
    confidence=0.9,
    generation=1,
    model="extractive",
    seconds={},
)


def plain(renderable: RenderableType, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width)
    with console.capture() as captured:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def coloured(renderable: RenderableType) -> str:
    console = Console(file=io.StringIO(), force_terminal=True, width=200, color_system="standard")
    with console.capture() as captured:
        console.print(renderable)
    return captured.get()


def test_an_answer_with_its_footnote() -> None:
    assert plain(answer_view(ANSWER)).splitlines() == [
        f"{QUOTE} [1]",
        "",
        "[1] Smuggling · The Pact",
        "    pact/factsheet, characters 10 to 61",
        f"    “{QUOTE}”",
    ]


def test_a_footnote_says_how_much_its_words_weigh() -> None:
    law = replace(CITATION, authority=Authority.BINDING, edition="Official Journal, 1 May 2031")
    shown = plain(answer_view(replace(ANSWER, statements=(replace(STATEMENT, citations=(law,)),))))
    assert "    binding text, Official Journal, 1 May 2031 · pact/factsheet, characters" in shown


def test_definitions_and_provisions_stand_below_the_footnotes() -> None:
    further = (Further("defines “partnership”", replace(CITATION, label="Article 2(1)")),)
    assert plain(answer_view(replace(ANSWER, further=further))).splitlines()[-4:] == [
        "See also:",
        "· Article 2(1) · The Pact",
        "  defines “partnership” · pact/factsheet, characters 10 to 61",
        f"  {QUOTE}",
    ]


def test_the_highlight_is_bold() -> None:
    assert "\x1b[1mMorocco and Tunisia\x1b[0m" in coloured(answer_view(ANSWER))


def test_the_same_characters_have_one_footnote() -> None:
    other = replace(CITATION, label="Elsewhere", start=70, end=80)
    twice = replace(ANSWER, statements=(STATEMENT, replace(STATEMENT, citations=(other, CITATION))))
    text = plain(answer_view(twice))
    assert f"{QUOTE} [2] [1]" in text
    assert text.count("· The Pact") == 2


def test_a_label_that_is_the_title_is_said_once() -> None:
    titled = replace(STATEMENT, citations=(replace(CITATION, label="The Pact"),))
    text = plain(answer_view(replace(ANSWER, statements=(titled,))))
    assert "[1] The Pact\n" in text


def test_a_page_is_named() -> None:
    paged = replace(STATEMENT, citations=(replace(CITATION, page=3),))
    assert "characters 10 to 61, page 3" in plain(answer_view(replace(ANSWER, statements=(paged,))))


def test_what_is_not_supported_is_marked() -> None:
    marked = replace(STATEMENT, support=Support.UNSUPPORTED)
    text = plain(answer_view(replace(ANSWER, statements=(marked,))))
    assert "(not supported by the documents)" in text


def test_not_found_helps() -> None:
    searched = Searched(missing_terms=("drowned", "Mediterranean"))
    answer = replace(ANSWER, outcome=Outcome.NOT_FOUND, statements=(), searched=searched)
    text = plain(answer_view(answer))
    assert text.startswith("The documents do not say.")
    assert "“drowned”, “Mediterranean”" in text
    assert "pact/factsheet, characters 10 to 61" in text


def test_partly_says_so() -> None:
    answer = replace(ANSWER, outcome=Outcome.PARTLY)
    assert "only in part" in plain(answer_view(answer))


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "L", "P", "Z"])))
def test_nothing_a_document_holds_steers_the_terminal(text: str) -> None:
    shown = inert(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160]
    assert "\u202e" not in shown


def test_markup_in_a_document_stays_text() -> None:
    text = "[bold]:smile: [link=x]y[/link]"
    answer = replace(ANSWER, statements=(replace(STATEMENT, text=text, highlight=None),))
    assert text in plain(answer_view(answer))


def test_long_text_is_cut_at_a_word() -> None:
    assert one_line("one  two\nthree", 9) == "one two …"


def test_a_pipe_gets_no_colour_and_no_wrapping(capsys) -> None:
    long = replace(STATEMENT, text="word " * 100, highlight=None)
    show(answer_view(replace(ANSWER, statements=(long,))))
    first, *_ = capsys.readouterr().out.splitlines()
    assert "\x1b" not in first
    assert len(first) > 490
