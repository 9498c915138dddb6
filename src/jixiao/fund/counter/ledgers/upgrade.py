"""Ledgers of before: a row for each accumulator of a year becomes one row for the year."""

from collections.abc import Callable
from dataclasses import dataclass

from jixiao.fund.counter.ledgers.ledger import TABLES, Rows


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a database says in words of its own.

    `has_table` asks for a table named `:table`; `rows_of_year` gathers [kind, name, {amount}] as
    JSON; `setl_id_of_answer` takes the id of a settlement out of a receipt.
    """

    has_table: str
    rows_of_year: str
    setl_id_of_answer: str


def upgrade(run: Callable[..., Rows], dialect: Dialect) -> None:
    """Bring a ledger of before to `TABLES`, inside a transaction; any other is left as it is."""
    if not run(dialect.has_table, table="accumulators"):
        return
    run("ALTER TABLE messages RENAME TO messages_before")
    for statement in TABLES:
        run(statement)
    run(_years_of_accumulators(dialect))
    run(
        "INSERT INTO years SELECT psn_no, year, max(place), '[]', '[]' FROM settlements"
        " GROUP BY psn_no, year ON CONFLICT DO NOTHING"
    )
    run(
        f"INSERT INTO messages SELECT message, digest, {dialect.setl_id_of_answer}"
        " FROM messages_before"
    )
    run("DROP TABLE messages_before")
    run("DROP TABLE accumulators")


def _years_of_accumulators(dialect: Dialect) -> str:
    opening, used = (
        f"coalesce(CAST({dialect.rows_of_year.format(amount=amount)}"
        f" FILTER (WHERE {amount} > 0) AS TEXT), '[]')"
        for amount in ("opening", "amount")
    )
    last_place = (
        "(SELECT max(place) FROM settlements WHERE settlements.psn_no = accumulators.psn_no"
        " AND settlements.year = accumulators.year)"
    )
    return (
        f"INSERT INTO years SELECT psn_no, year, coalesce({last_place}, 1), {opening}, {used}"
        " FROM accumulators GROUP BY psn_no, year"
    )
