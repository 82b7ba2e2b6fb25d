"""`footnote fetch`: says where it goes, goes nowhere unasked, and offers what comes next."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.fetch.pages import act_page, page
from tests.ingest.fetch.site import Answer, Site, serving

CELEX = "/resource/celex/32099R0001"
MANIFEST = """
[fetch]
cellar = "{url}"
hosts = ["{host}"]
user_agent = "Footnote (test)"
wait_s = 0
timeout_s = 5
deadline_s = 60
attempts = 2
backoff_s = 0.01
longest_wait_s = 1

[[act]]
celex = "32099R0001"
short = "kites"
articles = 2
recitals = 3

[[page]]
file = "kites.html"
title = "Kites"
publisher = "Commission"
url = "{url}/kites"
words = ["Kites"]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site with an act and a page, which the command takes for the Union's."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving() as running:
        manifest = tmp_path / "sources.toml"
        manifest.write_text(MANIFEST.format(url=running.url, host=running.host))
        monkeypatch.setattr("ingest.fetch.manifest.SHIPPED_MANIFEST", manifest)
        running.gives(CELEX, Answer(act_page()))
        running.gives("/kites", Answer(page()))
        yield running


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr("ui.commands.fetch.in_terminal", lambda: True)


def test_where_nobody_can_agree_it_asks_nothing(site, terminal) -> None:
    result = terminal("fetch")
    assert result.exit_code == 2
    assert f"would open the network to {site.host}" in result.stderr
    assert "--yes" in result.stderr
    assert site.asked == []


def test_a_no_is_a_no(site, terminal, somebody) -> None:
    result = terminal("fetch", stdin="n\n")
    assert result.exit_code == 1
    assert f"to no other hosts than: {site.host}." in result.stderr
    assert site.asked == []
    assert not Path("official").exists()


def test_a_yes_brings_the_files_and_offers_the_plan(site, terminal, somebody) -> None:
    result = terminal("fetch", stdin="y\ny\n")
    assert result.exit_code == 0, result.output
    assert "new kites/original-en.html" in result.stdout
    assert Path("official/kites/original-en.html").read_bytes() == act_page()
    assert " to embed, " in result.stdout
    documents = terminal.json("library")["documents"]
    assert "official/kites/original-en" in {d["document"] for d in documents}


def test_the_plan_may_be_declined(site, terminal, somebody) -> None:
    result = terminal("fetch", stdin="y\nn\n")
    assert result.exit_code == 0
    assert "added official/kites/original-en" in result.stdout
    assert "refused" not in result.stdout
    assert not terminal.library.exists()


def test_agreed_beforehand_it_still_says_where_it_goes(site, terminal) -> None:
    result = terminal("fetch", "--yes", "--to", "my acts")
    assert result.exit_code == 0
    assert f"to no other hosts than: {site.host}." in result.stderr
    assert str(Path("my acts").resolve()) in result.stderr
    assert "To take them into the library: footnote ingest 'my acts'" in result.stdout


def test_json_is_what_was_promised(site, terminal) -> None:
    result = terminal.json("fetch", "--yes")
    assert result == {
        "folder": "official",
        "files": [
            {
                "file": "kites/original-en.html",
                "url": site.url + CELEX,
                "outcome": "new",
                "reason": "",
            },
            {
                "file": "pages/kites.html",
                "url": f"{site.url}/kites",
                "outcome": "new",
                "reason": "",
            },
        ],
        "notices": [],
        "ingest": "footnote ingest official",
    }


def test_again_it_changes_nothing(site, terminal) -> None:
    terminal("fetch", "--yes")
    outcomes = [file["outcome"] for file in terminal.json("fetch", "--yes")["files"]]
    assert outcomes == ["unchanged", "unchanged"]


def test_a_failure_is_said_and_ends_with_1(site, terminal) -> None:
    terminal("fetch", "--yes")
    site.gives(CELEX, Answer(act_page("32099R0002")))
    result = terminal("fetch", "--yes")
    assert result.exit_code == 1
    assert "was not taken: it is 32099R0002. The file from before is kept." in result.stdout
    assert "unchanged pages/kites.html" in result.stdout


def test_when_nothing_came_there_is_nothing_to_ingest(site, terminal) -> None:
    site.answers.clear()
    result = terminal("fetch", "--yes", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ingest"] is None


def test_a_dry_run_lists_what_would_be_asked_and_asks_nothing(site, terminal) -> None:
    result = terminal("fetch", "--dry-run", "--edition", "both", "-l", "fr")
    assert result.exit_code == 0
    assert site.url + CELEX in result.stdout
    assert "application/xhtml+xml, text/html, fra → kites/original-fr.html" in result.stdout
    assert "02099R0001-YYYYMMDD" in result.stdout
    assert site.asked == []
    listed = terminal.json("fetch", "--dry-run")
    assert listed["hosts"] == [site.host]
    assert listed["requests"][0] == {
        "url": site.url + CELEX,
        "accept": "application/xhtml+xml, text/html",
        "accept_language": "eng",
        "file": "kites/original-en.html",
    }


def test_only_some_acts_come_without_the_pages(site, terminal) -> None:
    files = terminal.json("fetch", "--yes", "--only", "32099r0001")["files"]
    assert [file["file"] for file in files] == ["kites/original-en.html"]
    files = terminal.json("fetch", "--yes", "--only", "32099R0001", "--pages")["files"]
    assert len(files) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--language", "xx"], "“xx” is none of bg, cs,"),
        (["--only", "32016R0679"], "The manifest has no act 32016R0679"),
        (["--edition", "latest"], "latest"),
        (["--format", "pdf"], "pdf"),
    ],
)
def test_what_is_not_there_to_choose_is_refused(site, terminal, words, message) -> None:
    result = terminal("fetch", "--yes", *words)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert site.asked == []
