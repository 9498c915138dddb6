"""The monthly brief: eight tables, three pictures, and sentences made only of numbers and causes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jixiao.entry import Overrides
from jixiao.errors import JixiaoError
from jixiao.fund.outlook.foreseen import (
    Forecasts,
    foresee,
    keep_foreseen,
    series_until,
)
from jixiao.fund.outlook.history import YEAR, months_between, shift
from jixiao.fund.outlook.indicator import MonthValue, indicators, month_values
from jixiao.fund.outlook.kept import FORESEEN
from jixiao.fund.outlook.pictures import Band, Line, draw
from jixiao.fund.outlook.place_names import PlaceNames
from jixiao.fund.outlook.printing import (
    month_in_words,
    names_of,
    printed,
    printed_growth,
    rounded,
)
from jixiao.fund.outlook.split import SplitChange, changes, spans, splits
from jixiao.fund.outlook.stress import Scenario, positions, stress
from jixiao.fund.outlook.warning_cases import explained
from jixiao.fund.outlook.watching import Watched, contributions, unjudged, watch
from jixiao.fund.records import Records
from jixiao.money import in_yuan

AHEAD = 3
_INSTITUTIONS = 10
_CONTRIBUTORS = 3
_SHOWN_MONTHS = 24
_COLOURS = ("#1f5fa8", "#b3541e", "#3c7d3c", "#7a4b9d")


@dataclass(frozen=True, slots=True)
class BriefTable:
    """A table as it is printed; the first column is text, the others numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, and what it shows."""

    title: str
    svg: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A month's brief. `remarks` say what was not computed and why, and what rests on little."""

    month: date
    sentences: tuple[str, ...]
    tables: tuple[BriefTable, ...]
    pictures: tuple[Picture, ...]
    remarks: tuple[str, ...]


def brief(records: Records, month: date, limits: Overrides | None = None) -> Brief:
    """Write the brief of a month from records that look back SEEN_BACK months, by a bureau's limits.

    Raises:
        NotLoaded: no settlements or no months of the fund were loaded.
        JixiaoError: nothing was settled in the month.
    """
    figures = _MonthFigures(records, month)
    figures.check()
    remarks = keep_foreseen(records, month)
    watched = watch(records, month, limits)
    forecasts = foresee(series_until(records, month), AHEAD)
    courses, lacking = figures.courses()
    by_kind = figures.split("OS02")
    tables = (
        figures.fund_table(),
        figures.care_table(),
        figures.change_table("OS02", "三、基金支付增减的来由（当年累计比上年同期）"),
        figures.change_table(
            "OS03", "四、住院基金支付增减的来由：病种结构（当年累计）"
        ),
        figures.share_table(),
        figures.institution_table(),
        figures.signal_table(watched),
        figures.forecast_table(forecasts),
    )
    return Brief(
        month,
        (*figures.sentences(by_kind), *figures.signal_sentences(watched)),
        tables,
        (figures.money_picture(), figures.forecast_picture(forecasts), *courses),
        (
            *lacking,
            *map(figures.in_text, remarks),
            *unjudged(records, month),
            *(f"{e.code} {e.title}：{why}" for e, why in watched.unseen),
        ),
    )


