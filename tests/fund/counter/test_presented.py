"""What a claim says is read exactly, or refused in words."""

from datetime import date, datetime

import pytest

from jixiao.fund.counter import FaultyClaim
from jixiao.fund.counter.presented import read_claim
from tests.fund.benefits.claims import Row
from tests.fund.counter.test_window import stay


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"psn_no": ""}, "缺少 psn_no"),
        ({"dise_on": "M1"}, "不认识的 dise_on"),
        ({"inscp_amt": 10000.0}, "inscp_amt 应是不小于 0"),
        ({"inscp_amt": "-1"}, "退费请用撤销"),
        ({"inscp_amt": "1e99999999"}, "最多两位小数"),
        ({"inscp_amt": "1.005"}, "最多两位小数"),
        ({"inscp_amt": "NaN"}, "最多两位小数"),
        ({"inscp_amt": "很多"}, "最多两位小数"),
        ({"inscp_amt": "9999"}, "请核对费用分解"),
        (
            {"items": {"高值耗材": "9999.99", "单列药品": "0.02"}},
            "合计 10000.01 元，超过政策范围内费用 inscp_amt 10000",
        ),
        ({"setl_time": "昨天"}, "setl_time 应是当地时间"),
        ({"hosp_lv": 5}, "hosp_lv 应是文字"),
        ({"year": "2024"}, "year 应是整数"),
        ({"care_day": "去年"}, "care_day 应是日期"),
        ({"began": datetime(2024, 1, 1)}, "began 应是日期"),
        ({"carried": "是"}, "carried 不能是 “是”"),
        ({"age": True}, "age 不能是 真"),
    ],
)
def test_a_faulty_claim_is_refused_in_plain_words(said: Row, message: str):
    with pytest.raises(FaultyClaim, match=message):
        read_claim(stay(1) | said)


def test_care_that_ended_last_year_is_of_that_year_where_the_policy_says_so():
    ended = stay(1) | {"care_day": "2023-12-30"}
    del ended["year"]

    assert 2024 == read_claim(ended)["year"]
    assert (2023, date(2023, 12, 30)) == tuple(
        read_claim(ended, by_discharge=True)[name] for name in ("year", "care_day")
    )
