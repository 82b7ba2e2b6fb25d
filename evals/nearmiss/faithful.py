"""Right statements with right quotes that do not look alike: what has to be accepted."""

import re
from collections.abc import Iterator

from evals.nearmiss.case import Case, Quote
from evals.nearmiss.figures import draw
from evals.nearmiss.sentences import Sentence

NO_BREAK, THIN, SOFT = "\u00a0", "\u2009", "\u00ad"
LIGATURES = (
    ("ffi", "\ufb03"),
    ("ffl", "\ufb04"),
    ("ff", "\ufb00"),
    ("fi", "\ufb01"),
    ("fl", "\ufb02"),
)
HYPHENS = ("\u2010", "\u2011")
LONG_WORD = re.compile(r"\b[a-z]{9,}\b")
# Examples and apposed words that may go, and the rest still says what the sentence says.
EXAMPLES = re.compile(
    r", (?:such as|for example|for instance|among them|above all)"
    r"(?:(?!, (?:and|but|or|if|where)).)*$"
    r"| such as (?:(?!, |\bmay\b|\bmust\b|\bis\b|\bare\b|\bso that\b|\bor\b.*\bor\b).)*$"
)
RELATIVE = re.compile(r", (?:which|who) (?:(?!, ).)*$")
UNDER_ARTICLE = re.compile(
    r",? (?:under|as) Articles? \d+(?:\(\w+\))*(?: to \(\w+\)| and \(\w+\))*(?: of (?:the )?[^,]*?"
    r"(?:Regulation|Directive|regulation|directive)[^,]*)?(?: says| provides)?$"
)
BRACKET = re.compile(r" \((?!EU\)|EC\)|\d|[a-z]\)|20)(?:[^()]|\([^()]*\))*\)(?!\()")
FIRST_CLAUSE = re.compile(
    r", (?:and|but) (?=(?:the|a|an|any|silence|responsibility|each|this|that|those|it|these|Ireland"
    r"|it|no|every|one|authorities|children|Denmark|such|two)\b [^,]*"
    r"\b(?:may|must|is|are|has|have|can"
    r"|lasts|decides|gives|goes|count|counts|needs|ends|takes|does|was|were|come|comes|begin|chairs"
    r"|had|meets|makes|screens|adds|confirmed|stands|prevails|mean|means|follow|follows|rises|passes)\b)"
)
CONNECTIVE = re.compile(r"^(?:In addition, |For instance, |As a rule, (?=$)|Also, )")
ENDS_OPEN = re.compile(r"\b(?:is|are|of|the|and|or|to|in)$")
NARROWS = re.compile(
    r"\b(?:inference|not|only|unless|if|provided|except|exempt|refuse[ds]?|limits?|restricted)\b"
)


def verbatim(sentence: Sentence) -> Iterator[Case]:
    """The sentence, quoted as it stands, with its reference and without."""
    way = draw(sentence.text, 3)
    said = sentence.text if way == 0 else sentence.bare
    quote = sentence.spoken if way == 1 else sentence.text
    yield right("verbatim", sentence, said, quote)


def two_verbatim(one: Sentence, other: Sentence) -> Iterator[Case]:
    """Two sentences of one passage, each quoted."""
    quotes = (Quote(1, one.spoken), Quote(1, other.spoken))
    yield Case("verbatim", True, f"{one.bare} {other.bare}", quotes, (one.passage,))


def respaced(sentence: Sentence) -> Iterator[Case]:
    """Line breaks, double and no-break spaces, words divided at the end of a line."""
    ways = (broken_lines, doubled_spaces, no_breaks, divided, softened, tabbed)
    way = ways[draw(sentence.text, len(ways))]
    if (quote := way(sentence.spoken)) != sentence.spoken:
        yield right("re-spaced", sentence, sentence.bare, quote)


def broken_lines(text: str) -> str:
    words = text.split(" ")
    return " ".join(w + ("\n" if n % 7 == 6 else "") for n, w in enumerate(words)).replace(
        "\n ", "\n"
    )


def doubled_spaces(text: str) -> str:
    return text.replace(" ", "  ")


def no_breaks(text: str) -> str:
    return (
        re.sub(r"(?<=\d) (?=\d)", THIN, text)
        .replace(" the ", f" the{NO_BREAK}")
        .replace(" of ", f" of{NO_BREAK}")
    )


def divided(text: str) -> str:
    """Long words divided by a hyphen at the end of a line, as on a printed page."""
    return LONG_WORD.sub(lambda word: word[0][:5] + "-\n" + word[0][5:], text, count=2)


def softened(text: str) -> str:
    return LONG_WORD.sub(lambda word: word[0][:4] + SOFT + word[0][4:], text)


def tabbed(text: str) -> str:
    return "\n  " + text.replace(", ", ",\t") + "  \n"


def differently_marked(sentence: Sentence) -> Iterator[Case]:
    """Other quotation marks, dashes, apostrophes and ligatures."""
    ways = (ligatures, hyphens, enclosed, apostrophes)
    for offset in range(len(ways)):
        way = ways[(draw(sentence.text, len(ways)) + offset) % len(ways)]
        if (quote := way(sentence.spoken)) != sentence.spoken:
            yield right("differently marked", sentence, sentence.bare, quote)
            return


def ligatures(text: str) -> str:
    for letters, ligature in LIGATURES:
        text = text.replace(letters, ligature)
    return text


def hyphens(text: str) -> str:
    return re.sub(r"(?<=[a-z])-(?=[a-z])", HYPHENS[draw(text, 2)], text)


def enclosed(text: str) -> str:
    opening, closing = ("«»", "“”", "„“", '""', "‘’", "''")[draw(text, 6)]
    return f"{opening}{text}{closing}"


def apostrophes(text: str) -> str:
    return text.replace("'", "’").replace(' "', " «").replace('"', "»")


def shortened(sentence: Sentence) -> Iterator[Case]:
    """Brackets, examples, apposed clauses, references or a second clause left out."""
    spoken = sentence.spoken
    for pattern in (BRACKET, EXAMPLES, RELATIVE, UNDER_ARTICLE, CONNECTIVE):
        short = pattern.sub("", spoken, count=1).strip()
        if short != spoken and len(short.split()) >= 5 and not ENDS_OPEN.search(short):
            yield right("shortened", sentence, short[0].upper() + short[1:] + ".", spoken)
            return


def part_quoted(sentence: Sentence) -> Iterator[Case]:
    """The first of two main clauses, said and quoted alone."""
    found = FIRST_CLAUSE.search(sentence.spoken)
    if not found:
        return
    first, second = sentence.spoken[: found.start()], sentence.spoken[found.end() :]
    if (
        len(first.split()) < 6
        or NARROWS.search(second)
        or first.startswith(("If", "Where", "When"))
    ):
        return
    whole_quoted = draw(sentence.text, 3) == 0
    kind = "shortened" if whole_quoted else "part quoted"
    yield right(kind, sentence, first + ".", sentence.spoken if whole_quoted else first)


def right(kind: str, sentence: Sentence, statement: str, quote: str) -> Case:
    return Case(kind, True, statement, (Quote(1, quote),), (sentence.passage,))
