"""Amounts, prices, numbers and shares as cells write them: expressions of SQL.

A number is taken only where its writing leaves no doubt: commas stand before every third digit, an
exponent hides no digit, and no digit is lost in what is stored.
"""

from jixiao.fund.tables import TYPES, Column

PLACES = {"amount": 2, "price": 6, "number": 4, "share": 4}
"""Digits after the point of the types that are numbers."""
NOT_A_NUMBER = {
    "amount": "不是到分的金额",
    "price": "不是价格，或小数多于 6 位",
    "number": "不是数，或小数多于 4 位",
    "share": "不是 0 到 1 之间的比例，或小数多于 4 位",
}
_GROUPED = "[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+"
_NUMBER = (
    f"[-+]? ?[¥￥]? ?[-+]?({_GROUPED}|[0-9]+|)([.][0-9]*)?([Ee][-+]?[0-9]{{1,3}})? ?元?"
)
_EXACT = "DECIMAL(38,18)"
_PRINTED_DOUBLE = 16
"""From so many digits on a text is a binary number printed in full: its last digits are noise."""
_NOISE = "0.0000005"
SINGLE_PRECISION = 131_072
"""From here on a binary number of 32 bits no longer tells one fen from the next."""


def quick_number(column: Column, raw: str) -> str:
    """Return a number that is written as it should be; null where it is not."""
    places = PLACES[column.type]
    plain = f"regexp_full_match({raw}, '-?[0-9]+([.][0-9]{{1,{places}}})?')"
    stored = f"TRY_CAST({raw} AS {TYPES[column.type]})"
    return f"CASE WHEN {plain}{_is_share(column, stored)} THEN {stored} END"


def typed_number(column: Column, name: str, family: str) -> str | None:
    """Return a cell that its source holds as a number; None where it is to be read as text."""
    is_exact = family == "DECIMAL" or family.endswith(("INT", "INTEGER"))
    return _stored(column, name) if is_exact else None


def mended_number(column: Column, text: str) -> str:
    """Return a number as exports may leave it; null where it cannot be read."""
    if column.type == "share":
        percent = f"regexp_full_match({text}, '.*[0-9.] ?%')"
        number = _number(f"rtrim({text}, ' %')")
        return (
            f"CASE WHEN {percent} THEN {_stored(column, f'CAST({number} AS DECIMAL(30,12)) * 0.01')} "
            f"ELSE {_stored(column, number)} END"
        )
    exact = _number(text)
    digits = f"ltrim(regexp_replace({text}, '[Ee].*|[^0-9Ee]', '', 'g'), '0')"
    nearest = f"round({exact}, {PLACES[column.type]})"
    is_noise = (
        f"length({digits}) >= {_PRINTED_DOUBLE} AND abs({exact} - {nearest}) < {_NOISE}"
    )
    return (
        f"CASE WHEN {hides_digits(text, PLACES[column.type])} THEN NULL "
        f"WHEN {is_noise} THEN {_stored(column, nearest)} ELSE {_stored(column, exact)} END"
    )


def amount_in(text: str) -> str:
    """Return the amount that a text writes, in yuan to the fen; null where it writes none."""
    return f"TRY_CAST({_number(text)} AS {TYPES['amount']})"


def _number(text: str) -> str:
    """Return the number that a text writes, exactly; null where it writes none."""
    bare = f"regexp_replace({text}, '[,¥￥ 元]', '', 'g')"
    return f"CASE WHEN regexp_full_match({text}, '{_NUMBER}') THEN TRY_CAST({bare} AS {_EXACT}) END"


def _stored(column: Column, exact: str) -> str:
    """Return a number as it is stored, null where digits would be lost or a share is none."""
    stored = f"TRY_CAST({exact} AS {TYPES[column.type]})"
    return f"CASE WHEN {stored} = {exact}{_is_share(column, exact)} THEN {stored} END"


def _is_share(column: Column, number: str) -> str:
    return f" AND {number} BETWEEN 0 AND 1" if column.type == "share" else ""


def hides_digits(text: str, places: int) -> str:
    """Return the test for a number with an exponent whose digits do not reach so many places.

    Java and Python write every digit, and one of an exponent below ten; sheets and C write two, and
    as many digits before it as they were told to.
    """
    exponent = f"TRY_CAST(regexp_extract({text}, '[Ee]([-+]?[0-9]+)', 1) AS INTEGER)"
    written = f"length(regexp_extract({text}, '[.]([0-9]*)', 1))"
    is_fixed = f"regexp_matches({text}, '^[^Ee]*[1-9][^Ee]*[Ee][-+]?[0-9]{{2,}}')"
    return f"({is_fixed} AND {written} - {exponent} < {places})"
