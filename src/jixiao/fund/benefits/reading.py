"""Policy files read: each word known, each value what it must be, or the file refused in words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import lcm
from typing import Any, TypeVar

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import (
    DIMENSIONS,
    Adjustment,
    BasicEntry,
    Caps,
    Case,
    Conditions,
    Insurance,
    ItemEntry,
    LayerEntry,
    PersonalAccount,
)
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.reachable import refuse_unreachable
from jixiao.fund.benefits.values import MOST_WHOLE, UNLIMITED, Section
from jixiao.fund.benefits.words import (
    ABOUT_WORDS,
    ACCOUNT_WORDS,
    AREAS,
    BANDS_FROM,
    BASES,
    BASIC_WORDS,
    BEFORE_IDENTITY,
    BY_YEAR,
    CARRIED_LINE,
    COUNTED,
    FIELDS,
    FLOOR,
    INSURANCE_WORDS,
    ITEM_WORDS,
    LAPSED,
    LAYER_WORDS,
    PER,
    YEAR_OF,
)
from jixiao.fund.benefits.year import NO_LIMIT

_CODES = ("insutype", "psn_type", "med_type", "filing", "level")
_BASIC_SHARED = ("次数", "起付线", "分段", "限额")
_LAYER_SHARED = ("负担", "限额")
Table = Mapping[str, Any]
Value = TypeVar("Value")


def read_policy(code: str, table: Table, written: Table) -> Policy:
    """Read a policy: its file laid over those it extends, and what the file itself writes.

    Raises:
        FaultyEntry: something in it is not known, cannot be, or would never pay.
    """
    policy = _policy(code, table)
    names = {section: written.get(section, {}) for section in ("basic", "layers")}
    refuse_unreachable(policy, names)
    return policy


def _policy(code: str, table: Table) -> Policy:
    about = Section.of(f"{code}.toml 的 [policy]", table["policy"], ABOUT_WORDS)
    first, last = about.day("valid_from"), about.day("valid_to")
    if first > last:
        message = f"{code}.toml 的 [policy] 里 valid_from 晚于 valid_to。请改正。"
        raise FaultyEntry(message)
    year_of = _chosen(about, "year_of", YEAR_OF)
    if (year_of == BY_YEAR) != ("carried_line" in about.table):
        message = (
            f"{about.place} 的 year_of 写 {BY_YEAR} 时必须写 carried_line"
            f"（{'、'.join(CARRIED_LINE)} 之一：跨年住院后一段的起付线），不写 {BY_YEAR} 时不能写。请改正。"
        )
        raise FaultyEntry(message)
    reader = _Reader.of(code, table)
    layers = reader.layers(table.get("layers", {}))
    return Policy(
        code=code,
        title=about.text("title"),
        basis=about.text("basis"),
        confirmed=about.flag("confirmed", default=False),
        valid_from=first,
        valid_to=last,
        year_of=year_of,
        pays_line_again=_chosen(about, "carried_line", CARRIED_LINE) == CARRIED_LINE[0],
        codes={name: frozenset(codes) for name, codes in reader.codes.items()},
        levels=reader.levels,
        identities=reader.identities,
        diseases=reader.diseases,
        cares=reader.cares,
        items=reader.items,
        insurance=reader.insurance(table.get("insurance", {})),
        basic=reader.basic(table.get("basic", {})),
        layers=layers,
        fields=_ordered_fields(layers, about),
        account=reader.account(table.get("account", {})),
    )


def _ordered_fields(layers: Mapping[str, LayerEntry], about: Section) -> dict[str, str]:
    """Return the column each layer pays into, in the order the policy states, then the file's."""
    fields: dict[str, str] = {}
    bases: dict[str, int] = {}
    for layer in layers.values():
        if fields.setdefault(layer.code, layer.field) != layer.field:
            message = (
                f"{about.place} 之下，层 {layer.code} 的各条目记入不同的列"
                f"（{fields[layer.code]} 和 {layer.field}）；同一层的 field 应相同。请改正。"
            )
            raise FaultyEntry(message)
        if bases.setdefault(layer.code, layer.base) != layer.base:
            message = (
                f"{about.place} 之下，层 {layer.code} 的各条目 base 不同；"
                "同一层付的应是同一部分，不同的写成两层。请改正。"
            )
            raise FaultyEntry(message)
    order = about.names("order", fields, about.table.get("order", []))
    return {code: fields[code] for code in (*order, *fields)}


