"""Certificate numbers of persons: the check digit of GB 11643, in Python and in SQL."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
"""The check digit by the remainder of the weighted sum, divided by eleven."""


def eighteen(number: str) -> str:
    """Give a certificate number of 15 digits as the 18 it became in 1999."""
    base = f"{number[:6]}19{number[6:]}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, base, strict=True))
    return base + _CHECKS[total % len(_CHECKS)]


def eighteen_sql(text: str) -> str:
    """Give the expression of `eighteen` for an expression of text."""
    return with_check_digit(f"(left({text}, 6) || '19' || right({text}, 9))")


def with_check_digit(base: str) -> str:
    """Give the expression of a number of 17 digits with its check digit."""
    digits = " + ".join(
        f"{weight} * CAST(substr({base}, {n}, 1) AS INTEGER)"
        for n, weight in enumerate(_WEIGHTS, 1)
    )
    return f"{base} || substr('{_CHECKS}', 1 + ({digits}) % {len(_CHECKS)}, 1)"
