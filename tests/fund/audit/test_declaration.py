"""What a rule declares, and what is refused."""

import pytest
from ibis import ir

from jixiao.errors import FaultyEntry
from jixiao.fund.audit import Grade, library, rule


def test_a_rule_says_how_sure_it_is_and_what_it_looks_at():
    split_admission = library()["AD01"]

    assert (Grade.SUSPECTED, "疑似") == (
        split_admission.grade,
        split_admission.grade.word,
    )
    assert {"audited_stays": True} == split_admission.sources
    assert "admission" == split_admission.family


def test_a_record_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(
        FaultyEntry, match=r"ZZ01.*admissions 不是已知的项；这里可写 .*stays"
    ):

        @rule(code="ZZ01", title="x", says="x", grade=Grade.CERTAIN, basis="x")
        def _(admissions: ir.Table) -> ir.Table:
            return admissions
