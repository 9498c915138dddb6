"""Cases grouped by a scheme, kept beside the records."""

import numpy as np
import pyarrow as pa

from jixiao.fund.grouping.discharged import Discharged, columns
from jixiao.fund.grouping.drg.grouper import DrgCases, Status, status_of
from jixiao.fund.grouping.drg.scheme import Scheme
from jixiao.fund.grouping.kept import DRG_CASES
from jixiao.fund.store.engine import Engine


def keep_drgs(
    engine: Engine, scheme: Scheme, read: Discharged, grouped: DrgCases
) -> dict[Status, int]:
    """Keep grouped cases; returns how many there are of each status."""
    codes = pa.array(grouped.codes, pa.string())
    statuses = [status_of(code) for code in grouped.codes]
    facts = read.facts
    DRG_CASES.keep(engine, columns({
        **{name: facts[name] for name in facts.column_names},
        "scheme": pa.array([scheme.code] * facts.num_rows, pa.string()),
        "drg": codes.take(pa.array(grouped.places)),
        "status": pa.array(map(str, statuses), pa.string()).take(pa.array(grouped.places)),
        "severity": pa.array(grouped.severities),
    }))  # fmt: skip
    of_code = np.bincount(grouped.places, minlength=len(statuses))
    return {
        status: int(
            sum(n for n, each in zip(of_code, statuses, strict=True) if each is status)
        )
        for status in Status
    }
