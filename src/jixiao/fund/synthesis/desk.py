"""A year of the bureau's desk: entitlements, contributions, checks, tasks, letters, agreements, audits.

One row of each kind is known by heart: `answers/desk.csv` says how many rows of each table the year
has, and what some of them must come to.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.money import from_fen

Row = dict[str, Any]
_MONTHS = range(1, 13)
_LATE = 10
"""One in so many is late."""


def write_desk(
    answers: Path, extracts: Path, year: int, times: int, rng: np.random.Generator
) -> None:
    """Write the ledgers of a year and their answers; `times` as many persons, payers and institutions."""
    institutions = pq.read_table(extracts / "FIXMEDINS_B.parquet").to_pylist()
    codes = [row["fixmedins_code"] for row in institutions[:20]]
    desk: Mapping[str, list[Row]] = {
        "LTC_BENEFIT": [*_care(year, times)],
        "BENEFIT_QUAL": [*_qualifications(year, times)],
        "MATERNITY_ALLOWANCE": [*_allowances(year, times)],
        "CONTRIBUTION": [*_contributions(year, times)],
        "ACCOUNT_ENTRY": [*_accounts(year, times)],
        "QUALITY_CHECK": [*_checks(year)],
        "WORK_TASK": [*_tasks(year)],
        "COMPLAINT": [*_complaints(year, times)],
        "RELEASE": [*_releases(year, rng)],
        "STAFF_ROSTER": [*_staff(year, times)],
        "PAPER": [*_papers(year)],
        "SERVICE_ITEM": [*_items(year)],
        "RISK_ALERT": [*_alerts(year, times)],
        "FUND_CLEARING": [*_clearings(year)],
        "OPENED_SERVICE": [*_opened(year, codes)],
        "INST_REVIEW": [*_reviews(year, codes)],
        "INST_AGREEMENT": [*_agreements(year, codes)],
        "SCREENING": [*_screenings(year)],
    }
    for code, rows in desk.items():
        pq.write_table(pa.Table.from_pylist(rows), extracts / f"{code}-house.parquet")
    answer_rows = [(code, "行数", str(len(rows))) for code, rows in desk.items()]
    answer_rows += [
        ("WORK_TASK", "按期完成率", "90"),
        ("QUALITY_CHECK", "参保登记准确率", "98"),
    ]
    with (answers / "desk.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("table", "words", "value"), *answer_rows])


def _on(year: int, n: int) -> date:
    """Spread days over a year."""
    return date(year, 1, 4) + timedelta(days=n * 37 % 330)


def _care(year: int, times: int) -> Iterator[Row]:
    """Yield a month of care a person and month, four fifths of it paid."""
    for person in range(times):
        for month in _MONTHS:
            yield {
                "benefit_no": f"{year}-{person:03}-{month:02}",
                "psn_no": f"LTC{person:04}",
                "service_month": date(year, month, 1),
                "way": ("居家护理", "机构护理")[person % 2],
                "provider": ("示例护理院", "示例护理站")[person % 2],
                "fee": Decimal("1500.00"),
                "fund": Decimal("1200.00"),
                "paid_on": date(year, month, 25),
            }


def _dealt(year: int, n: int, days: int) -> Row:
    """When something was begun, due and done: one in ten is a day late."""
    begun = _on(year, n)
    due = begun + timedelta(days=days)
    return {
        "begun": begun,
        "due": due,
        "done": due + timedelta(days=int(n % _LATE == 0)),
    }


def _qualifications(year: int, times: int) -> Iterator[Row]:
    for n in range(1, 10 * times + 1):
        dealt = _dealt(year, n, 20)
        yield {
            "qual_no": f"{year}-Q{n:04}",
            "kind": ("门诊慢特病", "失能等级评估", "双通道用药")[n % 3],
            "psn_no": f"QUA{n:04}",
            "applied_on": dealt["begun"],
            "due_date": dealt["due"],
            "concluded_on": dealt["done"],
            "passed": "0" if n % 5 == 0 else "1",
            "rechecked": "1" if n % 4 == 0 else "0",
            "agreed": "1" if n % 4 == 0 else None,
        }


def _allowances(year: int, times: int) -> Iterator[Row]:
    for n in range(1, 3 * times + 1):
        dealt = _dealt(year, n, 14)
        yield {
            "allowance_no": f"{year}-M{n:04}",
            "psn_no": f"MAT{n:04}",
            "accepted_on": dealt["begun"],
            "due_date": dealt["due"],
            "paid_on": dealt["done"],
            "days": 158,
            "amount": from_fen(1_800_000 + n * 100),
        }


def _contributions(year: int, times: int) -> Iterator[Row]:
    """Yield what payers owe a month; one in ten pays nine tenths of it."""
    for payer in range(1, times + 1):
        for month in _MONTHS:
            is_short = payer % _LATE == 0
            yield {
                "payer_no": f"U{payer:04}",
                "insutype": "310",
                "month": date(year, month, 1),
                "due": from_fen(1_000_000),
                "paid": from_fen(900_000 if is_short else 1_000_000),
                "due_date": date(year, month, 20),
                "paid_on": date(year, month, 21 if is_short else 15),
            }


def _accounts(year: int, times: int) -> Iterator[Row]:
    for person in range(times):
        for month in _MONTHS:
            is_wrong = person % _LATE == 0 and month == 1
            yield {
                "psn_no": f"ACC{person:04}",
                "month": date(year, month, 1),
                "due": from_fen(10_000),
                "credited": from_fen(9_900 if is_wrong else 10_000),
                "credited_on": date(year, month, 28),
            }


def _checks(year: int) -> Iterator[Row]:
    for n, subject in enumerate(("参保登记", "生育待遇核定", "救助对象身份核准")):
        for quarter in (3, 6, 9, 12):
            yield {
                "check_no": f"{year}-C{n}{quarter:02}",
                "subject": subject,
                "checked_on": date(year, quarter, 20),
                "checked": 50,
                "wrong": 1,
            }


def _tasks(year: int) -> Iterator[Row]:
    """Yield ten tasks, one of which is late."""
    for n in range(1, 11):
        dealt = _dealt(year, n, 30)
        yield {
            "task_no": f"{year}-T{n:02}",
            "task": "年度清算" if n == 1 else f"示例重点工作{n}",
            "due_date": dealt["due"],
            "done_on": dealt["done"],
        }


def _complaints(year: int, times: int) -> Iterator[Row]:
    for n in range(1, 2 * times + 1):
        dealt = _dealt(year, n, 30)
        yield {
            "case_no": f"{year}-X{n:03}",
            "kind": ("举报线索", "信访", "投诉")[n % 3],
            "received_on": dealt["begun"],
            "due_date": dealt["due"],
            "closed_on": dealt["done"],
            "proven": "1" if n % 3 == 0 else "0",
            "satisfied": "0" if n % _LATE == 0 else "1",
        }


def _releases(year: int, rng: np.random.Generator) -> Iterator[Row]:
    for n in range(1, 61):
        yield {
            "release_no": f"{year}-R{n:03}",
            "medium": ("公众号推文", "短视频", "新闻稿", "政务信息")[n % 4],
            "title": f"示例标题{n}",
            "released_on": _on(year, n),
            "reads": int(rng.integers(50, 5_000)),
        }


def _staff(year: int, times: int) -> Iterator[Row]:
    for n in range(1, times + 9):
        yield {
            "staff_no": f"S{n:03}",
            "post": ("窗口聘用", "劳务派遣", "公益性岗位")[n % 3],
            "office": ("县级", "乡镇")[n % 2],
            "since": date(year - 1, 3, 1),
            "until": date(year, 6, 30) if n % _LATE == 0 else None,
            "certified": "0" if n % 4 == 0 else "1",
        }


def _papers(year: int) -> Iterator[Row]:
    for n in range(1, 13):
        kind = ("政策文件", "调研报告", "工作方案")[n % 3]
        is_report = kind == "调研报告"
        yield {
            "paper_no": f"{year}-{n:02}",
            "kind": kind,
            "title": f"示例文件{n}",
            "issued_on": _on(year, n),
            "reviewed": None if is_report else "1",
            "adopted": "1" if is_report else None,
        }


def _items(year: int) -> Iterator[Row]:
    for item in ("参保登记", "信息变更", "异地就医备案", "信息查询"):
        for office in ("县级", "乡镇", "村级"):
            is_here = office != "村级" or item == "信息查询"
            if is_here:
                yield {
                    "item": item,
                    "office": office,
                    "opened_on": date(year - 1, 1, 1),
                    "closed_on": None,
                    "online": "0" if item == "信息变更" else "1",
                }


def _alerts(year: int, times: int) -> Iterator[Row]:
    for n in range(1, 4 * times + 1):
        pushed = _on(year, n)
        yield {
            "alert_no": f"{year}-A{n:04}",
            "psn_no": f"ALE{n:04}",
            "kind": "高额费用",
            "pushed_on": pushed,
            "due_date": pushed + timedelta(days=15),
            "handled_on": pushed + timedelta(days=9),
        }


def _clearings(year: int) -> Iterator[Row]:
    for kind in ("医疗救助结算", "跨省异地清算", "集采预付"):
        for month in _MONTHS:
            is_late = kind == "跨省异地清算" and month == 1
            yield {
                "clearing_no": f"{year}-{kind}-{month:02}",
                "kind": kind,
                "other_side": "示例机构",
                "due_date": date(year, month, 25),
                "amount": from_fen(5_000_000),
                "paid": from_fen(5_000_000),
                "paid_on": date(year, month, 26 if is_late else 20),
            }


def _opened(year: int, institutions: list[str]) -> Iterator[Row]:
    for n, code in enumerate(institutions):
        for service in ("跨省住院直接结算", "医保移动支付", "电子处方流转")[
            : 1 + n % 3
        ]:
            yield {
                "fixmedins_code": code,
                "service": service,
                "opened_on": date(year - n % 2, 3, 1),
                "closed_on": None,
            }


def _reviews(year: int, institutions: list[str]) -> Iterator[Row]:
    for n, code in enumerate(institutions):
        yield {
            "fixmedins_code": code,
            "reviewed_on": date(year, 11, 20),
            "score": 55 if n % _LATE == 0 else 90,
            "passed": "0" if n % _LATE == 0 else "1",
        }


def _agreements(year: int, institutions: list[str]) -> Iterator[Row]:
    for n, code in enumerate(institutions):
        yield {
            "fixmedins_code": code,
            "step": "暂停" if n == 1 else "续签",
            "happened_on": date(year, 1, 10),
        }


def _screenings(year: int) -> Iterator[Row]:
    for month in _MONTHS:
        yield {
            "run_no": f"{year}-{month:02}",
            "run_on": date(year, month, 28),
            "due": 10_000,
            "bills": 10_000,
            "doubts": 100,
            "handled": 95,
            "deducted": from_fen(1_500_000),
            "rules_added": 5 if month % 3 == 0 else 0,
        }
