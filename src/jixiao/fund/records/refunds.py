"""Refunds: what each takes back, in part or whole, of which row."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis import ir

from jixiao.fund.tables import AccountingIdentity

CANCELLED = "cancelled"
CANCELLATION = "cancellation"
PARTIAL = "refund"
UNCLEAR = "unclear_refund"
_OF = "_of"


@dataclass(frozen=True, slots=True)
class Refunds:
    """How a table writes refunds: rows of negative amounts.

    A refund names the row it takes back in `names`; one that names nothing takes back a row that
    is alike in `alike` and the exact negative in `exact`. `amounts` are all that a refund lowers;
    of the rest of a row a refund says nothing.
    """

    key: str
    names: str
    at: str
    alike: tuple[str, ...]
    exact: tuple[str, ...]
    amounts: tuple[str, ...]
    identities: tuple[AccountingIdentity, ...]

    def fates(self, charged: ir.Table, refunds: ir.Table) -> ir.Table:
        """Return `key`, `status` and `of` of all refunds, and of the rows that do not stand.

        A refund that is the exact negative of its row, or all of a row's refunds together where
        they are, cancel it. Others lower it (PARTIAL) where they leave every amount between
        nothing and what was charged, and the row's sums true. Else nobody can say what is left:
        row and refunds are UNCLEAR. What is taken back once more than it was is UNCLEAR, too.
        `of` is the row that a refund belongs to; it is none on the row itself, and on a refund of
        which nothing tells what it takes back: a CANCELLATION like the others.
        """
        named = refunds.filter(refunds[self.names].notnull())
        pairs = self._judged(named, charged)
        unnamed = refunds.filter(refunds[self.names].isnull())
        others = charged.semi_join(unnamed, list(self.alike))
        others = others.anti_join(named, others[self.key] == named[self.names])
        exact = self._exact_pairs(others, unnamed)
        orphans = refunds.anti_join(pairs, refunds[self.key] == pairs.key)
        orphans = orphans.anti_join(exact, orphans[self.key] == exact.key)
        nothing = ibis.null("string")
        gone = pairs.filter(pairs.row_status.notnull())
        gone = gone.select(key="of", status="row_status").distinct()
        parts = (
            pairs.select("key", "status", "of"),
            exact.select("key", status=ibis.literal(CANCELLATION), of="of"),
            gone.mutate(of=nothing),
            exact.select(key="of", status=ibis.literal(CANCELLED), of=nothing),
            orphans.select(key=self.key, status=ibis.literal(CANCELLATION), of=nothing),
        )
        return ibis.union(*parts)

    def _judged(self, named: ir.Table, charged: ir.Table) -> ir.Table:
        """Return each refund that names a row with its own status and the row's."""
        rows = named.join(charged, named[self.names] == charged[self.key], rname="{name}" + _OF)
        row_key = f"{self.key}{_OF}"
        is_exact = ibis.and_(
            *(rows[n].fill_null(0) == -rows[f"{n}{_OF}"].fill_null(0) for n in self.exact)
        )
        rows = rows.mutate(is_exact=is_exact)
        in_turn = ibis.window(group_by=[row_key, "is_exact"], order_by=[self.at, self.key])
        rows = rows.mutate(place=ibis.row_number().over(in_turn))
        of_row = ibis.window(group_by=row_key)
        left = {
            f"{n}_left": rows[f"{n}{_OF}"] + rows[n].fill_null(0).sum().over(of_row)
            for n in self.amounts
        }
        rows = rows.mutate(
            cancels=rows.is_exact & (rows.place == 0),
            at_once=rows.is_exact.cast("int64").max().over(of_row) == 1,
            raised=self._gives_what_was_not_charged(rows, of_row),
            **left,
        )
        nothing_left = ibis.and_(*(rows[f"{n}_left"].fill_null(0) == 0 for n in self.exact))
        fits = ~rows.raised & self._leaves_sums_true(rows)
        status = ibis.cases(
            (rows.at_once, ibis.ifelse(rows.cancels, CANCELLATION, UNCLEAR)),
            (nothing_left, CANCELLATION),
            (fits, PARTIAL),
            else_=UNCLEAR,
        )
        row_status = ibis.cases(
            (rows.at_once | nothing_left, CANCELLED), (fits, ibis.null("string")), else_=UNCLEAR
        )
        return rows.select(key=self.key, of=row_key, status=status, row_status=row_status)

    def _gives_what_was_not_charged(self, rows: ir.Table, of_row: object) -> ir.BooleanValue:
        """Whether refunds speak of an amount of which their row says nothing."""
        strange = (rows[f"{n}{_OF}"].isnull() & (rows[n].fill_null(0) != 0) for n in self.amounts)
        return ibis.or_(*strange).cast("int64").max().over(of_row) == 1

    def _leaves_sums_true(self, rows: ir.Table) -> ir.BooleanValue:
        """Whether what is left lies between nothing and what was charged, and still adds up."""
        bounds = (
            rows[f"{n}_left"].isnull()
            | rows[f"{n}_left"].between(0, rows[f"{n}{_OF}"]).fill_null(False)  # noqa: FBT003
            for n in self.amounts
        )
        sums = (
            (rows[f"{i.whole}_left"] == _sum([rows[f"{p}_left"] for p in i.parts])).fill_null(True)  # noqa: FBT003
            for i in self.identities
        )
        return ibis.and_(*bounds, *sums)

    def _exact_pairs(self, charged: ir.Table, refunds: ir.Table) -> ir.Table:
        """Return refunds that name nothing, as `key`, with the row `of` which each is the negative.

        Of rows alike to the fen the first refund takes the first, none takes a later one.
        """
        rows = self._numbered(charged, 1)
        taken_back = self._numbered(refunds, -1).rename(refund="key", refunded_at="at")
        pairs = rows.join(taken_back, [*self.alike, "place", *self.exact])
        pairs = pairs.filter(pairs["at"] <= pairs.refunded_at)
        return pairs.select(key="refund", of="key")

    def _numbered(self, rows: ir.Table, sign: int) -> ir.Table:
        amounts = {n: rows[n].fill_null(0) * sign for n in self.exact}
        alike = rows.select(*self.alike, key=self.key, at=self.at, **amounts)
        order = ibis.window(group_by=[*self.alike, *self.exact], order_by=["at", "key"])
        return alike.mutate(place=ibis.row_number().over(order))

    def net(self, rows: ir.Table, refunds: ir.Table, fates: ir.Table) -> ir.Table:
        """Return those of `rows` that stand, each lowered by its partial refunds."""
        partial = fates.filter(fates.status == PARTIAL).select("key", "of")
        refunds = refunds.join(partial, refunds[self.key] == partial.key)
        lowered = refunds.group_by("of").aggregate(
            **{n: refunds[n].sum().cast(rows[n].type()) for n in self.amounts}
        )
        standing = rows.anti_join(fates, rows[self.key] == fates.key)
        joined = standing.left_join(
            lowered, standing[self.key] == lowered.of, rname="{name}_taken_back"
        )
        net = {n: joined[n] + joined[f"{n}_taken_back"].fill_null(0) for n in self.amounts}
        return joined.mutate(**net).select(*rows.columns)


def _sum(columns: Sequence[ir.Value]) -> ir.Value:
    total = columns[0]
    for column in columns[1:]:
        total = total + column
    return total
