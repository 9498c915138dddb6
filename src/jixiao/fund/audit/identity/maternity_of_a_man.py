"""男性的生育结算。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="ID02",
    title="男性的生育结算",
    says="男性按生育结算，涉及费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国务院令第735号 第三十八条",
)
def maternity_of_a_man(audited_claims: ir.Table, sexes: ir.Table) -> ir.Table:
    """Return the claims of maternity care of men."""
    men = sexes.filter(sexes.gend == "1")
    rows = audited_claims.filter(audited_claims.med_type.isin(("51", "52"))).semi_join(
        men, "psn_no"
    )
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.began,
        place=rows.fixmedins_code,
        above=rows.medfee_sumamt.fill_null(0),
        below=1,
    )
