"""What measures look at: the tables of a period, cleaned, under the names of their columns.

Amounts are whole fen. A table that was not loaded is told, not taken for empty.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache, reduce

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.records.claims import with_identity
from jixiao.fund.records.netting import fund_fields, not_standing
from jixiao.fund.resettling.resettlement import PAID, RESULT
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.sql import in_fen
from jixiao.fund.tables import tables
from jixiao.measures.scopes import plain_column, words
from jixiao.period import Period

SETTLEMENTS = "settlements_of_period"
_FEN = 100
_OUTSIDE = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
_AT_THE_COUNTER = ("2", "3", "4", "5")
_DAY = 86_400
_HALF_A_YEAR = 183


class NotLoaded(JixiaoError):
    """A table that a measure needs was not loaded; `table` is its code."""

    def __init__(self, table: str) -> None:
        self.table = table
        known = tables().get(table)
        told = f"没有收{known.title}（{table}）" if known else "还没有用 jixiao settle 重算过"
        super().__init__(told)


class Sources:
    """The sources of a period, each made when first asked for."""

    def __init__(self, engine: Engine, period: Period) -> None:
        self._engine = engine
        self._period = period
        self._made: dict[str, ir.Table] = {}

    def give(self, name: str) -> ir.Table:
        """Give a source by its name.

        Raises:
            NotLoaded: its table was not loaded.
        """
        if name not in self._made:
            self._made[name] = _MAKERS[name](self)
        return self._made[name]

    def give_if_loaded(self, name: str) -> ir.Table | None:
        """Give a source, or nothing where its table was not loaded."""
        try:
            return self.give(name)
        except NotLoaded:
            return None

    def _loaded(self, code: str) -> ir.Table:
        if code not in self._engine.tables:
            raise NotLoaded(code)
        return self._engine.table(code)

    def _within(self, code: str, day: str) -> ir.Table:
        rows = self._loaded(code)
        return rows.filter(rows[day].cast("date").between(self._period.first, self._period.last))

    def _in_force(self, code: str, begins: str, ends: str, on: date | None = None) -> ir.Table:
        """Give the rows that hold on a day, or at any time of the period."""
        rows = self._loaded(code)
        first, last = (on, on) if on else (self._period.first, self._period.last)
        begun = rows[begins].isnull() | (rows[begins] <= last)
        return rows.filter(begun, rows[ends].isnull() | (rows[ends] >= first))

    def settlements_of_year(self) -> ir.Table:
        """Give the settlements that stand, with the person's identity on that day.

        `inscp_amt` is none where neither it nor all that lies outside the scope is told; `direct`
        says whether it was settled where care was given (none where nothing tells), `within`
        whether in the period: the year before its first day is there too.
        """
        self._loaded("SETL_D")
        told = _settlements(self._engine, frozenset(self._engine.tables), self._period)
        return self._engine.keep(SETTLEMENTS, told)

    def settlements_within(self) -> ir.Table:
        """Give the settlements of the period itself."""
        rows = self.give("settlements_of_year")
        return rows.filter(rows.within)

    def resettled(self) -> ir.Table:
        """Give the settlements that `jixiao settle` settled again.

        Raises:
            NotLoaded: it has not been run.
        """
        if RESULT not in self._engine.tables:
            raise NotLoaded(RESULT)
        rows = self._engine.table(RESULT)
        rows = rows.filter(rows.compared == PAID)
        return rows.filter(
            rows.setl_time.cast("date").between(self._period.first, self._period.last)
        )

    def enrolments(self) -> ir.Table:
        """Give who is enrolled on the last day, with the day it began in the period."""
        rows = self._in_force("PSN_INSU_D", "begndate", "enddate", self._period.last)
        return self._since(rows, "begndate")

    def enrolled_in_period(self) -> ir.Table:
        """Give who was enrolled at any time of the period; `fresh` for what was paid for it."""
        rows = self._since(self._in_force("PSN_INSU_D", "begndate", "enddate"), "begndate")
        early = self._period.first.replace(month=1, day=1) - timedelta(days=_HALF_A_YEAR)
        return rows.mutate(fresh=rows.paid_on.fill_null(rows.begndate) >= early)

    def identities(self) -> ir.Table:
        """Give who held which identity on the first day."""
        rows = self._in_force("PSN_IDET_C", "begntime", "endtime", self._period.first)
        return self._since(rows, "begntime")

    def _since(self, rows: ir.Table, begins: str) -> ir.Table:
        first = ibis.literal(self._period.first)
        return rows.mutate(since=ibis.greatest(rows[begins].fill_null(self._period.first), first))

    def population(self) -> ir.Table:
        """Give the last count before the end of the period, of each area and insurance."""
        rows = self._loaded("POPULATION")
        rows = rows.filter(rows.counted_on <= self._period.last)
        own = ibis.window(group_by=["insu_admdvs", "insutype"])
        rows = rows.mutate(newest=rows.counted_on.max().over(own))
        return rows.filter(rows.counted_on == rows.newest).drop("newest")

    def institutions(self) -> ir.Table:
        """Give the institutions under agreement on the last day, of the insured's areas."""
        rows = self._in_force("FIXMEDINS_B", "begndate", "enddate", self._period.last)
        rows = self._since(rows, "begndate")
        if "PSN_INSU_D" not in self._engine.tables:
            return rows
        areas = self._engine.table("PSN_INSU_D").select(area="insu_admdvs").distinct()
        areas = areas.filter(areas.area.notnull())
        if not len(self._engine.fetch(areas.limit(1))):
            return rows
        here = rows.semi_join(areas, rows.fix_blng_admdvs == areas.area)
        return here.union(rows.filter(rows.fix_blng_admdvs.isnull()))

    def months(self) -> ir.Table:
        """Give the fund's months."""
        rows = self._within("FUND_MONTH_D", "month")
        named = ("income", "outlay", "balance", "fiscal_subsidy")
        entry = rows.insutype + "/" + rows.month.strftime("%Y-%m")
        return rows.mutate(entry=entry, **{name: in_fen(rows[name]) for name in named})

    def calendar(self) -> ir.Table:
        """Give the days of the period, and the seconds each has."""
        days = (self._period.last - self._period.first).days + 1
        told = [self._period.first + timedelta(days=n) for n in range(days)]
        return ibis.memtable(pa.table({"day": told, "seconds": [_DAY] * days}))

    def changes(self) -> ir.Table:
        """Give the registrations and changes that are done or due."""
        rows = self._within("ENROL_CHANGE", "applied_on")
        pending = rows.done_on.isnull() & (rows.due_date > self._period.last).fill_null(False)  # noqa: FBT003
        return rows.filter(~pending)

    def inspections(self) -> ir.Table:
        """Give the inspections."""
        return self._within("INSPECTION", "inspected_on")

    def activities(self) -> ir.Table:
        """Give the trainings, publicity, journeys and other events."""
        return self._within("ACTIVITY", "held_on")

    def answers(self) -> ir.Table:
        """Give the answers to surveys."""
        rows = self._within("SATISFACTION", "answered_on")
        return rows.mutate(answer=rows.answer_no + "/" + rows.question)

    def uploads(self) -> ir.Table:
        """Give what institutions uploaded, by day and kind of data."""
        rows = self._within("UPLOAD", "occurred_on")
        day = rows.occurred_on.strftime("%Y-%m-%d")
        return rows.mutate(upload=rows.fixmedins_code + "/" + rows.kind + "/" + day)

    def incidents(self) -> ir.Table:
        """Give the incidents reported in the period."""
        return self._within("INCIDENT", "reported_at")

    def outages(self) -> ir.Table:
        """Give the failures that reach into the period, cut to it; planned downtime is none."""
        rows = self._loaded("INCIDENT")
        begins = datetime.combine(self._period.first, time())
        ends = datetime.combine(self._period.last + timedelta(days=1), time())
        rows = rows.filter(
            rows.planned.fill_null("0") != "1",
            rows.reported_at < ends,
            rows.restored_at.isnull() | (rows.restored_at > begins),
        )
        return rows.mutate(
            system=plain_column(rows.system),
            down=ibis.greatest(rows.reported_at, ibis.literal(begins)),
            up=ibis.least(rows.restored_at.fill_null(ends), ibis.literal(ends)),
        )

    def systems(self) -> ir.Table:
        """Give the systems that the ledger of incidents has ever known."""
        rows = self._loaded("INCIDENT")
        return rows.select(system=plain_column(rows.system)).distinct()

    def payments(self) -> ir.Table:
        """Give what the budget paid."""
        rows = self._within("BUDGET_PAYMENT", "paid_date")
        return rows.mutate(amount=in_fen(rows.amount))

    def deliveries(self) -> ir.Table:
        """Give what was accepted."""
        rows = self._within("DELIVERY", "delivered_on")
        return rows.mutate(
            amount=(rows.amount * _FEN).cast("int64"),
            accepted_quantity=rows.accepted_quantity.fill_null(rows.quantity),
        )