class _MonthFigures:
    """The tables, pictures and sentences of one month's records."""

    def __init__(self, records: Records, month: date) -> None:
        self.records = records
        self.month = month
        self._schemes = names_of(records, "scheme")
        self._names = PlaceNames.of_records(records)

    def check(self) -> None:
        """Refuse a month in which nothing was settled."""
        if not self._at("OV01", "scheme"):
            message = (
                f"{self.month:%Y-%m} 没有计入的结算，写不了简报。请先收这个月的结算表。"
            )
            raise JixiaoError(message)

    def _values(self, code: str, by: str) -> list[MonthValue]:
        entry = indicators()[code]
        return month_values(entry, entry.prove(self.records, by))

    def _at(self, code: str, by: str, back: int = 0) -> dict[str, MonthValue]:
        on = shift(self.month, -back)
        return {v.place: v for v in self._values(code, by) if v.month == on}

    def _both(self, code: str, by: str) -> Iterator[tuple[str, MonthValue, str]]:
        """Yield places with their value and its change against a year before, largest first."""
        now, then = self._at(code, by), self._at(code, by, YEAR)
        for place, value in sorted(now.items(), key=lambda pair: -pair[1].above):
            before = then.get(place)
            yield (
                place,
                value,
                printed_growth(before.value if before else None, value.value),
            )

    def _scheme(self, code: str) -> str:
        return self._schemes.get(code, code)

    def fund_table(self) -> BriefTable:
        """The funds: income, outlay, balance, and how long it lasts."""
        income, outlay = self._at("OM01", "scheme"), dict(self._both_of("OM02"))
        balance, left = self._at("OM03", "scheme"), self._at("OM04", "scheme")
        ratio = self._at("OM05", "scheme")
        rows = [
            (
                self._scheme(place),
                _shown(income.get(place)),
                _shown(value),
                growth,
                _shown(balance.get(place)),
                _shown(left.get(place)),
                _shown(ratio.get(place)),
            )
            for place, (value, growth) in outlay.items()
        ]
        heads = (
            "险种", "收入（元）", "支出（元）", "支出比上年同月", "累计结余（元）",
            "可支付月数", "12个月收支率（%）",
        )  # fmt: skip
        return BriefTable("一、基金收支和结余", heads, tuple(rows))

    def _both_of(self, code: str) -> Iterator[tuple[str, tuple[MonthValue, str]]]:
        for place, value, growth in self._both(code, "scheme"):
            yield place, (value, growth)

    def care_table(self) -> BriefTable:
        """Visits, fees and payments by kind of care."""
        visits = {p: (v, g) for p, v, g in self._both("OV01", "care")}
        means = {p: (v, g) for p, v, g in self._both("OV04", "care")}
        rows = [
            (
                place,
                f"{visits[place][0].above:,}",
                visits[place][1],
                _shown(means[place][0]),
                means[place][1],
                _shown(value),
                growth,
            )
            for place, value, growth in self._both("OV03", "care")
        ]
        heads = (
            "类别", "人次", "比上年同月", "次均费用（元）", "比上年同月", "基金支付（元）",
            "比上年同月",
        )  # fmt: skip
        return BriefTable("二、人次、次均费用和基金支付", heads, tuple(rows))

    def share_table(self) -> BriefTable:
        """What of fees is outside the catalogue, and what the funds paid, by scheme."""
        outside, in_scope = self._at("OV06", "scheme"), self._at("OV07", "scheme")
        rows = [
            (
                self._scheme(place),
                _shown(outside.get(place)),
                _shown(in_scope.get(place)),
                _shown(value),
            )
            for place, value in sorted(self._at("OV08", "scheme").items())
        ]
        heads = ("险种", "目录外占比（%）", "政策范围内支付（%）", "实际支付（%）")
        return BriefTable("五、费用结构和支付比例", heads, tuple(rows))

    def split(self, code: str) -> list[SplitChange]:
        """The changes of the year so far, by scheme."""
        before, after = spans(self.month, self.month.month)
        return changes(splits()[code].prove(self.records, "scheme"), before, after)

    def change_table(self, code: str, title: str) -> BriefTable:
        """What the change of the year so far is made of, by scheme."""
        changed = self.split(code)
        parts = list(
            dict.fromkeys(part.title for c in changed for part in c.parts or ())
        )
        rows = []
        for change in changed:
            fen = {part.title: part.fen for part in change.parts or ()}
            gap = change.after.amount - change.before.amount
            rows.append(
                (
                    self._scheme(change.place),
                    in_yuan(change.before.amount),
                    in_yuan(change.after.amount),
                    in_yuan(gap),
                    *(in_yuan(fen[p]) if p in fen else "—" for p in parts),
                )
            )
        heads = ("险种", "上年同期（元）", "当年（元）", "增减（元）", *parts)
        return BriefTable(title, heads, tuple(rows), "各部分相加等于增减。")

    def institution_table(self) -> BriefTable:
        """The institutions that were paid most."""
        names = names_of(self.records, "institution")
        whole = sum(v.above for v in self._at("OV03", "institution").values())
        means = {p: (v, g) for p, v, g in self._both("OV04", "institution")}
        rows = [
            (
                f"{place} {names.get(place, '')}".strip(),
                _shown(value),
                _percent(value.above, whole),
                growth,
                _shown(means[place][0]),
                means[place][1],
            )
            for place, value, growth in self._both("OV03", "institution")
        ]
        heads = (
            "机构", "基金支付（元）", "占全部（%）", "比上年同月", "次均费用（元）",
            "比上年同月",
        )  # fmt: skip
        return BriefTable(
            "六、基金支付最多的机构",
            heads,
            tuple(rows[:_INSTITUTIONS]),
            f"共 {len(rows)} 家，列前 {min(len(rows), _INSTITUTIONS)} 家。",
        )

    def signal_table(self, watched: Watched) -> BriefTable:
        """The signals that stand."""
        rows = [
            (
                f"{each.signal.code} {each.signal.title}",
                each.level.word,
                self._placed(each.place),
                f"{each.since:%Y-%m}",
                each.sentence,
            )
            for each in watched.standing
        ]
        heads = ("信号", "轻重", "何处", "自", "比的是")
        note = "" if rows else "没有信号。"
        return BriefTable("七、预警信号", heads, tuple(rows), note)

    def forecast_table(self, forecasts: Forecasts) -> BriefTable:
        """Last month's forecast against what came, and the months to come."""
        expected = self._expected()
        rows = []
        for made in forecasts.made:
            last = expected.get(made.series.name)
            rows.append(
                (
                    self._placed(made.series.name),
                    in_yuan(made.series.values[-1]),
                    in_yuan(last["expected"]) if last else "—",
                    _inside(last) if last else "—",
                    *(
                        f"{in_yuan(m.expected)} （{in_yuan(m.low)} 至 {in_yuan(m.high)}）"
                        for m in made.months
                    ),
                    made.back_test.line,
                )
            )
        ahead = [shift(self.month, n + 1) for n in range(AHEAD)]
        heads = (
            "险种、类别", "本月实际（元）", "上月推算（元）", "在区间内",
            *(f"{month:%Y-%m} 推算（区间）" for month in ahead), "回测",
        )  # fmt: skip
        note = "" if rows else "没有能推算的。"
        return BriefTable("八、推算", heads, tuple(rows), note)

    def _expected(self) -> Mapping[str, Mapping[str, int]]:
        rows = FORESEEN.read(self.records.engine)
        rows = rows.filter(rows.month == self.month)
        fetched = self.records.engine.fetch(rows).to_pylist()
        return {row["place"]: row for row in fetched}

    def _placed(self, place: str) -> str:
        return self._names.of(place)

    def in_text(self, text: str) -> str:
        """Return a sentence with schemes called by their names."""
        return self._names.in_text(text)

    def sentences(self, changed: Sequence[SplitChange]) -> Iterator[str]:
        """Yield what the funds took in, paid and hold, and what the payments' change is made of."""
        left = self._at("OM04", "scheme")
        balance = self._at("OM03", "scheme")
        for place, value, growth in self._both("OM02", "scheme"):
            lasts = left.get(place)
            lasting = (
                f"，按最近 12 个月支出够付 {_shown(lasts)} 个月"
                if lasts
                else "，12 个月不全，可支付月数算不出"
            )
            held = balance.get(place)
            yield (
                f"{self._scheme(place)} {month_in_words(self.month)}支出 {_shown(value)} 元，"
                f"比上年同月 {growth}；月末累计结余 {_shown(held)} 元{lasting}。"
            )
        for change in changed:
            yield self._change_sentence(change)

    def _change_sentence(self, change: SplitChange) -> str:
        gap = change.after.amount - change.before.amount
        until = (
            f"{self.month.month} 月"
            if self.month.month == 1
            else f"1 至 {self.month.month} 月"
        )
        opening = f"{self._scheme(change.place)} {until}基金支付比上年同期增减 {in_yuan(gap)} 元"
        if change.parts is None:
            return f"{opening}，一边没有人次，分不出来由。"
        parts = "，".join(f"{p.title} {in_yuan(p.fen)} 元" for p in change.parts)
        return f"{opening}，其中{parts}。"

    def signal_sentences(self, watched: Watched) -> Iterator[str]:
        """Yield each signal with the contributors that explain most of the change."""
        for each in watched.standing:
            contributed = contributions(self.records, each)
            opening = (
                f"［{each.level.word}］{each.signal.title}（{self._placed(each.place)}，"
                f"自 {each.since:%Y-%m} 起）：{each.sentence}"
            )
            if contributed.explained is None:
                yield f"{opening}。"
                continue
            if contributed.nets_out:
                yield f"{opening}。{explained(contributed)}。"
                continue
            largest = "；".join(
                f"{self._names.of_group(p.names)} {in_yuan(p.fen)} 元"
                for p in contributed.largest[:_CONTRIBUTORS]
            )
            yield (
                f"{opening}。基金支付增减 {in_yuan(contributed.change)} 元的"
                f" {rounded(contributed.explained * 100)}% 来自 {len(contributed.largest)} 组，"
                f"最大的是{largest}。"
            )

    def money_picture(self) -> Picture:
        """Outlay and income of the schemes together, month by month."""
        months = months_between(shift(self.month, 1 - _SHOWN_MONTHS), self.month)
        lines = [
            Line("收入", self._course("OM01", months), _COLOURS[2]),
            Line("支出", self._course("OM02", months), _COLOURS[1]),
        ]
        labels = [f"{month:%y-%m}" for month in months]
        return Picture("各险种合计的收入和支出", draw("收入和支出", labels, lines))

    def _course(self, code: str, months: Sequence[date]) -> list[int | None]:
        values: dict[date, int] = {}
        for value in self._values(code, "scheme"):
            values[value.month] = values.get(value.month, 0) + value.above
        return [values.get(month) for month in months]

    def forecast_picture(self, forecasts: Forecasts) -> Picture:
        """The largest series with its forecast and interval; what came alone where none can be made."""
        if not forecasts.made:
            return self._largest_picture()
        made = forecasts.made[0]
        past = made.series.months[-_SHOWN_MONTHS:]
        values = list(made.series.values[-_SHOWN_MONTHS:])
        blank: list[int | None] = [None] * len(past)
        ahead = [each.month for each in made.months]
        last = values[-1]
        title = f"{self._placed(made.series.name)}基金支付和推算"
        bridge = [*blank[:-1], last]
        picture = draw(
            title,
            [f"{month:%y-%m}" for month in [*past, *ahead]],
            [
                Line("实际", [*values, *([None] * len(ahead))]),
                Line("推算", [*bridge, *(m.expected for m in made.months)], _COLOURS[1], dashed=True),
            ],
            Band([*bridge, *(m.low for m in made.months)], [*bridge, *(m.high for m in made.months)]),
        )  # fmt: skip
        return Picture(f"{title}（浅色为区间，十次里九次应在其中）", picture)

    def _largest_picture(self) -> Picture:
        series = series_until(self.records, self.month)[0]
        title = f"{self._placed(series.name)}基金支付"
        labels = [f"{month:%y-%m}" for month in series.months[-_SHOWN_MONTHS:]]
        line = Line("实际", list(series.values[-_SHOWN_MONTHS:]))
        picture = draw(title, labels, [line])
        return Picture(f"{title}（历史太短，没有推算）", picture)

    def courses(self) -> tuple[list[Picture], list[str]]:
        """Balances carried on as they are, for three years, and what cannot be; none without any."""
        there, lacking = positions(self.records, self.month)
        if not there:
            return [], [*lacking, "各险种都不满 12 个月，累计结余的走势没有画。"]
        carried = [stress(position, Scenario()) for position in there]
        months = [shift(self.month, n) for n in range(_STRESSED + 1)]
        lines = [
            Line(
                self._scheme(course.position.scheme)[:4],
                _padded([course.position.balance, *course.balances]),
                colour,
            )
            for course, colour in zip(carried, _COLOURS * len(carried), strict=False)
        ]
        labels = [f"{month:%y-%m}" for month in months]
        title = "收支照最近 12 个月不变，累计结余的走势"
        return [Picture(title, draw("累计结余", labels, lines))], lacking


_STRESSED = 36


def _padded(values: Sequence[int]) -> list[int | None]:
    blank: list[int | None] = [None] * (_STRESSED + 1)
    shown = values[: _STRESSED + 1]
    return [*shown, *blank[len(shown) :]]


def _shown(value: MonthValue | None) -> str:
    return printed(value.value if value else None)


def _percent(above: int, below: int) -> str:
    return printed(Fraction(above * 100, below) if below else None)


def _inside(row: Mapping[str, int]) -> str:
    if row["actual"] > row["high"]:
        return "高于"
    return "低于" if row["actual"] < row["low"] else "是"
