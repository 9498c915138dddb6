"""Charges of items inside a bundle that were billed besides, opened as cases of who billed them."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from jixiao.fund.cases import CaseLedger, Evidence
from jixiao.fund.payment.kept import BUNDLE_LEAKS
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan

ENGINE, RULE = "bundles", "包干另收"


def open_leaks(
    ledger: CaseLedger, engine: Engine, *, by: str, at: datetime
) -> list[str]:
    """Open a case for each institution that billed besides; return the new codes.

    Charges that a case already rests on are left there.

    Raises:
        NotLoaded: no month was closed yet.
    """
    BUNDLE_LEAKS.read(engine)
    rows = [BUNDLE_LEAKS.masked(row) for row in BUNDLE_LEAKS.rows(engine)]
    rows.sort(key=lambda row: (row["fixmedins_code"], row["bkkp_sn"]))
    codes = [
        ledger.open_case(
            engine=ENGINE, rule=RULE, title="包干范围内的项目另外收费", subject=place,
            evidence=[_evidence(row) for row in leaks], by=by, at=at,
        )
        for place, leaks in groupby(rows, lambda row: row["fixmedins_code"])
    ]  # fmt: skip
    return [code for code in codes if code]


def _evidence(row: Mapping[str, Any]) -> Evidence:
    amount = int(row["det_item_fee_sumamt"])
    named = row["hilist_name"] or row["hilist_code"]
    values = {
        "人员": row["psn_no"],
        "包干的机构": row["centre"],
        "说明": f"{row['charged_on']} 收 {named} {in_yuan(amount)} 元，这一天在 {row['centre']} 包干",
        "把握": "certain",
    }
    return Evidence(BUNDLE_LEAKS.name, row["bkkp_sn"], values, amount, 0)
