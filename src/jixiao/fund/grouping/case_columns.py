"""A case's codes and numbers as columns beside its group, so that it can be explained as it was seen."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jixiao.fund.grouping.cases import (
    NUMBERS,
    UNKNOWN,
    Case,
    CaseCodes,
    Cases,
    cases_of,
)

SEPARATOR = "|"


def codes_as_texts(codes: CaseCodes) -> pa.Array:
    """Return each case's codes as one text."""
    names = pa.array(codes.names, pa.string())
    starts = pa.array(codes.starts, pa.int32())
    listed = pa.ListArray.from_arrays(starts, names.take(pa.array(codes.codes)))
    return pc.binary_join(listed, SEPARATOR)


def columns_of(cases: Cases) -> dict[str, pa.Array]:
    """Return what grouping looked at of cases: codes, whether the main operation is marked, numbers."""
    numbers = {
        name: pa.array(column, mask=column == UNKNOWN)
        for name, column in zip(NUMBERS, np.ascontiguousarray(cases.numbers.T), strict=True)
        if name != "days"
    }  # fmt: skip
    return {
        "diagnoses": codes_as_texts(cases.diagnoses),
        "operations": codes_as_texts(cases.operations),
        "main_marked": pa.array(cases.operations.has_main),
        **numbers,
    }


def case_of(row: Mapping[str, Any]) -> Cases:
    """Return the case of a kept row as it was seen."""
    written = Case(
        _codes(row["diagnoses"]),
        _codes(row["operations"]),
        cost=row["medfee_sumamt"],
        year=row["year"],
        key=row["setl_id"],
        numbers={name: row[name] for name in NUMBERS if row[name] is not None},
    )
    cases = cases_of([written])
    cases.operations.has_main[:] = bool(row["main_marked"])
    return cases


def _codes(text: str) -> list[str]:
    return text.split(SEPARATOR) if text else []
