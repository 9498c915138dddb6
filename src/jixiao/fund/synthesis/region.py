"""A region, a city and counties that do not exist: money down the tree, results and lists up it.

Each office has a folder with its own accounts, as it would have; what was planted and what must come
out stands in `answers/`. Amounts are exact: a county's money received, spent and left add up to the
fen, but for the breaks that are planted.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np

from jixiao.fund.tables import tables
from jixiao.money import in_yuan

YEAR = 2025
"""The year of the region: one that is over, so that its packages can come."""
REGION, CITY = "990000", "990100"
FUND = "医疗救助补助资金"
PEOPLE, RATE, DAYS, VISITS = (
    "救助人数",
    "救助资金按时支付率",
    "平均支付用时",
    "住户走访人次",
)
_BEGIN = date(2015, 1, 1)
_DOCUMENTS = 3
_MOST = 500_000_00
_LATE, _PROMPT = 45, 10
_SHARED = 10
"""One person in so many stands in the next county's list too."""
_OUTSIDE = "000000"
_STEPS = {"收到": "1", "安排": "2", "下达": "3", "支出": "4", "结余": "5"}


@dataclass(frozen=True, slots=True)
class _County:
    """A county: its account's rows, its results, and the persons that it counted."""

    code: str
    name: str
    people: Sequence[str]
    rate: tuple[int, int]
    days: tuple[int, int]
    visits: int


@dataclass(slots=True)
class _Accounts:
    """Bookings of all offices, each in its own account; amounts in fen."""

    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    sums: dict[tuple[str, str], int] = field(default_factory=dict)

    def book(
        self,
        division: str,
        step: str,
        amount: int,
        on: date,
        *,
        document: str = "",
        source: str = "",
        other: str = "",
    ) -> None:
        """Book a row of a division's account."""
        number = f"{division}-{len(self.rows.get(division, ())) + 1:05}"
        row = (
            number, division, str(YEAR), FUND, _STEPS[step], document, source, other,
            on.isoformat(), _yuan(amount),
        )  # fmt: skip
        self.rows.setdefault(division, []).append(row)
        place = (division, step)
        self.sums[place] = self.sums.get(place, 0) + amount

    def left(self, division: str) -> int:
        """Return what is left of a division's money."""
        signs = {"收到": 1, "安排": 1, "下达": -1, "支出": -1}
        return sum(
            sign * self.sums.get((division, step), 0) for step, sign in signs.items()
        )


def write_region(folder: Path, counties: int, people: int, seed: int) -> dict[str, int]:
    """Write a city and so many counties with about so many assisted persons each.

    Returns the count of rows by folder. The first county's account lacks one document, the second's
    is a fen short of one, and the third is sent one late; each is planted where there is such a
    county.
    """
    rng = np.random.default_rng(seed)
    drawn = _counties(rng, counties, people)
    accounts = _Accounts()
    planted = list(_transfers(accounts, drawn, rng))
    for each in (REGION, CITY, *(county.code for county in drawn)):
        accounts.book(each, "结余", accounts.left(each), date(YEAR, 12, 31))
    rows = {"city": _write_city(folder / "city", accounts, drawn)}
    for county in drawn:
        rows[county.code] = _write_county(folder / county.code, accounts, county, drawn)
    _write_answers(folder / "answers", accounts, drawn, planted)
    return rows


