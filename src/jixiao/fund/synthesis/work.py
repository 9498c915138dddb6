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
_MONTHS = range(1, 13)
_COLLECTED = (0.7, 0.2, 0.1)
"""Shares of residents' contributions in January to March; the subsidies come by quarters."""
_KINDS = ("日常检查", "专项检查", "飞行检查")
_UPLOADS = ("结算", "费用明细")
_PAYMENTS = 4
_POINTS = 100
_REWARDS = 12
_DAYS_TO_CLAIM = 60
_WAIVED, _LEFT = 5, 9
"""Of a year's rewards the one that is waived, and the one that nobody fetches in time."""
_AUDITED_SINCE = ("智能审核系统", "智能监管子系统")
_PLANNED = 0.2
"""Share of downtime that was announced."""


def _yuan(fen: Any) -> Decimal:
    return from_fen(int(fen))


def ledger(
    shape: Shape, years: range, enrolments: Sequence[Row], outlays: Sequence[Row]
) -> Iterator[Row]:
    """Yield FUND_MONTH_D from who is enrolled and what was paid, a row a year and a row a month.

    `enrolments` have insutype, year, persons and fen; `outlays` insutype, year, month and fen.
    """
    paid: dict[tuple[str, int, int], int] = defaultdict(int)
    for row in outlays:
        paid[row["insutype"], row["year"], row["month"]] += row["fen"]
    by_year = {(row["insutype"], row["year"]): row for row in enrolments}
    for insutype in ("310", "390"):
        balance: int | None = None
        for year in years:
            enrolled = by_year.get((insutype, year), {"persons": 0, "fen": 0})
            months = [
                _income(shape, insutype, year, month, enrolled) for month in _MONTHS
            ]
            if balance is None:
                balance = int(
                    sum(map(sum, months)) * shape.contributions.opening_balance
                )
            for month, (contribution, subsidy) in zip(_MONTHS, months, strict=True):
                interest = int(balance * shape.contributions.interest / 12)
                outlay = paid[insutype, year, month]
                balance += contribution + subsidy + interest - outlay
                yield {
                    "insutype": insutype,
                    "month": date(year, month, 1),
                    "income": _yuan(contribution + subsidy + interest),
                    "contribution": _yuan(contribution),
                    "fiscal_subsidy": _yuan(subsidy),
                    "interest": _yuan(interest),
                    "other_income": _yuan(0),
                    "outlay": _yuan(outlay),
                    "balance": _yuan(balance),
                }


def budgets(
    shape: Shape, years: range, enrolments: Sequence[Row], outlays: Sequence[Row]
) -> Iterator[Row]:
    """Yield FUND_BUDGET: what a year is to take in, and last year's outlay with a rise.

    The first year has no year before, and no budget.
    """
    rise = 100 + shape.contributions.budgeted_rise
    taken: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    spent: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in ledger(shape, years, enrolments, outlays):
        place = (row["insutype"], row["month"].year)
        taken[place] += row["income"]
        spent[place] += row["outlay"]
    for (insutype, year), income in taken.items():
        if year == years[0]:
            continue
        planned = int(spent[insutype, year - 1] * rise)
        yield {
            "insutype": insutype,
            "year_begins": date(year, 1, 1),
            "income": income,
            "outlay": _yuan(planned),
        }


def _income(
    shape: Shape, insutype: str, year: int, month: int, enrolled: Mapping[str, int]
) -> tuple[int, int]:
    """Return a month's contributions and subsidies, in fen."""
    rates = shape.contributions
    if insutype == "310":
        return enrolled["persons"] * rates.employee * 100 // 12, 0
    share = _COLLECTED[month - 1] if month <= len(_COLLECTED) else 0
    contribution = int(enrolled["fen"] * share)
    if month % 3:
        return contribution, 0
    nearest = min(rates.fiscal_subsidy, key=lambda known: abs(int(known) - year))
    return contribution, enrolled["persons"] * rates.fiscal_subsidy[nearest] * 25


