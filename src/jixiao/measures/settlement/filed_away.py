"""异地就医备案率：异地就医的结算里，就医时备过案的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_away, of_care


@measure(
    code="SE12",
    title="异地就医备案率",
    says="异地就医 {below} 笔，就医时备过案的 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "异地|跨省|省内 备案 率|比例 -直接 -结算 -网办 -线上 -办结 -及时",
        "?就医|参保|人员|就医备案|登记|住院|门诊|长期|人次|安置|备案",
    ),
)
def filed_away(
    settlements: ir.Table, filings: ir.Table, *, away: str = "", care: str = ""
) -> ir.Table:
    """Return a row for each settlement away: above those filed on the day that care began."""
    rows = of_care(of_away(settlements, away), care)
    began = rows.begndate.fill_null(rows.setl_time.date())
    asked = rows.select("psn_no", of="setl_id", day=began)
    spans = filings.select("psn_no", since="begndate", until="enddate")
    held = asked.join(spans, "psn_no")
    is_held = (held.since <= held.day) & (
        held.until.isnull() | (held.until >= held.day)
    )
    filed = held.filter(is_held).select("of").distinct()
    rows = rows.left_join(filed, rows.setl_id == filed.of)
    return by_settlement(rows, above=rows.of.notnull())
