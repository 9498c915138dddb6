"""Care away that nobody had: the other side's clearing files, advances, and the manual desk.

What is planted stands in `answers/away.csv`: lines that a clearing must find in a state, claims that
a desk must find claimed twice, and twins of both that they must spare.
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.fund.synthesis.places import ABROAD, AWAY, HOME

Row = dict[str, Any]
_READ = (
    "setl_id", "init_setl_id", "psn_no", "insutype", "insu_admdvs", "fix_blng_admdvs",
    "fixmedins_code", "hosp_lv", "med_type", "pay_loc", "setl_time", "begndate", "enddate",
    "medfee_sumamt", "fund_pay_sumamt", "refd_setl_flag",
)  # fmt: skip
_PAPERS = "发票、费用清单、诊断证明"
_REASONS = "1222334556678"
_HUNDRED = Decimal(100)
_VISITORS = 20
_LAST_MONTH = 12
_NOT_DONE = 40


@dataclass(slots=True)
class _Plot:
    """What is written, and the answers: desk, planted, what, month, key, expected."""

    year: int
    rng: np.random.Generator
    bills: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    advances: list[Row] = field(default_factory=list)
    answers: list[tuple[str, ...]] = field(default_factory=list)

    def bill(self, side: str, row: Row, **instead: Any) -> None:
        """Write a line of a side's file for a settlement."""
        self.bills.append(
            {
                "bill_no": f"{len(self.bills) + 1:08}",
                "side": side,
                "clr_month": row["setl_time"].date().replace(day=1),
                "setl_id": row["setl_id"],
                "init_setl_id": row["init_setl_id"],
                "psn_no": row["psn_no"],
                "insu_admdvs": row["insu_admdvs"],
                "care_admdvs": row["fix_blng_admdvs"],
                "fixmedins_code": row["fixmedins_code"],
                "hosp_lv": row["hosp_lv"],
                "med_type": row["med_type"],
                "setl_time": row["setl_time"],
                "medfee_sumamt": row["medfee_sumamt"],
                "fund_pay_sumamt": row["fund_pay_sumamt"],
                **instead,
            }
        )

    def answer(self, desk: str, planted: str, kind: str, *rest: str) -> None:
        """Write down what is to be found, or spared."""
        self.answers.append((desk, planted, kind, *rest))


def write_away(
    folder: Path, extracts: Path, year: int, times: int, rng: np.random.Generator
) -> None:
    """Write a year's clearing files, advances and claims by hand, each story so many times."""
    rows = pq.read_table(extracts / f"SETL_D-{year}.parquet", columns=[*_READ])
    settled = sorted(rows.to_pylist(), key=lambda row: str(row["setl_id"]))
    plot = _Plot(year, rng)
    away = [row for row in settled if row["pay_loc"] in ("3", "4")]
    _their_lines(plot, away, times)
    _visitors(plot, settled, times)
    _advances(plot, away)
    _by_hand(plot, settled, away, times)
    for code, printed in (
        ("OUTAREA_BILL", plot.bills),
        ("OUTAREA_ADVANCE", plot.advances),
        ("MANUAL_CLAIM", plot.claims),
    ):
        if printed:
            pq.write_table(pa.Table.from_pylist(printed), extracts / f"{code}.parquet")
    with (folder / "answers" / "away.csv").open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow(["desk", "planted", "what", "month", "key", "expected"])
        writer.writerows(plot.answers)


def _month(row: Row) -> str:
    return f"{row['setl_time']:%Y-%m}"


def _is_charge(row: Row, cancelled: set[str]) -> bool:
    return row["refd_setl_flag"] != "1" and row["setl_id"] not in cancelled


def _their_lines(plot: _Plot, away: Sequence[Row], times: int) -> None:
    """Write the other side's lines: most agree, some do not, refunds bear numbers of their own."""
    cancelled = {row["init_setl_id"] for row in away if row["init_setl_id"]}
    whole = [row for row in away if _is_charge(row, cancelled)]
    order = plot.rng.permutation(len(whole))
    chosen = [whole[n] for n in order]
    stories = ("对方漏列", "金额不符", "对方列了两次", "对方多列")
    planted: dict[str, str] = {}
    for n, what in enumerate(stories):
        for row in chosen[n * times : (n + 1) * times]:
            planted[row["setl_id"]] = what
    for nth, row in enumerate(away):
        if row["refd_setl_flag"] == "1":
            _their_refund(plot, row, nth)
        else:
            _their_line(plot, row, planted.get(row["setl_id"], ""))


