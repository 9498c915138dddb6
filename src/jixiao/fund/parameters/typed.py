"""Numbers that somebody typed, as whole numbers of their last digit."""

import re
from decimal import Decimal

from jixiao.errors import JixiaoError

_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")


def scaled(place: str, text: str, digits: int) -> int:
    """Return a typed decimal of at most so many digits as a whole number of its last one.

    Raises:
        JixiaoError: it is none, or below 0; `place` says where it stands.
    """
    plain = text.replace(",", "")
    number = Decimal(plain).scaleb(digits) if _NUMBER.fullmatch(plain) else None
    if number is None or number % 1:
        message = f"{place} 的“{text}”应是不小于 0、最多 {digits} 位小数的数。"
        raise JixiaoError(message)
    return int(number)
