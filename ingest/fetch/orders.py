"""What is wanted, as one order for each file: pure, nothing is asked of anybody here.

The forms of address are those of the Publications Office's “Cellar dissemination interface”:
`/resource/celex/{CELEX}`, `Accept` for the form and a language code of three letters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit

from corpus.errors import UnknownAct
from ingest.fetch.choice import LANGUAGES, Choice, Edition, Form
from ingest.fetch.manifest import Act, Manifest, Page

# Cellar answers with an error where a space follows the semicolon.
ACCEPT = {
    Form.XHTML: "application/xhtml+xml, text/html",
    Form.FORMEX: "application/zip;mtype=fmx4",
}
LIST_QUERY = """PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
SELECT DISTINCT ?celex WHERE {{
  VALUES ?base {{ {bases} }}
  ?act cdm:resource_legal_id_celex ?base .
  ?text cdm:act_consolidated_based_on_resource_legal ?act ; cdm:resource_legal_id_celex ?celex .
}}"""
XSD_STRING = "<http://www.w3.org/2001/XMLSchema#string>"
SUFFIX = {Form.XHTML: ".html", Form.FORMEX: ".zip"}


@dataclass(frozen=True, slots=True)
class ActText:
    """What makes a file the text that was ordered: one act in one edition and language."""

    act: Act
    edition: Edition
    language: str
    celex: str


@dataclass(frozen=True, slots=True)
class PageText:
    """What makes a file the page that was ordered."""

    page: Page


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a host: an address, and the form and language of the answer."""

    url: str
    accept: str
    accept_language: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Accept": self.accept, "Accept-Language": self.accept_language}
        return {name: value for name, value in headers.items() if value}


@dataclass(frozen=True, slots=True)
class Order:
    """One file to bring: `file` is its path below the folder, `rival` the same text's in the
    other form, which it replaces.
    """

    file: str
    name: str
    request: Request
    expected: ActText | PageText
    rival: str = ""


def chosen_acts(manifest: Manifest, choice: Choice) -> tuple[Act, ...]:
    """The acts asked for, in the manifest's order. Raises UnknownAct."""
    known = {act.celex for act in manifest.act}
    for celex in choice.only:
        if celex not in known:
            raise UnknownAct(celex=celex, known=", ".join(sorted(known)))
    return tuple(act for act in manifest.act if not choice.only or act.celex in choice.only)


def hosts(manifest: Manifest, choice: Choice) -> tuple[str, ...]:
    """Every host that may be contacted for a choice."""
    return manifest.fetch.hosts if choice.pages else (manifest.cellar_host,)


def orders(
    manifest: Manifest, choice: Choice, dates: Mapping[str, date | None]
) -> tuple[Order, ...]:
    """All that is asked for. `dates` has the newest consolidated text of the acts that have
    one, by CELEX number; None stands for a date that is still to be asked.
    """
    acts = chosen_acts(manifest, choice)
    wanted = [*act_orders(manifest, choice, acts, dates)]
    if choice.pages:
        wanted += [page_order(page) for page in manifest.page]
    return tuple(wanted)


def act_orders(
    manifest: Manifest, choice: Choice, acts: Sequence[Act], dates: Mapping[str, date | None]
) -> Iterator[Order]:
    for act in acts:
        for language in choice.languages:
            if choice.original:
                text = ActText(act, Edition.ORIGINAL, language, act.celex)
                yield act_order(manifest, choice.form, text)
            if choice.consolidated and act.celex in dates:
                celex = consolidated_celex(act.celex, dates[act.celex])
                text = ActText(act, Edition.CONSOLIDATED, language, celex)
                yield act_order(manifest, choice.form, text)


def act_order(manifest: Manifest, form: Form, text: ActText) -> Order:
    stem = f"{text.act.short}/{text.edition}-{text.language}"
    other = next(f for f in Form if f is not form)
    return Order(
        file=stem + SUFFIX[form],
        name=f"{text.celex} ({text.act.short}, {text.edition}, {text.language})",
        request=Request(
            f"{manifest.fetch.cellar}/resource/celex/{text.celex}",
            ACCEPT[form],
            LANGUAGES[text.language],
        ),
        expected=text,
        rival=stem + SUFFIX[other],
    )


def page_order(page: Page) -> Order:
    return Order(
        file=f"pages/{page.file}",
        name=f"{page.title} ({page.publisher})",
        request=Request(page.url, ACCEPT[Form.XHTML], "en"),
        expected=PageText(page),
    )


def consolidated_celex(celex: str, day: date | None) -> str:
    """`02024R1351-20260612`; with the letters YYYYMMDD for a date still to be asked."""
    return f"0{celex[1:]}-{day:%Y%m%d}" if day else f"0{celex[1:]}-YYYYMMDD"


def list_request(manifest: Manifest, acts: Sequence[Act]) -> Request:
    """The question which consolidated texts of some acts there are."""
    bases = " ".join(f'"{act.celex}"^^{XSD_STRING}' for act in acts)
    query = urlencode({"query": LIST_QUERY.format(bases=bases)})
    url = f"{manifest.fetch.cellar}/webapi/rdf/sparql?{query}"
    return Request(url, "application/sparql-results+json")


def everything_asked(manifest: Manifest, choice: Choice) -> tuple[tuple[Request, str], ...]:
    """Each request a choice leads to, with the file it makes; "" for the question of dates."""
    acts = chosen_acts(manifest, choice)
    unknown = dict.fromkeys((act.celex for act in acts), None)
    asked = [(list_request(manifest, acts), "")] if choice.consolidated else []
    asked += [(order.request, order.file) for order in orders(manifest, choice, unknown)]
    return tuple(asked)
