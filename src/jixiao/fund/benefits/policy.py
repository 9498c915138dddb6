"""Benefit policies: dated TOML files become tables of parameters, one row for each case.

Amounts are fen, rates ten-thousandths, both whole numbers: every engine adds and multiplies them
alike. What a policy may say is shown in `policies/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.library import load_tables, refuse_unknown

FOLDER = Path(__file__).with_name("policies")
FEN = 100
RATE = 10_000
"""What a whole is in rates: 0.75 is 7500."""
NO_LIMIT = 10**15
"""The limit of what has none, in fen."""
VISITS = 3
"""How many visits of a year may have a start line of their own; the last one repeats."""
SECTIONS = (
    "policy",
    "codes",
    "level",
    "identity",
    "disease",
    "account",
    "basic",
    "layers",
)
"""The tables that a policy file may hold."""
ABOUT_WORDS = (
    "code",
    "title",
    "extends",
    "basis",
    "confirmed",
    "valid_from",
    "valid_to",
    "order",
)
"""What [policy] may say."""
BASIC_WORDS = {
    "insutype": "险种，不写为全部",
    "psn_type": "人员类别，不写为全部",
    "med_type": "医疗类别，不写为全部",
    "disease": "病种（[disease] 里的名称）；写了病种的条目先于没有写的",
    "level": "医院等级，不写为 ratio 里有的",
    "accumulator": "共用年度限额和住院次数的名称；{disease} 换成病种",
    "deductible": '各等级第一、二、三次及以后的起付线（元），如 { "二级" = [300, 150] }',
    "annual_deductible": "各等级全年累计一次的起付线（元），写了就不用 deductible",
    "deductible_accumulator": "共用全年起付线的名称，不写同 accumulator；{level}、{disease} 换成等级、病种",
    "waived": "免起付线的身份（[identity] 里的名称）",
    "transfer": "为 true 时，转院（transfer 为 1）不算新的一次，只补起付线的差额",
    "ratio": "各等级的支付比例，或分段 [[起, 比例], …]",
    "filing": "异地备案状态加减的比例",
    "filing_factor": "异地备案状态乘的系数",
    "case_cap": "各等级每次最多支付（元），如生育定额",
    "cap": "年度限额（元），不写为不封顶",
    "further": "为 false 时余下的部分不进入以上各层",
}
"""What an entry of the basic layer may say."""
LAYER_WORDS = {
    "code": "层的代码；同一代码的条目是同一层对不同的人",
    "field": "支出记入的列",
    "insutype": "险种，不写为全部",
    "psn_type": "人员类别，不写为全部",
    "civil_servant": "为 true 只给公务员（cvlserv_flag 为 1），false 只给其他人",
    "identity": "救助身份（[identity] 里的名称），不写为不分身份",
    "counts": "除政策范围内个人负担外还算入的：先行自付、超限价、全自费",
    "tiers": "全年累计个人负担的分段 [[起, 比例], …]，起付线是第一段的起",
    "cap": "年度限额（元），不写为不封顶",
}
"""What an entry of a further layer may say."""
ACCOUNT_WORDS = {
    "insutype": "可用个人账户的险种",
    "outside": "为 true 时账户也付全自费和超限价",
}
"""What the personal account may say."""
FIELDS = {
    "cvlserv_pay": "公务员医疗补助",
    "hifes_pay": "企业补充",
    "hifmi_pay": "居民大病保险",
    "hifob_pay": "职工大额补助",
    "hifdm_pay": "伤残人员医疗保障",
    "maf_pay": "医疗救助",
    "othfund_pay": "其他基金",
}
"""The columns a further layer may pay into; the basic layer pays into hifp_pay."""
COUNTED = {
    "先行自付": "preselfpay_amt",
    "超限价": "overlmt_selfpay",
    "全自费": "fulamt_ownpay_amt",
}
"""What of a claim outside the benefit scope a layer may count, and its column."""


@dataclass(frozen=True, slots=True)
class BasicLayer:
    """What the basic layer pays in one case; amounts in fen, rates in ten-thousandths.

    `deductibles` are the start lines of the first, second and third stay of a year and later;
    `annual_deductible` is used up once a year instead. `bands` are (from, rate) of what lies above
    the start line, `case_cap` the most of one claim. `accumulator` names what shares the cap and the
    count of visits, `deductible_accumulator` what shares the annual start line. Who holds an
    identity of `waived` has no start line; with `transfer` a stay after a transfer pays only the
    difference of start lines. `further` says whether what is left goes to the further layers.
    """

    name: str
    accumulator: str
    deductible_accumulator: str
    deductibles: tuple[int, ...]
    annual_deductible: int
    waived: frozenset[str]
    transfer: bool
    bands: tuple[tuple[int, int], ...]
    case_cap: int
    cap: int
    further: bool


@dataclass(frozen=True, slots=True)
class FurtherLayer:
    """What a further layer pays of the year's remaining personal burden: tiers (above, rate), a limit.

    `counts` are the columns outside the benefit scope that it counts as burden too.
    """

    name: str
    counts: tuple[str, ...]
    tiers: tuple[tuple[int, int], ...]
    cap: int


@dataclass(frozen=True, slots=True)
class PersonalAccount:
    """Whose personal account pays of what is left, and whether it pays outside the scope too."""

    insutypes: frozenset[str]
    outside: bool


CaseKey = tuple[str, str, str, str, str, str]
"""insutype, psn_type, med_type, level, filing, code of the disease (empty for any other)."""
PersonKey = tuple[str, str, str, str]
"""insutype, psn_type, cvlserv_flag ("1" or "0"), code of the identity (empty for any other)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: its cases from `valid_from` to `valid_to`, both included."""

    code: str
    title: str
    basis: str
    confirmed: bool
    valid_from: date
    valid_to: date
    levels: Mapping[str, str]
    basic: Mapping[CaseKey, BasicLayer]
    layers: Mapping[str, Mapping[PersonKey, FurtherLayer]]
    fields: Mapping[str, str]
    identities: Mapping[str, Sequence[str]]
    diseases: Mapping[str, Sequence[str]]
    account: PersonalAccount | None

    @property
    def identity_names(self) -> dict[str, str]:
        """The name of each identity's code, in the policy's order."""
        return {code: name for name, codes in self.identities.items() for code in codes}

    def basic_of(self, claim: Mapping[str, Any]) -> BasicLayer | None:
        """Return what the basic layer says of a claim: of its disease, else of any disease."""
        level = self.levels.get(claim["hosp_lv"], LOWEST)
        case = (
            claim["insutype"],
            claim["psn_type"],
            claim["med_type"],
            level,
            claim["filing"],
        )
        of_disease = self.basic.get((*case, claim.get("dise_no") or ""))
        return of_disease or self.basic.get((*case, ""))

    def layer_of(self, code: str, claim: Mapping[str, Any]) -> FurtherLayer | None:
        """Return what a further layer says of the person of a claim."""
        servant = "1" if claim.get("cvlserv_flag") == "1" else "0"
        person = (claim["insutype"], claim["psn_type"], servant)
        by_person = self.layers.get(code, {})
        of_identity = by_person.get((*person, claim["psn_idet_type"] or ""))
        return of_identity or by_person.get((*person, ""))


PolicyEntry = Mapping[str, Any]
"""An entry of a policy file: what `BASIC_WORDS`, `LAYER_WORDS` or `ACCOUNT_WORDS` list."""
Policies = Sequence[Policy]
LOWEST = "一级"
"""The level of a hospital whose hosp_lv is not listed."""


@cache
def load_policies(folder: Path | None = None) -> Mapping[str, Policy]:
    """Read the policies of the package, and those of a bureau's folder, by their codes.

    Raises:
        FaultyEntry: a file says something that policies do not know, or that cannot be.
    """
    folders = [FOLDER, folder] if folder else [FOLDER]
    tables = load_tables(folders, "policy")
    for code, table in tables.items():
        refuse_unknown(f"{code}.toml", table, SECTIONS)
        refuse_unknown(f"{code}.toml", table["policy"], ABOUT_WORDS, "policy")
    return {code: _policy(table) for code, table in tables.items() if code != "base"}


def to_fen(yuan: Decimal | float | str) -> int:
    """Return an amount of yuan as fen, half a fen upwards."""
    return int((Decimal(yuan) * FEN).quantize(Decimal(1), ROUND_HALF_UP))


def _rate(share: Decimal | int, where: str) -> int:
    rate = (Decimal(share) * RATE).quantize(Decimal(1), ROUND_HALF_UP)
    if not 0 <= rate <= RATE:
        message = f"{where} 的比例 {share} 应在 0 到 1 之间，如 0.75。请改正。"
        raise FaultyEntry(message)
    return int(rate)


def _policy(table: dict[str, Any]) -> Policy:
    about, codes = table["policy"], table["codes"]
    code = about["code"]
    if about["valid_from"] > about["valid_to"]:
        message = f"政策 {code} 的 valid_from 晚于 valid_to。请改正。"
        raise FaultyEntry(message)
    levels = {
        grade: level for level, grades in table["level"].items() for grade in grades
    }
    reader = _EntryReader(code, codes, table["identity"], table["disease"])
    layers = reader.layers(
        table["layers"]
    )  # which checks that each entry has code and field
    fields = {entry["code"]: entry["field"] for entry in table["layers"].values()}
    return Policy(
        code=code,
        title=about["title"],
        basis=about["basis"],
        confirmed=about["confirmed"],
        valid_from=about["valid_from"],
        valid_to=about["valid_to"],
        levels=levels,
        basic=reader.basic(table["basic"]),
        layers=layers,
        fields=_ordered(fields, about.get("order", []), code),
        identities=table["identity"],
        diseases=table["disease"],
        account=reader.account(table["account"]),
    )


def _ordered(
    fields: Mapping[str, str], order: Sequence[str], policy: str
) -> dict[str, str]:
    """Put the layers in the order the policy states; those it does not name keep the file's."""
    if unknown := [code for code in order if code not in fields]:
        message = f"政策 {policy} 的 order 里没有 {'、'.join(unknown)} 这些层；可用 {'、'.join(fields)}。"
        raise FaultyEntry(message)
    return {code: fields[code] for code in (*order, *fields)}


