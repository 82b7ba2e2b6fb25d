"""The names and passwords of a login: where they come from, and whether one fits."""

import binascii
import hashlib
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from pathlib import Path
from typing import Final

from corpus.errors import BadSetting

HASHED: Final = "scrypt$"
# 16 MB of memory and some 50 ms for each try.
COST: Final = {"n": 2**14, "r": 8, "p": 1}
KEY_BYTES: Final = 32
LONGEST: Final = 200  # characters of a name or a password
NO_SALT: Final = b"\0" * 16


@dataclass(frozen=True, slots=True)
class Secret:
    """A password, as its digest under this process's own key, or as the file has it: hashed."""

    digest: bytes = b""
    salt: bytes = b""
    hashed: bytes = b""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Who may log in."""

    secrets: Mapping[str, Secret]
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    # A program sends its password with each request: what fitted once need not be hashed again.
    fitted: dict[str, bytes] = field(default_factory=dict, repr=False)

    def fits(self, name: str, password: str) -> bool:
        """Whether there is this name with this password. A wrong one costs one hash, whether the
        name exists or not and however its password is kept.
        """
        if max(len(name), len(password)) > LONGEST:
            return False
        secret = self.secrets.get(name, Secret())
        given = keyed(self.key, password)
        if compare_digest(given, self.fitted.get(name, secret.digest)):
            return True
        hashed = scrypt(password, secret.salt or NO_SALT)
        if not compare_digest(hashed, secret.hashed):
            return False
        self.fitted[name] = given
        return True


def accounts_of(lines: Iterable[str], where: str) -> Accounts:
    """Accounts from lines `name:password`. `where` is what an error names.

    Raises BadSetting for a line without a name or a password, for a hash that is none, and for a
    name that comes twice.
    """
    key = secrets.token_bytes(32)
    found: dict[str, Secret] = {}
    for line in lines:
        name, _, password = line.partition(":")
        name = name.strip()
        if not name or not password:
            raise BadSetting(name=where, reason="write it as name:password")
        if name in found:
            raise BadSetting(name=where, reason=f"the name {name!r} is given twice")
        if max(len(name), len(password)) > LONGEST:
            reason = f"a name or password is longer than {LONGEST} characters"
            raise BadSetting(name=where, reason=reason)
        found[name] = secret_of(password, key, where)
    return Accounts(found, key)


def secret_of(password: str, key: bytes, where: str) -> Secret:
    if not password.startswith(HASHED):
        return Secret(digest=keyed(key, password))
    try:
        salt, hashed = map(bytes.fromhex, password.removeprefix(HASHED).split("$"))
    except (ValueError, binascii.Error):
        salt, hashed = b"", b""
    if len(salt) < 8 or len(hashed) != KEY_BYTES:
        reason = "a hashed password is scrypt$SALT$HASH, in hexadecimal digits"
        raise BadSetting(name=where, reason=reason)
    return Secret(salt=salt, hashed=hashed)


def keyed(key: bytes, password: str) -> bytes:
    return hashlib.blake2b(password.encode("utf-8", "surrogatepass"), key=key).digest()


def scrypt(password: str, salt: bytes) -> bytes:
    encoded = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(encoded, salt=salt, dklen=KEY_BYTES, **COST)


def hash_of(password: str) -> str:
    """A password as a file may keep it."""
    salt = secrets.token_bytes(16)
    return f"{HASHED}{salt.hex()}${scrypt(password, salt).hex()}"


# Where they come from


def load_accounts(given: Iterable[str] = (), file: Path | None = None) -> Accounts | None:
    """The accounts of `--auth` and `--auth-file`, `None` where neither is given.

    Raises BadSetting as `accounts_of`, and for a file that cannot be read or has none.
    """
    lines = list(given)
    accounts_of(lines, "--auth")
    if file is not None:
        own = lines_of(file)
        if not own:
            raise BadSetting(name="--auth-file", reason=f"{file} has no line name:password")
        accounts_of(own, "--auth-file")
        lines += own
    return accounts_of(lines, "--auth and --auth-file") if lines else None


def lines_of(file: Path) -> list[str]:
    """The lines of a file that say something: not the empty ones, nor comments (`#`)."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSetting(name="--auth-file", reason=f"{file} is not UTF-8") from error
    except OSError as error:
        reason = f"{file} cannot be read ({error.strerror})"
        raise BadSetting(name="--auth-file", reason=reason) from error
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def is_open_to_others(file: Path) -> bool:
    """Whether other users of this machine may read a file."""
    return bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
