"""What is posted to the login, whatever it is, is tried or refused."""

import pytest

from ui.server.wall import fields_of


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"username=ada&password=secret", ("ada", "secret")),
        (b"username=a%26b&password=%C3%A9+%3D", ("a&b", "\u00e9 =")),
        (b"username=ada", ("ada", "")),
        (b"", ("", "")),
        (b"\xff=\xfe&username=%FF", ("\ufffd", "")),
        (b"&".join([b"username=ada"] * 20), ("", "")),
    ],
)
def test_name_and_password_are_read(body, fields):
    assert fields_of(body) == fields
