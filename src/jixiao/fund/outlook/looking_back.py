"""The records that an analysis of a month looks at: the months that end with it, added up once."""

from datetime import date

from jixiao.fund import kept_tables
from jixiao.fund.outlook.history import history_until
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

_CUBE = ("care_months", "care_groups")
"""What is kept: all questions of a month start from it, and settlements are read but once."""
_TWO_YEARS = 24


def looking_back(engine: Engine, month: date, months: int) -> Records:
    """Return the records of the `months` months that end with one."""
    period = history_until(month, months)
    return Records(engine, period, keeping=_CUBE, kept=kept_tables())


def groups_looked_at(engine: Engine, month: date) -> Records:
    """Return the records in which groups of a year are held against those of the year before."""
    return looking_back(engine, month, _TWO_YEARS)
