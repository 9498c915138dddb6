"""The examples of measures: tables as bureaus export them, and the value they give."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from jixiao.fund import kept_tables
from jixiao.fund.records import KeptTable, Unit
from jixiao.fund.resettling.kept import PAID, RESETTLED
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import TYPES, tables
from jixiao.measures import Period, library
from jixiao.measures.measuring import Asked, Measured
from tests.spec_page import Example, Rows, read_page

_USUAL = {
    "insutype": "390", "psn_type": "50", "med_type": "21", "setl_time": "2026-06-15 10:00:00",
    "insu_admdvs": "990101", "begndate": "2026-01-01", "begntime": "2026-01-01",
    "counted_on": "2026-01-01", "month": "2026-01-01",
}  # fmt: skip
_USUAL_OF_TYPE = {
    "date": "2026-06-15",
    "time": "2026-06-15 10:00:00",
    "amount": "0",
    "number": "0",
    "price": "0",
}


def examples() -> Iterator[tuple[str, Example]]:
    """Give the code of each measure with each example of its page; one without fails elsewhere."""
    for code, measure in library().items():
        if measure.page.exists():
            yield from ((code, example) for example in read_page(measure.page))


def load_example(engine: Embedded, example: Example) -> None:
    """Make the tables an example gives, and no others; required cells left out get a usual value."""
    for code in engine.tables & {*tables(), *kept_tables()}:
        engine.run(f'DROP TABLE "{code}"')
    for code, rows in example.blocks:
        if code in tables():
            assert isinstance(rows, list), example.title
            engine.make(code, select_rows(code, rows))
        elif code in kept_tables() and isinstance(rows, list):
            make_kept(engine, code, rows)


def make_kept(engine: Embedded, code: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Make a table that an engine keeps; of the rows settled again amounts are said in yuan."""
    if code == RESETTLED.name:
        selects = [_settled_again(row) for row in rows]
    else:
        selects = [_kept_row(kept_tables()[code], row) for row in rows]
    engine.make(code, " UNION ALL ".join(selects))


_KEPT_TYPES = {
    Unit.FEN: "BIGINT", Unit.NUMBER: "BIGINT", Unit.DAY: "DATE", Unit.TIME: "TIMESTAMP",
    Unit.FLAG: "BOOLEAN",
}  # fmt: skip


def _kept_row(table: KeptTable, row: Mapping[str, str]) -> str:
    """Select a row of what an engine keeps, as it is kept: amounts in fen."""
    cells = (
        f"CAST({literal(row[name]) if row.get(name) else 'NULL'} "
        f"AS {_KEPT_TYPES.get(column.unit, 'VARCHAR')}) AS {name}"
        for name, column in table.columns.items()
    )
    return f"SELECT {', '.join(cells)}"


def _settled_again(row: Mapping[str, str]) -> str:
    """Select a row of what `jixiao settle` keeps; a page says its amounts in yuan."""
    kinds = {
        "setl_time": "TIMESTAMP",
        "paid_fund": "BIGINT",
        "fund_pay_sumamt": "BIGINT",
        "maf_pay": "BIGINT",
        "paid_maf_pay": "BIGINT",
    }
    fen = {
        n: str(int(Decimal(c) * 100))
        for n, c in row.items()
        if kinds.get(n) == "BIGINT"
    }
    cells = {"compared": PAID, **row, **fen}
    columns = (
        f"CAST({literal(c)} AS {kinds.get(n, 'VARCHAR')}) AS {n}"
        for n, c in cells.items()
    )
    return f"SELECT {', '.join(columns)}"


def select_rows(code: str, rows: Rows) -> str:
    """Select rows of a table; required cells left out get a usual value."""
    table = tables()[code]
    if strange := set(rows[0]) - set(table.columns):
        message = f"{code} has no columns {strange}"
        raise KeyError(message)
    selects = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column in table.columns.values():
            cell = row.get(column.name, "")
            if not cell and column.name not in row and column.required:
                cell = _USUAL.get(
                    column.name, _USUAL_OF_TYPE.get(column.type, f"r{number}")
                )
            value = literal(cell) if cell else "NULL"
            cells.append(f"CAST({value} AS {TYPES[column.type]}) AS {column.name}")
        selects.append(f"SELECT {', '.join(cells)}")
    return " UNION ALL ".join(selects)


def asked(code: str, example: Example) -> Asked:
    """Give the measure, narrowed as the example says."""
    return Asked(library()[code], _only_row(example, "scope"))


def period(example: Example) -> Period:
    """Give the example's period: 2026 where it says none."""
    said = _only_row(example, "period") or {"first": "2026-01-01", "last": "2026-12-31"}
    return Period(date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))


def limits(code: str, example: Example) -> dict[str, dict[str, int]]:
    """Give the limits that the example sets."""
    return {
        code: {name: int(value) for name, value in _only_row(example, "limits").items()}
    }


def _only_row(example: Example, name: str) -> Mapping[str, str]:
    rows = dict(example.blocks).get(name)
    return rows[0] if isinstance(rows, list) else {}


def as_printed(measured: Measured, wanted: Mapping[str, str]) -> dict[str, str]:
    """Give what was measured in the words of a page, as many digits as it prints."""
    value = measured.value
    digits = len(wanted.get("value", "").partition(".")[2])
    shown = (
        "" if value is None else str(round(value, digits) if digits else round(value))
    )
    facts = {
        "value": str(measured.day) if measured.day else shown, "above": str(measured.above),
        "below": str(measured.below), "rows": str(measured.rows), "why": measured.why,
    }  # fmt: skip
    return {name: facts[name] for name in wanted}


def is_exact(measured: Measured, wanted: Mapping[str, str]) -> bool:
    """Say whether a page's value is not further off than its last digit."""
    if measured.value is None or "value" not in wanted:
        return True
    return abs(measured.value - Decimal(wanted["value"])) < 1
