"""What experts see beside a group: others of its diagnosis, others of its operation."""

from jixiao.fund.payment.group_facts import (
    SAME_DIAGNOSIS,
    SAME_OPERATION,
    neighbours,
)


def group(code: str, diagnosis: str, main: str, cases: int):
    return {"dip_group": code, "diagnosis": diagnosis, "main": main, "cases": cases}


def test_a_group_is_seen_beside_those_of_its_diagnosis_and_of_its_operation():
    near = neighbours(
        [
            group("I21.0:36.07", "I21.0", "36.07", 30),
            group("I21.0:36.10", "I21.0", "36.10", 5),
            group("I21.0:保守", "I21.0", "", 90),
            group("I25.1:36.07", "I25.1", "36.07", 40),
            group("J18.9:保守", "J18.9", "", 500),
        ]
    )

    assert [
        ("I21.0:保守", SAME_DIAGNOSIS),
        ("I21.0:36.10", SAME_DIAGNOSIS),
        ("I25.1:36.07", SAME_OPERATION),
    ] == near["I21.0:36.07"]
    assert [] == near["J18.9:保守"], "no operation is no operation in common"


def test_no_more_than_three_of_a_kind_are_seen():
    many = [group(f"I21.0:{n}", "I21.0", f"{n}", 100 - n) for n in range(9)]

    assert ["I21.0:0", "I21.0:1", "I21.0:2"] == [
        code for code, _ in neighbours(many)["I21.0:8"]
    ]
