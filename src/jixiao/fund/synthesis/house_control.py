"""Logs, accounts and money of a bureau's own year, with faults of control and their innocent twins.

What is planted stands in `answers/control.csv`: the test, words of the mark, and how many marks there
must be.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]
_ENTER, _REVIEW, _PAY = "录入", "审核", "支付"
_RECORDS = 1_000
_PAYEES = 20
_BASE = 1_234_56
_CENT = Decimal("0.01")


@dataclass(slots=True)
class ControlPlot:
    """The rows by table, and the answers: test, words, how many."""

    year: int
    rows: dict[str, list[Row]] = field(default_factory=dict)
    answers: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, table: str, row: Row) -> None:
        """Write a row of a table."""
        self.rows.setdefault(table, []).append(row)

    def step(
        self, record: str, duty: str, user: str, at: datetime, **more: Any
    ) -> None:
        """Write a step of the log."""
        number = f"L{len(self.rows.get('OPERATION_LOG', ())) + 1:06}"
        usual = {"device": f"10.1.0.{int(user[1:]) % 250}", "business_on": at.date(), "module": "零星报销"}  # fmt: skip
        row = {
            "log_no": number,
            "done_at": at,
            "user_no": user,
            "duty": duty,
            "record_no": record,
        }
        self.add("OPERATION_LOG", row | usual | more)

    def expect(self, test: str, words: str, count: int) -> None:
        """Note an answer."""
        self.answers.append((test, words, str(count)))


def draw_control(year: int, times: int) -> ControlPlot:
    """Return a year: a thousand sound records and payments, and each fault ten times `times`."""
    plot = ControlPlot(year)
    days = _working_days(year)
    _sound(plot, days)
    for n in range(1, times * 10 + 1):
        _conflicts(plot, n, days[n % 200])
    for n in range(1, times + 1):
        _steps(plot, n, days[20 + n % 200])
        _money(plot, n, days[30 + n % 150])
    _accounts(plot)
    for month in range(1, 13):
        ends = date(year + month // 12, month % 12 + 1, 1)
        row = {"month": date(year, month, 1), "closed_on": ends + timedelta(days=9)}
        plot.add("PERIOD_CLOSING", row)
    return plot


def _working_days(year: int) -> list[date]:
    import chinese_calendar  # noqa: PLC0415 — loads every year's notices

    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return [day for day in days if chinese_calendar.is_workday(day)]


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _sound(plot: ControlPlot, days: Sequence[date]) -> None:
    """Write records that two people did, paid, booked and settled as they should be."""
    for n in range(1, _RECORDS + 1):
        day = days[n % (len(days) - 10)]
        record = f"R{n:05}"
        plot.step(record, _ENTER, f"u{n % 5 + 1}", _at(day, 9, n % 50))
        plot.step(record, _REVIEW, f"u{n % 3 + 11}", _at(day, 14, n % 50))
    for n in range(1, _PAYEES + 1):
        account = _account(n)
        row = {"payee_no": f"H{n:03}", "payee": f"示例医院{n}", "account": account}
        plot.add(
            "PAYEE_ACCOUNT",
            row | {"begins_on": date(plot.year - 1, 1, 1), "ends_on": None},
        )
    for n in range(1, 241):
        _paid(
            plot,
            f"P{n:05}",
            days[n],
            n % _PAYEES + 1,
            _BASE + n * 1_113_07,
            voucher=days[n + 1],
        )


def _account(n: int) -> str:
    return f"6400{n:012}"


def _paid(
    plot: ControlPlot,
    number: str,
    day: date,
    payee: int,
    fen: int,
    voucher: date | None,
    **bank: Any,
) -> None:
    """Write a payment with its voucher and its line of the bank."""
    amount = Decimal(fen) * _CENT
    account = bank.pop("account", _account(payee))
    paid = {
        "payment_no": number,
        "paid_on": day,
        "amount": amount,
        "payee_no": f"H{payee:03}",
    }
    paid |= {"payee": f"示例医院{payee}", "account": account}
    paid["invoice_no"] = bank.pop("invoice", f"F{number}")
    plot.add("FUND_PAYMENT", paid)
    if voucher is not None:
        booked = {"voucher_no": f"V{number}", "booked_on": voucher, "payment_no": number, "amount": amount}  # fmt: skip
        plot.add("FUND_VOUCHER", booked)
    if bank.pop("settles", True):
        line = {"bank_no": f"B{number}", "settled_on": day, "payment_no": number}
        plot.add(
            "BANK_LINE",
            line | {"amount": bank.pop("settled", amount), "account": account},
        )


def _conflicts(plot: ControlPlot, n: int, day: date) -> None:
    """Plant one who entered and reviewed, a deputy who was allowed to, and two accounts of one name."""
    plot.step(f"C{n}", _ENTER, "u1", _at(day, 10))
    plot.step(f"C{n}", _REVIEW, "u1", _at(day, 10, 5))
    plot.expect("一人做了不相容的两步", f"C{n}：", 1)
    plot.step(f"D{n}", _ENTER, "u21", _at(day, 11))
    plot.step(f"D{n}", _REVIEW, "u21", _at(day, 11, 5))
    plot.add(
        "DUTY_DEPUTY",
        {
            "deputy_no": f"A{n}", "user_no": "u21", "duty": _REVIEW, "begins_on": day,
            "ends_on": day, "approved_by": "主任",
        },
    )  # fmt: skip
    plot.expect("一人做了不相容的两步", f"D{n}：", 0)


def _steps(plot: ControlPlot, n: int, day: date) -> None:
    """Plant steps at night, written back, of a leaver, from one device; and twins at the edges."""
    plot.step(f"N{n}", _ENTER, "u31", _at(day, 23))
    plot.expect("工作时间以外办理", f"{day} 23:00", 1)
    plot.step(f"E{n}", _ENTER, "u32", _at(day, 19, 59))
    plot.expect("工作时间以外办理", f"{day} 19:59", 0)
    plot.step(f"B{n}", _ENTER, "u1", _at(day, 9), business_on=day - timedelta(days=6))
    plot.expect("业务日期倒填", f"B{n}：", 1)
    plot.step(f"F{n}", _ENTER, "u1", _at(day, 9), business_on=day - timedelta(days=5))
    plot.expect("业务日期倒填", f"F{n}：", 0)
    plot.step(f"S{n}", _ENTER, "u2", _at(day, 9), device="10.1.9.9")
    plot.step(f"S{n}", _REVIEW, "u11", _at(day, 9, 30), device="10.1.9.9")
    plot.expect("同一终端做了不相容的两步", f"S{n}：", 1)
    plot.step(f"M{n}", _ENTER, "u41", _at(day, 9))
    plot.step(f"M{n}", _REVIEW, "u42", _at(day, 9, 30))
    plot.expect("同名的两个账号做了不相容的两步", f"M{n}：", 1)
    user = f"u{50 + n}"
    plot.step(f"X{n}", "查询", user, _at(day, 9))
    plot.add(
        "STAFF_ACCOUNT", _holder(user, f"离岗{n}", plot.year, day - timedelta(days=1))
    )
    plot.expect("停用的账号还在用", f"{day} 至 {day}", 1)
    month = date(plot.year, 1, 15)
    later = day + timedelta(days=30)
    for k in range(12):
        plot.step(f"K{n}-{k}", "修改", "u3", _at(later, 10, k), business_on=month)
    plot.expect("批量改已结账的月份", f"{later} 改 {plot.year}-01", 1)


def _money(plot: ControlPlot, n: int, day: date) -> None:
    """Plant each fault of money, and a payment settled in the next days, which is none."""
    fen = 700_000_00 + n * 11_11
    _paid(plot, f"Q1-{n}", day, 1, fen, voucher=None)
    plot.expect("付了没有记账", f"Q1-{n}（", 1)
    _paid(plot, f"Q2-{n}", day, 2, fen, voucher=day, settles=False)
    plot.expect("付了没有银行回单", f"Q2-{n}（", 1)
    _paid(plot, f"Q3-{n}", day, 3, fen, voucher=day, settled=Decimal(fen + 100) * _CENT)
    plot.expect("三方金额不符", f"Q3-{n}（", 1)
    _paid(plot, f"Q4-{n}", day, 4, fen, voucher=day, account=f"6499{n:012}")
    plot.expect("收款账户不是登记的", f"Q4-{n}（", 1)
    _paid(plot, f"Q5-{n}", day, 5, fen, voucher=day, invoice=f"DUP{n}")
    _paid(
        plot,
        f"Q6-{n}",
        day + timedelta(days=40),
        5,
        fen,
        voucher=day,
        invoice=f"DUP{n}",
    )
    plot.expect("一张票据付了不止一次", f"票据 DUP{n} 付了 2 次", 1)
    for part in "ab":
        _paid(plot, f"Q7{part}-{n}", day, 100 + n, 30_000_00, voucher=day)
    account = {
        "payee_no": f"H{100 + n:03}",
        "payee": f"示例医院{100 + n}",
        "ends_on": None,
    }
    begins = date(plot.year - 1, 1, 1)
    plot.add(
        "PAYEE_ACCOUNT", account | {"account": _account(100 + n), "begins_on": begins}
    )
    plot.expect("疑似拆分付款", f"H{100 + n:03}", 1)
    _paid(plot, f"Q8-{n}", day, 8, fen, voucher=day)
    amount = Decimal(fen) * _CENT
    twice = {"voucher_no": f"W{n}", "booked_on": day, "payment_no": f"Q8-{n}"}
    plot.add("FUND_VOUCHER", twice | {"amount": amount})
    plot.expect("一笔付款记账不止一次", f"Q8-{n}（", 1)
    stray = {"bank_no": f"Z{n}", "settled_on": day, "payment_no": f"无单{n}"}
    plot.add("BANK_LINE", stray | {"amount": amount, "account": ""})
    plot.expect("银行付了没有对应的付款", f"付款编号 无单{n}", 1)


def _accounts(plot: ControlPlot) -> None:
    users = sorted({row["user_no"] for row in plot.rows["OPERATION_LOG"]})
    known = {row["user_no"] for row in plot.rows["STAFF_ACCOUNT"]}
    for user in users:
        if user not in known:
            name = "示例同名" if user in ("u41", "u42") else f"经办{user}"
            plot.add("STAFF_ACCOUNT", _holder(user, name, plot.year, None))


def _holder(user: str, name: str, year: int, left: date | None) -> Row:
    opened = date(year - 1, 1, 1)
    return {
        "user_no": user,
        "name": name,
        "post": "经办",
        "opened_on": opened,
        "left_on": left,
    }


def write_control(answers: Path, extracts: Path, year: int, times: int) -> None:
    """Write the tables of a year's control, and `control.csv` among the answers."""
    plot = draw_control(year, times)
    for code, rows in plot.rows.items():
        pq.write_table(pa.Table.from_pylist(rows), extracts / f"{code}.parquet")
    with (answers / "control.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("test", "words", "count"), *plot.answers])
