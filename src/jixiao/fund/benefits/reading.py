"""Policy files read: each word known, each value what it must be, or the file refused in words."""

from collections.abc import Mapping

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.basic_reading import BasicReader
from jixiao.fund.benefits.entry import LayerEntry
from jixiao.fund.benefits.entry_values import Table, chosen
from jixiao.fund.benefits.layer_reading import LayerReader
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.policy_names import PolicyNames
from jixiao.fund.benefits.reachable import refuse_unreachable
from jixiao.fund.benefits.values import Section
from jixiao.fund.benefits.words import ABOUT_WORDS, BY_YEAR, CARRIED_LINE, YEAR_OF


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
    year_of = chosen(about, "year_of", YEAR_OF)
    if (year_of == BY_YEAR) != ("carried_line" in about.table):
        message = (
            f"{about.place} 的 year_of 写 {BY_YEAR} 时必须写 carried_line"
            f"（{'、'.join(CARRIED_LINE)} 之一：跨年住院后一段的起付线），不写 {BY_YEAR} 时不能写。请改正。"
        )
        raise FaultyEntry(message)
    names = PolicyNames.of(code, table)
    reader = LayerReader(names)
    layers = reader.read(table.get("layers", {}))
    return Policy(
        code=code,
        title=about.text("title"),
        basis=about.text("basis"),
        confirmed=about.flag("confirmed", default=False),
        valid_from=first,
        valid_to=last,
        year_of=year_of,
        pays_line_again=chosen(about, "carried_line", CARRIED_LINE) == CARRIED_LINE[0],
        codes={name: frozenset(codes) for name, codes in names.codes.items()},
        levels=names.levels,
        identities=names.identities,
        diseases=names.diseases,
        cares=names.cares,
        items=names.items,
        insurance=reader.insurance(table.get("insurance", {})),
        basic=BasicReader(names).read(table.get("basic", {})),
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
