from pathlib import Path

import numpy as np
import pytest

from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.drg.grouper import Status, explain, group, status_of
from jixiao.fund.grouping.drg.scheme import SCHEMES, Scheme, read_scheme
from jixiao.fund.grouping.rules import FEW

HERE = Path(__file__).parent
OLD, NEW = read_scheme(HERE / "mini_1_1"), read_scheme(HERE / "mini_2_0")
MAN, WOMAN = (
    {"sex": 1, "age": 50, "age_days": 18_300},
    {"sex": 2, "age": 50, "age_days": 18_300},
)


def drg(scheme: Scheme, diagnoses: str, operations: str = "", numbers=MAN) -> str:
    case = Case(diagnoses.split(), operations.split(), numbers=numbers)
    return group(scheme, cases_of([case])).code_of(0)


def explained(scheme: Scheme, diagnoses: str, operations: str = "", numbers=MAN) -> str:
    case = Case(diagnoses.split(), operations.split(), numbers=numbers)
    return "\n".join(explain(scheme, cases_of([case])))


HEART = "I11.001 E11.900 I25.103 Z95.501 I50.900x007 I10.x04"


@pytest.mark.parametrize(
    ("diagnoses", "operations", "numbers", "code"),
    [
        ("C18.100", "47.0901", MAN, "GE19"),
        ("C18.100", "47.0100", MAN, "GE19"),
        ("C44.501", "85.5300x001", WOMAN, "JB19"),
        ("A18.000x047 M49.0*", "03.0900x025", MAN, "IB19"),
        ("C46.700x001", "68.6100x001", WOMAN, "NA19"),
        ("C46.700x001 C51.000", "68.6100x001", WOMAN, "NA19"),
        ("T35.700x009 T31.200", "04.0408", MAN, "WB19"),
        ("C50.000 C44.501", "85.2100x003", WOMAN, "JB39"),
        ("I11.001", "00.5000x001", MAN, "FK29"),
        (HEART, "00.5000x001", MAN, "FK29"),
        ("M17.000 B02.202+G53.0*", "", MAN, "IU15"),
        ("I60.000", "39.5900x013", MAN, "BB25"),
        ("I60.000", "39.5101", MAN, "BB25"),
        ("I60.000", "01.2401", MAN, "BB25"),
        ("T79.500x002 S14.300", "", MAN, "ZZ11"),
        ("J42.x00x004 I25.901 I50.900x007 I10.x04", "", MAN, "ET23"),
    ],
)
def test_records_of_version_2_0(diagnoses: str, operations: str, numbers, code: str):
    assert code == drg(NEW, diagnoses, operations, numbers)


@pytest.mark.parametrize(
    ("diagnoses", "operations", "numbers", "code"),
    [
        ("G91.000x002", "", MAN, "BR15"),
        ("G91.000x002 A01.100", "", MAN, "BR11"),
        ("S01.800x011", "01.0900x006", MAN, "BB15"),
        ("S01.800x011 A01.100", "01.0900x006", MAN, "BB11"),
        ("A39.900", "01.0900x006", MAN, "BB25"),
        ("123", "", MAN, "0000"),
        ("A18.100x018 N51.8*", "", WOMAN, "0000"),
        ("A04.000x001", "01.0900x006", MAN, "0000"),
        ("A04.000x001", "", {"sex": 1, "age": 0, "age_days": 29}, "PU15"),
        ("G91.000x002 A01.200", "14.0101", MAN, "BQY"),
        ("C45.100 A01.200", "67.4x00x002", WOMAN, "NA19"),
        ("G91.000x002 C50.000", "", MAN, "BR15"),
        ("S82.202 S82.400x001", "", MAN, "IS29"),
        ("K22.301 K11.901 E11.900 I10.x05", "96.0800x005", WOMAN, "GZ13"),
    ],
)
def test_records_of_version_1_1(diagnoses: str, operations: str, numbers, code: str):
    assert code == drg(OLD, diagnoses, operations, numbers)


def test_complications_without_major_ones_fall_to_5_where_there_are_1_and_5_only():
    assert "BR15" == drg(OLD, "G91.000x002 A01.200")


def test_a_comorbidity_that_the_principal_diagnosis_excludes_counts_nothing():
    assert "ET23" == drg(NEW, "J42.x00x004 I50.900x007")
    assert "不算" in explained(NEW, "I11.001 I50.900x007", "00.5000x001")


def test_the_order_of_other_diagnoses_changes_nothing():
    orders = ("I25.901 I50.900x007 I10.x04", "I10.x04 I25.901 I50.900x007")

    assert ["ET23", "ET23"] == [drg(NEW, f"J42.x00x004 {order}") for order in orders]


def test_without_its_operation_a_case_is_medical_and_with_a_strange_one_unrelated():
    assert "GR19" == drg(NEW, "C18.100")
    assert "GQY" == drg(NEW, "C18.100", "04.0408")
    assert (Status.UNRELATED, Status.GROUPED, Status.UNGROUPABLE) == tuple(
        map(status_of, ("GQY", "GR19", "0000"))
    )


def test_a_code_that_cannot_be_principal_is_not_grouped_and_told():
    assert "0000" == drg(OLD, "Z51.900")
    assert "Z51.900不能作主要诊断" in explained(OLD, "Z51.900")
    assert "不在任何大类的条件里" in explained(OLD, "123")
    assert "0000" == drg(OLD, "")


def test_each_step_is_told():
    steps = explained(OLD, "S01.800x011 A01.100", "01.0900x006")

    assert "大类 MDCB" in steps
    assert "BB1 ：条件符合，取它" in steps
    assert "A01.100 是严重并发症或合并症，算" in steps
    assert "结果：BB11" in steps
    assert "差任一手术在“开颅”里" in explained(OLD, "S01.800x011")
    assert "与主要诊断无关的手术" in explained(OLD, "G91.000x002 A01.200", "14.0101")


@pytest.mark.slow
def test_many_cases_are_grouped_as_each_alone():
    rng = np.random.default_rng(5)
    codes = ["G91.000x002", "S01.800x011", "A39.900", "A01.100", "A01.200", "S82.202", "S82.400x001",
             "K22.301", "E11.900", "C45.100", "A18.100x018", "123"]  # fmt: skip
    operations = ["01.0900x006", "14.0101", "67.4x00x002", "96.0800x005"]
    cases = [
        Case(
            [codes[n] for n in rng.permutation(len(codes))[: rng.integers(0, 5)]],
            [operations[n] for n in rng.permutation(4)[: rng.integers(0, 3)]],
            numbers=(MAN, WOMAN)[rng.integers(0, 2)],
        )
        for _ in range(FEW * 4)
    ]

    together = group(OLD, cases_of(cases))

    alone = [group(OLD, cases_of([case])).code_of(0) for case in cases]
    assert alone == [together.code_of(n) for n in range(len(cases))]
    assert {"0000", "BQY", "BR15", "BB11"} <= {*alone}


@pytest.mark.parametrize(
    ("diagnosis", "operations", "numbers", "code"),
    [("J18.9", "", MAN, "ER15"), ("J18.9 I10", "", MAN, "ER13"), ("K35.8", "47.01", MAN, "GB15"),
     ("N40", "60.2", MAN, "MB15"), ("N40", "60.2", WOMAN, "LB15"), ("I10", "", MAN, "FR15")],
)  # fmt: skip
def test_the_sample_goes_by_chapters(
    diagnosis: str, operations: str, numbers, code: str
):
    assert code == drg(read_scheme(SCHEMES / "sample"), diagnosis, operations, numbers)
