"""To whom or what a measure is narrowed: the words of forms as conditions on rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import ibis
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.records.plain_text import plain, plain_column
from jixiao.library import load_toml

_NOT_HELD = ("差旅", "劳务")
"""Words of kinds that go with trainings and publicity, and are none; nor is what ends in 费."""
POOLING = 4
"""The first digits of an area's code that its pooling area (a city) shares."""
_LEAST = 3
"""A ledger's text shorter than this is not looked for in what is said: 费 is in everything."""


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """What forms say, and how the tables write it."""
    return load_toml(Path(__file__).with_name("words.toml"))


def check_word(dimension: str, word: str) -> None:
    """Check that a word is one that the dimension knows, where it knows but some.

    Raises:
        JixiaoError: it is not.
    """
    if not word or dimension in ("group", "kind"):
        return
    lists = ("level", "named", "type") if dimension == "level" else (dimension,)
    known = [listed for name in lists for listed in words().get(name, {})]
    if known and not set(word.split("、")) <= set(known):
        message = f"{dimension} 没有“{word}”；可用 {'、'.join(known)}。"
        raise JixiaoError(message)


def of_codes(rows: ir.Table, column: str, dimension: str, word: str) -> ir.Table:
    """Return the rows whose code is one of those a word stands for; all rows without a word."""
    if not word:
        return rows
    codes = [code for each in word.split("、") for code in words()[dimension][each]]
    return rows.filter(rows[column].isin(codes))


def of_people(rows: ir.Table, people: str) -> ir.Table:
    """Return the enrolments of a kind of people, by the beginning of the kind they state, or a flag."""
    if not people:
        return rows
    if beginnings := words()["people"][people]:
        of_kind = (rows.psn_type.startswith(beginning) for beginning in beginnings)
        rows = rows.filter(ibis.or_(*of_kind))
    flag = words()["flexible"].get(people)
    return rows.filter(rows.flxempe_flag == flag) if flag else rows


def of_tier(rows: ir.Table, tier: str) -> ir.Table:
    """Return the subsidies of a tier of government."""
    return of_words(rows, "tier", "tier", tier) if tier else rows


def of_way(inspections: ir.Table, way: str) -> ir.Table:
    """Return the inspections done in a way, by what the ledger calls their kind."""
    return of_any(inspections, "kind", words()["way"][way]) if way else inspections


def of_layer(settlements: ir.Table, layer: str) -> ir.Table:
    """Return the settlements to which a layer beyond basic insurance paid; any of both without a word."""
    major = settlements.hifmi_pay + settlements.hifob_pay
    paid = {"大病保险": major > 0, "医疗救助": settlements.maf_pay > 0}
    return settlements.filter(paid[layer] if layer else ibis.or_(*paid.values()))


def of_two_diseases(settlements: ir.Table, scheme: str) -> ir.Table:
    """Return the outpatient settlements of an insurance for 高血压 or 糖尿病 that the fund paid for."""
    rows = of_care(settlements, "门诊", scheme)
    named, listed = words()["two_diseases"]["named"], words()["two_diseases"]["codes"]
    name = rows.dise_name.fill_null("")
    is_named = ibis.or_(*(name.contains(word) for word in named))
    is_listed = rows.dise_no.isin(list(listed)).fill_null(False)  # noqa: FBT003
    return rows.filter(is_named | is_listed, rows.hifp_pay > 0)


def of_online(matters: ir.Table) -> ir.BooleanValue:
    """Whether a matter came by a way that is no window."""
    way = matters.channel.fill_null("")
    return ibis.or_(*(way.contains(word) for word in words()["online"]["ways"]))


def is_by_code(settlements: ir.Table) -> ir.BooleanValue:
    """Whether settlements were by the code of medical security, as the medium they state says."""
    codes = list(words()["by_code"]["codes"])
    return settlements.mdtrt_cert_type.fill_null("").isin(codes)


def of_care(rows: ir.Table, care: str, scheme: str = "") -> ir.Table:
    """Return the settlements of a kind of care, and of an insurance."""
    return of_codes(
        of_codes(rows, "med_type", "care", care), "insutype", "scheme", scheme
    )


def of_identity(rows: ir.Table, identity: str) -> ir.Table:
    """Return the rows of persons of an identity; of any identity where none is named."""
    if not identity:
        return rows.filter(rows.psn_idet_type.fill_null("") != "")
    return of_codes(rows, "psn_idet_type", "identity", identity)


