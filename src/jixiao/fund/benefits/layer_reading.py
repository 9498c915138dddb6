"""The further layers of a policy file, and what it says of insurance and personal accounts."""

from dataclasses import dataclass

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import Insurance, LayerEntry, PersonalAccount
from jixiao.fund.benefits.entry_values import (
    Table,
    caps_of,
    case_cap_of,
    chosen,
    laid_over,
)
from jixiao.fund.benefits.policy_names import PolicyNames
from jixiao.fund.benefits.values import Section
from jixiao.fund.benefits.words import (
    ACCOUNT_WORDS,
    BASES,
    BEFORE_IDENTITY,
    COUNTED,
    FIELDS,
    FLOOR,
    INSURANCE_WORDS,
    LAPSED,
    LAYER_WORDS,
    PER,
)

_SHARED = ("负担", "限额")


@dataclass(frozen=True)
class LayerReader:
    """Reads the entries of the further layers against the names of their policy."""

    names: PolicyNames

    def read(self, entries: Table) -> dict[str, LayerEntry]:
        """Return the entries of the further layers by name."""
        where = f"{self.names.policy}.toml 的 [layers.{{}}]"
        read = {name: laid_over(where, entries, name, LAYER_WORDS) for name in entries}
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
        base = chosen(entry, "base", BASES)
        if base == FLOOR and entry.table.get("tiers_by") != PER[0]:
            message = (
                f"{entry.place} 的 base 写的是{FLOOR}，按每次住院算；"
                f'请写明 tiers_by = "{PER[0]}"。'
            )
            raise FaultyEntry(message)
        if base == FLOOR and entry.table.get("before_identity") == BEFORE_IDENTITY[2]:
            message = (
                f"{entry.place} 的 base 写的是{FLOOR}，按每次住院算，不能全年补足。"
                "请把 before_identity 写成计入或不计入。"
            )
            raise FaultyEntry(message)
        counted = entry.names("counts", COUNTED, entry.table.get("counts", []))
        return LayerEntry(
            name=name,
            code=entry.text("code"),
            field=entry.text("field"),
            conditions=self.names.conditions(
                entry,
                entry.names("level", self.names.level_codes)
                if "level" in entry.table
                else None,
            ),
            counts=frozenset(COUNTED[word] for word in counted),
            steps=entry.steps("tiers", entry.table["tiers"]),
            caps=caps_of(entry),
            case_cap=case_cap_of(entry),
            shared=self.names.shared(entry, _SHARED),
            base=BASES.index(base),
            of_year=chosen(entry, "tiers_by", PER, PER[1]) == PER[1],
            before_identity=chosen(entry, "before_identity", BEFORE_IDENTITY),
        )

    def insurance(self, table: Table) -> Insurance | None:
        """Return what of care while not insured; None where the policy does not say."""
        if not table:
            return None
        place = f"{self.names.policy}.toml 的 [insurance]"
        entry = Section.of(place, table, INSURANCE_WORDS)
        waiting = entry.choices("waiting", self.names.codes["insutype"], entry.days)
        entry.need("lapsed")
        return Insurance(chosen(entry, "lapsed", LAPSED) == LAPSED[1], waiting)

    def account(self, table: Table) -> PersonalAccount | None:
        """Return whose account pays of what is left; None where the policy knows none."""
        if not table:
            return None
        entry = Section.of(
            f"{self.names.policy}.toml 的 [account]", table, ACCOUNT_WORDS
        )
        entry.need("insutype")
        insutypes = entry.names("insutype", self.names.codes["insutype"])
        return PersonalAccount(
            frozenset(insutypes), entry.flag("outside", default=False)
        )
