"""A linkage of prices: our listed products beside comparable offers of other provinces, on one day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.prices.conversion import KEYS as CONVERSION_KEYS
from jixiao.fund.prices.conversion import Factors, factors_of
from jixiao.fund.prices.kept import (
    KEEP,
    LINK,
    LINKED_PRICES,
    NO_PEERS,
    UNREAD,
    UNREAD_OFFERS,
)
from jixiao.fund.prices.offers import Comparable, Product, Reader
from jixiao.fund.prices.wording import (
    GENERIC,
    MAKER,
    Proposal,
    Wording,
    proposals,
    reviewed_wording,
)
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

KEYS = (
    "prices.compare",
    "prices.reference",
    "prices.kth",
    "prices.factor",
    "prices.least_provinces",
    "prices.least_days",
    "prices.flags",
    *CONVERSION_KEYS,
)
_KTH = "第几低价"
_WRITTEN = tuple(Product.__dataclass_fields__)
_SHOWN = (
    "listing_code",
    "generic_name",
    "kind",
    "maker",
    "form",
    "spec",
    "price",
    "bid_price",
)
_CENTI = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Linkage:
    """What a linkage came to: our products by state, and offers of anybody that were not read."""

    on: date
    by_state: Mapping[str, int]
    flagged: Mapping[str, int]
    unread: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How the reference is chosen among provinces, and what is made of it."""

    reference: str
    kth: int
    factor: Fraction
    least_provinces: int
    flags: Mapping[str, Fraction]
    factors: Factors

    def ranks(self, provinces: int) -> Sequence[int]:
        """Return which of so many provinces, the cheapest first, make the reference; none if too few."""
        if provinces < self.least_provinces:
            return ()
        match self.reference:
            case "最低价":
                return (1,)
            case "第几低价":
                return (self.kth,) if self.kth <= provinces else ()
        middle = (provinces + 1) // 2
        return (middle,) if provinces % 2 else (middle, middle + 1)

    def flag(self, ratio: Decimal) -> str:
        """Return the flag of a price that is so many times the lowest; empty at or below it."""
        reached = [
            (least, name)
            for name, least in self.flags.items()
            if ratio > 1 and Fraction(ratio) >= least
        ]
        return max(reached)[1] if reached else ""


def link(engine: Engine, on: date, province: str, terms: Terms) -> Linkage:
    """Compare the products that a province lists on a day, and keep what came of it.

    An offer of another province counts where it is listed on that day, has been for the least days,
    and was read. The cheapest of a province's comparable offers stands for it.

    Raises:
        NotLoaded: no listed prices were loaded.
        JixiaoError: the province lists nothing on that day, or a parameter is not set.
    """
    records = Records(engine)
    wording = _wording(records)
    reader = Reader(terms.choice("prices.compare"), factors_of(terms), wording)
    in_force = _in_force(records.record("listed_prices"), on)
    products = _products(engine, in_force)
    read, unread = reader.read_all(products)
    ours = _fetched(engine, in_force.filter(in_force.province == province))
    if not ours:
        message = (
            f"{on} 没有在 {province} 挂网的产品。请核对省份的写法和日期："
            f"收进来的省份有 {'、'.join(_provinces(engine, in_force))}。"
        )
        raise JixiaoError(message)
    oldest = on - timedelta(days=terms.count("prices.least_days"))
    peers = _peers(engine, in_force, read, province, oldest)
    rule = _rule(terms, reader.factors)
    rows = [_compared(row, on, rule, read, unread, peers) for row in _once(ours)]
    LINKED_PRICES.keep_rows(engine, rows)
    not_read = _unread_rows(engine, in_force, unread, on)
    UNREAD_OFFERS.keep_rows(engine, not_read)
    return Linkage(on, _counted(rows, "state"), _counted(rows, "flag"), len(not_read))


