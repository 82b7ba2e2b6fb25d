"""Which names and passwords fit, and where they are read from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadSetting
from ui.server.accounts import accounts_of, hash_of, is_open_to_others, load_accounts


def test_a_name_fits_with_its_own_password_alone():
    accounts = accounts_of(["ada:secret", "ben:other"], "--auth")
    assert accounts.fits("ada", "secret")
    assert not accounts.fits("ada", "other")
    assert not accounts.fits("cyd", "secret")
    assert not accounts.fits("ada", "")
    assert not accounts.fits("", "")


def test_a_password_may_hold_a_colon_and_a_name_may_not():
    accounts = accounts_of(["reader:a:b"], "--auth")
    assert accounts.fits("reader", "a:b")


@given(st.text(min_size=1, max_size=40).filter(lambda text: "$" not in text))
def test_any_words_may_be_a_password(password):
    assert accounts_of([f"ada:{password}"], "--auth").fits("ada", password)


def test_a_hashed_password_fits_as_a_plain_one_does():
    accounts = accounts_of([f"ada:{hash_of('sécret')}"], "--auth-file")
    assert accounts.fits("ada", "sécret")
    assert accounts.fits("ada", "sécret"), "what fitted once fits again"
    assert not accounts.fits("ada", "secret")


def test_a_hash_is_no_password():
    hashed = hash_of("secret")
    assert not accounts_of([f"ada:{hashed}"], "--auth-file").fits("ada", hashed)


@pytest.mark.parametrize("name", ["ada", "ben", "nobody"])
def test_a_wrong_try_costs_one_hash_whoever_it_is_for(name, monkeypatch):
    accounts = accounts_of(["ada:secret", f"ben:{hash_of('secret')}"], "--auth-file")
    hashes = []

    def counted(password: str, salt: bytes) -> bytes:
        hashes.append(salt)
        return b"x"

    monkeypatch.setattr("ui.server.accounts.scrypt", counted)
    assert not accounts.fits(name, "wrong")
    assert len(hashes) == 1


def test_what_is_longer_than_any_password_is_not_even_hashed(monkeypatch):
    accounts = accounts_of(["ada:secret"], "--auth")
    monkeypatch.setattr("ui.server.accounts.scrypt", None)
    assert not accounts.fits("ada", "x" * 100_000)
    assert not accounts.fits("a" * 100_000, "secret")


@pytest.mark.parametrize("line", ["", "name", "name:", ":password", "  :password"])
def test_a_login_needs_both(line):
    with pytest.raises(BadSetting, match="name:password"):
        load_accounts([line])


@pytest.mark.parametrize(
    "hashed", ["scrypt$", "scrypt$00", "scrypt$zz$zz", "scrypt$00$00", "scrypt$00$00$00"]
)
def test_a_hash_that_is_none_is_refused(hashed):
    with pytest.raises(BadSetting, match=r"scrypt\$SALT\$HASH"):
        accounts_of([f"ada:{hashed}"], "--auth-file")


def test_an_error_does_not_say_the_password():
    for lines in (["ada:scrypt$hush"], ["ada:hush", "ada:hush"], [":hush"]):
        with pytest.raises(BadSetting) as refused:
            accounts_of(lines, "--auth")
        assert "hush" not in str(refused.value)


def test_a_file_has_a_pair_a_line_with_comments(tmp_path):
    file = tmp_path / "logins"
    file.write_text(f"# who may ask\n\nada:secret\n  ben:{hash_of('other')}  \n", encoding="utf-8")
    accounts = load_accounts(["cyd:third"], file)
    assert accounts is not None
    for name, password in (("ada", "secret"), ("ben", "other"), ("cyd", "third")):
        assert accounts.fits(name, password)
    assert not accounts.fits("# who may ask", "")


def test_a_file_may_begin_and_end_its_lines_as_windows_does(tmp_path):
    file = tmp_path / "logins"
    file.write_bytes(b"\xef\xbb\xbfada:secret\r\nben:other\r\n")
    accounts = load_accounts((), file)
    assert accounts is not None
    assert accounts.fits("ada", "secret")
    assert accounts.fits("ben", "other")


def test_without_either_there_is_no_login():
    assert load_accounts() is None


def test_a_name_is_given_once(tmp_path):
    file = tmp_path / "logins"
    file.write_text("ada:other\n")
    with pytest.raises(BadSetting, match="'ada' is given twice"):
        load_accounts(["ada:secret"], file)


def test_a_file_that_cannot_be_used_is_refused(tmp_path):
    empty, binary = tmp_path / "empty", tmp_path / "binary"
    empty.write_text("# nobody\n")
    binary.write_bytes(b"ada:\xff")
    for file, said in ((tmp_path / "none", "cannot be read"), (tmp_path, "cannot be read")):
        with pytest.raises(BadSetting, match=said):
            load_accounts((), file)
    with pytest.raises(BadSetting, match="no line name:password"):
        load_accounts((), empty)
    with pytest.raises(BadSetting, match="not UTF-8"):
        load_accounts((), binary)


def test_a_file_that_others_can_read_is_known(tmp_path):
    file = tmp_path / "logins"
    file.write_text("ada:secret\n")
    file.chmod(0o600)
    assert not is_open_to_others(file)
    file.chmod(0o644)
    assert is_open_to_others(file)
