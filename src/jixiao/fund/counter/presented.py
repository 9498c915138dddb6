"""A claim as the window gets it: its amounts read, what may be left out filled in, faults told."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, OPTIONAL
from jixiao.money import from_fen

_PARTS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
_MOST = Decimal(10) ** 10
"""More yuan than any bill has."""
_MONEY = {"medfee_sumamt", *_PARTS, "acct_balc", "acct_mulaid_balc"}


class FaultyClaim(JixiaoError, ValueError):
    """A claim lacks something, or says what cannot be."""


def read_claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Read a claim's amounts of yuan as fen, and fill in what may be left out.

    Raises:
        FaultyClaim: something is missing, unknown, negative, no amount, or does not add up.
    """
    told = claim.get("setl_id") or "（没有结算ID）"
    known = {*CLAIM.names, *OPTIONAL}
    if strange := sorted(set(claim) - known):
        text = (
            f"结算 {told} 里有不认识的 {'、'.join(strange)}。可用的有 {'、'.join(sorted(known))}。"
        )
        raise FaultyClaim(text)
    optional = {"year", "psn_idet_type", "filing"}
    if missing := [n for n in CLAIM.names if n not in optional and claim.get(n) in (None, "")]:
        text = f"结算 {told} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyClaim(text)
    filled = {"psn_idet_type": "", "filing": "local", **OPTIONAL}
    read = filled | {name: value for name, value in claim.items() if value is not None}
    read |= {name: _fen(read[name], name, told) for name in _MONEY}
    read["setl_time"] = _time(read["setl_time"], told)
    read.setdefault("year", read["setl_time"].year)
    for name in (set(CLAIM.names) | set(OPTIONAL)) - _MONEY - {"setl_time", "year"}:
        if not isinstance(read[name], str):
            text = f"结算 {told} 的 {name} 应是文字，不是 {read[name]!r}。请加引号。"
            raise FaultyClaim(text)
    parts = sum(read[name] for name in _PARTS)
    if parts != read["medfee_sumamt"]:
        text = (
            f"结算 {told} 的总费用 {from_fen(read['medfee_sumamt'])} 元不等于全自费、超限价、先行自付"
            f"与政策范围内之和 {from_fen(parts)} 元。请核对费用分解。"
        )
        raise FaultyClaim(text)
    return {name: read[name] for name in (*CLAIM.names, *OPTIONAL)}


def _fen(amount: object, name: str, told: str) -> int:
    exact = isinstance(amount, (int, str, Decimal)) and not isinstance(amount, bool)
    try:
        yuan = Decimal(str(amount)) if exact else Decimal("NaN")
    except InvalidOperation:
        yuan = Decimal("NaN")
    if not yuan.is_finite() or not 0 <= yuan < _MOST or (yuan * 100) % 1:
        text = (
            f"结算 {told} 的 {name} 应是不小于 0、最多两位小数的元，如 Decimal('12.50') 或 '12.50'，"
            f"不能是 {amount!r}。请改正；退费请用撤销。"
        )
        raise FaultyClaim(text)
    return int(yuan * 100)


def _time(value: object, told: str) -> datetime:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        time = None
    if not isinstance(time, datetime) or time.tzinfo:
        text = f"结算 {told} 的 setl_time 应是当地时间，如 2024-05-01 09:30:00，不能是 {value!r}。请改正。"
        raise FaultyClaim(text)
    return time
