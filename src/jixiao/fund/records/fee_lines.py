"""Fee lines of settlements that stand: as charged and refunded, and net of refunds."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record, table_columns
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.refunds import PARTIAL, Refunds
from jixiao.fund.tables import tables


@record(
    title="收费和退费",
    grain=Grain(
        "计入的结算的一条收费或退费", "bkkp_sn", "fee_ocur_time", "fixmedins_code"
    ),
    of="FEE_LIST_D",
    streams=True,
)
def charges(fee_list_d: ir.Table, verdicts: ir.Table) -> ir.Table:
    """Return the valid lines of settlements that stand, refunds as lines of their own.

    Lines of a partial refund belong to the settlement that it lowers.
    """
    rows = fee_list_d.filter(
        fee_list_d.vali_flag.fill_null("1") != "0", fee_list_d.setl_id.notnull()
    )
    judged = verdicts.select("status", "of", judged="setl_id")
    joined = rows.left_join(judged, rows.setl_id == judged.judged)
    is_counted = joined.status.isnull() | (joined.status == PARTIAL)
    return joined.filter(is_counted).mutate(
        setl_id=lambda row: row.of.fill_null(row.setl_id)
    )


def line_refunds() -> Refunds:
    """How FEE_LIST_D writes refunds."""
    table = tables()["FEE_LIST_D"]
    amounts = [c.name for c in table.columns.values() if c.type == "amount"]
    return Refunds(
        key="bkkp_sn",
        names="init_feedetl_sn",
        at="fee_ocur_time",
        alike=("setl_id", "mdtrt_id", "hilist_code"),
        exact=("cnt", "det_item_fee_sumamt"),
        amounts=("cnt", *amounts),
        identities=table.identities,
    )


@record(
    title="退掉的和对不上的收费",
    grain=Grain("一条不单独计的收费或退费", "bkkp_sn"),
    adds={
        "bkkp_sn": table_columns("FEE_LIST_D")["bkkp_sn"],
        "status": RecordColumn("不计的原因", Unit.CODE),
        "of": RecordColumn("所退的收费", Unit.TEXT),
    },
)
def line_verdicts(charges: ir.Table) -> ir.Table:
    """Return the lines that do not stand by themselves, as `Refunds` judges them."""
    is_refund = (charges.det_item_fee_sumamt < 0) | (charges.cnt < 0)
    fates = line_refunds().fates(charges.filter(~is_refund), charges.filter(is_refund))
    return fates.rename(bkkp_sn="key")


@record(
    title="费用明细",
    grain=Grain("一条收费，退费已减去", "bkkp_sn", "fee_ocur_time", "fixmedins_code"),
    of="FEE_LIST_D",
)
def fee_lines(charges: ir.Table, line_verdicts: ir.Table) -> ir.Table:
    """Return the lines that stand, net of their refunds."""
    fates = line_verdicts.rename(key="bkkp_sn")
    return line_refunds().net(charges, charges, fates)
