"""Care that a list states and care that was charged: told apart by words in the names of charges."""

from functools import cache
from pathlib import Path

from ibis import ir

from jixiao.fund.records import proven
from jixiao.library import load_toml


@cache
def _words(care: str) -> tuple[str, ...]:
    """Return the words by which charges of a kind of care are known."""
    return tuple(load_toml(Path(__file__).with_suffix(".toml"))[care]["words"])


def named_lines(fee_lines: ir.Table) -> ir.Table:
    """Return the lines whose name says what was charged: of others nobody can tell."""
    named = fee_lines.filter(fee_lines.hilist_name.notnull())
    return named.select("mdtrt_id", "hilist_name", "det_item_fee_sumamt")


def charged_for(fee_lines: ir.Table, care: str) -> ir.Table:
    """Return the visits that were charged for a kind of care, with how much in fen."""
    lines = named_lines(fee_lines)
    names = lines.hilist_name.upper()
    first, *others = (names.contains(word.upper()) for word in _words(care))
    matches = first
    for other in others:
        matches |= other
    summed = lines.filter(matches).group_by(charged_visit="mdtrt_id")
    return summed.aggregate(charged=lambda rows: rows.det_item_fee_sumamt.sum())


def not_charged(
    discharges: ir.Table, stated: str, fee_lines: ir.Table, care: str
) -> ir.Table:
    """Return a row for each discharge that states care, in a column, of which no line bears the name.

    Discharges without a line that has a name are left out. The amount stated stands above.
    """
    named = named_lines(fee_lines)
    charged = charged_for(fee_lines, care)
    rows = discharges.filter(discharges[stated] > 0).semi_join(named, "mdtrt_id")
    wrong = rows.anti_join(charged, rows.mdtrt_id == charged.charged_visit)
    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong[stated],
        below=0,
    )
