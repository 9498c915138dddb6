"""Numbers and codes by which things are known, and certificate numbers: expressions of SQL."""

from jixiao.fund.store.certificates import eighteen_sql, with_check_digit
from jixiao.fund.store.pseudonyms import FORM

_EXPONENT = "[0-9]+[.][0-9]+[Ee][+]?[0-9]+|[0-9]+[Ee][+][0-9]+"
_WITH_POINT = "[0-9]+[.]0+"
_KEPT_DIGITS = 15
"""A sheet keeps so many digits of a number."""
_LENGTH = 18
CURTAILED = "是科学计数，末尾几位已丢失；请在 Excel 里设为文本后重新导出"
_POINTED = "带着小数点，末尾几位可能已丢失；请在 Excel 里设为文本后重新导出"
_ZEROS = (
    "末尾三位是 0 而校验码不对，像是表格软件丢了末尾几位；请核对原件后设为文本再导出"
)


def is_quick_identifier(raw: str, *, pointed: bool) -> str:
    """Return the test for an identifier that is written as it should be, with points in it or none."""
    test = (
        f"strlen({raw}) = length({raw}) AND {raw} >= '0' AND {raw}[-1] >= '0' "
        f"AND NOT contains({raw}, '+')"
    )
    return test if pointed else f"{test} AND NOT contains({raw}, '.')"


def mended_identifier(text: str) -> str:
    """Return an identifier without the point and noughts that a format for numbers put behind it."""
    pointed = f"regexp_full_match({text}, '{_WITH_POINT}')"
    whole = f"split_part({text}, '.', 1)"
    return f"CASE WHEN {pointed} THEN {whole} ELSE {text} END"


def quick_certificate(raw: str) -> str:
    """Return a certificate number that is written as it should be; null where it is not."""
    written = f"regexp_full_match({raw}, '[0-9]{{17}}[0-9X]|{FORM}')"
    return f"CASE WHEN {written} AND NOT ends_with({raw}, '000') THEN {raw} END"


def mended_certificate(text: str) -> str:
    """Return a certificate number in capitals, of 15 digits as 18; a pseudonym stays as it is."""
    joined = f"regexp_replace({mended_identifier(text)}, '[ -]', '', 'g')"
    day = f"try_strptime('19' || {joined}[7:12], '%Y%m%d')"
    is_old = f"regexp_full_match({joined}, '[0-9]{{15}}') AND {day} IS NOT NULL"
    is_new = f"regexp_full_match({joined}, '[0-9]{{17}}[0-9Xx]')"
    is_pseudonym = f"regexp_full_match({text}, '{FORM}')"
    return (
        f"CASE WHEN {is_old} THEN {eighteen_sql(joined)} WHEN {is_new} THEN upper({joined}) "
        f"WHEN {is_pseudonym} THEN {text} ELSE upper({text}) END"
    )


def lost_digits(text: str) -> list[tuple[str, str]]:
    """Return the tests for identifiers whose last digits are lost, each with the reason."""
    long = f"length(split_part({text}, '.', 1)) > {_KEPT_DIGITS}"
    return [
        (f"regexp_full_match({text}, '{_EXPONENT}')", CURTAILED),
        (f"regexp_full_match({text}, '{_WITH_POINT}') AND {long}", _POINTED),
    ]


def lost_digits_of_certificate(text: str) -> list[tuple[str, str]]:
    """Return the tests of `lost_digits`, and that for a certificate number that ends in noughts."""
    ends = f"regexp_full_match({text}, '[1-9][0-9]{{14}}000')"
    base = f"CASE WHEN {ends} THEN {text}[1:17] END"
    differs = f"({with_check_digit(f'({base})')}) <> {text}"
    return [*lost_digits(text), (f"{ends} AND {differs}", _ZEROS)]
