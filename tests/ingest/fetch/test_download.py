"""Nothing is fetched twice in vain, and nothing half is taken for whole."""

import gzip

import pytest

from ingest.fetch.choice import Choice, Form
from ingest.fetch.connection import Clock
from ingest.fetch.ledger import LEDGER, Validator
from ingest.fetch.run import Outcome
from tests.ingest.fetch.conftest import TODAY
from tests.ingest.fetch.pages import act_page, formex_package, read_pages
from tests.ingest.fetch.site import Answer

CELEX = "/resource/celex/32099R0001"
MARK = {"ETag": '"one"'}
DAY = {"Last-Modified": "Wed, 22 May 2099 10:00:00 GMT"}
CUT = 500


@pytest.mark.parametrize(("mark", "header"), [(MARK, "If-None-Match"), (DAY, "If-Modified-Since")])
def test_what_has_not_changed_is_not_sent_again(site, fetching, mark, header) -> None:
    site.gives(CELEX, Answer(act_page(), headers=mark))
    assert [fetching.outcome(), fetching.outcome()] == [Outcome.NEW, Outcome.UNCHANGED]
    assert header not in site.asked[0].headers
    assert site.asked[1].headers[header] in mark.values()


def test_the_same_text_in_other_bytes_is_no_change(site, fetching) -> None:
    """Cellar makes a zip anew for each request, and pages carry the time of day."""
    choice = Choice(form=Form.FORMEX)
    old, new = formex_package(made_at=2000), formex_package(made_at=2001)
    assert old != new
    site.gives(CELEX, Answer(old), Answer(new))
    assert fetching.outcome(choice=choice) is Outcome.NEW
    assert fetching.outcome(choice=choice) is Outcome.UNCHANGED
    assert (fetching.folder / "kites" / "original-en.zip").read_bytes() == old


def test_a_file_that_was_altered_here_is_fetched_anew(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK))
    fetching()
    fetching.file.write_text("scribbled over")
    assert fetching.outcome() is Outcome.UPDATED
    assert fetching.file.read_bytes() == act_page()


def test_a_damaged_ledger_costs_a_download_and_no_more(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK))
    fetching()
    (fetching.folder / LEDGER).write_text('{"files": 7}')
    assert fetching.outcome() is Outcome.UPDATED
    assert fetching.outcome() is Outcome.UNCHANGED


def test_an_answer_that_breaks_off_is_taken_up_where_it_ended(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK, cut=CUT), Answer(act_page(), headers=MARK))
    assert fetching.outcome() is Outcome.NEW
    assert site.asked[1].headers["Range"] == f"bytes={CUT}-"
    assert site.asked[1].headers["If-Range"] == '"one"'
    assert fetching.file.read_bytes() == act_page()


def test_a_run_that_was_stopped_is_taken_up_by_the_next(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK, cut=CUT))
    assert "its answer broke off" in fetching.reason(manifest=site.manifest(attempts=1))
    assert not fetching.file.exists()
    site.gives(CELEX, Answer(act_page(), headers=MARK))
    assert fetching.outcome() is Outcome.NEW
    assert site.asked[1].headers["Range"] == f"bytes={CUT}-"
    assert fetching.file.read_bytes() == act_page()


def test_control_c_leaves_what_was_there(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK))
    fetching()
    site.gives(CELEX, Answer(act_page(more=" It shall be red."), headers={"ETag": '"two"'}))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetching(read=interrupted)
    assert fetching.file.read_bytes() == act_page()
    assert fetching.outcome() is Outcome.UPDATED


def test_halves_of_two_texts_are_never_joined(site, fetching) -> None:
    new = act_page(more=" It shall be red.")
    site.gives(
        CELEX, Answer(act_page(), headers=MARK, cut=CUT), Answer(new, headers={"ETag": '"two"'})
    )
    assert fetching.outcome() is Outcome.NEW
    assert fetching.file.read_bytes() == new


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_strong_mark_it_begins_again(site, fetching, headers) -> None:
    site.gives(
        CELEX, Answer(act_page(), headers=headers, cut=CUT), Answer(act_page(), headers=headers)
    )
    assert fetching.outcome() is Outcome.NEW
    assert "Range" not in site.asked[1].headers


