"""The shapes that rules share: what a knowledge point allows, counts in a window, pairs.

Each works on any rows that have the columns it names, and returns rows of the table it was given.
"""

from collections.abc import Callable

import ibis
from ibis import ir

from jixiao.entry import TENTHS
from jixiao.fund.records import is_stay, proven

LEVELS = {
    "三级": ("01", "02", "03", "04", "12"),
    "二级": ("05", "06", "07", "13"),
    "一级": ("08", "09", "10", "14"),
    "无等级": ("11",),
}
"""The codes of hosp_lv by level, the highest first."""
_KEY = "bkkp_sn"
PURCHASE = "41"
"""What is bought at a pharmacy."""
_A_POINT = 100
"""Hundredths of a per cent in one per cent."""
EVERY_STAY = "2"
"""What a point says that allows every stay, that of childbirth as well."""
WHOLE_LINE = 10**15
"""What a rule says of a line that it concerns whole: more than any costs; the audit takes what it does."""
_POINT = {
    "kp_id": "kp_id",
    "point_code": "code",
    "other": "other",
    "allowed": "allowed",
    "least": "least",
    "most": "most",
    "span": "span",
    "since": "begndate",
    "until": "enddate",
}
Fits = Callable[[ir.Table], ir.BooleanValue]


def listed(
    rows: ir.Table,
    coded_points: ir.Table,
    kind: str,
    code: str = "hilist_code",
    day: str = "fee_ocur_time",
) -> ir.Table:
    """Return the rows whose code a point of a kind speaks of on their day, with what it says."""
    points = coded_points.filter(coded_points.kind == kind).select(**_POINT)
    joined = rows.join(points, rows[code] == points.point_code)
    on = joined[day].cast("date")
    return joined.filter(
        joined.since <= on, joined.until.isnull() | (joined.until >= on)
    )


def outside(
    rows: ir.Table,
    coded_points: ir.Table,
    kind: str,
    fits: Fits,
    *,
    code: str = "hilist_code",
    key: str = _KEY,
    day: str = "fee_ocur_time",
) -> ir.Table:
    """Return the rows that no point of a kind allows, where points of it speak of their code.

    `fits` says whether a row is as its point wants it; where it cannot say (none) the row is
    spared. Several points of one code are alternatives.
    """
    listed_rows = listed(rows, coded_points, kind, code, day)
    listed_rows = listed_rows.mutate(
        may_stand=fits(listed_rows).fill_null(True).cast("int8")
    )
    judged = listed_rows.group_by(key).aggregate(best=listed_rows.may_stand.max())
    return rows.semi_join(judged.filter(judged.best == 0), key)


def same_sex(rows: ir.Table) -> ir.BooleanValue:
    """Whether the person is of the sex that the point allows (1 male, 2 female)."""
    return rows.allowed == rows.gend


def of_visit_type(rows: ir.Table) -> ir.BooleanValue:
    """Whether the kind of care is as the point allows: 2 is every stay, 21 an ordinary one."""
    every_stay = (rows.allowed == EVERY_STAY) & is_stay(rows)
    return every_stay | rows.med_type.startswith(rows.allowed)


def of_insurance(rows: ir.Table) -> ir.BooleanValue:
    """Whether the insurance is one that the point allows."""
    return rows.insutype == rows.allowed


def of_level(rows: ir.Table) -> ir.BooleanValue:
    """Whether the institution is of at least the level that the point names."""
    return level_of(rows.hosp_lv) >= _rank_of(rows.allowed)


def of_department(rows: ir.Table) -> ir.BooleanValue:
    """Whether the name of the department that ordered has the word of the point in it."""
    return rows.bilg_dept_name.contains(rows.allowed)


def of_age(rows: ir.Table, day: str = "fee_ocur_time") -> ir.BooleanValue:
    """Whether the person's whole years are from the least to under the most that the point says."""
    age = years_old(rows.brdy, rows[day])
    above = rows.least.isnull() | (age >= rows.least)
    return above & (rows.most.isnull() | (age < rows.most))


def level_of(code: ir.StringValue) -> ir.IntegerValue:
    """Return how high an institution's level is: 3 to 0, none for a code without one."""
    ranks = [(code.isin(codes), 3 - n) for n, codes in enumerate(LEVELS.values())]
    return ibis.cases(*ranks, else_=ibis.null("int8"))


