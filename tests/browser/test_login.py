"""Logging in and out, in a real browser and as programs do it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import httpx
import pytest
from playwright.sync_api import expect

from corpus.settings import Settings
from qa.chain import Desk
from tests.browser.conftest import Chat, Window, serving
from ui.server.accounts import accounts_of, hash_of

# Chromium says so of every answer that is an error, also of a page.
REFUSED = "error: Failed to load resource: the server responded with a status of"
PASSWORD = "secret"
NAMES = [f"ada{number}" for number in range(40)]
FROM = "x-forwarded-for"  # what a proxy on this machine says is believed
_next = count()


@dataclass(frozen=True)
class Person:
    """Somebody who has failed at nothing yet: a name, and an address of their own."""

    name: str
    address: str

    @property
    def window(self) -> dict[str, dict[str, str]]:
        return {"extra_http_headers": {FROM: self.address}}

    def begin(self, url: str, **headers: str) -> httpx.Response:
        fields = {"username": self.name, "password": PASSWORD}
        return httpx.post(f"{url}/login", data=fields, headers={FROM: self.address} | headers)

    def session(self, url: str) -> str:
        """The cookie of a new session."""
        return self.begin(url).headers["set-cookie"].partition(";")[0]


@pytest.fixture
def ada() -> Person:
    number = next(_next)
    return Person(NAMES[number], f"192.0.2.{number + 1}")


@pytest.fixture(scope="module")
def walled(shipped_library) -> Iterator[Chat]:
    """A chat for many, each with a name of their own."""
    accounts = [f"{name}:{PASSWORD}" for name in NAMES]
    login = accounts_of([*accounts, f"hashed:{hash_of(PASSWORD)}"], "--auth")
    with serving(lambda: Desk(Settings(library=shipped_library)), login) as running:
        yield running


def log_in(window: Window, name: str, password: str) -> None:
    """By keyboard, from where the focus is once the page stands."""
    expect(window.page.get_by_label("Name")).to_be_focused()
    window.page.keyboard.type(name)
    window.page.keyboard.press("Tab")
    window.page.keyboard.type(password)
    window.page.keyboard.press("Enter")


def forgive(window: Window, times: int) -> None:
    """The answers that are errors, of which the browser tells: so many, and nothing else."""
    assert [told for told in window.complaints if not told.startswith(REFUSED)] == []
    assert len(window.complaints) == times
    window.complaints.clear()


def test_whoever_logs_in_asks_and_logs_out(
    walled: Chat, ada: Person, open_window: Callable[..., Window]
) -> None:
    window = open_window(walled.url, **ada.window)
    assert window.page.url == f"{walled.url}/login"
    log_in(window, ada.name, PASSWORD)
    window.page.locator("#box textarea").wait_for()
    window.page.locator("#source .library").wait_for()
    window.page.get_by_role("link", name=f"Log out {ada.name}").click()
    window.page.wait_for_url(f"{walled.url}/login")
    window.page.goto(walled.url)
    assert window.page.url == f"{walled.url}/login"


def test_a_wrong_password_is_said_where_it_is_mended(walled: Chat, ada: Person, open_window):
    window = open_window(walled.url, **ada.window)
    log_in(window, ada.name, "wrong")
    alert = window.page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text().startswith("There is no such name with this password.")
    password = window.page.get_by_label("Password")
    assert password.get_attribute("aria-describedby") == alert.get_attribute("id")
    assert window.page.get_by_label("Name").input_value() == ada.name
    assert password.evaluate("field => field === document.activeElement")
    window.page.keyboard.type(PASSWORD)
    window.page.keyboard.press("Enter")
    window.page.locator("#box textarea").wait_for()
    forgive(window, 1)


def test_too_many_wrong_passwords_are_told_to_wait(walled: Chat, ada: Person, open_window):
    window = open_window(walled.url, **ada.window)
    for _ in range(6):
        ada_fails = {"username": ada.name, "password": "wrong"}
        httpx.post(f"{walled.url}/login", data=ada_fails, headers={FROM: ada.address})
    log_in(window, ada.name, PASSWORD)
    alert = window.page.get_by_role("alert")
    alert.wait_for()
    assert re.search(r"wait \d seconds?, then try again", alert.inner_text())
    forgive(window, 1)


def test_what_is_typed_at_the_login_is_shown_as_text(walled: Chat, ada: Person, open_window):
    window = open_window(walled.url, **ada.window)
    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    log_in(window, evil, "wrong")
    window.page.get_by_role("alert").wait_for()
    assert window.page.get_by_label("Name").input_value() == evil
    assert window.page.locator("img").count() == 0
    forgive(window, 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_login_fits_the_window(walled: Chat, open_window, scheme, width):
    size = {"width": width, "height": 700}
    window = open_window(walled.url, viewport=size, color_scheme=scheme)
    page = window.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for part in (page.get_by_label("Name"), page.get_by_label("Password"), page.locator("button")):
        box = part.bounding_box()
        assert box is not None
        assert box["height"] >= 24


def test_the_login_speaks_the_visitors_language(walled: Chat):
    for language in ("en", "fr", "de", "es", "ja"):
        page = httpx.get(f"{walled.url}/login", headers={"accept-language": language})
        expected = language if language != "ja" else "en"
        assert f'<html lang="{expected}">' in page.text
        assert "<script" not in page.text


# What the browser is given


def test_the_session_is_kept_from_scripts_and_other_sites(walled: Chat, ada: Person) -> None:
    cookie = ada.begin(walled.url).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie, "this is plain HTTP"
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()
    behind_tls = ada.begin(walled.url, **{"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert "Secure" in behind_tls


def config(url: str, session: str) -> int:
    return httpx.get(f"{url}/config", headers={"cookie": session}).status_code


def test_each_login_is_a_session_of_its_own(walled: Chat, ada: Person) -> None:
    one, other = ada.session(walled.url), ada.session(walled.url)
    assert one != other
    httpx.get(f"{walled.url}/logout", headers={"cookie": one})
    assert config(walled.url, one) == 401
    assert config(walled.url, other) == 200


def test_logging_in_again_ends_the_session_before(walled: Chat, ada: Person) -> None:
    session = ada.session(walled.url)
    ada.begin(walled.url, cookie=session)
    assert config(walled.url, session) == 401


def test_nobody_is_logged_out_by_a_link_on_another_site(walled: Chat, ada: Person) -> None:
    session = ada.session(walled.url)
    for site in ("cross-site", "same-site"):
        headers = {"cookie": session, "sec-fetch-site": site}
        assert httpx.get(f"{walled.url}/logout", headers=headers).status_code == 403
    assert config(walled.url, session) == 200


def test_a_session_of_another_server_is_none(walled: Chat, ada: Person, tmp_path) -> None:
    token = ada.session(walled.url).partition("=")[2]
    library = Settings(library=tmp_path / "none")
    with serving(lambda: Desk(library), (ada.name, PASSWORD)) as other:
        port = other.url.rpartition(":")[2]
        assert config(other.url, f"footnote-session-{port}={token}") == 401


# Programs


def documents(url: str, name: str, password: str, address: str) -> httpx.Response:
    return httpx.get(f"{url}/api/documents", auth=(name, password), headers={FROM: address})


def test_programs_send_name_and_password_along(walled: Chat, ada: Person) -> None:
    for name in (ada.name, "hashed"):
        assert documents(walled.url, name, PASSWORD, ada.address).status_code == 200
    refused = documents(walled.url, ada.name, "wrong", ada.address)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert set(refused.json()) == {"error"}


def test_a_password_opens_nothing_but_what_is_for_programs(walled: Chat, ada: Person) -> None:
    for path in ("/config", f"/pack/{'0' * 32}", "/talks.json"):
        assert httpx.get(walled.url + path, auth=(ada.name, PASSWORD)).status_code == 401
    assert httpx.get(walled.url, auth=(ada.name, PASSWORD)).status_code == 303


def test_programs_wait_after_wrong_passwords_too(walled: Chat, ada: Person) -> None:
    tried = [documents(walled.url, ada.name, "wrong", ada.address) for _ in range(8)]
    told = [one.status_code for one in tried]
    assert told[:4] == [401] * 4
    assert 429 in told[4:]
    refused = next(one for one in tried if one.status_code == 429)
    assert int(refused.headers["retry-after"]) >= 1
    assert "wait" in refused.json()["error"]
