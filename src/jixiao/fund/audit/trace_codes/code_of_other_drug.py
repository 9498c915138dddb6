"""追溯码与收费的药品不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines


@rule(
    code="TR03",
    title="追溯码与收费的药品不符",
    says="扫码的药品与收费的不同，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="医保发〔2025〕7号",
    about=Subject.LINE,
)
def code_of_other_drug(trace_scans: ir.Table, audited_lines: ir.Table) -> ir.Table:
    """Return the lines whose scan names another drug than is charged."""
    sold = trace_scans.filter(trace_scans.packs > 0, trace_scans.hilist_code.notnull())
    scans = sold.select(of_line="bkkp_sn", scanned="hilist_code").distinct()
    met = audited_lines.join(scans, audited_lines.bkkp_sn == scans.of_line)
    return marked_lines(
        met.filter(met.scanned != met.hilist_code).distinct(on="bkkp_sn")
    )