def unreviewed(engine: Engine, province: str) -> Iterator[Proposal]:
    """Yield names of drugs and makers elsewhere that nobody has reviewed, with our nearest ones.

    Raises:
        NotLoaded: no listed prices were loaded.
    """
    records = Records(engine)
    rows, wording = records.record("listed_prices"), _wording(records)
    for kind, name in ((GENERIC, "generic_name"), (MAKER, "maker")):
        counted = rows.group_by("province", name).aggregate(n=rows.count())
        ours: set[str] = set()
        elsewhere: dict[str, int] = {}
        for row in engine.fetch(counted).to_pylist():
            meant = wording.name(kind, row[name])
            if row["province"] == province:
                ours.add(meant)
            else:
                elsewhere[meant] = elsewhere.get(meant, 0) + row["n"]
        yield from proposals(kind, elsewhere, sorted(ours))


def _rule(terms: Terms, factors: Factors) -> Rule:
    return Rule(
        terms.choice("prices.reference"),
        terms.count("prices.kth"),
        terms.factor("prices.factor"),
        terms.count("prices.least_provinces"),
        terms.factors("prices.flags"),
        factors,
    )


def _wording(records: Records) -> Wording:
    words = records.record_if_loaded("price_words")
    if words is None:
        return Wording()
    rows = words.select("kind", "written", "standard")
    return reviewed_wording(records.engine.fetch(rows).to_pylist())


def _in_force(rows: ir.Table, on: date) -> ir.Table:
    """The offers that are listed on a day, what is not printed being an empty text."""
    absent = {name: rows[name].cast("string").fill_null("") for name in _WRITTEN}
    held = rows.filter(rows.begins_on <= on, rows.ends_on.isnull() | (rows.ends_on > on))  # fmt: skip
    return held.mutate(**absent)


def _products(engine: Engine, offers: ir.Table) -> list[Product]:
    written = engine.fetch(offers.select(*_WRITTEN).distinct())
    columns = (written[name].to_pylist() for name in _WRITTEN)
    return [Product(*values) for values in zip(*columns, strict=True)]


def _fetched(engine: Engine, rows: ir.Table) -> list[dict[str, Any]]:
    wanted = dict.fromkeys((*_SHOWN, *_WRITTEN))
    ordered = rows.select(*wanted).order_by("listing_code", "price")
    fetched: list[dict[str, Any]] = engine.fetch(ordered).to_pylist()
    return fetched


def _provinces(engine: Engine, rows: ir.Table) -> list[str]:
    named = engine.fetch(rows.select("province").distinct().order_by("province"))
    return [str(name) for name in named["province"].to_pylist()]


_Peer = tuple[str, Decimal, Decimal]
"""A province, the price of its cheapest comparable offer, and the level of that offer's pack."""


def _peers(
    engine: Engine,
    offers: ir.Table,
    read: Mapping[Product, Comparable],
    province: str,
    oldest: date,
) -> Mapping[str, Sequence[_Peer]]:
    """Return the provinces' cheapest offers by key, the cheapest by level first."""
    if not read:
        return {}
    others = offers.filter(
        offers.province != province, offers.begins_on <= oldest, offers.price > 0
    )
    known = _known(read)
    joined = others.join(ibis.memtable(known), _WRITTEN)
    # Which offer is cheapest is asked in floats; what is printed is calculated in decimals.
    base = joined.price.cast("float64") / joined.level
    based = joined.select("key", "province", "price", "product", base=base)
    cheapest = based.group_by("key", "province").aggregate(
        price=based.price.argmin(based.base),
        product=based["product"].argmin(based.base),
        base=based.base.min(),
    )
    fetched = engine.fetch(cheapest.order_by("key", "base", "province")).to_pydict()
    levels = [each.level for each in read.values()]
    peers: dict[str, list[_Peer]] = {}
    for key, where, price, product in zip(
        fetched["key"], fetched["province"], fetched["price"], fetched["product"], strict=True
    ):  # fmt: skip
        peers.setdefault(key, []).append((where, price, levels[product]))
    return peers


def _known(read: Mapping[Product, Comparable]) -> pa.Table:
    columns = {name: [getattr(product, name) for product in read] for name in _WRITTEN}
    return pa.table({
        **columns,
        "key": [each.key for each in read.values()],
        "level": [float(each.level) for each in read.values()],
        "product": list(range(len(read))),
    })  # fmt: skip


