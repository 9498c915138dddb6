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
        charged, refunds = self._looked_at(charged), self._looked_at(refunds)
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

    def _looked_at(self, rows: ir.Table) -> ir.Table:
        """Leave out the columns that tell nothing of refunds: wide expressions are slow to write."""
        names = (self.key, self.names, self.at, *self.alike, *self.exact, *self.amounts)
        return rows.select(*dict.fromkeys(names))

    def _judged(self, named: ir.Table, charged: ir.Table) -> ir.Table:
        """Return each refund that names a row with its own status and the row's."""
        rows = self._with_row(named, charged)
        exact = (
            rows[n].fill_null(0) == -rows[f"{n}_of"].fill_null(0) for n in self.exact
        )
        rows = rows.select(
            "of",
            key=self.key,
            at=self.at,
            is_exact=ibis.and_(*exact),
            nothing_left=self._nothing_left(rows),
            fits=self._fits(rows),
        )
        in_turn = ibis.window(group_by=["of", "is_exact"], order_by=["at", "key"])
        of_row = ibis.window(group_by="of")
        rows = rows.mutate(
            cancels=rows.is_exact & (ibis.row_number().over(in_turn) == 0),
            at_once=rows.is_exact.cast("int64").max().over(of_row) == 1,
        )
        status = ibis.cases(
            (rows.at_once, ibis.ifelse(rows.cancels, CANCELLATION, UNCLEAR)),
            (rows.nothing_left, CANCELLATION),
            (rows.fits, PARTIAL),
            else_=UNCLEAR,
        )
        row_status = ibis.cases(
            (rows.at_once | rows.nothing_left, CANCELLED),
            (rows.fits, ibis.null("string")),
            else_=UNCLEAR,
        )
        return rows.select("key", "of", status=status, row_status=row_status)

    def _with_row(self, named: ir.Table, charged: ir.Table) -> ir.Table:
        """Return each refund with the amounts of the row it names (_of) and what all take back (_back).

        The row is joined once: the table of rows is by far the longest that is read.
        """
        amounts = dict.fromkeys((*self.exact, *self.amounts))
        stated = charged.select(of=self.key, **{f"{n}_of": charged[n] for n in amounts})
        # Distinct, since an engine holds what it takes for the shorter side in memory.
        stated = stated.semi_join(named.select(of=self.names).distinct(), "of")
        sums = {f"{n}_back": named[n].fill_null(0).sum() for n in amounts}
        back = named.group_by(back_of=self.names).aggregate(**sums)
        # Not windows: an engine thinks about the order that each of many gives its rows.
        back = back.join(stated, back.back_of == stated.of)
        return named.join(back, named[self.names] == back.of)

    def _nothing_left(self, rows: ir.Table) -> ir.BooleanValue:
        """Whether the refunds of a row leave nothing of it."""
        left = (rows[f"{n}_of"] + rows[f"{n}_back"] for n in self.exact)
        return ibis.and_(*(amount.fill_null(0) == 0 for amount in left))

    def _fits(self, rows: ir.Table) -> ir.BooleanValue:
        """Whether refunds leave every amount between nothing and what was charged, and sums true."""
        left = {n: rows[f"{n}_of"] + rows[f"{n}_back"] for n in self.amounts}
        within = (
            ibis.ifelse(
                rows[f"{n}_of"].isnull(),
                rows[f"{n}_back"] == 0,
                left[n].between(0, rows[f"{n}_of"]),
            )
            for n in self.amounts
        )
        adds_up = (
            (left[i.whole] == _sum([left[part] for part in i.parts])).fill_null(True)
            for i in self.identities
        )
        return ibis.and_(*within, *adds_up)

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
            **{n: _held_as(rows[n], refunds[n].sum()) for n in self.amounts}
        )
        standing = rows.anti_join(fates, rows[self.key] == fates.key)
        joined = standing.left_join(
            lowered, standing[self.key] == lowered.of, rname="{name}_taken_back"
        )
        net = {
            n: joined[n] + joined[f"{n}_taken_back"].fill_null(0) for n in self.amounts
        }
        return joined.mutate(**net).select(*rows.columns)


def _held_as(amount: ir.Value, total: ir.Value) -> ir.Value:
    """Hold a sum as its amounts are, while it has few rows; engines hold sums of whole numbers wider.

    Ibis takes a plain cast of whole numbers for none.
    """
    if amount.type().is_integer():
        return total.cast("decimal(38, 0)").cast(amount.type())
    return total.cast(amount.type())


def _sum(columns: Sequence[ir.Value]) -> ir.Value:
    total = columns[0]
    for column in columns[1:]:
        total = total + column
    return total
