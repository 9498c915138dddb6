"""A claim as the window gets it: its amounts read, what may be left out filled in, faults refused."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, OPTIONAL
from jixiao.fund.benefits.claim import FACTS, ITEM
from jixiao.fund.benefits.words import AREAS
from jixiao.money import from_fen

_PARTS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
_MOST = Decimal(10) ** 10
"""More yuan than any bill has."""
_FEN = 100
_MONEY = {
    *(name for name, kind in CLAIM.items() if kind == "int64"),
    *(name for name, default in OPTIONAL.items() if isinstance(default, int)),
}
CODES: Mapping[str, str] = {
    "insutype": "险种",
    "psn_type": "人员类别",
    "med_type": "医疗类别",
    "hosp_lv": "医院等级",
    "filing": "异地备案状态",
}
"""The codes without which nobody knows what a claim is paid; the policies say which there are."""
_NEEDED = [name for name in CLAIM if name not in {"year", "psn_idet_type", *CODES}]
_FLAGS = ("transfer", "cvlserv_flag", "third_party", "carried")
_NAMES = ("setl_id", "psn_no")
"""Numbers by which a claim and a person are known again: one more blank would make another person."""
_MOST_YEARS = 150
"""More years than anybody is old."""
_FIRST_YEAR = 2000
_TEXTS = {*CLAIM, *OPTIONAL} - _MONEY - {"setl_time", "year"}


class LeftOut(str):
    """What a claim is taken to say where it says nothing: the receipt tells of it."""

    __slots__ = ()


_DEFAULTS = {
    **dict.fromkeys(CODES, ""),
    "psn_idet_type": "",
    "filing": LeftOut("local"),
    **OPTIONAL,
}


class FaultyClaim(JixiaoError, ValueError):
    """A claim lacks something, or says what cannot be."""


def read_claim(
    claim: Mapping[str, Any], *, by_discharge: bool = False
) -> dict[str, Any]:
    """Read a claim's amounts of yuan as fen, and fill in what may be left out.

    The year is that of the settlement unless it is said, or `by_discharge` that in which care ended.

    A code of `CODES` that is missing is '': the policies say what may stand there.

    Raises:
        FaultyClaim: something is missing, unknown, negative, no amount, or does not add up.
    """
    if not isinstance(claim, Mapping):
        text = f"一笔结算应是名称和值，如 {{'setl_id': 'S1', …}}，不能是 {_shown(claim)}。请改正。"
        raise FaultyClaim(text)
    name_of_claim = f"结算 {claim.get('setl_id') or '（没有结算ID）'}"
    _refuse_unknown_and_missing(claim, name_of_claim)
    read: dict[str, Any] = _DEFAULTS | {
        name: value for name, value in claim.items() if value is not None
    }
    read |= {
        name: _read_amount(read[name], f"{name_of_claim} 的 {name}") for name in _MONEY
    }
    read["setl_time"] = _read_time(read["setl_time"], f"{name_of_claim} 的 setl_time")
    facts = _read_facts(claim, name_of_claim)
    of_the_end = facts.get("care_day") if by_discharge else None
    read.setdefault("year", (of_the_end or read["setl_time"]).year)
    if type(read["year"]) is not int:
        text = (
            f"{name_of_claim} 的 year 应是整数，如 2024，不能是 {_shown(read['year'])}。请改正，"
            "或不写，按结算时间的年份。"
        )
        raise FaultyClaim(text)
    for name in _TEXTS:
        if not isinstance(read[name], str):
            text = f"{name_of_claim} 的 {name} 应是文字，不是 {_shown(read[name])}。请加引号。"
            raise FaultyClaim(text)
    _refuse_misread(read, facts, name_of_claim)
    sum_of_parts = sum(read[name] for name in _PARTS)
    if sum_of_parts != read["medfee_sumamt"]:
        text = (
            f"{name_of_claim} 的总费用 {from_fen(read['medfee_sumamt'])} 元不等于全自费、超限价、先行自付"
            f"与政策范围内之和 {from_fen(sum_of_parts)} 元。请核对费用分解。"
        )
        raise FaultyClaim(text)
    said = {name: read[name] for name in (*CLAIM, *OPTIONAL)}
    _refuse_items_beyond(said["inscp_amt"], facts, name_of_claim)
    return said | facts


def _refuse_misread(
    read: Mapping[str, Any], facts: Mapping[str, Any], name_of_claim: str
) -> None:
    """Refuse what would be taken for something else: names with blanks, words for flags, odd days.

    Raises:
        FaultyClaim: there is such a thing.
    """
    for name in _NAMES:
        if not is_plain(read[name]):
            text = (
                f"{name_of_claim} 的 {name} 里有空格、全角或看不见的字，会当作另一个人或另一笔。"
                "请改正。"
            )
            raise FaultyClaim(text)
    for name in _FLAGS:
        if read.get(name, "0") not in ("", "0", "1"):
            text = f"{name_of_claim} 的 {name} 应是 0（否）或 1（是），不能是 {_shown(read[name])}。请改正。"
            raise FaultyClaim(text)
    if read["area"] not in ("", *AREAS):
        text = f"{name_of_claim} 的 area 应是 本地、省内 或 省外，不能是 {_shown(read['area'])}。请改正。"
        raise FaultyClaim(text)
    paid_on = read["setl_time"].date()
    if not _FIRST_YEAR <= read["year"] <= paid_on.year:
        text = (
            f"{name_of_claim} 的年度是 {read['year']}，应在 {_FIRST_YEAR} 年以后，不晚于结算的 "
            f"{paid_on.year} 年。请改正 year 或 care_day。"
        )
        raise FaultyClaim(text)
    ended = facts.get("care_day") or paid_on
    if ended > paid_on:
        text = f"{name_of_claim} 的 care_day 是 {ended}，晚于结算的 {paid_on}。请改正。"
        raise FaultyClaim(text)
    if (began := facts.get("began")) and began > ended:
        text = f"{name_of_claim} 的 began 是 {began}，晚于就医结束的 {ended}。请改正。"
        raise FaultyClaim(text)


def is_plain(name: str) -> bool:
    """Whether a number of something has no blanks, full-width or unseen characters."""
    narrow = unicodedata.normalize("NFKC", name)
    return name == narrow and name.isprintable() and " " not in name


def _refuse_items_beyond(
    inside: int, facts: Mapping[str, Any], name_of_claim: str
) -> None:
    """Refuse item kinds that together cost more than the claim has within the scope.

    Raises:
        FaultyClaim: they do.
    """
    of_items = sum(fen for name, fen in facts.items() if name.startswith(ITEM))
    if of_items > inside:
        text = (
            f"{name_of_claim} 的 items 各项目合计 {from_fen(of_items)} 元，"
            f"超过政策范围内费用 inscp_amt {from_fen(inside)} 元。"
            "items 只写政策范围内的部分，请核对费用分解。"
        )
        raise FaultyClaim(text)


def _read_facts(claim: Mapping[str, Any], name_of_claim: str) -> dict[str, Any]:
    """Read what a claim says besides: whole numbers, a day, and what items cost, as fen.

    Raises:
        FaultyClaim: something of it cannot be.
    """
    facts: dict[str, Any] = {}
    for name in FACTS:
        value = claim.get(name)
        if value is not None:
            facts[name] = _read_fact(name, value, name_of_claim)
    items = claim.get("items") or {}
    if not isinstance(items, Mapping):
        text = f"{name_of_claim} 的 items 应是项目名称和金额，如 {{'高值耗材': '3000'}}。请改正。"
        raise FaultyClaim(text)
    for item, amount in items.items():
        fen = _read_amount(amount, f"{name_of_claim} 的 items 的 {item}")
        facts[f"{ITEM}{item}"] = fen
    return facts


def _read_fact(name: str, value: object, name_of_claim: str) -> object:
    if name in _FLAGS and value in ("0", "1"):
        return value
    if FACTS[name] == "date":
        return _read_day(value, f"{name_of_claim} 的 {name}")
    if FACTS[name] == "int64" and type(value) is int and _may_be(name, value):
        return value
    text = f"{name_of_claim} 的 {name} 不能是 {_shown(value)}。请改正。"
    raise FaultyClaim(text)


def _may_be(name: str, count: int) -> bool:
    """Whether somebody can be so many years old or insured; -1 days are an insurance that lapsed."""
    return count >= -1 if name == "insured_days" else 0 <= count <= _MOST_YEARS


def _refuse_unknown_and_missing(claim: Mapping[str, Any], name_of_claim: str) -> None:
    known = {*CLAIM, *OPTIONAL, *FACTS, "items"}
    if unknown := sorted(set(claim) - known):
        text = f"{name_of_claim} 里有不认识的 {'、'.join(unknown)}。可用的有 {'、'.join(sorted(known))}。"
        raise FaultyClaim(text)
    if missing := [name for name in _NEEDED if claim.get(name) in (None, "")]:
        text = f"{name_of_claim} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyClaim(text)


def _read_amount(amount: object, name: str) -> int:
    """Read an amount of yuan as fen; floats, more than two digits and negative amounts are refused."""
    is_exact = isinstance(amount, (int, str, Decimal)) and not isinstance(amount, bool)
    try:
        yuan = Decimal(str(amount)) if is_exact else Decimal("NaN")
    except InvalidOperation:
        yuan = Decimal("NaN")
    if not yuan.is_finite() or not 0 <= yuan < _MOST or (yuan * _FEN) % 1:
        text = (
            f"{name} 应是不小于 0、最多两位小数的元，如 12.50（加引号），"
            f"不能是 {_shown(amount)}。请改正；退费请用撤销。"
        )
        raise FaultyClaim(text)
    return int(yuan * _FEN)


def _shown(value: object) -> str:
    """What a claim says, as a message prints it: texts in quotation marks, numbers bare."""
    if isinstance(value, bool):
        return "真" if value else "假"
    if isinstance(value, int | float | Decimal):
        return str(value)
    return f"“{value}”" if value not in (None, "") else "空白"


def _read_day(value: object, name: str) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if type(day) is not date:
        text = f"{name} 应是日期，如 2024-05-01，不能是 {_shown(value)}。请改正。"
        raise FaultyClaim(text)
    return day


def _read_time(value: object, name: str) -> datetime:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        time = None
    if not isinstance(time, datetime) or time.tzinfo:
        text = (
            f"{name} 应是当地时间，如 2024-05-01 09:30:00，"
            f"不能是 {_shown(value)}。请改正。"
        )
        raise FaultyClaim(text)
    return time
