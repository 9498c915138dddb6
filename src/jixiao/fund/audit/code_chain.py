"""The way of one trace code: every sale and return in order, the bills behind them, and the likely cause."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from jixiao.fund.records import Records

_AT_ONCE = timedelta(minutes=10)
"""A code that is scanned again within so little time at one counter was scanned twice by hand."""
_PACK = Decimal(1)


@dataclass(frozen=True, slots=True)
class Link:
    """A scan of a code: where and when, the line and the settlement it is billed in, packs sold so far.

    `cause` is said of what goes beyond one pack; `amount` is what that line was charged, in fen.
    """

    scan: str
    at: datetime
    place: str
    line: str | None
    settlement: str | None
    packs: Decimal
    reached: Decimal
    amount: int
    cause: str


def code_chain(records: Records, code: str) -> list[Link]:
    """Return the scans of a trace code that stand, in order, each with its bill.

    Raises:
        NotLoaded: no scans, or no lines, were loaded.
    """
    scans = records.record("trace_scans")
    lines = records.record("audited_lines")
    bills = lines.select(of_line="bkkp_sn", amount=lines.det_item_fee_sumamt)
    of_code = scans.filter(scans.trace_code == code)
    rows = of_code.left_join(bills, of_code.bkkp_sn == bills.of_line)
    fetched = records.engine.fetch(
        rows.select(
            "scan_id",
            "sold_at",
            "fixmedins_code",
            "bkkp_sn",
            "setl_id",
            "packs",
            "amount",
        ).order_by("sold_at", "scan_id")
    ).to_pylist()
    links: list[Link] = []
    reached = Decimal(0)
    for row in fetched:
        reached += row["packs"]
        link = Link(
            row["scan_id"], row["sold_at"], row["fixmedins_code"], row["bkkp_sn"], row["setl_id"],
            row["packs"], reached, int(row["amount"] or 0), "",
        )  # fmt: skip
        links.append(_with_cause(link, links))
    return links


def recoverable(links: Sequence[Link]) -> int:
    """Return what the sales beyond one pack were charged, in fen: what is suggested to be recovered."""
    return sum(link.amount for link in links if link.cause)


def _with_cause(link: Link, before: Sequence[Link]) -> Link:
    if link.packs <= 0 or link.reached <= _PACK:
        return link
    sold = [each for each in before if each.packs > 0]
    if not any(each.place == link.place for each in sold):
        cause = "别的机构已经售出：可能是回流药"
    elif any(
        each.place == link.place and link.at - each.at <= _AT_ONCE for each in sold
    ):
        cause = "同一机构几分钟内又扫：可能是重复扫码"
    else:
        cause = "同一机构先后售出：可能是串换或空刷"
    return Link(
        link.scan, link.at, link.place, link.line, link.settlement, link.packs, link.reached,
        link.amount, cause,
    )  # fmt: skip
