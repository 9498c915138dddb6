"""The archive of business papers: what is registered, lent and destroyed."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="业务档案",
    grain=Grain("一件业务档案", "archive_no", place="archive_no"),
    of="ARCHIVE_ITEM",
)
def archive_items(archive_item: ir.Table) -> ir.Table:
    """Return what is registered, whatever became of it."""
    return archive_item


@record(
    title="业务档案借阅",
    grain=Grain("一件档案的一次借出", "loan", "lent_on", "archive_no"),
    of="ARCHIVE_LOAN",
    adds={"loan": RecordColumn("档案编号和借出日期", Unit.TEXT)},
)
def archive_loans(archive_loan: ir.Table) -> ir.Table:
    """Return what was lent, what came back too."""
    lent = archive_loan.lent_on.strftime("%Y-%m-%d")
    return archive_loan.mutate(loan=archive_loan.archive_no + "/" + lent)


@record(
    title="业务档案销毁",
    grain=Grain("一件销毁的档案", "archive_no", "destroyed_on", "archive_no"),
    of="ARCHIVE_DESTRUCTION",
)
def archive_destructions(archive_destruction: ir.Table) -> ir.Table:
    """Return what was destroyed."""
    return archive_destruction


@record(
    title="期内年度的业务档案",
    grain=Grain("一件业务档案", "archive_no", place="archive_no"),
    of="ARCHIVE_ITEM",
)
def archived_of_years(archive_item: ir.Table, period: Period) -> ir.Table:
    """Return the papers of the years that a period is of."""
    return archive_item.filter(
        archive_item.year.between(period.first.year, period.last.year)
    )
