"""What came of lists: looked at in time, recognised, settled again from that day; burdens before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.benefits.claim import CLAIM, OPTIONAL
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.settlement import settle
from jixiao.fund.outlook.history import month_end
from jixiao.fund.outlook.relief_alerts import kept_alerts
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

KEYS = ("relief.check_days",)
"""The parameters that are looked at."""


@dataclass(frozen=True, slots=True)
class Resettled:
    """Claims since recognition settled again as the recognised person's; amounts in fen.

    `unsettled` are claims that the policy could not settle: nothing is said of them.
    """

    claims: int
    unsettled: int
    own_before: int
    own_after: int
    assistance_before: int
    assistance_after: int


@dataclass(frozen=True, slots=True)
class ReliefEffect:
    """What came of a year's lists until a month; `in_time` of the `checked` were by their day."""

    listed: int
    checked: int
    in_time: int
    undated: int
    recognised: int
    resettled: Resettled


def relief_effect(
    engine: Engine, month: date, policies: Sequence[Policy], terms: Terms
) -> ReliefEffect:
    """Return what came of the lists of a month's year until then.

    Raises:
        NotLoaded: no results, or no settlements, were loaded.
        JixiaoError: a parameter is not set for the day.
    """
    year = Period(month.replace(month=1), month_end(month))
    rows = Records(engine, year).record("relief_results")
    checked = engine.fetch(rows).to_pylist()
    listed = [a for a in kept_alerts(engine) if year.first <= a.month <= year.last]
    dated = [row for row in checked if row["handed_on"] is not None]
    most = terms.count("relief.check_days")
    in_time = [r for r in dated if (r["checked_on"] - r["handed_on"]).days <= most]
    recognised = [r for r in checked if r["psn_idet_type"] and r["recognised_on"]]
    return ReliefEffect(
        listed=len(listed),
        checked=len(checked),
        in_time=len(in_time),
        undated=len(checked) - len(dated),
        recognised=len({row["psn_no"] for row in recognised}),
        resettled=_resettled(engine, year, recognised, policies),
    )


def _resettled(
    engine: Engine,
    year: Period,
    recognised: Sequence[Mapping[str, Any]],
    policies: Sequence[Policy],
) -> Resettled:
    """Settle the year of the recognised again: from the day of recognition under the new identity."""
    if not recognised:
        return Resettled(0, 0, 0, 0, 0, 0)
    claims = Records(engine, year).record("claims")
    known = claims.join(_last_of_each(recognised), "psn_no")
    since = known.setl_time.cast("date") >= known.since
    claims = known.mutate(
        psn_idet_type=since.ifelse(known.kind, known.psn_idet_type), counts=since
    )
    asked = claims.select(*CLAIM, *OPTIONAL)
    again = settle(engine, asked, policies).select(
        "setl_id",
        "reason",
        fund_again="fund_pay_sumamt",
        assistance_again="maf_pay",
    )
    return _added_up(engine, claims.filter(claims.counts).join(again, "setl_id"))


def _last_of_each(recognised: Sequence[Mapping[str, Any]]) -> ir.Table:
    last = {
        row["psn_no"]: (row["psn_idet_type"], row["recognised_on"])
        for row in sorted(recognised, key=lambda row: row["checked_on"])
    }
    schema = pa.schema(
        [("psn_no", pa.string()), ("kind", pa.string()), ("since", pa.date32())]
    )
    rows = [
        {"psn_no": psn_no, "kind": kind, "since": since}
        for psn_no, (kind, since) in last.items()
    ]
    return ibis.memtable(pa.Table.from_pylist(rows, schema))


def _added_up(engine: Engine, rows: ir.Table) -> Resettled:
    is_settled = rows.reason.isnull()
    settled = rows.filter(is_settled)
    added = settled.aggregate(
        claims=settled.count(),
        own_before=(settled.medfee_sumamt - settled.fund_pay_sumamt).sum(),
        own_after=(settled.medfee_sumamt - settled.fund_again).sum(),
        before=settled.maf_pay.sum(),
        after=settled.assistance_again.sum(),
    )
    (row,) = engine.fetch(added).to_pylist()
    (whole,) = engine.fetch(rows.aggregate(claims=rows.count())).to_pylist()
    amounts = (row[name] for name in ("own_before", "own_after", "before", "after"))
    return Resettled(
        whole["claims"],
        whole["claims"] - row["claims"],
        *(int(amount or 0) for amount in amounts),
    )
