"""Documents as people write them, for properties: headings, paragraphs, lists, odd characters."""

from hypothesis import strategies as st

ODD = (
    "café 😀 Ω ２０２６ ﬁnal «quoté» "
    "*starred* `code` [link](x) <b>bold</b> | & $x$ a\\b ${evil} … –"
)
PLAIN = "the pact border Article 20(3) e.g. No. 604/2013 applies to"
WORDS = st.sampled_from(tuple(f"{PLAIN} {ODD}".split(" ")))
SENTENCE = st.lists(WORDS, min_size=1, max_size=25).map(lambda words: " ".join(words) + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=6).map(" ".join)
HEADING = st.builds(
    lambda level, words: "#" * level + " " + " ".join(words),
    st.integers(1, 6),
    st.lists(WORDS, min_size=1, max_size=5),
)
ITEMS = st.lists(SENTENCE, min_size=1, max_size=4).map(lambda s: "\n".join(f"- {x}" for x in s))
NUMBERED = st.lists(SENTENCE, min_size=1, max_size=4).map(
    lambda s: "\n".join(f"{n}. {x}" for n, x in enumerate(s, start=1))
)
RULE = st.just("---")
CODE = PARAGRAPH.map(lambda text: f"```\n{text}\n```")
QUOTE = PARAGRAPH.map(lambda text: f"> {text}")
BLOCK = st.one_of(PARAGRAPH, PARAGRAPH, HEADING, ITEMS, NUMBERED, RULE, CODE, QUOTE, st.text())
MARKDOWN = (
    st.lists(BLOCK, min_size=1, max_size=12)
    .map("\n\n".join)
    .filter(lambda text: any(c.isalnum() for c in text))
)
