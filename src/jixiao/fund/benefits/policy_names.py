"""The codes and names that a policy defines, and what an entry says by them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import Conditions
from jixiao.fund.benefits.entry_values import Table, Value
from jixiao.fund.benefits.values import Section
from jixiao.fund.benefits.words import AREAS

_CODES = ("insutype", "psn_type", "med_type", "filing", "level")


@dataclass(frozen=True)
class PolicyNames:
    """The codes of one policy, and what it calls identities, levels, diseases, care and items."""

    policy: str
    codes: Mapping[str, Sequence[str]]
    level_codes: Mapping[str, Sequence[str]]
    identities: Mapping[str, Sequence[str]]
    diseases: Mapping[str, Sequence[str]]
    cares: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, code: str, table: Table) -> "PolicyNames":
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

    def conditions(self, entry: Section, levels: Sequence[str] | None) -> Conditions:
        """Return whom and what an entry is for; `levels` are its own, None for every level."""
        cares = {code: [code] for code in self.codes["med_type"]} | dict(self.cares)
        filings = {code: [code] for code in self.codes["filing"]}
        areas = {area: [area] for area in AREAS}
        return Conditions(
            insutype=self._listed(entry, "insutype"),
            psn_type=self._listed(entry, "psn_type"),
            med_type=self._listed(entry, "med_type", cares),
            dise_no=self._listed(entry, "disease", self.diseases),
            psn_idet_type=self._listed(entry, "identity", self.identities),
            filing=self._listed(entry, "filing", filings),
            cvlserv_flag=_servants(entry),
            levels=None if levels is None else frozenset(levels),
            area=self._listed(entry, "area", areas),
            age=entry.span("age"),
            insured_years=entry.span("insured_years"),
        )

    def _listed(
        self,
        entry: Section,
        key: str,
        named: Mapping[str, Sequence[str]] | None = None,
    ) -> frozenset[str] | None:
        """Return the codes of a condition; a table under the same word adjusts rates instead."""
        if isinstance(entry.table.get(key), Mapping):
            return None
        codes = self.codes_of(entry, key, named)
        if codes is not None and not codes:
            entry.refuse(
                key,
                entry.table[key],
                "至少一项的一列：空着就谁也不给；不分这一项就不写它",
            )
        return codes

    def codes_of(
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

    def levels_of(self, entry: Section) -> Sequence[str]:
        """Return the levels an entry is for: those it names, else those of its rates."""
        ratio = entry.table["ratio"]
        if "level" in entry.table:
            return entry.names("level", self.level_codes)
        if isinstance(ratio, Mapping):
            return entry.names("ratio", self.level_codes, list(ratio))
        return list(self.level_codes)

    def by_level(
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

    def shared(self, entry: Section, known: Collection[str]) -> frozenset[str]:
        """Return the words of what an entry shares with others."""
        return frozenset(entry.names("shared", known, entry.table.get("shared", [])))

    @property
    def adjusting(self) -> dict[str, Mapping[str, Sequence[str]]]:
        """The names by which an entry may be adjusted, with their codes, by the word for them."""
        return {
            "identity": self.identities,
            "filing": {code: [code] for code in self.codes["filing"]},
            "area": {area: [area] for area in AREAS},
        }


def _named_codes(code: str, section: str, table: object) -> dict[str, list[str]]:
    """Return the codes of each name of a section."""
    names = Section.of(f"{code}.toml 的 [{section}]", table, table)  # type: ignore[arg-type]
    for name, codes in names.table.items():
        if not isinstance(codes, list) or not all(isinstance(c, str) for c in codes):
            names.refuse(name, codes, '加引号、放在方括号里的代码，如 ["01", "02"]')
    return dict(names.table)


def _servants(entry: Section) -> frozenset[str] | None:
    if "civil_servant" not in entry.table:
        return None
    return frozenset({"1" if entry.flag("civil_servant", default=True) else "0"})