@lru_cache(maxsize=4)
def _settlements(engine: Engine, tables_there: frozenset[str], period: Period) -> ir.Table:
    """Say what `settlements_of_year` gives; the tables there are tell a changed engine apart."""
    del tables_there
    rows = engine.table("SETL_D")
    gone = not_standing(rows)
    january = period.first.replace(month=1, day=1)
    rows = rows.filter(rows.setl_time.cast("date").between(january, period.last))
    rows = _with_area(engine, rows.anti_join(gone, "setl_id"))
    funds = fund_fields()
    parts = reduce(lambda one, other: one + other, (in_fen(rows[f]) for f in funds))
    outside = reduce(lambda one, other: one + other, (rows[name] for name in _OUTSIDE))
    manual = (rows.pay_loc == "1") | (rows.manl_reim_rea.fill_null("") != "")
    told = rows.select(
        "setl_id", "mdtrt_id", "psn_no", "setl_time", "insutype", "psn_type", "med_type",
        "insu_admdvs", "fix_blng_admdvs", "fixmedins_code", "pay_loc", "enddate",
        psn_idet_type=rows.psn_idet_type.nullif("0"),
        within=rows.setl_time.cast("date") >= period.first,
        direct=ibis.cases((manual, False), (rows.pay_loc.isin(_AT_THE_COUNTER), True), else_=None),
        midway=rows.mid_setl_flag.fill_null("0") == "1",
        fund=(rows.fund_pay_sumamt * _FEN).cast("int64").fill_null(parts),
        inscp_amt=(rows.inscp_amt.fill_null(rows.medfee_sumamt - outside) * _FEN).cast("int64"),
        medfee_sumamt=in_fen(rows.medfee_sumamt),
        **{name: in_fen(rows[name]) for name in funds},
    )  # fmt: skip
    return with_identity(engine, told, list(words()["identity"]["困难群众"]))


