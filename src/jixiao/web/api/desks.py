"""The desks of special settlements for programs: what their pages show, by described shapes."""

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.web.api.desk_shapes import (
    AgeBucket,
    BeingComputed,
    BundleLeak,
    BundleMonth,
    BundleRefusal,
    BundleYear,
    CareAwayYear,
    CareFlow,
    CareReason,
    CareShare,
    ClearedMonth,
    ClearedState,
    DischargePreview,
    HospitalAdvance,
    OverdueAgreement,
    OwedOnDay,
    StayClosing,
    TopUpYear,
    UnlikePair,
)
from jixiao.web.api.fund_rooms import Asked, of_place, of_room
from jixiao.web.browser_words import for_browser
from jixiao.web.models import Job
from jixiao.web.people.tokens import Refused
from jixiao.web.work.discharge_orders import policy_at
from jixiao.web.work.kept_pages import have_computed, kept, order_of
from jixiao.web.work.topup_products import product_named

if TYPE_CHECKING:
    from jixiao.fund.payment.away.year import AwayYear
    from jixiao.fund.payment.batch_discharge.preview import Closing
    from jixiao.fund.payment.batch_discharge.sorting import SortedStay
    from jixiao.fund.store.engine import Engine
    from jixiao.period import Period

_RATE = Decimal("0.0001")


def _year(asked: Asked) -> "Period":
    from jixiao.period import Period  # noqa: PLC0415 — asked for here alone

    year = asked.entered.year
    return Period(date(year, 1, 1), date(year, 12, 31))


def _rate(share: Fraction | None) -> Decimal | None:
    if share is None:
        return None
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_RATE)


@of_place("care_away")
def care_away(asked: Asked) -> CareAwayYear | BeingComputed:
    """Return a year's care away as its page shows it; until the worker has it, how far it is."""
    from jixiao.fund.payment.away.year import AwayYear  # noqa: PLC0415 — loads the engine

    folder, wanted = asked.entered.place.folder, order_of(asked.entered)
    year = kept(folder, wanted, AwayYear)
    if year is None:
        job = have_computed(asked.user, asked.entered, wanted)
        year = kept(folder, wanted, AwayYear)
        if year is None:
            return _being_computed(asked, job)
    return _care_away(asked, year)


def _being_computed(asked: Asked, job: Job) -> BeingComputed:
    """Say how far a job is.

    Raises:
        Refused: it could not be done; the message says why.
    """
    if job.state not in ("waiting", "running"):
        message = for_browser(job.message) or "没有算成，请稍后再问。"
        raise Refused(409, "not_computed", message)
    return BeingComputed(
        **asked.about,
        year=asked.entered.year,
        job=job.key,
        state=job.state,
        step=job.message,
        done=job.done,
        total=job.total,
    )


def _care_away(asked: Asked, year: "AwayYear") -> CareAwayYear:
    from jixiao.fund.payment.away.shares import KEYS  # noqa: PLC0415 — loads the engine

    care = year.care
    shares = (
        CareShare(
            each.name, each.direct.visits, each.by_hand.visits, each.unclear.visits,
            _rate(each.rate()),
        )
        for each in care.shares
    )  # fmt: skip
    return CareAwayYear(
        **asked.about,
        year=asked.entered.year,
        target=_rate(care.target) or Decimal(0),
        needed=care.needed,
        shares=tuple(shares),
        reasons=tuple(
            CareReason(each.reason, each.action, each.visits, each.fees)
            for each in care.reasons
        ),
        flows=tuple(
            CareFlow(c.origin, c.destination, c.level, c.visits, c.fees, c.fund)
            for c in year.flow.cells
        ),
        notes=(*care.not_computed, *asked.entered.used(KEYS)),
    )


@of_room("away_desk")
def cleared(engine: "Engine", asked: Asked) -> ClearedMonth:
    """Return the month that was cleared last, with the lines that do not agree."""
    from jixiao.fund.payment.away.clearing import AGREED, kept_states  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.kept import AWAY_CLEARED, CLEARED  # noqa: PLC0415

    month, states = kept_states(engine)
    rows = sorted(
        (row for row in AWAY_CLEARED.rows(engine) if row["state"] != AGREED),
        key=lambda row: row["pair"],
    )
    listed, page = asked.page(rows)
    unlike = (
        UnlikePair(
            row["pair"], row["setl_id"], row["other_side"], CLEARED[row["state"]], row["why"],
            row["own_fund"], row["other_fund"],
        )
        for row in listed
    )  # fmt: skip
    return ClearedMonth(
        **asked.about,
        **page,
        month=month,
        states=tuple(
            ClearedState(each.word, each.lines, each.own_fund, each.other_fund)
            for each in states
        ),
        unlike=tuple(unlike),
    )


