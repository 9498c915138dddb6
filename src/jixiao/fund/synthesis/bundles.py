"""Dialysis that nobody had: contracts, rosters, sessions, bills, with leaks and their innocent twins.

Each story is a person's April. What a month's close or a rule must find of it, and what it must
spare, stands in `answers/bundles.csv`.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jixiao.fund.synthesis.faults import write_rows
from jixiao.fund.synthesis.places import HOME

Row = dict[str, Any]
DISEASE = "M07801"
"""The disease whose bills are of a bundle; invented, as those of the samples are."""
HD, PD, HDF = "1", "2", "3"
_SET, _LINE, _DRUG, _TEST, _APART = (f"20190000000{n:04}" for n in range(1, 6))
_NAMES = {
    _SET: "示例透析器", _LINE: "示例管路", _DRUG: "示例促红素", _TEST: "示例血常规",
    _APART: "示例通路手术",
}  # fmt: skip
_PRICES = {_SET: 12_000, _LINE: 4_000, _DRUG: 3_500, _TEST: 2_500, _APART: 80_000}
_FIRST_PERSON = 77_000_000
_MOST_SESSIONS = 13
_APRIL = 4
_CENTRES = 3
_WEEK = (0, 2, 4)
_FEN = Decimal("0.01")


@dataclass(slots=True)
class _Plot:
    """What is written of all persons, and the answers: planted, what, expected, key."""

    year: int
    centres: Sequence[Row]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    answers: list[tuple[str, str, str, str]] = field(default_factory=list)
    persons: int = 0

    def add(self, code: str, row: Row) -> None:
        """Write a row of a table."""
        self.rows.setdefault(code, []).append(row)

    def day(self, number: int, month: int = _APRIL) -> date:
        """Return a day of the month of the stories, or of another."""
        return date(self.year, month, number)


class _Person:
    """A person with a roster, sessions, bills and stays, written when the story is told."""

    def __init__(self, plot: _Plot) -> None:
        self.plot = plot
        plot.persons += 1
        self.number = f"9901{_FIRST_PERSON + plot.persons}"
        self.serial = 0
        plot.add("PSN_INSU_D", {
            "psn_no": self.number, "psn_name": f"示例{plot.persons}", "insutype": "390",
            "psn_type": "50", "gend": str(1 + plot.persons % 2),
            "brdy": date(1960 + plot.persons % 20, 5, 1), "begndate": date(plot.year, 1, 1),
            "insu_admdvs": HOME,
        })  # fmt: skip

    def centre(self, place: int) -> str:
        """Return the code of a centre by its place: the stories' own, another, one without a contract."""
        return str(self.plot.centres[place]["fixmedins_code"])

    def roster(
        self, place: int = 0, first: date | None = None, last: date | None = None,
        care: str = HD, reason: str = "1",
    ) -> None:  # fmt: skip
        """Put the person on a centre's roster."""
        self.plot.add("DIAL_ROSTER", {
            "psn_no": self.number, "fixmedins_code": self.centre(place), "dial_type": care,
            "begndate": first or date(self.plot.year, 1, 1), "enddate": last, "reason": reason,
        })  # fmt: skip

    def session_number(self, nth: int) -> str:
        """Return the number of the person's nth session, where nothing was written before it."""
        return f"Z{self.number[4:]}{nth:03}"

    def session(self, on: date, place: int = 0, care: str = HD, **instead: Any) -> str:
        """Write a session in the morning on the person's own machine; return its number."""
        self.serial += 1
        number = f"Z{self.number[4:]}{self.serial:03}"
        begun = datetime.combine(on, time(8))
        self.plot.add("DIAL_SESSION", {
            "session_no": number, "psn_no": self.number, "fixmedins_code": self.centre(place),
            "dial_type": care, "done_on": on, "begntime": begun,
            "endtime": begun + timedelta(hours=4), "staff_code": f"N{place}",
            "machine_no": f"J{self.plot.persons:05}", **instead,
        })  # fmt: skip
        return number

    def month(self, first: int = 1, last: int = 30, place: int = 0) -> list[date]:
        """Write the sessions of a Monday, Wednesday, Friday rhythm; return their days."""
        days = [self.plot.day(n) for n in range(first, last + 1)]
        days = [day for day in days if day.weekday() in _WEEK][:_MOST_SESSIONS]
        for day in days:
            self.session(day, place)
        return days

    def bill(
        self, lines: Mapping[str, int], on: date, place: int = 0, disease: str | None = DISEASE
    ) -> list[str]:  # fmt: skip
        """Write a bill with lines of an item and its count; return the lines' numbers."""
        self.serial += 1
        number = f"{self.number[4:]}{self.serial:03}"
        kind = "14" if disease else "11"
        ids = {"mdtrt_id": f"MZ{number}", "psn_no": self.number}
        at = datetime.combine(on, time(13))
        centre = self.plot.centres[place]
        written = [
            self._line(n, number, code, count, ids, at, kind, centre)
            for n, (code, count) in enumerate(lines.items())
        ]
        whole = sum((row["det_item_fee_sumamt"] for row in written), Decimal(0))
        fund = (whole * 8 / 10).quantize(_FEN)
        self.plot.add("MDTRT_D", {
            **ids, "insutype": "390", "psn_type": "50", "med_type": kind, "begntime": at,
            "endtime": at, "pay_loc": "2", "vali_flag": "1", **_of_place(centre),
        })  # fmt: skip
        self.plot.add("SETL_D", {
            **ids, "setl_id": f"SZ{number}", "insutype": "390", "psn_type": "50",
            "insu_admdvs": HOME, "fix_blng_admdvs": HOME, "begndate": on, "enddate": on,
            "setl_time": at, "med_type": kind, "clr_type": "11", "pay_loc": "2",
            "dise_no": disease, "medfee_sumamt": whole, "fulamt_ownpay_amt": Decimal(0),
            "overlmt_selfpay": Decimal(0), "preselfpay_amt": Decimal(0), "inscp_amt": whole,
            "hifp_pay": fund, "fund_pay_sumamt": fund, "psn_pay": whole - fund,
            "refd_setl_flag": "0", "mid_setl_flag": "0", "vali_flag": "1", **_of_place(centre),
        })  # fmt: skip
        return [row["bkkp_sn"] for row in written]

    def _line(
        self, nth: int, bill: str, code: str, count: int, ids: Row, at: datetime, kind: str,
        centre: Row,
    ) -> Row:  # fmt: skip
        price = Decimal(_PRICES[code]) / 100
        row = {
            **ids, "bkkp_sn": f"FZ{bill}{nth}", "setl_id": f"SZ{bill}", "med_type": kind,
            "fixmedins_code": centre["fixmedins_code"], "fee_ocur_time": at,
            "hilist_code": code, "hilist_name": _NAMES[code], "list_type": "201",
            "med_chrgitm_type": "05", "cnt": Decimal(count), "pric": price,
            "det_item_fee_sumamt": price * count, "fulamt_ownpay_amt": Decimal(0),
            "overlmt_selfpay": Decimal(0), "preselfpay_amt": Decimal(0),
            "inscp_amt": price * count, "chrgitm_lv": "01", "vali_flag": "1",
        }  # fmt: skip
        self.plot.add("FEE_LIST_D", row)
        return row

    def usual_bill(self, sessions: int, place: int = 0, on: int = 29) -> list[str]:
        """Write April's bill of the bundle: sets and lines by the sessions, some drugs."""
        counts = {_SET: sessions, _LINE: sessions, _DRUG: 4}
        return self.bill(counts, self.plot.day(on), place)

    def tested(self, *on: date) -> list[str]:
        """Write tests of the blood, a bill each; return their lines."""
        return [line for day in on for line in self.bill({_TEST: 1}, day)]

    def stay(self, first: date, last: date, place: int, **instead: Any) -> None:
        """Write a stay at an institution, not settled yet."""
        self.serial += 1
        self.plot.add("MDTRT_D", {
            "mdtrt_id": f"MS{self.number[4:]}{self.serial:03}", "psn_no": self.number,
            "insutype": "390", "psn_type": "50", "med_type": "21", "pay_loc": "2",
            "begntime": datetime.combine(first, time(9)),
            "endtime": datetime.combine(last, time(9)), "vali_flag": "1",
            **_of_place(self.plot.centres[place]), **instead,
        })  # fmt: skip

    def answer(self, planted: str, kind: str, expected: str, key: str) -> None:
        """Write down what is to be found, or spared."""
        self.plot.answers.append((planted, kind, expected, key))


