"""The groups one code away from a case are those that adding the code gives."""

from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.drg.grouper import group
from jixiao.fund.grouping.drg.near import (
    DIAGNOSIS,
    OPERATION,
    NearGroup,
    near_groups,
)
from jixiao.fund.grouping.drg.scheme import read_scheme

SCHEME = read_scheme(Path(__file__).parent / "mini_1_1")
ADULT = {"sex": 1, "age": 50, "age_days": 18_300}
CASE = Case(["G91.000x002"], numbers=ADULT)


def code_of(case: Case) -> str:
    return group(SCHEME, cases_of([case])).code_of(0)


@pytest.fixture(scope="module")
def near() -> list[NearGroup]:
    return near_groups(SCHEME, cases_of([CASE]))


def test_a_complication_that_would_change_the_group_is_named(near: list[NearGroup]):
    by_group = {(each.code, each.kind): each.added for each in near}

    assert "BR15" == code_of(CASE)
    assert "A01.100" in by_group["BR11", DIAGNOSIS]


def test_every_code_that_is_named_leads_where_it_says(near: list[NearGroup]):
    for each in near:
        for added in each.added:
            code = added.rstrip("*").partition("-")[0]
            changed = (
                replace(CASE, operations=(code,))
                if each.kind == OPERATION
                else replace(CASE, diagnoses=(*CASE.diagnoses, code))
            )
            assert each.code == code_of(changed) != code_of(CASE), added


def test_the_fewest_codes_come_first(near: list[NearGroup]):
    counts = [len(each.added) for each in near]

    assert sorted(counts) == counts
    assert {DIAGNOSIS, OPERATION} == {each.kind for each in near}
