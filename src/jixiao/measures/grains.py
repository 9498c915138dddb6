"""The rows behind a value: for each source what a row is called, its day and its place."""

from dataclasses import dataclass

import ibis
from ibis import ir

from jixiao.measures.scopes import POOLING


@dataclass(frozen=True, slots=True)
class Grain:
    """What a row of a source is: the columns of its name, its day, and its place where it has one."""

    row: str
    on: str
    place: str = ""

    def __call__(
        self, rows: ir.Table, *, above: ir.Value | int = 1, below: ir.Value | int = 1
    ) -> ir.Table:
        """Give rows of the source with what each adds above and below."""
        place = rows[self.place] if self.place else None
        return proven(
            rows, row=rows[self.row], on=rows[self.on], place=place, above=above, below=below
        )


by_settlement = Grain("setl_id", "setl_time", "fixmedins_code")
by_person = Grain("psn_no", "since", "insu_admdvs")
by_institution = Grain("fixmedins_code", "since", "fixmedins_code")
by_inspection = Grain("inspection_no", "inspected_on", "fixmedins_code")
by_upload = Grain("upload", "occurred_on", "fixmedins_code")
by_incident = Grain("incident_no", "reported_at", "system")
by_event = Grain("event_no", "held_on")
by_delivery = Grain("delivery_no", "delivered_on")
by_payment = Grain("payment_no", "paid_date")
by_answer = Grain("answer", "answered_on")
by_month = Grain("entry", "month", "insutype")


def proven(
    rows: ir.Table,
    *,
    row: ir.Value,
    on: ir.Value,
    above: ir.Value | int = 1,
    below: ir.Value | int = 1,
    place: ir.Value | None = None,
) -> ir.Table:
    """Give the rows behind a value, all alike.

    `row` is what its table calls it, `on` its day, `place` the institution or area it belongs to,
    `above` and `below` what it adds (whole numbers: fen, seconds, heads).
    """
    return rows.select(
        row=row.cast("string"),
        on=on.cast("date"),
        place=ibis.null("string") if place is None else place.cast("string"),
        above=_whole(above),
        below=_whole(below),
    )


def _whole(number: ir.Value | int) -> ir.Value:
    counted = ibis.literal(number) if isinstance(number, int) else number
    return counted.cast("int64")


def each_person(rows: ir.Table) -> ir.Table:
    """Give each person once, on the first day, with an area where the rows tell one."""
    told = "insu_admdvs" in rows.columns
    area = rows.insu_admdvs.min() if told else ibis.null("string")
    return rows.group_by("psn_no").aggregate(since=rows.since.min(), insu_admdvs=area)


def by_area(enrolments: ir.Table, settlements: ir.Table) -> ir.Table:
    """Give the pooling areas of the insured: above those that settlements reached, on the first day."""
    areas = enrolments.filter(enrolments.insu_admdvs.notnull())
    areas = areas.group_by(area=areas.insu_admdvs.substr(0, POOLING)).aggregate(
        since=areas.since.min()
    )
    reached = settlements.group_by(reached=settlements.insu_admdvs.substr(0, POOLING)).aggregate(
        first=settlements.setl_time.min()
    )
    told = areas.left_join(reached, areas.area == reached.reached)
    day = told["first"].cast("date").fill_null(told.since.cast("date"))
    return proven(told, row=told.area, on=day, place=told.area, above=told.reached.notnull())