def _once(ours: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each product once; one that is listed at two prices on a day says so."""
    rows: dict[str, dict[str, Any]] = {}
    for row in ours:
        if earlier := rows.get(row["listing_code"]):
            earlier["twice"] = row["price"]
        else:
            rows[row["listing_code"]] = row
    return list(rows.values())


def _compared(
    row: Mapping[str, Any],
    on: date,
    rule: Rule,
    read: Mapping[Product, Comparable],
    unread: Mapping[Product, str],
    peers: Mapping[str, Sequence[_Peer]],
) -> dict[str, Any]:
    product = Product(*(row[name] for name in _WRITTEN))
    shown = {name: row[name] for name in _SHOWN if name != "bid_price"} | {"on": on}
    if "twice" in row:
        why = f"同一编码在这一天有两个挂网价：{row['price']:f} 和 {row['twice']:f}"
        return _row(shown, state=UNREAD, why=why)
    if row["price"] <= 0:
        return _row(shown, state=UNREAD, why=f"挂网价 {row['price']:f} 不是正数")
    if product in unread:
        return _row(shown, state=UNREAD, why=unread[product])
    comparable = read[product]
    shown["strength"] = comparable.strength.printed
    return _row(
        shown,
        **_linked(row, rule, comparable, peers.get(comparable.key, ())),
    )


def _linked(
    row: Mapping[str, Any],
    rule: Rule,
    ours: Comparable,
    peers: Sequence[_Peer],
) -> dict[str, Any]:
    price, bid = row["price"], row["bid_price"]
    ranks = rule.ranks(len(peers))
    chosen = [peers[rank - 1] for rank in ranks]
    converted = [rule.factors.converted(each[1], each[2], ours.level) for each in chosen]  # fmt: skip
    facts = _lowest(rule, price, ours, peers)
    new = price
    if converted:
        reference = sum(converted, Decimal(0)) / len(converted)
        factor = Decimal(rule.factor.numerator) / Decimal(rule.factor.denominator)
        new = min(new, rule.factors.rounded(reference * factor))
        facts["reference"] = rule.factors.rounded(reference)
        facts["reference_at"] = "、".join(each[0] for each in chosen)
    notes = [ours.note] if ours.note else []
    if not converted:
        notes.append(_too_few(rule, len(peers)))
    if bid is not None and bid < new:
        new = bid
        notes.append("不高于集采中选价")
    state = LINK if new < price else KEEP if converted else NO_PEERS
    return facts | {"state": state, "new_price": new, "why": "；".join(notes)}


def _lowest(
    rule: Rule, price: Decimal, ours: Comparable, peers: Sequence[_Peer]
) -> dict[str, Any]:
    if not peers:
        return {"provinces": 0, "flag": ""}
    where, offered, level = peers[0]
    lowest = rule.factors.converted(offered, level, ours.level)
    ratio = (price / lowest).quantize(_CENTI)
    return {
        "provinces": len(peers),
        "lowest": rule.factors.rounded(lowest),
        "lowest_at": where,
        "ratio": ratio,
        "flag": rule.flag(price / lowest),
    }


def _too_few(rule: Rule, provinces: int) -> str:
    least = rule.least_provinces
    if rule.reference == _KTH and provinces >= least:
        return f"只有 {provinces} 个省份可比，取不到第 {rule.kth} 低价"
    return f"只有 {provinces} 个省份可比，不到 {least} 个"


def _row(shown: Mapping[str, Any], **facts: Any) -> dict[str, Any]:
    return dict.fromkeys(LINKED_PRICES.columns) | dict(shown) | facts


def _unread_rows(
    engine: Engine, offers: ir.Table, unread: Mapping[Product, str], on: date
) -> list[dict[str, Any]]:
    if not unread:
        return []
    reasons = pa.table({
        **{name: [getattr(product, name) for product in unread] for name in _WRITTEN},
        "why": list(unread.values()),
    })  # fmt: skip
    joined = offers.join(ibis.memtable(reasons), _WRITTEN)
    shown = joined.select("province", "listing_code", "generic_name", "spec", "pack", "why")  # fmt: skip
    fetched = engine.fetch(shown.order_by("province", "listing_code")).to_pylist()
    return [
        row | {"on": on, "offer": f"{row['province']}/{row['listing_code']}"}
        for row in fetched
    ]


def _counted(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        if value := row[name]:
            counts[value] = counts.get(value, 0) + 1
    return counts
