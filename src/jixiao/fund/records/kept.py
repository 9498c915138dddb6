"""What a reconciliation leaves behind: the settlements that do not stand."""

from jixiao.fund.records.kept_table import KeptTable, Sides
from jixiao.fund.records.netting import REASONS, VERDICT_COLUMNS, VERDICT_GRAIN

NETTED = KeptTable(
    name="netted",
    title="不计入的结算",
    grain=VERDICT_GRAIN,
    columns=VERDICT_COLUMNS,
    command="jixiao settle",
    does="核对",
    sides=Sides(
        "medfee_sumamt", "fund_pay_sumamt", "医疗费", "基金支付", "status", REASONS
    ),
)
"""The rows of SETL_D that do not stand, as the last reconciliation judged them."""
