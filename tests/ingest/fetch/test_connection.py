"""Polite, patient, and never anywhere else than where it was said."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ForeignHost
from ingest.fetch.connection import permitted, retry_after_s
from ingest.fetch.manifest import Page
from ingest.fetch.run import Outcome
from tests.ingest.fetch.pages import act_page, page
from tests.ingest.fetch.site import Answer, serving

CELEX = "/resource/celex/32099R0001"
HOSTS = ("publications.europa.eu", "127.0.0.1:8000")
NOON = datetime(2099, 5, 22, 12, tzinfo=UTC)


def pages(site, count: int) -> list[Page]:
    return [
        Page(f"page-{n}.html", f"Page {n}", "Commission", f"{site.url}/{n}", ())
        for n in range(count)
    ]


def test_http_becomes_https() -> None:
    """Cellar's redirects lead to http addresses."""
    url = "http://publications.europa.eu/resource/cellar/a.0006.03/DOC_1?x=1#top"
    wanted = "https://publications.europa.eu/resource/cellar/a.0006.03/DOC_1?x=1"
    assert permitted(url, HOSTS, url) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "https://publications.europa.eu.example.org/",
        "https://publications.europa.eu@example.org/",
        "https://user:password@publications.europa.eu/",
        "https://publications.europa.eu:8443/",
        "http://127.0.0.1:8001/",
        "ftp://publications.europa.eu/",
        "file:///etc/passwd",
        "https://[::1/",
        "",
    ],
)
def test_any_other_address_is_refused(url) -> None:
    with pytest.raises(ForeignHost):
        permitted(url, HOSTS, url)


@given(st.one_of(st.text(), st.text().map(lambda tail: "https://publications.europa.eu" + tail)))
def test_no_address_leads_to_a_host_that_was_not_announced(url: str) -> None:
    try:
        allowed = permitted(url, HOSTS, url)
    except ForeignHost:
        return
    assert allowed.startswith(("https://publications.europa.eu", "http://127.0.0.1:8000"))
    assert allowed.split("://")[1].partition("/")[0].partition("?")[0] in HOSTS


def test_a_redirect_is_followed_with_what_was_asked(site, fetching) -> None:
    site.gives(CELEX, Answer(status=303, headers={"Location": "/resource/cellar/1/DOC_1"}))
    site.gives("/resource/cellar/1/DOC_1", Answer(act_page()))
    assert fetching.outcome() is Outcome.NEW
    assert [asked.headers["Accept-Language"] for asked in site.asked] == ["eng", "eng"]


def test_a_redirect_to_another_host_is_not_followed(site, fetching) -> None:
    with serving() as elsewhere:
        site.gives(CELEX, Answer(status=302, headers={"Location": f"{elsewhere.url}/trap"}))
        assert f"leads to {elsewhere.host}" in fetching.reason()
        assert elsewhere.asked == []


def test_a_redirect_among_the_hosts_of_the_manifest_is_followed(site, fetching) -> None:
    with serving() as mirror:
        site.gives(CELEX, Answer(status=301, headers={"Location": f"{mirror.url}/act"}))
        mirror.gives("/act", Answer(act_page()))
        assert fetching.outcome(manifest=site.manifest(hosts=(mirror.host,))) is Outcome.NEW


def test_a_loop_is_left(site, fetching) -> None:
    site.gives(CELEX, Answer(status=302, headers={"Location": CELEX}))
    assert "sent on again and again" in fetching.reason()
    assert len(site.asked) < 10


def test_a_redirect_to_nowhere_is_left(site, fetching) -> None:
    site.gives(CELEX, Answer(status=302))
    assert "sent on again and again" in fetching.reason()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "is not offered in this language and form (status 404)"),
        (406, "is not offered in this language and form (status 406)"),
        (403, "is refused to programs (status 403)"),
        (202, "is refused to programs (status 202)"),
        (300, "take it whole with --format formex"),
    ],
)
def test_a_no_is_taken_for_a_no(site, fetching, status, words) -> None:
    site.gives(CELEX, Answer(b"<html></html>", status=status))
    assert words in fetching.reason()
    assert len(site.asked) == 1


def test_an_error_of_the_host_is_tried_again_ever_later(site, fetching, waits) -> None:
    site.gives(CELEX, Answer(status=500), Answer(status=503), Answer(act_page()))
    assert fetching.outcome() is Outcome.NEW
    assert waits.pauses == [2.0, 4.0]


def test_after_the_last_attempt_it_is_given_up(site, fetching) -> None:
    site.gives(CELEX, Answer(status=502))
    reason = fetching.reason()
    assert "gave no usable answer in 3 attempts (it answers with status 502)" in reason
    assert "goes on where it stopped" in reason
    assert len(site.asked) == 3


def test_a_host_is_waited_for_as_long_as_it_asks(site, fetching, waits) -> None:
    site.gives(CELEX, Answer(status=429, headers={"Retry-After": "30"}), Answer(act_page()))
    assert fetching.outcome() is Outcome.NEW
    assert waits.pauses == [30.0]


def test_but_not_for_hours(site, fetching, waits) -> None:
    site.gives(CELEX, Answer(status=429, headers={"Retry-After": "7200"}))
    assert "asks to wait 7200 s" in fetching.reason()
    assert waits.pauses == []


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Fri, 22 May 2099 12:00:20 GMT", 20.0),
        ("Fri, 22 May 2099 11:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("-5", 0.0),
    ],
)
def test_retry_after_is_a_number_or_a_date(value, seconds) -> None:
    assert retry_after_s(value, NOON) == seconds


def test_a_silent_host_is_tried_again(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), stall_s=5.0), Answer(act_page()))
    assert fetching.outcome(manifest=site.manifest(timeout_s=0.2)) is Outcome.NEW
    assert len(site.asked) == 2


def test_a_host_that_is_down_is_not_asked_for_everything(site, fetching) -> None:
    for n in range(5):
        site.gives(f"/{n}", Answer(status=503))
    site.gives(CELEX, Answer(status=503))
    result = fetching(manifest=site.manifest(*pages(site, 5)))
    assert [file.outcome for file in result.files] == [Outcome.FAILED] * 6
    assert len(site.asked) == 6


def test_a_host_that_says_no_is_not_down(site, fetching) -> None:
    for n in range(5):
        site.gives(f"/{n}", Answer(status=404 if n % 2 else 503))
    site.gives("/4", Answer(page()))
    site.gives(CELEX, Answer(status=404))
    result = fetching(manifest=site.manifest(*pages(site, 5)))
    assert result.files[-1].outcome is Outcome.NEW


def test_no_host_is_there_at_all(site, fetching) -> None:
    with serving() as gone:
        pass
    manifest = gone.manifest()
    assert "no connection" in fetching.reason(manifest=manifest)


def test_between_two_requests_to_a_host_there_is_a_pause(site, fetching, waits) -> None:
    site.gives(CELEX, Answer(act_page()))
    for n in range(2):
        site.gives(f"/{n}", Answer(page()))
    result = fetching(manifest=site.manifest(*pages(site, 2)))
    assert not result.failed
    assert waits.pauses == [1.0, 1.0]


def test_two_hosts_need_no_pause_between_them(site, fetching, waits) -> None:
    with serving() as other:
        site.gives(CELEX, Answer(act_page()))
        other.gives("/0", Answer(page()))
        result = fetching(manifest=site.manifest(*pages(other, 1), hosts=(other.host,)))
    assert not result.failed
    assert waits.pauses == []
