"""Listed prices of thirty-one provinces that nobody listed, with overpriced packs and innocent twins.

Each story is one drug of one maker: how we list it, how others do, and what a linkage of the last
day of March must say of it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]
PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽",
    "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南",
    "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
OURS = "宁夏"
_CENT = Decimal("0.01")
_LINK, _KEEP, _NO_PEERS, _UNREAD = "可联动", "不高于参考价", "没有可比的", "没有读懂"
_PEERS = 12
_BUYERS = 4
_FRESH, _RECENT = 400, 5


@dataclass(frozen=True, slots=True)
class Story:
    """One drug: our price as so many times the lowest of others, and what is odd about it.

    `theirs` is how others write the pack, `cheaper` an offer at half the price that must not count:
    withdrawn, fresh, of another maker, of another strength. `peers` is how many list it.
    """

    what: str
    times: str = "1"
    state: str = _KEEP
    flag: str = ""
    ours: str = "0.25g×24片"
    theirs: str = "250mg*24"
    cheaper: str = ""
    peers: int = _PEERS


STORIES = (
    Story("与别处最低价相同"),
    Story("低于别处最低价", times="0.9"),
    Story("高出两成", times="1.2", state=_LINK, flag="黄标"),
    Story("最低价的三倍", times="3", state=_LINK, flag="红标★"),
    Story("最低价的六倍", times="6", state=_LINK, flag="红标★★"),
    Story("最低价的十二倍", times="12", state=_LINK, flag="红标★★★暂停"),
    Story("别处换了写法，高出五成", times="1.5", state=_LINK, flag="黄标", theirs="0.25g/片×12片/板×2板/盒"),
    Story("更便宜的已经撤网", cheaper="withdrawn"),
    Story("更便宜的刚刚挂网", cheaper="fresh"),
    Story("更便宜的是另一家企业", cheaper="maker"),
    Story("更便宜的是另一规格", cheaper="strength"),
    Story("只有两个省份挂网", times="2", state=_NO_PEERS, flag="红标★", peers=2),
    Story("规格没有写含量", state=_UNREAD, ours="24片×1盒"),
)  # fmt: skip
"""The stories; the first that are told once each of a drug, over and over."""


def write_prices(
    folder: Path, extracts: Path, year: int, times: int, rng: np.random.Generator
) -> dict[str, int]:
    """Write the tables of prices of a year, each story so many times, and `answers/prices.csv`.

    Returns the count of rows by table.
    """
    day = date(year, 3, 31)
    drugs = [_Drug(n, story, _base(rng), day) for n, story in enumerate(STORIES * times)]  # fmt: skip
    institutions = _institutions(extracts)
    orders = [row for drug in drugs for row in drug.orders(institutions)]
    rows = {
        "LISTED_PRICE": [row for drug in drugs for row in drug.offers()],
        "PRICE_DECISION": [row for drug in drugs for row in drug.decisions()],
        "PURCHASE_ORDER": orders,
        "FIRM_EVENT": list(_events(year)),
    }
    for code, printed in rows.items():
        if printed:
            pq.write_table(pa.Table.from_pylist(printed), extracts / f"{code}.parquet")
    _write_answers(folder, drugs, orders)
    return {code: len(printed) for code, printed in rows.items()}


def _base(rng: np.random.Generator) -> Decimal:
    return Decimal(int(rng.integers(1000, 20_000))) * _CENT


def _institutions(extracts: Path) -> Sequence[str]:
    path = extracts / "FIXMEDINS_B.parquet"
    if not path.is_file():
        return ()
    codes: list[str] = pq.read_table(path, columns=["fixmedins_code"])[0].to_pylist()
    return codes[:_BUYERS]


@dataclass(frozen=True, slots=True)
class _Drug:
    number: int
    story: Story
    lowest: Decimal
    day: date

    @property
    def code(self) -> str:
        return f"X{self.number:06}"

    @property
    def maker(self) -> str:
        return f"示例制药{self.number:04}有限公司"

    @property
    def price(self) -> Decimal:
        return (self.lowest * Decimal(self.story.times)).quantize(_CENT)

    @property
    def new_price(self) -> Decimal:
        return min(self.price, self.lowest)

    @property
    def is_linked(self) -> bool:
        return self.story.state == _LINK

    def _offer(self, province: str, price: Decimal, **instead: Any) -> Row:
        return {
            "province": province,
            "listing_code": self.code
            if province == OURS
            else f"{self.code}-{province}",
            "generic_name": f"示例药{self.number:04}",
            "kind": "1",
            "form": "片剂",
            "spec": self.story.theirs,
            "pack": None,
            "maker": self.maker,
            "price": price,
            "price_unit": "盒",
            "begins_on": self.day - timedelta(days=_FRESH),
            "ends_on": None,
        } | instead

    def offers(self) -> Iterator[Row]:
        """The offers of all provinces; the cheapest that counts is the base price."""
        others = [name for name in PROVINCES if name != OURS]
        yield self._offer(OURS, self.price, spec=self.story.ours)
        for nth, province in enumerate(others[: self.story.peers]):
            yield self._offer(province, self.lowest + nth * _CENT * 10)
        half = (self.lowest / 2).quantize(_CENT)
        instead = self._cheaper()
        if instead:
            yield self._offer(others[-1], half, **instead)

    def _cheaper(self) -> Row:
        """What is odd about the offer at half the price; nothing where there is none."""
        match self.story.cheaper:
            case "withdrawn":
                return {"ends_on": self.day}
            case "fresh":
                return {"begins_on": self.day - timedelta(days=_RECENT)}
            case "maker":
                return {"maker": f"另一{self.maker}"}
            case "strength":
                return {"spec": "0.5g*24片"}
        return {}

    def decisions(self) -> Iterator[Row]:
        """What was decided of a product to be linked, in force from May."""
        if self.is_linked:
            yield {
                "linkage_no": f"LD{self.day.year}01",
                "listing_code": self.code,
                "decision": "1",
                "old_price": self.price,
                "new_price": self.new_price,
                "decided_on": date(self.day.year, 4, 20),
                "effective_on": date(self.day.year, 5, 1),
                "document": "示例联动公告",
            }

    def orders(self, institutions: Sequence[str]) -> Iterator[Row]:
        """Orders before and after: the first institution goes on paying the old price."""
        for nth, place in enumerate(institutions):
            for month in (4, 6):
                pays_old = month == 4 or nth == 0  # noqa: PLR2004 — before May
                yield {
                    "order_no": f"{self.code}{month:02}{nth}",
                    "fixmedins_code": place,
                    "listing_code": self.code,
                    "quantity": Decimal(10 + nth),
                    "price": self.price if pays_old else self.new_price,
                    "ordered_on": date(self.day.year, month, 15),
                }


def _events(year: int) -> Iterator[Row]:
    """Events of firms on both sides of the lines of bribery, and one that says no amount."""
    amounts = ("499900.00", "500000.00", "1000000.00", "1000100.00", None)
    for nth, amount in enumerate(amounts):
        yield {
            "event_no": f"E{nth}",
            "firm_code": f"91640000SAMPLE{nth:03}X",
            "firm_name": f"示例药业{nth}",
            "matter": "1",
            "authority": "示例法院",
            "document": f"示例刑初{nth}号",
            "decided_on": date(year, 1, 10),
            "amount": Decimal(amount) if amount else None,
        }


def _write_answers(folder: Path, drugs: Sequence[_Drug], orders: Sequence[Row]) -> None:
    """Write what a linkage must say of each product, and which orders are above the new price."""
    (folder / "answers").mkdir(exist_ok=True)
    by_code = {drug.code: drug for drug in drugs}
    with (folder / "answers" / "prices.csv").open("w", encoding="utf-8-sig", newline="") as file:  # fmt: skip
        writer = csv.writer(file)
        writer.writerow(["about", "key", "what", "state", "new_price", "flag"])
        for drug in drugs:
            new = "" if drug.story.state == _UNREAD else drug.new_price if drug.is_linked else drug.price  # fmt: skip
            writer.writerow(["产品", drug.code, drug.story.what, drug.story.state, new, drug.story.flag])  # fmt: skip
        for row in orders:
            drug = by_code[row["listing_code"]]
            is_late = row["ordered_on"] >= date(drug.day.year, 5, 1)
            if drug.is_linked and is_late and row["price"] > drug.new_price:
                writer.writerow(["订单", row["order_no"], "高于联动后价格", "", drug.new_price, ""])  # fmt: skip