def test_a_part_that_no_longer_fits_is_thrown_away(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK, cut=CUT))
    fetching(manifest=site.manifest(attempts=1))
    part = fetching.file.with_name(".original-en.html.part")
    part.write_bytes(act_page() * 2)
    site.gives(CELEX, Answer(act_page(), headers=MARK))
    assert fetching.outcome() is Outcome.NEW
    assert fetching.file.read_bytes() == act_page()
    assert not part.exists()


def test_another_part_than_was_asked_for_is_thrown_away(site, fetching) -> None:
    wrong = MARK | {"Content-Range": "bytes 7-99/100"}
    other = Answer(b"something else</html>", status=206, headers=wrong)
    site.gives(
        CELEX,
        Answer(act_page(), headers=MARK, cut=CUT),
        other,
        Answer(act_page(), headers=MARK),
    )
    assert fetching.outcome() is Outcome.NEW
    assert fetching.file.read_bytes() == act_page()


def test_an_answer_cut_short_in_silence_is_asked_for_again(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), cut=CUT, says_length=False), Answer(act_page()))
    assert fetching.outcome() is Outcome.NEW
    assert fetching.file.read_bytes() == act_page()


def test_a_package_cut_short_in_silence_is_asked_for_again(site, fetching) -> None:
    package = formex_package()
    site.gives(CELEX, Answer(package, cut=len(package) - 30, says_length=False), Answer(package))
    assert fetching.outcome(choice=Choice(form=Form.FORMEX)) is Outcome.NEW


def test_one_that_stays_short_is_not_taken(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), cut=CUT, says_length=False))
    assert "its answer is not whole" in fetching.reason()
    assert not fetching.file.exists()


def test_too_large_by_its_own_word(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page()))
    assert "raise FOOTNOTE_SOURCE_MB" in fetching.reason(max_bytes=1000)
    assert list(fetching.file.parent.iterdir()) == []


def test_too_large_without_a_word(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), says_length=False))
    assert "raise FOOTNOTE_SOURCE_MB" in fetching.reason(max_bytes=1000)
    assert len(site.asked) == 1


def test_too_large_when_unpacked(site, fetching) -> None:
    packed = gzip.compress(act_page() + b" " * 2_000_000)
    site.gives(CELEX, Answer(packed, headers={"Content-Encoding": "gzip"}))
    assert "raise FOOTNOTE_SOURCE_MB" in fetching.reason()


def test_a_packed_answer_is_unpacked(site, fetching) -> None:
    packed = gzip.compress(act_page())
    site.gives(CELEX, Answer(packed, headers={"Content-Encoding": "gzip", **MARK}))
    assert fetching.outcome() is Outcome.NEW
    assert fetching.file.read_bytes() == act_page()


def test_an_answer_that_drips_is_given_up(site, fetching) -> None:
    site.gives(CELEX, Answer(act_page(), headers=MARK))
    hours = iter(range(0, 10**9, 3600))
    clock = Clock(lambda _: None, lambda: next(hours), lambda: 0.5, lambda: TODAY)
    assert "takes too long" in fetching.reason(clock=clock, read=read_pages)


def test_a_weak_mark_serves_to_ask_but_not_to_join() -> None:
    weak = Validator("u", 'W/"a"', "yesterday")
    assert weak.unless_same() == {"If-None-Match": 'W/"a"', "If-Modified-Since": "yesterday"}
    assert weak.if_same() == "yesterday"
    assert Validator("u", '"a"', "yesterday").if_same() == '"a"'
    assert Validator("u").if_same() == ""