def _of_place(row: Row) -> Row:
    return {name: row[name] for name in ("fixmedins_code", "fixmedins_name", "hosp_lv")}


def _usual(person: _Person) -> list[date]:
    person.roster()
    days = person.month()
    person.usual_bill(len(days))
    person.tested(person.plot.day(15, 2))
    return days


def _plain(person: _Person) -> None:
    days = _usual(person)
    for rule in ("DY01", "DY02", "DY03", "DY05", "DY07"):
        person.answer("decoy", "一周三次", rule, person.session_number(len(days)))
    person.answer("decoy", "一周三次", "beyond", person.number)


def _over_cap(person: _Person) -> None:
    person.roster()
    days = person.month()
    free = [person.plot.day(n) for n in (2, 9, 16)]
    for day in free:
        person.session(day)
    person.usual_bill(len(days) + len(free))
    person.tested(person.plot.day(15, 2))
    person.answer("truth", "超过月上限", "beyond", person.number)


def _leak(person: _Person) -> None:
    days = _usual(person)
    (line,) = person.bill({_DRUG: 2}, days[3], place=2, disease=None)
    person.answer("truth", "包在里面又在别处另收", "leak", line)
    (apart,) = person.bill({_APART: 1}, days[4])
    person.answer("decoy", "协议写明另外付的项目", "leak", apart)


