"""The desks of prices for programs: the last linkage with its orders, and the credit of firms."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from jixiao.web.api.desk_shapes import (
    FirmCredit,
    FirmEventRated,
    FirmRated,
    LinkedProduct,
    OrdersFollowed,
    PriceLinkage,
)
from jixiao.web.api.fund_rooms import Asked, of_room

if TYPE_CHECKING:
    from jixiao.fund.prices.firm_credit import FirmRating
    from jixiao.fund.store.engine import Engine


@of_room("price_linkage")
def prices(engine: "Engine", asked: Asked) -> PriceLinkage:
    """Return the linkage that was calculated last, and what the year's orders came to."""
    from jixiao.errors import JixiaoError  # noqa: PLC0415 — asked for here alone
    from jixiao.fund.prices.kept import LINKED_PRICES, STATES, UNREAD_OFFERS  # noqa: PLC0415 — the engine

    LINKED_PRICES.read(engine)
    rows = LINKED_PRICES.rows(engine)
    rows.sort(key=lambda row: (row["state"], row["listing_code"]))
    if not rows:
        message = "最近一次测算没有一个产品。请重新测算。"
        raise JixiaoError(message)
    listed, page = asked.page(rows)
    counts = Counter(row["state"] for row in rows)
    return PriceLinkage(
        **asked.about,
        **page,
        on=rows[0]["on"],
        states={word: counts[state] for state, word in STATES.items()},
        unread=len(UNREAD_OFFERS.rows(engine)),
        orders=_followed(engine, asked.entered.year),
        products=tuple(map(_product, listed)),
    )


def _product(row: Mapping[str, Any]) -> LinkedProduct:
    from jixiao.fund.prices.kept import STATES  # noqa: PLC0415 — loads the engine

    return LinkedProduct(
        row["listing_code"], row["generic_name"], row["maker"], row["form"], row["spec"],
        row["price"], STATES[row["state"]], row["why"] or "", row["lowest"],
        row["lowest_at"] or "", row["reference"], row["new_price"], row["flag"] or "",
    )  # fmt: skip


def _followed(engine: "Engine", year: int) -> OrdersFollowed | None:
    from jixiao.fund.prices.follow_up import follow_up  # noqa: PLC0415 — loads the engine
    from jixiao.fund.records import NotLoaded, Records  # noqa: PLC0415
    from jixiao.period import Period  # noqa: PLC0415

    whole_year = Period(date(year, 1, 1), date(year, 12, 31))
    try:
        came = follow_up(Records(engine, whole_year))
    except NotLoaded:
        return None
    return OrdersFollowed(came.orders, came.saved, came.above, len(came.orders_above))


@of_room("firm_credit")
def firms(engine: "Engine", asked: Asked) -> FirmCredit:
    """Return the credit of the firms with events that stand on a day, the worst first."""
    from jixiao.fund.prices.firm_credit import load_scheme, rate_all  # noqa: PLC0415 — loads the engine

    scheme = load_scheme()
    listed, page = asked.page(rate_all(engine, scheme, asked.day))
    return FirmCredit(
        **asked.about,
        **page,
        day=asked.day,
        scheme=scheme.line,
        firms=tuple(map(_rated, listed)),
    )


def _rated(rating: "FirmRating") -> FirmRated:
    events = (
        FirmEventRated(
            rated.event.document, rated.event.decided_on, rated.tier, rated.why, rated.lacking
        )
        for rated in rating.events
    )  # fmt: skip
    return FirmRated(
        rating.code, rating.name, rating.tier, rating.consequence, tuple(events)
    )
