"""Cases grouped by a scheme, kept beside the records."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from jixiao.fund.grouping.cases import UNKNOWN, WAY
from jixiao.fund.grouping.discharged import Discharged, columns
from jixiao.fund.grouping.drg.grouper import DrgCases, Status, status_of
from jixiao.fund.grouping.drg.scheme import SCHEMES, Scheme, read_scheme
from jixiao.fund.grouping.kept import DRG_CASES
from jixiao.fund.store.engine import Engine


def keep_drgs(
    engine: Engine, scheme: Scheme, read: Discharged, grouped: DrgCases
) -> dict[Status, int]:
    """Keep grouped cases; returns how many there are of each status."""
    codes = pa.array(grouped.codes, pa.string())
    statuses = [status_of(code) for code in grouped.codes]
    facts, ways = read.facts, np.ascontiguousarray(read.cases.numbers[:, WAY])
    DRG_CASES.keep(engine, columns({
        **{name: facts[name] for name in facts.column_names},
        "scheme": pa.array([scheme.code] * facts.num_rows, pa.string()),
        "drg": codes.take(pa.array(grouped.places)),
        "status": pa.array(map(str, statuses), pa.string()).take(pa.array(grouped.places)),
        "severity": pa.array(grouped.severities),
        "way": pa.array(ways, mask=ways == UNKNOWN),
    }))  # fmt: skip
    of_code = np.bincount(grouped.places, minlength=len(statuses))
    return {
        status: int(
            sum(n for n, each in zip(of_code, statuses, strict=True) if each is status)
        )
        for status in Status
    }


def scheme_of(engine: Engine, folder: Path) -> Scheme | None:
    """Return the scheme by which a county's cases were grouped, or the sample; none if it is not here.

    Schemes stand in the folder `schemes` beside the records, or ship with the program.
    """
    code = "sample"
    if DRG_CASES.name in engine.tables:
        rows = DRG_CASES.read(engine).select("scheme").limit(1)
        code = next(iter(engine.fetch(rows)["scheme"].to_pylist()), code)
    places = (folder / "schemes" / code, SCHEMES / code)
    return next((read_scheme(place) for place in places if place.is_dir()), None)
