"""特例单议: a hospital asks for a case to be judged alone; experts drawn by lot vote; who passes is paid by cost."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Event, Evidence
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.argument import Expert
from jixiao.fund.payment.county_records import records_of
from jixiao.fund.payment.kept import DIP_SPECIAL
from jixiao.fund.records.institution_names import institution_names
from jixiao.fund.store.engine import Engine

ENGINE, RULE = "special", "特例单议"
KEYS = ("dip.special_cap", "dip.special_from")
REASONS = ("费用超高", "住院超长", "多学科会诊", "新药新技术", "其他")
"""For which a hospital may apply."""
AGREE, REFUSE = "同意", "不同意"
_DRAWN, _VOTE, _PASSES, _FAILS = "抽取专家", "评议", "通过", "不通过"
_VOTED_ON = "评议中"
_FEWEST = 3
_TENTHS = 10_000


@dataclass(frozen=True, slots=True)
class Eligible:
    """A case that costs so much of its standard that its hospital may apply; money in fen."""

    setl_id: str
    hospital: str
    group: str
    cost: int
    standard: int

    @property
    def times(self) -> float:
        """How many times its standard it costs."""
        return self.cost / self.standard


@dataclass(frozen=True, slots=True)
class SpecialYear:
    """A settled year's cases that may apply, and how many the pool may let pass."""

    eligible: tuple[Eligible, ...]
    discharges: int
    quota: int


def eligible_cases(engine: Engine, year: int, terms: Terms) -> SpecialYear:
    """Return the cases of a settled year that may apply: whose cost is above the parameter's times.

    Raises:
        NotLoaded: no year was settled yet.
    """
    priced = records_of(engine).record("dip_priced")
    cleared = records_of(engine).record("dip_cleared")
    of_year = cleared.filter(cleared.year == year).limit(1)
    values = engine.fetch(of_year)["budget_point_value"].to_pylist()
    if not values:
        message = f"{year} 年还没有清算，没有支付标准可比。请先清算。"
        raise JixiaoError(message)
    rows = engine.fetch(priced.filter(priced.year == year)).to_pylist()
    least = terms.factor("dip.special_from")
    listed = []
    for row in rows:
        points = Fraction(row["points"] * row["coefficient"] * row["auxiliary"], _TENTHS**3)  # fmt: skip
        standard = points * values[0] / _TENTHS
        if standard and row["medfee_sumamt"] > least * standard:
            case = (row["setl_id"], row["fixmedins_code"], row["dip_group"])
            listed.append(Eligible(*case, row["medfee_sumamt"], int(standard)))
    listed.sort(key=lambda each: (-each.times, each.setl_id))
    quota = int(terms.factor("dip.special_cap") * len(rows))
    return SpecialYear(tuple(listed), len(rows), quota)


def apply(
    ledger: CaseLedger, engine: Engine, year: int, setl_id: str, reason: str, why: str, by: str, at: datetime,
) -> str:  # fmt: skip
    """Open a case for a discharge of a settled year, as its hospital asks; return the case's code.

    Raises:
        JixiaoError: the reason is none, there is no such discharge, or it was applied for already.
    """
    if reason not in REASONS or not why.strip():
        message = f"理由应为 {'、'.join(REASONS)} 中的一个，并写明情况。"
        raise JixiaoError(message)
    priced = records_of(engine).record("dip_priced")
    chosen = priced.filter(priced.year == year, priced.setl_id == setl_id)
    rows = engine.fetch(chosen).to_pylist()
    if not rows:
        message = f"{year} 年清算的病例里没有结算ID {setl_id}。请核对编号和年度。"
        raise JixiaoError(message)
    row = rows[0]
    name = institution_names(engine).get(row["fixmedins_code"])
    values = {
        **({"机构": name} if name else {}),
        "病种": row["dip_group"] or "没有入组",
        "申请理由": reason,
        "情况": why.strip(),
        "年度": str(year),
    }
    evidence = Evidence(
        "dip_priced", setl_id, values, row["medfee_sumamt"], row["booked"]
    )
    code = ledger.open_case(
        engine=ENGINE, rule=RULE, title=f"{RULE}：{setl_id}", subject=row["fixmedins_code"],
        evidence=[evidence], by=by, at=at,
    )  # fmt: skip
    if code is None:
        message = f"结算ID {setl_id} 已经申请过特例单议。请看那一案。"
        raise JixiaoError(message)
    return code


def draw(
    ledger: CaseLedger, code: str, experts: Sequence[Expert], count: int, by: str, at: datetime
) -> list[Expert]:  # fmt: skip
    """Draw experts by lot for a case: none of the hospital's own; who drew again draws the same.

    The lot is the digest of the case's last event with each name, so that anybody can check it.

    Raises:
        JixiaoError: too few experts are left, or the case is not to be drawn for now.
    """
    case = ledger.case(code)
    others = [each for each in experts if each.hospital != case.subject]
    if count < _FEWEST or count % 2 == 0 or len(others) < count:
        message = (
            f"要抽 {count} 位：至少 {_FEWEST} 位、单数；除去 {case.subject} 的还有 {len(others)} 位。"
            "请补充专家名单或改人数。"
        )
        raise JixiaoError(message)
    seed = case.events[-1].digest

    def lot(expert: Expert) -> str:
        return hashlib.sha256(f"{seed}\t{expert.name}".encode()).hexdigest()

    drawn = sorted(others, key=lot)[:count]
    names = "、".join(expert.name for expert in drawn)
    ledger.move(code, _DRAWN, by=by, at=at, text=names)
    return drawn


