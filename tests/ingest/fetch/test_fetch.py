"""What came is put in its place only when it is right; what was there before stays."""

import json

import pytest

from corpus.errors import FolderUnwritable, UnknownAct
from ingest.fetch.choice import Choice, Edition, Form
from ingest.fetch.manifest import Page
from ingest.fetch.run import Outcome
from tests.ingest.fetch.pages import (
    ERROR_PAGE,
    act_page,
    consolidated_page,
    formex_package,
    page,
)
from tests.ingest.fetch.site import Answer

CELEX = "/resource/celex/32099R0001"
LIST = "/webapi/rdf/sparql"
FORMEX = Choice(form=Form.FORMEX)
BOTH = Choice(edition=Edition.BOTH)


def dates(*celex: str) -> Answer:
    rows = [{"celex": {"type": "literal", "value": number}} for number in celex]
    return Answer(json.dumps({"results": {"bindings": rows}}).encode())


def test_an_act_is_asked_of_cellar_by_celex_form_and_language(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page()))
    assert fetching.outcome() is Outcome.NEW
    (asked,) = site.asked
    assert asked.path == CELEX
    assert asked.headers["Accept"] == "application/xhtml+xml, text/html"
    assert asked.headers["Accept-Language"] == "eng"
    assert asked.headers["User-Agent"] == "Footnote (test)"


def test_the_bytes_are_kept_as_they_came(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page()))
    fetching()
    assert fetching.file.read_bytes() == act_page()
    assert [f.name for f in fetching.file.parent.iterdir()] == ["original-en.html"]


def test_a_formex_package_is_asked_for_whole(site, fetching) -> None:
    site.gives(CELEX, Answer(formex_package()))
    assert fetching.outcome(choice=FORMEX) is Outcome.NEW
    assert site.asked[0].headers["Accept"] == "application/zip;mtype=fmx4"
    assert (fetching.folder / "kites" / "original-en.zip").read_bytes() == formex_package()


def test_a_form_replaces_the_other(site, fetching) -> None:
    """Both would be ingested as two documents of one text."""
    site.gives(CELEX, Answer(act_page()), Answer(formex_package()))
    fetching()
    fetching(FORMEX)
    assert [f.name for f in fetching.file.parent.iterdir()] == ["original-en.zip"]


def test_a_file_of_somebody_else_is_not_removed(site, fetching) -> None:
    site.gives(CELEX, Answer(formex_package()))
    fetching.file.parent.mkdir(parents=True)
    fetching.file.write_text("mine")
    fetching(FORMEX)
    assert fetching.file.read_text() == "mine"


def test_an_act_that_the_manifest_does_not_know_is_refused(fetching) -> None:
    with pytest.raises(UnknownAct, match="it knows 32099R0001"):
        fetching(Choice(only=("32016R0679",)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (act_page("32099R0002"), "it is 32099R0002"),
        (ERROR_PAGE, "it is no act that can be told"),
        (act_page(articles=1), "it has 1 articles and should have 2"),
        (act_page(recitals=4), "it has 4 recitals and should have 3"),
        (act_page(language="FR"), "it is in the language “fr”"),
    ],
)
def test_what_is_wrong_is_not_taken_and_the_file_from_before_stays(
    site, fetching, body, reason
) -> None:
    site.gives(CELEX, Answer(act_page()), Answer(body))
    fetching()
    assert reason in fetching.reason()
    assert fetching.file.read_bytes() == act_page()
    assert [f.name for f in fetching.file.parent.iterdir()] == ["original-en.html"]


def test_a_package_that_cannot_be_read_is_not_taken(site, fetching) -> None:
    site.gives(CELEX, Answer(b"PK not a zip PK\x05\x06"))
    assert "kind of file Footnote does not read" in fetching.reason(choice=FORMEX)
    assert not (fetching.folder / "kites" / "original-en.zip").exists()


def test_a_changed_text_is_an_update(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page()), Answer(act_page(more=" It shall be red.")))
    fetching()
    assert fetching.outcome() is Outcome.UPDATED
    assert b"red" in fetching.file.read_bytes()


