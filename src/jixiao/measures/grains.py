"""The rows behind a value, by what they are: as the records declare them."""

import ibis
from ibis import ir

from jixiao.fund.payment.batch_discharge.kept import BATCH_DISCHARGES
from jixiao.fund.records import declared_records, proven
from jixiao.measures.scopes import POOLING

__all__ = ["proven"]
_RECORDS = declared_records()
by_settlement = _RECORDS["settlements"].grain
by_person = _RECORDS["enrolments"].grain
by_institution = _RECORDS["institutions"].grain
by_inspection = _RECORDS["inspections"].grain
by_reward_due = _RECORDS["rewards_due"].grain
by_reward_paid = _RECORDS["rewards_paid"].grain
by_upload = _RECORDS["uploads"].grain
by_incident = _RECORDS["incidents"].grain
by_system_in_use = _RECORDS["systems_in_use"].grain
by_event = _RECORDS["activities"].grain
by_delivery = _RECORDS["deliveries"].grain
by_payment = _RECORDS["payments"].grain
by_answer = _RECORDS["answers"].grain
by_month = _RECORDS["months"].grain
by_month_before = _RECORDS["months_before"].grain
by_filing = _RECORDS["filings"].grain
by_claim = _RECORDS["manual_claims"].grain
by_matter = _RECORDS["matters"].grain
by_call = _RECORDS["calls"].grain
by_count_of_codes = _RECORDS["activations"].grain
by_subsidy_due = _RECORDS["subsidies_due"].grain
by_subsidy = _RECORDS["subsidies_received"].grain
by_budget = _RECORDS["project_budgets"].grain
by_contract = _RECORDS["purchases_in_force"].grain
by_contract_ended = _RECORDS["purchases_ended"].grain
by_institution_claim = _RECORDS["institution_claims"].grain
by_linked_order = _RECORDS["linked_orders"].grain
by_topup_payout = _RECORDS["topup_payouts_paid"].grain
by_agreement = _RECORDS["credit_agreements"].grain
by_instalment = _RECORDS["credit_instalments"].grain
by_transfer = _RECORDS["transfers"].grain
by_transfer_sent = _RECORDS["transfers_sent"].grain
by_batch_discharge = BATCH_DISCHARGES.grain
by_review = _RECORDS["control_reviews"].grain
by_opinion = _RECORDS["opinion_cases"].grain
by_brief_of_opinion = _RECORDS["opinion_briefs"].grain
by_archived = _RECORDS["archived_of_years"].grain
by_face_check = _RECORDS["face_checks"].grain
by_point = _RECORDS["service_points"].grain
by_site_inspection = _RECORDS["site_inspections"].grain
by_care_benefit = _RECORDS["care_benefits"].grain
by_qualification = _RECORDS["qualifications"].grain
by_conclusion = _RECORDS["qualifications_concluded"].grain
by_allowance = _RECORDS["allowances"].grain
by_allowance_paid = _RECORDS["allowances_paid"].grain
by_contribution = _RECORDS["contributions"].grain
by_account_entry = _RECORDS["account_entries"].grain
by_alert = _RECORDS["risk_alerts"].grain
by_quality_check = _RECORDS["quality_checks"].grain
by_task_due = _RECORDS["tasks_due"].grain
by_task_done = _RECORDS["tasks_done"].grain
by_complaint = _RECORDS["complaints"].grain
by_release = _RECORDS["releases"].grain
by_staff = _RECORDS["staff_in_post"].grain
by_paper = _RECORDS["papers"].grain
by_service_item = _RECORDS["service_items"].grain
by_clearing = _RECORDS["clearings_due"].grain
by_clearing_paid = _RECORDS["clearings_paid"].grain
by_review_of = _RECORDS["institution_reviews"].grain
by_screening = _RECORDS["screenings"].grain


def first_of_persons(rows: ir.Table, day: str) -> ir.Table:
    """Return each person once, on the first of some days."""
    heads = rows.group_by("psn_no").aggregate(first=rows[day].min())
    return proven(heads, key=heads.psn_no, on=heads["first"])


def first_of_institutions(rows: ir.Table, day: str) -> ir.Table:
    """Return each institution once, on the first of some days."""
    places = rows.group_by("fixmedins_code").aggregate(first=rows[day].min())
    code = places.fixmedins_code
    return proven(places, key=code, on=places["first"], place=code)


def each_person(rows: ir.Table) -> ir.Table:
    """Return each person once, on the first day, with an area where the rows state one."""
    area = (
        rows.insu_admdvs.min() if "insu_admdvs" in rows.columns else ibis.null("string")
    )
    return rows.group_by("psn_no").aggregate(since=rows.since.min(), insu_admdvs=area)


def insured_by_area(heads: ir.Table, nowhere: str) -> ir.Table:
    """Return a row for each area of persons, how many they are below; `nowhere` names those without one."""
    area = heads.insu_admdvs.fill_null(nowhere)
    areas = heads.group_by(area=area).aggregate(
        since=heads.since.max(), insured=heads.count()
    )
    return proven(
        areas,
        key=areas.area,
        on=areas.since,
        place=areas.area,
        above=0,
        below=areas.insured,
    )


def by_area(enrolments: ir.Table, settlements: ir.Table) -> ir.Table:
    """Return the pooling areas of the insured: above those that settlements reached, on the first day."""
    areas = enrolments.filter(enrolments.insu_admdvs.notnull())
    areas = areas.group_by(area=areas.insu_admdvs.substr(0, POOLING)).aggregate(
        since=areas.since.min()
    )
    reached = settlements.group_by(
        reached=settlements.insu_admdvs.substr(0, POOLING)
    ).aggregate(first=settlements.setl_time.min())
    rows = areas.left_join(reached, areas.area == reached.reached)
    day = rows["first"].cast("date").fill_null(rows.since.cast("date"))
    return proven(
        rows, key=rows.area, on=day, place=rows.area, above=rows.reached.notnull()
    )


def beside_last_years_mean(now: ir.Table, before: ir.Table) -> ir.Table:
    """Return a row for each settlement: what it cost above last year's mean, and that mean, to the fen.

    A settlement on the way through a stay counts no time, in either year. Nothing where last year had
    none to the end.
    """
    then = before.aggregate(
        fees=before.medfee_sumamt.sum().cast("int64"),
        times=(~before.midway).sum().cast("int64"),
    )
    then = then.filter(then.times > 0)
    rows = now.cross_join(then)
    mean = (2 * rows.fees + rows.times) // (2 * rows.times)
    usual = rows.midway.ifelse(0, mean)
    return by_settlement(rows, above=rows.medfee_sumamt - usual, below=usual)


def beside_budget(months: ir.Table, fund_budgets: ir.Table, column: str) -> ir.Table:
    """Return a row for each month above, and for each year's budget below.

    `column` is income or outlay, as months and budgets both name it. A year without a budget is left
    out, and a budget of a fund and year without a month too.
    """
    planned = fund_budgets.select(
        "insutype", year=fund_budgets.year_begins.year(), planned=fund_budgets[column]
    )
    planned = planned.filter(planned.planned.notnull())
    named = months.select("insutype", year=months.month.year()).distinct()
    budget = planned.semi_join(named, ["insutype", "year"])
    rows = months.mutate(year=months.month.year())
    rows = rows.semi_join(budget, ["insutype", "year"])
    place = budget.insutype
    budgeted = proven(
        budget, key=place, on=None, place=place, above=0, below=budget.planned
    )
    return by_month(rows, above=rows[column], below=0).union(budgeted)