def of_holders(rows: ir.Table, identities: ir.Table | None, identity: str) -> ir.Table:
    """Return the rows of those who held an identity on the first day; all where none is named.

    Raises:
        JixiaoError: identities were not loaded.
    """
    if not identity:
        return rows
    if identities is None:
        message = f"没有收人员身份信息表（PSN_IDET_C），分不出{identity}。请先用 jixiao load 收进来。"
        raise JixiaoError(message)
    return rows.semi_join(of_identity(identities, identity), "psn_no")


def of_level(rows: ir.Table, institutions: ir.Table | None, level: str) -> ir.Table:
    """Return the rows of institutions of a kind, whatever the rows say of them besides their code.

    Raises:
        JixiaoError: the institutions were not loaded.
    """
    if not level:
        return rows
    if institutions is None:
        message = f"没有收定点医药机构信息表（FIXMEDINS_B），分不出{level}。请先用 jixiao load 收进来。"
        raise JixiaoError(message)
    return rows.semi_join(institutions_of(institutions, level), "fixmedins_code")


def institutions_of(institutions: ir.Table, level: str) -> ir.Table:
    """Return the institutions of a kind: by level, by type, or by what is in their names."""
    if not level:
        return institutions
    if level in words()["level"]:
        return of_codes(institutions, "hosp_lv", "level", level)
    if level in words()["type"]:
        return of_codes(institutions, "fixmedins_type", "type", level)
    holds, *not_these = words()["named"][level]
    rows = institutions.filter(institutions.fixmedins_name.contains(holds))
    for word in not_these:
        rows = rows.filter(~rows.fixmedins_name.contains(word))
    return rows


def of_project(rows: ir.Table, project: str) -> ir.Table:
    """Return the rows of a project, by its name without blanks and marks."""
    if not project:
        return rows
    return rows.filter(plain_column(rows.project_name) == plain(project))


def of_held(rows: ir.Table, kinds: Sequence[str]) -> ir.Table:
    """Return the events of some kinds that were held, without the journeys and fees that go with them."""
    rows = of_any(rows, "kind", [*kinds, *(f"-{word}" for word in _NOT_HELD)])
    return rows.filter(~rows.kind.endswith("费"))


def of_event(rows: ir.Table, item: str, project: str, where: str) -> ir.Table:
    """Return the events about something, in the region or outside of it.

    With a project, those whose ledger names it; events of no project are nobody's.
    """
    rows = _of_where(of_text(rows, "subject", item), where)
    return of_project(rows, project)


def of_text(rows: ir.Table, column: str, wanted: str) -> ir.Table:
    """Return the rows whose text holds a text, or, if it is not too short, is held by it."""
    if not wanted:
        return rows
    text = plain_column(rows[column])
    is_part = (text.length() >= _LEAST) & ibis.literal(plain(wanted)).contains(text)
    return rows.filter(text.contains(plain(wanted)) | is_part)


def of_words(rows: ir.Table, column: str, dimension: str, word: str) -> ir.Table:
    """Return the rows whose text is what a word of forms stands for; of a word unknown, that holds it."""
    written = words()[dimension].get(word)
    return of_any(rows, column, written) if written else of_text(rows, column, word)


def is_of_words(
    rows: ir.Table, column: str, dimension: str, word: str
) -> ir.BooleanValue:
    """Whether the text of a row is what a word of forms stands for."""
    text = rows[column].fill_null("")
    return ibis.or_(*(text.contains(written) for written in words()[dimension][word]))


def of_entitlement(rows: ir.Table, benefit: str) -> ir.Table:
    """Return the applications for an entitlement; all without a word."""
    return of_words(rows, "kind", "benefit", benefit) if benefit else rows


def of_complaint(rows: ir.Table, complaint: str) -> ir.Table:
    """Return the letters, tips or complaints of a kind; all without a word."""
    return of_words(rows, "kind", "complaint", complaint) if complaint else rows


def of_clearing(rows: ir.Table, clearing: str) -> ir.Table:
    """Return the clearings of a kind; all without a word."""
    return of_words(rows, "kind", "clearing", clearing) if clearing else rows


def of_any(rows: ir.Table, column: str, listed: Sequence[str]) -> ir.Table:
    """Return the rows whose text holds one of some words, and none of those after a minus."""
    text = rows[column].fill_null("")
    wanted = (text.contains(word) for word in listed if word[0] != "-")
    never = (~text.contains(word[1:]) for word in listed if word[0] == "-")
    return rows.filter(ibis.or_(*wanted), *never)


