"""One order asked by a program before anything is paid."""

import csv
import json
import shutil

import pytest
from django.test import Client

from jixiao.cli.main import main
from jixiao.web.people import tokens
from tests.web.conftest import County
from tests.web.paid_county import let_see

LINE = {
    "bkkp_sn": "b1", "fee_ocur_time": "2026-03-01T10:00:00", "hilist_code": "X01", "cnt": "1",
    "pric": "10", "det_item_fee_sumamt": "10.00", "inscp_amt": "10.00", "list_type": "101",
}  # fmt: skip
ORDER = {
    "mdtrt_id": "v1", "psn_no": "p1", "fixmedins_code": "H1", "med_type": "11", "gend": "1",
    "lines": [LINE],
}  # fmt: skip
POINT = {
    "知识点编号": "k1", "规则类别": "药品区分性别", "编码": "X0", "按前缀匹配": "1",
    "限定值": "2", "开始日期": "2025-01-01",
}  # fmt: skip


@pytest.fixture(scope="module")
def pointed(tmp_path_factory: pytest.TempPathFactory):
    """Load one knowledge point where a county's records stand."""
    folder = tmp_path_factory.mktemp("points")
    with (folder / "KB_POINT.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, POINT)
        writer.writeheader()
        writer.writerow(POINT)
    main(["load", str(folder / "KB_POINT.csv"), "--to", str(folder / "county")])
    yield folder / "county"
    shutil.rmtree(folder)


@pytest.fixture
def ask(home: County, pointed):
    let_see(home, pointed)

    def send(body: object, who: str = "fund"):
        plain = tokens.make(home.people[who], "试", "read", 30)
        return Client().post(
            "/api/v1/fund/order",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {plain}"},
        )

    return send


def test_an_order_is_answered_with_rule_basis_and_sentence(ask):
    answered = ask(ORDER).json()

    (finding,) = answered["findings"]
    assert ("DR01", "明确", "b1") == (
        finding["rule"], finding["claim"], finding["key"],
    )  # fmt: skip
    assert "限另一性别的药品，费用 10.00 元" == finding["sentence"]
    assert finding["basis"]
    assert "2026-03-01" == answered["day"]


def test_what_could_not_be_asked_is_told_with_its_reason(ask):
    unsexed = {name: value for name, value in ORDER.items() if name != "gend"}
    answered = ask(unsexed).json()

    whys = {rule["rule"]: rule["why"] for rule in answered["unasked"]}
    assert [] == answered["findings"]
    assert "1 条收费里有 1 条没有性别" == whys["DR01"]
    assert "没有当天有效的知识点：药品限儿童" == whys["DR02"]
    assert "只凭一单答不了" in whys["AD01"]
    assert "这一单没有写诊断" == whys["CD06"]
    assert "没有写 gend，看它的规则没有话说。" in answered["notes"]


@pytest.mark.slow
def test_a_limit_of_the_place_counts_from_the_next_order_on(ask, pointed):
    drugs = [{**LINE, "bkkp_sn": f"b{n}", "hilist_code": f"Y{n}"} for n in range(4)]
    order = {**ORDER, "lines": drugs}
    assert [] == ask(order).json()["findings"]

    limits_file = pointed / "audit_limits.toml"
    limits_file.write_text(
        '[[limit]]\nrule = "DR10"\nname = "most_kinds"\nvalue = 3\n'
        'since = 2026-01-01\nstanding = "市县"\nbasis = "示例"\n',
        encoding="utf-8",
    )
    findings = ask(order).json()["findings"]
    limits_file.unlink()

    assert [("DR10", "b3")] == [(each["rule"], each["key"]) for each in findings]


@pytest.mark.parametrize(
    ("body", "who", "status"),
    [
        (ORDER, "clerk", 404),
        ({**ORDER, "place": "没有的单位"}, "fund", 404),
        ({**ORDER, "lines": []}, "fund", 400),
        ({**ORDER, "lines": [LINE, LINE]}, "fund", 400),
        ({**ORDER, "colour": 1}, "fund", 400),
        ({**ORDER, "lines": [{**LINE, "det_item_fee_sumamt": "1.005"}]}, "fund", 400),
        ({**ORDER, "lines": [{**LINE, "cnt": "1000000000"}]}, "fund", 400),
        ({**ORDER, "lines": [{**LINE, "fee_ocur_time": "1026-03-01T10:00:00"}]}, "fund", 400),
        ({**ORDER, "lines": [{**LINE, "fee_ocur_time": "2026-03-01T10:00:00Z"}]}, "fund", 400),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(ask, body: object, who: str, status: int):
    assert status == ask(body, who).status_code
