"""The basic layer of a policy file, entry by entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import lcm

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import (
    DIMENSIONS,
    Adjustment,
    BasicEntry,
    Case,
    ItemEntry,
)
from jixiao.fund.benefits.entry_values import (
    Table,
    by_code_of,
    caps_of,
    case_cap_of,
    chosen,
    laid_over,
    line_reader,
)
from jixiao.fund.benefits.policy_names import PolicyNames
from jixiao.fund.benefits.values import MOST_WHOLE, UNLIMITED, Section
from jixiao.fund.benefits.words import BANDS_FROM, BASIC_WORDS, ITEM_WORDS, PER

_SHARED = ("次数", "起付线", "分段", "限额")


@dataclass(frozen=True)
class BasicReader:
    """Reads the entries of the basic layer against the names of their policy."""

    names: PolicyNames

    def read(self, entries: Table) -> dict[str, BasicEntry]:
        """Return the entries of the basic layer by name."""
        where = f"{self.names.policy}.toml 的 [basic.{{}}]"
        read = {name: laid_over(where, entries, name, BASIC_WORDS) for name in entries}
        return {name: self._basic_entry(name, entry) for name, entry in read.items()}

    def _basic_entry(self, name: str, entry: Section) -> BasicEntry:
        entry.need("accumulator", "ratio")
        levels = self.names.levels_of(entry)
        annual = self.names.by_level(entry, "annual_deductible", levels, entry.amount)
        if annual and "deductible" in entry.table:
            message = (
                f"{entry.place} 同时写了 deductible 和 annual_deductible；"
                "起付线按次或按全年，请只留一项。"
            )
            raise FaultyEntry(message)
        basic = BasicEntry(
            name=name,
            conditions=self.names.conditions(entry, levels),
            accumulator=self._accumulator(entry, "accumulator"),
            deductible_accumulator=self._accumulator(entry, "deductible_accumulator"),
            shared=self.names.shared(entry, _SHARED),
            lines=self.names.by_level(entry, "deductible", levels, line_reader(entry)),
            annual_lines=annual,
            waived=self.names.codes_of(entry, "waived", self.names.identities)
            or frozenset(),
            transfer=entry.flag("transfer", default=False),
            steps=self.names.by_level(entry, "ratio", levels, entry.steps),
            adjustment=self._adjustment(entry, levels),
            case_caps=self.names.by_level(entry, "case_cap", levels, entry.limit),
            caps=caps_of(entry),
            further=entry.flag("further", default=True),
            from_first_yuan=chosen(entry, "bands_from", BANDS_FROM) == BANDS_FROM[1],
            of_year=chosen(entry, "bands_by", PER) == PER[1],
            items=self._items(entry),
        )
        _refuse_bands_without_origin(entry, basic)
        self._refuse_two_diseases(entry, basic)
        self._refuse_rates_beyond(entry, basic)
        return basic

    def _items(self, entry: Section) -> tuple[ItemEntry, ...]:
        tables = entry.choices("items", self.names.items, lambda _, table: table)
        items = []
        for name, table in tables.items():
            place = f'{entry.place} 的 items."{name}"'
            item = Section.of(place, table, ITEM_WORDS)
            item.need("ratio")
            _refuse_cap_gone_astray(entry, item)
            items.append(
                ItemEntry(
                    name=name,
                    rate=item.rate("ratio", item.table["ratio"]),
                    case_cap=case_cap_of(item),
                    caps=caps_of(item),
                    deducted=item.flag("deducted", default=False),
                )
            )
        self._refuse_one_code_twice(entry, list(tables))
        return tuple(items)

    def _refuse_one_code_twice(self, entry: Section, names: Sequence[str]) -> None:
        """Refuse item kinds that would both take what one code costs."""
        for name, other in combinations(names, 2):
            if shared := sorted({*self.names.items[name]} & {*self.names.items[other]}):
                message = (
                    f"{entry.place} 的 items 里 {name} 和 {other} 都有目录代码"
                    f" {'、'.join(shared)}，同一笔费用会算两次。请只留在一处。"
                )
                raise FaultyEntry(message)

    def _refuse_two_diseases(self, entry: Section, basic: BasicEntry) -> None:
        """Refuse {disease} where one code is of two diseases: nobody knows whose limit it uses."""
        names = (basic.accumulator, basic.deductible_accumulator)
        if not any("{disease}" in name for name in names):
            return
        asked = entry.table.get("disease", self.names.diseases)
        listed = [code for name in asked for code in self.names.diseases[name]]
        for code in listed:
            holders = [n for n, codes in self.names.diseases.items() if code in codes]
            if len(holders) > 1:
                message = (
                    f"{entry.place} 的 {{disease}} 换成病种的名称，而 [disease] 里"
                    f" {'、'.join(holders)} 都有代码 {code}。请只留在一处。"
                )
                raise FaultyEntry(message)

    def _accumulator(self, entry: Section, key: str) -> str:
        name = entry.text(key, entry.text("accumulator"))
        plain = name.replace("{disease}", "").replace("{level}", "")
        if not name or "{" in plain or "}" in plain or "/" in plain:
            entry.refuse(key, name, "一个名称，其中只有 {disease} 和 {level} 会被换掉")
        return name

    def _adjustment(self, entry: Section, levels: Sequence[str]) -> Adjustment:
        every = {
            n: codes
            for named in self.names.adjusting.values()
            for n, codes in named.items()
        }
        factors = entry.choices("deductible_factor", every, entry.factor)
        first = entry.choices("first_paid", every, entry.rate)
        if first and "items" in entry.table:
            message = (
                f"{entry.place} 同时写了 first_paid 和 items；项目的费用要不要先付，说不清。"
                "请把 items 放到另一个条目里，或只留一项。"
            )
            raise FaultyEntry(message)
        points, rate_factors, line_factors, lines = {}, {}, {}, {}
        first_paid = {}
        for dimension, (word, named) in zip(
            DIMENSIONS, self.names.adjusting.items(), strict=True
        ):
            if isinstance(entry.table.get(word), Mapping):
                said = entry.choices(word, named, entry.fraction)
                points[dimension] = by_code_of(entry, word, said, named)
            said = entry.choices(f"{word}_factor", named, entry.factor)
            rate_factors[dimension] = by_code_of(entry, f"{word}_factor", said, named)
            of_word = {
                name: factor for name, factor in factors.items() if name in named
            }
            line_factors[dimension] = by_code_of(
                entry, "deductible_factor", of_word, named
            )
            first_of_word = {
                name: part for name, part in first.items() if name in named
            }
            first_paid[dimension] = by_code_of(
                entry, "first_paid", first_of_word, named
            )
            lines_of_names = entry.choices(
                f"deductible_{word}", named, self._own_lines(entry, levels)
            )
            lines[dimension] = by_code_of(
                entry, f"deductible_{word}", lines_of_names, named
            )
        return Adjustment(points, rate_factors, first_paid, line_factors, lines)

    def _own_lines(
        self, entry: Section, levels: Sequence[str]
    ) -> Callable[[str, object], dict[str, tuple[int, ...]]]:
        """Return a reader of the start lines of some people: the same at each level, or by level."""

        def read(key: str, value: object) -> dict[str, tuple[int, ...]]:
            alone = Section(entry.place, {key: value})
            return self.names.by_level(alone, key, levels, line_reader(entry))

        return read

    def _refuse_rates_beyond(self, entry: Section, basic: BasicEntry) -> None:
        """Refuse an entry that some identity, filing or area brings below 0 or above 1."""
        every = ([*codes, ""] for codes in basic.adjustment.codes())
        for identity, filing, area in product(*every):
            case = Case("", "", identity, "", "", filing, area=area)
            for level, steps in basic.steps.items():
                rates = [basic.adjustment.rate(rate, case) for _, rate in steps]
                if any(not 0 <= rate <= 1 for rate in rates):
                    who = "、".join(filter(None, (identity, filing, area)))
                    message = (
                        f"{entry.place} 的 ratio 里 {level} 的比例，按身份、filing、area 的加减和系数"
                        f"（{who}）算成 {'、'.join(map(_percent, rates))}，应在 0 到 1 之间。请改正。"
                    )
                    raise FaultyEntry(message)
                if lcm(*(rate.denominator for rate in rates)) > MOST_WHOLE:
                    message = (
                        f"{entry.place} 的 ratio 里 {level} 的比例位数太多，算不精确。"
                        "请少写几位小数，或分成几个条目。"
                    )
                    raise FaultyEntry(message)


def _refuse_bands_without_origin(entry: Section, basic: BasicEntry) -> None:
    """Refuse bands beside a start line where nobody says from where the bands count."""
    has_bands = any(len(s) > 1 or s[0][0] > 0 for s in basic.steps.values())
    has_line = any(map(any, basic.lines.values())) or any(basic.annual_lines.values())
    if has_bands and has_line and "bands_from" not in entry.table:
        message = (
            f"{entry.place} 的 ratio 有分段，又有起付线，没有写 bands_from；"
            f"分段从哪里数起，请写 {'、'.join(BANDS_FROM)} 之一。"
        )
        raise FaultyEntry(message)


def _refuse_cap_gone_astray(entry: Section, item: Section) -> None:
    """Refuse a year's limit below an item's head where the entry itself says none.

    What stands below `[….items."…"]` is the item's; whoever adds a limit at the end of an entry
    would give it to the item.
    """
    if "cap" in item.table and "cap" not in entry.table:
        message = (
            f"{item.place} 写了 cap，而 {entry.place} 没有写：items 一节之后的各项都算这个项目的。"
            "cap 是整个条目的，请移到 items 一节之前；只限这个项目的，"
            f'请在条目自己的各项里写明 cap = "{UNLIMITED}"。'
        )
        raise FaultyEntry(message)


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):g}%"