def _rank_of(word: ir.StringValue) -> ir.IntegerValue:
    ranks = [(word == name, 3 - n) for n, name in enumerate(LEVELS)]
    return ibis.cases(*ranks, else_=ibis.null("int8"))


def years_old(born: ir.DateValue, on: ir.Value) -> ir.IntegerValue:
    """Return the whole years of a person on a day."""
    day = on.cast("date")
    is_early = day.month() * 100 + day.day() < born.month() * 100 + born.day()
    return day.year() - born.year() - is_early.cast("int32")


def days_old(born: ir.DateValue, on: ir.Value) -> ir.IntegerValue:
    """Return how many days old a person is on a day."""
    return on.cast("date").delta(born, unit="day")


def over_count(
    rows: ir.Table, coded_points: ir.Table, kind: str, by: tuple[str, ...]
) -> ir.Table:
    """Return the lines that go over the most that a point allows of an item in a group.

    Lines count in the order of their time; `excess` is the cost of what lies beyond.
    """
    listed_rows = listed(rows, coded_points, kind).mutate(
        day=lambda row: row.fee_ocur_time.date()
    )
    so_far = ibis.window(
        group_by=["kp_id", *by],
        order_by=["fee_ocur_time", _KEY],
        preceding=None,
        following=0,
    )
    return beyond(listed_rows.mutate(reached=listed_rows.cnt.sum().over(so_far)))


def beyond(counted_rows: ir.Table) -> ir.Table:
    """Return the lines whose count `reached` more than `most`, with the cost of what lies beyond."""
    over = ibis.least(counted_rows.reached - counted_rows.most, counted_rows.cnt)
    counted_rows = counted_rows.mutate(over=over).filter(lambda row: row.over > 0)
    part, whole = _in_tenths(counted_rows.over), _in_tenths(counted_rows.cnt)
    cost = (counted_rows.det_item_fee_sumamt * part * 2 + whole) // (whole * 2)
    counted_rows = counted_rows.mutate(excess=cost.cast("int64"))
    of_line = ibis.window(group_by=_KEY, order_by=[ibis.desc("excess"), "kp_id"])
    ranked = counted_rows.mutate(place=ibis.row_number().over(of_line))
    return ranked.filter(ranked.place == 0)


def _in_tenths(number: ir.Value) -> ir.IntegerValue:
    """Return a number in whole TENTHS, so that shares of it are exact on every engine."""
    return (number * TENTHS).cast("int64")


def days_beyond(
    rows: ir.Table, coded_points: ir.Table, kind: str, by: tuple[str, ...]
) -> ir.Table:
    """Return the lines on days after the most days that a point allows an item to be used in a group.

    `reached` is which day of use it is.
    """
    listed_rows = listed(rows, coded_points, kind).mutate(
        day=lambda row: row.fee_ocur_time.date()
    )
    in_order = ibis.window(group_by=["kp_id", *by], order_by="day")
    listed_rows = listed_rows.mutate(reached=ibis.dense_rank().over(in_order) + 1)
    over = listed_rows.filter(listed_rows.reached > listed_rows.most)
    of_line = ibis.window(group_by=_KEY, order_by=[ibis.desc("reached"), "kp_id"])
    ranked = over.mutate(place=ibis.row_number().over(of_line))
    return ranked.filter(ranked.place == 0)


def beside(
    rows: ir.Table, coded_points: ir.Table, kind: str, others: ir.Table
) -> ir.Table:
    """Return each row with each of the `others` that a point pairs it with.

    `others` are rows of the same person with `other_code`, `other_at`, `other_visit`, `other_key`.
    """
    listed_rows = listed(rows, coded_points, kind)
    met = listed_rows.join(
        others,
        [
            listed_rows.other == others.other_code,
            listed_rows.psn_no == others.other_person,
        ],
    )
    return met.filter(met.other_key != met[_KEY])


def as_others(lines: ir.Table) -> ir.Table:
    """Return lines as what may stand beside other lines."""
    return lines.select(
        other_key=_KEY,
        other_person="psn_no",
        other_code="hilist_code",
        other_at="fee_ocur_time",
        other_visit="mdtrt_id",
        other_amount="det_item_fee_sumamt",
        other_place="fixmedins_code",
    )


