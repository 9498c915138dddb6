"""A product's payouts that are not as its terms say, opened as a case: the insurer is asked."""

from datetime import datetime

from jixiao.fund.cases import CaseLedger, Evidence
from jixiao.fund.payment.topup.product import Product
from jixiao.fund.payment.topup.year import Difference, ProductYear

ENGINE, RULE = "topup", "商业健康大病保险赔付核对"


def open_differences(
    ledger: CaseLedger, came: ProductYear, *, by: str, at: datetime
) -> str | None:
    """Open a case for a product's payouts that differ, and return its code; none where none is new.

    A bill that differs by the same amounts as in a case before is left there.
    """
    product = came.product
    return ledger.open_case(
        engine=ENGINE,
        rule=RULE,
        title=f"{product.title}有 {len(came.differences)} 笔赔付和条款对不上",
        subject=product.code,
        evidence=[_evidence(product, each) for each in came.differences],
        by=by,
        at=at,
    )


def _evidence(product: Product, difference: Difference) -> Evidence:
    paid = "没有赔" if difference.paid is None else difference.paid
    key = f"{product.code}/{difference.setl_id}@{difference.due}→{paid}"
    values = {
        "产品": product.title,
        "结算ID": difference.setl_id,
        "说明": difference.sentence,
    }
    return Evidence(
        "topup_payouts_paid", key, values, difference.due, difference.paid or 0
    )
