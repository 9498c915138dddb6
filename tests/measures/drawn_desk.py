"""Ledgers of entitlements, of the bureau's desk and of institutions, drawn at random."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.measures.pencil import (
    INSTITUTIONS,
    PROJECT,
    Drawing,
    Row,
    dealt_with,
    money,
    persons,
    spans,
)


def _month(pencil: Drawing) -> date:
    return pencil.day().replace(day=1)


def care_benefits(pencil: Drawing) -> Iterator[Row]:
    """Draw months of care, of some persons several kinds in one."""
    for n in range(30):
        fund = pencil.yuan(900)
        yield {
            "benefit_no": f"b{n}",
            "psn_no": pencil.pick(persons()[:9]),
            "service_month": _month(pencil).isoformat(),
            "provider": pencil.or_blank(pencil.pick(("甲护理院", "乙护理站"))),
            "fee": pencil.or_blank(money(fund + pencil.yuan(300))),
            "fund": money(fund),
        }


def qualifications(pencil: Drawing) -> Iterator[Row]:
    """Draw applications for entitlements, some looked at again."""
    for row in dealt_with(pencil, "qual_no", "applied_on", "concluded_on"):
        yield row | {
            "kind": pencil.pick(("门诊慢特病", "失能等级评估")),
            "psn_no": pencil.pick(persons()),
            "passed": pencil.or_blank(pencil.pick("011")),
            "rechecked": pencil.or_blank(pencil.pick("01")),
            "agreed": pencil.or_blank(pencil.pick("01")),
        }


def allowances(pencil: Drawing) -> Iterator[Row]:
    """Draw maternity allowances."""
    for row in dealt_with(pencil, "allowance_no", "accepted_on", "paid_on"):
        yield row | {
            "psn_no": pencil.pick(persons()[:12]),
            "amount": pencil.or_blank(money(pencil.yuan(9000))),
        }


def contributions(pencil: Drawing) -> Iterator[Row]:
    """Draw what payers owe of months, some of it paid late, too much or after the year."""
    drawn = {
        (f"u{pencil.count(1, 9)}", pencil.pick(("310", "390")), _month(pencil))
        for _ in range(40)
    }
    for payer, scheme, month in sorted(drawn):
        due = 10_000 + pencil.yuan(900)
        yield {
            "payer_no": payer,
            "insutype": scheme,
            "month": month.isoformat(),
            "due": money(due),
            "paid": pencil.or_blank(
                money(due + int(pencil.pick(("0", "0", "-900", "50"))))
            ),
            "due_date": pencil.or_blank(pencil.after(month, 25).isoformat()),
            "paid_on": pencil.or_blank(pencil.after(month, 40).isoformat()),
        }


def account_entries(pencil: Drawing) -> Iterator[Row]:
    """Draw what was credited to accounts, some of it not what was due."""
    drawn = {(pencil.pick(persons()), _month(pencil)) for _ in range(40)}
    for person, month in sorted(drawn):
        due = pencil.yuan(90)
        yield {
            "psn_no": person,
            "month": month.isoformat(),
            "due": money(due),
            "credited": pencil.or_blank(money(due + int(pencil.pick("0001")))),
        }


def alerts(pencil: Drawing) -> Iterator[Row]:
    """Draw alerts."""
    for n in range(12):
        yield {
            "alert_no": f"a{n}",
            "psn_no": pencil.pick(persons()),
            "kind": "高额费用",
            "pushed_on": pencil.day().isoformat(),
        }


def quality_checks(pencil: Drawing) -> Iterator[Row]:
    """Draw checks of kinds of work."""
    for n in range(16):
        checked = pencil.count(1, 90)
        yield {
            "check_no": f"c{n}",
            "subject": pencil.pick(("参保登记", "城乡居民参保登记", "档案")),
            "checked_on": pencil.day().isoformat(),
            "checked": str(checked),
            "wrong": pencil.or_blank(str(pencil.count(0, checked))),
        }


def tasks(pencil: Drawing) -> Iterator[Row]:
    """Draw tasks, some late, some never done."""
    for n in range(20):
        due = pencil.day()
        yield {
            "task_no": f"t{n}",
            "task": pencil.pick(("数据清理一期", "印发要点")),
            "due_date": due.isoformat(),
            "done_on": pencil.or_blank(pencil.after(due, 20).isoformat()),
        }


def complaints(pencil: Drawing) -> Iterator[Row]:
    """Draw letters, tips and complaints."""
    for row in dealt_with(pencil, "case_no", "received_on", "closed_on"):
        yield row | {
            "kind": pencil.pick(("举报", "信访", "涉医保线索")),
            "subject": pencil.or_blank("药品短缺"),
            "proven": pencil.or_blank(pencil.pick("01")),
            "satisfied": pencil.or_blank(pencil.pick("01")),
        }


def releases(pencil: Drawing) -> Iterator[Row]:
    """Draw releases of several forms."""
    for n in range(16):
        yield {
            "release_no": f"r{n}",
            "medium": pencil.pick(("短视频", "公众号推文", "宣传视频")),
            "project_name": pencil.or_blank(PROJECT),
            "released_on": pencil.day().isoformat(),
            "reads": pencil.or_blank(str(pencil.count(0, 900))),
        }


def staff(pencil: Drawing) -> Iterator[Row]:
    """Draw who is in which post, and until when."""
    for n in range(14):
        begins, ends = spans(pencil)
        yield {
            "staff_no": f"s{n}",
            "post": pencil.pick(("窗口聘用", "劳务派遣", "驾驶员")),
            "office": pencil.or_blank(pencil.pick(("乡镇", "县级"))),
            "since": begins,
            "until": ends,
            "certified": pencil.or_blank(pencil.pick("01")),
        }


def papers(pencil: Drawing) -> Iterator[Row]:
    """Draw papers and reports."""
    for n in range(16):
        yield {
            "paper_no": f"p{n}",
            "kind": pencil.pick(("政策文件", "调研报告", "通知")),
            "title": pencil.or_blank("门诊共济"),
            "issued_on": pencil.day().isoformat(),
            "reviewed": pencil.or_blank(pencil.pick("01")),
            "adopted": pencil.or_blank(pencil.pick("01")),
        }


def service_items(pencil: Drawing) -> Iterator[Row]:
    """Draw what can be dealt with where."""
    for item in ("参保登记", "异地备案", "信息查询"):
        for office in ("县级", "乡镇", "村级"):
            begins, ends = spans(pencil)
            yield {
                "item": item,
                "office": office,
                "opened_on": begins,
                "closed_on": ends,
                "online": pencil.or_blank(pencil.pick("01")),
            }


def clearings(pencil: Drawing) -> Iterator[Row]:
    """Draw clearings, some late, some not paid yet."""
    for n in range(18):
        due, fen = pencil.day(), pencil.yuan(900)
        yield {
            "clearing_no": f"q{n}",
            "kind": pencil.pick(("医疗救助结算", "异地清算", "跨省清算")),
            "due_date": pencil.or_blank(due.isoformat()),
            "amount": money(fen),
            "paid": pencil.or_blank(money(fen)),
            "paid_on": pencil.or_blank(pencil.after(due, 30).isoformat()),
        }


def opened(pencil: Drawing) -> Iterator[Row]:
    """Draw what institutions are open for."""
    for code in INSTITUTIONS:
        for service in ("医保移动支付", "跨省住院直接结算"):
            if pencil.count(0, 3):
                begins, ends = spans(pencil)
                yield {
                    "fixmedins_code": code,
                    "service": service,
                    "opened_on": begins,
                    "closed_on": ends,
                }


def institution_reviews(pencil: Drawing) -> Iterator[Row]:
    """Draw reviews of institutions, of some several."""
    drawn = {(pencil.pick(INSTITUTIONS), pencil.day()) for _ in range(14)}
    for code, day in sorted(drawn):
        yield {
            "fixmedins_code": code,
            "reviewed_on": day.isoformat(),
            "passed": pencil.or_blank(pencil.pick("011")),
        }


def agreement_steps(pencil: Drawing) -> Iterator[Row]:
    """Draw what happened to agreements."""
    steps = ("新增", "续签", "暂停", "解除协议", "终止")
    drawn = {
        (pencil.pick(INSTITUTIONS), pencil.pick(steps), pencil.day()) for _ in range(20)
    }
    for code, step, day in sorted(drawn):
        yield {"fixmedins_code": code, "step": step, "happened_on": day.isoformat()}


def screenings(pencil: Drawing) -> Iterator[Row]:
    """Draw runs of automatic audits."""
    for n in range(16):
        due, doubts = pencil.count(1, 900), pencil.count(0, 90)
        yield {
            "run_no": f"x{n}",
            "run_on": pencil.day().isoformat(),
            "due": pencil.or_blank(str(due)),
            "bills": str(pencil.count(0, due + (9 if pencil.hard else 0))),
            "doubts": pencil.or_blank(str(doubts)),
            "handled": pencil.or_blank(str(pencil.count(0, doubts))),
            "deducted": pencil.or_blank(money(pencil.yuan(900))),
            "rules_added": pencil.or_blank(str(pencil.count(0, 3))),
        }


def fund_budgets(pencil: Drawing) -> Iterator[Row]:
    """Draw budgets of two years, some of them of the outlay alone, one fund without."""
    for scheme in ("310", "390") if not pencil.maybe(0.3) else ("390",):
        for year in (2025, 2026):
            yield {
                "insutype": scheme,
                "year_begins": f"{year}-01-01",
                "income": pencil.or_blank(money(50_000 + pencil.yuan(900))),
                "outlay": money(50_000 + pencil.yuan(900)),
            }


DESK: dict[str, Callable[[Drawing], Iterator[Row]]] = {
    "LTC_BENEFIT": care_benefits,
    "BENEFIT_QUAL": qualifications,
    "MATERNITY_ALLOWANCE": allowances,
    "CONTRIBUTION": contributions,
    "ACCOUNT_ENTRY": account_entries,
    "RISK_ALERT": alerts,
    "QUALITY_CHECK": quality_checks,
    "WORK_TASK": tasks,
    "COMPLAINT": complaints,
    "RELEASE": releases,
    "STAFF_ROSTER": staff,
    "PAPER": papers,
    "SERVICE_ITEM": service_items,
    "FUND_CLEARING": clearings,
    "OPENED_SERVICE": opened,
    "INST_REVIEW": institution_reviews,
    "INST_AGREEMENT": agreement_steps,
    "SCREENING": screenings,
    "FUND_BUDGET": fund_budgets,
}
"""The tables of this part, and who draws them."""