def _named_codes(code: str, section: str, table: object) -> dict[str, list[str]]:
    """Return the codes of each name of a section."""
    names = Section.of(f"{code}.toml 的 [{section}]", table, table)  # type: ignore[arg-type]
    for name, codes in names.table.items():
        if not isinstance(codes, list) or not all(isinstance(c, str) for c in codes):
            names.refuse(name, codes, '加引号、放在方括号里的代码，如 ["01", "02"]')
    return dict(names.table)


@dataclass(frozen=True)
class _Reader:
    """Reads the entries of one policy against its codes and names."""

    policy: str
    codes: Mapping[str, Sequence[str]]
    level_codes: Mapping[str, Sequence[str]]
    identities: Mapping[str, Sequence[str]]
    diseases: Mapping[str, Sequence[str]]
    cares: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, code: str, table: Table) -> "_Reader":
        """Read the codes and names of a policy's tables."""
        codes = _named_codes(code, "codes", table.get("codes", {}))
        Section.of(f"{code}.toml 的 [codes]", codes, _CODES).need(*_CODES[:-1])
        cares = _named_codes(code, "care", table.get("care", {}))
        identities = _named_codes(code, "identity", table.get("identity", {}))
        if taken := [n for n in identities if n in (*AREAS, *codes.get("filing", ()))]:
            message = (
                f"{code}.toml 的 [identity] 里的 {'、'.join(taken)} 是就医地或异地备案状态的名称，"
                "写在系数里分不清指哪一个。请换一个名称。"
            )
            raise FaultyEntry(message)
        of_cares = [care for listed in cares.values() for care in listed]
        codes["med_type"] = list(dict.fromkeys([*codes["med_type"], *of_cares]))
        level_codes = _named_codes(code, "level", table.get("level", {}))
        place = Section(f"{code}.toml 的 [codes]", codes)
        place.names("level", level_codes, codes.pop("level", []))
        return cls(
            code,
            codes,
            level_codes,
            identities,
            _named_codes(code, "disease", table.get("disease", {})),
            cares,
            _named_codes(code, "items", table.get("items", {})),
        )

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The names of each hosp_lv, the last written first."""
        levels: dict[str, tuple[str, ...]] = {}
        for name, grades in self.level_codes.items():
            for grade in grades:
                levels[grade] = (name, *levels.get(grade, ()))
        return levels

    def basic(self, entries: Table) -> dict[str, BasicEntry]:
        """Return the entries of the basic layer by name."""
        where = f"{self.policy}.toml 的 [basic.{{}}]"
        read = {name: _like(where, entries, name, BASIC_WORDS) for name in entries}
        return {name: self._basic_entry(name, entry) for name, entry in read.items()}

    def _basic_entry(self, name: str, entry: Section) -> BasicEntry:
        entry.need("accumulator", "ratio")
        levels = self._levels(entry)
        annual = self._by_level(entry, "annual_deductible", levels, entry.amount)
        if annual and "deductible" in entry.table:
            message = (
                f"{entry.place} 同时写了 deductible 和 annual_deductible；"
                "起付线按次或按全年，请只留一项。"
            )
            raise FaultyEntry(message)
        basic = BasicEntry(
            name=name,
            conditions=self._conditions(entry, levels),
            accumulator=self._accumulator(entry, "accumulator"),
            deductible_accumulator=self._accumulator(entry, "deductible_accumulator"),
            shared=self._shared(entry, _BASIC_SHARED),
            lines=self._by_level(entry, "deductible", levels, _lines(entry)),
            annual_lines=annual,
            waived=self._codes_of(entry, "waived", self.identities) or frozenset(),
            transfer=entry.flag("transfer", default=False),
            steps=self._by_level(entry, "ratio", levels, entry.steps),
            adjustment=self._adjustment(entry, levels),
            case_caps=self._by_level(entry, "case_cap", levels, entry.limit),
            caps=_caps(entry),
            further=entry.flag("further", default=True),
            from_first_yuan=_chosen(entry, "bands_from", BANDS_FROM) == BANDS_FROM[1],
            of_year=_chosen(entry, "bands_by", PER) == PER[1],
            items=self._items(entry),
        )
        _refuse_bands_without_origin(entry, basic)
        self._refuse_two_diseases(entry, basic)
        self._refuse_rates_beyond(entry, basic)
        return basic

    def _items(self, entry: Section) -> tuple[ItemEntry, ...]:
        tables = entry.choices("items", self.items, lambda _, table: table)
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
                    case_cap=_case_cap(item),
                    caps=_caps(item),
                    deducted=item.flag("deducted", default=False),
                )
            )
        self._refuse_one_code_twice(entry, list(tables))
        return tuple(items)

    def _refuse_one_code_twice(self, entry: Section, names: Sequence[str]) -> None:
        """Refuse item kinds that would both take what one code costs."""
        for name, other in combinations(names, 2):
            if shared := sorted({*self.items[name]} & {*self.items[other]}):
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
        asked = entry.table.get("disease", self.diseases)
        listed = [code for name in asked for code in self.diseases[name]]
        for code in listed:
            holders = [n for n, codes in self.diseases.items() if code in codes]
            if len(holders) > 1:
                message = (
                    f"{entry.place} 的 {{disease}} 换成病种的名称，而 [disease] 里"
                    f" {'、'.join(holders)} 都有代码 {code}。请只留在一处。"
                )
                raise FaultyEntry(message)

    def layers(self, entries: Table) -> dict[str, LayerEntry]:
        """Return the entries of the further layers by name."""
        where = f"{self.policy}.toml 的 [layers.{{}}]"
        read = {name: _like(where, entries, name, LAYER_WORDS) for name in entries}
        return {name: self._layer_entry(name, entry) for name, entry in read.items()}

    def _layer_entry(self, name: str, entry: Section) -> LayerEntry:
        entry.need("code", "field", "tiers")
        if entry.table["field"] == "hifob_pay" and "base" not in entry.table:
            message = (
                f"{entry.place} 没有写 base；大额补助付的是哪一部分，各地文件不同，"
                f"请写 {'、'.join(BASES)} 之一。"
            )
            raise FaultyEntry(message)
        entry.names("field", FIELDS, [entry.table["field"]])
        if not entry.text("code").isidentifier():
            entry.refuse("code", entry.table["code"], "字母开头的代码，如 major")
        if not isinstance(entry.table["tiers"], list):
            entry.refuse("tiers", entry.table["tiers"], "分段，如 [[10000, 0.60]]")
        base = _chosen(entry, "base", BASES)
        if base == FLOOR and entry.table.get("tiers_by") != PER[0]:
            message = (
                f"{entry.place} 的 base 写的是{FLOOR}，按每次住院算；"
                f'请写明 tiers_by = "{PER[0]}"。'
            )
            raise FaultyEntry(message)
        counted = entry.names("counts", COUNTED, entry.table.get("counts", []))
        return LayerEntry(
            name=name,
            code=entry.text("code"),
            field=entry.text("field"),
            conditions=self._conditions(
                entry,
                entry.names("level", self.level_codes)
                if "level" in entry.table
                else None,
            ),
            counts=frozenset(COUNTED[word] for word in counted),
            steps=entry.steps("tiers", entry.table["tiers"]),
            caps=_caps(entry),
            case_cap=_case_cap(entry),
            shared=self._shared(entry, _LAYER_SHARED),
            base=BASES.index(base),
            of_year=_chosen(entry, "tiers_by", PER, PER[1]) == PER[1],
            before_identity=_chosen(entry, "before_identity", BEFORE_IDENTITY),
        )

    def insurance(self, table: Table) -> Insurance | None:
        """Return what of care while not insured; None where the policy does not say."""
        if not table:
            return None
        place = f"{self.policy}.toml 的 [insurance]"
        entry = Section.of(place, table, INSURANCE_WORDS)
        waiting = entry.choices("waiting", self.codes["insutype"], entry.days)
        entry.need("lapsed")
        return Insurance(_chosen(entry, "lapsed", LAPSED) == LAPSED[1], waiting)

    def account(self, table: Table) -> PersonalAccount | None:
        """Return whose account pays of what is left; None where the policy knows none."""
        if not table:
            return None
        entry = Section.of(f"{self.policy}.toml 的 [account]", table, ACCOUNT_WORDS)
        entry.need("insutype")
        insutypes = entry.names("insutype", self.codes["insutype"])
        return PersonalAccount(
            frozenset(insutypes), entry.flag("outside", default=False)
        )

    def _conditions(self, entry: Section, levels: Sequence[str] | None) -> Conditions:
        cares = {code: [code] for code in self.codes["med_type"]} | dict(self.cares)
        filings = {code: [code] for code in self.codes["filing"]}
        areas = {area: [area] for area in AREAS}
        return Conditions(
            insutype=self._codes_of(entry, "insutype"),
            psn_type=self._codes_of(entry, "psn_type"),
            med_type=self._codes_of(entry, "med_type", cares),
            dise_no=self._codes_of(entry, "disease", self.diseases),
            psn_idet_type=self._listed(entry, "identity", self.identities),
            filing=self._listed(entry, "filing", filings),
            cvlserv_flag=_servants(entry),
            levels=None if levels is None else frozenset(levels),
            area=self._listed(entry, "area", areas),
            age=entry.span("age"),
            insured_years=entry.span("insured_years"),
        )

    def _listed(
        self, entry: Section, key: str, named: Mapping[str, Sequence[str]]
    ) -> frozenset[str] | None:
        """Return the codes of a condition; a table under the same word adjusts rates instead."""
        if isinstance(entry.table.get(key), Mapping):
            return None
        return self._codes_of(entry, key, named)

    def _codes_of(
        self,
        entry: Section,
        key: str,
        named: Mapping[str, Sequence[str]] | None = None,
    ) -> frozenset[str] | None:
        """Return the codes of the names an entry says; None where it says nothing."""
        if key not in entry.table:
            return None
        if named is None:
            named = {code: [code] for code in self.codes[key]}
        return frozenset(
            code for name in entry.names(key, named) for code in named[name]
        )

    def _levels(self, entry: Section) -> Sequence[str]:
        """Return the levels an entry is for: those it names, else those of its rates."""
        ratio = entry.table["ratio"]
        if "level" in entry.table:
            return entry.names("level", self.level_codes)
        if isinstance(ratio, Mapping):
            return entry.names("ratio", self.level_codes, list(ratio))
        return list(self.level_codes)

    def _by_level(
        self,
        entry: Section,
        key: str,
        levels: Sequence[str],
        read: Callable[[str, object], Value],
    ) -> dict[str, Value]:
        """Return what an entry says at each of its levels: one value for all, or one for each.

        Raises:
            FaultyEntry: it names a level that is not known, or leaves one of its own out.
        """
        value = entry.table.get(key, {})
        if not isinstance(value, Mapping):
            return {level: read(key, value) for level in levels}
        said = entry.choices(key, self.level_codes, read)
        if said and (missing := [level for level in levels if level not in said]):
            message = f"{entry.place} 没有写 {'、'.join(missing)} 的 {key}。请补上。"
            raise FaultyEntry(message)
        return {level: said[level] for level in levels} if said else {}

    def _accumulator(self, entry: Section, key: str) -> str:
        name = entry.text(key, entry.text("accumulator"))
        plain = name.replace("{disease}", "").replace("{level}", "")
        if not name or "{" in plain or "}" in plain or "/" in plain:
            entry.refuse(key, name, "一个名称，其中只有 {disease} 和 {level} 会被换掉")
        return name

    def _shared(self, entry: Section, known: Collection[str]) -> frozenset[str]:
        return frozenset(entry.names("shared", known, entry.table.get("shared", [])))

    @property
    def _adjusting(self) -> dict[str, Mapping[str, Sequence[str]]]:
        """The names by which an entry may be adjusted, with their codes, by the word for them."""
        return {
            "identity": self.identities,
            "filing": {code: [code] for code in self.codes["filing"]},
            "area": {area: [area] for area in AREAS},
        }

    def _adjustment(self, entry: Section, levels: Sequence[str]) -> Adjustment:
        every = {
            n: codes for named in self._adjusting.values() for n, codes in named.items()
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
            DIMENSIONS, self._adjusting.items(), strict=True
        ):
            if isinstance(entry.table.get(word), Mapping):
                said = entry.choices(word, named, entry.fraction)
                points[dimension] = _by_code(entry, word, said, named)
            said = entry.choices(f"{word}_factor", named, entry.factor)
            rate_factors[dimension] = _by_code(entry, f"{word}_factor", said, named)
            of_word = {
                name: factor for name, factor in factors.items() if name in named
            }
            line_factors[dimension] = _by_code(
                entry, "deductible_factor", of_word, named
            )
            first_of_word = {
                name: part for name, part in first.items() if name in named
            }
            first_paid[dimension] = _by_code(entry, "first_paid", first_of_word, named)
            lines_of_names = entry.choices(
                f"deductible_{word}", named, self._own_lines(entry, levels)
            )
            lines[dimension] = _by_code(
                entry, f"deductible_{word}", lines_of_names, named
            )
        return Adjustment(points, rate_factors, first_paid, line_factors, lines)

    def _own_lines(
        self, entry: Section, levels: Sequence[str]
    ) -> Callable[[str, object], dict[str, tuple[int, ...]]]:
        """Return a reader of the start lines of some people: the same at each level, or by level."""

        def read(key: str, value: object) -> dict[str, tuple[int, ...]]:
            alone = Section(entry.place, {key: value})
            return self._by_level(alone, key, levels, _lines(entry))

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


def _like(
    where: str,
    entries: Table,
    name: str,
    words: Collection[str],
    seen: tuple[str, ...] = (),
) -> Section:
    """Return an entry laid over the one it is like."""
    section = Section.of(where.format(f'"{name}"'), entries[name], words)
    if "like" not in section.table:
        return section
    model = section.text("like")
    section.names("like", [n for n in entries if n not in (*seen, name)], [model])
    under = _like(where, entries, model, words, (*seen, name))
    differing = {key: value for key, value in section.table.items() if key != "like"}
    return Section(section.place, {**under.table, **differing})


def _by_code(
    entry: Section,
    key: str,
    said: Mapping[str, Value],
    named: Mapping[str, Sequence[str]],
) -> dict[str, Value]:
    """Return what is said of names by their codes.

    Raises:
        FaultyEntry: two of the names hold one code, and differing things are said of them.
    """
    by_code: dict[str, Value] = {}
    for name, value in said.items():
        for code in named[name]:
            if by_code.setdefault(code, value) != value:
                others = "、".join(n for n in said if code in named[n])
                message = (
                    f"{entry.place} 的 {key} 里 {others} 都有代码 {code}，写的数不同，"
                    "不知道按哪一个。请让一个代码只在其中一个名称里，或写成同一个数。"
                )
                raise FaultyEntry(message)
    return by_code


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


def _chosen(
    entry: Section, key: str, known: Sequence[str], default: str | None = None
) -> str:
    """Return one of some words; the first of them, or the default, where nothing is said."""
    value = entry.table.get(key, default or known[0])
    if value not in known:
        entry.refuse(key, value, "、".join(known) + " 之一")
    return str(value)


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):g}%"


def _lines(entry: Section) -> Callable[[str, object], tuple[int, ...]]:
    """Return a reader of the start lines of one visit after another."""

    def read(key: str, value: object) -> tuple[int, ...]:
        lines = value if isinstance(value, list) else [value]
        if not lines:
            entry.refuse(key, value, "一列元数，如 [700, 350]；没有起付线写 [0]")
        return tuple(entry.amount(key, line) for line in lines)

    return read


def _caps(entry: Section) -> Caps:
    """Return the most that an entry pays in a time."""
    said = {
        key: entry.limit(key, entry.table[key])
        for key in ("day_cap", "month_cap", "quarter_cap", "cap")
        if key in entry.table
    }
    for (shorter, less), (longer, more) in combinations(said.items(), 2):
        if less > more:
            message = (
                f"{entry.place} 的 {shorter} 大于 {longer}，永远用不到。"
                f'请核对两个数是否写反；没有这项限额的，写 {shorter} = "{UNLIMITED}" 或不写。'
            )
            if less < NO_LIMIT:
                raise FaultyEntry(message)
    within = entry.table.get("within", {})
    return Caps(
        year=said.get("cap", NO_LIMIT),
        quarter=_unless_unlimited(said.get("quarter_cap")),
        month=_unless_unlimited(said.get("month_cap")),
        day=_unless_unlimited(said.get("day_cap")),
        within=entry.choices("within", within, entry.amount),
    )


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


def _unless_unlimited(limit: int | None) -> int | None:
    return None if limit == NO_LIMIT else limit


def _case_cap(entry: Section) -> int:
    if "case_cap" not in entry.table:
        return NO_LIMIT
    return entry.limit("case_cap", entry.table["case_cap"])


def _servants(entry: Section) -> frozenset[str] | None:
    if "civil_servant" not in entry.table:
        return None
    return frozenset({"1" if entry.flag("civil_servant", default=True) else "0"})
