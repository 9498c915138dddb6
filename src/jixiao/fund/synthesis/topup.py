"""Terms and payouts of the sample top-up product: what was not paid or paid otherwise, and twins.

What a year of the product must say of each settlement stands in `answers/topup.csv`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from jixiao.fund.synthesis.places import HOME
from jixiao.fund.synthesis.stories import RESIDENT, Plot, hospitals_of

UNPAID, OTHERWISE = "没有赔", "赔得不同"
_FUND = Decimal(10_000)
_DAYS_AFTER = 60
_PRODUCT, _LINE, _WAITING_DAYS = "sample", Decimal(15_000), 30
"""The sample product as its terms have it: above the line it pays half, up to fifty thousand."""


@dataclass(frozen=True, slots=True)
class PayoutStory:
    """A settlement of somebody insured: borne above the line or below it, and what was paid.

    `paid` is what was paid besides what is due, in yuan; none where nothing was paid.
    """

    what: str
    finds: str = ""
    twin_of: str = ""
    above: int = 5000
    paid: int | None = 0
    waits: bool = False
    renewed: bool = False


STORIES = (
    PayoutStory("应赔没有赔", UNPAID, paid=None),
    PayoutStory("没有过起付线", twin_of=UNPAID, above=0, paid=None),
    PayoutStory("等待期内，没有赔", twin_of=UNPAID, paid=None, waits=True),
    PayoutStory("少赔", OTHERWISE, paid=-100),
    PayoutStory("多赔", OTHERWISE, paid=100),
    PayoutStory("赔得一分不差", twin_of=OTHERWISE),
    PayoutStory("等待期内赔了", OTHERWISE, paid=500, waits=True),
    PayoutStory("续保没有等待期，赔了", twin_of=OTHERWISE, waits=True, renewed=True),
    PayoutStory("续保没有等待期，没有赔", UNPAID, paid=None, waits=True, renewed=True),
)
"""The stories; each is one person with one stay."""


def write_topup(folder: Path, extracts: Path, year: int, times: int) -> None:
    """Write terms, settlements and payouts of the sample product, each story so many times."""
    plot = Plot("topup", year, hospitals_of(extracts), 79_000_000)
    for _ in range(times):
        for story in STORIES:
            _payout(plot, story)
    plot.write(folder, extracts, "topup.csv")


def _payout(plot: Plot, story: PayoutStory) -> None:
    person = plot.person()
    begins = date(plot.year, 1, 1)
    after = _WAITING_DAYS - 1 if story.waits else _DAYS_AFTER
    settled = begins + timedelta(days=after)
    plot.add("TOPUP_ENROL", {
        "product": _PRODUCT, "psn_no": person, "begins_on": begins,
        "ends_on": date(plot.year, 12, 31), "premium": Decimal(100), "paid_on": begins,
        "renewal": "1" if story.renewed else "0", "prior_code": None,
    })  # fmt: skip
    number = _settlement(plot, person, settled, story.above)
    waits = story.waits and not story.renewed
    due = Decimal(0 if waits else story.above) / 2
    if story.paid is not None:
        plot.add("TOPUP_PAYOUT", {
            "product": _PRODUCT, "setl_id": number, "psn_no": person,
            "amount": due + story.paid,
            "paid_on": settled + timedelta(days=20),
        })  # fmt: skip
    plot.answer(story.what, story.finds, number, story.twin_of)


def _settlement(plot: Plot, person: str, on: date, above: int) -> str:
    """Write a stay of which the person bears so much above the line; returns its number."""
    whole = _FUND + _LINE + above
    number = f"{plot.persons:06}"
    ids = {"mdtrt_id": f"MT{number}", "psn_no": person, **RESIDENT, "med_type": "21"}
    first, place = on - timedelta(days=9), plot.hospital()
    plot.add("MDTRT_D", {
        **ids, "begntime": datetime.combine(first, time(9)), "pay_loc": "2",
        "endtime": datetime.combine(on, time(9)), "vali_flag": "1", **place,
    })  # fmt: skip
    plot.add("SETL_D", {
        **ids, "setl_id": f"ST{number}", "insu_admdvs": HOME, "fix_blng_admdvs": HOME,
        "begndate": first, "enddate": on, "setl_time": datetime.combine(on, time(10)),
        "clr_type": "21", "pay_loc": "2", "medfee_sumamt": whole,
        "fulamt_ownpay_amt": Decimal(0), "overlmt_selfpay": Decimal(0),
        "preselfpay_amt": Decimal(0), "inscp_amt": whole, "hifp_pay": _FUND,
        "fund_pay_sumamt": _FUND, "psn_pay": whole - _FUND, "refd_setl_flag": "0",
        "mid_setl_flag": "0", "vali_flag": "1", **place,
    })  # fmt: skip
    return f"ST{number}"
