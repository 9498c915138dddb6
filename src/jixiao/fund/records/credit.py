"""Treatment first, payment later: agreements, and their instalments with what they are of."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record, table_columns
from jixiao.fund.records.periods import within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="先诊疗后付费协议",
    grain=Grain("一份协议", "agreement_no", "signed_on", "fixmedins_code"),
    of="CREDIT_AGREEMENT",
)
def credit_agreements(
    credit_agreement: ir.Table, period: Period | None = None
) -> ir.Table:
    """Return the agreements signed in the period, or all."""
    return within(credit_agreement, "signed_on", period)


@record(
    title="先诊疗后付费分期",
    grain=Grain("一份协议的一期", "instalment", "due_on"),
    of="CREDIT_INSTALMENT",
    adds={
        "instalment": RecordColumn("协议编号和期次", Unit.TEXT),
        "in_time": RecordColumn("期末以前付的", Unit.FEN),
    },
)
def credit_instalments(
    credit_instalment: ir.Table, period: Period | None = None
) -> ir.Table:
    """Return the instalments due in the period, or all, and what of each was paid by its end."""
    rows = within(credit_instalment, "due_on", period)
    paid = rows.paid_amount.fill_null(0)
    if period is not None:
        paid = (rows.paid_on <= period.last).fill_null(False).ifelse(paid, 0)
    named = rows.agreement_no + "/" + rows.nth.cast("int64").cast("string")
    return rows.mutate(instalment=named, in_time=paid)


@record(
    title="签了先诊疗后付费协议的就诊",
    grain=Grain("一次就诊", "mdtrt_id", "signed_on", "fixmedins_code"),
    adds={
        "mdtrt_id": table_columns("CREDIT_AGREEMENT")["mdtrt_id"],
        "fixmedins_code": table_columns("CREDIT_AGREEMENT")["fixmedins_code"],
        "signed_on": RecordColumn("最早签订的日期", Unit.DAY),
    },
)
def visits_on_credit(credit_agreement: ir.Table) -> ir.Table:
    """Return each visit of which an agreement was signed, whenever that was."""
    return credit_agreement.group_by("mdtrt_id").aggregate(
        fixmedins_code=credit_agreement.fixmedins_code.min(),
        signed_on=credit_agreement.signed_on.min(),
    )
