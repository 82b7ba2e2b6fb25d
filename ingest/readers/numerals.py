"""Whole numbers as files state them, which may be anything."""

LONGEST = 7  # digits; no count of rows or pages has more


def whole(text: str, default: int) -> int:
    """The number that text states, `default` where it states none or one beyond all use."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else default
