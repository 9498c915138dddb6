"""Numbers and names of persons in any text: found however they are written, and taken out."""

from jixiao.masking.numbers import (
    CARD,
    CERTIFICATE,
    DOCUMENT,
    MAIL,
    MOBILE,
    Person,
)
from jixiao.masking.persons import (
    MAY_HOLD,
    NAME,
    count_kinds,
    hide_persons,
    is_person,
    persons_in,
    without_persons,
)

__all__ = [
    "CARD",
    "CERTIFICATE",
    "DOCUMENT",
    "MAIL",
    "MAY_HOLD",
    "MOBILE",
    "NAME",
    "Person",
    "count_kinds",
    "hide_persons",
    "is_person",
    "persons_in",
    "without_persons",
]
