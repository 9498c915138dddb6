"""有救助身份的人住院，救助没有当场结清的。"""

from ibis import ir

from jixiao.fund.outlook.rollcall import roll_call
from jixiao.fund.records import proven
from jixiao.fund.records.care_months import care_kinds


@roll_call(
    code="RL05",
    title="有救助身份的人住院，救助没有当场结清的",
    says="医疗费 {above:元}，回来手工报销",
    to="经办科、医疗机构",
    basis="国办发〔2021〕42号",
)
def no_one_stop(settlements: ir.Table) -> ir.Table:
    """Return the assisted persons' stays that were reimbursed by hand."""
    stays = settlements.filter(
        settlements.med_type.isin(care_kinds()["住院"]),
        settlements.psn_idet_type.notnull(),
        ~settlements.direct.fill_null(True),
    )
    return proven(
        stays,
        key=stays.psn_no,
        on=stays.setl_time,
        place=stays.fixmedins_code,
        above=stays.medfee_sumamt,
        below=stays.maf_pay,
    )
