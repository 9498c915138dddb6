"""A county's records as paying reads them: with what engines kept, hospitals by their level."""

from jixiao.fund import kept_tables
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes

LEVELS = ("三级", "二级", "一级")
BASIC = "一级"
"""The level of basic hospitals."""
UNKNOWN_LEVEL = "等级不详"


def records_of(engine: Engine) -> Records:
    """Return the records of a county, with the tables that engines kept."""
    return Records(engine, kept=kept_tables())


def level_of(hosp_lv: str | None) -> str:
    """Return the level of a hospital by its code: 三级, 二级, 一级 or 等级不详."""
    word = codes()["hosp_lv"].get(hosp_lv or "", "")
    return word[:2] if word[:2] in LEVELS else UNKNOWN_LEVEL
