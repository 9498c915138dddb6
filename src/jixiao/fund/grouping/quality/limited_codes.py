"""Codes of a list that do not fit whom it is of."""

from ibis import ir

from jixiao.fund.records import proven

_SEXES = ("1", "2")


def coded_for_the_other_sex(
    discharges: ir.Table, coded: ir.Table, codes: ir.Table, code: str
) -> ir.Table:
    """Return the lists with codes of the other sex only.

    `coded` are the codes of stays and `codes` their table, both under the name `code`.
    """
    limited = codes.filter(codes.sex_limit.isin(_SEXES))
    rows = with_limits(discharges, coded, limited, code, "sex_limit", of_stay="gend")
    other = rows.filter(rows.gend.isin(_SEXES), rows.gend != rows.sex_limit)
    wrong = counted_by_list(discharges, other)
    return marked_lists(wrong, below=1)


def with_limits(
    discharges: ir.Table,
    coded: ir.Table,
    codes: ir.Table,
    code: str,
    *limits: str,
    of_stay: str,
) -> ir.Table:
    """Return the codes of stays with their limits, and a column of the stay beside them."""
    limited = codes.select(*limits, limited_code=code)
    rows = coded.select("stay", code)
    rows = rows.join(limited, rows[code] == limited.limited_code)
    stays = discharges.select("setl_id", of_stay)
    return rows.join(stays, rows.stay == stays.setl_id)


def counted_by_list(discharges: ir.Table, codes_amiss: ir.Table) -> ir.Table:
    """Return the lists that have codes amiss, with their number as `others`."""
    counted = codes_amiss.group_by("stay").aggregate(others=codes_amiss.count())
    return discharges.join(counted, discharges.setl_id == counted.stay)


def in_force(rows: ir.Table) -> ir.BooleanValue:
    """Whether a row of a dated table holds on the day of discharge beside it; a blank day is no bound."""
    early = (rows.begndate > rows.discharged_on).fill_null(False)
    late = (rows.enddate < rows.discharged_on).fill_null(False)
    return ~(early | late)


def marked_lists(lists: ir.Table, *, below: ir.Value | int) -> ir.Table:
    """Return lists as rows that prove: the codes amiss above."""
    return proven(
        lists,
        key=lists.setl_id,
        on=lists.discharged_on,
        place=lists.fixmedins_code,
        above=lists.others,
        below=below,
    )
