"""The languages that a file declares."""

from toolkit.errors import InputError


def is_arabic(code: str) -> bool:
    """Tell whether a language code is Arabic of any region, in any spelling.

    >>> is_arabic("ar"), is_arabic("AR_eg"), is_arabic("arn")
    (True, True, False)
    """
    return code.strip().replace("_", "-").lower().partition("-")[0] in ("ar", "ara", "arb")


def is_english(code: str) -> bool:
    """Tell whether a language code is English of any region, in any spelling.

    >>> is_english("en"), is_english("ENG_us"), is_english("enm")
    (True, True, False)
    """
    return code.strip().replace("_", "-").lower().partition("-")[0] in ("en", "eng")


def require_arabic(code: str, place: str) -> None:
    """Raise InputError for a file whose source is declared to be in another language; nothing declared is fine."""
    if code.strip() and not is_arabic(code):
        raise InputError(f"declares the language «{code}»; toolkit translates from Arabic (ar)", place)
