"""The same with the real readers in their sandbox, and with a real act where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.settings import Settings
from ingest.fetch.check import Read
from ingest.fetch.choice import Choice, Edition, Form
from ingest.fetch.manifest import Act, Manifest
from ingest.fetch.run import Outcome
from ingest.sandbox import readers
from tests.ingest.fetch.pages import act_page, consolidated_page, formex_package
from tests.ingest.fetch.site import Answer, Site

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "eurlex-samples"
GDPR = Act("32016R0679", "data-protection", articles=99, recitals=173)


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    with readers(Settings()) as reading:
        yield reading


def with_the_gdpr(site: Site) -> Manifest:
    manifest = site.manifest()
    return Manifest(manifest.fetch, (GDPR,))


def test_an_act_in_each_dialect_is_known_for_what_it_is(site, fetching, read) -> None:
    celex = "/resource/celex/32099R0001"
    consolidated = "/resource/celex/02099R0001-20991231"
    site.gives(celex, Answer(act_page()), Answer(formex_package()))
    site.gives(consolidated, Answer(consolidated_page()))
    site.gives(
        "/webapi/rdf/sparql",
        Answer(b'{"results": {"bindings": [{"celex": {"value": "02099R0001-20991231"}}]}}'),
    )
    result = fetching(Choice(edition=Edition.BOTH), read=read)
    assert [(f.outcome, f.reason) for f in result.files] == [(Outcome.NEW, "")] * 2
    result = fetching(Choice(form=Form.FORMEX), read=read)
    assert [(f.outcome, f.reason) for f in result.files] == [(Outcome.NEW, "")]


def test_an_act_that_lacks_an_article_is_told(site, fetching, read) -> None:
    site.gives("/resource/celex/32099R0001", Answer(act_page(articles=1)))
    assert "it has 1 articles and should have 2" in fetching.reason(read=read)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of EUR-Lex are not here")
def test_the_general_data_protection_regulation(site, fetching, read) -> None:
    page = (SAMPLES / "gdpr-oj.html").read_bytes()
    site.gives("/resource/celex/32016R0679", Answer(page, cut=300_000), Answer(page))
    manifest = with_the_gdpr(site)
    assert fetching.outcome(manifest=manifest, read=read, max_bytes=50e6) is Outcome.NEW
    kept = fetching.folder / "data-protection" / "original-en.html"
    assert kept.read_bytes() == page


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of EUR-Lex are not here")
def test_half_of_it_is_not_taken(site, fetching, read) -> None:
    page = (SAMPLES / "gdpr-oj.html").read_bytes()
    half = page[: len(page) // 2] + b"</body></html>"
    site.gives("/resource/celex/32016R0679", Answer(half))
    reason = fetching.reason(manifest=with_the_gdpr(site), read=read, max_bytes=50e6)
    assert "articles and should have 99" in reason
