"""Policy files read: each word known, each value what it must be, or the file refused in words."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import lcm
from pathlib import Path
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
from jixiao.fund.benefits.values import Section
from jixiao.fund.benefits.words import (
    ABOUT_WORDS,
    ACCOUNT_WORDS,
    AREAS,
    BANDS_FROM,
    BASES,
    BASIC_WORDS,
    BEFORE_IDENTITY,
    COUNTED,
    FIELDS,
    INSURANCE_WORDS,
    ITEM_WORDS,
    LAPSED,
    LAYER_WORDS,
    PER,
    SECTIONS,
    YEAR_OF,
)
from jixiao.fund.benefits.year import NO_LIMIT
from jixiao.library import extended, load_toml, resolve

FOLDER = Path(__file__).with_name("policies")
_CODES = ("insutype", "psn_type", "med_type", "filing", "level")
_BASIC_SHARED = ("次数", "起付线", "分段", "限额")
_LAYER_SHARED = ("负担", "限额")
_OWN = ("title", "basis", "confirmed", "valid_from", "valid_to")
_MOST_SHELVES = 16
_SeenFile = tuple[Path, int, int, int]
"""A policy file with its size, the time it was written at, and its place on the disk."""
MOST_WHOLE = 10**6
"""The most by which a rule's rates may be divided, so that whole numbers hold any payment."""
Table = Mapping[str, Any]
Value = TypeVar("Value")


class PolicyShelf(Mapping[str, Policy]):
    """The policies of some folders by their codes; asked for a faulty one it says what is wrong.

    It counts and lists those that can be settled by; `faults` are the others.
    """

    def __init__(
        self, policies: Mapping[str, Policy], faults: Mapping[str, FaultyEntry]
    ) -> None:
        self._policies = policies
        self.faults = faults

    def __getitem__(self, code: str) -> Policy:
        """Return a policy.

        Raises:
            FaultyEntry: its file is faulty.
        """
        if code in self.faults:
            fault = self.faults[code]
            raise FaultyEntry(str(fault)) from fault
        return self._policies[code]

    def __contains__(self, code: object) -> bool:
        return code in self._policies or code in self.faults

    def __iter__(self) -> Iterator[str]:
        return iter(self._policies)

    def __len__(self) -> int:
        return len(self._policies)


def load_policies(folder: Path | None = None) -> PolicyShelf:
    """Read the policies of the package, and those of a bureau's folder, by their codes.

    A faulty file stops nobody but who asks for it, or for one that extends it. Files are read
    again once they have changed.

    Raises:
        FaultyEntry: there is no such folder.
    """
    if folder and not folder.is_dir():
        message = f"没有文件夹 {folder}。请核对 --policies 指明的自有政策文件夹。"
        raise FaultyEntry(message)
    return _shelf(tuple(_seen_files(FOLDER)), tuple(_seen_files(folder)))


def unread_files(folder: Path) -> list[Path]:
    """Return what looks like a policy in a folder and is not read: in a folder below, or named otherwise."""
    read = set(_policy_files(folder))
    looks_so = (path for path in folder.rglob("*") if ".toml" in path.name.lower())
    return sorted(path for path in looks_so if path not in read and path.is_file())


