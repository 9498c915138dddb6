import numpy as np
import pyarrow as pa

from jixiao.fund.grouping.case_columns import case_of, columns_of
from jixiao.fund.grouping.cases import Case, cases_of


def test_a_case_is_read_back_as_it_was_seen():
    numbers = {"sex": 2, "age": 70, "days": 9, "birth_weight": 2_400}
    cases = cases_of([
        Case(("J18.900", "I10.x00"), ("96.0400", "31.1x00"), 4_000, 2026, "a", numbers),
        Case((), (), 100, 2026, "b"),
    ])  # fmt: skip
    cases.operations.has_main[0] = False

    kept = pa.table({
        "setl_id": cases.keys, "year": cases.years, "medfee_sumamt": cases.costs,
        "days": pa.array([9, None]), **columns_of(cases),
    })  # fmt: skip
    again = [case_of(row) for row in kept.to_pylist()]

    for n, case in enumerate(again):
        assert cases.diagnoses.of(n) == case.diagnoses.of(0)
        assert cases.operations.of(n) == case.operations.of(0)
        assert cases.operations.has_main[n] == case.operations.has_main[0]
        assert np.array_equal(cases.numbers[n], case.numbers[0])
