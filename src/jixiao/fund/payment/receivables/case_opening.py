"""Agreements with something overdue opened as cases: reminded of, paid, or written off by two."""

from datetime import datetime

from jixiao.fund.cases import CaseLedger, Evidence
from jixiao.fund.payment.receivables.balances import Balance, Receivables
from jixiao.fund.records import declared_records
from jixiao.fund.records.declaration import masked_row
from jixiao.money import in_yuan

ENGINE, RULE = "credit", "先诊疗后付费催缴"
_TABLE = "credit_agreements"


def open_reminders(
    ledger: CaseLedger, owed: Receivables, *, by: str, at: datetime
) -> list[str]:
    """Open a case for each agreement with something overdue; return the new codes.

    An agreement of which the same instalment is in a case already is left there.
    """
    codes = [
        ledger.open_case(
            engine=ENGINE,
            rule=RULE,
            title=f"协议 {balance.agreement} 到 {owed.day} 逾期 {in_yuan(balance.overdue)} 元",
            subject=balance.agreement,
            evidence=[_evidence(balance)],
            by=by,
            at=at,
        )
        for balance in owed.reminders
    ]
    return [code for code in codes if code]


def _evidence(balance: Balance) -> Evidence:
    columns = declared_records()[_TABLE].columns
    person = masked_row({"psn_no": balance.psn_no}, columns)["psn_no"]
    values = {
        "协议": balance.agreement,
        "人员": person,
        "机构": balance.institution,
        "说明": f"{balance.oldest} 起没有付清，逾期 {in_yuan(balance.overdue)} 元",
    }
    key = f"{balance.agreement}@{balance.oldest}"
    return Evidence(_TABLE, key, values, balance.overdue, 0)
