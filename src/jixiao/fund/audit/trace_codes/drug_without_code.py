"""应扫码的药品没有追溯码。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines
from jixiao.fund.records import is_stay


@rule(
    code="TR04",
    title="应扫码的药品没有追溯码",
    says="门诊药品收费没有扫追溯码，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="医保发〔2025〕7号：2026 年 1 月 1 日起应采尽采",
    about=Subject.LINE,
    facts=("list_type",),
)
def drug_without_code(
    audited_lines: ir.Table,
    trace_scans: ir.Table,
    coded_points: ir.Table | None = None,
    *,
    since_day: int,
) -> ir.Table:
    """Return the outpatient lines of drugs without a scan, at institutions that scan, of the time since.

    Spared are drugs that a point of the kind 无追溯码药品 speaks of, and decoctions.
    """
    day = audited_lines.fee_ocur_time.date()
    drugs = audited_lines.filter(
        day.year() * 10_000 + day.month() * 100 + day.day() >= since_day,
        audited_lines.list_type == "101",
        ~is_stay(audited_lines),
        audited_lines.cnt > 0,
    )
    scanning = trace_scans.select("fixmedins_code").distinct()
    drugs = drugs.semi_join(scanning, "fixmedins_code")
    if coded_points is not None:
        drugs = drugs.anti_join(listed(drugs, coded_points, "无追溯码药品"), "bkkp_sn")
    scanned = trace_scans.filter(trace_scans.bkkp_sn.notnull())
    return marked_lines(drugs.anti_join(scanned, "bkkp_sn"))
