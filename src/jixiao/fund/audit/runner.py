"""All rules over a year's records: findings with their money, and what could not be asked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.audit.declaration import Grade, Rule, Subject, library
from jixiao.fund.audit.kept import AUDIT_FINDINGS, AUDIT_UNASKED
from jixiao.fund.audit.limits import DatedLimit, spans
from jixiao.fund.records import NotLoaded, Records, declared_records, is_stay
from jixiao.fund.records.periods import within
from jixiao.fund.store.engine import Engine
from jixiao.period import Period
from jixiao.progress import Progress, silent

_SETTLED = (Subject.LINE, Subject.SETTLEMENT)
"""What belongs to one settlement, and so to the month that it is paid in."""
_OF_THE_YEAR = "看的是一个人、一家机构或一次透析，不属于哪一次结算，按月审核时不问"
_WHOLE_NUMBERS = ("above", "below", "cost", "fund", "counted")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found: how many rows, the cost and the fund concerned, in fen.

    `counted` is what of the fund is this rule's own where each line's money is counted once.
    """

    code: str
    title: str
    claim: Grade
    findings: int
    cost: int
    fund: int
    counted: int


@dataclass(frozen=True, slots=True)
class Unasked:
    """A rule that could not be asked, or not of all rows, and why."""

    code: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Audit:
    """A period's findings by rule, what could not be asked, and the limits that parted them."""

    outcomes: Sequence[Outcome]
    unasked: Sequence[Unasked]
    blind: Sequence[Unasked]
    limits: Sequence[DatedLimit]
    engine: Engine = field(repr=False)

    @property
    def counted(self) -> int:
        """The fund concerned, each line's money once, in fen."""
        return sum(outcome.counted for outcome in self.outcomes)

    def findings(self, most: int | None = None) -> list[dict[str, Any]]:
        """Return findings, those that concern most of the fund first; persons are masked."""
        if not self.outcomes:
            return []
        rows = AUDIT_FINDINGS.read(self.engine)
        rows = rows.order_by(ibis.desc("counted"), ibis.desc("fund"), "rule", "key")
        rows = rows if most is None else rows.limit(most)
        fetched = self.engine.fetch(rows).to_pylist()
        return [AUDIT_FINDINGS.masked(row) for row in fetched]


def audit(
    engine: Engine,
    period: Period,
    *,
    limits: Sequence[DatedLimit] = (),
    codes: Collection[str] = (),
    settled: Period | None = None,
    progress: Progress = silent,
) -> Audit:
    """Ask all rules, or those of some codes, of a period's records, and keep what they find.

    With `settled` only what was settled then is marked, as before a payment: rules look at the whole
    period, so that a stay is held against that of the month before; those of persons, institutions
    and sessions are not asked.

    Raises:
        JixiaoError: there is no rule of a code.
    """
    rules = _chosen(codes)
    records = Records(engine, period, keeping=True)
    kinds = _kinds_in_force(records, period)
    marks: list[ir.Table] = []
    unasked: list[Unasked] = []
    used: list[DatedLimit] = []
    asked: list[Rule] = []
    for number, rule in enumerate(rules):
        progress("规则", number, len(rules))
        if settled is not None and rule.about not in _SETTLED:
            unasked.append(Unasked(rule.code, rule.title, _OF_THE_YEAR))
            continue
        try:
            marked = _marks(rule, records, limits, period)
        except NotLoaded as missing:
            unasked.append(Unasked(rule.code, rule.title, missing.why))
            continue
        if why := _without_points(rule, kinds):
            unasked.append(Unasked(rule.code, rule.title, why))
            continue
        # Run rule by rule: a hundred rules at once need the memory of all of them.
        marks.append(engine.made_part(f"marks_of_{rule.code}", marked))
        asked.append(rule)
        used += [each for span in spans(rule, limits, period) for each in span.limits]
    outcomes = _kept(engine, records, marks, settled) if marks else []
    blind = _blind(engine, records, asked)
    _keep_unasked(engine, unasked, blind, settled or period)
    return Audit(outcomes, unasked, blind, [*dict.fromkeys(used)], engine)


def _chosen(codes: Collection[str]) -> list[Rule]:
    known = library()
    if strange := [code for code in codes if code not in known]:
        message = f"没有代码为 {'、'.join(strange)} 的规则；现有 {'、'.join(known)}。"
        raise JixiaoError(message)
    return [rule for code, rule in known.items() if not codes or code in codes]