def population(shape: Shape, enrolments: Sequence[Row]) -> Iterator[Row]:
    """Yield POPULATION from who is enrolled: as many more as the shape leaves out."""
    for row in enrolments:
        share = shape.people.enrolled if row["insutype"] == "390" else 1
        yield {
            "counted_on": date(row["year"], 1, 1),
            "insu_admdvs": HOME,
            "insutype": row["insutype"],
            "due": round(row["persons"] / share),
            "source": "公安户籍、学籍和就业数据比对",
        }


def payments(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield what the budget paid, by project and purpose, in parts, some of them late."""
    del institutions
    for number, project in enumerate(shape.work.projects, 1):
        for number_of_purpose, (purpose, yuan) in enumerate(
            project.purposes.items(), 1
        ):
            months = np.linspace(3, project.last_month, _PAYMENTS).astype(int)
            for part, month in enumerate(months, 1):
                due = date(year, int(month), 15)
                late = rng.random() < shape.work.late_payments and part < _PAYMENTS
                wait = rng.integers(5, 20) if late else -rng.integers(0, 10)
                paid_before = yuan * 100 * (part - 1) // _PAYMENTS
                fen = yuan * 100 * part // _PAYMENTS - paid_before
                yield {
                    "payment_no": f"{year}-{number:02}-{number_of_purpose:02}-{part}",
                    "project_code": f"P{number:03}",
                    "project_name": project.name,
                    "due_date": due,
                    "paid_date": due + timedelta(days=int(wait)),
                    "amount": _yuan(fen),
                    "payee": f"示例供应商{number}",
                    "purpose": purpose,
                }


def deliveries(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield what projects bought, as it was accepted."""
    del institutions
    bought = (
        (project, goods) for project in shape.work.projects for goods in project.goods
    )
    for number, (project, goods) in enumerate(bought, 1):
        yield {
            "delivery_no": f"{year}-{number:03}",
            "project_name": project.name,
            "item": goods.item,
            "quantity": goods.quantity,
            "unit": goods.unit,
            "accepted_quantity": goods.quantity - goods.rejected,
            "amount": _yuan(goods.amount * 100),
            "due_date": date(year, goods.month, 28),
            "delivered_on": date(year, goods.month, int(rng.integers(1, 28))),
            "supplier": f"示例供应商{number}",
        }


def changes(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield registrations and changes of enrolment, some done too late."""
    del institutions
    for number in range(1, shape.work.changes + 1):
        on = date(year, 1, 4) + timedelta(days=int(rng.integers(0, 340)))
        late = rng.random() >= shape.work.changed_on_time
        done = on + timedelta(
            days=int(rng.integers(6, 15) if late else rng.integers(0, 5))
        )
        yield {
            "change_no": f"{year}-{number:05}",
            "psn_no": None,
            "applied_on": on,
            "insutype": ("390", "310")[int(rng.integers(0, 5) == 0)],
            "kind": ("登记", "变更", "停保")[int(rng.integers(0, 3))],
            "due_date": on + timedelta(days=5),
            "done_on": done,
            "corrected": "0",
        }


def inspections(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield the inspections of the institutions at home, some of them twice."""
    number = 0
    home = institutions[0]["fix_blng_admdvs"]
    for place in institutions:
        if place["fix_blng_admdvs"] != home or rng.random() >= shape.work.inspected:
            continue
        for _ in range(2 if rng.random() < shape.work.inspections_twice else 1):
            number += 1
            problems = (
                int(rng.integers(1, 6)) if rng.random() < shape.work.problems else 0
            )
            on = date(year, 1, 10) + timedelta(days=int(rng.integers(0, 330)))
            yield {
                "inspection_no": f"{year}-{number:04}",
                "fixmedins_code": place["fixmedins_code"],
                "fixmedins_name": place["fixmedins_name"],
                "inspected_on": on,
                "kind": _KINDS[int(rng.choice(3, p=[0.7, 0.25, 0.05]))],
                "experts": int(rng.integers(1, 6)),
                "problems": problems,
                "recovered": _yuan(problems * rng.integers(20_000, 900_000)),
                "fined": _yuan(rng.integers(0, 2) * problems * 100_000),
                "closed_on": on + timedelta(days=int(rng.integers(1, 25))),
            }


def activities(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield trainings, publicity, journeys and the like; the participants of a kind vary."""
    del institutions
    events = (kind for kind in shape.work.activities for _ in range(kind.times))
    for number, event in enumerate(events, 1):
        people = int(rng.poisson(event.participants))
        examined = people if event.passed is not None else None
        passed = (
            None if event.passed is None else int(rng.binomial(people, event.passed))
        )
        yield {
            "event_no": f"{year}-{number:04}",
            "kind": event.kind,
            "subject": event.subject or f"示例主题{number}",
            "project_name": event.project or None,
            "held_on": date(year, 1, 5) + timedelta(days=int(rng.integers(0, 350))),
            "place": "示例会场",
            "away": "1" if event.away else "0",
            "participants": people or None,
            "examined": examined,
            "passed": passed,
            "printed": event.printed or None,
            "cost": _yuan(event.cost * 100),
        }


def answers(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield the answers of surveys: points of 100, 80 and more by those who are content."""
    del institutions
    asked = (survey for survey in shape.work.surveys for _ in range(survey.answers))
    for number, survey in enumerate(asked, 1):
        on = date(year, 10, 1) + timedelta(days=int(rng.integers(0, 60)))
        for question in survey.questions:
            content = rng.random() < survey.satisfied
            yield {
                "answer_no": f"{year}-{number:05}",
                "survey": f"{year}年医保服务调查",
                "group_name": survey.group,
                "question": question,
                "answered_on": on,
                "full_score": _POINTS,
                "score": int(
                    rng.integers(80, 101) if content else rng.integers(20, 80)
                ),
            }


def incidents(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield failures and planned downtime of the systems, answered and mended after minutes."""
    del institutions
    for number in range(shape.work.incidents):
        minute_of_year = int(rng.integers(0, 364 * 1440))
        reported = datetime.combine(date(year, 1, 1), time()) + timedelta(
            minutes=minute_of_year
        )
        grave = rng.random() < shape.work.grave
        wait = 1 + float(rng.exponential(shape.work.minutes_to_answer))
        answered = reported + timedelta(minutes=wait)
        yield {
            "incident_no": f"{year}-{number + 1:03}",
            "system": f"示例系统{number % 3 + 1}",
            "grade": "重大" if grave else "一般",
            "planned": "1" if rng.random() < _PLANNED else "0",
            "reported_at": reported,
            "responded_at": answered.replace(microsecond=0),
            "restored_at": reported + timedelta(minutes=int(rng.integers(15, 240))),
        }


def uploads(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield what institutions should upload on the last day of each month, and what they did."""
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
                    "fixmedins_code": place["fixmedins_code"],
                    "occurred_on": end,
                    "kind": kind,
                    "due": due,
                    "uploaded": sent,
                    "on_time": int(rng.binomial(sent, shape.work.on_time)),
                }


def rewards(
    shape: Shape, year: int, institutions: Sequence[Row], rng: np.random.Generator
) -> Iterator[Row]:
    """Yield TIP_REWARD: rewards noticed over the year, most paid, one waived, one left lying.

    The last is noticed so late that it is paid in the next year.
    """
    del shape, institutions
    for number in range(1, _REWARDS + 1):
        is_last, is_waived = number == _REWARDS, number == _WAIVED
        noticed = date(year, number, 28) if is_last else date(year, number, 10)
        paid = noticed + timedelta(days=7 if is_last else int(rng.integers(3, 45)))
        is_paid = not is_waived and number != _LEFT
        amount = _yuan(int(rng.integers(2, 60)) * 10_000)
        yield {
            "tip_no": f"{year}-J{number:03}",
            "noticed_on": noticed,
            "amount": amount,
            "claim_until": noticed + timedelta(days=_DAYS_TO_CLAIM),
            "paid_on": paid if is_paid else None,
            "paid_amount": amount if is_paid else None,
            "waived": "1" if is_waived else "0",
        }


def systems(years: range) -> Iterator[Row]:
    """Yield SYSTEM_USE: an audit of claims from before the years, a second from amid the last."""
    first, second = _AUDITED_SINCE
    starts = {
        "医保信息平台": date(years[0] - 3, 1, 1),
        first: date(years[0] - 1, 7, 1),
        second: date(years[-1], 5, 18),
    }
    for system, started_on in starts.items():
        yield {"system": system, "started_on": started_on}


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