def _check(
    entry: Mapping[str, Any], known: Iterable[str], needed: Sequence[str], where: str
) -> None:
    if unknown := sorted(set(entry) - set(known)):
        message = f"{where} 里有不认识的“{'、'.join(unknown)}”；可用 {'、'.join(sorted(known))}。"
        raise FaultyEntry(message)
    if missing := [key for key in needed if key not in entry]:
        message = f"{where} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)


def _chosen(
    entry: Mapping[str, Any], key: str, codes: Sequence[str], where: str
) -> Sequence[str]:
    """Return the codes an entry names, or all of them.

    Raises:
        FaultyEntry: it names a code that is not among `codes`.
    """
    chosen = entry.get(key, codes)
    if unknown := [code for code in chosen if code not in codes]:
        message = f"{where} 的 {key} 里有不认识的代码 {'、'.join(unknown)}；可用 {'、'.join(codes)}。"
        raise FaultyEntry(message)
    return list(chosen)


@dataclass(frozen=True)
class _EntryReader:
    """Reads the entries of one policy against its codes, identities and diseases."""

    policy: str
    codes: Mapping[str, Any]
    identities: Mapping[str, Sequence[str]]
    diseases: Mapping[str, Sequence[str]]

    def basic(self, entries: Mapping[str, PolicyEntry]) -> dict[CaseKey, BasicLayer]:
        """Return what the basic layer pays in each case; a later entry outranks an earlier one."""
        cases: dict[CaseKey, BasicLayer] = {}
        for name, entry in entries.items():
            where = f"政策 {self.policy} 的“{name}”"
            _check(entry, BASIC_WORDS, ("accumulator", "ratio"), where)
            people = [
                self._codes(entry, key, where)
                for key in ("insutype", "psn_type", "med_type")
            ]
            named_levels = entry.get("level", entry["ratio"])
            levels = [level for level in self.codes["level"] if level in named_levels]
            diseases = [""]
            if "disease" in entry:
                diseases = list(_chosen(entry, "disease", list(self.diseases), where))
            for level, filing, disease in product(
                levels, self.codes["filing"], diseases
            ):
                layer = self._basic_layer(name, entry, level, filing, disease)
                disease_codes = self.diseases[disease] if disease else [""]
                for code, insutype, psn_type, med_type in product(
                    disease_codes, *people
                ):
                    cases[insutype, psn_type, med_type, level, filing, code] = layer
        return cases

    def _codes(self, entry: PolicyEntry, key: str, where: str) -> Sequence[str]:
        return _chosen(entry, key, self.codes[key], where)

    def _basic_layer(
        self, name: str, entry: PolicyEntry, level: str, filing: str, disease: str
    ) -> BasicLayer:
        where = f"政策 {self.policy} 的“{name}”"
        if level not in entry["ratio"]:
            message = f"{where} 没有写 {level} 的 ratio。请补上。"
            raise FaultyEntry(message)
        accumulator = entry["accumulator"].replace("{disease}", disease)
        of_deductible = entry.get("deductible_accumulator", accumulator)
        lines = [to_fen(yuan) for yuan in entry.get("deductible", {}).get(level, [0])]
        case_caps = entry.get("case_cap", {})
        return BasicLayer(
            name=name,
            accumulator=accumulator,
            deductible_accumulator=of_deductible.replace("{level}", level).replace(
                "{disease}", disease
            ),
            deductibles=tuple(
                lines[min(visit, len(lines) - 1)] for visit in range(VISITS)
            ),
            annual_deductible=to_fen(entry.get("annual_deductible", {}).get(level, 0)),
            waived=self._identity_codes(entry, "waived", where),
            transfer=entry.get("transfer", False),
            bands=_bands(entry, level, filing, where),
            case_cap=to_fen(case_caps[level]) if level in case_caps else NO_LIMIT,
            cap=to_fen(entry["cap"]) if "cap" in entry else NO_LIMIT,
            further=entry.get("further", True),
        )

    def _identity_codes(
        self, entry: PolicyEntry, key: str, where: str
    ) -> frozenset[str]:
        """Return the codes of the identities an entry names; none where it names none."""
        names = (
            _chosen(entry, key, list(self.identities), where) if key in entry else []
        )
        return frozenset(code for name in names for code in self.identities[name])

    def layers(
        self, entries: Mapping[str, PolicyEntry]
    ) -> dict[str, dict[PersonKey, FurtherLayer]]:
        """Return what each further layer pays to each kind of person; a later entry outranks."""
        layers: dict[str, dict[PersonKey, FurtherLayer]] = {}
        everyone = ["", *(code for codes in self.identities.values() for code in codes)]
        for name, entry in entries.items():
            where = f"政策 {self.policy} 的“{name}”"
            layer = _further_layer(name, entry, where)
            people = [
                self._codes(entry, key, where) for key in ("insutype", "psn_type")
            ]
            servants = ["0", "1"]
            if "civil_servant" in entry:
                servants = ["1" if entry["civil_servant"] else "0"]
            identities = everyone
            if "identity" in entry:
                identities = sorted(self._identity_codes(entry, "identity", where))
            by_person = layers.setdefault(entry["code"], {})
            for insutype, psn_type, servant, code in product(
                *people, servants, identities
            ):
                by_person[insutype, psn_type, servant, code] = layer
        return layers

    def account(self, entry: PolicyEntry) -> PersonalAccount | None:
        """Return whose account pays of what is left; None where the policy knows none."""
        if not entry:
            return None
        where = f"政策 {self.policy} 的 account"
        _check(entry, ACCOUNT_WORDS, ("insutype",), where)
        insutypes = self._codes(entry, "insutype", where)
        return PersonalAccount(frozenset(insutypes), entry.get("outside", False))


