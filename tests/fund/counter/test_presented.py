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
        ({"age": -1}, "age 不能是 -1"),
        ({"insured_years": 200}, "insured_years 不能是 200"),
        ({"transfer": "是"}, "transfer 应是 0（否）或 1（是），不能是 “是”"),
        ({"cvlserv_flag": "Y"}, "cvlserv_flag 应是 0（否）或 1（是）"),
        ({"area": "外省"}, "area 应是 本地、省内 或 省外"),
        ({"psn_no": "P1 "}, "psn_no 里有空格"),
        ({"psn_no": "Ｐ1"}, "会当作另一个人"),
        ({"psn_no": "P1\u200b"}, "会当作另一个人"),
        ({"setl_id": "S\x001"}, "setl_id 里有空格"),
        ({"year": 2062}, "年度是 2062"),
        ({"year": 204}, "年度是 204"),
        ({"care_day": "2062-01-01"}, "care_day 是 2062-01-01，晚于结算"),
        ({"care_day": "2024-01-01", "began": "2024-01-02"}, "晚于就医结束"),
    ],
)
def test_a_faulty_claim_is_refused_in_plain_words(said: Row, message: str):
    with pytest.raises(FaultyClaim, match=message):
        read_claim(stay(1) | said)


@pytest.mark.parametrize("claim", [None, "S1", 1, ["S1"]])
def test_what_is_no_claim_is_refused_in_plain_words(claim: object):
    with pytest.raises(FaultyClaim, match="一笔结算应是名称和值"):
        read_claim(claim)  # type: ignore[arg-type]


def test_a_lapsed_insurance_has_no_days():
    assert -1 == read_claim(stay(1) | {"insured_days": -1})["insured_days"]


def test_care_that_ended_last_year_is_of_that_year_where_the_policy_says_so():
    ended = stay(1) | {"care_day": "2023-12-30"}
    del ended["year"]

    assert 2024 == read_claim(ended)["year"]
    assert (2023, date(2023, 12, 30)) == tuple(
        read_claim(ended, by_discharge=True)[name] for name in ("year", "care_day")
    )