SPANS = ("单日", "单次就诊", "6小时", "同一小时")
"""The spans that a point may name, as `in_span` asks of them."""


def in_span(met: ir.Table) -> ir.BooleanValue:
    """Whether a pair lies within the span that its point names; a span that is not known never."""
    at, other = met.fee_ocur_time, met.other_at
    seconds = at.epoch_seconds() - other.epoch_seconds()
    return ibis.cases(
        (met.span == "单日", at.date() == other.date()),
        (met.span == "单次就诊", met.mdtrt_id == met.other_visit),
        (met.span == "6小时", seconds.abs() <= 6 * 3600),
        (
            met.span == "同一小时",
            (at.date() == other.date()) & (at.hour() == other.hour()),
        ),
        else_=False,
    )


def marked_lines(
    rows: ir.Table, *, above: ir.Value | None = None, below: ir.Value | int = 1
) -> ir.Table:
    """Return lines as a rule marks them: the cost concerned above, the whole line's by default."""
    return proven(
        rows,
        key=rows[_KEY],
        on=rows.fee_ocur_time,
        place=rows.fixmedins_code,
        above=rows.det_item_fee_sumamt if above is None else above,
        below=below,
    )


def once_a_line(rows: ir.Table) -> ir.Table:
    """Return marks with one row a key: the one that concerns most."""
    best = ibis.window(
        group_by="key", order_by=[ibis.desc("above"), ibis.desc("below")]
    )
    ranked = rows.mutate(rank=ibis.row_number().over(best))
    return ranked.filter(ranked["rank"] == 0).drop("rank")


def sold_again(trace_scans: ir.Table) -> ir.Table:
    """Return the scans that go over one pack of a trace code, net of refunds.

    `reached` is how many packs were sold with them, `seller` who sold the first.
    """
    order = {"group_by": "trace_code", "order_by": ["sold_at", "scan_id"]}
    so_far = ibis.window(**order, preceding=None, following=0)
    rows = trace_scans.mutate(
        reached=trace_scans.packs.sum().over(so_far),
        seller=trace_scans.fixmedins_code.first().over(ibis.window(**order)),
    )
    return rows.filter(rows.packs > 0, rows.reached > 1)


def marked_sales(scans: ir.Table) -> ir.Table:
    """Return the marks of sales that `sold_again` gives: whole lines, with the packs sold so far."""
    return proven(
        scans,
        key=scans.bkkp_sn.fill_null(scans.scan_id),
        on=scans.sold_at,
        place=scans.fixmedins_code,
        above=WHOLE_LINE,
        below=scans.reached * TENTHS,
    )


def share_of_charges(
    audited_lines: ir.Table,
    column: str,
    kinds: tuple[str, ...],
    *,
    most_percent: int,
    over_peers: int,
    least_visits: int,
    least_peers: int,
) -> ir.Table:
    """Return the institutions of which some kinds of charges are more than a share of all.

    `column` says of what kind a line is; lines without it are left out of both sums. Of fewer than
    `least_visits` visits with such lines a share says nothing. Where there are `least_peers` others
    of the level, the share is also more than `over_peers` points above the mean of theirs. What
    pharmacies sell is left out: they sell nothing else.
    """
    is_sale = (audited_lines.med_type == PURCHASE).fill_null(False)
    lines = audited_lines.filter(audited_lines[column].notnull(), ~is_sale)
    amount = lines.det_item_fee_sumamt
    charged = lines.group_by("fixmedins_code").aggregate(
        kind=ibis.ifelse(lines[column].isin(kinds), amount, 0).sum(),
        whole=amount.sum(),
        visits=lines.mdtrt_id.nunique(),
        level=level_of(lines.hosp_lv).max(),
    )
    compared = charged.filter(charged.visits >= least_visits, charged.whole > 0)
    rows = _beside_peers(compared)
    beside = (rows.peers < least_peers) | rows.level.isnull() | (
        rows.share > rows.share_of_peers + over_peers * _A_POINT
    )  # fmt: skip
    over = rows.filter(rows.kind * 100 > rows.whole * most_percent, beside)
    return proven(
        over,
        key=over.fixmedins_code,
        on=None,
        place=over.fixmedins_code,
        above=over.kind,
        below=over.whole,
    )


