"""Products above their reference opened as cases: the firm is told, answers, and a decision follows."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from jixiao.fund.cases import CaseLedger, Evidence
from jixiao.fund.prices.kept import LINK, LINKED_PRICES
from jixiao.fund.store.engine import Engine

ENGINE, RULE = "prices", "价格联动"


def open_cases(
    ledger: CaseLedger,
    engine: Engine,
    *,
    by: str,
    at: datetime,
    flags: Collection[str] = (),
) -> list[str]:
    """Open a case for each firm with products to be linked; return the new codes.

    With `flags` only products that bear one of them. A product that a case already rests on with
    the same prices is left there.

    Raises:
        NotLoaded: no linkage was calculated yet.
    """
    return [
        code
        for maker, products in _by_maker(engine, flags)
        if (
            code := ledger.open_case(
                engine=ENGINE,
                rule=RULE,
                title=f"{len(products)} 个产品高于参考价",
                subject=maker,
                evidence=[_evidence(row) for row in products],
                by=by,
                at=at,
            )
        )
    ]


def _by_maker(
    engine: Engine, flags: Collection[str]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    rows = LINKED_PRICES.read(engine)
    rows = rows.filter(rows.state == LINK)
    if flags:
        rows = rows.filter(rows.flag.isin(list(flags)))
    fetched = engine.fetch(rows.order_by("maker", "listing_code")).to_pylist()
    for maker, products in groupby(fetched, key=lambda row: row["maker"]):
        yield maker, list(products)


def _evidence(row: dict[str, Any]) -> Evidence:
    values = {
        "产品编码": row["listing_code"],
        "产品": f"{row['generic_name']} {row['form']} {row['spec']}",
        "类别": row["kind"] or "",
        "测算日": str(row["on"]),
        "挂网价": _yuan(row["price"]),
        "最低价": _at(row["lowest"], row["lowest_at"]),
        "标识": row["flag"] or "",
        "说明": _sentence(row),
    }
    key = f"{row['listing_code']}@{_yuan(row['price'])}→{_yuan(row['new_price'])}"
    return Evidence(LINKED_PRICES.name, key, values, 0, 0)


def _at(price: Any, province: str | None) -> str:
    return "" if price is None else f"{_yuan(price)}（{province}）"


def _sentence(row: dict[str, Any]) -> str:
    limit = f"参考价 {_yuan(row['reference'])} 元（{row['reference_at']}）"
    if row["reference"] is None:
        limit = row["why"]
    named = f"{row['generic_name']} {row['form']} {row['spec']}"
    return f"{named}：挂网价 {_yuan(row['price'])} 元，{limit}，联动后 {_yuan(row['new_price'])} 元"


def _yuan(price: Any) -> str:
    return "" if price is None else f"{price:.6f}".rstrip("0").rstrip(".")
