"""可支付月数（按 12 个月支出）过低。"""

from fractions import Fraction

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, standing
from jixiao.fund.outlook.history import YEAR
from jixiao.fund.outlook.rolling import with_year_sums
from jixiao.fund.records import proven


@signal(
    code="RE03",
    title="可支付月数（按 12 个月支出）过低",
    says="累计结余的 12 倍 {above:元}，12 个月支出 {below:元}",
    level=SignalLevel.WATCH,
    basis="人社部发〔2009〕67号",
    falls=True,
)
def months_left_run_low(
    months: ir.Table, *, watch: Number, warn: Number, clear: Number
) -> ir.Table:
    """Return the months at whose end the balance covers too few months of a year's mean outlay."""
    rows = with_year_sums(months)
    rows = rows.mutate(place=rows.insutype, above=rows.balance * YEAR, below=rows.spent)
    rows = standing(
        rows, Lines(Fraction(watch), Fraction(warn), Fraction(clear), 1, 1, falls=True)
    )
    return proven(
        rows,
        key=rows.entry,
        on=rows.month,
        place=rows.place,
        above=rows.above,
        below=rows.below,
    )
