"""One case grouped by a program that asks, with the step that decided."""

import json

import pytest
from django.test import Client

from jixiao.web.people import tokens
from tests.fund.payment.paid import paid_county
from tests.web.conftest import County
from tests.web.paid_county import let_see

CASE = {
    "diagnoses": ["I21.000", "I10.x00"],
    "operations": ["36.0700", "36.1000"],
    "cost": "90000.00",
    "year": 2026,
    "sex": 1,
    "age": 66,
}


@pytest.fixture
def ask(home: County):
    let_see(home, paid_county())

    def send(body: object, who: str = "fund"):
        plain = tokens.make(home.people[who], "试", "read", 30)
        return Client().post(
            "/api/v1/fund/group",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {plain}"},
        )

    return send


def test_a_case_has_its_groups_the_step_that_decided_and_why(ask):
    answered = ask(CASE).json()

    assert "I21.0:36.0700" == answered["dip"]["code"]
    assert "部分匹配：诊断和主手术相同" == answered["dip"]["decided_by"]
    assert "结果：I21.0:36.0700" in answered["dip"]["steps"][-1]
    assert ("sample", "入组") == (answered["scheme"], answered["drg"]["decided_by"])
    assert "是样例" in answered["notes"][0]


def test_a_case_without_a_group_says_so(ask):
    answered = ask({**CASE, "diagnoses": ["Q90.900"], "operations": []}).json()

    assert ("", "没有入组") == (
        answered["dip"]["code"],
        answered["dip"]["decided_by"],
    )


@pytest.mark.parametrize(
    ("body", "who", "status"),
    [
        (CASE, "clerk", 404),
        ({**CASE, "place": "没有的单位"}, "fund", 404),
        ({**CASE, "diagnoses": []}, "fund", 400),
        ({**CASE, "sex": 3}, "fund", 400),
        ({**CASE, "colour": 1}, "fund", 400),
        ({**CASE, "cost": "-1"}, "fund", 400),
    ],
)
def test_what_cannot_be_grouped_is_refused(ask, body: object, who: str, status: int):
    assert status == ask(body, who).status_code