def of_away(rows: ir.Table, away: str) -> ir.Table:
    """Return the settlements outside the person's pooling area: in the province, beyond, or both.

    Codes in one pooling area (a city) share their first four digits, in one province two.
    """
    insured_in = rows.insu_admdvs.fill_null("").substr(0, POOLING)
    treated_in = rows.fix_blng_admdvs.fill_null("").substr(0, POOLING)
    both_known = (insured_in != "") & (treated_in != "")
    paid_away = rows.pay_loc.isin(
        [code for codes in words()["away"].values() for code in codes]
    )
    paid_away = paid_away.fill_null(False)  # noqa: FBT003 — Ibis takes it so
    rows = rows.filter(paid_away | (both_known & (insured_in != treated_in)))
    if not away:
        return rows
    other_province = rows.insu_admdvs.substr(0, 2) != rows.fix_blng_admdvs.substr(0, 2)
    beyond = (rows.pay_loc == "4") | other_province
    beyond = beyond.fill_null(False)  # noqa: FBT003 — Ibis takes it so
    return rows.filter(beyond if away == "跨省" else ~beyond)


def _of_where(rows: ir.Table, where: str) -> ir.Table:
    """Return the events in the region, or outside of it; all where neither is named."""
    if not where:
        return rows
    away = rows.away.fill_null("0") == "1"
    return rows.filter(away if where == "区外" else ~away)


def before_assistance(rows: ir.Table) -> ir.Value:
    """What the person had to bear within the scope before assistance, no less than that paid; in fen."""
    return ibis.greatest(
        rows.inscp_amt - rows.fund_pay_sumamt + rows.maf_pay, rows.maf_pay
    )


def of_subsidised(enrolments: ir.Table) -> ir.Table:
    """Return the enrolments whose contribution for these years was subsidised."""
    return enrolments.filter(enrolments.subsidy.fill_null(0) > 0, enrolments.fresh)


def of_failures(incidents: ir.Table, item: str) -> ir.Table:
    """Return the failures of a system, with the seconds until the response; planned downtime is none."""
    rows = of_text(incidents, "system", item)
    rows = rows.filter(rows.planned.fill_null("0") != "1")
    return rows.mutate(seconds=rows.responded_at.delta(rows.reported_at, unit="second"))


def of_claims_audit(systems_in_use: ir.Table) -> ir.Table:
    """Return the uses of systems that are called an automatic audit of claims."""
    rows = systems_in_use.mutate(system=plain_column(systems_in_use.system))
    return of_any(rows, "system", ("智能审核", "智能监控", "智能监管"))


def full_score(answers: ir.Table) -> ir.Value:
    """The full score of each answer; where none is stated, 1, 5, 10 or 100 by the highest there is."""
    asked = ibis.window(group_by=["survey", "question"])
    most = answers.score.max().over(asked)
    usual = ibis.cases((most <= 1, 1), (most <= 5, 5), (most <= 10, 10), else_=100)  # noqa: PLR2004
    return answers.full_score.nullif(0).fill_null(usual)


def of_assisted(settlements: ir.Table, care: str, identity: str) -> ir.Table:
    """Return the outpatient visits and stays that assistance paid for, of persons of an identity."""
    rows = of_care(settlements, care or "门诊和住院")
    rows = rows.filter(rows.maf_pay > 0)
    return of_identity(rows, identity) if identity else rows


def once_a_stay(rows: ir.Table) -> ir.Table:
    """Return one row for each stay, the last of its settlements, and each settlement of other care.

    Of its columns those stay that say which settlement it was, when and where.
    """
    is_stay = rows.med_type.isin(list(words()["care"]["住院"]))
    last = ibis.window(
        group_by=[rows.psn_no, ibis.ifelse(is_stay, rows.mdtrt_id, rows.setl_id)],
        order_by=[ibis.desc("setl_time"), ibis.desc("setl_id")],
    )
    # Chosen first: columns that are carried along would be computed for all measures.
    rows = rows.select(
        "setl_id",
        "setl_time",
        "fixmedins_code",
        nth_of_stay=ibis.row_number().over(last),
    )
    return rows.filter(rows.nth_of_stay == 0).drop("nth_of_stay")