def _kinds_in_force(records: Records, period: Period) -> frozenset[str]:
    points = records.record_if_loaded("knowledge_points")
    if points is None:
        return frozenset()
    in_force = points.filter(
        points.begndate <= period.last,
        points.enddate.isnull() | (points.enddate >= period.first),
    )
    kinds = records.engine.fetch(in_force.select("kind").distinct())
    return frozenset(row["kind"] for row in kinds.to_pylist())


def _without_points(rule: Rule, kinds: frozenset[str]) -> str:
    if not rule.kinds or kinds.intersection(rule.kinds):
        return ""
    return f"没有期内有效的知识点：{'、'.join(rule.kinds)}"


def _marks(
    rule: Rule, records: Records, limits: Sequence[DatedLimit], period: Period
) -> ir.Table:
    """Return what a rule marks, each row by the limits of its day, each key once."""
    pieces = []
    for span in spans(rule, limits, period):
        rows = rule.look(*records.give(rule.sources), **span.values)
        if span.period != period:
            within = rows.on.between(span.period.first, span.period.last)
            rows = rows.filter(within)
        pieces.append(rows.mutate(claim=ibis.literal(span.claim.value)))
    rows = _all_of(pieces)
    best = ibis.window(
        group_by="key", order_by=[ibis.desc("above"), ibis.desc("below")]
    )
    rows = rows.mutate(rank=ibis.row_number().over(best))
    return (
        rows.filter(rows["rank"] == 0)
        .drop("rank")
        .mutate(
            rule=ibis.literal(rule.code),
            about=ibis.literal(rule.about.value),
        )
    )


def _keep_unasked(
    engine: Engine, unasked: Sequence[Unasked], blind: Sequence[Unasked], period: Period
) -> None:
    audited = f"{period.first} 至 {period.last}"
    reasons = [(each, False) for each in unasked] + [(each, True) for each in blind]
    rows = [
        {"rule": each.code, "blind": is_blind, "why": each.why, "audited": audited}
        for each, is_blind in reasons
    ]
    schema = {
        "rule": "string",
        "blind": "boolean",
        "why": "string",
        "audited": "string",
    }
    table = ibis.memtable(rows or {name: [] for name in schema}, schema=schema)
    AUDIT_UNASKED.keep(engine, table)


def _settled_then(marked: ir.Table, records: Records, settled: Period) -> ir.Table:
    """Leave of the marks those of what was settled in a period."""
    settlements = within(records.record("settlements"), "setl_time", settled)
    claims = within(records.record("audited_claims"), "setl_time", settled)
    keys = claims.select(of=ibis.literal(Subject.SETTLEMENT.value), bill="setl_id")
    lines = records.record_if_loaded("audited_lines")
    if lines is not None:
        theirs = lines.semi_join(settlements, "setl_id")
        of_lines = theirs.select(of=ibis.literal(Subject.LINE.value), bill="bkkp_sn")
        keys = keys.union(of_lines)
    return marked.semi_join(keys, [marked.about == keys.of, marked.key == keys.bill])


def _kept(
    engine: Engine, records: Records, marks: Sequence[ir.Table], settled: Period | None
) -> list[Outcome]:
    marked = _all_of(marks)
    if settled is not None:
        marked = _settled_then(marked, records, settled)
    rows = _counted_once(_with_money(marked, records))
    # Sums are wider than Ibis believes, which takes a plain cast to 64 bits for none.
    narrow = {n: rows[n].cast("decimal(38, 0)").cast("int64") for n in _WHOLE_NUMBERS}
    rows = AUDIT_FINDINGS.keep(engine, rows.mutate(**narrow))
    summed = rows.group_by("rule").aggregate(
        claim=rows.claim.min(),
        findings=rows.count(),
        cost=rows.cost.sum(),
        fund=rows.fund.sum(),
        counted=rows.counted.sum(),
    )
    fetched = engine.fetch(summed.order_by("rule")).to_pylist()
    return [_outcome(row) for row in fetched]


def _all_of(tables: Sequence[ir.Table]) -> ir.Table:
    """Put rows under one another in halves: a hundred unions in one another are too deep to write."""
    if len(tables) == 1:
        return tables[0]
    half = len(tables) // 2
    return _all_of(tables[:half]).union(_all_of(tables[half:]))


def _outcome(row: dict[str, Any]) -> Outcome:
    money = {name: int(row[name] or 0) for name in ("cost", "fund", "counted")}
    return Outcome(
        row["rule"],
        library()[row["rule"]].title,
        Grade(row["claim"]),
        row["findings"],
        **money,
    )