@of_room("bundle_months")
def bundles(engine: "Engine", asked: Asked) -> BundleYear:
    """Return a year's closed months of bundles, what leaked, and what is not paid."""
    from jixiao.fund.payment.bundles.closing import KEYS  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.bundles.months import months_of_year  # noqa: PLC0415

    closed = months_of_year(engine, asked.entered.year)
    refused: Counter[tuple[date, str]] = Counter()
    for row in closed.refused:
        refused[row["closed_on"], row["why"]] += row["days"]
    listed, page = asked.page(closed.leaks)
    months = (
        BundleMonth(
            row["closed_on"].replace(day=1), row["fixmedins_code"], row["persons"], row["days"],
            row["sessions"], row["beyond"], row["due"], row["used"], row["apart"], row["leaked"],
            row["opening"], row["carried"],
        )
        for row in closed.centres
    )  # fmt: skip
    leaks = (
        BundleLeak(
            row["bkkp_sn"], row["closed_on"].replace(day=1), row["fixmedins_code"], row["centre"],
            row["hilist_name"] or row["hilist_code"], row["det_item_fee_sumamt"],
        )
        for row in listed
    )  # fmt: skip
    return BundleYear(
        **asked.about,
        **page,
        year=asked.entered.year,
        months=tuple(months),
        refused=tuple(
            BundleRefusal(on.replace(day=1), why, count)
            for (on, why), count in sorted(refused.items())
        ),
        leaks=tuple(leaks),
        notes=(*closed.notes, *asked.entered.used(KEYS)),
    )


@of_room("batch_discharge")
def discharge(engine: "Engine", asked: Asked) -> DischargePreview:
    """Return the stays open on a day, as a policy would close them; nothing is kept."""
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415
    from jixiao.fund.payment.batch_discharge.batch import advances  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.batch_discharge.preview import preview  # noqa: PLC0415
    from jixiao.fund.payment.batch_discharge.sorting import KEYS  # noqa: PLC0415

    entered, day = asked.entered, asked.day
    named = asked.words.get("policy", "")
    if not named:
        message = "请写明按哪个政策结算：policy。"
        raise Refused(400, "no_policy", message)
    policy = policy_at(entered.place.folder, named)
    terms = entered.sets[entered.code].on(day)
    came = preview(engine, day, [policy], terms)
    stays = [*map(_closing, came.closings), *(_apart(*each) for each in came.apart)]
    listed, page = asked.page(stays)
    doubt = () if policy.confirmed else ("政策未核对，金额只供试算。",)
    return DischargePreview(
        **asked.about,
        **page,
        day=day,
        policy=policy.code,
        in_hospital=len(came.in_hospital),
        fund=came.fund,
        stays=tuple(listed),
        advances=tuple(
            HospitalAdvance(each.institution, each.stays, each.before, each.after)
            for each in advances(engine, came)
        ),
        notes=(*doubt, *lines_of(terms, KEYS)),
    )


def _closing(closing: "Closing") -> StayClosing:
    stay = closing.stay
    return StayClosing(
        stay.mdtrt_id, stay.row["fixmedins_code"], str(stay.kind), stay.evidence, stay.close_on,
        closing.fund, closing.person, "",
    )  # fmt: skip


def _apart(stay: "SortedStay", why: str) -> StayClosing:
    place, kind = stay.row["fixmedins_code"], str(stay.kind)
    return StayClosing(stay.mdtrt_id, place, kind, stay.evidence, None, None, None, why)


@of_room("receivables")
def owed(engine: "Engine", asked: Asked) -> OwedOnDay:
    """Return what agreements of treatment before payment come to on a day."""
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.receivables.balances import KEYS, receivables  # noqa: PLC0415
    from jixiao.fund.records import Records  # noqa: PLC0415

    terms = asked.entered.sets[asked.entered.code].on(asked.day)
    came = receivables(Records(engine), asked.day, terms)
    listed, page = asked.page(came.reminders)
    overdue = (
        OverdueAgreement(
            each.agreement, each.institution, each.oldest, each.overdue, each.paid,
            each.written_off, each.to_come,
        )
        for each in listed
    )  # fmt: skip
    return OwedOnDay(
        **asked.about,
        **page,
        day=came.day,
        agreements=len(came.balances),
        ages=tuple(AgeBucket(title, overdue) for title, overdue in came.ages),
        overdue=tuple(overdue),
        doubts=tuple(came.doubts),
        notes=tuple(lines_of(terms, KEYS)),
    )


@of_room("topup")
def topup(engine: "Engine", asked: Asked) -> TopUpYear:
    """Return a year of a top-up product: due, paid, and what differs."""
    from jixiao.fund.payment.topup.year import product_year  # noqa: PLC0415 — loads the engine
    from jixiao.fund.records import Records  # noqa: PLC0415

    product = product_named(asked.entered.place.folder, asked.words.get("product", ""))
    year = _year(asked)
    came = product_year(Records(engine, year), product, year)
    listed, page = asked.page(came.differences)
    return TopUpYear(
        **asked.about,
        **page,
        year=asked.entered.year,
        product=product.line,
        persons=came.persons,
        premium=came.premium,
        due=came.due,
        paid=came.paid,
        bills=dict(Counter(due.why for due in came.dues)),
        differences=tuple(map(str, listed)),
    )
