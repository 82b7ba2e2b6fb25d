"""Which of the encodings from before Unicode bytes are in, where that can be told.

The encodings of the Latin letters all read the same bytes, as different letters: the right one
gives the letters of one language. charset-normalizer, which goes by the frequency of letters,
took French for windows-1250 and Turkish for windows-1252; for other scripts it is right.
"""

import re
from collections import Counter

from charset_normalizer import from_bytes

FEWEST_BYTES = 20  # less is too little to tell anything by
MOST_BYTES_LOOKED_AT = 200_000
LATIN_SHARE = 0.5  # of the letters are ASCII in a text of Latin letters, and more
SURE = 0.98  # of the other letters are those of one language
HIGHEST_CHAOS = 0.1

# Encodings of Latin letters, the likeliest first; the letters of each language they serve; and
# letters of which a text must have one. windows-1250 reads as iso-8859-2 only where both give
# the same; õ is Portuguese, but Hungarian ő stands oftener without the letters beside it.
HUNGARIAN = ("áéíóöőúüű",)
WESTERN = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüß",  # German
    "áéíñóúü",  # Spanish
    "àáâãçéêíóôõúü",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "àçèéíïòóúü",  # Catalan
    "äéëïíóöúüáè",  # Dutch
    "æøåéèêóòô",  # Danish, Norwegian
    "åäöéüà",  # Swedish, Finnish
    "áðéíóúýþæö",  # Icelandic
    "äõöüšž",  # Estonian
    "áéíóú",  # Irish
)
CENTRAL = (
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýžöü",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "ăâîşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    *HUNGARIAN,
)
BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")
TURKISH = ("çğıiöşüâîû",)
LATIN = (
    ("iso-8859-2", HUNGARIAN, "őű"),
    ("windows-1252", WESTERN, ""),
    ("iso-8859-2", CENTRAL, ""),
    ("windows-1250", CENTRAL, ""),
    ("windows-1257", BALTIC, ""),
    ("windows-1254", TURKISH, ""),
    ("windows-1252", ("".join(WESTERN),), ""),
)
# In Python's and charset-normalizer's names. The letters of the first three scripts are enough
# to tell them from all others; what is left goes by the frequency of letters.
JAPANESE = ("euc_jp", "cp932")
KANA, HALF_KANA, HANGUL = "\u3041-\u30fe", "\uff61-\uff9f", "\uac00-\ud7a3"
KANA_SHARE, HANGUL_SHARE = 0.15, 0.6
OTHERS = (
    "cp1251",
    "koi8_r",
    "iso8859_5",
    "cp866",
    "cp1253",
    "iso8859_7",
    "cp1255",
    "cp1256",
    "iso8859_6",
    "gb18030",
    "big5",
)
CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x9f]")
# No language writes a sign in the middle of a word, but for these.
SIGN_IN_A_WORD = re.compile(r"[^\W\d_](?:[¹²³¼½¾]|[^\w\s'’‘.\-–—·­/@&+:*|,;()\[\]<>=\"])+[^\W\d_]")


def guess(data: bytes) -> str | None:
    """The name of the encoding, `None` where it cannot be told."""
    sample = whole_words(data[:MOST_BYTES_LOOKED_AT])
    if len(data) < FEWEST_BYTES or CONTROL.search(data.decode("ascii", "ignore")):
        return None
    name = latin(sample) or east_asian(sample) or by_frequency(sample)
    try:
        return name if name and not CONTROL.search(data.decode(name)) else None
    except UnicodeDecodeError:
        return None


def whole_words(data: bytes) -> bytes:
    """Bytes cut off behind a space or line end: no character of several bytes is cut in two."""
    return data[: max(data.rfind(b" "), data.rfind(b"\n")) + 1] or data


def latin(data: bytes) -> str | None:
    """The encoding in which the letters beyond ASCII are those of one language.

    A text of several Western languages is taken where no other encoding fits.
    """
    beyond = sum(byte > 0x7F for byte in data)
    if beyond > LATIN_SHARE * sum(chr(byte).isalpha() for byte in data):
        return None
    return next((name for name, own, needed in LATIN if fits(data, name, own, needed)), None)


def fits(data: bytes, name: str, languages: tuple[str, ...], needed: str) -> bool:
    try:
        text = data.decode(name).lower()
    except UnicodeDecodeError:
        return False
    if CONTROL.search(text) or SIGN_IN_A_WORD.search(text):
        return False
    letters = Counter(c for c in text if c.isalpha() and not c.isascii())
    enough = SURE * letters.total()
    has_needed = not needed or any(letters[c] for c in needed)
    return has_needed and any(sum(letters[c] for c in own) >= enough for own in languages)


def east_asian(data: bytes) -> str | None:
    """The encoding in which the letters are Japanese or Korean."""
    for name in JAPANESE:
        if share(data, name, KANA) >= KANA_SHARE > share(data, name, HALF_KANA):
            return name
    return "cp949" if share(data, "cp949", HANGUL) >= HANGUL_SHARE else None


def share(data: bytes, name: str, letters: str) -> float:
    """What share of the characters beyond ASCII are such letters, 0 where it is not text."""
    try:
        beyond = re.sub("[\x00-\x7f]", "", data.decode(name))
    except UnicodeDecodeError:
        return 0.0
    return len(re.findall(f"[{letters}]", beyond)) / len(beyond) if beyond else 0.0


def by_frequency(data: bytes) -> str | None:
    match = from_bytes(data, cp_isolation=list(OTHERS), preemptive_behaviour=False).best()
    known = match is not None and match.chaos <= HIGHEST_CHAOS and match.encoding in OTHERS
    return match.encoding if match and known else None
