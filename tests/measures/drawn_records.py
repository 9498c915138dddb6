"""A bureau's tables drawn at random, plain or with all that makes records hard to count.

Hard records have rows at the edges of the year, refunds in whole and in part, corrections, invalid
rows, enrolments and agreements that change in the year, blanks, and months that are missing.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from jixiao.fund.resettling.kept import PAID, RESETTLED
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import TYPES, tables
from tests.measure_page import make_kept
from tests.measures.drawn_desk import DESK
from tests.measures.pencil import (
    AREAS,
    INSTITUTIONS,
    PROJECT,
    Drawing,
    Row,
    dealt_with,
    money,
    persons,
    spans,
)
from tests.spec_page import Rows

_FLOWS = (
    "medfee_sumamt",
    "fulamt_ownpay_amt",
    "overlmt_selfpay",
    "preselfpay_amt",
    "inscp_amt",
    "hifp_pay",
    "cvlserv_pay",
    "hifmi_pay",
    "hifob_pay",
    "maf_pay",
    "fund_pay_sumamt",
    "psn_pay",
    "acct_pay",
    "acct_mulaid_pay",
)
_OF_LAST_YEAR = 24
"""Settlements of the year before."""
_FUNDS = ("hifp_pay", "cvlserv_pay", "hifmi_pay", "hifob_pay", "maf_pay")


def enrolments(pencil: Drawing) -> Iterator[Row]:
    """Draw enrolments, of some persons two."""
    seen = set()
    for person in [*persons(), *(["p01", "p02", "p03"] if pencil.hard else [])]:
        scheme = pencil.pick(("310", "390", "390", "340" if pencil.hard else "390"))
        begins, ends = spans(pencil)
        if (person, scheme, begins) in seen:
            continue
        seen.add((person, scheme, begins))
        yield {
            "psn_no": person,
            "insutype": scheme,
            "begndate": begins,
            "enddate": ends,
            "psn_type": pencil.pick(("11", "21", "43", "50", "2101", "1201")),
            "brdy": pencil.or_blank(
                pencil.pick(("2026-03-01", "1980-01-01", "2025-12-31"))
            ),
            "insu_admdvs": pencil.or_blank(pencil.pick(AREAS[:3]), 0.1),
            "clct_paymt": pencil.or_blank("400.00", 0.4),
            "subsidy": pencil.or_blank(pencil.pick(("0.00", "120.00")), 0.3),
            "paid_on": pencil.or_blank(
                pencil.pick(("2025-06-30", "2025-07-02", "2025-12-20", "2026-02-01"))
            ),
        }


def identities(pencil: Drawing) -> Iterator[Row]:
    """Draw identities, of some persons two."""
    for n, person in enumerate(persons()):
        if n % 3 == 0:
            begins, ends = spans(pencil)
            yield {
                "psn_no": person,
                "psn_idet_type": pencil.pick(
                    ("7131", "7019", "7202", "7203", "7204", "8888")
                ),
                "begntime": begins,
                "endtime": ends,
            }


def institutions(pencil: Drawing) -> Iterator[Row]:
    """Draw institutions under agreement."""
    for code in INSTITUTIONS:
        begins, ends = spans(pencil)
        yield {
            "fixmedins_code": code,
            "fixmedins_name": f"{code}卫生院",
            "hosp_lv": pencil.pick(("02", "05")),
            "fixmedins_type": pencil.pick(("1", "2")),
            "begndate": pencil.or_blank(begins, 0.1),
            "enddate": ends,
            "fix_blng_admdvs": pencil.or_blank(pencil.pick(AREAS), 0.1),
        }


def settlements(pencil: Drawing) -> Iterator[Row]:
    """Draw settlements, with what takes some of them back or puts others in their place."""
    for n in range(70 + _OF_LAST_YEAR):
        row, amounts = _settlement(pencil, n, years_before=int(n >= 70))
        stated = row | {name: money(fen) for name, fen in amounts.items()}
        if pencil.maybe(0.3):
            yield stated
            yield from _taken_back(pencil, row, amounts)
        else:
            yield stated | _blanks(pencil)


def _settlement(
    pencil: Drawing, n: int, years_before: int
) -> tuple[Row, dict[str, int]]:
    outside, ahead, scope = (
        pencil.yuan(300),
        pencil.yuan(200),
        10_000 + pencil.yuan(3000),
    )
    pooled = scope * pencil.count(30, 80) // 100
    major = (scope - pooled) * int(pencil.pick(("0", "0", "40"))) // 100
    helped = (scope - pooled - major) * int(pencil.pick(("0", "0", "50"))) // 100
    amounts = dict.fromkeys(_FLOWS, 0) | {
        "medfee_sumamt": outside + ahead + scope,
        "fulamt_ownpay_amt": outside,
        "preselfpay_amt": ahead,
        "inscp_amt": scope,
        "hifp_pay": pooled,
        "hifmi_pay": major,
        "maf_pay": helped,
    }
    amounts["fund_pay_sumamt"] = sum(amounts[name] for name in _FUNDS)
    amounts["psn_pay"] = amounts["medfee_sumamt"] - amounts["fund_pay_sumamt"]
    amounts["acct_pay"] = amounts["psn_pay"] // 3
    amounts["acct_mulaid_pay"] = amounts["acct_pay"] * int(pencil.pick("001"))
    at = pencil.time()
    at = at.replace(year=at.year - years_before)
    care = pencil.pick(("11", "13", "14", "21", "21", "22", "51", "52", "41"))
    begun = at.date() - timedelta(days=pencil.count(0, 12))
    ended = at.date() - timedelta(days=pencil.count(0, 2) if pencil.hard else 0)
    row = {
        "setl_id": f"s{n:03}",
        "mdtrt_id": f"v{n:03}",
        "psn_no": pencil.pick(persons()),
        "insutype": pencil.pick(("310", "390", "390")),
        "psn_type": "50",
        "med_type": care,
        "setl_time": f"{at:%Y-%m-%d %H:%M:%S}",
        "fixmedins_code": pencil.pick(INSTITUTIONS),
        "begndate": pencil.or_blank(begun.isoformat(), 0.1),
        "enddate": pencil.or_blank(ended.isoformat(), 0.1),
        "insu_admdvs": pencil.or_blank(pencil.pick(AREAS[:3]), 0.1),
        "fix_blng_admdvs": pencil.or_blank(pencil.pick(AREAS), 0.3),
        "pay_loc": pencil.or_blank(pencil.pick(("1", "2", "2", "3", "4"))),
        "manl_reim_rea": "1" if pencil.maybe(0.1) else "",
        "mid_setl_flag": "1"
        if care in ("21", "22") and pencil.maybe(0.2)
        else pencil.or_blank("0"),
        "psn_idet_type": pencil.pick(("", "0", "7131", "7019")) if pencil.hard else "",
        "dise_name": pencil.pick(("", "高血压", "2型糖尿病", "肺炎")),
        "mdtrt_cert_type": pencil.or_blank(pencil.pick(("01", "01", "02", "03"))),
        "vali_flag": "0" if pencil.maybe(0.05) else "",
    }
    if care in ("21", "22", "52") and pencil.maybe(0.2):
        row["mdtrt_id"] = f"w{row['psn_no']}"
    return row, amounts


def _blanks(pencil: Drawing) -> Row:
    """Leave out sums that their parts give, and amounts that nothing gives."""
    blank: Row = {}
    if pencil.maybe(0.15):
        blank["fund_pay_sumamt"] = ""
    if pencil.maybe(0.15):
        blank["inscp_amt"] = ""
    if "inscp_amt" in blank and pencil.maybe(0.5):
        blank["overlmt_selfpay"] = ""
    return blank


def _taken_back(pencil: Drawing, row: Row, amounts: dict[str, int]) -> Iterator[Row]:
    """Draw a refund in whole (by name or not), one of the half, or a correction."""
    kind = pencil.pick(("whole", "unnamed", "half", "correction"))
    at = datetime.fromisoformat(row["setl_time"]) + timedelta(days=3)
    later = row | {
        "setl_id": f"{row['setl_id']}b",
        "setl_time": f"{at:%Y-%m-%d %H:%M:%S}",
        "vali_flag": "",
    }
    if kind == "correction":
        yield (
            later
            | {"init_setl_id": row["setl_id"]}
            | {name: money(fen) for name, fen in amounts.items()}
        )
        return
    part = 2 if kind == "half" else 1
    taken = {name: fen // part for name, fen in amounts.items()}
    taken["fund_pay_sumamt"] = sum(taken[name] for name in _FUNDS)
    taken["medfee_sumamt"] = sum(taken[name] for name in _FLOWS[1:5])
    taken["psn_pay"] = taken["medfee_sumamt"] - taken["fund_pay_sumamt"]
    names = "" if kind == "unnamed" else row["setl_id"]
    yield (
        later
        | {"refd_setl_flag": "1", "init_setl_id": names}
        | {name: money(-fen) for name, fen in taken.items()}
    )


def fund_months(pencil: Drawing) -> Iterator[Row]:
    """Draw two years of months of three funds; hard records lack a month now and then."""
    for scheme in ("310", "390", "340"):
        for n in range(24):
            if not pencil.maybe(0.1):
                month = date(2025 + n // 12, n % 12 + 1, 1)
                income = pencil.yuan(9000)
                yield {
                    "insutype": scheme,
                    "month": month.isoformat(),
                    "income": money(income),
                    "outlay": money(pencil.yuan(8000) + 100),
                    "balance": money(pencil.yuan(90_000)),
                }


def populations(pencil: Drawing) -> Iterator[Row]:
    """Draw counts of who should be insured, several of an area."""
    for area in AREAS[:3]:
        for scheme in ("310", "390"):
            for day in ("2025-12-31", "2026-06-30", "2026-12-31", "2027-01-01"):
                if not pencil.maybe(0.4):
                    yield {
                        "insu_admdvs": area,
                        "insutype": scheme,
                        "counted_on": day,
                        "due": str(pencil.count(5, 20)),
                        "residents": pencil.or_blank(day.replace("-", "")[2:6]),
                    }


def payments(pencil: Drawing) -> Iterator[Row]:
    """Draw payments of two projects; some come back."""
    for n in range(20):
        paid = pencil.day()
        fen = pencil.yuan(5000)
        yield {
            "payment_no": f"z{n}",
            "project_name": pencil.pick((PROJECT, "医保 业务经费", "培训项目")),
            "due_date": pencil.or_blank(pencil.after(paid, 5).isoformat()),
            "paid_date": paid.isoformat(),
            "amount": money(-fen if pencil.maybe(0.15) else fen),
            "purpose": pencil.or_blank(pencil.pick(("印刷费", "差旅费"))),
        }


def budgets(pencil: Drawing) -> Iterator[Row]:
    """Draw budgets of two projects; some are lowered."""
    for n in range(8):
        fen = 100_000 + pencil.yuan(5000)
        yield {
            "budget_no": f"y{n}",
            "project_name": pencil.pick((PROJECT, "培训项目")),
            "effective_on": pencil.day().isoformat(),
            "amount": money(-fen // 9 if pencil.maybe(0.2) else fen),
        }


def deliveries(pencil: Drawing) -> Iterator[Row]:
    """Draw acceptances of goods."""
    for n in range(12):
        quantity = pencil.count(1, 9)
        yield {
            "delivery_no": f"d{n}",
            "project_name": pencil.pick((PROJECT, "培训项目")),
            "item": pencil.pick(("电脑", "打印机")),
            "quantity": str(quantity),
            "accepted_quantity": pencil.or_blank(str(pencil.count(0, quantity))),
            "amount": pencil.or_blank(money(pencil.yuan(900))),
            "delivered_on": pencil.day().isoformat(),
        }


def activities(pencil: Drawing) -> Iterator[Row]:
    """Draw events of several kinds."""
    for n in range(30):
        examined = pencil.count(0, 30)
        yield {
            "event_no": f"a{n}",
            "kind": pencil.pick(
                ("培训", "宣传", "政策宣讲", "会议", "培训费", "出差", "专家劳务")
            ),
            "subject": pencil.or_blank(pencil.pick(("基金监管政策", "参保缴费政策"))),
            "project_name": pencil.or_blank(PROJECT),
            "held_on": pencil.day().isoformat(),
            "participants": pencil.or_blank(str(pencil.count(0, 60))),
            "examined": pencil.or_blank(str(examined)),
            "passed": pencil.or_blank(str(pencil.count(0, examined))),
            "printed": pencil.or_blank(str(pencil.count(0, 99))),
            "cost": pencil.or_blank(money(pencil.yuan(300))),
        }


def inspections(pencil: Drawing) -> Iterator[Row]:
    """Draw inspections, some of institutions that nobody knows."""
    for n in range(20):
        on = pencil.day()
        yield {
            "inspection_no": f"j{n}",
            "fixmedins_code": pencil.pick(
                (*INSTITUTIONS, "X99" if pencil.hard else "H01")
            ),
            "inspected_on": on.isoformat(),
            "experts": pencil.or_blank(str(pencil.count(0, 4))),
            "problems": pencil.or_blank(str(pencil.count(0, 3))),
            "recovered": pencil.or_blank(money(pencil.yuan(500)), 0.4),
            "fined": pencil.or_blank(money(pencil.count(0, 1) * pencil.yuan(500)), 0.4),
            "closed_on": pencil.or_blank(on.isoformat()),
            "records_checked": pencil.or_blank(str(pencil.count(0, 30))),
            "ended_on": pencil.or_blank(on.isoformat()),
            "reported_on": pencil.or_blank(pencil.after(on, 30).isoformat()),
            "handling": pencil.or_blank(
                pencil.pick(("约谈", "移送公安", "约谈并追回"))
            ),
        }


def uploads(pencil: Drawing) -> Iterator[Row]:
    """Draw uploads of institutions, a day and a kind a row."""
    for code in INSTITUTIONS[:4]:
        for day in {pencil.day() for _ in range(6)}:
            due = pencil.count(1, 40)
            more = 3 if pencil.hard else 0
            yield {
                "fixmedins_code": code,
                "occurred_on": day.isoformat(),
                "kind": "结算",
                "due": str(due),
                "uploaded": str(pencil.count(0, due + more)),
                "on_time": pencil.or_blank(str(pencil.count(0, due + more))),
            }


def answers(pencil: Drawing) -> Iterator[Row]:
    """Draw answers to a survey."""
    for n in range(40):
        full = pencil.pick(("5", "10", "100"))
        yield {
            "answer_no": f"q{n}",
            "survey": f"调查{full}",
            "question": pencil.pick(
                ("您对经办服务满意吗", "您知晓缴费政策吗", "您的年龄")
            ),
            "answered_on": pencil.day().isoformat(),
            "score": str(pencil.count(0, int(full))),
            "full_score": full,
        }


def rewards(pencil: Drawing) -> Iterator[Row]:
    """Draw rewards of tips, some waived, some paid after the year."""
    for n in range(14):
        noticed, amount = pencil.day(), money(pencil.yuan(900))
        paid = pencil.or_blank(pencil.after(noticed, 60).isoformat(), 0.3)
        yield {
            "tip_no": f"t{n}",
            "noticed_on": noticed.isoformat(),
            "amount": amount,
            "paid_on": paid,
            "paid_amount": pencil.or_blank(amount) if paid else "",
            "waived": "1" if pencil.maybe(0.2) else "",
        }


def uses_of_systems(pencil: Drawing) -> Iterator[Row]:
    """Draw systems in use, some for part of the year."""
    for name in ("智能审核系统", "智能 监控", "医保信息平台"):
        begins, ends = spans(pencil)
        yield {"system": name, "started_on": begins, "stopped_on": ends}


def incidents(pencil: Drawing) -> Iterator[Row]:
    """Draw failures, some of them at once, some that nobody ended."""
    for n in range(14):
        reported = pencil.time()
        seconds = pencil.count(-300 if pencil.hard else 0, 4000)
        restored = reported + timedelta(seconds=pencil.count(0, 90_000))
        yield {
            "incident_no": f"i{n}",
            "system": pencil.pick(("医保信息平台", "医保 信息平台", "门户网站")),
            "grade": pencil.or_blank(
                pencil.pick(("重大", "特别重大", "一般", "非重大"))
            ),
            "planned": "1" if pencil.maybe(0.2) else "0",
            "reported_at": f"{reported}",
            "responded_at": pencil.or_blank(f"{reported + timedelta(seconds=seconds)}"),
            "restored_at": pencil.or_blank(f"{restored}", 0.1),
        }


def changes(pencil: Drawing) -> Iterator[Row]:
    """Draw registrations and changes."""
    for row in dealt_with(pencil, "change_no", "applied_on", "done_on"):
        yield row | {
            "psn_no": pencil.pick(persons()),
            "insutype": pencil.pick(("310", "390")),
            "corrected": pencil.or_blank(pencil.pick("0001")),
        }


def matters(pencil: Drawing) -> Iterator[Row]:
    """Draw matters of windows and online."""
    for row in dealt_with(pencil, "matter_no", "accepted_on", "done_on"):
        yield row | {
            "matter": "参保登记",
            "channel": pencil.or_blank(pencil.pick(("窗口", "网上大厅", "掌上APP"))),
            "office": pencil.or_blank(pencil.pick(("乡镇", "县级", "某社区"))),
            "satisfied": pencil.or_blank(pencil.pick("01")),
            **_waited(pencil),
        }


def _waited(pencil: Drawing) -> Row:
    """Draw when a number was taken and called; in hard records now and then before."""
    taken = pencil.time()
    seconds = pencil.count(-60 if pencil.hard else 0, 1800)
    return {
        "taken_at": pencil.or_blank(f"{taken}"),
        "called_at": pencil.or_blank(f"{taken + timedelta(seconds=seconds)}"),
    }


def claims_by_hand(pencil: Drawing) -> Iterator[Row]:
    """Draw claims by hand."""
    for row in dealt_with(pencil, "claim_no", "accepted_on", "done_on"):
        yield row | {"psn_no": pencil.pick(persons())}


def calls(pencil: Drawing) -> Iterator[Row]:
    """Draw calls of the hotline."""
    for n in range(25):
        at = pencil.time()
        yield {
            "call_no": f"h{n}",
            "called_at": f"{at}",
            "answered": pencil.or_blank(pencil.pick("01")),
            "due_date": pencil.or_blank(pencil.after(at.date(), 20).isoformat()),
            "closed_on": pencil.or_blank(pencil.after(at.date(), 30).isoformat()),
            "satisfied": pencil.or_blank(pencil.pick("01")),
        }


def filings(pencil: Drawing) -> Iterator[Row]:
    """Draw filings of care away."""
    for n, person in enumerate(persons()[:15]):
        yield {
            "psn_no": person,
            "kind": "12"[n % 2],
            "begndate": pencil.day().isoformat(),
        }


def activations(pencil: Drawing) -> Iterator[Row]:
    """Draw counts of activated codes, several of an area."""
    for area in (*AREAS[:3], "970101"):
        for day in ("2025-12-31", "2026-06-30", "2026-12-31", "2027-01-01"):
            if not pencil.maybe(0.4):
                yield {
                    "insu_admdvs": area,
                    "counted_on": day,
                    "activated": str(pencil.count(0, 9)),
                }


def subsidies(pencil: Drawing) -> Iterator[Row]:
    """Draw subsidies due and received."""
    for n in range(15):
        due = pencil.day()
        yield {
            "subsidy_no": f"b{n}",
            "insutype": pencil.pick(("310", "390")),
            "tier": pencil.pick(("中央", "县级财政")),
            "due_on": pencil.or_blank(due.isoformat()),
            "due_amount": pencil.or_blank(money(10_000 + pencil.yuan(900))),
            "received_on": pencil.or_blank(pencil.after(due, 30).isoformat()),
            "amount": pencil.or_blank(money(pencil.yuan(900))),
        }


def purchases(pencil: Drawing) -> Iterator[Row]:
    """Draw agreements of volume purchase."""
    for code in INSTITUTIONS[:5]:
        for product in ("甲药", "乙药", "丙药"):
            begins, ends = spans(pencil)
            yield {
                "fixmedins_code": code,
                "product": product,
                "begins_on": begins,
                "ends_on": ends or pencil.or_blank("2026-12-31"),
                "agreed": str(pencil.count(0, 90)),
                "purchased": pencil.or_blank(str(pencil.count(0, 90))),
                "payable": pencil.or_blank(money(pencil.yuan(900))),
                "paid_in_time": pencil.or_blank(money(pencil.yuan(900))),
                "former_price": pencil.or_blank(f"{pencil.count(50, 90)}.1234"),
                "price": pencil.or_blank(f"{pencil.count(1, 49)}.5"),
            }


def lists(pencil: Drawing) -> Iterator[Row]:
    """Draw lists of settlements, of some two versions, some never uploaded."""
    for n in range(70):
        for version in range(pencil.count(0, 2)):
            uploaded = (
                f"2026-{pencil.count(1, 12):02}-{pencil.count(1, 28):02} 09:00:00"
            )
            yield {
                "setl_list_id": f"l{n}-{version}",
                "setl_id": f"s{n:03}",
                "list_version": str(version),
                "uploaded_at": pencil.or_blank(uploaded),
            }


def pilots(pencil: Drawing) -> Iterator[Row]:
    """Draw pilots of ways to pay, some of which have not begun."""
    for area in AREAS:
        for method in ("DIP", "DRG"):
            begun = pencil.day()
            yield {
                "pilot_area": area,
                "pay_method": method,
                "simulated_on": pencil.or_blank(begun.isoformat()),
                "paid_on": pencil.or_blank(pencil.after(begun, 200).isoformat()),
            }


def grouped_cases(pencil: Drawing) -> Iterator[Row]:
    """Draw cases as a grouping leaves them, those without a group among them."""
    for n in range(30):
        group = pencil.pick(("J18:内科", "J18.9:保守", ""))
        yield {
            "setl_id": f"s{n:03}",
            "fixmedins_code": pencil.pick(INSTITUTIONS),
            "setl_time": f"{pencil.time()}",
            "dip_group": group,
        }


def drg_grouped_cases(pencil: Drawing) -> Iterator[Row]:
    """Draw cases as a grouping by DRG leaves them, of each status some."""
    for n in range(30):
        yield {
            "setl_id": f"s{n:03}",
            "fixmedins_code": pencil.pick(INSTITUTIONS),
            "setl_time": f"{pencil.time()}",
            "drg": "ES23",
            "status": pencil.pick(("入组", "入组", "手术与主要诊断无关", "没有入组")),
        }


def cleared_years(pencil: Drawing) -> Iterator[Row]:
    """Draw the institutions that years were cleared with."""
    for code in INSTITUTIONS:
        yield {"fixmedins_code": code, "year": pencil.pick(("2025", "2026"))}


def settled_again(pencil: Drawing) -> Iterator[Row]:
    """Draw settlements that were settled again, a few by another policy than was paid by."""
    for n in range(40):
        due = 10_000 + pencil.yuan(900)
        paid = due + int(pencil.pick(("0", "0", "-1", "100")))
        yield {
            "setl_id": f"s{n:03}",
            "psn_no": persons()[n % len(persons())],
            "setl_time": f"{pencil.time()}",
            "insutype": pencil.pick(("310", "390")),
            "paid_fund": money(paid),
            "fund_pay_sumamt": money(due),
            "compared": "sample_2025" if pencil.maybe(0.1) else PAID,
        }


_LISTED = ("X1", "X2", "X3", "X4")


def price_decisions(pencil: Drawing) -> Iterator[Row]:
    """Draw what two linkages decided on listed products: lowered, left as they are, withdrawn."""
    for batch in ("LD01", "LD02"):
        for code in _LISTED:
            decision, old = pencil.pick("123"), 10_000 + pencil.yuan(90)
            yield {
                "linkage_no": batch,
                "listing_code": code,
                "kind": pencil.pick(("", "1", "2", "3")),
                "decision": decision,
                "old_price": money(old),
                "new_price": "" if decision == "3" else money(old - 50),
                "effective_on": pencil.day().isoformat(),
            }


def orders(pencil: Drawing) -> Iterator[Row]:
    """Draw orders of listed products, before and after what was decided on them."""
    for n in range(40):
        yield {
            "order_no": f"o{n}",
            "fixmedins_code": pencil.pick(INSTITUTIONS),
            "listing_code": pencil.pick((*_LISTED, "X9")),
            "quantity": str(pencil.count(1, 9)),
            "price": money(10_000 + pencil.yuan(90)),
            "ordered_on": pencil.day().isoformat(),
        }


def points_of_service(pencil: Drawing) -> Iterator[Row]:
    """Draw lines and points of service, some closed."""
    for n in range(10):
        begins, ends = spans(pencil)
        yield {
            "point_no": f"f{n}",
            "name": f"服务点{n}",
            "kind": pencil.pick(("1", "2", "2")),
            "fixmedins_code": pencil.or_blank(pencil.pick(INSTITUTIONS)),
            "opened_on": begins,
            "closed_on": ends,
        }


def transfers(pencil: Drawing) -> Iterator[Row]:
    """Draw what a city and two counties booked of some documents, of this year and the last."""
    places = ("990100", "990101", "990102")
    for n in range(60):
        yield {
            "transfer_no": f"t{n:02}",
            "division": pencil.pick(places),
            "year": "2026",
            "fund": "补助",
            "step": pencil.pick("12345"),
            "document": pencil.or_blank(pencil.pick(("文1", "文2", "文3"))),
            "source": pencil.or_blank(pencil.pick(("文1", "文2", "文9"))),
            "other": pencil.or_blank(pencil.pick((*places, "990000"))),
            "happened_on": pencil.day().isoformat(),
            "amount": f"{'-' if pencil.maybe(0.1) else ''}{money(pencil.yuan(900))}",
        }


def archived(pencil: Drawing) -> Iterator[Row]:
    """Draw papers of three years, some in boxes."""
    for n in range(30):
        yield {
            "archive_no": f"A{n:02}", "title": "材料", "class": "tj", "year": pencil.pick(("2025", "2026")),
            "term": "D", "item_no": str(n), "pages": "3", "box_no": pencil.or_blank("1"),
        }  # fmt: skip


def face_checks(pencil: Drawing) -> Iterator[Row]:
    """Draw checks of identity with every result."""
    for n in range(40):
        yield {
            "check_no": str(n), "checked_at": f"{pencil.day()} 09:00:00", "place": "病区",
            "psn_no": pencil.pick(persons()), "result": pencil.pick("12345"),
        }  # fmt: skip


def firm_events(pencil: Drawing) -> Iterator[Row]:
    """Draw events of firms, of some several."""
    for n in range(12):
        yield {
            "event_no": f"E{n}",
            "firm_code": pencil.pick(("91A", "91B", "91C", "91D")),
            "matter": "1",
            "decided_on": pencil.day().isoformat(),
            "revoked_on": pencil.or_blank("2026-12-30") if pencil.hard else "",
        }


def claims_of_institutions(pencil: Drawing) -> Iterator[Row]:
    """Draw what institutions claimed and were paid, some of it at once, some not yet."""
    for n in range(30):
        due = money(10_000 + pencil.yuan(900))
        yield {
            "claim_no": f"k{n}",
            "fixmedins_code": pencil.pick(INSTITUTIONS),
            "insutype": pencil.pick(("310", "390")),
            "fee_month": pencil.day().replace(day=1).isoformat(),
            "amount": due,
            "paid": pencil.or_blank(due),
            "instant": pencil.pick(("1", "0", "")),
        }


def results_of_lists(pencil: Drawing) -> Iterator[Row]:
    """Draw what was found of persons handed over as at risk."""
    for person in persons()[:20]:
        handed = pencil.day()
        yield {
            "psn_no": person,
            "handed_on": pencil.or_blank(handed.isoformat()),
            "checked_on": pencil.after(handed, 30).isoformat(),
        }


def warnings(pencil: Drawing) -> Iterator[Row]:
    """Draw warnings, some late, some that nobody has dealt with."""
    for n in range(20):
        opened = pencil.day()
        yield {
            "code": f"w{n}",
            "opened_on": opened.isoformat(),
            "dealt_on": pencil.or_blank(pencil.after(opened, 20).isoformat()),
            "late": pencil.pick(("true", "false", "false")),
        }


def briefs(pencil: Drawing) -> Iterator[Row]:
    """Draw the briefs that were written."""
    for month in range(1, 13):
        yield {"written_on": pencil.day().isoformat(), "digest": f"d{month}"}


def instalments(pencil: Drawing) -> Iterator[Row]:
    """Draw instalments of care that is paid for later, some paid in part or after the year."""
    for n in range(25):
        due, amount = pencil.day(), 100 * pencil.count(1, 9)
        paid = pencil.or_blank(pencil.after(due, 60).isoformat())
        yield {
            "agreement_no": f"A{n}",
            "nth": "1",
            "due_on": due.isoformat(),
            "due_amount": money(amount),
            "paid_on": paid,
            "paid_amount": money(amount // pencil.count(1, 2)) if paid else "",
        }


def _hospital_of(stay: int) -> str:
    """Name the institution of a stay that nobody settled."""
    return INSTITUTIONS[stay % len(INSTITUTIONS)]


def batch_discharges(pencil: Drawing) -> Iterator[Row]:
    """Draw stays that batches closed, in one year or two, some of them taken back."""
    for n in range(20):
        done = pencil.day()
        row = {
            "mdtrt_id": f"M{n}",
            "fixmedins_code": _hospital_of(n),
            "year": "2026",
            "medfee_sumamt": str(pencil.yuan(90)),
            "fund_pay_sumamt": str(pencil.yuan(90)),
            "undoes": "false",
            "done_on": done.isoformat(),
        }
        yield row
        if pencil.maybe(0.3):
            amounts = {n: f"-{row[n]}" for n in ("medfee_sumamt", "fund_pay_sumamt")}
            yield row | amounts | {"undoes": "true"}


def open_visits(pencil: Drawing) -> Iterator[Row]:
    """Draw stays that nobody settled: some left, some begun in the last days, some closed by batches."""
    for n in range(30):
        begun = pencil.day()
        left = begun + timedelta(days=pencil.count(0, 20))
        yield {
            "mdtrt_id": f"M{n}",
            "psn_no": f"open{n}",
            "fixmedins_code": _hospital_of(n),
            "med_type": pencil.pick(("21", "21", "11")),
            "begntime": f"{begun} 09:00:00",
            "endtime": f"{left} 09:00:00" if pencil.maybe(0.3) else "",
        }


def ratings_of_firms(pencil: Drawing) -> Iterator[Row]:
    """Draw days on which firms were rated, two firms a day."""
    for _ in range(4):
        day = pencil.day().isoformat()
        for firm in ("91A", "91B"):
            yield {"rated": f"{day}/{firm}", "rated_on": day, "firm_code": firm}


def closed_bundles(pencil: Drawing) -> Iterator[Row]:
    """Draw months that were closed by persons, of the year and its edges."""
    for person in persons()[:12]:
        for _ in range(pencil.count(1, 3)):
            yield {
                "psn_no": person,
                "fixmedins_code": pencil.pick(INSTITUTIONS),
                "closed_on": pencil.day().isoformat(),
                "days": str(pencil.count(1, 31)),
                "due": str(pencil.count(0, 2) and pencil.yuan(900)),
            }


def sessions(pencil: Drawing) -> Iterator[Row]:
    """Draw sessions of persons some of whose months were closed, of some several a month."""
    for n in range(60):
        yield {
            "session_no": f"D{n}",
            "psn_no": pencil.pick(persons()[:16]),
            "fixmedins_code": pencil.pick(INSTITUTIONS),
            "dial_type": pencil.pick("12"),
            "done_on": pencil.day().isoformat(),
        }


def agreements(pencil: Drawing) -> Iterator[Row]:
    """Draw agreements to pay later, some that take no deposit, and did or did not."""
    for n in range(25):
        yield {
            "agreement_no": f"A{n}",
            "psn_no": pencil.pick(persons()),
            "mdtrt_id": f"v{n:03}",
            "fixmedins_code": pencil.pick(INSTITUTIONS),
            "signed_on": pencil.day().isoformat(),
            "deposit": pencil.or_blank(pencil.pick(("0.00", "0.00", "0.01", "300.00"))),
            "deposit_free": pencil.or_blank(pencil.pick("110")),
        }


def pairs_cleared(pencil: Drawing) -> Iterator[Row]:
    """Draw the pairs of the one month that was cleared last; a hard one may be of another year."""
    month = pencil.day().replace(day=1).isoformat()
    for n in range(20):
        yield {
            "pair": f"s{n:03}#1",
            "month": month,
            "state": pencil.pick("11234"),
            "other_side": pencil.pick(("980100", "990200")),
            "insu_admdvs": pencil.or_blank(pencil.pick(AREAS)),
        }


def disputes(pencil: Drawing) -> Iterator[Row]:
    """Draw disputes, some decided after the year, some not yet, some with a step too late."""
    for n in range(15):
        opened = pencil.day()
        decided = pencil.pick(("", pencil.after(opened, 60).isoformat()))
        yield {
            "code": f"2026-{n:05}",
            "other_side": pencil.pick(("980100", "990200")),
            "opened_on": opened.isoformat(),
            "decided_on": decided,
            "late": pencil.pick(("true", "false")),
            "state": "已决定" if decided else "待回函",
        }


def topup_due(pencil: Drawing) -> Iterator[Row]:
    """Draw what products owe on bills: nothing on some, and paid in full, in part, or too much."""
    for n in range(30):
        due = int(pencil.pick(("0", "1", "1"))) * (10_000 + pencil.yuan(90))
        paid = due + int(pencil.pick(("0", "0", "-1", "100", f"-{due}")))
        yield {
            "due_of": f"甲保/s{n:03}",
            "product_year": "甲保/2026",
            "setl_id": f"s{n:03}",
            "psn_no": pencil.pick(persons()),
            "settled_on": pencil.day().isoformat(),
            "due": str(due),
            "paid": str(max(paid, 0)),
            "why": "应赔" if due else "起付线以内",
        }


def topup_terms(pencil: Drawing) -> Iterator[Row]:
    """Draw terms of top-up products, of some persons two."""
    for n in range(20):
        begins = pencil.day()
        yield {
            "product": pencil.pick(("甲保", "乙保")),
            "psn_no": pencil.pick(persons()),
            "begins_on": begins.replace(year=begins.year - n % 2).isoformat(),
            "ends_on": pencil.after(begins, 300).isoformat(),
            "premium": "69.00",
        }


def topup_payouts(pencil: Drawing) -> Iterator[Row]:
    """Draw what top-up products paid."""
    for n in range(15):
        yield {
            "product": "甲保",
            "setl_id": f"s{n:03}",
            "psn_no": pencil.pick(persons()),
            "amount": money(pencil.yuan(900)),
            "paid_on": pencil.day().isoformat(),
        }


def reviews(pencil: Drawing) -> Iterator[Row]:
    """Draw reviews of control, some without a report or findings."""
    for n in range(10):
        findings = pencil.count(0, 9)
        yield {
            "review_no": f"n{n}",
            "kind": "内部审计",
            "begun_on": pencil.day().isoformat(),
            "reported_on": pencil.or_blank(pencil.day().isoformat()),
            "findings": pencil.or_blank(str(findings)),
            "rectified": pencil.or_blank(str(pencil.count(0, findings))),
        }


def opinions(pencil: Drawing) -> Iterator[Row]:
    """Draw opinions, some without a term, an answer or an end."""
    for n in range(14):
        found_at = pencil.time()
        due = found_at + timedelta(hours=48)
        answered = found_at + timedelta(hours=pencil.pick((1, 48, 49)))
        yield {
            "opinion_no": f"y{n}",
            "found_at": f"{found_at}",
            "respond_by": pencil.or_blank(f"{due}"),
            "responded_at": pencil.or_blank(f"{answered}"),
            "closed_on": pencil.or_blank(pencil.after(found_at.date(), 20).isoformat()),
        }


def briefs_of_opinion(pencil: Drawing) -> Iterator[Row]:
    """Draw briefs of opinion."""
    for n in range(8):
        yield {"brief_no": f"b{n}", "issued_on": pencil.day().isoformat()}


def inspections_of_sites(pencil: Drawing) -> Iterator[Row]:
    """Draw inspections of sites, some without a result or a count."""
    for n in range(12):
        faults = pencil.count(0, 9)
        yield {
            "inspection_no": f"x{n}",
            "inspected_on": pencil.day().isoformat(),
            "site": "门户网站",
            "passed": pencil.or_blank(pencil.pick("01")),
            "faults": pencil.or_blank(str(faults)),
            "rectified": pencil.or_blank(str(pencil.count(0, faults))),
        }


KEPT: dict[str, Callable[[Drawing], Iterator[Row]]] = {
    "dip_cases": grouped_cases,
    "drg_cases": drg_grouped_cases,
    "dip_cleared": cleared_years,
    RESETTLED.name: settled_again,
    "warnings": warnings,
    "briefs": briefs,
    "batch_discharges": batch_discharges,
    "firm_ratings": ratings_of_firms,
    "bundle_persons": closed_bundles,
    "topup_dues": topup_due,
    "away_cleared": pairs_cleared,
    "away_disputes": disputes,
}
"""What engines keep and measures look at."""
DRAWN: dict[str, Callable[[Drawing], Iterator[Row]]] = {
    "PSN_INSU_D": enrolments,
    "PSN_IDET_C": identities,
    "FIXMEDINS_B": institutions,
    "MDTRT_D": open_visits,
    "SETL_D": settlements,
    "FUND_MONTH_D": fund_months,
    "POPULATION": populations,
    "BUDGET_PAYMENT": payments,
    "PROJECT_BUDGET": budgets,
    "DELIVERY": deliveries,
    "ACTIVITY": activities,
    "INSPECTION": inspections,
    "UPLOAD": uploads,
    "SATISFACTION": answers,
    "TIP_REWARD": rewards,
    "SYSTEM_USE": uses_of_systems,
    "INCIDENT": incidents,
    "ENROL_CHANGE": changes,
    "WINDOW_MATTER": matters,
    "MANUAL_CLAIM": claims_by_hand,
    "HOTLINE_CALL": calls,
    "FILING": filings,
    "ECERT_COUNT": activations,
    "SUBSIDY_RECEIPT": subsidies,
    "VOLUME_PURCHASE": purchases,
    "SETL_LIST_D": lists,
    "PAY_PILOT": pilots,
    "PRICE_DECISION": price_decisions,
    "PURCHASE_ORDER": orders,
    "FIRM_EVENT": firm_events,
    "SERVICE_POINT": points_of_service,
    "TRANSFER": transfers,
    "ARCHIVE_ITEM": archived,
    "FACE_CHECK": face_checks,
    "INST_CLAIM": claims_of_institutions,
    "RELIEF_RESULT": results_of_lists,
    "CREDIT_AGREEMENT": agreements,
    "CREDIT_INSTALMENT": instalments,
    "DIAL_SESSION": sessions,
    "TOPUP_ENROL": topup_terms,
    "TOPUP_PAYOUT": topup_payouts,
    "CONTROL_REVIEW": reviews,
    "OPINION_CASE": opinions,
    "OPINION_BRIEF": briefs_of_opinion,
    "SITE_INSPECTION": inspections_of_sites,
    **DESK,
}


def load(engine: Embedded, pencil: Drawing) -> None:
    """Draw every table and make it."""
    for code, draw in DRAWN.items():
        engine.make(code, _select(code, list(draw(pencil))))
    for code, draw in KEPT.items():
        make_kept(engine, code, list(draw(pencil)))


def _select(code: str, rows: Rows) -> str:
    """Select rows of a table: all its columns, each of its type, blanks as nothing."""
    columns = tables()[code].columns.values()
    lines = (
        ", ".join(literal(row[c.name]) if row.get(c.name) else "NULL" for c in columns)
        for row in rows
    )
    values = ", ".join(f"({line})" for line in lines)
    names = ", ".join(c.name for c in columns)
    casts = ", ".join(f"CAST({c.name} AS {TYPES[c.type]}) AS {c.name}" for c in columns)
    return f"SELECT {casts} FROM (VALUES {values}) AS drawn ({names})"
