"""Who is let in: delays after wrong passwords, and sessions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.server import delays
from ui.server.accounts import accounts_of
from ui.server.login import IDLE_S, Logins, Tried, basic

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def logins(clock):
    return Logins(accounts_of(["ada:secret", "ben:other"], "--auth"), clock)


def fail(logins, times, name="ada", address=HERE):
    return [logins.check(name, "wrong", address) for _ in range(times)]


# Delays


def test_three_slips_cost_no_wait(logins):
    assert fail(logins, 3) == [Tried()] * 3
    assert logins.check("ada", "secret", HERE) == Tried("ada")


def test_then_each_makes_the_next_wait_longer(logins, clock):
    fail(logins, 3)
    waits = []
    for _ in range(6):
        assert fail(logins, 1) == [Tried()]
        waits.append(logins.check("ada", "wrong", HERE).wait_s)
        clock.now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 32]


def test_while_one_waits_the_right_password_is_not_tried(logins, clock):
    fail(logins, 4)
    assert logins.check("ada", "secret", HERE) == Tried(wait_s=1)
    clock.now += 1
    assert logins.check("ada", "secret", HERE) == Tried("ada")


def test_the_wait_ends_at_a_quarter_of_an_hour(logins, clock):
    for _ in range(40):
        fail(logins, 1)
        clock.now += delays.LONGEST_S
    fail(logins, 1)
    assert logins.check("ada", "wrong", HERE).wait_s == delays.LONGEST_S


def test_failures_are_forgotten_after_an_hour(logins, clock):
    fail(logins, 4)
    clock.now += delays.FORGOTTEN_S
    assert fail(logins, 3) == [Tried()] * 3


def test_success_resets(logins, clock):
    fail(logins, 4)
    clock.now += 1
    assert logins.check("ada", "secret", HERE).name == "ada"
    assert fail(logins, 3) == [Tried()] * 3


def test_trying_other_names_does_not_help(logins):
    for name in ("ada", "ben", "cyd", "dan"):
        fail(logins, 1, name)
    assert logins.check("eve", "wrong", HERE).wait_s == 1


def test_trying_from_other_addresses_slows_a_name_down(logins):
    for number in range(20):
        fail(logins, 1, "ada", f"198.51.100.{number}")
    assert 0 < logins.check("ada", "wrong", HERE).wait_s <= delays.LONGEST_FOR_NAME_S


def test_nobody_shuts_out_whoever_was_let_in_before(logins):
    assert logins.check("ada", "secret", HERE).name == "ada"
    for number in range(50):
        fail(logins, 4, "ada", f"198.51.100.{number}")
    fail(logins, 20, "ben", HERE)
    assert logins.check("ada", "secret", HERE).name == "ada"


def test_own_failures_count_for_whoever_was_let_in_before_too(logins):
    assert logins.check("ada", "secret", HERE).name == "ada"
    fail(logins, 4)
    assert logins.check("ada", "secret", HERE).wait_s == 1


def test_a_login_of_ones_own_does_not_pay_for_guesses_at_others(logins, clock):
    fail(logins, 4, "ada")
    clock.now += 1
    assert logins.check("ben", "other", HERE).name == "ben"
    clock.now += 1
    assert logins.check("ada", "wrong", HERE) == Tried()
    assert logins.check("ada", "wrong", HERE).wait_s == 2


def test_many_tries_at_once_are_many_tries(logins):
    with ThreadPoolExecutor(20) as pool:
        tried = list(pool.map(lambda _: logins.check("ada", "wrong", HERE), range(40)))
    assert sum(one.wait_s == 0 for one in tried) <= delays.FREE + 1


def test_the_memory_of_failures_is_bounded(clock, monkeypatch):
    monkeypatch.setattr(delays, "REMEMBERED", 50)
    remembered = delays.Delays(clock)
    for number in range(500):
        remembered.fail(f"name {number}", f"address {number}")
        remembered.succeed(f"name {number}", f"address {number}")
    for number in range(500):
        remembered.fail(f"name {number}", f"address {number}")
    assert len(remembered._failures) <= 50
    assert len(remembered._known) <= 50


@given(st.lists(st.tuples(st.sampled_from(["ada", "ben"]), st.sampled_from([HERE, ELSEWHERE]))))
def test_a_wait_is_never_longer_than_the_longest(failures):
    clock = Clock()
    remembered = delays.Delays(clock)
    for name, address in failures:
        remembered.fail(name, address)
        assert 0 <= remembered.wait_s(name, address) <= delays.LONGEST_S


# Sessions


def test_a_session_is_known_by_its_token_alone(logins):
    ada, ben = logins.begin("ada"), logins.begin("ben")
    assert (logins.name_of(ada), logins.name_of(ben)) == ("ada", "ben")
    assert logins.name_of("") is None
    assert logins.name_of(ada[:-1]) is None
    assert len(ada) >= 32


def test_a_session_ends_when_it_is_left_and_the_others_stay(logins):
    first, second = logins.begin("ada"), logins.begin("ada")
    logins.end(first)
    assert logins.name_of(first) is None
    assert logins.name_of(second) == "ada"


def test_a_session_ends_after_a_week_without_use(logins, clock):
    token = logins.begin("ada")
    clock.now += IDLE_S
    assert logins.name_of(token) == "ada"
    clock.now += IDLE_S + 1
    assert logins.name_of(token) is None


def test_the_number_of_sessions_is_bounded(logins, monkeypatch):
    monkeypatch.setattr("ui.server.login.SESSIONS", 3)
    tokens = [logins.begin("ada") for _ in range(5)]
    assert [logins.name_of(token) is not None for token in tokens] == [False] * 2 + [True] * 3


@pytest.mark.parametrize(
    ("header", "given"),
    [
        ("Basic YWRhOnNlY3JldA==", ("ada", "secret")),
        ("basic YWRhOmE6Yg==", ("ada", "a:b")),
        ("Basic YWRh", None),
        ("Basic /w==", None),
        ("Basic !!!", None),
        ("Basic \xff\xe9", None),
        ("Bearer YWRhOnNlY3JldA==", None),
        ("", None),
    ],
)
def test_what_a_program_sends_along_is_read(header, given):
    assert basic(header) == given
