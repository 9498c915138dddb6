"""Settlements beside the cases that a grouping by DRG put into a group."""

from ibis import ir

GROUPED = "入组"


def known_in_drg(settlements: ir.Table, drg_cases: ir.Table) -> ir.Table:
    """Return settlements, with `known` where their case is in a group; an ambiguous one is not."""
    grouped = drg_cases.filter(drg_cases.status == GROUPED)
    grouped = grouped.select(known="setl_id").distinct()
    return settlements.left_join(grouped, settlements.setl_id == grouped.known)
