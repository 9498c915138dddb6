"""Stays that nobody settled, and agreements to pay later, each story beside its innocent twin.

What a preview of the last day of June must say of each stay, and what the receivables of the last
day of the year must say of each agreement, stands in `answers/discharge.csv` and `answers/credit.csv`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.fund.synthesis.stories import RESIDENT, Plot, hospitals_of

LEFT, DEAD, ELSEWHERE, MISTAKE = "离院未结", "已死亡", "已转他院", "登记错误"
IN_HOSPITAL, APART = "确在院", "单独办理"
OVERDUE, UNAPPROVED, DEPOSIT, BEYOND = (
    "逾期",
    "核销没有批准",
    "免押金收押金",
    "多于上限",
)
_FEE = Decimal("1500.00")
_DUE = Decimal("600.00")
_DEATH = (6, 5)
_Day = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StayStory:
    """A stay by months and days: when it began, its lines, and what else is known of it.

    `later` is when a stay at another hospital began. It is to be sorted as `expected`, and must
    not be taken for `twin_of`.
    """

    what: str
    expected: str
    lines: Sequence[_Day] = ()
    begun: _Day = (5, 20)
    left: _Day | None = None
    died: _Day | None = None
    later: _Day | None = None
    twin_of: str = ""


STAYS = (
    StayStory("一个月没有收费", LEFT, [(5, 21), (5, 28)]),
    StayStory("登记了出院没有结算", LEFT, [(5, 21), (5, 28)], left=(5, 29)),
    StayStory("昨天还在收费", IN_HOSPITAL, [(5, 21), (6, 29)], twin_of=LEFT),
    StayStory("在院死亡", DEAD, [(5, 21), (6, 4)], died=_DEATH),
    StayStory("死亡当天还有收费", DEAD, [(5, 21), _DEATH], died=_DEATH, twin_of=APART),
    StayStory("截止日以后才死亡", LEFT, [(5, 21), (5, 28)], died=(7, 2), twin_of=DEAD),
    StayStory("死亡以后还有收费", APART, [(5, 21), (6, 9)], died=_DEATH),
    StayStory("转到另一家医院", ELSEWHERE, [(5, 21), (6, 7)], later=(6, 8)),
    StayStory("在别处住院比最后收费早", LEFT, [(5, 21), (5, 28)], later=(5, 25), twin_of=ELSEWHERE),
    StayStory("登记了没有一条收费", MISTAKE),
    StayStory("刚登记还没有收费", IN_HOSPITAL, begun=(6, 29), twin_of=MISTAKE),
)  # fmt: skip
"""The stories of stays, for a cut-off of the last day of June."""


@dataclass(frozen=True, slots=True)
class CreditStory:
    """An agreement of two instalments of 600 yuan, in March and April, and how it went.

    `finds` is all that is to be found of it; `instead` is what its first instalment says besides.
    """

    what: str
    finds: Sequence[str] = ()
    twin_of: str = ""
    agreement: tuple[tuple[str, str], ...] = ()
    instead: tuple[tuple[str, Any], ...] = ()


_PAID = ("paid_amount", _DUE)
_OFF = ("written_off", _DUE)
_PAPER = ("authority", "示例核销批复1号")
CREDITS = (
    CreditStory("按期付清", twin_of=OVERDUE, instead=(("paid_on", (3, 1)), _PAID)),
    CreditStory("一期没有付", [OVERDUE]),
    CreditStory("只付了一半", [OVERDUE], instead=(("paid_on", (3, 1)), ("paid_amount", _DUE / 2))),
    CreditStory("应付日期还没有到", twin_of=OVERDUE, instead=(("due_on", None),)),
    CreditStory("核销没有批准", [UNAPPROVED, OVERDUE], instead=(("written_on", (9, 1)), _OFF)),
    CreditStory("批准了的核销", twin_of=UNAPPROVED, instead=(("written_on", (9, 1)), _OFF, _PAPER)),
    CreditStory(
        "免收押金的人收了押金", [DEPOSIT], agreement=(("deposit_free", "1"), ("deposit", "300.00")),
        instead=(("paid_on", (3, 1)), _PAID),
    ),
    CreditStory(
        "免收押金、没有收", twin_of=DEPOSIT, agreement=(("deposit_free", "1"), ("deposit", "0.00")),
        instead=(("paid_on", (3, 1)), _PAID),
    ),
    CreditStory(
        "应付多于上限", [BEYOND], agreement=(("credit_limit", "1199.99"),),
        instead=(("paid_on", (3, 1)), _PAID),
    ),
    CreditStory(
        "应付正好是上限", twin_of=BEYOND, agreement=(("credit_limit", "1200.00"),),
        instead=(("paid_on", (3, 1)), _PAID),
    ),
)  # fmt: skip
"""The stories of agreements, for the last day of the year."""


def write_open_stays(folder: Path, extracts: Path, year: int, times: int) -> None:
    """Write stays that nobody settled, and agreements, each story so many times."""
    stays = Plot("open", year, hospitals_of(extracts), 78_000_000)
    for _ in range(times):
        for story in STAYS:
            _stay(stays, story)
    stays.write(folder, extracts, "discharge.csv")
    credits_ = Plot("credit", year, stays.hospitals, 78_500_000)
    for _ in range(times):
        for agreed in CREDITS:
            _agreement(credits_, agreed)
    credits_.write(folder, extracts, "credit.csv")


def _stay(plot: Plot, story: StayStory) -> None:
    person = plot.person()
    number = f"MO{plot.persons:06}"
    died = date(plot.year, *story.died) if story.died else None
    _visit(plot, number, person, story.begun, 0, left=story.left, die_date=died)
    for nth, day in enumerate(story.lines):
        _line(plot, number, person, nth, day)
    plot.answer(story.what, story.expected, number, story.twin_of)
    if story.later:
        _visit(plot, f"{number}B", person, story.later, 1)
        _line(plot, f"{number}B", person, 0, (6, 29), 1)
        plot.answer("后一家医院还在收费", IN_HOSPITAL, f"{number}B")


def _visit(
    plot: Plot, number: str, person: str, begun: _Day, place: int,
    left: _Day | None = None, die_date: date | None = None,
) -> None:  # fmt: skip
    plot.add("MDTRT_D", {
        "mdtrt_id": number, "psn_no": person, **RESIDENT, "med_type": "21", "pay_loc": "2",
        "begntime": _at(plot, begun), "endtime": _at(plot, left) if left else None,
        "die_date": die_date, "vali_flag": "1", **plot.hospital(place),
    })  # fmt: skip


def _line(
    plot: Plot, visit: str, person: str, nth: int, day: _Day, place: int = 0
) -> None:
    plot.add("FEE_LIST_D", {
        "bkkp_sn": f"FO{visit[2:]}{nth}", "mdtrt_id": visit, "psn_no": person, "med_type": "21",
        "fixmedins_code": plot.hospital(place)["fixmedins_code"],
        "fee_ocur_time": _at(plot, day), "hilist_code": "201900000000201",
        "hilist_name": "示例床位费", "list_type": "201", "med_chrgitm_type": "01",
        "chrgitm_lv": "01", "cnt": Decimal(1), "pric": _FEE, "det_item_fee_sumamt": _FEE,
        "fulamt_ownpay_amt": Decimal(0), "overlmt_selfpay": Decimal(0),
        "preselfpay_amt": Decimal(0), "inscp_amt": _FEE, "vali_flag": "1",
    })  # fmt: skip


def _at(plot: Plot, day: _Day) -> datetime:
    return datetime.combine(date(plot.year, *day), time(9))


def _agreement(plot: Plot, story: CreditStory) -> None:
    person = plot.person()
    number = f"XY{plot.persons:06}"
    amounts = {name: said if name == "deposit_free" else Decimal(said) for name, said in story.agreement}  # fmt: skip
    plot.add("CREDIT_AGREEMENT", {
        "agreement_no": number, "psn_no": person, "mdtrt_id": f"MX{plot.persons:06}",
        "fixmedins_code": plot.hospital()["fixmedins_code"],
        "signed_on": date(plot.year, 1, 10), "credit_limit": Decimal(5000),
        "expected": Decimal(2000), "deposit": None, "deposit_free": "0", **amounts,
    })  # fmt: skip
    paid = {"paid_on": date(plot.year, 4, 1), "paid_amount": _DUE}
    first = {name: _dated(plot, name, said) for name, said in story.instead}
    for nth, besides in enumerate((first, paid), 1):
        due_on = date(plot.year, 2 + nth, 1)
        plot.add("CREDIT_INSTALMENT", {
            "agreement_no": number, "nth": Decimal(nth), "due_on": due_on, "due_amount": _DUE,
            **besides,
        })  # fmt: skip
    for finds in story.finds:
        plot.answer(story.what, finds, number)
    plot.answer(story.what, "", number, story.twin_of)


def _dated(plot: Plot, name: str, said: Any) -> Any:
    """Return a cell of an instalment: days become dates of the year, no due day one after it."""
    if name == "due_on":
        return date(plot.year + 1, 3, 1)
    return date(plot.year, *said) if isinstance(said, tuple) else said
