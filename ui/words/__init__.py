"""The interface's own words, in the language of whoever looks.

The words stand in the code in English. `fr.po`, `de.po` and `es.po` hold the others; what is not
translated there is shown in English. The texts of documents, answers and error sentences stay as
they are.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import negotiate_locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "fr", "de", "es")
REGIONS: Final = {ENGLISH: "en_GB"}  # whose dates are written as the texts here write them
HERE: Final = Path(__file__).parent
_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While it lasts, `say` speaks this one of the LANGUAGES."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def spoken() -> str:
    """The language that is spoken now."""
    return _language.get()


def chosen(accepted: str) -> str:
    """The language for what a browser accepts (the header Accept-Language), English in doubt."""
    weighed = (entry.partition(";q=") for entry in accepted.replace(" ", "").split(","))
    wished = sorted(weighed, key=lambda entry: -quality(entry[2]))
    names = [name.replace("-", "_") for name, *_ in wished if name]
    return negotiate_locale(names, LANGUAGES) or ENGLISH


def quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def say(words: str, **values: object) -> str:
    """Words of the interface, with values in place of `{names}`. Without values the places stay,
    to be filled with markup.
    """
    told = catalogue(spoken()).gettext(words)
    return told.format(**values) if values else told


def quoted(words: str) -> str:
    """The words between the quotation marks of the language."""
    return say("“{text}”", text=words)


def say_many(one: str, many: str, count: int, **values: object) -> str:
    """Words that depend on a count, which stands in place of `{count}`."""
    told = catalogue(spoken()).ngettext(one, many, count)
    return told.format(count=number(count), **values)


def number(value: float, digits: int = 0) -> str:
    """“12,345”: a number as the language writes it."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=spoken())


def moment(stamp: str) -> str:
    """“27 November 2026, 14:05”: a time of the record (ISO 8601) on this machine's clock."""
    at = datetime.fromisoformat(stamp).astimezone()
    return f"{day(at)}, {at:%H:%M}"


def day(on: date) -> str:
    """“27 November 2026”, as the language writes it."""
    return format_date(on, "long", locale=REGIONS.get(spoken(), spoken()))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The words of a language by their English."""
    if language == ENGLISH:
        return gettext.NullTranslations()
    compiled = BytesIO()
    with (HERE / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