def _with_money(marked: ir.Table, records: Records) -> ir.Table:
    """Say of each mark whose it is, of which visit, what it costs and what the fund bears of it.

    The cost is never more than the line's or the settlement's own; the fund's share of a part is in
    proportion, half up to the fen.
    """
    bills = [
        bill
        for bill in (_line_bills(records), _settlement_bills(records))
        if bill is not None
    ]
    bill = _all_of(bills) if bills else _no_bills()
    rows = marked.left_join(bill, [marked.about == bill.of, marked.key == bill.bill])
    cost = ibis.least(rows.above, rows.whole).fill_null(0)
    rows = rows.mutate(cost=ibis.ifelse(rows.whole.isnull(), 0, cost))
    share = (rows.borne * rows.cost * 2 + rows.whole) // (rows.whole * 2)
    fund = ibis.cases(
        (rows.whole.isnull(), ibis.literal(0, "int64")),
        (rows.whole > 0, share.cast("int64")),
        else_=ibis.literal(0, "int64"),
    )
    return rows.mutate(fund=fund)


def _line_bills(records: Records) -> ir.Table | None:
    lines = records.record_if_loaded("audited_lines")
    if lines is None:
        return None
    return _bills(lines, Subject.LINE, "bkkp_sn", lines.det_item_fee_sumamt, lines.fund)


def _settlement_bills(records: Records) -> ir.Table | None:
    claims = records.record_if_loaded("audited_claims")
    if claims is None:
        return None
    whole, borne = claims.medfee_sumamt, claims.fund_pay_sumamt
    return _bills(claims, Subject.SETTLEMENT, "setl_id", whole, borne)


def _bills(
    rows: ir.Table, subject: Subject, key: str, whole: ir.Value, borne: ir.Value
) -> ir.Table:
    of_stay = is_stay(rows).fill_null(False)
    return rows.select(
        of=ibis.literal(subject.value),
        bill=rows[key],
        psn_no=rows.psn_no,
        visit=ibis.ifelse(of_stay, rows.mdtrt_id, rows.setl_id),
        whole=whole.cast("int64"),
        borne=borne.cast("int64"),
    )


def _no_bills() -> ir.Table:
    schema = {
        "of": "string",
        "bill": "string",
        "psn_no": "string",
        "visit": "string",
        "whole": "int64",
        "borne": "int64",
    }
    return ibis.memtable({name: [] for name in schema}, schema=schema)


def _counted_once(rows: ir.Table) -> ir.Table:
    """Count each line's money once, and of a settlement only what its lines do not count already."""
    money_first = [ibis.desc("borne_first"), "rule"]
    rows = rows.mutate(borne_first=rows.fund.fill_null(0))
    of_key = ibis.window(group_by=["about", "key"], order_by=money_first)
    is_line = rows.about == Subject.LINE.value
    rows = rows.mutate(nth=ibis.row_number().over(of_key))
    is_first = is_line & (rows.nth == 0)
    rows = rows.mutate(by_line=ibis.ifelse(is_first, rows.borne_first, 0))
    visit = ["psn_no", "visit"]
    rows = rows.mutate(by_lines=rows.by_line.sum().over(ibis.window(group_by=visit)))
    of_visit = ibis.window(group_by=["about", *visit], order_by=[*money_first, "key"])
    rows = rows.mutate(nth_of_visit=ibis.row_number().over(of_visit))
    rest = ibis.greatest(rows.borne_first - rows.by_lines, 0)
    is_whole = (rows.about == Subject.SETTLEMENT.value) & (rows.nth_of_visit == 0)
    counted = ibis.cases((is_line, rows.by_line), (is_whole, rest), else_=0)
    return rows.mutate(counted=counted.cast("int64"))


def _blind(engine: Engine, records: Records, rules: Sequence[Rule]) -> list[Unasked]:
    """Count the lines that lack what a rule has to know of them: of those it says nothing."""
    facts = sorted({fact for rule in rules for fact in rule.facts})
    lines = records.record_if_loaded("audited_lines")
    if lines is None or not facts:
        return []
    missing = {fact: lines[fact].isnull().sum() for fact in facts}
    counted = engine.fetch(lines.aggregate(lines=lines.count(), **missing))
    counts = counted.to_pylist()[0]
    return [
        Unasked(rule.code, rule.title, why)
        for rule in rules
        for why in _blind_facts(rule, counts)
    ]


def _blind_facts(rule: Rule, counts: dict[str, Any]) -> Iterator[str]:
    columns = declared_records()["audited_lines"].columns
    for fact in rule.facts:
        if counts[fact]:
            title = columns[fact].title
            yield f"{counts['lines']} 条收费里有 {counts[fact]} 条没有{title}"
