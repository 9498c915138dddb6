"""Cases read from the records: one for each discharge of some years, with its list's codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import NUMBERS, UNKNOWN, Array, CaseCodes, Cases
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

FACTS = (
    "setl_id", "psn_no", "fixmedins_code", "hosp_lv", "insutype", "setl_time", "discharged_on",
    "medfee_sumamt", "hifp_pay", "fund_pay_sumamt", "days", "dscg_dept_name", "area",
)  # fmt: skip
"""What is kept of a case besides its codes."""
_NUMBERS = {
    "sex": "gend", "age": "age", "age_days": "age_days", "birth_weight": "birth_weight",
    "days": "days", "way": "dscg_way", "ventilated": "ventilated",
    "icu_days": "icu_days",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Discharged:
    """The cases of some years, and a row of FACTS for each, in the same order."""

    cases: Cases
    facts: pa.Table

    @property
    def elsewhere(self) -> Array:
        """Flag the cases treated outside the pooling area, which its groups do not pay for."""
        away = pc.fill_null(pc.not_equal(self.facts["area"], "本地"), False)
        return np.asarray(away.to_numpy())

    def at_home(self) -> "Discharged":
        """Return the cases treated within the pooling area."""
        here = ~self.elsewhere
        return Discharged(self.cases.take(here), self.facts.filter(pa.array(here)))


def read_cases(
    engine: Engine, years: Sequence[int], belongs: str, setl_id: str | None = None
) -> Discharged:
    """Read the discharges that belong to some years by their day of 结算日期 or 出院日期.

    With a `setl_id` only that one is read.

    Raises:
        NotLoaded: settlements or the lists' diagnoses were not loaded.
    """
    records = Records(engine, keeping=True)
    rows = records.record("discharges")
    day = rows.setl_time.date() if belongs == "结算日期" else rows.discharged_on
    rows = rows.mutate(year=day.year().cast("int64"))
    rows = rows.filter(rows.year.isin(list(years)))
    if setl_id is not None:
        rows = rows.filter(rows.setl_id == setl_id)
    wanted = [
        *FACTS,
        "year",
        *(name for name in _NUMBERS.values() if name not in FACTS),
    ]
    facts = engine.fetch(rows.select(*wanted)).sort_by("setl_id")
    if setl_id is not None and not facts.num_rows:
        message = f"{'、'.join(map(str, years))} 年没有结算ID 为 {setl_id} 的出院病例。请检查编号和年度。"
        raise JixiaoError(message)
    keys = facts["setl_id"].combine_chunks()
    diagnoses = records.record("discharge_diagnoses")
    operations = records.record_if_loaded("discharge_operations")
    if setl_id is not None:
        diagnoses = diagnoses.filter(diagnoses.stay == setl_id)
    if operations is not None and setl_id is not None:
        operations = operations.filter(operations.stay == setl_id)
    numbers = [_whole(facts[_NUMBERS[name]]) for name in NUMBERS]
    cases = Cases(
        keys.to_pylist(),
        _whole(facts["year"]),
        _whole(facts["medfee_sumamt"]),
        np.column_stack(numbers),
        _codes(engine, diagnoses, keys, "diag_code", "maindiag_flag"),
        _codes(engine, operations, keys, "oprn_oprt_code", "main_oprn_flag"),
    )
    return Discharged(cases, facts.select([*FACTS, "year"]))


def first_codes(engine: Engine, read: Discharged) -> tuple[CaseCodes, CaseCodes]:
    """Return the diagnoses and operations of cases as the first version of their lists gave them.

    A case whose list was sent once, or whose codes do not say of which version they are, has none.
    """
    records = Records(engine, keeping=True)
    keys = read.facts["setl_id"].combine_chunks()
    return (
        _codes(engine, records.record_if_loaded("first_diagnoses"), keys, "diag_code", "maindiag_flag"),
        _codes(engine, records.record_if_loaded("first_operations"), keys, "oprn_oprt_code", "main_oprn_flag"),
    )  # fmt: skip


def _whole(column: pa.ChunkedArray) -> Array:
    """Return a column of whole numbers, or codes that are such; what is not there is UNKNOWN."""
    if pa.types.is_string(column.type):
        digits = pc.match_substring_regex(column, r"^\d{1,9}$")
        column = pc.if_else(digits, column, None).cast(pa.int64())
    return np.asarray(pc.fill_null(column.cast(pa.int64()), UNKNOWN).to_numpy())


def _codes(
    engine: Engine, rows: ir.Table | None, keys: pa.Array, code: str, flag: str
) -> CaseCodes:
    """Read codes of cases, in the order in which the records give them."""
    if rows is None:
        nothing = np.zeros(0, np.int64)
        return CaseCodes(
            [], np.zeros(len(keys) + 1, np.int64), nothing, np.zeros(len(keys), bool)
        )
    main = (rows[flag].fill_null("0") == "1").cast("int64")
    fetched = engine.fetch(rows.select("stay", "place", code=rows[code], main=main))
    owners = pc.index_in(fetched["stay"], value_set=keys)
    fetched = fetched.append_column("owner", owners).filter(pc.is_valid(owners))
    owner, place = _whole(fetched["owner"]), _whole(fetched["place"])
    encoded = _encoded(fetched["code"])
    order = np.lexsort((place, owner))
    counts = np.bincount(owner, minlength=len(keys))
    mains = np.bincount(owner, weights=_whole(fetched["main"]), minlength=len(keys))
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    names = encoded.dictionary.to_pylist()
    codes = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return CaseCodes(names, starts, codes[order], mains == 1)


def _encoded(column: pa.ChunkedArray) -> Any:
    return column.combine_chunks().dictionary_encode()


def columns(rows: dict[str, Any]) -> ir.Table:
    """Return columns as an expression, to be kept as a table."""
    return ibis.memtable(pa.table(rows))
