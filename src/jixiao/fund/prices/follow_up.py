"""What came after a linkage: orders above the new price, of withdrawn products, and money saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.fund.records import Records
from jixiao.fund.records.prices import WITHDRAWN


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The orders of a period for linked products: counts, and money in fen.

    `saved` is what was paid less than at the old prices, `above` what was paid over the new ones;
    `orders_above` are the orders that paid it, the dearest first.
    """

    orders: int
    saved: int
    above: int
    orders_above: Sequence[dict[str, Any]]

    @property
    def withdrawn(self) -> int:
        """How many of the orders above are for products that had been withdrawn."""
        return sum(row["decision"] == WITHDRAWN for row in self.orders_above)


def follow_up(records: Records) -> FollowUp:
    """Return what the period's orders of linked products came to.

    Raises:
        NotLoaded: decisions or orders were not loaded.
    """
    rows = records.record("linked_orders")
    whole = rows.aggregate(n=rows.count(), saved=rows.saved.sum(), above=rows.above.sum())  # fmt: skip
    [summed] = records.engine.fetch(whole).to_pylist()
    dear = rows.filter(rows.above > 0)
    listed = records.engine.fetch(dear.order_by(dear.above.desc(), "ordered"))
    return FollowUp(
        summed["n"],
        int(summed["saved"] or 0),
        int(summed["above"] or 0),
        listed.to_pylist(),
    )