def _bands(
    entry: PolicyEntry, level: str, filing: str, where: str
) -> tuple[tuple[int, int], ...]:
    """Return the rates of a level (from, rate), as the filing of care away changes them."""
    ratio = entry["ratio"][level]
    added = Decimal(entry.get("filing", {}).get(filing, 0))
    factor = Decimal(entry.get("filing_factor", {}).get(filing, 1))
    bands = []
    for start, rate in ratio if isinstance(ratio, list) else [[0, ratio]]:
        bands.append((to_fen(start), _rate((Decimal(rate) + added) * factor, where)))
    return _rising(bands, where)


def _further_layer(name: str, entry: PolicyEntry, where: str) -> FurtherLayer:
    _check(entry, LAYER_WORDS, ("code", "field", "tiers"), where)
    _chosen({"field": [entry["field"]]}, "field", list(FIELDS), where)
    if not entry["code"].isidentifier():
        message = f"{where} 的 code 应是字母开头的代码，如 major。请改正。"
        raise FaultyEntry(message)
    counts = _chosen(entry, "counts", list(COUNTED), where) if "counts" in entry else []
    tiers = [(to_fen(above), _rate(rate, where)) for above, rate in entry["tiers"]]
    return FurtherLayer(
        name=name,
        counts=tuple(COUNTED[word] for word in counts),
        tiers=_rising(tiers, where),
        cap=to_fen(entry["cap"]) if "cap" in entry else NO_LIMIT,
    )


def _rising(
    steps: Sequence[tuple[int, int]], where: str
) -> tuple[tuple[int, int], ...]:
    if list(steps) != sorted(steps, key=lambda step: step[0]) or not steps:
        message = f"{where} 的分段应从低到高，如 [[0, 0.60], [20000, 0.65]]。请改正。"
        raise FaultyEntry(message)
    return tuple(steps)