def vote(
    ledger: CaseLedger, code: str, expert: str, opinion: str, why: str, at: datetime
) -> None:
    """Write down an expert's vote.

    Raises:
        JixiaoError: the expert was not drawn or voted already, or the opinion is none.
    """
    if opinion not in (AGREE, REFUSE) or not why.strip():
        message = f"意见应为 {AGREE} 或 {REFUSE}，并写明理由。"
        raise JixiaoError(message)
    case = ledger.case(code)
    if expert not in drawn_of(case):
        message = f"{expert} 不是 {code} 抽到的专家；抽到的是 {'、'.join(drawn_of(case)) or '（还没有抽）'}。"
        raise JixiaoError(message)
    if any(event.by == expert for event in votes_of(case)):
        message = f"{expert} 已经对 {code} 投过票。"
        raise JixiaoError(message)
    ledger.move(code, _VOTE, by=expert, at=at, text=f"{opinion}：{why.strip()}")


def drawn_of(case: Case) -> list[str]:
    """Return the names of the experts who were drawn for a case."""
    texts = [event.text for event in case.events if event.step == _DRAWN]
    return texts[-1].split("、") if texts else []


def votes_of(case: Case) -> list[Event]:
    """Return the votes of who was drawn last: a case that was opened again is voted on anew."""
    draws = [n for n, event in enumerate(case.events) if event.step == _DRAWN]
    since = case.events[draws[-1] :] if draws else ()
    drawn = drawn_of(case)
    return [event for event in since if event.step == _VOTE and event.by in drawn]


def is_open(case: Case) -> bool:
    """Whether a case may be voted on."""
    return case.state == _VOTED_ON


def has_passed(case: Case) -> bool:
    """Whether the last decision on a case lets it pass."""
    decisions = [e.step for e in case.events if e.step in (_PASSES, _FAILS)]
    return decisions[-1:] == [_PASSES]


def decide(ledger: CaseLedger, code: str, by: str, at: datetime) -> bool:
    """Let the majority of the experts decide a case; whether it passes.

    Raises:
        JixiaoError: not all of them voted, or this person may not decide.
    """
    case = ledger.case(code)
    votes = [event.text for event in votes_of(case)]
    drawn = drawn_of(case)
    if not drawn or len(votes) < len(drawn):
        message = (
            f"{code} 抽了 {len(drawn)} 位专家，投票的 {len(votes)} 位。请等都投完。"
        )
        raise JixiaoError(message)
    agreed = sum(text.startswith(f"{AGREE}：") for text in votes)
    passes = 2 * agreed > len(votes)
    text = f"{AGREE} {agreed} 票，{REFUSE} {len(votes) - agreed} 票"
    ledger.move(code, _PASSES if passes else _FAILS, by=by, at=at, text=text)
    return passes


@dataclass(frozen=True, slots=True)
class SpecialCounts:
    """A hospital's special reviews of a year: how many, and cost and booked fund of those passed, in fen."""

    hospital: str
    applied: int
    decided: int
    passed: int
    cost: int
    fund: int


def count_reviews(ledger: CaseLedger, year: int) -> list[SpecialCounts]:
    """Count a year's reviews by hospital, as they are published to hospitals."""
    by_hospital: dict[str, list[Case]] = {}
    for case in cases_of_year(ledger, year):
        by_hospital.setdefault(case.subject, []).append(case)
    return [_counts(code, cases) for code, cases in sorted(by_hospital.items())]


def _counts(hospital: str, cases: Sequence[Case]) -> SpecialCounts:
    passed = [case for case in cases if has_passed(case)]
    return SpecialCounts(
        hospital,
        applied=len(cases),
        decided=sum(map(_is_decided, cases)),
        passed=len(passed),
        cost=sum(case.cost for case in passed),
        fund=sum(case.fund for case in passed),
    )


def _is_decided(case: Case) -> bool:
    return any(event.step in (_PASSES, _FAILS) for event in case.events)


def cases_of_year(ledger: CaseLedger, year: int) -> list[Case]:
    """Return a year's cases of special reviews, the oldest first."""
    cases = [ledger.case(c.code) for c in ledger.cases() if c.engine == ENGINE]
    return [c for c in cases if c.evidence[0].values.get("年度") == str(year)]


def keep_passed(ledger: CaseLedger, engine: Engine, year: int, terms: Terms) -> int:
    """Keep the cases that passed for the year's next settlement, which pays them by cost.

    Raises:
        JixiaoError: more passed than the pool may let pass.
    """
    passed = [
        {"setl_id": case.evidence[0].key, "year": year, "case": case.code}
        for case in cases_of_year(ledger, year)
        if has_passed(case)
    ]
    quota = eligible_cases(engine, year, terms).quota
    if len(passed) > quota:
        message = (
            f"通过的 {len(passed)} 例多于全统筹区的限额 {quota} 例。请核对限额或申请。"
        )
        raise JixiaoError(message)
    DIP_SPECIAL.keep_rows(engine, passed)
    return len(passed)
