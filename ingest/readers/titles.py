"""What a document is called: by its properties, by its main heading, or by its file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.document import Section

# What programs fill in when nobody gave a title.
NO_TITLES = re.compile(
    r"(?:untitled(?: document)?|document|(?:powerpoint )?presentation|book|workbook|slide)"
    r"\s*\d*(?:\.\w+)?$|microsoft \w+ - ",
    re.I,
)


def title_of(stated: Sequence[str], outline: Sequence[Section], source: str) -> str:
    """The first title stated that says anything, else the main heading, else the file's name."""
    given = (title for title in stated if title and not NO_TITLES.match(title))
    return next(given, main_heading(outline) or PurePath(source).stem)


def main_heading(outline: Sequence[Section]) -> str:
    """The only heading of the first level, or one that the text begins with; empty without."""
    tops = tops_of(outline)
    return only_heading(outline) or (tops[0].label if tops and tops[0].start == 0 else "")


def only_heading(outline: Sequence[Section]) -> str:
    """The heading of the first level where there is just one, else nothing."""
    tops = tops_of(outline)
    return tops[0].label if len(tops) == 1 else ""


def tops_of(outline: Sequence[Section]) -> list[Section]:
    return [section for section in outline if section.level == 1 and section.kind == "section"]


def titled(outline: Sequence[Section], title: str) -> tuple[Section, ...]:
    """The outline in which the heading that is the title has the kind `title`."""
    return tuple(
        replace(section, kind="title") if section.label == title else section for section in outline
    )
