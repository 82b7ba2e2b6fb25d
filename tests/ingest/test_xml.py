"""XML of no known kind: the words of its elements."""

import pytest

from corpus.errors import DamagedSource, EmptySource
from ingest.readers.xml import read


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<l><r><a>1</a><b>2</b></r><r><a>3</a><b>4</b></r></l>", "1\n2\n\n3\n4"),
        ("<d><p>mixed <b>words</b> here</p><p>next</p></d>", "mixed words here\nnext"),
        ("<d>&lt;tag&gt;<!-- no --><?no?></d>", "<tag>"),
        ('<d a="attribute"><e/>word</d>', "word"),
    ],
)
def test_records_part_and_their_words_stand_on_lines(source: str, expected: str) -> None:
    assert read(source.encode(), "d", "x.xml").text == expected


def test_the_declared_encoding_is_used_and_a_title_found() -> None:
    source = '<?xml version="1.0" encoding="iso-8859-2"?><d><title>Żółw</title></d>'
    document = read(source.encode("iso-8859-2"), "d", "x.xml")
    assert (document.title, document.text) == ("Żółw", "Żółw")


def test_entities_that_would_grow_and_broken_markup_are_refused() -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    with pytest.raises(EmptySource):
        read(laughs.encode(), "d", "x.xml")
    with pytest.raises(DamagedSource, match=r"x\.xml cannot be read as XML: line 2 is not"):
        read(b"<d>\n<e></d>", "d", "x.xml")
