"""Certificate numbers of persons: the check digit of GB 11643, in Python and in SQL."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
"""The check digit by the remainder of the weighted sum, divided by eleven."""


def eighteen(number: str) -> str:
    """Return a certificate number of 15 digits as the 18 it became in 1999."""
    base = f"{number[:6]}19{number[6:]}"
    total = sum(
        weight * int(digit) for weight, digit in zip(_WEIGHTS, base, strict=True)
    )
    return base + _CHECK_DIGITS[total % len(_CHECK_DIGITS)]


def eighteen_sql(number: str) -> str:
    """Return the SQL of `eighteen`, for an expression of text."""
    return with_check_digit(f"(left({number}, 6) || '19' || right({number}, 9))")


def with_check_digit(base: str) -> str:
    """Return the SQL of a number of 17 digits (an expression of text) with its check digit."""
    terms = (
        f"{weight} * CAST(substr({base}, {place}, 1) AS INTEGER)"
        for place, weight in enumerate(_WEIGHTS, 1)
    )
    remainder = f"({' + '.join(terms)}) % {len(_CHECK_DIGITS)}"
    return f"{base} || substr('{_CHECK_DIGITS}', 1 + {remainder}, 1)"