def test_an_order_that_fails_costs_itself_alone(site, fetching) -> None:
    kites = Page("kites.html", "Kites", "Commission", f"{site.url}/kites", ("Kites",))
    site.gives("/kites", Answer(page()))
    result = fetching(manifest=site.manifest(kites))
    assert [file.outcome for file in result.files] == [Outcome.FAILED, Outcome.NEW]
    assert result.failed
    assert result.holds_files


def test_a_page_has_to_hold_its_words(site, fetching) -> None:
    kites = Page("kites.html", "Kites", "Commission", f"{site.url}/kites", ("Kites",))
    site.gives("/kites", Answer(page("Balloons")), Answer(ERROR_PAGE), Answer(page()))
    manifest = site.manifest(kites)
    reasons = [fetching(manifest=manifest).files[1].reason for _ in range(3)]
    assert "it does not hold “Kites”" in reasons[0]
    assert "characters of text" in reasons[1]
    assert reasons[2] == ""
    assert (fetching.folder / "pages" / "kites.html").is_file()


def test_original_and_consolidated_text_are_two_files(site, fetching) -> None:
    site.gives(LIST, dates("02099R0001-20990101", "02099R0001-20991231", "02098R0001-20991231"))
    site.gives(CELEX, Answer(act_page()))
    site.gives("/resource/celex/02099R0001-20991231", Answer(consolidated_page()))
    result = fetching(BOTH)
    assert [file.outcome for file in result.files] == [Outcome.NEW, Outcome.NEW]
    assert sorted(f.name for f in fetching.file.parent.iterdir()) == [
        "consolidated-en.html",
        "original-en.html",
    ]


def test_a_newer_consolidated_text_takes_the_place_of_the_older(site, fetching) -> None:
    site.gives(LIST, dates("02099R0001-20990101"), dates("02099R0001-20991231"))
    for day in ("20990101", "20991231"):
        celex = f"02099R0001-{day}"
        answer = Answer(consolidated_page(celex), headers={"ETag": '"the same for both"'})
        site.gives(f"/resource/celex/{celex}", answer)
    choice = Choice(edition=Edition.CONSOLIDATED)
    assert fetching.outcome(choice=choice) is Outcome.NEW
    assert fetching.outcome(choice=choice) is Outcome.UPDATED
    assert b"31.12.2099" in (fetching.folder / "kites" / "consolidated-en.html").read_bytes()


def test_a_consolidated_text_of_another_day_is_not_taken(site, fetching) -> None:
    site.gives(LIST, dates("02099R0001-20991231"))
    site.gives(
        "/resource/celex/02099R0001-20991231", Answer(consolidated_page("02099R0001-20990101"))
    )
    assert "it is 02099R0001-20990101" in fetching.reason(
        choice=Choice(edition=Edition.CONSOLIDATED)
    )


def test_an_act_without_a_consolidated_text_is_said(site, fetching) -> None:
    site.gives(LIST, dates("02099R0001-21000102"))
    result = fetching(Choice(edition=Edition.CONSOLIDATED))
    assert result.files == ()
    assert result.notices == ("No consolidated text is known of 32099R0001.",)


def test_when_the_list_cannot_be_had_the_known_dates_serve(site, fetching) -> None:
    site.gives(LIST, Answer(b"<html>Sorry</html>"))
    result = fetching(Choice(edition=Edition.CONSOLIDATED))
    assert "The dates known when Footnote was made are taken instead." in result.notices[0]


def test_a_folder_that_cannot_be_written_ends_it(site, fetching) -> None:
    fetching.folder.write_text("a file")
    with pytest.raises(FolderUnwritable):
        fetching()
    assert site.asked == []


def test_each_order_is_reported_before_it_is_carried_out(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page()))
    reported: list[tuple] = []
    fetching(report=lambda *step: reported.append((*step, len(site.asked))))
    assert reported == [("32099R0001 (kites, original, en)", 1, 1, 0)]