def _policy_files(folder: Path) -> list[Path]:
    paths = (path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    return sorted(path for path in paths if path.is_file())


def _seen_files(folder: Path | None) -> Iterator[_SeenFile]:
    """Yield a folder's policy files with what tells that one has changed."""
    for path in _policy_files(folder.resolve()) if folder else ():
        seen = path.stat()
        yield path, seen.st_size, seen.st_mtime_ns, seen.st_ino


@lru_cache(maxsize=_MOST_SHELVES)
def _shelf(shipped: tuple[_SeenFile, ...], local: tuple[_SeenFile, ...]) -> PolicyShelf:
    raw: dict[str, dict[str, Any]] = {}
    faults: dict[str, FaultyEntry] = {}
    names: dict[str, Path] = {}
    for path, *_ in (*shipped, *local):
        try:
            _refuse_second(path, names.setdefault(path.stem, path))
            raw[path.stem] = _own_table(path)
        except FaultyEntry as fault:
            faults[path.stem] = fault
    policies: dict[str, Policy] = {}
    for code in sorted(raw.keys() - faults.keys() - {"base"}):
        try:
            policies[code] = _policy(code, _resolved(code, raw, faults))
        except FaultyEntry as fault:
            faults[code] = fault
    return PolicyShelf(policies, faults)


def _refuse_second(path: Path, first: Path) -> None:
    """Refuse a file that bears the name of another.

    Raises:
        FaultyEntry: it does; asked for by that name, nobody knows which is meant.
    """
    if path == first:
        return
    other = "随程序附带的政策" if first.parent == FOLDER else first.name
    message = (
        f"{path.name} 与{other}同名，分不清指的是哪一个，这里两个都不按这个名称取用。"
        f"请换一个名称（文件名和 code 一起改），如 {path.stem}_local。"
    )
    raise FaultyEntry(message)


def _own_table(path: Path) -> dict[str, Any]:
    """Return what a file itself says, its sections known, no hospital level's code said twice."""
    table = load_toml(path)
    Section.of(path.name, table, SECTIONS)
    about = Section.of(f"{path.name} 的 [policy]", table.get("policy", {}), ABOUT_WORDS)
    if about.table.get("code") != path.stem:
        message = f'{path.name} 的 [policy] 应写明 code = "{path.stem}"。'
        raise FaultyEntry(message)
    if about.text("extends") or path.parent != FOLDER:
        _refuse_unsaid(about)
    for name in SECTIONS:
        Section.of(f"{path.name} 的 [{name}]", table.get(name, {}), table.get(name, {}))
    grades = [
        grade
        for listed in table.get("level", {}).values()
        if isinstance(listed, list)
        for grade in listed
    ]
    if twice := sorted({grade for grade in grades if grades.count(grade) > 1}):
        message = (
            f"{path.name} 的 [level] 把 {'、'.join(twice)} 写在了两个等级里。"
            "请只留一处。"
        )
        raise FaultyEntry(message)
    return table


def _refuse_unsaid(about: Section) -> None:
    """Refuse a policy that leaves to the one it extends what each must say of itself.

    Raises:
        FaultyEntry: it does.
    """
    if not about.table.get("extends"):
        message = (
            f'{about.place} 缺少 extends。请写 extends = "base"，或作底的政策的代码。'
        )
        raise FaultyEntry(message)
    if unsaid := [key for key in _OWN if key not in about.table]:
        message = (
            f"{about.place} 缺少 {'、'.join(unsaid)}。请补上："
            "这几项每个政策要自己写明，不从作底的政策取。"
        )
        raise FaultyEntry(message)


def _resolved(
    code: str, raw: Mapping[str, dict[str, Any]], faults: Mapping[str, FaultyEntry]
) -> dict[str, Any]:
    """Lay a file over those it extends.

    Raises:
        FaultyEntry: one of them is missing or faulty, or they extend each other in a circle.
    """
    for parent in extended(code, raw, "policy"):
        if parent in faults and parent not in raw:
            message = f"{code}.toml 以 {parent} 为底，而 {faults[parent]}"
            raise FaultyEntry(message)
    return resolve(code, raw, "policy")


def _policy(code: str, table: Table) -> Policy:
    about = Section.of(f"{code}.toml 的 [policy]", table["policy"], ABOUT_WORDS)
    first, last = about.day("valid_from"), about.day("valid_to")
    if first > last:
        message = f"{code}.toml 的 [policy] 里 valid_from 晚于 valid_to。请改正。"
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
        year_of=_chosen(about, "year_of", YEAR_OF),
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
        of_cares = [care for listed in cares.values() for care in listed]
        codes["med_type"] = list(dict.fromkeys([*codes["med_type"], *of_cares]))
        level_codes = _named_codes(code, "level", table.get("level", {}))
        place = Section(f"{code}.toml 的 [codes]", codes)
        place.names("level", level_codes, codes.pop("level", []))
        return cls(
            code,
            codes,
            level_codes,
            _named_codes(code, "identity", table.get("identity", {})),
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
            case_caps=self._by_level(entry, "case_cap", levels, entry.amount),
            caps=_caps(entry),
            further=entry.flag("further", default=True),
            from_first_yuan=_chosen(entry, "bands_from", BANDS_FROM) == BANDS_FROM[1],
            of_year=_chosen(entry, "bands_by", PER) == PER[1],
            items=self._items(entry),
        )
        _refuse_bands_without_origin(entry, basic)
        self._refuse_rates_beyond(entry, basic)
        return basic

    def _items(self, entry: Section) -> tuple[ItemEntry, ...]:
        tables = entry.choices("items", self.items, lambda _, table: table)
        items = []
        for name, table in tables.items():
            place = f'{entry.place} 的 items."{name}"'
            item = Section.of(place, table, ITEM_WORDS)
            item.need("ratio")
            items.append(
                ItemEntry(
                    name=name,
                    rate=item.rate("ratio", item.table["ratio"]),
                    case_cap=_case_cap(item),
                    caps=_caps(item),
                    deducted=item.flag("deducted", default=False),
                )
            )
        return tuple(items)

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
            base=BASES.index(_chosen(entry, "base", BASES)),
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
        points, rate_factors, line_factors, lines = {}, {}, {}, {}
        for dimension, (word, named) in zip(
            DIMENSIONS, self._adjusting.items(), strict=True
        ):
            if isinstance(entry.table.get(word), Mapping):
                said = entry.choices(word, named, entry.fraction)
                points[dimension] = _by_code(said, named)
            said = entry.choices(f"{word}_factor", named, entry.factor)
            rate_factors[dimension] = _by_code(said, named)
            of_word = {
                name: factor for name, factor in factors.items() if name in named
            }
            line_factors[dimension] = _by_code(of_word, named)
            lines_of_names = entry.choices(
                f"deductible_{word}", named, self._own_lines(entry, levels)
            )
            lines[dimension] = _by_code(lines_of_names, named)
        return Adjustment(points, rate_factors, line_factors, lines)

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
    said: Mapping[str, Value], named: Mapping[str, Sequence[str]]
) -> dict[str, Value]:
    """Return what is said of names by their codes."""
    return {code: value for name, value in said.items() for code in named[name]}


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
        key: entry.amount(key, entry.table[key])
        for key in ("cap", "quarter_cap", "month_cap")
        if key in entry.table
    }
    within = entry.table.get("within", {})
    return Caps(
        year=said.get("cap", NO_LIMIT),
        quarter=said.get("quarter_cap"),
        month=said.get("month_cap"),
        within=entry.choices("within", within, entry.amount),
    )


def _case_cap(entry: Section) -> int:
    if "case_cap" not in entry.table:
        return NO_LIMIT
    return entry.amount("case_cap", entry.table["case_cap"])


def _servants(entry: Section) -> frozenset[str] | None:
    if "civil_servant" not in entry.table:
        return None
    return frozenset({"1" if entry.flag("civil_servant", default=True) else "0"})