def _in_hospital(person: _Person) -> None:
    person.roster()
    days = person.month()
    first = days[4] - timedelta(days=1)
    person.stay(first, first + timedelta(days=3), place=2)
    person.usual_bill(len(days))
    person.tested(person.plot.day(15, 2))
    key = person.session_number(5)
    person.answer("truth", "在别处住院时透析", "住院期间停付", key)
    person.answer("truth", "在别处住院时透析", "DY04", key)
    person.answer("decoy", "住院以前的一次", "DY04", person.session_number(4))


def _died(person: _Person) -> None:
    person.roster()
    days = person.month(last=20)
    person.stay(
        days[3], days[3], place=2, med_type="13", dscg_way="5", die_date=days[3]
    )
    person.usual_bill(len(days))
    person.tested(person.plot.day(15, 2))
    for n in range(5, len(days) + 1):
        key = person.session_number(n)
        person.answer("truth", "死亡以后还有透析", "死亡以后", key)
    person.answer("decoy", "死亡当天", "死亡以后", person.session_number(4))


def _transferred(person: _Person) -> None:
    half = person.plot.day(15)
    person.roster(last=half, reason="3")
    person.roster(1, first=half + timedelta(days=1), reason="2")
    before, after = person.month(last=15), person.month(first=16, place=1)
    person.usual_bill(len(before), on=15)
    person.usual_bill(len(after), place=1)
    person.tested(person.plot.day(15, 2))
    why = "同一天在两家机构的名册上，要先定一家"
    person.answer("decoy", "转到另一家", why, person.number)


def _two_centres(person: _Person) -> None:
    person.roster()
    person.roster(1, first=person.plot.day(25))
    days = person.month(last=24)
    person.usual_bill(len(days))
    person.tested(person.plot.day(15, 2))
    why = "同一天在两家机构的名册上，要先定一家"
    person.answer("truth", "两家名册重叠", why, person.number)


def _off_roster(person: _Person) -> None:
    person.roster(last=person.plot.day(20), reason="5")
    days = person.month()
    person.usual_bill(len(days))
    person.tested(person.plot.day(15, 2))
    for n, day in enumerate(days, 1):
        key = person.session_number(n)
        planted = "truth" if day > person.plot.day(20) else "decoy"
        person.answer(planted, "退出以后还有透析", "当天不在任何名册上", key)


def _other_kind(person: _Person) -> None:
    person.roster()
    days = person.month()
    key = person.session(days[-1], care=HDF)
    person.usual_bill(len(days) + 1)
    person.tested(person.plot.day(15, 2))
    person.answer("truth", "名册上是透析，做了滤过", "名册上登记的是另一种治疗方式", key)  # fmt: skip


def _six_a_week(person: _Person) -> None:
    person.roster()
    monday = next(d for d in map(person.plot.day, range(5, 12)) if d.weekday() == 0)
    keys = [person.session(monday + timedelta(days=n)) for n in range(6)]
    person.usual_bill(len(keys))
    person.tested(person.plot.day(15, 2))
    person.answer("truth", "一周六次", "DY01", keys[5])
    person.answer("decoy", "一周第五次", "DY01", keys[4])


def _no_record(person: _Person) -> None:
    person.roster()
    days = person.month(last=24)
    key = person.session(person.plot.day(28), staff_code=None)
    person.usual_bill(len(days) + 1)
    person.tested(person.plot.day(15, 2))
    person.answer("truth", "没有责任人员", "DY02", key)


