"""An SQL for each measure, written from the words of its page and not from its code.

Each asks the platform's tables of 2026 themselves, and returns `above` and `below` (amounts in fen,
times in seconds), or `day` where the measure gives a day. A witness may be of a measure narrowed to
a scope.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tests.measures.drawn_records import PROJECT
from tests.measures.witnesses.desk import OF_DESK
from tests.measures.witnesses.entitlements import OF_ENTITLEMENTS
from tests.measures.witnesses.funds import OF_FUNDS
from tests.measures.witnesses.house import OF_HOUSE
from tests.measures.witnesses.insured import OF_PERSONS
from tests.measures.witnesses.payment import OF_PAYMENT
from tests.measures.witnesses.prices import OF_PRICES
from tests.measures.witnesses.projects import OF_EVENTS, OF_SPENDING
from tests.measures.witnesses.services import OF_SERVICES
from tests.measures.witnesses.settled import OF_SETTLEMENTS
from tests.measures.witnesses.supervision import OF_SUPERVISION


class Witness(NamedTuple):
    """A query, and what the measure is narrowed to where it is asked the same."""

    sql: str
    scope: Mapping[str, str]


_NARROWED = {
    "EN07": {"project": PROJECT},
    "SP01": {"project": PROJECT},
    "SP04": {"project": PROJECT},
    "SP05": {"project": PROJECT},
    "SP02": {"project": PROJECT, "item": "印刷费"},
    "PU01": {"item": "电脑"},
    "PU03": {"item": "电脑"},
    "AC06": {"kind": "差旅"},
    "AC07": {"kind": "会议"},
    "AC08": {"kind": "差旅"},
    "AC09": {"kind": "会议"},
    "AC13": {"kind": "宣传"},
    "AC10": {"item": "基金监管"},
    "AC11": {"item": "基金监管"},
    "AC12": {"item": "基金监管"},
    "EN18": {"people": "退休"},
    "QK01": {"item": "参保登记"},
    "QK02": {"item": "参保登记"},
    "WT03": {"item": "数据清理"},
    "CP01": {"complaint": "举报"},
    "CP02": {"complaint": "举报"},
    "CP03": {"complaint": "举报"},
    "CP04": {"complaint": "举报"},
    "RS01": {"medium": "短视频"},
    "SF01": {"post": "窗口"},
    "PP01": {"paper": "报告"},
    "CR02": {"clearing": "异地"},
    "CR03": {"clearing": "异地"},
    "WI07": {"office": "基层"},
    "AG04": {"step": "解除"},
    "SV01": {"item": "移动支付"},
    "SV02": {"item": "移动支付"},
    "SU17": {"handling": "约谈"},
    "SU18": {"handling": "约谈"},
}
WITNESSES: Mapping[str, Witness] = {
    code: Witness(sql, _NARROWED.get(code, {}))
    for part in (
        OF_SETTLEMENTS,
        OF_PERSONS,
        OF_FUNDS,
        OF_EVENTS,
        OF_SPENDING,
        OF_SUPERVISION,
        OF_SERVICES,
        OF_PAYMENT,
        OF_PRICES,
        OF_HOUSE,
        OF_ENTITLEMENTS,
        OF_DESK,
    )
    for code, sql in part.items()
}


_OF_ENROLMENTS = ("EN01", "EN06", "EN11", "EN17", "EN18")


def of_area(code: str, area: str) -> str:
    """Return the witness of a measure narrowed to an area; empty where none is written so."""
    sql = WITNESSES[code].sql
    if (
        code in OF_SETTLEMENTS
        and "FROM settled WHERE" in sql
        and "PSN_INSU_D" not in sql
    ):
        before, _, where = sql.rpartition("FROM settled WHERE")
        return f"{before} FROM settled WHERE insu_admdvs = '{area}' AND {where}"
    if code in _OF_ENROLMENTS:
        of_some = f"WHERE insu_admdvs = '{area}' AND begndate"
        return sql.replace("WHERE begndate", of_some, 1)
    if code in OF_SUPERVISION and "FROM INSPECTION" in sql and "agreed" not in sql:
        register = (
            f"SELECT fixmedins_code FROM FIXMEDINS_B WHERE fix_blng_admdvs = '{area}'"
        )
        return f"{sql} AND fixmedins_code IN ({register})"
    return ""
