"""The fund's ledger and the bureau's own work: payments, purchases, inspections, events."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from jixiao.fund.synthesis.places import HOME
from jixiao.fund.synthesis.shape import Shape
from jixiao.money import from_fen

Row = dict[str, Any]
Draw = Callable[[Shape, int, Sequence[Row], np.random.Generator], Iterator[Row]]
_COLLECTED = (0.7, 0.2, 0.1)
"""Shares of residents' contributions in January to March; the subsidies come by quarters."""
_KINDS = ("日常检查", "专项检查", "飞行检查")
_UPLOADS = ("结算", "费用明细")
_PAYMENTS = 4
_POINTS = 100
_PLANNED = 0.2
"""Share of downtime that was announced."""


def _yuan(fen: Any) -> Decimal:
    return from_fen(int(fen))


def ledger(
    shape: Shape, years: range, heads: Sequence[Row], outlays: Sequence[Row]
) -> Iterator[Row]:
    """Give FUND_MONTH_D from who is enrolled (`heads`) and what was paid (`outlays`), in fen."""
    paid: dict[tuple[str, int, int], int] = defaultdict(int)
    for row in outlays:
        paid[row["insutype"], row["year"], row["month"]] += row["fen"]
    enrolled = {(row["insutype"], row["year"]): row for row in heads}
    for insutype in ("310", "390"):
        balance = -1
        for year in years:
            own = enrolled.get((insutype, year), {"persons": 0, "fen": 0})
            for month in range(1, 13):
                contribution, subsidy = _income(shape, insutype, year, month, own)
                if balance < 0:
                    yearly = sum(sum(_income(shape, insutype, year, m, own)) for m in range(1, 13))
                    balance = int(yearly * shape.contributions.opening_balance)
                interest = int(balance * shape.contributions.interest / 12)
                outlay = paid[insutype, year, month]
                balance += contribution + subsidy + interest - outlay
                yield {
                    "insutype": insutype, "month": date(year, month, 1),
                    "income": _yuan(contribution + subsidy + interest),
                    "contribution": _yuan(contribution), "fiscal_subsidy": _yuan(subsidy),
                    "interest": _yuan(interest), "other_income": _yuan(0),
                    "outlay": _yuan(outlay), "balance": _yuan(balance),
                }  # fmt: skip


def _income(
    shape: Shape, insutype: str, year: int, month: int, own: Mapping[str, int]
) -> tuple[int, int]:
    """Give a month's contributions and subsidies, in fen."""
    paid = shape.contributions
    if insutype == "310":
        return own["persons"] * paid.employee * 100 // 12, 0
    share = _COLLECTED[month - 1] if month <= len(_COLLECTED) else 0
    known = min(paid.fiscal_subsidy, key=lambda entry: abs(int(entry) - year))
    subsidy = own["persons"] * paid.fiscal_subsidy[known] * 25 if month % 3 == 0 else 0
    return int(own["fen"] * share), subsidy


def population(shape: Shape, heads: Sequence[Row]) -> Iterator[Row]:
    """Give POPULATION from who is enrolled: as many more as the shape leaves out."""
    for row in heads:
        share = shape.people.enrolled if row["insutype"] == "390" else 1
        yield {
            "counted_on": date(row["year"], 1, 1), "insu_admdvs": HOME, "insutype": row["insutype"],
            "due": round(row["persons"] / share), "source": "公安户籍、学籍和就业数据比对",
        }  # fmt: skip


