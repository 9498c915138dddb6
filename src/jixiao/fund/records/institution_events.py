"""What institutions were opened for, reviewed on, agreed to, and what automatic audits saw of them."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import SINCE, holding, with_since, within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="开通的业务",
    grain=Grain("期末开通的一项业务", "opened", "since", "fixmedins_code"),
    of="OPENED_SERVICE",
    adds={**SINCE, "opened": RecordColumn("机构和业务", Unit.TEXT)},
)
def services_open(opened_service: ir.Table, period: Period) -> ir.Table:
    """Return what institutions are open for on the last day of the period."""
    rows = holding(opened_service, "opened_on", "closed_on", period.last, period.last)
    rows = rows.mutate(opened=rows.fixmedins_code + "/" + rows.service)
    return with_since(rows, "opened_on", period)


@record(
    title="定点机构考核",
    grain=Grain("一次考核", "review", "reviewed_on", "fixmedins_code"),
    of="INST_REVIEW",
    adds={"review": RecordColumn("机构和考核日期", Unit.TEXT)},
)
def institution_reviews(inst_review: ir.Table, period: Period) -> ir.Table:
    """Return the reviews of institutions."""
    rows = within(inst_review, "reviewed_on", period)
    day = rows.reviewed_on.strftime("%Y-%m-%d")
    return rows.mutate(review=rows.fixmedins_code + "/" + day)


@record(
    title="协议变动",
    grain=Grain("一次变动", "change", "happened_on", "fixmedins_code"),
    of="INST_AGREEMENT",
    adds={"change": RecordColumn("机构、变动和日期", Unit.TEXT)},
)
def agreement_steps(inst_agreement: ir.Table, period: Period) -> ir.Table:
    """Return what agreements were signed, suspended and ended."""
    rows = within(inst_agreement, "happened_on", period)
    day = rows.happened_on.strftime("%Y-%m-%d")
    return rows.mutate(change=rows.fixmedins_code + "/" + rows.step + "/" + day)


@record(
    title="智能审核",
    grain=Grain("一次审核", "run_no", "run_on"),
    of="SCREENING",
)
def screenings(screening: ir.Table, period: Period) -> ir.Table:
    """Return the runs of automatic audits."""
    return within(screening, "run_on", period)