def _with_area(engine: Engine, rows: ir.Table) -> ir.Table:
    """Take the area of an institution from its register where a settlement does not tell it."""
    if "FIXMEDINS_B" not in engine.tables:
        return rows
    listed = engine.table("FIXMEDINS_B").select("fixmedins_code", area="fix_blng_admdvs")
    joined = rows.left_join(listed, "fixmedins_code")
    area = joined.fix_blng_admdvs.fill_null(joined.area)
    return joined.mutate(fix_blng_admdvs=area).select(*rows.columns)


_MAKERS: Mapping[str, Callable[[Sources], ir.Table]] = {
    "settlements": Sources.settlements_within,
    "settlements_of_year": Sources.settlements_of_year,
    "enrolments": Sources.enrolments,
    "enrolled_in_period": Sources.enrolled_in_period,
    "identities": Sources.identities,
    "population": Sources.population,
    "institutions": Sources.institutions,
    "months": Sources.months,
    "calendar": Sources.calendar,
    "payments": Sources.payments,
    "deliveries": Sources.deliveries,
    "changes": Sources.changes,
    "outages": Sources.outages,
    "systems": Sources.systems,
    "inspections": Sources.inspections,
    "activities": Sources.activities,
    "resettled": Sources.resettled,
    "answers": Sources.answers,
    "incidents": Sources.incidents,
    "uploads": Sources.uploads,
}
