"""What a document refers to: provisions of its own, and of acts it names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.celex import NamedAct, named_acts
from corpus.document import Document, Reference, Section
from ingest.law.mentions import Mention, mentions

HERE = ""
OUTSIDE = "outside"  # a treaty, or an act that cannot be told: no reference is recorded

THIS = re.compile(r",?\s+(?:of|to)\s+this\s+(?:Article|Regulation|Directive|Decision|Act)\b")
THAT = re.compile(r",?\s+(?:thereof|of\s+that\s+(?:Regulation|Directive|Decision|Act))\b")
TREATY = re.compile(
    r",?\s+(?:of\s+)?(?:the\s+)?(?:said\s+)?"
    r"(?:TFEU|TEU|Charter|Treaty|Geneva|Convention|Protocol|UN\s|United\s)"
)
BEHIND = re.compile(
    r",?\s+(?:of|to|in)\s+(?:the\s+)?(?:Council\s+|Commission\s+|Delegated\s+|Implementing\s+)*"
)
LISTED = re.compile(
    r"and|or|to|recitals?|Articles?|Arts?\.|Annex|points?|\d[\da-z()]*|\([\da-z()]+|[IVXLC]+"
)
LONGEST_BEHIND = 60  # characters between a provision and the act it is of
LONGEST_LIST = 200  # characters from an act's name to the last provision listed behind it


def references(document: Document) -> tuple[Reference, ...]:
    """The cross-references of a text, in order. What cannot be placed is left out."""
    acts = list(named_acts(document.text))
    articles = [section for section in document.outline if section.kind == "article"]
    headings = {section.start for section in document.outline}
    return tuple(
        reference
        for mention in mentions(document.text)
        if mention.start not in headings
        and (reference := placed(document.text, acts, articles, mention))
    )


def placed(
    text: str, acts: Sequence[NamedAct], articles: Sequence[Section], mention: Mention
) -> Reference | None:
    """The reference a mention makes, `None` where it leads out of what has a CELEX number."""
    act = act_of_mention(text, acts, mention)
    if act == OUTSIDE:
        return None
    label = mention.label
    if mention.relative:
        article = article_at(articles, mention.start)
        if article is None or act != HERE:
            return None
        label = article.label + label
    return Reference(label, act, mention.start, mention.end)


def act_of_mention(text: str, acts: Sequence[NamedAct], mention: Mention) -> str:
    """The CELEX number of the act, HERE for the document's own provisions, or OUTSIDE."""
    if THIS.match(text, mention.last):
        return HERE
    if TREATY.match(text, mention.last):
        return OUTSIDE
    before = acts[: bisect_right(acts, mention.start, key=lambda act: act.end)]
    if THAT.match(text, mention.last):
        return before[-1].celex if before else OUTSIDE
    following = bisect_left(acts, mention.last, key=lambda act: act.start)
    if following < len(acts) and is_behind(text, mention.last, acts[following].start):
        return acts[following].celex
    if before and is_listed(text, before[-1].end, mention.start):
        return before[-1].celex
    return HERE


def is_behind(text: str, start: int, end: int) -> bool:
    """“Article 6 of Directive 2013/32/EU”: whether only “of” stands between."""
    return end - start <= LONGEST_BEHIND and bool(BEHIND.fullmatch(text, start, end))


def is_listed(text: str, start: int, end: int) -> bool:
    """“Regulation (EU) 2024/1351, Art. 57(1), Art. 58”: whether only such items stand between."""
    between = text[start:end] if end - start <= LONGEST_LIST else ""
    if not between.startswith(",") or between.count(")") > between.count("("):
        return False
    return all(LISTED.fullmatch(word) for word in re.split(r"[\s,]+", between) if word)


def article_at(articles: Sequence[Section], offset: int) -> Section | None:
    """The article that holds an offset. Articles do not nest."""
    index = bisect_right(articles, offset, key=lambda article: article.start) - 1
    return articles[index] if index >= 0 and offset < articles[index].end else None