def _one_machine(person: _Person) -> None:
    days = _usual(person)
    other = _Person(person.plot)
    other.roster()
    machine = f"J{person.plot.persons - 1:05}"
    begun, after = (
        datetime.combine(day, at)
        for day, at in ((days[0], time(11, 30)), (days[1], time(12)))
    )
    four_hours = timedelta(hours=4)
    key = other.session(
        days[0], machine_no=machine, begntime=begun, endtime=begun + four_hours
    )
    fine = other.session(
        days[1], machine_no=machine, begntime=after, endtime=after + four_hours
    )
    other.usual_bill(2)
    other.tested(person.plot.day(15, 2))
    person.answer("truth", "一台机器同时两个人", "DY03", key)
    person.answer("decoy", "前一个人下机后上机", "DY03", fine)


def _few_sets(person: _Person) -> None:
    person.roster()
    days = person.month()
    person.usual_bill(len(days) - 2)
    person.tested(person.plot.day(15, 2))
    person.answer("truth", "透析器少两套", "DY05", person.session_number(len(days)))


def _tested_soon(person: _Person) -> None:
    person.roster()
    days = person.month()
    person.usual_bill(len(days))
    first, again = person.tested(person.plot.day(15, 2), person.plot.day(20, 3))
    person.answer("truth", "一个月又查一次", "DY06", again)
    person.answer("decoy", "第一次查", "DY06", first)


def _not_tested(person: _Person) -> None:
    person.roster()
    days = person.month()
    person.usual_bill(len(days))
    person.answer("truth", "四个月没有查", "DY07", person.session_number(len(days)))


def _by_head(person: _Person) -> None:
    person.roster(1, care=PD)
    person.bill({_DRUG: 6}, person.plot.day(28), 1)
    person.tested(person.plot.day(15, 2))
    person.answer("decoy", "腹膜透析按人月", "beyond", person.number)


STORIES: Sequence[Callable[[_Person], Any]] = (
    _plain, _over_cap, _leak, _in_hospital, _died, _transferred, _two_centres, _off_roster,
    _other_kind, _six_a_week, _no_record, _one_machine, _few_sets, _tested_soon, _not_tested,
    _by_head,
)  # fmt: skip


def write_bundles(folder: Path, extracts: Path, year: int, times: int) -> None:
    """Write a year's contracts, rosters, sessions and bills, each story so many times."""
    register = pq.read_table(extracts / "FIXMEDINS_B.parquet").to_pylist()
    here = [
        row
        for row in register
        if row["fix_blng_admdvs"] == HOME and row["fixmedins_type"] == "1"
    ]
    plot = _Plot(year, [here[n % len(here)] for n in range(_CENTRES)])
    _contracts(plot)
    for _ in range(times):
        for tell in STORIES:
            tell(_Person(plot))
    for code, rows in plot.rows.items():
        names = dict.fromkeys(name for row in rows for name in row)
        whole = [{name: row.get(name) for name in names} for row in rows]
        likes = sorted(extracts.glob(f"{code}-{year}*.parquet"))
        stem = f"{code}-{year}-bundles" if likes else code
        write_rows(extracts / f"{stem}.parquet", whole, likes[0] if likes else None)
    with (folder / "answers" / "bundles.csv").open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow(["planted", "what", "expected", "key"])
        writer.writerows(plot.answers)


def _contracts(plot: _Plot) -> None:
    kinds = (
        (0, HD, "1", "400.00", 13), (0, HDF, "1", "600.00", 4),
        (1, HD, "1", "380.00", 13), (1, PD, "2", "6000.00", None),
    )  # fmt: skip
    for n, (place, care, mode, rate, cap) in enumerate(kinds):
        number = f"K{plot.year}{n + 1}"
        plot.add("DIAL_CONTRACT", {
            "contract_no": number, "fixmedins_code": plot.centres[place]["fixmedins_code"],
            "dial_type": care, "pay_mode": mode, "rate": Decimal(rate),
            "month_cap": None if cap is None else Decimal(cap), "dise_no": DISEASE,
            "begndate": date(plot.year, 1, 1), "enddate": date(plot.year, 12, 31),
        })  # fmt: skip
        uses = {_SET: "1", _LINE: "2", _DRUG: "3", _TEST: "4", _APART: "9"}
        for code, use in uses.items():
            plot.add("DIAL_ITEM", {
                "contract_no": number, "hilist_code": code, "hilist_name": _NAMES[code],
                "included": "0" if code == _APART else "1", "item_use": use,
                "every_months": Decimal(3) if code == _TEST else None,
            })  # fmt: skip
