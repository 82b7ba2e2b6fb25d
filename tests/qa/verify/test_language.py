"""Only English is judged by rules: other languages are told from it, however short."""

import pytest

from qa.verify.language import is_english

ENGLISH = (
    "Egypt receives EUR 7.4 billion.",
    "Screening lasts seven days.",
    "The gate is closed at eight in the evening, unless the porter is away.",
)
OTHERS = (
    "Le pacte a été adopté en 2024.",
    "Die Verordnung gilt ab Juni 2026.",
    "El Pacto se aplica desde junio de 2026.",
    "Il patto si applica dal 12 giugno.",
    "Het pact is van toepassing vanaf juni.",
    "Пакт применяется с 2026 года.",
)


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages(text: str) -> None:
    assert not is_english(text)