def payments(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give what the budget paid, by project and purpose, in parts, some of them late."""
    del institutions
    for number, project in enumerate(shape.work.projects, 1):
        for purpose, (said, yuan) in enumerate(project.purposes.items(), 1):
            months = np.linspace(3, project.last_month, _PAYMENTS).astype(int)
            for part, month in enumerate(months, 1):
                due = date(year, int(month), 15)
                late = rng.random() < shape.work.late_payments and part < _PAYMENTS
                wait = rng.integers(5, 20) if late else -rng.integers(0, 10)
                fen = yuan * 100 * part // _PAYMENTS - yuan * 100 * (part - 1) // _PAYMENTS
                yield {
                    "payment_no": f"{year}-{number:02}-{purpose:02}-{part}",
                    "project_code": f"P{number:03}", "project_name": project.name,
                    "due_date": due, "paid_date": due + timedelta(days=int(wait)),
                    "amount": _yuan(fen), "payee": f"示例供应商{number}", "purpose": said,
                }  # fmt: skip


def deliveries(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give what projects bought, as it was accepted."""
    del institutions
    goods = ((project, own) for project in shape.work.projects for own in project.goods)
    for number, (project, own) in enumerate(goods, 1):
        yield {
            "delivery_no": f"{year}-{number:03}", "project_name": project.name, "item": own.item,
            "quantity": own.quantity, "unit": own.unit, "accepted_quantity": own.quantity - own.rejected,
            "amount": _yuan(own.amount * 100), "due_date": date(year, own.month, 28),
            "delivered_on": date(year, own.month, int(rng.integers(1, 28))),
            "supplier": f"示例供应商{number}",
        }  # fmt: skip


def changes(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give registrations and changes of enrolment, some done too late."""
    del institutions
    for number in range(1, shape.work.changes + 1):
        on = date(year, 1, 4) + timedelta(days=int(rng.integers(0, 340)))
        late = rng.random() >= shape.work.changed_on_time
        done = on + timedelta(days=int(rng.integers(6, 15) if late else rng.integers(0, 5)))
        yield {
            "change_no": f"{year}-{number:05}", "psn_no": None, "applied_on": on,
            "insutype": ("390", "310")[int(rng.integers(0, 5) == 0)],
            "kind": ("登记", "变更", "停保")[int(rng.integers(0, 3))],
            "due_date": on + timedelta(days=5), "done_on": done, "corrected": "0",
        }  # fmt: skip


def inspections(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give the inspections of the institutions at home, some of them twice."""
    number = 0
    home = institutions[0]["fix_blng_admdvs"]
    for place in institutions:
        if place["fix_blng_admdvs"] != home or rng.random() >= shape.work.inspected:
            continue
        for _ in range(2 if rng.random() < shape.work.inspections_twice else 1):
            number += 1
            found = int(rng.integers(1, 6)) if rng.random() < shape.work.problems else 0
            on = date(year, 1, 10) + timedelta(days=int(rng.integers(0, 330)))
            yield {
                "inspection_no": f"{year}-{number:04}", "fixmedins_code": place["fixmedins_code"],
                "fixmedins_name": place["fixmedins_name"], "inspected_on": on,
                "kind": _KINDS[int(rng.choice(3, p=[0.7, 0.25, 0.05]))],
                "experts": int(rng.integers(1, 6)), "problems": found,
                "recovered": _yuan(found * rng.integers(20_000, 900_000)),
                "fined": _yuan(rng.integers(0, 2) * found * 100_000),
                "closed_on": on + timedelta(days=int(rng.integers(1, 25))),
            }  # fmt: skip


def activities(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give trainings, publicity, journeys and the like; the participants of a kind vary."""
    del institutions
    events = (own for own in shape.work.activities for _ in range(own.times))
    for number, own in enumerate(events, 1):
        people = int(rng.poisson(own.participants))
        examined = people if own.passed is not None else None
        passed = None if own.passed is None else int(rng.binomial(people, own.passed))
        yield {
            "event_no": f"{year}-{number:04}", "kind": own.kind,
            "subject": own.subject or f"示例主题{number}", "project_name": own.project or None,
            "held_on": date(year, 1, 5) + timedelta(days=int(rng.integers(0, 350))),
            "place": "示例会场", "away": "1" if own.away else "0", "participants": people or None,
            "examined": examined, "passed": passed, "printed": own.printed or None, "cost": _yuan(own.cost * 100),
        }  # fmt: skip


def answers(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give the answers of surveys: points of 100, 80 and more by those who are content."""
    del institutions
    asked = ((own, n) for own in shape.work.surveys for n in range(own.answers))
    for number, (own, _) in enumerate(asked, 1):
        on = date(year, 10, 1) + timedelta(days=int(rng.integers(0, 60)))
        for question in own.questions:
            content = rng.random() < own.satisfied
            yield {
                "answer_no": f"{year}-{number:05}", "survey": f"{year}年医保服务调查",
                "group_name": own.group, "question": question,
                "answered_on": on, "full_score": _POINTS,
                "score": int(rng.integers(80, 101) if content else rng.integers(20, 80)),
            }  # fmt: skip


def incidents(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give failures and planned downtime of the systems, answered and mended after minutes."""
    del institutions
    for number in range(shape.work.incidents):
        at = datetime.combine(date(year, 1, 1), time()) + timedelta(
            minutes=int(rng.integers(0, 364 * 1440))
        )
        grave = rng.random() < shape.work.grave
        answered = at + timedelta(minutes=1 + float(rng.exponential(shape.work.minutes_to_answer)))
        yield {
            "incident_no": f"{year}-{number + 1:03}", "system": f"示例系统{number % 3 + 1}",
            "grade": "重大" if grave else "一般", "planned": "1" if rng.random() < _PLANNED else "0",
            "reported_at": at, "responded_at": answered.replace(microsecond=0),
            "restored_at": at + timedelta(minutes=int(rng.integers(15, 240))),
        }  # fmt: skip


def uploads(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give what institutions should upload on the last day of each month, and what they did."""
    home = institutions[0]["fix_blng_admdvs"]
    ends = [date(year, month, 28) for month in range(1, 13)]
    for place in institutions:
        if place["fix_blng_admdvs"] != home:
            continue
        for end in ends:
            for kind in _UPLOADS:
                due = int(rng.poisson(400))
                sent = int(rng.binomial(due, shape.work.uploaded))
                yield {
                    "fixmedins_code": place["fixmedins_code"], "occurred_on": end, "kind": kind,
                    "due": due, "uploaded": sent,
                    "on_time": int(rng.binomial(sent, shape.work.on_time)),
                }  # fmt: skip


WORKS: Mapping[str, Draw] = {
    "BUDGET_PAYMENT": payments,
    "INSPECTION": inspections,
    "DELIVERY": deliveries,
    "ENROL_CHANGE": changes,
    "ACTIVITY": activities,
    "SATISFACTION": answers,
    "INCIDENT": incidents,
    "UPLOAD": uploads,
}
"""The tables of the bureau's own work, and who draws a year of each."""
