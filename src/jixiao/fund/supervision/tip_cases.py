"""A tip on the ledger of cases: what was told, and nothing of who told it."""

from datetime import datetime

from jixiao.errors import JixiaoError
from jixiao.fund.cases import CaseLedger, Evidence
from jixiao.fund.supervision.tips import Tip

ENGINE, RULE = "tip", "举报"


def open_tip(ledger: CaseLedger, tip: Tip, *, by: str, at: datetime) -> str:
    """Open a case over a tip, and return its code; who gave it stays in the register.

    Raises:
        JixiaoError: a case rests on the tip already.
    """
    values = {
        "渠道": tip.channel,
        "说明": tip.fact,
        "实名": "是" if tip.named else "否",
    }
    code = ledger.open_case(
        engine=ENGINE,
        rule=RULE,
        title=f"举报 {tip.code}",
        subject=tip.subject,
        evidence=[Evidence(RULE, tip.code, values, 0, 0)],
        by=by,
        at=at,
    )
    if code is None:
        message = f"举报 {tip.code} 已经立过案。请在案件里办理。"
        raise JixiaoError(message)
    return code