def _their_line(plot: _Plot, row: Row, kind: str) -> None:
    number, month = row["setl_id"], _month(row)
    match kind:
        case "对方漏列":
            plot.answer("clearing", "truth", kind, month, number, "对方无")
            return
        case "金额不符":
            less = row["fund_pay_sumamt"] - min(_HUNDRED, row["fund_pay_sumamt"] / 2)
            less = less.quantize(Decimal("0.01"))
            plot.bill("2", row, fund_pay_sumamt=less)
            plot.answer("clearing", "truth", kind, month, number, "金额不符")
            return
        case "对方列了两次":
            plot.bill("2", row)
            plot.answer("clearing", "truth", kind, month, number, "我方无")
        case "对方多列":
            plot.bill("2", row, setl_id=f"X{number}")
            plot.answer("clearing", "truth", kind, month, f"X{number}", "我方无")
    plot.bill("2", row)


def _their_refund(plot: _Plot, row: Row, nth: int) -> None:
    """Write a refund under another number, every other one in the month after ours."""
    month: date = row["setl_time"].date().replace(day=1)
    if nth % 2 and month.month < _LAST_MONTH:
        month = month.replace(month=month.month + 1)
    plot.bill("2", row, setl_id=f"T{row['setl_id']}", clr_month=month)
    key = f"{row['init_setl_id']}/退"
    plot.answer("clearing", "decoy", "退费另编号、隔月", _month(row), key, "一致")


def _visitors(plot: _Plot, settled: Sequence[Row], times: int) -> None:
    """Write both sides' lines of others who were treated here; one of them differs."""
    here = [row for row in settled if row["fix_blng_admdvs"] == HOME]
    for n, row in enumerate(here[: _VISITORS * times]):
        visitor: dict[str, Any] = {
            **row,
            "setl_id": f"V{row['setl_id']}",
            "init_setl_id": None,
            "psn_no": f"98{n:010}",
            "insu_admdvs": (AWAY, ABROAD)[n % 2],
            "medfee_sumamt": abs(row["medfee_sumamt"]),
            "fund_pay_sumamt": abs(row["fund_pay_sumamt"]),
        }
        plot.bill("1", visitor)
        more = _HUNDRED if n < times else Decimal(0)
        plot.bill("2", visitor, fund_pay_sumamt=visitor["fund_pay_sumamt"] + more)
        if more:
            plot.answer(
                "clearing", "truth", "外地人在本地就医，对方金额不符", _month(row),
                visitor["setl_id"], "金额不符",
            )  # fmt: skip


def _advances(plot: _Plot, away: Sequence[Row]) -> None:
    """Put two months' worth in for each area; the nearer one is topped up in the middle of the year."""
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in away:
        key = (row["fix_blng_admdvs"], row["setl_time"].month)
        sums[key] += row["fund_pay_sumamt"]
    for area in (AWAY, ABROAD):
        months = {month: fen for (of, month), fen in sums.items() if of == area}
        if not months:
            continue
        mean = sum(months.values(), Decimal(0)) / len(months)
        put_in = (2 * mean).quantize(Decimal("0.01"))
        _advance(plot, area, "1", date(plot.year, 1, 5), put_in)
        for month, amount in sorted(months.items()):
            if area == AWAY:
                _advance(plot, area, "2", date(plot.year, month, 20), amount)
            _advance(plot, area, "3", date(plot.year, month, 25), amount)


def _advance(plot: _Plot, area: str, move: str, on: date, amount: Decimal) -> None:
    if amount > 0:
        number = f"Y{len(plot.advances) + 1:06}"
        plot.advances.append(
            {
                "entry_no": number, "other_side": area, "move": move, "moved_on": on,
                "amount": amount, "memo": None,
            }
        )  # fmt: skip


def _by_hand(
    plot: _Plot, settled: Sequence[Row], away: Sequence[Row], times: int
) -> None:
    """Write the desk's claims: those settled by hand, and the stories of what is claimed again."""
    by_hand = [row for row in settled if row["pay_loc"] == "1"]
    for row in by_hand:
        _claim(plot, row, setl_id=row["setl_id"])
    direct = [
        row for row in away if row["refd_setl_flag"] != "1" and row["med_type"] == "21"
    ]
    chosen = [direct[n] for n in plot.rng.permutation(len(direct))]
    stories = (
        _same_invoice, _same_stay, _settled_already, _next_stay, _near_invoice,
        _no_papers, _overdue,
    )  # fmt: skip
    for tell, row in zip(stories * times, chosen, strict=False):
        tell(plot, row)


