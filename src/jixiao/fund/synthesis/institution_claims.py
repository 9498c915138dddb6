"""Fees of March that institutions claim and are paid: what came late beside what came in time.

What a look at the claims on the last day of the year must say of each stands in `answers/instant.csv`.
Days lie well within their terms or well beyond them, so that a bureau's own terms change no answer.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jixiao.fund.synthesis.stories import Plot, hospitals_of

CLAIM, PAYMENT = "申报", "拨付"
_MONTH = 3
_AMOUNT = Decimal(10_000)
_Day = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClaimStory:
    """A claim by months and days: when it came, when it was paid, and what of it was late."""

    what: str
    claimed_on: _Day | None = (4, 7)
    paid_on: _Day | None = (4, 20)
    late: tuple[str, ...] = ()
    reason: str = ""
    is_instant: bool = True


STORIES = (
    ClaimStory("按时申报、按时拨付"),
    ClaimStory("不是即时结算、按时拨付", is_instant=False),
    ClaimStory("申报迟了", (4, 20), (4, 29), (CLAIM,), "对账没有完成"),
    ClaimStory("申报迟了、拨付也迟了", (5, 20), (9, 1), (CLAIM, PAYMENT)),
    ClaimStory("按时申报、拨付迟了", paid_on=(7, 1), late=(PAYMENT,), reason="资金调度"),
    ClaimStory("按时申报、还没有拨付", paid_on=None, late=(PAYMENT,), is_instant=False),
    ClaimStory("没有申报", None, None, (CLAIM,), is_instant=False),
)  # fmt: skip
"""The stories; what is late at neither is the innocent twin of what is."""


def write_institution_claims(
    folder: Path, extracts: Path, year: int, times: int
) -> None:
    """Write the claims for the fees of March, each story so many times, and what was late."""
    plot = Plot("instant", year, hospitals_of(extracts), 79_500_000)
    for nth in range(times):
        for place, story in enumerate(STORIES):
            _claim(plot, story, nth * len(STORIES) + place)
    plot.write(folder, extracts, "instant.csv")


def _claim(plot: Plot, story: ClaimStory, nth: int) -> None:
    number = f"SB{plot.year}{nth:06}"
    is_paid = story.paid_on is not None
    plot.add("INST_CLAIM", {
        "claim_no": number, "fixmedins_code": plot.hospital(nth)["fixmedins_code"],
        "insutype": "390", "fee_month": date(plot.year, _MONTH, 1), "amount": _AMOUNT,
        "claimed_on": _on(plot.year, story.claimed_on), "paid": _AMOUNT if is_paid else None,
        "paid_on": _on(plot.year, story.paid_on), "instant": "1" if story.is_instant else "0",
        "late_reason": story.reason or None,
    })  # fmt: skip
    for kind in (CLAIM, PAYMENT):
        is_late = kind in story.late
        plot.answer(
            story.what, kind if is_late else "", number, "" if is_late else kind
        )


def _on(year: int, day: _Day | None) -> date | None:
    return date(year, *day) if day else None
