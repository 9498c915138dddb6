"""The records that an analysis of a month looks at: the months that end with it, added up once."""

from datetime import date

from jixiao.fund import kept_tables
from jixiao.fund.outlook.history import history_until
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

_CUBE = ("care_months",)
"""What is kept: all questions of a month start from it, and settlements are read but once."""


def looking_back(engine: Engine, month: date, months: int) -> Records:
    """Return the records of the `months` months that end with one."""
    period = history_until(month, months)
    return Records(engine, period, keeping=_CUBE, kept=kept_tables())