def _counties(
    rng: np.random.Generator, counties: int, people: int
) -> Sequence[_County]:
    lists: list[list[str]] = []
    for number in range(counties):
        count = max(_SHARED, people + int(rng.integers(-people // 5, people // 5 + 1)))
        unshared = [f"99{number + 1:02}{person:08}" for person in range(count)]
        shared = lists[-1][:: _SHARED * 2] if lists else []
        lists.append([*unshared, *shared])
    return [_county(rng, number, listed) for number, listed in enumerate(lists, 1)]


def _county(rng: np.random.Generator, number: int, listed: Sequence[str]) -> _County:
    due = len(listed) * 3
    paid = due - int(rng.integers(0, max(2, due // 20)))
    weight = int(rng.integers(50, 500))
    days = int(rng.integers(5, 20))
    visits = int(rng.integers(100, 1000))
    code = f"9901{number:02}"
    return _County(code, f"示例{number}县", listed, (paid, due), (days, weight), visits)


def _transfers(
    accounts: _Accounts, counties: Sequence[_County], rng: np.random.Generator
) -> Iterator[tuple[str, str, str, str]]:
    """Send documents down from the region; yield what was planted: division, what, document, amount."""
    for nth in range(1, _DOCUMENTS + 1):
        on = date(YEAR, 2 * nth, 10)
        shares = [int(rng.integers(_MOST // 10, _MOST)) for _ in counties]
        whole = sum(shares)
        above = f"示例财社〔{YEAR}〕{nth}号"
        accounts.book(REGION, "安排", whole, on, document=above)
        accounts.book(
            REGION, "下达", whole, on, document=above, source=above, other=CITY
        )
        accounts.book(
            CITY, "收到", whole, on + timedelta(5), document=above, other=REGION
        )
        for place, (county, share) in enumerate(zip(counties, shares, strict=True)):
            yield from _to_county(accounts, county, share, on, nth, place)


def _to_county(
    accounts: _Accounts, county: _County, share: int, on: date, nth: int, place: int
) -> Iterator[tuple[str, str, str, str]]:
    document = f"示例市财社〔{YEAR}〕{nth}{place + 1:02}号"
    above = f"示例财社〔{YEAR}〕{nth}号"
    is_planted = nth == _DOCUMENTS
    late = is_planted and place == 2  # noqa: PLR2004 — the third county
    sent = on + timedelta(_LATE if late else _PROMPT)
    accounts.book(CITY, "下达", share, sent, document=document, source=above, other=county.code)  # fmt: skip
    if late:
        yield county.code, "下达迟了", document, _yuan(share)
    if is_planted and place == 0:
        yield county.code, "县里没有这份文件", document, _yuan(share)
        return
    short = 1 if is_planted and place == 1 else 0
    if short:
        yield county.code, "县里少记一分", document, _yuan(short)
    got = share - short
    accounts.book(county.code, "收到", got, sent + timedelta(3), document=document, other=CITY)  # fmt: skip
    spent = int(got * Fraction(9, 10))
    for month, part in enumerate(_parts(spent, 3)):
        day = sent + timedelta(20 + 25 * month)
        accounts.book(county.code, "支出", part, day, source=document)


def _parts(amount: int, count: int) -> Sequence[int]:
    """Split an amount into whole parts that make it again."""
    each = amount // count
    return [*(each for _ in range(count - 1)), amount - each * (count - 1)]


def _write_city(folder: Path, accounts: _Accounts, counties: Sequence[_County]) -> int:
    account_rows = [*accounts.rows[REGION], *accounts.rows[CITY]]
    targets = [
        _result(CITY, PEOPLE, "7", "人", "1", target=str(sum(len(c.people) for c in counties) // 2)),
        _result(CITY, RATE, "2", "%", "1", target="90"),
    ]  # fmt: skip
    return _write(folder, counties, account_rows, targets, [])


def _write_county(
    folder: Path, accounts: _Accounts, county: _County, counties: Sequence[_County]
) -> int:
    paid, due = county.rate
    days, weight = county.days
    code = county.code
    rate = f"{Fraction(paid * 10000, due).__round__() / 100:.2f}"
    results = [
        _result(code, PEOPLE, "7", "人", "1", target=str(len(county.people) // 2), actual=str(len(county.people))),
        _result(code, RATE, "2", "%", "1", target="90", actual=rate, numerator=str(paid), denominator=str(due)),
        _result(code, DAYS, "3", "天", "2", target="30", actual=str(days), weight=str(weight), weighed_by="支付笔数"),
        _result(code, VISITS, "1", "人次", "1", target="100", actual=str(county.visits)),
    ]  # fmt: skip
    persons = [(code, str(YEAR), PEOPLE, person) for person in county.people]
    return _write(folder, counties, accounts.rows[code], results, persons)


def _result(
    division: str, indicator: str, kind: str, unit: str, better: str, **cells: str
) -> tuple[str, ...]:
    columns = (
        "target",
        "actual",
        "numerator",
        "denominator",
        "weight",
        "weighed_by",
        "wording",
    )
    rest = (cells.get(column, "") for column in columns)
    return (division, str(YEAR), indicator, kind, unit, better, *rest)


def _write(
    folder: Path,
    counties: Sequence[_County],
    money: Sequence[tuple[str, ...]],
    results: Sequence[tuple[str, ...]],
    persons: Sequence[tuple[str, ...]],
) -> int:
    divisions = [
        (REGION, "示例区", "", _BEGIN.isoformat(), "", ""),
        (CITY, "示例市", REGION, _BEGIN.isoformat(), "", ""),
        *((c.code, c.name, CITY, _BEGIN.isoformat(), "", "") for c in counties),
    ]
    extracts = folder / "extracts"
    extracts.mkdir(parents=True, exist_ok=True)
    written = {
        "DIVISION": divisions, "TRANSFER": money, "DIVISION_RESULT": results, "DIVISION_PERSON": persons,
    }  # fmt: skip
    for code, rows in written.items():
        if rows:
            titles = [column.title for column in tables()[code].columns.values()]
            _write_csv(extracts / f"{code}.csv", titles, rows)
    return sum(map(len, written.values()))


def _write_answers(
    folder: Path,
    accounts: _Accounts,
    counties: Sequence[_County],
    planted: Sequence[tuple[str, str, str, str]],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "planted.csv", ("区划代码", "埋下的", "文号", "金额"), planted)
    money = [
        (code, *(_yuan(accounts.sums.get((code, step), 0)) for step in _STEPS))
        for code in accounts.rows
    ]
    _write_csv(folder / "money.csv", ("区划代码", *_STEPS), money)
    paid, due = (sum(c.rate[n] for c in counties) for n in (0, 1))
    weighed = sum(c.days[0] * c.days[1] for c in counties)
    weights = sum(c.days[1] for c in counties)
    everybody = set[str]().union(*(c.people for c in counties))
    results = [
        (PEOPLE, str(len(everybody)), "", ""),
        (RATE, "", str(paid), str(due)),
        (DAYS, "", str(weighed), str(weights)),
        (VISITS, str(sum(c.visits for c in counties)), "", ""),
    ]
    _write_csv(folder / "results.csv", ("指标", "完成值", "分子", "分母"), results)


def _write_csv(
    path: Path, titles: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([titles, *rows])


def _yuan(fen: int) -> str:
    return in_yuan(fen).replace(",", "")