def _claim(plot: _Plot, row: Row, **instead: Any) -> str:
    number = f"L{len(plot.claims) + 1:07}"
    done: datetime = row["setl_time"]
    accepted = max(done.date() - timedelta(days=20), date(plot.year, 1, 1))
    reason = _REASONS[int(plot.rng.integers(0, len(_REASONS)))]
    claim = {
        "claim_no": number, "psn_no": row["psn_no"], "insutype": row["insutype"],
        "accepted_on": accepted, "due_date": None, "done_on": done.date(),
        "amount": row["fund_pay_sumamt"], "fixmedins_code": row["fixmedins_code"],
        "care_admdvs": row["fix_blng_admdvs"], "begndate": row["begndate"],
        "enddate": row["enddate"], "medfee_sumamt": row["medfee_sumamt"],
        "invoice_no": f"NX{plot.year}{len(plot.claims) * 10:08}", "documents": _PAPERS,
        "reason": reason, "setl_id": None, **instead,
    }  # fmt: skip
    plot.claims.append(claim)
    return number


_ELSEWHERE = {"fixmedins_code": "H98010099999"}
"""Where nobody was treated: a claim from there has no direct twin."""


def _same_invoice(plot: _Plot, row: Row) -> None:
    first = {**row, **_ELSEWHERE, "psn_no": f"9902{len(plot.claims):08}"}
    _claim(plot, first)
    invoice = plot.claims[-1]["invoice_no"]
    again = {**first, "psn_no": f"9903{len(plot.claims):08}"}
    spelled = f"{invoice[:2].lower()} {invoice[2:6]}-{invoice[6:]}"
    late = plot.claims[-1]["accepted_on"] + timedelta(days=1)
    key = _claim(plot, again, invoice_no=spelled, accepted_on=late)
    plot.answer("manual", "truth", "同一张发票，写法不同", "", key, "same_invoice")


def _same_stay(plot: _Plot, row: Row) -> None:
    first = {**row, **_ELSEWHERE}
    _claim(plot, first)
    late = plot.claims[-1]["accepted_on"] + timedelta(days=1)
    key = _claim(plot, {**first, "begndate": row["enddate"]}, accepted_on=late)
    plot.answer("manual", "truth", "同一次住院分两件来报", "", key, "same_stay")


def _settled_already(plot: _Plot, row: Row) -> None:
    key = _claim(plot, row)
    plot.answer("manual", "truth", "已直接结算又来报", "", key, "direct")


def _next_stay(plot: _Plot, row: Row) -> None:
    after = row["enddate"] + timedelta(days=400)
    key = _claim(plot, row, begndate=after, enddate=after)
    plot.answer("manual", "decoy", "同一人在同一机构的另一次", "", key, "direct")


def _near_invoice(plot: _Plot, row: Row) -> None:
    lonely = {**row, **_ELSEWHERE}
    _claim(plot, {**lonely, "psn_no": f"9904{len(plot.claims):08}"})
    invoice = plot.claims[-1]["invoice_no"]
    other = {**lonely, "psn_no": f"9905{len(plot.claims):08}"}
    key = _claim(plot, other, invoice_no=invoice[:-1] + "7")
    plot.answer("manual", "decoy", "发票只差一位", "", key, "same_invoice")


def _no_papers(plot: _Plot, row: Row) -> None:
    lonely = {**row, **_ELSEWHERE, "psn_no": f"9906{len(plot.claims):08}"}
    key = _claim(plot, lonely, documents="发票", done_on=None)
    plot.claims[-1]["accepted_on"] = date(plot.year, 12, 20)
    plot.answer("manual", "truth", "缺材料", "", key, "missing")


def _overdue(plot: _Plot, row: Row) -> None:
    lonely = {**row, **_ELSEWHERE, "psn_no": f"9907{len(plot.claims):08}"}
    early = date(plot.year, 3, 1) + timedelta(days=_NOT_DONE)
    key = _claim(plot, lonely, done_on=None, accepted_on=early)
    plot.answer("manual", "truth", "超期没有办结", "", key, "overdue")