def _beside_peers(charged: ir.Table) -> ir.Table:
    """Add how many others of its level there are, the share of each, and the mean of the others' shares.

    Shares are in hundredths of a per cent, and each institution counts alike, however large.
    """
    of_level = ibis.window(group_by="level")
    rows = charged.mutate(share=charged.kind * 100 * _A_POINT // charged.whole)
    rows = rows.mutate(
        peers=rows.count().over(of_level) - 1,
        others=rows.share.sum().over(of_level) - rows.share,
    )
    return rows.mutate(share_of_peers=rows.others // rows.peers.nullif(0))


def over_stay_days(
    audited_lines: ir.Table, chrgitm_type: str, extra_days: int
) -> ir.Table:
    """Return the lines of a kind of charge that go over the days of their stay and some more.

    A stay that ends on the day on which it began has one day; `days` is how many are allowed. What a
    day was charged beyond its first line goes over them first.
    """
    lines = audited_lines.filter(
        audited_lines.med_chrgitm_type == chrgitm_type,
        is_stay(audited_lines),
        audited_lines.ended.notnull(),
    )
    nights = lines.ended.delta(lines.began, unit="day")
    of_day = ibis.window(
        group_by=["psn_no", "mdtrt_id", lines.fee_ocur_time.date()],
        order_by=["fee_ocur_time", _KEY],
    )
    lines = lines.mutate(
        days=ibis.greatest(nights, 1) + extra_days,
        nth_of_day=ibis.row_number().over(of_day),
    )
    in_order = ibis.window(
        group_by=["psn_no", "mdtrt_id"],
        order_by=["nth_of_day", "fee_ocur_time", _KEY],
        preceding=None,
        following=0,
    )
    lines = lines.mutate(
        reached=lines.cnt.sum().over(in_order), most=lines.days, kp_id=_KEY
    )
    return beyond(lines)


def with_diagnosis(
    audited_lines: ir.Table,
    coded_points: ir.Table,
    audited_diagnoses: ir.Table,
    kind: str,
) -> ir.Table:
    """Return the lines of items whose settlement has a diagnosis that a point names beside them."""
    listed_rows = listed(audited_lines, coded_points, kind)
    return _with_named(listed_rows, audited_diagnoses).distinct(on=_KEY)


def without_diagnosis(
    audited_lines: ir.Table,
    coded_points: ir.Table,
    audited_diagnoses: ir.Table,
    kind: str,
) -> ir.Table:
    """Return the lines of items whose settlement has none of the diagnoses that points name for them.

    A settlement without any diagnosis says nothing.
    """
    listed_rows = listed(audited_lines, coded_points, kind)
    met = _with_named(listed_rows, audited_diagnoses)
    stated = listed_rows.semi_join(audited_diagnoses, "setl_id").distinct(on=_KEY)
    return stated.anti_join(met, _KEY)


def _with_named(listed_rows: ir.Table, audited_diagnoses: ir.Table) -> ir.Table:
    """Return the rows whose settlement has a diagnosis that their point names."""
    return listed_rows.semi_join(
        audited_diagnoses,
        [
            listed_rows.setl_id == audited_diagnoses.setl_id,
            listed_rows.other == audited_diagnoses.diag_code,
        ],
    )


def over_limit(listed_lines: ir.Table, *within: str) -> ir.Table:
    """Mark the lines by which what was charged goes over the most yuan that a point allows.

    What was charged is added up by the points and `within` (a person and a year, a visit), in the
    order of days; a line is marked with what of it stands over the limit (fen).
    """
    so_far = ibis.window(
        group_by=["kp_id", *within],
        order_by=["fee_ocur_time", "bkkp_sn"],
        preceding=None,
        following=0,
    )
    rows = listed_lines.mutate(reached=listed_lines.inscp_amt.sum().over(so_far))
    most = (rows.most * 100).cast("int64")
    rows = rows.mutate(excess=ibis.least(rows.reached - most, rows.inscp_amt))
    over = rows.filter(rows.excess > 0)
    return once_a_line(marked_lines(over, above=over.excess))
