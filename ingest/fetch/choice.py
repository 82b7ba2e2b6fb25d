"""What somebody may ask for. Imports nothing large: the command line is made of it."""

from dataclasses import dataclass
from enum import StrEnum

# The 24 official languages: as Footnote names them, and as Cellar does.
CODES = (
    "bg-bul cs-ces da-dan de-deu el-ell en-eng es-spa et-est fi-fin fr-fra ga-gle hr-hrv "
    "hu-hun it-ita lt-lit lv-lav mt-mlt nl-nld pl-pol pt-por ro-ron sk-slk sl-slv sv-swe"
)
LANGUAGES = dict(pair.split("-") for pair in CODES.split())


class Edition(StrEnum):
    """The two texts of an act, and both."""

    ORIGINAL = "original"
    CONSOLIDATED = "consolidated"
    BOTH = "both"


class Form(StrEnum):
    """The two forms that keep the structure of an act."""

    XHTML = "xhtml"
    FORMEX = "formex"


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a manifest is asked for. `only` are CELEX numbers; none means all acts."""

    languages: tuple[str, ...] = ("en",)
    edition: Edition = Edition.ORIGINAL
    form: Form = Form.XHTML
    only: tuple[str, ...] = ()
    pages: bool = True

    @property
    def original(self) -> bool:
        return self.edition is not Edition.CONSOLIDATED

    @property
    def consolidated(self) -> bool:
        return self.edition is not Edition.ORIGINAL
