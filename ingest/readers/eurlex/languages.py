"""The few words that are needed from the 24 official languages.

Articles, divisions and annexes are named by their own headings; only what has no heading needs
a word here: the recital, and the type of act, which a CELEX number carries as one letter.
"""

import re
from unicodedata import normalize

RECITALS = {
    "bg": "Съображение",
    "cs": "Bod odůvodnění",
    "da": "Betragtning",
    "de": "Erwägungsgrund",
    "el": "Αιτιολογική σκέψη",
    "en": "Recital",
    "es": "Considerando",
    "et": "Põhjendus",
    "fi": "Johdanto-osan kappale",
    "fr": "Considérant",
    "ga": "Aithris",
    "hr": "Uvodna izjava",
    "hu": "Preambulumbekezdés",
    "it": "Considerando",
    "lt": "Konstatuojamoji dalis",
    "lv": "Apsvērums",
    "mt": "Premessa",
    "nl": "Overweging",
    "pl": "Motyw",
    "pt": "Considerando",
    "ro": "Considerent",
    "sk": "Odôvodnenie",
    "sl": "Uvodna izjava",
    "sv": "Skäl",
}

# Beginnings, without accents, of “regulation”, “directive” and “decision”.
TYPES = {
    "R": "regul|regol|verordn|verorden|forordning|regleme|reglament|regulam|asetus|maarus|rendelet"
    "|uredb|narizen|nariaden|rozporzadz|rialachan|κανονισμ|регламент",
    "L": "direct|direkt|diretiv|richtlijn|richtlinie|iranyelv|smernic|dyrektyw|treoir|οδηγι"
    "|директив",
    "F": "framework decis|rahmenbeschlu|decision-cadre",
    "D": "decis|deciz|beschlu|beslut|besluit|beschikking|entscheid|afgorelse|paatos|otsus"
    "|hatarozat|rozhodnut|decyzj|odluk|sklep|odlocb|sprendim|lemum|cinneadh|αποφασ|решени",
}
TYPE = re.compile("|".join(f"(?P<{letter}>{stems})" for letter, stems in TYPES.items()))
STROKES = str.maketrans("øłđß", "olds")

# What stands in brackets at the end of a title and is no name: “recast”, “codification”.
RECAST = re.compile(
    "recast|codif|kodif|neufassung|refonte|refundi|rifusione|herschikking|omarbejd|omarbet"
    "|uudelleenlaad|przeksztalc|preprac|prenov|preinac|atdolgoz|reformare|reformul|преработ"
    "|αναδιατυπ|uuesti|parstrad|nauja redakcija|riformul|athmhunl|εεα|еип|eea|eee|ees|eog|egt"
    "|ewr|eer|see|eta|ehp|eez|emp|eøs"
)


def bare(text: str) -> str:
    """Small letters without accents."""
    decomposed = normalize("NFD", text.casefold().translate(STROKES))
    return re.sub(r"[\u0300-\u036f]", "", decomposed)


def type_of_act(title: str) -> str:
    """The letter of the type of act a title begins with (R, L, D or F), empty for another."""
    found = TYPE.search(bare(title))
    return found.lastgroup or "" if found else ""
