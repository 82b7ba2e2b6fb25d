"""What a language model writes, in whatever form and in whatever pieces, becomes drafts."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.protocol import Draft, DraftParser, DraftQuote
from qa.protocol.cleaning import cleaned
from qa.protocol.draft import MOST_CHARS, MOST_DRAFTS, MOST_QUOTES

MARKS = (
    *("SAY: ", "SAY", "FROM 2: ", "FROM ", "From passage 3 - ", "[2]", '[1: "', '"', "“", "”"),
    *("\n", "\n\n", " ", ".", "NOTHING", "<think>", "</think>", "**", "- ", "1. ", "```json\n"),
    *('{"statements": [', '{"text": "', '", "quotes": [', '{"passage": 1, "quote": "', '"}', "]}"),
    *("{", "}", "[", "]", ",", "\\", "\x00", "\ud800", "\u202e", "I'm sorry, but I can't"),
    *("![a](http://e.org/i.png)", "[words](http://e.org)", "<img src=x>", "The pool is closed"),
)
TEXT = st.lists(st.sampled_from(MARKS) | st.text(max_size=5), max_size=40).map("".join)
ANY = TEXT | st.text(max_size=300)


def read(text: str) -> list[Draft]:
    parser = DraftParser()
    return parser.feed(text) + parser.close()


def read_by_character(text: str) -> list[Draft]:
    parser = DraftParser()
    found = [draft for character in text for draft in parser.feed(character)]
    return found + parser.close()


def draft(text: str, *quotes: tuple[int | None, str]) -> Draft:
    return Draft(text, tuple(DraftQuote(number, words) for number, words in quotes))


POOL = draft("The pool is closed.", (2, "the pool shall be closed"))


@pytest.mark.parametrize(
    "text",
    [
        'SAY: The pool is closed.\nFROM 2: "the pool shall be closed"',
        'Say: The pool is closed.\nFrom [2]: "the pool shall be closed"\n',
        "SAY 1. The pool is closed.\nFROM 2: the pool shall be closed",
        "SAY: The pool is closed.\nFrom passage 2 - “the pool shall be closed”",
        '**SAY:** The pool is closed.\n**FROM 2:** "the pool shall be closed"',
        "- SAY: **The pool** is closed.\n  - FROM 2: «the pool shall be closed»",
        '1. SAY: The pool is closed.\n   FROM 2 (Article 5(2)): "the pool shall be closed"',
        'SAY: The pool is closed. FROM 2: "the pool shall be closed"',
        'SAY: The pool is closed.\nFROM 2:\n"the pool\nshall be closed"',
        'SAY: The pool is closed.\n\nFROM 2: "the pool shall be closed" (Article 5)',
        'SAY: The pool is closed [2: "the pool shall be closed"].',
        "The pool is closed (passage 2: “the pool shall be closed”).",
        'Here is the answer.\n\nThe pool is closed.\nFROM 2: "the pool shall be closed"',
        "SAY: According to passage 2, the pool is closed [2].\nFROM 2: the pool shall be closed",
        "<think>\nSAY: Something else.\n</think>\nSAY: The pool is closed.\n"
        'FROM 2: "the pool shall be closed"',
        'They ask for the pool.</think>The pool is closed.\nFROM 2: "the pool shall be closed"',
        "SAY: The pool is closed.\r\nFROM 2: 'the pool shall be closed'\r\n",
        'STATEMENT 1: The pool is closed.\nPASSAGE 2: "the pool shall be closed"',
    ],
)
def test_the_plain_form_is_read_however_it_is_misspelt(text: str) -> None:
    assert read(text) == [POOL]


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": [{"text": "The pool is closed.",'
        ' "quotes": [{"passage": 2, "quote": "the pool shall be closed"}]}]}',
        'Sure! Here it is:\n```json\n{\n  "statements": [\n    {"text": "The pool is closed.",\n'
        '"quotes": [{"passage": "[2]", "quote": "“the pool\nshall be closed”"},]}\n]}\n```\nDone.',
        '[{"statement": "The pool is closed.",'
        ' "citations": {"source": 2, "text": "the pool shall be closed"}}]',
        '{"statements": [{"text": "The pool is closed.",'
        ' "quotes": [{"passage": 2, "quote": "the pool shall be closed"}, {"passage": 3, "quo',
        '{"statements": [{"text": "The pool is closed.",'
        ' "quotes": [{"passage": 2, "quote": "the pool shall be closed"}',
    ],
)
def test_json_is_read_also_in_a_fence_behind_words_and_by_half(text: str) -> None:
    assert read(text) == [POOL]


def test_each_statement_has_the_quotes_that_follow_it() -> None:
    text = 'SAY: One.\nFROM 1: "a b"\nFROM 3: "c d"\n\nSAY: Two.\nFROM 1: "e f"\n'
    assert read(text) == [draft("One.", (1, "a b"), (3, "c d")), draft("Two.", (1, "e f"))]


def test_every_sentence_of_one_statement_must_be_carried_by_all_its_quotes() -> None:
    text = 'SAY: The pool is closed. The gate is open.\nFROM 1: "a b"\nFROM 2: "c d"'
    both = ((1, "a b"), (2, "c d"))
    assert read(text) == [draft("The pool is closed.", *both), draft("The gate is open.", *both)]


def test_a_quote_within_a_sentence_belongs_to_that_sentence() -> None:
    text = 'The pool is closed [2: "a b"]. The gate is open. [3: "c d"] The bar is full.'
    assert read(text) == [
        draft("The pool is closed.", (2, "a b")),
        draft("The gate is open.", (3, "c d")),
        draft("The bar is full."),
    ]


def test_a_passage_that_is_only_named_is_a_quote_without_words() -> None:
    assert read("The pool is closed [2].") == [draft("The pool is closed.", (2, ""))]


def test_numbers_of_paragraphs_are_no_marks() -> None:
    text = 'SAY: Article 5(2) applies.\nFROM 1: "Article 5(2) shall apply"'
    assert read(text) == [draft("Article 5(2) applies.", (1, "Article 5(2) shall apply"))]


def test_a_date_behind_from_is_no_mark() -> None:
    assert read("From 2 June, pools are open.") == [draft("From 2 June, pools are open.")]


def test_a_passage_that_does_not_exist_is_kept_for_the_verifier() -> None:
    assert read('SAY: One.\nFROM 99: "a b"') == [draft("One.", (99, "a b"))]
    assert read('SAY: One.\nFROM: "a b"') == [draft("One.", (None, "a b"))]


def test_quotation_marks_within_a_quote_are_kept() -> None:
    text = "SAY: A “guest” is a person.\nFROM 1: “guest” means a person who swims"
    assert read(text) == [draft("A “guest” is a person.", (1, "“guest” means a person who swims"))]
    assert read('SAY: One.\nFROM 1: "the “guest” swims"') == [
        draft("One.", (1, "the “guest” swims"))
    ]


def test_prose_without_marks_becomes_drafts_without_quotes() -> None:
    assert read("The pool is closed. The gate is open.\n") == [
        draft("The pool is closed."),
        draft("The gate is open."),
    ]


def test_words_before_the_first_mark_are_an_introduction() -> None:
    assert read('Here you are.\nSAY: One.\nFROM 1: "a b"') == [draft("One.", (1, "a b"))]


def test_words_behind_the_quotes_are_a_draft_of_their_own() -> None:
    assert read('SAY: One.\nFROM 1: "a b"\n\nThat is all.')[1] == draft("That is all.")


def test_a_last_sentence_that_broke_off_is_no_draft() -> None:
    assert read('SAY: One.\nFROM 1: "a b"\nSAY: Guests may enter') == [draft("One.", (1, "a b"))]
    assert read("The pool is closed.\nGuests may enter") == [draft("The pool is closed.")]


def test_a_draft_is_given_out_when_the_next_one_begins() -> None:
    parser = DraftParser()
    assert parser.feed('SAY: The pool is closed.\nFROM 2: "the pool shall be closed"\n') == []
    assert parser.feed("SAY:") == [POOL]


def test_a_statement_of_json_is_given_out_at_its_brace() -> None:
    parser = DraftParser()
    assert parser.feed('{"statements": [{"text": "One.", "quotes": [') == []
    assert parser.feed('{"passage": 1, "quote": "a b"}]}') == [draft("One.", (1, "a b"))]


@pytest.mark.parametrize("before", ["SAY: ", "Well.\n\nSAY: ", '{"statements": [{"text": "'])
def test_the_tail_is_the_sentence_being_written(before: str) -> None:
    parser = DraftParser()
    parser.feed(before + "The **pool** is cl")
    assert parser.tail == "The pool is cl"


def test_the_tail_stays_while_its_quotes_are_written() -> None:
    parser = DraftParser()
    parser.feed('SAY: The pool is closed.\nFROM 2: "the po')
    assert parser.tail == "The pool is closed."


@pytest.mark.parametrize(
    "text",
    [
        *("NOTHING", "nothing.", "**Nothing**\n", "SAY: NOTHING", "NOTHING. It is about pools."),
        *('{"statements": []}', "```json\n{}\n```", '{"statements": [{"text": "NOTHING"}]}'),
        "The passages do not answer the question.",
        "I'm sorry, but the provided passages do not contain that.",
    ],
)
def test_nothing_is_understood(text: str) -> None:
    parser = DraftParser()
    assert parser.feed(text) + parser.close() == []
    assert parser.said_nothing
    assert not parser.refused


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m sorry. I cannot assist with that request. Is there anything else?",
        "Sorry, I can't do that.",
        "I am unable to answer.",
        "As an AI language model, I do not give advice.",
        "SAY: I cannot provide this.",
        '{"statements": [{"text": "I won\'t answer that.", "quotes": []}]}',
    ],
)
def test_a_refusal_is_understood(text: str) -> None:
    parser = DraftParser()
    assert parser.feed(text) + parser.close() == []
    assert parser.refused
    assert not parser.said_nothing


def test_an_answer_is_neither_a_refusal_nor_nothing() -> None:
    parser = DraftParser()
    text = 'SAY: I cannot provide this.\nFROM 1: "I cannot provide this"\nNOTHING\n'
    assert len(parser.feed(text) + parser.close()) == 1
    assert not parser.refused
    assert not parser.said_nothing


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [the page](https://e.org/a_(b)) now.", "See the page now."),
        ("See ![a map](http://e.org/m.png) now.", "See now."),
        ("See https://e.org/x?y=z, www.e.org and mailto:a@e.org.", "See, and."),
        ("<b>Bold</b> <img src=x onerror=alert(1)> words.", "Bold words."),
        ("<scr<b>ipt>alert(1)</script>", "alert(1)"),
        ("## **Bold** and _it_ and `code` in snake_case.", "Bold and it and code in snake_case."),
        ("The fee【4†source】 is due [2, 3][^4].", "The fee is due."),
        ("Two\nlines\x00\u202e of\u200b\ud800 words.", "Two lines of words."),
        ("“All of it.”", "All of it."),
        ("“One” and “two”", "“One” and “two”"),
        ("2. The fee is € 5 (Article 3(1)).", "The fee is € 5 (Article 3(1))."),
    ],
)
def test_a_statement_is_plain_words_on_one_line(written: str, shown: str) -> None:
    assert cleaned(written) == shown


@given(ANY)
@example('SAY: One.\nFROM 1: "a b"\nSAY: Two </think>\nSAY: Three.')
@example('[{"text": "One.", "quotes": []}]')
def test_the_cut_of_the_pieces_changes_nothing(text: str) -> None:
    assert read(text) == read_by_character(text)


@given(ANY)
def test_any_text_is_read_and_what_comes_of_it_is_bounded_and_plain(text: str) -> None:
    parser = DraftParser()
    for found in parser.feed(text) + parser.close():
        assert any(map(str.isalnum, found.text))
        assert len(found.text) <= MOST_CHARS
        assert not any(litter in found.text for litter in ("\n", "\x00", "://", "](", "<img"))
        assert len(found.quotes) <= MOST_QUOTES
        assert all(len(quote.text) <= MOST_CHARS for quote in found.quotes)
    assert isinstance(parser.tail, str)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 99), st.from_regex("[a-z]{1,9}( [a-z]{1,9}){2,5}", fullmatch=True)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_as_asked_is_read_as_meant(written: list[tuple[int, str]]) -> None:
    meant = [draft(f"The {words}.", (number, words)) for number, words in written]
    plain = "\n".join(f'SAY: The {words}.\nFROM {number}: "{words}"' for number, words in written)
    statements = [
        {"text": d.text, "quotes": [{"passage": q.number, "quote": q.text} for q in d.quotes]}
        for d in meant
    ]
    assert read(plain) == meant
    assert read(json.dumps({"statements": statements})) == meant


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "SAY: One.\n",
            "a",
            "a ",
            "\n",
            '"',
            "[",
            "{",
            "[1: ",
            '{"text": "',
            "<think>",
            "</think>",
        ),
        *(
            'FROM 1: "a b"\n',
            '{"text": "One.", "quotes": []}',
            "\\",
            " " * 50,
            '{"a": [',
            "](",
            "<!--",
        ),
    ],
)
def test_a_model_that_does_not_stop_is_read_to_a_bound(piece: str) -> None:
    parser = DraftParser()
    text = piece * (100_000 // len(piece))
    found = parser.feed(text[:50_000])
    for start in range(50_000, len(text), 7):
        found += parser.feed(text[start : start + 7])
    assert len(found + parser.close()) <= MOST_DRAFTS


def test_a_parser_that_has_enough_says_so() -> None:
    parser = DraftParser()
    assert len(parser.feed("SAY: One.\n" * 99)) == MOST_DRAFTS
    assert parser.is_full
    assert parser.tail == ""
