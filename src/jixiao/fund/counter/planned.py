"""The settlement's expression, planned once and run on one claim at a time; what each claim adds."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, OPTIONAL, load_policies
from jixiao.fund.benefits.explanation import AmountsUsed, SettlementStep, explain
from jixiao.fund.benefits.parameters import (
    BY_LAYER,
    AccumulatorKind,
    AtHand,
    PolicyParameters,
    closed,
    opened,
)
from jixiao.fund.benefits.settlement import payments, trace
from jixiao.fund.counter.ledgers import Amounts, Effect
from jixiao.fund.counter.receipt import Receipt
from jixiao.money import from_fen

_SQL_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "int32": "INTEGER",
    "boolean": "BOOLEAN",
    "timestamp": "TIMESTAMP",
    "timestamp(6)": "TIMESTAMP",
}


class PlannedSettlement:
    """The settlement by some policies, planned once.

    DuckDB plans a query again each time it reads a table or takes a parameter, which takes longer
    than the whole settlement (seen: 37 of 40 ms). So the plan reads its single row from a function.
    """

    def __init__(self, codes: tuple[str, ...], folder: Path | None) -> None:
        self._policies = [load_policies(folder)[code] for code in codes]
        self._source, sql, row_type = _compiled(codes, folder)
        self._row: dict[str, Any] = {}
        row_at_hand = self._row
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        # The function holds the row alone: what holds the connection too would never be let go.
        self._connection.create_function(
            "claim_at_hand", lambda: row_at_hand, [], row_type, side_effects=True
        )
        # As a list of one: DuckDB would call the function for each of its columns.
        self._connection.execute(
            "CREATE VIEW at_hand AS SELECT unnest(row) FROM (SELECT unnest([claim_at_hand()]) row)"
        )
        self._connection.execute(f"PREPARE settlement AS {sql}")

    def settle(
        self, claim: Mapping[str, Any], used: Amounts, message: str | None
    ) -> tuple[Receipt, list[Effect]]:
        """Settle a claim after what was used; returns with its receipt what it adds.

        Raises:
            JixiaoError: the steps of the explanation come to another payment.
        """
        before = self._source.row(claim, used)
        after = self._run({**claim, **before})
        steps = self._explained(claim, used, after["psn_pay"])
        columns = payments(self._source.parameters)
        receipt = Receipt(
            message=message,
            setl_id=claim["setl_id"],
            psn_no=claim["psn_no"],
            benefit=after["benefit"],
            amounts={
                name: from_fen(after[name]) for name in columns if name != "benefit"
            },
            steps=tuple(steps),
        )
        return receipt, self._effects(before, after)

    def close(self) -> None:
        """Close the connection that holds the plan."""
        self._connection.close()

    def _run(self, row: dict[str, Any]) -> dict[str, Any]:
        self._row.clear()
        self._row.update(row)
        cursor = self._connection.execute("EXECUTE settlement")
        names = [column[0] for column in cursor.description]
        (values,) = cursor.fetchall()
        return dict(zip(names, values, strict=True))

    def _explained(
        self, claim: Mapping[str, Any], used: Amounts, psn_pay: int
    ) -> list[SettlementStep]:
        """Return the steps of a settlement, computed a second time.

        Raises:
            JixiaoError: they come to another payment of the person than `psn_pay`.
        """
        day = claim["setl_time"].date()
        in_force = [p for p in self._policies if p.valid_from <= day <= p.valid_to]
        policy = (in_force or self._policies)[0]
        steps = explain([claim], claim["setl_id"], policy, AmountsUsed(used))
        explained = next(step.amount for step in steps if step.name == "个人支付")
        if explained != psn_pay:
            message = (
                f"结算 {claim['setl_id']} 的两次计算不一致（个人支付 {from_fen(psn_pay)} 和 "
                f"{from_fen(explained)} 元），没有保存。请把这笔结算和政策文件报给开发者。"
            )
            raise JixiaoError(message)
        return steps

    def _effects(
        self, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> list[Effect]:
        """Return what a settlement adds: counts and amounts used, limits and lines as they are."""
        accumulator = before["accumulator"]
        if accumulator is None:
            return []
        effects: list[tuple[AccumulatorKind, str, int]] = [
            (kind, accumulator, after[closed(kind)] - before[opened(kind)])
            for kind in (AccumulatorKind.VISITS, AccumulatorKind.PAID)
        ]
        effects.append((AccumulatorKind.GRANTED, accumulator, before["cap"]))
        if closed(AccumulatorKind.LINE) in after:
            line = after[closed(AccumulatorKind.LINE)]
            effects.append((AccumulatorKind.LINE, accumulator, line))
        deducted = after[closed(AccumulatorKind.DEDUCTED)]
        deducted -= before[opened(AccumulatorKind.DEDUCTED)]
        effects.append((AccumulatorKind.DEDUCTED, before["dedc_accumulator"], deducted))
        for code in self._source.parameters.fields:
            effects += _layer_effects(code, before, after)
        return [(str(kind), name, amount) for kind, name, amount in effects if amount]


def _layer_effects(
    code: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[AccumulatorKind, str, int]]:
    burden, paid, granted = BY_LAYER
    effects = [
        (kind, code, after[closed(kind, code)] - before[opened(kind, code)])
        for kind in (burden, paid)
        if closed(kind, code) in after
    ]
    if before["further"]:
        effects.append((granted, code, before[f"{code}_most"] or 0))
    return effects


@cache
def _compiled(codes: tuple[str, ...], folder: Path | None) -> tuple[AtHand, str, str]:
    """Return the policies' parameters, the settlement's SQL, and the type of the row it reads."""
    policies = load_policies(folder)
    source = AtHand(PolicyParameters([policies[code] for code in codes]))
    columns = {name: str(kind) for name, kind in CLAIM.items()}
    for name, default in OPTIONAL.items():
        columns[name] = "string" if isinstance(default, str) else "int64"
    columns |= source.columns
    settled = trace(ibis.table(ibis.schema(columns), name="at_hand"), source)
    used_after = [name for name in settled.columns if name.startswith("close_")]
    settled = settled.select(*payments(source.parameters), *used_after)
    sql = str(ibis.to_sql(settled, dialect="duckdb"))
    row = ", ".join(f'"{name}" {_SQL_TYPES[kind]}' for name, kind in columns.items())
    return source, sql, f"STRUCT({row})"


def apply_effects(used: dict[tuple[str, str], int], effects: Iterable[Effect]) -> None:
    """Add what a settlement uses: sums grow, a limit and a line hold if they are the highest.

    A stay that is no transfer begins its line anew.
    """
    effects = list(effects)
    new_stays = {name for kind, name, _ in effects if kind == AccumulatorKind.VISITS}
    for kind, name, amount in effects:
        before = used.get((kind, name), 0)
        match kind:
            case AccumulatorKind.LINE:
                used[kind, name] = amount if name in new_stays else max(before, amount)
            case AccumulatorKind.GRANTED | AccumulatorKind.LAYER_GRANTED:
                used[kind, name] = max(before, amount)
            case _:
                used[kind, name] = before + amount
