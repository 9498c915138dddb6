"""The fund's ledger and the bureau's own work: payments, inspections, trainings, answers, incidents."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from jixiao.fund.synthesis.shape import Shape
from jixiao.money import from_fen

Row = dict[str, Any]
Draw = Callable[[Shape, int, Sequence[Row], np.random.Generator], Iterator[Row]]
_COLLECTED = (0.7, 0.2, 0.1)
"""Shares of residents' contributions in January to March; the subsidies come by quarters."""
_KINDS = ("日常检查", "专项检查", "飞行检查")
_SURVEY = ("参保群众", "住院患者", "定点机构")
_QUESTIONS = ("对服务总体是否满意", "对办理速度是否满意", "对报销结果是否满意")
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


def payments(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give what the budget paid: some projects, by quarters, some of it late."""
    del institutions
    for project in range(1, shape.work.projects + 1):
        whole = int(rng.integers(20, 300)) * 10_000 * 100
        for part in range(_PAYMENTS):
            due = date(year, 3 * part + 3, 15)
            late = rng.random() < shape.work.late_payments
            wait = rng.integers(5, 40) if late else -rng.integers(0, 10)
            yield {
                "payment_no": f"{year}-{project:02}-{part + 1}", "project_code": f"P{project:03}",
                "project_name": f"示例项目{project}", "due_date": due,
                "paid_date": min(due + timedelta(days=int(wait)), date(year, 12, 31)),
                "amount": _yuan(whole // _PAYMENTS), "payee": f"示例供应商{project}",
                "purpose": "项目款",
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


def trainings(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give trainings, with examinations, and rounds of publicity, with leaflets."""
    del institutions
    work = shape.work
    for number in range(work.trainings + work.publicity_rounds):
        trains = number < work.trainings
        people = int(rng.poisson(work.participants * (1 if trains else 5)))
        yield {
            "event_no": f"{year}-{number + 1:03}", "kind": "培训" if trains else "宣传",
            "subject": f"示例主题{number + 1}", "place": "示例会场",
            "held_on": date(year, 1, 5) + timedelta(days=int(rng.integers(0, 350))),
            "participants": people, "examined": people if trains else None,
            "passed": int(rng.binomial(people, work.passed)) if trains else None,
            "printed": None if trains else work.printed // max(work.publicity_rounds, 1),
            "cost": _yuan(rng.integers(100_000, 2_000_000)),
        }  # fmt: skip


def answers(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Give the answers of a survey: points of 100, more than 80 by those who are satisfied."""
    del institutions
    for number in range(shape.work.answers):
        on = date(year, 10, 1) + timedelta(days=int(rng.integers(0, 60)))
        for question in _QUESTIONS:
            satisfied = rng.random() < shape.work.satisfied
            yield {
                "answer_no": f"{year}-{number + 1:05}", "survey": f"{year}年医保服务满意度调查",
                "group_name": _SURVEY[number % len(_SURVEY)], "question": question,
                "answered_on": on, "full_score": _POINTS,
                "score": int(rng.integers(80, 101) if satisfied else rng.integers(20, 80)),
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
    "TRAINING": trainings,
    "SATISFACTION": answers,
    "INCIDENT": incidents,
    "UPLOAD": uploads,
}
"""The tables of the bureau's own work, and who draws a year of each."""
