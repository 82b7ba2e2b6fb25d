"""What may be fetched, and the addresses it has."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.errors import BadManifest
from ingest.fetch.choice import LANGUAGES, Choice, Edition, Form
from ingest.fetch.manifest import Manifest, load_manifest
from ingest.fetch.orders import consolidated_celex, everything_asked, hosts, orders

HEAD = """
[fetch]
cellar = "https://publications.europa.eu"
hosts = ["publications.europa.eu"]
user_agent = "Footnote"
wait_s = 1
timeout_s = 1
deadline_s = 1
attempts = 1
backoff_s = 1
longest_wait_s = 1
"""
ACT = '[[act]]\ncelex = "32099R0001"\nshort = "kites"\n'


@pytest.fixture(scope="module")
def shipped() -> Manifest:
    return load_manifest()


def test_the_shipped_manifest_has_the_ten_acts_with_their_counts(shipped) -> None:
    assert len(shipped.act) == 10
    counts = {act.celex: (act.articles, act.recitals) for act in shipped.act}
    assert counts["32024R1351"] == (85, 94)
    assert all(articles and recitals for articles, recitals in counts.values())


def test_every_address_is_at_a_host_that_the_manifest_names(shipped) -> None:
    asked = everything_asked(shipped, Choice(edition=Edition.BOTH))
    assert {request.host for request, _ in asked} <= set(shipped.fetch.hosts)
    assert all(request.url.startswith("https://") for request, _ in asked)


def test_every_file_is_made_once(shipped) -> None:
    choice = Choice(tuple(LANGUAGES), Edition.BOTH)
    files = [file for _, file in everything_asked(shipped, choice)]
    assert len(files) == len(set(files)) == 1 + 24 * 20 + len(shipped.page)


def test_the_languages_are_the_24_of_the_union() -> None:
    assert len(LANGUAGES) == 24
    assert (LANGUAGES["en"], LANGUAGES["el"], LANGUAGES["ga"]) == ("eng", "ell", "gle")


def test_without_pages_one_host_is_enough(shipped) -> None:
    choice = Choice(pages=False)
    assert hosts(shipped, choice) == ("publications.europa.eu",)
    assert {request.host for request, _ in everything_asked(shipped, choice)} == {
        "publications.europa.eu"
    }


def test_only_one_act(shipped) -> None:
    choice = Choice(("fr", "de"), form=Form.FORMEX, only=("32024R1359",), pages=False)
    wanted = orders(shipped, choice, {})
    assert [order.file for order in wanted] == [
        "crisis-and-force-majeure/original-fr.zip",
        "crisis-and-force-majeure/original-de.zip",
    ]
    assert [order.request.accept_language for order in wanted] == ["fra", "deu"]


def test_cellar_gets_the_form_without_a_space(shipped) -> None:
    """With one it answers with an error."""
    wanted = orders(shipped, Choice(form=Form.FORMEX, pages=False), {})
    assert {order.request.accept for order in wanted} == {"application/zip;mtype=fmx4"}


def test_the_number_of_a_consolidated_text() -> None:
    assert consolidated_celex("32024R1348", date(2026, 2, 27)) == "02024R1348-20260227"
    assert consolidated_celex("32024R1348", None) == "02024R1348-YYYYMMDD"


def test_the_question_of_dates_names_the_acts(shipped) -> None:
    (request, file), *_ = everything_asked(shipped, Choice(edition=Edition.CONSOLIDATED))
    (query,) = parse_qs(urlsplit(request.url).query)["query"]
    assert file == ""
    assert all(f'"{act.celex}"^^' in query for act in shipped.act)
    assert query.count("{") == query.count("}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ACT, "fetch: "),
        (HEAD, "act: "),
        (HEAD + ACT + "colour = 1\n", "act.0.colour: "),
        (HEAD + ACT.replace("32099R0001", "2099/1"), "act.0.celex: "),
        (HEAD + ACT.replace("kites", "../kites"), "act.0.short: "),
        ("[[act", "manifest"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_named_with_the_place(tmp_path, text, words) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadManifest, match=words) as raised:
        load_manifest(file)
    assert str(file) in str(raised.value)
