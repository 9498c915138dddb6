"""What was advised for a table that is being typed, as the worker kept it."""

import msgspec

from jixiao.web.models import Case

ADVICE = "advice"


class Advice(msgspec.Struct, frozen=True):
    """A value that may be promised, as forms print it, and why; `text` is "" where none is known."""

    name: str
    text: str
    reason: str


class Advised(msgspec.Struct, frozen=True):
    """What is advised for the rows of a table, and what else the records can answer."""

    rows: tuple[Advice, ...] = ()
    others: tuple[Advice, ...] = ()


def advised(case: Case) -> Advised:
    """What was advised for a case; nothing before anybody asked."""
    measurement = case.measurements.filter(kind=ADVICE).first()
    return (
        msgspec.json.decode(measurement.body, type=Advised)
        if measurement
        else Advised()
    )
