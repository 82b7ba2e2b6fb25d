"""A small act as a reader of law would make it, for tests of what comes after reading."""

from corpus.document import Authority, Document, Metadata, Note
from ingest.readers.draft import LINE, Draft

KITES = "32031R0007"


def kite_act(chapeau: str = "A kite shall have a string that is:", **metadata: str) -> Document:
    """“Regulation (EU) 2031/7 on kites”: two recitals, two chapters, four articles, an annex."""
    draft = Draft()
    title = "Regulation (EU) 2031/7 on kites"
    draft.begin(title, "title", 1, heading=f"{title}, and repealing Directive 2013/32/EU")
    draft.begin("Preamble", "preamble", 1)
    draft.add("Having regard to the wind,")
    recital(draft, 1, "Kites rise against the wind.")
    recital(draft, 2, "Strings break, as Article 2(1) recalls.")
    draft.begin("Chapter I", "chapter", 1, heading="CHAPTER I\nGeneral rules")
    article(draft, "Article 1", "Definitions")
    draft.add("For the purposes of this Regulation:")
    point(draft, "point", "Article 1(1)", 3, "(1)", "‘kite’ means a body held by a string;")
    point(draft, "point", "Article 1(2)", 3, "(2)", "‘string’ or ‘line’ means what holds it;")
    point(draft, "point", "Article 1(3)", 3, "(3)", "‘kite string’ means a string of a kite.")
    article(draft, "Article 2", "Strings")
    paragraph(draft, "Article 2(1)", "1.", chapeau)
    point(draft, "point", "Article 2(1)(a)", 4, "(a)", "strong; and")
    point(draft, "point", "Article 2(1)(b)", 4, "(b)", "visible, meaning:")
    point(draft, "subpoint", "Article 2(1)(b)(i)", 5, "(i)", "red.")
    draft.begin("Article 2(1), second subparagraph", "subparagraph", 4)
    draft.add("Point (b) does not apply at night.")
    paragraph(
        draft, "Article 2(2)", "2.", "Each kite as referred to in paragraph 1 has one string."
    )
    draft.begin("Chapter II", "chapter", 1, heading="CHAPTER II\nFinal provisions")
    article(draft, "Article 3", "Entry into force")
    draft.add(
        "This Regulation enters into force on 1 May, as Article 4 of Directive 2013/32/EU did."
    )
    draft.begin("Notes", "notes", 1)
    draft.begin("Note 1", "note", 2, number="(1)")
    start, end = draft.add("OJ L 1, 1.1.2031.")
    text = draft.text()
    called = text.index("Directive 2013/32/EU did") + len("Directive 2013/32/EU")
    return Document(
        "acts/kites",
        title,
        text,
        draft.sections(),
        notes=(Note("Note 1", called, start, end),),
        metadata=Metadata(identifier=KITES, language="en", authority=Authority.BINDING, **metadata),
    )


def recital(draft: Draft, number: int, words: str) -> None:
    draft.begin(f"Recital {number}", "recital", 2, number=f"({number})")
    draft.add(words)


def article(draft: Draft, label: str, heading: str) -> None:
    draft.begin(label, "article", 2, heading=f"{label}\n{heading}")


def paragraph(draft: Draft, label: str, number: str, words: str) -> None:
    draft.begin(label, "paragraph", 3, number=number)
    draft.add(words)


def point(draft: Draft, kind: str, label: str, level: int, number: str, words: str) -> None:
    draft.begin(label, kind, level, number=number, lead=LINE)
    draft.add(words)
